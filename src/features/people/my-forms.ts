import * as z from 'zod'
import { inEachLanguage, languages } from '#platform/language.ts'
import { noTextsThere } from '#platform/phones.ts'
import { isEmail, isPhone, isPost } from './stages.ts'
import { type MyWords, myWords } from './words-my.ts'

const one = z
  .unknown()
  .optional()
  .transform((value) => {
    const last = Array.isArray(value) ? value.at(-1) : value
    return typeof last === 'string' ? last : ''
  })
const line = (most: number, { errors }: MyWords) =>
  one
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .refine((value) => value.length <= most, errors.tooLong(most))
const lines = (most: number, { errors }: MyWords) =>
  one.refine((value) => value.length <= most, errors.tooLong(most))
// A field whose every box is left open is not sent at all.
const several = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string'))

/** What somebody changes about themselves. Lengths are the database's (migrations/0004-people.sql). */
export const detailsForm = inEachLanguage(myWords, (w) =>
  z.object({
    called: line(120, w).refine(
      (value) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(value),
      w.errors.called,
    ),
    dietary: lines(500, w),
    access: lines(500, w),
    note: lines(2000, w),
    'diagnosed-month': line(2, w),
    'diagnosed-year': line(4, w),
  }),
)
export const emailForm = inEachLanguage(myWords, (w) =>
  z.object({ value: line(320, w).refine(isEmail, w.errors.email) }),
)
export const phoneForm = inEachLanguage(myWords, (w) =>
  z
    .object({ value: line(40, w).refine(isPhone, w.errors.phone), ways: several })
    .superRefine((form, problems) => {
      const message = form.ways.includes('texts') ? noTextsThere(form.value, w.language) : null
      if (message) problems.addIssue({ code: 'custom', path: ['ways'], message })
    }),
)
export const postForm = inEachLanguage(myWords, (w) =>
  z.object({ value: lines(500, w).refine(isPost, w.errors.post), letters: several }),
)
export const removeForm = z.object({ address: one })
export const emergencyForm = inEachLanguage(myWords, (w) =>
  z.object({
    name: line(120, w),
    phone: line(40, w).refine((value) => value === '' || isPhone(value), w.errors.phone),
    where: lines(300, w),
  }),
)
export const remindersForm = z.object({
  /** By which way reminders reached them when the page was shown: what it asked follows from that. */
  by: z.enum(['message', 'letter', 'nothing']).catch('message'),
  reminders: several,
  ring: several,
})
export const pauseForm = inEachLanguage(myWords, (w) =>
  z.object({ pause: z.enum(['month', 'quarter', 'open'], w.messages.errors.pause) }),
)
export const standingForm = z.object({ standing: z.enum(['yes', 'no']) })
export const titlesForm = z.object({ full: several })
export const linkForm = inEachLanguage(myWords, (w) =>
  z.object({ email: line(320, w).refine(isEmail, w.errors.email) }),
)
export const openForm = z.object({ after: one })
export const languageForm = inEachLanguage(myWords, (w) =>
  z.object({ language: z.enum(languages, w.choosing.error) }),
)
