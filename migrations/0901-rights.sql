-- What people may ask for about what is kept of them: a hold that keeps it, and erasure that two people see to.

-- While one stands nobody erases the record: a court, the police or a complaint needs it.
create table legal_holds (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  -- The last day; null until somebody ends it.
  until date,
  placed_at timestamptz not null default clock(),
  placed_by uuid references accounts,
  ended_at timestamptz,
  ended_by uuid references accounts
);
create index legal_holds_person on legal_holds (person_id) where ended_at is null;
create function on_legal_hold(person uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from legal_holds where person_id = person and ended_at is null
    and (until is null or until >= (clock() at time zone 'Europe/London')::date))
$$;

-- Somebody wishes to be erased. The row goes with the person when it is done.
create table erasure_requests (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null unique references people on delete cascade,
  asked_at timestamptz not null default clock(),
  -- Null: they asked themselves, on their own pages.
  asked_by uuid references accounts,
  note text not null default '' check (length(note) <= 500)
);
-- Where others wrote about them: looked at by a human, place by place, before anything goes. A place that is taken out is
-- not found any more; the others stand here as left.
create table erasure_places (
  request_id uuid not null references erasure_requests on delete cascade,
  -- Table, column and row.
  place text not null check (length(place) <= 200),
  at timestamptz not null default clock(),
  decided_by uuid references accounts,
  primary key (request_id, place)
);

select protect_table(t) from unnest(array['legal_holds', 'erasure_requests', 'erasure_places']::regclass[]) t;
select audit_table('legal_holds', 'person_id');
select audit_table('erasure_requests', 'person_id');
grant select, insert, update on legal_holds to alongside_staff;
create policy staff_read on legal_holds for select to alongside_staff using ((select sees_all_people()));
create policy staff_insert on legal_holds for insert to alongside_staff with check ((select sees_all_people()));
create policy staff_update on legal_holds for update to alongside_staff using ((select sees_all_people())) with check (true);
grant select, insert, delete on erasure_requests to alongside_staff;
create policy staff_read on erasure_requests for select to alongside_staff
  using ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_insert on erasure_requests for insert to alongside_staff with check (asked_by = actor_account()
  and ((select sees_all_people()) or person_id in (select visible_people())));
create policy staff_delete on erasure_requests for delete to alongside_staff
  using ((select sees_all_people()) or person_id in (select visible_people()));
grant select, insert, delete on erasure_requests to alongside_member;
create policy own_read on erasure_requests for select to alongside_member using (person_id = actor_person());
create policy own_insert on erasure_requests for insert to alongside_member with check (person_id = actor_person() and asked_by is null);
-- Who changed their mind takes it back, whoever wrote it down.
create policy own_delete on erasure_requests for delete to alongside_member using (person_id = actor_person());
grant select, insert on erasure_places to alongside_staff;
create policy staff_read on erasure_places for select to alongside_staff using ((select actor_has('administrator')));
create policy staff_insert on erasure_places for insert to alongside_staff with check ((select actor_has('administrator')));

-- Two records that turned out to be one person's. What was moved is kept for thirty days, so that it can be undone; that the
-- other record was theirs is kept for as long as they are, for the log, their copy and their erasure.
create table merges (
  id uuid primary key default gen_random_uuid(),
  kept_id uuid not null references people on delete cascade,
  gone_id uuid not null,
  -- The record that it was first joined with; only there can it be undone.
  first_kept_id uuid not null,
  at timestamptz not null default clock(),
  merged_by uuid references accounts,
  details jsonb,
  undone_at timestamptz,
  undone_by uuid references accounts
);
create index merges_kept on merges (kept_id);
create index merges_gone on merges (gone_id);
create table not_doubles (
  one_id uuid not null references people on delete cascade,
  other_id uuid not null references people on delete cascade,
  at timestamptz not null default clock(),
  decided_by uuid references accounts,
  primary key (one_id, other_id),
  check (one_id <> other_id)
);
create index not_doubles_other on not_doubles (other_id);
select protect_table(t) from unnest(array['merges', 'not_doubles']::regclass[]) t;
select audit_table('merges', 'kept_id', 'id', 'details');
grant select on merges to alongside_staff;
create policy staff_read on merges for select to alongside_staff using ((select sees_all_people()) or kept_id in (select visible_people()));
grant select, insert on not_doubles to alongside_staff;
create policy staff_read on not_doubles for select to alongside_staff
  using ((select sees_all_people()) or one_id in (select visible_people()) and other_id in (select visible_people()));
