import type { ClientBase } from 'pg'

interface Column {
  table: string
  column: string
  type: string
  kind: 'b' | 'e' | 'd' | 'r' | 'c' | 'm' | 'p'
  element: string | null
  labels: string[] | null
  required: boolean
  hasDefault: boolean
  always: boolean
  isView: boolean
  comment: string | null
  checks: string[] | null
}

const header = `// Made from the migrated database by \`npm run types\`. Do not edit.
import type { ColumnType } from 'kysely'

type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Always<T> = T extends ColumnType<infer S, unknown, unknown> ? ColumnType<S, never, never> : ColumnType<T, never, never>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }
/** An array must be turned into text before it is written: the driver takes it for an array of the database. */
export type Json = ColumnType<JsonValue, string | { [key: string]: JsonValue | undefined }, string | { [key: string]: JsonValue | undefined }>
export type Timestamp = ColumnType<Date, Date | string, Date | string>
export interface Duration { years?: number; months?: number; days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }
export type Interval = ColumnType<Duration, string, string>
`

/**
 * The TypeScript of every table and view in schema public, as text: what a select gives, what an insert and an
 * update take. A text column that a check limits to a list becomes a union of that list's words.
 */
export async function generateTypes(client: ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(catalogue)
  const tables = Map.groupBy(rows, (row) => row.table)
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `${docstring(column)}  ${column.column}: ${columnType(column)}\n`)
    return `export interface ${pascal(table)} {\n${lines.join('')}}\n`
  })
  const index = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}\n`).join('')
  return `${[header, ...interfaces, `export interface DB {\n${index}}\n`].join('\n')}`
}

/** Partitions are written through their table, and the list of migrations is nobody's business but migrate's. */
const catalogue = `
  select c.relname as "table", a.attname as "column", coalesce(base.typname, t.typname) as type,
         coalesce(base.typtype, t.typtype) as kind, element.typname as element,
         (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e
           where e.enumtypid = coalesce(base.oid, element.oid, t.oid)) as labels,
         a.attnotnull or t.typnotnull as required,
         a.atthasdef or a.attidentity <> '' as "hasDefault",
         a.attgenerated <> '' or a.attidentity = 'a' as always,
         c.relkind in ('v', 'm') as "isView",
         col_description(c.oid, a.attnum) as comment,
         (select array_agg(pg_get_constraintdef(k.oid)) from pg_constraint k
           where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type base on t.typtype = 'd' and base.oid = t.typbasetype
    left join pg_type element on t.typcategory = 'A' and element.oid = coalesce(base.typelem, t.typelem)
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
     and not c.relispartition and c.relname <> 'migrations'
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
   order by c.relname, a.attnum`

function columnType(column: Column): string {
  const base = wordsOfCheck(column) ?? plainType(column)
  const nullable = column.required || column.isView ? base : `${base} | null`
  const readable = column.isView && !column.required ? `${base} | null` : nullable
  if (column.always) return `Always<${readable}>`
  return column.hasDefault ? `Generated<${readable}>` : readable
}

function plainType(column: Column): string {
  if (column.element !== null) {
    const inner = column.labels ? union(column.labels) : selected(column.element)
    return inner.includes('|') ? `(${inner})[]` : `${inner}[]`
  }
  if (column.labels) return union(column.labels)
  return written[column.type] ?? selected(column.type)
}

/** Types whose written form differs from what is read. */
const written: Record<string, string> = {
  timestamptz: 'Timestamp',
  timestamp: 'Timestamp',
  json: 'Json',
  jsonb: 'Json',
  interval: 'Interval',
}

/** What the driver hands over, with the parsers that database.ts sets: a date stays text, a count is a number. */
function selected(type: string): string {
  if (['int2', 'int4', 'int8', 'float4', 'float8', 'oid'].includes(type)) return 'number'
  if (type === 'bool') return 'boolean'
  if (type === 'bytea') return 'Buffer'
  if (type === 'timestamptz' || type === 'timestamp') return 'Date'
  if (type === 'json' || type === 'jsonb') return 'JsonValue'
  return 'string'
}

/** `state text check (state in ('open', 'closed'))` gives the union of its words, `kinds text[] … <@` an array. */
function wordsOfCheck(column: Column): string | undefined {
  for (const check of column.checks ?? []) {
    const match = /^CHECK \(\(\(?(\w+) (= ANY \(|<@ )\(?ARRAY\[([^\]]*)\](?:\)?::text\[\])?\)*$/.exec(check)
    if (match === null || match[1] !== column.column) continue
    const items = [...(match[3] ?? '').matchAll(/'((?:[^']|'')*)'::/g)]
    const words = items.map((item) => (item[1] ?? '').replaceAll("''", "'"))
    if (words.length > 0) return match[2] === '<@ ' ? `(${union(words)})[]` : union(words)
  }
  return undefined
}

function union(words: string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "\\'")}'`).join(' | ')
}

function docstring(column: Column): string {
  return column.comment === null
    ? ''
    : `  /** ${column.comment.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
