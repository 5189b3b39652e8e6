-- How to dial in to an online group, for a letter alone: it is read days before, so the 24 hours of joining_details() cannot hold
-- for it. Only whom somebody spoke with and let in, and who has a place at that session, or, where the letter is about none, at one
-- that is still to come.
create function dial_in_by_letter(in_group uuid, which uuid, person uuid) returns jsonb
language sql stable security definer set search_path = public as $$
  select jsonb_build_object('number', j.dial_in_number, 'code', j.dial_in_code)
  from group_joining j
  join members m on m.group_id = j.group_id and m.person_id = person and m.left_at is null and m.let_in_at is not null
  where j.group_id = in_group and j.dial_in_number <> '' and actor_kind() = 'system' and not has_died(person)
    and (which is null and m.standing or exists (
      select from places p join sessions s on s.id = p.session_id
      where p.person_id = person and p.state = 'kept' and s.group_id = in_group and s.state = 'planned' and s.telephone is null
        and s.ends_at > clock() and (which is null or s.id = which)))
$$;
revoke execute on function dial_in_by_letter(uuid, uuid, uuid) from public;
grant execute on function dial_in_by_letter(uuid, uuid, uuid) to alongside_system;
