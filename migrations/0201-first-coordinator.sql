-- Whoever starts a group becomes its first coordinator. The question whether anybody is there yet is asked by a function:
-- a policy may not look into its own table once reading that table asks a question of its own.
create function has_staff(which uuid) returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select exists (select from group_staff where group_id = which)
$$;
grant execute on function has_staff(uuid) to alongside_staff;
alter policy staff_insert on group_staff with check (coordinates_group(group_id)
  or ((select actor_has('coordinator')) and account_id = actor_account() and not has_staff(group_id)));
