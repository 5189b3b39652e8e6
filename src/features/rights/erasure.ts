import { sql } from 'kysely'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { holdings } from '#platform/personal.ts'
import { continueAs } from '#platform/transactions.ts'
import { forgetFormerWords, type Look, lookFor, placesLeft } from './erasure-places.ts'

/** Somebody's wish to be erased, and whether a legal hold stands against it. */
export type ErasureRequest = {
  id: string
  personId: string
  called: string
  /** The full name where it is known: what is erased must not be mistaken. */
  name: string
  askedAt: Date
  /** Who wrote it down; null when they asked themselves. */
  askedBy: string | null
  askedById: string | null
  note: string
  held: boolean
  died: boolean
}

/**
 * Writes down that somebody wishes to be erased: by themselves, or by staff who see them. A second wish changes nothing.
 * Whether a hold stands is told to who asks.
 */
export async function askForErasure(
  tx: Transaction,
  { personId, note = '' }: { personId: string; note?: string },
): Promise<{ ok: true } | { ok: false; reason: 'legal hold' }> {
  const held = await sql<{ held: boolean }>`select on_legal_hold(${personId}::uuid) as held`.execute(tx)
  if (held.rows[0]?.held) return { ok: false, reason: 'legal hold' }
  await sql`insert into erasure_requests (person_id, asked_by, note)
    select ${personId}::uuid, actor_account(), ${note}
    where not exists (select from erasure_requests where person_id = ${personId})`.execute(tx)
  return { ok: true }
}

/** They have changed their mind. */
export async function takeBackErasure(tx: Transaction, personId: string): Promise<void> {
  await tx.deleteFrom('erasure_requests').where('person_id', '=', personId).execute()
}

/** One's own wish: when it was asked for, and whether a legal hold stands against it. */
export async function ownErasure(
  tx: Transaction,
  personId: string,
): Promise<{ askedAt: Date | null; held: boolean }> {
  const { rows } = await sql<{ askedAt: Date | null; held: boolean }>`
    select (select asked_at from erasure_requests where person_id = ${personId}) as "askedAt",
      on_legal_hold(${personId}::uuid) as held`.execute(tx)
  return rows[0] ?? { askedAt: null, held: false }
}

/** The wishes that stand, oldest first; of one person, or one, when it is said. */
export async function erasureRequests(
  tx: Transaction,
  only: { id?: string; personId?: string } = {},
): Promise<ErasureRequest[]> {
  const wanted = only.id
    ? sql`where r.id = ${only.id}`
    : only.personId
      ? sql`where r.person_id = ${only.personId}`
      : sql``
  const { rows } = await sql<ErasureRequest>`
    select r.id, r.person_id as "personId", p.called, coalesce(nullif(p.full_name, ''), p.called) as name, r.asked_at as "askedAt", a.name as "askedBy", r.asked_by as "askedById",
      r.note, on_legal_hold(r.person_id) as held, has_died(r.person_id) as died
    from erasure_requests r join people p on p.id = r.person_id left join accounts a on a.id = r.asked_by
    ${wanted} order by r.asked_at limit 200`.execute(tx)
  return rows
}

/**
 * What a human decided on one place: taken out (also from the log), or left because it is about somebody else.
 * Only an administrator, of a wish that stands.
 */
export async function decidePlace(
  tx: Transaction,
  actor: StaffActor,
  { requestId, place, decision }: { requestId: string; place: string; decision: 'take out' | 'leave' },
): Promise<boolean> {
  const [request] = await erasureRequests(tx, { id: requestId })
  if (!request) return false
  if (decision === 'leave') {
    await sql`insert into erasure_places (request_id, place, decided_by) values (${requestId}, ${place}, actor_account())
      on conflict do nothing`.execute(tx)
    return true
  }
  const [table = '', column = '', key = ''] = place.split(' ')
  const held = holdings[table]
  if (!held?.words?.includes(column)) return false
  await sql`select audit_deed(${table}, ${key}, null, ${JSON.stringify({ taken_out: column })}::jsonb)`.execute(
    tx,
  )
  await continueAs(tx, system('taking somebody out of what others wrote'))
  const { pattern } = await lookFor(tx, request.personId)
  if (!pattern) throw new Error('Nothing is looked for, so nothing can be taken out')
  const { rows } = await sql<{ done: boolean }>`
    select redact_text(${table}, ${held.key ?? 'id'}, ${key}, ${column}, ${pattern}) as done`.execute(tx)
  await continueAs(tx, actor)
  return rows[0]?.done ?? false
}

export type Erased =
  | { ok: true }
  | {
      ok: false
      reason:
        | 'no such request'
        | 'not theirs'
        | 'asked by oneself'
        | 'legal hold'
        | 'places left'
        | 'somebody writes'
    }

/**
 * An administrator confirms what somebody else asked for, once every place was looked at: everything about the person
 * goes, the figures stay. In one transaction with a last look while nobody can write: what was committed before is seen,
 * and whoever is in the middle of writing is waited for a moment, then the erasure is left for later ('somebody writes').
 */
export async function confirmErasure(tx: Transaction, actor: StaffActor, requestId: string): Promise<Erased> {
  const [request] = await erasureRequests(tx, { id: requestId })
  if (!request) return { ok: false, reason: 'no such request' }
  await continueAs(tx, looking)
  const look = await lookFor(tx, request.personId)
  const { inAll } = await placesLeft(tx, look)
  await continueAs(tx, actor)
  if (inAll > 0) return { ok: false, reason: 'places left' }
  await sql`savepoint erasing`.execute(tx)
  const answer = await eraseWhileNobodyWrites(tx, actor, requestId, look)
  // Who acts goes back with everything else.
  if (!answer.ok) await sql`rollback to savepoint erasing`.execute(tx)
  return answer
}

const looking = system('looking for somebody in what others wrote')

/**
 * Former words first, which takes longest and locks nobody out; then the record, then the lock that writers of free words
 * share (migrations/0925): from there on this waits for nobody, so that a writer's deadlock is never with it.
 */
async function eraseWhileNobodyWrites(
  tx: Transaction,
  actor: StaffActor,
  requestId: string,
  look: Look,
): Promise<Erased> {
  await continueAs(tx, looking)
  await forgetFormerWords(tx, look)
  await continueAs(tx, actor)
  const { rows } = await sql<{ answer: Erased }>`select erase_as_asked(${requestId}::uuid) as answer`.execute(
    tx,
  )
  const answer = rows[0]?.answer ?? { ok: false, reason: 'no such request' }
  if (!answer.ok) return answer
  await continueAs(tx, looking)
  const still = await sql<{ held: boolean }>`select hold_free_words() as held`.execute(tx)
  if (!still.rows[0]?.held) return { ok: false, reason: 'somebody writes' }
  if ((await placesLeft(tx, look)).inAll > 0) return { ok: false, reason: 'places left' }
  await continueAs(tx, actor)
  return answer
}
