-- What people said yes and no to, by purpose (P5). The ledger is only added to; what holds now follows from it, in one
-- place, and takes effect in the same transaction.

-- When it was said: a sheet of paper that is recorded a week later counts from the day on it.
alter table consents add column said_at timestamptz;
update consents set said_at = at;
alter table consents alter column said_at set default clock(), alter column said_at set not null;
alter table consents drop constraint consents_way_check, add constraint consents_way_check
  check (way in ('form', 'phone', 'paper', 'in person', 'told us', 'my pages', 'sample'));
drop index consents_person;
create index consents_newest on consents (person_id, purpose, said_at desc, id desc);

-- Only added to. Rows go with their person, and may pass to another when two records turn out to be one person's.
revoke update, delete on consents from alongside_system;
create function consents_stay() returns trigger language plpgsql set search_path = public as $$
begin
  if to_jsonb(new) - 'person_id' is distinct from to_jsonb(old) - 'person_id' then
    raise exception 'the ledger of consents is only added to' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger consents_stay before update on consents for each row execute function consents_stay();
-- Nothing is said after it was written down.
create function consents_said_before() returns trigger language plpgsql set search_path = public as $$
begin
  new.said_at := least(new.said_at, new.at);
  return new;
end $$;
create trigger consents_said_before before insert on consents for each row execute function consents_said_before();

-- What holds now, purpose by purpose: what was said last. Where nothing was said, whoever gave a way to reach them may be
-- reached that way; texts need their tick; everything else needs a yes.
create function consent_states(person uuid)
returns table (purpose text, holds boolean, said boolean, said_at timestamptz)
language sql stable set search_path = public as $$
  select p.name,
    coalesce(n.given, case p.name when 'text' then (select texts_ok from people where id = person)
      else p.name in ('phone', 'post', 'email') end, false),
    n.given is not null, n.said_at
  from unnest(array['health information', 'email', 'phone', 'text', 'post', 'surveys', 'stories', 'news and campaign',
    'word back to referrer']) with ordinality as p (name, nth)
  left join lateral (select c.given, c.said_at from consents c where c.person_id = person and c.purpose = p.name
    order by c.said_at desc, c.id desc limit 1) n on true
  order by p.nth
$$;
create function consent_holds(person uuid, about text) returns boolean
language sql stable set search_path = public as $$
  select coalesce((select s.holds from consent_states(person) s where s.purpose = about), false)
$$;
-- A yes to health information that was taken back; somebody who was never asked has taken nothing back.
create function health_taken_back(person uuid) returns boolean
language sql stable set search_path = public as $$
  select exists (select from consent_states(person) s where s.purpose = 'health information' and s.said and not s.holds)
$$;
grant execute on function consent_states(uuid), consent_holds(uuid, text), health_taken_back(uuid)
  to alongside_member, alongside_staff, alongside_system;

-- Some values of a log entry blanked: who, when and which fields stay.
create function without_values(entry jsonb, fields text[]) returns jsonb
language sql immutable set search_path = public as $$
  select jsonb_object_agg(key, case when key = any(fields) then 'null'::jsonb else value end) from jsonb_each(entry)
$$;
-- What somebody told us about their health and needs goes, from the log of changes too. They stay in their groups.
create function forget_health_details(person uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  update people set diagnosed_in = null, dietary = null, access_needs = null, their_note = null, bear_in_mind = null,
    changed_at = clock()
  where id = person and num_nonnulls(diagnosed_in, dietary, access_needs, their_note, bear_in_mind) > 0;
  -- Free words of callers may hold some of it: nobody can tell, so they go.
  update calls set note = null where person_id = person and note is not null;
  update call_tries t set note = null from calls c where c.id = t.call_id and c.person_id = person and t.note is not null;
  update joinings set answers = answers - array['dietary', 'access', 'note', 'diagnosedIn'] where person_id = person;
  -- Last, for the changes above have just been written there too.
  update audit_log set
    before = without_values(before, array['diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'note']),
    after = without_values(after, array['diagnosed_in', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'note'])
  where subject_id = person and table_name in ('people', 'calls') and (before is not null or after is not null);
end $$;
revoke all on function forget_health_details(uuid), without_values(jsonb, text[]) from public;

create function consent_takes_effect() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  holds_now boolean := consent_holds(new.person_id, new.purpose);
begin
  if new.purpose = 'health information' and not holds_now then
    perform forget_health_details(new.person_id);
  elsif new.purpose = 'text' then
    update people set texts_ok = holds_now, changed_at = clock() where id = new.person_id and texts_ok <> holds_now;
  end if;
  return null;
end $$;
create trigger consent_takes_effect after insert on consents for each row execute function consent_takes_effect();

-- The tick beside "texts" is a consent, whichever form it stands on: the ledger and the tick are never two things.
create function texts_tick_is_a_consent() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  before boolean := (select c.given from consents c where c.person_id = new.id and c.purpose = 'text'
    order by c.said_at desc, c.id desc limit 1);
begin
  if before is distinct from new.texts_ok and (new.texts_ok or before) then
    insert into consents (person_id, purpose, given, words, version, way, at, recorded_by)
    values (new.id, 'text', new.texts_ok, case actor_kind() when 'staff' then 'Text messages' else 'Sending a text' end, '2026-11',
      case actor_kind() when 'staff' then 'told us' when 'member' then 'my pages' else 'form' end,
      case tg_op when 'INSERT' then new.created_at else clock() end, actor_account());
  end if;
  return null;
end $$;
create trigger texts_tick_is_a_consent after insert or update of texts_ok on people
  for each row execute function texts_tick_is_a_consent();

-- Once the agreement was taken back nothing of the kind is written down anew, by anybody, until they give it again.
create function health_needs_agreement() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if (new.diagnosed_in is not null and new.diagnosed_in is distinct from old.diagnosed_in
      or new.dietary is not null and new.dietary is distinct from old.dietary
      or new.access_needs is not null and new.access_needs is distinct from old.access_needs
      or new.their_note is not null and new.their_note is distinct from old.their_note
      or new.bear_in_mind is not null and new.bear_in_mind is distinct from old.bear_in_mind)
    and health_taken_back(new.id) then
    raise exception 'they took back their agreement to the keeping of health information'
      using errcode = '23514', constraint = 'health_needs_agreement';
  end if;
  return new;
end $$;
create trigger health_needs_agreement before update on people for each row execute function health_needs_agreement();
