import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import { ringThoseNotSeen } from './facilitation.ts'

export const timers: Timer[] = [
  {
    name: 'facilitation.not-seen',
    cron: '20 6 * * *',
    run: async ({ database }) => {
      await transact(database, system('who asked to be rung'), ringThoseNotSeen)
    },
  },
  {
    name: 'facilitation.tidy',
    cron: '40 2 * * *',
    run: ({ database }) =>
      transact(database, system('forgetting traces of records'), async (tx) => {
        await sql`select forget_record_traces()`.execute(tx)
      }),
  },
]
