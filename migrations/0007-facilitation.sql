-- Who came, and what was talked about. Nothing here counts or chases not coming (P6).

create table session_records (
  session_id uuid primary key references sessions on delete cascade,
  group_id uuid not null references groups,
  -- How many were there in all, when the facilitator counted; visits may name fewer.
  came int check (came between 0 and 1000),
  themes text check (length(themes) <= 3000),
  recorded_by uuid references accounts,
  recorded_at timestamptz not null default clock(),
  changed_at timestamptz not null default clock()
);
create table session_record_topics (
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  topic_id uuid not null references topics,
  primary key (session_id, topic_id)
);
create table visits (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  stub_id uuid not null references stubs,
  recorded_at timestamptz not null default clock(),
  recorded_by uuid references accounts,
  unique (session_id, stub_id)
);
create index visits_stub on visits (stub_id);
-- Someone who simply came, by first name only, until they join.
create table walk_ins (
  stub_id uuid primary key references stubs on delete cascade,
  group_id uuid not null references groups,
  first_name text not null check (length(first_name) between 1 and 60),
  created_at timestamptz not null default clock()
);
-- Each tick that a tablet sends carries an id of its own: sent twice, it counts once; the newest wins.
create table ticks (
  id uuid primary key,
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  person_id uuid references people on delete cascade,
  walk_in uuid,
  came boolean not null,
  ticked_at timestamptz not null,
  received_at timestamptz not null default clock(),
  account_id uuid references accounts
);
create index ticks_session on ticks (session_id);
-- Loading a sheet issues a permit for that session's record alone, for 24 hours.
create table record_permits (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  account_id uuid not null references accounts on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default clock(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
select protect_table(t) from unnest(array['session_records', 'session_record_topics', 'visits', 'walk_ins', 'ticks', 'record_permits']::regclass[]) t;
do $$ declare t text; begin
  foreach t in array array['session_records', 'session_record_topics', 'visits', 'walk_ins', 'ticks', 'record_permits'] loop
    execute format('grant select, insert, update, delete on %I to alongside_staff', t);
    execute format('create policy staff_all on %I to alongside_staff using ((select actor_has(''administrator'')) or group_id in (select actor_groups()))
      with check ((select actor_has(''administrator'')) or group_id in (select actor_groups()))', t);
  end loop;
end $$;
select audit_table('session_records', '', 'session_id');
select audit_table('visits');
select audit_table('walk_ins', '', 'stub_id');
select audit_table('record_permits', '', 'id', 'token_hash');
-- A stub of someone who simply came is seen by the group they came to.
create policy staff_read_walk_ins on stubs for select to alongside_staff using (person_id is null and id in (select stub_id from walk_ins));
create policy staff_update on stubs for update to alongside_staff using (person_id is null and id in (select stub_id from walk_ins)) with check (true);
grant update on stubs to alongside_staff;
