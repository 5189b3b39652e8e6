import { Temporal } from 'temporal-polyfill'

export const urgencies = ['now', 'today', 'can wait'] as const
export type Urgency = (typeof urgencies)[number]

/** When somebody watches: for each day from Monday, local times "HH:MM"; null when nobody does. */
export type Hours = readonly ({ begins: string; ends: string } | null)[]
/** The hours, the zone that they are local to, and the days ("YYYY-MM-DD") on which nobody watches though the hours say so. */
export type Watch = { hours: Hours; zone: string; closedOn: ReadonlySet<string> }

/** Nobody closes for longer than this; without any hours at all time counts round the clock. */
const furthestDays = 400

/** The stretches in which somebody watches, from an instant on, in order. */
function* watched(from: Date, watch: Watch): Generator<{ begins: number; ends: number }> {
  const first = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(watch.zone)
    .toPlainDate()
  for (let n = 0; n < furthestDays; n++) {
    const date = first.add({ days: n })
    const hours = watch.hours[date.dayOfWeek - 1]
    if (!hours || watch.closedOn.has(date.toString())) continue
    const at = (time: string) =>
      date.toZonedDateTime({ timeZone: watch.zone, plainTime: time }).epochMilliseconds
    const [begins, ends] = [Math.max(at(hours.begins), from.getTime()), at(hours.ends)]
    if (ends > begins) yield { begins, ends }
  }
}

/**
 * The instant at which so many minutes have been watched: only the charity's hours count, in its zone. What is raised on
 * Friday at 4.50pm with half an hour to look, where somebody watches on weekdays from 9am to 5pm, is due on Monday at 9.20am.
 */
export function dueAfter(from: Date, minutes: number, watch: Watch): Date {
  let left = minutes * 60_000
  for (const { begins, ends } of watched(from, watch)) {
    if (begins + left <= ends) return new Date(begins + left)
    left -= ends - begins
  }
  return new Date(from.getTime() + minutes * 60_000)
}

/** Whether somebody watches at this moment and until when; or from when on again, null when never. */
export function watchAt(now: Date, watch: Watch): { until: Date } | { again: Date | null } {
  for (const { begins, ends } of watched(now, watch))
    return begins <= now.getTime() ? { until: new Date(ends) } : { again: new Date(begins) }
  return { again: null }
}

/** Days, hours and minutes as people say them: "30 minutes", "3 hours", "2 hours 15 minutes". */
export function minutesInWords(minutes: number): string {
  const plural = (n: number, one: string) => (n === 0 ? '' : `${n} ${n === 1 ? one : `${one}s`}`)
  return (
    [plural(Math.floor(minutes / 60), 'hour'), plural(minutes % 60, 'minute')].filter(Boolean).join(' ') ||
    '0 minutes'
  )
}
