import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Transaction } from '#platform/database.ts'
import {
  type BankHoliday,
  bankHolidaysFor,
  type Clash,
  type ClashesWith,
  clashesOf,
  type Division,
  divisionOf,
  divisions,
  type Nation,
  type StandingSession,
} from './clashes.ts'

/**
 * The bank holidays from one day to another (YYYY-MM-DD, both included): those imported from gov.uk, and by calculation
 * for each division and year of which nothing was imported.
 */
export async function bankHolidaysBetween(
  tx: Transaction,
  from: string,
  until: string,
): Promise<BankHoliday[]> {
  const years: number[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) years.push(year)
  const imported = await tx
    .selectFrom('bank_holidays')
    .select(['division', 'date', 'title'])
    .where('date', '>=', `${years[0]}-01-01`)
    .where('date', '<=', `${years.at(-1)}-12-31`)
    .execute()
  const known = new Set(imported.map((holiday) => `${holiday.division} ${holiday.date.slice(0, 4)}`))
  const calculated = divisions.flatMap((division) =>
    bankHolidaysFor(
      division,
      years.filter((year) => !known.has(`${division} ${year}`)),
    ),
  )
  return [...imported, ...calculated]
    .filter((holiday) => holiday.date >= from && holiday.date <= until)
    .sort((a, b) => a.date.localeCompare(b.date))
}

/** Whose bank holidays count for a group: its venue's nation, or for an online group the only nation it serves. */
export function divisionOfGroup(group: {
  venue_nation?: Nation | null
  nations: readonly string[]
}): Division | null {
  const [first] = group.nations
  const nation = group.venue_nation ?? (first as Nation | undefined)
  return nation === undefined ? null : divisionOf(nation)
}

type Around = {
  groupId: string
  /** Whose sessions count beside the group's own facilitators'. */
  venueId: string | null
  from: string
  until: string
  /** Sessions that the thought-of ones would replace. */
  without?: readonly string[]
  /** Leave out the group's own sessions altogether: they are about to be laid anew. */
  othersOnly?: boolean
}

/** Planned sessions from one day to another that share the venue or a facilitator with a group. */
export async function sessionsAround(tx: Transaction, around: Around): Promise<StandingSession[]> {
  const rows = await sql<{
    date: string
    starts: string
    ends: string
    zone: string
    group: string
    venue_id: string | null
    venue: string | null
    facilitators: { id: string; name: string }[] | null
  }>`
    select s.date, s.starts, s.ends, s.zone, g.name as group, coalesce(s.venue_id, g.venue_id) as venue_id, v.name as venue,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)) from group_staff gs join accounts a on a.id = gs.account_id
        where gs.group_id = g.id and gs.part = 'facilitator') as facilitators
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
    where s.state = 'planned' and s.date between ${around.from}::date - 1 and ${around.until}::date + 1
      and not s.id = any (${[...(around.without ?? [])]}::uuid[])
      and not (${around.othersOnly ?? false} and s.group_id = ${around.groupId})
      and (s.group_id = ${around.groupId}
        or s.venue_id = ${around.venueId} or (s.venue_id is null and g.venue_id = ${around.venueId})
        or s.group_id in (select other.group_id from group_staff mine join group_staff other on other.account_id = mine.account_id
          where mine.group_id = ${around.groupId} and mine.part = 'facilitator' and other.part = 'facilitator'))`.execute(
    tx,
  )
  return rows.rows.map((row) => ({
    date: row.date,
    starts: row.starts.slice(0, 5),
    ends: row.ends.slice(0, 5),
    zone: row.zone,
    group: row.group,
    facilitators: row.facilitators ?? [],
    venue: row.venue_id === null ? null : { id: row.venue_id, name: row.venue ?? '' },
  }))
}

/** Who leads a group, for comparing. */
export function facilitatorsOf(tx: Transaction, groupId: string) {
  return tx
    .selectFrom('group_staff')
    .select('account_id as id')
    .where('group_id', '=', groupId)
    .where('part', '=', 'facilitator')
    .execute()
}

/** Everything that a group's dates are held against, from one day to another. */
export async function clashesWith(
  tx: Transaction,
  group: { id: string; venue_id: string | null; venue_nation: Nation | null; nations: readonly string[] },
  range: Omit<Around, 'groupId' | 'venueId'> & { venueId?: string | null },
): Promise<ClashesWith & { facilitators: { id: string }[]; venue: { id: string } | null }> {
  const venueId = range.venueId ?? group.venue_id
  return {
    bankHolidays: await bankHolidaysBetween(tx, range.from, range.until),
    otherSessions: await sessionsAround(tx, { ...range, groupId: group.id, venueId }),
    division: divisionOfGroup(group),
    facilitators: await facilitatorsOf(tx, group.id),
    venue: venueId === null ? null : { id: venueId },
  }
}

