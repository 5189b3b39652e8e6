import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { RingHours, Wait } from './rules.ts'

/** Somebody to ring, as a line of the list. */
export type CallInList = {
  id: string
  personId: string
  called: string
  why: string
  group: string | null
  suits: string | null
  askedAt: Date
  dueAt: Date
  tries: number
  lastOutcome: string | null
  voicemailOk: boolean
  /** With whom a message may be left, beside voicemail. */
  messageWith: string | null
  language: 'en' | 'cy'
  /** Who has taken it and rings now; null when nobody has. */
  takenBy: string | null
  takenByMe: boolean
  /** Whether they can be rung: a number that works, and they have not said no to that. */
  hasPhone: boolean
  hasPost: boolean
  canWrite: boolean
  died: boolean
  /** The session that the call is about, or else their group's next one. 'YYYY-MM-DD' */
  sessionDate: string | null
  sessionStarts: string | null
}

/** Who rings the person of a call `c` now, for whichever reason they stand on the list; nobody when the time is over. */
const ringsNow = sql`left join lateral who_rings(c.person_id) ringing on true`
const taken = sql`
  case when ringing.taken_by is not null then coalesce((select a.name from accounts a where a.id = ringing.taken_by), '') end as "takenBy",
  coalesce(ringing.taken_by = actor_account(), false) as "takenByMe"`

/** Whether a message may be left, and with whom: as they said when they asked for this call, or else as is known of them. */
const message = sql`coalesce(c.voicemail_ok, p.voicemail_ok) as "voicemailOk",
  case when c.voicemail_ok is null then p.message_with else c.message_with end as "messageWith"`

/** Whether anything that we write can reach a person `p`: what is confirmed or right, and they have not said no to. */
const canWrite = (texts: boolean) => sql`
  exists (select from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = p.id and a.wrong_at is null and pa.may_be_told = 'everything' and (
      a.kind = 'email' and pa.confirmed_at is not null and consent_holds(p.id, 'email')
      or a.kind = 'post' and consent_holds(p.id, 'post')
      or ${texts} and a.kind = 'phone' and a.key ~ '^447[1-57-9]' and consent_holds(p.id, 'text'))) as "canWrite"`

/** How many calls a page of the list shows. */
export const callsOfPage = 100

/**
 * Open calls whom the actor may make, those about a session that is near first among those that are due: the nth
 * page of them, from 1. One statement.
 * @param texts whether this charity sends texts.
 */
export async function openCalls(
  tx: Transaction,
  { nth = 1, texts = false }: { nth?: number; texts?: boolean } = {},
): Promise<{ calls: CallInList[]; more: boolean }> {
  // The page is chosen first: what stands on it is looked up for its lines alone.
  const found = await sql<CallInList>`
    with page as materialized (
      select c.id, s.date, s.starts, row_number() over (order by c.due_at > clock(),
        least(coalesce(s.starts_at, 'infinity'), c.due_at + interval '14 days'), c.due_at, c.id) as nth
      from calls c left join lateral (select date, starts, starts_at from sessions x
        where x.id = c.session_id or c.session_id is null and x.group_id = c.group_id and x.state = 'planned'
          and x.telephone is null and x.starts_at > clock()
        order by x.starts_at limit 1) s on true
      where c.ended_at is null order by nth limit ${callsOfPage + 1} offset ${(nth - 1) * callsOfPage})
    select c.id, c.person_id as "personId", p.called, c.why, g.name as group, c.suits, c.asked_at as "askedAt",
      c.due_at as "dueAt", c.tries, t.outcome as "lastOutcome", ${message}, p.language, ${taken},
      exists (select from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.kind = 'phone' and a.wrong_at is null and pa.may_be_told <> 'nothing')
        and may_be_rung(p.id, c.why, c.asked_at) as "hasPhone",
      exists (select from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.kind = 'post' and a.wrong_at is null and pa.may_be_told <> 'nothing')
        and consent_holds(p.id, 'post') as "hasPost",
      ${canWrite(texts)},
      has_died(p.id) as died, page.date as "sessionDate", page.starts as "sessionStarts"
    from page join calls c on c.id = page.id join people p on p.id = c.person_id
    left join sessions own on own.id = c.session_id
    left join groups g on g.id = coalesce(c.group_id, own.group_id)
    ${ringsNow}
    left join lateral (select outcome from call_tries t where t.call_id = c.id order by t.id desc limit 1) t on true
    order by page.nth`.execute(tx)
  return { calls: found.rows.slice(0, callsOfPage), more: found.rows.length > callsOfPage }
}

