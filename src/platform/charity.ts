import type { Transaction } from './database.ts'

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
    version: row.changed_at.getTime().toString(36),
  }
}
