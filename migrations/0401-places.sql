-- Places (P2). Every change goes through a function below, one round trip each, and through nothing else.
--
-- Who waits. Whoever changes the places of a session first takes that session's lock, in a statement of its own, so that
-- the next statement sees what everybody before has committed. Whoever comes later waits until then, decides on what is
-- true now, and loses nothing but the wait. A counter with a condition is faster on its own (feasibility: 4,940 to 3,299
-- a second), but here a decision reads more than a number: the order of the list, offers whose time ran out, limits,
-- memberships, deaths. One lock over all of that keeps the rows the only truth.
--
-- In which order. A person's lock, then groups', then sessions', each kind by id: so nobody waits in a circle.
--   person   keeping against leaving and dying: a place kept at the same moment is seen, or refused.
--   group    sessions being laid out (alone) against memberships changing (shared): nobody with a standing place misses
--            a session that is laid out at the same moment, and nobody who left or died is given one.
--   session  everything that counts.

alter table places
  -- How often it has changed: makes each piece of news its own.
  add column changes int not null default 0,
  -- What the record of a death closed, so that a mistake can be put right.
  add column death_id uuid references deaths on delete set null,
  add column before_death text check (before_death in ('kept', 'waiting', 'offered')),
  add check ((before_death is null) or state = 'given back');
create index places_death on places (death_id) where death_id is not null;
alter table held_back_places add column place_id uuid references places on delete set null;

-- No way past the functions for anybody at the charity.
drop policy staff_insert on places;
drop policy staff_update on places;
drop policy staff_insert on held_back_places;
drop policy staff_update on held_back_places;
revoke insert, update on places, held_back_places from alongside_staff;

