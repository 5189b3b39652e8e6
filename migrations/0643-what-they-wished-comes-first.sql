-- What somebody wished for themselves comes before all else, as their own pages promise them; what they left open, the family
-- decides. `differs`: the family would have it otherwise in something that they had decided; people should speak first.
drop function may_be_said(uuid);
create function may_be_said(death uuid, out anything boolean, out their_name boolean, out on_list boolean, out differs boolean)
language sql stable set search_path = public as $$
  select said.anything, case when said.anything is false then false else said.their_name end,
    case when said.anything is false or said.their_name is false then false else said.on_list end,
    coalesce(said.own <> said.may_say, false) or said.anything is not false and (said.name_differs
      or said.their_name is not false and said.list_differs)
  from (
    select own.tell as own, f.may_say, coalesce(own.tell, f.may_say) as anything,
      coalesce(w.name_used, f.name_used) as their_name, coalesce(w.remembered, f.remembered) as on_list,
      coalesce(w.name_used <> f.name_used, false) as name_differs, coalesce(w.remembered <> f.remembered, false) as list_differs
    from deaths d left join wishes w on w.person_id = d.person_id left join family_wishes f on f.death_id = d.id
    cross join lateral (select w.when_died = 'tell' as tell) own
    where d.id = death
  ) said
$$;
revoke execute on function may_be_said(uuid) from public;
grant execute on function may_be_said(uuid) to alongside_staff, alongside_system;

-- And it stays as they left it: nobody writes it anew once they have died.
alter policy staff_insert on wishes with check (written_by = actor_account() and not has_died(person_id)
  and ((select actor_has('administrator'))
    or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups()))));
alter policy staff_update on wishes using (not has_died(person_id) and ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups()))));
alter policy staff_delete on wishes using (not has_died(person_id) and ((select actor_has('administrator'))
  or person_id in (select person_id from members where left_at is null and group_id in (select actor_groups()))));
