-- Whoever has left a group is nothing to its staff any more: neither what they wish nor what their family does.
drop policy staff_read on wishes;
create policy staff_read on wishes for select to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups())));
drop policy staff_read on family_wishes;
drop policy staff_insert on family_wishes;
drop policy staff_update on family_wishes;
create policy staff_read on family_wishes for select to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups())));
create policy staff_insert on family_wishes for insert to alongside_staff with check ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups())));
create policy staff_update on family_wishes for update to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups()))) with check (true);
