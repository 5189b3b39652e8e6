-- Two records of one person become one, and can be taken apart again for thirty days.

-- Loads what the setting below belongs to: otherwise only a superuser may name it.
select similarity('a', 'b');

-- Rows that stand in the way of the other record's (the same group, the same session, the same address) are set aside, with
-- what hangs on them. Children come first in the list.
create function set_aside(of_table regclass, row_now jsonb) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  found_rows jsonb := '[]';
  child record;
  one jsonb;
  keys text[] := array(select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = of_table and i.indisprimary);
begin
  for child in select c.conrelid::regclass as tbl, a.attname as col, r.attname as parent
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute r on r.attrelid = c.confrelid and r.attnum = c.confkey[1]
    where c.contype = 'f' and c.confrelid = of_table and c.confdeltype = 'c' and cardinality(c.conkey) = 1
  loop
    for one in execute format('select to_jsonb(t) from %s t where %I::text = $1', child.tbl, child.col) using row_now ->> child.parent loop
      found_rows := found_rows || set_aside(child.tbl, one);
    end loop;
  end loop;
  execute format('delete from %s t where to_jsonb(t) @> $1', of_table)
    using (select jsonb_object_agg(k, row_now -> k) from unnest(keys) k);
  return found_rows || jsonb_build_object('t', of_table::text, 'row', row_now);
end $$;

-- Every row of a column from one id to another.
create function move_rows(of_table regclass, col text, from_id uuid, to_id uuid, out moved jsonb, out aside jsonb)
language plpgsql security definer set search_path = public as $$
declare
  one record;
  becomes jsonb;
  keys text[] := array(select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = of_table and i.indisprimary);
begin
  moved := '[]';
  aside := '[]';
  for one in execute format('select ctid as place, to_jsonb(t) as now from %s t where %I = $1', of_table, col) using from_id loop
    begin
      execute format('update %s t set %I = $1 where ctid = $2 returning to_jsonb(t)', of_table, col) into becomes using to_id, one.place;
      moved := moved || jsonb_build_object('t', of_table::text, 'c', col,
        'k', (select jsonb_object_agg(k, becomes -> k) from unnest(keys) k));
    exception when unique_violation or check_violation or exclusion_violation then
      aside := aside || set_aside(of_table, one.now);
    end;
  end loop;
end $$;

