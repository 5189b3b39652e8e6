-- Who gave a place back and asks again keeps their old turn.
select plant_fault('keep_place', $find$at_the_end => own.state <> 'offered'$find$, $put$at_the_end => false$put$);
