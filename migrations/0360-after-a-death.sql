-- After a death: what the member wished, what the family wishes, and a plan for each group they were part of.

alter table deaths add column confirmed_at timestamptz;
alter table deaths add column confirmed_by uuid references accounts;

-- Whether the members of a group want a list of those whom they remember.
alter table groups add column remembers boolean not null default false;

-- What a member says on their own pages: whether, by whom and how their group may be told. All of it may be left open.
create table wishes (
  person_id uuid primary key references people on delete cascade,
  when_ill text check (when_ill in ('tell', 'say nothing')),
  when_died text check (when_died in ('tell', 'say nothing')),
  name_used boolean,
  remembered boolean,
  by_whom text check (length(by_whom) <= 200),
  how text check (length(how) <= 1000),
  changed_at timestamptz not null default clock()
);
-- What the family wishes. Somebody to speak with only with their own yes, and how and when it was given.
create table family_wishes (
  death_id uuid primary key references deaths on delete cascade,
  person_id uuid not null references people on delete cascade,
  may_say boolean,
  name_used boolean,
  remembered boolean,
  flowers text check (length(flowers) <= 500),
  note text check (length(note) <= 1000),
  contact_name text check (length(contact_name) between 1 and 120),
  contact_how text check (length(contact_how) between 1 and 300),
  contact_agreed_way text check (contact_agreed_way in ('phone', 'in person', 'in writing')),
  contact_agreed_at timestamptz,
  changed_at timestamptz not null default clock(),
  changed_by uuid references accounts default actor_account(),
  check (num_nonnulls(contact_name, contact_how, contact_agreed_way, contact_agreed_at) in (0, 4))
);
create index family_wishes_person on family_wishes (person_id);

-- What is to be done in one group: by whom, and by which day there.
create table farewell_tasks (
  id uuid primary key default gen_random_uuid(),
  death_id uuid not null references deaths on delete cascade,
  person_id uuid not null references people on delete cascade,
  group_id uuid not null references groups,
  kind text not null check (kind in ('confirm', 'letters', 'family', 'group', 'friends', 'session', 'newcomers', 'facilitator',
    'referrer', 'own')),
  -- In somebody's words, for a task of the group's own.
  words text check (length(words) between 1 and 300),
  owner_id uuid references accounts,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'done', 'not needed')),
  note text check (length(note) <= 500),
  settled_at timestamptz,
  settled_by uuid references accounts,
  created_at timestamptz not null default clock(),
  check ((kind = 'own') = (words is not null)),
  check ((state = 'open') = (settled_at is null))
);
create unique index farewell_tasks_once on farewell_tasks (death_id, group_id, kind) where kind <> 'own';
create index farewell_tasks_open on farewell_tasks (owner_id, due_on) where state = 'open';
create index farewell_tasks_person on farewell_tasks (person_id);

select protect_table(t) from unnest(array['wishes', 'family_wishes', 'farewell_tasks']::regclass[]) t;
grant select, insert, update on family_wishes, farewell_tasks to alongside_staff;
grant select on wishes to alongside_staff;
grant select, insert, update, delete on wishes to alongside_member;

create policy own_read on wishes for select to alongside_member using (person_id = actor_person());
create policy own_insert on wishes for insert to alongside_member with check (person_id = actor_person());
create policy own_update on wishes for update to alongside_member
  using (person_id = actor_person()) with check (person_id = actor_person());
create policy own_delete on wishes for delete to alongside_member using (person_id = actor_person());
-- Those who need to know: who coordinates or leads a group of theirs, and administrators.
create policy staff_read on wishes for select to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where group_id in (select actor_groups())));
create policy staff_read on family_wishes for select to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where group_id in (select actor_groups())));
create policy staff_insert on family_wishes for insert to alongside_staff with check ((select actor_has('administrator'))
  or person_id in (select person_id from members where group_id in (select actor_groups())));
create policy staff_update on family_wishes for update to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where group_id in (select actor_groups()))) with check (true);
create policy staff_read on farewell_tasks for select to alongside_staff
  using ((select actor_has('administrator')) or group_id in (select actor_groups()));
create policy staff_insert on farewell_tasks for insert to alongside_staff
  with check ((select actor_has('administrator')) or group_id in (select actor_groups()));
create policy staff_update on farewell_tasks for update to alongside_staff
  using ((select actor_has('administrator')) or group_id in (select actor_groups())) with check (true);

