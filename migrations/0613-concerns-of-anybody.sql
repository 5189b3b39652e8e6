-- A concern may be raised by everybody who works with people, whoever rings them or coordinates their group among them, and
-- about somebody in no group. Who does not lead the group reads nothing of it afterwards, not even their own words: only
-- that it was passed on, and whether somebody has looked.

alter table concerns alter group_id drop not null;
-- In which role it was raised: a facilitator reads on, a coordinator or a helper does not.
alter table concerns add raised_as text not null default 'facilitator'
  check (raised_as in ('facilitator', 'nurse', 'safeguarding lead', 'coordinator', 'helper', 'administrator'));
update concerns c set raised_as = (select r.role::text from account_roles r where r.account_id = c.raised_by
    and r.role in ('nurse', 'safeguarding lead') order by r.role limit 1)
  where not exists (select from account_roles r where r.account_id = c.raised_by and r.role = 'facilitator')
    and exists (select from account_roles r where r.account_id = c.raised_by and r.role in ('nurse', 'safeguarding lead'));
alter table concerns alter raised_as drop default;
create index concerns_raised_by on concerns (raised_by, raised_at desc);

alter policy staff_read on concerns
  using ((select actor_has('nurse', 'safeguarding lead')) or group_id in (select led_groups())
    or raised_by = actor_account() and raised_as = 'facilitator' and (select actor_has('facilitator')));
-- Raised by the function below alone: whoever may not read a row cannot be given back its id otherwise.
drop policy staff_insert on concerns;
revoke insert on concerns from alongside_staff;

-- Raises a concern in the actor's own name. Null when it is not theirs to raise: a person whom they do not see, a group that
-- is not theirs, somebody who is not of the group.
-- `their_group`: the facilitators of a group of the person's read it too, of `in_group` if they are in that, otherwise of the
-- one that they joined last; who rings somebody need not see their groups for that.
create function raise_concern(in_group uuid, in_session uuid, about_person uuid, their_group boolean, about_words text,
  what_words text, how_soon text, due timestamptz) returns uuid
language plpgsql security definer set search_path = public as $$
declare
  of_group uuid := in_group;
  made uuid;
begin
  if actor_kind() <> 'staff' then return null; end if;
  if about_person is not null and not (sees_all_people() or about_person in (select visible_people())) then return null; end if;
  if their_group then
    select m.group_id into of_group from members m join groups g on g.id = m.group_id
      where m.person_id = about_person and m.left_at is null and g.state <> 'closed'
      order by m.group_id is not distinct from in_group desc, m.joined_at desc limit 1;
  elsif in_group is not null then
    if not (sees_group(in_group) or actor_has('nurse', 'safeguarding lead')) then return null; end if;
    if about_person is not null and not exists (select from members where person_id = about_person and group_id = in_group) then
      return null;
    end if;
  end if;
  if in_session is not null and not exists (select from sessions where id = in_session and group_id = of_group) then return null; end if;
  insert into concerns (group_id, session_id, person_id, about, what, urgency, raised_by, raised_as, look_by)
  select of_group, in_session, about_person, about_words, what_words, how_soon, actor_account(), r.acts_as, due
  from (select case
      when actor_has('nurse') then 'nurse'
      when actor_has('safeguarding lead') then 'safeguarding lead'
      when actor_has('facilitator') and (of_group is null or of_group in (select led_groups())) then 'facilitator'
      when actor_has('coordinator') then 'coordinator'
      when actor_has('helper') then 'helper'
      when actor_has('administrator') then 'administrator' end as acts_as) r
  where r.acts_as is not null
  returning id into made;
  return made;
end $$;
revoke execute on function raise_concern(uuid, uuid, uuid, boolean, text, text, text, timestamptz) from public;
grant execute on function raise_concern(uuid, uuid, uuid, boolean, text, text, text, timestamptz) to alongside_staff;

-- Of what the actor raised and does not see: when, how soon, and whether the nurse or the lead has looked. Neither whom nor
-- what, and no id.
create function my_passed_on_concerns() returns table (raised_at timestamptz, urgency text, looked boolean)
language sql stable security definer set search_path = public as $$
  select c.raised_at, c.urgency, exists (select from concern_steps s where s.concern_id = c.id and s.as_role in ('nurse', 'safeguarding lead'))
  from concerns c
  where c.raised_by = actor_account() and actor_kind() = 'staff' and not actor_has('nurse', 'safeguarding lead')
    and (c.group_id is null or c.group_id not in (select led_groups()))
    and not (c.raised_as = 'facilitator' and actor_has('facilitator'))
  order by c.raised_at desc limit 50
$$;
revoke execute on function my_passed_on_concerns() from public;
grant execute on function my_passed_on_concerns() to alongside_staff;

create or replace function person_of_concern(which uuid) returns table (person_id uuid, called text, full_name text, phones text[],
  emergency_name text, emergency_phone text, where_they_are text, died boolean)
language sql stable security definer set search_path = public as $$
  select p.id, p.called, p.full_name,
    array(select a.value from person_addresses pa join addresses a on a.id = pa.address_id
      where pa.person_id = p.id and a.kind = 'phone' and a.wrong_at is null order by pa.preferred desc, a.value),
    coalesce(e.name, ''), coalesce(e.phone, ''), coalesce(e.where_i_am, ''), has_died(p.id)
  from concerns c join people p on p.id = c.person_id left join emergency_contacts e on e.person_id = p.id
  where c.id = which and actor_kind() = 'staff'
    and (actor_has('nurse', 'safeguarding lead') or c.group_id in (select led_groups())
      or c.raised_by = actor_account() and c.raised_as = 'facilitator' and actor_has('facilitator'))
$$;
