import Holidays from 'date-holidays'
import { Temporal } from 'temporal-polyfill'
import { datesOf, type ProgrammeRule, sessionTimes } from './programme.ts'
import { hoursInWords } from './time-words.ts'
import { dateWordsIn, type Language } from './words-dates.ts'

/** Where a group or a postcode lies. The Crown dependencies are not in the UK, but have its postcodes. */
export const nations = [
  'England',
  'Scotland',
  'Wales',
  'Northern Ireland',
  'Isle of Man',
  'Jersey',
  'Guernsey',
] as const
export type Nation = (typeof nations)[number]

/** The three parts of the UK that gov.uk lists bank holidays for. */
export const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const
export type Division = (typeof divisions)[number]

/** One bank holiday on the day that it is kept, "YYYY-MM-DD". */
export type BankHoliday = { division: Division; date: string; title: string }

const divisionsOfNations: Readonly<Record<Nation, Division | null>> = {
  England: 'england-and-wales',
  Wales: 'england-and-wales',
  Scotland: 'scotland',
  'Northern Ireland': 'northern-ireland',
  'Isle of Man': null,
  Jersey: null,
  Guernsey: null,
}

/** Whose bank holidays count in a nation; none of gov.uk's in the Crown dependencies. */
export function divisionOf(nation: Nation): Division | null {
  return divisionsOfNations[nation]
}

const regions: Readonly<Record<Division, string>> = {
  'england-and-wales': 'ENG',
  scotland: 'SCT',
  'northern-ireland': 'NIR',
}
const calculated = new Map<string, BankHoliday[]>()

/**
 * The bank holidays of a division by calculation, as gov.uk would list them: one that falls on a weekend is
 * kept on its substitute day and is listed on that day alone. Stands in until gov.uk's own file is imported.
 * It cannot know proclaimed holidays (it misses Scotland's 15 June 2026). Source: the date-holidays package.
 */
export function bankHolidaysFor(division: Division, years: readonly number[]): BankHoliday[] {
  return years.flatMap((year) => {
    const key = `${division} ${year}`
    const known = calculated.get(key)
    if (known !== undefined) return known
    const listed = new Holidays('GB', regions[division])
      .getHolidays(year, 'en')
      .filter((holiday) => holiday.type === 'public' || holiday.type === 'bank')
      .map((holiday) => ({
        division,
        date: holiday.date.slice(0, 10),
        title: holiday.name.replace(/ \(substitute day\)$/, '').replaceAll("'", '’'),
      }))
      .filter((holiday) => Temporal.PlainDate.from(holiday.date).dayOfWeek <= 5)
    calculated.set(key, listed)
    return listed
  })
}

/** A session that already stands, for comparing: a wall-clock time in its zone. */
export type StandingSession = {
  date: string
  starts: string
  ends: string
  zone: string
  group: string
  /** Everyone who leads it. */
  facilitators: readonly { id: string; name: string }[]
  /** The place where it meets; null when online. */
  venue: { id: string; name: string } | null
}

/** A date thought of for a session, with who would lead it and where. */
export type PossibleSession = {
  date: string
  starts: string
  ends: string
  zone: string
  facilitators?: readonly { id: string }[]
  venue?: { id: string } | null
}

export type ClashKind = 'bank-holiday' | 'christmas-days' | 'same-facilitator' | 'same-venue'
export type Clash = { kind: ClashKind; words: string }

export type ClashesWith = {
  bankHolidays: readonly BankHoliday[]
  otherSessions: readonly StandingSession[]
  /** Whose bank holidays count: the venue's nation, see `divisionOf`; null when none of them. */
  division: Division | null
}

/** Whether a date lies in the days from 24 December to 1 January, both included (P10). */
export function isChristmasDays(date: string): boolean {
  const day = date.slice(5)
  return day >= '12-24' || day === '01-01'
}

