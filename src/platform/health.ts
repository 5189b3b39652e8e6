import { sql } from 'kysely'
import { system } from './actor.ts'
import { metrics } from './metrics.ts'
import { hasMigrations } from './migrate.ts'
import { hashToken } from './tokens.ts'
import { transact } from './transactions.ts'
import type { Ask, Services } from './web.ts'

/** What readiness depends on, each with how it stands. */
export type Readiness = { database: boolean; migrations: boolean; jobs: boolean }

/** Asks the database whether everything that the program needs is there. */
export async function readiness(services: Services): Promise<Readiness> {
  try {
    const jobs = await transact(services.database, system('readiness'), async (tx) => {
      const { rows } = await sql<{ beating: boolean }>`
        select exists (select from heartbeats where at > clock_timestamp() - interval '1 minute') as beating`.execute(
        tx,
      )
      return rows[0]?.beating ?? false
    })
    return { database: true, migrations: await isMigrated(services), jobs }
  } catch {
    return { database: false, migrations: false, jobs: false }
  }
}

/** Whether the database has every migration that this program was started with. */
async function isMigrated({ database, migrations }: Services): Promise<boolean> {
  const client = await database.pool.connect()
  try {
    return await hasMigrations(client, migrations)
  } finally {
    client.release()
  }
}

/** For machines that look after the program. `/healthz` says that it runs, `/readyz` that it can do its work. */
export const healthRoutes: { path: string; handle: (ask: Ask) => Response | Promise<Response> }[] = [
  { path: '/healthz', handle: (ask) => ask.text('ok\n') },
  {
    path: '/readyz',
    handle: async (ask) => {
      const ready = await readiness(ask.get('services'))
      return ask.json(ready, Object.values(ready).every(Boolean) ? 200 : 503)
    },
  },
  {
    path: '/metrics',
    handle: async (ask) => {
      const { metricsToken, sample } = ask.get('services').config
      const given = hashToken(ask.req.header('authorization') ?? '')
      // Hashes are compared: how long that takes tells nothing about the token.
      if (!sample && (!metricsToken || !given.equals(hashToken(`Bearer ${metricsToken}`))))
        return ask.text('Set METRICS_TOKEN and send it as a bearer token.\n', 403)
      return ask.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType })
    },
  },
]
