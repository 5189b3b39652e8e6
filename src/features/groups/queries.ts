import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export const GROUPS_A_PAGE = 30

export type GroupFilter = {
  q: string
  state: string
  kind: string
  nation: string
  mine: boolean
  /** Counts from 1. */
  page: number
}
export type ListedGroup = {
  id: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  state: 'planned' | 'open' | 'paused' | 'closed'
  town: string | null
  nations: string[]
  next_date: string | null
  next_starts: string | null
  /** Null where the actor does not see the group's members. */
  members: number | null
}

/**
 * One page of the groups that a search finds, by name, and how many it finds in all. Next dates and members are looked up
 * for the page's rows only.
 */
export async function listGroups(
  tx: Transaction,
  filter: GroupFilter,
): Promise<{ groups: ListedGroup[]; total: number }> {
  const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  const matching = sql`
    from groups g left join venues v on v.id = g.venue_id
    where (${filter.q} = '' or g.name ilike ${like} or v.town ilike ${like} or v.name ilike ${like} or v.postcode ilike ${like})
      and (${filter.state} = '' or g.state = ${filter.state} or (${filter.state} = 'running' and g.state <> 'closed'))
      and (${filter.kind} = '' or g.kind = ${filter.kind})
      and (${filter.nation} = '' or ${filter.nation} = any (g.nations::text[]))
      and (not ${filter.mine} or g.id in (select actor_groups()))`
  const total = await sql<{ total: number }>`select count(*)::int as total ${matching}`.execute(tx)
  const found = await sql<ListedGroup>`
    select p.id, p.slug, p.name, p.kind, p.state, p.town, p.nations, s.date as next_date, s.starts as next_starts,
      case when sees_group(p.id) then (select count(*)::int from members m where m.group_id = p.id and m.left_at is null
        and not has_died(m.person_id)) end as members
    from (
      select g.id, g.slug, g.name, g.kind, g.state, v.town, g.nations::text[] as nations ${matching}
      order by g.name, g.id limit ${GROUPS_A_PAGE} offset ${(filter.page - 1) * GROUPS_A_PAGE}
    ) p
    left join lateral (select date, starts from sessions where group_id = p.id and state = 'planned' and starts_at > clock()
      order by starts_at limit 1) s on true
    order by p.name, p.id`.execute(tx)
  return { groups: found.rows, total: total.rows[0]?.total ?? 0 }
}

/** What stands in the place of a cancelled date. */
export type Instead = { id: string; date: string; starts: string; ends: string; telephone: string | null }
const insteadOf = sql`(select jsonb_build_object('id', n.id, 'date', n.date, 'starts', to_char(n.starts, 'HH24:MI'),
  'ends', to_char(n.ends, 'HH24:MI'), 'telephone', n.telephone) from sessions n
  where n.instead_of = s.id and n.state = 'planned' order by n.starts_at limit 1) as instead`

export type AheadSession = {
  id: string
  date: string
  starts: string
  ends: string
  state: 'planned' | 'cancelled'
  cancelled_words: string | null
  instead_words: string | null
  moved_from: string | null
  long: boolean
  speaker: string | null
  talk: string | null
  venue_name: string | null
  other_venue: boolean
  extra: boolean
  telephone: string | null
  /** The cancelled date that it stands in for, and what stands in for it. */
  stands_in: string | null
  instead: Instead | null
  seats: number | null
  kept: number
  offered: number
  held_back: number
  waiting: number
  topics: string[]
}

/** A group's sessions that have not ended, with how many places are taken, where the actor sees that. */
export async function sessionsAhead(tx: Transaction, groupId: string, most: number): Promise<AheadSession[]> {
  const found = await sql<AheadSession>`
    select s.id, s.date, s.starts, s.ends, s.state, s.cancelled_words, s.instead_words, s.moved_from, s.long, s.speaker, s.talk,
      v.name as venue_name, s.venue_id is not null and s.venue_id is distinct from g.venue_id as other_venue,
      s.rule_date is null as extra, s.telephone, o.date as stands_in, ${insteadOf}, limit_in_force(s.session_limit, g.session_limit, s.telephone) as seats,
      p.kept, p.offered, p.waiting,
      (select count(*)::int from held_back_places h where h.session_id = s.id and h.freed_at is null and s.starts_at > clock()) as held_back,
      array(select t.name from session_topics st join topics t on t.id = st.topic_id where st.session_id = s.id
        order by t.position, t.name) as topics
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
    left join sessions o on o.id = s.instead_of and o.state = 'cancelled'
    cross join lateral (select count(*) filter (where state = 'kept')::int as kept,
        count(*) filter (where state = 'offered')::int as offered, count(*) filter (where state = 'waiting')::int as waiting
      from places where session_id = s.id) p
    where s.group_id = ${groupId} and s.ends_at > clock() order by s.starts_at limit ${most}`.execute(tx)
  return found.rows
}

