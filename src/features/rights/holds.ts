import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** What keeps somebody's record whatever anybody asks: for a court, the police, an insurer or a complaint. */
export type Hold = {
  id: string
  reason: string
  /** The last day, 'YYYY-MM-DD'; null until somebody ends it. */
  until: string | null
  placedAt: Date
  /** Who placed it; null when their account cannot be seen. */
  by: string | null
  stands: boolean
  /** Who ended it and when; a hold whose last day is over ended by itself. */
  endedAt: Date | null
  endedBy: string | null
}

/** Every hold that was placed on somebody's record, those that stand first. */
export async function holdsOf(tx: Transaction, personId: string): Promise<Hold[]> {
  const { rows } = await sql<Hold>`
    select h.id, h.reason, h.until::text, h.placed_at as "placedAt", a.name as by,
      h.ended_at is null and (h.until is null or h.until >= (clock() at time zone 'Europe/London')::date) as stands,
      h.ended_at as "endedAt", e.name as "endedBy"
    from legal_holds h left join accounts a on a.id = h.placed_by left join accounts e on e.id = h.ended_by
    where h.person_id = ${personId} order by stands desc, h.placed_at`.execute(tx)
  return rows
}

/**
 * Places a hold: from the commit on nobody erases or merges the record, and its time never runs out.
 * @param until its last day ('YYYY-MM-DD' in `zone`), or null. @returns false when that day is over, and nothing is placed.
 */
export async function placeHold(
  tx: Transaction,
  { personId, reason, until, zone }: { personId: string; reason: string; until: string | null; zone: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into legal_holds (person_id, reason, until, placed_by)
    select ${personId}::uuid, ${reason}, ${until}::date, actor_account()
    where ${until}::date is null or ${until}::date >= (clock() at time zone ${zone})::date
    returning id`.execute(tx)
  return rows.length > 0
}

/** Ends a hold of this person. @returns false when none of theirs stands under that id. */
export async function endHold(
  tx: Transaction,
  { personId, holdId }: { personId: string; holdId: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('legal_holds')
    .set({ ended_at: sql`clock()`, ended_by: sql`actor_account()` })
    .where('id', '=', holdId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}
