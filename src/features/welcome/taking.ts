import { sql } from 'kysely'
import { type Known, likeSomeoneWhoDied } from '#features/people/people.ts'
import type { Transaction } from '#platform/database.ts'

/**
 * Takes a call for the actor: for half an hour nobody else rings them, about this or anything else that they stand on the
 * list for. Of two who press at once one gets it, and the other is told who. `atOnce`: they are on the telephone with the actor, who has them now, whoever took the call before.
 * @returns the name of whoever has it, when that is somebody else; 'not found' when it has ended or is not theirs to see.
 */
export async function takeCall(
  tx: Transaction,
  callId: string,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<{ ok: true } | { ok: false; reason: 'taken'; by: string } | { ok: false; reason: 'not found' }> {
  const took = await sql<{ mine: boolean }>`select take_call(${callId}::uuid, ${atOnce}) as mine`.execute(tx)
  if (took.rows[0]?.mine) return { ok: true }
  const found = await sql<{ by: string | null }>`
    select a.name as by from calls c cross join lateral who_rings(c.person_id) r left join accounts a on a.id = r.taken_by
    where c.id = ${callId} and c.ended_at is null`.execute(tx)
  const [row] = found.rows
  return row ? { ok: false, reason: 'taken', by: row.by ?? '' } : { ok: false, reason: 'not found' }
}

/** Gives a call back that the actor took, and whatever else they took of the same person, so that somebody else may ring. */
export async function giveBackCall(tx: Transaction, callId: string): Promise<void> {
  await sql`update calls set taken_by = null, taken_until = null
    where person_id = (select person_id from calls where id = ${callId}) and taken_by = actor_account()`.execute(
    tx,
  )
}

/**
 * Somebody is on the telephone: their call that stands open, or else a new one, is the actor's at once. A call in either
 * direction is the welcome call.
 * @returns the call's id; null when the person is not the actor's to see, or has died (P1, P4).
 */
export async function theyRing(tx: Transaction, personId: string): Promise<string | null> {
  const seen = await sql`select from people where id = ${personId} and not has_died(id)`.execute(tx)
  if (seen.rows.length === 0) return null
  const made = await sql<{ id: string }>`select they_ring(${personId}::uuid) as id`.execute(tx)
  return made.rows[0]?.id ?? null
}

/** The same for somebody who is not found: what to call them and a number, with their yes to the keeping of both (P5). */
export async function theyRingFirstTime(
  tx: Transaction,
  said: {
    called: string
    phone: string
    consent: { words: string; version: string }
    /** Somebody like them who died, and who it is not: whoever speaks with them has said so. */
    notPersonId: string | null
  },
): Promise<{ ok: true; callId: string } | { ok: false; reason: 'someone who died' }> {
  const person = {
    called: said.called,
    addresses: [{ kind: 'phone', value: said.phone, preferred: true }],
    consent: said.consent,
  }
  if (said.notPersonId)
    await sql`select set_config('alongside.not_person', ${said.notPersonId}, true)`.execute(tx)
  const made = await sql<{ call: string | null }>`
    select call from they_ring_first_time(${JSON.stringify(person)}::jsonb)`.execute(tx)
  const callId = made.rows[0]?.call
  return callId ? { ok: true, callId } : { ok: false, reason: 'someone who died' }
}

/** Who has died and could be meant by somebody who rings; as the program itself, which alone may ask. */
export async function likeTheDead(tx: Transaction, known: Known): Promise<string | null> {
  return (await likeSomeoneWhoDied(tx, known))?.personId ?? null
}
