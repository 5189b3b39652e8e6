import * as z from 'zod'
import { urgencies } from './rules.ts'
import { words } from './words.ts'

const e = words.errors
const uuid = z.uuid()

/** Where a concern is raised: from a session, a group, somebody's page, a call with them, or of nobody whom we know. */
const where = {
  group: z.string().max(120).nullable().catch(null),
  session: uuid.nullable().catch(null),
  person: uuid.nullable().catch(null),
  call: uuid.nullable().catch(null),
}
/** The same in an address. */
export const whereForm = z.object({ ...where, about: z.literal('someone').nullable().catch(null) })

/**
 * A concern as it is sent. `personId` is one of the group's list, 'someone' nobody of it. `sees`: whose facilitators read it
 * too, a group's by its id, their own whichever it is, or nobody's; left out where it goes without saying.
 */
export const concernForm = z
  .object({
    ...where,
    sees: z
      .union([uuid, z.enum(['theirs', 'nobody'])], e.sees)
      .nullable()
      .default(null),
    personId: z.union([uuid, z.literal('someone'), z.literal('')]).catch(''),
    about: z.string().max(120, e.about).default(''),
    what: z.string({ error: e.what }).min(1, e.what).max(4000, e.what),
    urgency: z.enum(urgencies, { error: e.urgency }),
  })
  // Said together with whatever else is wrong.
  .refine(
    (form) =>
      form.about !== '' || [form.personId, form.person, form.call].some((id) => uuid.safeParse(id).success),
    {
      path: ['personId'],
      error: e.person,
      when: () => true,
    },
  )
export type ConcernForm = z.output<typeof concernForm>

export const stepForm = z.object({
  kind: z.enum(['answered', 'acted', 'closed'], { error: e.kind }),
  words: z.string({ error: e.words }).min(1, e.words).max(4000, e.words),
})
export const addForm = z.object({ words: z.string({ error: e.words }).min(1, e.words).max(4000, e.words) })

const s = words.settings
const time = /^([01]?\d|2[0-3]):[0-5]\d$/
const number = (urgency: string, most: number) =>
  z
    .string()
    .default('')
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) >= 5 && Number(text) <= most,
      s.errors.minutes(urgency, 5, most),
    )
    .transform(Number)
const line = (most: number) => z.string().max(most, s.errors.long).default('')
const padded = (text: string) => text.padStart(5, '0')

/** The settings: two times a day, `from1` and `to1` for Monday. */
export const settingsForm = z
  .object({
    ...Object.fromEntries(
      s.days.flatMap((_, i) => [
        [`from${i + 1}`, z.string().max(5).default('')],
        [`to${i + 1}`, z.string().max(5).default('')],
      ]),
    ),
    bankHolidays: z.enum(['none', 'england-and-wales', 'scotland', 'northern-ireland']),
    now: number(words.urgency.now, 1440),
    today: number(words.urgency.today, 2880),
    canWait: number(words.urgency['can wait'], 14_400),
    name: line(120),
    phone: line(40),
    phoneHours: line(200),
  })
  .transform((form, context) => {
    const typed = form as unknown as Record<string, string>
    const hours = s.days.map((day, i) => {
      const [begins = '', ends = ''] = [typed[`from${i + 1}`], typed[`to${i + 1}`]]
      if (begins === '' && ends === '') return null
      if (time.test(begins) && time.test(ends) && padded(begins) < padded(ends))
        return { begins: padded(begins), ends: padded(ends) }
      context.addIssue({ code: 'custom', path: [`from${i + 1}`], message: s.errors.time(day) })
      return null
    })
    if (hours.every((day) => day === null) && context.issues.length === 0)
      context.addIssue({ code: 'custom', path: ['from1'], message: s.errors.never })
    return {
      hours,
      bankHolidays: form.bankHolidays,
      minutes: { now: form.now, today: form.today, 'can wait': form.canWait },
      onCall: { name: form.name, phone: form.phone, hours: form.phoneHours },
    }
  })
