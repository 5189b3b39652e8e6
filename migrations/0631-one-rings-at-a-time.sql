-- Somebody may stand on the list of calls for two reasons at once: whoever takes one of these calls has them, and nobody
-- rings them about the other meanwhile.

-- Takes a call: true when it is now the actor's. Whoever is second waits for the first and then reads who has them.
-- at_once: they are on the telephone with the actor now, so it is theirs whoever had it. Of two takers the later one has them.
create or replace function take_call(which uuid, at_once boolean default false) returns boolean
language plpgsql set search_path = public as $$
declare
  who uuid := (select person_id from calls where id = which and ended_at is null);
begin
  if who is null or has_died(who) then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('ringing ' || who, 0));
  if not at_once and exists (select from calls where person_id = who and ended_at is null and taken_until > clock()
      and taken_by <> actor_account()) then
    return false;
  end if;
  update calls set taken_by = actor_account(), taken_until = clock() + interval '30 minutes'
  where id = which and ended_at is null and not has_died(person_id);
  return found;
end $$;
