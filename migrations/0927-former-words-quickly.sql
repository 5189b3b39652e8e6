-- As before, quick over a log of years: most entries hold no such words, and what cannot fit is not taken apart. In the text
-- of an entry a line's end is written as two signs, so the first look asks for no beginnings and ends of words.
create or replace function forget_former_words(pattern text, columns jsonb, kept text[]) returns void
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
