import * as z from 'zod'
import { isoDate } from './programme.ts'
import { staffWords } from './staff-words.ts'

/** What was typed, by the names of the fields; also what a page fills its fields with. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>

/** One value of a field, or nothing. */
export function one(values: Values, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** All values of a field with boxes to tick. */
export function many(values: Values, name: string): string[] {
  const value = values[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : [...value]
}

/** The three parts of a date as typed, for DateInput. */
export function dateParts(values: Values, name: string) {
  return {
    day: one(values, `${name}-day`),
    month: one(values, `${name}-month`),
    year: one(values, `${name}-year`),
  }
}

/** A date (YYYY-MM-DD) as the values of its three fields. */
export function dateValues(name: string, date: string | null): Values {
  const [year = '', month = '', day = ''] = date?.split('-') ?? []
  return {
    [`${name}-day`]: day.replace(/^0/, ''),
    [`${name}-month`]: month.replace(/^0/, ''),
    [`${name}-year`]: year,
  }
}

/** The three parts of a date as one YYYY-MM-DD, empty when nothing was typed; whether it exists is for the schema. */
export function dateTyped(values: Values, name: string): string {
  const { day, month, year } = dateParts(values, name)
  if (day === '' && month === '' && year === '') return ''
  const full = year.length === 2 ? `20${year}` : year
  return `${full.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A time of day as people type it (11, 11am, 11.30, 1pm, 13:00) as HH:MM; what is no time stays as it is. */
export function timeTyped(text: string): string {
  const read = /^(\d{1,2})(?:[.:]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim())
  if (/^(noon|midday)$/i.test(text.trim())) return '12:00'
  if (!read) return text
  const half = read[3]?.toLowerCase()
  let hour = Number(read[1])
  if (half !== undefined && (hour < 1 || hour > 12)) return text
  if (half === 'pm' && hour < 12) hour += 12
  if (half === 'am' && hour === 12) hour = 0
  return `${String(hour).padStart(2, '0')}:${read[2] ?? '00'}`
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A date on a line of its own (27 November 2026, 27/11/2026, 2026-11-27) as YYYY-MM-DD, or null. */
export function readDateLine(line: string): string | null {
  const text = line.trim().replace(/^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+/i, '')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  const said = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,})\.?,?\s+(\d{4})$/i.exec(text)
  const month = said ? months.indexOf(said[2]?.slice(0, 3).toLowerCase() ?? '') + 1 : 0
  const [year, m, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : british
      ? [british[3], british[2], british[1]]
      : said
        ? [said[3], String(month), said[1]]
        : []
  const date = `${year}-${m?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  return isoDate.safeParse(date).success ? date : null
}

const words = staffWords.errors

/** Text that must be there, of a length that the database takes. */
export const text = (most: number, missing: string) =>
  z.string(missing).min(1, missing).max(most, words.tooLong(most))
/** Text that may be empty. */
export const maybe = (most: number) => z.string().max(most, words.tooLong(most)).default('')
/** A whole number, or null when nothing was typed. */
export const maybeNumber = (least: number, most: number, message: string) =>
  z
    .string()
    .default('')
    .transform((value, context) => {
      if (value === '') return null
      const number = Number(value)
      if (Number.isInteger(number) && number >= least && number <= most) return number
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
/** A date that must be there; `missing` when nothing was typed. */
export const date = (missing: string) =>
  z
    .string(missing)
    .min(1, missing)
    .refine((value) => value === '' || isoDate.safeParse(value).success, words.realDate)
export const maybeDate = z
  .string()
  .default('')
  .refine((value) => value === '' || isoDate.safeParse(value).success, words.realDate)
  .transform((value) => value || null)
/** A time of day, however it was typed. */
export const time = (missing: string) =>
  z
    .string(missing)
    .min(1, missing)
    .transform(timeTyped)
    .refine((value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), words.time)
/** Boxes that were ticked. */
export const ticked = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(200)).max(500),
)
/** Rows that were ticked, by their ids; what is no id was never on the list. */
export const tickedIds = ticked.transform((ids) => ids.filter((id) => z.uuid().safeParse(id).success))
/** An id of a row, chosen from a list. */
export const id = (missing: string) => z.uuid(missing)
/** Puts the parts of dates together before a form is looked at. */
export function withDates(names: readonly string[]) {
  return (raw: unknown) => {
    const values = (raw ?? {}) as Values
    return { ...values, ...Object.fromEntries(names.map((name) => [name, dateTyped(values, name)])) }
  }
}
