import { isId } from '#platform/ids.ts'
import { seeOther } from '#platform/show.tsx'
import { type Ask, action, button, inTransaction, type Route } from '#platform/web.ts'
import { answerForm } from './forms.ts'
import { afterAnswer, afterGiveBack, afterKeep } from './outcomes.ts'
import { answerOffer, giveBackPlace, keepPlace } from './places.ts'

// Buttons on one's own pages. Mails link to pages that show these buttons; following a link changes nothing (P9).
async function change(
  ask: Ask,
  work: (place: { sessionId: string; personId: string }) => Promise<string>,
): Promise<Response> {
  const actor = ask.get('actor')
  const sessionId = ask.req.param('id') ?? ''
  if (actor.kind !== 'member' || !isId(sessionId)) return seeOther(ask, '/my?done=place-no-such-session')
  return seeOther(ask, `/my?done=${await work({ sessionId, personId: actor.personId })}`)
}

export const routes: Route[] = [
  action('/my/sessions/:id/keep', 'member', { schema: button }, (ask) =>
    change(ask, async (place) => afterKeep(await inTransaction(ask, (tx) => keepPlace(tx, place)))),
  ),
  action('/my/sessions/:id/give-back', 'member', { schema: button }, (ask) =>
    change(ask, async (place) => afterGiveBack(await inTransaction(ask, (tx) => giveBackPlace(tx, place)))),
  ),
  action('/my/sessions/:id/answer', 'member', { schema: answerForm }, (ask, { answer }) =>
    change(ask, async (place) =>
      afterAnswer(await inTransaction(ask, (tx) => answerOffer(tx, { ...place, answer }))),
    ),
  ),
]
