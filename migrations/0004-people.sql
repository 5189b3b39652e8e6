-- People: someone and the ways to reach them. A person is an address and a name, never an address alone.

create function name_key(name text) returns text language sql immutable parallel safe
  return lower(regexp_replace(btrim(normalize(name, NFKC)), '\s+', ' ', 'g'));
-- One spelling for every way of writing the same address. Telephone numbers: UK numbers start with 44.
create function address_key(kind text, value text) returns text language sql immutable parallel safe
  return case kind
    when 'email' then lower(btrim(value))
    when 'phone' then regexp_replace(regexp_replace(regexp_replace(value, '\(0\)', ''), '[^0-9+]', '', 'g'), '^(\+|00|0(?=[1-9]))',
      case when btrim(value) ~ '^(\+|00)' then '' else '44' end)
    else lower(regexp_replace(value, '[^[:alnum:]]+', '', 'g'))
  end;
grant execute on function name_key(text), address_key(text, text) to alongside_public, alongside_member, alongside_staff, alongside_system;

create table people (
  id uuid primary key default gen_random_uuid(),
  called text not null check (length(called) between 1 and 120),
  called_key text not null generated always as (name_key(called)) stored,
  full_name text check (length(full_name) <= 200),
  language text not null default 'en' check (language in ('en', 'cy')),
  diagnosed_in date check (extract(day from diagnosed_in) = 1),
  heard_how text check (length(heard_how) <= 200),
  dietary text check (length(dietary) <= 500),
  access_needs text check (length(access_needs) <= 500),
  their_note text check (length(their_note) <= 2000),
  -- Written by staff for the day sheet; the person may see it in their copy.
  bear_in_mind text check (length(bear_in_mind) <= 500),
  voicemail_ok boolean not null default false,
  texts_ok boolean not null default false,
  reminder_week boolean not null default true,
  reminder_day boolean not null default true,
  full_titles boolean not null default false,
  -- Only who asked for it is ever rung for not having been seen (P6).
  ring_if_not_seen boolean not null default false,
  created_at timestamptz not null default clock(),
  changed_at timestamptz not null default clock()
);
create index people_called_key on people (called_key text_pattern_ops);
create index people_called_trgm on people using gin (called_key gin_trgm_ops);
create index people_created on people (created_at desc);

create table addresses (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('email', 'phone', 'post')),
  value text not null check (length(value) between 3 and 500),
  key text not null generated always as (address_key(kind, value)) stored,
  -- Marked by staff after a bounce or a call: nothing is sent there any more.
  wrong_at timestamptz,
  wrong_why text check (length(wrong_why) <= 200),
  created_at timestamptz not null default clock(),
  unique (kind, key)
);
create index addresses_key_trgm on addresses using gin (key gin_trgm_ops);
create table person_addresses (
  person_id uuid not null references people on delete cascade,
  address_id uuid not null references addresses,
  -- Whose it is: the person's own, or somebody's who helps with their say-so.
  whose text not null default 'own' check (whose in ('own', 'someone else')),
  whose_name text check (length(whose_name) <= 120),
  preferred boolean not null default true,
  confirmed_at timestamptz,
  added_at timestamptz not null default clock(),
  primary key (person_id, address_id)
);
create index person_addresses_address on person_addresses (address_id);
create table emergency_contacts (
  person_id uuid primary key references people on delete cascade,
  name text not null default '' check (length(name) <= 120),
  phone text not null default '' check (length(phone) <= 40),
  -- Where they are during online sessions, should somebody have to send help.
  where_i_am text not null default '' check (length(where_i_am) <= 300),
  changed_at timestamptz not null default clock()
);
-- The ledger: only ever added to; the current state is the newest row of a purpose (P5).
create table consents (
  id bigint generated always as identity primary key,
  person_id uuid not null references people on delete cascade,
  purpose text not null check (purpose in ('health information', 'word back to referrer', 'phone', 'text', 'post', 'email',
    'surveys', 'stories', 'news and campaign')),
  given boolean not null,
  words text not null check (length(words) between 1 and 2000),
  version text not null check (length(version) <= 40),
  way text not null check (way in ('form', 'phone', 'paper', 'in person', 'my pages', 'sample')),
  at timestamptz not null default clock(),
  recorded_by uuid references accounts
);
create index consents_person on consents (person_id, purpose, id desc);

create table members (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  group_id uuid not null references groups,
  joined_at timestamptz not null default clock(),
  -- How they would like to begin.
  begins text not null default 'just come' check (begins in ('call me', 'I call', 'just come')),
  -- A place at every session until they say otherwise.
  standing boolean not null default false,
  -- Online: who at the charity has spoken with them or let them in, and when. No link before.
  let_in_at timestamptz,
  let_in_by uuid references accounts,
  left_at timestamptz,
  unique (person_id, group_id, left_at)
);
create unique index members_current on members (person_id, group_id) where left_at is null;
create index members_group on members (group_id) where left_at is null;

