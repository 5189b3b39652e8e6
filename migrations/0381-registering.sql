-- Whoever helps somebody, with their say-so: what they are to them, and what they may be told at their own address.
alter table person_addresses add column relation text check (length(relation) <= 120);
alter table person_addresses add column may_be_told text not null default 'everything'
  check (may_be_told in ('everything', 'dates', 'nothing'));
alter table person_addresses add constraint own_is_told_everything check (whose = 'someone else' or may_be_told = 'everything');

-- As before, with what they hope for, with whom a message may be left, and what whoever helps them may be told.
create or replace function register_person(said jsonb, out person uuid, out known boolean, out outcome text)
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
      hopes, message_with, voicemail_ok, texts_ok, reminder_week, reminder_day, full_titles, ring_if_not_seen, created_at)
    values (person, said ->> 'called', said ->> 'fullName', coalesce(said ->> 'language', 'en'), (said ->> 'diagnosedIn')::date,
      said ->> 'heardHow', said ->> 'dietary', said ->> 'accessNeeds', said ->> 'theirNote', said ->> 'bearInMind',
      said ->> 'hopes', said ->> 'messageWith',
      coalesce((said ->> 'voicemailOk')::boolean, false), coalesce((said ->> 'textsOk')::boolean, false),
      coalesce((said ->> 'reminderWeek')::boolean, true), coalesce((said ->> 'reminderDay')::boolean, true),
      coalesce((said ->> 'fullTitles')::boolean, false), coalesce((said ->> 'ringIfNotSeen')::boolean, false),
      coalesce((said ->> 'createdAt')::timestamptz, clock()));
    for one in select * from jsonb_array_elements(coalesce(said -> 'addresses', '[]')) loop
      insert into person_addresses (person_id, address_id, whose, whose_name, relation, may_be_told, preferred, confirmed_at)
      values (person, address_row(one ->> 'kind', one ->> 'value'), coalesce(one ->> 'whose', 'own'), one ->> 'whoseName',
        one ->> 'relation', coalesce(one ->> 'mayBeTold', 'everything'),
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

-- Somebody at the charity registers someone by telephone, on paper or face to face, in one go: with their agreement in the
-- words that were read out or that stand on the paper, whom to ring in an emergency, and a call, without which a helper
-- would not see whom they have just added. Of whoever is known already nothing changes but the membership.
-- said: as register_person takes it, and consent {words, version, way, saidOn, zone}, emergency {name, phone},
-- callWhy 'welcome' | 'rang', suits.
create function register_by_staff(said jsonb, out person uuid, out known boolean, out outcome text, out call uuid)
language plpgsql security definer set search_path = public as $$
begin
  select r.person, r.known, r.outcome into person, known, outcome from register_person(said) r;
  if outcome not in ('registered', 'no room') then return; end if;
  if not known then
    insert into consents (person_id, purpose, given, words, version, way, said_at, recorded_by)
    values (person, 'health information', true, said #>> '{consent,words}', said #>> '{consent,version}', said #>> '{consent,way}',
      coalesce((said #>> '{consent,saidOn}')::date::timestamp at time zone (said #>> '{consent,zone}'), clock()), actor_account());
    if coalesce(said #>> '{emergency,name}', '') <> '' or coalesce(said #>> '{emergency,phone}', '') <> '' then
      insert into emergency_contacts (person_id, name, phone)
      values (person, coalesce(said #>> '{emergency,name}', ''), coalesce(said #>> '{emergency,phone}', ''));
    end if;
  end if;
  insert into calls (person_id, why, group_id, suits)
  select person, said ->> 'callWhy', m.group_id, said ->> 'suits'
  from (select 1) one left join members m on m.person_id = person and m.group_id = (said ->> 'groupId')::uuid and m.left_at is null
  where said ->> 'callWhy' = 'welcome' or not exists (select from calls c where c.person_id = register_by_staff.person
    and c.ended_at is null and c.why in ('welcome', 'asked for', 'rang'))
  on conflict do nothing;
  -- Who rings, or would rather just come, is on the list no longer.
  select c.id into call from calls c where c.person_id = person and c.why in ('welcome', 'asked for', 'rang') and c.ended_at is null
  order by c.why = said ->> 'callWhy' desc, c.group_id is not distinct from (said ->> 'groupId')::uuid desc limit 1;
end $$;
grant execute on function register_by_staff(jsonb) to alongside_staff;
drop function register_with_call(jsonb, text);
-- A call that was only there for the registering itself, or that somebody no longer wishes for.
create function end_registering_call(which uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  if actor_kind() <> 'staff' then raise exception 'staff only' using errcode = '42501'; end if;
  update calls set ended_at = clock(), ended_by = actor_account(), outcome = 'no longer needed'
  where id = which and why in ('welcome', 'asked for', 'rang') and ended_at is null and person_id in (select visible_people());
end $$;
grant execute on function end_registering_call(uuid) to alongside_staff;
