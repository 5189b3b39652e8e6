import { Temporal } from 'temporal-polyfill'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * Until when an offered place can be answered: the sooner the session, the shorter, and never past its start (P2).
 * More than 14 days before: 48 hours; 3 days: 24; 1 day: 6; 2 hours: 1; then half of what is left, and in the last
 * quarter of an hour until the start. A time that would pass at night (21:00 to 9:00 where the session is) waits until
 * 10:00, when that is an hour or more before the start: nobody loses a place because they slept.
 * The database has the same rule as offer_answer_by(); a test holds the two together.
 */
export function answerBy(now: Date, startsAt: Date, zone: string): Date {
  const left = startsAt.getTime() - now.getTime()
  const until = new Date(now.getTime() + timeToAnswer(left))
  const local = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(zone)
  if (local.hour >= 9 && local.hour < 21) return until
  const morning = local
    .toPlainDate()
    .add({ days: local.hour >= 21 ? 1 : 0 })
    .toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).epochMilliseconds
  return morning <= startsAt.getTime() - hour ? new Date(morning) : until
}

function timeToAnswer(left: number): number {
  if (left > 14 * day) return 48 * hour
  if (left > 3 * day) return 24 * hour
  if (left > day) return 6 * hour
  if (left > 2 * hour) return hour
  if (left > 15 * minute) return left / 2
  return left
}
