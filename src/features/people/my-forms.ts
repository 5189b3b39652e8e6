import * as z from 'zod'
import { noTextsThere } from '#platform/phones.ts'
import { isEmail, isPhone, isPost } from './stages.ts'
import { myWords } from './words-my.ts'

const { errors, messages } = myWords.en

const one = z.unknown().transform((value) => {
  const last = Array.isArray(value) ? value.at(-1) : value
  return typeof last === 'string' ? last : ''
})
const line = (most: number) =>
  one
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .refine((value) => value.length <= most, errors.tooLong(most))
const lines = (most: number) => one.refine((value) => value.length <= most, errors.tooLong(most))
const several = z
  .unknown()
  .transform((value) => (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string'))

/** What somebody changes about themselves. Lengths are the database's (migrations/0004-people.sql). */
export const detailsForm = z.object({
  called: line(120).refine((value) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(value), errors.called),
  dietary: lines(500),
  access: lines(500),
  note: lines(2000),
  'diagnosed-month': line(2),
  'diagnosed-year': line(4),
})
export const emailForm = z.object({ value: line(320).refine(isEmail, errors.email) })
export const phoneForm = z
  .object({ value: line(40).refine(isPhone, errors.phone), ways: several })
  .superRefine((form, problems) => {
    const message = form.ways.includes('texts') ? noTextsThere(form.value) : null
    if (message) problems.addIssue({ code: 'custom', path: ['ways'], message })
  })
export const postForm = z.object({ value: lines(500).refine(isPost, errors.post), letters: several })
export const removeForm = z.object({ address: one })
export const emergencyForm = z.object({
  name: line(120),
  phone: line(40).refine((value) => value === '' || isPhone(value), errors.phone),
  where: lines(300),
})
export const remindersForm = z.object({ reminders: several, ring: several })
export const pauseForm = z.object({ pause: z.enum(['month', 'quarter', 'open'], messages.errors.pause) })
export const standingForm = z.object({ standing: z.enum(['yes', 'no']) })
export const titlesForm = z.object({ full: several })
export const linkForm = z.object({ email: line(320).refine(isEmail, errors.email) })
export const openForm = z.object({ after: one })
