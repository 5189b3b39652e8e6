import { randomUUID } from 'node:crypto'
import { somebody } from '#platform/actor.ts'
import { addressIn, wordsIn } from '#platform/language.ts'
import { giveCookie } from '#platform/sessions.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import {
  type Ask,
  action,
  button,
  inTransaction,
  type Limit,
  type Problem,
  page,
  type Route,
} from '#platform/web.ts'
import { type JoiningForm, joiningForm, nothingSaid, type Said, saidFrom } from './answers.ts'
import { startMemberSession } from './devices.ts'
import {
  answersOf,
  carryOnJoining,
  confirmJoining,
  joiningStands,
  putJoiningAside,
  sendJoining,
} from './joining.ts'
import { ButtonPage, NotOpenPage, SentPage, WordsPage } from './joining-answers-pages.tsx'
import { CheckPage } from './joining-check-page.tsx'
import { errorsOf, StagePage } from './joining-pages.tsx'
import { deviceDays } from './links.ts'
import { groupToJoin } from './queries.ts'
import { firstTrouble, type GroupToJoin, isEmail, notOpen, type Stage, stagesFor } from './stages.ts'
import { words } from './words.ts'

const w = (ask: Ask) => wordsIn(ask, words)
const HOUR = 3600

const often: Limit<JoiningForm> = { name: 'join page', perAddress: { most: 300, seconds: HOUR } }
// One address is written to three times a day at the most, whoever types it.
const seldom: Limit<JoiningForm> = {
  name: 'join',
  perAddress: { most: 30, seconds: HOUR },
  perSubject: {
    most: 3,
    seconds: 24 * HOUR,
    subject: ({ said }) =>
      isEmail(said.email) ? said.email : said.phone ? said.phone.replace(/\D/g, '') : null,
  },
}
const presses: Limit = { name: 'press a link', perAddress: { most: 60, seconds: HOUR } }

async function group(ask: Ask): Promise<GroupToJoin | null> {
  const { cache, database } = ask.get('services')
  const slug = ask.req.param('slug') ?? ''
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) return null
  return cache.get(`join ${slug}`, 900, () => transact(database, somebody, (tx) => groupToJoin(tx, slug)))
}

/** The group to join, or the page that stands in its place. */
async function openGroup(ask: Ask): Promise<GroupToJoin | Response> {
  const found = await group(ask)
  if (!found) return notFound(ask)
  // Somebody may be in the middle of the form while the group is renamed: what they said goes on.
  if (found.slug !== ask.req.param('slug') && ask.req.method === 'GET')
    return ask.redirect(addressIn(ask.get('language'), `/groups/${found.slug}/join`), 301)
  const why = notOpen(found)
  if (why)
    return showPublic(
      ask,
      { title: w(ask).closed.title, tabTitle: w(ask).join.tab, current: '/groups', noIndex: true },
      <NotOpenPage w={w(ask)} group={found} why={why} charity={ask.get('charity')} />,
    )
  return found
}

const troubleOf = (ask: Ask, said: Said, found: GroupToJoin) => firstTrouble(said, found, w(ask).errors)

function showStage(
  ask: Ask,
  found: GroupToJoin,
  said: Said,
  stage: Stage,
  { problems = [], after = '' }: { problems?: Problem[]; after?: string } = {},
): Response {
  const errors = errorsOf(problems)
  const first = stagesFor(said, found)[0]?.name === stage.name
  return showPublic(
    ask,
    {
      title: w(ask).join.title(found.name),
      tabTitle: w(ask).join.tab,
      errors,
      plain: true,
      noIndex: true,
      status: problems.length > 0 ? 422 : 200,
      ...(first ? { back: { href: `/groups/${found.slug}`, text: found.name } } : {}),
    },
    <StagePage
      w={w(ask)}
      group={found}
      said={said}
      charity={ask.get('charity')}
      errors={errors}
      stage={stage}
      after={after}
    />,
  )
}

function showCheck(ask: Ask, found: GroupToJoin, said: Said): Response {
  return showPublic(
    ask,
    { title: w(ask).check.title, tabTitle: w(ask).join.tab, plain: true, noIndex: true },
    <CheckPage w={w(ask)} group={found} said={said} ticket={randomUUID()} />,
  )
}

/** The page after a stage that stands: the next one, or the list of answers. */
function goOn(ask: Ask, found: GroupToJoin, said: Said, from: string, after: string): Response {
  const asked = stagesFor(said, found)
  const next = asked[asked.findIndex((one) => one.name === from) + 1]
  const trouble = troubleOf(ask, said, found)
  if (after === 'check' || !next) {
    if (!trouble) return showCheck(ask, found, said)
    // A change can open a question that was not asked before: it is asked now, without scolding.
    return showStage(ask, found, said, trouble.stage, { after: 'check' })
  }
  return showStage(ask, found, said, next, { after })
}

