-- A concern is kept six years after it was closed: as long as the law lets most claims about care be brought (Limitation
-- Act 1980, section 5). One that is still open is kept, and so is one about somebody on legal hold.
create function concerns_over(by timestamptz) returns setof uuid
language sql stable security definer set search_path = public as $$
  select c.id from concerns c join concern_states() s on s.id = c.id
  where s.state = 'closed' and (c.person_id is null or not on_legal_hold(c.person_id))
    and (select max(t.at) from concern_steps t where t.concern_id = c.id) < by - interval '6 years'
$$;
create function forget_old_concerns() returns int
language plpgsql security definer set search_path = public as $$
declare
  made int;
begin
  delete from concerns where id in (select concerns_over(clock()));
  get diagnostics made = row_count;
  return made;
end $$;
revoke execute on function concerns_over(timestamptz), forget_old_concerns() from public;
grant execute on function concerns_over(timestamptz), forget_old_concerns() to alongside_system;
