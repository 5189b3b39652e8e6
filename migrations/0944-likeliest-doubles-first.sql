-- A setting of pg_trgm can be named only once its library is loaded.
select similarity('a', 'b');

-- The same pairs as before, those with the names most alike first: couples and carers share an address with somebody of
-- another name, and a few hundred of them took all the places that the list has, for good.
create or replace function double_candidates(most int) returns table (one uuid, other uuid)
language sql stable security definer set search_path = public set pg_trgm.similarity_threshold = 0.6 as $$
  with lately as materialized (
    select id, search_key from people where created_at > clock() - interval '90 days' order by created_at desc limit 300
  ), pairs as (
    select least(x.person_id, y.person_id) as one, greatest(x.person_id, y.person_id) as other
    from person_addresses x join person_addresses y on y.address_id = x.address_id and y.person_id > x.person_id
    union
    select least(p.id, q.id), greatest(p.id, q.id) from people p join people q on q.search_key = p.search_key and q.id > p.id
    where p.full_name is not null and p.full_name <> p.called
    union
    select least(l.id, p.id), greatest(l.id, p.id) from lately l join people p on p.search_key % l.search_key and p.id <> l.id
  )
  select pairs.one, pairs.other from pairs join people a on a.id = pairs.one join people b on b.id = pairs.other
  where actor_kind() = 'staff' and actor_has('administrator', 'coordinator')
    and not exists (select from not_doubles n where n.one_id = least(pairs.one, pairs.other) and n.other_id = greatest(pairs.one, pairs.other))
    and (sees_all_people() or pairs.one in (select visible_people()) and pairs.other in (select visible_people()))
  order by similarity(a.search_key, b.search_key) desc, pairs.one, pairs.other
  limit most
$$;
