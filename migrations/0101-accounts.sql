-- What staff may change about their own account: the name that colleagues see, and a phone number.
create function guard_own_account() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if actor_kind() = 'staff' and not actor_has('administrator')
    and (old.email, old.passkey_required, old.ended_at, old.created_at)
      is distinct from (new.email, new.passkey_required, new.ended_at, new.created_at) then
    raise exception 'only an administrator changes this about an account' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger guard_own_account before update on accounts for each row execute function guard_own_account();
-- A session can be ended, and nothing else.
revoke update on staff_sessions from alongside_staff;
grant update (ended_at) on staff_sessions to alongside_staff;
-- A passkey can be renamed; its key stays what it is.
revoke update on passkeys from alongside_staff;
grant update (name) on passkeys to alongside_staff;

-- Two administrators who end each other's accounts at the same moment: the lock makes the second one look again.
create function keep_an_administrator() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'account_roles' then
    if old.role <> 'administrator' then return null; end if;
  elsif not exists (select from account_roles where account_id = old.id and role = 'administrator') then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if not exists (select from account_roles r join accounts a on a.id = r.account_id
      where r.role = 'administrator' and a.ended_at is null) then
    raise exception 'one administrator stays' using errcode = '23514', constraint = 'an_administrator_stays';
  end if;
  return null;
end $$;
create constraint trigger keep_an_administrator after delete on account_roles
  deferrable initially immediate for each row execute function keep_an_administrator();
create constraint trigger keep_an_administrator after update on accounts
  deferrable initially immediate for each row when (old.ended_at is null and new.ended_at is not null)
  execute function keep_an_administrator();

-- Who was here last, for the administrator's list.
create index account_roles_role on account_roles (role);
