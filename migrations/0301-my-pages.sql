-- One's own pages: links, what staff and members do to a record through narrow functions.

-- A link was asked for with an address. The answer is the same whatever is found; each person at it gets their own (P4).
create function ask_for_link(address text) returns void
language sql security definer set search_path = public as $$
  insert into messages (kind, person_id, useless_after)
  select 'my pages link', pa.person_id, clock() + interval '1 day'
  from addresses a join person_addresses pa on pa.address_id = a.id
  where a.kind = 'email' and a.key = address_key('email', address) and a.wrong_at is null
    and pa.confirmed_at is not null and not has_died(pa.person_id)
  order by pa.added_at limit 6
$$;

create function my_pages_link_works(hash bytea) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from member_links where token_hash = hash and purpose = 'my pages' and cancelled_at is null
    and expires_at > clock() and not has_died(person_id))
$$;
-- The button behind a link: a session on this device. The link goes on working on others until it ends or is cancelled.
create function open_my_pages(hash bytea, session_hash bytea, on_device text, days int) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  who uuid;
begin
  select person_id into who from member_links where token_hash = hash and purpose = 'my pages' and cancelled_at is null
    and expires_at > clock() and not has_died(person_id);
  if who is not null then
    insert into member_sessions (person_id, token_hash, device, expires_at)
    values (who, session_hash, left(on_device, 200), clock() + make_interval(days => least(days, 30)));
  end if;
  return who;
end $$;

-- Whose calendar it is; nobody's once it was cancelled or they died, and then the calendar is simply empty.
create function calendar_person(hash bytea, out known boolean, out person uuid)
language sql stable security definer set search_path = public as $$
  select true, case when l.cancelled_at is null and not has_died(l.person_id) then l.person_id end
  from member_links l where l.token_hash = hash and l.purpose = 'calendar'
$$;
grant execute on function ask_for_link(text), my_pages_link_works(bytea), open_my_pages(bytea, bytea, text, int), calendar_person(bytea)
  to alongside_public, alongside_member;

