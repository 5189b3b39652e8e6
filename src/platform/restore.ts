import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { copiedTables, quoted, type TableShape } from './backup.ts'
import { type BackupHeader, readFrames } from './backup-file.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'
import { Refusal } from './refusal.ts'
import { schemas } from './tables.ts'

export interface RestoreOptions {
  /** age secret keys, for an encrypted file. */
  identities?: string[]
  /** The newest list of everybody who was erased: they are erased again before anybody can see them. */
  erased: string[]
  tell?: (sentence: string) => void
}

export interface Restored {
  takenAt: string
  rows: Record<string, number>
  erased: number
  held: number
}

/** Signed-in devices and links of the time of the copy may have been ended since: everybody signs in anew. */
const notCarriedOver = ['staff_sessions', 'staff_links', 'passkey_challenges', 'member_sessions']

/**
 * Fills an empty database from a backup, in one transaction, after the file was read through and its checksum found
 * right. The gate stays closed and messages that were due are held until an administrator has looked through what
 * happened since (P1); people who were erased are erased again. Refuses a torn file, a database that is not empty,
 * and a backup of a newer program. A backup of an older one is restored as it was and migrated then.
 */
export async function restore(
  urls: { owner: string; jobs: string },
  file: string,
  options: RestoreOptions,
): Promise<Restored> {
  const tell = options.tell ?? (() => {})
  const identities = options.identities ?? []
  tell('Reading the backup through, to see that it is whole.')
  const header = await check(file, identities)
  await sameSchema(urls, header, tell)
  const client = new pg.Client({ connectionString: urls.owner, application_name: 'alongside restore' })
  await client.connect()
  try {
    await client.query('begin')
    await refuseUnlessEmpty(client)
    const rows = await load(client, file, identities, tell)
    const held = await closeGate(client, header.takenAt)
    const early = await mayErase(client)
    let erased = early ? await erase(client, options.erased) : 0
    await client.query('commit')
    await migrate(urls.owner, urls.jobs)
    if (!early) erased = await erase(client, options.erased)
    await client.query(`select pg_notify('public_change', 'restore')`)
    return { takenAt: header.takenAt, rows, erased, held }
  } finally {
    await client.end()
  }
}

async function check(file: string, identities: string[]): Promise<BackupHeader> {
  let header: BackupHeader | undefined
  for await (const frame of readFrames(file, identities)) {
    if (frame.kind === 'header') header = frame.value
  }
  if (header?.format !== 1) throw new Refusal(`${file} was written by another kind of program.`)
  return header
}

/** Brings the empty database to exactly the migrations that the copied one had. */
async function sameSchema(
  urls: { owner: string; jobs: string },
  header: BackupHeader,
  tell: (sentence: string) => void,
): Promise<void> {
  const known = readMigrations(migrationsFolder())
  const wanted = header.migrations.map((one) => one.number)
  for (const one of header.migrations) {
    if (known.find(({ number }) => number === one.number)?.sha256 !== one.sha256) {
      throw new Refusal(
        `The backup has migration ${one.number} (${one.name}), which this program does not know as such. ` +
          'Please restore it with the version that wrote it, or a newer one.',
      )
    }
  }
  await migrate(urls.owner, urls.jobs, { only: wanted })
  const client = new pg.Client({ connectionString: urls.owner })
  await client.connect()
  try {
    const { rows } = await client.query<{ number: number }>('select number from migrations')
    if (rows.every((row) => wanted.includes(row.number))) return
    await refuseUnlessEmpty(client)
    tell('The backup is of an older version: making its tables first.')
    await client.query(
      `begin; ${schemas.map((name) => `drop schema if exists ${name} cascade; `).join('')} create schema public; commit`,
    )
  } finally {
    await client.end()
  }
  await migrate(urls.owner, urls.jobs, { only: wanted })
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  for (const table of ['people', 'accounts', 'groups', 'messages']) {
    const { rowCount } = await client.query(`select from ${table} limit 1`)
    if (rowCount !== 0) {
      throw new Refusal(
        'This database is not empty. A backup is restored only into a new one: ' +
          'use another data folder, or make another database with "alongside database init".',
      )
    }
  }
}

