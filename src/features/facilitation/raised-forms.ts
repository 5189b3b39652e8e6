import * as z from 'zod'
import { raised } from './raised-words.ts'

const e = raised.errors
export const questionForm = z.object({
  words: z.string({ error: e.words }).min(1, e.words).max(1000, e.words),
  notAName: z.literal('yes').optional().catch(undefined),
})
export const answerForm = z.object({
  answer: z.string({ error: e.answer }).min(1, e.answer).max(4000, e.answer),
})
export const debriefForm = z.object({
  withWhom: z.enum(['coordinator', 'nurse', 'either'], { error: e.withWhom }),
  suits: z.string().max(200, e.suits).default(''),
})
export const settleDebriefForm = z.object({ outcome: z.enum(['talked', 'no longer needed']) })
export const supervisionForm = z.object({
  account: z.uuid({ error: e.who }),
  'date-day': z.string().max(4).default(''),
  'date-month': z.string().max(4).default(''),
  'date-year': z.string().max(6).default(''),
  withWhom: z.string().max(120, e.with).default(''),
})
export const noteForm = z.object({ state: z.enum(['took place', 'called off', 'planned']) })
