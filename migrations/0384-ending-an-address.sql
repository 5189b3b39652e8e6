-- An address is taken away from somebody, their last one too. Whoever helped them and is to know nothing more there cannot come
-- in by an earlier link either. Whom no way reaches any more stands on the list of calls, so that nobody is lost to sight.
create function end_address(person uuid, address uuid, kept_session uuid, note_for_list text, out ended boolean, out ways text[])
language plpgsql security definer set search_path = public as $$
declare
  whose_it_was text;
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  -- Two that are ended at once would each take the other for a way that is left.
  perform from people where id = person for update;
  delete from person_addresses where person_id = person and address_id = address returning whose into whose_it_was;
  ended := whose_it_was is not null;
  ways := ways_to_reach(person);
  if not ended then return; end if;
  if whose_it_was = 'someone else' then
    update member_links set cancelled_at = clock() where person_id = person and purpose = 'my pages' and cancelled_at is null;
    update member_sessions set ended_at = clock()
    where person_id = person and ended_at is null and id is distinct from kept_session;
  end if;
  if ways = '{}' and not has_died(person)
    and not exists (select from stops s where s.person_id = person and s.what = 'all' and s.ended_at is null) then
    insert into calls (person_id, why, group_id, note)
    select person, 'other', (select m.group_id from members m where m.person_id = person and m.left_at is null
      order by m.joined_at limit 1), note_for_list
    on conflict do nothing;
  end if;
end $$;

-- By which ways somebody can be reached at all: not marked as wrong, confirmed where that is needed, not one at which nothing
-- may be told, and not one that they said no to.
create function ways_to_reach(person uuid) returns text[]
language sql stable set search_path = public as $$
  select coalesce(array_agg(distinct a.kind order by a.kind), '{}') from person_addresses pa join addresses a on a.id = pa.address_id
  where pa.person_id = person and a.wrong_at is null and pa.may_be_told <> 'nothing'
    and (a.kind <> 'email' or pa.confirmed_at is not null) and consent_holds(person, a.kind)
$$;
revoke execute on function end_address(uuid, uuid, uuid, text), ways_to_reach(uuid) from public;
grant execute on function end_address(uuid, uuid, uuid, text) to alongside_staff, alongside_member;
