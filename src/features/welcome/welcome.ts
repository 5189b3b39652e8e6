import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { type Outcome, triesAgain } from './rules.ts'

/** Why somebody is to be rung. */
export type CallReason =
  | 'welcome'
  | 'cancelled'
  | 'moved'
  | 'offer'
  | 'not seen'
  | 'online link'
  | 'undelivered'
  | 'extra date'
  | 'after all'
  | 'they wrote'
  | 'other'

export type NewCall = {
  personId: string
  why: CallReason
  groupId?: string | null
  sessionId?: string | null
  /** When it suits them, in their words. */
  suits?: string | null
  note?: string | null
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
    due_at: call.dueAt ?? null,
  }))
  await sql`
    insert into calls (person_id, why, group_id, session_id, suits, note, due_at)
    select w.person_id, w.why, w.group_id, w.session_id, w.suits, w.note, coalesce(w.due_at, clock())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(person_id uuid, why text, group_id uuid, session_id uuid,
      suits text, note text, due_at timestamptz)
    where not has_died(w.person_id)
    on conflict do nothing`.execute(tx)
}

/**
 * Writes down what came of a call. After "left a message", "no answer" and "ring later" it stays on the list until
 * `nextAt`; every other outcome ends it. "Wrong number" marks that number as wrong; with another number left, the call
 * stays on the list. `letIn`: after speaking, they may enter the online group that the call was about.
 * "We wrote" ends it as a conversation does, without having been one: nobody is let in by it. Nobody is chased: a person who would rather not is not rung again (P6).
 * @returns 'ended already' when somebody was quicker: then nothing changes.
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
    /** For 'we wrote': the day of the letter, 'YYYY-MM-DD'. */
    wroteOn: string | null
  },
): Promise<
  | { ok: true; ended: boolean; letIn: boolean; personId: string }
  | { ok: false; reason: 'not found' | 'ended already' }
> {
  const { callId, outcome } = call
  const found = await sql<{ personId: string; endedAt: Date | null }>`
    select person_id as "personId", ended_at as "endedAt" from calls where id = ${callId} for update`.execute(
    tx,
  )
  const row = found.rows[0]
  if (!row) return { ok: false, reason: 'not found' }
  if (row.endedAt) return { ok: false, reason: 'ended already' }
  // The try comes first: once the call has ended, whoever rang may not see it any more (P4).
  await sql`insert into call_tries (call_id, by_account, outcome, note, wrote_on)
    values (${callId}, actor_account(), ${outcome}, ${call.note}, ${outcome === 'we wrote' ? call.wroteOn : null}::date)`.execute(
    tx,
  )
  let again = triesAgain(outcome)
  if (outcome === 'wrong number' && call.wrongAddressId) {
    await sql`update addresses set wrong_at = clock(), wrong_why = 'wrong number'
      where id = ${call.wrongAddressId} and kind = 'phone' and wrong_at is null
        and id in (select address_id from person_addresses where person_id = ${row.personId})`.execute(tx)
    const others = await sql`select from person_addresses pa join addresses a on a.id = pa.address_id
      where pa.person_id = ${row.personId} and a.kind = 'phone' and a.wrong_at is null`.execute(tx)
    again = others.rows.length > 0
  }
  if (again)
    await sql`update calls set tries = tries + 1, due_at = coalesce(${call.nextAt}, clock()) where id = ${callId}`.execute(
      tx,
    )
  else
    await sql`update calls set tries = tries + 1, ended_at = clock(), ended_by = actor_account(), outcome = ${outcome}
      where id = ${callId}`.execute(tx)
  let letIn = false
  if (call.letIn && (outcome === 'spoke' || outcome === 'they rang')) {
    const made = await sql<{ made: number }>`select let_in_after_call(${callId}) as made`.execute(tx)
    letIn = (made.rows[0]?.made ?? 0) > 0
  }
  return { ok: true, ended: !again, letIn, personId: row.personId }
}
