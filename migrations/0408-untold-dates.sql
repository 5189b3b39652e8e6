-- An extra date that is called off before somebody has heard of it: there is nothing to tell them.

-- The members who know nothing of an extra date, as far as we can tell: they were to be told of it by a message that has not gone
-- out or a call that nobody has made, and asked for no place at it. Whom neither was meant for may have heard of it from others, once
-- one of them was told. A date of the programme is known to everybody, and so is one that was there when they joined.
create function unaware_of(session uuid) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
declare
  s sessions%rowtype;
  anybody boolean;
begin
  select * into s from sessions where id = session;
  if not works_for(s.group_id) then raise exception 'not their group' using errcode = '42501'; end if;
  if s.rule_date is not null or not exists (select from messages where session_id = s.id and kind = 'session added')
    and not exists (select from calls where session_id = s.id and why = 'extra date') then return; end if;
  anybody := exists (select from messages where session_id = s.id and kind = 'session added' and state not in ('stopped', 'held'))
    or exists (select from calls c join call_tries t on t.call_id = c.id where c.session_id = s.id and c.why = 'extra date'
      and t.outcome in ('spoke', 'left a message', 'they rang', 'we wrote'));
  return query
    select m.person_id from members m
    where m.group_id = s.group_id and m.left_at is null and m.joined_at < s.created_at
      and not exists (select from messages x where x.session_id = s.id and x.person_id = m.person_id
        and x.state not in ('stopped', 'held'))
      and not exists (select from calls c join call_tries t on t.call_id = c.id where c.person_id = m.person_id
        and t.at >= s.created_at and (c.session_id = s.id or c.session_id = s.instead_of)
        and t.outcome in ('spoke', 'left a message', 'they rang', 'we wrote'))
      and not exists (select from places p where p.session_id = s.id and p.person_id = m.person_id and not p.standing)
      and (not anybody
        or exists (select from messages x where x.session_id = s.id and x.person_id = m.person_id and x.kind = 'session added')
        or exists (select from calls c where c.person_id = m.person_id
          and (c.session_id = s.id and c.why = 'extra date' or c.session_id = s.instead_of and c.why = 'cancelled')));
end $$;

-- Takes back what waits to tell of an extra date that falls out, and answers who knows nothing of it. A message that is going out at
-- this very moment is left to arrive, and counts as told: nobody waits here for the mail server.
create function take_back_extra_date(session uuid) returns setof uuid
language plpgsql security definer set search_path = public as $$
begin
  if not works_for((select group_id from sessions where id = session)) then raise exception 'not their group' using errcode = '42501'; end if;
  if (select rule_date is not null from sessions where id = session) then return; end if;
  with waiting as (select id from messages where session_id = session and state in ('waiting', 'held')
    and kind in ('session added', 'session moved', 'session put back') for update skip locked)
  update messages m set state = 'stopped', stopped_why = 'session cancelled' from waiting where waiting.id = m.id;
  return query select unaware_of(session);
end $$;
revoke execute on function unaware_of(uuid), take_back_extra_date(uuid) from public;
grant execute on function unaware_of(uuid), take_back_extra_date(uuid) to alongside_staff, alongside_system;
