-- Groups, venues, programmes and sessions; where postcodes lie.

create type nation as enum ('England', 'Scotland', 'Wales', 'Northern Ireland', 'Jersey', 'Guernsey', 'Isle of Man');

create table venues (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 160),
  address text not null check (length(address) between 1 and 400),
  town text not null check (length(town) between 1 and 80),
  postcode text not null check (length(postcode) between 2 and 10),
  nation nation not null,
  lat double precision check (lat between 49 and 61.5),
  lon double precision check (lon between -9 and 2.5),
  step_free text not null default '' check (length(step_free) <= 300),
  parking text not null default '' check (length(parking) <= 300),
  public_transport text not null default '' check (length(public_transport) <= 300),
  toilets text not null default '' check (length(toilets) <= 300),
  finding_the_room text not null default '' check (length(finding_the_room) <= 500),
  contact_note text not null default '' check (length(contact_note) <= 500),
  created_at timestamptz not null default clock(),
  ended_at timestamptz
);
create table groups (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references services,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null check (length(name) between 1 and 120),
  kind text not null check (kind in ('in person', 'online')),
  nations nation[] not null check (cardinality(nations) > 0),
  venue_id uuid references venues,
  state text not null default 'planned' check (state in ('planned', 'open', 'paused', 'closed')),
  paused_words text check (length(paused_words) <= 400),
  launch_on date,
  language text not null default 'en' check (language in ('en', 'cy')),
  zone text not null default 'Europe/London',
  session_limit int check (session_limit between 1 and 500),
  member_limit int check (member_limit between 1 and 5000),
  led_by text not null default '' check (length(led_by) <= 300),
  what_to_expect text not null default '' check (length(what_to_expect) <= 3000),
  ask_phone text check (length(ask_phone) <= 40),
  ask_email text check (length(ask_email) <= 320),
  created_at timestamptz not null default clock(),
  changed_at timestamptz not null default clock(),
  check (kind = 'online' or venue_id is not null or state = 'planned'),
  check (state <> 'paused' or paused_words is not null)
);
create index groups_venue on groups (venue_id);
-- Renaming keeps the old address working.
create table group_old_slugs (
  slug text primary key,
  group_id uuid not null references groups on delete cascade
);
-- Who leads and who coordinates.
create table group_staff (
  group_id uuid not null references groups on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  part text not null check (part in ('facilitator', 'coordinator')),
  primary key (group_id, account_id, part)
);
create index group_staff_account on group_staff (account_id);
-- How an online group is entered. Never public, never in a calendar file, never in structured data.
create table group_joining (
  group_id uuid primary key references groups on delete cascade,
  url text not null check (length(url) <= 2000 and url ~ '^https://'),
  dial_in_number text not null default '' check (length(dial_in_number) <= 40),
  dial_in_code text not null default '' check (length(dial_in_code) <= 40),
  help_words text not null default '' check (length(help_words) <= 1000)
);

create function actor_groups() returns setof uuid
language sql stable parallel safe security definer set search_path = public as $$
  select s.group_id from group_staff s join accounts a on a.id = s.account_id
  where s.account_id = actor_account() and a.ended_at is null
    and exists (select from account_roles r where r.account_id = s.account_id and r.role::text = s.part)
$$;
-- Administrators see every group; coordinators and facilitators the groups that are theirs.
create function sees_group(which uuid) returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select actor_has('administrator') or which in (select actor_groups())
$$;
grant execute on function actor_groups(), sees_group(uuid) to alongside_staff;

create table programmes (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups on delete cascade,
  rule jsonb not null,
  starts time not null,
  ends time not null,
  from_date date not null,
  until_date date,
  created_at timestamptz not null default clock(),
  check (ends > starts),
  check (until_date is null or until_date >= from_date)
);
create index programmes_group on programmes (group_id, from_date);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups on delete cascade,
  programme_id uuid references programmes on delete set null,
  -- The date the rule gave; stays when a session is moved, so that it is not laid a second time.
  rule_date date,
  date date not null,
  starts time not null,
  ends time not null,
  zone text not null default 'Europe/London',
  starts_at timestamptz not null generated always as ((date + starts) at time zone zone) stored,
  ends_at timestamptz not null generated always as ((date + ends) at time zone zone) stored,
  venue_id uuid references venues,
  state text not null default 'planned' check (state in ('planned', 'cancelled')),
  cancelled_words text check (length(cancelled_words) <= 400),
  instead_words text check (length(instead_words) <= 400),
  moved_from text check (length(moved_from) <= 200),
  session_limit int check (session_limit between 1 and 500),
  long boolean not null default false,
  speaker text check (length(speaker) <= 200),
  talk text check (length(talk) <= 200),
  public_note text check (length(public_note) <= 400),
  -- A clash that somebody looked at and decided to keep.
  clash_kept_at timestamptz,
  clash_kept_by uuid references accounts,
  sequence int not null default 0,
  created_at timestamptz not null default clock(),
  changed_at timestamptz not null default clock(),
  check (ends > starts),
  check (state <> 'cancelled' or cancelled_words is not null)
);
create unique index sessions_rule_date on sessions (group_id, rule_date) where rule_date is not null;
create index sessions_group on sessions (group_id, starts_at);
create index sessions_start on sessions (starts_at);
create table session_topics (
  session_id uuid not null references sessions on delete cascade,
  topic_id uuid not null references topics,
  primary key (session_id, topic_id)
);

