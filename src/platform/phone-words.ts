import { laidOver } from './language.ts'
import { cy } from './phone-words-cy.ts'

/** Why a number cannot have texts. */
export const en = {
  landline: 'A landline takes no texts. Give a mobile number, or take the tick away from texts',
  dear: 'This number takes no texts, and costs the caller more. Give a mobile number, or take the tick away from texts',
  no: 'This number takes no texts. Give a mobile number, or take the tick away from texts',
}
/** The same in each language. */
export const phoneWords = { en, cy: laidOver(en, cy) }
