import * as z from 'zod'
import { nextTries, outcomes, partsOfDay } from './rules.ts'
import { words } from './words.ts'

const { errors } = words
const nextOrWrite = [...nextTries, 'write instead', 'leave it'] as const

/** Boxes of one name. */
const several = z
  .preprocess((said) => (Array.isArray(said) ? said : [said]), z.array(z.uuid()).max(100))
  .catch([])
  .default([])

export const outcomeForm = z.object({
  outcome: z.enum(outcomes, { error: errors.outcome }),
  /** One for each outcome that leads to another try: the fields stand below their own choice. */
  'next-left': z.enum(nextOrWrite, { error: errors.next }).optional(),
  'next-none': z.enum(nextOrWrite, { error: errors.next }).optional(),
  'next-later': z.enum(nextTries, { error: errors.next }).optional(),
  /** For "ring later", a day that they named. */
  'later-day': z.string().max(4).catch('').default(''),
  'later-month': z.string().max(4).catch('').default(''),
  'later-year': z.string().max(6).catch('').default(''),
  'later-part': z.enum(partsOfDay).catch('morning'),
  /** Where the script was asked: what they said. */
  asked: z.literal('yes').optional().catch(undefined),
  agreed: z.literal('yes').optional().catch(undefined),
  hopes: z.string().max(500, errors.long(500)).default(''),
  dietary: z.string().max(500, errors.long(500)).default(''),
  access: z.string().max(500, errors.long(500)).default(''),
  topics: several,
  /** Dates at which they would like a place: below "we spoke", and below "they rang". */
  'keep-spoke': several,
  'keep-rang': several,
  voicemail: z.string().max(10).optional().catch(undefined),
  messageWith: z.string().max(120, errors.long(120)).default(''),
  letIn: z.string().max(10).optional(),
  wrong: z.uuid().optional().catch(undefined),
  'wrote-day': z.string().max(4).catch('').default(''),
  'wrote-month': z.string().max(4).catch('').default(''),
  'wrote-year': z.string().max(6).catch('').default(''),
  note: z.string().max(1000, errors.note).default(''),
})
