import * as z from 'zod'
import { noTextsThere } from '#platform/phones.ts'
import type { ConsentPurpose } from './consents.ts'
import { peopleFilters } from './staff-queries.ts'
import { words } from './staff-words.ts'
import { isPhone } from './stages.ts'
import { purposes } from './words-consent.ts'
import { registerWords } from './words-register.ts'

const { errors } = words
const uuid = z.uuid({ error: errors.choose })
const text = (most: number) => z.string().max(most, errors.long(most)).default('')
const ticked = z.string().max(40).optional()
/** An e-mail address as people type them; whether it exists shows when something is sent there. */
const email = z.union([z.literal(''), z.email(errors.email).max(320, errors.email)], { error: errors.email })
const phone = z.union([z.literal(''), z.string().refine(isPhone, errors.phone)], { error: errors.phone })

/** What the list is asked for, read from the address; what is wrong there is left out. */
export const listQuery = z.object({
  q: z.string().max(200).catch('').default(''),
  group: z.uuid().nullable().catch(null).default(null),
  only: z.enum(peopleFilters).nullable().catch(null).default(null),
  after: z.string().max(200).catch('').default(''),
  from: z.uuid().nullable().catch(null).default(null),
})

const ways = ['email', 'phone', 'post'] as const

export const addForm = z
  .object({
    called: z.string(errors.called).min(1, errors.called).max(120, errors.called),
    fullName: text(200),
    email: email.default(''),
    phone: phone.default(''),
    post: text(500),
    whoseName: text(120),
    groupId: z.union([z.literal(''), uuid]).default(''),
    begins: z.enum(['call me', 'I call', 'just come', 'rang']).catch('just come'),
    suits: text(300),
    dates: z.enum(['next', 'after next', 'standing', 'none']).catch('none'),
    voicemail: ticked,
    texts: ticked,
    messageWith: text(120),
    largePrint: ticked,
    letterReminders: ticked,
    language: z.enum(['en', 'cy']).catch('en'),
    hopes: text(500),
    dietary: text(500),
    access: text(500),
    note: text(2000),
    heard: text(200),
    'diagnosed-month': z.string().max(4).catch('').default(''),
    'diagnosed-year': z.string().max(6).catch('').default(''),
    'emergency-name': text(120),
    'emergency-phone': phone.default(''),
    relation: text(120),
    /** Which of the ways belong to whoever helps. */
    'theirs-phone': ticked,
    'theirs-email': ticked,
    'theirs-post': ticked,
    mayBeTold: z.enum(['everything', 'dates', 'nothing']).catch('everything'),
    someoneElse: ticked,
    /** Somebody of this name exists, and it is not them. */
    another: ticked,
    way: z.enum(['phone', 'paper', 'in person']).catch('phone'),
    'signed-day': z.string().max(4).catch('').default(''),
    'signed-month': z.string().max(4).catch('').default(''),
    'signed-year': z.string().max(6).catch('').default(''),
    agreed: z.literal('yes', errors.consent),
  })
  .superRefine((form, problems) => {
    if (!form.email && !form.phone && form.post.length < 3)
      problems.addIssue({ code: 'custom', path: ['email'], message: errors.oneWay })
    if (form.whoseName && !ways.some((way) => form[way] && form[`theirs-${way}`]))
      problems.addIssue({ code: 'custom', path: ['theirs-phone'], message: registerWords.errors.theirs })
    const noTexts = form.texts && form.phone ? noTextsThere(form.phone) : null
    if (noTexts) problems.addIssue({ code: 'custom', path: ['phone'], message: noTexts })
    if (!form.groupId && form.begins !== 'call me')
      problems.addIssue({ code: 'custom', path: ['groupId'], message: errors.group })
  })

export const detailsForm = z.object({
  called: z.string(errors.called).min(1, errors.called).max(120, errors.called),
  fullName: text(200),
  heardHow: text(200),
  dietary: text(500),
  accessNeeds: text(500),
  theirNote: text(2000),
  bearInMind: text(500),
  language: z.enum(['en', 'cy']).optional().catch(undefined),
  voicemailOk: ticked,
  textsOk: ticked,
  largePrint: ticked,
  letterReminders: ticked,
  reminderWeek: ticked,
  reminderDay: ticked,
  ringIfNotSeen: ticked,
})

export const bearForm = z.object({ bearInMind: text(500) })
export const memberForm = z.object({ memberId: uuid })
/** A button. */
export const leaveForm = z.object({})
export const joiningForm = z.object({ joiningId: uuid })
export const addressForm = z.object({ addressId: uuid })

export const newAddressForm = z
  .object({
    kind: z.enum(['email', 'phone', 'post'], { error: errors.kind }),
    value: z.string().max(500, errors.post).default(''),
    whoseName: text(120),
    relation: text(120),
    told: z.enum(['everything', 'dates', 'nothing']).catch('everything'),
  })
  .superRefine((form, problems) => {
    const checks = { email: email, phone: phone, post: z.string().min(3) }
    if (!form.value || !checks[form.kind].safeParse(form.value).success)
      problems.addIssue({ code: 'custom', path: ['value'], message: errors[form.kind] })
  })

export const emergencyForm = z.object({ name: text(120), phone: phone.default(''), where: text(300) })

const part = (most: number) => z.string().max(most).catch('').default('')
/** What somebody said yes or no to, how, and when. */
export const consentForm = z.object({
  purpose: z.enum(Object.keys(purposes.en) as ConsentPurpose[], { error: errors.purpose }),
  answer: z.enum(['yes', 'no'], { error: errors.answer }),
  way: z.enum(['phone', 'in person', 'paper'], { error: errors.way }),
  when: z.enum(['today', 'yesterday', 'earlier']).catch('today'),
  'said-day': part(4),
  'said-month': part(4),
  'said-year': part(6),
})

export const stopsForm = z.object({
  what: z.enum(['none', 'pause', 'reminders', 'all'], { error: errors.choose }),
  weeks: z
    .union(
      [
        z.literal(''),
        z.coerce.number<string>(errors.weeks).int(errors.weeks).min(1, errors.weeks).max(52, errors.weeks),
      ],
      {
        error: errors.weeks,
      },
    )
    .default(''),
})
