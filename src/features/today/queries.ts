import { sql } from 'kysely'
import type { CallReason } from '#features/welcome/welcome.ts'
import type { Transaction } from '#platform/database.ts'

/** How many of one thing Today lists; what is more is said as a number, with a link to all of it. */
export const shownOfEach = 5
/** How many sessions of the week, and how many offers, one page of Today shows. */
export const rowsOfTable = 25

/** The groups that are the actor's: all of them for administrators and the safeguarding lead. */
const theirs = (column: ReturnType<typeof sql.ref>) =>
  sql`((select sees_all_people()) or ${column} in (select actor_groups()))`

export type SessionOfWeek = {
  id: string
  group: string
  date: string
  starts: string
  cancelled: boolean
  byTelephone: boolean
  ended: boolean
  limit: number | null
  /** Who has a place or hopes to come. */
  mayCome: number
  /** Places that are held back after a death; none once it has begun. */
  heldBack: number
  /** Of them: those whom nobody has noted as having come to this group yet; null for whoever does not see visits. */
  fresh: number | null
  /** How many came, when that is recorded: as counted, or else as named. */
  came: number | null
  recorded: boolean
  total: number
}

/**
 * Sessions from the start of today for eight days, so that the same weekday of next week is among them: the nth page of
 * them, from 1.
 */
export async function sessionsOfWeek(tx: Transaction, zone: string, nth: number): Promise<SessionOfWeek[]> {
  const found = await sql<SessionOfWeek>`
    with week as (
      select s.*, g.name as group_name, limit_in_force(s.session_limit, g.session_limit, s.telephone) as seats, count(*) over ()::int as total
      from sessions s join groups g on g.id = s.group_id
      where s.starts_at >= date_trunc('day', clock() at time zone ${zone}) at time zone ${zone}
        and s.starts_at < (date_trunc('day', clock() at time zone ${zone}) + interval '8 days') at time zone ${zone}
        and g.state <> 'closed' and ${theirs(sql.ref('s.group_id'))}
      order by s.starts_at, g.name, s.id limit ${rowsOfTable} offset ${(nth - 1) * rowsOfTable}
    )
    select w.id, w.group_name as group, w.date, w.starts, w.state = 'cancelled' as cancelled,
      w.telephone is not null as "byTelephone", w.ends_at <= clock() as ended,
      w.seats as limit, p."mayCome",
      (select count(*)::int from held_back_places h where h.session_id = w.id and h.freed_at is null and w.starts_at > clock()) as "heldBack",
      case when (select actor_has('administrator')) or w.group_id in (select actor_groups()) then p.fresh end as fresh, coalesce(r.came, v.named) as came,
      r.session_id is not null or v.named > 0 as recorded, w.total
    from week w
    left join session_records r on r.session_id = w.id
    left join lateral (select count(*)::int as "mayCome", (count(*) filter (where not exists (
        select from stubs st join visits v on v.stub_id = st.id where st.person_id = p.person_id and v.group_id = p.group_id)))::int as fresh
      from places p where p.session_id = w.id and p.state in ('kept', 'offered')) p on true
    left join lateral (select nullif(count(*), 0)::int as named from visits v where v.session_id = w.id) v on true
    order by w.starts_at, w.group_name, w.id`.execute(tx)
  return found.rows
}

export type CallDue = {
  id: string
  why: CallReason
  group: string | null
  dueAt: Date
  sessionDate: string | null
  /** A colleague who rings them now. */
  takenBy: string | null
  /** How many wait for a call that is due, in all. */
  total: number
}

/** Calls that are due, the latest first. */
export async function callsDue(tx: Transaction): Promise<CallDue[]> {
  const found = await sql<CallDue>`
    with due as (
      select c.*, count(*) over ()::int as total from calls c
      where c.ended_at is null and c.due_at <= clock()
      order by c.due_at limit ${shownOfEach}
    )
    select c.id, c.why, g.name as group, c.due_at as "dueAt", s.date as "sessionDate", c.total,
      (select a.name from who_rings(c.person_id) r join accounts a on a.id = r.taken_by
        where r.taken_by <> actor_account()) as "takenBy"
    from due c
    left join sessions own on own.id = c.session_id
    left join groups g on g.id = coalesce(c.group_id, own.group_id)
    left join lateral (select x.date from sessions x
      where x.id = c.session_id or c.session_id is null and x.group_id = c.group_id and x.state = 'planned'
        and x.telephone is null and x.starts_at > clock()
      order by x.starts_at limit 1) s on true
    order by c.due_at`.execute(tx)
  return found.rows
}