create function person_places_lock(person uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('places of ' || person::text, 0);
create function group_places_lock(which uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('places in ' || which::text, 0);

-- Until when an offer can be answered: answerBy() in features/places/rules.ts says the same and why.
create function offer_answer_by(at timestamptz, starts timestamptz, zone text) returns timestamptz
language plpgsql immutable parallel safe as $$
declare
  time_left interval := make_interval(secs => extract(epoch from starts - at)::double precision);
  until timestamptz := at + case
    when time_left > interval '336 hours' then interval '48 hours'
    when time_left > interval '72 hours' then interval '24 hours'
    when time_left > interval '24 hours' then interval '6 hours'
    when time_left > interval '2 hours' then interval '1 hour'
    when time_left > interval '15 minutes' then time_left / 2
    else time_left end;
  local timestamp := until at time zone zone;
  morning timestamptz;
begin
  if extract(hour from local) between 9 and 20 then return until; end if;
  morning := (date_trunc('day', local) + case when extract(hour from local) >= 21 then interval '34 hours' else interval '10 hours' end)
    at time zone zone;
  return case when morning <= starts - interval '1 hour' then morning else until end;
end $$;

-- Whether a message can reach somebody at all. Whether it may go out, the gate decides at the moment of sending (P1).
create function can_be_mailed(person uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = person and a.kind = 'email' and a.wrong_at is null and pa.confirmed_at is not null)
$$;

-- Who may change this person's places in this group. Someone who rings for the charity may, for whom they are to ring.
create function acts_for(person uuid, in_group uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select case actor_kind()
    when 'member' then person = actor_person()
    when 'staff' then sees_group(in_group) or (actor_has('helper')
      and exists (select from calls where person_id = person and ended_at is null and (group_id is null or group_id = in_group)))
    else actor_kind() = 'system' end
$$;
create function works_for(in_group uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select case actor_kind() when 'staff' then sees_group(in_group) else actor_kind() = 'system' end
$$;

-- The news of one place, in the transaction that makes it true (P3). Written here and not through queue_messages(): who
-- gives a place back causes an offer to somebody else, whom they may not write to. News that is no longer true when its
-- turn to be sent comes is stopped by the gate. Whom no message reaches is put on the list of calls about an offer.
create function tell_of_place(which uuid, news text, details jsonb default '{}') returns void
language plpgsql security definer set search_path = public as $$
declare
  p record;
  at timestamptz := clock();
begin
  select places.*, s.starts_at into p from places join sessions s on s.id = places.session_id where places.id = which;
  if can_be_mailed(p.person_id) then
    insert into messages (kind, person_id, group_id, session_id, details, due_at, created_at, useless_after, once)
    values (news, p.person_id, p.group_id, p.session_id, details, at, at, coalesce(p.answer_by, p.starts_at),
      'place ' || p.id || ' ' || p.changes)
    on conflict (once) do nothing;
  elsif p.state = 'offered' then
    insert into calls (person_id, why, group_id, session_id) values (p.person_id, 'offer', p.group_id, p.session_id)
    on conflict do nothing;
  end if;
end $$;

-- One place from one state to the next. Only under the session's lock.
create function set_place(which uuid, new_state text, new_answer_by timestamptz default null, at_the_end boolean default false)
returns void language plpgsql security definer set search_path = public as $$
declare
  person uuid;
  session uuid;
  was text;
begin
  select person_id, session_id, state into person, session, was from places where id = which;
  if at_the_end then
    update places set state = new_state, answer_by = null, turn = default, asked_at = clock(), standing = false,
      offered_at = null, before_death = null, death_id = null, changes = changes + 1, changed_at = clock() where id = which;
  else
    update places set state = new_state, answer_by = new_answer_by,
      offered_at = case when new_state = 'offered' then clock() else offered_at end,
      changes = changes + 1, changed_at = clock() where id = which;
  end if;
  -- Nobody rings about an offer that is answered or over.
  if was = 'offered' and exists (select from calls where person_id = person and why = 'offer' and session_id = session and ended_at is null) then
    update calls set ended_at = clock(), outcome = 'no longer needed'
    where person_id = person and why = 'offer' and session_id = session and ended_at is null;
  end if;
end $$;

-- The heart: closes offers that ran out, then offers free places in turn. Afterwards either nothing is free or nobody
-- waits. Only under the session's lock. Tells what the session is like now; `free` is null without a limit, and below
-- zero after a limit was lowered: that takes nobody's place.
create function work_list(session uuid, out group_id uuid, out group_state text, out most int, out is_open boolean,
  out cancelled boolean, out starts_at timestamptz, out free int, out offers int, out waiting int)
language plpgsql security definer set search_path = public as $$
declare
  at timestamptz := clock();
  look record;
  next record;
begin
  select s.group_id, g.state as group_state, s.starts_at, s.zone, s.state = 'cancelled' as cancelled,
    coalesce(s.session_limit, g.session_limit) as most,
    (select count(*) from places p where p.session_id = s.id and p.state in ('kept', 'offered'))
      + (select count(*) from held_back_places h where h.session_id = s.id and h.freed_at is null) as taken,
    exists (select from places p where p.session_id = s.id and p.state = 'offered') as offered,
    (select count(*) from places p where p.session_id = s.id and p.state = 'waiting') as waiting
  into look from sessions s join groups g on g.id = s.group_id where s.id = session;
  group_id := look.group_id; group_state := look.group_state; most := look.most; cancelled := look.cancelled;
  starts_at := look.starts_at; waiting := look.waiting;
  is_open := not look.cancelled and look.starts_at > at;
  free := look.most - look.taken;
  offers := 0;

  if look.offered then
    for next in select p.id from places p where p.session_id = session and p.state = 'offered'
      and (look.cancelled or p.answer_by <= at) order by p.turn loop
      -- A cancelled session's offers go back to their turn: should it stand again, they come first.
      perform set_place(next.id, case when look.cancelled then 'waiting' else 'ran out' end);
      free := free + 1;
      waiting := waiting + look.cancelled::int;
    end loop;
  end if;
  if not is_open or free <= 0 or not (look.waiting > 0 or look.offered and look.most is null) then return; end if;

  for next in select p.id, p.person_id, p.state, p.answer_by,
      exists (select from members m where m.person_id = p.person_id and m.group_id = look.group_id and m.left_at is null)
        and not has_died(p.person_id) as comes
    from places p where p.session_id = session and (p.state = 'waiting' or p.state = 'offered' and look.most is null)
    order by p.turn
  loop
    exit when free <= 0;
    waiting := waiting - (next.state = 'waiting')::int;
    if not next.comes then
      perform set_place(next.id, 'given back');
    elsif look.most is null then
      perform set_place(next.id, 'kept');
      perform tell_of_place(next.id, 'place kept');
    else
      next.answer_by := offer_answer_by(at, look.starts_at, look.zone);
      perform set_place(next.id, 'offered', next.answer_by);
      perform tell_of_place(next.id, 'place offered', jsonb_build_object('answerBy', to_char(next.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
      free := free - 1;
      offers := offers + 1;
    end if;
  end loop;
end $$;

create function refuse(reason text) returns jsonb language sql immutable return jsonb_build_object('ok', false, 'reason', reason);

-- Why nobody can keep a place there, or null.
create function not_kept(person uuid, in_group uuid, group_state text, is_open boolean, cancelled boolean) returns text
language sql stable security definer set search_path = public as $$
  select case
    when cancelled then 'cancelled'
    when not is_open then 'started'
    when has_died(person) then 'died'
    when not exists (select from members where person_id = person and group_id = in_group and left_at is null) then 'not a member'
    when group_state in ('paused', 'closed') then group_state end
$$;

-- How many are asked before somebody, and themselves.
create function turn_of(session uuid, own_turn bigint) returns int language sql stable security definer set search_path = public as $$
  select count(*)::int from places where session_id = session and state = 'waiting' and turn <= own_turn
$$;

create function keep_place(session uuid, person uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid := (select group_id from sessions where id = session);
  s record;
  at timestamptz;
  own record;
  refusal text;
  new_state text;
  place uuid;
begin
  if which_group is null then return refuse('no such session'); end if;
  if not acts_for(person, which_group) then return refuse('not theirs'); end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  perform pg_advisory_xact_lock(session_lock(session));
  select * into s from work_list(session);
  at := clock();
  refusal := not_kept(person, s.group_id, s.group_state, s.is_open, s.cancelled);
  if refusal is not null then return refuse(refusal); end if;

  select id, state, turn into own from places where session_id = session and person_id = person;
  place := own.id;
  if own.state = 'kept' then return jsonb_build_object('ok', true, 'state', 'kept', 'limited', s.most is not null); end if;
  if own.state = 'waiting' then return jsonb_build_object('ok', true, 'state', 'waiting', 'limited', true, 'position', turn_of(session, own.turn)); end if;
  -- Wherever something is still free nobody waits: the list has just been worked through.
  new_state := case when own.state = 'offered' or s.most is null or s.free > 0 then 'kept' else 'waiting' end;
  if place is null then
    insert into places (session_id, group_id, person_id, state, changes, asked_at, changed_at)
    values (session, s.group_id, person, new_state, 1, at, at) returning id into place;
  else
    perform set_place(place, new_state, at_the_end => own.state <> 'offered');
  end if;
  if new_state = 'kept' then
    if s.most is not null then perform tell_of_place(place, 'place kept'); end if;
    return jsonb_build_object('ok', true, 'state', 'kept', 'limited', s.most is not null);
  end if;
  perform tell_of_place(place, 'place waiting', jsonb_build_object('position', s.waiting + 1));
  return jsonb_build_object('ok', true, 'state', 'waiting', 'limited', true, 'position', s.waiting + 1);
end $$;

create function give_back_place(session uuid, person uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid := (select group_id from sessions where id = session);
  s record;
  own record;
begin
  if which_group is null then return refuse('no such session'); end if;
  if not acts_for(person, which_group) then return refuse('not theirs'); end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  perform pg_advisory_xact_lock(session_lock(session));
  select state = 'cancelled' as cancelled, starts_at <= clock() as started,
    coalesce(session_limit, (select session_limit from groups where id = which_group)) as most
  into s from sessions where id = session;
  if s.cancelled then return refuse('cancelled'); end if;
  if s.started then return refuse('started'); end if;
  select id, state into own from places where session_id = session and person_id = person and state in ('kept', 'offered', 'waiting');
  if own.id is null then return jsonb_build_object('ok', true, 'was', 'nothing'); end if;
  perform set_place(own.id, case when own.state = 'offered' then 'declined' else 'given back' end);
  if own.state = 'kept' and s.most is not null then perform tell_of_place(own.id, 'place given back'); end if;
  perform work_list(session);
  return jsonb_build_object('ok', true, 'was', own.state);
end $$;

create function answer_offer(session uuid, person uuid, yes boolean) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid := (select group_id from sessions where id = session);
  s record;
  own record;
  refusal text;
begin
  if which_group is null then return refuse('no such session'); end if;
  if not acts_for(person, which_group) then return refuse('not theirs'); end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  perform pg_advisory_xact_lock(session_lock(session));
  select * into s from work_list(session);
  refusal := not_kept(person, s.group_id, s.group_state, s.is_open, s.cancelled);
  if refusal is not null and (yes or refusal in ('cancelled', 'started')) then return refuse(refusal); end if;
  select id, state into own from places where session_id = session and person_id = person;
  if own.id is null or own.state in ('waiting', 'given back') then return refuse('no offer'); end if;
  if not yes then
    if own.state = 'kept' then return refuse('no offer'); end if;
    if own.state = 'offered' then
      perform set_place(own.id, 'declined');
      perform work_list(session);
    end if;
    return jsonb_build_object('ok', true, 'state', 'declined');
  end if;
  if own.state = 'kept' then return jsonb_build_object('ok', true, 'state', 'kept'); end if;
  if own.state = 'declined' then return refuse('no offer'); end if;
  -- Too late is no harm as long as nobody else wanted it.
  if own.state = 'ran out' and s.free <= 0 then return refuse('ran out'); end if;
  perform set_place(own.id, 'kept', at_the_end => own.state = 'ran out');
  perform tell_of_place(own.id, 'place kept');
  return jsonb_build_object('ok', true, 'state', 'kept');
end $$;

-- Someone's seat at a session because of a standing place. What they gave back singly stays given back.
create function fill_one(session uuid, person uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  s record;
  new_state text;
begin
  select * into s from work_list(session);
  if not s.is_open or exists (select from places where session_id = session and person_id = person) then return null; end if;
  new_state := case when s.most is null or s.free > 0 then 'kept' else 'waiting' end;
  insert into places (session_id, group_id, person_id, state, standing, changes)
  values (session, s.group_id, person, new_state, true, 1);
  return new_state;
end $$;

create function set_standing(person uuid, in_group uuid, stands boolean, frees boolean, tells boolean) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  member uuid;
  session uuid;
  place record;
  kept int := 0;
  waiting int := 0;
  freed int := 0;
begin
  if not acts_for(person, in_group) then return refuse('not theirs'); end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  perform pg_advisory_xact_lock_shared(group_places_lock(in_group));
  if has_died(person) then return refuse('died'); end if;
  select id into member from members where person_id = person and group_id = in_group and left_at is null;
  if member is null then return refuse('not a member'); end if;
  update members set standing = stands where id = member and standing <> stands;
  for session in select id from sessions where group_id = in_group and state = 'planned' and starts_at > clock() order by id loop
    continue when not stands and not frees;
    perform pg_advisory_xact_lock(session_lock(session));
    if stands then
      perform fill_one(session, person);
    else
      select id, state into place from places
      where session_id = session and person_id = person and places.standing and state in ('kept', 'offered', 'waiting');
      continue when place.id is null;
      perform set_place(place.id, case when place.state = 'offered' then 'declined' else 'given back' end);
      freed := freed + 1;
      perform work_list(session);
    end if;
  end loop;
  if stands then
    select count(*) filter (where p.state = 'kept'), count(*) filter (where p.state in ('waiting', 'offered')) into kept, waiting
    from places p join sessions s on s.id = p.session_id
    where p.person_id = person and p.group_id = in_group and s.state = 'planned' and s.starts_at > clock();
  end if;
  -- One message for all dates.
  if tells and can_be_mailed(person) then
    insert into messages (kind, person_id, group_id, details, due_at, once)
    values (case when stands then 'place kept' else 'place given back' end, person, in_group,
      jsonb_build_object('standing', true, 'kept', kept, 'waiting', waiting, 'freed', freed), clock(),
      'standing ' || member || ' ' || pg_current_xact_id());
  end if;
  return jsonb_build_object('ok', true, 'kept', kept, 'waiting', waiting, 'freed', freed);
end $$;

-- Standing places at sessions just laid out, in the order of joining. Idempotent, and quiet.
create function fill_standing_places(session_ids uuid[]) returns int
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid;
  session uuid;
  s record;
  made int;
  filled int := 0;
begin
  for which_group in select distinct group_id from sessions where id = any (session_ids) order by group_id loop
    if not works_for(which_group) then raise exception 'not their group' using errcode = '42501'; end if;
    perform pg_advisory_xact_lock(group_places_lock(which_group));
  end loop;
  for session in select id from sessions where id = any (session_ids) order by id loop
    perform pg_advisory_xact_lock(session_lock(session));
    select * into s from work_list(session);
    continue when not s.is_open;
    insert into places (session_id, group_id, person_id, state, standing, changes)
    select session, s.group_id, person_id, case when s.most is null or nth <= s.free then 'kept' else 'waiting' end, true, 1
    from (select m.person_id, row_number() over (order by m.joined_at, m.id) as nth from members m
      where m.group_id = s.group_id and m.left_at is null and m.standing and not has_died(m.person_id)
        and not exists (select from places p where p.session_id = session and p.person_id = m.person_id)) as standing_members
    order by nth;
    get diagnostics made = row_count;
    filled := filled + made;
  end loop;
  return filled;
end $$;

-- Closes the places of one person at sessions to come and passes them on; locks are taken by the caller but the sessions'.
create function close_places(person uuid, in_groups uuid[]) returns int
language plpgsql security definer set search_path = public as $$
declare
  place record;
  freed int := 0;
begin
  for place in select p.session_id from places p join sessions s on s.id = p.session_id
    where p.person_id = person and p.group_id = any (in_groups) and p.state in ('kept', 'offered', 'waiting')
      and s.starts_at > clock() order by p.session_id loop
    perform pg_advisory_xact_lock(session_lock(place.session_id));
    -- Looked at once more under the lock: an offer may have run out, or been made, just before.
    perform set_place(p.id, case when p.state = 'offered' then 'declined' else 'given back' end)
    from places p where p.session_id = place.session_id and p.person_id = person and p.state in ('kept', 'offered', 'waiting');
    if found then freed := freed + 1; end if;
    perform work_list(place.session_id);
  end loop;
  return freed;
end $$;

create function leave_places(person uuid, in_group uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid;
  theirs uuid[] := '{}';
begin
  if in_group is not null and not acts_for(person, in_group) or actor_kind() = 'member' and person is distinct from actor_person() then
    return refuse('not theirs');
  end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  for which_group in select distinct group_id from members where person_id = person and (in_group is null or group_id = in_group) order by group_id loop
    continue when not acts_for(person, which_group);
    perform pg_advisory_xact_lock_shared(group_places_lock(which_group));
    theirs := theirs || which_group;
  end loop;
  return jsonb_build_object('ok', true, 'freed', close_places(person, theirs));
end $$;

create function free_places_after_death(person uuid, death uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid;
  place record;
  freed int := 0;
  held int := 0;
begin
  if actor_kind() not in ('staff', 'system') or not exists (select from deaths where id = death and person_id = person and mistake_at is null) then
    raise exception 'no such death' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  for which_group in select distinct group_id from members where person_id = person order by group_id loop
    perform pg_advisory_xact_lock_shared(group_places_lock(which_group));
  end loop;
  for place in select p.id, p.session_id from places p join sessions s on s.id = p.session_id
    where p.person_id = person and p.state in ('kept', 'offered', 'waiting') and s.starts_at > clock() order by p.session_id loop
    perform pg_advisory_xact_lock(session_lock(place.session_id));
    perform work_list(place.session_id);
    -- The place that becomes free is held back in the same breath, so that working the list offers it to nobody.
    insert into held_back_places (session_id, group_id, death_id, place_id)
    select p.session_id, p.group_id, death, p.id
    from places p join sessions s on s.id = p.session_id join groups g on g.id = s.group_id
    where p.id = place.id and p.state in ('kept', 'offered') and s.state = 'planned'
      and coalesce(s.session_limit, g.session_limit) is not null;
    if found then held := held + 1; end if;
    update places set before_death = state, death_id = death, state = 'given back', answer_by = null, changes = changes + 1, changed_at = clock()
    where id = place.id and state in ('kept', 'offered', 'waiting');
    if found then freed := freed + 1; end if;
    update calls set ended_at = clock(), outcome = 'no longer needed'
    where person_id = person and session_id = place.session_id and ended_at is null;
  end loop;
  return jsonb_build_object('freed', freed, 'heldBack', held);
end $$;

create function restore_places_after_mistake(person uuid, death uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid;
  session uuid;
  s record;
  own record;
  own_seat boolean;
  new_state text;
  kept int := 0;
  waiting int := 0;
begin
  if actor_kind() not in ('staff', 'system') or not exists (select from deaths where id = death and person_id = person and mistake_at is not null) then
    raise exception 'no such mistake' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(person_places_lock(person));
  for which_group in select group_id from members where person_id = person and left_at is null order by group_id loop
    perform pg_advisory_xact_lock_shared(group_places_lock(which_group));
  end loop;
  -- Where they had a place, and where a standing place would have given them one meanwhile.
  for session in select x.id from sessions x join members m on m.group_id = x.group_id
    where m.person_id = person and m.left_at is null and x.starts_at > clock()
      and (m.standing or exists (select from places p where p.session_id = x.id and p.death_id = death)) order by x.id loop
    perform pg_advisory_xact_lock(session_lock(session));
    select id, before_death into own from places
    where session_id = session and person_id = person and death_id = death and state = 'given back';
    if own.id is null then
      new_state := case when (select m.standing from sessions x join members m on m.group_id = x.group_id
        where x.id = session and m.person_id = person and m.left_at is null) then fill_one(session, person) end;
    else
      select * into s from work_list(session);
      update held_back_places set freed_at = clock(), freed_by = actor_account()
      where place_id = own.id and death_id = death and freed_at is null;
      own_seat := found;
      new_state := case when own.before_death = 'kept' and (own_seat or s.most is null or s.free > 0) then 'kept' else 'waiting' end;
      update places set state = new_state, before_death = null, death_id = null, changes = changes + 1, changed_at = clock()
      where id = own.id;
      perform work_list(session);
    end if;
    kept := kept + (new_state is not distinct from 'kept')::int;
    waiting := waiting + (new_state is not distinct from 'waiting')::int;
  end loop;
  return jsonb_build_object('kept', kept, 'waiting', waiting);
end $$;

create function free_held_back_place(which uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  held record;
  s record;
begin
  select session_id, group_id into held from held_back_places where id = which;
  if held.session_id is null then return refuse('none'); end if;
  if not (actor_kind() = 'system' or actor_kind() = 'staff' and coordinates_group(held.group_id)) then return refuse('not theirs'); end if;
  perform pg_advisory_xact_lock(session_lock(held.session_id));
  update held_back_places set freed_at = clock(), freed_by = actor_account() where id = which and freed_at is null;
  if not found then return refuse('none'); end if;
  select * into s from work_list(held.session_id);
  return jsonb_build_object('ok', true, 'offered', s.offers);
end $$;

create function work_waiting_list(session uuid) returns int
language plpgsql security definer set search_path = public as $$
declare
  which_group uuid := (select group_id from sessions where id = session);
begin
  if not works_for(which_group) then raise exception 'not their group' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(session_lock(session));
  return (select offers from work_list(session));
end $$;

create function work_waiting_lists_of_group(in_group uuid) returns int
language plpgsql security definer set search_path = public as $$
declare
  session uuid;
  made int := 0;
begin
  if not works_for(in_group) then raise exception 'not their group' using errcode = '42501'; end if;
  for session in select id from sessions where group_id = in_group and starts_at > clock() order by id loop
    perform pg_advisory_xact_lock(session_lock(session));
    made := made + (select offers from work_list(session));
  end loop;
  return made;
end $$;

create function session_moved(session uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  s record;
  place record;
begin
  select group_id into s from sessions where id = session;
  if not works_for(s.group_id) then raise exception 'not their group' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(session_lock(session));
  for place in select p.id, offer_answer_by(clock(), x.starts_at, x.zone) as until from places p join sessions x on x.id = p.session_id
    where p.session_id = session and p.state = 'offered' and p.answer_by > offer_answer_by(clock(), x.starts_at, x.zone) loop
    perform set_place(place.id, 'offered', place.until);
    perform tell_of_place(place.id, 'place offered', jsonb_build_object('answerBy', to_char(place.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  end loop;
  perform work_list(session);
end $$;

-- Sessions with offers that ran out, several at a time. A session that somebody else is at is left to them: what they do
-- there begins with the same work, and the next second looks again. So this waits for nobody and nobody waits in a circle.
create function work_due_offers(at_most int) returns int
language plpgsql security definer set search_path = public as $$
declare
  session uuid;
  worked int := 0;
begin
  if actor_kind() <> 'system' then raise exception 'the program''s own work' using errcode = '42501'; end if;
  for session in select session_id from places where state = 'offered' and answer_by <= clock()
    group by session_id order by min(answer_by) limit at_most loop
    continue when not pg_try_advisory_xact_lock(session_lock(session));
    perform work_list(session);
    worked := worked + 1;
  end loop;
  return worked;
end $$;

-- Questions
create function places_left(session_ids uuid[]) returns table (session_id uuid, session_limit int, taken int, waiting int)
language sql stable security definer set search_path = public as $$
  select s.id, coalesce(s.session_limit, g.session_limit),
    (select count(*) from places p where p.session_id = s.id and p.state in ('kept', 'offered'))::int
      + (select count(*) from held_back_places h where h.session_id = s.id and h.freed_at is null)::int,
    (select count(*) from places p where p.session_id = s.id and p.state = 'waiting')::int
  from sessions s join groups g on g.id = s.group_id where s.id = any (session_ids)
$$;
create function places_of_person(person uuid) returns table (session_id uuid, group_id uuid, state text, standing boolean,
  answer_by timestamptz, "position" int, starts_at timestamptz, cancelled boolean, limited boolean)
language sql stable security definer set search_path = public as $$
  select p.session_id, p.group_id, p.state, p.standing, p.answer_by, case when p.state = 'waiting' then turn_of(p.session_id, p.turn) end,
    s.starts_at, s.state = 'cancelled', coalesce(s.session_limit, g.session_limit) is not null
  from places p join sessions s on s.id = p.session_id join groups g on g.id = s.group_id
  where p.person_id = person and s.ends_at > clock() and (acts_for(person, p.group_id) or actor_kind() = 'staff' and sees_all_people())
  order by s.starts_at, s.id
$$;

grant execute on function places_left(uuid[]) to alongside_public, alongside_member, alongside_staff, alongside_system;
grant execute on function places_of_person(uuid), keep_place(uuid, uuid), give_back_place(uuid, uuid), answer_offer(uuid, uuid, boolean),
  set_standing(uuid, uuid, boolean, boolean, boolean), leave_places(uuid, uuid) to alongside_member, alongside_staff, alongside_system;
grant execute on function can_be_mailed(uuid), free_places_after_death(uuid, uuid), restore_places_after_mistake(uuid, uuid),
  free_held_back_place(uuid), work_waiting_list(uuid), work_waiting_lists_of_group(uuid), session_moved(uuid),
  fill_standing_places(uuid[]) to alongside_staff, alongside_system;
grant execute on function work_due_offers(int) to alongside_system;
