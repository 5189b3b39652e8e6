-- Welcome calls: asked for by anybody, taken by one at a time, and what people say in them.

-- With whom a message may be left, when somebody else answers; whether on voicemail stands in voicemail_ok.
alter table people add column message_with text check (length(message_with) <= 120);
-- What they hope for, in their words: about health as much as what they need is.
alter table people add column hopes text check (length(hopes) <= 500);

-- Taken: whoever is ringing now, and until when nobody else does.
alter table calls add column taken_by uuid references accounts, add column taken_until timestamptz;
alter table calls add constraint taken_is_whole check ((taken_by is null) = (taken_until is null));
do $$ declare now text; begin
  select pg_get_constraintdef(oid) into now from pg_constraint where conname = 'calls_why_check';
  execute 'alter table calls drop constraint calls_why_check, add constraint calls_why_check '
    || replace(now, '''welcome''::text', '''welcome''::text, ''asked for''::text, ''rang''::text');
  select pg_get_constraintdef(oid) into now from pg_constraint where conname = 'calls_outcome_check';
  execute 'alter table calls drop constraint calls_outcome_check, add constraint calls_outcome_check '
    || replace(now, '''we wrote''::text', '''we wrote''::text, ''sent a message''::text');
end $$;
create index calls_asked on calls (asked_at) where why in ('welcome', 'asked for');

-- Takes a call: true when it is now the actor's. Whoever is second waits for the first and then reads who has it.
-- at_once: they are on the telephone with the actor now, so it is theirs whoever had it.
create function take_call(which uuid, at_once boolean default false) returns boolean
language plpgsql set search_path = public as $$
begin
  update calls set taken_by = actor_account(), taken_until = clock() + interval '30 minutes'
  where id = which and ended_at is null and not has_died(person_id)
    and (at_once or taken_until is null or taken_until <= clock() or taken_by = actor_account());
  return found;
end $$;
-- An ended call is nobody's, whichever way it ended.
create function ended_call_is_free() returns trigger language plpgsql set search_path = public as $$
begin
  new.taken_by := null;
  new.taken_until := null;
  return new;
end $$;
create trigger ended_call_is_free before update of ended_at on calls for each row
  when (new.ended_at is not null) execute function ended_call_is_free();
grant execute on function take_call(uuid, boolean) to alongside_staff;

-- The charity's own words for whoever rings, and the hours in which it rings.
alter table charity add column call_words jsonb not null default '{}';
alter table charity add column ring_from time not null default '09:30', add column ring_until time not null default '17:00',
  add column ring_days int[] not null default '{1,2,3,4,5}';
alter table charity add constraint ring_hours check (ring_until >= ring_from + interval '1 hour'
  and cardinality(ring_days) between 1 and 7 and ring_days <@ '{1,2,3,4,5,6,7}');

-- Topics that somebody asks about. A programme shows how many ask, never who.
create table topic_wishes (
  person_id uuid not null references people on delete cascade,
  topic_id uuid not null references topics,
  at timestamptz not null default clock(),
  primary key (person_id, topic_id)
);
create index topic_wishes_topic on topic_wishes (topic_id);
select protect_table('topic_wishes');
grant select, insert, delete on topic_wishes to alongside_staff;
create policy staff_read on topic_wishes for select to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_insert on topic_wishes for insert to alongside_staff with check ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_delete on topic_wishes for delete to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()));
select audit_table('topic_wishes', 'person_id', 'topic_id');

-- How many of a group's members, and of those who are to be rung about it, ask about each topic.
create function topics_wished(in_group uuid) returns table (topic text, people int)
language sql stable security definer set search_path = public as $$
  select t.name, count(*)::int from topic_wishes w join topics t on t.id = w.topic_id
  where actor_kind() = 'staff' and (actor_has('administrator') or sees_group(in_group)) and not has_died(w.person_id)
    and (exists (select from members m where m.person_id = w.person_id and m.group_id = in_group and m.left_at is null)
      or exists (select from calls c where c.person_id = w.person_id and c.group_id = in_group and c.ended_at is null))
  group by t.name, t.position order by count(*) desc, t.position, t.name
