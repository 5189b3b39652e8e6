import { type RawBuilder, sql } from 'kysely'
import { callConsent, callConsentVersion } from '#features/welcome/welcome.ts'
import type { Transaction } from '#platform/database.ts'
import type { Loaded } from './load.ts'

/**
 * Calls in every state beside those that are due and overdue: one tried twice, one that a colleague has taken, two that
 * somebody asked for without joining, and those of the past months, so that the picture of waiting has something to show.
 * Some have said what they hope for and what they would like to hear about.
 */
export async function fillCallStates(
  tx: Transaction,
  rows: RawBuilder<unknown>,
  { accounts, topics }: Loaded,
): Promise<void> {
  await sql`
    ${rows}, tried as (
      update calls c set tries = 2, asked_at = clock() - interval '6 days', due_at = clock() - interval '2 hours'
      from sample_rows s where s.person_id = c.person_id and s.slug = 'scotland-online' and s.i = 1 and c.why = 'welcome' and c.ended_at is null
      returning c.id, c.person_id), voicemail as (
      update people set voicemail_ok = true where id in (select person_id from tried))
    insert into call_tries (call_id, at, by_account, outcome, note)
    select tried.id, clock() - interval '1 day' * n.days, ${accounts.second}, n.outcome, n.note
    from tried, (values (4, 'no answer', null), (1, 'left a message', 'Left my first name and our number')) as n(days, outcome, note)
    order by n.days desc`.execute(tx)
  await sql`
    ${rows}
    update calls c set taken_by = ${accounts.second}, taken_until = clock() + interval '25 minutes'
    from sample_rows s where s.person_id = c.person_id and s.slug = 'england-evenings' and s.i = 0 and c.why = 'welcome' and c.ended_at is null`.execute(
    tx,
  )
  await pastCalls(tx, rows, accounts.second)
  await askedFor(tx)
  await sql`
    ${rows}
    update people p set hopes = case s.n % 3 when 0 then 'To talk with somebody who understands' when 1 then 'To laugh as well'
      else 'To hear how others manage at work' end, message_with = case when s.n % 2 = 0 then 'Her sister' end
    from sample_rows s where s.person_id = p.id and s.i in (2, 3) and s.slug in ('south-essex', 'scotland-online', 'dorset')`.execute(
    tx,
  )
  const ids = [...topics.values()]
  await sql`
    ${rows}
    insert into topic_wishes (person_id, topic_id, at)
    select s.person_id, t.id, clock() - interval '9 days'
    from sample_rows s join unnest(${ids}::uuid[]) with ordinality as t(id, nth) on (s.n + t.nth * t.nth) % 7 = 0
    where s.i between 2 and 8 and s.i <> 6 and s.slug in ('south-essex', 'scotland-online', 'dorset')`.execute(
    tx,
  )
}

/** Everybody who joined in the last months was rung: most within days, some tried twice, one in nine not reached. */
async function pastCalls(tx: Transaction, rows: RawBuilder<unknown>, helper: string): Promise<void> {
  await sql`
    ${rows}, asked as (
      select gen_random_uuid() as id, s.person_id, s.group_id, s.n, clock() - make_interval(days => 12 + s.n * 5 % 170, hours => s.n % 7) as at
      from sample_rows s where s.i between 2 and 8 and s.n % 2 = 0
    ), made as (
      insert into calls (id, person_id, group_id, why, asked_at, due_at, tries, outcome, ended_at, ended_by)
      select id, person_id, group_id, 'welcome', at, at, case when n % 9 = 0 then 3 when n % 3 = 0 then 2 else 1 end,
        case when n % 9 = 0 then 'we wrote' else 'spoke' end, at + make_interval(days => 1 + n % 10), ${helper}
      from asked returning id)
    insert into call_tries (call_id, at, by_account, outcome)
    select a.id, a.at + make_interval(days => case when a.n % 3 = 0 and t.nth = 1 then a.n % 4 else (1 + a.n % 10) - case when a.n % 3 = 0 then 0 else a.n % 4 end end),
      ${helper}, case when t.nth = 1 and a.n % 3 = 0 then 'no answer' when a.n % 9 = 0 then 'we wrote' else 'spoke' end
    from asked a join made using (id) join (values (1), (2)) as t(nth) on t.nth = 1 or a.n % 3 = 0
    order by a.id, t.nth`.execute(tx)
}

/** Two who asked for a call and joined nothing. */
async function askedFor(tx: Transaction): Promise<void> {
  const { name } = await tx.selectFrom('charity').select('name').executeTakeFirstOrThrow()
  await sql`
    with wanted as (select gen_random_uuid() as id, * from (values
      ('Juniper', '01632 960 971', 'After the school run', 'Whether I may bring my sister', 0, true, null),
      ('Thora', '01632 960 972', null, null, 3, false, 'Olaf')) as n(called, phone, suits, about, days, voicemail, message_with)),
    person as (insert into people (id, called, voicemail_ok, message_with, created_at)
      select id, called, voicemail, message_with, clock() - make_interval(days => days) from wanted returning id),
    address as (insert into addresses (kind, value) select 'phone', phone from wanted returning id, value),
    way as (insert into person_addresses (person_id, address_id) select w.id, a.id from wanted w join address a on a.value = w.phone),
    yes as (insert into consents (person_id, purpose, given, words, version, way, at, said_at)
      select id, 'phone', true, ${callConsent.en.mine(name)}, ${callConsentVersion}, 'sample', clock() - make_interval(days => days),
        clock() - make_interval(days => days) from wanted)
    insert into calls (person_id, why, suits, note, asked_at, due_at)
    select w.id, 'asked for', w.suits, w.about, clock() - make_interval(days => w.days), clock() - make_interval(days => w.days) from wanted w`.execute(
    tx,
  )
}
