import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import { escalateConcerns } from './concerns.ts'

export const timers: Timer[] = [
  {
    name: 'concerns.escalate',
    cron: '* * * * *',
    atStart: true,
    run: async ({ database }) => {
      await transact(database, system('concerns'), escalateConcerns)
    },
  },
]
