import { describe, expect, it } from 'vitest'
import { canBeAName, nameDistance, spellingsOf } from './near-names.ts'

const margaret = { called: 'Peggy', fullName: 'Mrs Margaret Anne Holmes' }

describe('a name as it was typed is near to somebody’s', () => {
  it.each([
    ['Margret Holms', 'a letter left out of each'],
    ['margaret homles', 'two letters swapped'],
    ['Maggie Holmes', 'a short form'],
    ['Holmes Margret', 'the other way round'],
    ['M Holms', 'an initial'],
    ['Mrs Holms', 'a title'],
    ['Peggy Holms', 'what they are called, and the family'],
    ['Marg Holms', 'a beginning'],
    ['Margaret Jane Holmes', 'one of three names another'],
  ])('%s: %s', (said) => expect(nameDistance(said, margaret)).not.toBeNull())

  it.each([
    ['Mac Loed', { called: 'MacLeod' }],
    ['Maryann', { called: 'Mary-Ann' }],
    ['Chevonne', { called: 'Siobhán' }],
    ['Kathryn McCloud', { called: 'Kate', fullName: 'Catherine MacLeod' }],
    ['Zoe', { called: 'Zoë' }],
    ['Hatty Quints', { called: 'Hattie', fullName: 'Hattie Quince' }],
  ])('%s: %o', (said, known) => expect(nameDistance(said, known)).not.toBeNull())

  it('the nearer the fewer slips', () => {
    const distance = (said: string) => nameDistance(said, margaret) ?? Number.NaN
    expect(distance('Margaret Holmes')).toBe(0)
    expect(distance('Margaret Holms')).toBeLessThan(distance('Margret Holms'))
  })
})

it.each([
  ['Margaret', { called: 'Marilyn' }],
  ['Margaret Holmes', { called: 'Margaret' }],
  ['Margaret Holmes', { called: 'Margaret', fullName: 'Margaret Fairweather' }],
  ['Ann', { called: 'Jan' }],
  ['Jo', { called: 'Al' }],
])('%s is another name than %o', (said, known) => expect(nameDistance(said, known)).toBeNull())

it.each([
  ['Margret', true],
  ['Jo', false],
  ['  ', false],
  ['margret@example.org', false],
  ['01632 960123', false],
  ['SS6 7EF', false],
])('%s can be a name: %s', (said, can) => expect(canBeAName(said)).toBe(can))

it('looks for each part in its other forms, as it may sound, and with letters swapped, for no more than a handful', () => {
  const { exactly, nearly } = spellingsOf('Mrs Deb Reid')
  expect(nearly).toEqual(['deb reid', 'deborah reid', 'debra reid', 'debbie reid'])
  expect(exactly).toEqual(expect.arrayContaining(['deborah reid', 'deb reed', 'deb ried', 'deb redi']))
  expect(spellingsOf('Kate Kate Kate Kate').exactly.length).toBeLessThanOrEqual(40)
})
