-- A place freed by a death is offered to a friend at once.
select plant_fault('free_places_after_death', $find$if found then held := held + 1; end if;$find$, $put$delete from held_back_places where place_id = place.id; perform work_list(place.session_id);$put$);
