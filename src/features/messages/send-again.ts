import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { type MessageKind, queueMessage } from './messages.ts'

/**
 * Lets a message try again, through the same gate as ever (P1): one that did not arrive or was stopped as itself, one
 * that was sent as a new one with the same facts.
 */
export async function sendAgain(
  tx: Transaction,
  id: string,
): Promise<{ ok: true } | { ok: false; reason: 'not known' | 'on its way' | 'too late' }> {
  const message = await tx.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
  if (!message) return { ok: false, reason: 'not known' }
  if (message.state === 'waiting' || message.state === 'held') return { ok: false, reason: 'on its way' }
  const { rows } = await sql<{
    late: boolean
  }>`select ${message.useless_after}::timestamptz <= clock() as late`.execute(tx)
  if (rows[0]?.late) return { ok: false, reason: 'too late' }
  if (message.state === 'sent') {
    await queueMessage(tx, {
      kind: message.kind as MessageKind,
      ...(message.person_id ? { personId: message.person_id } : {}),
      ...(message.account_id ? { accountId: message.account_id } : {}),
      ...(message.joining_id ? { joiningId: message.joining_id } : {}),
      ...(message.email ? { email: message.email } : {}),
      groupId: message.group_id,
      sessionId: message.session_id,
      details: (message.details ?? {}) as Record<string, string>,
      ...(message.useless_after ? { uselessAfter: message.useless_after } : {}),
    })
    return { ok: true }
  }
  await sql`update messages set state = 'waiting', stopped_why = null, attempts = 0, first_tried_at = null,
      try_after = clock(), claimed_until = '-infinity', seen_undelivered_at = clock()
    where id = ${id} and state in ('undelivered', 'bounced', 'stopped')`.execute(tx)
  return { ok: true }
}

/** Takes a message off the list of those that did not arrive. */
export async function markSeen(tx: Transaction, id: string): Promise<void> {
  await sql`update messages set seen_undelivered_at = clock()
    where id = ${id} and state in ('undelivered', 'bounced')`.execute(tx)
}

/** Lets messages go out again after a restore. Administrators only; the database holds to that too. */
export async function openTheGate(tx: Transaction): Promise<void> {
  await sql`update gate_state set open = true, why = null, changed_at = clock() where not open`.execute(tx)
}

/** What a restore held: let it go through the gate, once that is open, or leave it unsent for good. */
export async function settleHeld(tx: Transaction, what: 'release' | 'drop'): Promise<void> {
  if (what === 'drop')
    await sql`update messages set state = 'stopped', stopped_why = 'dropped' where state = 'held'`.execute(tx)
  else
    await sql`update messages set state = 'waiting', claimed_until = '-infinity'
      where state = 'held' and (select open from gate_state)`.execute(tx)
}
