-- Names near to what was typed, for when nobody of that name is found: a slip in spelling, a name written by ear.

-- A setting of pg_trgm can be named only once its library is loaded.
select similarity('a', 'b');

-- Ids of people whose name holds every part of one of the texts in `exactly`, or is near to one of those in `nearly`, in a
-- group or anywhere, nearest first; `alike` is the word similarity of pg_trgm that is near enough. It looks as the owner,
-- since row security keeps searches from using an index, and answers only whom the actor sees (P4). It hands over
-- candidates: near-names.ts decides which are near enough to be shown, and a human who is meant.
create function people_near(exactly text[], nearly text[], alike real, in_group uuid, most int) returns setof uuid
language plpgsql stable security definer rows 50 set search_path = public set pg_trgm.word_similarity_threshold = 0.45 as $$
begin
  if actor_kind() <> 'staff' then return; end if;
  perform set_config('pg_trgm.word_similarity_threshold', alike::text, true);
  if sees_all_people() and in_group is null then
    return query
      with parts as (
        select array(select '%' || part || '%' from unnest(string_to_array(spelled, ' ')) part order by length(part) desc) as of_name
        from unnest(exactly) spelled
      ), near as (
        -- The two longest parts are read from the index: of a first name alone there are thousands.
        select p.id, 1::real as nearness from parts join people p on p.search_key like of_name[1]
          and p.search_key like of_name[least(2, cardinality(of_name))] and p.search_key like all (of_name)
        union all
        select p.id, word_similarity(spelled, p.search_key) from unnest(nearly) spelled join people p on p.search_key %> spelled
      )
      select n.id from near n group by n.id order by max(n.nearness) desc, n.id limit most;
    return;
  end if;
  return query
    with seen (id) as materialized (
      select m.person_id from members m where m.group_id = in_group and m.left_at is null
        and (sees_all_people() or m.person_id in (select visible_people()))
      union select v.id from visible_people() as v (id) where in_group is null
    ), near as (
      select p.id, 1::real as nearness from seen join people p using (id) cross join unnest(exactly) spelled
      where p.search_key like all (array(select '%' || part || '%' from unnest(string_to_array(spelled, ' ')) part))
      union all
      select p.id, word_similarity(spelled, p.search_key) from seen join people p using (id) cross join unnest(nearly) spelled
      where p.search_key %> spelled
    )
    select n.id from near n group by n.id order by max(n.nearness) desc, n.id limit most;
end $$;
revoke execute on function people_near(text[], text[], real, uuid, int) from public;
grant execute on function people_near(text[], text[], real, uuid, int) to alongside_staff;
