import { describe, expect, test } from 'vitest'
import { phoneWords } from '#platform/phone-words.ts'
import { nothingSaid } from './answers.ts'
import { phoneForm } from './my-forms.ts'
import { addForm } from './staff-forms.ts'
import { type GroupToJoin, stages } from './stages.ts'
import { words } from './words.ts'

const sentence = (form: { safeParse(value: unknown): unknown }, value: unknown): string => {
  const read = form.safeParse(value) as {
    success: boolean
    error?: { issues: { path: unknown[]; message: string }[] }
  }
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
}

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
