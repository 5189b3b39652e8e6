-- Dates of a rule on which a group does not meet, decided before they were ever shown. They stay out when sessions are
-- laid out again.
alter table programmes add dates_left_out date[] not null default '{}';

-- Who else is at a venue at that time.
create index sessions_venue on sessions (venue_id, starts_at) where venue_id is not null;
create index sessions_open_clashes on sessions (starts_at) where state = 'planned' and clash_kept_at is null;
create index groups_name_trgm on groups using gin (name gin_trgm_ops);
-- The program's own work asks the same questions; nothing is anybody's then.
grant execute on function actor_groups(), sees_group(uuid) to alongside_system;
grant execute on function coordinates_group(uuid) to alongside_system;
