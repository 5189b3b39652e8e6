-- Whoever joins by post gets the first letter, which they were promised, from the program and not only from somebody who finds them
-- on the list of calls. Nothing else has changed since 0383.
create or replace function settle_joining(which uuid, by_button boolean, out outcome text, out person uuid)
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
  just_comes boolean;
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
  -- Whoever would rather just come to a group that meets in person, and left nothing to arrange, is not rung.
  just_comes := outcome = 'joined' and reach in ('phone', 'post') and said ->> 'begins' = 'just come' and g.kind = 'in person' and wish is null;
  if said ->> 'begins' = 'call me' or not by_button and not just_comes or outcome = 'no room' then
    insert into calls (person_id, group_id, why, suits, note)
    values (person, case when is_member then g.id end, 'welcome', said ->> 'suits',
      left(concat_ws(' ',
        case when not is_member then 'Asked to join ' || g.name || '.' end,
        case when outcome = 'no room' then 'The group had no room, or was not taking anybody, when they joined.' end,
        case when not by_button and not is_new then 'Someone of this name and address is known already: nothing was changed.' end,
        case when reach = 'post' and not said ? 'phone' then 'Can be reached by post only; the first letter goes out by itself.' end,
        case when not by_button then wish end), 1000))
    on conflict do nothing;
  end if;
  -- A letter or a text says that they are welcome, where one can; behind the button the program writes it itself. Whoever gave a
  -- letter box was promised a letter, however they would like to begin.
  if outcome = 'joined' and not by_button and (reach = 'post' or just_comes and (said ->> 'texts')::boolean) then
    insert into messages (kind, person_id, group_id) values ('joined', person, g.id);
  end if;

  -- What a new person said stands in their record now. What a known one said differently waits for a look.
  update joinings set state = 'done', done_at = clock(), person_id = person, email = null,
    look_why = case when not is_new and not by_button then 'not confirmed' when differs then 'answers differ' end,
    answers = case when is_new or (by_button and not differs) then '{}' else said end
  where id = which;
end $$;
