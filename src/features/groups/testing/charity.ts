import { randomUUID } from 'node:crypto'
import type { StaffActor, StaffRole } from '#platform/actor.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { addSession, createGroup, type NewGroup } from '../groups.ts'

/** Sets the database's clock, so that a test can say which day it is. */
export async function setClock(db: TestDatabase, instant: string): Promise<void> {
  await db.rows('update clock_offset set ahead_by = $1::timestamptz - clock_timestamp()', [instant])
}

/** A colleague with roles, ready to act. */
export async function aColleague(
  db: TestDatabase,
  roles: StaffRole[],
  name = 'Ruth Calder',
): Promise<StaffActor> {
  const accountId = randomUUID()
  const email = `${accountId.slice(0, 8)}@example.org`
  await db.rows('insert into accounts (id, email, name) values ($1, $2, $3)', [accountId, email, name])
  for (const role of roles)
    await db.rows('insert into account_roles (account_id, role) values ($1, $2::staff_role)', [
      accountId,
      role,
    ])
  return { kind: 'staff', accountId, name, email, roles, groups: [], sessionId: randomUUID() }
}

/** A service to offer groups for. */
export async function aService(db: TestDatabase): Promise<string> {
  const slug = `service-${randomUUID().slice(0, 8)}`
  const [row] = await db.rows<{ id: string }>(
    "insert into services (slug, name) values ($1, 'Living Well Together') returning id",
    [slug],
  )
  return row?.id ?? ''
}

export async function aVenue(db: TestDatabase, name = 'The Mill', nation = 'England'): Promise<string> {
  const [row] = await db.rows<{ id: string }>(
    `insert into venues (name, address, town, postcode, nation) values ($1, 'Bellingham Lane', 'Rayleigh', 'SS6 7ED', $2::nation)
     returning id`,
    [name, nation],
  )
  return row?.id ?? ''
}

let groups = 0
/** An open group that meets in person, made by a colleague, with a name of its own; `wish` says what is different. */
export async function aGroup(
  db: TestDatabase,
  by: StaffActor,
  wish: Pick<NewGroup, 'serviceId' | 'venueId'> & Partial<NewGroup>,
): Promise<{ groupId: string; slug: string }> {
  const made = await transact(db.app, by, (tx) =>
    createGroup(tx, {
      name: `Some group ${++groups}`,
      kind: 'in person',
      nations: ['England'],
      state: 'open',
      ...wish,
    }),
  )
  if (!made.ok) throw new Error(made.reason)
  return made
}

/** A date of a group. @returns the session's id. */
export async function aSession(
  db: TestDatabase,
  by: StaffActor,
  wish: Parameters<typeof addSession>[1],
): Promise<string> {
  const made = await transact(db.app, by, (tx) => addSession(tx, wish))
  if (!made.ok) throw new Error(made.reason)
  return made.sessionId
}

/** Members of a group; each has a confirmed e-mail address unless `how` says otherwise. */
export async function someMembers(
  db: TestDatabase,
  groupId: string,
  count: number,
  how: 'email' | 'unconfirmed' | 'wrong' | 'phone' = 'email',
): Promise<string[]> {
  const people = await db.rows<{ id: string }>(
    `insert into people (called) select 'Anwen ' || i from generate_series(1, $1::int) i returning id`,
    [count],
  )
  const ids = people.map((person) => person.id)
  await db.rows(
    `with made as (insert into addresses (kind, value, wrong_at)
       select case when $2 = 'phone' then 'phone' else 'email' end,
         case when $2 = 'phone' then '07700 9' || lpad((abs(hashtext(p::text)) % 100000)::text, 5, '0') || left(p::text, 3)
           else p || '@example.org' end,
         case when $2 = 'wrong' then clock() end
       from unnest($1::uuid[]) p returning id)
     insert into person_addresses (person_id, address_id, confirmed_at)
       select p.id, a.id, case when $2 <> 'unconfirmed' then clock() end
       from (select id, row_number() over () as n from unnest($1::uuid[]) id) p
       join (select id, row_number() over () as n from made) a using (n)`,
    [ids, how],
  )
  await db.rows('insert into members (group_id, person_id) select $1, p from unnest($2::uuid[]) p', [
    groupId,
    ids,
  ])
  return ids
}
