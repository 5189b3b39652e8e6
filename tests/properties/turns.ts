import type pg from 'pg'
import type { Database } from '#platform/database.ts'
import type { TestDatabase } from '#platform/testing/database.ts'

/** So long a statement may take before it is asked whether it waits for a lock, in milliseconds. */
const patienceMs = 2
/** Nobody waits longer than this for anything: then something hangs that should not. */
const hangsAfterMs = 25_000

/**
 * Somebody who works through one thing after another, on connections and conversations of their own, and at each step of
 * them stands still until it is their turn.
 */
export class Actor {
  state: 'idle' | 'running' | 'parked' | 'blocked' = 'idle'
  /** What they will do when it is their turn. */
  next = ''
  /** The backend that a statement of theirs is with. */
  pid: number | null = null
  /** Every backend they have used. */
  readonly pids = new Set<number>()
  readonly name: string
  private readonly turns: Turns
  private go: () => void = () => {}

  constructor(turns: Turns, name: string) {
    this.turns = turns
    this.name = name
  }

  /** One point: goes on when it is their turn. Whoever was killed never does. */
  at(what: string): Promise<void> {
    return new Promise((resolve) => {
      this.next = what
      this.go = resolve
      this.state = 'parked'
      this.turns.changed()
    })
  }

  take(): void {
    this.state = 'running'
    this.go()
  }

  /** Works on something to its end, and is idle again. */
  begin(work: () => Promise<unknown>): void {
    this.state = 'running'
    void work()
      .catch((error) => this.turns.failed(this, error))
      .then(() => {
        this.state = 'idle'
        this.turns.changed()
      })
  }

  /** One statement, which may wait for a lock. */
  async statement<T>(client: pg.PoolClient, text: string, run: () => Promise<T>): Promise<T> {
    await this.at(text)
    this.pid = (client as unknown as { processID: number }).processID
    this.pids.add(this.pid)
    try {
      return await run()
    } finally {
      this.pid = null
      this.state = 'running'
      // Locks are let go before the answer comes.
      if (text === 'commit' || text === 'rollback') this.turns.letGo()
    }
  }
}

/**
 * Lets one actor after another take one step. Everybody else stands before a statement or an answer of a mail server, or
 * waits for a lock; who waits is found out from the database.
 */
export class Turns {
  readonly actors = new Set<Actor>()
  /** Statements that had to wait for a lock. */
  waited = 0
  private readonly db: TestDatabase
  private wake: () => void = () => {}
  private trouble: Error | null = null

  constructor(db: TestDatabase) {
    this.db = db
  }

  actor(name: string): Actor {
    const actor = new Actor(this, name)
    this.actors.add(actor)
    return actor
  }

  changed(): void {
    this.wake()
  }

  failed(actor: Actor, error: unknown): void {
    this.trouble ??= new Error(`${actor.name} failed: ${(error as Error).message}`, { cause: error })
  }

  /** Locks were let go: whoever waited may go on, or waits for the next one. */
  letGo(): void {
    for (const actor of this.actors) if (actor.state === 'blocked') actor.state = 'running'
  }

  /** Until everybody stands still. */
  async settle(): Promise<void> {
    const began = performance.now()
    for (;;) {
      if (this.trouble) throw this.trouble
      const running = [...this.actors].filter(({ state }) => state === 'running')
      if (running.length === 0) return
      if (await this.somethingChanged()) continue
      if (performance.now() - began > hangsAfterMs)
        throw new Error(
          `${running.map(({ name, next, pid }) => `${name} (${next}${pid ? ', not answered' : ''})`).join(', ')} hang`,
        )
      await this.findBlocked(running)
    }
  }

  private somethingChanged(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patienceMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }

  private async findBlocked(running: readonly Actor[]): Promise<void> {
    const asked = new Map(running.flatMap((actor) => (actor.pid ? [[actor.pid, actor] as const] : [])))
    if (asked.size === 0) return
    const found = await this.db.rows<{ pid: number }>(
      `select pid from unnest($1::int[]) as pid where cardinality(pg_blocking_pids(pid)) > 0`,
      [[...asked.keys()]],
    )
    for (const { pid } of found) {
      const actor = asked.get(pid)
      if (actor?.state !== 'running' || actor.pid !== pid) continue
      actor.state = 'blocked'
      this.waited++
    }
  }

  /** Ends connections of theirs in the server, and comes back when they and their locks are gone. */
  async cut(actor: Actor): Promise<void> {
    const pids = [...actor.pids]
    actor.pids.clear()
    await this.db.rows(`select pg_terminate_backend(pid) from unnest($1::int[]) as pid`, [pids])
    for (let left = 1; left > 0; ) {
      const [row] = await this.db.rows<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where pid = any($1)`,
        [pids],
      )
      left = row?.n ?? 0
    }
    this.letGo()
  }
}

const brief = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 70)

/** A database on which each statement is a point of this actor, and one comes after another. */
export function byTurns(database: Database, actor: () => Actor): Database {
  const known = new WeakMap<pg.PoolClient, pg.PoolClient>()
  const wrapped = (client: pg.PoolClient): pg.PoolClient => {
    let last: Promise<unknown> = Promise.resolve()
    const query = (text: string, values?: unknown[]) => {
      const mine = last.then(() => actor().statement(client, brief(text), () => client.query(text, values)))
      last = mine.catch(() => {})
      return mine
    }
    return withOne(client, 'query', query)
  }
  const connect = async () => {
    const client = await database.pool.connect()
    let mine = known.get(client)
    if (!mine) {
      // Who waits here waits for the turns of others, however long those take on a crowded machine.
      await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
      mine = wrapped(client)
      known.set(client, mine)
    }
    return mine
  }
  return { ...database, pool: withOne(database.pool, 'connect', connect) }
}

/** The same object with one function of its own instead. */
function withOne<T extends object>(object: T, name: string, instead: unknown): T {
  return new Proxy(object, {
    get(target, key) {
      if (key === name) return instead
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
