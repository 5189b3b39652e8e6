-- Joining: what somebody whom nobody knows yet may do, through narrow doors. None of them tells whether an address or a
-- name was known (P4), and none changes what is known about anybody.

-- Without a group: someone known gives a new e-mail address.
alter table joinings alter column group_id drop not null;
-- Why a person at the charity should look: what was said differs from what is known, or someone of that name died.
alter table joinings add column look_why text check (look_why in ('answers differ', 'not confirmed', 'someone who died'));
alter table joinings add column looked_at timestamptz;
alter table joinings add column looked_by uuid references accounts;
create index joinings_look on joinings (person_id) where look_why is not null and looked_at is null;
grant select on joinings to alongside_staff;
grant update (looked_at, looked_by, answers) on joinings to alongside_staff;
create policy staff_read on joinings for select to alongside_staff
  using (state = 'done' and ((select sees_all_people()) or person_id in (select visible_people())));
create policy staff_update on joinings for update to alongside_staff
  using (state = 'done' and ((select sees_all_people()) or person_id in (select visible_people()))) with check (true);

-- The address's row, made when it is new. Callers have checked who asks.
create function address_row(address_kind text, address_value text) returns uuid
language plpgsql set search_path = public as $$
declare
  found_id uuid;
begin
  insert into addresses (kind, value) values (address_kind, address_value) on conflict (kind, key) do nothing;
  select id into found_id from addresses where kind = address_kind and key = address_key(address_kind, address_value);
  return found_id;
end $$;

-- A person is an address and a name. Somebody who died comes first: then a human looks before anything happens.
create function person_known_as(address_kind text, address_value text, name text) returns uuid
language sql stable set search_path = public as $$
  select p.id from addresses a join person_addresses pa on pa.address_id = a.id join people p on p.id = pa.person_id
  where a.kind = address_kind and a.key = address_key(address_kind, address_value) and p.called_key = name_key(name)
  order by has_died(p.id) desc, p.created_at limit 1
$$;

-- Someone who died is never rung: this stands on the list for staff to look into.
create function list_for_a_look(person uuid) returns void
language sql set search_path = public as $$
  insert into calls (person_id, why, note) values (person, 'other',
    'Do not ring yet. Somebody filled in a form with the name and an address of someone who has died. Nothing was sent. Please look.')
  on conflict do nothing
$$;

-- A form was sent (or put aside for later): one discreet message goes to the address, nothing else happens.
create function start_joining(joining uuid, wanted_group uuid, wanted_state text, address text, said jsonb, hash bytea)
returns void language plpgsql security definer set search_path = public as $$
declare
  made int;
  gone uuid;
  ends timestamptz := clock() + case wanted_state when 'draft' then interval '14 days' else interval '7 days' end;
begin
  if wanted_state not in ('draft', 'unconfirmed') then raise exception 'not a way to begin'; end if;
  insert into joinings (id, group_id, state, email, answers, token_hash, expires_at)
  values (joining, wanted_group, wanted_state, address, said, hash, ends) on conflict do nothing;
  get diagnostics made = row_count;
  -- The same form pressed twice.
  if made = 0 then return; end if;
  gone := person_known_as('email', address, coalesce(said ->> 'called', ''));
  if gone is not null and has_died(gone) then
    update joinings set look_why = 'someone who died', person_id = gone, state = 'done', done_at = clock() where id = joining;
    perform list_for_a_look(gone);
    return;
  end if;
  insert into messages (kind, joining_id, once, useless_after)
  values (case wanted_state when 'draft' then 'carry on joining' else 'confirm address' end, joining, 'joining ' || joining, ends);
end $$;

-- A joining becomes a person and a membership. Called by the two doors below, never by itself.
-- by_button: the link that went to the address was pressed. Otherwise (phone or post) nobody has proved anything, so a
-- person who is known gets no new membership: somebody rings first.
create function settle_joining(which uuid, by_button boolean, out outcome text, out person uuid)
language plpgsql set search_path = public as $$
declare
  j joinings%rowtype;
  g groups%rowtype;
  said jsonb;
  reach text;
  is_new boolean := false;
  is_member boolean;
  has_room boolean := true;
  differs boolean := false;
  kind_of text;
  wish text;
