import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SampleCharity, sampleCharity } from '../tests/sample-charity.ts'

let sample: SampleCharity
beforeAll(async () => {
  sample = await sampleCharity()
}, 120_000)
afterAll(() => sample.db.drop())

const pageOf = async (path: string, role = 'coordinator') => {
  const html = await (await sample.get(path, await sample.signIn(role))).text()
  return html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}
const sessionOf = async (slug: string, state: string) => {
  const [row] = await sample.db.rows<{ id: string }>(
    `select s.id from sessions s join groups g on g.id = s.group_id
     where g.slug = $1 and s.state = $2 and s.starts_at > clock() order by s.starts_at limit 1`,
    [slug, state],
  )
  return row?.id
}

test('a place that a death freed at a full session is held back, and shown to the coordinator', async () => {
  expect(await pageOf('/staff')).toMatch(
    /A place is held back on 25 November and \d+ later dates, Scotland online/,
  )
  const page = await pageOf(`/staff/sessions/${await sessionOf('scotland-online', 'planned')}`)
  expect(page).toContain('19 of 20 taken, 1 held back')
  expect(page).toMatch(/Number 1 on the list.*One place is held back after a death.*Let the place go on/)
})

test('of a cancelled session everybody knows, or is on the list of calls', async () => {
  const page = await pageOf(`/staff/sessions/${await sessionOf('south-essex', 'cancelled')}`)
  expect(page).toMatch(/\d people are still to be told/)
  expect(page).toMatch(/\d+ people have been told/)
  expect(page).not.toContain('Nothing has been sent')
})

test('a session that has moved knows where it was, so that it can be moved back', async () => {
  const moved = await sample.db.rows(
    `select date - former_date as days, former_starts = starts as "sameTime" from sessions where moved_from is not null`,
  )
  expect(moved).toEqual([{ days: 7, sameTime: true }])
})

test('a concern raised at the weekend is to be looked at in hours in which somebody watches', async () => {
  const { db, ...weekend } = await sampleCharity('2026-11-21T18:30:00Z')
  try {
    const page = await (await weekend.get('/staff/concerns', await weekend.signIn('nurse'))).text()
    expect(page).toContain('to be looked at by Monday 23 November, midday')
  } finally {
    await db.drop()
  }
}, 60_000)
