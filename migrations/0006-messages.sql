-- The outbox. Everything that goes out waits here and passes the one gate at the moment of sending (P1).

create table messages (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (length(kind) <= 60),
  channel text not null default 'email' check (channel in ('email', 'text', 'post')),
  -- To whom: someone known, a colleague, or only an address that is not yet confirmed.
  person_id uuid references people on delete cascade,
  account_id uuid references accounts on delete cascade,
  joining_id uuid references joinings on delete cascade,
  email text check (length(email) <= 320),
  group_id uuid references groups,
  session_id uuid references sessions on delete cascade,
  -- Small facts that the text needs and that may change until it is sent: a former date, an answer-by time.
  details jsonb not null default '{}',
  -- The same news once: a second insert with the same key does nothing.
  once text unique check (length(once) <= 300),
  due_at timestamptz not null default clock(),
  -- After this nobody wants it any more (a reminder after the session began).
  useless_after timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'held', 'stopped', 'undelivered', 'bounced')),
  attempts int not null default 0,
  try_after timestamptz not null default '-infinity',
  stopped_why text check (length(stopped_why) <= 200),
  last_error text check (length(last_error) <= 300),
  sent_at timestamptz,
  -- What was sent, with personal links blanked.
  sent_to text,
  subject text,
  body_text text,
  body_html text,
  seen_undelivered_at timestamptz,
  created_at timestamptz not null default clock(),
  check (num_nonnulls(person_id, account_id, joining_id, email) >= 1)
);
create index messages_due on messages (greatest(due_at, try_after)) where state = 'waiting';
create index messages_person on messages (person_id, created_at desc);
create index messages_created on messages (created_at desc);
create index messages_session on messages (session_id);
create index messages_troubled on messages (created_at desc) where state in ('undelivered', 'bounced');

select protect_table('messages');
grant select, update on messages to alongside_staff;

create policy staff_read on messages for select to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people()));
create policy staff_update on messages for update to alongside_staff using ((select sees_all_people()) or person_id in (select visible_people())) with check (true);
select audit_table('messages', 'person_id', 'id', 'subject', 'body_text', 'body_html', 'email', 'sent_to', 'details', 'attempts', 'try_after', 'last_error');

-- The only way into the outbox. A member may only write to themselves; nobody who is not known may write to anybody.
create function queue_messages(wanted jsonb) returns int
language plpgsql security definer set search_path = public as $$
declare
  made int;
begin
  if actor_kind() not in ('staff', 'system', 'member') then
    raise exception 'messages are queued by members, staff and the program' using errcode = '42501';
  end if;
  if actor_kind() = 'member' and exists (select from jsonb_to_recordset(wanted) as w(person_id uuid, account_id uuid, email text)
      where w.person_id is distinct from actor_person() or w.account_id is not null or w.email is not null) then
    raise exception 'a member''s own messages only' using errcode = '42501';
  end if;
  insert into messages (kind, person_id, account_id, joining_id, email, group_id, session_id, details, due_at, useless_after, once)
  select w.kind, w.person_id, w.account_id, w.joining_id, w.email, w.group_id, w.session_id, coalesce(w.details, '{}'),
    coalesce(w.due_at, clock()), w.useless_after, w.once
  from jsonb_to_recordset(wanted) as w(kind text, person_id uuid, account_id uuid, joining_id uuid, email text, group_id uuid,
    session_id uuid, details jsonb, due_at timestamptz, useless_after timestamptz, once text)
  on conflict (once) do nothing;
  get diagnostics made = row_count;
  return made;
end $$;
grant execute on function queue_messages(jsonb) to alongside_member, alongside_staff, alongside_system;
