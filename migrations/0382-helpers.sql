-- What whoever helps somebody may be told at their own address: the person says so on their pages, or to somebody at the
-- charity.
create function tell_helper(person uuid, address uuid, told text, what_they_are text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  update person_addresses set may_be_told = told, relation = what_they_are
  where person_id = person and address_id = address and whose = 'someone else';
  return found;
end $$;
revoke execute on function tell_helper(uuid, uuid, text, text) from public;
grant execute on function tell_helper(uuid, uuid, text, text) to alongside_staff, alongside_member;
