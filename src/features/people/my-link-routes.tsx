import { type CalendarSession, calendarFile, calendarFileType } from '#features/groups/rules.ts'
import { somebody } from '#platform/actor.ts'
import { addressIn, type Language, wordsIn } from '#platform/language.ts'
import { giveCookie } from '#platform/sessions.ts'
import { seeOther, showMember } from '#platform/show.tsx'
import { hashToken, newToken } from '#platform/tokens.ts'
import { continueAs } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import {
  type Ask,
  action,
  inTransaction,
  type Limit,
  type Problem,
  page,
  type Raw,
  type Route,
} from '#platform/web.ts'
import { askForLink, calendarPerson, linkWorks, openMyPages } from './devices.ts'
import { WordsPage } from './joining-answers-pages.tsx'
import { deviceDays, safeThen } from './links.ts'
import { linkForm, openForm } from './my-forms.ts'
import { AskForLinkPage, OpenPage } from './my-link-pages.tsx'
import { calendarSessions, myDetails } from './my-queries.ts'
import { myWords } from './words-my.ts'

const w = (ask: Ask) => wordsIn(ask, myWords)
const HOUR = 3600

const asking: Limit<{ email: string }> = {
  name: 'ask for a link',
  perAddress: { most: 20, seconds: HOUR },
  perSubject: { most: 3, seconds: HOUR, subject: (form) => form.email },
}

function askPage(ask: Ask, problems: Problem[] = [], raw: Raw = {}): Response {
  const errors = byField(problems)
  const { email } = raw
  return showMember(
    ask,
    { title: w(ask).link.title, current: '/my', errors, status: problems.length > 0 ? 422 : 200 },
    <AskForLinkPage
      w={w(ask)}
      email={typeof email === 'string' ? email : ''}
      errors={errors}
      charity={ask.get('charity')}
    />,
  )
}

/** The same page for whatever no longer works: stopped, run out, never there, or somebody who died (P1). */
function gone(ask: Ask): Response {
  return showMember(
    ask,
    { title: w(ask).open.goneTitle },
    <WordsPage
      title={w(ask).open.goneTitle}
      text={w(ask).open.gone}
      ways={[{ href: '/my/link', text: w(ask).open.ask }]}
    />,
  )
}

/** How somebody comes to their own pages, and their private calendar. */
export const myLinkRoutes: Route[] = [
  page('/my/link', 'public', (ask) => askPage(ask)),
  action('/my/link', 'public', { schema: linkForm, limit: asking, invalid: askPage }, async (ask, form) => {
    await inTransaction(ask, (tx) => askForLink(tx, form.email), somebody)
    return seeOther(ask, '/my/link/sent')
  }),
  page('/my/link/sent', 'public', (ask) =>
    showMember(
      ask,
      { title: w(ask).link.sentTitle, current: '/my' },
      <WordsPage title={w(ask).link.sentTitle} text={w(ask).link.sent} more={w(ask).link.nothing} />,
    ),
  ),

  page('/my/open/:token', 'public', async (ask) => {
    const token = ask.req.param('token') ?? ''
    if (!(await inTransaction(ask, (tx) => linkWorks(tx, token), somebody))) return gone(ask)
    return showMember(
      ask,
      { title: w(ask).open.title, plain: true },
      <OpenPage w={w(ask)} token={token} after={safeThen(ask.req.query('then'))} />,
    )
  }),
  action(
    '/my/open/:token',
    'public',
    { schema: openForm, limit: { name: 'open my pages', perAddress: { most: 60, seconds: HOUR } } },
    async (ask, form) => {
      const cookie = newToken()
      const opened = await inTransaction(
        ask,
        (tx) =>
          openMyPages(tx, {
            token: ask.req.param('token') ?? '',
            sessionHash: cookie.hash,
            device: ask.req.header('user-agent') ?? '',
          }),
        somebody,
      )
      if (!opened) return gone(ask)
      giveCookie(ask, 'my', cookie.token, deviceDays * 24 * HOUR)
      return seeOther(ask, safeThen(form.after))
    },
  ),

  // Calendars ask without a cookie. After a stop or a death the calendar is there, valid and empty.
  page('/my/calendar/:token', 'public', async (ask) => {
    const token = (ask.req.param('token') ?? '').replace(/\.ics$/, '')
    const { clock, config } = ask.get('services')
    const charity = ask.get('charity')
    const found = await inTransaction(
      ask,
      async (tx) => {
        const { known, personId } = await calendarPerson(tx, hashToken(token))
        if (!known) return null
        if (personId === null) return { full: false, sessions: [], language: 'en' as const }
        await continueAs(tx, { kind: 'member', personId, sessionId: null })
        const { fullTitles, language } = await myDetails(tx, personId)
        return {
          full: fullTitles,
          sessions: await calendarSessions(tx, personId),
          language: language as Language,
        }
      },
      somebody,
    )
    if (!found) return notFound(ask)
    const language = charity.welsh ? found.language : 'en'
    const words = myWords[language].calendar
    const sessions: CalendarSession[] = found.sessions.map((session) => ({
      uid: `my-${session.id}@${new URL(config.baseUrl).hostname}`,
      sequence: session.sequence,
      date: session.date,
      starts: session.starts,
      ends: session.ends,
      zone: session.zone,
      title: found.full ? session.group : charity.discreetName,
      place:
        session.telephone !== null
          ? words.byTelephone(session.telephone)
          : session.kind === 'online'
            ? words.where
            : [
                session.venue,
                session.venueAddress,
                [session.venueTown, session.venuePostcode].filter(Boolean).join(' '),
              ]
                .filter(Boolean)
                .join(', '),
      state: session.state,
      url: `${config.baseUrl}${addressIn(language, `/my/sessions/${session.id}`)}`,
    }))
    return ask.body(
      calendarFile({
        name: charity.discreetName,
        sessions,
        method: 'PUBLISH',
        madeAt: clock.now(),
        refreshHours: 6,
        zone: charity.zone,
      }),
      200,
      { 'content-type': calendarFileType, 'content-disposition': 'inline; filename="sessions.ics"' },
    ) as Response
  }),
]
