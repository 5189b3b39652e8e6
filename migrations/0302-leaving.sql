-- Whoever is part of no group any more needs nobody to be rung for them: that is forgotten at once.
create function forget_emergency_contact(person uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not may_change_person(person) then raise exception 'not theirs to change' using errcode = '42501'; end if;
  delete from emergency_contacts where person_id = person
    and not exists (select from members where person_id = person and left_at is null);
end $$;
grant execute on function forget_emergency_contact(uuid) to alongside_member, alongside_staff, alongside_system;
