import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { purposes, purposesVersion } from '#features/people/people.ts'
import type { Transaction } from '#platform/database.ts'
import { fillCallStates } from './calls.ts'
import { themes } from './charity.ts'
import type { Loaded } from './load.ts'
import { chance, makePeople } from './people.ts'

/** `with sample_rows as (…)`: everybody that is to be made, and where they belong. */
type Rows = RawBuilder<unknown>

/** Everybody, with who comes where, who came, who is waiting, who has died. Set by set, not row by row. */
export async function fillMembers(tx: Transaction, loaded: Loaded): Promise<void> {
  const wanted = [...loaded.groups.values()].flatMap(({ id, sample }) =>
    Array.from({ length: sample.members }, (_, i) => ({
      group_id: id,
      slug: sample.slug,
      i,
      online: !sample.venue,
      limit: sample.limit ?? null,
    })),
  )
  // One newcomer at South Essex can be reached by post alone: they are written to, not rung.
  const byPost = (index: number) => wanted[index]?.slug === 'south-essex' && wanted[index]?.i === 1
  // And one reads text messages and no e-mail.
  const byText = (index: number) => wanted[index]?.slug === 'south-essex' && wanted[index]?.i === 5
  const people = makePeople(wanted.length).map((person, index) => ({
    ...person,
    ...wanted[index],
    // Whoever waits for a call has a telephone.
    phone: byPost(index)
      ? null
      : (person.phone ?? ((wanted[index]?.i ?? 9) < 2 ? `01632 960 ${100 + index}` : null)),
    ...(byPost(index)
      ? {
          email: null,
          voicemail_ok: false,
          texts_ok: false,
          post: `${person.full_name}, ${index + 1} Example Row, Exampleton, EX1 2EX`,
        }
      : {}),
    ...(byText(index) ? { email: null, phone: '07700 900 555', texts_ok: true, post: null } : {}),
    person_id: randomUUID(),
    n: index + 1,
  }))
  // The program's own role makes no temporary tables: each statement brings the list along.
  const rows = sql`with sample_rows as (select * from jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    as r(person_id uuid, n int, called text, full_name text, email text, phone text, post text, dietary text,
      access_needs text, their_note text, bear_in_mind text, heard_how text, voicemail_ok boolean, texts_ok boolean,
      group_id uuid, slug text, i int, online boolean, "limit" int))`
  await fillPeople(tx, rows)
  await fillVisits(tx, loaded)
  await fillPlaces(tx, loaded)
  await fillCalls(tx, rows)
  await fillCallStates(tx, rows, loaded)
  await fillDeaths(tx, rows, loaded)
  await fillWritten(tx, rows)
}

/** Whom the post alone reaches waits for a letter; whom texts alone reach gets one. The gate decides both. */
async function fillWritten(tx: Transaction, rows: Rows): Promise<void> {
  await sql`
    ${rows}
    insert into messages (kind, person_id, group_id)
    select 'joined', person_id, group_id from sample_rows
    where slug = 'south-essex' and email is null and (post is not null and phone is null or texts_ok and phone like '07700%')`.execute(
    tx,
  )
}

