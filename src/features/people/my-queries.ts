import { type SqlBool, sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** A group that somebody is part of. */
export type MyGroup = {
  memberId: string
  groupId: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  state: 'planned' | 'open' | 'paused' | 'closed'
  limit: number | null
  standing: boolean
  begins: 'call me' | 'I call' | 'just come'
  letIn: boolean
  zone: string
}

/** The groups that somebody is part of, by name. */
export async function myGroups(tx: Transaction, personId: string): Promise<MyGroup[]> {
  return await tx
    .selectFrom('members as m')
    .innerJoin('groups as g', 'g.id', 'm.group_id')
    .select([
      'm.id as memberId',
      'g.id as groupId',
      'g.slug',
      'g.name',
      'g.kind',
      'g.state',
      'g.session_limit as limit',
      'm.standing',
      'm.begins',
      'g.zone',
      sql<boolean>`m.let_in_at is not null`.as('letIn'),
    ])
    .where('m.person_id', '=', personId)
    .where('m.left_at', 'is', null)
    .orderBy('g.name')
    .execute()
}

/** The sessions of somebody's groups, with their own place and the venue where it is not by telephone. */
function theirSessions(tx: Transaction, personId: string) {
  return tx
    .selectFrom('sessions as s')
    .innerJoin('groups as g', 'g.id', 's.group_id')
    .innerJoin('members as m', (join) =>
      join.onRef('m.group_id', '=', 'g.id').on('m.person_id', '=', personId).on('m.left_at', 'is', null),
    )
    .leftJoin('places as p', (join) =>
      join.onRef('p.session_id', '=', 's.id').on('p.person_id', '=', personId),
    )
    .leftJoin('venues as v', (join) =>
      join.on(
        'v.id',
        '=',
        sql<string>`case when s.telephone is null then coalesce(s.venue_id, g.venue_id) end`,
      ),
    )
}

/** A coming session of one's groups, with one's own place at it. Local times. */
export type MySession = Awaited<ReturnType<typeof selectSessions>>[number]

function selectSessions(tx: Transaction, personId: string, only: { sessionId: string } | { next: number }) {
  let query = theirSessions(tx, personId)
    .select([
      's.id',
      's.date',
      sql<string>`to_char(s.starts, 'HH24:MI')`.as('starts'),
      sql<string>`to_char(s.ends, 'HH24:MI')`.as('ends'),
      's.zone',
      's.starts_at as startsAt',
      's.state',
      's.sequence',
      's.cancelled_words as cancelledWords',
      's.instead_words as insteadWords',
      's.moved_from as movedFrom',
      's.long',
      's.speaker',
      's.talk',
      's.public_note as publicNote',
      's.telephone',
      sql<number | null>`limit_in_force(s.session_limit, g.session_limit, s.telephone)`.as('limit'),
      sql<SqlBool>`s.ends_at <= clock()`.as('over'),
      sql<SqlBool>`s.starts_at - interval '24 hours' <= clock()`.as('soon'),
      sql<SqlBool>`s.starts_at <= clock()`.as('begun'),
      sql<string>`(clock() at time zone s.zone)::date::text`.as('today'),
      'g.id as groupId',
      'g.slug',
      'g.name as group',
      'g.kind',
      'g.state as groupState',
      'g.language as groupLanguage',
      'm.standing',
      sql<SqlBool>`m.let_in_at is not null`.as('letIn'),
      'p.state as place',
      'p.answer_by as answerBy',
      'v.name as venue',
      'v.address as venueAddress',
      'v.town as venueTown',
      'v.postcode as venuePostcode',
    ])
    .orderBy('s.starts_at')
    .orderBy('s.id')
  query =
    'sessionId' in only
      ? query.where('s.id', '=', only.sessionId)
      : query.where('s.ends_at', '>', sql<Date>`clock()`).limit(only.next)
  return query.execute()
}

/** The next sessions of somebody's groups, soonest first; cancelled ones among them, so that nobody goes there. */
export function mySessions(tx: Transaction, personId: string, next: number): Promise<MySession[]> {
  return selectSessions(tx, personId, { next })
}

/** One session of somebody's groups, or null when it is not one of theirs. */
export async function mySession(
  tx: Transaction,
  personId: string,
  sessionId: string,
): Promise<MySession | null> {
  const [found] = await selectSessions(tx, personId, { sessionId })
  return found ?? null
}

/** The topics of a session, with the plain notes that let people choose. */
export async function topicsOf(
  tx: Transaction,
  sessionId: string,
): Promise<{ name: string; note: string | null }[]> {
  return await tx
    .selectFrom('session_topics as st')
    .innerJoin('topics as t', 't.id', 'st.topic_id')
    .select(['t.name', 't.plain_note as note'])
    .where('st.session_id', '=', sessionId)
    .orderBy('t.position')
    .execute()
}

export type JoiningDetails = { url: string; dialInNumber: string; dialInCode: string; helpWords: string }

/** How to enter an online session: only for who was let in and has a place, from 24 hours before until it ends. */
export async function joiningDetails(
  tx: Transaction,
  personId: string,
  sessionId: string,
): Promise<JoiningDetails | null> {
  const found = await sql<JoiningDetails>`
    select url, dial_in_number as "dialInNumber", dial_in_code as "dialInCode", help_words as "helpWords"
    from joining_details(${sessionId}::uuid, ${personId}::uuid)`.execute(tx)
  return found.rows[0] ?? null
}

export type MyDetails = Awaited<ReturnType<typeof myDetails>>

/** What is known about somebody, for themselves. */
export function myDetails(tx: Transaction, personId: string) {
  return tx
    .selectFrom('people')
    .select([
      'called',
      'diagnosed_in as diagnosedIn',
      'dietary',
      'access_needs as accessNeeds',
      'their_note as theirNote',
      'bear_in_mind as bearInMind',
      'voicemail_ok as voicemailOk',
      'texts_ok as textsOk',
      'large_print as largePrint',
      'letter_reminders as letterReminders',
      'reminder_week as reminderWeek',
      'reminder_day as reminderDay',
      'language',
      'full_titles as fullTitles',
      'ring_if_not_seen as ringIfNotSeen',
      sql<string>`clock()::date::text`.as('today'),
    ])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}

/** The ways to reach somebody, the preferred ones first. */
export function myAddresses(tx: Transaction, personId: string) {
  return tx
    .selectFrom('person_addresses as pa')
    .innerJoin('addresses as a', 'a.id', 'pa.address_id')
    .select([
      'a.id',
      'a.kind',
      'a.value',
      'pa.whose',
      'pa.whose_name as whoseName',
      sql<SqlBool>`pa.confirmed_at is not null`.as('confirmed'),
      sql<SqlBool>`a.wrong_at is not null`.as('wrong'),
    ])
    .where('pa.person_id', '=', personId)
    .orderBy('pa.preferred', 'desc')
    .orderBy('pa.added_at')
    .execute()
}
export type MyAddress = Awaited<ReturnType<typeof myAddresses>>[number]

/** Someone to ring in an emergency. */
export async function myEmergencyContact(tx: Transaction, personId: string) {
  const found = await tx
    .selectFrom('emergency_contacts')
    .select(['name', 'phone', 'where_i_am as whereIAm'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return found ?? { name: '', phone: '', whereIAm: '' }
}

/** The pause or stop that is on now, if any. @returns `until` null: until they say otherwise. */
export async function myStop(
  tx: Transaction,
  personId: string,
): Promise<{ what: 'all' | 'pause'; until: Date | null } | null> {
  const found = await tx
    .selectFrom('stops')
    .select(['what', 'until'])
    .where('person_id', '=', personId)
    .where('what', 'in', ['all', 'pause'])
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', sql<Date>`clock()`)]))
    .orderBy(sql`what = 'all'`, 'desc')
    .executeTakeFirst()
  return found ? { what: found.what as 'all' | 'pause', until: found.until } : null
}

/** The devices on which somebody is signed in. */
export function myDevices(tx: Transaction, personId: string) {
  return tx
    .selectFrom('member_sessions')
    .select(['id', 'device', 'created_at as since'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`clock()`)
    .orderBy('seen_at', 'desc')
    .execute()
}

/** The link of somebody's private calendar, when it has one that works. */
export async function myCalendarLink(tx: Transaction, personId: string): Promise<string | null> {
  const found = await tx
    .selectFrom('member_links')
    .select('id')
    .where('person_id', '=', personId)
    .where('purpose', '=', 'calendar')
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return found?.id ?? null
}

/**
 * What stands in somebody's private calendar: sessions of the last month and to come, of their groups; where there is a
 * limit only those at which they have a place (also cancelled ones, so that calendars strike them out).
 */
export async function calendarSessions(tx: Transaction, personId: string) {
  return await theirSessions(tx, personId)
    .select([
      's.id',
      's.sequence',
      's.date',
      sql<string>`to_char(s.starts, 'HH24:MI')`.as('starts'),
      sql<string>`to_char(s.ends, 'HH24:MI')`.as('ends'),
      's.zone',
      's.state',
      'g.name as group',
      'g.kind',
      's.telephone',
      'v.name as venue',
      'v.address as venueAddress',
      'v.town as venueTown',
      'v.postcode as venuePostcode',
    ])
    .where('s.ends_at', '>', sql<Date>`greatest(m.joined_at, clock() - interval '31 days')`)
    .where(
      sql<SqlBool>`case when limit_in_force(s.session_limit, g.session_limit, s.telephone) is null
        then coalesce(p.state, '') not in ('given back', 'declined') else coalesce(p.state, '') = 'kept' end`,
    )
    .orderBy('s.starts_at')
    .limit(60)
    .execute()
}