select audit_table('wishes', 'person_id', 'person_id');
-- The family's own details stay out of the log.
select audit_table('family_wishes', 'person_id', 'death_id', 'contact_name', 'contact_how', 'flowers', 'note');
select audit_table('farewell_tasks', 'person_id', 'id', 'words', 'note');

-- What may be said in the group after a death; null: nobody has been asked. The member's own wishes and the family's
-- both count, and where they differ the quieter one holds.
create function may_be_said(death uuid, out anything boolean, out their_name boolean, out on_list boolean)
language sql stable set search_path = public as $$
  select said.anything, case when said.anything is false then false else said.their_name end,
    case when said.anything is false or said.their_name is false then false else said.on_list end
  from (
    select
      case when w.when_died = 'say nothing' or not f.may_say then false when w.when_died = 'tell' or f.may_say then true end as anything,
      case when not w.name_used or not f.name_used then false when w.name_used or f.name_used then true end as their_name,
      case when not w.remembered or not f.remembered then false when w.remembered or f.remembered then true end as on_list
    from deaths d left join wishes w on w.person_id = d.person_id left join family_wishes f on f.death_id = d.id
    where d.id = death
  ) said
$$;

-- The account that a task of a group falls to first: who coordinates it, or else who leads it.
create function first_of_group(in_group uuid, wanted text) returns uuid
language sql stable set search_path = public as $$
  select gs.account_id from group_staff gs join accounts a on a.id = gs.account_id and a.ended_at is null
  where gs.group_id = in_group order by gs.part = wanted desc, a.name, a.id limit 1
$$;

-- The plan for each group that they were part of. What concerns the person and not one group (is it so, the family, the
-- letters, whoever referred them) stands once, in the plan of the group that they joined first. Whoever records a death
-- may make it, also when they see nothing of the groups. A health professional hears only where word back was allowed.
create function plan_after_death(death uuid) returns int
language plpgsql security definer set search_path = public as $$
declare
  d deaths%rowtype;
  made int;
begin
  select * into d from deaths where id = death and mistake_at is null;
  if d.id is null or actor_kind() not in ('staff', 'system') or not may_change_person(d.person_id) then return 0; end if;
  insert into farewell_tasks (death_id, person_id, group_id, kind, owner_id, due_on)
  select d.id, d.person_id, g.id, t.kind, first_of_group(g.id, t.whose),
    greatest(case t.by when 'session' then coalesce(next.date, today + t.days) when 'before' then least(next.date - 1, today + t.days)
      else today + t.days end, today)
  from (select m.group_id, row_number() over (order by m.joined_at, m.id) as nth from members m
    where m.person_id = d.person_id and m.left_at is null) theirs
  join groups g on g.id = theirs.group_id
  cross join lateral (select (clock() at time zone g.zone)::date as today) local
  left join lateral (select s.date from sessions s where s.group_id = g.id and s.state = 'planned' and s.starts_at > clock()
    order by s.starts_at limit 1) next on true
  cross join (values
    ('letters', 'coordinator', 'days', 0, true), ('confirm', 'coordinator', 'days', 1, true),
    ('family', 'coordinator', 'days', 2, true), ('group', 'coordinator', 'before', 3, false),
    ('friends', 'coordinator', 'before', 4, false), ('session', 'facilitator', 'session', 28, false),
    ('newcomers', 'facilitator', 'session', 28, false), ('facilitator', 'coordinator', 'session', 7, false),
    ('referrer', 'coordinator', 'days', 7, true)) as t (kind, whose, by, days, once)
  where (not t.once or theirs.nth = 1)
    and case t.kind when 'confirm' then d.sure = 'told'
      when 'letters' then jsonb_array_length(coalesce(d.stopped -> 'letters', '[]')) > 0
      when 'referrer' then consent_holds(d.person_id, 'word back to referrer') else true end
  on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

-- It is so: by someone close, or by a document. Everything had stopped before.
create function confirm_death(person uuid) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  which uuid;
begin
  if actor_kind() not in ('staff', 'system') or not may_change_person(person) then return false; end if;
  update deaths set sure = 'confirmed', confirmed_at = clock(), confirmed_by = actor_account()
  where person_id = person and mistake_at is null and sure = 'told' returning id into which;
  update farewell_tasks set state = 'done', settled_at = clock(), settled_by = actor_account()
  where death_id = which and kind = 'confirm' and state = 'open';
  return which is not null;
