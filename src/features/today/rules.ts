import { Temporal } from 'temporal-polyfill'

const day = 86_400_000

/** When something is due, and how it is said: days late, today, or by which day. */
export type Due = { late: number } | { today: true } | { by: string }

/** Compares calendar days in a zone: what fell due yesterday at night is one day late this morning. */
export function dueInDays(due: Date, now: Date, zone: string): Due {
  const dayOf = (instant: Date) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const days = dayOf(now).until(dayOf(due)).days
  if (days < 0) return { late: -days }
  return days === 0 ? { today: true } : { by: dayOf(due).toString() }
}

const decideBeforeDays = 35
/** Members hear of a clash five weeks before, so that they can plan; it is decided by then. */
export const decideClashBy = (starts: Date): Date => new Date(starts.getTime() - decideBeforeDays * day)
/** A clash that is to be decided within thirty days stands on Today; what can wait stands on the group's own page. */
export const clashesWithinDays = decideBeforeDays + 30

/** A record is wanted within two days, while it is remembered. */
export const recordBy = (ends: Date): Date => new Date(ends.getTime() + 2 * day)

/** Whoever joined an online group hears from somebody within three days. */
export const letInBy = (joined: Date): Date => new Date(joined.getTime() + 3 * day)
