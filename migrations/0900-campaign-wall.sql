-- The wall (P5): support and campaigning live apart. Whoever campaigns acts as alongside_campaign, which reaches this schema
-- and, of the support side, only the clock and the charity's own settings. Whoever supports never reads this schema. One
-- function crosses, for one person, and only while that person's own consent to news and campaigns holds.
create schema campaign;
revoke all on schema campaign from public;
grant usage on schema campaign to alongside_campaign;

-- What was open to everybody is on the public pages; the campaign side has no need of it here.
revoke all on all tables in schema public from alongside_campaign;
revoke execute on function audit_look(text, text, uuid), audit_deed(text, text, uuid, jsonb) from alongside_campaign;
grant select on clock_offset, charity to alongside_campaign;
grant execute on function address_key(text, text) to alongside_campaign;

-- Who asked for news or signed. A name and an address; nothing that leads to a person on the other side, and nothing by
-- which a row that came from there could be told from another.
create table campaign.supporters (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('email', 'post')),
  address text not null check (length(address) between 3 and 500),
  address_key text not null generated always as (public.address_key(kind, address)) stored,
  source text not null default 'asked for news' check (source in ('asked for news', 'signed', 'wrote')),
  words text not null check (length(words) between 1 and 2000),
  version text not null check (length(version) <= 40),
  way text not null check (way in ('form', 'told us')),
  at timestamptz not null default clock(),
  -- Every row has one. Only the support side can work out whose it is, with a key that never leaves it.
  match bytea not null unique default sha256(gen_random_uuid()::text::bytea)
);
create index supporters_address on campaign.supporters (address_key);
alter table campaign.supporters enable row level security;
alter table campaign.supporters force row level security;
create policy owner_all on campaign.supporters to alongside_owner using (true) with check (true);
create policy campaign_all on campaign.supporters to alongside_campaign using (true) with check (true);
grant select, insert, update (name, kind, address), delete on campaign.supporters to alongside_campaign;

-- What changed, by whom, which fields: never the values, so that taking a name off the list leaves nothing here (P8). What
-- the support side copies looks like any other change: no account and nobody's id stands beside it.
create table campaign.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock(),
  account_id uuid,
  request text,
  verb text not null check (verb in ('insert', 'update', 'delete')),
  table_name text not null,
  row_id text not null,
  fields text[] not null default '{}'
);
create index audit_log_row on campaign.audit_log (table_name, row_id);
alter table campaign.audit_log enable row level security;
alter table campaign.audit_log force row level security;
create policy owner_all on campaign.audit_log to alongside_owner using (true) with check (true);
create policy campaign_read on campaign.audit_log for select to alongside_campaign using (true);
grant select on campaign.audit_log to alongside_campaign;

create function campaign.audit_change() returns trigger
language plpgsql security definer set search_path = campaign, public as $$
declare
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
begin
  insert into campaign.audit_log (account_id, request, verb, table_name, row_id, fields)
  values (case when actor_kind() = 'campaign' then actor_account() end, case when actor_kind() = 'campaign' then actor_request() end,
    lower(tg_op), tg_table_name, coalesce(new_row ->> 'id', old_row ->> 'id'),
    array(select key from jsonb_each(new_row || old_row) where new_row -> key is distinct from old_row -> key and key <> 'match' order by key));
  return null;
end $$;
create trigger audit after insert or update or delete on campaign.supporters for each row execute function campaign.audit_change();

-- The key that ties a row there to a person here, kept on this side only; nobody but the owner's functions reads it.
create table campaign_key (
  only_row boolean primary key default true check (only_row),
  key bytea not null default sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea)
);
insert into campaign_key default values;
alter table campaign_key enable row level security;
alter table campaign_key force row level security;
create policy owner_all on campaign_key to alongside_owner using (true) with check (true);

create function campaign_match(person uuid) returns bytea
language sql stable security definer set search_path = public as $$
  select sha256(k.key || sha256(k.key || person::text::bytea)) from campaign_key k
