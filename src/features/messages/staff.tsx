import { sql } from 'kysely'
import * as z from 'zod'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { countLetters } from './letter-queries.ts'
import { markAddressWrong } from './messages.ts'
import {
  countTroubled,
  findMessages,
  gateReview,
  groupsToChoose,
  type MessageFilter,
  type MessageState,
  oneMessage,
  troubledMessages,
} from './queries.ts'
import { mailHtml } from './sample.tsx'
import { markSeen, openTheGate, sendAgain, settleHeld } from './send-again.ts'
import { GatePage, MessagePage, MessagesPage, TroubledPage } from './staff-pages.tsx'
import { words } from './words-pages.ts'

const w = words.staff
const current = '/staff/messages'
const back = { href: '/staff/messages', text: w.one.back }
const idOf = (ask: Ask) => ask.req.param('id') ?? ''

function filterOf(ask: Ask): MessageFilter {
  const asked = (name: string) => ask.req.query(name)?.trim().slice(0, 200) || undefined
  const id = (name: string) => (isId(asked(name) ?? '') ? asked(name) : undefined)
  const before = /^(\d{1,18})\.([0-9a-f-]{36})$/.exec(asked('before') ?? '')
  const state = asked('state')
  const kind = asked('kind')
  return {
    q: asked('q'),
    state: state && state in words.states ? (state as MessageState) : undefined,
    kind: kind && kind in words.kinds ? kind : undefined,
    group: id('group'),
    person: id('person'),
    before: before?.[1] && before[2] && isId(before[2]) ? { at: before[1], id: before[2] } : undefined,
  }
}

const flashOf = (ask: Ask) => w.done[ask.req.query('done') ?? '']

function gone(ask: Ask): Response {
  return showStaff(
    ask,
    { title: w.one.gone, current, back, status: 404 },
    <>
      <h1>{w.one.gone}</h1>
      <p>{w.one.goneWords}</p>
    </>,
  )
}

const after = (ask: Ask, done: string) =>
  seeOther(ask, `/staff/messages/${idOf(ask)}?done=${encodeURIComponent(done)}`)

/** What was sent, to whom, when and why; what did not arrive; and the gate after a restore. */
export const staff: Route[] = [
  page('/staff/messages', 'see messages', async (ask) => {
    const filter = filterOf(ask)
    const found = await inTransaction(ask, async (tx) => ({
      ...(await findMessages(tx, filter)),
      groups: await groupsToChoose(tx),
      troubled: await countTroubled(tx),
      letters: await countLetters(tx),
      gateOpen: (await tx.selectFrom('gate_state').select('open').executeTakeFirst())?.open ?? true,
    }))
    return showStaff(
      ask,
      { title: w.title, current, flash: flashOf(ask) },
      <MessagesPage filter={filter} {...found} mayOpen={may(ask.get('actor'), 'open the gate')} />,
    )
  }),
  page('/staff/messages/undelivered', 'see messages', async (ask) => {
    const { before } = filterOf(ask)
    const found = await inTransaction(ask, (tx) => troubledMessages(tx, before))
    return showStaff(
      ask,
      { title: w.troubledTitle, current, back, flash: flashOf(ask) },
      <TroubledPage {...found} first={!before} mayChange={may(ask.get('actor'), 'change messages')} />,
    )
  }),
  page('/staff/messages/gate', 'open the gate', async (ask) => {
    const review = await inTransaction(ask, gateReview)
    return showStaff(
      ask,
      { title: w.gate.title, current, back, flash: flashOf(ask) },
      <GatePage review={review} />,
    )
  }),
  action(
    '/staff/messages/gate/open',
    'open the gate',
    {
      schema: z.object({ looked: z.literal('yes', w.gate.lookedMissing) }),
      invalid: async (ask, problems) => {
        const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
        const review = await inTransaction(ask, gateReview)
        return showStaff(
          ask,
          { title: w.gate.title, current, back, errors, status: 422 },
          <GatePage review={review} errors={errors} />,
        )
      },
    },
    async (ask) => {
      await inTransaction(ask, openTheGate)
      return seeOther(ask, '/staff/messages/gate?done=opened')
    },
  ),
  action(
    '/staff/messages/gate/held',
    'open the gate',
    { schema: z.object({ what: z.enum(['release', 'drop']) }) },
    async (ask, { what }) => {
      await inTransaction(ask, (tx) => settleHeld(tx, what))
      return seeOther(ask, `/staff/messages/gate?done=${what === 'release' ? 'released' : 'dropped'}`)
    },
  ),
  page('/staff/messages/:id', 'see messages', async (ask) => {
    const id = idOf(ask)
    const message = isId(id) ? await inTransaction(ask, (tx) => look(tx, id)) : undefined
    if (!message) return gone(ask)
    return showStaff(
      ask,
      { title: message.subject ?? w.title, tabTitle: w.title, current, back, flash: flashOf(ask) },
      <MessagePage message={message} mayChange={may(ask.get('actor'), 'change messages')} />,
    )
  }),
  page('/staff/messages/:id/html', 'see messages', async (ask) => {
    const id = idOf(ask)
    const message = isId(id) ? await inTransaction(ask, (tx) => oneMessage(tx, id)) : undefined
    return message?.body_html ? mailHtml(ask, message.body_html) : notFound(ask)
  }),
  action('/staff/messages/:id/again', 'change messages', { schema: button }, async (ask) => {
    if (!isId(idOf(ask))) return gone(ask)
    const answer = await inTransaction(ask, (tx) => sendAgain(tx, idOf(ask)))
    return after(ask, answer.ok ? 'again' : 'not again')
  }),
  action('/staff/messages/:id/seen', 'change messages', { schema: button }, async (ask) => {
    if (!isId(idOf(ask))) return gone(ask)
    await inTransaction(ask, (tx) => markSeen(tx, idOf(ask)))
    return seeOther(ask, '/staff/messages/undelivered?done=seen')
  }),
  action(
    '/staff/messages/:id/wrong-address',
    'change messages',
    { schema: z.object({ why: z.string().max(200).default('') }) },
    async (ask, { why }) => {
      if (!isId(idOf(ask))) return gone(ask)
      const answer = await inTransaction(ask, async (tx) => {
        const message = await oneMessage(tx, idOf(ask))
        return message?.address_id ? markAddressWrong(tx, message.address_id, why) : { ok: false }
      })
      return after(ask, answer.ok ? 'wrong' : 'not wrong')
    },
  ),
]

/** Looking at somebody's message is looking at their record, and is logged (P8). */
async function look(tx: Parameters<typeof oneMessage>[0], id: string) {
  const message = await oneMessage(tx, id)
  if (message?.person_id)
    await sql`select audit_look('messages', ${id}, ${message.person_id}::uuid)`.execute(tx)
  return message
}
