import { dateInWords, dayInWords, localTime } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { readDay } from '#platform/typed-day.ts'
import { nothingWrong, type Wrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { askForDebrief, debriefs, settleDebrief } from './debriefs.ts'
import { sessionForStaff } from './queries.ts'
import { AskPage, QuestionsPage } from './question-pages.tsx'
import { answerQuestion, askQuestion, namesOfGroupIn, questions, withdrawQuestion } from './questions.ts'
import {
  answerForm,
  debriefForm,
  noteForm,
  questionForm,
  settleDebriefForm,
  supervisionForm,
} from './raised-forms.ts'
import { raised } from './raised-words.ts'
import { idOf, whenOf } from './shared.ts'
import { addSupervision, noteSupervision, supervisionList } from './supervision.ts'
import { SupervisionPage } from './supervision-page.tsx'
import { DebriefsPage } from './talks-page.tsx'

const flash = (ask: Ask) => raised.done[ask.req.query('done') ?? '']
const dayOf = (ask: Ask) => (instant: Date) =>
  dayInWords(localTime(instant, ask.get('charity').zone).date, null)

async function showAsk(ask: Ask, wrong = nothingWrong, names: readonly string[] = []): Promise<Response> {
  if (!isId(idOf(ask))) return notFound(ask)
  const session = await inTransaction(ask, (tx) => sessionForStaff(tx, idOf(ask)))
  if (!session) return notFound(ask)
  return showStaff(
    ask,
    {
      title: raised.ask.title,
      tabTitle: raised.questions.tab,
      current: '/staff/groups',
      back: { href: `/staff/sessions/${session.id}`, text: whenOf(session).when },
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <AskPage sessionId={session.id} names={names} {...wrong} />,
  )
}

async function showQuestions(ask: Ask, wrong: (Wrong & { id: string }) | null = null): Promise<Response> {
  const list = await inTransaction(ask, questions)
  return showStaff(
    ask,
    {
      title: raised.questions.title,
      tabTitle: raised.questions.tab,
      current: '/staff/questions',
      flash: flash(ask),
      errors: wrong?.errors,
      status: wrong ? 422 : 200,
    },
    <QuestionsPage
      list={list}
      answers={may(ask.get('actor'), 'answer questions')}
      day={dayOf(ask)}
      wrong={wrong}
    />,
  )
}

async function showSupervision(ask: Ask, wrong = nothingWrong): Promise<Response> {
  const keeps = may(ask.get('actor'), 'keep supervision')
  const today = localTime(ask.get('services').clock.now(), ask.get('charity').zone).date
  const list = await inTransaction(ask, (tx) => supervisionList(tx, today, !keeps))
  return showStaff(
    ask,
    {
      title: raised.supervision.title,
      current: '/staff',
      flash: flash(ask),
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <SupervisionPage list={list} keeps={keeps} say={(date) => dateInWords(date, today)} {...wrong} />,
  )
}

const questionRoutes: Route[] = [
  page('/staff/sessions/:id/question', 'record who came', (ask) => showAsk(ask)),
  action(
    '/staff/sessions/:id/question',
    'record who came',
    { schema: questionForm, invalid: (ask, problems, raw) => showAsk(ask, wrongBy(problems, raw)) },
    async (ask, form) => {
      if (!isId(idOf(ask))) return notFound(ask)
      const { words, notAName } = form
      const answer = await inTransaction(ask, async (tx) => {
        const names = notAName ? [] : await namesOfGroupIn(tx, idOf(ask), words)
        return names.length > 0 ? { names } : { ok: await askQuestion(tx, { sessionId: idOf(ask), words }) }
      })
      if ('names' in answer)
        return showAsk(
          ask,
          { values: { words }, errors: { words: raised.ask.looksLike(answer.names) } },
          answer.names,
        )
      return answer.ok ? seeOther(ask, `/staff/sessions/${idOf(ask)}?done=asked`) : notFound(ask)
    },
  ),
  page('/staff/questions', 'see questions', (ask) => showQuestions(ask)),
  action(
    '/staff/questions/:id/answer',
    'answer questions',
    {
      schema: answerForm,
      invalid: (ask, problems, raw) => showQuestions(ask, { id: idOf(ask), ...wrongBy(problems, raw) }),
    },
    async (ask, { answer }) => {
      if (!isId(idOf(ask))) return notFound(ask)
      const done = await inTransaction(ask, (tx) => answerQuestion(tx, { id: idOf(ask), answer }))
      return done ? seeOther(ask, '/staff/questions?done=answered') : notFound(ask)
    },
  ),
  action('/staff/questions/:id/withdraw', 'see questions', { schema: button }, async (ask) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const done = await inTransaction(ask, (tx) => withdrawQuestion(tx, idOf(ask)))
    return done ? seeOther(ask, '/staff/questions?done=withdrawn') : notFound(ask)
  }),
]

function ringsOthers(ask: Ask): boolean {
  const actor = ask.get('actor')
  return actor.kind === 'staff' && actor.roles.some((role) => role === 'nurse' || role === 'coordinator')
}

const debriefRoutes: Route[] = [
  action('/staff/sessions/:id/debrief', 'ask for a debrief', { schema: debriefForm }, async (ask, form) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const asked = await inTransaction(ask, (tx) => askForDebrief(tx, { sessionId: idOf(ask), ...form }))
    if (!asked.ok && asked.reason === 'not theirs') return notFound(ask)
    return seeOther(ask, `/staff/sessions/${idOf(ask)}?done=${asked.ok ? 'talk' : 'talk-nobody'}`)
  }),
  page('/staff/debriefs', 'see debriefs', async (ask) => {
    const list = await inTransaction(ask, debriefs)
    return showStaff(
      ask,
      { title: raised.talks.title, tabTitle: raised.talks.tab, current: '/staff', flash: flash(ask) },
      <DebriefsPage list={list} rings={ringsOthers(ask)} day={dayOf(ask)} />,
    )
  }),
  action('/staff/debriefs/:id', 'see debriefs', { schema: settleDebriefForm }, async (ask, { outcome }) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const done = await inTransaction(ask, (tx) => settleDebrief(tx, { id: idOf(ask), outcome }))
    if (!done) return notFound(ask)
    return seeOther(ask, `/staff/debriefs?done=${outcome === 'talked' ? 'talked' : 'noted'}`)
  }),
]

