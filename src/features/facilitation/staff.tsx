import { sinceLastTime } from '#features/bereavement/bereavement.ts'
import { dateInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import { letIn } from '#features/people/people.ts'
import { heldBackPlaces, placeDone, waitingList } from '#features/places/places.ts'
import { signposts, signpostsFor } from '#features/signposting/signposting.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showPrint, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { CalledOffPage } from './called-off-page.tsx'
import { calledOff } from './called-off-queries.ts'
import { cameRoutes } from './came-routes.tsx'
import { openDebriefOf, talksOffered } from './debriefs.ts'
import { linkWalkIn } from './facilitation.ts'
import { letInForm, linkForm } from './forms.ts'
import { LinkPage } from './link-page.tsx'
import {
  lookedAt,
  peopleOfSession,
  recordOfSession,
  type SessionFacts,
  sessionForStaff,
  topicsToChoose,
  walkInsOfSession,
  walkInToLink,
} from './queries.ts'
import { answersToTakeBack } from './questions.ts'
import { raisedRoutes } from './raised-staff.tsx'
import { raised } from './raised-words.ts'
import { SessionPage } from './session-page.tsx'
import { idOf, whenOf } from './shared.ts'
import { DaySheet } from './sheet-page.tsx'
import { words } from './words.ts'

const done: Record<string, string> = {
  recorded: words.came.saved,
  'let-in': words.letIn.done,
  'let-in-already': words.letIn.already,
  'let-in-gone': words.letIn.gone,
  linked: words.link.done,
}
const doneWords = (ask: Ask) => {
  const code = ask.req.query('done')
  if (code === 'asked' || code === 'talk' || code === 'talk-nobody') return raised.done[code]
  return code !== undefined && Object.hasOwn(done, code) ? done[code] : placeDone(code, 'staff')
}

/** Only who leads or coordinates a group is told whom to ring in an emergency. */
function seesEmergency(ask: Ask, session: SessionFacts): boolean {
  const actor = ask.get('actor')
  return actor.kind === 'staff' && actor.groups.includes(session.groupId)
}

/** Whether they lead the session's group, as its own staff say. */
function leads(ask: Ask, session: SessionFacts): boolean {
  const actor = ask.get('actor')
  return actor.kind === 'staff' && session.leaders.includes(actor.accountId)
}

/** The page of a session, or of one that does not take place. */
async function showSession(ask: Ask): Promise<Response> {
  const sessionId = idOf(ask)
  if (!isId(sessionId)) return notFound(ask)
  const session = await inTransaction(ask, (tx) => sessionForStaff(tx, sessionId))
  if (!session) return notFound(ask)
  return session.state === 'cancelled' ? showCalledOff(ask, session) : showPlanned(ask, session)
}

const pageOf = (ask: Ask, session: SessionFacts, when: string) => ({
  title: when,
  tabTitle: when,
  current: '/staff/groups',
  breadcrumbs: [
    { text: words.groups, href: '/staff/groups' },
    { text: session.group, href: `/staff/groups/${session.groupSlug}` },
  ],
  flash: doneWords(ask),
})

async function showCalledOff(ask: Ask, session: SessionFacts): Promise<Response> {
  const actor = ask.get('actor')
  const { off, heldBack } = await inTransaction(ask, async (tx) => {
    const off = await calledOff(tx, session.id)
    await lookedAt(tx, { sessionId: session.id, personIds: off.told.map((person) => person.personId) })
    return { off, heldBack: (await heldBackPlaces(tx, session.id)).length }
  })
  const { when, hours } = whenOf(session)
  return showStaff(
    ask,
    pageOf(ask, session, when),
    <CalledOffPage
      session={session}
      when={when}
      hours={hours}
      off={off}
      heldBack={heldBack}
      mayReplace={may(actor, 'change groups')}
      mayPutBack={may(actor, 'change sessions')}
      mayRing={may(actor, 'make calls')}
      mayPrint={may(actor, 'see messages')}
    />,
  )
}

async function showPlanned(ask: Ask, session: SessionFacts): Promise<Response> {
  const sessionId = session.id
  const found = await inTransaction(ask, async (tx) => {
    const people = await peopleOfSession(tx, sessionId)
    const waiting = session.begun ? [] : await waitingList(tx, sessionId)
    const heldBack = session.begun ? [] : await heldBackPlaces(tx, sessionId)
    const walkIns = await walkInsOfSession(tx, sessionId)
    const record = await recordOfSession(tx, sessionId)
    const topics = record ? await topicsToChoose(tx, { serviceId: session.serviceId, sessionId }) : []
    await lookedAt(tx, { sessionId, personIds: people.map((person) => person.personId) })
    const died = await sinceLastTime(tx, sessionId)
    const debriefAsked = session.begun && (await openDebriefOf(tx, sessionId))
    const mayTalk = session.begun && leads(ask, session) && may(ask.get('actor'), 'ask for a debrief')
    const talks = mayTalk ? await talksOffered(tx, session.groupId) : null
    const answers = await answersToTakeBack(tx, sessionId)
    const help = signpostsFor(await signposts(tx), session)
    return { people, waiting, heldBack, walkIns, record, topics, died, debriefAsked, talks, answers, help }
  })
  const { when, hours } = whenOf(session)
  return showStaff(
    ask,
    pageOf(ask, session, when),
    <SessionPage
      {...found}
      session={session}
      when={when}
      hours={hours}
      waiting={found.waiting.map((place) => ({
        ...place,
        until: place.answerBy ? momentInWords(place.answerBy, session) : null,
      }))}
      topics={found.topics
        .filter((topic) => found.record?.topics.includes(topic.id))
        .map((topic) => topic.name)}
      mayFree={may(ask.get('actor'), 'change groups')}
      seesEmergency={seesEmergency(ask, session)}
    />,
  )
}

function momentInWords(instant: Date, session: SessionFacts): string {
  const { date, time } = localTime(instant, session.zone)
  return `${timeInWords(time)}, ${dateInWords(date, session.today)}`
}

async function showSheet(ask: Ask): Promise<Response> {
  const sessionId = idOf(ask)
  if (!isId(sessionId)) return notFound(ask)
  const found = await inTransaction(ask, async (tx) => {
    const session = await sessionForStaff(tx, sessionId)
    if (!session) return null
    const everybody = await peopleOfSession(tx, sessionId)
    // An offer that nobody has answered is no place yet; on paper they are expected all the same.
    const people = everybody.filter(
      (person) => !person.died && (person.place === 'kept' || person.place === 'offered'),
    )
    await lookedAt(tx, { sessionId, personIds: people.map((person) => person.personId) })
    const died = await sinceLastTime(tx, sessionId)
    const answers = await answersToTakeBack(tx, sessionId)
    const help = signpostsFor(await signposts(tx), session)
    return { session, people, died, answers, help }
  })
  if (!found) return notFound(ask)
  const { session, people } = found
  // Nobody takes a sheet to a session that does not take place.
  if (session.state === 'cancelled') return seeOther(ask, `/staff/sessions/${session.id}`)
  const { when, hours, where } = whenOf(session)
  const charity = ask.get('charity')
  return showPrint(
    ask,
    {
      title: words.sheet.title,
      tabTitle: when,
      back: { href: `/staff/sessions/${session.id}`, text: words.sheet.back },
    },
    <DaySheet
      charity={charity.discreetName}
      phone={charity.phone}
      when={when}
      hours={hours}
      where={where}
      people={people}
      died={found.died}
      answers={found.answers}
      help={found.help}
    />,
  )
}

async function showLink(ask: Ask, errors: Record<string, string> = {}): Promise<Response> {
  const stubId = ask.req.param('stub') ?? ''
  if (!isId(stubId)) return notFound(ask)
  const walkIn = await inTransaction(ask, (tx) => walkInToLink(tx, stubId))
  if (!walkIn) return notFound(ask)
  const latest = walkIn.visits[0]?.sessionId
  const back = latest ? `/staff/sessions/${latest}` : `/staff/groups/${walkIn.groupSlug}`
  const title = words.link.title(walkIn.firstName)
  return showStaff(
    ask,
    {
      title,
      tabTitle: words.came.title,
      current: '/staff/groups',
      back: { href: back },
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <LinkPage walkIn={walkIn} back={back} say={(date) => dateInWords(date, null)} errors={errors} />,
  )
}

/** The pages of a session for those who lead it. */
export const staff: Route[] = [
  // Before `/staff/sessions/:id`: addresses that would otherwise be taken for a session's id.
  ...cameRoutes,
  ...raisedRoutes,
  page('/staff/sessions/:id', 'see day sheets', showSession),
  page('/staff/sessions/:id/sheet', 'see day sheets', showSheet),
  action('/staff/sessions/:id/let-in', 'let people in', { schema: letInForm }, async (ask, { memberId }) => {
    const answer = await inTransaction(ask, (tx) => letIn(tx, { memberId }))
    const code = answer.ok ? 'let-in' : answer.reason === 'let in already' ? 'let-in-already' : 'let-in-gone'
    return seeOther(ask, `/staff/sessions/${idOf(ask)}?done=${code}`)
  }),
  page('/staff/walk-ins/:stub/link', 'record who came', (ask) => showLink(ask)),
  action(
    '/staff/walk-ins/:stub/link',
    'record who came',
    {
      schema: linkForm,
      invalid: (ask, problems) =>
        showLink(ask, Object.fromEntries(problems.map((problem) => [problem.field, problem.message]))),
    },
    async (ask, { personId }) => {
      const stubId = ask.req.param('stub') ?? ''
      if (!isId(stubId)) return notFound(ask)
      const answer = await inTransaction(ask, async (tx) => {
        const walkIn = await walkInToLink(tx, stubId)
        const linked = await linkWalkIn(tx, { stubId, personId })
        return { ...linked, sessionId: walkIn?.visits[0]?.sessionId, groupSlug: walkIn?.groupSlug }
      })
      if (!answer.ok)
        return answer.reason === 'not a member'
          ? showLink(ask, { personId: words.link.error })
          : notFound(ask)
      return seeOther(
        ask,
        answer.sessionId
          ? `/staff/sessions/${answer.sessionId}?done=linked`
          : `/staff/groups/${answer.groupSlug}`,
      )
    },
  ),
]
