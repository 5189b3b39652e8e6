import * as z from 'zod'
import { type StaffActor, system } from '#platform/actor.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showMember, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import {
  askForErasure,
  confirmErasure,
  decidePlace,
  erasureRequests,
  ownErasure,
  takeBackErasure,
} from './erasure.ts'
import { AskErasePage, askTitle, EraseePage, ErasuresPage, MyErasePage } from './erasure-pages.tsx'
import { placesAbout } from './erasure-places.ts'
import { doneOf, idIn, lookAt, memberIn, sayIn } from './shared.tsx'
import { words } from './words.ts'
import { eraseWords } from './words-erase.ts'

const w = words.erase
const noteForm = z.object({ note: z.string().min(1, w.noteMissing).max(500, w.noteMissing) })
const placeForm = z.object({ place: z.string().max(200), decision: z.enum(['take out', 'leave']) })

const staffOf = (ask: Ask): StaffActor => {
  const actor = ask.get('actor')
  if (actor.kind !== 'staff') throw new Error('Only staff come here')
  return actor
}

const mine: Route[] = [
  page('/my/erase', 'member', async (ask) => {
    const shown = await inTransaction(ask, (tx) => ownErasure(tx, memberIn(ask)))
    const said = wordsIn(ask, eraseWords)
    return showMember(
      ask,
      { title: said.title, current: '/my', back: { href: '/my', text: said.back } },
      <MyErasePage w={said} {...shown} say={sayIn(ask)} />,
    )
  }),
  action('/my/erase', 'member', { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => askForErasure(tx, { personId: memberIn(ask) }))
    return seeOther(ask, '/my/erase')
  }),
  action('/my/erase/keep', 'member', { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => takeBackErasure(tx, memberIn(ask)))
    return seeOther(ask, '/my/erase')
  }),
]

async function showAsk(
  ask: Ask,
  note: string,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => {
    const person = await lookAt(tx, idIn(ask))
    return person && { person, request: (await erasureRequests(tx, { personId: person.id }))[0] ?? null }
  })
  if (!shown) return notFound(ask)
  const { person, request } = shown
  return showStaff(
    ask,
    {
      title: askTitle(person),
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${person.id}`, text: person.called },
      errors,
      status,
    },
    <AskErasePage person={person} request={request} note={note} errors={errors} say={sayIn(ask)} />,
  )
}

const asking: Route[] = [
  page('/staff/people/:id/erase', 'ask for erasure', (ask) => showAsk(ask, '', {})),
  action(
    '/staff/people/:id/erase',
    'ask for erasure',
    {
      schema: noteForm,
      invalid: (ask, problems, raw) => showAsk(ask, typed(raw).note ?? '', byField(problems), 422),
    },
    async (ask, { note }) => {
      const answer = await inTransaction(ask, async (tx) => {
        const person = await lookAt(tx, idIn(ask))
        return person && askForErasure(tx, { personId: person.id, note })
      })
      if (!answer) return notFound(ask)
      if (!answer.ok) return showAsk(ask, note, { note: w.reasons['legal hold'] ?? '' }, 422)
      return seeOther(ask, `/staff/people/${idIn(ask)}/erase`)
    },
  ),
  action('/staff/people/:id/erase/keep', 'ask for erasure', { schema: button }, async (ask) => {
    const person = await inTransaction(ask, async (tx) => {
      const found = await lookAt(tx, idIn(ask))
      if (found) await takeBackErasure(tx, found.id)
      return found
    })
    return person ? seeOther(ask, `/staff/people/${person.id}/erase`) : notFound(ask)
  }),
]

const list = { text: w.listTitle, href: '/staff/rights/erasures' }

async function showOne(ask: Ask, errors: Record<string, string> = {}): Promise<Response> {
  const id = idIn(ask)
  const request = await inTransaction(ask, async (tx) => {
    const [found] = id ? await erasureRequests(tx, { id }) : []
    if (found) await lookAt(tx, found.personId)
    return found
  })
  if (!request) return notFound(ask)
  const about = await inTransaction(
    ask,
    (tx) => placesAbout(tx, request.personId),
    system('looking for somebody in what others wrote'),
  )
  return showStaff(
    ask,
    {
      title: w.title(request.name),
      tabTitle: words.tab,
      current: '/staff/people',
      breadcrumbs: [{ text: words.hub.title, href: '/staff/rights' }, list],
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <EraseePage request={request} {...about} errors={errors} say={sayIn(ask)} />,
  )
}

const confirming: Route[] = [
  page('/staff/rights/erasures', 'erase people', async (ask) => {
    const requests = await inTransaction(ask, (tx) => erasureRequests(tx))
    return showStaff(
      ask,
      {
        title: w.listTitle,
        current: '/staff/people',
        breadcrumbs: [{ text: words.hub.title, href: '/staff/rights' }],
        flash: doneOf(ask, { erased: w.done }),
      },
      <ErasuresPage requests={requests} say={sayIn(ask)} />,
    )
  }),
  page('/staff/rights/erasures/:id', 'erase people', (ask) => showOne(ask)),
  action('/staff/rights/erasures/:id/place', 'erase people', { schema: placeForm }, async (ask, form) => {
    const requestId = idIn(ask)
    if (!requestId) return notFound(ask)
    const decided = await inTransaction(ask, (tx) => decidePlace(tx, staffOf(ask), { requestId, ...form }))
    return decided ? seeOther(ask, `/staff/rights/erasures/${requestId}`) : notFound(ask)
  }),
  action('/staff/rights/erasures/:id/confirm', 'erase people', { schema: button }, async (ask) => {
    const requestId = idIn(ask)
    if (!requestId) return notFound(ask)
    const answer = await inTransaction(ask, (tx) => confirmErasure(tx, staffOf(ask), requestId))
    if (answer.ok) return seeOther(ask, '/staff/rights/erasures?done=erased')
    return showOne(ask, { confirm: w.reasons[answer.reason] ?? words.notThere })
  }),
]

/** Being erased: asked for by oneself or written down by staff, looked through and confirmed by an administrator. */
export const erasureRoutes: Route[] = [...mine, ...asking, ...confirming]
