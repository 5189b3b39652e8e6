import { sql } from 'kysely'
import {
  type Death,
  deathOf,
  type KeptWishes,
  mayWriteWishes,
  wishesOf,
} from '#features/bereavement/bereavement.ts'
import type { StopReason } from '#features/messages/rules.ts'
import type { Transaction } from '#platform/database.ts'
import { type ConsentState, consentsOf } from './consents.ts'
import { type RemindersBy, remindersBy } from './reminder-ways.ts'

/** Someone's own row, as staff see it. Dates are 'YYYY-MM-DD'. */
export type PersonRow = {
  id: string
  called: string
  fullName: string | null
  language: 'en' | 'cy'
  diagnosedIn: string | null
  heardHow: string | null
  dietary: string | null
  accessNeeds: string | null
  theirNote: string | null
  bearInMind: string | null
  voicemailOk: boolean
  textsOk: boolean
  largePrint: boolean
  letterReminders: boolean
  reminderWeek: boolean
  reminderDay: boolean
  ringIfNotSeen: boolean
  createdAt: Date
  /** When they asked to be erased; null when they did not. */
  erasureAskedAt: Date | null
  /** Whether a legal hold keeps their record. */
  held: boolean
}

/** One person's row, or null when there is none that the actor sees. */
export async function personRow(tx: Transaction, id: string): Promise<PersonRow | null> {
  const found = await sql<PersonRow>`
    select id, called, full_name as "fullName", language, diagnosed_in as "diagnosedIn", heard_how as "heardHow", dietary,
      access_needs as "accessNeeds", their_note as "theirNote", bear_in_mind as "bearInMind", voicemail_ok as "voicemailOk",
      texts_ok as "textsOk", large_print as "largePrint", letter_reminders as "letterReminders", reminder_week as "reminderWeek", reminder_day as "reminderDay",
      ring_if_not_seen as "ringIfNotSeen", created_at as "createdAt",
      (select asked_at from erasure_requests where person_id = ${id}) as "erasureAskedAt", on_legal_hold(id) as held
    from people where id = ${id}`.execute(tx)
  return found.rows[0] ?? null
}

export type PersonAddress = {
  id: string
  kind: 'email' | 'phone' | 'post'
  value: string
  whose: 'own' | 'someone else'
  whoseName: string | null
  /** What they are to the person, and what may be told there; of one's own everything. */
  relation: string | null
  told: 'everything' | 'dates' | 'nothing'
  preferred: boolean
  confirmedAt: Date | null
  wrongAt: Date | null
  wrongWhy: string | null
}

/** Every way to reach someone, the preferred one first. */
export async function addressesOf(tx: Transaction, personId: string): Promise<PersonAddress[]> {
  const found = await sql<PersonAddress>`
    select a.id, a.kind, a.value, pa.whose, pa.whose_name as "whoseName", pa.relation, pa.may_be_told as told,
      pa.preferred, pa.confirmed_at as "confirmedAt",
      a.wrong_at as "wrongAt", a.wrong_why as "wrongWhy"
    from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = ${personId}
    order by a.wrong_at is not null, pa.preferred desc, array_position(array['email', 'phone', 'post'], a.kind), pa.added_at`.execute(
    tx,
  )
  return found.rows
}

export type Membership = {
  id: string
  groupId: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  joinedAt: Date
  begins: 'call me' | 'I call' | 'just come'
  standing: boolean
  letInAt: Date | null
  letInBy: string | null
  leftAt: Date | null
}

/** Their groups, present ones first. Only the groups that the actor sees. */
export async function membershipsOf(tx: Transaction, personId: string): Promise<Membership[]> {
  const found = await sql<Membership>`
    select m.id, g.id as "groupId", g.slug, g.name, g.kind, m.joined_at as "joinedAt", m.begins, m.standing,
      m.let_in_at as "letInAt", (select a.name from accounts a where a.id = m.let_in_by) as "letInBy", m.left_at as "leftAt"
    from members m join groups g on g.id = m.group_id
    where m.person_id = ${personId}
    order by m.left_at is not null, coalesce(m.left_at, m.joined_at) desc`.execute(tx)
  return found.rows
}

/** A coming session of one of their groups, and their place at it when they have one. */
export type ComingSession = {
  id: string
  group: string
  date: string
  starts: string
  ends: string
  cancelled: boolean
  byTelephone: boolean
  limited: boolean
  state: 'kept' | 'waiting' | 'offered' | 'given back' | 'declined' | 'ran out' | null
}

