import { system } from '#platform/actor.ts'
import type { Pump, Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { type Gate, openGate } from './gate.ts'
import { sortLetters } from './letter-gate.ts'
import { makeReminders, markUndelivered } from './reminders.ts'

/** One gate for each process, opened when there is first something to send through. */
const gates = new WeakMap<Services, Gate>()

export const pumps: Pump[] = [
  {
    name: 'messages.send',
    everyMs: 500,
    run(services) {
      let gate = gates.get(services)
      if (!gate) {
        gate = openGate(services)
        gates.set(services, gate)
      }
      return gate.drain()
    },
    async close(services) {
      await gates.get(services)?.close()
      gates.delete(services)
    },
  },
  {
    name: 'messages.remind',
    everyMs: 60_000,
    async run(services) {
      await transact(services.database, system('reminders'), makeReminders)
      return false
    },
  },
  {
    name: 'messages.letters',
    everyMs: 60_000,
    async run(services) {
      await sortLetters(services)
      return false
    },
  },
]

export const timers: Timer[] = [
  {
    name: 'messages.undelivered',
    cron: '17 * * * *',
    async run(services) {
      await transact(services.database, system('undelivered messages'), markUndelivered)
    },
  },
]
