import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../src/platform/testing/database.ts'
import { testServices } from '../../../src/platform/testing/services.ts'
import { smallCharity } from '../../../src/platform/testing/small-charity.ts'

type Fault = 'none' | 'no lock' | 'posted without a look' | 'the lock after the look'
const planted = vi.hoisted(() => ({ fault: 'none' as string }))
const later = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most))

vi.mock('../../../src/features/messages/facts.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/facts.ts')>()
  return {
    ...real,
    async lockPeople(...[tx, id]: Parameters<typeof real.lockPeople>) {
      if (planted.fault !== 'no lock') await real.lockPeople(tx, id)
    },
    async look(...[tx, id]: Parameters<typeof real.look>) {
      const facts = await real.look(tx, id)
      await later(20)
      return facts
    },
    async lockPeopleOf(...[tx, ids]: Parameters<typeof real.lockPeopleOf>) {
      if (planted.fault === 'none' || planted.fault === 'posted without a look')
        await real.lockPeopleOf(tx, ids)
    },
    async lookAt(...[tx, ids, rows]: Parameters<typeof real.lookAt>) {
      const facts = await real.lookAt(tx, ids, rows)
      await later(60)
      if (planted.fault === 'the lock after the look') await real.lockPeopleOf(tx, ids)
      return facts
    },
  }
})
vi.mock('../../../src/features/messages/rules.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/rules.ts')>()
  return {
    ...real,
    letterReason: (...[facts]: Parameters<typeof real.letterReason>) =>
      planted.fault === 'posted without a look' ? null : real.letterReason(facts),
  }
})

const { openGate } = await import('../../../src/features/messages/gate.ts')
const { lettersToPullOut, markPosted, printLetters } = await import(
  '../../../src/features/messages/letter-gate.ts'
)
const { testProvider } = await import('../../../src/features/messages/testing/texts.ts')
const { playLetters, playTexts } = await import('../letters-simulation.ts')

let db: TestDatabase
let provider: Awaited<ReturnType<typeof testProvider>>
let account: string
let charity: ReturnType<typeof smallCharity>
const noMail = { lines: 3, send: async () => ({ ok: true }) as const, close() {} }
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  provider = await testProvider({ delayMs: () => Math.random() * 5 })
  account = (await charity.staff(['administrator'])).accountId
})
afterAll(async () => {
  await provider.stop()
  await db.drop()
})

async function letters(seed: number): Promise<number> {
  const services = testServices(db)
  const gate = openGate(services, noMail, null)
  const press = {
    print: (ids: readonly string[]) => printLetters(services, ids, account),
    post: (batch: Parameters<typeof markPosted>[1]) => markPosted(services, batch, account),
    pulled: (ids: readonly string[]) => lettersToPullOut(services, ids),
  }
  const { late } = await playLetters(db, charity, [gate], press, seed)
  await gate.close()
  return late
}

async function texts(seed: number): Promise<number> {
  const services = testServices(db, {
    texts: { url: provider.url, headers: {}, body: '{"to": "{to}", "text": "{text}"}', idField: null },
  })
  const gates = [1, 2, 3].map(() => openGate(services, noMail))
  const { late } = await playTexts(db, charity, provider, gates, seed)
  await Promise.all(gates.map((gate) => gate.close()))
  return late
}

/** Chance decides when a fault shows: up to eight rounds. */
async function lateIn(fault: Fault, play: (seed: number) => Promise<number>): Promise<number> {
  planted.fault = fault
  for (let seed = 1; seed <= 8; seed++) {
    const late = await play(seed)
    if (late > 0) return late
  }
  return 0
}

test('without a fault nothing is late', async () => {
  planted.fault = 'none'
  expect(await letters(1)).toBe(0)
  expect(await texts(1)).toBe(0)
})

test.each<Fault>(['no lock', 'posted without a look', 'the lock after the look'])(
  'caught for letters: %s',
  async (fault) => {
    expect(await lateIn(fault, letters)).toBeGreaterThan(0)
  },
)

test('caught for texts: no lock', async () => {
  expect(await lateIn('no lock', texts)).toBeGreaterThan(0)
})

test('caught for texts: STOP that waits for nobody', async () => {
  await db.rows(`drop trigger wait_for_sends on stops`)
  expect(await lateIn('none', texts)).toBeGreaterThan(0)
})