create function may_merge(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select actor_kind() = 'staff' and actor_has('administrator', 'coordinator') and may_change_person(one) and may_change_person(other)
$$;

-- Locks of both, in one order: nothing goes out to either meanwhile (P1), and no place changes hands (P2).
create function lock_two_people(one uuid, other uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  which uuid;
begin
  foreach which in array array[least(one, other), greatest(one, other)] loop
    perform pg_advisory_xact_lock(person_lock(which));
  end loop;
  foreach which in array array[least(one, other), greatest(one, other)] loop
    perform pg_advisory_xact_lock(person_places_lock(which));
  end loop;
  for which in select distinct group_id from members where person_id in (one, other) order by group_id loop
    perform pg_advisory_xact_lock_shared(group_places_lock(which));
  end loop;
  for which in select distinct p.session_id from places p join sessions s on s.id = p.session_id
    where p.person_id in (one, other) and s.starts_at > clock() order by p.session_id loop
    perform pg_advisory_xact_lock(session_lock(which));
  end loop;
end $$;

-- They are one person. `take`: fields of the record that goes which are better than those of the one that stays. Stops and a
-- death of either count for both from the commit on.
create function merge_people(kept uuid, gone uuid, take text[]) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  moved jsonb := '[]';
  aside jsonb := '[]';
  part record;
  gone_row jsonb;
  kept_row jsonb;
  merge uuid;
  col text;
  fk record;
  death uuid;
  stopped jsonb;
  session uuid;
begin
  if kept = gone or not may_merge(kept, gone) then return refuse('not theirs'); end if;
  perform lock_two_people(kept, gone);
  select to_jsonb(p) into gone_row from people p where id = gone;
  select to_jsonb(p) into kept_row from people p where id = kept;
  if gone_row is null or kept_row is null then return refuse('not there'); end if;
  if on_legal_hold(kept) or on_legal_hold(gone) then return refuse('legal hold'); end if;
  if exists (select from unnest(take) t where t not in ('called', 'full_name', 'language', 'diagnosed_in', 'heard_how', 'dietary',
      'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'message_with', 'born_on')) then
    return refuse('no such field');
  end if;

  insert into merges (kept_id, gone_id, first_kept_id, merged_by) values (kept, gone, kept, actor_account()) returning id into merge;
  -- Where both have a row of which only one can stay, the better one does: the place that is kept, the membership let in.
  for part in select p.id, to_jsonb(p) as now from places p join places o on o.session_id = p.session_id and o.person_id = gone
    where p.person_id = kept and array_position(array['kept', 'offered', 'waiting'], o.state) < coalesce(array_position(array['kept', 'offered', 'waiting'], p.state), 9) loop
    aside := aside || set_aside('places', part.now);
  end loop;
  for part in select to_jsonb(m) as now from members m join members o on o.group_id = m.group_id and o.person_id = gone and o.left_at is null
    where m.person_id = kept and m.left_at is null
      and ((o.let_in_at is not null)::int, o.standing::int) > ((m.let_in_at is not null)::int, m.standing::int) loop
    aside := aside || set_aside('members', part.now);
  end loop;
  -- Visits hang on the stub, not on the person.
  if exists (select from stubs where person_id = gone) and exists (select from stubs where person_id = kept) then
    select * into part from move_rows('visits', 'stub_id', (select id from stubs where person_id = gone), (select id from stubs where person_id = kept));
    moved := moved || part.moved;
    aside := aside || part.aside;
  end if;
  for fk in select c.conrelid::regclass as tbl, a.attname as col from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'people'::regclass order by c.conrelid = 'stubs'::regclass, c.conrelid::regclass::text, a.attname loop
    select * into part from move_rows(fk.tbl, fk.col, gone, kept);
    moved := moved || part.moved;
    aside := aside || part.aside;
  end loop;
  foreach col in array take loop
    continue when not gone_row ? col or health_taken_back(kept) and col in ('diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes');
    execute format('update people set %I = (jsonb_populate_record(null::people, $1)).%I, changed_at = clock() where id = $2', col, col)
      using gone_row, kept;
  end loop;
  delete from people where id = gone;

  -- What was said by either holds for the one person they are.
  update people set texts_ok = consent_holds(kept, 'text') where id = kept and texts_ok <> consent_holds(kept, 'text');
  if health_taken_back(kept) then perform forget_health_details(kept); end if;
  perform follow_campaign_consent(kept);
  select id into death from deaths where person_id = kept and mistake_at is null;
  if death is not null then
    with calls_ended as (update calls set ended_at = clock(), ended_by = actor_account(), outcome = 'no longer needed'
        where person_id = kept and ended_at is null and why <> 'other' returning id),
      messages_stopped as (update messages set state = 'stopped', stopped_why = 'died'
        where id in (select waiting_messages_of(kept, array['waiting', 'held'])) returning id),
      sessions_ended as (update member_sessions set ended_at = clock() where person_id = kept and ended_at is null returning id)
    select jsonb_build_object('calls', (select coalesce(jsonb_agg(id), '[]') from calls_ended),
      'messages', (select coalesce(jsonb_agg(id), '[]') from messages_stopped),
      'sessions', (select coalesce(jsonb_agg(id), '[]') from sessions_ended),
      'places', (select coalesce(jsonb_agg(p.session_id), '[]') from places p join sessions s on s.id = p.session_id
        where p.person_id = kept and p.state in ('kept', 'offered', 'waiting') and s.starts_at > clock())) into stopped;
    perform free_places_after_death(kept, death);
  end if;
  -- A second seat of one person is free for whoever waits.
  for session in select distinct (a -> 'row' ->> 'session_id')::uuid from jsonb_array_elements(aside) a
    where a ->> 't' = 'places' and exists (select from sessions s where s.id = (a -> 'row' ->> 'session_id')::uuid and s.starts_at > clock())
    order by 1 loop
    perform pg_advisory_xact_lock(session_lock(session));
    perform work_list(session);
  end loop;
  update merges set details = jsonb_build_object('gone', gone_row, 'kept', kept_row, 'took', to_jsonb(take), 'moved', moved, 'aside', aside,
    'stopped', stopped) where id = merge;
  perform audit_deed('merges', merge::text, kept, jsonb_build_object('joined', gone));
  return jsonb_build_object('ok', true, 'mergeId', merge);
end $$;

-- Back to two people, as far as nothing has happened since that stands against it; a seat that was given on meanwhile is
-- taken from nobody (P2).
create function undo_merge(which uuid) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  m merges%rowtype;
  one jsonb;
  columns text;
  place record;
  left_out int := 0;
  seats uuid[] := '{}';
  living uuid;
begin
  select * into m from merges where id = which for update;
  if m.id is null or not may_merge(m.kept_id, m.kept_id) then return refuse('not theirs'); end if;
  if m.undone_at is not null or m.details is null or m.at < clock() - interval '30 days' or m.kept_id <> m.first_kept_id then
    return refuse('too late');
  end if;
  perform lock_two_people(m.kept_id, m.gone_id);
  if not exists (select from people where id = m.kept_id) then return refuse('not there'); end if;
  update merges set undone_at = clock(), undone_by = actor_account() where id = which;
  -- The tick for texts follows its consents, which come back below.
  perform put_row_back('people', m.details -> 'gone' || '{"texts_ok": false}');
  for one in select value from jsonb_array_elements(m.details -> 'aside') with ordinality a(value, n)
    where value ->> 't' = 'stubs' order by n desc loop
    perform put_row_back('stubs', one -> 'row');
  end loop;
  for one in select value from jsonb_array_elements(m.details -> 'moved') loop
    continue when one ->> 't' = 'merges' and one -> 'k' ->> 'id' = which::text;
    begin
      execute format('update %s t set %I = $1 where to_jsonb(t) @> $2', one ->> 't', one ->> 'c')
        using case one ->> 't' when 'visits' then (select (a -> 'row' ->> 'id')::uuid from jsonb_array_elements(m.details -> 'aside') a
          where a ->> 't' = 'stubs' limit 1) else m.gone_id end, one -> 'k';
    exception when unique_violation or check_violation or exclusion_violation or foreign_key_violation then
      left_out := left_out + 1;
    end;
  end loop;
  for one in select value from jsonb_array_elements(m.details -> 'aside') with ordinality a(value, n)
    where value ->> 't' <> 'stubs' order by n desc loop
    if one ->> 't' = 'places' and one -> 'row' ->> 'state' in ('kept', 'offered', 'waiting')
      and exists (select from sessions s where s.id = (one -> 'row' ->> 'session_id')::uuid and s.starts_at > clock()) then
      seats := seats || (one -> 'row' ->> 'id')::uuid;
      one := jsonb_set(one, '{row}', one -> 'row' || '{"state": "given back", "answer_by": null, "before_death": null, "death_id": null}');
    end if;
    begin
      perform put_row_back((one ->> 't')::regclass, one -> 'row');
    exception when unique_violation or check_violation or exclusion_violation or foreign_key_violation then
      left_out := left_out + 1;
    end;
  end loop;
  for one in select to_jsonb(t) from jsonb_array_elements_text(m.details -> 'took') t
    where not (health_taken_back(m.kept_id) and t in ('diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes')) loop
    execute format('update people set %I = (jsonb_populate_record(null::people, $1)).%I, changed_at = clock() where id = $2', one #>> '{}', one #>> '{}')
      using m.details -> 'kept', m.kept_id;
  end loop;
  update people p set texts_ok = consent_holds(p.id, 'text') where p.id in (m.kept_id, m.gone_id) and p.texts_ok <> consent_holds(p.id, 'text');
  perform follow_campaign_consent(m.kept_id);
  perform follow_campaign_consent(m.gone_id);

  if jsonb_typeof(m.details -> 'stopped') = 'object' then
    -- Only one of the two has died: what was stopped for the other goes on.
    select id into living from people where id in (m.kept_id, m.gone_id) and not has_died(id);
    if living is not null then
      update calls set ended_at = null, ended_by = null, outcome = null
      where id in (select value::uuid from jsonb_array_elements_text(m.details #> '{stopped,calls}')) and outcome = 'no longer needed';
      update messages set state = 'waiting', stopped_why = null
      where id in (select value::uuid from jsonb_array_elements_text(m.details #> '{stopped,messages}')) and stopped_why = 'died'
        and coalesce(useless_after > clock(), true);
      update member_sessions set ended_at = null
      where id in (select value::uuid from jsonb_array_elements_text(m.details #> '{stopped,sessions}')) and expires_at > clock();
      seats := seats || array(select p.id from places p where p.person_id = living
        and p.session_id in (select value::uuid from jsonb_array_elements_text(m.details #> '{stopped,places}')));
    end if;
  end if;
  for place in select p.session_id, p.person_id, s.starts_at > clock() as ahead from places p join sessions s on s.id = p.session_id
    where p.id = any (seats) order by p.session_id loop
    continue when not place.ahead or has_died(place.person_id);
    -- What was held back for them is theirs again; otherwise they keep what is free or wait.
    update held_back_places h set freed_at = clock(), freed_by = actor_account() from places p
    where p.id = h.place_id and p.session_id = place.session_id and p.person_id = place.person_id and h.freed_at is null;
    update places set before_death = null, death_id = null where session_id = place.session_id and person_id = place.person_id
      and state = 'given back' and death_id is not null;
    if not coalesce((keep_place(place.session_id, place.person_id) ->> 'ok')::boolean, false) then left_out := left_out + 1; end if;
  end loop;
  update merges set details = null where id = which;
  perform audit_deed('merges', which::text, m.kept_id, jsonb_build_object('apart', m.gone_id));
  return jsonb_build_object('ok', true, 'goneId', m.gone_id, 'leftOut', left_out);
end $$;

-- One row that was set aside.
create function put_row_back(of_table regclass, row_then jsonb) returns void
language plpgsql security definer set search_path = public as $$
declare
  columns text := (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = of_table and attnum > 0 and not attisdropped and attgenerated = '');
begin
  execute format('insert into %s (%s) overriding system value select %s from jsonb_populate_record(null::%s, $1)',
    of_table, columns, columns, of_table) using row_then;
end $$;

-- A setting of pg_trgm can be named only once its library is loaded.
select similarity('a', 'b');

-- Pairs that might be one person: who shares a way to reach them, who has the same full name, or, of those who came lately,
-- a name very like another. Found by index; likeness.ts decides which are worth showing, and a human who is who.
create function double_candidates(most int) returns table (one uuid, other uuid)
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
  select one, other from pairs
  where actor_kind() = 'staff' and actor_has('administrator', 'coordinator')
    and not exists (select from not_doubles n where n.one_id = least(pairs.one, pairs.other) and n.other_id = greatest(pairs.one, pairs.other))
    and (sees_all_people() or pairs.one in (select visible_people()) and pairs.other in (select visible_people()))
  limit most
$$;
revoke execute on function set_aside(regclass, jsonb), move_rows(regclass, text, uuid, uuid), may_merge(uuid, uuid), lock_two_people(uuid, uuid),
  merge_people(uuid, uuid, text[]), undo_merge(uuid), put_row_back(regclass, jsonb), double_candidates(int) from public;
grant execute on function merge_people(uuid, uuid, text[]), undo_merge(uuid), double_candidates(int) to alongside_staff;
