import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { outlivesKills } from './killed.ts'
import { holdsToModel } from './sequences.ts'
import { holdsTogether } from './together.ts'

/** How many times as much as usual: ALONGSIDE_SEEDS, ten in a soak. */
const scale = Number(process.env.ALONGSIDE_SEEDS ?? (process.env.ALONGSIDE_SOAK ? 10 : 1))
const minutes = 60_000

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test(
  'P2, P3: one thing after another, with connections cut, the database is what the model says',
  async () => {
    await holdsToModel(db, { seed: 20261120, runs: 20 * scale })
  },
  5 * minutes * scale,
)

test(
  'P2, P3: many at once, with connections cut, at every moment that is looked at',
  async () => {
    const { done, cut } = await holdsTogether(db, { seed: 1, rounds: 4 * scale })
    expect(done).toBeGreaterThan(400)
    expect(cut).toBeGreaterThan(10)
  },
  3 * minutes * scale,
)

test(
  'P2, P3: ten processes ended with kill -9 in the middle of their work',
  async () => {
    const lines = await outlivesKills(db, { seed: 5, kills: 10 * scale })
    expect(lines).toBeGreaterThanOrEqual(200 * scale)
  },
  3 * minutes * scale,
)
