-- Who runs the groups of somebody who died, besides whoever recorded it: they hear at once that something waits for them.
-- Whoever records a death may see nothing of the groups.
create function staff_after_death(death uuid) returns setof uuid
language sql stable security definer set search_path = public as $$
  select distinct gs.account_id
  from deaths d join members m on m.person_id = d.person_id and m.left_at is null
  join group_staff gs on gs.group_id = m.group_id join accounts a on a.id = gs.account_id and a.ended_at is null
  where d.id = death and d.mistake_at is null and actor_kind() in ('staff', 'system') and may_change_person(d.person_id)
    and gs.account_id is distinct from actor_account()
$$;
grant execute on function staff_after_death(uuid) to alongside_staff, alongside_system;
