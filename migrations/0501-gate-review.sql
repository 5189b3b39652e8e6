-- An administrator looks through erasures too before messages go out again after a restore. Random ids, nothing more.
alter table erasures enable row level security;
create policy system_read on erasures for select to alongside_system using (true);
create policy administrator_read on erasures for select to alongside_staff using ((select actor_has('administrator')));
grant select on erasures to alongside_staff;
