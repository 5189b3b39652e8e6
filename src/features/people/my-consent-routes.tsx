import * as z from 'zod'
import type { Transaction } from '#platform/database.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther } from '#platform/show.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { type ConsentPurpose, consentsOf, isHeld, recordConsent } from './consents.ts'
import { ConsentPage, TakeBackPage } from './my-consent-page.tsx'
import { me, showMine } from './my-routes.tsx'
import { purposes, purposesVersion, versionIn } from './words-consent.ts'
import { myWords } from './words-my.ts'

const w = (ask: Ask) => wordsIn(ask, myWords).consent
const all = Object.keys(purposes.en) as ConsentPurpose[]
const answerForm = z.object({ purpose: z.enum(all), answer: z.enum(['yes', 'no']) })

/** Writes one's own yes or no down, in the words that the page shows. */
function say(ask: Ask, tx: Transaction, purpose: ConsentPurpose, given: boolean): Promise<void> {
  return recordConsent(tx, {
    personId: me(ask).personId,
    purpose,
    given,
    words: purposes[ask.get('language')][purpose].mine(ask.get('charity').name),
    version: versionIn(ask.get('language'), purposesVersion),
    way: 'my pages',
  })
}

/** What somebody agreed to, on their own pages. */
export const myConsentRoutes: Route[] = [
  page('/my/consent', 'member', async (ask) => {
    const states = await inTransaction(ask, (tx) => consentsOf(tx, me(ask).personId, 'themselves'))
    const { name, zone } = ask.get('charity')
    return showMine(
      ask,
      w(ask).title,
      <ConsentPage words={wordsIn(ask, myWords)} states={states} charity={name} zone={zone} />,
    )
  }),
  action('/my/consent', 'member', { schema: answerForm }, async (ask, { purpose, answer }) => {
    // About health a no has a page of its own first, which says what it does.
    if (purpose === 'health information' && answer === 'no') return seeOther(ask, '/my/consent/take-back')
    await inTransaction(ask, (tx) => say(ask, tx, purpose, answer === 'yes'))
    return seeOther(ask, `/my/consent?done=consent-${answer}`)
  }),
  page('/my/consent/take-back', 'member', async (ask) => {
    const held = await inTransaction(ask, (tx) => isHeld(tx, me(ask).personId))
    return showMine(
      ask,
      w(ask).back,
      <TakeBackPage words={wordsIn(ask, myWords)} charity={ask.get('charity').name} held={held} />,
      {
        back: { href: '/my/consent', text: w(ask).title },
      },
    )
  }),
  action('/my/consent/take-back', 'member', { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => say(ask, tx, 'health information', false))
    return seeOther(ask, '/my/consent?done=consent-back')
  }),
]