export type PastSession = { id: string; date: string; state: 'planned' | 'cancelled'; recorded: boolean }

/** A group's sessions that have ended, the last first; without a record that the actor sees, not `recorded`. */
export async function sessionsPast(tx: Transaction, groupId: string, most: number): Promise<PastSession[]> {
  const found = await sql<PastSession>`
    select s.id, s.date, s.state, exists (select from session_records r where r.session_id = s.id) as recorded
    from sessions s where s.group_id = ${groupId} and s.ends_at <= clock() order by s.starts_at desc limit ${most}`.execute(
    tx,
  )
  return found.rows
}

/** Who leads and who coordinates a group. */
export async function staffOf(tx: Transaction, groupId: string) {
  return tx
    .selectFrom('group_staff')
    .innerJoin('accounts', 'accounts.id', 'group_staff.account_id')
    .select(['accounts.id', 'accounts.name', 'group_staff.part'])
    .where('group_id', '=', groupId)
    .orderBy('accounts.name')
    .execute()
}

/** Colleagues who may lead or coordinate. */
export async function colleaguesFor(tx: Transaction, part: 'facilitator' | 'coordinator') {
  return tx
    .selectFrom('account_roles')
    .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
    .select(['accounts.id', 'accounts.name', 'accounts.email'])
    .where('account_roles.role', '=', part)
    .where('accounts.ended_at', 'is', null)
    .orderBy('accounts.name')
    .limit(500)
    .execute()
}

export function listServices(tx: Transaction) {
  return tx
    .selectFrom('services')
    .select(['id', 'name'])
    .where('ended_at', 'is', null)
    .orderBy('position')
    .orderBy('name')
    .execute()
}

/** Venues to choose from; the one chosen before stays on the list though it has ended. */
export function venuesToChoose(tx: Transaction, chosen: string | null) {
  return tx
    .selectFrom('venues')
    .select(['id', 'name', 'town', 'postcode'])
    .where((eb) => eb.or([eb('ended_at', 'is', null), ...(chosen === null ? [] : [eb('id', '=', chosen)])]))
    .orderBy('town')
    .orderBy('name')
    .limit(6000)
    .execute()
}

export async function joiningOf(tx: Transaction, groupId: string) {
  return (
    (await tx.selectFrom('group_joining').selectAll().where('group_id', '=', groupId).executeTakeFirst()) ??
    null
  )
}

/** How many members a group has, and what the actor may do with it. */
export async function standingOf(tx: Transaction, groupId: string) {
  const found = await sql<{
    members: number
    sees: boolean
    changes: boolean
    programme: boolean
    remembers: boolean
  }>`
    select (select count(*)::int from members where group_id = ${groupId} and left_at is null
        and not has_died(person_id)) as members,
      sees_group(${groupId}) as sees, coordinates_group(${groupId}) as changes,
      exists (select from programmes where group_id = ${groupId}) as programme,
      actor_has('administrator') or ${groupId} in (select actor_groups()) as remembers`.execute(tx)
  return found.rows[0] ?? { members: 0, sees: false, changes: false, programme: false, remembers: false }
}

export const VENUES_A_PAGE = 30

export async function listVenues(tx: Transaction, { q, page }: { q: string; page: number }) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const found = await sql<{
    id: string
    name: string
    town: string
    postcode: string
    nation: string
    on_map: boolean
    ended: boolean
    groups: number
    total: number
  }>`
    select v.id, v.name, v.town, v.postcode, v.nation::text as nation, v.lat is not null as on_map,
      v.ended_at is not null as ended, (select count(*)::int from groups where venue_id = v.id and state <> 'closed') as groups,
      count(*) over ()::int as total
    from venues v
    where ${q} = '' or v.name ilike ${like} or v.town ilike ${like} or v.postcode ilike ${like}
    order by v.ended_at is not null, v.town, v.name, v.id limit ${VENUES_A_PAGE} offset ${(page - 1) * VENUES_A_PAGE}`.execute(
    tx,
  )
  return { venues: found.rows, total: found.rows[0]?.total ?? 0 }
}

