import * as z from 'zod'
import { nations } from '#features/groups/rules.ts'
import { staffWords } from './words.ts'

const e = staffWords.errors
const many = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(60)).max(500),
)
const uuid = z.uuid()

export const signpostForm = z
  .object({
    name: z.string({ error: e.name }).min(1, e.name).max(120, e.name),
    whatFor: z.string({ error: e.whatFor }).min(1, e.whatFor).max(300, e.whatFor),
    phone: z.string().max(40, e.phone).default(''),
    web: z
      .string()
      .max(300, e.web)
      .default('')
      .refine((text) => text === '' || (/^https?:\/\/[^\s/]+\S*$/i.test(text) && URL.canParse(text)), e.web),
    nations: many.transform((names) => names.filter((name) => nations.some((nation) => nation === name))),
    areas: z
      .string()
      .max(400, e.areas)
      .default('')
      .transform((text) =>
        text
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
      )
      .refine((areas) => areas.every((area) => /^[A-Z]{1,2}$/.test(area)), e.areas),
    groupIds: many.transform((ids) => ids.filter((id) => uuid.safeParse(id).success)),
    find: z.string().max(100).catch(''),
    press: z.string().optional().catch(undefined),
    urgent: z
      .string()
      .optional()
      .transform((said) => said === 'yes'),
  })
  .superRefine((form, context) => {
    if (findsGroups(form)) context.addIssue({ code: 'custom', path: ['find'], message: staffWords.form.find })
    if (form.phone === '' && form.web === '')
      context.addIssue({ code: 'custom', path: ['phone'], message: e.reach })
  })

/** What is looked for among the groups, when that was pressed and not "Save"; with nothing typed there it saves. */
export function findsGroups(raw: { press?: unknown; find?: unknown }): string | null {
  const find = typeof raw.find === 'string' ? raw.find.trim().slice(0, 100) : ''
  return raw.press === 'find' && find !== '' ? find : null
}

export const monthsForm = z.object({
  months: z
    .string({ error: e.months })
    .refine((text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 36, e.months)
    .transform(Number),
})
