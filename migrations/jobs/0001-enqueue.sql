-- Enqueueing in the same transaction as the domain row (P3), by roles that may not touch the job tables themselves.
-- run_at is real time: what is due by the program's own clock stands in a column and is compared with clock().
create or replace function graphile_worker.enqueue(task text, payload json default '{}', run_at timestamptz default null,
  key text default null) returns void
language sql security definer set search_path = graphile_worker, public as $$
  select graphile_worker.add_job(task, payload, run_at => run_at, job_key => key, job_key_mode => 'replace')
$$;
revoke all on function graphile_worker.enqueue(text, json, timestamptz, text) from public;
grant usage on schema graphile_worker to alongside_public, alongside_member, alongside_staff, alongside_campaign, alongside_system;
grant execute on function graphile_worker.enqueue(text, json, timestamptz, text) to alongside_member, alongside_staff, alongside_system;