const supervisionRoutes: Route[] = [
  page('/staff/supervision', 'see supervision', (ask) => showSupervision(ask)),
  action(
    '/staff/supervision',
    'keep supervision',
    {
      schema: supervisionForm,
      invalid: (ask, problems, raw) => showSupervision(ask, wrongBy(problems, raw)),
    },
    async (ask, form) => {
      const date = readDay({ day: form['date-day'], month: form['date-month'], year: form['date-year'] })
      if (!date) return showSupervision(ask, { values: form, errors: { date: raised.errors.date } })
      const added = await inTransaction(ask, (tx) =>
        addSupervision(tx, { accountId: form.account, date, withWhom: form.withWhom }),
      )
      if (!added) return showSupervision(ask, { values: form, errors: { account: raised.errors.who } })
      return seeOther(ask, '/staff/supervision?done=added')
    },
  ),
  action('/staff/supervision/:id', 'keep supervision', { schema: noteForm }, async (ask, { state }) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const done = await inTransaction(ask, (tx) => noteSupervision(tx, { id: idOf(ask), state }))
    return done ? seeOther(ask, '/staff/supervision?done=noted') : notFound(ask)
  }),
]

/** What comes up around a session: questions for the nurse, talks after hard ones, dates of supervision. */
export const raisedRoutes: Route[] = [...questionRoutes, ...debriefRoutes, ...supervisionRoutes]
