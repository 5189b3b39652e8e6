import { sql } from 'kysely'
import { joiningPath, myPagesPath } from '#features/people/people.ts'
import type { Transaction } from '#platform/database.ts'
import { addressIn } from '#platform/language.ts'
import { newToken, type Secret } from '#platform/tokens.ts'
import type { Facts } from './facts.ts'
import type { MessageKind } from './messages.ts'

/** The personal addresses in one message. They exist from the moment of sending, and only their hash is kept. */
export type Links = {
  /** Where the message's one button leads; null where it needs none. */
  main: string | null
  /** Stops reminders: only in messages that the law wants it in. */
  stop: string | null
}

/** Stands in the kept copy of a message where a personal link was. */
export const blanked = '[personal link]'

/** Makes the links of one message and stores their hashes. */
export async function makeLinks(
  tx: Transaction,
  facts: Facts,
  baseUrl: string,
  secret: Secret,
): Promise<Links> {
  const stop = stoppable.includes(facts.kind) && facts.person
  return {
    main: await mainLink(tx, facts, baseUrl, secret),
    stop: stop
      ? `${baseUrl}${addressIn(facts.language, '/stop')}/${await memberLink(tx, stop.id, 'stop', null)}`
      : null,
  }
}

const stoppable: readonly MessageKind[] = ['reminder week', 'reminder day']

async function mainLink(tx: Transaction, facts: Facts, baseUrl: string, secret: Secret) {
  const { kind, person, joining, account } = facts
  if (account) {
    const token = kind === 'something waits' ? null : await staffLink(tx, facts)
    return token ? `${baseUrl}/staff/link/${token}` : `${baseUrl}/staff/sign-in`
  }
  if (joining && (kind === 'confirm address' || kind === 'carry on joining')) {
    return baseUrl + addressIn(facts.language, joiningPath(secret, kind, joining.id))
  }
  if (!person) return null
  // Whoever may be told dates alone gets no way to somebody's own pages (P4).
  if (facts.address?.datesOnly) return null
  // An address that is not confirmed gets no link to anybody's pages.
  const without: readonly MessageKind[] = [
    'left group',
    'address changed',
    'confirm address',
    'carry on joining',
  ]
  if (without.includes(kind)) return null
  const then =
    kind === 'offer answered' ? '/my/offers' : facts.session ? `/my/sessions/${facts.session.id}` : '/my'
  const path = await myPagesPath(tx, secret, { personId: person.id, messageId: facts.id, then })
  return baseUrl + addressIn(facts.language, path)
}

/** @param days how long it works; null for as long as somebody may find the message. */
async function memberLink(
  tx: Transaction,
  personId: string,
  purpose: 'my pages' | 'stop',
  days: number | null,
): Promise<string> {
  const { token, hash } = newToken()
  await sql`insert into member_links (person_id, token_hash, purpose, expires_at)
    values (${personId}, ${hash}, ${purpose}, clock() + make_interval(days => ${days}::int))`.execute(tx)
  return token
}

/** A link to sign in works once, for 15 minutes from its sending; none is made once a passkey is there. */
async function staffLink(tx: Transaction, facts: Facts): Promise<string | null> {
  const { account, kind, details } = facts
  if (!account) return null
  const recovery = details.purpose === 'recovery'
  if (kind === 'staff link' && account.hasPasskey) return null
  const purpose = kind === 'staff link' ? 'sign in' : recovery ? 'recovery' : 'invitation'
  const { token, hash } = newToken()
  await sql`insert into staff_links (account_id, token_hash, purpose, expires_at)
    values (${account.id}, ${hash}, ${purpose},
      clock() + interval '15 minutes')`.execute(tx)
  return token
}