/** Another open call of the same person. */
export type OtherCall = { id: string; why: string; group: string | null }

/** One call, with all that somebody needs at hand while they ring. */
export type CallPage = {
  id: string
  personId: string
  called: string
  fullName: string | null
  why: string
  groupId: string | null
  group: string | null
  kind: 'in person' | 'online' | null
  suits: string | null
  note: string | null
  askedAt: Date
  dueAt: Date
  endedAt: Date | null
  outcome: string | null
  voicemailOk: boolean
  messageWith: string | null
  language: 'en' | 'cy'
  triesSoFar: number
  takenBy: string | null
  takenByMe: boolean
  takenUntil: Date | null
  /** What else they stand on the list for: to be spoken of in the same call. */
  others: OtherCall[]
  hopes: string | null
  /** The topics that they ask about. */
  topics: string[]
  /** Whether they agreed to the keeping of what they tell about their health; and whether they took that back. */
  agreed: boolean
  takenBack: boolean
  /** By which way a message of ours could reach them. */
  canWrite: boolean
  bearInMind: string | null
  dietary: string | null
  accessNeeds: string | null
  theirNote: string | null
  died: boolean
  letInWaits: boolean
  /** Not those of a helper who is to be told nothing there. */
  phones: {
    id: string
    value: string
    whose: 'own' | 'someone else'
    whoseName: string | null
    told: 'everything' | 'dates'
  }[]
  /** Where a letter reaches them; none when they said no to that. */
  posts: string[]
  /** They asked us not to ring; with a number here all the same, they have asked for this call since. */
  notByPhone: boolean
  /** `wroteOn`: the day of the letter, 'YYYY-MM-DD'. */
  tries: { at: string; by: string | null; outcome: string; wroteOn: string | null; note: string | null }[]
  /** The session that the call is about. */
  session: {
    id: string
    date: string
    starts: string
    ends: string
    state: 'planned' | 'cancelled'
    cancelledWords: string | null
    insteadWords: string | null
    /** The date that stands in for it. */
    instead: { date: string; starts: string; ends: string; telephone: string | null } | null
    telephone: string | null
    /** Where it is held in person: the venue's name and town. */
    venue: string | null
  } | null
}

/**
 * A call and its person; null when there is none that the actor sees. The look is written down (P8).
 * @param texts whether this charity sends texts.
 */
export async function callPage(tx: Transaction, id: string, texts = false): Promise<CallPage | null> {
  const found = await sql<Omit<CallPage, 'others'>>`
    select c.id, c.person_id as "personId", p.called, p.full_name as "fullName", c.why, g.id as "groupId", g.name as group, g.kind,
      c.suits, c.note, c.asked_at as "askedAt", c.due_at as "dueAt", c.ended_at as "endedAt", c.outcome,
      ${message}, p.language, c.tries as "triesSoFar", ${taken},
      ringing.taken_until as "takenUntil", p.hopes, array(select w.topic_id from topic_wishes w where w.person_id = p.id) as topics,
      consent_holds(p.id, 'health information') as agreed, health_taken_back(p.id) as "takenBack",
      ${canWrite(texts)},
      p.bear_in_mind as "bearInMind", p.dietary, p.access_needs as "accessNeeds",
      p.their_note as "theirNote", has_died(p.id) as died,
      waits_to_be_let_in(p.id, g.id) as "letInWaits",
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'value', a.value, 'whose', pa.whose, 'whoseName', pa.whose_name,
          'told', pa.may_be_told)
          order by pa.preferred desc, pa.added_at)
        from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.kind = 'phone' and a.wrong_at is null and pa.may_be_told <> 'nothing'
          and may_be_rung(p.id, c.why, c.asked_at)), '[]') as phones,
      coalesce((select jsonb_agg(a.value order by pa.preferred desc, pa.added_at)
        from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.kind = 'post' and a.wrong_at is null and pa.may_be_told <> 'nothing'
          and consent_holds(p.id, 'post')), '[]') as posts,
      not consent_holds(p.id, 'phone') as "notByPhone",
      coalesce((select jsonb_agg(jsonb_build_object('at', t.at, 'outcome', t.outcome, 'wroteOn', t.wrote_on, 'note', t.note,
          'by', (select a.name from accounts a where a.id = t.by_account)) order by t.id)
        from call_tries t where t.call_id = c.id), '[]') as tries,
      case when s.id is not null then jsonb_build_object('id', s.id, 'date', s.date, 'starts', s.starts, 'ends', s.ends,
        'state', s.state, 'cancelledWords', s.cancelled_words, 'insteadWords', s.instead_words, 'telephone', s.telephone,
        'venue', (select v.name || ', ' || v.town from venues v where v.id = coalesce(s.venue_id, g.venue_id)
          and g.kind = 'in person' and s.telephone is null),
        'instead', (select jsonb_build_object('date', n.date, 'starts', n.starts, 'ends', n.ends, 'telephone', n.telephone)
          from sessions n where n.instead_of = s.id and n.state = 'planned' order by n.starts_at limit 1)) end as session
    from calls c join people p on p.id = c.person_id
    left join sessions s on s.id = c.session_id
    left join groups g on g.id = coalesce(c.group_id, s.group_id)
    ${ringsNow}
    where c.id = ${id}`.execute(tx)
  const call = found.rows[0]
  if (!call) return null
  await sql`select audit_look('people', ${call.personId}, ${call.personId}::uuid)`.execute(tx)
  return { ...call, others: await otherCalls(tx, call.personId, id) }
}

