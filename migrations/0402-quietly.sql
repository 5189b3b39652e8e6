-- Whoever keeps several dates while joining is told once, by the message about joining. Nothing else in it has changed.
drop function keep_place(uuid, uuid);
create function keep_place(session uuid, person uuid, tells boolean default true) returns jsonb
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
    if tells and s.most is not null then perform tell_of_place(place, 'place kept'); end if;
    return jsonb_build_object('ok', true, 'state', 'kept', 'limited', s.most is not null);
  end if;
  if tells then perform tell_of_place(place, 'place waiting', jsonb_build_object('position', s.waiting + 1)); end if;
  return jsonb_build_object('ok', true, 'state', 'waiting', 'limited', true, 'position', s.waiting + 1);
end $$;
grant execute on function keep_place(uuid, uuid, boolean) to alongside_member, alongside_staff, alongside_system;
-- The primary key, read backwards, serves what this did.
drop index audit_log_newest;