create policy staff_insert on not_doubles for insert to alongside_staff with check ((select sees_all_people())
  or one_id in (select visible_people()) and other_id in (select visible_people()));

-- A record that went into another one was not erased.
create or replace function note_erasures() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into erasures (person_id)
  select id from gone where not exists (select from merges m where m.gone_id = gone.id and m.undone_at is null) on conflict do nothing;
  return null;
end $$;

-- Erases one person: everything of theirs under every id they ever had, forms that are not finished, what the campaign side
-- was handed, and every value about them in the audit log, of which remain who did what when and to which fields (P8). A
-- visit stays, belonging to a stub that nobody can be found from. An address that somebody else shares stays theirs. Waits
-- for a message that is on its way, so that none goes out afterwards (P1). A hold stops it, except where a restored backup
-- is brought up to what had been done.
create or replace function erase_person(person uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  records uuid[];
  theirs uuid[];
  keys text[];
  names text[];
begin
  perform pg_advisory_xact_lock(person_lock(person));
  if on_legal_hold(person) and session_user <> 'alongside_owner' then
    raise exception 'a legal hold keeps this record' using errcode = '23514', constraint = 'legal_hold';
  end if;
  records := array[person] || array(select gone_id from merges where kept_id = person and undone_at is null);
  select array[called_key, name_key(coalesce(full_name, ''))] into names from people where id = person;
  select coalesce(array_agg(pa.address_id), '{}'), coalesce(array_agg(a.key) filter (where a.kind <> 'post'), '{}') into theirs, keys
  from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = person;
  delete from people where id = person;
  delete from addresses a where a.id = any (theirs)
    and not exists (select from person_addresses where address_id = a.id);
  -- Forms and messages that only an address leads to: all of them where it was theirs alone, otherwise those in their name.
  delete from joinings j where j.person_id is null and address_key('email', coalesce(j.email, j.answers ->> 'email', '')) = any (keys)
    and (name_key(coalesce(j.answers ->> 'called', '')) = any (names)
      or not exists (select from addresses a where a.kind = 'email' and a.key = address_key('email', coalesce(j.email, j.answers ->> 'email', ''))));
  delete from messages m where m.person_id is null and m.account_id is null and address_key('email', coalesce(m.email, '')) = any (keys)
    and not exists (select from addresses a where a.kind = 'email' and a.key = address_key('email', m.email));
  delete from incoming_texts t where t.person_id is null and address_key('phone', t.from_number) = any (keys)
    and not exists (select from addresses a where a.kind = 'phone' and a.key = address_key('phone', t.from_number));
  -- Last, for the deletions above have just been written there too.
  update audit_log set
    before = (select jsonb_object_agg(key, null) from jsonb_each(before)),
    after = (select jsonb_object_agg(key, null) from jsonb_each(after))
  where (before is not null or after is not null)
    and (subject_id = any (records)
      or (table_name = 'people' and row_id = any (records::text[]))
      or (table_name = 'addresses' and row_id in (
        select gone::text from unnest(theirs) gone where not exists (select from addresses where id = gone)))
      -- The first name under which they once simply came by.
      or (table_name = 'walk_ins' and row_id in (
        select w.row_id from audit_log w where w.table_name = 'walk_ins' and w.verb = 'did' and w.subject_id = any (records))));
  insert into erasures (person_id) select unnest(records) on conflict do nothing;
end $$;

-- An administrator confirms what somebody else asked for. Whether every place was looked at, the program has just seen.
create function erase_as_asked(request uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  r erasure_requests%rowtype;
begin
  if actor_kind() <> 'staff' or not actor_has('administrator') then return refuse('not theirs'); end if;
  select * into r from erasure_requests where id = request for update;
  if r.id is null then return refuse('no such request'); end if;
  if r.asked_by = actor_account() then return refuse('asked by oneself'); end if;
  if on_legal_hold(r.person_id) then return refuse('legal hold'); end if;
  perform audit_deed('erasures', r.person_id::text, r.person_id, '{}');
  perform erase_person(r.person_id);
  return jsonb_build_object('ok', true);
end $$;

-- Takes what a pattern finds out of one place that others wrote, and the former words out of the log. The program says which
-- tables and columns hold such words, and has checked who asks.
create function redact_text(of_table text, key_column text, key text, of_column text, pattern text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  changed int;
begin
  if actor_kind() <> 'system' then raise exception 'the program''s own work' using errcode = '42501'; end if;
  execute format('update %I set %I = regexp_replace(%I, $1, ''[…]'', ''gi'') where %I::text = $2', of_table, of_column, of_column, key_column)
    using pattern, key;
  get diagnostics changed = row_count;
  update audit_log set before = without_values(before, array[of_column]), after = without_values(after, array[of_column])
  where table_name = of_table and row_id = key and (before ? of_column or after ? of_column);
  return changed > 0;
end $$;

-- The log of one person, for their copy: never names of colleagues, but in which role somebody looked or changed.
create function audit_of_person(person uuid) returns table (at timestamptz, "by" text, verb text, "table" text, fields text[])
language sql stable security definer set search_path = public as $$
  select l.at, case l.actor_kind when 'staff' then coalesce((select string_agg(r.role::text, ', ' order by r.role) from account_roles r
      where r.account_id = l.account_id), 'somebody who has left') else l.actor_kind end,
    l.verb, l.table_name, array(select jsonb_object_keys(coalesce(l.before, '{}') || coalesce(l.after, '{}')) order by 1)
  from audit_log l
  where actor_kind() = 'system' and l.subject_id = any (array[person] || array(select gone_id from merges where kept_id = person and undone_at is null))
  order by l.at, l.id
$$;

-- What stands in texts beyond its time: what went out stays known, its words do not.
create function forget_old_words() returns int
language plpgsql security definer set search_path = public as $$
declare
  made int;
begin
  with old as (select id from messages where created_at < clock() - interval '2 years' and state <> 'waiting'
      and num_nonnulls(body_text, body_html, subject, sent_to) > 0
      and (person_id is null or not on_legal_hold(person_id)) limit 2000)
  update messages m set body_text = null, body_html = null, subject = null, sent_to = null, details = '{}' from old where old.id = m.id;
  get diagnostics made = row_count;
  update merges set details = null where at < clock() - interval '30 days' and details is not null;
  return made;
end $$;

revoke execute on function on_legal_hold(uuid), erase_as_asked(uuid), redact_text(text, text, text, text, text), audit_of_person(uuid),
  forget_old_words() from public;
grant execute on function on_legal_hold(uuid) to alongside_staff, alongside_system, alongside_member;
grant execute on function erase_as_asked(uuid) to alongside_staff;
grant execute on function redact_text(text, text, text, text, text), audit_of_person(uuid), forget_old_words() to alongside_system;

-- Who looked at whom: where the line to the unusual is drawn, and what somebody else found when they looked into it.
create table looking_limits (
  only_row boolean primary key default true check (only_row),
  -- More people than this within one hour.
  many int not null default 40 check (many between 2 and 1000),
  -- Somebody whose death was recorded more days ago than this.
  died_days int not null default 90 check (died_days between 1 and 3650),
  changed_at timestamptz not null default clock()
);
insert into looking_limits default values;
create table looking_decisions (
  account_id uuid not null references accounts on delete cascade,
  kind text not null check (kind in ('many', 'not their group', 'own name', 'died long ago')),
  day date not null,
  words text not null check (length(words) between 1 and 500),
  at timestamptz not null default clock(),
  decided_by uuid not null references accounts,
  primary key (account_id, kind, day),
  -- Nobody looks into their own looking.
  check (decided_by <> account_id)
);
select protect_table(t) from unnest(array['looking_limits', 'looking_decisions']::regclass[]) t;
select audit_table('looking_limits', '', 'only_row');
select audit_table('looking_decisions', '', 'account_id');
grant select, update on looking_limits to alongside_staff;
grant select, insert on looking_decisions to alongside_staff;
create policy staff_read on looking_limits for select to alongside_staff using ((select actor_has('administrator')));
create policy staff_update on looking_limits for update to alongside_staff using ((select actor_has('administrator'))) with check (true);
create policy staff_read on looking_decisions for select to alongside_staff using ((select actor_has('administrator')));
create policy staff_insert on looking_decisions for insert to alongside_staff
  with check ((select actor_has('administrator')) and decided_by = actor_account());
create index audit_log_looks on audit_log (at) where verb = 'looked';
