-- A telephone hour has no limit: people ring a number, one after the other, and nobody needs a place for that. The limit of its
-- group, and one of its own, count only where people meet.
create function limit_in_force(own int, of_group int, telephone text) returns int language sql immutable parallel safe
  return case when telephone is null then coalesce(own, of_group) end;
grant execute on function limit_in_force(int, int, text) to alongside_public, alongside_member, alongside_staff, alongside_system;

-- What was limited until now is so no more: whoever waited or was offered a place is noted as everybody else, and a place that was
-- held back there waits for nobody. Quietly, as with no limit anywhere: nothing has changed for them.
update sessions set session_limit = null where telephone is not null and session_limit is not null;
alter table sessions add constraint telephone_hours_have_no_limit check (telephone is null or session_limit is null);
update places p set state = 'kept', answer_by = null, changes = changes + 1, changed_at = clock()
from sessions s where s.id = p.session_id and s.telephone is not null and s.starts_at > clock() and p.state in ('waiting', 'offered');
update held_back_places h set freed_at = clock()
from sessions s where s.id = h.session_id and s.telephone is not null and h.freed_at is null;
update calls c set ended_at = clock(), outcome = 'no longer needed'
from sessions s where s.id = c.session_id and s.telephone is not null and c.why = 'offer' and c.ended_at is null;

-- Nothing else in these has changed.
create or replace function work_list(session uuid, out group_id uuid, out group_state text, out most int, out is_open boolean,
  out cancelled boolean, out starts_at timestamptz, out free int, out offers int, out waiting int)
language plpgsql security definer set search_path = public as $$
declare
  at timestamptz := clock();
  look record;
  next record;
begin
  select s.group_id, g.state as group_state, s.starts_at, s.zone, s.state = 'cancelled' as cancelled,
    limit_in_force(s.session_limit, g.session_limit, s.telephone) as most,
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

create or replace function give_back_place(session uuid, person uuid) returns jsonb
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
    limit_in_force(session_limit, (select session_limit from groups where id = which_group), telephone) as most
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
    where p.id = place.id and p.state in ('kept', 'offered') and limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null;
    if found then held := held + 1; end if;
    update places set before_death = state, death_id = death, state = 'given back', answer_by = null, changes = changes + 1, changed_at = clock()
    where id = place.id and state in ('kept', 'offered', 'waiting');
    if found then freed := freed + 1; end if;
    update calls set ended_at = clock(), outcome = 'no longer needed'
    where person_id = person and session_id = place.session_id and ended_at is null;
  end loop;
  return jsonb_build_object('freed', freed, 'heldBack', held);
end $$;

create or replace function places_left(session_ids uuid[]) returns table (session_id uuid, session_limit int, taken int, waiting int)
language sql stable security definer set search_path = public as $$
  select s.id, limit_in_force(s.session_limit, g.session_limit, s.telephone),
    (select count(*) from places p where p.session_id = s.id and p.state in ('kept', 'offered'))::int
      + (select count(*) from held_back_places h where h.session_id = s.id and h.freed_at is null)::int,
    (select count(*) from places p where p.session_id = s.id and p.state = 'waiting')::int
  from sessions s join groups g on g.id = s.group_id where s.id = any (session_ids)
$$;

create or replace function places_of_person(person uuid) returns table (session_id uuid, group_id uuid, state text, standing boolean,
  answer_by timestamptz, "position" int, starts_at timestamptz, cancelled boolean, limited boolean)
language sql stable security definer set search_path = public as $$
  select p.session_id, p.group_id, p.state, p.standing, p.answer_by, case when p.state = 'waiting' then turn_of(p.session_id, p.turn) end,
    s.starts_at, s.state = 'cancelled', limit_in_force(s.session_limit, g.session_limit, s.telephone) is not null
  from places p join sessions s on s.id = p.session_id join groups g on g.id = s.group_id
  where p.person_id = person and s.ends_at > clock() and (acts_for(person, p.group_id) or actor_kind() = 'staff' and sees_all_people())
  order by s.starts_at, s.id
$$;
