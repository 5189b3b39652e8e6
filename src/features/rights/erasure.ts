import { type RawBuilder, sql } from 'kysely'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { holdings } from '#platform/personal.ts'
import { continueAs } from '#platform/transactions.ts'
import { excerptOf, hitBegins, hitEnds, type Piece, patternOf } from './rules.ts'

/** Somebody's wish to be erased, and whether a legal hold stands against it. */
export type ErasureRequest = {
  id: string
  personId: string
  called: string
  /** The full name where it is known: what is erased must not be mistaken. */
  name: string
  askedAt: Date
  /** Who wrote it down; null when they asked themselves. */
  askedBy: string | null
  askedById: string | null
  note: string
  held: boolean
}

/**
 * Writes down that somebody wishes to be erased: by themselves, or by staff who see them. A second wish changes nothing.
 * Whether a hold stands is told to who asks.
 */
export async function askForErasure(
  tx: Transaction,
  { personId, note = '' }: { personId: string; note?: string },
): Promise<{ ok: true } | { ok: false; reason: 'legal hold' }> {
  const held = await sql<{ held: boolean }>`select on_legal_hold(${personId}::uuid) as held`.execute(tx)
  if (held.rows[0]?.held) return { ok: false, reason: 'legal hold' }
  await sql`insert into erasure_requests (person_id, asked_by, note)
    select ${personId}::uuid, actor_account(), ${note}
    where not exists (select from erasure_requests where person_id = ${personId})`.execute(tx)
  return { ok: true }
}

/** They have changed their mind. */
export async function takeBackErasure(tx: Transaction, personId: string): Promise<void> {
  await tx.deleteFrom('erasure_requests').where('person_id', '=', personId).execute()
}

/** One's own wish: when it was asked for, and whether a legal hold stands against it. */
export async function ownErasure(
  tx: Transaction,
  personId: string,
): Promise<{ askedAt: Date | null; held: boolean }> {
  const { rows } = await sql<{ askedAt: Date | null; held: boolean }>`
    select (select asked_at from erasure_requests where person_id = ${personId}) as "askedAt",
      on_legal_hold(${personId}::uuid) as held`.execute(tx)
  return rows[0] ?? { askedAt: null, held: false }
}

/** The wishes that stand, oldest first; of one person, or one, when it is said. */
export async function erasureRequests(
  tx: Transaction,
  only: { id?: string; personId?: string } = {},
): Promise<ErasureRequest[]> {
  const wanted = only.id
    ? sql`where r.id = ${only.id}`
    : only.personId
      ? sql`where r.person_id = ${only.personId}`
      : sql``
  const { rows } = await sql<ErasureRequest>`
    select r.id, r.person_id as "personId", p.called, coalesce(nullif(p.full_name, ''), p.called) as name, r.asked_at as "askedAt", a.name as "askedBy", r.asked_by as "askedById",
      r.note, on_legal_hold(r.person_id) as held
    from erasure_requests r join people p on p.id = r.person_id left join accounts a on a.id = r.asked_by
    ${wanted} order by r.asked_at limit 200`.execute(tx)
  return rows
}

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

/**
 * Looks for somebody's names, numbers and addresses in everything that people write freely (platform/personal.ts), in rows
 * that are not the person's own. Names of one word are searched as words; numbers in any spelling.
 * @param tx a transaction as the program. @returns places nobody decided on yet, and how many there are in all.
 */
export async function placesAbout(
  tx: Transaction,
  personId: string,
): Promise<{ terms: string[]; pattern: string | null; places: FoundPlace[]; inAll: number }> {
  const terms = await termsOf(tx, personId)
  const pattern = patternOf(terms)
  if (!pattern) return { terms, pattern, places: [], inAll: 0 }
  const parts = Object.entries(holdings).flatMap(([table, held]) =>
    (held.words ?? []).map((column) => {
      const others =
        held.theirs === null || held.outlives
          ? sql`true`
          : sql`not coalesce(${bound(held.theirs, personId)}, false)`
      const only = held.wordsWhere ? sql.raw(held.wordsWhere) : sql`true`
      return sql`select ${table} as "table", ${column} as col, t.${sql.ref(held.key ?? 'id')}::text as key, t.${sql.ref(column)}::text as text
        from ${sql.table(table)} t where t.${sql.ref(column)}::text ~* ${pattern} and ${only} and ${others}`
    }),
  )
  const { rows } = await sql<{ place: string; table: string; marked: string; inAll: number }>`
    with found as materialized (${sql.join(parts, sql` union all `)}),
    open as (select f.*, concat_ws(' ', f.table, f.col, f.key, left(encode(sha256(convert_to(f.text, 'UTF8')), 'hex'), 16)) as place
      from found f)
    select place, "table", count(*) over () as "inAll",
      regexp_replace(text, ${pattern}, ${`${hitBegins}\\&${hitEnds}`}, 'gi') as marked
    from open o
    where not exists (select from erasure_places d join erasure_requests r on r.id = d.request_id
      where r.person_id = ${personId} and d.place = o.place)
    order by "table", place limit ${atOnce}`.execute(tx)
  const places = rows.map(({ place, table, marked }) => {
    const excerpt = excerptOf(marked)
    const found = excerpt.find(({ hit }) => hit)?.text ?? ''
    return {
      place,
      table,
      found,
      excerpt: holdings[table]?.closed ? [{ text: found, hit: true }] : excerpt,
      href: pageOf[table] && `${pageOf[table]}/${place.split(' ')[2]}`,
    }
  })
  return { terms, pattern, places, inAll: rows[0]?.inAll ?? 0 }
}

