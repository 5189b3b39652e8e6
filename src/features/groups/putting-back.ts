import { sql } from 'kysely'
import { sessionsLaidOut } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { clashesOfSession } from './clash-queries.ts'
import { aloneInDiary, cancelledSession, overlapsOwn, type SessionRefusal } from './session-to-change.ts'
import { sessionInWords, type Told, tellMembers } from './telling.ts'

export type PutBackRefusal = SessionRefusal | 'not cancelled' | 'closed' | 'date taken'

/**
 * Lets a cancelled session that lies ahead take place after all. Places, the list and its turns stand as they were, and
 * the list goes on (P2); what clashes with it was shown before and counts as decided (P10). Members who had been told of
 * the cancellation are told once that it takes place; for all others nothing has changed: messages that still wait and
 * calls that nobody has made yet are taken back.
 */
export async function putBackSession(
  tx: Transaction,
  { sessionId }: { sessionId: string },
): Promise<{ ok: true; told: Told } | { ok: false; reason: PutBackRefusal }> {
  const { refusal, session } = await cancelledSession(tx, sessionId)
  if (refusal) return { ok: false, reason: refusal }
  if (session.group_state === 'closed') return { ok: false, reason: 'closed' }
  await aloneInDiary(tx, session.group_id)
  if (await overlapsOwn(tx, session.group_id, session)) return { ok: false, reason: 'date taken' }
  const clashes = (await clashesOfSession(tx, session.id))?.clashes ?? []
  // Asked before the session changes: who knows of a cancellation is told by its number.
  const told = await sql<{ person: string }>`select take_back_cancellation(${session.id}) as person`.execute(
    tx,
  )
  await tx
    .updateTable('sessions')
    .set({
      state: 'planned',
      cancelled_words: null,
      instead_words: null,
      sequence: session.sequence + 1,
      changed_at: sql`clock()`,
      ...(clashes.length > 0 ? { clash_kept_at: sql`clock()`, clash_kept_by: sql`actor_account()` } : {}),
    })
    .where('id', '=', session.id)
    .execute()
  await sessionsLaidOut(tx, [session.id])
  return {
    ok: true,
    told: await tellMembers(tx, {
      kind: 'session put back',
      groupId: session.group_id,
      sessionId: session.id,
      sequence: session.sequence + 1,
      former: sessionInWords(session, session.today),
      startsAt: session.starts_at,
      uselessAfter: session.ends_at,
      only: told.rows.map((row) => row.person),
    }),
  }
}

/** How many current members would hear that it takes place after all. */
export async function toldOfCancellation(tx: Transaction, sessionId: string): Promise<number> {
  const found = await sql<{
    count: number
  }>`select count(*)::int as count from told_of_cancellation(${sessionId}) as person
    join members m on m.person_id = person and m.left_at is null
    join sessions s on s.id = ${sessionId} and s.group_id = m.group_id
    where not has_died(m.person_id)`.execute(tx)
  return found.rows[0]?.count ?? 0
}
