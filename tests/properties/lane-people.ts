import type { TestDatabase } from '#platform/testing/database.ts'

/** Ids of messages in the order in which they are made, the same in each run of a seed: gates send in an order that hangs on them. */
export async function numberMessages(db: TestDatabase): Promise<void> {
  await db.rows(`create sequence message_ids;
    grant usage on message_ids to public;
    create function next_message_id() returns uuid language sql volatile
      return md5('message ' || nextval('message_ids'))::uuid;
    alter table messages alter id set default next_message_id()`)
}

/**
 * Four people of one group: two have e-mail, the third gets texts, the fourth letters. Their ids follow from the
 * seed, since people are locked in their order. Sets the clock back.
 */
export async function makePeople(
  db: TestDatabase,
  group: string,
  seed: number,
): Promise<{ id: string; value: string }[]> {
  const ways = [
    { kind: 'email', value: `one-${seed}@example.org` },
    { kind: 'email', value: `two-${seed}@example.org` },
    { kind: 'phone', value: '+447700900123' },
    { kind: 'post', value: `${seed} Row, Rayleigh SS6 7ED` },
  ]
  // The number is of one person at a time: who writes STOP is everybody who has it.
  await db.rows('delete from person_addresses')
  await db.rows('delete from addresses')
  const rows = await db.rows<{ id: string; value: string; address: string }>(
    `with ids_from as (select setval('message_ids', $4)), clock_back as (update clock_offset set ahead_by = '0'),
      w as (select md5($2 || ' ' || i)::uuid as id, i, way ->> 'kind' as kind, way ->> 'value' as value
        from jsonb_array_elements($1) with ordinality as ways(way, i)),
      p as (insert into people (id, called, full_name, texts_ok)
        select id, 'Person ' || i, 'Person ' || i || ' of ' || $2, kind = 'phone' from w returning id),
      a as (insert into addresses (kind, value) select kind, value from w returning id, value),
      m as (insert into members (person_id, group_id, let_in_at) select id, $3, clock() from p)
    select w.id, w.value, a.id as address from w join p using (id) join a using (value), ids_from order by i`,
    [JSON.stringify(ways), String(seed), group, seed * 1_000],
  )
  await db.rows(
    `insert into person_addresses (person_id, address_id, confirmed_at, preferred)
     select id, address, clock(), true from jsonb_to_recordset($1) as w(id uuid, address uuid)`,
    [JSON.stringify(rows)],
  )
  return rows
}
