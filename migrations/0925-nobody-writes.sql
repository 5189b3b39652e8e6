-- An erasure looks through everything that people write freely, and then goes. A text about the person that is committed
-- between the look and the end would be missed. So whoever writes freely shares a lock until their commit, and an erasure
-- takes it alone for its last look. Who writes never waits for another writer, only for the end of an erasure.
create function words_lock() returns bigint language sql immutable parallel safe
  return hashtextextended('free words', 0);

create function share_words() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock_shared(words_lock());
  return null;
end $$;

-- Says of a table that people write freely in these columns, also about others.
create function free_words(of_table regclass, variadic columns text[]) returns void language plpgsql as $$
begin
  execute format('create trigger share_words before insert or update of %s on %s for each statement execute function share_words()',
    (select string_agg(quote_ident(c), ', ') from unnest(columns) c), of_table);
end $$;

-- Not messages: their words are the program's own.
select free_words('people', 'heard_how', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'message_with'),
  free_words('addresses', 'wrong_why'),
  free_words('calls', 'suits', 'note'),
  free_words('call_tries', 'note'),
  free_words('incoming_texts', 'body'),
  free_words('deaths', 'told_by'),
  free_words('wishes', 'by_whom', 'how'),
  free_words('family_wishes', 'flowers', 'note', 'contact_name', 'contact_how'),
  free_words('farewell_tasks', 'words', 'note'),
  free_words('offers', 'words', 'reply'),
  free_words('concerns', 'about', 'what'),
  free_words('concern_steps', 'words'),
  free_words('questions', 'words', 'answer'),
  free_words('debriefs', 'suits'),
  free_words('signposts', 'name', 'what_for'),
  free_words('legal_holds', 'reason'),
  free_words('erasure_requests', 'note'),
  free_words('merges', 'details'),
  free_words('session_records', 'themes'),
  free_words('services', 'summary', 'who_for', 'first_visit'),
  free_words('topics', 'name', 'plain_note'),
  free_words('venues', 'finding_the_room', 'contact_note'),
  free_words('groups', 'paused_words', 'led_by', 'what_to_expect'),
  free_words('sessions', 'cancelled_words', 'instead_words', 'moved_from', 'speaker', 'talk', 'public_note');

-- Waits until nobody is in the middle of writing, a moment at the most: who writes may be waiting for what the erasure
-- holds, and it is the erasure that gives way, long before the database would end one of the two (after a second).
create function hold_free_words() returns boolean
language plpgsql security definer set search_path = public set lock_timeout = '300ms' as $$
begin
  if actor_kind() <> 'system' then raise exception 'the program''s own work' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(words_lock());
  return true;
exception when lock_not_available then
  return false;
end $$;
grant execute on function hold_free_words() to alongside_system;
