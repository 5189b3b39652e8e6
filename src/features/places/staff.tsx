import { isId } from '#platform/ids.ts'
import { seeOther } from '#platform/show.tsx'
import { type Ask, action, inTransaction, type Route } from '#platform/web.ts'
import { answerForPersonForm, forPersonForm, freeForm } from './forms.ts'
import { afterAnswer, afterFreeing, afterGiveBack, afterKeep } from './outcomes.ts'
import { answerOffer, freeHeldBackPlace, giveBackPlace, keepPlace } from './places.ts'

// Buttons on the session's page, the list of calls and a person's page, for somebody who rang. Whose places somebody may
// change is decided in the database (P4); the page that they return to says what came of it.
const sessionOf = (ask: Ask) => ask.req.param('id') ?? ''

async function changeFor(
  ask: Ask,
  { personId, back }: { personId: string; back: 'session' | 'calls' | 'person' },
  work: (place: { sessionId: string; personId: string }) => Promise<string>,
): Promise<Response> {
  const sessionId = sessionOf(ask)
  const done = isId(sessionId) ? await work({ sessionId, personId }) : 'place-no-such-session'
  const path = {
    session: `/staff/sessions/${sessionId}`,
    calls: '/staff/calls',
    person: `/staff/people/${personId}`,
  }
  return seeOther(ask, `${path[back]}?done=${done}`)
}

export const staff: Route[] = [
  action('/staff/sessions/:id/keep', 'see people', { schema: forPersonForm }, (ask, form) =>
    changeFor(ask, form, async (place) => afterKeep(await inTransaction(ask, (tx) => keepPlace(tx, place)))),
  ),
  action('/staff/sessions/:id/give-back', 'see people', { schema: forPersonForm }, (ask, form) =>
    changeFor(ask, form, async (place) =>
      afterGiveBack(await inTransaction(ask, (tx) => giveBackPlace(tx, place))),
    ),
  ),
  action('/staff/sessions/:id/answer', 'see people', { schema: answerForPersonForm }, (ask, form) =>
    changeFor(ask, form, async (place) =>
      afterAnswer(await inTransaction(ask, (tx) => answerOffer(tx, { ...place, answer: form.answer }))),
    ),
  ),
  action(
    '/staff/sessions/:id/held-back/:held/free',
    'change groups',
    { schema: freeForm },
    async (ask, form) => {
      const held = ask.req.param('held') ?? ''
      const later = form.later === 'yes'
      const done = isId(held)
        ? afterFreeing(await inTransaction(ask, (tx) => freeHeldBackPlace(tx, held, { later })), later)
        : 'held-back-none'
      return seeOther(ask, `/staff/sessions/${sessionOf(ask)}?done=${done}`)
    },
  ),
]
