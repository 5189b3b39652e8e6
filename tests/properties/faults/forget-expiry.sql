-- The program never looks for offers that ran out.
select plant_fault('work_due_offers', $find$perform work_list(session);$find$, $put$null;$put$);
