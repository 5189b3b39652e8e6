-- The language in which somebody joins is that of their messages. The form says it among its answers; whoever changes
-- their address on their own pages keeps the language that they have.
create function language_of_joining() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  new.language := case
    when new.answers ->> 'language' in ('en', 'cy') then new.answers ->> 'language'
    when new.person_id is not null then coalesce((select p.language from people p where p.id = new.person_id), 'en')
    else new.language
  end;
  return new;
end $$;
revoke execute on function language_of_joining() from public;
create trigger language_of_joining before insert on joinings for each row execute function language_of_joining();
