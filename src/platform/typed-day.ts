import { Temporal } from 'temporal-polyfill'

/** A day as forms ask for it: today, yesterday, or an earlier one that is typed. */
export type TypedDay = { when: 'today' | 'yesterday' | 'earlier'; day: string; month: string; year: string }

/**
 * The day that was meant, as 'YYYY-MM-DD' in `zone`; null when what was typed is no day of this century, or lies in the
 * future.
 */
export function typedDay(typed: TypedDay, now: Date, zone: string): string | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  if (typed.when === 'today') return today.toString()
  if (typed.when === 'yesterday') return today.subtract({ days: 1 }).toString()
  const date = readDay(typed)
  return date !== null && date <= today.toString() ? date : null
}

/** A day that was typed as numbers, as 'YYYY-MM-DD'; null when it is no day of this century. */
export function readDay(typed: { day: string; month: string; year: string }): string | null {
  const [day = 0, month = 0, year = 0] = [typed.day, typed.month, typed.year].map((text) =>
    /^\d{1,4}$/.test(text) ? Number(text) : 0,
  )
  try {
    const date = Temporal.PlainDate.from({ day, month, year }, { overflow: 'reject' })
    return date.year > 2000 && date.year < 2100 ? date.toString() : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
