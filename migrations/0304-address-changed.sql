-- Whoever changes their e-mail address: the former one hears of it once, so that nobody can take over somebody's pages
-- unnoticed. The message is to the person, at the address that is no longer theirs.
create or replace function confirm_joining(hash bytea, out outcome text, out person uuid, out for_group uuid, out wishes jsonb)
language plpgsql security definer set search_path = public as $$
declare
  j joinings%rowtype;
begin
  select * into j from joinings where token_hash = hash for update;
  if j.id is null or j.state = 'draft' then outcome := 'no link'; return; end if;
  for_group := j.group_id;
  if j.state = 'done' then outcome := 'done already'; return; end if;
  if j.expires_at <= clock() then outcome := 'too late'; return; end if;
  if j.group_id is null then
    if has_died(j.person_id) then outcome := 'no link'; return; end if;
    insert into messages (kind, person_id, email, once, useless_after)
    select 'address changed', j.person_id, a.value, 'address changed ' || j.id || ' ' || a.id, clock() + interval '7 days'
    from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = j.person_id and a.kind = 'email' and pa.confirmed_at is not null and a.wrong_at is null
      and a.key <> address_key('email', j.email);
    -- The new e-mail address takes the place of the former ones.
    delete from person_addresses pa using addresses a where a.id = pa.address_id and pa.person_id = j.person_id and a.kind = 'email';
    insert into person_addresses (person_id, address_id, whose, whose_name, preferred, confirmed_at)
    values (j.person_id, address_row('email', j.email), coalesce(j.answers ->> 'whose', 'own'), j.answers ->> 'whoseName', true, clock());
    update joinings set state = 'done', done_at = clock(), email = null, answers = '{}' where id = j.id;
    outcome := 'address changed';
    return;
  end if;
  wishes := jsonb_build_object('places', j.answers ->> 'places', 'dates', coalesce(j.answers -> 'dates', '[]'));
  select s.outcome, s.person into outcome, person from settle_joining(j.id, true) s;
end $$;
