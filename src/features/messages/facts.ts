import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { type Facts, factsOf, type Row } from './facts-row.ts'
import { ofDates } from './rules.ts'

export type { Facts } from './facts-row.ts'

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
      s.instead_words, s.sequence, limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null as limited,
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

/** At an address of somebody who helps a person, only what the person lets them be told. */
const told = sql`(pa.may_be_told = 'everything' or pa.may_be_told = 'dates' and m.kind = any (${[...ofDates]}::text[]))`
