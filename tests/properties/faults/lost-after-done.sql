-- Now and then what somebody was told is undone at the last moment, in the same commit.
create function lose_a_place() returns trigger language plpgsql security definer as $$
begin
  if random() < 0.1 then delete from places where id = new.id; end if;
  return null;
end $$;
create constraint trigger lose_a_place after insert on places deferrable initially deferred
  for each row execute function lose_a_place();
