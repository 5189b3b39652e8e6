import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { ActsAs } from './concerns.ts'
import type { Urgency } from './rules.ts'

export type ConcernState = 'waits' | 'looked' | 'in hand' | 'closed'
export type ConcernLine = {
  id: string
  /** Null for somebody in no group. */
  group: string | null
  urgency: Urgency
  raisedAt: Date
  raisedBy: string
  state: ConcernState
  dueAt: Date | null
  escalated: boolean
}
/** How many concerns one list shows. */
export const concernsShown = 100

/** Those that the actor may see (P4): open ones by when they are due, closed ones newest first. */
export async function concernsList(tx: Transaction, which: 'open' | 'closed'): Promise<ConcernLine[]> {
  const found = await sql<ConcernLine>`
    select c.id, g.name as "group", c.urgency, c.raised_at as "raisedAt", a.name as "raisedBy", s.state, s.due_at as "dueAt", s.escalated
    from concerns c join concern_states() s on s.id = c.id left join groups g on g.id = c.group_id join accounts a on a.id = c.raised_by
    where (s.state = 'closed') = ${which === 'closed'}
    order by s.due_at nulls last, c.raised_at desc limit ${concernsShown}`.execute(tx)
  return found.rows
}

export type PassedOn = { raisedAt: Date; urgency: Urgency; looked: boolean }

/** What the actor raised and may not read: only when, how soon, and whether somebody has looked. Newest first. */
export async function passedOn(tx: Transaction): Promise<PassedOn[]> {
  const found = await sql<PassedOn>`
    select raised_at as "raisedAt", urgency, looked from my_passed_on_concerns() order by raised_at desc`.execute(
    tx,
  )
  return found.rows
}

export type ConcernStep = {
  kind: 'looked' | 'answered' | 'acted' | 'added' | 'closed' | 'escalated'
  as: 'facilitator' | 'nurse' | 'safeguarding lead' | 'program'
  by: string | null
  words: string
  at: Date
}
export type Concern = ConcernLine & {
  raisedAs: ActsAs | 'coordinator' | 'helper' | 'administrator'
  sessionId: string | null
  sessionDate: string | null
  about: string
  what: string
  person: {
    personId: string
    called: string
    fullName: string | null
    phones: string[]
    emergencyName: string
    emergencyPhone: string
    whereTheyAre: string
    died: boolean
  } | null
  steps: ConcernStep[]
}

/** One concern with all its steps, and whom it is about. Null when there is none, or it is not theirs to see. */
export async function concernById(tx: Transaction, id: string): Promise<Concern | null> {
  const found = await sql<Concern>`
    select c.id, g.name as "group", c.raised_as as "raisedAs", c.session_id as "sessionId", se.date::text as "sessionDate", c.urgency,
      c.raised_at as "raisedAt", a.name as "raisedBy", s.state, s.due_at as "dueAt", s.escalated, c.about, c.what,
      (select jsonb_build_object('personId', p.person_id, 'called', p.called, 'fullName', p.full_name, 'phones', p.phones,
          'emergencyName', p.emergency_name, 'emergencyPhone', p.emergency_phone, 'whereTheyAre', p.where_they_are, 'died', p.died)
        from person_of_concern(c.id) p) as person
    from concerns c join concern_states() s on s.id = c.id left join groups g on g.id = c.group_id join accounts a on a.id = c.raised_by
    left join sessions se on se.id = c.session_id where c.id = ${id}`.execute(tx)
  const [concern] = found.rows
  if (!concern) return null
  const steps = await sql<ConcernStep>`
    select s.kind, s.as_role as "as", a.name as by, s.words, s.at from concern_steps s left join accounts a on a.id = s.by_account
    where s.concern_id = ${id} order by s.at, s.id`.execute(tx)
  return { ...concern, steps: steps.rows }
}

/** A group that somebody may raise a concern in, and for its own staff its members by name. */
export type GroupToRaiseIn = {
  id: string
  slug: string
  name: string
  /** Whether they read what is raised there. */
  reads: boolean
  members: { personId: string; called: string; fullName: string | null }[]
}

