-- What else comes up around a session: questions for the nurse, a talk after a hard one, dates of supervision, what a member
-- offers.

-- A clinical question that came up, without names, and the nurse's answer for every facilitator to take back.
create table questions (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  session_id uuid references sessions on delete set null,
  words text not null check (length(words) between 1 and 1000),
  asked_by uuid references accounts default actor_account(),
  asked_at timestamptz not null default clock(),
  answer text check (length(answer) between 1 and 4000),
  answered_by uuid references accounts,
  answered_at timestamptz,
  -- Taken away again: a name had slipped in, or it was no question for all.
  withdrawn_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index questions_open on questions (asked_at) where answer is null and withdrawn_at is null;
create index questions_group on questions (group_id, answered_at);
-- A facilitator would like to talk about a session; somebody rings them.
create table debriefs (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts default actor_account(),
  group_id uuid not null references groups,
  session_id uuid references sessions on delete set null,
  with_whom text not null check (with_whom in ('coordinator', 'nurse', 'either')),
  suits text not null default '' check (length(suits) <= 200),
  asked_at timestamptz not null default clock(),
  done_at timestamptz,
  done_by uuid references accounts,
  outcome text check (outcome in ('talked', 'no longer needed')),
  check (num_nonnulls(done_at, done_by, outcome) in (0, 3))
);
create unique index debriefs_once on debriefs (account_id, session_id) where done_at is null;
-- When a facilitator has supervision, and whether it took place.
create table supervisions (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts,
  date date not null,
  with_whom text not null default '' check (length(with_whom) <= 120),
  state text not null default 'planned' check (state in ('planned', 'took place', 'called off')),
  noted_by uuid references accounts default actor_account(),
  noted_at timestamptz not null default clock(),
  unique (account_id, date)
);
-- A member offers a topic, a tip, an hour of help or a story.
create table offers (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people on delete cascade,
  group_id uuid not null references groups,
  kind text not null check (kind in ('topic', 'tip', 'help', 'story')),
  words text not null check (length(words) between 1 and 2000),
  offered_at timestamptz not null default clock(),
  state text not null default 'new' check (state in ('new', 'thanked', 'taken up', 'not now')),
  reply text not null default '' check (length(reply) <= 1000),
  answered_by uuid references accounts,
  answered_at timestamptz,
  check ((state = 'new') = (answered_at is null))
);
create index offers_person on offers (person_id);
create index offers_new on offers (offered_at) where state = 'new';

select protect_table(t) from unnest(array['questions', 'debriefs', 'supervisions', 'offers']::regclass[]) t;
-- A name may have slipped into a question: its words stay out of the log.
select audit_table('questions', '', 'id', 'words', 'answer');
select audit_table('debriefs', '', 'id', 'suits');
select audit_table('supervisions');
select audit_table('offers', 'person_id', 'id', 'words', 'reply');

grant select, insert on questions to alongside_staff;
grant update (answer, answered_by, answered_at) on questions to alongside_staff;
create policy staff_read on questions for select to alongside_staff
  using ((select actor_has('administrator', 'coordinator', 'facilitator', 'nurse', 'safeguarding lead')));
create policy staff_insert on questions for insert to alongside_staff
  with check (asked_by = actor_account() and ((select actor_has('administrator')) or group_id in (select actor_groups())));
create policy nurse_update on questions for update to alongside_staff
  using ((select actor_has('nurse'))) with check (answered_by = actor_account());
-- The nurse, whoever asked, and who else has to do with the group.
create function withdraw_question(which uuid) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if actor_kind() <> 'staff' then return false; end if;
  update questions q set withdrawn_at = clock() where q.id = which and q.withdrawn_at is null
    and (actor_has('nurse') or q.asked_by = actor_account() or sees_group(q.group_id));
  return found;
end $$;
revoke execute on function withdraw_question(uuid) from public;
grant execute on function withdraw_question(uuid) to alongside_staff;

grant select, insert on debriefs to alongside_staff;
grant update (done_at, done_by, outcome) on debriefs to alongside_staff;
create policy staff_read on debriefs for select to alongside_staff using (account_id = actor_account()
  or with_whom <> 'coordinator' and (select actor_has('nurse'))
  or with_whom <> 'nurse' and (select actor_has('coordinator')) and group_id in (select actor_groups()));
create policy staff_insert on debriefs for insert to alongside_staff
  with check (account_id = actor_account() and group_id in (select led_groups()));
create policy staff_update on debriefs for update to alongside_staff using (account_id = actor_account()
  or with_whom <> 'coordinator' and (select actor_has('nurse'))
  or with_whom <> 'nurse' and (select actor_has('coordinator')) and group_id in (select actor_groups()))
  with check (done_by = actor_account());

grant select, insert, update on supervisions to alongside_staff;
create policy staff_read on supervisions for select to alongside_staff
  using (account_id = actor_account() or (select actor_has('administrator', 'coordinator')));
create policy staff_insert on supervisions for insert to alongside_staff
  with check (noted_by = actor_account() and (select actor_has('administrator', 'coordinator')));
create policy staff_update on supervisions for update to alongside_staff
  using ((select actor_has('administrator', 'coordinator'))) with check (noted_by = actor_account());

grant select, insert on offers to alongside_member;
create policy own_read on offers for select to alongside_member using (person_id = actor_person());
create policy own_insert on offers for insert to alongside_member with check (person_id = actor_person() and state = 'new'
  and reply = '' and group_id in (select m.group_id from members m where m.person_id = actor_person() and m.left_at is null));
grant select on offers to alongside_staff;
grant update (state, reply, answered_by, answered_at) on offers to alongside_staff;
create policy staff_read on offers for select to alongside_staff using ((select actor_has('administrator'))
  or (select actor_has('coordinator')) and group_id in (select actor_groups()));
create policy staff_update on offers for update to alongside_staff using ((select actor_has('administrator'))
  or (select actor_has('coordinator')) and group_id in (select actor_groups()))
  with check (answered_by = actor_account());
