import { afterAll, beforeAll, expect, test } from 'vitest'
import { interleave, openLanes, play } from './interleaving.ts'

/** How many times as much as usual: ALONGSIDE_SEEDS; in a soak as many as make ten thousand. */
const scale = Number(process.env.ALONGSIDE_SEEDS ?? (process.env.ALONGSIDE_SOAK ? 33 : 1))
const runs = Math.ceil(310 * scale)
/** One run again, by its seed: `ALONGSIDE_SEED=17 npx vitest run tests/properties/interleaving.test.ts`. */
const again = process.env.ALONGSIDE_SEED

let lanes: Awaited<ReturnType<typeof openLanes>>
beforeAll(async () => {
  lanes = await openLanes(again ? 1 : 4)
})
afterAll(() => lanes.close(), 120_000)

test(
  `P1 in ${runs} runs, one step of the database or of a mail server at a time: nothing begins once somebody is silent, nothing else is lost`,
  async () => {
    const seeds = again ? [Number(again)] : Array.from({ length: runs }, (_, i) => 1 + i)
    const outcome = await interleave(lanes.lanes, seeds, ({ wrong }) => wrong.length >= 3)
    expect(outcome.wrong.join('\n\n')).toBe('')
    if (again) return
    // It met each case often, or it would prove nothing.
    expect(outcome.sent).toBeGreaterThan(2 * runs)
    expect(outcome.stopped).toBeGreaterThan(runs)
    expect(outcome.waited).toBeGreaterThan(runs)
    expect(outcome.killed).toBeGreaterThan(runs / 10)
    expect(outcome.steps).toBeGreaterThan(60 * runs)
  },
  300_000 * Math.max(1, scale),
)

test('a seed that is played again goes the same way, step by step', async () => {
  const [one, other] = lanes.lanes
  if (!one || !other) return
  for (const seed of [7_000_001, 7_000_002, 7_000_003]) {
    await play(one, seed)
    await play(other, seed)
    expect(one.happened.length).toBeGreaterThan(20)
    expect(other.happened).toEqual(one.happened)
  }
})
