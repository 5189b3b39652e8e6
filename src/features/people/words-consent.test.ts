import { expect, it } from 'vitest'
import { permissions } from '#platform/access.ts'
import { whatWeKeepShort } from './words-consent.ts'

// What people agree to must be true of the program (P5): whoever may open somebody's page is named beside the agreement.
const named = {
  coordinator: 'coordinator',
  facilitator: 'facilitator',
  helper: 'whoever rings to welcome you',
  administrator: 'administrators',
  'safeguarding lead': 'safeguarding lead',
} as const

it('names beside the agreement everybody who can see what is kept', () => {
  expect([...permissions['see people']].sort()).toEqual(Object.keys(named).sort())
  const said = whatWeKeepShort.en.points.join(' ')
  for (const words of Object.values(named)) expect(said).toContain(words)
})
