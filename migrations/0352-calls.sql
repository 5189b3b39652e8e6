-- Whoever has just spoken with somebody may let them in to the online group that the call was about: nobody gets a link
-- before someone at the charity has spoken with them. A helper sees no memberships; this door is as wide as that call.
create function let_in_after_call(which uuid) returns int
language plpgsql security definer set search_path = public as $$
declare
  c calls%rowtype;
  made int;
begin
  select * into c from calls where id = which and outcome in ('spoke', 'they rang') and ended_by = actor_account()
    and ended_at > clock() - interval '1 hour';
  if actor_kind() <> 'staff' or c.id is null then raise exception 'no call of theirs' using errcode = '42501'; end if;
  update members m set let_in_at = clock(), let_in_by = actor_account()
  from groups g
  where g.id = m.group_id and g.kind = 'online' and m.person_id = c.person_id and m.left_at is null and m.let_in_at is null
    and g.id = coalesce(c.group_id, (select s.group_id from sessions s where s.id = c.session_id), g.id) and not has_died(m.person_id);
  get diagnostics made = row_count;
  return made;
end $$;
-- Whether there is anything to let in to: a yes or a no, for whoever is about to ring.
create function waits_to_be_let_in(person uuid, in_group uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select may_change_person(person) and exists (select from members m join groups g on g.id = m.group_id
    where m.person_id = person and g.kind = 'online' and m.left_at is null and m.let_in_at is null
      and g.id = coalesce(in_group, g.id))
$$;
grant execute on function let_in_after_call(uuid), waits_to_be_let_in(uuid, uuid) to alongside_staff;