async function fillPeople(tx: Transaction, rows: Rows): Promise<void> {
  await sql`
    ${rows}
    insert into people (id, called, full_name, dietary, access_needs, their_note, bear_in_mind, heard_how, voicemail_ok,
      texts_ok, diagnosed_in, created_at, ring_if_not_seen, large_print)
    select person_id, called, full_name, dietary, access_needs, their_note, bear_in_mind, heard_how, voicemail_ok, texts_ok,
      (date_trunc('month', clock()) - make_interval(months => 3 + (n * 7 % 60)::int))::date,
      clock() - make_interval(days => case when i < 2 then i * 4 + 2 else (20 + n * 3 % 560)::int end), n % 40 = 7,
      coalesce(access_needs = 'Large print, please', false)
    from sample_rows`.execute(tx)
  await sql`
    ${rows}, given as (
      select person_id, 'email' as kind, email as value from sample_rows where email is not null
      union all select person_id, 'phone', phone from sample_rows where phone is not null
      union all select person_id, 'post', post from sample_rows where post is not null
    ), made as (
      insert into addresses (kind, value) select distinct on (kind, address_key(kind, value)) kind, value from given
      returning id, kind, key
    )
    insert into person_addresses (person_id, address_id, preferred, confirmed_at)
    select g.person_id, m.id, g.kind = 'email', case when g.kind = 'email' then clock() - interval '2 days' end
    from given g join made m on m.kind = g.kind and m.key = address_key(g.kind, g.value)`.execute(tx)
  await sql`
    ${rows}
    insert into members (person_id, group_id, joined_at, begins, standing, let_in_at)
    select s.person_id, s.group_id, p.created_at, case n % 5 when 0 then 'call me' when 1 then 'I call' else 'just come' end,
      "limit" is not null and i > 1 and i % 3 <> 1, case when online and i > 1 then p.created_at + interval '3 days' end
    from sample_rows s join people p on p.id = s.person_id`.execute(tx)
  await sql`
    ${rows}
    insert into consents (person_id, purpose, given, words, version, way, at)
    select s.person_id, 'health information', true,
      'I agree that the charity keeps what I tell it about my health, to run the group and look after me there.', 'sample 1',
      'sample', p.created_at
    from sample_rows s join people p on p.id = s.person_id`.execute(tx)
  await fillAnswers(tx, rows)
  await sql`
    ${rows}
    insert into emergency_contacts (person_id, name, phone, where_i_am)
    select person_id, case n % 3 when 0 then 'My sister' when 1 then 'My partner' else 'A neighbour' end,
      '07700 900 ' || lpad((n * 11 % 1000)::text, 3, '0'), case when online then 'At home' else '' end
    from sample_rows where n % 3 <> 1`.execute(tx)
  await sql`
    ${rows}
    insert into stubs (person_id) select person_id from sample_rows`.execute(tx)
  // A few have left, as people do. Nobody asks why.
  await sql`
    ${rows}
    update members set left_at = clock() - interval '40 days' where person_id in
      (select person_id from sample_rows where n % 23 = 11 and i > 3 and "limit" is null)`.execute(tx)
}

/**
 * What some were asked since: about surveys, news and their story. At South Essex one has taken back the agreement about
 * health (what they had told is gone), and one would rather get letters than calls and e-mail.
 */
async function fillAnswers(tx: Transaction, rows: Rows): Promise<void> {
  const { name } = await tx.selectFrom('charity').select('name').executeTakeFirstOrThrow()
  const asked = (
    [
      ['surveys', true, 'n % 3 = 0'],
      ['surveys', false, 'n % 3 = 1 and n % 7 = 0'],
      ['news and campaign', true, 'n % 5 = 2'],
      ['stories', true, 'n % 17 = 3'],
      ['stories', false, 'n % 17 = 3 and n % 2 = 0'],
      ['phone', false, `slug = 'south-essex' and i = 7`],
      ['email', false, `slug = 'south-essex' and i = 7`],
      ['health information', false, `slug = 'south-essex' and i = 6`],
    ] as const
  ).map(([purpose, given, who], nth) => ({
    purpose,
    given,
    who,
    nth,
    words: purposes.en[purpose].mine(name),
  }))
  for (const { purpose, given, who, nth, words } of asked)
    await sql`
      ${rows}
      insert into consents (person_id, purpose, given, words, version, way, at, said_at)
      select person_id, ${purpose}, ${given}, ${words}, ${purposesVersion}, 'sample', said, said
      from sample_rows, lateral (select clock() - make_interval(days => 19 - ${nth}::int * 2) as said) s
      where i > 2 and (${sql.raw(who)})`.execute(tx)
}

