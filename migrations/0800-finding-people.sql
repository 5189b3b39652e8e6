-- Finding people as before, and two lists more, to which the numbers of Today lead: who joined a group in the last week
-- ("joined"), and who waits to be let in while no call stands on the list ("to let in"), in the groups that the actor sees.
create or replace function people_found(said text, in_group uuid, only_those text, after_key text, after_id uuid, most int)
returns setof uuid language plpgsql stable security definer rows 50 set search_path = public as $$
declare
  sets text[] := '{}';
  ways text[] := '{}';
  wanted text;
  parts text[] := '{}';
  word text;
  squashed text := lower(regexp_replace(coalesce(said, ''), '[^[:alnum:]]+', '', 'g'));
  digits text := regexp_replace(coalesce(said, ''), '[^0-9]+', '', 'g');
  mail text := regexp_replace(lower(btrim(coalesce(said, ''))), '([%_\\])', '\\\1', 'g');
begin
  if actor_kind() <> 'staff' then return; end if;

  if squashed <> '' then
    if said !~ '@' then
      foreach word in array string_to_array(search_name(said, ''), ' ') loop
        -- Fewer than three letters find the beginning of a name; the index knows nothing shorter in the middle.
        parts := parts || case when length(word) >= 3 then format('search_key like %L', '%' || word || '%')
          else format('(search_key like %L or search_key like %L)', word || '%', '% ' || word || '%') end;
      end loop;
      if length(search_name(said, '')) < 3 then parts := array[format('search_key like %L', search_name(said, '') || '%')]; end if;
      if cardinality(parts) > 0 then
        ways := ways || ('select id from people where ' || array_to_string(parts, ' and '));
      end if;
    end if;
    if said !~ '\s' and length(mail) >= 3 then
      ways := ways || format('select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id
        where a.kind = ''email'' and a.key like %L', '%' || mail || '%');
    end if;
    if length(digits) >= 4 and said !~ '[[:alpha:]]' then
      ways := ways || format('select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id
        where a.kind = ''phone'' and a.key like %L', '%' || regexp_replace(digits, '^(0044|44|0)(?=[0-9]{4})', '') || '%');
    end if;
    if length(squashed) >= 4 and squashed ~ '[0-9]' then
      ways := ways || format('select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id
        where a.kind = ''post'' and a.key like %L', '%' || squashed || '%');
    end if;
    sets := sets || ('(' || coalesce(nullif(array_to_string(ways, ' union '), ''), 'select null::uuid where false') || ')');
  elsif coalesce(said, '') <> '' then
    return;
  end if;

  if in_group is not null then
    sets := sets || format('select person_id from members where group_id = %L and left_at is null', in_group);
  end if;
  case only_those
    when 'new' then sets := sets || 'select id from people where created_at > clock() - interval ''1 month'''::text;
    when 'joined' then sets := sets || 'select person_id from members where left_at is null and joined_at > clock() - interval ''7 days''
      and (sees_all_people() or group_id in (select actor_groups())) and not has_died(person_id)'::text;
    when 'call' then sets := sets || 'select person_id from calls where ended_at is null'::text;
    when 'not let in' then sets := sets || 'select m.person_id from members m join groups g on g.id = m.group_id
      where g.kind = ''online'' and g.state <> ''closed'' and m.left_at is null and m.let_in_at is null and not has_died(m.person_id)'::text;
    when 'to let in' then sets := sets || 'select m.person_id from members m join groups g on g.id = m.group_id
      where g.kind = ''online'' and g.state in (''open'', ''planned'') and m.left_at is null and m.let_in_at is null
        and (sees_all_people() or m.group_id in (select actor_groups())) and not has_died(m.person_id)
        and not exists (select from calls c where c.person_id = m.person_id and c.ended_at is null)'::text;
    when 'wrong address' then sets := sets || 'select pa.person_id from addresses a join person_addresses pa on pa.address_id = a.id
      where a.wrong_at is not null'::text;
    else null;
  end case;
  -- Whom a member of a group's own circle of staff may not see is not found, not even as a number.
  if not sees_all_people() then sets := sets || 'select visible_people()'::text; end if;

  wanted := case when cardinality(sets) > 0
    then 'with found (id) as materialized (' || array_to_string(sets, ' intersect ') || ') select p.id from found join people p using (id)'
    else 'select p.id from people p' end || ' where true';
  if after_key is not null then
    wanted := wanted || format(' and (p.called_key, p.id) > (%L, %L)', after_key, after_id);
  end if;
  if only_those = 'no e-mail' then
    wanted := wanted || ' and not exists (select from person_addresses pa join addresses a on a.id = pa.address_id
      where pa.person_id = p.id and a.kind = ''email'' and pa.confirmed_at is not null and a.wrong_at is null)';
  end if;
  return query execute wanted || format(' order by p.called_key, p.id limit %s', least(most, 200));
end $$;
