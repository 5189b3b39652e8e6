import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** A session as its own pages show it. Dates and times are local; `startsAt` and `endsAt` instants. */
export type SessionFacts = {
  id: string
  groupId: string
  group: string
  groupSlug: string
  /** Whether the group has public pages: it is open or paused. */
  groupShown: boolean
  kind: 'in person' | 'online'
  serviceId: string
  date: string
  starts: string
  ends: string
  zone: string
  startsAt: Date
  endsAt: Date
  /** Today in the session's zone. */
  today: string
  begun: boolean
  state: 'planned' | 'cancelled'
  cancelledWords: string | null
  movedFrom: string | null
  long: boolean
  speaker: string | null
  talk: string | null
  note: string | null
  /** The number that people ring, when it is held by telephone. */
  telephone: string | null
  limit: number | null
  venue: string | null
  town: string | null
  address: string | null
  postcode: string | null
  topics: { name: string; note: string | null }[]
  /** Those who lead it, by name, and by account. */
  facilitators: string[]
  leaders: string[]
  nations: string[]
}

/** A session for staff of its group. Null when there is none, or it is not theirs to see (P4). */
export async function sessionForStaff(tx: Transaction, sessionId: string): Promise<SessionFacts | null> {
  const found = await sql<SessionFacts>`
    select s.id, s.group_id as "groupId", g.name as "group", g.slug as "groupSlug", g.state in ('open', 'paused') as "groupShown",
      g.kind, g.service_id as "serviceId", s.date::text as date, s.starts::text as starts, s.ends::text as ends, s.zone, s.starts_at as "startsAt", s.ends_at as "endsAt",
      (clock() at time zone s.zone)::date::text as today, s.starts_at <= clock() as begun, s.state,
      s.cancelled_words as "cancelledWords", s.moved_from as "movedFrom", s.long, s.speaker, s.talk, s.public_note as note, s.telephone,
      limit_in_force(s.session_limit, g.session_limit, s.telephone) as "limit", v.name as venue, v.town, v.address, v.postcode,
      coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'note', t.plain_note) order by t.position, t.name)
        from session_topics st join topics t on t.id = st.topic_id where st.session_id = s.id), '[]') as topics,
      array(select a.name from group_staff gs join accounts a on a.id = gs.account_id
        where gs.group_id = g.id and gs.part = 'facilitator' and a.ended_at is null order by a.name) as facilitators,
      array(select gs.account_id::text from group_staff gs where gs.group_id = g.id and gs.part = 'facilitator') as leaders,
      array(select unnest(g.nations)::text) as nations
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
      and g.kind = 'in person' and s.telephone is null
    where s.id = ${sessionId} and sees_group(g.id)`.execute(tx)
  return found.rows[0] ?? null
}

/** A member as the facilitator needs to know them for one session. */
export type SheetPerson = {
  personId: string
  memberId: string
  called: string
  fullName: string | null
  /** 'hopes': at a session without a limit. Null: a member who has said nothing, and may come all the same. */
  place: 'kept' | 'offered' | 'waiting' | null
  /** Nobody has noted yet that they came to this group. */
  firstTime: boolean
  /** Joined since the session before this one. */
  joinedSince: boolean
  dietary: string | null
  accessNeeds: string | null
  bearInMind: string | null
  theirNote: string | null
  /** What they hope for, as they said in their welcome call. */
  hopes: string | null
  letIn: boolean
  /** Ticked at this session. */
  came: boolean
  /** They have died since: nothing is known of them here but the name. */
  died: boolean
  /** Only who leads or coordinates the group is told; for everybody else null. */
  emergency: { name: string; phone: string; whereIAm: string } | null
}

/**
 * The members of a session's group and whoever is ticked at it, in one question, by name. Nobody who died, unless they came
 * to this very session: then by their name alone, with nobody to ring. Staff of the group see them; emergency contacts only who leads or coordinates it (P4).
 */
