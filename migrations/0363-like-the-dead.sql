-- Which of those who died could be the same. They are what forms are compared with while somebody waits: those who died are few beside
-- everybody, so their addresses are read by way of them; an index over all addresses holds too much that is alike
-- ("@gmail.com", "07…") and took a second among sixty thousand.
create function dead_like(said jsonb, most int default 40)
returns table (id uuid, called text, "fullName" text, addresses jsonb)
language sql stable security definer set search_path = public as $$
  with wanted as materialized (
    select w.kind, address_key(w.kind, w.value) as key from jsonb_to_recordset(coalesce(said -> 'addresses', '[]')) as w(kind text, value text)
  ), near as materialized (
    select d.person_id, max(similarity(a.key, w.key)) as nearness
    from deaths d join person_addresses pa on pa.person_id = d.person_id join addresses a on a.id = pa.address_id
      join wanted w on w.kind = a.kind
    where d.mistake_at is null and similarity(a.key, w.key) >= 0.5 and actor_kind() = 'system'
    group by d.person_id order by 2 desc, 1 limit most
  )
  select p.id, p.called, p.full_name, coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value, 'whose', pa.whose))
    from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = p.id), '[]')
  from near join people p on p.id = near.person_id
  order by near.nearness desc, p.id
$$;
grant execute on function dead_like(jsonb, int) to alongside_system;

-- Doubles among everybody have a search of their own.
drop function people_like(jsonb, boolean, int);
