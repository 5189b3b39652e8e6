import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Urgency } from './rules.ts'

export type ConcernState = 'waits' | 'looked' | 'in hand' | 'closed'
export type ConcernLine = {
  id: string
  group: string
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
    from concerns c join concern_states() s on s.id = c.id join groups g on g.id = c.group_id join accounts a on a.id = c.raised_by
    where (s.state = 'closed') = ${which === 'closed'}
    order by s.due_at nulls last, c.raised_at desc limit ${concernsShown}`.execute(tx)
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
  groupSlug: string
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
    select c.id, g.name as "group", g.slug as "groupSlug", c.session_id as "sessionId", se.date::text as "sessionDate", c.urgency,
      c.raised_at as "raisedAt", a.name as "raisedBy", s.state, s.due_at as "dueAt", s.escalated, c.about, c.what,
      (select jsonb_build_object('personId', p.person_id, 'called', p.called, 'fullName', p.full_name, 'phones', p.phones,
          'emergencyName', p.emergency_name, 'emergencyPhone', p.emergency_phone, 'whereTheyAre', p.where_they_are, 'died', p.died)
        from person_of_concern(c.id) p) as person
    from concerns c join concern_states() s on s.id = c.id join groups g on g.id = c.group_id join accounts a on a.id = c.raised_by
    left join sessions se on se.id = c.session_id where c.id = ${id}`.execute(tx)
  const [concern] = found.rows
  if (!concern) return null
  const steps = await sql<ConcernStep>`
    select s.kind, s.as_role as "as", a.name as by, s.words, s.at from concern_steps s left join accounts a on a.id = s.by_account
    where s.concern_id = ${id} order by s.at, s.id`.execute(tx)
  return { ...concern, steps: steps.rows }
}

/** A group that somebody may raise a concern in, and for its facilitators its members by name. */
export type GroupToRaiseIn = {
  id: string
  slug: string
  name: string
  members: { personId: string; called: string; fullName: string | null }[]
}

export async function groupsToRaiseIn(tx: Transaction): Promise<{ slug: string; name: string }[]> {
  const found = await sql<{ slug: string; name: string }>`
    select g.slug, g.name from groups g where g.state <> 'closed'
      and ((select actor_has('nurse', 'safeguarding lead')) or g.id in (select led_groups())) order by g.name`.execute(
    tx,
  )
  return found.rows
}

/** The group at an address, or of a session. Null when it is not theirs to raise a concern in. */
export async function groupToRaiseIn(
  tx: Transaction,
  where: { slug: string } | { sessionId: string },
): Promise<GroupToRaiseIn | null> {
  const found = await sql<GroupToRaiseIn>`
    select g.id, g.slug, g.name, coalesce((
      select jsonb_agg(distinct jsonb_build_object('called', p.called, 'fullName', p.full_name, 'personId', p.id))
      from members m join people p on p.id = m.person_id
      where m.group_id = g.id and m.left_at is null and not has_died(p.id)), '[]') as members
    from groups g where ${
      'slug' in where
        ? sql`g.slug = ${where.slug}`
        : sql`g.id = (select s.group_id from sessions s where s.id = ${where.sessionId})`
    } and ((select actor_has('nurse', 'safeguarding lead')) or g.id in (select led_groups()))`.execute(tx)
  return found.rows[0] ?? null
}

export type ConcernTodo = {
  id: string
  urgency: Urgency
  /** 'news': for whoever raised it, something was answered that they have not read. */
  what: 'waits' | 'looked' | 'in hand' | 'news'
  dueAt: Date
  escalated: boolean
  total: number
}

/**
 * What Today says of concerns, in one question: the nurse's and the lead's work, and news for who raised one. What is in
 * hand is due a week after it was last dealt with. No name and no word of it.
 */
export async function concernTodos(
  tx: Transaction,
  as: 'facilitator' | 'nurse' | 'safeguarding lead',
  most: number,
): Promise<ConcernTodo[]> {
  if (as === 'facilitator') {
    const found = await sql<ConcernTodo>`
      select c.id, c.urgency, 'news' as what, max(s.at) as "dueAt", false as escalated, count(*) over ()::int as total
      from concerns c join concern_steps s on s.concern_id = c.id and s.kind in ('answered', 'acted', 'closed')
      where c.raised_by = actor_account() and s.at > coalesce((select max(o.at) from concern_steps o where o.concern_id = c.id
        and o.kind in ('looked', 'added') and o.by_account = actor_account()), '-infinity') and s.by_account <> actor_account()
      group by c.id, c.urgency order by 4 limit ${most}`.execute(tx)
    return found.rows
  }
  const found = await sql<ConcernTodo>`
    select c.id, c.urgency, s.state as what, coalesce(s.due_at, (select max(t.at) from concern_steps t where t.concern_id = c.id) + interval '7 days')
        as "dueAt", s.escalated, count(*) over ()::int as total
    from concerns c join concern_states() s on s.id = c.id
    where s.state <> 'closed' and (${as} = 'nurse' or s.escalated
      or not exists (select from account_roles r join accounts a on a.id = r.account_id where r.role = 'nurse' and a.ended_at is null))
    order by (s.state = 'in hand'), 4 limit ${most}`.execute(tx)
  return found.rows
}
