import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { answerBy } from './rules.ts'
import { placesWords } from './words.ts'

const at = (text: string) => new Date(`${text}Z`)

test.each([
  ['weeks ahead: two days', '2026-11-02T12:00', '2026-11-27T11:00', '2026-11-04T12:00'],
  ['within a fortnight: a day', '2026-11-18T12:00', '2026-11-27T11:00', '2026-11-19T12:00'],
  ['within three days: six hours', '2026-11-25T11:30', '2026-11-27T11:00', '2026-11-25T17:30'],
  ['on the day before: an hour', '2026-11-26T14:00', '2026-11-27T11:00', '2026-11-26T15:00'],
  ['in the evening before: until the morning', '2026-11-26T22:00', '2026-11-27T11:00', '2026-11-27T10:00'],
  [
    'in the night, six hours would pass it: until ten',
    '2026-11-25T17:30',
    '2026-11-27T11:00',
    '2026-11-26T10:00',
  ],
  [
    'in the night before an early session: an hour all the same',
    '2026-11-26T22:00',
    '2026-11-27T09:30',
    '2026-11-26T23:00',
  ],
  ['two hours before: half of what is left', '2026-11-27T10:00', '2026-11-27T11:00', '2026-11-27T10:30'],
  ['ten minutes before: until the start', '2026-11-27T10:50', '2026-11-27T11:00', '2026-11-27T11:00'],
])('an offer %s', (_, now, starts, until) => {
  expect(answerBy(at(now), at(starts), 'Europe/London')).toEqual(at(until))
})

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test('the database has the same rule, over both changes of the clocks, and never past the start', async () => {
  const cases = fc.sample(
    fc.record({
      now: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
      minutes: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 40 * 24 * 60 })),
      zone: fc.constantFrom('Europe/London', 'UTC', 'Atlantic/Canary'),
    }),
    { numRuns: 2000, seed: 11 },
  )
  const rows = await db.rows<{ until: Date }>(
    `select offer_answer_by(to_timestamp((c ->> 'now')::float8 / 1000), to_timestamp((c ->> 'now')::float8 / 1000) + make_interval(mins => (c ->> 'minutes')::int), c ->> 'zone') as until
     from jsonb_array_elements($1::jsonb) with ordinality as list(c, nth) order by nth`,
    [JSON.stringify(cases)],
  )
  for (const [i, { now, minutes, zone }] of cases.entries()) {
    const starts = new Date(now + minutes * 60_000)
    const until = answerBy(new Date(now), starts, zone)
    expect(Math.abs((rows[i]?.until.getTime() ?? 0) - until.getTime())).toBeLessThanOrEqual(1)
    expect(until.getTime()).toBeLessThanOrEqual(starts.getTime())
    expect(until.getTime()).toBeGreaterThan(now)
  }
})

test('how full it is, in words', () => {
  expect(placesWords({ limit: 20, taken: 13, waiting: 0 })).toBe('7 of 20 places left')
  expect(placesWords({ limit: 20, taken: 19, waiting: 0 })).toBe('1 of 20 places left')
  expect(placesWords({ limit: 20, taken: 20, waiting: 0 })).toBe('Full: join the waiting list')
  // Just given back, and on its way to somebody who waits.
  expect(placesWords({ limit: 20, taken: 19, waiting: 2 })).toBe('Full: join the waiting list')
  expect(placesWords({ limit: 10, taken: 15, waiting: 0 })).toBe('Full: join the waiting list')
  expect(placesWords({ limit: null, taken: 3, waiting: 0 })).toBe('No limit: just come')
})
