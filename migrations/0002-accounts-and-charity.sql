-- Staff accounts and what they may do; the charity's own settings.

create type staff_role as enum ('administrator', 'coordinator', 'facilitator', 'nurse', 'safeguarding lead', 'helper',
  'evaluator', 'campaigner', 'health professional');

create table accounts (
  id uuid primary key default gen_random_uuid(),
  email text not null check (length(email) between 3 and 320),
  email_key text not null generated always as (lower(email)) stored unique,
  name text not null check (length(name) between 1 and 200),
  phone text check (length(phone) <= 40),
  created_at timestamptz not null default clock(),
  -- Until a passkey exists the mailed link signs in; from then on it enrols nothing and signs in nobody.
  passkey_required boolean not null default true,
  ended_at timestamptz
);
create table account_roles (
  account_id uuid not null references accounts on delete cascade,
  role staff_role not null,
  given_at timestamptz not null default clock(),
  given_by uuid references accounts,
  primary key (account_id, role)
);

create function actor_has(variadic wanted staff_role[]) returns boolean
language sql stable parallel safe security definer set search_path = public as $$
  select exists (select from account_roles r join accounts a on a.id = r.account_id
    where r.account_id = actor_account() and a.ended_at is null and r.role = any (wanted))
$$;
grant execute on function actor_has(staff_role[]) to alongside_public, alongside_member, alongside_staff, alongside_campaign, alongside_system;

create table passkeys (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null default clock(),
  last_used_at timestamptz
);
create index passkeys_account on passkeys (account_id);
create table staff_links (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'sign in', 'recovery')),
  created_at timestamptz not null default clock(),
  created_by uuid references accounts,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index staff_links_account on staff_links (account_id);
