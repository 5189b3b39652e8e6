-- A place is someone's seat at a session. Sessions without a limit: the same row says "I'm hoping to come".

create table places (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  person_id uuid not null references people on delete cascade,
  state text not null check (state in ('kept', 'waiting', 'offered', 'given back', 'declined', 'ran out')),
  -- The order of the waiting list.
  turn bigint generated always as identity,
  -- Kept because of a standing place, not asked for singly.
  standing boolean not null default false,
  offered_at timestamptz,
  answer_by timestamptz,
  asked_at timestamptz not null default clock(),
  changed_at timestamptz not null default clock(),
  unique (session_id, person_id),
  check ((state = 'offered') = (answer_by is not null))
);
create index places_person on places (person_id);
create index places_taken on places (session_id, state, turn) where state in ('kept', 'offered', 'waiting');
create index places_answer on places (answer_by) where state = 'offered';
-- A place freed by a death waits for a coordinator, so that no friend is offered it (the one exception to P2).
create table held_back_places (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  group_id uuid not null references groups,
  death_id uuid references deaths on delete cascade,
  at timestamptz not null default clock(),
  freed_at timestamptz,
  freed_by uuid references accounts
);
create index held_back_places_session on held_back_places (session_id) where freed_at is null;
create function session_lock(session uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('session ' || session::text, 0);
grant execute on function session_lock(uuid) to alongside_public, alongside_member, alongside_staff, alongside_system;

select protect_table(t) from unnest(array['places', 'held_back_places']::regclass[]) t;
grant select, insert, update on places, held_back_places to alongside_staff;
create policy staff_read on places for select to alongside_staff using ((select sees_all_people()) or group_id in (select actor_groups()));
create policy staff_insert on places for insert to alongside_staff with check ((select actor_has('administrator')) or group_id in (select actor_groups()));
create policy staff_update on places for update to alongside_staff using ((select actor_has('administrator')) or group_id in (select actor_groups())) with check (true);
create policy staff_read on held_back_places for select to alongside_staff using ((select sees_all_people()) or group_id in (select actor_groups()));
create policy staff_insert on held_back_places for insert to alongside_staff with check ((select sees_all_people()) or group_id in (select actor_groups()));
create policy staff_update on held_back_places for update to alongside_staff using (coordinates_group(group_id)) with check (true);
grant select on places to alongside_member;
create policy own_read on places for select to alongside_member using (person_id = actor_person());
select audit_table('places', 'person_id');
select audit_table('held_back_places');