begin
  select * into j from joinings where id = which;
  said := j.answers;
  reach := said ->> 'reach';
  -- Two presses at once for the same address and name make one person.
  perform pg_advisory_xact_lock(hashtextextended('joining ' || address_key(reach, said ->> reach), 0));
  person := person_known_as(reach, said ->> reach, said ->> 'called');
  if person is not null and has_died(person) then
    update joinings set state = 'done', done_at = clock(), person_id = person, look_why = 'someone who died' where id = which;
    perform list_for_a_look(person);
    outcome := 'look first';
    return;
  end if;

  if person is null then
    is_new := true;
    insert into people (called, diagnosed_in, heard_how, dietary, access_needs, their_note, voicemail_ok, texts_ok, language)
    values (said ->> 'called', (said ->> 'diagnosedIn')::date, said ->> 'heard', said ->> 'dietary', said ->> 'access',
      said ->> 'note', coalesce((said ->> 'voicemail')::boolean, false), coalesce((said ->> 'texts')::boolean, false), j.language)
    returning id into person;
    foreach kind_of in array array['email', 'phone', 'post'] loop
      continue when said ->> kind_of is null;
      insert into person_addresses (person_id, address_id, whose, whose_name, preferred, confirmed_at)
      values (person, address_row(kind_of, said ->> kind_of), coalesce(said ->> 'whose', 'own'), said ->> 'whoseName',
        kind_of = reach, case when kind_of = 'email' and by_button then clock() end)
      on conflict do nothing;
    end loop;
    if said -> 'emergency' is not null then
      insert into emergency_contacts (person_id, name, phone, where_i_am)
      values (person, coalesce(said #>> '{emergency,name}', ''), coalesce(said #>> '{emergency,phone}', ''),
        coalesce(said #>> '{emergency,where}', ''));
    end if;
  else
    if by_button then
      update person_addresses set confirmed_at = clock() where person_id = person and confirmed_at is null
        and address_id = address_row('email', said ->> 'email');
    end if;
    select (said ->> 'dietary') is distinct from p.dietary and said ? 'dietary'
        or (said ->> 'access') is distinct from p.access_needs and said ? 'access'
        or (said ->> 'note') is distinct from p.their_note and said ? 'note'
        or (said ->> 'heard') is distinct from p.heard_how and said ? 'heard'
        or (said ->> 'diagnosedIn')::date is distinct from p.diagnosed_in and said ? 'diagnosedIn'
        or said ? 'emergency'
        or (reach <> 'phone' and said ? 'phone' and not exists (select from person_addresses pa join addresses a on a.id = pa.address_id
          where pa.person_id = p.id and a.kind = 'phone' and a.key = address_key('phone', said ->> 'phone')))
      into differs from people p where p.id = person;
  end if;

  if is_new or by_button then
    insert into consents (person_id, purpose, given, words, version, way)
    values (person, 'health information', true, said #>> '{consent,words}', said #>> '{consent,version}', 'form');
  end if;

  select * into g from groups where id = j.group_id;
  is_member := exists (select from members where person_id = person and group_id = g.id and left_at is null);
  if not is_member then
    if g.member_limit is not null then
      perform pg_advisory_xact_lock(hashtextextended('members ' || g.id, 0));
      has_room := (select count(*) from members where group_id = g.id and left_at is null) < g.member_limit;
    end if;
    has_room := has_room and g.state in ('open', 'planned');
    if has_room and (is_new or by_button) then
      insert into members (person_id, group_id, begins) values (person, g.id, said ->> 'begins');
      is_member := true;
      outcome := 'joined';
    else
      outcome := case when has_room then 'ring first' else 'no room' end;
    end if;
  else
    outcome := case when by_button then 'member already' else 'ring first' end;
  end if;

  wish := case said ->> 'places' when 'standing' then 'Would like a place kept at every session.'
    when 'single' then 'Would like to choose single sessions.' end;
  if said ->> 'begins' = 'call me' or not by_button or outcome = 'no room' then
    insert into calls (person_id, group_id, why, suits, note)
    values (person, case when is_member then g.id end, 'welcome', said ->> 'suits',
      left(concat_ws(' ',
        case when not is_member then 'Asked to join ' || g.name || '.' end,
        case when outcome = 'no room' then 'The group had no room, or was not taking anybody, when they joined.' end,
        case when not by_button and not is_new then 'Someone of this name and address is known already: nothing was changed.' end,
        case when reach = 'post' and not said ? 'phone' then 'Can be reached by post only.' end,
        case when not by_button then wish end), 1000))
    on conflict do nothing;
  end if;

  -- What a new person said stands in their record now. What a known one said differently waits for a look.
  update joinings set state = 'done', done_at = clock(), person_id = person, email = null,
    look_why = case when not is_new and not by_button then 'not confirmed' when differs then 'answers differ' end,
    answers = case when is_new or (by_button and not differs) then '{}' else said end
  where id = which;
end $$;

-- What a link shows before anybody presses its button: nothing about anybody.
create function joining_stands(hash bytea, out stands text, out is_change boolean, out slug text)
language sql stable security definer set search_path = public as $$
  select case when j.state = 'done' then 'done' when j.expires_at <= clock() then 'too late' else j.state end,
    j.group_id is null, (select g.slug from groups g where g.id = j.group_id)
  from joinings j where j.token_hash = hash
$$;

-- The button behind the link: once.
create function confirm_joining(hash bytea, out outcome text, out person uuid, out for_group uuid, out wishes jsonb)
language plpgsql security definer set search_path = public as $$
declare
  j joinings%rowtype;
begin
  select * into j from joinings where token_hash = hash for update;
  if j.id is null or j.state = 'draft' then outcome := 'no link'; return; end if;
  for_group := j.group_id;
  if j.state = 'done' then outcome := 'done already'; return; end if;
  if j.expires_at <= clock() then outcome := 'too late'; return; end if;
  if j.group_id is null then
    if has_died(j.person_id) then outcome := 'no link'; return; end if;
    -- The new e-mail address takes the place of the former ones.
    delete from person_addresses pa using addresses a where a.id = pa.address_id and pa.person_id = j.person_id and a.kind = 'email';
    insert into person_addresses (person_id, address_id, whose, whose_name, preferred, confirmed_at)
    values (j.person_id, address_row('email', j.email), coalesce(j.answers ->> 'whose', 'own'), j.answers ->> 'whoseName', true, clock());
    update joinings set state = 'done', done_at = clock(), email = null, answers = '{}' where id = j.id;
    outcome := 'address changed';
    return;
  end if;
  wishes := jsonb_build_object('places', j.answers ->> 'places', 'dates', coalesce(j.answers -> 'dates', '[]'));
  select s.outcome, s.person into outcome, person from settle_joining(j.id, true) s;
end $$;

-- By phone or post: nobody can press a link, so somebody rings or writes.
create function register_joining(joining uuid, wanted_group uuid, said jsonb) returns void
language plpgsql security definer set search_path = public as $$
declare
  made int;
begin
  if coalesce(said ->> 'reach', '') not in ('phone', 'post') then raise exception 'not a way to register'; end if;
  insert into joinings (id, group_id, state, answers, expires_at) values (joining, wanted_group, 'unconfirmed', said, clock())
  on conflict do nothing;
  get diagnostics made = row_count;
  if made = 0 then return; end if;
  perform settle_joining(joining, false);
end $$;

-- What was said so far, for whoever pressed the button behind the link.
create function carry_on_joining(hash bytea, out said jsonb, out slug text)
language sql stable security definer set search_path = public as $$
  select j.answers, g.slug from joinings j join groups g on g.id = j.group_id
  where j.token_hash = hash and j.state = 'draft' and j.expires_at > clock()
$$;

-- Whether a group with a limit of members has room: a yes or a no, never a number of people.
create function group_has_room(which uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select g.member_limit is null or (select count(*) from members m where m.group_id = g.id and m.left_at is null) < g.member_limit
  from groups g where g.id = which
$$;

revoke execute on function address_row(text, text), person_known_as(text, text, text), list_for_a_look(uuid), settle_joining(uuid, boolean)
  from public;
grant execute on function start_joining(uuid, uuid, text, text, jsonb, bytea), joining_stands(bytea), confirm_joining(bytea),
  register_joining(uuid, uuid, jsonb), carry_on_joining(bytea), group_has_room(uuid) to alongside_public, alongside_member;
grant execute on function group_has_room(uuid) to alongside_staff;
