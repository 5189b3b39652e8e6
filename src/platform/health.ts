import { sql } from 'kysely'
import { system } from './actor.ts'
import { metrics } from './metrics.ts'
import { transact } from './transactions.ts'
import type { Ask, Services } from './web.ts'

/** What readiness depends on, each with how it stands. */
export type Readiness = { database: boolean; migrations: boolean; jobs: boolean }

/** Asks the database whether everything that the program needs is there. */
export async function readiness(services: Services): Promise<Readiness> {
  try {
    return await transact(services.database, system('readiness'), async (tx) => {
      const { rows } = await sql<{ migrated: boolean; beating: boolean }>`
        select to_regclass('public.messages') is not null as migrated,
          exists (select from heartbeats where at > clock_timestamp() - interval '1 minute') as beating`.execute(
        tx,
      )
      return { database: true, migrations: rows[0]?.migrated ?? false, jobs: rows[0]?.beating ?? false }
    })
  } catch {
    return { database: false, migrations: false, jobs: false }
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
      if (!sample && (!metricsToken || ask.req.header('authorization') !== `Bearer ${metricsToken}`))
        return ask.text('Set METRICS_TOKEN and send it as a bearer token.\n', 403)
      return ask.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType })
    },
  },
]
