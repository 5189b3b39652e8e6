import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'

// A date is a day in a diary, not an instant: it stays the text 'YYYY-MM-DD'. Local times stay 'HH:MM:SS'.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.TIME, (value) => value)
// Counts and identities stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const arrayOf = (oid: number, read: (value: string) => unknown) =>
  pg.types.setTypeParser(oid as never, read as never)
const textArray = pg.types.getTypeParser(1009 as never) as unknown as (value: string) => string[]
arrayOf(1182, textArray)

declare const inTransaction: unique symbol
/** A running transaction whose role and actor are set. Use-cases take it first, and cannot be called without. */
export type Transaction = Kysely<DB> & { readonly [inTransaction]: true }

/** The pool of one database address. */
export type Database = { pool: pg.Pool; close(): Promise<void> }

/**
 * Opens a pool. Statements end after 15 seconds and idle transactions after 30, so that nothing holds locks for ever.
 * @param most connections at the most.
 */
export function openDatabase(url: string, most = 10, name = 'alongside'): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    pipeline: true,
  })
  // An idle connection that breaks is replaced at the next use; without a listener the process would end.
  pool.on('error', () => {})
  // Nor may one that breaks in the middle of a transaction end it: whoever waits for an answer gets the error.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { pool, close: () => pool.end() }
}

/** A Kysely whose every statement runs on one given connection. One is kept for each connection. */
export function kyselyOn(client: pg.ClientBase): Kysely<DB> {
  let kysely = known.get(client)
  if (!kysely) {
    kysely = new Kysely<DB>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new OneConnectionDriver(client),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
    known.set(client, kysely)
  }
  return kysely
}
const known = new WeakMap<pg.ClientBase, Kysely<DB>>()

class OneConnection implements DatabaseConnection {
  private readonly client: pg.ClientBase
  constructor(client: pg.ClientBase) {
    this.client = client
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.client.query(query.sql, query.parameters as unknown[])
    return {
      rows: result.rows,
      ...(result.command === 'SELECT' ? {} : { numAffectedRows: BigInt(result.rowCount ?? 0) }),
    }
  }
  // biome-ignore lint/correctness/useYield: nothing here streams; the interface asks for it
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is done with COPY, not here')
  }
}

class OneConnectionDriver implements Driver {
  private readonly connection: OneConnection
  constructor(client: pg.ClientBase) {
    this.connection = new OneConnection(client)
  }
  async init() {}
  async acquireConnection() {
    return this.connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Transactions are begun by transact(), which sets who acts')
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}
