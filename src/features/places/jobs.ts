import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Pump } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'

const sessionsAtATime = 20

/** Offers whose time to answer is over go on to the next, within a second, in as many processes as there are (P2). */
export const pumps: Pump[] = [
  {
    name: 'places.offers',
    everyMs: 1000,
    async run({ database }) {
      const worked = await transact(database, system('offers that ran out'), async (tx) => {
        const found = await sql<{
          worked: number
        }>`select work_due_offers(${sessionsAtATime}) as worked`.execute(tx)
        return found.rows[0]?.worked ?? 0
      })
      return worked === sessionsAtATime
    },
  },
]
