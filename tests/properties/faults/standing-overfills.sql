-- Standing places are filled beyond the limit.
select plant_fault('fill_standing_places', $find$case when s.most is null or nth <= s.free then 'kept' else 'waiting' end$find$, $put$'kept'$put$);
