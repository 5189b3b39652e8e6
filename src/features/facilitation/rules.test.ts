import { describe, expect, it } from 'vitest'
import { Secret } from '#platform/tokens.ts'
import { ofValue, walkInValue } from './list-values.ts'
import { firstNames, sheetSize, together } from './rules.ts'
import { seal } from './sealing.ts'
import { sealingKey, unseal } from './unsealing.ts'

const names = (...people: [called: string, fullName: string | null][]) =>
  firstNames(people.map(([called, fullName]) => ({ called, fullName })))

describe('first names on a sheet', () => {
  it('are what people want to be called, without a surname', () => {
    expect(names(['Ann', 'Ann Bell'], ['Bet Cole', 'Bet Cole'], ['Cat Dunn', null])).toEqual([
      'Ann',
      'Bet',
      'Cat',
    ])
    expect(names(['Mary Ann', 'Mary Ann Jones'], ['Mrs Smith', 'Jane Smith'])).toEqual([
      'Mary Ann',
      'Mrs Smith',
    ])
  })

  it('are told apart by as few letters as will do', () => {
    expect(names(['Ann', 'Ann Bell'], ['Ann', 'Ann Cole'])).toEqual(['Ann B.', 'Ann C.'])
    expect(names(['Ann', 'Ann Bell'], ['ann', 'Ann Brown'])).toEqual(['Ann Be.', 'ann Br.'])
    expect(names(['Ann', 'Ann Bell'], ['Ann', null])).toEqual(['Ann B.', 'Ann'])
  })

  it('get a number where nothing else tells them apart', () => {
    expect(names(['Ann', null], ['Ann', null])).toEqual(['Ann (1)', 'Ann (2)'])
    expect(new Set(names(['Ann', 'Ann Bell'], ['Ann', 'Ann Bell'])).size).toBe(2)
  })

  it('are all different, whoever comes', () => {
    const many = Array.from({ length: 40 }, (_, i): [string, string | null] => [
      'Ann',
      i % 3 ? `Ann ${'abcdefgh'[i % 8]}x` : null,
    ])
    expect(new Set(names(...many)).size).toBe(40)
  })
})

describe('what everybody needs together', () => {
  it('counts the same words once, most first, and names nobody', () => {
    expect(together(['Vegan', null, 'No nuts', ' vegan. ', ''])).toEqual([
      { what: 'Vegan', people: 2 },
      { what: 'No nuts', people: 1 },
    ])
  })
})

it('sets lines closer the more people are expected', () => {
  expect([1, 16, 17, 26, 27, 40].map(sheetSize)).toEqual(['roomy', 'roomy', 'even', 'even', 'close', 'close'])
})

it('tells members from who came by, and takes nothing else', () => {
  const id = crypto.randomUUID()
  expect(ofValue(id)).toEqual({ personId: id })
  expect(ofValue(walkInValue(id))).toEqual({ walkIn: id })
  expect(ofValue('walk-in-')).toBeNull()
  expect(ofValue(`${id}'`)).toBeNull()
})

describe('what a tablet seals', () => {
  const secret = new Secret('a secret for this test alone, and long enough')

  it('is read by the server alone, and differs each time', async () => {
    const entry = { walkIn: 'x', firstName: 'Zoë 🌻', came: true }
    const sealed = await seal(sealingKey(secret), entry)
    expect(unseal(secret, sealed)).toEqual(entry)
    expect(Buffer.from(sealed.text, 'base64').toString('latin1')).not.toContain('firstName')
    expect((await seal(sealingKey(secret), entry)).text).not.toBe(sealed.text)
    expect(unseal(new Secret('another secret, which another server has'), sealed)).toBeNull()
  })

  it('is refused once touched, or when it was never sealed', async () => {
    const sealed = await seal(sealingKey(secret), { came: true })
    const bytes = Buffer.from(sealed.text, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    expect(unseal(secret, { ...sealed, text: bytes.toString('base64') })).toBeNull()
    expect(unseal(secret, { key: '', iv: '', text: '' })).toBeNull()
    expect(unseal(secret, { key: 'AAAA', iv: 'AAAA', text: 'AAAA' })).toBeNull()
  })
})
