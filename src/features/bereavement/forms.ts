import * as z from 'zod'
import { inEachLanguage } from '#platform/language.ts'
import { readDay, typedDay } from '#platform/typed-day.ts'
import { planWords } from './plan-words.ts'
import { heardWords, wishesWordsIn } from './wishes-words.ts'
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
/** The same without how sure it is, for putting the rest right. */
export const toldForm = diedForm.omit({ sure: true })
type ToldForm = z.output<typeof toldForm>

/**
 * The day on which the charity heard, as 'YYYY-MM-DD' in the charity's zone; null when what was typed is no day, or lies
 * in the future.
 */
export function toldOn(form: ToldForm, now: Date, zone: string): string | null {
  const { when } = form
  return typedDay(
    {
      when,
      day: form['toldOn-day'] ?? '',
      month: form['toldOn-month'] ?? '',
      year: form['toldOn-year'] ?? '',
    },
    now,
    zone,
  )
}

const line = (most: number, message: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .refine((text) => text.length <= most, message)
const lines = (most: number, message: string) =>
  z
    .string()
    .default('')
    .refine((text) => text.trim().length <= most, message)
    .transform((text) => text.trim())
const yesNoOpen = z
  .enum(['yes', 'no', ''])
  .catch('')
  .transform((said) => (said === '' ? null : said === 'yes'))
const { errors } = planWords
const day = {
  'due-day': z.string().max(4).default(''),
  'due-month': z.string().max(4).default(''),
  'due-year': z.string().max(6).default(''),
}
const owner = z.union([z.uuid(), z.literal('')]).catch('')

/** What a member wishes; every answer may be left open. */
export const wishesForm = inEachLanguage(wishesWordsIn, (w) =>
  z.object({
    whenIll: z.enum(['tell', 'say nothing', '']).catch(''),
    whenDied: z.enum(['tell', 'say nothing', '']).catch(''),
    nameUsed: yesNoOpen,
    remembered: yesNoOpen,
    byWhom: line(200, w.errors.byWhom),
    how: lines(1000, w.errors.how),
  }),
)

/** The same, written down by somebody who heard it. */
export const heardForm = wishesForm('en').extend({
  way: z.enum(['phone', 'in person', 'in writing'], { error: heardWords.errors.way }),
})

/** What the family wishes. Somebody to speak with is kept only with their own yes. */
export const familyForm = z
  .object({
    maySay: yesNoOpen,
    nameUsed: yesNoOpen,
    remembered: yesNoOpen,
    flowers: line(500, errors.flowers),
    note: lines(1000, errors.note),
    contactName: line(120, errors.contactName),
    contactHow: line(300, errors.contactHow),
    contactAgreed: z.enum(['phone', 'in person', 'in writing', '']).catch(''),
  })
  .superRefine((form, context) => {
    const some = form.contactName !== '' || form.contactHow !== ''
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (some && form.contactName === '') wrong('contactName', errors.contactName)
    if (some && form.contactHow === '') wrong('contactHow', errors.contactHow)
    if (some && form.contactAgreed === '') wrong('contactAgreed', errors.contactAgreed)
  })

export const settleForm = z.object({ state: z.enum(['open', 'done', 'not needed']) })
export const changeTaskForm = z.object({ owner, ...day })
export const addTaskForm = z.object({
  group: z.uuid(),
  words: line(300, errors.words).refine((text) => text !== '', errors.words),
  owner,
  ...day,
})
export const remembersForm = z.object({ remembers: z.enum(['yes', 'no']) })
export const findQuery = z.object({
  q: z.string().max(200).catch(''),
  group: z.uuid().nullable().catch(null),
})

/** The day by which something is due, 'YYYY-MM-DD'; null when what was typed is no day of this century. */
export function dueOn(form: { 'due-day': string; 'due-month': string; 'due-year': string }): string | null {
  return readDay({ day: form['due-day'], month: form['due-month'], year: form['due-year'] })
}
