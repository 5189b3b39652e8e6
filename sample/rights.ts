import { sql } from 'kysely'
import { purposes, purposesVersion } from '#features/people/people.ts'
import { system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { continueAs } from '#platform/transactions.ts'
import type { Loaded } from './load.ts'

/**
 * Two records of one person, somebody on legal hold, somebody who wishes to be erased and of whom others wrote, records
 * whose time is over or nearly, and looks that stand out.
 */
export async function fillRights(tx: Transaction, loaded: Loaded): Promise<void> {
  const essex = loaded.groups.get('south-essex')?.id ?? null
  await fillDoubles(tx, essex)
  // The newest members of South Essex but the first two, so that nobody whom the guides speak of is on hold.
  await sql`
    insert into legal_holds (person_id, reason, until, placed_by, placed_at)
    select person_id, 'The insurer of The Mill asks us to keep the record of a fall on the stairs. Letter in the office.',
      (clock() + interval '8 months')::date, ${loaded.accounts.administrator}, clock() - interval '3 weeks'
    from members where group_id = ${essex}::uuid and left_at is null and not has_died(person_id) order by joined_at desc offset 6 limit 1`.execute(
    tx,
  )
  await fillErasure(tx, loaded, essex)
  await fillLongGone(tx, loaded)
  await fillLooks(tx, loaded, essex)
}

async function fillDoubles(tx: Transaction, group: string | null): Promise<void> {
  const { name } = await tx.selectFrom('charity').select('name').executeTakeFirstOrThrow()
  const words = purposes.en['health information'].mine(name)
  await sql`
    with two as (insert into people (called, full_name, dietary, heard_how, created_at) values
        ('Rosalind', 'Rosalind Doublet', 'Vegetarian', 'My nurse told me', clock() - interval '9 months'),
        ('Ros', 'Rosalind Doublett', null, 'A friend', clock() - interval '5 days') returning id, called),
      members as (insert into members (person_id, group_id, joined_at)
        select id, ${group}::uuid, case called when 'Ros' then clock() - interval '5 days' else clock() - interval '9 months' end from two),
      phone as (insert into addresses (kind, value) values ('phone', '01632 960 987') returning id),
      mails as (insert into addresses (kind, value) values ('email', 'rosalind.doublet@example.org'), ('email', 'ros.doublett@example.org')
        returning id, value)
    insert into person_addresses (person_id, address_id, preferred, confirmed_at)
    select two.id, phone.id, false, null from two, phone
    union all
    select two.id, mails.id, true, clock() - interval '5 days' from two join mails on mails.value like lower(two.called) || '.%'`.execute(
    tx,
  )
  await sql`
    insert into consents (person_id, purpose, given, words, version, way, at, said_at)
    select id, 'health information', true, ${words}, ${purposesVersion}, 'sample', created_at, created_at
    from people where full_name like 'Rosalind Doublet%'`.execute(tx)
}

/** Somebody wishes to be erased. Others wrote about them, and somebody wrote of another one with the same name. */
async function fillErasure(tx: Transaction, { accounts }: Loaded, group: string | null): Promise<void> {
  const { rows } = await sql<{ id: string; called: string }>`
    with asked as (
      insert into erasure_requests (person_id, asked_by, note, asked_at)
      select person_id, ${accounts.coordinator}, 'Rang on Tuesday; rung back on their own number.', clock() - interval '2 days'
      from members m where group_id = ${group}::uuid and left_at is null and not has_died(person_id)
        and not on_legal_hold(person_id) order by joined_at desc offset 8 limit 1
      returning person_id)
    select p.id, p.called from asked join people p on p.id = asked.person_id`.execute(tx)
  const [{ id, called } = { id: null, called: '' }] = rows
  await sql`
    update session_records set themes = concat_ws(' ', themes, ${`${called} told us about her week by the sea in the caravan.`}::text)
    where session_id = (select session_id from session_records r join sessions s on s.id = r.session_id
      where r.group_id = ${group}::uuid order by s.starts_at desc limit 1)`.execute(tx)
  await sql`
    with others as (select m.person_id, row_number() over (order by m.joined_at, m.person_id) as n from members m
      where m.group_id = ${group}::uuid and m.left_at is null and not has_died(m.person_id) and m.person_id <> ${id})
    update people p set bear_in_mind = concat_ws(' ', p.bear_in_mind, v.words)
    from others join (values (5, ${`Comes by car with ${called}.`}), (7, ${`Her sister ${called}, who is in no group, drives her.`})) as v(n, words) using (n)
    where p.id = others.person_id and not health_taken_back(p.id)`.execute(tx)
}

/** Whose last group ended two years ago: one whose time is over, and two of whom the list tells beforehand. */
async function fillLongGone(tx: Transaction, { groups }: Loaded): Promise<void> {
  const closed = groups.get('harrogate')?.id ?? null
  await sql`update groups set launch_on = (clock() - interval '4 years')::date where id = ${closed}`.execute(
    tx,
  )
  await sql`
    with gone as (select gen_random_uuid() as id, * from (values ('Bettina', 'Bettina Bygone', interval '2 days'),
        ('Lorelei', 'Lorelei Longago', interval '-9 days'), ('Odette', 'Odette Othertime', interval '-25 days')) as v(called, full_name, over)),
      made as (insert into people (id, called, full_name, created_at)
        select id, called, full_name, clock() - interval '3 years' from gone),
      member as (insert into members (person_id, group_id, joined_at, left_at)
        select id, ${closed}::uuid, clock() - interval '3 years', clock() - interval '2 years' - over from gone),
      address as (insert into addresses (kind, value) select 'email', lower(replace(full_name, ' ', '.')) || '@example.org' from gone returning id, value),
      way as (insert into person_addresses (person_id, address_id, preferred, confirmed_at, added_at)
        select g.id, a.id, true, clock() - interval '3 years', clock() - interval '3 years'
        from gone g join address a on a.value = lower(replace(g.full_name, ' ', '.')) || '@example.org')
    insert into messages (kind, person_id, group_id, state, channel, created_at, due_at, sent_at, sent_to, subject, body_text)
    select 'joined', id, ${closed}::uuid, 'sent', 'email', at, at, at, lower(replace(full_name, ' ', '.')) || '@example.org',
      'Thank you – what happens next', 'Hello ' || called || ', you are in.'
    from gone, lateral (select clock() - interval '2 years' - over as at) said`.execute(tx)
}

/** Looks that stand out, one of each kind, made today; somebody has looked into one already. */
async function fillLooks(tx: Transaction, { accounts }: Loaded, group: string | null): Promise<void> {
  const { id: helper } = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', 'helper@example.org')
    .executeTakeFirstOrThrow()
  await sql`insert into people (called, full_name, created_at) values ('Holly', 'Holly Helper', clock() - interval '4 months')`.execute(
    tx,
  )
  const looks: [account: string, at: ReturnType<typeof sql>][] = [
    // Twice what the line allows, so that a new hour in between changes nothing.
    [
      accounts.second,
      sql`select m.person_id from members m join group_staff s on s.group_id = m.group_id and s.account_id = ${accounts.second}
        where m.left_at is null and not has_died(m.person_id) group by 1 order by min(m.joined_at) limit 85`,
    ],
    [
      accounts.other,
      sql`select person_id from members where group_id = ${group}::uuid and left_at is null order by joined_at limit 2`,
    ],
    [helper, sql`select id from people where full_name = 'Holly Helper'`],
    [accounts.administrator, sql`select person_id from deaths order by recorded_at limit 1`],
  ]
  for (const [accountId, people] of looks) {
    // Their name stands beside the look; what they may see is not the question here.
    await sql`select set_config('alongside.kind', 'staff', true), set_config('alongside.account', ${accountId}, true)`.execute(
      tx,
    )
    await sql`select audit_look('people', one.id::text, one.id) from (${people}) as one(id)`.execute(tx)
    await continueAs(tx, system('sample charity'))
  }
  await sql`
    insert into looking_decisions (account_id, kind, day, words, decided_by)
    values (${accounts.other}, 'not their group', (clock() at time zone 'Europe/London')::date,
      'Led the group that morning in place of Fay; they had told us beforehand.', ${accounts.administrator})`.execute(
    tx,
  )
}
