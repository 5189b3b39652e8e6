import { somebody } from '#platform/actor.ts'
import { wordsIn } from '#platform/language.ts'
import { giveCookie } from '#platform/sessions.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { type Ask, action, button, inTransaction, type Limit, page, type Route } from '#platform/web.ts'
import { saidFrom } from './answers.ts'
import { startMemberSession } from './devices.ts'
import { carryOnJoining, confirmJoining, joiningStands } from './joining.ts'
import { ButtonPage, WordsPage } from './joining-answers-pages.tsx'
import { showCheck, showStage, troubleOf } from './joining-shown.tsx'
import { deviceDays } from './links.ts'
import { groupToJoin } from './queries.ts'
import { notOpen, stagesFor } from './stages.ts'
import { words } from './words.ts'

const w = (ask: Ask) => wordsIn(ask, words)
const HOUR = 3600
const presses: Limit = { name: 'press a link', perAddress: { most: 60, seconds: HOUR } }

/** What stands behind the links in messages while somebody joins: going on with the form, and confirming an address (P9). */
export const joiningLinkRoutes: Route[] = [
  page('/carry-on/:token', 'public', async (ask) => {
    const token = ask.req.param('token') ?? ''
    const { stands } = await inTransaction(ask, (tx) => joiningStands(tx, token))
    if (stands !== 'draft') return noLongerWorks(ask)
    return showPublic(
      ask,
      { title: w(ask).carryOn.title, tabTitle: w(ask).carryOn.title, plain: true, noIndex: true },
      <ButtonPage
        title={w(ask).carryOn.title}
        text={w(ask).carryOn.text}
        button={w(ask).carryOn.button}
        action={`/carry-on/${token}`}
      />,
    )
  }),
  action('/carry-on/:token', 'public', { schema: button, limit: presses }, async (ask) => {
    const { database } = ask.get('services')
    const draft = await inTransaction(ask, (tx) => carryOnJoining(tx, ask.req.param('token') ?? ''))
    const found = draft && (await transact(database, somebody, (tx) => groupToJoin(tx, draft.slug)))
    if (!draft || !found) return noLongerWorks(ask)
    if (notOpen(found)) return seeOther(ask, `/groups/${found.slug}/join`)
    const { said, stage } = saidFrom(draft.said)
    // Where they were, unless a question before it still needs an answer.
    const asked = stagesFor(said, found)
    const trouble = troubleOf(ask, said, found)?.stage
    const left = asked.find((one) => one.name === stage)
    if (left && (!trouble || asked.indexOf(left) <= asked.indexOf(trouble)))
      return showStage(ask, found, said, left)
    return trouble ? showStage(ask, found, said, trouble) : showCheck(ask, found, said)
  }),

  page('/confirm/:token', 'public', async (ask) => {
    const token = ask.req.param('token') ?? ''
    const { stands, isChange, slug } = await inTransaction(ask, (tx) => joiningStands(tx, token))
    if (stands === 'done') return doneAlready(ask)
    if (stands === 'too late') return tooLate(ask, slug)
    if (stands !== 'unconfirmed') return noLongerWorks(ask)
    const title = isChange ? w(ask).confirm.changeTitle : w(ask).confirm.title
    return showPublic(
      ask,
      { title, tabTitle: ask.get('charity').discreetName, plain: true, noIndex: true },
      <ButtonPage
        title={title}
        text={isChange ? w(ask).confirm.changeText : w(ask).confirm.text}
        button={w(ask).confirm.button}
        action={`/confirm/${token}`}
        small={w(ask).confirm.notYou}
      />,
    )
  }),
  action('/confirm/:token', 'public', { schema: button, limit: presses }, async (ask) => {
    const token = ask.req.param('token') ?? ''
    const cookie = newToken()
    const confirmed = await inTransaction(ask, async (tx) => {
      const outcome = await confirmJoining(tx, token)
      if (outcome.ok)
        await startMemberSession(tx, {
          personId: outcome.personId,
          tokenHash: cookie.hash,
          device: ask.req.header('user-agent') ?? '',
        })
      return outcome
    })
    if (confirmed.ok) {
      giveCookie(ask, 'my', cookie.token, deviceDays * 24 * HOUR)
      const done = { joined: 'joined', 'member already': 'member-already', 'no room': 'no-room' }[
        confirmed.what
      ]
      return seeOther(ask, `/my?done=${done}`)
    }
    switch (confirmed.reason) {
      case 'done already':
        return doneAlready(ask)
      case 'too late': {
        const { slug } = await inTransaction(ask, (tx) => joiningStands(tx, token))
        return tooLate(ask, slug)
      }
      case 'address changed':
        return say(ask, w(ask).confirm.changeTitle, w(ask).confirm.changed, [
          { href: '/my', text: w(ask).doneAlready.link },
        ])
      case 'look first':
        return say(ask, w(ask).inTouch.title, w(ask).inTouch.text)
      case 'no link':
        return noLongerWorks(ask)
    }
  }),
]

function say(ask: Ask, title: string, text: string, ways: { href: string; text: string }[] = []): Response {
  return showPublic(
    ask,
    { title, tabTitle: title, plain: true, noIndex: true },
    <WordsPage title={title} text={text} ways={ways} />,
  )
}
function doneAlready(ask: Ask): Response {
  return say(ask, w(ask).doneAlready.title, w(ask).doneAlready.text, [
    { href: '/my', text: w(ask).doneAlready.link },
  ])
}
function tooLate(ask: Ask, slug: string | null): Response {
  return say(ask, w(ask).tooLate.title, w(ask).tooLate.text, [
    {
      href: slug ? `/groups/${slug}/join` : '/my',
      text: slug ? w(ask).tooLate.again : w(ask).doneAlready.link,
    },
  ])
}
function noLongerWorks(ask: Ask): Response {
  return say(ask, w(ask).noLink.title, w(ask).noLink.text, [
    { href: '/my/link', text: w(ask).noLink.link },
    { href: '/groups', text: w(ask).noLink.groups },
  ])
}
