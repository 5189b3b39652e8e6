import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type BackupHeader, type Frame, writeFrames } from './backup-file.ts'
import { erasedPeople, keepErasures } from './erasures.ts'
import { Refusal } from './refusal.ts'
import { declaredName, schemas } from './tables.ts'

/** Not copied: what belongs to the running program rather than to the charity. */
const leftOut = ['migrations', 'clock_offset', 'rate_limits', 'heartbeats']

export interface TableShape {
  /** As it is declared: with its schema where that is not the first. */
  name: string
  columns: string[]
}

export interface BackupOptions {
  /** age public keys (`age1…`) of those who may read it; without any the file is plain. */
  recipients?: string[]
  /** The list of erasures that is kept outside the database; brought up to date along with the backup. */
  erasuresFile?: string
  tell?: (sentence: string) => void
}

/**
 * Copies everything to one file, as it stood at one moment (a single repeatable-read transaction), while the program
 * goes on. Beside it stands FILE.erasures. Jobs are not copied: they are set up again at start, and what has to be
 * sent waits in the outbox. Reads as the owner's role, and refuses when row security would hide rows from it: a copy
 * must never be silently empty.
 * @returns the rows copied of each table, and the file's size in bytes.
 */
export async function backup(
  ownerUrl: string,
  file: string,
  options: BackupOptions = {},
): Promise<{ rows: Record<string, number>; bytes: number }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'alongside backup' })
  await client.connect()
  const rows: Record<string, number> = {}
  try {
    await client.query('begin isolation level repeatable read read only')
    await refuseHiddenRows(client)
    const bytes = await writeFrames(file, frames(client, rows, options.tell), options.recipients ?? [])
    await client.query('commit')
    // Asked for after the copy's moment: who was erased while it was written is on the list already.
    const erased = await erasedPeople(client)
    await keepErasures(erased, `${file}.erasures`)
    if (options.erasuresFile !== undefined) await keepErasures(erased, options.erasuresFile)
    return { rows, bytes }
  } finally {
    await client.end()
  }
}

async function* frames(
  client: pg.Client,
  counts: Record<string, number>,
  tell: BackupOptions['tell'],
): AsyncGenerator<Frame> {
  const migrations = await client.query<BackupHeader['migrations'][number]>(
    'select number, name, sha256 from migrations order by number',
  )
  yield {
    kind: 'header',
    value: { format: 1, takenAt: new Date().toISOString(), migrations: migrations.rows },
  }
  for (const table of await copiedTables(client)) {
    yield { kind: 'table', value: table }
    const columns = table.columns.map(pg.escapeIdentifier).join(', ')
    // A query rather than the table itself: COPY of a table with parts, or with row security, needs one.
    const copy = client.query(copyTo(`copy (select ${columns} from ${quoted(table.name)}) to stdout`))
    for await (const chunk of gathered(copy)) yield { kind: 'rows', bytes: chunk }
    counts[table.name] = copy.rowCount
    tell?.(`${table.name}: ${copy.rowCount.toLocaleString('en-GB')} rows`)
  }
  yield { kind: 'sequences', value: await sequenceValues(client) }
}

/** The driver hands over a piece for each row; frames of some size cost less. */
async function* gathered(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let size = 0
  for await (const piece of stream) {
    pieces.push(piece)
    size += piece.length
    if (size < 262_144) continue
    yield Buffer.concat(pieces)
    pieces = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(pieces)
}

/** Every table that is copied, with the columns that hold data of their own: generated ones follow by themselves. */
export async function copiedTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select ${declaredName} as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace::regnamespace::text = any($2) and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> all($1)
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by c.oid order by 1`,
    [leftOut, schemas],
  )
  return rows
}

/** A declared name for use in SQL. */
export const quoted = (name: string) => name.split('.').map(pg.escapeIdentifier).join('.')

async function sequenceValues(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select case schemaname when 'public' then '' else schemaname || '.' end || sequencename as name, last_value::text as value
       from pg_sequences where schemaname = any($1)`,
    [schemas],
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.value]))
}

/**
 * A forced owner without a policy of its own reads nothing, and no error says so.
 */
async function refuseHiddenRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select ${declaredName} as name from pg_class c
      where c.relnamespace::regnamespace::text = any($1) and c.relkind in ('r', 'p') and not c.relispartition
        and c.relrowsecurity and c.relforcerowsecurity
        and (not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
               and c.relowner = any(p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')
          or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
               and (c.relowner = any(p.polroles) or 0 = any(p.polroles))))
      order by 1`,
    [schemas],
  )
  if (rows.length === 0) return
  const names = rows.map((row) => row.name).join(', ')
  throw new Refusal(
    `Row security hides rows of these tables from the owner, so a copy would lack them: ${names}.`,
  )
}
