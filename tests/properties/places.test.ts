import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { outlivesKills } from './killed.ts'
import { holdsToModel } from './sequences.ts'
import { holdsTogether } from './together.ts'

/** How many times as much as usual: ALONGSIDE_SEEDS, ten in a soak. */
const scale = Number(process.env.ALONGSIDE_SEEDS ?? (process.env.ALONGSIDE_SOAK ? 10 : 1))
const atLeastOne = (count: number) => Math.max(1, Math.ceil(count * scale))
const minutes = 60_000

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test(
  'P2, P3: one thing after another, with connections cut, the database is what the model says',
  async () => {
    await holdsToModel(db, { seed: 20261120, runs: atLeastOne(20) })
  },
  5 * minutes * Math.max(1, scale),
)

test(
  'P2, P3: many at once, with connections cut, at every moment that is looked at',
  async () => {
    const rounds = atLeastOne(4)
    const { done, cut } = await holdsTogether(db, { seed: 1, rounds })
    expect(done).toBeGreaterThan(100 * rounds)
    expect(cut).toBeGreaterThan(2 * rounds)
  },
  3 * minutes * Math.max(1, scale),
)

test(
  'P2, P3: ten processes ended with kill -9 in the middle of their work',
  async () => {
    const kills = atLeastOne(10)
    const lines = await outlivesKills(db, { seed: 5, kills })
    expect(lines).toBeGreaterThanOrEqual(20 * kills)
  },
  3 * minutes * Math.max(1, scale),
)
