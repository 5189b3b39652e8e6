-- Whoever has died leaves room in a group that takes only so many.
create or replace function group_has_room(which uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select g.member_limit is null or (select count(*) from members m
    where m.group_id = g.id and m.left_at is null and not has_died(m.person_id)) < g.member_limit
  from groups g where g.id = which
$$;
