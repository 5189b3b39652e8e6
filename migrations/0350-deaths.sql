-- Recording that someone died, and taking it back when it was a mistake.

-- What was stopped when it was recorded (ids of calls, messages and sessions on their own pages; numbers of places), so
-- that a mistake can be put right; and what came of putting it right.
alter table deaths add column stopped jsonb not null default '{}';
alter table deaths add column put_back jsonb;
-- Whoever recorded it by mistake must be able to say so, even when nothing else shows them the person any more.
create index deaths_recorded_by on deaths (recorded_by, recorded_at);
create or replace function visible_people() returns setof uuid
language sql stable parallel safe security definer set search_path = public as $$
  select person_id from members where group_id in (select actor_groups())
  union
  select person_id from calls where ended_at is null
    and (actor_has('helper') or (group_id is null and actor_has('coordinator')))
  union
  select person_id from deaths where recorded_by = actor_account() and recorded_at > clock() - interval '1 day'
    and actor_has('coordinator', 'facilitator', 'helper')
$$;

-- Messages that wait for someone, those for an address that they have only just given among them.
create function waiting_messages_of(person uuid, states text[]) returns setof uuid
language sql stable set search_path = public as $$
  select id from messages where person_id = person and state = any (states)
  union
  select m.id from joinings j join messages m on m.joining_id = j.id where j.person_id = person and m.state = any (states)
$$;
create index messages_joining on messages (joining_id) where joining_id is not null;
create index joinings_person on joinings (person_id) where person_id is not null;
create index calls_person on calls (person_id);

-- One transaction, one round trip. Writing the row waits for a message that is on its way (P1); from then on none starts.
create function record_death(person uuid, who_told text, when_told date, how_sure text) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  death uuid;
  told jsonb := '{}';
  ids jsonb;
begin
  if actor_kind() not in ('staff', 'system') or not may_change_person(person) or not exists (select from people where id = person) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  -- Two people who record the same at the same moment: the second one waits here, and sees it recorded.
  perform pg_advisory_xact_lock(person_lock(person));
  if has_died(person) then return jsonb_build_object('ok', false, 'reason', 'recorded already'); end if;
  insert into deaths (person_id, told_by, told_on, sure, recorded_by)
  values (person, who_told, when_told, how_sure, actor_account()) returning id into death;

  with ended as (update calls set ended_at = clock(), ended_by = actor_account(), outcome = 'no longer needed'
    where person_id = person and ended_at is null returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from ended;
  told := told || jsonb_build_object('calls', ids);

  select coalesce(jsonb_agg(m.id), '[]') into ids from messages m
  where m.state = 'held' and m.id in (select waiting_messages_of(person, array['held']));
  told := told || jsonb_build_object('held', ids);
  with stopped as (update messages set state = 'stopped', stopped_why = 'died'
    where id in (select waiting_messages_of(person, array['waiting', 'held'])) returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from stopped;
  told := told || jsonb_build_object('messages', ids);

  with ended as (update member_sessions set ended_at = clock()
    where person_id = person and ended_at is null and expires_at > clock() returning id)
  select coalesce(jsonb_agg(id), '[]') into ids from ended;
  told := told || jsonb_build_object('sessions', ids);

  update deaths set stopped = told where id = death;
  return jsonb_build_object('ok', true, 'deathId', death, 'calls', jsonb_array_length(told -> 'calls'),
    'messages', jsonb_array_length(told -> 'messages'));
end $$;

-- It was a mistake: everything as it was, except what time has overtaken, which is named.
create function take_back_death(person uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  d deaths%rowtype;
  calls_back int := 0;
  messages_back int;
  late jsonb := '[]';
  more jsonb;
  one record;
begin
  if actor_kind() not in ('staff', 'system') or not may_change_person(person) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  perform pg_advisory_xact_lock(person_lock(person));
  select * into d from deaths where person_id = person and mistake_at is null;
  if d.id is null then return jsonb_build_object('ok', false, 'reason', 'nothing recorded'); end if;
  update deaths set mistake_at = clock(), mistake_by = actor_account() where id = d.id;

  -- A call about a session that has begun helps nobody, and one that was asked for anew meanwhile stands already.
  for one in select c.id, c.why, c.session_id, c.group_id, s.starts_at from calls c left join sessions s on s.id = c.session_id
    where c.id in (select value::uuid from jsonb_array_elements_text(coalesce(d.stopped -> 'calls', '[]'))) and c.outcome = 'no longer needed'
  loop
    if one.starts_at <= clock() then
      late := late || jsonb_build_object('what', 'call', 'which', one.why, 'sessionId', one.session_id);
    elsif not exists (select from calls o where o.person_id = person and o.ended_at is null and o.why = one.why
        and coalesce(o.session_id, o.group_id) is not distinct from coalesce(one.session_id, one.group_id)) then
      update calls set ended_at = null, ended_by = null, outcome = null where id = one.id;
      calls_back := calls_back + 1;
    end if;
  end loop;

  -- News that the gate stopped meanwhile was meant for them too.
  with stopped as (select m.id, m.kind, m.session_id,
      m.useless_after <= clock() or (m.kind like 'reminder%' or m.kind like 'place %') and s.starts_at <= clock() as overtaken
    from messages m left join sessions s on s.id = m.session_id
    where m.stopped_why = 'died' and m.state = 'stopped' and m.id in (select waiting_messages_of(person, array['stopped']))),
  again as (update messages m set stopped_why = null,
      state = case when d.stopped -> 'held' ? m.id::text then 'held' else 'waiting' end
    from stopped where stopped.id = m.id and stopped.overtaken is not true returning m.id),
  over as (update messages m set stopped_why = 'too late' from stopped where stopped.id = m.id and stopped.overtaken returning m.id)
  select (select count(*) from again) + 0 * (select count(*) from over),
    coalesce((select jsonb_agg(jsonb_build_object('what', 'message', 'which', kind, 'sessionId', session_id)) from stopped
      where overtaken), '[]')
  into messages_back, more;
  late := late || more;

  update member_sessions set ended_at = null
  where id in (select value::uuid from jsonb_array_elements_text(coalesce(d.stopped -> 'sessions', '[]'))) and expires_at > clock();

  return jsonb_build_object('ok', true, 'deathId', d.id, 'calls', calls_back, 'messages', messages_back, 'late', late);
end $$;
revoke execute on function waiting_messages_of(uuid, text[]) from public;
grant execute on function record_death(uuid, text, date, text), take_back_death(uuid) to alongside_staff, alongside_system;
