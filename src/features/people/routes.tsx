import { randomUUID } from 'node:crypto'
import { isId } from '#platform/ids.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, type Limit, page, type Route } from '#platform/web.ts'
import { type JoiningForm, joiningForm, nothingSaid, type Said } from './answers.ts'
import { answersOf, putJoiningAside, sendJoining } from './joining.ts'
import { SentPage, WordsPage } from './joining-answers-pages.tsx'
import { joiningLinkRoutes } from './joining-link-routes.tsx'
import { group, openGroup, showCheck, showStage, troubleOf } from './joining-shown.tsx'
import { type GroupToJoin, isEmail, type Stage, stagesFor } from './stages.ts'
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
          joiningId: isId(form.ticket) ? form.ticket : randomUUID(),
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

  ...joiningLinkRoutes,
]
