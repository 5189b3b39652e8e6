import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { projectFolder } from '#config'
import { Refusal } from './refusal.ts'
import { loginRoles } from './roles.ts'

export interface Migration {
  number: number
  name: string
  sha256: string
  sql: string
}

export interface Migrated {
  /** File names of the migrations that this call applied, in order. */
  applied: string[]
}

export interface MigrateOptions {
  /** Another folder of migrations, for tests. */
  folder?: string
  log?: (sentence: string) => void
  /** Apply these numbers alone, for restoring the copy of an older database. */
  only?: number[]
}

/** One number for everyone who migrates this program's databases (the letters of "along"). */
const migrationLock = 0x61_6c_6f_6e_67

/**
 * Brings a database to the newest schema: the numbered migrations as the owner, each in its own transaction,
 * then the job runner's own schema and `migrations/jobs/*.sql` as the jobs role. Any number of processes may
 * call this at once; one works and the others wait for it. Refuses when a migration that was applied has since
 * been changed, or when the database is newer than this program.
 */
export async function migrate(
  ownerUrl: string,
  jobsUrl: string,
  options: MigrateOptions = {},
): Promise<Migrated> {
  const folder = options.folder ?? migrationsFolder()
  const owner = await open(ownerUrl)
  try {
    await takeLock(owner, options.log)
    await makeList(owner)
    const known = readMigrations(folder)
    const pending = pendingAmong(known, await listApplied(owner)).filter(
      ({ number }) => options.only?.includes(number) ?? true,
    )
    for (const migration of pending) {
      options.log?.(`Applying migration ${fileName(migration)}.`)
      await apply(owner, migration)
    }
    await prepareJobs(owner, jobsUrl, folder)
    return { applied: pending.map(fileName) }
  } finally {
    await owner.end()
  }
}

/** The migrations of this folder that a database still lacks; for `doctor`. Any role of ours may ask. */
export async function pendingMigrations(client: pg.ClientBase): Promise<string[]> {
  return pendingAmong(readMigrations(migrationsFolder()), await listApplied(client)).map(fileName)
}

/**
 * Whether a database has every migration of a list; for `readyz`. What a newer version has added since does not count: a
 * server that runs goes on until it is replaced. Any role of ours may ask.
 */
export async function hasMigrations(
  client: pg.ClientBase,
  known: readonly Pick<Migration, 'number'>[],
): Promise<boolean> {
  const applied = new Set((await listApplied(client)).map((row) => row.number))
  return known.every(({ number }) => applied.has(number))
}

/** The number of the newest migration that a database has, or 0. Any role of ours may ask. */
export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  return Math.max(0, ...(await listApplied(client)).map((row) => row.number))
}

/** Every migration of this program, in order, with its checksum. Refuses numbers used twice. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const migrations = files.toSorted().map((file): Migration => {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
    if (match === null) throw new Refusal(`${file} is not named like 0001-what-it-does.sql.`)
    const sql = readFileSync(join(folder, file), 'utf8')
    const sha256 = createHash('sha256').update(sql).digest('hex')
    return { number: Number(match[1]), name: match[2] ?? '', sha256, sql }
  })
  for (const [index, migration] of migrations.entries()) {
    if (migration.number === migrations[index - 1]?.number) {
      throw new Refusal(`Two migrations have the number ${migration.number}: each needs its own.`)
    }
  }
  return migrations
}

/** The folder `migrations` of this program, whether it runs from its sources or built. */
export function migrationsFolder(): string {
  return join(projectFolder, 'migrations')
}

function fileName(migration: Pick<Migration, 'number' | 'name'>): string {
  return `${String(migration.number).padStart(4, '0')}-${migration.name}.sql`
}

async function open(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'alongside migrate' })
  await client.connect()
  return client
}

async function takeLock(owner: pg.Client, log: MigrateOptions['log']): Promise<void> {
  const { rows } = await owner.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    migrationLock,
  ])
  if (rows[0]?.taken) return
  log?.('Another process is migrating the database; waiting for it.')
  await owner.query('select pg_advisory_lock($1)', [migrationLock])
}

async function makeList(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ there: boolean }>(
    `select to_regclass('public.migrations') is not null as there`,
  )
  if (rows[0]?.there) return
  await owner.query(`
    begin;
    create table public.migrations (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    );
    grant select on public.migrations to public;
    commit`)
}

type Applied = Pick<Migration, 'number' | 'name' | 'sha256'>

async function listApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    'select number, name, sha256 from public.migrations order by number',
  )
  return rows
}

function pendingAmong(known: Migration[], applied: Applied[]): Migration[] {
  for (const row of applied) {
    const migration = known.find((one) => one.number === row.number)
    if (migration === undefined) {
      throw new Refusal(
        `The database has migration ${fileName(row)}, which this program does not know: ` +
          'it was used by a newer version. Please start that version, or restore a backup.',
      )
    }
    if (migration.sha256 !== row.sha256) {
      throw new Refusal(
        `Migration ${fileName(migration)} was changed after it was applied to this database. ` +
          'Put the file back as it was and write a new migration instead.',
      )
    }
  }
  return known.filter((one) => !applied.some((row) => row.number === one.number))
}

async function apply(owner: pg.Client, migration: Migration): Promise<void> {
  try {
    await owner.query('begin')
    await owner.query(`set local lock_timeout = '30s'`)
    await owner.query(migration.sql)
    await owner.query('insert into public.migrations (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw new Error(
      `Migration ${fileName(migration)} failed${place(error, migration.sql)}: ${(error as Error).message}`,
      {
        cause: error,
      },
    )
  }
}

function place(error: unknown, sql: string): string {
  const position = Number((error as pg.DatabaseError).position)
  return position > 0 ? ` in line ${sql.slice(0, position).split('\n').length}` : ''
}

/**
 * The job runner's tables belong to the jobs role alone, which may make a schema only for as long as it takes
 * to make this one (P4).
 */
async function prepareJobs(owner: pg.Client, jobsUrl: string, folder: string): Promise<void> {
  const { rows } = await owner.query<{ isNew: boolean; mayMake: boolean; name: string }>(
    `select not exists (select from pg_namespace where nspname = 'graphile_worker') as "isNew",
            has_database_privilege($1, current_database(), 'create') as "mayMake",
            current_database() as name`,
    [loginRoles.jobs],
  )
  const { isNew = true, mayMake = false, name = '' } = rows[0] ?? {}
  const database = pg.escapeIdentifier(name)
  if (isNew) await owner.query(`grant create on database ${database} to ${loginRoles.jobs}`)
  const jobs = new pg.Pool({ connectionString: jobsUrl, max: 2, application_name: 'alongside migrate' })
  // A connection that breaks while idle also fails the next query, which is where it is reported.
  jobs.on('error', () => undefined)
  jobs.on('connect', (client) => client.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: jobs, logger: quiet })
    const scripts = join(folder, 'jobs')
    const files = existsSync(scripts) ? readdirSync(scripts).filter((name) => name.endsWith('.sql')) : []
    for (const file of files.toSorted()) {
      await jobs.query(`begin;\n${readFileSync(join(scripts, file), 'utf8')}\n;commit`)
    }
  } finally {
    await jobs.end()
    if (isNew || mayMake) await owner.query(`revoke create on database ${database} from ${loginRoles.jobs}`)
  }
}

/** The runner reports each of its own migrations, which are of no interest to the person who starts us. */
const quiet = new Logger(() => () => undefined)
