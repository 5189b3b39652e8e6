import * as z from 'zod'
import { offerKinds } from './offers.ts'
import { staffWords, words } from './words.ts'

const e = words.en.errors
export const offerForm = z.object({
  kind: z.enum(offerKinds, { error: e.kind }),
  words: z.string({ error: e.words }).min(1, e.words).max(2000, e.words),
  group: z.uuid({ error: e.group }),
})
export const answerForm = z.object({
  state: z.enum(['thanked', 'taken up', 'not now'], { error: staffWords.errors.state }),
  reply: z.string().max(1000, staffWords.errors.reply).default(''),
})
