-- Who came. Everything about it goes through write_ticks() and write_record(), whether a form was sent, or a tablet that
-- had no network sends what it kept. Each tick has an id of its own and the moment at which it was made: sent twice it
-- counts once, and of two about the same person the later one holds, in whatever order they arrive. One lock for each
-- session's record makes that true for tablets that send at the same moment.

create index ticks_of_person on ticks (session_id, person_id, ticked_at desc, id desc);
create index ticks_of_walk_in on ticks (walk_in) where walk_in is not null;
create index record_permits_expiry on record_permits (expires_at);

create function record_lock(session uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('record of ' || session::text, 0);

-- Only under the record's lock; who may, its callers have looked.
-- items: [{ id, personId | walkIn + firstName, came, at }]. Answers { accepted: [ids], refused: [ids] }.
create function write_ticks(which uuid, in_group uuid, by_account uuid, items jsonb) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  t record;
  person uuid;
  walk uuid;
  stub uuid;
  newest boolean;
  accepted jsonb := '[]';
  refused jsonb := '[]';
begin
  for t in select i.id, i."personId", i."walkIn", left(btrim(i."firstName"), 60) as first_name, i.came, i.at
    from jsonb_to_recordset(items) as i(id uuid, "personId" uuid, "walkIn" uuid, "firstName" text, came boolean, at timestamptz)
    order by i.at, i.id
  loop
    if exists (select from ticks where id = t.id and session_id = which) then
      accepted := accepted || to_jsonb(t.id);
      continue;
    end if;
    person := t."personId";
    walk := t."walkIn";
    if walk is not null then
      -- Somebody who came by and was linked to a member meanwhile is that member.
      select k.person_id into person from ticks k where k.walk_in = walk and k.group_id = in_group and k.person_id is not null limit 1;
      if person is null then
        if exists (select from stubs where id = walk) then
          if not exists (select from walk_ins where stub_id = walk and group_id = in_group) then
            refused := refused || to_jsonb(t.id);
            continue;
          end if;
        elsif coalesce(t.first_name, '') = '' then
          refused := refused || to_jsonb(t.id);
          continue;
        else
          insert into stubs (id) values (walk);
          insert into walk_ins (stub_id, group_id, first_name) values (walk, in_group, t.first_name);
        end if;
      end if;
    elsif person is null or not exists (select from members where person_id = person and group_id = in_group) then
      refused := refused || to_jsonb(t.id);
      continue;
    end if;
    -- A tablet whose clock runs ahead must not outdo what is said later.
    insert into ticks (id, session_id, group_id, person_id, walk_in, came, ticked_at, account_id)
    values (t.id, which, in_group, person, walk, t.came, least(t.at, clock()), by_account)
    on conflict (id) do nothing;
    if not found then
      refused := refused || to_jsonb(t.id);
      continue;
    end if;
    accepted := accepted || to_jsonb(t.id);

    select k.came into newest from ticks k
    where k.session_id = which and (case when person is not null then k.person_id = person else k.walk_in = walk end)
    order by k.ticked_at desc, k.id desc limit 1;
    if person is null then
      stub := walk;
    else
      insert into stubs (person_id) values (person) on conflict do nothing;
      select id into stub from stubs where person_id = person;
    end if;
    if newest then
      insert into visits (session_id, group_id, stub_id, recorded_by) values (which, in_group, stub, by_account)
      on conflict do nothing;
    else
      -- Nothing is kept about somebody who was ticked by mistake (P6).
      delete from visits where session_id = which and stub_id = stub;
    end if;
  end loop;
  return jsonb_build_object('accepted', accepted, 'refused', refused);
end $$;

-- The record beside the names: how many came in all, the topics, the themes. The latest holds; a tablet that sends late does
-- not undo what was written since. `record`: { came: int | null, themes: text | null, topics: [ids], at }.
create function write_record(which uuid, in_group uuid, by_account uuid, record jsonb) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  at timestamptz := least((record ->> 'at')::timestamptz, clock());
  wanted uuid[] := array(select value::uuid from jsonb_array_elements_text(coalesce(record -> 'topics', '[]')));
begin
  insert into session_records as r (session_id, group_id, came, themes, recorded_by, changed_at)
  values (which, in_group, (record ->> 'came')::int, nullif(btrim(record ->> 'themes'), ''), by_account, at)
  on conflict (session_id) do update set came = excluded.came, themes = excluded.themes, recorded_by = excluded.recorded_by,
    changed_at = excluded.changed_at
  where r.changed_at <= excluded.changed_at;
  if not found then return false; end if;
  delete from session_record_topics where session_id = which and not topic_id = any (wanted);
  insert into session_record_topics (session_id, group_id, topic_id)
  select which, in_group, t.id from topics t join groups g on g.id = in_group and g.service_id = t.service_id where t.id = any (wanted)
  on conflict do nothing;
  return true;
end $$;
revoke execute on function write_ticks(uuid, uuid, uuid, jsonb), write_record(uuid, uuid, uuid, jsonb) from public;

-- From the form, by somebody of the group.
create function record_came(which uuid, items jsonb) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  in_group uuid := (select group_id from sessions where id = which);
begin
  if in_group is null then return jsonb_build_object('ok', false, 'reason', 'no such session'); end if;
  if not (actor_kind() = 'system' or actor_kind() = 'staff' and sees_group(in_group)) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  perform pg_advisory_xact_lock(record_lock(which));
  return jsonb_build_object('ok', true) || write_ticks(which, in_group, actor_account(), items);
end $$;
create function save_record(which uuid, record jsonb) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  in_group uuid := (select group_id from sessions where id = which);
begin
  if in_group is null then return jsonb_build_object('ok', false, 'reason', 'no such session'); end if;
  if not (actor_kind() = 'system' or actor_kind() = 'staff' and sees_group(in_group)) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  perform pg_advisory_xact_lock(record_lock(which));
  return jsonb_build_object('ok', true, 'newest', write_record(which, in_group, actor_account(), record));
end $$;

-- A permit for one session's record, for 24 hours: what a tablet shows when it sends later, signed in or not.
create function issue_permit(which uuid, hash bytea) returns timestamptz
language plpgsql security definer set search_path = public as $$
declare
  in_group uuid := (select group_id from sessions where id = which);
  until timestamptz := clock() + interval '24 hours';
begin
  if in_group is null or actor_kind() <> 'staff' or not sees_group(in_group) then return null; end if;
  insert into record_permits (session_id, group_id, account_id, token_hash, expires_at)
  values (which, in_group, actor_account(), hash, until);
  return until;
end $$;

-- From a tablet. Who holds the permit may tick at that one session and read nothing; it acts in the name of the account
-- that it was issued to (P8), as long as that account is not ended and still has to do with the group.
create function apply_ticks(hash bytea, which uuid, items jsonb, records jsonb default '[]') returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  permit record_permits%rowtype;
  before text := coalesce(current_setting('alongside.account', true), '');
  answer jsonb;
  record jsonb;
begin
  select p.* into permit from record_permits p join accounts a on a.id = p.account_id and a.ended_at is null
  where p.token_hash = hash and p.session_id = which and p.expires_at > clock() and p.ended_at is null
    and (exists (select from group_staff s where s.account_id = p.account_id and s.group_id = p.group_id)
      or exists (select from account_roles r where r.account_id = p.account_id and r.role = 'administrator'));
  if permit.id is null then return jsonb_build_object('ok', false, 'reason', 'no permit'); end if;
  perform set_config('alongside.account', permit.account_id::text, true);
  perform pg_advisory_xact_lock(record_lock(which));
  answer := write_ticks(which, permit.group_id, permit.account_id, items);
  for record in select value from jsonb_array_elements(records) order by value ->> 'at' loop
    perform write_record(which, permit.group_id, permit.account_id, record);
  end loop;
  perform set_config('alongside.account', before, true);
  return jsonb_build_object('ok', true) || answer;
end $$;

-- Somebody who simply came by has joined: their visits are this member's from now on, and the first name is not needed.
create function link_walk_in(walk uuid, person uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  in_group uuid := (select group_id from walk_ins where stub_id = walk);
  stub uuid;
  moved int;
begin
  if in_group is null then return jsonb_build_object('ok', false, 'reason', 'no such walk-in'); end if;
  if not (actor_kind() = 'system' or actor_kind() = 'staff' and sees_group(in_group)) then
    return jsonb_build_object('ok', false, 'reason', 'not theirs');
  end if;
  if not exists (select from members where person_id = person and group_id = in_group) then
    return jsonb_build_object('ok', false, 'reason', 'not a member');
  end if;
  -- Ticks that are on their way wait, and then find whose they are.
  perform pg_advisory_xact_lock(record_lock(session_id))
  from (select distinct session_id from ticks where walk_in = walk order by session_id) s;
  insert into stubs (person_id) values (person) on conflict do nothing;
  select id into stub from stubs where person_id = person;
  delete from visits v where v.stub_id = walk
    and exists (select from visits o where o.stub_id = stub and o.session_id = v.session_id);
  update visits set stub_id = stub where stub_id = walk;
  get diagnostics moved = row_count;
  update ticks set person_id = person where walk_in = walk;
  delete from walk_ins where stub_id = walk;
  delete from stubs where id = walk and person_id is null;
  perform audit_deed('walk_ins', walk::text, person, jsonb_build_object('visits', moved));
  return jsonb_build_object('ok', true, 'visits', moved);
end $$;

-- What is no longer needed: ticks a month after they came in, permits a week after their end, the first names of people who
-- were ticked by mistake, or who came by a year ago and did not join. Their visits stay, without a name.
create function forget_record_traces() returns void language plpgsql security definer set search_path = public as $$
begin
  delete from ticks where received_at < clock() - interval '30 days';
  delete from record_permits where expires_at < clock() - interval '7 days';
  with gone as (delete from walk_ins w where w.created_at < clock() - interval '2 days'
      and not exists (select from visits v join sessions s on s.id = v.session_id
        where v.stub_id = w.stub_id and s.starts_at > clock() - interval '1 year')
      returning stub_id)
  delete from stubs where id in (select stub_id from gone) and person_id is null
    and not exists (select from visits v where v.stub_id = stubs.id);
end $$;

-- Whom to ring because they asked for it: "ring me if you haven't seen me for a while" (P6). A member of an open group whose
-- last visit anywhere, or joining, lies as many days back; not someone whom we are to leave alone for now, nor
-- someone who was rung about it as recently.
create function not_seen(days int) returns table (person_id uuid, group_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct on (p.id) p.id, m.group_id
  from people p join members m on m.person_id = p.id and m.left_at is null join groups g on g.id = m.group_id and g.state = 'open'
  where p.ring_if_not_seen and not has_died(p.id)
    and not exists (select from members j where j.person_id = p.id and j.joined_at > clock() - make_interval(days => days))
    and not exists (select from stubs st join visits v on v.stub_id = st.id join sessions s on s.id = v.session_id
      where st.person_id = p.id and s.starts_at > clock() - make_interval(days => days))
    and not exists (select from stops o where o.person_id = p.id and o.ended_at is null
      and (o.what = 'all' or o.what = 'pause' and (o.until is null or o.until > clock())))
    and not exists (select from calls c where c.person_id = p.id and c.why = 'not seen'
      and (c.ended_at is null or c.ended_at > clock() - make_interval(days => days)))
  order by p.id, m.joined_at desc
$$;

grant execute on function record_came(uuid, jsonb), save_record(uuid, jsonb), link_walk_in(uuid, uuid) to alongside_staff, alongside_system;
grant execute on function issue_permit(uuid, bytea) to alongside_staff;
grant execute on function apply_ticks(bytea, uuid, jsonb, jsonb) to alongside_public, alongside_member, alongside_staff;
grant execute on function forget_record_traces(), not_seen(int) to alongside_system;

-- A first name is about somebody, and a permit is nobody's to read back: no way past the functions.
revoke insert, update, delete on visits, walk_ins, ticks, record_permits, session_records, session_record_topics from alongside_staff;
drop policy staff_update on stubs;
revoke update on stubs from alongside_staff;
