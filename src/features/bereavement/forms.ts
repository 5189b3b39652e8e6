import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { words } from './words.ts'

/** The form as it is sent. `when` says today, yesterday or an earlier day, which then has its date. */
export const diedForm = z.object({
  toldBy: z.string().min(1, words.errors.toldBy).max(200, words.errors.toldBy),
  when: z.enum(['today', 'yesterday', 'earlier']).catch('today'),
  'toldOn-day': z.string().max(4).optional(),
  'toldOn-month': z.string().max(4).optional(),
  'toldOn-year': z.string().max(6).optional(),
  sure: z.enum(['told', 'confirmed'], { error: words.errors.sure }),
})
export type DiedForm = z.output<typeof diedForm>

/**
 * The day on which the charity heard, as 'YYYY-MM-DD' in the charity's zone; null when what was typed is no day, or lies
 * in the future.
 */
export function toldOn(form: DiedForm, now: Date, zone: string): string | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  if (form.when === 'today') return today.toString()
  if (form.when === 'yesterday') return today.subtract({ days: 1 }).toString()
  const [day, month, year] = [form['toldOn-day'], form['toldOn-month'], form['toldOn-year']].map((text) =>
    /^\d{1,4}$/.test(text ?? '') ? Number(text) : Number.NaN,
  )
  try {
    const date = Temporal.PlainDate.from(
      { day: day ?? Number.NaN, month: month ?? Number.NaN, year: year ?? Number.NaN },
      { overflow: 'reject' },
    )
    return date.year > 2000 && Temporal.PlainDate.compare(date, today) <= 0 ? date.toString() : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
