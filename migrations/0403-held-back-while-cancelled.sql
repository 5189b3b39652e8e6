-- Somebody who had a place at a session that is called off dies, and then the session takes place after all: their place is
-- held back there as anywhere else, so that no friend is offered it. Nothing else in it has changed.
create or replace function free_places_after_death(person uuid, death uuid) returns jsonb
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
    where p.id = place.id and p.state in ('kept', 'offered') and coalesce(s.session_limit, g.session_limit) is not null;
    if found then held := held + 1; end if;
    update places set before_death = state, death_id = death, state = 'given back', answer_by = null, changes = changes + 1, changed_at = clock()
    where id = place.id and state in ('kept', 'offered', 'waiting');
    if found then freed := freed + 1; end if;
    update calls set ended_at = clock(), outcome = 'no longer needed'
    where person_id = person and session_id = place.session_id and ended_at is null;
  end loop;
  return jsonb_build_object('freed', freed, 'heldBack', held);
end $$;
