-- Whoever runs their groups has heard of a death that was none, and may have told others: they hear that something waits.
-- Not whoever takes the record back; nor whom the first message has not left for yet, for that one leads them here too.
create function staff_after_mistake(death uuid) returns setof uuid
language sql stable security definer set search_path = public as $$
  select distinct gs.account_id
  from deaths d join members m on m.person_id = d.person_id and m.left_at is null
  join group_staff gs on gs.group_id = m.group_id join accounts a on a.id = gs.account_id and a.ended_at is null
  where d.id = death and d.mistake_at is not null and actor_kind() in ('staff', 'system') and may_change_person(d.person_id)
    and gs.account_id is distinct from actor_account()
    and not exists (select from messages o where o.once = 'death ' || d.id || ' ' || gs.account_id and o.state = 'waiting')
$$;
revoke execute on function staff_after_mistake(uuid) from public;
grant execute on function staff_after_mistake(uuid) to alongside_staff, alongside_system;
