-- Whom nothing reaches any more stands on the list of calls under a reason of its own, and leaves it by itself once there is a
-- way again.
do $$ declare now text; begin
  select pg_get_constraintdef(oid) into now from pg_constraint where conname = 'calls_why_check';
  execute 'alter table calls drop constraint calls_why_check, add constraint calls_why_check '
    || replace(now, '''other''::text', '''other''::text, ''no way''::text');
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
    select person, 'no way', (select m.group_id from members m where m.person_id = person and m.left_at is null
      order by m.joined_at limit 1), note_for_list
    on conflict do nothing;
  end if;
end $$;

create function reached_again() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  update calls c set ended_at = clock(), outcome = 'no longer needed'
  where c.why = 'no way' and c.ended_at is null and c.person_id in (select f.person_id from fresh f) and ways_to_reach(c.person_id) <> '{}';
  return null;
end $$;
create trigger reached_again after insert on person_addresses referencing new table as fresh
  for each statement execute function reached_again();
create trigger reached_again_by_confirming after update on person_addresses referencing new table as fresh
  for each statement execute function reached_again();
