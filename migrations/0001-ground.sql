-- The ground: time, who acts, what is kept of every change.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

revoke create on schema public from public;
revoke all on schema public from public;
grant usage on schema public to alongside_app, alongside_public, alongside_member, alongside_staff,
  alongside_campaign, alongside_system, alongside_jobs;
alter default privileges for role alongside_owner revoke execute on functions from public;

-- Time. Every due time is compared with clock(), never with now(): the sample charity and the tests move it.
create table clock_offset (
  only_row boolean primary key default true check (only_row),
  ahead_by interval not null default '0'
);
insert into clock_offset default values;
grant select on clock_offset to alongside_app, alongside_public, alongside_member, alongside_staff,
  alongside_campaign, alongside_system, alongside_jobs;

create function clock() returns timestamptz language sql stable parallel safe
  return clock_timestamp() + (select ahead_by from clock_offset);

-- Who acts. Set by the transaction (`set local`), read by policies and triggers.
create function actor_kind() returns text language sql stable parallel safe
  return coalesce(nullif(current_setting('alongside.kind', true), ''), 'nobody');
create function actor_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('alongside.account', true), '')::uuid;
create function actor_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('alongside.person', true), '')::uuid;
create function actor_request() returns text language sql stable parallel safe
  return nullif(current_setting('alongside.request', true), '');

grant execute on function clock(), actor_kind(), actor_account(), actor_person(), actor_request()
  to alongside_app, alongside_public, alongside_member, alongside_staff, alongside_campaign, alongside_system, alongside_jobs;

-- The audit log (P8). Written by triggers in the same transaction; changed by nobody but erase_person.
create table audit_log (
  id bigint generated always as identity,
  at timestamptz not null default clock(),
  actor_kind text not null default actor_kind(),
  account_id uuid default actor_account(),
  person_id uuid default actor_person(),
  request text default actor_request(),
  verb text not null check (verb in ('insert', 'update', 'delete', 'looked', 'did')),
  table_name text not null,
  row_id text,
  subject_id uuid,
  before jsonb,
  after jsonb,
  primary key (at, id)
) partition by range (at);
create table audit_log_default partition of audit_log default;
create index audit_log_subject on audit_log (subject_id, at desc) where subject_id is not null;
create index audit_log_account on audit_log (account_id, at desc) where account_id is not null;
create index audit_log_row on audit_log (table_name, row_id, at desc);
alter table audit_log enable row level security;
alter table audit_log force row level security;
alter table audit_log_default enable row level security;
alter table audit_log_default force row level security;
create policy owner_all on audit_log to alongside_owner using (true) with check (true);
create policy owner_all on audit_log_default to alongside_owner using (true) with check (true);

-- Partitions are made a year ahead. What already lies in the default partition stays readable there.
create function make_audit_partitions(months_ahead int default 13) returns int
language plpgsql security definer set search_path = public as $$
declare
  made int := 0;
  first_day date;
  part text;