-- Who may touch someone's record through the functions below.
create function may_change_person(person uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select case actor_kind()
    when 'system' then true
    when 'member' then person = actor_person()
    when 'staff' then sees_all_people() or person in (select visible_people())
    else false end
$$;

-- Adds an address to someone. Addresses are rows that people share; nobody learns who else has it.
create function attach_address(person uuid, address_kind text, address_value text, whose_it_is text, their_name text,
  is_preferred boolean, is_confirmed boolean) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  row_id uuid;
begin
  if not may_change_person(person) or (actor_kind() = 'member' and (address_kind = 'email' or is_confirmed)) then
    raise exception 'not theirs to change' using errcode = '42501';
  end if;
  row_id := address_row(address_kind, address_value);
  insert into person_addresses (person_id, address_id, whose, whose_name, preferred, confirmed_at)
  values (person, row_id, whose_it_is, their_name, is_preferred, case when is_confirmed then clock() end)
  on conflict (person_id, address_id) do update set whose = excluded.whose, whose_name = excluded.whose_name,
    preferred = excluded.preferred, confirmed_at = coalesce(person_addresses.confirmed_at, excluded.confirmed_at);
  return row_id;
end $$;

-- A member gives a new e-mail address: one message goes there, and until its button is pressed nothing changes.
create function start_address_change(joining uuid, address text, said jsonb, hash bytea) returns void
language plpgsql security definer set search_path = public as $$
begin
  if actor_kind() <> 'member' then raise exception 'a member''s own address' using errcode = '42501'; end if;
  insert into joinings (id, state, email, answers, token_hash, person_id, expires_at)
  values (joining, 'unconfirmed', address, said, hash, actor_person(), clock() + interval '2 days');
  insert into messages (kind, joining_id, once, useless_after)
  values ('confirm address', joining, 'joining ' || joining, clock() + interval '2 days');
end $$;

-- Somebody at the charity registers someone who rang or wrote. The same name at the same address is the same person.
create function register_person(said jsonb, out person uuid, out known boolean, out outcome text)
language plpgsql security definer set search_path = public as $$
declare
  g uuid := (said ->> 'groupId')::uuid;
  one jsonb;
begin
  if not (actor_kind() = 'system' or actor_kind() = 'staff' and (actor_has('administrator', 'helper')
      or actor_has('coordinator') and (g is null or sees_group(g)))) then
    raise exception 'not theirs to register' using errcode = '42501';
  end if;
  known := false;
  for one in select * from jsonb_array_elements(coalesce(said -> 'addresses', '[]')) loop
    perform pg_advisory_xact_lock(hashtextextended('joining ' || address_key(one ->> 'kind', one ->> 'value'), 0));
    person := coalesce(person, person_known_as(one ->> 'kind', one ->> 'value', said ->> 'called'));
  end loop;
  if person is not null then
    known := true;
    if has_died(person) then outcome := 'someone who died'; return; end if;
  else
    person := coalesce((said ->> 'personId')::uuid, gen_random_uuid());
    insert into people (id, called, full_name, language, diagnosed_in, heard_how, dietary, access_needs, their_note, bear_in_mind,
      voicemail_ok, texts_ok, reminder_week, reminder_day, full_titles, ring_if_not_seen, created_at)
    values (person, said ->> 'called', said ->> 'fullName', coalesce(said ->> 'language', 'en'), (said ->> 'diagnosedIn')::date,
      said ->> 'heardHow', said ->> 'dietary', said ->> 'accessNeeds', said ->> 'theirNote', said ->> 'bearInMind',
      coalesce((said ->> 'voicemailOk')::boolean, false), coalesce((said ->> 'textsOk')::boolean, false),
      coalesce((said ->> 'reminderWeek')::boolean, true), coalesce((said ->> 'reminderDay')::boolean, true),
      coalesce((said ->> 'fullTitles')::boolean, false), coalesce((said ->> 'ringIfNotSeen')::boolean, false),
      coalesce((said ->> 'createdAt')::timestamptz, clock()));
    for one in select * from jsonb_array_elements(coalesce(said -> 'addresses', '[]')) loop
      insert into person_addresses (person_id, address_id, whose, whose_name, preferred, confirmed_at)
      values (person, address_row(one ->> 'kind', one ->> 'value'), coalesce(one ->> 'whose', 'own'), one ->> 'whoseName',
        coalesce((one ->> 'preferred')::boolean, true), case when coalesce((one ->> 'confirmed')::boolean, true) then clock() end)
      on conflict do nothing;
    end loop;
  end if;
  outcome := 'registered';
  if g is not null and not exists (select from members where person_id = person and group_id = g and left_at is null) then
    perform pg_advisory_xact_lock(hashtextextended('members ' || g, 0));
    if not group_has_room(g) then outcome := 'no room'; return; end if;
    insert into members (person_id, group_id, begins, joined_at)
    values (person, g, coalesce(said ->> 'begins', 'just come'), coalesce((said ->> 'joinedAt')::timestamptz, clock()));
  end if;
end $$;

-- The stub that someone's visits belong to, which outlives their name.
create function stub_for(person uuid) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  found_id uuid;
begin
  if not may_change_person(person) then raise exception 'not theirs to see' using errcode = '42501'; end if;
  insert into stubs (person_id) values (person) on conflict (person_id) do nothing;
  select id into found_id from stubs where person_id = person;
  return found_id;
end $$;

-- How to enter an online session: only someone who was let in, has a place at it, from 24 hours before until it ends.
create function joining_details(which uuid, person uuid)
returns table (url text, dial_in_number text, dial_in_code text, help_words text)
language sql stable security definer set search_path = public as $$
  select j.url, j.dial_in_number, j.dial_in_code, j.help_words
  from sessions s
  join group_joining j on j.group_id = s.group_id
  join members m on m.group_id = s.group_id and m.person_id = person and m.left_at is null and m.let_in_at is not null
  join places p on p.session_id = s.id and p.person_id = person and p.state = 'kept'
  where s.id = which and s.state = 'planned' and clock() >= s.starts_at - interval '24 hours' and clock() < s.ends_at
    and (actor_kind() = 'system' or actor_kind() = 'member' and person = actor_person()) and not has_died(person)
$$;

-- A member asks to be rung, or something must be looked into for them.
create function list_own_call(reason text, for_group uuid, when_suits text, said text) returns void
language plpgsql security definer set search_path = public as $$
begin
  if actor_kind() <> 'member' then raise exception 'a member''s own call' using errcode = '42501'; end if;
  insert into calls (person_id, why, group_id, suits, note) values (actor_person(), reason, for_group, when_suits, said)
  on conflict do nothing;
end $$;
-- Whoever leaves a group is no longer rung about it.
create function end_calls_of_group(person uuid, of_group uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  update calls set ended_at = clock(), outcome = 'no longer needed'
  where person_id = person and ended_at is null and why <> 'other'
    and (group_id = of_group or session_id in (select id from sessions where group_id = of_group));
end $$;

revoke execute on function may_change_person(uuid) from public;
grant execute on function may_change_person(uuid) to alongside_staff, alongside_member, alongside_system;
grant execute on function attach_address(uuid, text, text, text, text, boolean, boolean), stub_for(uuid), end_calls_of_group(uuid, uuid)
  to alongside_staff, alongside_member, alongside_system;
grant execute on function register_person(jsonb) to alongside_staff, alongside_system;
grant execute on function start_address_change(uuid, text, jsonb, bytea), list_own_call(text, uuid, text, text) to alongside_member;
grant execute on function joining_details(uuid, uuid) to alongside_member, alongside_system;
