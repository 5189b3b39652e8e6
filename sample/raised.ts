import { sql } from 'kysely'
import { dueAfter } from '#features/concerns/rules.ts'
import { readWatching } from '#features/concerns/settings.ts'
import type { Transaction } from '#platform/database.ts'
import type { Loaded } from './load.ts'

/** Local help is made up, with numbers from Ofcom's ranges for drama; only 999, 111 and 116 123 are real. */
const help: readonly {
  name: string
  what_for: string
  phone?: string
  web?: string
  nations?: string[]
  areas?: string[]
  urgent?: boolean
  months?: number
}[] = [
  { name: 'Emergency services', what_for: 'Danger to life, now', phone: '999', urgent: true },
  {
    name: 'NHS, by phone or online',
    what_for: 'Urgent, but no danger to life; at any hour',
    phone: '111',
    web: 'https://111.nhs.uk',
    nations: ['England', 'Scotland', 'Wales'],
    urgent: true,
  },
  { name: 'Samaritans', what_for: 'To be listened to, day and night, free', phone: '116 123', urgent: true },
  {
    name: 'The Saltings Hospice (made up)',
    what_for: 'Help with symptoms, a day centre, someone to talk to; for families too',
    phone: '01632 960 201',
    web: 'https://saltings.example.org',
    areas: ['SS', 'CM'],
  },
  {
    name: 'Estuary Benefits Advice (made up)',
    what_for: 'Benefits, money and work; free, they fill in forms with you',
    phone: '01632 960 202',
    areas: ['SS'],
    months: 9,
  },
  {
    name: 'Exampleton Lymphoedema Clinic (made up)',
    what_for: 'Swelling of arms and legs; your GP or nurse refers you',
    phone: '01632 960 203',
    areas: ['SS', 'CM', 'DT'],
  },
  {
    name: 'Line for Families (made up)',
    what_for: 'For partners and children, weekdays 9am to 5pm',
    phone: '01632 960 204',
    web: 'https://families.example.org',
  },
  {
    name: 'Money Line Scotland (made up)',
    what_for: 'Benefits and grants in Scotland, by phone',
    phone: '01632 960 205',
    nations: ['Scotland'],
  },
]

/** What was raised around sessions: a concern that waits and one that is closed, questions, a debrief, offers, other help. */
export async function fillRaised(tx: Transaction, { accounts, groups }: Loaded): Promise<void> {
  const essex = groups.get('south-essex')?.id ?? null
  const scotland = groups.get('scotland-online')?.id ?? null
  await sql`update concern_settings set on_call_name = 'Sam Safeguarding', on_call_phone = '07700 900 321',
    on_call_hours = 'evenings and weekends'`.execute(tx)
  await sql`update accounts set phone = '01632 960 150' where id = ${accounts.facilitator}`.execute(tx)
  await fillConcerns(tx, essex, accounts.facilitator)
  await fillPassedOn(tx, accounts.coordinator)
  await sql`
    insert into questions (group_id, session_id, words, asked_by, asked_at, answer, answered_by, answered_at)
    select q.group_id::uuid, (select s.id from sessions s where s.group_id = q.group_id::uuid and s.ends_at < clock()
        order by s.starts_at desc limit 1), q.words, ${accounts.facilitator}::uuid, clock() - q.asked::interval, q.answer,
      case when q.answer is not null then (select id from accounts where email_key = 'nurse@example.org') end,
      case when q.answer is not null then clock() - interval '2 days' end
    from (values
      (${essex}, 'Hands and feet are sore on capecitabine. Is there a cream that helps, and when should somebody ring the hospital?', '6 days',
        'A plain cream with urea, several times a day, from the first day on. Loose shoes, no hot water. Ring the hospital’s line when skin blisters or breaks, or when it hurts to walk: they may pause the tablets for some days, and that is common.'),
      (${scotland}, 'Several people wonder whether they may have their flu and Covid jabs between two treatments.', '1 day', null)
    ) as q(group_id, words, asked, answer)`.execute(tx)
  await sql`
    insert into debriefs (account_id, group_id, session_id, with_whom, suits, asked_at)
    select ${accounts.facilitator}::uuid, s.group_id, s.id, 'either', 'tomorrow after 2pm', clock() - interval '3 hours'
    from sessions s where s.group_id = ${essex}::uuid and s.ends_at < clock() order by s.starts_at desc limit 1`.execute(
    tx,
  )
  await sql`
    insert into supervisions (account_id, date, with_whom, state, noted_by)
    select v.account::uuid, (clock() at time zone 'Europe/London')::date + v.days, 'A supervisor (made up)', v.state, ${accounts.coordinator}::uuid
    from (values (${accounts.facilitator}, -42, 'took place'), (${accounts.facilitator}, 9, 'planned'), (${accounts.other}, -3, 'planned'))
      as v(account, days, state)`.execute(tx)
  await fillOffers(tx, essex)
  for (const entry of help)
    await sql`
      insert into signposts (name, what_for, phone, web, nations, areas, urgent, checked_on, checked_by)
      values (${entry.name}, ${entry.what_for}, ${entry.phone ?? ''}, ${entry.web ?? ''}, ${entry.nations ?? []}::text[]::nation[],
        ${entry.areas ?? []}::text[], ${entry.urgent ?? false},
        ((clock() at time zone 'Europe/London') - make_interval(months => ${entry.months ?? 1}))::date, ${accounts.coordinator}::uuid)`.execute(
      tx,
    )
}

