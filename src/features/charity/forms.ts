import * as z from 'zod'
import { tellsOfIllness } from './rules.ts'
import { en as words } from './words.ts'

const c = words.charity
const optional = (label: string, most: number) =>
  z.preprocess((said) => said ?? '', z.string().max(most, c.long(label, most)))
const needed = (label: string, what: string, most: number) =>
  z.preprocess((said) => said ?? '', z.string().min(1, c.missing(what)).max(most, c.long(label, most)))
const address = z.preprocess((said) => said ?? '', z.email(c.emailWrong).max(320, c.emailWrong))

export const charityForm = z
  .object({
    name: needed(c.name, c.nameWhat, 120),
    discreetName: needed(c.discreetName, c.discreetWhat, 60),
    phone: optional(c.phone, 40),
    phoneHours: optional(c.phoneHours, 200),
    email: z.union([z.literal(''), address]),
    postalAddress: optional(c.postalAddress, 500),
    registeredNumber: optional(c.registeredNumber, 200),
    illness: needed(c.illness, c.illnessWhat, 120),
    fromEmail: address,
    /** A box that is not ticked is not sent. */
    illnessWelsh: optional(c.illnessWelsh, 120),
    phoneHoursWelsh: optional(c.phoneHoursWelsh, 200),
    welsh: z.preprocess((said) => said === 'yes', z.boolean()),
  })
  .superRefine((form, context) => {
    if (tellsOfIllness(form.discreetName, form.illness))
      context.addIssue({ code: 'custom', path: ['discreetName'], message: c.discreetWrong })
  })

const colour = z.preprocess(
  (said) => (typeof said === 'string' ? said.toLowerCase() : ''),
  z.string().max(40),
)
export const coloursForm = z.object({ brand: colour, accent: colour })
export const logoForm = z.object({ logo: z.unknown().optional() })

const s = words.services
export const serviceForm = z.object({
  name: z.preprocess((said) => said ?? '', z.string().min(1, s.nameMissing).max(120, s.long(120))),
  summary: z.preprocess((said) => said ?? '', z.string().max(600, s.long(600))),
  whoFor: z.preprocess((said) => said ?? '', z.string().max(1000, s.long(1000))),
  firstVisit: z.preprocess((said) => said ?? '', z.string().max(2000, s.long(2000))),
})

const t = words.topics
export const topicForm = z.object({
  name: z.preprocess((said) => said ?? '', z.string().min(1, t.nameMissing).max(120, t.long(120))),
  note: z.preprocess((said) => said ?? '', z.string().max(200, t.long(200))),
  service: z.uuid(t.serviceMissing),
})
export const moveForm = z.object({ way: z.enum(['up', 'down']) })
export const endForm = z.object({ ended: z.enum(['yes', 'no']) })
