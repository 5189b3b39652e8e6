-- Doors that stood wider open than anybody needs.

-- A facilitator sees the joining link of their group; setting it and taking it away is the coordinator's.
drop policy staff_all on group_joining;
create policy staff_read on group_joining for select to alongside_staff using (sees_group(group_id));
create policy staff_insert on group_joining for insert to alongside_staff with check (coordinates_group(group_id));
create policy staff_update on group_joining for update to alongside_staff
  using (coordinates_group(group_id)) with check (coordinates_group(group_id));
create policy staff_delete on group_joining for delete to alongside_staff using (coordinates_group(group_id));

-- Whom to ring in an emergency is seen by that person's groups only: what the log keeps of it too, also from administrators.
create policy emergency_contacts_stay_in_the_group on audit_log as restrictive for select to alongside_staff
  using (table_name <> 'emergency_contacts' or subject_id in
    (select person_id from members where left_at is null and group_id in (select actor_groups())));

-- Health professionals are not colleagues: they see their own account and nobody else's.
create function is_colleague() returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select exists (select from account_roles r join accounts a on a.id = r.account_id
    where r.account_id = actor_account() and a.ended_at is null and r.role <> 'health professional')
$$;
grant execute on function is_colleague() to alongside_staff;
alter policy staff_read on accounts using (id = actor_account() or (select is_colleague()));
alter policy staff_read on account_roles using (account_id = actor_account() or (select is_colleague()));

-- A stub without a name is made where somebody simply came: by who records that.
drop policy staff_insert on stubs;
create policy staff_insert on stubs for insert to alongside_staff with check ((select sees_all_people())
  or (person_id is null and (select actor_has('coordinator', 'facilitator'))) or person_id in (select visible_people()));

-- Who was erased is read by the program; by administrators too, after a restore.
alter table erasures enable row level security;
create policy system_read on erasures for select to alongside_system using (true);