/** The group at an address, or of a session. Null when it is not theirs to raise a concern in. */
export async function groupToRaiseIn(
  tx: Transaction,
  where: { slug: string } | { sessionId: string },
): Promise<GroupToRaiseIn | null> {
  const found = await sql<GroupToRaiseIn>`
    select g.id, g.slug, g.name, actor_has('nurse', 'safeguarding lead') or g.id in (select led_groups()) as reads, coalesce((
      select jsonb_agg(distinct jsonb_build_object('called', p.called, 'fullName', p.full_name, 'personId', p.id))
      from members m join people p on p.id = m.person_id
      where m.group_id = g.id and m.left_at is null and not has_died(p.id)), '[]') as members
    from groups g where ${
      'slug' in where
        ? sql`g.slug = ${where.slug}`
        : sql`g.id = (select s.group_id from sessions s where s.id = ${where.sessionId})`
    } and ((select actor_has('nurse', 'safeguarding lead')) or sees_group(g.id))`.execute(tx)
  return found.rows[0] ?? null
}

/** Somebody whom the actor sees, with those of their groups that the actor sees too. */
export type PersonToRaise = {
  personId: string
  called: string
  groups: { id: string; name: string }[]
  /** The group that a call to them is about. */
  callGroup: string | null
}

/** The person of an address or of a call. Null when there is none whom the actor sees (P4). The look is written down (P8). */
export async function personToRaise(
  tx: Transaction,
  where: { personId: string } | { callId: string },
): Promise<PersonToRaise | null> {
  const call = 'callId' in where ? where.callId : null
  const found = await sql<PersonToRaise>`
    select p.id as "personId", p.called, c.group_id as "callGroup", coalesce((
      select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by m.joined_at desc)
      from members m join groups g on g.id = m.group_id
      where m.person_id = p.id and m.left_at is null and g.state <> 'closed' and sees_group(g.id)), '[]') as groups
    from people p left join calls c on c.id = ${call}::uuid
    where p.id = ${'callId' in where ? sql`c.person_id` : sql`${where.personId}::uuid`}`.execute(tx)
  const [person] = found.rows
  if (!person) return null
  await sql`select audit_look('people', ${person.personId}, ${person.personId}::uuid)`.execute(tx)
  return person
}

export type ConcernTodo = {
  id: string
  urgency: Urgency
  /** For facilitators 'news' of their own, unread; 'raised' by a colleague, unread; 'answered', likewise, since they read it. */
  what: 'waits' | 'looked' | 'in hand' | 'news' | 'raised' | 'answered'
  dueAt: Date
  escalated: boolean
  total: number
}

/**
 * What Today says of concerns, in one question: the nurse's and the lead's work, and for facilitators what colleagues raised
 * about somebody of their groups, and answers. What is in
 * hand is due a week after it was last dealt with. No name and no word of it.
 */
export async function concernTodos(
  tx: Transaction,
  as: 'facilitator' | 'nurse' | 'safeguarding lead',
  most: number,
): Promise<ConcernTodo[]> {
  if (as === 'facilitator') {
    const found = await sql<ConcernTodo>`
      select c.id, c.urgency, case when c.raised_by = actor_account() then 'news' when mine.at is null then 'raised' else 'answered' end as what,
        coalesce(news.at, c.raised_at) as "dueAt", false as escalated, count(*) over ()::int as total
      from concerns c join concern_states() st on st.id = c.id
      cross join lateral (select max(o.at) as at from concern_steps o where o.concern_id = c.id and o.kind in ('looked', 'added')
        and o.by_account = actor_account()) mine
      cross join lateral (select max(s.at) as at from concern_steps s where s.concern_id = c.id and s.kind in ('answered', 'acted', 'closed')
        and s.by_account <> actor_account()) news
      where case when c.raised_by = actor_account() then news.at > coalesce(mine.at, '-infinity')
        when mine.at is null then st.state <> 'closed'
        else c.raised_as in ('coordinator', 'helper', 'administrator') and news.at > mine.at end
      order by 4 limit ${most}`.execute(tx)
    return found.rows
  }
  const found = await sql<ConcernTodo>`
    select c.id, c.urgency, s.state as what, coalesce(s.due_at, (select max(t.at) from concern_steps t where t.concern_id = c.id) + interval '7 days')
        as "dueAt", s.escalated, count(*) over ()::int as total
    from concerns c join concern_states() s on s.id = c.id
    where s.state <> 'closed' and (${as} = 'nurse' or s.escalated
      or not exists (select from account_roles r join accounts a on a.id = r.account_id where r.role = 'nurse' and a.ended_at is null))
    order by (s.state = 'in hand'), array_position(array['now', 'today', 'can wait'], c.urgency), 4 limit ${most}`.execute(
    tx,
  )
  return found.rows
}
