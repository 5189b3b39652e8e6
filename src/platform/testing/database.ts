import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../database.ts'
import type { DatabaseUrls } from '../embedded.ts'
import { ensureDatabase } from '../roles.ts'

export interface TestDatabase {
  name: string
  /** The addresses that the program would be given. */
  urls: DatabaseUrls
  /** The superuser's address of this database, which row security does not bind. */
  adminUrl: string
  /** A pool as the program's own role, for `transact`. */
  app: Database
  /** What is really in the database, whoever may see it: a query as the superuser. */
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Closes the pools and drops the database, whoever is still connected. */
  drop(): Promise<void>
}

/** A migrated database of one's own, empty of people: one for each test file, made in `beforeAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server.adminUrl, (admin) => ensureDatabase(admin, name, server.template))
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const adminUrl = at(server.adminUrl)
  const urls = { owner: at(server.urls.owner), jobs: at(server.urls.jobs), app: at(server.urls.app) }
  const app = openDatabase(urls.app)
  const admin = openDatabase(adminUrl, 2)
  return {
    name,
    urls,
    adminUrl,
    app,
    async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      return (await admin.pool.query<Row>(sql, values)).rows
    },
    async drop() {
      await Promise.all([app.close(), admin.close()])
      await asAdmin(server.adminUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