/** One raised this morning that nobody has looked at yet, and one of three weeks ago with all that was done. */
async function fillConcerns(tx: Transaction, group: string | null, facilitator: string): Promise<void> {
  const { minutes, watch } = await readWatching(tx, 'Europe/London')
  const clock = await sql<{ raised: Date }>`select clock() - interval '20 minutes' as raised`.execute(tx)
  const lookBy = dueAfter(clock.rows[0]?.raised ?? new Date(), minutes.today, watch)
  const made = await sql<{ id: string }>`
    with those as (
      select m.person_id, row_number() over (order by m.joined_at, m.person_id) as n from members m
      where m.group_id = ${group}::uuid and m.left_at is null and not has_died(m.person_id)),
    last as (select id, ends_at from sessions where group_id = ${group}::uuid and ends_at < clock() order by starts_at desc limit 1)
    insert into concerns (group_id, session_id, person_id, about, what, urgency, raised_by, raised_as, raised_at, look_by)
    select ${group}::uuid, last.id, case when v.n > 0 then (select person_id from those where those.n = v.n) end, v.about, v.what, v.urgency,
      ${facilitator}::uuid, 'facilitator', clock() - v.ago::interval, coalesce(clock() - v.ago::interval + v.within::interval, ${lookBy})
    from last, (values
      (4, '', 'She said that she does not want to be here any more, and then that she did not mean it. She goes home to an empty house. I asked whether I may tell the nurse, and she said yes.', 'today', '20 minutes', null),
      (0, 'A woman who came for the first time', 'Her ankle was very swollen and she was short of breath on the stairs. She did not want to make a fuss.', 'now', '21 days', '30 minutes')
    ) as v(n, about, what, urgency, ago, within)
    returning id, urgency`.execute(tx)
  const closed = made.rows.at(-1)?.id ?? null
  await sql`
    insert into concern_steps (concern_id, kind, as_role, words, due_at, at, by_account)
    select ${closed}::uuid, v.kind, v.as_role, v.words, case when v.kind = 'looked' then clock() - interval '20 days' end,
      clock() - v.ago::interval, (select id from accounts where email_key = v.email)
    from (values
      ('looked', 'nurse', '', interval '20 days 23 hours 50 minutes', 'nurse@example.org'),
      ('acted', 'nurse', 'Rang her at once. Told her that a swollen leg and short breath need to be seen today; she rang 111 with me on the line.', interval '20 days 23 hours 30 minutes', 'nurse@example.org'),
      ('closed', 'nurse', 'She was seen that evening and is being treated. She says thank you for noticing.', interval '20 days', 'nurse@example.org')
    ) as v(kind, as_role, words, ago, email)`.execute(tx)
}

/** One that a coordinator passed on after a call, about somebody in no group; the nurse has seen to it. */
async function fillPassedOn(tx: Transaction, coordinator: string): Promise<void> {
  const made = await sql<{ id: string }>`
    insert into concerns (group_id, about, what, urgency, raised_by, raised_as, raised_at, look_by)
    values (null, 'A daughter who rang about her mother, 01632 960 231', 'Her mother has stopped taking her tablets and tells nobody at the hospital. She asked us what to do.',
      'can wait', ${coordinator}::uuid, 'coordinator', clock() - interval '12 days', clock() - interval '10 days')
    returning id`.execute(tx)
  await sql`
    insert into concern_steps (concern_id, kind, as_role, words, due_at, at, by_account)
    select ${made.rows[0]?.id ?? null}::uuid, v.kind, 'nurse', v.words, case when v.kind = 'looked' then clock() - interval '9 days' end,
      clock() - v.ago::interval, (select id from accounts where email_key = 'nurse@example.org')
    from (values
      ('looked', '', '11 days 4 hours'),
      ('closed', 'Rang the daughter. She will ask her mother whether the hospital’s own nurse may ring her, and knows our number.', '11 days 3 hours')
    ) as v(kind, words, ago)`.execute(tx)
}

async function fillOffers(tx: Transaction, group: string | null): Promise<void> {
  await sql`
    with those as (
      select m.person_id, row_number() over (order by m.joined_at, m.person_id) as n from members m
      where m.group_id = ${group}::uuid and m.left_at is null and not has_died(m.person_id))
    insert into offers (person_id, group_id, kind, words, offered_at, state, reply, answered_by, answered_at)
    select those.person_id, ${group}::uuid, v.kind, v.words, clock() - v.ago::interval, v.state, v.reply,
      case when v.state <> 'new' then (select id from accounts where email_key = 'coordinator@example.org') end,
      case when v.state <> 'new' then clock() - interval '5 days' end
    from (values
      (2, 'tip', 'A heat pad from the chemist got me through the winter. I can bring mine to show.', '1 day', 'new', ''),
      (3, 'help', 'I used to be a hairdresser. I could bring my things one morning, for those whose hair is growing back.', '7 days', 'taken up',
        'What a lovely idea. Shall we do it in spring, before the session?')
    ) as v(n, kind, words, ago, state, reply) join those on those.n = v.n`.execute(tx)
}
