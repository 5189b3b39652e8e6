-- A session that has moved there and back again is where it was: nothing is said of a move.

-- What was public of it before its first move. Both stand only while it is elsewhere than then; moved_from says it in words.
alter table sessions add former_date date, add former_starts time, add former_ends time, add former_venue_id uuid references venues;
