import * as z from 'zod'
import { inEachLanguage } from '#platform/language.ts'
import { offerKinds } from './offers.ts'
import { staffWords, words } from './words.ts'

export const offerForm = inEachLanguage(words, ({ errors: e }) =>
  z.object({
    kind: z.enum(offerKinds, { error: e.kind }),
    words: z.string({ error: e.words }).min(1, e.words).max(2000, e.words),
    group: z.uuid({ error: e.group }),
  }),
)
export const answerForm = z.object({
  state: z.enum(['thanked', 'taken up', 'not now'], { error: staffWords.errors.state }),
  reply: z.string().max(1000, staffWords.errors.reply).default(''),
})
