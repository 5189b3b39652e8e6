-- Concerns about somebody's safety or health: seen by the facilitators of the group, the nurse and the safeguarding lead
-- alone. Rows are only ever added, so they are their own audit (P8), and no word of them stands in the log of changes,
-- which administrators read.

-- The groups that the actor leads, while they hold the role.
create function led_groups() returns setof uuid
language sql stable parallel safe security definer rows 5 set search_path = public as $$
  select s.group_id from group_staff s join accounts a on a.id = s.account_id
  where s.account_id = actor_account() and a.ended_at is null and s.part = 'facilitator'
    and exists (select from account_roles r where r.account_id = s.account_id and r.role = 'facilitator')
$$;
grant execute on function led_groups() to alongside_staff, alongside_system;

-- When somebody watches, how soon concerns are looked at, and whom to ring otherwise.
create table concern_settings (
  only_row boolean primary key default true check (only_row),
  -- For each day from Monday: when it begins and ends, local to the charity; null when nobody watches.
  begins time[] not null default '{09:00,09:00,09:00,09:00,09:00,NULL,NULL}' check (cardinality(begins) = 7),
  ends time[] not null default '{17:00,17:00,17:00,17:00,17:00,NULL,NULL}' check (cardinality(ends) = 7),
  -- On whose bank holidays nobody watches either.
  bank_holidays text not null default 'england-and-wales'
    check (bank_holidays in ('none', 'england-and-wales', 'scotland', 'northern-ireland')),
  now_minutes int not null default 30 check (now_minutes between 5 and 1440),
  today_minutes int not null default 180 check (today_minutes between 5 and 2880),
  can_wait_minutes int not null default 960 check (can_wait_minutes between 5 and 14400),
  on_call_name text not null default '' check (length(on_call_name) <= 120),
  on_call_phone text not null default '' check (length(on_call_phone) <= 40),
  on_call_hours text not null default '' check (length(on_call_hours) <= 200),
  changed_at timestamptz not null default clock()
);
insert into concern_settings default values;

create table concerns (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  session_id uuid references sessions on delete set null,
  -- Null for somebody who is not known by name here, and once they are erased.
  person_id uuid references people on delete set null,
  about text not null default '' check (length(about) <= 120),
  what text not null check (length(what) between 1 and 4000),
  urgency text not null check (urgency in ('now', 'today', 'can wait')),
  raised_by uuid not null references accounts default actor_account(),
  raised_at timestamptz not null default clock(),
  -- When the time to look at it is over, counted in the hours in which somebody watches.
  look_by timestamptz not null
);
create index concerns_person on concerns (person_id) where person_id is not null;
create index concerns_group on concerns (group_id);
create table concern_steps (
  id uuid primary key default gen_random_uuid(),
  concern_id uuid not null references concerns on delete cascade,
  kind text not null check (kind in ('looked', 'answered', 'acted', 'added', 'closed', 'escalated')),
  as_role text not null check (as_role in ('facilitator', 'nurse', 'safeguarding lead', 'program')),
  words text not null default '' check (length(words) <= 4000),
  -- By when somebody is to look (after words were added) or to do something (after a look).
  due_at timestamptz,
  at timestamptz not null default clock(),
  by_account uuid references accounts default actor_account(),
  check ((words <> '') or kind not in ('answered', 'acted', 'added', 'closed')),
  check ((as_role = 'program') = (by_account is null)),
  check ((due_at is not null) or kind <> 'added')
);
create index concern_steps_concern on concern_steps (concern_id, at);

select protect_table(t) from unnest(array['concern_settings', 'concerns', 'concern_steps']::regclass[]) t;
select audit_table('concern_settings', '', 'only_row');
grant select, update on concern_settings to alongside_staff;
create policy staff_read on concern_settings for select to alongside_staff using (actor_account() is not null);
create policy administrator_update on concern_settings for update to alongside_staff
  using ((select actor_has('administrator'))) with check (true);

grant select, insert on concerns, concern_steps to alongside_staff;
create policy staff_read on concerns for select to alongside_staff
  using ((select actor_has('nurse', 'safeguarding lead')) or group_id in (select led_groups())
    or raised_by = actor_account() and (select actor_has('facilitator')));
create policy staff_insert on concerns for insert to alongside_staff
  with check (raised_by = actor_account() and ((select actor_has('nurse', 'safeguarding lead')) or group_id in (select led_groups())));
-- Whoever sees the concern sees its steps: the inner question is asked under the policies above.
create policy staff_read on concern_steps for select to alongside_staff using (concern_id in (select id from concerns));
create policy staff_insert on concern_steps for insert to alongside_staff
  with check (by_account = actor_account() and concern_id in (select id from concerns));

-- Where each concern stands. `waits`: nobody has looked since it was raised, or since something was added; `looked`: somebody
-- has, and done nothing yet; `in hand`; `closed`, until something is added. `due_at`: by when the next step is to be taken.
-- `escalated`: the safeguarding lead was told since. Reads under the policies of whoever asks.
create function concern_states() returns table (id uuid, state text, asked_at timestamptz, due_at timestamptz, looked_at timestamptz,
  escalated boolean)
language sql stable set search_path = public as $$
  select c.id,
    case when closed.at is not null then 'closed' when done.at is not null then 'in hand' when looked.at is not null then 'looked'
      else 'waits' end,
    asked.at,
    case when coalesce(closed.at, done.at) is not null then null when looked.at is not null then looked.due_at else asked.due_at end,
    looked.at,
    exists (select from concern_steps s where s.concern_id = c.id and s.kind = 'escalated' and s.at >= coalesce(looked.at, asked.at))
  from concerns c
  cross join lateral (
    select coalesce(max(s.at), c.raised_at) as at, coalesce((array_agg(s.due_at order by s.at desc))[1], c.look_by) as due_at
    from concern_steps s where s.concern_id = c.id and s.kind = 'added') asked
  left join lateral (
    select s.at, s.due_at from concern_steps s where s.concern_id = c.id and s.kind = 'looked' and s.as_role in ('nurse', 'safeguarding lead')
      and s.at >= asked.at order by s.at limit 1) looked on true
  left join lateral (
    select max(s.at) as at from concern_steps s where s.concern_id = c.id and s.kind in ('answered', 'acted') and s.at >= asked.at) done on true
  left join lateral (
    select max(s.at) as at from concern_steps s where s.concern_id = c.id and s.kind = 'closed' and s.at >= asked.at) closed on true
$$;
revoke execute on function concern_states() from public;
grant execute on function concern_states() to alongside_staff, alongside_system;

-- Whom a concern is about, for those who may see it: the nurse sees no members otherwise.
create function person_of_concern(which uuid) returns table (person_id uuid, called text, full_name text, phones text[],
  emergency_name text, emergency_phone text, where_they_are text, died boolean)
language sql stable security definer set search_path = public as $$
  select p.id, p.called, p.full_name,
    array(select a.value from person_addresses pa join addresses a on a.id = pa.address_id
      where pa.person_id = p.id and a.kind = 'phone' and a.wrong_at is null order by pa.preferred desc, a.value),
    coalesce(e.name, ''), coalesce(e.phone, ''), coalesce(e.where_i_am, ''), has_died(p.id)
  from concerns c join people p on p.id = c.person_id left join emergency_contacts e on e.person_id = p.id
  where c.id = which and actor_kind() = 'staff'
    and (actor_has('nurse', 'safeguarding lead') or c.group_id in (select led_groups())
      or c.raised_by = actor_account() and actor_has('facilitator'))
$$;
revoke execute on function person_of_concern(uuid) from public;
grant execute on function person_of_concern(uuid) to alongside_staff;