async function fillVisits(tx: Transaction, { accounts, topics }: Loaded): Promise<void> {
  const next = chance(1)
  await sql`
    insert into visits (session_id, group_id, stub_id, recorded_at, recorded_by)
    select s.id, s.group_id, st.id, s.ends_at, ${accounts.facilitator}
    from sessions s join members m on m.group_id = s.group_id and m.joined_at < s.starts_at
      and (m.left_at is null or m.left_at > s.starts_at)
    join stubs st on st.person_id = m.person_id
    where s.ends_at < clock() - interval '3 days' and s.state = 'planned'
      and hashtextextended(s.id::text || m.person_id::text, 0) % 100 between -45 and 45`.execute(tx)
  // Two came by at South Essex without joining.
  await sql`
    with wanted as (select gen_random_uuid() as id, * from (values ('Peggy'), ('Nan')) as n(first_name)),
      last as (select id, group_id, ends_at from sessions where group_id = (select id from groups where slug = 'south-essex')
        and state = 'planned' and ends_at < clock() - interval '3 days' order by starts_at desc limit 1),
      stub as (insert into stubs (id) select id from wanted returning id),
      visit as (insert into visits (session_id, group_id, stub_id, recorded_at, recorded_by)
        select last.id, last.group_id, wanted.id, last.ends_at, ${accounts.facilitator} from last, wanted)
    insert into walk_ins (stub_id, group_id, first_name, created_at)
    select wanted.id, last.group_id, wanted.first_name, last.ends_at from last, wanted`.execute(tx)
  // The newest past session of two groups has no record yet.
  await sql`
    delete from visits where session_id in (select distinct on (group_id) id from sessions
      where group_id in (select id from groups where slug in ('dorset', 'leeds')) and ends_at < clock()
      order by group_id, starts_at desc)`.execute(tx)
  const past = await sql<{ id: string; group_id: string; came: number; ends_at: Date }>`
    select s.id, s.group_id, count(v.id)::int as came, s.ends_at from sessions s left join visits v on v.session_id = s.id
    where s.ends_at < clock() - interval '3 days' and s.state = 'planned' and s.id not in (select distinct on (group_id) id from sessions
      where group_id in (select id from groups where slug in ('dorset', 'leeds')) and ends_at < clock()
      order by group_id, starts_at desc)
    group by s.id order by s.starts_at`.execute(tx)
  const names = [...topics.values()]
  const records = past.rows.map((row) => ({
    ...row,
    themes: next() < 0.6 ? themes[Math.floor(next() * themes.length)] : null,
    topics: names.filter(() => next() < 0.16),
  }))
  await sql`
    insert into session_records (session_id, group_id, came, themes, recorded_by, recorded_at, changed_at)
    select r.id, r.group_id, r.came, r.themes, ${accounts.facilitator}, r.ends_at, r.ends_at
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(id uuid, group_id uuid, came int, themes text, ends_at timestamptz)`.execute(
    tx,
  )
  await sql`
    insert into session_record_topics (session_id, group_id, topic_id)
    select r.id, r.group_id, t.topic from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as r(id uuid, group_id uuid, topics uuid[]), unnest(r.topics) as t(topic)`.execute(tx)
}

async function fillPlaces(tx: Transaction, { groups }: Loaded): Promise<void> {
  // Limited sessions: standing places in the order of joining, up to the limit; whoever follows waits.
  await sql`
    insert into places (session_id, group_id, person_id, state, standing, asked_at, changed_at)
    select session_id, group_id, person_id, case when nth <= most then 'kept' else 'waiting' end, true, joined_at, joined_at
    from (
      select s.id as session_id, m.group_id, m.person_id, m.joined_at, limit_in_force(s.session_limit, g.session_limit, s.telephone) as most,
        row_number() over (partition by s.id order by m.joined_at, m.id) as nth
      from sessions s join groups g on g.id = s.group_id join members m on m.group_id = g.id and m.left_at is null and m.standing
      where s.starts_at > clock() and s.state = 'planned' and limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null
    ) as standing
    order by session_id, nth`.execute(tx)
  // The next session of Scotland online is full, and three wait for a place.
  await sql`
    insert into places (session_id, group_id, person_id, state, asked_at)
    select session_id, group_id, person_id, case when taken + nth <= 20 then 'kept' else 'waiting' end, clock() - interval '2 days'
    from (
      select s.id as session_id, m.group_id, m.person_id,
        (select count(*) from places p where p.session_id = s.id and p.state = 'kept') as taken,
        row_number() over (order by m.joined_at) as nth
      from (select id, group_id from sessions where group_id = ${groups.get('scotland-online')?.id ?? null} and starts_at > clock()
        and state = 'planned' order by starts_at limit 1) s
      join members m on m.group_id = s.group_id and m.left_at is null and not m.standing
    ) as single where taken + nth <= 23
    order by nth`.execute(tx)
  // In person without a limit, some say that they hope to come to the next one.
  await sql`
    insert into places (session_id, group_id, person_id, state, asked_at)
    select s.id, m.group_id, m.person_id, 'kept', clock() - interval '5 days'
    from groups g cross join lateral (select id from sessions where group_id = g.id and starts_at > clock() and state = 'planned'
      order by starts_at limit 1) s
    join members m on m.group_id = g.id and m.left_at is null
    where g.session_limit is null and hashtextextended(m.person_id::text, 1) % 2 = 0`.execute(tx)
}

