-- Whoever is known and asks for a call is rung as they ask for it: on the number that they give, when it suits them now,
-- with a message left or not as they say this time. Nothing else that is known of them changes.

-- As somebody said when they asked for this call; null where they are new, or nobody said: then what is known holds.
alter table calls add column voicemail_ok boolean, add column message_with text check (length(message_with) <= 120);

create or replace function ask_for_call(said jsonb, not_person uuid default null) returns void
language plpgsql security definer set search_path = public as $$
declare
  person uuid;
  wanted_group uuid := (select id from groups where id = (said ->> 'groupId')::uuid and state <> 'closed');
  known boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('joining ' || address_key('phone', said ->> 'phone'), 0));
  if not_person is not null then perform set_config('alongside.not_person', not_person::text, true); end if;
  person := person_known_as('phone', said ->> 'phone', said ->> 'called');
  known := person is not null;
  -- Whoever calls this has asked before; should they have died this moment, nobody rings.
  if known and has_died(person) then return; end if;
  if known then
    -- Their name and their number once more: that it was marked as wrong was a slip, or is over.
    update addresses set wrong_at = null, wrong_why = null
    where kind = 'phone' and key = address_key('phone', said ->> 'phone') and wrong_at is not null;
  else
    insert into people (called, voicemail_ok, message_with, language)
    values (said ->> 'called', coalesce((said ->> 'voicemail')::boolean, false), said ->> 'messageWith',
      coalesce(said ->> 'language', 'en'))
    returning id into person;
    insert into person_addresses (person_id, address_id) values (person, address_row('phone', said ->> 'phone'));
    insert into consents (person_id, purpose, given, words, version, way)
    values (person, 'phone', true, said #>> '{consent,words}', said #>> '{consent,version}', 'form');
  end if;
  -- Asked again while the first wish stands: what is said now counts, and nobody waits for a next try that lay days ahead.
  insert into calls (person_id, why, group_id, suits, note, voicemail_ok, message_with)
  values (person, 'asked for', wanted_group, said ->> 'suits', said ->> 'about',
    case when known then coalesce((said ->> 'voicemail')::boolean, false) end, case when known then said ->> 'messageWith' end)
  on conflict (person_id, why, coalesce(session_id, group_id)) where ended_at is null do update set
    suits = coalesce(excluded.suits, calls.suits),
    note = case when excluded.note is distinct from calls.note then left(concat_ws(E'\n', excluded.note, calls.note), 1000)
      else calls.note end,
    voicemail_ok = excluded.voicemail_ok, message_with = excluded.message_with,
    due_at = least(calls.due_at, clock());
end $$;

-- Whether somebody may be rung for this call: they agreed to calls or, having said no, asked for this one since.
create function may_be_rung(person uuid, why text, asked timestamptz) returns boolean
language sql stable set search_path = public as $$
  select consent_holds(person, 'phone') or why = 'asked for' and not exists (select from consents c
    where c.person_id = person and c.purpose = 'phone' and not c.given and c.at >= asked)
$$;
grant execute on function may_be_rung(uuid, text, timestamptz) to alongside_staff;
