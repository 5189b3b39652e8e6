import { Temporal } from 'temporal-polyfill'
import { isChristmasDays } from '#features/groups/rules.ts'

/** What may come of a call. */
export const outcomes = [
  'spoke',
  'left a message',
  'no answer',
  'ring later',
  'they rang',
  'would rather not',
  'wrong number',
  'we wrote',
] as const
export type Outcome = (typeof outcomes)[number]

/** What may come of it for whom nobody can ring: a letter, or a word from them. */
const withoutPhone: readonly Outcome[] = ['we wrote', 'they rang', 'would rather not']
/** The outcomes to choose from. A letter comes first for whoever has no telephone, or asked not to be rung. */
export const outcomesFor = (hasPhone: boolean): readonly Outcome[] => (hasPhone ? outcomes : withoutPhone)

/** After these the call stays on the list, for another try at another time. */
export const triesAgain = (outcome: Outcome): boolean =>
  outcome === 'left a message' || outcome === 'no answer' || outcome === 'ring later'

export const nextTries = [
  'today afternoon',
  'today evening',
  'next morning',
  'next afternoon',
  'next evening',
  'in three days',
  'in a week',
] as const
export type NextTry = (typeof nextTries)[number]

/** When the charity rings people: local wall-clock times, days of the week (1 is Monday), and days on which nobody does. */
export type RingHours = {
  /** 'HH:MM' */
  from: string
  until: string
  days: readonly number[]
  /** 'YYYY-MM-DD': bank holidays, and the days around Christmas. */
  closed: readonly string[]
}

export const partsOfDay = ['morning', 'afternoon', 'evening'] as const
export type PartOfDay = (typeof partsOfDay)[number]
const parts: Record<PartOfDay, { begins: number; ends: number; best: number }> = {
  morning: { begins: 0, ends: 12 * 60, best: 10 * 60 },
  afternoon: { begins: 12 * 60, ends: 16 * 60 + 30, best: 14 * 60 },
  evening: { begins: 16 * 60 + 30, ends: 24 * 60, best: 17 * 60 + 30 },
}
/** A call needs so many minutes before the telephone closes. */
const callMinutes = 30

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The part of the day in which a moment lies, by the clock on the wall in `zone`. */
export function partOfDay(at: Date, zone: string): PartOfDay {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const minutes = local.hour * 60 + local.minute
  return partsOfDay.find((part) => minutes < parts[part].ends) ?? 'evening'
}

/** When we ring in a part of the day, in minutes from midnight; null when the telephone is closed then. */
function ringAt(part: PartOfDay, hours: RingHours): number | null {
  const { begins, ends, best } = parts[part]
  const first = Math.max(begins, minutesOf(hours.from))
  const last = Math.min(ends, minutesOf(hours.until)) - callMinutes
  return first <= last ? Math.min(Math.max(best, first), last) : null
}

/** The parts of the day in which the telephone is open; never none, as it is open for an hour at least. */
const openParts = (hours: RingHours) => partsOfDay.filter((part) => ringAt(part, hours) !== null)

const isOpen = (day: Temporal.PlainDate, hours: RingHours) =>
  hours.days.includes(day.dayOfWeek) &&
  !hours.closed.includes(day.toString()) &&
  !isChristmasDays(day.toString())

/** The first day from `day` on which we ring; within a year there is one, or else it is `day` itself. */
function openDay(day: Temporal.PlainDate, hours: RingHours): Temporal.PlainDate {
  for (let later = 0; later < 366; later++) {
    const one = day.add({ days: later })
    if (isOpen(one, hours)) return one
  }
  return day
}

/**
 * The part of the day to try next: the one that was tried least, this moment counted as a try; of several the earliest
 * but never the present one, when there is another. Whoever did not answer in the morning may in the afternoon.
 * @param tried when they were rung before.
 */
export function otherPart(tried: readonly Date[], now: Date, zone: string, hours: RingHours): PartOfDay {
  const present = partOfDay(now, zone)
  const times = (part: PartOfDay) => tried.filter((at) => partOfDay(at, zone) === part).length
  const open = openParts(hours)
  const others = open.filter((part) => part !== present)
  const from = others.length > 0 ? others : open
  return from.reduce<PartOfDay>(
    (best, part) => (times(part) < times(best) ? part : best),
    from[0] ?? 'morning',
  )
}

