import type { Transaction } from './database.ts'
import type { Language } from './language.ts'

/** The charity's settings that public pages and messages use, and nothing else. */
export type Charity = {
  name: string
  discreetName: string
  phone: string
  phoneHours: string
  email: string
  postalAddress: string
  registeredNumber: string
  illness: string
  fromEmail: string
  brandColour: string
  accentColour: string
  hasLogo: boolean
  zone: string
  /** Pages and messages in Welsh too. */
  welsh: boolean
  /** The illness after "yn byw gyda" and the hours of the phone in Welsh; empty where the English stands in. */
  illnessWelsh: string
  phoneHoursWelsh: string
  /** Changes with the colours and the logo: part of their addresses, so that browsers fetch them anew. */
  version: string
}

/** Reads the settings. */
export async function readCharity(tx: Transaction): Promise<Charity> {
  const row = await tx
    .selectFrom('charity')
    .select([
      'name',
      'discreet_name',
      'phone',
      'phone_hours',
      'email',
      'postal_address',
      'registered_number',
      'illness',
      'from_email',
      'brand_colour',
      'accent_colour',
      'logo_type',
      'zone',
      'welsh',
      'illness_welsh',
      'phone_hours_welsh',
      'changed_at',
    ])
    .executeTakeFirstOrThrow()
  return {
    name: row.name,
    discreetName: row.discreet_name,
    phone: row.phone,
    phoneHours: row.phone_hours,
    email: row.email,
    postalAddress: row.postal_address,
    registeredNumber: row.registered_number,
    illness: row.illness,
    fromEmail: row.from_email,
    brandColour: row.brand_colour,
    accentColour: row.accent_colour,
    hasLogo: row.logo_type !== null,
    zone: row.zone,
    welsh: row.welsh,
    illnessWelsh: row.illness_welsh,
    phoneHoursWelsh: row.phone_hours_welsh,
    version: row.changed_at.getTime().toString(36),
  }
}

/** The charity as it is spoken of in a language. */
export function charityIn(language: Language, charity: Charity): Charity {
  if (language === 'en') return charity
  return {
    ...charity,
    illness: charity.illnessWelsh || charity.illness,
    phoneHours: charity.phoneHoursWelsh || charity.phoneHours,
  }
}
