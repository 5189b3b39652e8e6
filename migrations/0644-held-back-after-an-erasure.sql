-- Whoever erased the record of somebody who died let their place go on by that: nobody had decided it, and a friend was
-- offered it. It stays held back, nobody's, until a coordinator lets it go.
alter table held_back_places drop constraint held_back_places_death_id_fkey,
  add constraint held_back_places_death_id_fkey foreign key (death_id) references deaths on delete set null;
