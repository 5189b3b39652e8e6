-- Somebody at the charity registers someone who rang, and puts them on the list of calls in the same breath. The call is
-- what lets a helper, or a coordinator who has no group for them yet, see whom they have just added.
create function register_with_call(said jsonb, when_suits text, out person uuid, out known boolean, out outcome text)
language plpgsql security definer set search_path = public as $$
begin
  select r.person, r.known, r.outcome into person, known, outcome from register_person(said) r;
  if outcome in ('registered', 'no room') then
    insert into calls (person_id, why, group_id, suits)
    select person, 'welcome', m.group_id, when_suits
    from (select 1) one left join members m on m.person_id = person and m.group_id = (said ->> 'groupId')::uuid and m.left_at is null
    on conflict do nothing;
  end if;
end $$;
grant execute on function register_with_call(jsonb, text) to alongside_staff;
