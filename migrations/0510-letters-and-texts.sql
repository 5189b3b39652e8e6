-- Letters and texts: for whom no e-mail is there. A letter is a message that waits for somebody to print and to post it;
-- each of these steps passes the gate again (P1).

-- Letters in large print, for who asked for it.
alter table people add column large_print boolean not null default false;
-- Who asked for it is reminded of a session by letter, a week before.
alter table people add column letter_reminders boolean not null default false;

-- Letters that were printed together. They leave the house when somebody says that they were posted.
create table letter_batches (
  id uuid primary key default gen_random_uuid(),
  made_at timestamptz not null default clock(),
  made_by uuid references accounts,
  posted_at timestamptz,
  posted_by uuid references accounts
);
create index letter_batches_newest on letter_batches (made_at desc);
create table letters (
  message_id uuid primary key references messages on delete cascade,
  person_id uuid not null references people on delete cascade,
  -- Null, or a batch that was posted without it: it waits to be printed.
  batch_id uuid references letter_batches,
  -- What is on the paper, so that one more copy says the same.
  sheet jsonb,
  printed_at timestamptz
);
create index letters_person on letters (person_id);
create index letters_batch on letters (batch_id);
create index letters_account on letter_batches (made_by);

-- What the provider of texts knows of a message.
create table texts (
  message_id uuid primary key references messages on delete cascade,
  person_id uuid not null references people on delete cascade,
  provider_id text check (length(provider_id) <= 200),
  segments int not null,
  report text check (report in ('delivered', 'failed')),
  reported_at timestamptz
);
create index texts_person on texts (person_id);
create index texts_provider on texts (provider_id);
-- What people wrote back: a row for everybody who has that number, or one for nobody known.
create table incoming_texts (
  id uuid primary key default gen_random_uuid(),
  person_id uuid references people on delete cascade,
  from_number text not null check (length(from_number) <= 40),
  body text not null check (length(body) <= 2000),
  meaning text not null check (meaning in ('stop', 'words')),
  provider_id text check (length(provider_id) <= 200),
  at timestamptz not null default clock()
);
create index incoming_texts_newest on incoming_texts (at desc);
create index incoming_texts_person on incoming_texts (person_id);
-- Providers send again what was not answered in time.
create unique index incoming_texts_once on incoming_texts (provider_id, person_id) nulls not distinct where provider_id is not null;

select protect_table(t) from unnest(array['letter_batches', 'letters', 'texts', 'incoming_texts']::regclass[]) t;
grant select on letter_batches, letters, texts, incoming_texts to alongside_staff;
do $$ declare t text; begin
  foreach t in array array['letters', 'texts', 'incoming_texts'] loop
    execute format('create policy staff_read on %I for select to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()))', t);
  end loop;
end $$;
create policy staff_read on letter_batches for select to alongside_staff using ((select sees_all_people())
  or id in (select batch_id from letters));
select audit_table('letter_batches');
select audit_table('letters', 'person_id', 'message_id', 'sheet');

-- "STOP" in answer to a text: none of those any more, until they say yes to texts again. Recording it waits for a text
-- that is on its way, as every stop does.
alter table stops drop constraint stops_what_check, add constraint stops_what_check
  check (what in ('all', 'pause', 'reminders', 'texts'));
alter table stops drop constraint stops_way_check, add constraint stops_way_check
  check (way in ('my pages', 'one click', 'phone', 'staff', 'text'));
do $$
declare
  now text;
begin
  select pg_get_constraintdef(oid) into now from pg_constraint where conname = 'consents_way_check';
  execute 'alter table consents drop constraint consents_way_check, add constraint consents_way_check '
    || replace(now, '''paper''::text', '''paper''::text, ''text''::text');
  select pg_get_constraintdef(oid) into now from pg_constraint where conname = 'calls_why_check';
  execute 'alter table calls drop constraint calls_why_check, add constraint calls_why_check '
    || replace(now, '''other''::text', '''other''::text, ''they wrote''::text');
end $$;
create function texts_again() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if new.purpose = 'text' and new.given and consent_holds(new.person_id, 'text') then
    update stops set ended_at = clock() where person_id = new.person_id and what = 'texts' and ended_at is null;
  end if;
  return null;
end $$;
create trigger texts_again after insert on consents for each row execute function texts_again();