begin
  for i in 0..months_ahead loop
    first_day := (date_trunc('month', clock() at time zone 'UTC') + make_interval(months => i))::date;
    part := 'audit_log_' || to_char(first_day, 'YYYY_MM');
    continue when to_regclass(part) is not null;
    continue when exists (select from audit_log_default
      where at >= first_day::timestamp at time zone 'UTC' and at < (first_day + interval '1 month') at time zone 'UTC');
    execute format('create table %I partition of audit_log for values from (%L) to (%L)', part,
      first_day::timestamp at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format('create policy owner_all on %I to alongside_owner using (true) with check (true)', part);
    made := made + 1;
  end loop;
  return made;
end $$;
select make_audit_partitions();

-- Attached with: execute function audit_change('<subject column or empty>', '<key column>', '<column to leave out>', …)
create function audit_change() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  subject_column text := nullif(tg_argv[0], '');
  key_column text := coalesce(tg_argv[1], 'id');
  left_out text[] := coalesce(tg_argv[2:], '{}');
begin
  if tg_op = 'INSERT' then
    insert into audit_log (verb, table_name, row_id, subject_id, after)
    select 'insert', tg_table_name, j ->> key_column, (j ->> subject_column)::uuid, jsonb_strip_nulls(j - left_out)
    from (select to_jsonb(n) as j from new_rows n) as changed;
  elsif tg_op = 'DELETE' then
    insert into audit_log (verb, table_name, row_id, subject_id, before)
    select 'delete', tg_table_name, j ->> key_column, (j ->> subject_column)::uuid, jsonb_strip_nulls(j - left_out)
    from (select to_jsonb(o) as j from old_rows o) as changed;
  else
    insert into audit_log (verb, table_name, row_id, subject_id, before, after)
    select 'update', tg_table_name, k, s,
      (select jsonb_object_agg(key, value) from jsonb_each(b) where a -> key is distinct from value),
      (select jsonb_object_agg(key, value) from jsonb_each(a) where b -> key is distinct from value)
    from (
      select to_jsonb(n) ->> key_column as k, (to_jsonb(n) ->> subject_column)::uuid as s,
        to_jsonb(o) - left_out as b, to_jsonb(n) - left_out as a
      from new_rows n join old_rows o on to_jsonb(o) ->> key_column = to_jsonb(n) ->> key_column
    ) as changed
    where a is distinct from b;
  end if;
  return null;
end $$;

create function audit_table(name regclass, subject_column text default '', key_column text default 'id',
  variadic left_out text[] default '{}') returns void language plpgsql as $$
declare
  args text := (select string_agg(quote_literal(a), ', ') from unnest(array[subject_column, key_column] || left_out) a);
begin
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows
    for each statement execute function audit_change(%s)', name, args);
  execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows
    for each statement execute function audit_change(%s)', name, args);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows
    for each statement execute function audit_change(%s)', name, args);
end $$;

-- A look at one person's record, and deeds that leave no row of their own (a copy taken, a sheet printed).
create function audit_look(what text, which text, subject uuid) returns void
language sql security definer set search_path = public as $$
  insert into audit_log (verb, table_name, row_id, subject_id) values ('looked', what, which, subject)
$$;
create function audit_deed(what text, which text, subject uuid, details jsonb) returns void
language sql security definer set search_path = public as $$
  insert into audit_log (verb, table_name, row_id, subject_id, after) values ('did', what, which, subject, details)
$$;
grant execute on function audit_look(text, text, uuid), audit_deed(text, text, uuid, jsonb)
  to alongside_member, alongside_staff, alongside_campaign, alongside_system;
grant execute on function make_audit_partitions(int) to alongside_system;

-- The policies that every forced table needs: the owner (backs up, erases, runs the narrow functions) and the
-- program's own work ('system': timers, the gate).
create function protect_table(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy owner_all on %s to alongside_owner using (true) with check (true)', name);
  execute format('create policy system_all on %s to alongside_system using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %s to alongside_system', name);
end $$;

-- Changes to what the public reads: every process drops its cache. Only for tables that staff change now and then;
-- commits with NOTIFY queue behind one another, so places and messages never do this.
create function tell_public_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('public_change', tg_table_name);
  return null;
end $$;
create function announce_table(name regclass) returns void language plpgsql as $$
begin
  execute format('create trigger announce after insert or update or delete on %s
    for each statement execute function tell_public_change()', name);
end $$;

-- Restores close the gate until an administrator has looked through what came after the backup (P1).
create table gate_state (
  only_row boolean primary key default true check (only_row),
  open boolean not null default true,
  why text,
  changed_at timestamptz not null default clock()
);
insert into gate_state default values;
grant select on gate_state to alongside_staff, alongside_system;
grant update on gate_state to alongside_staff, alongside_system;
select audit_table('gate_state', '', 'only_row');

-- Rate limits: leased in blocks by each process; keys are hashes of address or subject.
create table rate_limits (
  key bytea not null,
  window_start timestamptz not null,
  used int not null,
  primary key (key, window_start)
);
create function lease_rate(limit_key bytea, window_seconds int, most int, wanted int) returns int
language plpgsql security definer set search_path = public as $$
declare
  start timestamptz := to_timestamp(floor(extract(epoch from clock()) / window_seconds) * window_seconds);
  before_used int;
  given int;
begin
  insert into rate_limits (key, window_start, used) values (limit_key, start, 0) on conflict do nothing;
  select used into before_used from rate_limits where key = limit_key and window_start = start for update;
  given := greatest(0, least(wanted, most - before_used));
  if given > 0 then
    update rate_limits set used = used + given where key = limit_key and window_start = start;
  end if;
  return given;
end $$;
create function forget_old_rates() returns void language sql security definer set search_path = public as $$
  delete from rate_limits where window_start < clock() - interval '2 days'
$$;
grant execute on function lease_rate(bytea, int, int, int) to alongside_public, alongside_member, alongside_staff,
  alongside_campaign, alongside_system;
grant execute on function forget_old_rates() to alongside_system;

-- Each process that works on jobs leaves a sign of life here; readyz and doctor read it.
create table heartbeats (
  process text primary key,
  at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on heartbeats to alongside_system;
grant select on heartbeats to alongside_public, alongside_staff;
