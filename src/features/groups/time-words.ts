import { Temporal } from 'temporal-polyfill'
import { dateWordsIn, type Language } from './words-dates.ts'

/**
 * A local time ("HH:MM", 24 hours) as people say it: "11am", "10.30am", "midday", "midnight".
 * Source: the NHS and GOV.UK content style guides on times.
 */
export function timeInWords(time: string, language: Language = 'en'): string {
  const words = dateWordsIn(language)
  const { hour, minute } = Temporal.PlainTime.from(time)
  if (minute === 0 && hour === 12) return words.midday
  if (minute === 0 && hour === 0) return words.midnight
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  const minutes = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`
  return `${twelve}${minutes}${hour < 12 ? words.am : words.pm}`
}

/** Two local times as a range: "11am to 1pm". */
export function hoursInWords(starts: string, ends: string, language: Language = 'en'): string {
  return dateWordsIn(language).range(timeInWords(starts, language), timeInWords(ends, language))
}

/**
 * A date ("YYYY-MM-DD") in words: "Friday 27 November". The year follows unless the date lies within the
 * eleven months from `today` (also "YYYY-MM-DD", in the same zone), when it cannot be mistaken for another
 * year's. Without `today` the year always follows.
 */
export function dateInWords(date: string, today: string | null, language: Language = 'en'): string {
  const words = dateWordsIn(language)
  const day = Temporal.PlainDate.from(date)
  const text = `${words.weekdays[day.dayOfWeek - 1]} ${day.day} ${words.months[day.month - 1]}`
  return today !== null && isSoon(day, Temporal.PlainDate.from(today)) ? text : `${text} ${day.year}`
}

/** The same without the weekday: "27 November", "27 November 2028". */
export function dayInWords(date: string, today: string | null, language: Language = 'en'): string {
  const day = Temporal.PlainDate.from(date)
  const text = `${day.day} ${dateWordsIn(language).months[day.month - 1]}`
  return today !== null && isSoon(day, Temporal.PlainDate.from(today)) ? text : `${text} ${day.year}`
}

/** The month of a date ("YYYY-MM-DD") as a calendar leaf has it: "Nov". */
export function monthOnLeaf(date: string, language: Language = 'en'): string {
  return dateWordsIn(language).shortMonths[Number(date.slice(5, 7)) - 1] ?? ''
}

/** The weekday of a date: "Friday". */
export function weekdayInWords(date: string, language: Language = 'en'): string {
  return dateWordsIn(language).weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? ''
}

const time = String.raw`(\d{1,2}(?:\.\d\d)?(?:am|pm)|midday|midnight)`
const written = new RegExp(String.raw`^(\w+) (\d{1,2}) (\w+)( \d{4})?(?:, ${time}(?: to ${time})?)?(?![\w.])`)

/**
 * What was written down as `dateInWords` and `hoursInWords` say it in English ("Friday 27 November, 11am to 1pm, Mill
 * Hall"), such as what a session was before it moved, in another language. Whatever is no date stays as it is.
 */
export function writtenDateIn(language: Language, said: string): string {
  if (language === 'en') return said
  const [from, to] = [dateWordsIn('en'), dateWordsIn(language)]
  const timeIn = (text: string) =>
    text === from.midday
      ? to.midday
      : text === from.midnight
        ? to.midnight
        : text.replace(/am$/, to.am).replace(/pm$/, to.pm)
  return said.replace(written, (all, weekday, day, month, year = '', starts?: string, ends?: string) => {
    const [nthDay, nthMonth] = [from.weekdays.indexOf(weekday), from.months.indexOf(month)]
    if (nthDay < 0 || nthMonth < 0) return all
    const hours = starts && (ends ? to.range(timeIn(starts), timeIn(ends)) : timeIn(starts))
    return `${to.weekdays[nthDay]} ${day} ${to.months[nthMonth]}${year}${hours ? `, ${hours}` : ''}`
  })
}

function isSoon(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(day, today) >= 0 &&
    Temporal.PlainDate.compare(day, today.add({ months: 11 })) <= 0
  )
}

/** The date ("YYYY-MM-DD") that an instant falls on in a zone, and its local time ("HH:MM"). */
export function localTime(instant: Date | string, zone: string): { date: string; time: string } {
  const epoch = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  const local = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(zone)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}
