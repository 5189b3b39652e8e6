-- What the gate and the pages about messages need.

-- When sending was first tried: after two days of trying a message counts as undelivered.
alter table messages add column first_tried_at timestamptz;
-- A process takes some that are due for itself, for so long; when it dies meanwhile, another takes them after that.
alter table messages add column claimed_until timestamptz not null default '-infinity';

-- The list of messages, newest first, whole or by what is asked for; a million rows stay quick.
drop index messages_created;
create index messages_newest on messages (created_at desc, id desc);
create index messages_by_kind on messages (kind, created_at desc, id desc);
create index messages_by_group on messages (group_id, created_at desc, id desc);
create index messages_unusual on messages (state, created_at desc, id desc) where state <> 'sent';
drop index messages_troubled;
create index messages_troubled on messages (created_at desc) where state in ('undelivered', 'bounced') and seen_undelivered_at is null;

-- The stop link of a message. Whoever holds it may stop what that person is sent, and start it again; it shows nothing
-- about them (P4). It works as long as somebody may still find the message, and after a death it does no harm.
create function stop_link_person(hash bytea) returns uuid
language sql stable security definer set search_path = public as $$
  select person_id from member_links
  where token_hash = hash and purpose = 'stop' and cancelled_at is null and (expires_at is null or expires_at > clock())
$$;
create function stop_link_state(hash bytea) returns table (known boolean, stopped text, until timestamptz)
language plpgsql stable security definer set search_path = public as $$
declare
  whose uuid := stop_link_person(hash);
begin
  if whose is null then return; end if;
  return query select true, s.what, s.until from (select 1) as one
    left join lateral (select st.what, st.until from stops st
      where st.person_id = whose and st.ended_at is null and (st.until is null or st.until > clock())
      order by array_position(array['all', 'pause', 'reminders'], st.what) limit 1) s on true;
end $$;
-- 'none' ends every stop. A pause lasts for so many days. Asking for the same again changes nothing.
create function stop_by_link(hash bytea, wanted text, days int, by_way text) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  whose uuid := stop_link_person(hash);
begin
  if whose is null then return false; end if;
  if wanted not in ('all', 'pause', 'reminders', 'none') or by_way not in ('one click', 'my pages') then
    raise exception 'not a stop' using errcode = '22023';
  end if;
  if wanted = 'none' then
    update stops set ended_at = clock() where person_id = whose and ended_at is null;
    return true;
  end if;
  if not exists (select from stops where person_id = whose and what = wanted and ended_at is null
      and (until is null or until > clock()) and wanted <> 'pause') then
    if wanted = 'pause' then
      update stops set ended_at = clock() where person_id = whose and what = 'pause' and ended_at is null;
    end if;
    insert into stops (person_id, what, until, way)
    values (whose, wanted, case when wanted = 'pause' then clock() + make_interval(days => least(greatest(days, 1), 366)) end, by_way);
  end if;
  return true;
end $$;
grant execute on function stop_link_state(bytea), stop_by_link(bytea, text, int, text) to alongside_public, alongside_member;

-- Only an administrator opens the gate after a restore.
create policy everybody_reads on gate_state for select using (true);
create policy owner_all on gate_state to alongside_owner using (true) with check (true);
create policy system_all on gate_state to alongside_system using (true) with check (true);
create policy administrator_update on gate_state for update to alongside_staff using ((select actor_has('administrator'))) with check (true);
alter table gate_state enable row level security;
alter table gate_state force row level security;