/** The pages on which such words stand, by the key of their row. */
const pageOf: Record<string, string> = {
  people: '/staff/people',
  sessions: '/staff/sessions',
  session_records: '/staff/sessions',
}

/** SQL with the person's id where `:person` stands. */
function bound(condition: string, personId: string): RawBuilder<unknown> {
  const [first = '', ...rest] = condition.split(':person')
  return rest.reduce((made, piece) => sql`${made}${personId}::uuid${sql.raw(piece)}`, sql.raw(first))
}

async function termsOf(tx: Transaction, personId: string): Promise<string[]> {
  const { rows } = await sql<{ term: string }>`
    select called as term from people where id = ${personId}
    union select full_name from people where id = ${personId} and full_name is not null
    union select unnest(string_to_array(called || ' ' || coalesce(full_name, ''), ' ')) from people where id = ${personId}
    union select a.value from addresses a join person_addresses pa on pa.address_id = a.id
      where pa.person_id = ${personId} and pa.whose = 'own'`.execute(tx)
  return rows.map((row) => row.term).filter((term) => term.trim().length >= 3)
}

/**
 * What a human decided on one place: taken out (also from the log), or left because it is about somebody else.
 * Only an administrator, of a wish that stands.
 */
export async function decidePlace(
  tx: Transaction,
  actor: StaffActor,
  { requestId, place, decision }: { requestId: string; place: string; decision: 'take out' | 'leave' },
): Promise<boolean> {
  const [request] = await erasureRequests(tx, { id: requestId })
  if (!request) return false
  if (decision === 'leave') {
    await sql`insert into erasure_places (request_id, place, decided_by) values (${requestId}, ${place}, actor_account())
      on conflict do nothing`.execute(tx)
    return true
  }
  const [table = '', column = '', key = ''] = place.split(' ')
  const held = holdings[table]
  if (!held?.words?.includes(column)) return false
  await sql`select audit_deed(${table}, ${key}, null, ${JSON.stringify({ taken_out: column })}::jsonb)`.execute(
    tx,
  )
  await continueAs(tx, system('taking somebody out of what others wrote'))
  const pattern = patternOf(await termsOf(tx, request.personId))
  const { rows } = await sql<{ done: boolean }>`
    select redact_text(${table}, ${held.key ?? 'id'}, ${key}, ${column}, ${pattern}) as done`.execute(tx)
  await continueAs(tx, actor)
  return rows[0]?.done ?? false
}

/**
 * An administrator confirms what somebody else asked for, once every place was looked at: everything about the person
 * goes, the figures stay. In one transaction with a last look, so that only what somebody commits in that very moment can be missed.
 */
export async function confirmErasure(
  tx: Transaction,
  actor: StaffActor,
  requestId: string,
): Promise<
  | { ok: true }
  | {
      ok: false
      reason: 'no such request' | 'not theirs' | 'asked by oneself' | 'legal hold' | 'places left'
    }
> {
  const [request] = await erasureRequests(tx, { id: requestId })
  if (!request) return { ok: false, reason: 'no such request' }
  await continueAs(tx, system('looking for somebody in what others wrote'))
  const { inAll } = await placesAbout(tx, request.personId)
  await continueAs(tx, actor)
  if (inAll > 0) return { ok: false, reason: 'places left' }
  const { rows } = await sql<{
    answer:
      | { ok: true }
      | { ok: false; reason: 'no such request' | 'not theirs' | 'asked by oneself' | 'legal hold' }
  }>`select erase_as_asked(${requestId}::uuid) as answer`.execute(tx)
  return rows[0]?.answer ?? { ok: false, reason: 'no such request' }
}
