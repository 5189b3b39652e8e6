-- What the log keeps of a row is read by those who may read the row, and nobody else (P4). Whoever sees a person saw their
-- whole log: what they wish to be said when they die, in which other groups they are, what a family wishes, why a court
-- holds their record. Each of these has fewer readers than the person; administrators read all of it, as before, but whom to
-- ring in an emergency. A row that is gone is read by administrators alone.
create policy as_narrow_as_the_row on audit_log as restrictive for select to alongside_staff using (
  verb in ('looked', 'did') or (select actor_has('administrator')) or case table_name
    when 'wishes' then exists (select from wishes w where w.person_id = subject_id)
    when 'family_wishes' then exists (select from family_wishes f where f.death_id = row_id::uuid)
    when 'farewell_tasks' then exists (select from farewell_tasks t where t.id = row_id::uuid)
    when 'members' then exists (select from members m where m.id = row_id::uuid)
    when 'places' then exists (select from places p where p.id = row_id::uuid)
    when 'offers' then exists (select from offers o where o.id = row_id::uuid)
    when 'late_arrivals' then exists (select from late_arrivals l where l.id = row_id::uuid)
    when 'legal_holds' then exists (select from legal_holds h where h.id = row_id::uuid)
    when 'member_links' then false
    when 'member_sessions' then false
    else true end);
