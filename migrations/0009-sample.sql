-- The sample charity is laid by the program itself.
do $$ declare t text; begin
  foreach t in array array['charity', 'services', 'topics'] loop
    execute format('grant insert, update on %I to alongside_system', t);
    execute format('create policy system_all on %I to alongside_system using (true) with check (true)', t);
  end loop;
end $$;
