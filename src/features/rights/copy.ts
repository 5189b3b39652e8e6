import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { holdings } from '#platform/personal.ts'
import { ofPerson } from './of-person.ts'

export type CopyValue = string | number | boolean | null | CopyValue[] | { [key: string]: CopyValue }
export type CopyRow = Record<string, CopyValue>
/** Everything that is held about one person, table by table, and who looked. */
export type Copy = {
  madeAt: string
  sections: { table: string; title: string; rows: CopyRow[] }[]
  /** What the campaign side was handed with their consent, or null. */
  campaign: CopyRow | null
  log: { at: string; by: string; verb: string; table: string; fields: string[] }[]
}

/** What no copy shows: ids, hashes, accounts of colleagues, and what only counts changes. */
export const isInner = (column: string) =>
  column === 'id' ||
  /_(id|hash|by|account)$/.test(column) ||
  ['walk_in', 'match', 'changed_at', 'sequence'].includes(column)

/**
 * Everything that is held about one person, made from the one declaration of what is personal (platform/personal.ts). Reads
 * as the program; whoever calls it has seen to it that the person, or somebody who may, asks. One statement for all
 * tables. Groups and sessions stand in it by name and date; nobody else does.
 * @param tx a transaction as the program (`system()`).
 */
export async function copyOf(tx: Transaction, personId: string): Promise<Copy> {
  const shown = Object.entries(holdings).filter(
    ([, held]) => held.theirs !== null && held.title !== undefined,
  )
  const parts = shown.map(([table, held]) => partOf(table, held.theirs ?? 'false', personId))
  const { rows } = await sql<{
    table: string
    rows: CopyRow[]
  }>`${sql.join(parts, sql` union all `)}`.execute(tx)
  const found = new Map(rows.map((row) => [row.table, row.rows]))
  const more = await sql<{ at: Date; campaign: CopyRow | null }>`
    select clock() as at, campaign_entry_of(${personId}::uuid) as campaign`.execute(tx)
  const log = await sql<Copy['log'][number]>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, "by", verb, "table", fields
    from audit_of_person(${personId}::uuid)`.execute(tx)
  const { at, campaign } = more.rows[0] ?? { at: new Date(), campaign: null }
  return {
    madeAt: at.toISOString(),
    sections: shown.map(([table, held]) => ({
      table,
      title: held.title ?? table,
      rows: (found.get(table) ?? []).map((row) => withoutInner(row, table)),
    })),
    campaign,
    log: log.rows.map((entry) => ({
      ...entry,
      fields: entry.fields.filter((field) => isSaid(entry.table, field)),
    })),
  }
}

function partOf(table: string, theirs: string, personId: string): RawBuilder<unknown> {
  return sql`select ${table} as "table", coalesce(jsonb_agg(t.row || ${names} order by t.row ->> 'at', t.row ->> 'created_at'), '[]') as rows
    from (select to_jsonb(t) as row from ${sql.table(table)} t where ${ofPerson(theirs, personId)}) t`
}

/** What an id in a row means to somebody who reads it. */
const names = sql`jsonb_strip_nulls(jsonb_build_object(
  'group', (select g.name from groups g where g.id::text = t.row ->> 'group_id'),
  'address', (select a.value from addresses a where a.id::text = t.row ->> 'address_id'),
  'session', (select to_char(s.date, 'YYYY-MM-DD') from sessions s where s.id::text = t.row ->> 'session_id'),
  'topic', (select o.name from topics o where o.id::text = t.row ->> 'topic_id')))`

const isSaid = (table: string, column: string) =>
  !isInner(column) && !holdings[table]?.leftOut?.includes(column)

function withoutInner(row: CopyRow, table: string): CopyRow {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column, value]) => value !== null && isSaid(table, column))
      .toSorted(([one], [other]) => placeOf(one) - placeOf(other)),
  )
}

/** As people tell it: what it is, then what about it, then when. */
const first = [
  'called',
  'full_name',
  'group',
  'session',
  'topic',
  'kind',
  'value',
  'address',
  'purpose',
  'given',
  'subject',
]
const placeOf = (column: string) =>
  first.includes(column) ? first.indexOf(column) : /(^|_)(at|on)$|^until$/.test(column) ? 99 : 50