-- Deaths and stops. Recording either waits for a message that is on its way, and stops every later one (P1).
create table deaths (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  told_by text not null default '' check (length(told_by) <= 200),
  told_on date,
  sure text not null default 'told' check (sure in ('told', 'confirmed')),
  recorded_at timestamptz not null default clock(),
  recorded_by uuid references accounts,
  mistake_at timestamptz,
  mistake_by uuid references accounts
);
create unique index deaths_current on deaths (person_id) where mistake_at is null;
create table stops (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  -- 'all': no message of any kind; 'pause': the same for a while; 'reminders': none of those.
  what text not null check (what in ('all', 'pause', 'reminders')),
  until timestamptz,
  way text not null default 'my pages' check (way in ('my pages', 'one click', 'phone', 'staff')),
  at timestamptz not null default clock(),
  recorded_by uuid references accounts,
  ended_at timestamptz,
  check (what = 'pause' or until is null)
);
create index stops_person on stops (person_id) where ended_at is null;

create function person_lock(person uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('person ' || person::text, 0);
grant execute on function person_lock(uuid) to alongside_system, alongside_staff, alongside_member, alongside_public;
create function wait_for_sends() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(person_lock(coalesce(new.person_id, old.person_id)));
  return coalesce(new, old);
end $$;
create trigger wait_for_sends before insert or update on deaths for each row execute function wait_for_sends();
create trigger wait_for_sends before insert or update on stops for each row execute function wait_for_sends();

create function has_died(person uuid) returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select exists (select from deaths where person_id = person and mistake_at is null)
$$;
grant execute on function has_died(uuid) to alongside_system, alongside_staff, alongside_member;

-- A form filled in on the public pages. Until the address is confirmed nothing here touches a known person (P4).
create table joinings (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  state text not null default 'draft' check (state in ('draft', 'unconfirmed', 'done')),
  email text check (length(email) <= 320),
  answers jsonb not null,
  token_hash bytea unique,
  language text not null default 'en' check (language in ('en', 'cy')),
  person_id uuid references people on delete cascade,
  created_at timestamptz not null default clock(),
  expires_at timestamptz not null,
  done_at timestamptz
);
create index joinings_expiry on joinings (expires_at) where state <> 'done';

-- Links in messages; opened by a button (P9). The cookie that a press gives is a member session.
create table member_links (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('my pages', 'calendar', 'stop')),
  created_at timestamptz not null default clock(),
  expires_at timestamptz,
  cancelled_at timestamptz
);
create index member_links_person on member_links (person_id);
create table member_sessions (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  token_hash bytea not null unique,
  device text check (length(device) <= 200),
  created_at timestamptz not null default clock(),
  seen_at timestamptz not null default clock(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index member_sessions_person on member_sessions (person_id);

-- Whom to ring: the welcome call, and news for those whom no message reaches.
create table calls (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  group_id uuid references groups,
  session_id uuid references sessions on delete cascade,
  why text not null check (why in ('welcome', 'cancelled', 'moved', 'offer', 'not seen', 'online link', 'undelivered', 'other')),
  suits text check (length(suits) <= 300),
  note text check (length(note) <= 1000),
  asked_at timestamptz not null default clock(),
  due_at timestamptz not null default clock(),
  tries int not null default 0,
  outcome text check (outcome in ('spoke', 'left a message', 'no answer', 'ring later', 'would rather not', 'wrong number', 'they rang', 'no longer needed')),
  ended_at timestamptz,
  ended_by uuid references accounts
);
create unique index calls_once on calls (person_id, why, coalesce(session_id, group_id)) nulls not distinct where ended_at is null;
create index calls_due on calls (due_at) where ended_at is null;
create table call_tries (
  id bigint generated always as identity primary key,
  call_id uuid not null references calls on delete cascade,
  at timestamptz not null default clock(),
  by_account uuid references accounts,
  outcome text not null,
  note text check (length(note) <= 1000)
);
create index call_tries_call on call_tries (call_id);

-- A visit belongs to a stub without a name, so that figures outlive erasure.
create table stubs (
  id uuid primary key default gen_random_uuid(),
  person_id uuid unique references people on delete set null
);

create function sees_all_people() returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select actor_has('administrator', 'safeguarding lead')
$$;
create function visible_people() returns setof uuid
language sql stable parallel safe security definer set search_path = public as $$
  select person_id from members where group_id in (select actor_groups())
  union
  select person_id from calls where ended_at is null
    and (actor_has('helper') or (group_id is null and actor_has('coordinator')))
$$;
grant execute on function sees_all_people(), visible_people() to alongside_staff;

select protect_table(t) from unnest(array['people', 'addresses', 'person_addresses', 'emergency_contacts', 'consents', 'members',
  'deaths', 'stops', 'joinings', 'member_links', 'member_sessions', 'calls', 'call_tries', 'stubs']::regclass[]) t;

-- Staff
grant select, insert, update on people, addresses, person_addresses, members, deaths, stops, calls, emergency_contacts to alongside_staff;
grant delete on person_addresses to alongside_staff;
grant select, insert on consents, call_tries, stubs to alongside_staff;
create policy staff_read on people for select to alongside_staff using ((select sees_all_people()) or id in (select visible_people()));
create policy staff_insert on people for insert to alongside_staff with check ((select actor_has('administrator', 'coordinator', 'helper')));
create policy staff_update on people for update to alongside_staff
  using ((select sees_all_people()) or id in (select visible_people())) with check (true);
do $$ declare t text; begin
  foreach t in array array['person_addresses', 'consents', 'stops', 'calls', 'deaths'] loop
    execute format('create policy staff_read on %I for select to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()))', t);
    execute format('create policy staff_insert on %I for insert to alongside_staff with check ((select sees_all_people()) or person_id in (select visible_people()))', t);
  end loop;
  foreach t in array array['person_addresses', 'stops', 'calls', 'deaths'] loop
    execute format('create policy staff_update on %I for update to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people())) with check (true)', t);
  end loop;
end $$;
create policy staff_delete on person_addresses for delete to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_read on addresses for select to alongside_staff using ((select sees_all_people())
  or id in (select address_id from person_addresses where person_id in (select visible_people())));
create policy staff_insert on addresses for insert to alongside_staff with check ((select actor_has('administrator', 'coordinator', 'helper')));
create policy staff_update on addresses for update to alongside_staff using ((select sees_all_people())
  or id in (select address_id from person_addresses where person_id in (select visible_people()))) with check (true);
-- Someone to ring in an emergency, and where they are: that group's facilitator and coordinator only.
create policy staff_read on emergency_contacts for select to alongside_staff using (person_id in
  (select person_id from members where left_at is null and group_id in (select actor_groups())));
create policy staff_insert on emergency_contacts for insert to alongside_staff with check (person_id in
  (select person_id from members where left_at is null and group_id in (select actor_groups())));
create policy staff_update on emergency_contacts for update to alongside_staff using (person_id in
  (select person_id from members where left_at is null and group_id in (select actor_groups()))) with check (true);
create policy staff_read on members for select to alongside_staff using ((select sees_all_people()) or group_id in (select actor_groups()));
create policy staff_insert on members for insert to alongside_staff with check ((select actor_has('administrator')) or group_id in (select actor_groups()));
create policy staff_update on members for update to alongside_staff using ((select actor_has('administrator')) or group_id in (select actor_groups()))
  with check (true);
create policy staff_read on call_tries for select to alongside_staff using (call_id in (select id from calls));
create policy staff_insert on call_tries for insert to alongside_staff with check (call_id in (select id from calls));
create policy staff_read on stubs for select to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_insert on stubs for insert to alongside_staff with check (person_id is null or person_id in (select visible_people()));

-- What changed about someone, for those who may see them; everything, for administrators.
grant select on audit_log to alongside_staff;
create policy staff_read on audit_log for select to alongside_staff using ((select actor_has('administrator'))
  or subject_id in (select visible_people()));

-- A member: their own, and nothing else.
grant select, update on people, members to alongside_member;
grant select, insert, update on stops, emergency_contacts, member_sessions to alongside_member;
grant select, insert on consents, member_links to alongside_member;
grant update (cancelled_at) on member_links to alongside_member;
grant select, delete on person_addresses to alongside_member;
grant select on addresses, calls to alongside_member;
create policy own_read on people for select to alongside_member using (id = actor_person());
create policy own_update on people for update to alongside_member using (id = actor_person()) with check (id = actor_person());
do $$ declare t text; begin
  foreach t in array array['person_addresses', 'emergency_contacts', 'consents', 'members', 'stops', 'member_links', 'member_sessions', 'calls'] loop
    execute format('create policy own_read on %I for select to alongside_member using (person_id = actor_person())', t);
  end loop;
  foreach t in array array['emergency_contacts', 'consents', 'stops', 'member_links', 'member_sessions'] loop
    execute format('create policy own_insert on %I for insert to alongside_member with check (person_id = actor_person())', t);
  end loop;
  foreach t in array array['emergency_contacts', 'members', 'stops', 'member_links', 'member_sessions'] loop
    execute format('create policy own_update on %I for update to alongside_member using (person_id = actor_person()) with check (person_id = actor_person())', t);
  end loop;
end $$;
create policy own_delete on person_addresses for delete to alongside_member using (person_id = actor_person());
create policy own_read on addresses for select to alongside_member using (id in
  (select address_id from person_addresses where person_id = actor_person()));

select audit_table('people', 'id', 'id', 'called_key');
select audit_table('addresses', '', 'id', 'key');
select audit_table('person_addresses', 'person_id', 'address_id');
select audit_table('emergency_contacts', 'person_id', 'person_id');
select audit_table('members', 'person_id');
select audit_table('deaths', 'person_id');
select audit_table('stops', 'person_id');
select audit_table('joinings', 'person_id', 'id', 'token_hash', 'answers', 'email');
select audit_table('member_links', 'person_id', 'id', 'token_hash');
select audit_table('member_sessions', 'person_id', 'id', 'token_hash', 'seen_at');
select audit_table('calls', 'person_id');
