-- Signing in. Nobody is known yet, so whoever asks does it through narrow functions; a look-up never tells whether an
-- address is known.

-- Opened by a mailed link: such a session can only make a passkey, it opens no page of the staff.
alter table staff_sessions add only_enrols boolean not null default false;

create or replace function staff_session_seen(hash bytea)
returns table (session_id uuid, account_id uuid, name text, email text, roles text[], groups uuid[])
language plpgsql security definer set search_path = public as $$
declare
  found_session uuid;
  found_account uuid;
  last_seen timestamptz;
begin
  select s.id, s.account_id, s.seen_at into found_session, found_account, last_seen
  from staff_sessions s join accounts a on a.id = s.account_id
  where s.token_hash = hash and s.ended_at is null and not s.only_enrols and s.expires_at > clock()
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

-- Whose the enrolling session is, while it lasts.
create function staff_enrolling(hash bytea) returns table (session_id uuid, account_id uuid, name text, email text)
language sql stable security definer set search_path = public as $$
  select s.id, a.id, a.name, a.email from staff_sessions s join accounts a on a.id = s.account_id
  where s.token_hash = hash and s.ended_at is null and s.only_enrols and s.expires_at > clock() and a.ended_at is null
$$;
grant execute on function staff_enrolling(bytea) to alongside_public, alongside_staff;

-- The answer is the same for every address, and takes about as long. Once a passkey exists the message says so and
-- brings no link.
create function ask_for_staff_link(address text) returns void
language sql security definer set search_path = public as $$
  insert into messages (kind, account_id, useless_after)
  select 'staff link', id, clock() + interval '1 hour' from accounts where email_key = lower(btrim(address)) and ended_at is null
$$;
grant execute on function ask_for_staff_link(text) to alongside_public;

-- What a link is good for, without using it up (P9).
create function staff_link_works(hash bytea) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from staff_links l join accounts a on a.id = l.account_id
    where l.token_hash = hash and l.used_at is null and l.expires_at > clock() and a.ended_at is null
      and not exists (select from passkeys p where p.account_id = a.id))
$$;
grant execute on function staff_link_works(bytea) to alongside_public;

-- Uses a link up, once: of two presses at the same moment one finds used_at still empty. Begins a session under the
-- hash given; it only enrols unless the account may do without a passkey.
create function open_staff_link(hash bytea, session_hash bytea, on_device text)
returns table (account_id uuid, only_enrols boolean)
language plpgsql security definer set search_path = public as $$
declare
  whose uuid;
  needs_passkey boolean;
begin
  update staff_links l set used_at = clock() from accounts a
    where a.id = l.account_id and l.token_hash = hash and l.used_at is null and l.expires_at > clock() and a.ended_at is null
      and not exists (select from passkeys p where p.account_id = a.id)
    returning a.id, a.passkey_required into whose, needs_passkey;
  if whose is null then return; end if;
  insert into staff_sessions (account_id, token_hash, way, device, only_enrols, expires_at)
  values (whose, session_hash, 'link', left(on_device, 200), needs_passkey,
    clock() + case when needs_passkey then interval '15 minutes' else interval '12 hours' end);
  return query select whose, needs_passkey;
end $$;
grant execute on function open_staff_link(bytea, bytea, text) to alongside_public;

-- A challenge answers once and soon.
create index passkey_challenges_expiry on passkey_challenges (expires_at);
-- An administrator's list shows who has no passkey yet and who was here when; a session's end is for good.
create index staff_sessions_open on staff_sessions (account_id, seen_at desc) where ended_at is null;
-- The audit log is read newest first, whole or by table.
create index audit_log_newest on audit_log (at desc, id desc);
create index audit_log_table on audit_log (table_name, at desc, id desc);

-- A lease is never more than a tenth of what is left, so that a process that starts or restarts late still finds some.
create or replace function lease_rate(limit_key bytea, window_seconds int, most int, wanted int) returns int
language plpgsql security definer set search_path = public as $$
declare
  start timestamptz := to_timestamp(floor(extract(epoch from clock()) / window_seconds) * window_seconds);
  before_used int;
  given int;
begin
  insert into rate_limits (key, window_start, used) values (limit_key, start, 0) on conflict do nothing;
  select used into before_used from rate_limits where key = limit_key and window_start = start for update;
  given := greatest(0, least(wanted, ceil((most - before_used) / 10.0)::int));
  if given > 0 then
    update rate_limits set used = used + given where key = limit_key and window_start = start;
  end if;
  return given;
end $$;