/** A session whose date clashes and about which nobody has decided yet. */
export type OpenClash = {
  sessionId: string
  groupSlug: string
  groupName: string
  date: string
  starts: string
  ends: string
  clashes: Clash[]
}

/**
 * Sessions within the next twelve months that clash (P10) and that nobody has decided to keep, the nearest first: of the
 * groups that the actor sees. New bank holidays show here as soon as they are imported.
 */
export async function openClashes(
  tx: Transaction,
  { limit = 50, groupId }: { limit?: number; groupId?: string } = {},
): Promise<OpenClash[]> {
  const { today } = (
    await sql<{ today: string }>`select (clock() at time zone 'Europe/London')::date::text as today`.execute(
      tx,
    )
  ).rows[0] ?? { today: '' }
  const until = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
  const holidays = await bankHolidaysBetween(tx, today, until)
  const nations = Object.entries(
    Object.groupBy(
      ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const,
      (nation) => divisionOf(nation) ?? '',
    ),
  )
  const days = nations.flatMap(([division, names]) =>
    holidays
      .filter((holiday) => holiday.division === division)
      .flatMap((holiday) => (names ?? []).map((nation) => ({ nation, date: holiday.date }))),
  )
  const rows = await sql<{ id: string }>`
    with ahead as materialized (
      select s.id, s.group_id, s.date, s.starts_at, s.ends_at, coalesce(s.venue_id, g.venue_id) as venue_id,
        coalesce(v.nation, g.nations[1])::text as nation, s.clash_kept_at
      from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
      where s.state = 'planned' and s.starts_at > clock() and s.starts_at < clock() + interval '1 year'
        and g.state <> 'closed'
    ), seen as (
      select * from ahead where clash_kept_at is null and (${groupId ?? null}::uuid is null or group_id = ${groupId ?? null})
        and (actor_kind() = 'system' or (select actor_has('administrator')) or group_id in (select actor_groups()))
    )
    -- Four questions, each joined by hashing: one condition with "or" would look through everything for every row.
    select id from (
      select id, starts_at from seen where to_char(date, 'MM-DD') >= '12-24' or to_char(date, 'MM-DD') = '01-01'
      union
      select a.id, a.starts_at from seen a
        join jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(nation text, date date) on d.nation = a.nation and d.date = a.date
      union
      select a.id, a.starts_at from seen a join ahead o on o.venue_id = a.venue_id and o.date = a.date and o.id <> a.id
        and o.starts_at < a.ends_at and a.starts_at < o.ends_at
      union
      select a.id, a.starts_at from seen a
        join group_staff mine on mine.group_id = a.group_id and mine.part = 'facilitator'
        join group_staff other on other.account_id = mine.account_id and other.part = 'facilitator'
          and other.group_id <> mine.group_id
        join ahead o on o.group_id = other.group_id and o.starts_at < a.ends_at and a.starts_at < o.ends_at
    ) as clashing order by starts_at, id limit ${limit}`.execute(tx)
  const clashing: OpenClash[] = []
  for (const row of rows.rows) {
    const clash = await clashesOfSession(tx, row.id, holidays)
    if (clash && clash.clashes.length > 0) clashing.push(clash)
  }
  return clashing
}

/** What stands against the date of one session, whether it was decided to keep it or not. */
export async function clashesOfSession(
  tx: Transaction,
  sessionId: string,
  holidays?: readonly BankHoliday[],
): Promise<OpenClash | null> {
  const session = await tx
    .selectFrom('sessions')
    .innerJoin('groups', 'groups.id', 'sessions.group_id')
    .leftJoin('venues', (join) =>
      join.on('venues.id', '=', sql<string>`coalesce(sessions.venue_id, groups.venue_id)`),
    )
    .select([
      'sessions.id',
      'sessions.group_id',
      'sessions.date',
      'sessions.starts',
      'sessions.ends',
      'sessions.zone',
      'groups.slug',
      'groups.name',
      'venues.id as venue_id',
      'venues.nation as venue_nation',
      sql<string[]>`array(select unnest(groups.nations)::text)`.as('nations'),
    ])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
  if (!session) return null
  const at = {
    date: session.date,
    starts: session.starts.slice(0, 5),
    ends: session.ends.slice(0, 5),
    zone: session.zone,
  }
  const clashes = clashesOf(
    {
      ...at,
      facilitators: await facilitatorsOf(tx, session.group_id),
      venue: session.venue_id === null ? null : { id: session.venue_id },
    },
    {
      bankHolidays: holidays ?? (await bankHolidaysBetween(tx, at.date, at.date)),
      otherSessions: await sessionsAround(tx, {
        groupId: session.group_id,
        venueId: session.venue_id,
        from: at.date,
        until: at.date,
        without: [session.id],
      }),
      division: divisionOfGroup(session),
    },
  )
  return {
    sessionId: session.id,
    groupSlug: session.slug,
    groupName: session.name,
    date: at.date,
    starts: at.starts,
    ends: at.ends,
    clashes,
  }
}
