import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { StopReason } from './rules.ts'
import { words } from './words-pages.ts'

export { channelsOf } from './channels.ts'

/** The kinds of message; each has its words and its rule in this folder. */
export type MessageKind =
  | 'confirm address'
  | 'carry on joining'
  | 'joined'
  | 'place kept'
  | 'place waiting'
  | 'place offered'
  | 'place given back'
  | 'reminder week'
  | 'reminder day'
  | 'session moved'
  | 'session cancelled'
  | 'session added'
  | 'session put back'
  | 'my pages link'
  | 'left group'
  | 'tried to ring'
  | 'address changed'
  | 'offer answered'
  | 'staff link'
  | 'staff invitation'
  | 'something waits'

/** A message to be sent later, or as soon as may be. Only ids and small facts: the text is made at the moment of sending. */
export type NewMessage = {
  kind: MessageKind
  personId?: string
  accountId?: string
  joiningId?: string
  /** Only where nobody is known by it yet. */
  email?: string
  groupId?: string | null
  sessionId?: string | null
  details?: Record<string, string | number | boolean | null>
  dueAt?: Date
  uselessAfter?: Date
  /** The same news goes out once: a second message with the same key is not made. */
  once?: string
}

/**
 * Puts messages into the outbox in the running transaction (P3). Whether each may go out is decided at the moment of
 * sending, by the one gate (P1).
 */
export async function queueMessages(tx: Transaction, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((m) => ({
    kind: m.kind,
    person_id: m.personId ?? null,
    account_id: m.accountId ?? null,
    joining_id: m.joiningId ?? null,
    email: m.email ?? null,
    group_id: m.groupId ?? null,
    session_id: m.sessionId ?? null,
    details: m.details ?? {},
    due_at: m.dueAt ?? null,
    useless_after: m.uselessAfter ?? null,
    once: m.once ?? null,
  }))
  // `on conflict` needs the right to read the table, which members and the public do not have: a function does it.
  await sql`select queue_messages(${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

/** Puts one message into the outbox. */
export function queueMessage(tx: Transaction, message: NewMessage): Promise<void> {
  return queueMessages(tx, [message])
}

/**
 * Marks an address as wrong: nothing is sent there any more, whoever it belongs to.
 * @param why in a few words, at most 200 characters.
 */
export async function markAddressWrong(
  tx: Transaction,
  addressId: string,
  why: string,
): Promise<{ ok: true } | { ok: false; reason: 'not known' }> {
  const changed = await sql`update addresses set wrong_at = clock(), wrong_why = ${why.slice(0, 200)}
    where id = ${addressId} and wrong_at is null`.execute(tx)
  return Number(changed.numAffectedRows ?? 0) > 0 ? { ok: true } : { ok: false, reason: 'not known' }
}

/** What a message is about and what became of it, as staff read it: "Not sent. They have paused messages." */
export const messageInWords = {
  kind: (kind: string): string => words.kinds[kind] ?? kind,
  outcome: (state: keyof typeof words.states, why: StopReason | null): string =>
    [words.states[state], why && words.reasons[why]].filter(Boolean).join('. '),
}
