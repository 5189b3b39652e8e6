-- How many are new this week, without reading every membership.
create index members_joined on members (joined_at) where left_at is null;
