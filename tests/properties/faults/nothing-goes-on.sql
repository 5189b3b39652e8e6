-- A place given back is offered to nobody.
select plant_fault('give_back_place', $find$perform work_list(session);$find$, $put$$put$);
