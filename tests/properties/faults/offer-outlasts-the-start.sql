-- A session is moved to an earlier time and its offers last as long as before.
select plant_fault('session_moved', $find$p.answer_by > offer_answer_by(clock(), x.starts_at, x.zone)$find$, $put$false$put$);
