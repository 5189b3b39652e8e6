-- Nobody waits for anybody: each takes a lock of their own.
create or replace function session_lock(session uuid) returns bigint language sql volatile
  return (random() * 1e15)::bigint;
