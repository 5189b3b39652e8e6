-- Somebody may stand on the list of calls for two reasons at once: whoever takes one of these calls has them, and nobody
-- rings them about the other meanwhile.

-- Who rings somebody now, for whichever reason they stand on the list; nobody when the time is over. It looks as the owner:
-- whoever asks sees the person already, and row security would look through everybody whom they see once more.
create function who_rings(person uuid) returns table (taken_by uuid, taken_until timestamptz)
language sql stable security definer rows 1 set search_path = public as $$
  select c.taken_by, c.taken_until from calls c
  where actor_kind() = 'staff' and c.person_id = person and c.ended_at is null and c.taken_until > clock()
  order by c.taken_until desc limit 1
$$;
revoke execute on function who_rings(uuid) from public;
grant execute on function who_rings(uuid) to alongside_staff;

-- Takes a call: true when it is now the actor's. Whoever is second waits for the first and then reads who has them.
-- at_once: they are on the telephone with the actor now, so it is theirs whoever had it. Of two takers the later one has them.
create or replace function take_call(which uuid, at_once boolean default false) returns boolean
language plpgsql set search_path = public as $$
declare
  who uuid := (select person_id from calls where id = which and ended_at is null);
begin
  if who is null or has_died(who) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('ringing ' || who, 0));
  if not at_once and exists (select from who_rings(who) r where r.taken_by <> actor_account()) then return false; end if;
  update calls set taken_by = actor_account(), taken_until = clock() + interval '30 minutes'
  where id = which and ended_at is null and not has_died(person_id);
  return found;
end $$;