export type Post = {
  troubled: number
  /** Letters that wait to be printed: as many as /staff/letters lists. */
  toPrint: number
  printSince: Date | null
  /** Batches that are on paper and not in the post. */
  toPost: number
  postSince: Date | null
}

/** Messages that did not arrive and that nobody has seen to yet, and letters that wait for somebody's hands. */
export async function messagesToSeeTo(tx: Transaction): Promise<Post> {
  const found = await sql<Post>`
    select (select count(*) from messages where state in ('undelivered', 'bounced') and seen_undelivered_at is null)::int as troubled,
      print.n as "toPrint", print.since as "printSince", post.n as "toPost", post.since as "postSince"
    from (select count(*)::int as n, min(m.created_at) as since from letters l
        join messages m on m.id = l.message_id and m.state = 'waiting' and m.channel = 'post'
        left join letter_batches b on b.id = l.batch_id
        where (l.batch_id is null or b.posted_at is not null)
          and not exists (select from deaths d where d.person_id = l.person_id and d.mistake_at is null)) print,
      (select count(*)::int as n, min(made_at) as since from letter_batches b
        where posted_at is null and exists (select from letters l where l.batch_id = b.id)) post`.execute(tx)
  const [row] = found.rows
  if (!row) throw new Error('A count gave no row')
  return row
}

export type Unrecorded = { id: string; group: string; date: string; endsAt: Date; total: number }

/** Sessions of the last sixty days of which nothing is recorded. Nobody is late before two days have passed. */
export async function sessionsWithoutRecord(tx: Transaction): Promise<Unrecorded[]> {
  const found = await sql<Unrecorded>`
    select s.id, g.name as group, s.date, s.ends_at as "endsAt", count(*) over ()::int as total
    from sessions s join groups g on g.id = s.group_id
    where s.starts_at > (select clock()) - interval '60 days' and s.starts_at < (select clock()) and s.ends_at <= (select clock())
      and s.state = 'planned'
      and (${theirs(sql.ref('s.group_id'))}) and s.ends_at > coalesce(g.launch_on::timestamp at time zone g.zone, g.created_at)
      and not exists (select from session_records r where r.session_id = s.id)
      and not exists (select from visits v where v.session_id = s.id)
    order by s.ends_at limit ${shownOfEach}`.execute(tx)
  return found.rows
}

export type HeldBack = {
  /** The next session at which one is held back, and how many there. */
  sessionId: string
  group: string
  date: string
  places: number
  /** At how many later dates of the group more are. */
  later: number
}

/** Places that wait for a coordinator after a death: one line for each group, about its next session. */
export async function heldBack(tx: Transaction): Promise<HeldBack[]> {
  const found = await sql<HeldBack>`
    select * from (
      select distinct on (s.group_id) s.id as "sessionId", g.name as group, s.date, count(*)::int as places, s.starts_at,
        (count(*) over (partition by s.group_id))::int - 1 as later
      from held_back_places h join sessions s on s.id = h.session_id join groups g on g.id = h.group_id
      where h.freed_at is null and s.starts_at > clock() and s.state = 'planned' and ${theirs(sql.ref('h.group_id'))}
      group by s.id, g.name, s.date, s.starts_at order by s.group_id, s.starts_at
    ) next order by starts_at limit ${shownOfEach}`.execute(tx)
  return found.rows
}

export type NotLetIn = {
  personId: string
  group: string
  joinedAt: Date
  nextDate: string | null
  total: number
}

/**
 * Whoever joined an online group and has not been let in, and for whom no call stands on the list: each person once. The
 * list of people answers the same under "to let in" (people_found).
 */
export async function notLetIn(tx: Transaction): Promise<NotLetIn[]> {
  const found = await sql<NotLetIn>`
    select m.*, count(*) over ()::int as total from (
      select distinct on (m.person_id) m.person_id as "personId", g.name as group, m.joined_at as "joinedAt", s.date as "nextDate"
      from members m join groups g on g.id = m.group_id
    left join lateral (select x.date from sessions x where x.group_id = g.id and x.state = 'planned'
        and x.telephone is null and x.starts_at > clock()
      order by x.starts_at limit 1) s on true
    where m.left_at is null and m.let_in_at is null and g.kind = 'online' and g.state in ('open', 'planned')
      and not has_died(m.person_id)
      and not exists (select from calls c where c.person_id = m.person_id and c.ended_at is null)
      order by m.person_id, m.joined_at) m
    order by m."joinedAt" limit ${shownOfEach}`.execute(tx)
  return found.rows
}