$$;
grant execute on function topics_wished(uuid) to alongside_staff;

-- Somebody asks for a call on the public pages. Whoever asks learns nothing of whether they are known, and nothing that is
-- known changes (P4). said: {called, phone, suits, about, voicemail, messageWith, groupId, language, consent {words, version}}
create function ask_for_call(said jsonb, not_person uuid default null) returns void
language plpgsql security definer set search_path = public as $$
declare
  person uuid;
  wanted_group uuid := (select id from groups where id = (said ->> 'groupId')::uuid and state <> 'closed');
begin
  perform pg_advisory_xact_lock(hashtextextended('joining ' || address_key('phone', said ->> 'phone'), 0));
  if not_person is not null then perform set_config('alongside.not_person', not_person::text, true); end if;
  person := person_known_as('phone', said ->> 'phone', said ->> 'called');
  -- Whoever calls this has asked before; should they have died this moment, nobody rings.
  if person is not null and has_died(person) then return; end if;
  if person is null then
    insert into people (called, voicemail_ok, message_with, language)
    values (said ->> 'called', coalesce((said ->> 'voicemail')::boolean, false), said ->> 'messageWith',
      coalesce(said ->> 'language', 'en'))
    returning id into person;
    insert into person_addresses (person_id, address_id) values (person, address_row('phone', said ->> 'phone'));
    insert into consents (person_id, purpose, given, words, version, way)
    values (person, 'phone', true, said #>> '{consent,words}', said #>> '{consent,version}', 'form');
  end if;
  insert into calls (person_id, why, group_id, suits, note)
  values (person, 'asked for', wanted_group, said ->> 'suits', said ->> 'about') on conflict do nothing;
end $$;
revoke all on function ask_for_call(jsonb, uuid) from public;
grant execute on function ask_for_call(jsonb, uuid) to alongside_public;

-- A wish that waited for a human, since it may have been about somebody who died, goes on once one has looked.
create function wish_for_call_goes_on() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  perform ask_for_call(new.answers - 'callMe', (select l.person_id from late_arrivals l
    where l.joining_id = new.id and l.decision = 'someone else'));
  update joinings set state = 'done', done_at = clock(), answers = '{}' where id = new.id;
  return null;
end $$;
create trigger wish_for_call_goes_on after update of state on joinings for each row
  when (old.state = 'done' and new.state = 'unconfirmed' and new.answers ? 'callMe') execute function wish_for_call_goes_on();

-- Somebody is on the telephone now. Their open call, or else a new one, becomes the actor's.
create function they_ring(person uuid) returns uuid
language plpgsql set search_path = public as $$
declare
  found_id uuid;
begin
  select c.id into found_id from calls c where c.person_id = person and c.ended_at is null
  order by c.why in ('welcome', 'asked for', 'rang') desc, c.due_at limit 1;
  if found_id is null then
    insert into calls (person_id, why, group_id) values (person, 'rang',
      (select m.group_id from members m where m.person_id = person and m.left_at is null
        and (actor_has('administrator') or m.group_id in (select actor_groups())) order by m.joined_at desc limit 1))
    returning id into found_id;
  end if;
  perform take_call(found_id, true);
  return found_id;
end $$;
-- The same for somebody who is not found: a name and a number, and their yes to the keeping of both. Whoever is known by
-- them is the same person; outcome 'someone who died': nothing is made.
create function they_ring_first_time(said jsonb, out call uuid, out outcome text)
language plpgsql security definer set search_path = public as $$
declare
  person uuid;
  was_known boolean;
begin
  select r.person, r.known, r.outcome into person, was_known, outcome from register_person(said) r;
  if outcome <> 'registered' then return; end if;
  if not was_known then
    insert into consents (person_id, purpose, given, words, version, way, recorded_by)
    values (person, 'phone', true, said #>> '{consent,words}', said #>> '{consent,version}', 'phone', actor_account());
  end if;
  select c.id into call from calls c where c.person_id = person and c.ended_at is null
  order by c.why in ('welcome', 'asked for', 'rang') desc, c.due_at limit 1;
  if call is null then insert into calls (person_id, why) values (person, 'rang') returning id into call; end if;
  update calls set taken_by = actor_account(), taken_until = clock() + interval '30 minutes' where id = call;
end $$;
grant execute on function they_ring(uuid), they_ring_first_time(jsonb) to alongside_staff;

-- How long people waited, by the month in which they asked: counts without names. Somebody who no longer needed the call
-- before the first try (who rang elsewhere, left or died) is in no denominator. Months in the charity's zone.
create function call_waits(zone text, months int)
returns table (month date, what text, days int, people int)
language sql stable security definer set search_path = public as $$
  with asked as (
    select c.id, c.asked_at, c.ended_at,
      (date_trunc('month', c.asked_at at time zone zone))::date as month,
      (select min(t.at) from call_tries t where t.call_id = c.id) as tried,
      (select min(t.at) from call_tries t where t.call_id = c.id and t.outcome in ('spoke', 'they rang')) as spoke
    from calls c
    where actor_kind() = 'staff' and actor_has('administrator', 'coordinator', 'helper') and c.why in ('welcome', 'asked for')
      and c.asked_at >= (date_trunc('month', clock() at time zone zone) - make_interval(months => months - 1)) at time zone zone
  ), counted as (
    select * from asked where tried is not null or ended_at is null
  ), waits as (
    select month, 'tried' as what, (tried at time zone zone)::date - (asked_at at time zone zone)::date as days from counted
    union all
    select month, 'spoke', (spoke at time zone zone)::date - (asked_at at time zone zone)::date from counted
  )
  select month, what, case when days < 0 then 0 else days end, count(*)::int from waits group by 1, 2, 3 order by 1, 2, 3
$$;
grant execute on function call_waits(text, int) to alongside_staff;

-- What they hope for and the topics they ask about go with the rest when the agreement about health is taken back.
create or replace function forget_health_details(person uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  update people set diagnosed_in = null, dietary = null, access_needs = null, their_note = null, bear_in_mind = null, hopes = null,
    changed_at = clock()
  where id = person and num_nonnulls(diagnosed_in, dietary, access_needs, their_note, bear_in_mind, hopes) > 0;
  delete from topic_wishes where person_id = person;
  -- Free words of callers may hold some of it: nobody can tell, so they go.
  update calls set note = null where person_id = person and note is not null;
  update call_tries t set note = null from calls c where c.id = t.call_id and c.person_id = person and t.note is not null;
  update joinings set answers = answers - array['dietary', 'access', 'note', 'diagnosedIn'] where person_id = person;
  -- Last, for the changes above have just been written there too.
  update audit_log set
    before = without_values(before, array['diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'note', 'topic_id']),
    after = without_values(after, array['diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'note', 'topic_id'])
  where subject_id = person and table_name in ('people', 'calls', 'topic_wishes') and (before is not null or after is not null);
end $$;
create or replace function health_needs_agreement() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if (new.diagnosed_in is not null and new.diagnosed_in is distinct from old.diagnosed_in
      or new.dietary is not null and new.dietary is distinct from old.dietary
      or new.access_needs is not null and new.access_needs is distinct from old.access_needs
      or new.their_note is not null and new.their_note is distinct from old.their_note
      or new.bear_in_mind is not null and new.bear_in_mind is distinct from old.bear_in_mind
      or new.hopes is not null and new.hopes is distinct from old.hopes)
    and health_taken_back(new.id) then
    raise exception 'they took back their agreement to the keeping of health information'
      using errcode = '23514', constraint = 'health_needs_agreement';
  end if;
  return new;
end $$;
