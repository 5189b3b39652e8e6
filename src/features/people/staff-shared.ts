import { dateInWords, dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Say } from './staff-person-page.tsx'

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
