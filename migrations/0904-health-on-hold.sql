-- A legal hold keeps what stood there, whoever takes it out of sight: what somebody took back goes from their record at once,
-- from the log and from what is kept for undoing only when no hold stands any more.
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
  if on_legal_hold(person) then return; end if;
  update merges set details = details || jsonb_build_object('gone', without_values(details -> 'gone', fields), 'kept', without_values(details -> 'kept', fields))
  where kept_id = person and details is not null;
  -- Last, for the changes above have just been written there too.
  update audit_log set before = without_values(before, fields), after = without_values(after, fields)
  where subject_id = any (records) and table_name in ('people', 'calls', 'topic_wishes') and (before is not null or after is not null);
end $$;

-- Once the last hold is over, whether somebody ended it or its last day has passed.
create or replace function forget_old_words() returns int
language plpgsql security definer set search_path = public as $$
declare
  made int;
begin
  with old as (select id from messages where created_at < clock() - interval '2 years' and state <> 'waiting'
      and num_nonnulls(body_text, body_html, subject, sent_to) > 0
      and (person_id is null or not on_legal_hold(person_id)) limit 2000)
  update messages m set body_text = null, body_html = null, subject = null, sent_to = null, details = '{}' from old where old.id = m.id;
  get diagnostics made = row_count;
  update merges set details = null where at < clock() - interval '30 days' and details is not null;
  perform forget_health_details(held.person_id) from (select distinct person_id from legal_holds) held
  where health_taken_back(held.person_id) and not on_legal_hold(held.person_id);
  return made;
end $$;
