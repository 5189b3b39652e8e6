-- Who leaves keeps every place.
select plant_fault('leave_places', $find$close_places(person, theirs)$find$, $put$0$put$);
