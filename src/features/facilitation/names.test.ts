import { expect, it } from 'vitest'
import { namesIn } from './names.ts'

const group = ['Morag', 'Morag McKinnon', 'Hope', 'Mary-Ann', 'Siân', "Úna O'Neill", 'Di', null]

it.each<[string, string[]]>([
  ['Morag asks whether she may take ibuprofen.', ['Morag']],
  ['Is it true what MORAG’s nurse said?', ['MORAG']],
  ["morag's hands are sore", ['morag']],
  ['Something that Mrs McKinnon asked', ['McKinnon']],
  ['Mary asked, and Ann too', ['Mary', 'Ann']],
  ['Mary-Ann wonders', ['Mary-Ann']],
  ['Siân and Úna', ['Siân', 'Úna']],
  ['O’Neill said so', ['O’Neill']],
  ['Di has a question', ['Di']],
  ['What Hope wonders', ['Hope']],
])('sees a name of the group in “%s”', (text, found) => {
  expect(namesIn(text, group)).toEqual(found)
})

it.each([
  'We hope that somebody knows about side effects.',
  'Does the diet matter? Is it a moral question?',
  'Which cream helps with sore hands and feet?',
  'Does Abemaciclib go with antibiotics?',
  '',
])('lets “%s” pass', (text) => {
  expect(namesIn(text, group)).toEqual([])
})
