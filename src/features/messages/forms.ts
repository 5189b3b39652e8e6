import * as z from 'zod'
import { words } from './words-pages.ts'

/** What the stop link does. A mail program sends `List-Unsubscribe=One-Click` and nothing else (RFC 8058). */
export const stopForm = z
  .object({
    'List-Unsubscribe': z.literal('One-Click').optional(),
    what: z.enum(['reminders', 'pause', 'all', 'none'], words.stop.choose).optional(),
    days: z.coerce
      .number()
      .int()
      .pipe(z.literal([30, 90, 180]))
      .catch(90),
  })
  .refine((form) => form['List-Unsubscribe'] !== undefined || form.what !== undefined, {
    path: ['what'],
    message: words.stop.choose,
  })
  .transform((form) => ({ ...form, what: form.what ?? ('reminders' as const) }))