/** The next three sessions of each of their groups. */
export async function comingSessionsOf(tx: Transaction, personId: string): Promise<ComingSession[]> {
  const found = await sql<ComingSession>`
    select s.id, g.name as group, s.date, s.starts, s.ends, s.state = 'cancelled' as cancelled, s.telephone is not null as "byTelephone",
      limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null as limited, p.state
    from members m join groups g on g.id = m.group_id
    join lateral (select * from sessions x where x.group_id = g.id and x.starts_at > clock()
      order by x.starts_at limit 3) s on true
    left join places p on p.session_id = s.id and p.person_id = m.person_id
    where m.person_id = ${personId} and m.left_at is null and g.state in ('open', 'planned')
    order by s.starts_at limit 8`.execute(tx)
  return found.rows
}

export type CallOfPerson = {
  id: string
  why: string
  group: string | null
  askedAt: Date
  dueAt: Date
  endedAt: Date | null
  outcome: string | null
  tries: { at: string; by: string | null; outcome: string; note: string | null }[]
}

/** Calls to them, open ones first, with what came of each try. */
export async function callsOf(tx: Transaction, personId: string): Promise<CallOfPerson[]> {
  const found = await sql<CallOfPerson>`
    select c.id, c.why, g.name as group, c.asked_at as "askedAt", c.due_at as "dueAt", c.ended_at as "endedAt", c.outcome,
      coalesce((select jsonb_agg(jsonb_build_object('at', t.at, 'outcome', t.outcome || coalesce(' on ' || to_char(t.wrote_on, 'FMDD FMMonth YYYY'), ''), 'note', t.note,
          'by', (select a.name from accounts a where a.id = t.by_account)) order by t.id)
        from call_tries t where t.call_id = c.id), '[]') as tries
    from calls c left join groups g on g.id = c.group_id
    where c.person_id = ${personId} order by c.ended_at is not null, c.asked_at desc limit 12`.execute(tx)
  return found.rows
}

export type MessageOfPerson = {
  id: string
  kind: string
  subject: string | null
  channel: string
  state: 'waiting' | 'sent' | 'held' | 'stopped' | 'undelivered' | 'bounced'
  stoppedWhy: StopReason | null
  at: Date
}

/** The newest messages to them. */
export async function messagesOf(tx: Transaction, personId: string): Promise<MessageOfPerson[]> {
  const found = await sql<MessageOfPerson>`
    select id, kind, subject, channel, state, stopped_why as "stoppedWhy", coalesce(sent_at, due_at) as at
    from messages where person_id = ${personId} and (state <> 'waiting' or due_at <= clock() + interval '1 day')
    order by created_at desc limit 8`.execute(tx)
  return found.rows
}

export type StopOfPerson = {
  id: string
  what: 'all' | 'pause' | 'reminders'
  until: Date | null
  at: Date
  way: string
}

/** Stops and pauses that hold now. */
export async function stopsOf(tx: Transaction, personId: string): Promise<StopOfPerson[]> {
  const found = await sql<StopOfPerson>`
    select id, what, until, at, way from stops
    where person_id = ${personId} and ended_at is null and (until is null or until > clock())
    order by array_position(array['all', 'pause', 'reminders'], what)`.execute(tx)
  return found.rows
}

export type EmergencyContact = { name: string; phone: string; whereIAm: string }

/** Someone to ring in an emergency. Only for facilitators and coordinators of their groups. */
export async function emergencyContactOf(
  tx: Transaction,
  personId: string,
): Promise<EmergencyContact | null> {
  const found = await sql<EmergencyContact>`
    select name, phone, where_i_am as "whereIAm" from emergency_contacts where person_id = ${personId}`.execute(
    tx,
  )
  return found.rows[0] ?? null
}

/** Whether the actor coordinates or leads a group that somebody is part of now. */
export async function isOfTheirGroups(tx: Transaction, personId: string): Promise<boolean> {
  const { rows } = await sql<{
    theirs: boolean
  }>`select exists (select from members where person_id = ${personId}
    and left_at is null and group_id in (select actor_groups())) as theirs`.execute(tx)
  return rows[0]?.theirs ?? false
}

