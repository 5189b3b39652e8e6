import pino from 'pino'
import { type Config, readConfig } from '#config'
import { somebody } from '../actor.ts'
import { PublicCache } from '../cache.ts'
import { readCharity } from '../charity.ts'
import { trustedNetworks } from '../client-address.ts'
import { clockAhead } from '../clock.ts'
import type { Log } from '../log.ts'
import { migrationsFolder, readMigrations } from '../migrate.ts'
import { RateLimits } from '../rate-limits.ts'
import { Secret } from '../tokens.ts'
import { transact } from '../transactions.ts'
import type { Services } from '../web.ts'
import type { TestDatabase } from './database.ts'

/**
 * What the program's requests reach, on a test's own database: everything real, the cache keeping nothing (it listens to
 * nobody). For `createApp(testServices(db))` and then `app.request(…)`.
 */
export function testServices(
  db: TestDatabase,
  changed: Partial<Config> = {},
  log: Log = pino({ level: 'silent' }),
): Services {
  const config: Config = { ...readConfig({}), baseUrl: 'http://localhost', logLevel: 'silent', ...changed }
  const cache = new PublicCache()
  const clock = clockAhead(config.clockAheadMs)
  return {
    config,
    database: db.app,
    clock,
    log,
    cache,
    limits: new RateLimits(db.app, clock, trustedNetworks(config.trustedProxies)),
    secret: new Secret('a secret for tests alone, thirty-two characters'),
    migrations: readMigrations(migrationsFolder()),
    charity: () => cache.get('charity', 60_000, () => transact(db.app, somebody, readCharity)),
  }
}

/** The headers with which a browser sends a form of ours. */
export const fromOurPage = { 'sec-fetch-site': 'same-origin' }
