import type pg from 'pg'

export const crowd = { groups: 5000, people: 100_000, sessions: 100_000, messages: 1_000_000, looks: 300_000 }

/** An id as the program draws them (a random one by its form), and the same for the same words. */
const idOf = `create function pg_temp.id(words text) returns uuid language sql immutable
  return overlay(overlay(md5(words) placing '4' from 13) placing '8' from 17)::uuid`

const calledOnes = `(array['Ann','Beth','Carys','Dilys','Eilidh','Fiona','Grace','Heather','Iona','Jean'])`
const lastNames = `(array['Moss','Reed','Wood','Hill','Marsh','Lake','Field','Brook','Dale','Heath','Glen','Shaw'])`

/** Two years of a large charity: groups and twenty monthly sessions of each, people, memberships, places, calls, messages. */
const fill = [
  `insert into services (id, slug, name) values (pg_temp.id('crowd'), 'crowd', 'Crowd')`,
  `insert into groups (id, service_id, slug, name, kind, nations, state, session_limit, created_at)
   select pg_temp.id('group' || n), pg_temp.id('crowd'), 'crowd-' || n, 'Crowd ' || n, 'online',
     array[(array['England','Scotland','Wales'])[1 + n % 3]::nation], 'open',
     case when n % 2 = 0 then 20 end, clock() - interval '2 years'
   from generate_series(1, ${crowd.groups}) n`,
  `insert into sessions (id, group_id, date, starts, ends)
   select pg_temp.id('session' || n), pg_temp.id('group' || 1 + n % ${crowd.groups}),
     (clock() + make_interval(days => 30 * (n / ${crowd.groups} - 10) + n % 28))::date, '11:00', '13:00'
   from generate_series(0, ${crowd.sessions} - 1) n`,
  `insert into session_records (session_id, group_id, came)
   select id, group_id, 8 from sessions where ends_at < clock() - interval '1 day' and group_id in (select id from groups where slug like 'crowd-%')`,
  `insert into people (id, called, full_name, created_at)
   select pg_temp.id('person' || n), ${calledOnes}[1 + n % 10],
     ${calledOnes}[1 + n % 10] || ' ' || ${lastNames}[1 + n / 10 % 12] || ' ' || substr(md5('name' || n), 1, 7),
     clock() - make_interval(mins => 10 * n)
   from generate_series(1, ${crowd.people}) n`,
  `insert into addresses (id, kind, value)
   select pg_temp.id('email' || n), 'email', 'q' || substr(md5('mail' || n), 1, 9) || '@example.org' from generate_series(1, ${crowd.people}) n
   where n / 10 % 10 > 0`,
  `insert into addresses (id, kind, value)
   select pg_temp.id('phone' || n), 'phone', '07700' || lpad(n::text, 6, '0') from generate_series(1, ${crowd.people}) n
   where n % 20 < 10`,
  `insert into person_addresses (person_id, address_id, confirmed_at, preferred)
   select pg_temp.id('person' || n), pg_temp.id('email' || n), clock(), true from generate_series(1, ${crowd.people}) n
   where n / 10 % 10 > 0`,
  `insert into person_addresses (person_id, address_id)
   select pg_temp.id('person' || n), pg_temp.id('phone' || n) from generate_series(1, ${crowd.people}) n where n % 20 < 10`,
  `insert into members (person_id, group_id, joined_at, let_in_at)
   select pg_temp.id('person' || n), pg_temp.id('group' || 1 + n % ${crowd.groups}), clock() - make_interval(mins => 10 * n),
     case when n % 500 > 0 then clock() end
   from generate_series(1, ${crowd.people}) n`,
  `insert into deaths (person_id, told_by, sure)
   select pg_temp.id('person' || n), 'family', 'told' from generate_series(1, ${crowd.people}, 200) n`,
  `insert into consents (person_id, purpose, given, words, version, way)
   select pg_temp.id('person' || n), 'health information', true, 'I agree.', '1', 'form' from generate_series(1, ${crowd.people}) n`,
  `insert into calls (person_id, why, group_id, due_at, ended_at, outcome)
   select pg_temp.id('person' || n), 'welcome', pg_temp.id('group' || 1 + n % ${crowd.groups}), clock() - make_interval(hours => n / 100),
     case when n % 100 > 0 then clock() end, case when n % 100 > 0 then 'spoke' end
   from generate_series(1, ${crowd.people}, 2) n`,
  // Everybody has a place at the next two sessions of their group; a few are offered one.
  `insert into places (session_id, group_id, person_id, state, answer_by, offered_at)
   select s.id, s.group_id, m.person_id, case when m.n % 400 = 0 then 'offered' else 'kept' end,
     case when m.n % 400 = 0 then clock() + interval '1 day' end, case when m.n % 400 = 0 then clock() end
   from (select *, row_number() over () as n from members
     where left_at is null and group_id in (select id from groups where slug like 'crowd-%')) m
   cross join lateral (select id, group_id from sessions s where s.group_id = m.group_id and s.starts_at > clock() order by starts_at limit 2) s`,
  `insert into messages (kind, person_id, group_id, state, sent_at, sent_to, subject, body_text, seen_undelivered_at, stopped_why, created_at)
   select (array['joined','reminder day','reminder week','session moved','sign in'])[1 + n % 5],
     pg_temp.id('person' || 1 + n % ${crowd.people}), pg_temp.id('group' || 1 + n % ${crowd.people} % ${crowd.groups}),
     case when n % 500 = 0 then 'bounced' when n % 500 = 1 then 'undelivered' when n % 200 = 2 then 'stopped'
       when n % 10000 = 7 then 'held' else 'sent' end,
     clock() - make_interval(secs => n * 60), 'someone@example.org', 'A message', repeat('Some words. ', 30),
     case when n > 20000 then clock() end, case when n % 200 = 2 then 'useless' end, clock() - make_interval(secs => n * 60)
   from generate_series(1, ${crowd.messages}) n`,
  `insert into audit_log (at, actor_kind, verb, table_name, row_id, subject_id)
   select clock() - make_interval(secs => n * 180), 'staff', 'looked', 'people', pg_temp.id('person' || 1 + n % ${crowd.people})::text,
     pg_temp.id('person' || 1 + n % ${crowd.people})
   from generate_series(1, ${crowd.looks}) n`,
]

/** Lays the crowd straight into the tables. Filling indexes at the end is quicker than row by row. */
export async function layCrowd(admin: pg.Client): Promise<void> {
  await admin.query(idOf)
  await admin.query('set session_replication_role = replica')
  const { rows: indexes } = await admin.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid in ('messages'::regclass, 'people'::regclass, 'addresses'::regclass) and not indisunique`,
  )
  for (const index of indexes) await admin.query(`drop index ${index.name}`)
  for (const statement of fill) await admin.query(statement)
  for (const index of indexes) await admin.query(index.made)
  await admin.query('set session_replication_role = origin')
  await admin.query('vacuum analyze')
}