$$;
-- Hands one person's name and address over while their consent holds, and takes both back when it does not. The way and
-- the words say nothing of groups; the very words that were shown stand in the ledger on this side.
create function follow_campaign_consent(person uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  its bytea := campaign_match(person);
  said record;
  reach_kind text;
  reach_value text;
begin
  select c.given, c.version, c.way, c.said_at into said from consents c
  where c.person_id = person and c.purpose = 'news and campaign' order by c.said_at desc, c.id desc limit 1;
  if said.given then
    select a.kind, a.value into reach_kind, reach_value from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = person and pa.whose = 'own' and a.wrong_at is null
      and (a.kind = 'email' and pa.confirmed_at is not null or a.kind = 'post')
    order by a.kind = 'email' desc, pa.preferred desc, pa.added_at limit 1;
  end if;
  if reach_value is null then
    delete from campaign.supporters where match = its;
    return;
  end if;
  insert into campaign.supporters as s (name, kind, address, words, version, way, at, match)
  select coalesce(nullif(p.full_name, ''), p.called), reach_kind, reach_value,
    'I would like news of its work and of its campaigns.', said.version,
    case when said.way in ('form', 'my pages') then 'form' else 'told us' end, said.said_at, its
  from people p where p.id = person
  on conflict (match) do update set name = excluded.name, kind = excluded.kind, address = excluded.address, words = excluded.words,
    version = excluded.version, way = excluded.way, at = excluded.at
  where (s.name, s.kind, s.address, s.version, s.way, s.at)
    is distinct from (excluded.name, excluded.kind, excluded.address, excluded.version, excluded.way, excluded.at);
end $$;
create function campaign_consent_said() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  perform follow_campaign_consent(new.person_id);
  return null;
end $$;
create trigger campaign_consent_said after insert on consents for each row when (new.purpose = 'news and campaign')
  execute function campaign_consent_said();
-- Whoever moves house or changes their name is not written to at the former address.
create function campaign_details_changed() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  person uuid := case tg_table_name when 'people' then (to_jsonb(new) ->> 'id')::uuid
    else coalesce(to_jsonb(new) ->> 'person_id', to_jsonb(old) ->> 'person_id')::uuid end;
begin
  if exists (select from consents where person_id = person and purpose = 'news and campaign' and given) then
    perform follow_campaign_consent(person);
  end if;
  return null;
end $$;
create trigger campaign_details_changed after insert or update or delete on person_addresses
  for each row execute function campaign_details_changed();
create trigger campaign_details_changed after update of called, full_name on people
  for each row execute function campaign_details_changed();
-- Whoever is erased here is taken off there, whichever way they go.
create function campaign_forgets() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  delete from campaign.supporters s using gone where s.match = campaign_match(gone.id);
  return null;
end $$;
create trigger campaign_forgets after delete on people referencing old table as gone
  for each statement execute function campaign_forgets();

-- For the gate alone: whether something may go out to this supporter now. A yes or a no; never why, and never to the
-- campaign side. No when they are no longer on the list, or when somebody of that name at that address has died (P1). The
-- locks of everybody at the address are held until the send is over, so a death that is being recorded waits or is seen.
create function campaign_may_send(supporter uuid) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  s record;
begin
  select kind, name, address_key into s from campaign.supporters where id = supporter;
  if s.name is null then return false; end if;
  perform pg_advisory_xact_lock_shared(person_lock(at_it.person_id)) from (select distinct pa.person_id
    from addresses a join person_addresses pa on pa.address_id = a.id
    where a.kind = s.kind and a.key = s.address_key order by 1) at_it;
  return exists (select from campaign.supporters where id = supporter)
    and not exists (select from addresses a join person_addresses pa on pa.address_id = a.id join people p on p.id = pa.person_id
      where a.kind = s.kind and a.key = s.address_key and has_died(p.id)
        -- Of a couple only the one who died: by the first word of either name, for people sign as they like.
        and (string_to_array(search_name(s.name, ''), ' ') && array[split_part(search_name(p.called, ''), ' ', 1), nullif(split_part(search_name('', p.full_name), ' ', 1), '')]));
end $$;
-- For the copy of everything held about somebody: what the campaign side was handed of them.
create function campaign_entry_of(person uuid) returns jsonb
language sql stable security definer set search_path = public as $$
  select to_jsonb(s) - array['id', 'match', 'address_key'] from campaign.supporters s where s.match = campaign_match(person)
$$;
revoke execute on function campaign_entry_of(uuid), campaign_match(uuid), follow_campaign_consent(uuid), campaign_may_send(uuid),
  campaign_consent_said(), campaign_details_changed(), campaign_forgets(), campaign.audit_change() from public;
grant execute on function campaign_may_send(uuid), campaign_entry_of(uuid) to alongside_system;

select follow_campaign_consent(person_id) from (select distinct person_id from consents where purpose = 'news and campaign') said;