/**
 * Everything that stands against a date (P10), in words for staff: a bank holiday of the division, the days
 * from 24 December to 1 January, and sessions that overlap it in time with the same facilitator or venue.
 * One that ends when the other begins does not overlap. The caller leaves the session itself out of
 * `otherSessions`.
 */
export function clashesOf(
  session: PossibleSession,
  against: ClashesWith,
  language: Language = 'en',
): Clash[] {
  const words = dateWordsIn(language).clash
  const clashes: Clash[] = against.bankHolidays
    .filter((holiday) => holiday.division === against.division && holiday.date === session.date)
    .map((holiday) => ({ kind: 'bank-holiday', words: words.bankHoliday(holiday.title) }))
  if (isChristmasDays(session.date)) clashes.push({ kind: 'christmas-days', words: words.christmasDays })

  for (const other of against.otherSessions) {
    if (!overlap(session, other)) continue
    const hours = hoursInWords(other.starts, other.ends, language)
    for (const facilitator of other.facilitators) {
      if (!session.facilitators?.some((mine) => mine.id === facilitator.id)) continue
      const text = words.sameFacilitator(facilitator.name, other.group, hours)
      clashes.push({ kind: 'same-facilitator', words: text })
    }
    if (other.venue !== null && other.venue.id === session.venue?.id) {
      clashes.push({ kind: 'same-venue', words: words.sameVenue(other.venue.name, other.group, hours) })
    }
  }
  return clashes
}

function overlap(session: PossibleSession, other: StandingSession): boolean {
  // Zones lie at most 26 hours apart: sessions further apart in days need no reckoning.
  const apart = Temporal.PlainDate.from(session.date).until(other.date, { largestUnit: 'day' }).days
  if (Math.abs(apart) > 2) return false
  const a = sessionTimes(session.date, session.starts, session.ends, session.zone)
  const b = sessionTimes(other.date, other.starts, other.ends, other.zone)
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

/**
 * Up to `count` dates to offer instead of one that clashes: the same weekday and hours the week before, the
 * week after, then two weeks before and after, without any clash of their own, before today, or on a date
 * that the programme has anyway. Nearest first, the earlier of two equally near; empty when nothing is free.
 */
export function suggestOtherDates(
  rule: ProgrammeRule,
  session: PossibleSession,
  against: ClashesWith,
  { today, count = 2 }: { today: string; count?: number },
): string[] {
  const day = Temporal.PlainDate.from(session.date)
  const taken = new Set(
    datesOf(rule, day.subtract({ days: 15 }).toString(), { until: day.add({ days: 15 }).toString() }),
  )
  return freeAmong([-7, 7, -14, 14], session, against, { today, taken, count })
}

/**
 * Up to `count` dates in the place of one that falls out, with its hours: first of the same weekday, up to three weeks
 * away, then the days next to it, weekends only for a session that is at a weekend. None before tomorrow, none that is
 * taken, none that clashes.
 * @param taken dates (YYYY-MM-DD) on which the group meets anyway.
 */
export function freeDatesNear(
  session: PossibleSession,
  against: ClashesWith,
  wanted: { today: string; taken: ReadonlySet<string>; count: number },
): string[] {
  const day = Temporal.PlainDate.from(session.date)
  const weekend = (days: number) => day.add({ days }).dayOfWeek > 5
  const beside = [1, -1, 2, -2, 3, -3].filter((days) => weekend(0) || !weekend(days))
  return freeAmong([-7, 7, -14, 14, -21, 21, ...beside], session, against, wanted)
}

function freeAmong(
  steps: readonly number[],
  session: PossibleSession,
  against: ClashesWith,
  { today, taken, count }: { today: string; taken: ReadonlySet<string>; count: number },
): string[] {
  const day = Temporal.PlainDate.from(session.date)
  return steps
    .map((days) => day.add({ days }).toString())
    .filter((date) => date > today && !taken.has(date))
    .filter((date) => clashesOf({ ...session, date }, against).length === 0)
    .slice(0, count)
}