async function fillCalls(tx: Transaction, rows: Rows): Promise<void> {
  await sql`
    ${rows}
    insert into calls (person_id, group_id, why, suits, asked_at, due_at)
    select m.person_id, m.group_id, 'welcome', case row_number() over () % 3 when 0 then 'In the morning' when 1 then 'After 4pm' end,
      m.joined_at, m.joined_at + interval '2 days'
    from members m join sample_rows s on s.person_id = m.person_id
    where m.left_at is null and s.i < 2 and s.slug in ('south-essex', 'scotland-online', 'england-evenings')`.execute(
    tx,
  )
  await sql`
    ${rows}
    insert into messages (kind, person_id, group_id, state, due_at, attempts, last_error, sent_to, subject, created_at)
    select 'reminder week', person_id, group_id, 'bounced', clock() - interval '1 day', 1, 'no such mailbox', email,
      'A date for your diary', clock() - interval '1 day'
    from sample_rows where slug = 'dorset' and i = 4`.execute(tx)
}

async function fillDeaths(tx: Transaction, rows: Rows, { accounts }: Loaded): Promise<void> {
  // Long ago one of South Essex, whom the group remembers, and one of Dorset. This week one of South Essex, with a plan half
  // done. Yesterday somebody told us of one of Scotland online; it is not confirmed.
  await sql`
    ${rows}
    insert into deaths (person_id, told_by, told_on, sure, recorded_at, recorded_by, confirmed_at, confirmed_by)
    select person_id, 'Her husband rang', (clock() - make_interval(days => days))::date, sure, clock() - make_interval(days => days),
      ${accounts.coordinator}, case sure when 'confirmed' then clock() - make_interval(days => days) end,
      case sure when 'confirmed' then ${accounts.coordinator}::uuid end
    from sample_rows join (values ('south-essex', 9, 50, 'confirmed'), ('dorset', 5, 110, 'confirmed'), ('south-essex', 12, 3, 'confirmed'),
      ('scotland-online', 8, 1, 'told')) as wanted(slug, i, days, sure) using (slug, i)`.execute(tx)
  await sql`
    with ended as (update calls c set ended_at = clock(), outcome = 'no longer needed' from deaths d where c.ended_at is null
        and c.person_id = d.person_id returning c.id, c.person_id)
    update deaths d set stopped = jsonb_build_object('calls', (select coalesce(jsonb_agg(e.id), '[]') from ended e where e.person_id = d.person_id))`.execute(
    tx,
  )
  // At Scotland online their place is held back until a coordinator lets it go on.
  await sql`
    update deaths d set stopped = d.stopped || jsonb_build_object('places', f.places -> 'freed', 'heldBack', f.places -> 'heldBack')
    from (select id, free_places_after_death(person_id, id) as places from deaths) f where f.id = d.id`.execute(
    tx,
  )
  await fillPlans(tx, rows, accounts)
}

/** Plans: all done where it was long ago, half done where it was this week. Members with wishes, too. */
async function fillPlans(tx: Transaction, rows: Rows, accounts: Loaded['accounts']): Promise<void> {
  await sql`
    ${rows}
    insert into wishes (person_id, when_ill, when_died, name_used, remembered, by_whom, how)
    select person_id, 'tell', 'tell', true, case when i = 9 then true end, 'Whoever leads the group', 'Quietly, at the beginning. And then please talk of something else.'
    from sample_rows where slug = 'south-essex' and i in (9, 12, 14)`.execute(tx)
  await sql`
    insert into family_wishes (death_id, person_id, may_say, name_used, remembered, flowers, contact_name, contact_how, contact_agreed_way,
      contact_agreed_at, changed_by)
    select d.id, d.person_id, true, true, d.recorded_at < clock() - interval '30 days', 'No flowers; a card would be lovely', 'Her daughter',
      '07700 900321', 'phone', d.recorded_at, ${accounts.coordinator}
    from deaths d join wishes w on w.person_id = d.person_id`.execute(tx)
  await sql`select plan_after_death(id) from deaths`.execute(tx)
  await sql`
    update farewell_tasks t set state = 'done', settled_at = d.recorded_at + interval '1 day', settled_by = t.owner_id,
      due_on = least(due_on, (d.recorded_at + interval '5 days')::date)
    from deaths d where d.id = t.death_id
      and (d.recorded_at < clock() - interval '30 days' or d.sure = 'confirmed' and t.kind in ('family', 'friends'))`.execute(
    tx,
  )
  await sql`update groups set remembers = true where slug = 'south-essex'`.execute(tx)
}
