-- Whom no e-mail reaches is looked for among everybody: both sides are read from an index in the order of the addresses,
-- instead of every address and every way to reach somebody. Where everybody has one, that is all that is left to do.
create index addresses_email on addresses (id) where kind = 'email' and wrong_at is null;
create index person_addresses_confirmed on person_addresses (address_id, person_id) where confirmed_at is not null;
