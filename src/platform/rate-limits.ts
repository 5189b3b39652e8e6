import { createHash } from 'node:crypto'
import type { BlockList } from 'node:net'
import { sql } from 'kysely'
import { system } from './actor.ts'
import { clientNetwork } from './client-address.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { transact } from './transactions.ts'
import type { Ask, Limit } from './web.ts'

/**
 * How often a form may be sent, across all processes. Each process takes leases of several uses at a time, in a
 * transaction of its own, so that a spike neither queues behind one row nor waits for the work that it limits. Keys are
 * hashes: no address stands in the table.
 */
export class RateLimits {
  private readonly leases = new Map<string, { left: number; until: number; refused: boolean }>()
  private readonly asking = new Map<string, Promise<void>>()
  private readonly database: Database
  private readonly clock: Clock
  private readonly trusted: BlockList

  constructor(database: Database, clock: Clock, trusted: BlockList) {
    this.database = database
    this.clock = clock
    this.trusted = trusted
  }

  /** Whether this address may send this form once more. */
  allowAddress(ask: Ask, limit: Limit): Promise<boolean> {
    return this.allow(`${limit.name} from ${clientNetwork(ask, this.trusted)}`, limit.perAddress)
  }

  /** Whether this form may be sent once more about its subject (an e-mail address, a token). */
  async allowSubject(limit: Limit, form: unknown): Promise<boolean> {
    const about = limit.perSubject?.subject(form)
    if (!limit.perSubject || about === null || about === undefined) return true
    return this.allow(`${limit.name} about ${about.trim().toLowerCase()}`, limit.perSubject)
  }

  private async allow(key: string, { most, seconds }: { most: number; seconds: number }): Promise<boolean> {
    for (;;) {
      const lease = this.leases.get(key)
      const now = this.clock.now().getTime()
      if (lease && lease.until > now) {
        if (lease.left > 0) {
          lease.left--
          return true
        }
        if (lease.refused) return false
      }
      const already = this.asking.get(key)
      if (already) {
        await already
        continue
      }
      const asked = this.lease(key, most, seconds).finally(() => this.asking.delete(key))
      this.asking.set(key, asked)
      await asked
    }
  }

  private async lease(key: string, most: number, seconds: number): Promise<void> {
    const hash = createHash('sha256').update(key).digest()
    // A tenth at a time, so that several processes share what is left fairly.
    const wanted = Math.max(1, Math.ceil(most / 10))
    const given = await transact(this.database, system('rate limit'), async (tx) => {
      const row = await sql<{
        given: number
      }>`select lease_rate(${hash}, ${seconds}, ${most}, ${wanted}) as given`.execute(tx)
      return row.rows[0]?.given ?? 0
    })
    const now = this.clock.now().getTime()
    const until = (Math.floor(now / (seconds * 1000)) + 1) * seconds * 1000
    this.leases.set(key, { left: given, until, refused: given === 0 })
    if (this.leases.size > 20_000) for (const [k, l] of this.leases) if (l.until <= now) this.leases.delete(k)
  }
}