create table bank_holidays (
  division text not null check (division in ('england-and-wales', 'scotland', 'northern-ireland')),
  date date not null,
  title text not null,
  primary key (division, date)
);

-- Filled by `alongside import postcodes`; empty out of the box (then the 124 areas serve, roughly).
create table postcodes (
  key text collate "C" primary key,
  lat real, lon real,
  nation nation not null,
  ended text
);
create table outcodes (
  key text collate "C" primary key,
  lat real not null, lon real not null,
  nation nation not null,
  live int not null
);
create table postcode_import (
  only_row boolean primary key default true check (only_row),
  imported_at timestamptz not null,
  rows bigint not null,
  source text not null
);

do $$ declare t regclass; begin
  foreach t in array array['venues', 'groups', 'group_old_slugs', 'programmes', 'sessions', 'session_topics',
    'bank_holidays']::regclass[] loop
    execute format('grant select on %s to alongside_public, alongside_member, alongside_staff, alongside_campaign', t);
    execute format('create policy everybody_reads on %s for select using (true)', t);
    perform protect_table(t);
  end loop;
end $$;
select protect_table(t) from unnest(array['group_staff', 'group_joining']::regclass[]) t;
grant select on postcodes, outcodes, postcode_import to alongside_public, alongside_member, alongside_staff, alongside_system;

-- A venue's contact note is for staff; the program's public reads leave it out.
grant insert, update on venues, groups, programmes, sessions to alongside_staff;
grant insert, delete on session_topics, group_old_slugs, group_staff to alongside_staff;
grant delete on programmes, sessions to alongside_staff;
grant select, insert, update, delete on group_joining to alongside_staff;
grant select on group_staff to alongside_staff;
create policy staff_insert on venues for insert to alongside_staff with check ((select actor_has('administrator', 'coordinator')));
create policy staff_update on venues for update to alongside_staff using ((select actor_has('administrator', 'coordinator'))) with check (true);
create policy staff_insert on groups for insert to alongside_staff with check ((select actor_has('administrator', 'coordinator')));
-- A facilitator leads sessions; a group's own details and programme are the coordinator's.
create function coordinates_group(which uuid) returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select actor_has('administrator') or (actor_has('coordinator') and exists (select from group_staff
    where group_id = which and account_id = actor_account() and part = 'coordinator'))
$$;
grant execute on function coordinates_group(uuid) to alongside_staff;
create policy staff_update on groups for update to alongside_staff using (coordinates_group(id)) with check (coordinates_group(id));
create policy staff_insert on group_old_slugs for insert to alongside_staff with check (coordinates_group(group_id));
create policy staff_delete on group_old_slugs for delete to alongside_staff using (coordinates_group(group_id));
create policy staff_write on programmes to alongside_staff using (coordinates_group(group_id)) with check (coordinates_group(group_id));
create policy staff_insert on sessions for insert to alongside_staff with check (coordinates_group(group_id));
create policy staff_update on sessions for update to alongside_staff using (sees_group(group_id)) with check (sees_group(group_id));
create policy staff_delete on sessions for delete to alongside_staff using (coordinates_group(group_id));
create policy staff_write on session_topics to alongside_staff
  using (exists (select from sessions s where s.id = session_id and sees_group(s.group_id)))
  with check (exists (select from sessions s where s.id = session_id and sees_group(s.group_id)));
create policy staff_read on group_staff for select to alongside_staff using (actor_account() is not null);
create policy staff_insert on group_staff for insert to alongside_staff with check (coordinates_group(group_id)
  or (select actor_has('coordinator')) and account_id = actor_account() and not exists (select from group_staff g where g.group_id = group_staff.group_id));
create policy staff_delete on group_staff for delete to alongside_staff using (coordinates_group(group_id));
create policy staff_all on group_joining to alongside_staff using (sees_group(group_id)) with check (coordinates_group(group_id));

select audit_table(t) from unnest(array['venues', 'groups', 'programmes', 'sessions']::regclass[]) t;
select audit_table('group_staff', '', 'group_id');
select audit_table('group_joining', '', 'group_id', 'url', 'dial_in_code');
select audit_table('session_topics', '', 'session_id');
select announce_table(t) from unnest(array['venues', 'groups', 'group_old_slugs', 'programmes', 'sessions', 'session_topics',
  'bank_holidays']::regclass[]) t;
