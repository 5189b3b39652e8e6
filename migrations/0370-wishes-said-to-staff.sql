-- What a member says of their wishes on the phone or face to face is written down by who runs their group, with the way and
-- by whom. Empty where the member said it on their own pages.
alter table wishes add column said_way text check (said_way in ('phone', 'in person', 'in writing'));
alter table wishes add column written_by uuid references accounts;
alter table wishes add check ((said_way is null) = (written_by is null));

grant insert, update, delete on wishes to alongside_staff;
create policy staff_insert on wishes for insert to alongside_staff with check (written_by = actor_account()
  and ((select actor_has('administrator'))
    or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups()))));
create policy staff_update on wishes for update to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups())))
  with check (written_by = actor_account());
create policy staff_delete on wishes for delete to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups())));
