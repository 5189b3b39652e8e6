-- Who a cookie belongs to. Narrow functions, since a request is nobody's until they have answered.

-- A session of staff ends after 30 minutes without a request and 12 hours in all.
create function staff_session_seen(hash bytea)
returns table (session_id uuid, account_id uuid, name text, email text, roles text[], groups uuid[])
language plpgsql security definer set search_path = public as $$
declare
  found_session uuid;
  found_account uuid;
  last_seen timestamptz;
begin
  select s.id, s.account_id, s.seen_at into found_session, found_account, last_seen
  from staff_sessions s join accounts a on a.id = s.account_id
  where s.token_hash = hash and s.ended_at is null and s.expires_at > clock()
    and s.seen_at > clock() - interval '30 minutes' and a.ended_at is null;
  if found_session is null then return; end if;
  if last_seen < clock() - interval '1 minute' then
    update staff_sessions set seen_at = clock() where id = found_session;
  end if;
  return query select found_session, a.id, a.name, a.email,
    array(select r.role::text from account_roles r where r.account_id = a.id order by r.role),
    array(select g.group_id from group_staff g where g.account_id = a.id
      and exists (select from account_roles r where r.account_id = a.id and r.role::text = g.part))
  from accounts a where a.id = found_account;
end $$;

-- After a death the pages are quiet: the cookie opens nothing any more (P1).
create function member_session_seen(hash bytea) returns table (session_id uuid, person_id uuid)
language plpgsql security definer set search_path = public as $$
declare
  found_session uuid;
  found_person uuid;
  last_seen timestamptz;
begin
  select s.id, s.person_id, s.seen_at into found_session, found_person, last_seen
  from member_sessions s
  where s.token_hash = hash and s.ended_at is null and s.expires_at > clock() and not has_died(s.person_id);
  if found_session is null then return; end if;
  if last_seen < clock() - interval '1 minute' then
    update member_sessions set seen_at = clock() where id = found_session;
  end if;
  return query select found_session, found_person;
end $$;
grant execute on function staff_session_seen(bytea), member_session_seen(bytea) to alongside_public;
