import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Language } from './language.ts'
import { phoneWords } from './phone-words.ts'

/** A telephone number as it is kept and rung, and whether texts can reach it. */
export type Phone = {
  /** E.164: "+447700900123". */
  number: string
  /** As people read it: "07700 900123", "+353 85 123 4567". */
  shown: string
  texts: 'yes' | 'landline' | 'dear' | 'no'
}

const takesTexts: readonly NumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']
const dear: readonly NumberType[] = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER']

/**
 * Reads a telephone number as somebody wrote it; without a country code it is of the United Kingdom. Null when it is
 * none. Which numbers take texts follows from the numbering plans in libphonenumber: mobiles do; landlines, premium and
 * personal numbers and the rest do not. Numbers that nobody has yet (Ofcom's for drama among them) go by the UK's plan:
 * 071 to 075 and 077 to 079 are mobiles, 01 and 02 landlines.
 */
export function readPhone(text: string): Phone | null {
  const found = parsePhoneNumberFromString(text, 'GB')
  if (!found?.isPossible()) return null
  const type = found.getType()
  const home = found.countryCallingCode === '44'
  return {
    number: found.number,
    shown: home ? found.formatNational() : found.formatInternational(),
    texts: type ? byType(type) : home ? byPlan(found.nationalNumber) : 'no',
  }
}

function byType(type: NonNullable<NumberType>): Phone['texts'] {
  if (takesTexts.includes(type)) return 'yes'
  if (dear.includes(type)) return 'dear'
  return type === 'FIXED_LINE' ? 'landline' : 'no'
}

function byPlan(national: string): Phone['texts'] {
  if (/^7[1-57-9]/.test(national)) return 'yes'
  if (/^[12]/.test(national)) return 'landline'
  return /^(70|9)/.test(national) ? 'dear' : 'no'
}

/** The number to send a text to (E.164), or null when it takes none. */
export function mobileOf(text: string): string | null {
  const phone = readPhone(text)
  return phone?.texts === 'yes' ? phone.number : null
}

/** Why a number cannot have texts, in a sentence for the form that asks for it; null when it can, or is no number at all. */
export function noTextsThere(text: string, language: Language = 'en'): string | null {
  const phone = readPhone(text)
  return phone && phone.texts !== 'yes' ? phoneWords[language][phone.texts] : null
}
