-- Sessions just laid out are filled for nobody.
select plant_fault('fill_standing_places', $find$not has_died(m.person_id)$find$, $put$m.joined_at is null$put$);
