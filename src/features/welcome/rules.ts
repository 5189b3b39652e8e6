import { Temporal } from 'temporal-polyfill'

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

const hours: Record<'morning' | 'afternoon' | 'evening', string> = {
  morning: '10:00',
  afternoon: '14:00',
  evening: '17:30',
}

/**
 * When a next try falls due: local wall-clock time in `zone`, never on a Saturday or Sunday, as the lines of charities
 * are open on weekdays. 'in three days' and 'in a week' keep away from the present time of the day: whoever did not
 * answer in the morning is tried in the afternoon.
 */
export function nextTryAt(choice: NextTry, now: Date, zone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  const other = local.hour < 12 ? 'afternoon' : 'morning'
  const [days, part] = {
    'today afternoon': [0, 'afternoon'] as const,
    'today evening': [0, 'evening'] as const,
    'next morning': [1, 'morning'] as const,
    'next afternoon': [1, 'afternoon'] as const,
    'next evening': [1, 'evening'] as const,
    'in three days': [3, other] as const,
    'in a week': [7, other] as const,
  }[choice]
  let day = local.toPlainDate().add({ days })
  while (day.dayOfWeek > 5) day = day.add({ days: 1 })
  const at = day.toZonedDateTime({ timeZone: zone, plainTime: hours[part] })
  return new Date(at.epochMilliseconds)
}

/**
 * The tries that can still be chosen now, and the one that is proposed: the next working day, at the other time of the
 * day than now.
 */
export function triesToChoose(now: Date, zone: string): { value: NextTry; at: Date; proposed: boolean }[] {
  const hour = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).hour
  const proposed: NextTry = hour < 12 ? 'next afternoon' : 'next morning'
  const sameDay = (at: Date) => at.getTime() - now.getTime() < 86_400_000
  return nextTries
    .map((value) => ({ value, at: nextTryAt(value, now, zone), proposed: value === proposed }))
    .filter(({ value, at }) => !value.startsWith('today') || (at.getTime() > now.getTime() && sameDay(at)))
}
