import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { type Holding, holdings } from '#platform/personal.ts'
import { ofPerson } from './of-person.ts'
import { excerptOf, hitBegins, hitEnds, type Piece } from './rules.ts'
import { patternOf, type Sought, soughtOf } from './sought.ts'

/**
 * Where somebody else's words may be about the person. `place` is its table, column and row, and which words stood there: a
 * text that has changed since somebody left it is looked at again. `href`: its page, where one is.
 */
export type FoundPlace = {
  place: string
  table: string
  found: string
  excerpt: Piece[]
  href: string | undefined
}
/** So many are looked at at a time. */
const atOnce = 50

/** What a look for somebody needs; read before their record goes, it can be used after. */
export type Look = {
  personId: string
  sought: Sought
  /** The expression that finds them; null when there is nothing to look for. */
  pattern: string | null
  /** Places that a human has decided to leave. */
  left: string[]
}

/**
 * What to look for of somebody, under the name of a record that went into theirs too while that is known, and what was
 * decided already.
 * @param tx a transaction as the program.
 */
export async function lookFor(tx: Transaction, personId: string): Promise<Look> {
  const { rows } = await sql<{ names: string[]; addresses: string[]; left: string[] }>`
    select array_remove(array[p.called, nullif(p.full_name, '')]
        || array(select name from merges m, unnest(array[m.details #>> '{gone,called}', m.details #>> '{gone,full_name}']) name
          where m.kept_id = p.id and m.undone_at is null and name <> ''), null) as names,
      array(select a.value from addresses a join person_addresses pa on pa.address_id = a.id
        where pa.person_id = p.id and pa.whose = 'own') as addresses,
      array(select d.place from erasure_places d join erasure_requests r on r.id = d.request_id where r.person_id = p.id) as left
    from people p where p.id = ${personId}`.execute(tx)
  const { names, addresses, left } = rows[0] ?? { names: [], addresses: [], left: [] }
  const sought = soughtOf(names, addresses)
  return { personId, sought, pattern: patternOf(sought), left }
}

/** Looks for somebody, of whom nobody has read anything yet. @param tx a transaction as the program. */
export async function placesAbout(
  tx: Transaction,
  personId: string,
): Promise<{ sought: Sought; places: FoundPlace[]; inAll: number }> {
  const look = await lookFor(tx, personId)
  return { sought: look.sought, ...(await placesLeft(tx, look)) }
}

/**
 * Looks for somebody's names, numbers and addresses in everything that people write freely (platform/personal.ts), in rows
 * that are not the person's own. One statement.
 * @param tx a transaction as the program. @returns places nobody decided on yet, and how many there are in all.
 */
export async function placesLeft(
  tx: Transaction,
  { personId, pattern, left }: Look,
): Promise<{ places: FoundPlace[]; inAll: number }> {
  if (!pattern) return { places: [], inAll: 0 }
  const parts = Object.entries(holdings).flatMap(([table, held]) =>
    (held.words ?? []).map((column) => wordsFound(table, held, column, { personId, pattern })),
  )
  const { rows } = await sql<{ place: string; table: string; marked: string; inAll: number }>`
    with found as materialized (${sql.join(parts, sql` union all `)}),
    open as (select f.*, concat_ws(' ', f.table, f.col, f.key, left(encode(sha256(convert_to(f.text, 'UTF8')), 'hex'), 16)) as place
      from found f)
    select place, "table", count(*) over () as "inAll",
      regexp_replace(text, ${pattern}, ${`${hitBegins}\\&${hitEnds}`}, 'g') as marked
    from open o where place <> all (${left}::text[])
    order by "table", place limit ${atOnce}`.execute(tx)
  return { places: rows.map(placeOf), inAll: rows[0]?.inAll ?? 0 }
}

/** The rows of a table in whose words somebody is found, beside their own. */
function wordsFound(
  table: string,
  held: Holding,
  column: string,
  { personId, pattern }: { personId: string; pattern: string },
): RawBuilder<unknown> {
  const others =
    held.theirs === null || held.outlives
      ? sql`true`
      : sql`not coalesce(${ofPerson(held.goes ?? held.theirs, personId)}, false)`
  const only = held.wordsWhere ? sql.raw(held.wordsWhere) : sql`true`
  const written = sql`t.${sql.ref(column)}::text`
  const text = held.wordsInJson ? sql`replace(${written}, '\\n', ' ')` : written
  return sql`select ${table} as "table", ${column} as col, t.${sql.ref(held.key ?? 'id')}::text as key, ${text} as text
    from ${sql.table(table)} t where ${only} and ${text} ~ ${pattern} and ${others}`
}

function placeOf({ place, table, marked }: { place: string; table: string; marked: string }): FoundPlace {
  const excerpt = excerptOf(marked)
  const found = excerpt.find(({ hit }) => hit)?.text ?? ''
  return {
    place,
    table,
    found,
    excerpt: holdings[table]?.closed ? [{ text: found, hit: true }] : excerpt,
    href: pageOf[table] && `${pageOf[table]}/${place.split(' ')[2]}`,
  }
}

/** The pages on which such words stand, by the key of their row. */
const pageOf: Record<string, string> = {
  people: '/staff/people',
  sessions: '/staff/sessions',
  session_records: '/staff/sessions',
}

/**
 * What stood in others' words before they were changed stands in the log: it goes from there by itself, since nobody reads
 * it any more. Not where a human left the text as it is.
 * @param tx a transaction as the program.
 */
export async function forgetFormerWords(tx: Transaction, { pattern, left }: Look): Promise<void> {
  if (!pattern) return
  const columns = Object.fromEntries(
    Object.entries(holdings).flatMap(([table, { words }]) => (words ? [[table, words]] : [])),
  )
  // A log of many years takes longer than any page: this is seldom, and nobody waits for it.
  await sql`select set_config('statement_timeout', '60s', true)`.execute(tx)
  await sql`select forget_former_words(${pattern}, ${JSON.stringify(columns)}::jsonb, ${left}::text[])`.execute(
    tx,
  )
}
