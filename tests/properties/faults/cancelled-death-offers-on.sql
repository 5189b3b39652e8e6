-- A place freed by a death while the session is cancelled is not held back for when it stands again.
select plant_fault('free_places_after_death', $find$and p.state in ('kept', 'offered') and limit_in_force$find$, $put$and p.state in ('kept', 'offered') and s.state = 'planned' and limit_in_force$put$);
