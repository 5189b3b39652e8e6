import { sql } from 'kysely'
import { planAfterMerge } from '#features/bereavement/bereavement.ts'
import { type Alike, type Known, likeness } from '#features/people/people.ts'
import type { Transaction } from '#platform/database.ts'

/** Fields of which one record's value has to be chosen, in the order of the page. */
export const fields = [
  'called',
  'full_name',
  'born_on',
  'language',
  'diagnosed_in',
  'heard_how',
  'dietary',
  'access_needs',
  'their_note',
  'bear_in_mind',
  'hopes',
  'message_with',
] as const
export type Field = (typeof fields)[number]

export type DoublePerson = Known & {
  id: string
  since: Date
  died: boolean
  held: boolean
  groups: string[]
  values: Partial<Record<Field, string | null>>
}
export type Pair = { one: DoublePerson; other: DoublePerson; alike: Alike[]; likely: boolean }

/** How many candidates the database hands over at the most, before likeness decides. */
const mostCandidates = 1000

/**
 * Pairs of records that might be one person, likeliest first: of those whom the actor sees, without those that somebody
 * said to be two. Two statements.
 */
export async function doubles(tx: Transaction, most = 50): Promise<Pair[]> {
  const { rows: pairs } = await sql<{ one: string; other: string }>`
    select one, other from double_candidates(${mostCandidates})`.execute(tx)
  const people = await peopleOf(tx, [...new Set(pairs.flatMap(({ one, other }) => [one, other]))])
  return pairs
    .flatMap(({ one, other }) => {
      const [a, b] = [people.get(one), people.get(other)]
      if (!a || !b) return []
      const { verdict, alike } = likeness(a, b)
      // The older record first: it is the one that stays.
      const [first, second] = a.since <= b.since ? [a, b] : [b, a]
      return verdict === 'different'
        ? []
        : [{ one: first, other: second, alike, likely: verdict === 'likely' }]
    })
    .toSorted((a, b) => Number(b.likely) - Number(a.likely) || b.alike.length - a.alike.length)
    .slice(0, most)
}

/** Two records beside each other, of which the actor sees both; null otherwise. */
export async function pairOf(tx: Transaction, one: string, other: string): Promise<Pair | null> {
  const people = await peopleOf(tx, [one, other])
  const [a, b] = [people.get(one), people.get(other)]
  if (!a || !b || a === b) return null
  const { alike, verdict } = likeness(a, b)
  return { one: a, other: b, alike, likely: verdict === 'likely' }
}

async function peopleOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, DoublePerson>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<DoublePerson & { row: Record<string, string | null> }>`
    select p.id, p.called, p.full_name as "fullName", p.created_at as since, has_died(p.id) as died, on_legal_hold(p.id) as held,
      to_jsonb(p) as row, to_jsonb(p) ->> 'born_on' as "bornOn",
      coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value, 'whose', pa.whose) order by a.kind)
        from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = p.id), '[]') as addresses,
      array(select g.name || case when m.left_at is null then '' else ' (left)' end from members m join groups g on g.id = m.group_id
        where m.person_id = p.id order by g.name) as groups
    from people p where p.id = any(${ids}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ row, ...person }) => [
      person.id,
      {
        ...person,
        values: Object.fromEntries(fields.filter((f) => f in row).map((f) => [f, row[f] ?? null])),
      },
    ]),
  )
}

export type MergeRefusal = 'not theirs' | 'not there' | 'legal hold' | 'too late' | 'no such field'

/**
 * Makes two records one: everything of the second goes to the first, under the locks of both, so that nothing is sent
 * meanwhile (P1) and no place is counted twice (P2). Stops, and a death of either, count for the one person they are from
 * then on. What was moved is kept for thirty days.
 * @param take the fields in which the second record is right.
 */
export async function mergePeople(
  tx: Transaction,
  { keptId, goneId, take }: { keptId: string; goneId: string; take: readonly Field[] },
): Promise<{ ok: true; mergeId: string } | { ok: false; reason: MergeRefusal }> {
  await holdBoth(tx, keptId, goneId)
  const { rows } = await sql<{ answer: { ok: true; mergeId: string } | { ok: false; reason: MergeRefusal } }>`
    select merge_people(${keptId}::uuid, ${goneId}::uuid, ${[...take]}::text[]) as answer`.execute(tx)
  const answer = rows[0]?.answer ?? { ok: false, reason: 'not there' }
  if (answer.ok) await planAfterMerge(tx, keptId)
  return answer
}

/**
 * Waits for whoever is writing something for either record, or claims a message of theirs, at this very moment: what they
 * write comes along, where it would otherwise go with the record that goes. In the order in which everybody locks: people
 * by their lock, then rows.
 */
async function holdBoth(tx: Transaction, one: string, other: string): Promise<void> {
  const both = [one, other].toSorted()
  for (const id of both) await sql`select pg_advisory_xact_lock(person_lock(${id}::uuid))`.execute(tx)
  await sql`select from people where id = any(${both}::uuid[]) order by id for update`.execute(tx)
  await sql`select from messages where person_id = any(${both}::uuid[]) order by id for update`.execute(tx)
}

/** Two people again, as far as nothing has happened since. @returns how much could not be put back as it was. */
export async function undoMerge(
  tx: Transaction,
  mergeId: string,
): Promise<{ ok: true; goneId: string; leftOut: number } | { ok: false; reason: MergeRefusal }> {
  const found = await sql<{ id: string }>`select kept_id as id from merges where id = ${mergeId}`.execute(tx)
  const keptId = found.rows[0]?.id
  const { rows } = await sql<{
    answer: { ok: true; goneId: string; leftOut: number } | { ok: false; reason: MergeRefusal }
  }>`select undo_merge(${mergeId}::uuid) as answer`.execute(tx)
  const answer = rows[0]?.answer ?? { ok: false, reason: 'not there' }
  if (answer.ok) for (const id of [keptId, answer.goneId]) if (id) await planAfterMerge(tx, id)
  return answer
}

/** They are two people: never proposed again. */
export async function keepApart(tx: Transaction, one: string, other: string): Promise<void> {
  const [first, second] = [one, other].toSorted()
  await sql`insert into not_doubles (one_id, other_id, decided_by) values (${first}, ${second}, actor_account())
    on conflict do nothing`.execute(tx)
}

export type Merge = { id: string; personId: string; name: string; at: Date; by: string | null }

/** What was made one within the last thirty days and can be taken apart. */
export async function mergesToUndo(tx: Transaction): Promise<Merge[]> {
  const { rows } = await sql<Merge>`
    select m.id, m.kept_id as "personId", coalesce(nullif(p.full_name, ''), p.called) as name, m.at, a.name as by
    from merges m join people p on p.id = m.kept_id left join accounts a on a.id = m.merged_by
    where m.undone_at is null and m.can_be_undone and m.kept_id = m.first_kept_id and m.at > clock() - interval '30 days'
    order by m.at desc limit 100`.execute(tx)
  return rows
}
