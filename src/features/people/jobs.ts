import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import { forgetOldForms } from './joining.ts'

export const timers: Timer[] = [
  {
    name: 'people.forget-old-forms',
    cron: '40 2 * * *',
    run: (services) => transact(services.database, system('forgetting old forms'), forgetOldForms),
  },
]
