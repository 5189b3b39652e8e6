import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** Why somebody is to be rung. */
export type CallReason =
  | 'welcome'
  | 'cancelled'
  | 'moved'
  | 'offer'
  | 'not seen'
  | 'online link'
  | 'undelivered'
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
