import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { openGate } from '../../src/features/messages/gate.ts'
import { lettersToPullOut, markPosted, printLetters } from '../../src/features/messages/letter-gate.ts'
import { type TestProvider, testProvider } from '../../src/features/messages/testing/texts.ts'
import { type Outcome, playLetters, playTexts } from './letters-simulation.ts'

const scale = Number(process.env.ALONGSIDE_SEEDS ?? (process.env.ALONGSIDE_SOAK ? 10 : 1))
let db: TestDatabase
let provider: TestProvider
let account: string
let charity: ReturnType<typeof smallCharity>
const noMail = { lines: 3, send: async () => ({ ok: true }) as const, close() {} }
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  provider = await testProvider({ delayMs: () => Math.random() * 12 })
  account = (await charity.staff(['administrator'])).accountId
})
afterAll(async () => {
  await provider.stop()
  await db.drop()
})

async function rounds(count: number, play: (seed: number) => Promise<Outcome>): Promise<Outcome> {
  const all: Outcome = { late: 0, lost: 0, sent: 0, silenced: 0 }
  for (let seed = 1; seed <= Math.ceil(count * scale); seed++) {
    const one = await play(seed)
    for (const name of Object.keys(all) as (keyof Outcome)[]) all[name] += one[name]
  }
  return all
}

test(
  'P1 for texts: none begins after STOP or a death, in three gates at once, and none is lost for others',
  async () => {
    const services = testServices(db, {
      texts: { url: provider.url, headers: {}, body: '{"to": "{to}", "text": "{text}"}', idField: null },
    })
    const gates = [1, 2, 3].map(() => openGate(services, noMail))
    const outcome = await rounds(4, (seed) => playTexts(db, charity, provider, gates, seed))
    await Promise.all(gates.map((gate) => gate.close()))
    expect(outcome).toMatchObject({ late: 0, lost: 0 })
    expect(outcome.sent).toBeGreaterThan(50 * scale)
    expect(outcome.silenced).toBeGreaterThan(5 * scale)
  },
  120_000 * Math.max(1, scale),
)

test(
  'P1 for letters: who died or stopped while a letter was not yet posted never has it posted, whoever prints and posts meanwhile',
  async () => {
    const services = testServices(db)
    const gate = openGate(services, noMail, null)
    const press = {
      print: (ids: readonly string[]) => printLetters(services, ids, account),
      post: (batch: Parameters<typeof markPosted>[1]) => markPosted(services, batch, account),
      pulled: (ids: readonly string[]) => lettersToPullOut(services, ids),
    }
    const outcome = await rounds(4, (seed) => playLetters(db, charity, [gate], press, seed))
    await gate.close()
    expect(outcome).toMatchObject({ late: 0, lost: 0 })
    expect(outcome.sent).toBeGreaterThan(20 * scale)
    expect(outcome.silenced).toBeGreaterThan(5 * scale)
  },
  120_000 * Math.max(1, scale),
)