/**
 * When a next try falls due: local wall-clock time in `zone` (P10), on a day and at an hour at which we ring. Null when
 * that choice has none.
 * @param other the part of the day for 'in three days' and 'in a week', see `otherPart`.
 */
export function nextTryAt(
  choice: NextTry,
  now: Date,
  zone: string,
  hours: RingHours,
  other: PartOfDay,
): Date | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const [days, part] = (
    {
      'today afternoon': [0, 'afternoon'],
      'today evening': [0, 'evening'],
      'next morning': [1, 'morning'],
      'next afternoon': [1, 'afternoon'],
      'next evening': [1, 'evening'],
      'in three days': [3, other],
      'in a week': [7, other],
    } as const
  )[choice]
  const minutes = ringAt(part, hours)
  if (minutes === null || (days === 0 && !isOpen(today, hours))) return null
  const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 }
  const at = openDay(today.add({ days }), hours).toZonedDateTime({ timeZone: zone, plainTime })
  return at.epochMilliseconds > now.getTime() ? new Date(at.epochMilliseconds) : null
}

/**
 * When a try falls due on a day that they named, 'YYYY-MM-DD': in that part of it, or in another where the telephone is
 * closed then. Null on a day on which nobody rings, in the past, and more than a year ahead.
 */
export function tryOn(day: string, part: PartOfDay, now: Date, zone: string, hours: RingHours): Date | null {
  const date = Temporal.PlainDate.from(day)
  const minutes = ringAt(part, hours) ?? ringAt(openParts(hours)[0] ?? 'morning', hours)
  if (minutes === null || !isOpen(date, hours)) return null
  const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 }
  const at = date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
  return at > now.getTime() && at < now.getTime() + 366 * 86_400_000 ? new Date(at) : null
}

/** The tries that can be chosen now, and the one that is proposed: the next day on which we ring, at another time of the day. */
export function triesToChoose(
  tried: readonly Date[],
  now: Date,
  zone: string,
  hours: RingHours,
): { value: NextTry; at: Date; proposed: boolean }[] {
  const other = otherPart(tried, now, zone, hours)
  return nextTries.flatMap((value) => {
    const at = nextTryAt(value, now, zone, hours, other)
    return at ? [{ value, at, proposed: value === `next ${other}` }] : []
  })
}

/** After so many tries without a word we write instead, and leave it to them. */
export const triesBeforeWriting = 3
/** Whether the try that is being written down is one after which we write. `tries`: those before it. */
export const timeToWrite = (tries: number) => tries + 1 >= triesBeforeWriting

/** How long people waited, in whole days; the last band is open. */
export const waitBands = [
  { name: 'same day', from: 0, to: 0 },
  { name: 'next day', from: 1, to: 1 },
  { name: '2 to 3 days', from: 2, to: 3 },
  { name: '4 to 7 days', from: 4, to: 7 },
  { name: 'longer', from: 8, to: Number.POSITIVE_INFINITY },
] as const

/** `days`: null for who still waits. */
export type Wait = { month: string; what: 'tried' | 'spoke'; days: number | null; people: number }
export type MonthOfWaits = {
  /** 'YYYY-MM' */
  month: string
  /** Everybody who asked in that month: the denominator (P11). */
  asked: number
  /** One number for each band. */
  bands: number[]
  /** Nobody has tried, or spoken with them, yet. */
  notYet: number
  /** Days within which half of all who asked were; null while fewer than half were. */
  half: number | null
}

/** Months in order, each with how many of all who asked waited how long. Months without anybody are left out. */
export function waitsByMonth(waits: readonly Wait[], what: Wait['what']): MonthOfWaits[] {
  const months = new Map<string, Wait[]>()
  for (const wait of waits.filter((one) => one.what === what))
    months.set(wait.month.slice(0, 7), [...(months.get(wait.month.slice(0, 7)) ?? []), wait])
  return [...months]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, rows]) => {
      const sum = (some: readonly Wait[]) => some.reduce((all, { people }) => all + people, 0)
      const asked = sum(rows)
      const within = (from: number, to: number) =>
        sum(rows.filter(({ days }) => days !== null && days >= from && days <= to))
      const half = rows
        .flatMap(({ days }) => days ?? [])
        .sort((a, b) => a - b)
        .find((days) => within(0, days) * 2 >= asked)
      return {
        month,
        asked,
        bands: waitBands.map(({ from, to }) => within(from, to)),
        notYet: sum(rows.filter(({ days }) => days === null)),
        half: half ?? null,
      }
    })
}
