-- Who was erased: random ids only. The list is also kept outside the database, so that restoring an older copy
-- does not bring anybody back.
create table erasures (
  person_id uuid primary key,
  at timestamptz not null default clock_timestamp()
);
grant select on erasures to alongside_system;

create function note_erasures() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into erasures (person_id) select id from gone on conflict do nothing;
  return null;
end $$;
create trigger note_erasures after delete on people referencing old table as gone
  for each statement execute function note_erasures();

-- Erases one person: everything of theirs, and every value about them in the audit log, of which remain who did what
-- when and to which fields (P8). A visit stays, belonging to a stub that nobody can be found from. An address that
-- somebody else shares stays theirs. Waits for a message that is on its way, so that none goes out afterwards (P1).
create function erase_person(person uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  theirs uuid[];
begin
  perform pg_advisory_xact_lock(person_lock(person));
  select coalesce(array_agg(address_id), '{}') into theirs from person_addresses where person_id = person;
  delete from people where id = person;
  delete from addresses a where a.id = any(theirs)
    and not exists (select from person_addresses where address_id = a.id);
  -- Last, for the deletions above have just been written there too.
  update audit_log set
    before = (select jsonb_object_agg(key, null) from jsonb_each(before)),
    after = (select jsonb_object_agg(key, null) from jsonb_each(after))
  where (before is not null or after is not null)
    and (subject_id = person
      or (table_name = 'people' and row_id = person::text)
      or (table_name = 'addresses' and row_id in (
        select gone::text from unnest(theirs) gone where not exists (select from addresses where id = gone))));
  insert into erasures (person_id) values (person) on conflict do nothing;
end $$;
revoke all on function erase_person(uuid) from public;
grant execute on function erase_person(uuid) to alongside_system;
