-- Where else to find help: a directory of local and national services, for everywhere, some nations, postcode areas or groups.

create table signposts (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  what_for text not null check (length(what_for) between 1 and 300),
  phone text not null default '' check (length(phone) <= 40),
  web text not null default '' check (web = '' or (length(web) <= 300 and web ~ '^https?://[^\s]+$')),
  -- All three empty: everywhere. Otherwise any of them is enough.
  nations nation[] not null default '{}',
  areas text[] not null default '{}' check (array_to_string(areas, ' ') ~ '^([A-Z]{1,2}( [A-Z]{1,2})*)?$'),
  group_ids uuid[] not null default '{}',
  -- Help in an emergency stands first.
  urgent boolean not null default false,
  checked_on date not null,
  checked_by uuid references accounts,
  ended_at timestamptz,
  check (phone <> '' or web <> '')
);
-- After how many months somebody is asked to check an entry again.
alter table charity add column check_signposts_months int not null default 6 check (check_signposts_months between 1 and 36);

select protect_table('signposts');
select audit_table('signposts');
select announce_table('signposts');
grant select, insert, update on signposts to alongside_staff;
grant select (id, name, what_for, phone, web, nations, areas, group_ids, urgent, checked_on, ended_at) on signposts
  to alongside_public, alongside_member;
create policy everybody_reads on signposts for select to alongside_public, alongside_member using (ended_at is null);
create policy staff_read on signposts for select to alongside_staff using (actor_account() is not null);
create policy staff_insert on signposts for insert to alongside_staff
  with check ((select actor_has('administrator', 'coordinator', 'facilitator', 'nurse')));
create policy staff_update on signposts for update to alongside_staff
  using ((select actor_has('administrator', 'coordinator', 'facilitator', 'nurse'))) with check (true);