async function load(
  client: pg.Client,
  file: string,
  identities: string[],
  tell: (sentence: string) => void,
): Promise<Record<string, number>> {
  const shapes = await copiedTables(client)
  const mend = await layOpen(client, shapes)
  const rows: Record<string, number> = {}
  const frames = readFrames(file, identities)
  let next = await frames.next()
  /** The rows that follow a table's frame; what comes after them is left in `next`. */
  async function* itsRows(): AsyncGenerator<Buffer> {
    for (next = await frames.next(); !next.done && next.value.kind === 'rows'; next = await frames.next()) {
      yield next.value.bytes
    }
  }
  while (!next.done) {
    const frame = next.value
    if (frame.kind === 'table') {
      const copy = startCopy(client, frame.value, shapes)
      await pipeline(Readable.from(itsRows()), copy)
      rows[frame.value.name] = copy.rowCount
      tell(`${frame.value.name}: ${copy.rowCount.toLocaleString('en-GB')} rows`)
      continue
    }
    if (frame.kind === 'sequences') await setSequences(client, frame.value)
    next = await frames.next()
  }
  await client.query(mend)
  return rows
}

async function setSequences(client: pg.Client, values: Record<string, string | null>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (value !== null) await client.query('select setval($1::regclass, $2)', [quoted(name), value])
  }
}

function startCopy(client: pg.Client, table: TableShape, shapes: TableShape[]): CopyStreamQuery {
  const shape = shapes.find(({ name }) => name === table.name)
  if (shape === undefined || !table.columns.every((column) => shape.columns.includes(column))) {
    throw new Refusal(`The backup's table ${table.name} does not fit this database.`)
  }
  const columns = table.columns.map(pg.escapeIdentifier).join(', ')
  return client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`))
}

/**
 * Takes off, for this transaction, what stands in the way of loading: row security does not let COPY in, triggers
 * would write the audit log and announce every row, and tables that point at one another have no order.
 * All tables are locked meanwhile, so nobody sees them so. Returns the statements that put everything back.
 */
async function layOpen(client: pg.Client, shapes: TableShape[]): Promise<string> {
  const names = shapes.map(({ name }) => quoted(name))
  const { rows: forced } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relforcerowsecurity
       and relkind in ('r', 'p') and oid = any($1::regclass[])`,
    [names],
  )
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and conparentid = 0 and connamespace::regnamespace::text = any($1)`,
    [schemas],
  )
  const each = (list: string[], statement: (name: string) => string) =>
    list.map((name) => `${statement(name)};\n`).join('')
  const protectedNames = forced.map(({ name }) => name)
  await client.query(
    keys.map((key) => `alter table ${key.table} drop constraint ${key.name};\n`).join('') +
      each(names, (name) => `alter table ${name} disable trigger user`) +
      each(protectedNames, (name) => `alter table ${name} no force row level security`) +
      `truncate ${names.join(', ')}`,
  )
  return (
    keys.map((key) => `alter table ${key.table} add constraint ${key.name} ${key.definition};\n`).join('') +
    each(names, (name) => `alter table ${name} enable trigger user`) +
    each(protectedNames, (name) => `alter table ${name} force row level security`)
  )
}

/** Nothing goes out until somebody has looked (P1). Returns how many messages are held. */
async function closeGate(client: pg.Client, takenAt: string): Promise<number> {
  for (const table of notCarriedOver) {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      table,
    ])
    if (rows[0]?.there) await client.query(`delete from ${table}`)
  }
  await client.query(`update gate_state set open = false, changed_at = clock(), why = $1`, [
    `Restored from the backup of ${takenAt}. Look through deaths, stops and erasures since then, and open it.`,
  ])
  const { rowCount } = await client.query(
    `update messages set state = 'held' where state = 'waiting' and greatest(due_at, try_after) <= clock()`,
  )
  return rowCount ?? 0
}

async function mayErase(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regprocedure('erase_person(uuid)') is not null and to_regclass('erasures') is not null as there`,
  )
  return rows[0]?.there === true
}

async function erase(client: pg.Client, people: string[]): Promise<number> {
  if (people.length === 0) return 0
  const { rows } = await client.query<{ id: string }>('select id from people where id = any($1)', [people])
  for (const { id } of rows) await client.query('select erase_person($1)', [id])
  await client.query(
    'insert into erasures (person_id) select unnest($1::uuid[]) on conflict (person_id) do nothing',
    [people],
  )
  return rows.length
}
