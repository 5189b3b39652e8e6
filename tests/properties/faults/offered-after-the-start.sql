-- Places are kept and offered although the session has begun.
select plant_fault('work_list', $find$is_open := not look.cancelled and look.starts_at > at;$find$, $put$is_open := not look.cancelled;$put$);
