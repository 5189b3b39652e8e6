import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { hashToken } from '#platform/tokens.ts'
import { deviceDays } from './links.ts'

/** Signs a device in to someone's own pages for 14 days. As that member. */
export async function startMemberSession(
  tx: Transaction,
  session: { personId: string; tokenHash: Buffer; device: string },
): Promise<void> {
  await tx
    .insertInto('member_sessions')
    .values({
      person_id: session.personId,
      token_hash: session.tokenHash,
      device: deviceName(session.device),
      expires_at: sql`clock() + make_interval(days => ${deviceDays})`,
    })
    .execute()
}

/** The button behind a link to one's own pages. @returns whether the link works; the cookie's token opens the session. */
export async function openMyPages(
  tx: Transaction,
  opening: { token: string; sessionHash: Buffer; device: string },
): Promise<boolean> {
  const found = await sql<{ who: string | null }>`
    select open_my_pages(${hashToken(opening.token)}, ${opening.sessionHash}, ${deviceName(opening.device)}, ${deviceDays}) as who`.execute(
    tx,
  )
  return found.rows[0]?.who != null
}

/** Whether a link to one's own pages would open anything. */
export async function linkWorks(tx: Transaction, token: string): Promise<boolean> {
  const found = await sql<{
    works: boolean
  }>`select my_pages_link_works(${hashToken(token)}) as works`.execute(tx)
  return found.rows[0]?.works ?? false
}

/** Sends a link to everybody who is reached at this e-mail address, if anybody is; the asker never learns which (P4). */
export async function askForLink(tx: Transaction, email: string): Promise<void> {
  await sql`select ask_for_link(${email})`.execute(tx)
}

/** Signs devices out: this one, or all others; and cancels every link that was sent. */
export async function signOut(
  tx: Transaction,
  { personId, sessionId, which }: { personId: string; sessionId: string | null; which: 'here' | 'elsewhere' },
): Promise<void> {
  await tx
    .updateTable('member_sessions')
    .set({ ended_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('id', which === 'here' ? '=' : '<>', sessionId)
    .execute()
  if (which === 'here') return
  await tx
    .updateTable('member_links')
    .set({ cancelled_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('purpose', '=', 'my pages')
    .where('cancelled_at', 'is', null)
    .execute()
}

/** What a browser says of itself, in two words that its owner knows: "Firefox on Android". */
export function deviceName(userAgent: string): string {
  const browser = /\bEdg/.test(userAgent)
    ? 'Edge'
    : /\bFirefox|FxiOS/.test(userAgent)
      ? 'Firefox'
      : /\bSamsungBrowser/.test(userAgent)
        ? 'Samsung Internet'
        : /\bChrome|CriOS/.test(userAgent)
          ? 'Chrome'
          : /\bSafari/.test(userAgent)
            ? 'Safari'
            : null
  const system = /iPhone/.test(userAgent)
    ? 'iPhone'
    : /iPad/.test(userAgent)
      ? 'iPad'
      : /Android/.test(userAgent)
        ? 'Android'
        : /Windows/.test(userAgent)
          ? 'Windows'
          : /Mac OS/.test(userAgent)
            ? 'Mac'
            : /Linux/.test(userAgent)
              ? 'Linux'
              : null
  return [browser, system].filter(Boolean).join(' on ') || 'A device'
}

/** Whose calendar an address opens: nobody's once it was stopped or they died. `known` false: there never was one. */
export async function calendarPerson(
  tx: Transaction,
  hash: Buffer,
): Promise<{ known: boolean; personId: string | null }> {
  const found = await sql<{
    known: boolean | null
    person: string | null
  }>`select * from calendar_person(${hash})`.execute(tx)
  const row = found.rows[0]
  return { known: row?.known ?? false, personId: row?.person ?? null }
}
