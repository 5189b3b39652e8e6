import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Facts } from '../../../src/features/messages/facts.ts'
import { type Mailer, openMailer } from '../../../src/platform/mail.ts'
import { type TestDatabase, testDatabase } from '../../../src/platform/testing/database.ts'
import { testServices } from '../../../src/platform/testing/services.ts'
import { smallCharity } from '../../../src/platform/testing/small-charity.ts'
import { type TestSmtp, testSmtp } from '../../../src/platform/testing/smtp.ts'

type Fault =
  | 'none'
  | 'no look at the gate'
  | 'the look without a lock'
  | 'the lock after the look'
  | 'a row lock'
  | 'what was known before'
const planted = vi.hoisted(() => ({ fault: 'none' as string, known: new Map<string, unknown>() }))

vi.mock('../../../src/features/messages/facts.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/facts.ts')>()
  const { sql } = await import('kysely')
  return {
    ...real,
    async lockPeople(...[tx, id]: Parameters<typeof real.lockPeople>) {
      if (planted.fault === 'a row lock')
        await sql`select 1 from people where id = (select person_id from messages where id = ${id}) for share`.execute(
          tx,
        )
      else if (planted.fault === 'none' || planted.fault === 'what was known before')
        await real.lockPeople(tx, id)
    },
    async look(...[tx, id]: Parameters<typeof real.look>) {
      const facts = await real.look(tx, id)
      if (planted.fault === 'the lock after the look') {
        // So short a while is seldom hit; as long as a pause of the machine it is.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
        await real.lockPeople(tx, id)
      }
      if (planted.fault !== 'what was known before' || !facts?.person) return facts
      const known = (planted.known.get(facts.person.id) ?? facts.person) as NonNullable<Facts['person']>
      planted.known.set(facts.person.id, known)
      return { ...facts, person: known }
    },
  }
})
vi.mock('../../../src/features/messages/rules.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/rules.ts')>()
  return {
    ...real,
    // As if it had been looked at when the message was queued, and not again.
    decide: (facts: Facts) =>
      planted.fault === 'no look at the gate' && facts.address
        ? { act: 'send', to: facts.address.value }
        : real.decide(facts),
  }
})

const { openGate } = await import('../../../src/features/messages/gate.ts')
const { simulate } = await import('../gate-simulation.ts')

let db: TestDatabase
let smtp: TestSmtp
let charity: ReturnType<typeof smallCharity>
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  // Time between the gate's look and what the mail server hears, for a fault to show in.
  smtp = await testSmtp({ thinkMs: () => Math.random() * 40, delayMs: () => Math.random() * 5 })
})
afterAll(async () => {
  await smtp.stop()
  await db.drop()
})

async function play(fault: Fault, wrap: (mailer: Mailer) => Mailer = (mailer) => mailer, from = 1) {
  planted.fault = fault
  planted.known.clear()
  smtp.arrived.length = 0
  smtp.begun.length = 0
  await db.rows('delete from messages')
  const services = testServices(db, { smtp: { url: smtp.url, connections: 3, dkim: null } })
  const gates = [1, 2, 3].map(() => openGate(services, wrap(openMailer(services.config, services.clock))))
  const outcome = await simulate(
    db,
    charity,
    smtp,
    gates,
    Array.from({ length: 40 }, (_, i) => from + i),
    { cutEveryMs: 0 },
  )
  await Promise.all(gates.map((gate) => gate.close()))
  return outcome
}

/** Chance decides when a fault shows: up to five rounds, other sequences in each. */
async function lateIn(fault: Fault, wrap?: (mailer: Mailer) => Mailer): Promise<number> {
  for (let round = 1; round <= 5; round++) {
    const { late } = await play(fault, wrap, round * 1_000)
    if (late > 0) return late
  }
  return 0
}

test('without a fault nothing is late', async () => {
  expect(await play('none')).toMatchObject({ late: 0, lost: 0 })
})

test.each<Fault>([
  'no look at the gate',
  'the look without a lock',
  'the lock after the look',
  'a row lock',
  'what was known before',
])('caught: %s', async (fault) => {
  expect(await lateIn(fault)).toBeGreaterThan(0)
})

test('caught: a send that goes on after the gate has let go', async () => {
  const outlives = (mailer: Mailer): Mailer => ({
    ...mailer,
    async send(mail) {
      setTimeout(() => void mailer.send(mail).catch(() => {}), Math.random() * 15)
      return { ok: true }
    },
  })
  expect(await lateIn('none', outlives)).toBeGreaterThan(0)
})

test('caught: a second way out beside the gate', async () => {
  const services = testServices(db, { smtp: { url: smtp.url, connections: 3, dkim: null } })
  const beside = openMailer(services.config, services.clock)
  let over = false
  const second = (async () => {
    while (!over) {
      const due = await db.rows<{ id: string; value: string }>(
        `select m.id, a.value from messages m join person_addresses pa on pa.person_id = m.person_id
         join addresses a on a.id = pa.address_id order by random() limit 3`,
      )
      for (const { id, value } of due)
        await beside.send({
          messageId: `${id}@example.org`,
          to: value,
          from: { name: 'Beside', address: 'beside@example.org' },
          subject: 'beside',
          text: 'beside',
          html: 'beside',
          attachments: [],
        })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const outcome = await play('none')
  over = true
  await second
  beside.close()
  expect(outcome.late).toBeGreaterThan(0)
})
