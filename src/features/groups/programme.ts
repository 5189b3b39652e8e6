import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { dateInWords, hoursInWords } from './time-words.ts'
import { dateWordsIn, type Language } from './words-dates.ts'

/** No rule is followed further than this beyond the date asked from, so that every question ends. */
const HORIZON_YEARS = 20

const errors = dateWordsIn('en').ruleErrors

function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return (
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth
  )
}

function isZone(zone: string): boolean {
  try {
    return (
      /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
    )
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A calendar date, "YYYY-MM-DD", that exists. */
export const isoDate = z.string().refine(isRealDate, errors.date)
/** A wall-clock time, "HH:MM" in 24 hours. */
export const localTimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, errors.time)
/** An IANA time zone, like Europe/London. */
export const timeZone = z.string().refine(isZone, errors.zone)

const shared = {
  starts: localTimeOfDay,
  ends: localTimeOfDay,
  zone: timeZone,
  from: isoDate,
  until: isoDate.nullable(),
}
const weekday = z.number(errors.weekday).int(errors.weekday).min(1, errors.weekday).max(7, errors.weekday)

/**
 * When a group meets: a wall-clock time in a zone (P10), on dates that follow from the rule. Weekdays count
 * from Monday 1 to Sunday 7. `from` and `until` are dates in the zone and both belong to the programme.
 * "Every n months" and "every n weeks" count from the first date of the rule, not from `from`.
 */
export const ProgrammeRule = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('monthly-weekday'),
      weekday,
      nth: z.union(
        [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal('last')],
        errors.nth,
      ),
      everyMonths: z.number().int(errors.everyMonths).min(1, errors.everyMonths).max(12, errors.everyMonths),
      ...shared,
    }),
    z.object({
      kind: z.literal('weekly'),
      weekday,
      everyWeeks: z.number().int(errors.everyWeeks).min(1, errors.everyWeeks).max(52, errors.everyWeeks),
      ...shared,
    }),
    z.object({
      kind: z.literal('dates'),
      dates: z.array(isoDate).min(1, errors.dates).max(400),
      ...shared,
    }),
  ])
  .refine((rule) => rule.starts < rule.ends, { path: ['ends'], message: errors.endsAfterStarts })
  .refine((rule) => rule.until === null || rule.from <= rule.until, {
    path: ['until'],
    message: errors.untilAfterFrom,
  })

export type ProgrammeRule = z.infer<typeof ProgrammeRule>

/** How far to look: a number of dates, or every date up to and including a day. */
export type HowFar = { count: number } | { until: string }

const icalWeekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

// Dates are computed as midnights in UTC: there every day exists and has 24 hours, so neither the group's
// zone nor the machine's can move a date. Times of day are added afterwards, by sessionTimes.
function midnight(date: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC')
}

function recurrence(rule: Exclude<ProgrammeRule, { kind: 'dates' }>, start: string, interval: number) {
  const day = icalWeekdays[rule.weekday - 1]
  const nth = rule.kind === 'weekly' ? '' : rule.nth === 'last' ? '-1' : String(rule.nth)
  return new RRuleTemporal({
    freq: rule.kind === 'weekly' ? 'WEEKLY' : 'MONTHLY',
    interval,
    byDay: [`${nth}${day}`],
    dtstart: midnight(start),
    temporal: Temporal,
  })
}

/**
 * The dates ("YYYY-MM-DD") on which a programme meets, in order, from `fromDate` (included) on: as many as
 * asked for, or all up to a day. A month without a fifth week is skipped by "the fifth". Rules (not lists of
 * dates) are followed for at most twenty years. Depends on nothing but its arguments, the process's own time zone least of all (P10).
 */
