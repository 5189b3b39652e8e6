import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { hashToken, type Secret } from '#platform/tokens.ts'

// Tokens are drawn from the secret and an id: the database knows only hashes, and a message that is sent a second time
// carries the same link.

/** The token of the link that goes to an address from a joining form. */
export function joiningToken(secret: Secret, joiningId: string): string {
  return secret.sign('joining link', joiningId)
}

/** The address of the page with the button behind a joining's link. */
export function joiningPath(
  secret: Secret,
  kind: 'confirm address' | 'carry on joining',
  joiningId: string,
): string {
  return `/${kind === 'confirm address' ? 'confirm' : 'carry-on'}/${joiningToken(secret, joiningId)}`
}

/** How long a link to one's own pages works, and how long a device stays signed in. */
export const linkDays = 30
export const deviceDays = 14

/**
 * The address of someone's own pages for one message: makes the link's row when it is first sent and finds it again when
 * it is sent anew. Works on several devices for 30 days, or until it is cancelled. As the program (system), at sending.
 * @param then where the button leads, such as '/my/sessions/…'; only below /my.
 */
export async function myPagesPath(
  tx: Transaction,
  secret: Secret,
  { personId, messageId, then }: { personId: string; messageId: string; then?: string },
): Promise<string> {
  const token = secret.sign('my pages link', messageId)
  await sql`insert into member_links (person_id, token_hash, purpose, expires_at)
    values (${personId}::uuid, ${hashToken(token)}, 'my pages', clock() + make_interval(days => ${linkDays}))
    on conflict (token_hash) do nothing`.execute(tx)
  return `/my/open/${token}${then ? `?then=${encodeURIComponent(then)}` : ''}`
}

/** The token of a private calendar, drawn from the id of its link, so that the page can show its address again. */
export function calendarToken(secret: Secret, linkId: string): string {
  return secret.sign('calendar', linkId)
}

/** Where a link may lead after its button: someone's own pages and nowhere else. */
export function safeThen(then: string | undefined): string {
  return then && /^\/my(\/[A-Za-z0-9/-]*)?$/.test(then) && !then.startsWith('/my/open') ? then : '/my'
}
