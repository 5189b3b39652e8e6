-- Pages and messages in Welsh too: off until somebody at the charity says that it wants them.
alter table charity add column welsh boolean not null default false;
