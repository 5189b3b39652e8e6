import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Language } from '#platform/language.ts'
import type { MessageKind } from './messages.ts'

/** Everything about one message at the moment of sending: whether it may go out, to where, and what it says. */
export type Facts = {
  id: string
  kind: MessageKind
  /** Of the person or the form, where the charity has Welsh; staff are written to in English. */
  language: Language
  /** `former…`: of several changes that have not reached them, as it was before the first: what they know. */
  details: Record<string, string | number | boolean | null>
  /** Of news that a session has moved: a newer one waits, or the session is again as they know it. */
  overtaken?: 'newer' | 'as they know it' | null
  createdAt: Date
  uselessAfter: Date | null
  attempts: number
  firstTriedAt: Date | null
  gateOpen: boolean
  now: Date
  person: {
    id: string
    called: string
    fullTitles: boolean
    died: boolean
    /** What they asked us not to send; whether the message was queued after they did. */
    stops: { what: 'all' | 'pause' | 'reminders' | 'texts'; queuedSince: boolean }[]
    reminderWeek: boolean
    reminderDay: boolean
    /** Which purposes they agree to now (P5). */
    consents: Record<string, boolean>
    /** What stands on an envelope. */
    fullName: string | null
    largePrint: boolean
    /** Reminders by letter: only for who asked. */
    letterReminders: boolean
    /** Telephone numbers that are not marked as wrong, as they were given, the preferred first. */
    phones: string[]
    /** Where letters go; `of` is somebody who helps them, when it is theirs. */
    post: { id: string; value: string; of: string | null; confirmed: boolean; datesOnly?: boolean } | null
  } | null
  /** `helper`: whose it is, when somebody helps them; `datesOnly`: they may be told dates there, and nothing else. */
  address: {
    id: string
    value: string
    confirmed: boolean
    wrong: boolean
    helper?: string | null
    datesOnly?: boolean
  } | null
  account: { id: string; email: string; name: string; ended: boolean; hasPasskey: boolean } | null
  joining: { id: string; email: string | null; state: 'draft' | 'unconfirmed' | 'done'; over: boolean } | null
  /** Only an address, where nobody is known by it yet. */
  email: string | null
  /** Everybody known at the joining's or the bare address has died. */
  allAtAddressDied: boolean
  group: {
    id: string
    name: string
    kind: 'in person' | 'online'
    state: 'planned' | 'open' | 'paused' | 'closed'
    askPhone: string | null
  } | null
  session: {
    id: string
    date: string
    starts: string
    ends: string
    zone: string
    startsAt: Date
    state: 'planned' | 'cancelled'
    cancelledWords: string | null
    insteadWords: string | null
    sequence: number
    limited: boolean
    speaker: string | null
    talk: string | null
    note: string | null
    /** The number that people ring, at a session that is held by telephone. */
    telephone: string | null
  } | null
  venue: { name: string; address: string; town: string; postcode: string } | null
  place: { state: string; answerBy: Date | null } | null
  member: { begins: 'call me' | 'I call' | 'just come'; letIn: boolean; standing: boolean } | null
  /** How to dial in, which only a letter tells: only of whom somebody let in, and who has a place. */
  dialIn?: { number: string; code: string } | null
  /** The next dates of the group, three at the most, for who has just joined. `elsewhere`: not at the group's own venue. */
  next?: readonly GroupDate[] | null
}
type GroupDate = {
  date: string
  starts: string
  ends: string
  limited: boolean
  kept: boolean
  elsewhere: string | null
}

/**
 * Takes the shared lock of everybody whom the message concerns (P1): whoever records a death or a stop waits until this
 * transaction ends, and once theirs has committed, what `look` reads afterwards shows it. The look must be a statement
 * of its own: the snapshot of this one was taken before the lock was there.
 * @returns whose locks are held. When two records were made one while this waited, the message belongs to somebody else by
 * now, and whoever looks must not go on.
 */
export function lockPeople(tx: Transaction, messageId: string): Promise<Set<string>> {
  return lockOnce(tx, [messageId])
}

/** The same for several messages at once, always in the same order, until everybody is locked whom they belong to. */
export async function lockPeopleOf(tx: Transaction, messageIds: readonly string[]): Promise<void> {
  const locked = await lockOnce(tx, messageIds)
  for (let before = -1; before < locked.size; ) {
    before = locked.size
    for (const id of await lockOnce(tx, messageIds)) locked.add(id)
  }
}

