import { system } from '#platform/actor.ts'
import type { Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import { groupsToLayOut, horizon, layOutSessions } from './laying-out.ts'
import { groupById } from './reads.ts'

/** Sessions stand twelve months ahead: each night, and when the program starts. */
export const timers: Timer[] = [
  {
    name: 'groups.lay-out-sessions',
    cron: '20 2 * * *',
    atStart: true,
    async run(services) {
      const actor = system('laying out sessions')
      const ids = await transact(services.database, actor, groupsToLayOut)
      for (const id of ids)
        await transact(services.database, actor, async (tx) => {
          const group = await groupById(tx, id)
          if (group) await layOutSessions(tx, id, horizon(group.today))
        })
    },
  },
]
