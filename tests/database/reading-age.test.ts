import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeMessage } from '#features/messages/emails.tsx'
import { sheetText, writeSheet } from '#features/messages/letter-sheets.ts'
import { factsFor, kinds, charity as letters, links } from '#features/messages/testing/letters.ts'
import { writeText } from '#features/messages/text-messages.ts'
import { features } from '../../src/features.ts'
import { readingAge, sentencesOf, sentencesOfText } from '../reading-age.ts'
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

const post = { id: '9', value: '12 Example Road\nRayleigh SS6 7ED', of: null, confirmed: true }
const online = { id: '4', name: 'Online', kind: 'online' as const, state: 'open' as const, askPhone: null }
/** What somebody reads of each kind: in an e-mail, in a letter where there is one, in a text; in person and online. */
const messages = kinds
  .filter((kind) => !['staff link', 'staff invitation', 'something waits'].includes(kind))
  .flatMap((kind) =>
    (['call me', 'just come'] as const).flatMap((begins) =>
      [{}, { group: online, venue: null }].map((changed) => {
        const facts = factsFor(kind, { ...changed, member: { begins, letIn: false, standing: false } })
        const person = facts.person && { ...facts.person, post }
        const sheet = writeSheet({ ...facts, person }, letters)
        return [
          kind,
          [
            writeMessage(facts, letters, links, 'example.org').text,
            sheet && sheetText({ ...sheet, to: [] }),
            writeText(facts, letters, true)?.text,
          ].filter((text) => typeof text === 'string'),
        ] as const
      }),
    ),
  )

test.each(messages)(
  'the message “%s” can be read by children of eleven, whichever way it comes',
  (_, texts) => {
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      const { age, words, hardest } = readingAge(sentencesOfText(text))
      if (words < 30) continue
      expect(
        age,
        `${Math.round(words)} words; the hardest sentences:\n${hardest.join('\n')}`,
      ).toBeLessThanOrEqual(OLDEST)
    }
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
