-- What there is instead of a date that falls out.

-- Held by telephone: the number that people ring. Public, as the group's page, calendar files and messages say it.
alter table sessions add telephone text check (length(telephone) between 3 and 40);
-- The cancelled date that an extra one stands in for.
alter table sessions add instead_of uuid references sessions on delete set null;
create index sessions_instead_of on sessions (instead_of) where instead_of is not null;

-- Whom no message reaches is rung about these as well.
alter table calls drop constraint calls_why_check;
alter table calls add constraint calls_why_check check (why in ('welcome', 'cancelled', 'moved', 'offer', 'not seen',
  'online link', 'undelivered', 'other', 'extra date', 'after all'));

-- Calls about a session that nobody needs to make any more.
create function end_calls_about(session uuid, reasons text[]) returns int
language plpgsql security definer set search_path = public as $$
declare
  ended int;
begin
  if not works_for((select group_id from sessions where id = session)) then raise exception 'not their group' using errcode = '42501'; end if;
  update calls set ended_at = clock(), outcome = 'no longer needed'
  where session_id = session and why = any (reasons) and ended_at is null;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- Who has been told that a cancelled date falls out: by a message that has gone out, or in a call. Whoever has only
-- been tried knows nothing of it yet. A message that waits has told nobody.
create function told_of_cancellation(session uuid) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
declare
  s sessions%rowtype;
begin
  select * into s from sessions where id = session;
  if not works_for(s.group_id) then raise exception 'not their group' using errcode = '42501'; end if;
  return query
    select m.person_id from messages m where m.session_id = s.id and m.kind = 'session cancelled' and m.state = 'sent'
      and m.details ->> 'sequence' = s.sequence::text and m.person_id is not null
    union
    select c.person_id from calls c join call_tries t on t.call_id = c.id
    where c.session_id = s.id and c.why = 'cancelled' and t.at >= s.changed_at
      and t.outcome in ('spoke', 'left a message', 'they rang', 'we wrote');
end $$;

-- Takes back what says that a date falls out, before the session stands again: messages that wait are not sent, calls
-- that are still to be made need not be made. A message that is going out at this very moment is left to arrive, and
-- counts as told: nobody waits here for the mail server. Answers who has been told.
create function take_back_cancellation(session uuid) returns setof uuid
language plpgsql security definer set search_path = public as $$
declare
  going_out uuid[];
begin
  if not works_for((select group_id from sessions where id = session)) then raise exception 'not their group' using errcode = '42501'; end if;
  with waiting as (select id from messages where session_id = session and kind = 'session cancelled' and state in ('waiting', 'held')
    for update skip locked)
  update messages m set state = 'stopped', stopped_why = 'session not cancelled' from waiting where waiting.id = m.id;
  select coalesce(array_agg(person_id), '{}') into going_out from messages
  where session_id = session and kind = 'session cancelled' and state in ('waiting', 'held') and person_id is not null;
  perform end_calls_about(session, array['cancelled']);
  return query select told_of_cancellation(session) union select unnest(going_out);
end $$;
revoke execute on function end_calls_about(uuid, text[]), told_of_cancellation(uuid), take_back_cancellation(uuid) from public;
grant execute on function end_calls_about(uuid, text[]), told_of_cancellation(uuid), take_back_cancellation(uuid)
  to alongside_staff, alongside_system;