export function datesOf(rule: ProgrammeRule, fromDate: string, howFar: HowFar): string[] {
  const first = fromDate > rule.from ? fromDate : rule.from
  const count = 'count' in howFar ? howFar.count : Number.POSITIVE_INFINITY
  const ends = [rule.until, 'until' in howFar ? howFar.until : null].filter((date) => date !== null)
  if (rule.kind === 'dates') {
    const dates = [...new Set(rule.dates)].sort()
    return dates.filter((date) => date >= first && ends.every((end) => date <= end)).slice(0, count)
  }
  const horizon = Temporal.PlainDate.from(first).add({ years: HORIZON_YEARS }).toString()
  const last = [...ends, horizon].sort()[0] ?? horizon
  const interval = rule.kind === 'weekly' ? rule.everyWeeks : rule.everyMonths
  const everyOne = recurrence(rule, rule.from, 1)
  const anchor =
    interval === 1 ? rule.from : everyOne.next(midnight(rule.from), true)?.toPlainDate().toString()
  if (anchor === undefined) return []
  const series = interval === 1 ? everyOne : recurrence(rule, anchor, interval)
  const dates: string[] = []
  let next = dates.length < count ? series.next(midnight(first), true) : null
  while (next !== null) {
    const date = next.toPlainDate().toString()
    if (date > last) break
    dates.push(date)
    if (dates.length >= count) break
    next = series.next(next)
  }
  return dates
}

/** A rule in one line for everyone: "The fourth Friday of every month, 11am to 1pm". */
export function describeRule(rule: ProgrammeRule, language: Language = 'en'): string {
  const words = dateWordsIn(language)
  return words.rule.at(describeDates(rule, language), hoursInWords(rule.starts, rule.ends, language))
}

function describeDates(rule: ProgrammeRule, language: Language): string {
  const words = dateWordsIn(language)
  if (rule.kind === 'dates') {
    const [only] = rule.dates
    if (rule.dates.length === 1 && only !== undefined) {
      return words.rule.oneDate(dateInWords(only, null, language))
    }
    return words.rule.dates(new Set(rule.dates).size)
  }
  const weekdayName = words.weekdays[rule.weekday - 1] ?? ''
  if (rule.kind === 'weekly') return words.rule.weekly(weekdayName, rule.everyWeeks)
  const nth = rule.nth === 'last' ? words.rule.last : (words.ordinals[rule.nth - 1] ?? '')
  const text = words.rule.monthly(nth, weekdayName, rule.everyMonths)
  return rule.nth === 5 ? words.rule.whenThereIsOne(text) : text
}

/** A session's wall-clock times in its zone, and the instants they are. */
export type SessionTimes = {
  starts: Temporal.ZonedDateTime
  ends: Temporal.ZonedDateTime
  /** For the database: instants as JavaScript dates. */
  startsAt: Date
  endsAt: Date
}

/**
 * The instants of a session: `date` is "YYYY-MM-DD", `starts` and `ends` are "HH:MM" in `zone`. Clock changes
 * move the instant, never the wall-clock time (P10). In the night when the clocks go forward a time that does
 * not exist is the same time before the change (1.30am is 2.30am by the new clock); in the night when they go
 * back a time that comes twice is the second of the two. PostgreSQL reads both alike, so that `starts_at` of a
 * stored session is the same instant. Should the end then not lie after the start, the session lasts as long
 * as its wall-clock times say. Throws a RangeError on a date, time or zone that does not exist.
 */
export function sessionTimes(date: string, starts: string, ends: string, zone: string): SessionTimes {
  const day = Temporal.PlainDate.from(date)
  const at = (time: string) =>
    day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, { disambiguation: 'later' })
  const start = at(starts)
  const plainEnd = at(ends)
  const lasts = Temporal.PlainTime.from(starts).until(Temporal.PlainTime.from(ends))
  const end = Temporal.ZonedDateTime.compare(plainEnd, start) > 0 ? plainEnd : start.add(lasts)
  return {
    starts: start,
    ends: end,
    startsAt: new Date(start.epochMilliseconds),
    endsAt: new Date(end.epochMilliseconds),
  }
}
