-- Finding people as before, quicker when very many are found, or nobody is without an e-mail address.
--
-- What was typed is looked for in whichever way reads less. Among few (a group, a filter, whom the actor may see) each of
-- them is asked. Among everybody the next thousand names in their order are asked first: where what was typed fits many,
-- they fill the page. Otherwise the indexes answer.
create or replace function people_found(said text, in_group uuid, only_those text, after_key text, after_id uuid, most int)
returns setof uuid language plpgsql stable security definer rows 50 set search_path = public as $$
declare
  most_here constant int := least(most, 200);
  beyond text := case when after_key is null then '' else format(' and (p.called_key, p.id) > (%L, %L)', after_key, after_id) end;
  all_of_them boolean := sees_all_people();
  sets text[] := '{}';
  parts text[] := '{}';
  ways text[] := '{}';
  named text;
  fits text := 'true';
  word text;
  squashed text := lower(regexp_replace(coalesce(said, ''), '[^[:alnum:]]+', '', 'g'));
  digits text := regexp_replace(coalesce(said, ''), '[^0-9]+', '', 'g');
  mail text := regexp_replace(lower(btrim(coalesce(said, ''))), '([%_\\])', '\\\1', 'g');
  by_address constant text := 'select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id where ';
  without_mail constant text := 'not exists (' || by_address ||
    'pa.person_id = p.id and a.kind = ''email'' and pa.confirmed_at is not null and a.wrong_at is null)';
  one_by_one text := 'true';
  by_index text;
  found uuid[];
begin
  if actor_kind() <> 'staff' then return; end if;

  if in_group is not null then
    sets := sets || format('select person_id from members where group_id = %L and left_at is null', in_group);
  end if;
  case only_those
    when 'new' then sets := sets || 'select id from people where created_at > clock() - interval ''1 month'''::text;
    when 'joined' then sets := sets || 'select person_id from members where left_at is null and joined_at > clock() - interval ''7 days''
      and ((select sees_all_people()) or group_id in (select actor_groups())) and not has_died(person_id)'::text;
    when 'call' then sets := sets || 'select person_id from calls where ended_at is null'::text;
    when 'not let in' then sets := sets || 'select m.person_id from members m join groups g on g.id = m.group_id
      where g.kind = ''online'' and g.state <> ''closed'' and m.left_at is null and m.let_in_at is null and not has_died(m.person_id)'::text;
    when 'to let in' then sets := sets || 'select m.person_id from members m join groups g on g.id = m.group_id
      where g.kind = ''online'' and g.state in (''open'', ''planned'') and m.left_at is null and m.let_in_at is null
        and ((select sees_all_people()) or m.group_id in (select actor_groups())) and not has_died(m.person_id)
        and not exists (select from calls c where c.person_id = m.person_id and c.ended_at is null)'::text;
    when 'wrong address' then sets := sets || 'select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id
      where a.wrong_at is not null'::text;
    when 'no e-mail' then fits := without_mail;
    else null;
  end case;
  -- Whom a member of a group's own circle of staff may not see is not found, not even as a number.
  if not all_of_them then sets := sets || 'select visible_people()'::text; end if;

  if squashed <> '' then
    if said !~ '@' then
      foreach word in array string_to_array(search_name(said, ''), ' ') loop
        -- Fewer than three letters find the beginning of a name; the index knows nothing shorter in the middle.
        parts := parts || case when length(word) >= 3 then format('p.search_key like %L', '%' || word || '%')
          else format('(p.search_key like %L or p.search_key like %L)', word || '%', '% ' || word || '%') end;
      end loop;
      if length(search_name(said, '')) < 3 then parts := array[format('p.search_key like %L', search_name(said, '') || '%')]; end if;
      if cardinality(parts) > 0 then named := array_to_string(parts, ' and '); end if;
    end if;
    if said !~ '\s' and length(mail) >= 3 then
      ways := ways || format('a.kind = ''email'' and a.key like %L', '%' || mail || '%');
    end if;
    if length(digits) >= 4 and said !~ '[[:alpha:]]' then
      ways := ways || format('a.kind = ''phone'' and a.key like %L', '%' || regexp_replace(digits, '^(0044|44|0)(?=[0-9]{4})', '') || '%');
    end if;
    if length(squashed) >= 4 and squashed ~ '[0-9]' then
      ways := ways || format('a.kind = ''post'' and a.key like %L', '%' || squashed || '%');
    end if;
    one_by_one := concat_ws(' or ', '(' || named || ')', 'exists (' || by_address || 'pa.person_id = p.id and ('
      || (select string_agg('(' || condition || ')', ' or ') from unnest(ways) as condition) || ') offset 0)', 'false');
    select string_agg(way, ' union ') into by_index from (
      select 'select p.id from people p where ' || named as way where named is not null
      union all select by_address || condition from unnest(ways) as condition) as all_ways;
    if by_index is null then return; end if;
  elsif coalesce(said, '') <> '' then
    return;
  end if;

  if cardinality(sets) = 0 and (by_index is not null or only_those = 'no e-mail') then
    execute 'select array_agg(id) from (select p.id from (select * from people p where true' || beyond
      || ' order by p.called_key, p.id limit 1000) p where ' || fits || ' and (' || one_by_one
      || format(') order by p.called_key, p.id limit %s) x', most_here) into found;
    if cardinality(found) = most_here then return query select unnest(found); return; end if;
    sets := array[coalesce(by_index, 'select p.id from people p where ' || without_mail)];
  else
    fits := fits || ' and (' || one_by_one || ')';
  end if;

  return query execute (case when cardinality(sets) > 0
      then 'with found (id) as materialized (select distinct id from ((' || array_to_string(sets, ') intersect (') || ')) as x (id)) select p.id from found join people p using (id)'
      else 'select p.id from people p' end)
    || ' where ' || fits
    || beyond || format(' order by p.called_key, p.id limit %s', most_here);
end $$;
