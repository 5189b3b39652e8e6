import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { recordConsent } from './consents.ts'
import { type NewPerson, registerPerson } from './people.ts'

/**
 * Adds someone who rang, wrote or came, with their yes to holding health information in the very words that were read
 * out (P5), and a welcome call on the list when one is wanted, or when they can only be written to. What is known about somebody already does not change.
 * @param call when it suits them, in their words; undefined: no call.
 */
export async function addPerson(
  tx: Transaction,
  {
    person,
    notPersonId,
    call,
    consent,
  }: {
    person: NewPerson
    /** Somebody like them who died, and who it is not: a human has looked. */
    notPersonId?: string | undefined
    call: { suits: string | null } | undefined
    consent: { words: string; version: string }
  },
): Promise<
  | { ok: true; personId: string; known: boolean }
  | { ok: false; reason: 'not theirs' | 'no room' | 'someone who died' }
> {
  const { rows } = await sql<{ theirs: boolean }>`select ${person.groupId ?? null}::uuid is null
    or actor_has('administrator', 'helper') or sees_group(${person.groupId ?? null}::uuid) as theirs`.execute(
    tx,
  )
  if (!rows[0]?.theirs) return { ok: false, reason: 'not theirs' }
  if (notPersonId) await sql`select set_config('alongside.not_person', ${notPersonId}, true)`.execute(tx)
  // Nobody can ring whoever gave an address alone: they stand on the list, so that somebody writes.
  const byPost = person.addresses.every(({ kind }) => kind === 'post')
  const added =
    call || byPost
      ? await registerWithCall(tx, person, call?.suits ?? null)
      : await registerPerson(tx, person)
  if (!added.ok) return { ok: false, reason: added.reason }
  if (!added.known)
    await recordConsent(tx, {
      personId: added.personId,
      purpose: 'health information',
      given: true,
      ...consent,
      way: 'phone',
    })
  return added
}

async function registerWithCall(tx: Transaction, person: NewPerson, suits: string | null) {
  const found = await sql<{ person: string; known: boolean; outcome: string }>`
    select * from register_with_call(${JSON.stringify(person)}::jsonb, ${suits})`.execute(tx)
  const row = found.rows[0]
  if (!row) throw new Error('register_with_call answers one row')
  if (row.outcome === 'someone who died' || row.outcome === 'no room')
    return { ok: false, reason: row.outcome } as const
  return { ok: true, personId: row.person, known: row.known } as const
}
