-- As before, and what concerns the person and not one group is never there twice: not when a plan is made again because a
-- second record of theirs was in another group.
create or replace function plan_after_death(death uuid) returns int
language plpgsql security definer set search_path = public as $$
declare
  d deaths%rowtype;
  made int;
begin
  select * into d from deaths where id = death and mistake_at is null;
  if d.id is null or actor_kind() not in ('staff', 'system') or not may_change_person(d.person_id) then return 0; end if;
  insert into farewell_tasks (death_id, person_id, group_id, kind, owner_id, due_on)
  select d.id, d.person_id, g.id, t.kind, first_of_group(g.id, t.whose),
    greatest(case t.by when 'session' then coalesce(next.date, today + t.days) when 'before' then least(next.date - 1, today + t.days)
      else today + t.days end, today)
  from (select m.group_id, row_number() over (order by m.joined_at, m.id) as nth from members m
    where m.person_id = d.person_id and m.left_at is null) theirs
  join groups g on g.id = theirs.group_id
  cross join lateral (select (clock() at time zone g.zone)::date as today) local
  left join lateral (select s.date from sessions s where s.group_id = g.id and s.state = 'planned' and s.starts_at > clock()
    order by s.starts_at limit 1) next on true
  cross join (values
    ('letters', 'coordinator', 'days', 0, true), ('confirm', 'coordinator', 'days', 1, true),
    ('family', 'coordinator', 'days', 2, true), ('group', 'coordinator', 'before', 3, false),
    ('friends', 'coordinator', 'before', 4, false), ('session', 'facilitator', 'session', 28, false),
    ('newcomers', 'facilitator', 'session', 28, false), ('facilitator', 'coordinator', 'session', 7, false),
    ('referrer', 'coordinator', 'days', 7, true)) as t (kind, whose, by, days, once)
  where (not t.once or theirs.nth = 1 and not exists (select from farewell_tasks f where f.death_id = d.id and f.kind = t.kind))
    and case t.kind when 'confirm' then d.sure = 'told'
      when 'letters' then jsonb_array_length(coalesce(d.stopped -> 'letters', '[]')) > 0
      when 'referrer' then consent_holds(d.person_id, 'word back to referrer') else true end
  on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

-- After two records were made one, or two again: the groups of both have a plan when that person has died, and none who has
-- not. Answers the death, where there is one and something new is to be done about it.
create function plan_after_merge(person uuid) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  death uuid;
begin
  if actor_kind() <> 'staff' or not may_change_person(person) then return null; end if;
  delete from farewell_tasks t using deaths d where d.id = t.death_id and t.person_id = person and d.person_id <> person;
  select id into death from deaths where person_id = person and mistake_at is null;
  return case when death is not null and plan_after_death(death) > 0 then death end;
end $$;
revoke execute on function plan_after_merge(uuid) from public;
grant execute on function plan_after_merge(uuid) to alongside_staff;