export async function peopleOfSession(tx: Transaction, sessionId: string): Promise<SheetPerson[]> {
  const found = await sql<SheetPerson>`
    with this as materialized (select id, group_id, starts_at from sessions where id = ${sessionId}),
    came as materialized (select st.person_id from visits v join stubs st on st.id = v.stub_id
      where v.session_id = ${sessionId} and st.person_id is not null),
    before as materialized (select distinct st.person_id from this join visits v on v.group_id = this.group_id and v.session_id <> this.id
      join stubs st on st.id = v.stub_id where st.person_id is not null),
    last as materialized (select max(s.starts_at) as at from this join sessions s on s.group_id = this.group_id
      and s.starts_at < this.starts_at and s.state = 'planned')
    select distinct on (p.called_key, p.id) p.id as "personId", m.id as "memberId", p.called, p.full_name as "fullName",
      pl.state as place, not d.died and b.person_id is null as "firstTime",
      not d.died and m.joined_at >= coalesce(last.at, '-infinity') as "joinedSince",
      case when not d.died then nullif(p.dietary, '') end as dietary, case when not d.died then nullif(p.access_needs, '') end as "accessNeeds",
      case when not d.died then nullif(p.bear_in_mind, '') end as "bearInMind",
      case when not d.died then nullif(p.their_note, '') end as "theirNote", case when not d.died then nullif(p.hopes, '') end as hopes, d.died, m.let_in_at is not null as "letIn", c.person_id is not null as came,
      case when e.person_id is not null and (e.name <> '' or e.phone <> '' or e.where_i_am <> '')
        then jsonb_build_object('name', e.name, 'phone', e.phone, 'whereIAm', e.where_i_am) end as emergency
    from this cross join last join members m on m.group_id = this.group_id join people p on p.id = m.person_id
    cross join lateral (select has_died(p.id) as died) d
    left join places pl on pl.session_id = this.id and pl.person_id = p.id and pl.state in ('kept', 'offered', 'waiting')
    left join emergency_contacts e on e.person_id = p.id and not d.died
    left join came c on c.person_id = p.id
    left join before b on b.person_id = p.id
    where c.person_id is not null or m.left_at is null and not d.died
    order by p.called_key, p.id, m.left_at desc nulls first`.execute(tx)
  return found.rows
}

/** Someone who simply came by: a first name, and whether it was to this session. */
export type WalkIn = { stubId: string; firstName: string; came: boolean }

/** Who came to this session by first name only, and who did to this group within the last half year. */
export async function walkInsOfSession(tx: Transaction, sessionId: string): Promise<WalkIn[]> {
  const found = await sql<WalkIn>`
    select w.stub_id as "stubId", w.first_name as "firstName", bool_or(v.session_id = ${sessionId}) as came
    from sessions this join walk_ins w on w.group_id = this.group_id join visits v on v.stub_id = w.stub_id
    join sessions s on s.id = v.session_id
    where this.id = ${sessionId} and (v.session_id = this.id or s.starts_at > this.starts_at - interval '6 months')
    group by w.stub_id, w.first_name order by lower(w.first_name), w.stub_id`.execute(tx)
  return found.rows
}

/** What is written down about a session, or null. */
export type SessionRecord = { came: number | null; themes: string | null; topics: string[]; changedAt: Date }

export async function recordOfSession(tx: Transaction, sessionId: string): Promise<SessionRecord | null> {
  const found = await sql<SessionRecord>`
    select came, themes, changed_at as "changedAt",
      array(select topic_id::text from session_record_topics t where t.session_id = r.session_id) as topics
    from session_records r where session_id = ${sessionId}`.execute(tx)
  return found.rows[0] ?? null
}

export type Topic = { id: string; name: string }

/** The charity's list of topics for a service, and those that a record names already though they have left the list. */
export async function topicsToChoose(
  tx: Transaction,
  { serviceId, sessionId }: { serviceId: string; sessionId: string },
): Promise<Topic[]> {
  const found = await sql<Topic>`
    select id, name from topics where service_id = ${serviceId} and (ended_at is null
      or id in (select topic_id from session_record_topics where session_id = ${sessionId}))
    order by position, name`.execute(tx)
  return found.rows
}

/** Someone who came by, with the members whom they may have become. Null when not known, or not theirs to see. */
export type WalkInToLink = {
  stubId: string
  firstName: string
  group: string
  groupSlug: string
  visits: { sessionId: string; date: string }[]
  members: { personId: string; called: string; fullName: string | null; joinedOn: string }[]
}

export async function walkInToLink(tx: Transaction, stubId: string): Promise<WalkInToLink | null> {
  const found = await sql<WalkInToLink>`
    select w.stub_id as "stubId", w.first_name as "firstName", g.name as "group", g.slug as "groupSlug",
      coalesce((select jsonb_agg(jsonb_build_object('sessionId', s.id, 'date', s.date) order by s.starts_at desc)
        from visits v join sessions s on s.id = v.session_id where v.stub_id = w.stub_id), '[]') as visits,
      coalesce((select jsonb_agg(jsonb_build_object('personId', p.id, 'called', p.called, 'fullName', p.full_name,
          'joinedOn', m.joined_at::date) order by p.called_key <> name_key(w.first_name), m.joined_at desc)
        from members m join people p on p.id = m.person_id
        where m.group_id = g.id and m.left_at is null and not has_died(p.id)), '[]') as members
    from walk_ins w join groups g on g.id = w.group_id where w.stub_id = ${stubId} and sees_group(g.id)`.execute(
    tx,
  )
  return found.rows[0] ?? null
}

/** Writes down that somebody looked at a session's people: once a load, and about each of them (P8). */
export async function lookedAt(
  tx: Transaction,
  { sessionId, personIds }: { sessionId: string; personIds: readonly string[] },
): Promise<void> {
  await sql`select audit_look('sessions', ${sessionId}, null)`.execute(tx)
  if (personIds.length > 0)
    await sql`select audit_look('people', id::text, id) from unnest(${[...personIds]}::uuid[]) as id`.execute(
      tx,
    )
}