export type Farewell = {
  personId: string
  group: string
  /** What is due first, and when: 'YYYY-MM-DD' in the group's zone. */
  kind: string
  dueOn: string
  zone: string
  /** Heard of within the last two days. */
  fresh: boolean
  /** How many things stand in that plan for the actor. */
  total: number
}

/** What is the actor's to do after a death, and what is nobody's yet: one line for each plan, which lists them. */
export async function farewells(tx: Transaction): Promise<Farewell[]> {
  const found = await sql<Farewell>`
    select * from (
      select distinct on (t.death_id, t.group_id) t.person_id as "personId", g.name as group, t.kind, t.due_on as "dueOn", g.zone,
        d.recorded_at > clock() - interval '2 days' as fresh,
        count(*) over (partition by t.death_id, t.group_id)::int as total
      from farewell_tasks t join deaths d on d.id = t.death_id and d.mistake_at is null join groups g on g.id = t.group_id
      where t.state = 'open' and (t.owner_id = (select actor_account()) or not exists
        (select from accounts a where a.id = t.owner_id and a.ended_at is null))
      order by t.death_id, t.group_id, t.due_on, t.created_at, t.id
    ) plans order by "dueOn", "personId" limit ${rowsOfTable}`.execute(tx)
  return found.rows
}

export type Mistake = { personId: string; group: string; at: Date }

/**
 * Deaths that were recorded by mistake and put right by somebody else within the last three days, in the actor's own
 * groups: they may be speaking of one. One line a person.
 */
export async function mistakesLately(tx: Transaction): Promise<Mistake[]> {
  const found = await sql<Mistake>`
    select distinct on (d.person_id) d.person_id as "personId", g.name as "group", d.mistake_at as at
    from deaths d join members m on m.person_id = d.person_id and m.left_at is null join groups g on g.id = m.group_id
    where d.mistake_at > clock() - interval '3 days' and d.mistake_by is distinct from (select actor_account())
      and m.group_id in (select actor_groups()) and not has_died(d.person_id)
    order by d.person_id, d.mistake_at desc, g.name limit ${rowsOfTable}`.execute(tx)
  return found.rows
}

export type LateArrival = { id: string; at: Date }

/** Forms and the like that may be about somebody who died, and that nobody has decided yet. */
export async function lateArrivals(tx: Transaction): Promise<LateArrival[]> {
  const found = await sql<LateArrival>`
    select id, at from late_arrivals where decision is null order by at limit ${rowsOfTable}`.execute(tx)
  return found.rows
}

export type FormWaiting = { personId: string; why: string; at: Date; total: number }

/** Forms that somebody known filled in and that want a look before anything changes. */
export async function formsWaiting(tx: Transaction): Promise<FormWaiting[]> {
  const found = await sql<FormWaiting>`
    select person_id as "personId", look_why as why, coalesce(done_at, created_at) as at, count(*) over ()::int as total
    from joinings where look_why in ('answers differ', 'not confirmed') and looked_at is null and person_id is not null
    order by created_at limit ${shownOfEach}`.execute(tx)
  return found.rows
}

export type OfferOut = { sessionId: string; group: string; date: string; answerBy: Date; total: number }

/** Places that are offered and not answered yet: the nth page of them, from 1. */
export async function offersOut(tx: Transaction, nth: number): Promise<OfferOut[]> {
  const found = await sql<OfferOut>`
    select s.id as "sessionId", g.name as group, s.date, p.answer_by as "answerBy", count(*) over ()::int as total
    from places p join sessions s on s.id = p.session_id join groups g on g.id = p.group_id
    where p.state = 'offered' and s.starts_at > clock()
    order by p.answer_by, p.id limit ${rowsOfTable} offset ${(nth - 1) * rowsOfTable}`.execute(tx)
  return found.rows
}

/** How many people joined a group in the last week. The list of people shows them under "joined" (people_found). */
export async function newMembers(tx: Transaction): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(distinct person_id)::int as total from members
    where left_at is null and joined_at > clock() - interval '7 days' and not has_died(person_id)`.execute(tx)
  return found.rows[0]?.total ?? 0
}

/** Whether messages go out; after a restore they wait until an administrator has looked (P1). */
export async function gate(tx: Transaction): Promise<{ open: boolean; why: string | null }> {
  const found = await sql<{ open: boolean; why: string | null }>`select open, why from gate_state`.execute(tx)
  return found.rows[0] ?? { open: true, why: null }
}