end $$;

-- What people did meanwhile and nobody can undo: named when a death was recorded by mistake.
create function told_after_death(person uuid, death uuid) returns text[]
language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(distinct t.kind order by t.kind), '{}') from farewell_tasks t
  where may_change_person(person) and t.death_id = death and t.person_id = person and t.state = 'done'
    and t.kind in ('family', 'group', 'friends', 'session', 'referrer')
$$;

-- As before, and with letters: those that are not in the post yet are stopped like every message, and named, so that
-- somebody takes them out of the pile. Recorded as confirmed it is confirmed from the start.
create or replace function record_death(person uuid, who_told text, when_told date, how_sure text) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  death uuid;
  told jsonb := '{}';
  ids jsonb;
begin
  if actor_kind() not in ('staff', 'system') or not may_change_person(person) or not exists (select from people where id = person) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  -- Two people who record the same at the same moment: the second one waits here, and sees it recorded.
  perform pg_advisory_xact_lock(person_lock(person));
  if has_died(person) then return jsonb_build_object('ok', false, 'reason', 'recorded already'); end if;
  insert into deaths (person_id, told_by, told_on, sure, recorded_by, confirmed_at, confirmed_by)
  values (person, who_told, when_told, how_sure, actor_account(), case how_sure when 'confirmed' then clock() end,
    case how_sure when 'confirmed' then actor_account() end) returning id into death;

  with ended as (update calls set ended_at = clock(), ended_by = actor_account(), outcome = 'no longer needed'
    where person_id = person and ended_at is null returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from ended;
  told := told || jsonb_build_object('calls', ids);

  select coalesce(jsonb_agg(m.id), '[]') into ids from messages m
  where m.state = 'held' and m.id in (select waiting_messages_of(person, array['held']));
  told := told || jsonb_build_object('held', ids);
  select coalesce(jsonb_agg(m.id), '[]') into ids from messages m
  where m.channel = 'post' and m.id in (select waiting_messages_of(person, array['waiting', 'held', 'printed']));
  told := told || jsonb_build_object('letters', ids);
  with stopped as (update messages set state = 'stopped', stopped_why = 'died'
    where id in (select waiting_messages_of(person, array['waiting', 'held', 'printed'])) returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from stopped;
  told := told || jsonb_build_object('messages', ids);

  -- What did not arrive needs nobody's call any more.
  with seen as (update messages set seen_undelivered_at = clock() where person_id = person and state in ('undelivered', 'bounced')
    and seen_undelivered_at is null returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from seen;
  told := told || jsonb_build_object('undelivered', ids);

  with ended as (update member_sessions set ended_at = clock()
    where person_id = person and ended_at is null and expires_at > clock() returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from ended;
  told := told || jsonb_build_object('sessions', ids);

  update deaths set stopped = told where id = death;
  return jsonb_build_object('ok', true, 'deathId', death, 'calls', jsonb_array_length(told -> 'calls'),
    'messages', jsonb_array_length(told -> 'messages'), 'letters', jsonb_array_length(told -> 'letters'));
end $$;

-- Whom a group remembers, for its members: nobody who was not to be named, nobody before the group has been told by
-- people, and only where the group wants such a list.
create function remembered_by(in_group uuid) returns table (called text, told_on date)
language sql stable security definer set search_path = public as $$
  select p.called, d.told_on
  from groups g join members m on m.group_id = g.id and m.left_at is null join people p on p.id = m.person_id
  join deaths d on d.person_id = p.id and d.mistake_at is null and d.sure = 'confirmed'
  cross join lateral may_be_said(d.id) s
  where g.id = in_group and g.remembers and s.their_name and s.on_list
    and exists (select from farewell_tasks t where t.death_id = d.id and t.group_id = g.id and t.kind = 'group' and t.state = 'done')
    and actor_kind() = 'member'
    and exists (select from members own where own.group_id = g.id and own.person_id = actor_person() and own.left_at is null)
  order by d.recorded_at desc
$$;

revoke execute on function first_of_group(uuid, text) from public;
grant execute on function may_be_said(uuid), plan_after_death(uuid), confirm_death(uuid), told_after_death(uuid, uuid)
  to alongside_staff, alongside_system;
grant execute on function remembered_by(uuid) to alongside_member;
