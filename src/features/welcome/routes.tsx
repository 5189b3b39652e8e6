import { sql } from 'kysely'
import * as z from 'zod'
import { versionIn } from '#features/people/people.ts'
import { somebody } from '#platform/actor.ts'
import { inEachLanguage, wordsIn } from '#platform/language.ts'
import { readPhone } from '#platform/phones.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { type Ask, action, inTransaction, page, type Raw, type Route } from '#platform/web.ts'
import { askForCall } from './asking.ts'
import { CallMePage, CallMeSentPage } from './call-me-page.tsx'
import { callConsentVersion, words } from './words-call-me.ts'

const HOUR = 3600
const ticked = z.string().max(10).optional().catch(undefined)

const callMeForm = inEachLanguage(words, (w) =>
  z
    .object({
      called: z.string(w.errors.called).min(1, w.errors.called).max(120, w.errors.calledLong),
      phone: z
        .string(w.errors.phone)
        .refine((text) => text.length <= 40 && readPhone(text) !== null, w.errors.phone),
      suits: z.string().max(300, w.errors.suits).default(''),
      about: z.string().max(600, w.errors.about).default(''),
      voicemail: ticked,
      someone: ticked,
      messageWith: z.string().max(120, w.errors.calledLong).default(''),
      group: z.string().max(80).catch('').default(''),
      agreed: z.literal('yes', w.errors.consent),
      /** Nobody sees this field; what fills it in is no person. */
      website: z.string().max(500).catch('').default(''),
    })
    .superRefine((form, problems) => {
      if (form.someone && !form.messageWith)
        problems.addIssue({ code: 'custom', path: ['messageWith'], message: w.errors.messageWith })
    }),
)

/** The group of an address such as `/call-me?group=leeds`; null when there is none, or nobody can join it. */
async function groupOf(ask: Ask, slug: string): Promise<{ id: string; slug: string; name: string } | null> {
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) return null
  const found = await inTransaction(
    ask,
    (tx) =>
      sql<{ id: string; slug: string; name: string }>`
        select id, slug, name from groups where slug = ${slug} and state in ('open', 'paused')`.execute(tx),
    somebody,
  )
  return found.rows[0] ?? null
}

async function showCallMe(
  ask: Ask,
  slug: string,
  values: Record<string, string> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const w = wordsIn(ask, words)
  return showPublic(
    ask,
    {
      title: w.title,
      tabTitle: w.tab,
      current: '/call-me',
      errors,
      plain: true,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <CallMePage
      w={w}
      charity={ask.get('charity')}
      group={await groupOf(ask, slug)}
      values={values}
      errors={errors}
    />,
  )
}

const typed = (raw: Raw): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

/** Asking for a call without joining anything. */
export const routes: Route[] = [
  page('/call-me', 'public', (ask) => showCallMe(ask, ask.req.query('group') ?? '')),
  page('/call-me/sent', 'public', (ask) => {
    const w = wordsIn(ask, words)
    return showPublic(
      ask,
      { title: w.sent.title, tabTitle: w.tab, noIndex: true },
      <CallMeSentPage w={w} phoneHours={ask.get('charity').phoneHours} />,
    )
  }),
  action(
    '/call-me',
    'public',
    {
      schema: callMeForm,
      limit: {
        name: 'call me',
        perAddress: { most: 30, seconds: HOUR },
        // Nobody is rung more often because somebody else types their number again and again.
        perSubject: { most: 3, seconds: 24 * HOUR, subject: ({ phone }) => readPhone(phone)?.number ?? null },
      },
      invalid: (ask, problems, raw) => {
        const said = typed(raw)
        return showCallMe(
          ask,
          said.group ?? '',
          said,
          Object.fromEntries(problems.map(({ field, message }) => [field, message])),
        )
      },
    },
    async (ask, form) => {
      const group = await groupOf(ask, form.group)
      if (form.website === '')
        await inTransaction(
          ask,
          (tx) =>
            askForCall(tx, {
              called: form.called,
              phone: form.phone,
              suits: form.suits || null,
              about: form.about || null,
              voicemail: form.voicemail !== undefined,
              messageWith: form.someone ? form.messageWith : null,
              groupId: group?.id ?? null,
              language: ask.get('language'),
              consent: {
                words: wordsIn(ask, words).consent.mine(ask.get('charity').name),
                version: versionIn(ask.get('language'), callConsentVersion),
              },
            }),
          somebody,
        )
      return seeOther(ask, '/call-me/sent')
    },
  ),
]
