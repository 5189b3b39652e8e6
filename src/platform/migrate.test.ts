import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { DatabaseUrls } from './embedded.ts'
import { migrate, migrationsFolder, pendingMigrations, readMigrations, schemaVersion } from './migrate.ts'
import { ensureDatabase } from './roles.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

describe('migrate', { timeout: 30_000 }, () => {
  const { adminUrl } = inject('testServer')
  const made: string[] = []
  let admin: pg.Client
  let folder: string
  let urls: DatabaseUrls

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: adminUrl })
    await admin.connect()
  })
  afterAll(async () => {
    for (const name of made) await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  /** An empty database, and a folder of two small migrations with one script for the jobs role. */
  beforeEach(async () => {
    const name = `bare_${made.length}_${process.pid}`
    made.push(name)
    await ensureDatabase(admin, name)
    const given = inject('testServer').urls
    const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
    urls = { owner: at(given.owner), jobs: at(given.jobs), app: at(given.app) }
    folder = mkdtempSync(join(tmpdir(), 'alongside-migrations-'))
    mkdirSync(join(folder, 'jobs'))
    writeFileSync(join(folder, '0001-chairs.sql'), 'create table chairs (tone text);')
    writeFileSync(join(folder, '0002-first-chair.sql'), `insert into chairs values ('coral');`)
    writeFileSync(
      join(folder, 'jobs/count.sql'),
      'create or replace function graphile_worker.times() returns integer language sql return 1',
    )
  })

  const run = () => migrate(urls.owner, urls.jobs, { folder })
  const ask = async <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Row>(sql)).rows
    } finally {
      await client.end()
    }
  }

  it('applies each of ours in a session of its own, as in a database that had all before it', async () => {
    const numbers = readMigrations(migrationsFolder()).map(({ number }) => number)
    for (const number of numbers) await migrate(urls.owner, urls.jobs, { only: [number] })
    expect(await migrate(urls.owner, urls.jobs)).toEqual({ applied: [] })
  }, 60_000)

  it('applies each migration once, in order, and notes it', async () => {
    expect(await run()).toEqual({ applied: ['0001-chairs.sql', '0002-first-chair.sql'] })
    expect(await run()).toEqual({ applied: [] })
    expect(await ask(urls.owner, 'select tone from chairs')).toEqual([{ tone: 'coral' }])
    const noted = await ask(
      urls.app,
      'select number, name, length(sha256) as digits from migrations order by number',
    )
    expect(noted).toEqual([
      { number: 1, name: 'chairs', digits: 64 },
      { number: 2, name: 'first-chair', digits: 64 },
    ])
  })

  it('applies what has come since', async () => {
    await run()
    writeFileSync(join(folder, '0003-more.sql'), `insert into chairs values ('plum');`)
    expect(await run()).toEqual({ applied: ['0003-more.sql'] })
    expect(await ask(urls.owner, 'select tone from chairs order by tone')).toEqual([
      { tone: 'coral' },
      { tone: 'plum' },
    ])
  })

  it('is done by one of many who start at once, while the others wait', async () => {
    const results = await Promise.all([run(), run(), run(), run()])
    expect(results.flatMap((result) => result.applied)).toHaveLength(2)
    expect(await ask(urls.owner, 'select tone from chairs')).toEqual([{ tone: 'coral' }])
  })

  it('refuses a migration that was changed after it was applied', async () => {
    await run()
    writeFileSync(join(folder, '0001-chairs.sql'), 'create table chairs (tone text, legs integer);')
    await expect(run()).rejects.toThrow(/^Migration 0001-chairs\.sql was changed after it was applied/)
  })

  it('refuses a database that a newer program has used', async () => {
    await run()
    rmSync(join(folder, '0002-first-chair.sql'))
    await expect(run()).rejects.toThrow(
      /^The database has migration 0002-first-chair\.sql, which this program does not/,
    )
  })

  it('refuses a number used twice and a name that says nothing, but no gap', async () => {
    writeFileSync(join(folder, '0100-after-a-gap.sql'), 'select 1;')
    expect((await run()).applied.at(-1)).toBe('0100-after-a-gap.sql')
    writeFileSync(join(folder, '0100-twice.sql'), 'select 1;')
    await expect(run()).rejects.toThrow('Two migrations have the number 100')
    rmSync(join(folder, '0100-twice.sql'))
    writeFileSync(join(folder, '3.sql'), 'select 1;')
    await expect(run()).rejects.toThrow('3.sql is not named like')
  })

  it('leaves nothing of a migration that fails, and names the line', async () => {
    writeFileSync(join(folder, '0003-wrong.sql'), 'create table half ();\nselect no_such_column from chairs;')
    await expect(run()).rejects.toThrow(/^Migration 0003-wrong\.sql failed in line 2: .*no_such_column/)
    expect(await ask(urls.owner, `select from pg_class where relname = 'half'`)).toEqual([])
    expect(await ask(urls.owner, 'select max(number) as newest from migrations')).toEqual([{ newest: 2 }])
  })

  it('gives the job runner its schema and nothing beyond', async () => {
    await run()
    const owned = await ask<{ schema: string }>(
      urls.owner,
      `select distinct relnamespace::regnamespace::text as schema from pg_class where relowner = 'alongside_jobs'::regrole
        and relkind <> 't' and relkind <> 'i'`,
    )
    expect(owned).toEqual([{ schema: 'graphile_worker' }])
    const rights = await ask(
      urls.owner,
      `select has_database_privilege('alongside_jobs', current_database(), 'create') as "mayMakeSchemas",
              has_schema_privilege('alongside_jobs', 'public', 'create') as "mayMakeTables"`,
    )
    expect(rights).toEqual([{ mayMakeSchemas: false, mayMakeTables: false }])
    expect(await ask(urls.jobs, 'select graphile_worker.times() as times')).toEqual([{ times: 1 }])
  })

  it('runs the scripts of the jobs role every time', async () => {
    await run()
    writeFileSync(
      join(folder, 'jobs/count.sql'),
      'create or replace function graphile_worker.times() returns integer language sql return 2',
    )
    await run()
    expect(await ask(urls.jobs, 'select graphile_worker.times() as times')).toEqual([{ times: 2 }])
  })

  it('takes back a right that an interrupted run left behind', async () => {
    await run()
    await ask(
      urls.owner,
      `do $$ begin execute format('grant create on database %I to alongside_jobs', current_database()); end $$`,
    )
    await run()
    const rights = await ask(
      urls.owner,
      `select has_database_privilege('alongside_jobs', current_database(), 'create') as "mayMakeSchemas"`,
    )
    expect(rights).toEqual([{ mayMakeSchemas: false }])
  })

  it('applies the program’s own migrations to an empty database', async () => {
    cpSync(migrationsFolder(), folder, { recursive: true, force: true })
    rmSync(join(folder, '0001-chairs.sql'))
    rmSync(join(folder, '0002-first-chair.sql'))
    rmSync(join(folder, 'jobs/count.sql'))
    expect((await run()).applied.length).toBeGreaterThan(0)
    expect(await run()).toEqual({ applied: [] })
  })
})

describe('what a database has', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase()
  })
  afterAll(() => db.drop())

  it('is told to the program’s own role', async () => {
    const client = await db.app.pool.connect()
    try {
      expect(await pendingMigrations(client)).toEqual([])
      expect(await schemaVersion(client)).toBeGreaterThan(0)
    } finally {
      client.release()
    }
  })
})
