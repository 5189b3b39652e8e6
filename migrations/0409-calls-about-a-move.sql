-- A call about a move that is undone before anybody rang leaves the list.

-- When and where the session is, as far as somebody knows whom we are to ring: {startsAt, endsAt, venueId}, as in messages.
alter table calls add known jsonb;

create function state_of_session(session uuid) returns jsonb
language sql stable set search_path = public as $$
  select jsonb_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at, 'venueId', coalesce(s.venue_id, g.venue_id))
  from sessions s join groups g on g.id = s.group_id where s.id = session
$$;
create function same_state(one jsonb, other jsonb) returns boolean
language sql stable set search_path = public as $$
  select coalesce((one ->> 'startsAt')::timestamptz = (other ->> 'startsAt')::timestamptz
    and (one ->> 'endsAt')::timestamptz = (other ->> 'endsAt')::timestamptz
    and one ->> 'venueId' is not distinct from other ->> 'venueId', false)
$$;

-- After a move: whom nobody has told of the last one, and for whom it is again as they know it, needs no call any more; they are
-- answered. Who was left a message about the last one is to be rung again at once, with what they know by now.
create function settle_calls_about_move(session uuid, was jsonb, was_in_words text) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  now_is jsonb := state_of_session(session);
begin
  if not works_for((select group_id from sessions where id = session)) then raise exception 'not their group' using errcode = '42501'; end if;
  update calls set note = was_in_words, due_at = least(due_at, clock())
  where session_id = session and why = 'moved' and ended_at is null and same_state(known, was) and not same_state(known, now_is);
  return query update calls set ended_at = clock(), outcome = 'no longer needed'
    where session_id = session and why = 'moved' and ended_at is null and same_state(known, now_is)
    returning person_id;
end $$;

-- They know it as it is now: whoever rang has left a message that says so.
create function knows_by_now(call uuid) returns void
language sql set search_path = public as $$
  update calls c set known = state_of_session(c.session_id)
  where c.id = call and c.why = 'moved' and c.session_id is not null
$$;
revoke execute on function state_of_session(uuid), same_state(jsonb, jsonb), settle_calls_about_move(uuid, jsonb, text),
  knows_by_now(uuid) from public;
grant execute on function state_of_session(uuid), same_state(jsonb, jsonb), settle_calls_about_move(uuid, jsonb, text),
  knows_by_now(uuid) to alongside_staff, alongside_system;