create table staff_sessions (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  token_hash bytea not null unique,
  way text not null check (way in ('passkey', 'link', 'sample', 'openid')),
  device text check (length(device) <= 200),
  created_at timestamptz not null default clock(),
  seen_at timestamptz not null default clock(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index staff_sessions_account on staff_sessions (account_id);
create table passkey_challenges (
  id uuid primary key default gen_random_uuid(),
  challenge text not null,
  account_id uuid references accounts on delete cascade,
  purpose text not null check (purpose in ('enrol', 'sign in')),
  expires_at timestamptz not null
);

select protect_table(t) from unnest(array['accounts', 'account_roles', 'passkeys', 'staff_links', 'staff_sessions',
  'passkey_challenges']::regclass[]) t;
select audit_table('accounts');
select audit_table('account_roles', '', 'account_id');
select audit_table('passkeys', '', 'id', 'public_key', 'credential_id', 'counter', 'last_used_at');
select audit_table('staff_links', '', 'id', 'token_hash');
select audit_table('staff_sessions', '', 'id', 'token_hash', 'seen_at');

-- Colleagues see one another's name; only administrators change accounts and roles.
grant select, insert, update on accounts to alongside_staff;
create policy staff_read on accounts for select to alongside_staff using (actor_account() is not null);
create policy staff_own on accounts for update to alongside_staff using (id = actor_account()) with check (id = actor_account());
create policy administrator_insert on accounts for insert to alongside_staff with check ((select actor_has('administrator')));
create policy administrator_update on accounts for update to alongside_staff using ((select actor_has('administrator'))) with check (true);
grant select, insert, delete on account_roles to alongside_staff;
create policy staff_read on account_roles for select to alongside_staff using (actor_account() is not null);
create policy administrator_insert on account_roles for insert to alongside_staff with check ((select actor_has('administrator')));
create policy administrator_delete on account_roles for delete to alongside_staff using ((select actor_has('administrator')));
grant select, insert, update, delete on passkeys to alongside_staff;
create policy own_all on passkeys to alongside_staff using (account_id = actor_account()) with check (account_id = actor_account());
create policy administrator_delete on passkeys for delete to alongside_staff using ((select actor_has('administrator')));
create policy administrator_read on passkeys for select to alongside_staff using ((select actor_has('administrator')));
grant select, insert on staff_links to alongside_staff;
create policy administrator_read on staff_links for select to alongside_staff using ((select actor_has('administrator')));
create policy administrator_insert on staff_links for insert to alongside_staff with check ((select actor_has('administrator')));
grant select, update on staff_sessions to alongside_staff;
create policy own_read on staff_sessions for select to alongside_staff using (account_id = actor_account() or (select actor_has('administrator')));
create policy own_update on staff_sessions for update to alongside_staff using (account_id = actor_account() or (select actor_has('administrator')))
  with check (true);

-- The charity: one row; public pages and messages use nothing else.
create table charity (
  only_row boolean primary key default true check (only_row),
  name text not null default 'Alongside' check (length(name) between 1 and 120),
  -- Said outside: a sender and a subject that tell nothing of the illness (P7).
  discreet_name text not null default 'Alongside' check (length(discreet_name) between 1 and 60),
  phone text not null default '' check (length(phone) <= 40),
  phone_hours text not null default '' check (length(phone_hours) <= 200),
  email text not null default '' check (length(email) <= 320),
  postal_address text not null default '' check (length(postal_address) <= 500),
  registered_number text not null default '' check (length(registered_number) <= 200),
  illness text not null default 'an incurable illness' check (length(illness) between 1 and 120),
  from_email text not null default 'hello@example.org' check (length(from_email) <= 320),
  brand_colour text not null default '#4b1d52' check (brand_colour ~ '^#[0-9a-f]{6}$'),
  accent_colour text not null default '#e4573d' check (accent_colour ~ '^#[0-9a-f]{6}$'),
  logo bytea check (octet_length(logo) <= 200000),
  logo_type text check (logo_type in ('image/png', 'image/svg+xml', 'image/jpeg', 'image/webp')),
  zone text not null default 'Europe/London',
  changed_at timestamptz not null default clock()
);
insert into charity default values;
create table services (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (length(name) between 1 and 120),
  summary text not null default '' check (length(summary) <= 600),
  who_for text not null default '' check (length(who_for) <= 1000),
  first_visit text not null default '' check (length(first_visit) <= 2000),
  position int not null default 0,
  ended_at timestamptz
);
create table topics (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references services,
  name text not null check (length(name) between 1 and 120),
  -- Shown beforehand so that people can choose. Palliative care is not dying: no ranking, only plain words.
  plain_note text check (length(plain_note) <= 200),
  position int not null default 0,
  ended_at timestamptz,
  unique (service_id, name)
);
grant select on charity, services, topics to alongside_public, alongside_member, alongside_staff, alongside_campaign, alongside_system;
grant update on charity to alongside_staff;
grant insert, update on services, topics to alongside_staff;
alter table charity enable row level security; alter table charity force row level security;
alter table services enable row level security; alter table services force row level security;
alter table topics enable row level security; alter table topics force row level security;
create policy everybody_reads on charity for select using (true);
create policy everybody_reads on services for select using (true);
create policy everybody_reads on topics for select using (true);
create policy owner_all on charity to alongside_owner using (true) with check (true);
create policy owner_all on services to alongside_owner using (true) with check (true);
create policy owner_all on topics to alongside_owner using (true) with check (true);
create policy administrator_update on charity for update to alongside_staff using ((select actor_has('administrator'))) with check (true);
create policy staff_insert on services for insert to alongside_staff with check ((select actor_has('administrator')));
create policy staff_update on services for update to alongside_staff using ((select actor_has('administrator'))) with check (true);
create policy staff_insert on topics for insert to alongside_staff with check ((select actor_has('administrator', 'coordinator')));
create policy staff_update on topics for update to alongside_staff using ((select actor_has('administrator', 'coordinator'))) with check (true);
select audit_table('charity', '', 'only_row', 'logo');
select audit_table('services');
select audit_table('topics');
select announce_table(t) from unnest(array['charity', 'services', 'topics']::regclass[]) t;
