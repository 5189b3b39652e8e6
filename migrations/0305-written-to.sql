-- Somebody who can be reached by post alone is written to instead of rung: the call ends, and the day of the letter stays.
alter table calls drop constraint calls_outcome_check, add constraint calls_outcome_check check (outcome in ('spoke',
  'left a message', 'no answer', 'ring later', 'would rather not', 'wrong number', 'they rang', 'we wrote', 'no longer needed'));
alter table call_tries add column wrote_on date;
alter table call_tries add constraint wrote_on_needs_a_letter check (wrote_on is null or outcome = 'we wrote');
