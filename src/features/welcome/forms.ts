import * as z from 'zod'
import { nextTries, outcomes } from './rules.ts'
import { words } from './words.ts'

const { errors } = words

export const outcomeForm = z.object({
  outcome: z.enum(outcomes, { error: errors.outcome }),
  /** One for each outcome that leads to another try: the fields stand below their own choice. */
  'next-left': z.enum(nextTries, { error: errors.next }).optional(),
  'next-none': z.enum(nextTries, { error: errors.next }).optional(),
  'next-later': z.enum(nextTries, { error: errors.next }).optional(),
  letIn: z.string().max(10).optional(),
  wrong: z.uuid().optional().catch(undefined),
  'wrote-day': z.string().max(4).catch('').default(''),
  'wrote-month': z.string().max(4).catch('').default(''),
  'wrote-year': z.string().max(6).catch('').default(''),
  note: z.string().max(1000, errors.note).default(''),
})
