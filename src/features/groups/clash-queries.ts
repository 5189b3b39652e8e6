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

/**
 * Planned sessions from one day to another that share the venue or a facilitator with a group. One that is held by
 * telephone needs no room.
 */
export async function sessionsAround(
  tx: Transaction,
  around: Around,
): Promise<(StandingSession & { id: string })[]> {
  const rows = await sql<{
    id: string
    date: string
    starts: string
    ends: string
    zone: string
    group: string
    venue_id: string | null
    venue: string | null
    facilitators: { id: string; name: string }[] | null
  }>`
    select s.id, s.date, s.starts, s.ends, s.zone, g.name as group, v.id as venue_id, v.name as venue,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)) from group_staff gs join accounts a on a.id = gs.account_id
        where gs.group_id = g.id and gs.part = 'facilitator') as facilitators
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id) and s.telephone is null
    where s.state = 'planned' and s.date between ${around.from}::date - 1 and ${around.until}::date + 1
      and not s.id = any (${[...(around.without ?? [])]}::uuid[])
      and not (${around.othersOnly ?? false} and s.group_id = ${around.groupId})
      and (s.group_id = ${around.groupId}
        or s.telephone is null and (s.venue_id = ${around.venueId} or s.venue_id is null and g.venue_id = ${around.venueId})
        or s.group_id in (select other.group_id from group_staff mine join group_staff other on other.account_id = mine.account_id
          where mine.group_id = ${around.groupId} and mine.part = 'facilitator' and other.part = 'facilitator'))`.execute(
    tx,
  )
  return rows.rows.map((row) => ({
    id: row.id,
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
  zone: string
  clashes: Clash[]
}

/**
 * Sessions within the next twelve months that clash (P10) and that nobody has decided to keep, the nearest first: of the
 * groups that the actor sees, or of one; `withinDays` looks less far ahead. New bank holidays show here as soon as they
 * are imported.
 */
export async function openClashes(
  tx: Transaction,
  { limit = 50, groupId, withinDays = 365 }: { limit?: number; groupId?: string; withinDays?: number } = {},
): Promise<OpenClash[]> {
  const asked = await sql<{ today: string }>`
    select (clock() at time zone 'Europe/London')::date::text as today`.execute(tx)
  const today = asked.rows[0]?.today ?? ''
  const holidays = await bankHolidaysBetween(
    tx,
    today,
    Temporal.PlainDate.from(today).add({ years: 1 }).toString(),
  )
  const found =
    groupId === undefined
      ? await clashingSessions(tx, holidays, { limit, withinDays })
      : await sessionsOf(tx, groupId)
  const clashing: OpenClash[] = []
  for (const [group, sessions] of Map.groupBy(found, (session) => session.group_id))
    clashing.push(...(await clashesOfGroup(tx, group, sessions, holidays)))
  return clashing
    .filter((clash) => clash.clashes.length > 0)
    .sort((a, b) => `${a.date} ${a.starts}`.localeCompare(`${b.date} ${b.starts}`))
    .slice(0, limit)
}

type Standing = { id: string; group_id: string; date: string }

async function sessionsOf(tx: Transaction, groupId: string): Promise<Standing[]> {
  return tx
    .selectFrom('sessions')
    .select(['id', 'group_id', 'date'])
    .where('group_id', '=', groupId)
    .where('state', '=', 'planned')
    .where('clash_kept_at', 'is', null)
    .where('starts_at', '>', sql<Date>`clock()`)
    .where('starts_at', '<', sql<Date>`clock() + interval '1 year'`)
    .where(sql<boolean>`(actor_kind() = 'system' or sees_group(${groupId}))`)
    .execute()
}

/** Among all groups' sessions ahead, the nearest that clash: read once, each venue and each facilitator in order of time. */
async function clashingSessions(
  tx: Transaction,
  holidays: readonly BankHoliday[],
  { limit, withinDays }: { limit: number; withinDays: number },
): Promise<Standing[]> {
  const days = (['England', 'Scotland', 'Wales', 'Northern Ireland'] as const).flatMap((nation) =>
    holidays
      .filter((holiday) => holiday.division === divisionOf(nation))
      .map((holiday) => ({ nation, date: holiday.date })),
  )
  const rows = await sql<Standing>`
    with ahead as materialized (
      select s.id, s.group_id, s.date, s.starts_at, s.ends_at, v.id as venue_id,
        coalesce(v.nation, g.nations[1])::text as nation, s.clash_kept_at
      from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id) and s.telephone is null
      where s.state = 'planned' and s.starts_at > (select clock()) and s.starts_at < (select clock()) + make_interval(days => ${withinDays}::int)
        and g.state <> 'closed'
    ), crowded as (
      select id, starts_at < max(ends_at) over before or lead(starts_at) over (partition by venue_id order by starts_at, id) < ends_at as busy
      from ahead where venue_id is not null
      window before as (partition by venue_id order by starts_at, id rows between unbounded preceding and 1 preceding)
      union all
      select a.id, a.starts_at < max(a.ends_at) over before
        or lead(a.starts_at) over (partition by f.account_id order by a.starts_at, a.id) < a.ends_at as busy
      from ahead a join group_staff f on f.group_id = a.group_id and f.part = 'facilitator'
      window before as (partition by f.account_id order by a.starts_at, a.id rows between unbounded preceding and 1 preceding)
    )
    select id, group_id, date from ahead
    where clash_kept_at is null
      and (actor_kind() = 'system' or (select actor_has('administrator')) or group_id in (select actor_groups()))
      and (extract(month from date) = 12 and extract(day from date) >= 24 or extract(month from date) = 1 and extract(day from date) = 1
        or (nation, date) in (select d.nation, d.date from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(nation text, date date))
        or id in (select id from crowded where busy))
    order by starts_at, id limit ${limit}`.execute(tx)
  return rows.rows
}

/** What stands against some sessions of one group: four statements, however many they are. */
async function clashesOfGroup(
  tx: Transaction,
  groupId: string,
  sessions: readonly Standing[],
  holidays: readonly BankHoliday[],
): Promise<OpenClash[]> {
  const dates = sessions.map((session) => session.date).sort()
  const [from, until] = [dates[0], dates.at(-1)]
  if (from === undefined || until === undefined) return []
  const rows = await tx
    .selectFrom('sessions')
    .innerJoin('groups', 'groups.id', 'sessions.group_id')
    .leftJoin('venues', (join) =>
      join.on(
        'venues.id',
        '=',
        sql<string>`case when sessions.telephone is null then coalesce(sessions.venue_id, groups.venue_id) end`,
      ),
    )
    .select([
      'sessions.id',
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
    .where(
      'sessions.id',
      'in',
      sessions.map((session) => session.id),
    )
    .execute()
  const facilitators = await facilitatorsOf(tx, groupId)
  const around = new Map<string | null, Awaited<ReturnType<typeof sessionsAround>>>()
  for (const venueId of new Set(rows.map((row) => row.venue_id)))
    around.set(venueId, await sessionsAround(tx, { groupId, venueId, from, until }))
  return rows.map((row) => {
    const at = { date: row.date, starts: row.starts.slice(0, 5), ends: row.ends.slice(0, 5), zone: row.zone }
    const clashes = clashesOf(
      { ...at, facilitators, venue: row.venue_id === null ? null : { id: row.venue_id } },
      {
        bankHolidays: holidays,
        otherSessions: (around.get(row.venue_id) ?? []).filter((other) => other.id !== row.id),
        division: divisionOfGroup(row),
      },
    )
    return { sessionId: row.id, groupSlug: row.slug, groupName: row.name, ...at, clashes }
  })
}

/** What stands against the date of one session, whether it was decided to keep it or not. */
export async function clashesOfSession(tx: Transaction, sessionId: string): Promise<OpenClash | null> {
  const session = await tx
    .selectFrom('sessions')
    .select(['id', 'group_id', 'date'])
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (!session) return null
  const holidays = await bankHolidaysBetween(tx, session.date, session.date)
  return (await clashesOfGroup(tx, session.group_id, [session], holidays))[0] ?? null
}
