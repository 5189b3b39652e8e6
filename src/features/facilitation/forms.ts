import * as z from 'zod'
import { isId } from '#platform/ids.ts'
import { words } from './words.ts'

const e = words.came.errors
const many = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(60)).max(6000),
)
const number = z
  .string()
  .default('')
  .refine((text) => text === '' || (/^\d{1,4}$/.test(text) && Number(text) <= 1000), e.number)
  .transform((text) => (text === '' ? null : Number(text)))

/**
 * The whole list at once. `was` are those who were ticked when the page was shown: only what differs is written, so that an old
 * page does not take back what another tablet ticked meanwhile.
 */
export const cameForm = z
  .object({
    came: many,
    was: z
      .string()
      .max(400_000)
      .default('')
      .transform((text) => text.split(' ').filter(Boolean)),
    firstName: z.string().max(60, e.firstName).default(''),
    number,
    topics: many.transform((ids) => ids.filter((id) => isId(id))),
    themes: z.string().max(3000, e.themes).default(''),
    press: z.enum(['add', 'save']).catch('save'),
  })
  .superRefine((form, context) => {
    if (form.press === 'add' && form.firstName === '')
      context.addIssue({ code: 'custom', path: ['firstName'], message: e.firstNameMissing })
    const named = new Set(form.came).size + (form.firstName === '' ? 0 : 1)
    if (form.number !== null && form.number < named)
      context.addIssue({ code: 'custom', path: ['number'], message: e.fewer(named) })
  })
export type CameForm = z.output<typeof cameForm>

export const letInForm = z.object({ memberId: z.uuid() })
export const linkForm = z.object({ personId: z.uuid({ error: words.link.error }) })

/** What a tablet sends: sealed entries with their ids; a newer permit where it has one. */
export const sentForm = z.object({
  token: z.string().max(100).optional(),
  waiting: z
    .array(
      z.object({
        id: z.uuid(),
        sealed: z.object({ key: z.string().max(200), iv: z.string().max(40), text: z.string().max(20_000) }),
      }),
    )
    .max(200),
})

const about = z.union([
  z.object({ personId: z.uuid(), came: z.boolean() }),
  z.object({ walkIn: z.uuid(), firstName: z.string().trim().min(1).max(60), came: z.boolean() }),
  z.object({
    record: z.object({
      came: z.number().int().min(0).max(1000).nullable(),
      themes: z.string().max(3000).nullable(),
      topics: z.array(z.uuid()).max(300),
    }),
  }),
])
/** An entry, unsealed: whose permit, when it was made, and what it says. */
export const entryForm = z
  .object({ id: z.uuid(), token: z.string().max(100), at: z.iso.datetime() })
  .and(about)
export type Entry = z.output<typeof entryForm>
