import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { somebody } from './actor.ts'
import { PublicCache } from './cache.ts'
import { readCharity } from './charity.ts'
import { trustedNetworks } from './client-address.ts'
import { clockAhead } from './clock.ts'
import { openDatabase } from './database.ts'
import { type DatabaseUrls, startEmbedded, startOrJoinEmbedded } from './embedded.ts'
import type { Log } from './log.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'
import { RateLimits } from './rate-limits.ts'
import { Refusal } from './refusal.ts'
import { checkTables } from './table-check.ts'
import { Secret } from './tokens.ts'
import { transact } from './transactions.ts'
import type { Services } from './web.ts'

/** The program, connected: what `serve`, `work` and every other command begin with. */
export type Program = {
  services: Services
  urls: DatabaseUrls
  /** True when this process runs the embedded server itself. */
  ownsServer: boolean
  close(): Promise<void>
}

export type ProgramOptions = {
  config: Config
  log: Log
  /** Sentences for whoever started it. */
  tell: (sentence: string) => void
  /** A command beside a running server joins its database instead of refusing. */
  join?: boolean
  connections?: number
}

/**
 * Connects to the database (starting the embedded one where none is configured), migrates it, and builds the services.
 * @throws {Refusal} in plain words when the database, its tables or the settings do not allow a start.
 */
export async function openProgram({
  config,
  log,
  tell,
  join: beside,
  connections,
}: ProgramOptions): Promise<Program> {
  const { urls, stop } = await findDatabase(config, tell, beside ?? false)
  try {
    const migrations = readMigrations(migrationsFolder())
    await migrate(urls.owner, urls.jobs, { log: tell })
    await setUp(urls.owner, config)
    const database = openDatabase(urls.app, connections ?? 12)
    const cache = new PublicCache()
    const stopListening = await cache.listen(urls.app, log)
    const clock = clockAhead(config.clockAheadMs)
    const services: Services = {
      config,
      database,
      clock,
      log,
      cache,
      limits: new RateLimits(database, clock, trustedNetworks(config.trustedProxies)),
      secret: new Secret(config.secretKey ?? ownSecret(config.dataFolder)),
      migrations,
      charity: () => cache.get('charity', 60_000, () => transact(database, somebody, readCharity)),
    }
    return {
      services,
      urls,
      ownsServer: stop !== null,
      async close() {
        await stopListening()
        await database.close()
        await stop?.()
      },
    }
  } catch (error) {
    await stop?.()
    throw error
  }
}

async function findDatabase(config: Config, tell: (sentence: string) => void, beside: boolean) {
  if (config.database) return { urls: config.database, stop: null }
  const server = await (beside ? startOrJoinEmbedded : startEmbedded)({
    dataDir: config.dataFolder,
    log: tell,
  })
  return { urls: server.urls, stop: server.borrowed ? null : server.stop }
}

async function setUp(ownerUrl: string, config: Config): Promise<void> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  try {
    const sentences = await checkTables(owner)
    if (sentences.length > 0) throw new Refusal(sentences.join('\n'))
    if (config.sample)
      await owner.query('update clock_offset set ahead_by = make_interval(secs => $1)', [
        config.clockAheadMs / 1000,
      ])
    await owner.query('select make_audit_partitions()')
  } finally {
    await owner.end()
  }
}

/** The embedded database's own key, drawn once and readable by this user alone. */
function ownSecret(dataFolder: string): string {
  const path = join(dataFolder, 'secret')
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8').trim()
}
