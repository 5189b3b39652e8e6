import { describe, expect, test } from 'vitest'
import { workingDaysUntil } from './channels.ts'
import type { Facts } from './facts.ts'
import type { MessageKind } from './messages.ts'
import { decide, letterReason } from './rules.ts'
import { charity, factsFor, kinds } from './testing/letters.ts'
import { textLength } from './text-length.ts'
import { writeText } from './text-messages.ts'

type Person = NonNullable<Facts['person']>
const post = { id: '9', value: '12 Example Road, Rayleigh SS6 7ED', of: null, confirmed: true }
/** Ten days before a session on Friday 27 November. */
const early = new Date('2026-11-17T10:00:00Z')

function facts(kind: MessageKind, person: Partial<Person>, changed: Partial<Facts> = {}): Facts {
  const base = factsFor(kind, { now: early, address: null, ...changed })
  if (!base.person) throw new Error('somebody on the staff')
  const state = {
    'place offered': 'offered',
    'place waiting': 'waiting',
    'place given back': 'given back',
  } as Partial<Record<MessageKind, string>>
  return {
    ...base,
    place: { state: state[kind] ?? 'kept', answerBy: new Date('2026-11-25T18:00:00Z') },
    person: { ...base.person, ...person },
  }
}
const both: Partial<Person> = { phones: ['07700 900123'], post, consents: { text: true } }
const on = { texts: true }

describe('by which way', () => {
  test('by e-mail whenever that is confirmed, whatever else there is', () => {
    const address = { id: '1', value: 'rosa@example.org', confirmed: true, wrong: false }
    expect(decide(facts('session cancelled', both, { address }), on)).toEqual({
      act: 'send',
      to: 'rosa@example.org',
    })
  })

  test.each([
    ['none', null],
    ['marked as wrong', { id: '1', value: 'rosa@example.org', confirmed: true, wrong: true }],
    ['not confirmed', { id: '1', value: 'rosa@example.org', confirmed: false, wrong: false }],
  ])('as a text where the e-mail address is: %s', (_, address) => {
    expect(decide(facts('session cancelled', both, { address }), on)).toEqual({
      act: 'text',
      to: '+447700900123',
    })
  })

  test('as a text where they said no to e-mail', () => {
    const address = { id: '1', value: 'rosa@example.org', confirmed: true, wrong: false }
    const said = { ...both, consents: { text: true, email: false } }
    expect(decide(facts('session cancelled', said, { address }), on).act).toBe('text')
  })

  test.each<[string, Partial<Person>, { texts: boolean }]>([
    ['this charity sends no texts', both, { texts: false }],
    ['they never said yes to texts', { ...both, consents: {} }, on],
    ['they said no to texts', { ...both, consents: { text: false } }, on],
    ['they answered STOP', { ...both, stops: [{ what: 'texts', queuedSince: true }] }, on],
    ['their number is a landline', { ...both, phones: ['01632 960123'] }, on],
    ['their number costs more', { ...both, phones: ['09011 234567'] }, on],
    ['they have no number', { ...both, phones: [] }, on],
  ])('as a letter where %s', (_, person, channels) => {
    expect(decide(facts('session cancelled', person), channels)).toEqual({ act: 'letter', to: post.value })
  })

  test('the first number that takes texts counts', () => {
    const phones = ['01632 960123', '07700 900456']
    expect(decide(facts('joined', { ...both, phones }), on)).toEqual({ act: 'text', to: '+447700900456' })
  })

  test.each<[string, Partial<Person>]>([
    ['no address', { consents: {} }],
    ['a no to post', { post, consents: { post: false } }],
  ])('neither way with %s: not sent, and whoever is rung about it is rung', (_, person) => {
    expect(decide(facts('session cancelled', person), on)).toEqual({ act: 'stop', why: 'no address' })
  })

  test('nothing at all for someone who died, stopped everything or paused', () => {
    for (const person of [
      { ...both, died: true },
      { ...both, stops: [{ what: 'all' as const, queuedSince: true }] },
      { ...both, stops: [{ what: 'pause' as const, queuedSince: true }] },
    ])
      expect(decide(facts('session cancelled', person), on).act).toBe('stop')
  })

  test('links to one’s own pages and questions about an address go by e-mail or not at all', () => {
    for (const kind of ['my pages link', 'confirm address', 'address changed', 'carry on joining'] as const)
      expect(decide(facts(kind, both), on)).toEqual({ act: 'stop', why: 'no address' })
  })
})

