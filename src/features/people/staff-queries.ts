import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { canBeAName, looserSpellingsOf, nameDistance, type Spellings, spellingsOf } from './near-names.ts'

/** How many people a page of the list shows. */
export const pageOfPeople = 50

export const peopleFilters = [
  'new',
  'joined',
  'no e-mail',
  'call',
  'not let in',
  'to let in',
  'wrong address',
] as const
export type PeopleFilter = (typeof peopleFilters)[number]

export type PeopleWanted = {
  /** What was typed: a name in any part, an e-mail address, a phone number or a postcode. Empty: everybody. */
  said: string
  groupId: string | null
  only: PeopleFilter | null
  /** The last person of the page before. */
  after: { key: string; id: string } | null
}

export type PersonInList = {
  id: string
  called: string
  calledKey: string
  fullName: string | null
  createdAt: Date
  /** The names of their groups that the actor sees. */
  groups: string[]
  ways: ('email' | 'phone' | 'post')[]
  waitsForCall: boolean
  notLetIn: boolean
  wrongAddress: boolean
  died: boolean
}

/**
 * A page of people in the order of their names, whom the actor may see (P4). One statement; quick at a hundred thousand
 * people, see migrations/0801-finding-among-many.sql for how.
 */
export async function findPeople(
  tx: Transaction,
  wanted: PeopleWanted,
): Promise<{ people: PersonInList[]; more: boolean }> {
  const found = await inList(
    tx,
    sql`people_found(${wanted.said}, ${wanted.groupId}::uuid, ${wanted.only}, ${wanted.after?.key ?? null},
      ${wanted.after?.id ?? null}::uuid, ${pageOfPeople + 1})`,
  )
  return { people: found.slice(0, pageOfPeople), more: found.length > pageOfPeople }
}

/** With fewer found than this, names near to it are offered as well. */
const few = 3
/** So many are offered at the most, and so many candidates does the database hand over for it. */
const mostNear = 10
const candidates = 200

/**
 * The same, and for a name of which nobody or hardly anybody is found those whose names are near to it, nearest first: a
 * slip in spelling, a short form, a name written by ear. It only offers; a human says who is meant.
 */
export async function findPeopleAndNear(
  tx: Transaction,
  wanted: PeopleWanted,
): Promise<{ people: PersonInList[]; more: boolean; near: PersonInList[] }> {
  const found = await findPeople(tx, wanted)
  const ask = found.people.length < few && !wanted.only && !wanted.after && canBeAName(wanted.said)
  const known = new Set(found.people.map((person) => person.id))
  return { ...found, near: ask ? await peopleNear(tx, { ...wanted, known }) : [] }
}

/** Those of whom the actor sees whose names are near to a typed one, nearest first, without who is known already. */
export async function peopleNear(
  tx: Transaction,
  { said, groupId, known }: { said: string; groupId: string | null; known: ReadonlySet<string> },
): Promise<PersonInList[]> {
  const near = async ({ exactly, nearly, least }: Spellings) => {
    const { rows } = await sql<{ id: string; called: string; fullName: string | null }>`
      select p.id, p.called, p.full_name as "fullName"
      from people_near(${exactly}::text[], ${nearly}::text[], ${least}, ${groupId}::uuid, ${candidates}) with ordinality as f(id, n)
      join people p on p.id = f.id order by f.n`.execute(tx)
    return rows
      .map((row) => ({ id: row.id, distance: known.has(row.id) ? null : nameDistance(said, row) }))
      .filter((row): row is { id: string; distance: number } => row.distance !== null)
  }
  let rows = await near(spellingsOf(said))
  if (rows.length === 0) rows = await near(looserSpellingsOf(said))
  const ids = rows.toSorted((a, b) => a.distance - b.distance).map(({ id }) => id)
  return ids.length === 0 ? [] : inList(tx, sql`unnest(${ids.slice(0, mostNear)}::uuid[])`)
}

/** The people of some ids, in their order, as a list shows them. */
async function inList(tx: Transaction, ids: RawBuilder<unknown>): Promise<PersonInList[]> {
  const { rows } = await sql<PersonInList>`
    select p.id, p.called, p.called_key as "calledKey", p.full_name as "fullName", p.created_at as "createdAt",
      array(select g.name from members m join groups g on g.id = m.group_id
        where m.person_id = p.id and m.left_at is null order by g.name) as groups,
      array(select distinct a.kind from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.wrong_at is null order by a.kind) as ways,
      exists (select from calls c where c.person_id = p.id and c.ended_at is null) as "waitsForCall",
      exists (select from members m join groups g on g.id = m.group_id where m.person_id = p.id and m.left_at is null
        and m.let_in_at is null and g.kind = 'online' and g.state <> 'closed') as "notLetIn",
      exists (select from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = p.id and a.wrong_at is not null) as "wrongAddress",
      has_died(p.id) as died
    from ${ids} with ordinality as f(id, n)
    join people p on p.id = f.id
    order by f.n`.execute(tx)
  return rows
}

/** The groups that the actor may choose from: all for administrators, else their own. */
export async function groupsToChoose(
  tx: Transaction,
): Promise<{ id: string; name: string; kind: 'in person' | 'online' }[]> {
  const found = await sql<{ id: string; name: string; kind: 'in person' | 'online' }>`
    select id, name, kind from groups
    where state <> 'closed' and ((select sees_all_people()) or id in (select actor_groups()) or (select actor_has('helper')))
    order by name`.execute(tx)
  return found.rows
}