/** When they came, newest first. Never how often they did not (P6). */
export async function cameOf(
  tx: Transaction,
  personId: string,
): Promise<{ sessionId: string; date: string; group: string }[]> {
  const found = await sql<{ sessionId: string; date: string; group: string }>`
    select s.id as "sessionId", s.date, g.name as group
    from stubs st join visits v on v.stub_id = st.id join sessions s on s.id = v.session_id join groups g on g.id = s.group_id
    where st.person_id = ${personId} order by s.starts_at desc limit 40`.execute(tx)
  return found.rows
}

export type HistoryRow = {
  at: Date
  who: string | null
  kind: 'staff' | 'member' | 'system' | 'public'
  verb: 'insert' | 'update' | 'delete' | 'looked' | 'did'
  table: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  /** The group that it is about, and for places the session's date ('YYYY-MM-DD'). */
  group: string | null
  date: string | null
}

/** The newest changes to their record, from the audit log (P8). Looks are on the audit log's own page. */
export async function historyOf(tx: Transaction, personId: string): Promise<HistoryRow[]> {
  const found = await sql<HistoryRow>`
    select l.at, l.actor_kind as kind, (select a.name from accounts a where a.id = l.account_id) as who, l.verb,
      l.table_name as "table", l.before, l.after, g.name as group, s.date
    from (select *, case when table_name in ('places', 'members', 'calls') then row_id::uuid end as row from audit_log
      where subject_id = ${personId}) l
    left join places p on l.table_name = 'places' and p.id = l.row
    left join sessions s on s.id = p.session_id
    left join members m on l.table_name = 'members' and m.id = l.row
    left join calls c on l.table_name = 'calls' and c.id = l.row
    left join groups g on g.id = coalesce(p.group_id, m.group_id, c.group_id)
    where l.subject_id = ${personId} and l.verb <> 'looked'
      and l.table_name not in ('messages', 'member_links', 'member_sessions', 'joinings')
    order by l.at desc, l.id desc limit 60`.execute(tx)
  return found.rows
}

export type FormToLookAt = {
  id: string
  why: string
  at: Date
  /** The group that the form was for. */
  group: string | null
  answers: Record<string, unknown>
}

/** Forms that somebody filled in with their name and address, and that nobody has looked at yet. */
export async function formsToLookAt(tx: Transaction, personId: string): Promise<FormToLookAt[]> {
  const found = await sql<FormToLookAt>`
    select j.id, j.look_why as why, coalesce(j.done_at, j.created_at) as at, g.name as group, j.answers
    from joinings j left join groups g on g.id = j.group_id
    where j.person_id = ${personId} and j.look_why in ('answers differ', 'not confirmed') and j.looked_at is null order by j.created_at`.execute(
    tx,
  )
  return found.rows
}

export type PersonPage = {
  person: PersonRow
  death: Death | null
  wishes: KeptWishes | null
  mayWriteWishes: boolean
  addresses: PersonAddress[]
  memberships: Membership[]
  coming: ComingSession[]
  calls: CallOfPerson[]
  messages: MessageOfPerson[]
  consents: ConsentState[]
  /** Whether the actor is of the staff of one of their groups, who see whom to ring in an emergency. */
  ofTheirGroups: boolean
  stops: StopOfPerson[]
  emergency: EmergencyContact | null
  came: { sessionId: string; date: string; group: string }[]
  history: HistoryRow[]
  forms: FormToLookAt[]
  remindersBy: RemindersBy
}

/**
 * All that a person's page shows, in eighteen statements, and the look at it written down (P8). Row security leaves out
 * what the actor may not see; null when that is the person.
 * @param texts whether this charity sends texts.
 */
export async function personPage(tx: Transaction, id: string, texts: boolean): Promise<PersonPage | null> {
  const person = await personRow(tx, id)
  if (!person) return null
  await sql`select audit_look('people', ${id}, ${id}::uuid)`.execute(tx)
  return {
    person,
    death: await deathOf(tx, id),
    wishes: await wishesOf(tx, id),
    mayWriteWishes: await mayWriteWishes(tx, id),
    addresses: await addressesOf(tx, id),
    memberships: await membershipsOf(tx, id),
    coming: await comingSessionsOf(tx, id),
    calls: await callsOf(tx, id),
    messages: await messagesOf(tx, id),
    consents: await consentsOf(tx, id, 'staff'),
    stops: await stopsOf(tx, id),
    emergency: await emergencyContactOf(tx, id),
    ofTheirGroups: await isOfTheirGroups(tx, id),
    came: await cameOf(tx, id),
    history: await historyOf(tx, id),
    forms: await formsToLookAt(tx, id),
    remindersBy: await remindersBy(tx, id, texts),
  }
}
