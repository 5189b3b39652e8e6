import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** Who or what asked for a stop. */
export type StopWay = 'my pages' | 'one click' | 'phone' | 'staff'

/**
 * No message of any kind for a while. Waits for one that is on its way; none starts afterwards (P1). A second pause takes
 * the place of the first. @param until null: until they say otherwise.
 */
export async function pauseMessages(
  tx: Transaction,
  { personId, until, way }: { personId: string; until: Date | null; way: StopWay },
): Promise<void> {
  await endStops(tx, personId, ['pause'])
  await addStop(tx, { personId, what: 'pause', until, way })
}

/** No message of any kind any more ('all'), or no reminders. Asking twice changes nothing. */
export async function stopMessages(
  tx: Transaction,
  { personId, what, way }: { personId: string; what: 'all' | 'reminders'; way: StopWay },
): Promise<void> {
  const already = await tx
    .selectFrom('stops')
    .select('id')
    .where('person_id', '=', personId)
    .where('what', '=', what)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!already) await addStop(tx, { personId, what, until: null, way })
}

/** They would like messages again: ends every stop and every pause. */
export async function endStop(tx: Transaction, { personId }: { personId: string }): Promise<void> {
  await endStops(tx, personId, ['all', 'pause', 'reminders'])
}

async function addStop(
  tx: Transaction,
  stop: { personId: string; what: 'all' | 'pause' | 'reminders'; until: Date | null; way: StopWay },
): Promise<void> {
  await tx
    .insertInto('stops')
    .values({
      person_id: stop.personId,
      what: stop.what,
      until: stop.until,
      way: stop.way,
      recorded_by: sql`actor_account()`,
    })
    .execute()
}

async function endStops(
  tx: Transaction,
  personId: string,
  what: ('all' | 'pause' | 'reminders')[],
): Promise<void> {
  await tx
    .updateTable('stops')
    .set({ ended_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('what', 'in', what)
    .where('ended_at', 'is', null)
    .execute()
}
