import * as z from 'zod'
import { inEachLanguage } from '#platform/language.ts'
import { stopWords } from './words-stop.ts'

/** What the stop link does. A mail program sends `List-Unsubscribe=One-Click` and nothing else (RFC 8058). */
export const stopForm = inEachLanguage(stopWords, (w) =>
  z
    .object({
      'List-Unsubscribe': z.literal('One-Click').optional(),
      what: z.enum(['reminders', 'pause', 'all', 'none'], w.choose).optional(),
      days: z.coerce
        .number()
        .int()
        .pipe(z.literal([30, 90, 180]))
        .catch(90),
    })
    .refine((form) => form['List-Unsubscribe'] !== undefined || form.what !== undefined, {
      path: ['what'],
      message: w.choose,
    })
    .transform((form) => ({ ...form, what: form.what ?? ('reminders' as const) })),
)
