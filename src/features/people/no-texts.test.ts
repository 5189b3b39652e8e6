import { describe, expect, test } from 'vitest'
import { phoneWords } from '#platform/phone-words.ts'
import { nothingSaid } from './answers.ts'
import { phoneForm } from './my-forms.ts'
import { addForm } from './staff-forms.ts'
import { type GroupToJoin, isPhone, stages } from './stages.ts'
import { words } from './words.ts'

const sentence = (form: { safeParse(value: unknown): unknown }, value: unknown): string => {
  const read = form.safeParse(value) as {
    success: boolean
    error?: { issues: { path: unknown[]; message: string }[] }
  }
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
}

test.each([
  ['01632 960123', true],
  ['(01632) 960 123', true],
  ['+353 85 123 4567', true],
  ['0033 1 23 45 67 89', true],
  // One digit too many, three too few, and a country that there is not.
  ['07700 9001234', false],
  ['07700 900', false],
  ['+999 123 456 789', false],
])('“%s” is a number that can be rung: %s, on joining and when staff add somebody', (number, rings) => {
  expect(isPhone(number)).toBe(rings)
  const form = { called: 'Rosa', begins: 'call me', agreed: 'yes', phone: number }
  expect(sentence(addForm, form) === '').toBe(rings)
})

describe('a number that takes no texts is refused in a sentence, where texts are asked for', () => {
  test('on one’s own pages', () => {
    expect(sentence(phoneForm('en'), { value: '01632 960123', ways: ['texts'] })).toMatch(
      /^ways: A landline takes no texts/,
    )
    expect(sentence(phoneForm('en'), { value: '09011 234567', ways: 'texts' })).toMatch(
      /^ways: .*costs the caller more/,
    )
    expect(sentence(phoneForm('en'), { value: '01632 960123', ways: ['voicemail'] })).toBe('')
    expect(sentence(phoneForm('en'), { value: '07700 900123', ways: ['texts'] })).toBe('')
  })

  test('on joining, in the language in which they join', () => {
    const phone = stages.find(({ name }) => name === 'phone')
    const said = { ...nothingSaid(), phone: '01632 960123', ways: ['texts'] }
    const group = { kind: 'in person' } as GroupToJoin
    expect(phone?.check(said, group)).toEqual([{ field: 'ways', message: phoneWords.en.landline }])
    expect(phone?.check(said, group, words.cy.errors)).toEqual([
      { field: 'ways', message: phoneWords.cy.landline },
    ])
    expect(phone?.check({ ...said, ways: [] }, group, words.cy.errors)).toEqual([])
  })

  test('when staff add somebody', () => {
    const form = { called: 'Rosa', begins: 'call me', agreed: 'yes' }
    expect(sentence(addForm, { ...form, phone: '01632 960123', texts: 'yes' })).toMatch(/^phone: A landline/)
    expect(sentence(addForm, { ...form, phone: '01632 960123' })).toBe('')
    expect(sentence(addForm, { ...form, phone: '07700 900123', texts: 'yes' })).toBe('')
  })
})
