import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import {
  eraseLongGone,
  forgetOldConcerns,
  forgetOldWords,
  forgetPapersTextsAndFamilies,
} from './retention.ts'

/** What the rules say, every night. */
export const timers: Timer[] = [
  {
    name: 'rights.retention',
    cron: '50 2 * * *',
    async run(services) {
      const { database } = services
      while ((await eraseLongGone(services)) > 0) {}
      while ((await transact(database, system('forgetting old words'), forgetOldWords)) > 0) {}
      await transact(database, system('forgetting papers, texts and families'), forgetPapersTextsAndFamilies)
      await transact(database, system('forgetting old concerns'), forgetOldConcerns)
    },
  },
]
