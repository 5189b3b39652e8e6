import { dateInWords, dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Raw } from '#platform/web.ts'
import type { Say } from './staff-person-page.tsx'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Whether a part of an address can be an id at all. */
export const isId = (text: string) => uuid.test(text)

/** Moments, in the charity's own zone. */
export function sayIn(zone: string, now: Date): Say {
  const today = localTime(now, zone).date
  return {
    day: (instant) => dayInWords(localTime(instant, zone).date, null),
    moment: (instant) => {
      const { date, time } = localTime(instant, zone)
      return `${dayInWords(date, null)}, ${timeInWords(time)}`
    },
    date: (date) => dateInWords(date, today),
    month: (date) => dayInWords(date, null).replace(/^\d+ /, ''),
  }
}

/** What was typed, for showing a form again. */
export const typed = (raw: Raw): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

/** Problems by field, in the order of the form. */
export const byField = (problems: readonly { field: string; message: string }[]): Record<string, string> =>
  Object.fromEntries(problems.map(({ field, message }) => [field, message]))
