import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { ProgrammeRule } from './programme.ts'

/** A group as the use-cases and the staff's pages know it. */
export type Group = NonNullable<Awaited<ReturnType<typeof groupBySlug>>>

/** Nations arrive as an array of an enum, which the driver leaves as text. */
const nationsText = sql<string[]>`array(select unnest(groups.nations)::text)`

/**
 * The group at an address, by its present name or one that it had before (then `slug` differs from what was asked).
 * Null when there is none.
 */
export async function groupBySlug(tx: Transaction, slug: string) {
  return (
    (await selectGroups(tx)
      .where((eb) =>
        eb.or([
          eb('groups.slug', '=', slug),
          eb('groups.id', '=', (inner) =>
            inner.selectFrom('group_old_slugs').select('group_id').where('slug', '=', slug),
          ),
        ]),
      )
      .executeTakeFirst()) ?? null
  )
}

/** The group of an id, or null. */
export async function groupById(tx: Transaction, id: string) {
  return (await selectGroups(tx).where('groups.id', '=', id).executeTakeFirst()) ?? null
}

function selectGroups(tx: Transaction) {
  return tx
    .selectFrom('groups')
    .innerJoin('services', 'services.id', 'groups.service_id')
    .leftJoin('venues', 'venues.id', 'groups.venue_id')
    .selectAll('groups')
    .select([
      nationsText.as('nations'),
      'services.name as service_name',
      'venues.name as venue_name',
      'venues.town as venue_town',
      'venues.nation as venue_nation',
      sql<string>`(clock() at time zone groups.zone)::date::text`.as('today'),
    ])
}

/**
 * The next sessions of a group that have not ended, cancelled ones among them, in order. Venue and limit are the session's
 * own or, where it has none, the group's.
 */
export function nextSessions(tx: Transaction, groupId: string, most: number) {
  return tx
    .selectFrom('sessions')
    .innerJoin('groups', 'groups.id', 'sessions.group_id')
    .leftJoin('venues', (join) =>
      join.on('venues.id', '=', sql<string>`coalesce(sessions.venue_id, groups.venue_id)`),
    )
    .selectAll('sessions')
    .select([
      'venues.name as venue_name',
      'venues.town as venue_town',
      sql<number | null>`limit_in_force(sessions.session_limit, groups.session_limit, sessions.telephone)`.as(
        'seats',
      ),
    ])
    .where('sessions.group_id', '=', groupId)
    .where('sessions.ends_at', '>', sql<Date>`clock()`)
    .orderBy('sessions.starts_at')
    .limit(most)
    .execute()
}

/** A programme of a group: its rule, and the dates (YYYY-MM-DD) from and until which it counts. */
export type Programme = {
  id: string
  rule: ProgrammeRule
  from: string
  until: string | null
  leftOut: string[]
}

/** The programmes of a group that count today or later, in order. */
export async function programmesOf(tx: Transaction, groupId: string, today: string): Promise<Programme[]> {
  const rows = await tx
    .selectFrom('programmes')
    .select(['id', 'rule', 'from_date', 'until_date', 'dates_left_out'])
    .where('group_id', '=', groupId)
    .where((eb) => eb.or([eb('until_date', 'is', null), eb('until_date', '>=', today)]))
    .orderBy('from_date')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    rule: ProgrammeRule.parse(row.rule),
    from: row.from_date,
    until: row.until_date,
    leftOut: row.dates_left_out,
  }))
}
