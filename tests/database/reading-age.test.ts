import { afterAll, beforeAll, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import { readingAge, sentencesOf } from '../reading-age.ts'
import { aSampleMember, fillAddress, type SampleMember } from '../route-parameters.ts'
import { memberCookie, type SampleCharity, sampleCharity } from '../sample-charity.ts'

const OLDEST = 11

let charity: SampleCharity
let member: SampleMember
let cookie: string
let measured = 0
beforeAll(async () => {
  charity = await sampleCharity()
  member = await aSampleMember(charity.db.rows)
  cookie = await memberCookie(charity.db.rows, member.personId)
})
afterAll(() => charity?.db.drop())

const pages = features
  .flatMap((feature) => feature.routes)
  .filter(
    ({ method, access, path }) =>
      method === 'GET' && !path.startsWith('/sample') && (access === 'public' || access === 'member'),
  )

test.each(pages.map((route) => [route.path, route] as const))(
  '%s can be read by children of eleven',
  async (_, route) => {
    const address = await fillAddress(route, charity.db.rows, member)
    const answer = await charity.get(address, cookie)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) return
    const { age, words, hardest } = readingAge(sentencesOf(await answer.text()))
    // Too short to measure: a sentence or two.
    if (words < 30) return
    measured += 1
    expect(
      age,
      `${Math.round(words)} words; the hardest sentences:\n${hardest.join('\n')}`,
    ).toBeLessThanOrEqual(OLDEST)
  },
)

test('most of them are long enough to measure', () => expect(measured).toBeGreaterThan(pages.length / 2))

test('the measure itself: children’s words pass, an official letter does not', () => {
  expect(readingAge(['The cat sat on the mat.', 'It was a good day for a cat.']).age).toBeLessThan(8)
  expect(
    readingAge([
      'Notification of eligibility determinations necessitates documentation of applicable circumstances.',
    ]).age,
  ).toBeGreaterThan(18)
})
