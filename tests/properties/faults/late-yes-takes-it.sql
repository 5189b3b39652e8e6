-- A yes that comes too late keeps the place, although it went to somebody else.
select plant_fault('answer_offer', $find$if own.state = 'ran out' and s.free <= 0 then return refuse('ran out'); end if;$find$, $put$$put$);