describe('what is worth a letter', () => {
  const byPost: Partial<Person> = { post, consents: {} }
  const worth = (kind: MessageKind, changed: Partial<Facts> = {}, person = byPost) =>
    decide(facts(kind, person, changed), on).act === 'letter'

  test.each(kinds.filter((kind) => !kind.startsWith('staff')))('%s', (kind) => {
    const letters: MessageKind[] = [
      'joined',
      'place kept',
      'place offered',
      'session moved',
      'session cancelled',
      'session added',
      'session put back',
      'tried to ring',
    ]
    expect(worth(kind)).toBe(letters.includes(kind))
  })

  test('a reminder only for who asked for it, a week before and not a day before', () => {
    expect(worth('reminder week', {}, { ...byPost, letterReminders: true })).toBe(true)
    expect(worth('reminder day', {}, { ...byPost, letterReminders: true })).toBe(false)
  })

  test('not when the session is less than five working days off: then somebody rings', () => {
    // Friday 27 November: from Thursday 19 there are five working days between, from Friday 20 four.
    expect(worth('session cancelled', { now: new Date('2026-11-19T10:00:00Z') })).toBe(true)
    expect(decide(facts('session cancelled', byPost, { now: new Date('2026-11-20T10:00:00Z') }), on)).toEqual(
      {
        act: 'stop',
        why: 'no address',
      },
    )
    expect(worth('joined', { now: new Date('2026-11-26T10:00:00Z') })).toBe(true)
  })

  test('a date that moved away from tomorrow is told by ringing, however far off the new one is', () => {
    const details = { sequence: 1, former: 'Wednesday 18 November', formerStartsAt: '2026-11-18T11:00:00Z' }
    expect(worth('session moved', { details })).toBe(false)
  })

  test('an offer only when there is time to answer', () => {
    const soon = facts('place offered', byPost)
    expect(
      decide({ ...soon, place: { state: 'offered', answerBy: new Date('2026-11-20T18:00:00Z') } }, on).act,
    ).toBe('stop')
  })

  test('on paper it may be nearer, and is still pulled out for the same reasons', () => {
    const printed = (now: string, person: Partial<Person> = byPost) =>
      letterReason(facts('session cancelled', person, { now: new Date(now) }))
    expect(printed('2026-11-24T10:00:00Z')).toBeNull()
    expect(printed('2026-11-25T10:00:00Z')).toBe('too late for the post')
    expect(printed('2026-11-17T10:00:00Z', { ...byPost, died: true })).toBe('died')
    expect(printed('2026-11-17T10:00:00Z', { post: null })).toBe('no address')
    expect(printed('2026-11-17T10:00:00Z', { post, consents: { post: false } })).toBe('no consent')
  })
})

test.each([
  ['2026-11-20', '2026-11-27', 4],
  ['2026-11-21', '2026-11-27', 4],
  ['2026-11-26', '2026-11-27', 0],
  ['2026-11-27', '2026-11-27', 0],
  ['2026-11-28', '2026-11-27', 0],
  ['2026-11-13', '2026-11-27', 9],
  // No post from Christmas Eve to New Year's Day, on Good Friday and Easter Monday, nor on the bank holidays of May.
  ['2026-12-21', '2027-01-05', 3],
  ['2026-03-31', '2026-04-10', 5],
  ['2026-05-20', '2026-05-29', 5],
])('working days between %s and %s: %i', (from, to, days) => {
  expect(workingDaysUntil(new Date(`${to}T11:00:00Z`), new Date(`${from}T10:00:00Z`), 'Europe/London')).toBe(
    days,
  )
})

describe('texts', () => {
  const texted = kinds.filter((kind) => writeText(factsFor(kind), charity, true) !== null)

  test.each(texted)(
    '%s: discreet (P7), who writes first, and how to end them last, in one message',
    (kind) => {
      const written = writeText(
        factsFor(kind, { place: { state: 'kept', answerBy: new Date('2026-11-26T18:00:00Z') } }),
        charity,
        true,
      )
      expect(written?.text).toMatch(/^Lighthouse: /)
      expect(written?.text).toMatch(/Reply STOP to end texts\.$/)
      expect(written?.text).not.toMatch(/cancer|breast|Support|Rosa|South Essex|http|group|illness/i)
      expect(textLength(written?.text ?? '').alphabet).toBe('GSM-7')
      expect(written?.segments, written?.text).toBeLessThanOrEqual(kind === 'place offered' ? 2 : 1)
    },
  )

  test('without a way for answers they say whom to ring instead', () => {
    expect(writeText(factsFor('reminder day'), charity, false)?.text).toMatch(
      /To end texts ring 0808 157 0123\.$/,
    )
  })

  test.each([
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['€'.repeat(81), 'GSM-7', 162, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['ŵ'.repeat(70), 'UCS-2', 70, 1],
    ['ŵ'.repeat(71), 'UCS-2', 71, 2],
    ['🙂'.repeat(35), 'UCS-2', 70, 1],
    ['', 'GSM-7', 0, 1],
  ])('counts letters and messages (%#)', (text, alphabet, letters, segments) => {
    expect(textLength(text)).toEqual({ alphabet, letters, segments })
  })
})
