-- Whose only address is to be told nothing any more is as much out of reach as who has none: they stand on the list too.
create function list_if_unreached(person uuid, note_for_list text) returns text[]
language plpgsql set search_path = public as $$
declare
  ways text[] := ways_to_reach(person);
begin
  if ways = '{}' and not has_died(person)
    and not exists (select from stops s where s.person_id = person and s.what = 'all' and s.ended_at is null) then
    insert into calls (person_id, why, group_id, note)
    select person, 'no way', (select m.group_id from members m where m.person_id = person and m.left_at is null
      order by m.joined_at limit 1), note_for_list
    on conflict do nothing;
  end if;
  return ways;
end $$;

create or replace function end_address(person uuid, address uuid, kept_session uuid, note_for_list text, out ended boolean, out ways text[])
language plpgsql security definer set search_path = public as $$
declare
  whose_it_was text;
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  -- Two that are ended at once would each take the other for a way that is left.
  perform from people where id = person for update;
  delete from person_addresses where person_id = person and address_id = address returning whose into whose_it_was;
  ended := whose_it_was is not null;
  if not ended then return; end if;
  if whose_it_was = 'someone else' then
    update member_links set cancelled_at = clock() where person_id = person and purpose = 'my pages' and cancelled_at is null;
    update member_sessions set ended_at = clock()
    where person_id = person and ended_at is null and id is distinct from kept_session;
  end if;
  ways := list_if_unreached(person, note_for_list);
end $$;

drop function tell_helper(uuid, uuid, text, text);
create function tell_helper(person uuid, address uuid, told text, what_they_are text, note_for_list text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  changed boolean;
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  perform from people where id = person for update;
  update person_addresses set may_be_told = told, relation = what_they_are
  where person_id = person and address_id = address and whose = 'someone else';
  changed := found;
  if changed then perform list_if_unreached(person, note_for_list); end if;
  return changed;
end $$;
revoke execute on function list_if_unreached(uuid, text), tell_helper(uuid, uuid, text, text, text) from public;
grant execute on function tell_helper(uuid, uuid, text, text, text) to alongside_staff, alongside_member;
