-- What others wrote about somebody and then changed stands in the log alone, where no human can look it through as a text.
-- When the person is erased it goes from there: which field was changed, by whom and when stays (P8).
create function without_words(entry jsonb, fields text[], pattern text) returns jsonb
language sql immutable set search_path = public as $$
  select coalesce(jsonb_object_agg(key, case when key = any (fields) and value #>> '{}' ~ pattern then 'null'::jsonb else value end), entry)
  from jsonb_each(entry)
$$;

-- `columns` says for each table in which columns people write freely; `kept` are places (table, column, row and what they
-- say) that a human left because they are about somebody else: these stay in the log too.
-- Most entries of a log of years hold no such words: what cannot fit is not taken apart. In the text of an entry a line's end
-- is written as two signs, so the first look asks for no beginnings and ends of words.
create function forget_former_words(pattern text, columns jsonb, kept text[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  anywhere constant text := replace(replace(pattern, '\m', ''), '\M', '');
begin
  if actor_kind() <> 'system' then raise exception 'the program''s own work' using errcode = '42501'; end if;
  update audit_log l set before = w.before, after = w.after
  from (
    select a.at, a.id, without_words(a.before, f.fields, pattern) as before, without_words(a.after, f.fields, pattern) as after
    from audit_log a cross join lateral (
      select array(select c from jsonb_array_elements_text(columns -> a.table_name) c
        where not exists (select from unnest(kept) k where starts_with(k, concat_ws(' ', a.table_name, c, a.row_id, '')))) as fields
    ) f
    where a.table_name = any (array(select jsonb_object_keys(columns))) and (a.before::text ~ anywhere or a.after::text ~ anywhere)
  ) w
  where l.at = w.at and l.id = w.id and (l.before is distinct from w.before or l.after is distinct from w.after);
end $$;
grant execute on function forget_former_words(text, jsonb, text[]) to alongside_system;
