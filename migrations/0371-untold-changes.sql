-- Whoever has heard neither that a session moved nor that it was called off hears that it moved, once it takes place after all.

-- Takes back what says that a date falls out, before the session stands again: messages that wait are not sent, calls
-- that are still to be made need not be made. A message that is going out at this very moment is left to arrive, and
-- counts as told: nobody waits here for the mail server. News that the cancellation had overtaken goes out after all to
-- whoever was not told of it. Answers who has been told.
create or replace function take_back_cancellation(session uuid) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  going_out uuid[];
  told uuid[];
begin
  if not works_for((select group_id from sessions where id = session)) then raise exception 'not their group' using errcode = '42501'; end if;
  with waiting as (select id from messages where session_id = session and kind = 'session cancelled' and state in ('waiting', 'held')
    for update skip locked)
  update messages m set state = 'stopped', stopped_why = 'session not cancelled' from waiting where waiting.id = m.id;
  select coalesce(array_agg(person_id), '{}') into going_out from messages
  where session_id = session and kind = 'session cancelled' and state in ('waiting', 'held') and person_id is not null;
  perform end_calls_about(session, array['cancelled']);
  told := array(select told_of_cancellation(session) union select unnest(going_out));
  update messages m set state = 'waiting', stopped_why = null, channel = 'email', try_after = clock()
  where m.session_id = session and m.kind in ('session moved', 'session added', 'session put back') and m.state = 'stopped'
    and m.stopped_why = 'session cancelled' and m.person_id <> all (told)
    and not exists (select from messages t where t.session_id = m.session_id and t.person_id = m.person_id
      and t.kind in ('session moved', 'session put back') and t.state = 'sent' and t.created_at > m.created_at);
  update calls c set ended_at = null, outcome = null from sessions s
  where s.id = session and c.session_id = s.id and c.why in ('moved', 'extra date', 'after all')
    and c.outcome = 'no longer needed' and c.ended_at >= s.changed_at and c.person_id <> all (told)
    and not has_died(c.person_id) and exists (select from members x
      where x.person_id = c.person_id and x.group_id = s.group_id and x.left_at is null)
    and not exists (select from calls o where o.person_id = c.person_id and o.session_id = c.session_id and o.why = c.why
      and o.ended_at is null);
  return query select unnest(told);
end $$;
