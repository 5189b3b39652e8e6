-- Late arrivals: a form, an import, a reply or a bounce about somebody like one who has died. A human looks first, and
-- nothing makes them live again by itself (P1).

create table late_arrivals (
  id uuid primary key default gen_random_uuid(),
  -- Who died.
  person_id uuid not null references people on delete cascade,
  joining_id uuid unique references joinings on delete cascade,
  source text not null default 'form' check (source in ('form', 'import', 'reply', 'bounce')),
  -- What is alike: 'name', 'email', 'phone', 'post', 'born'.
  alike text[] not null default '{}',
  at timestamptz not null default clock(),
  decision text check (decision in ('someone else', 'same person', 'mistake')),
  decided_at timestamptz,
  decided_by uuid references accounts,
  check ((decision is null) = (decided_at is null))
);
create index late_arrivals_open on late_arrivals (at) where decision is null;
create index late_arrivals_person on late_arrivals (person_id);
select protect_table('late_arrivals');
grant select on late_arrivals to alongside_staff;
create policy staff_read on late_arrivals for select to alongside_staff using ((select actor_has('administrator'))
  or person_id in (select person_id from members where group_id in (select actor_groups())));
select audit_table('late_arrivals', 'person_id');

-- A setting of pg_trgm can be named only once its library is loaded, and a session that just began has not.
select similarity('a', 'b');

-- Which of those who are known could be the same: who shares a way to reach them, or one very like it, or a name very like
-- theirs. Candidates only, found by index; likeness.ts decides. For the program's own work.
-- said: {"called", "fullName", "addresses": [{"kind", "value"}]}
create function people_like(said jsonb, only_dead boolean default false, most int default 40)
returns table (id uuid, called text, "fullName" text, died boolean, addresses jsonb)
language sql stable security definer set search_path = public set pg_trgm.similarity_threshold = 0.5 as $$
  with wanted as materialized (
    select w.kind, address_key(w.kind, w.value) as key from jsonb_to_recordset(coalesce(said -> 'addresses', '[]')) as w(kind text, value text)
  ), name as materialized (
    select search_name(coalesce(said ->> 'called', ''), said ->> 'fullName') as key
  ), near as (
    select pa.person_id, 1 + similarity(a.key, w.key) as nearness
    from wanted w join addresses a on a.kind = w.kind and a.key % w.key join person_addresses pa on pa.address_id = a.id
    where not only_dead or has_died(pa.person_id)
    union all
    select p.id, similarity(p.search_key, n.key) from name n join people p on p.search_key % n.key
    where not only_dead or has_died(p.id)
  ), nearest as (
    select person_id, max(nearness) as nearness from near group by person_id order by 2 desc, 1 limit most
  )
  select p.id, p.called, p.full_name, has_died(p.id), coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value, 'whose', pa.whose))
    from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = p.id), '[]')
  from nearest join people p on p.id = nearest.person_id
  where actor_kind() = 'system'
  order by nearest.nearness desc, p.id
$$;
grant execute on function people_like(jsonb, boolean, int) to alongside_system;

-- As before, except whom a human said not to be meant, in this transaction.
create or replace function person_known_as(address_kind text, address_value text, name text) returns uuid
language sql stable set search_path = public as $$
  select p.id from addresses a join person_addresses pa on pa.address_id = a.id join people p on p.id = pa.person_id
  where a.kind = address_kind and a.key = address_key(address_kind, address_value) and p.called_key = name_key(name)
    and p.id is distinct from nullif(current_setting('alongside.not_person', true), '')::uuid
  order by has_died(p.id) desc, p.created_at limit 1
$$;

-- Instead of a call that nobody may make: the forms of theirs that wait for a look.
create or replace function list_for_a_look(person uuid) returns void
language sql set search_path = public as $$
  insert into late_arrivals (person_id, joining_id, alike)
  select j.person_id, j.id, array['name', coalesce(j.answers ->> 'reach', 'email')] from joinings j
  where j.person_id = person and j.look_why = 'someone who died' and j.looked_at is null
  on conflict do nothing
$$;

-- A human has looked. 'someone else' and 'mistake' let the form go on from where it was held: the message with the button
-- goes to its address, or whoever gave a phone number or an address is written down and rung. Where everybody known at
-- that e-mail address has died no message may go there, so that person is written down too, and somebody gets in touch.
create function decide_late_arrival(which uuid, said text) returns text
language plpgsql security definer set search_path = public as $$
declare
  l late_arrivals%rowtype;
  j joinings%rowtype;
  mailed boolean;
begin
  if actor_kind() <> 'staff' or not actor_has('administrator', 'coordinator') then return 'not theirs'; end if;
  select * into l from late_arrivals where id = which for update;
  if l.id is null or not (actor_has('administrator')
      or exists (select from members where person_id = l.person_id and group_id in (select actor_groups()))) then return 'not theirs'; end if;
  if l.decision is not null then return 'decided already'; end if;
  if said = 'mistake' and has_died(l.person_id) then raise exception 'take the death back first'; end if;
  update late_arrivals set decision = said, decided_at = clock(), decided_by = actor_account() where id = which;
  select * into j from joinings where id = l.joining_id for update;
  if j.id is null then return 'decided'; end if;
  if said = 'same person' then
    update joinings set answers = '{}', email = null, looked_at = clock(), looked_by = actor_account() where id = j.id;
    return 'decided';
  end if;
  update joinings set state = 'unconfirmed', person_id = null, look_why = null, looked_at = clock(), looked_by = actor_account(),
    done_at = null, expires_at = clock() + interval '7 days' where id = j.id;
  if said = 'someone else' then perform set_config('alongside.not_person', l.person_id::text, true); end if;
  mailed := j.email is not null and (not exists (
      select from addresses a join person_addresses pa on pa.address_id = a.id
      where a.kind = 'email' and a.key = address_key('email', j.email))
    or exists (select from addresses a join person_addresses pa on pa.address_id = a.id
      where a.kind = 'email' and a.key = address_key('email', j.email) and not has_died(pa.person_id)));
  if mailed then
    insert into messages (kind, joining_id, once, useless_after)
    values ('confirm address', j.id, 'joining ' || j.id || ' after a look', clock() + interval '7 days') on conflict do nothing;
  elsif j.group_id is not null and j.answers ? 'reach' then
    perform settle_joining(j.id, false);
  end if;
  return 'decided';
end $$;
grant execute on function decide_late_arrival(uuid, text) to alongside_staff;
