import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import { forgetOldForms } from './joining.ts'
import { eraseLongGone } from './retention.ts'

export const timers: Timer[] = [
  {
    name: 'people.forget-old-forms',
    cron: '40 2 * * *',
    run: (services) => transact(services.database, system('forgetting old forms'), forgetOldForms),
  },
  {
    name: 'people.erase-long-gone',
    cron: '50 2 * * *',
    async run(services) {
      while (
        (await transact(services.database, system('erasing after two years'), (tx) => eraseLongGone(tx))) > 0
      ) {}
    },
  },
]
