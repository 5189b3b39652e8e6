import { describe, expect, it } from 'vitest'
import { type Known, likeness } from './likeness.ts'
import { slips } from './names.ts'

const at = (
  called: string,
  more: Partial<Known> & { email?: string; phone?: string; post?: string } = {},
): Known => ({
  called,
  fullName: more.fullName ?? null,
  bornOn: more.bornOn ?? null,
  addresses: (['email', 'phone', 'post'] as const).flatMap((kind) =>
    more[kind] ? [{ kind, value: more[kind] }] : [],
  ),
})
const verdict = (a: Known, b: Known) => likeness(a, b).verdict

describe('the same person, in the small differences that people make', () => {
  const email = 'mairi.macleod@example.org'
  it.each([
    ['accents and capitals', at('Màiri MacLeod', { email }), at('mairi macleod', { email })],
    ['a hyphen and an apostrophe', at('Mary-Ann O’Neill', { email }), at('Mary Ann Oneill', { email })],
    ['the order of the names', at('MacLeod, Mairi', { email }), at('Mairi MacLeod', { email })],
    ['a first name of a full one', at('Mairi', { email }), at('Mairi', { fullName: 'Mairi MacLeod', email })],
    ['an initial', at('M. MacLeod', { email }), at('Mairi MacLeod', { email })],
    ['a title', at('Mrs Mairi MacLeod', { email }), at('Mairi MacLeod', { email })],
    ['a short form', at('Maggie Smith', { email }), at('Margaret Smith', { email })],
    ['one letter wrong', at('Mairi McLeod', { email }), at('Mairi MacLeod', { email })],
    ['two letters swapped', at('Miari MacLeod', { email }), at('Mairi MacLeod', { email })],
    [
      'a letter wrong in the address',
      at('Mairi', { email: 'mairi.macloed@example.org' }),
      at('Mairi', { email }),
    ],
    [
      'gmail and googlemail',
      at('Mairi', { email: 'mairi.mac@googlemail.com' }),
      at('Mairi', { email: 'mairimac@gmail.com' }),
    ],
    [
      'a number in another spelling',
      at('Mairi', { phone: '+44 (0)7700 900123' }),
      at('Mairi', { phone: '07700 900 123' }),
    ],
    ['a digit wrong', at('Mairi', { phone: '07700 900124' }), at('Mairi', { phone: '07700 900123' })],
    ['two digits swapped', at('Mairi', { phone: '07700 900132' }), at('Mairi', { phone: '07700 900123' })],
    [
      'a house in other words',
      at('Mairi', { post: '1 Mill Lane, Rayleigh ss67ef' }),
      at('Mairi', { post: 'Flat, 1 Mill Ln\nSS6 7EF' }),
    ],
    ['the day of birth', at('Mairi', { bornOn: '1961-03-04' }), at('Mairi', { bornOn: '1961-03-04' })],
    ['day and month swapped', at('Mairi', { bornOn: '1961-03-04' }), at('Mairi', { bornOn: '1961-04-03' })],
  ])('%s', (_what, a, b) => {
    expect(verdict(a, b)).toBe('likely')
    expect(verdict(b, a)).toBe('likely')
  })
})

describe('somebody else', () => {
  const both = { email: 'both@example.org', phone: '01632 960123' }
  it.each([
    ['a couple at one address', at('Ann', both), at('Bob', both)],
    ['a carer’s telephone', at('Ann Reid', { phone: both.phone }), at('Isla Fraser', { phone: both.phone })],
    [
      'the same first name elsewhere',
      at('Morag', { email: 'a@example.org' }),
      at('Morag', { email: 'zelda@example.org' }),
    ],
    ['initials alone', at('M', both), at('Mairi', both)],
    ['another first name of the same family', at('Jean Reid', both), at('Joan Ridley', both)],
    [
      'born on another day',
      at('Morag Reid', { ...both, bornOn: '1961-03-04' }),
      at('Morag Reid', { ...both, bornOn: '1988-11-20' }),
    ],
    [
      'neighbours',
      at('Mairi', { post: '1 Mill Lane, SS6 7EF' }),
      at('Mairi', { post: '12 Mill Lane, SS6 7EF' }),
    ],
    ['short names one letter apart', at('Ann', both), at('Jan', both)],
  ])('%s', (_what, a, b) => {
    expect(verdict(a, b)).toBe('different')
    expect(verdict(b, a)).toBe('different')
  })

  it('the same full name and nothing else is possible, no more', () => {
    expect(
      likeness(
        at('Margaret Smith', { email: 'ms@example.org' }),
        at('Margaret Smith', { phone: '01632 960123' }),
      ),
    ).toEqual({
      verdict: 'possible',
      alike: ['name'],
    })
  })
})

it('names what is alike', () => {
  const a = at('Mairi', { email: 'mairi@example.org', phone: '07700 900123' })
  expect(likeness(a, a).alike).toEqual(['name', 'email', 'phone'])
})

it.each([
  ['abcd', 'abdc', 1, true],
  ['abcd', 'badc', 1, false],
  ['abcd', 'abc', 1, true],
  ['abcd', 'ab', 1, false],
  ['', 'a', 1, true],
])('slips: %s and %s within %i: %s', (a, b, most, alike) => expect(slips(a, b, most)).toBe(alike))