/** The other calls of somebody that are open, what is due first. */
export async function otherCalls(tx: Transaction, personId: string, but: string): Promise<OtherCall[]> {
  const found = await sql<OtherCall>`
    select c.id, c.why, g.name as group from calls c left join sessions s on s.id = c.session_id
    left join groups g on g.id = coalesce(c.group_id, s.group_id)
    where c.person_id = ${personId} and c.id <> ${but} and c.ended_at is null order by c.due_at, c.id limit 10`.execute(
    tx,
  )
  return found.rows
}

/** A date of the group that a call is about, and how they stand to it: null where nothing was said. */
export type NextDate = {
  id: string
  date: string
  starts: string
  ends: string
  limited: boolean
  place: 'kept' | 'offered' | 'waiting' | null
}

/** The next dates of a group, for the conversation with one of its people. */
export async function nextDates(tx: Transaction, groupId: string, personId: string): Promise<NextDate[]> {
  const found = await sql<NextDate>`
    select s.id, s.date, s.starts, s.ends, limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null as limited, p.state as place
    from sessions s join groups g on g.id = s.group_id
    left join places p on p.session_id = s.id and p.person_id = ${personId} and p.state in ('kept', 'offered', 'waiting')
    where s.group_id = ${groupId} and s.state = 'planned' and s.telephone is null and s.starts_at > clock()
    order by s.starts_at limit 3`.execute(tx)
  return found.rows
}

/** What the charity has to say of its calls: its own words, where it has some, and when it rings. */
export type CallSettings = {
  words: { opening?: string; death?: string; closing?: string }
  hours: RingHours
  topics: { id: string; name: string }[]
}

/** The charity's script, hours and topics. Days that are a bank holiday in every nation are days on which nobody rings. */
export async function callSettings(tx: Transaction): Promise<CallSettings> {
  const found = await sql<{
    words: CallSettings['words']
    from: string
    until: string
    days: number[]
    closed: string[]
    topics: CallSettings['topics']
  }>`
    select call_words as words, to_char(ring_from, 'HH24:MI') as from, to_char(ring_until, 'HH24:MI') as until, ring_days as days,
      array(select to_char(date, 'YYYY-MM-DD') from bank_holidays where date between clock()::date and clock()::date + 370
        group by date having count(*) = (select count(distinct division) from bank_holidays)) as closed,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.position, t.name) from topics t
        where t.ended_at is null), '[]') as topics
    from charity`.execute(tx)
  const row = found.rows[0]
  if (!row) throw new Error('the charity has one row')
  const { words, topics, ...hours } = row
  return { words, topics, hours }
}

/**
 * How long people waited for their call, by the month in which they asked, without names: from asking to the first try,
 * and to the first conversation.
 * @param zone in which months and days are counted. @param months how many, this one counted.
 */
export async function callWaits(tx: Transaction, zone: string, months: number): Promise<Wait[]> {
  const found = await sql<Wait>`
    select to_char(month, 'YYYY-MM') as month, what, days, people from call_waits(${zone}, ${months})`.execute(
    tx,
  )
  return found.rows
}

/** How many ask about each topic in a group, most first; never who. */
export async function topicsWished(
  tx: Transaction,
  groupId: string,
): Promise<{ topic: string; people: number }[]> {
  const found = await sql<{ topic: string; people: number }>`
    select topic, people from topics_wished(${groupId}::uuid)`.execute(tx)
  return found.rows
}

/** When somebody tried this call before. */
export async function triedAt(tx: Transaction, callId: string): Promise<Date[]> {
  const found = await sql<{
    at: Date
  }>`select at from call_tries where call_id = ${callId} order by id`.execute(tx)
  return found.rows.map(({ at }) => at)
}
