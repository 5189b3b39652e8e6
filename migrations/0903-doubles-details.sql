-- What was moved when two records were made one names rows that few may read, a concern among them. Nobody needs it but
-- merge_people() and undo_merge(), so staff no longer read it; whether a merge can be undone is a column of its own.
alter table merges add can_be_undone boolean not null generated always as (details is not null) stored;
revoke select on merges from alongside_staff;
grant select (id, kept_id, gone_id, first_kept_id, at, merged_by, undone_at, undone_by, can_be_undone) on merges to alongside_staff;

-- Rows that were set aside may hold what others wrote about somebody. What was kept for undoing has no use with words taken
-- out of it, so all of it goes, and the two records stay one.
create or replace function redact_text(of_table text, key_column text, key text, of_column text, pattern text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  changed int;
begin
  if actor_kind() <> 'system' then raise exception 'the program''s own work' using errcode = '42501'; end if;
  if of_table = 'merges' and of_column = 'details' then
    update merges set details = null where id::text = key;
  else
    execute format('update %I set %I = regexp_replace(%I, $1, ''[…]'', ''gi'') where %I::text = $2', of_table, of_column, of_column, key_column)
      using pattern, key;
  end if;
  get diagnostics changed = row_count;
  update audit_log set before = without_values(before, array[of_column]), after = without_values(after, array[of_column])
  where table_name = of_table and row_id = key and (before ? of_column or after ? of_column);
  return changed > 0;
end $$;

-- Somebody who takes back their agreement about health takes it back for a record that went into theirs as well: from the
-- log under its id, and from what is kept for undoing.
create or replace function forget_health_details(person uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  fields text[] := array['diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'note', 'topic_id'];
  records uuid[] := array[person] || array(select gone_id from merges where kept_id = person and undone_at is null);
begin
  update people set diagnosed_in = null, dietary = null, access_needs = null, their_note = null, bear_in_mind = null, hopes = null,
    changed_at = clock()
  where id = person and num_nonnulls(diagnosed_in, dietary, access_needs, their_note, bear_in_mind, hopes) > 0;
  delete from topic_wishes where person_id = person;
  -- Free words of callers may hold some of it: nobody can tell, so they go.
  update calls set note = null where person_id = person and note is not null;
  update call_tries t set note = null from calls c where c.id = t.call_id and c.person_id = person and t.note is not null;
  update joinings set answers = answers - array['dietary', 'access', 'note', 'diagnosedIn'] where person_id = person;
  update merges set details = details || jsonb_build_object('gone', without_values(details -> 'gone', fields), 'kept', without_values(details -> 'kept', fields))
  where kept_id = person and details is not null;
  -- Last, for the changes above have just been written there too.
  update audit_log set before = without_values(before, fields), after = without_values(after, fields)
  where subject_id = any (records) and table_name in ('people', 'calls', 'topic_wishes') and (before is not null or after is not null);
end $$;