function goBack(ask: Ask, found: GroupToJoin, said: Said, from: string, after: string): Response {
  if (after === 'check' && !troubleOf(ask, said, found)) return showCheck(ask, found, said)
  const asked = stagesFor(said, found)
  const at = asked.findIndex((one) => one.name === from)
  const before = from === 'check' ? asked.at(-1) : asked[Math.max(0, at - 1)]
  return before ? showStage(ask, found, said, before) : seeOther(ask, `/groups/${found.slug}/join`)
}

const first = (found: GroupToJoin) => stagesFor(nothingSaid(), found)[0] as Stage
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const signedIn = (ask: Ask, token: string) => giveCookie(ask, 'my', token, deviceDays * 24 * HOUR)

/** Joining, from the first question to the button in the message. */
export const joinRoutes: Route[] = [
  page('/groups/:slug/join', 'public', async (ask) => {
    const found = await openGroup(ask)
    return found instanceof Response ? found : showStage(ask, found, nothingSaid(), first(found))
  }),

  page('/groups/:slug/join/sent', 'public', async (ask) => {
    const found = await group(ask)
    if (!found) return notFound(ask)
    const by = ask.req.query('by')
    const how = by === 'phone' || by === 'post' ? by : 'email'
    return showPublic(
      ask,
      {
        title: how === 'email' ? w(ask).sent.title : w(ask).sent.otherTitle,
        tabTitle: how === 'email' ? w(ask).sent.tab : w(ask).sent.otherTitle,
        noIndex: true,
      },
      <SentPage
        w={w(ask)}
        group={found}
        by={how}
        begins={ask.req.query('begins') ?? ''}
        charity={ask.get('charity')}
      />,
    )
  }),
  page('/groups/:slug/join/later', 'public', async (ask) => {
    const found = await group(ask)
    if (!found) return notFound(ask)
    return showPublic(
      ask,
      { title: w(ask).laterSent.title, tabTitle: w(ask).laterSent.title, noIndex: true },
      <WordsPage
        title={w(ask).laterSent.title}
        text={w(ask).laterSent.text}
        more={w(ask).laterSent.nothing}
      />,
    )
  }),
  // Somebody reloads or copies the address of a page in the middle: nothing is in it, so it begins at the beginning.
  page('/groups/:slug/join/:stage', 'public', (ask) =>
    seeOther(ask, `/groups/${encodeURIComponent(ask.req.param('slug') ?? '')}/join`),
  ),

  action('/groups/:slug/join/send', 'public', { schema: joiningForm, limit: seldom }, async (ask, form) => {
    const found = await openGroup(ask)
    if (found instanceof Response) return found
    const trouble = troubleOf(ask, form.said, found)
    if (trouble)
      return showStage(ask, found, form.said, trouble.stage, { problems: trouble.problems, after: 'check' })
    const answers = answersOf(form.said, found, ask.get('charity').name, ask.get('language'))
    if (form.website === '')
      await inTransaction(ask, (tx) =>
        sendJoining(tx, ask.get('services').secret, {
          joiningId: uuid.test(form.ticket) ? form.ticket : randomUUID(),
          groupId: found.id,
          answers,
        }),
      )
    const begins =
      answers.reach === 'email' ? '' : `&begins=${form.said.begins.toLowerCase().replace(' ', '-')}`
    return seeOther(ask, `/groups/${found.slug}/join/sent?by=${answers.reach}${begins}`)
  }),

  action('/groups/:slug/join/later', 'public', { schema: joiningForm, limit: seldom }, async (ask, form) => {
    const found = await openGroup(ask)
    if (found instanceof Response) return found
    if (!isEmail(form.said.email) || JSON.stringify(form.said).length > 20_000) {
      const reach = stagesFor(form.said, found).find((one) => one.name === 'reach') as Stage
      return showStage(ask, found, form.said, reach, {
        problems: [{ field: 'email', message: w(ask).errors.email }],
      })
    }
    await inTransaction(ask, (tx) =>
      putJoiningAside(tx, ask.get('services').secret, {
        joiningId: randomUUID(),
        groupId: found.id,
        said: form.said,
        stage: form.stage,
        language: ask.get('language'),
      }),
    )
    return seeOther(ask, `/groups/${found.slug}/join/later`)
  }),

  action('/groups/:slug/join/:stage', 'public', { schema: joiningForm, limit: often }, async (ask, form) => {
    const found = await openGroup(ask)
    if (found instanceof Response) return found
    const { said, go, after } = form
    const name = ask.req.param('stage') ?? ''
    if (go.startsWith('change ')) {
      const stage = stagesFor(said, found).find((one) => one.name === go.slice('change '.length))
      return stage ? showStage(ask, found, said, stage, { after: 'check' }) : showCheck(ask, found, said)
    }
    if (go === 'back') return goBack(ask, found, said, name, after)
    const stage = stagesFor(said, found).find((one) => one.name === name)
    if (!stage) return seeOther(ask, `/groups/${found.slug}/join`)
    const problems = stage.check(said, found, w(ask).errors)
    return problems.length > 0
      ? showStage(ask, found, said, stage, { problems, after })
      : goOn(ask, found, said, name, after)
  }),

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
      signedIn(ask, cookie.token)
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
