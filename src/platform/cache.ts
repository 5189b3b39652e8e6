import pg from 'pg'
import type { Log } from './log.ts'

/**
 * What the public reads, kept in this process and dropped when any process changes it. PostgreSQL tells of changes
 * (LISTEN on a connection of its own); while that connection is down nothing is kept at all.
 */
export class PublicCache {
  private kept = new Map<string, { value: unknown; until: number }>()
  private making = new Map<string, Promise<unknown>>()
  private listening = false
  private round = 0
  private readonly most: number

  constructor(most = 5_000) {
    this.most = most
  }

  /**
   * Returns what is kept under `key`, or makes it once for everybody who asks meanwhile.
   * @param ageMs how old it may grow; at most 900 for whatever shows how many places are left, since taking a place
   *   tells nobody.
   */
  async get<T>(key: string, ageMs: number, make: () => Promise<T>): Promise<T> {
    const found = this.kept.get(key)
    if (found && found.until > performance.now()) return found.value as T
    const already = this.making.get(key)
    if (already) return already as Promise<T>
    const round = this.round
    const made = make()
    this.making.set(key, made)
    try {
      const value = await made
      // A change told while this was being made may not be in it: then it is used once and not kept.
      if (this.listening && round === this.round) this.keep(key, value, ageMs)
      return value
    } finally {
      if (this.making.get(key) === made) this.making.delete(key)
    }
  }

  private keep(key: string, value: unknown, ageMs: number) {
    if (this.kept.size >= this.most) {
      const oldest = this.kept.keys().next().value
      if (oldest !== undefined) this.kept.delete(oldest)
    }
    this.kept.delete(key)
    this.kept.set(key, { value, until: performance.now() + ageMs })
  }

  /** Forgets everything. */
  drop() {
    this.round++
    this.kept.clear()
    this.making.clear()
  }

  /**
   * Listens for changes until stopped, connecting again after a break.
   * @param url a direct connection; a transaction pooler loses LISTEN without a word.
   */
  async listen(url: string, log: Log): Promise<() => Promise<void>> {
    let stopped = false
    let client: pg.Client | null = null
    let again: NodeJS.Timeout | undefined
    const connect = async () => {
      const next = new pg.Client({
        connectionString: url,
        application_name: 'alongside listens',
        keepAlive: true,
      })
      const lost = () => {
        if (client !== next) return
        client = null
        this.listening = false
        this.drop()
        if (!stopped) again = setTimeout(() => void connect().catch(retry), 500)
      }
      next.on('error', lost)
      next.on('end', lost)
      next.on('notification', () => this.drop())
      client = next
      await next.connect()
      await next.query('listen public_change')
      this.drop()
      this.listening = true
    }
    const retry = (error: unknown) => {
      client = null
      log.warn({ err: error }, 'cannot listen for changes; public pages are made anew each time')
      if (!stopped) again = setTimeout(() => void connect().catch(retry), 1000)
    }
    await connect().catch(retry)
    return async () => {
      stopped = true
      this.listening = false
      clearTimeout(again)
      const last = client
      client = null
      await last?.end().catch(() => {})
    }
  }
}