export async function venueById(tx: Transaction, id: string) {
  return (
    (await tx
      .selectFrom('venues')
      .selectAll()
      .select(sql<string>`nation::text`.as('nation'))
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  )
}

export function groupsAtVenue(tx: Transaction, venueId: string) {
  return tx
    .selectFrom('groups')
    .select(['slug', 'name', 'state'])
    .where('venue_id', '=', venueId)
    .where('state', '<>', 'closed')
    .orderBy('name')
    .limit(100)
    .execute()
}

/** A session as the pages that change it show it, with its group; null when there is none. */
export async function sessionToShow(tx: Transaction, id: string) {
  const found = await sql<{
    id: string
    group_id: string
    group_slug: string
    group_name: string
    service_id: string
    group_state: 'planned' | 'open' | 'paused' | 'closed'
    ask_phone: string | null
    kind: 'in person' | 'online'
    date: string
    starts: string
    ends: string
    telephone: string | null
    stands_in: string | null
    instead: Instead | null
    state: 'planned' | 'cancelled'
    cancelled_words: string | null
    instead_words: string | null
    moved_from: string | null
    venue_id: string | null
    venue_name: string | null
    venue_nation: string | null
    long: boolean
    speaker: string | null
    talk: string | null
    public_note: string | null
    session_limit: number | null
    group_limit: number | null
    clash_kept_at: Date | null
    topic_ids: string[]
    members: number
    kept: number
    held_back: number
    waiting: number
    started: boolean
    theirs: boolean
    /** Whether the actor may add dates to the group. */
    coordinates: boolean
    today: string
  }>`
    select s.id, s.group_id, g.slug as group_slug, g.name as group_name, g.service_id, g.state as group_state, g.ask_phone, g.kind,
      s.date, s.starts, s.ends, s.telephone, o.date as stands_in, ${insteadOf}, s.state,
      s.cancelled_words, s.instead_words, s.moved_from, coalesce(s.venue_id, g.venue_id) as venue_id, v.name as venue_name,
      v.nation::text as venue_nation, s.long, s.speaker, s.talk, s.public_note, s.session_limit, g.session_limit as group_limit,
      s.clash_kept_at, array(select topic_id::text from session_topics where session_id = s.id) as topic_ids,
      (select count(*)::int from members where group_id = g.id and left_at is null and not has_died(person_id)) as members,
      (select count(*)::int from places where session_id = s.id and state in ('kept', 'offered')) as kept,
      (select count(*)::int from held_back_places where session_id = s.id and freed_at is null) as held_back,
      (select count(*)::int from places where session_id = s.id and state = 'waiting') as waiting,
      s.starts_at <= clock() as started, sees_group(g.id) as theirs, coordinates_group(g.id) as coordinates, (clock() at time zone s.zone)::date::text as today
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
      and s.telephone is null
    left join sessions o on o.id = s.instead_of and o.state = 'cancelled'
    where s.id = ${id}`.execute(tx)
  const [row] = found.rows
  return row ? { ...row, starts: row.starts.slice(0, 5), ends: row.ends.slice(0, 5) } : null
}
export type ShownSession = NonNullable<Awaited<ReturnType<typeof sessionToShow>>>

/** The topics to choose from for a session, those that it already has among them. */
export async function topicsToChoose(tx: Transaction, serviceId: string, chosen: readonly string[]) {
  return tx
    .selectFrom('topics')
    .select(['id', 'name', 'plain_note'])
    .where('service_id', '=', serviceId)
    .where((eb) =>
      eb.or([eb('ended_at', 'is', null), ...(chosen.length === 0 ? [] : [eb('id', 'in', [...chosen])])]),
    )
    .orderBy('position')
    .orderBy('name')
    .execute()
}

/** How many sessions of a group are still to take place. */
export async function plannedAhead(tx: Transaction, groupId: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from sessions
    where group_id = ${groupId} and state = 'planned' and starts_at > clock()`.execute(tx)
  return found.rows[0]?.count ?? 0
}
