-- Free places are offered to whoever asked last.
select plant_fault('work_list', $find$    order by p.turn
  loop$find$, $put$    order by p.turn desc
  loop$put$);