async function lockOnce(tx: Transaction, messageIds: readonly string[]): Promise<Set<string>> {
  const ids = [...messageIds]
  const { rows } = await sql<{ id: string }>`
    select person_id as id, pg_advisory_xact_lock_shared(person_lock(person_id)) from (
      select m.person_id from messages m where m.id = any (${ids}::uuid[]) and m.person_id is not null
      union
      select pa.person_id from messages m left join joinings j on j.id = m.joining_id
      join addresses a on a.kind = 'email' and a.key = address_key('email', coalesce(j.email, m.email))
      join person_addresses pa on pa.address_id = a.id
      where m.id = any (${ids}::uuid[]) and m.person_id is null
      order by 1) as concerned`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Looks at one waiting message and everything that decides about it; null when another process has it or it is done. */
export async function look(tx: Transaction, messageId: string): Promise<Facts | null> {
  return (await lookAt(tx, [messageId], 'not another’s'))[0] ?? null
}

/**
 * The same for several. `rows`: 'not another’s' holds them against other processes and leaves out those that they hold or
 * have put off since; 'all' waits for those; 'only look' holds none.
 */
export async function lookAt(
  tx: Transaction,
  messageIds: readonly string[],
  rows: 'not another’s' | 'all' | 'only look',
): Promise<Facts[]> {
  const holding = {
    'not another’s': sql`for update of m skip locked`,
    all: sql`for update of m`,
    'only look': sql``,
  }[rows]
  const found = await sql<Row>`
    select m.id, m.kind, m.details, m.created_at, m.useless_after, m.attempts, m.first_tried_at, m.email,
      (select open from gate_state) as gate_open, clock() as now,
      p.id as person_id, p.called, p.full_name, p.large_print, p.letter_reminders, p.full_titles, p.reminder_week, p.reminder_day,
      exists (select from deaths d where d.person_id = m.person_id and d.mistake_at is null) as died,
      (select coalesce(jsonb_agg(jsonb_build_object('what', st.what, 'queuedSince', m.created_at > st.at)), '[]') from stops st
        where st.person_id = m.person_id and st.ended_at is null and (st.until is null or st.until > clock())) as stops,
      (select jsonb_object_agg(c.purpose, c.holds) from consent_states(m.person_id) c) as consents,
      (select coalesce(jsonb_agg(x.value order by pa.preferred desc, pa.added_at desc, x.id), '[]')
        from person_addresses pa join addresses x on x.id = pa.address_id
        where pa.person_id = m.person_id and x.kind = 'phone' and x.wrong_at is null and ${told}) as phones,
      (select jsonb_build_object('id', x.id, 'value', x.value, 'of', case pa.whose when 'own' then null else pa.whose_name end,
          'confirmed', pa.confirmed_at is not null, 'datesOnly', pa.may_be_told = 'dates')
        from person_addresses pa join addresses x on x.id = pa.address_id
        where pa.person_id = m.person_id and x.kind = 'post' and x.wrong_at is null and ${told}
        order by pa.preferred desc, pa.added_at desc, x.id limit 1) as post,
      ad.id as address_id, ad.value as address, ad.confirmed, ad.wrong, ad.helper, ad.dates_only,
      case when (select welsh from charity) then coalesce(p.language, j.language, 'en') else 'en' end as language,
      a.id as account_id, a.email as account_email, a.name as account_name, a.ended_at is not null as account_ended,
      exists (select from passkeys k where k.account_id = a.id) as has_passkey,
      j.id as joining_id, j.email as joining_email, j.state as joining_state, j.expires_at <= clock() as joining_over,
      coalesce((select bool_and(has_died(pa.person_id)) from addresses x join person_addresses pa on pa.address_id = x.id
        where x.kind = 'email' and m.person_id is null
          and x.key = address_key('email', coalesce(j.email, m.email))), false) as all_at_address_died,
      g.id as group_id, g.name as group_name, g.kind as group_kind, g.state as group_state, g.ask_phone,
      s.id as session_id, s.date, s.starts, s.ends, s.zone, s.starts_at, s.state as session_state, s.cancelled_words,
      s.instead_words, s.sequence, coalesce(s.session_limit, g.session_limit) is not null as limited,
      s.speaker, s.talk, s.public_note, s.telephone, untold.known, case
        when exists (select from messages n where m.kind = 'session moved' and n.kind = m.kind and n.person_id = m.person_id
          and n.session_id = m.session_id and (n.details ->> 'sequence')::int > (m.details ->> 'sequence')::int) then 'newer'
        when m.kind = 'session moved' and (untold.known ->> 'formerStartsAt')::timestamptz = s.starts_at
          and (untold.known ->> 'formerEndsAt')::timestamptz = s.ends_at
          and untold.known ->> 'formerVenueId' is not distinct from coalesce(s.venue_id, g.venue_id)::text then 'as they know it'
      end as overtaken,
      v.name as venue_name, v.address as venue_address, v.town as venue_town, v.postcode as venue_postcode,
      pl.state as place_state, pl.answer_by, mb.begins, mb.let_in_at is not null as let_in, mb.standing,
      case when g.kind = 'online' and s.telephone is null and mb.let_in_at is not null
        then dial_in_by_letter(g.id, s.id, m.person_id) end as dial_in,
      case when m.kind = 'joined' then (select jsonb_agg(d) from (
        select d.date, to_char(d.starts, 'HH24:MI') as starts, to_char(d.ends, 'HH24:MI') as ends,
          coalesce(d.session_limit, g.session_limit) is not null as limited,
          exists (select from places k where k.session_id = d.id and k.person_id = m.person_id and k.state = 'kept') as kept,
          (select dv.name || ', ' || dv.town from venues dv where dv.id = d.venue_id and dv.id <> g.venue_id) as elsewhere
        from sessions d where d.group_id = g.id and d.state = 'planned' and d.telephone is null and d.starts_at > clock()
        order by d.starts_at limit 3) d) end as next
    from messages m
    left join people p on p.id = m.person_id
    left join accounts a on a.id = m.account_id
    left join joinings j on j.id = m.joining_id
    left join sessions s on s.id = m.session_id
    left join groups g on g.id = coalesce(m.group_id, s.group_id, j.group_id)
    left join venues v on v.id = coalesce(s.venue_id, g.venue_id) and s.telephone is null
    left join places pl on pl.session_id = m.session_id and pl.person_id = m.person_id
    left join members mb on mb.person_id = m.person_id and mb.group_id = g.id and mb.left_at is null
    left join lateral (
      (select x.id, x.value, pa.confirmed_at is not null as confirmed, x.wrong_at is not null as wrong,
        case pa.whose when 'own' then null else coalesce(pa.whose_name, '') end as helper, pa.may_be_told = 'dates' as dates_only
      from person_addresses pa join addresses x on x.id = pa.address_id
      where pa.person_id = m.person_id and x.kind = 'email' and m.kind <> 'address changed' and ${told}
        and (m.details ->> 'addressId' is null or x.id::text = m.details ->> 'addressId')
      order by x.wrong_at is null desc, pa.confirmed_at is not null desc, pa.preferred desc, pa.added_at desc, x.id
      limit 1)
      union all
      -- A former address of theirs, which was confirmed: it is told that it is no longer written to.
      select x.id, x.value, true, x.wrong_at is not null, null, false from addresses x
      where m.kind = 'address changed' and x.kind = 'email' and x.key = address_key('email', m.email)) ad on true
    left join lateral (
      -- The first change that has not reached them, this one among them.
      select u.details - 'sequence' as known from messages u
      where m.kind in ('session moved', 'session cancelled') and u.kind = 'session moved' and u.person_id = m.person_id
        and u.session_id = m.session_id and (u.details ->> 'sequence')::int <= (m.details ->> 'sequence')::int
        and (u.id = m.id or u.state in ('waiting', 'held')
          or u.state = 'stopped' and u.stopped_why in ('session changed since', 'session cancelled'))
        and not exists (select from messages t where t.person_id = u.person_id and t.session_id = u.session_id
          and t.kind in ('session moved', 'session put back') and t.state = 'sent'
          and (t.details ->> 'sequence')::int > (u.details ->> 'sequence')::int)
      order by (u.details ->> 'sequence')::int limit 1) untold on true
    where m.id = any (${[...messageIds]}::uuid[]) and m.state = 'waiting'
      and (${rows !== 'not another’s'} or m.try_after <= clock())
    order by m.id ${holding}`.execute(tx)
  return found.rows.map(factsOf)
}

/** News of dates, which somebody may be told who is told nothing else. */
const ofDates: readonly MessageKind[] = [
  'place kept',
  'place waiting',
  'place given back',
  'reminder week',
  'reminder day',
  'session moved',
  'session cancelled',
  'session added',
  'session put back',
]
/** At an address of somebody who helps a person, only what the person lets them be told. */
const told = sql`(pa.may_be_told = 'everything' or pa.may_be_told = 'dates' and m.kind = any (${[...ofDates]}::text[]))`

type Row = {
  id: string
  kind: MessageKind
  language: Language
  details: Facts['details']
  known: Facts['details'] | null
  overtaken: 'newer' | 'as they know it' | null
  created_at: Date
  useless_after: Date | null
  attempts: number
  first_tried_at: Date | null
  email: string | null
  gate_open: boolean
  now: Date
  person_id: string | null
  called: string
  full_titles: boolean
  reminder_week: boolean
  reminder_day: boolean
  died: boolean
  stops: NonNullable<Facts['person']>['stops']
  consents: Record<string, boolean>
  full_name: string | null
  large_print: boolean
  letter_reminders: boolean
  phones: string[]
  post: NonNullable<Facts['person']>['post']
  address_id: string | null
  address: string
  confirmed: boolean
  wrong: boolean
  helper: string | null
  dates_only: boolean
  account_id: string | null
  account_email: string
  account_name: string
  account_ended: boolean
  has_passkey: boolean
  joining_id: string | null
  joining_email: string | null
  joining_state: 'draft' | 'unconfirmed' | 'done'
  joining_over: boolean
  all_at_address_died: boolean
  group_id: string | null
  group_name: string
  group_kind: 'in person' | 'online'
  group_state: 'planned' | 'open' | 'paused' | 'closed'
  ask_phone: string | null
  session_id: string | null
  date: string
  starts: string
  ends: string
  zone: string
  starts_at: Date
  session_state: 'planned' | 'cancelled'
  cancelled_words: string | null
  instead_words: string | null
  sequence: number
  limited: boolean
  speaker: string | null
  talk: string | null
  public_note: string | null
  telephone: string | null
  venue_name: string | null
  venue_address: string
  venue_town: string
  venue_postcode: string
  place_state: string | null
  answer_by: Date | null
  begins: 'call me' | 'I call' | 'just come' | null
  let_in: boolean
  standing: boolean
  dial_in: NonNullable<Facts['dialIn']> | null
  next: NonNullable<Facts['next']> | null
}

function factsOf(row: Row): Facts {
  return {
    id: row.id,
    kind: row.kind,
    language: row.language,
    details: { ...row.details, ...row.known },
    overtaken: row.overtaken,
    createdAt: row.created_at,
    uselessAfter: row.useless_after,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    gateOpen: row.gate_open,
    now: row.now,
    email: row.email,
    allAtAddressDied: row.all_at_address_died,
    person: row.person_id
      ? {
          id: row.person_id,
          called: row.called,
          fullTitles: row.full_titles,
          died: row.died,
          stops: row.stops,
          reminderWeek: row.reminder_week,
          reminderDay: row.reminder_day,
          consents: row.consents,
          fullName: row.full_name,
          largePrint: row.large_print,
          letterReminders: row.letter_reminders,
          phones: row.phones,
          post: row.post,
        }
      : null,
    address: row.address_id
      ? {
          id: row.address_id,
          value: row.address,
          confirmed: row.confirmed,
          wrong: row.wrong,
          helper: row.helper,
          datesOnly: row.dates_only,
        }
      : null,
    account: row.account_id
      ? {
          id: row.account_id,
          email: row.account_email,
          name: row.account_name,
          ended: row.account_ended,
          hasPasskey: row.has_passkey,
        }
      : null,
    joining: row.joining_id
      ? { id: row.joining_id, email: row.joining_email, state: row.joining_state, over: row.joining_over }
      : null,
    group: row.group_id
      ? {
          id: row.group_id,
          name: row.group_name,
          kind: row.group_kind,
          state: row.group_state,
          askPhone: row.ask_phone,
        }
      : null,
    session: sessionOf(row),
    venue:
      row.venue_name && row.group_kind === 'in person'
        ? {
            name: row.venue_name,
            address: row.venue_address,
            town: row.venue_town,
            postcode: row.venue_postcode,
          }
        : null,
    place: row.place_state ? { state: row.place_state, answerBy: row.answer_by } : null,
    member: row.begins ? { begins: row.begins, letIn: row.let_in, standing: row.standing } : null,
    dialIn: row.dial_in,
    next: row.next,
  }
}

function sessionOf(row: Row): Facts['session'] {
  if (!row.session_id) return null
  return {
    id: row.session_id,
    date: row.date,
    starts: row.starts.slice(0, 5),
    ends: row.ends.slice(0, 5),
    zone: row.zone,
    startsAt: row.starts_at,
    state: row.session_state,
    cancelledWords: row.cancelled_words,
    insteadWords: row.instead_words,
    sequence: row.sequence,
    limited: row.limited,
    speaker: row.speaker,
    talk: row.talk,
    note: row.public_note,
    telephone: row.telephone,
  }
}
