-- A venue's note on whom to ask there is for staff alone.
revoke select on venues from alongside_public, alongside_member, alongside_campaign;
grant select (id, name, address, town, postcode, nation, lat, lon, step_free, parking, public_transport, toilets,
  finding_the_room, created_at, ended_at) on venues to alongside_public, alongside_member, alongside_campaign;
