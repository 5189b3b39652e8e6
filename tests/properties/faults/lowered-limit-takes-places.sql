-- A lowered limit takes the place of whoever came last.
select plant_fault('work_list', $find$  offers := 0;$find$, $put$  offers := 0;
  if free < 0 then
    update places p set state = 'given back', answer_by = null where p.session_id = session and p.state = 'kept'
      and p.turn = (select max(x.turn) from places x where x.session_id = session and x.state = 'kept');
  end if;$put$);
