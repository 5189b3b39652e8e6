import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import { keepPlace } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { type Outcome, triesAgain } from './rules.ts'
import { type SaidInCall, writeDownWhatTheySaid } from './said.ts'
import { words } from './words.ts'

export { topicsWished } from './queries.ts'
export { callConsent, callConsentVersion } from './words-call-me.ts'

/** Why somebody is to be rung. */
export type CallReason =
  | 'welcome'
  | 'asked for'
  | 'rang'
  | 'cancelled'
  | 'moved'
  | 'offer'
  | 'not seen'
  | 'online link'
  | 'undelivered'
  | 'extra date'
  | 'after all'
  | 'they wrote'
  | 'no way'
  | 'other'

export type NewCall = {
  personId: string
  why: CallReason
  groupId?: string | null
  sessionId?: string | null
  /** When it suits them, in their words. */
  suits?: string | null
  note?: string | null
  /** When and where the session is that has moved, as far as they know: it is kept until somebody tells them. */
  known?: { startsAt: Date | string; endsAt: Date | string; venueId: string | null } | null
  dueAt?: Date
}

/**
 * Puts people on the list of calls, at once and in the running transaction (P3). Someone who is on it already for the
 * same reason stays on it once; nobody who died is put on it (P1).
 */
export async function askForCalls(tx: Transaction, calls: readonly NewCall[]): Promise<void> {
  if (calls.length === 0) return
  const rows = calls.map((call) => ({
    person_id: call.personId,
    why: call.why,
    group_id: call.groupId ?? null,
    session_id: call.sessionId ?? null,
    suits: call.suits ?? null,
    note: call.note ?? null,
    known: call.known ?? null,
    due_at: call.dueAt ?? null,
  }))
  await sql`
    insert into calls (person_id, why, group_id, session_id, suits, note, known, due_at)
    select w.person_id, w.why, w.group_id, w.session_id, w.suits, w.note, w.known, coalesce(w.due_at, clock())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(person_id uuid, why text, group_id uuid, session_id uuid,
      suits text, note text, known jsonb, due_at timestamptz)
    where not has_died(w.person_id)
    on conflict do nothing`.execute(tx)
}

/**
 * Writes down what came of a call. After "left a message", "no answer" and "ring later" it stays on the list until
 * `nextAt`; every other outcome ends it. "Wrong number" marks that number as wrong; with another number left, or a
 * letter box, the call stays on the list; a welcome call with e-mail alone left becomes a kind message. Whom nothing reaches
 * any more stands on the list to be asked. `letIn`: after speaking, they may enter the online group that the call was about.
 * "We wrote" ends it as a conversation does, without having been one: nobody is let in by it. `instead`: nobody rings
 * again; 'write': a kind message says so and leaves it to them; 'leave': it is left to them without one, where none can reach them. Nobody is chased: who would rather not is not rung again (P6).
 * @returns 'ended already' or 'taken' when somebody was quicker, 'no agreement' or 'agreement taken back' when what they
 * said about their health may not be kept: then nothing changes.
 */
export async function recordOutcome(
  tx: Transaction,
  call: {
    callId: string
    outcome: Outcome
    note: string | null
    nextAt: Date | null
    wrongAddressId: string | null
    letIn: boolean
    /** Dates at which they would like a place, after a conversation; where a session is full they wait. */
    keep?: readonly string[]
    /** For 'we wrote': the day of the letter, 'YYYY-MM-DD'. */
    wroteOn: string | null
    instead?: 'write' | 'leave' | null
    /** What they said, where the script was asked. */
    said?: SaidInCall | null
  },
): Promise<
  | { ok: true; ended: boolean; letIn: boolean; personId: string }
  | { ok: false; reason: 'not found' | 'ended already' | 'taken' | 'no agreement' | 'agreement taken back' }
> {
  const { callId, outcome } = call
  const row = await holdCall(tx, callId)
  if (!row) return { ok: false, reason: 'not found' }
  if (row.ended) return { ok: false, reason: 'ended already' }
  if (row.taken) return { ok: false, reason: 'taken' }
  const { personId } = row
  if (call.said) {
    const written = await writeDownWhatTheySaid(tx, personId, call.said)
    if (!written.ok) return written
  }
  // The try comes first: once the call has ended, whoever rang may not see it any more (P4).
  await sql`insert into call_tries (call_id, by_account, outcome, note, wrote_on)
    values (${callId}, actor_account(), ${outcome}, ${call.note}, ${outcome === 'we wrote' ? call.wroteOn : null}::date)`.execute(
    tx,
  )
  if (outcome === 'spoke' || outcome === 'they rang')
    for (const sessionId of call.keep ?? []) await keepPlace(tx, { sessionId, personId })
  const wrong = outcome === 'wrong number' && call.wrongAddressId !== null
  const left = wrong ? await numberIsWrong(tx, personId, call.wrongAddressId) : []
  const again = triesAgain(outcome) ? !call.instead : left.some((way) => way !== 'email')
  const writes = wrong
    ? !again && row.welcome && left.includes('email')
    : triesAgain(outcome) && call.instead === 'write'
  if (writes)
    await queueMessage(tx, {
      kind: 'tried to ring',
      personId,
      groupId: row.groupId,
      once: `tried ${callId}`,
      ...(wrong ? { details: { wrongNumber: true } } : {}),
    })
  if (wrong && left.length === 0 && row.groupId !== null)
    await askForCalls(tx, [{ personId, why: 'no way', groupId: row.groupId, note: words.noWayLeft }])
  if (again)
    await sql`update calls set tries = tries + 1, due_at = coalesce(${call.nextAt}, clock()), taken_by = null, taken_until = null
      where id = ${callId}`.execute(tx)
  else
    await sql`update calls set tries = tries + 1, ended_at = clock(), ended_by = actor_account(),
      outcome = ${writes ? 'sent a message' : outcome} where id = ${callId}`.execute(tx)
  if (outcome === 'left a message') await sql`select knows_by_now(${callId})`.execute(tx)
  let letIn = false
  if (call.letIn && (outcome === 'spoke' || outcome === 'they rang')) {
    const made = await sql<{ made: number }>`select let_in_after_call(${callId}) as made`.execute(tx)
    letIn = (made.rows[0]?.made ?? 0) > 0
  }
  return { ok: true, ended: !again, letIn, personId }
}

/** The call's row, held until the end of the transaction; `taken`: somebody else rings them now, about this or something else. */
async function holdCall(tx: Transaction, callId: string) {
  const found = await sql<{
    personId: string
    groupId: string | null
    welcome: boolean
    ended: boolean
    taken: boolean
  }>`
    select c.person_id as "personId", c.group_id as "groupId", c.why in ('welcome', 'asked for', 'rang') as welcome,
      c.ended_at is not null as ended,
      coalesce((select r.taken_by <> actor_account() from who_rings(c.person_id) r), false) as taken
    from calls c where c.id = ${callId} for update`.execute(tx)
  return found.rows[0] ?? null
}

/** @returns by which ways they can be reached without it. */
async function numberIsWrong(
  tx: Transaction,
  personId: string,
  addressId: string | null,
): Promise<readonly ('email' | 'phone' | 'post')[]> {
  await sql`update addresses set wrong_at = clock(), wrong_why = 'wrong number'
    where id = ${addressId} and kind = 'phone' and wrong_at is null
      and id in (select address_id from person_addresses where person_id = ${personId})`.execute(tx)
  const found = await sql<{ ways: ('email' | 'phone' | 'post')[] }>`
    select ways_to_reach(${personId}::uuid) as ways`.execute(tx)
  return found.rows[0]?.ways ?? []
}
