-- What the charity says of itself in a sentence, for Welsh pages and messages; where it is empty, the English stands in.
alter table charity
  add column illness_welsh text not null default '' check (length(illness_welsh) <= 120),
  add column phone_hours_welsh text not null default '' check (length(phone_hours_welsh) <= 200);
