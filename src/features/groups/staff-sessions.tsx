import { topicsWished } from '#features/welcome/welcome.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { datesInstead } from './added-dates.ts'
import { clashesOfSession } from './clash-queries.ts'
import { dateValues, type Values } from './form-parts.ts'
import { cancelForm, limitForm, moveForm, talkForm } from './forms.ts'
import { cancelSession, keepClash, lengthenSession, moveSession, setSessionLimit } from './groups.ts'
import { type ShownSession, topicsToChoose, venuesToChoose } from './queries.ts'
import { CancelPage, ChangePage, LimitPage, MovePage, TalkPage } from './staff-pages-sessions.tsx'
import { backTo, crumbs, openSession, optionsOf, otherDates, sessionOf } from './staff-session.ts'
import { again, flashOf, type Shown } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'
import type { Told } from './telling.ts'

const w = staffWords.session

/** The page of what can be changed about a session; of a cancelled one, what there can be instead. */
export const showChange = async (ask: Ask, error?: string) => {
  const session = await sessionOf(ask)
  if (session instanceof Response) return session
  const off = session.state === 'cancelled' && !session.started
  const { clash, others, dates } = await inTransaction(ask, async (tx) => {
    const found = await clashesOfSession(tx, session.id)
    return {
      clash: found?.clashes ?? [],
      others: found && found.clashes.length > 0 ? await otherDates(tx, session) : [],
      dates: off && session.coordinates && !session.instead ? await datesInstead(tx, session) : [],
    }
  })
  return showStaff(
    ask,
    {
      title: session.group_name,
      current: '/staff/groups',
      breadcrumbs: crumbs(session).slice(0, 2),
      flash: flashOf(ask),
      errors: error ? { session: error } : {},
      status: error ? 422 : 200,
    },
    <ChangePage session={session} clashes={clash} others={others} dates={dates} error={error} />,
  )
}

const showMove: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
  const { venues, others } = await inTransaction(ask, async (tx) => ({
    venues:
      session.kind === 'in person' && session.telephone === null
        ? await venuesToChoose(tx, session.venue_id)
        : [],
    others: await otherDates(tx, session),
  }))
  const stored: Values = {
    ...dateValues('date', session.date),
    starts: session.starts,
    ends: session.ends,
    venue: session.venue_id ?? '',
  }
  return showStaff(
    ask,
    optionsOf(w.moveTitle, session, errors),
    <MovePage
      session={session}
      venues={venues}
      others={others}
      values={values ?? stored}
      errors={errors}
      back={backTo(session)}
    />,
  )
}

const showCancel: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
  return showStaff(
    ask,
    optionsOf(w.cancelTitle, session, errors),
    <CancelPage session={session} values={values ?? {}} errors={errors} back={backTo(session)} />,
  )
}

const showTalk: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
  const { topics, wished } = await inTransaction(ask, async (tx) => ({
    topics: await topicsToChoose(tx, session.service_id, session.topic_ids),
    wished: await topicsWished(tx, session.group_id),
  }))
  const stored: Values = {
    ends: session.ends,
    long: session.long ? ['yes'] : [],
    speaker: session.speaker ?? '',
    talk: session.talk ?? '',
    note: session.public_note ?? '',
    topics: session.topic_ids,
  }
  return showStaff(
    ask,
    optionsOf(w.talkTitle, session, errors),
    <TalkPage
      values={values ?? stored}
      errors={errors}
      back={backTo(session)}
      topics={topics}
      wished={wished}
    />,
  )
}

const showLimit: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
  if (session.telephone !== null) return showChange(ask, values && w.refusals['by telephone'])
  return showStaff(
    ask,
    optionsOf(w.limitTitle, session, errors),
    <LimitPage
      session={session}
      values={values ?? { limit: String(session.session_limit ?? '') }}
      errors={errors}
      back={backTo(session)}
    />,
  )
}

const at = '/staff/sessions/:id'
const done = (ask: Ask, session: ShownSession, code: string) =>
  seeOther(ask, `/staff/groups/${session.group_slug}?done=${code}`)

/** What the next page says was done: that members are being told, where there are any to tell. */
const doneWith = (code: 'moved' | 'cancelled', { written, toRing }: Told) =>
  written + toRing === 0 ? `${code}-quietly` : code

/** Changing one session. The day sheet itself belongs to facilitation. */
export const staffSessions: Route[] = [
  page(`${at}/change`, 'change sessions', (ask) => showChange(ask)),
  action(`${at}/keep-date`, 'change sessions', { schema: button }, async (ask) => {
    const session = await openSession(ask)
    if (session instanceof Response) return session
    const kept = await inTransaction(ask, (tx) => keepClash(tx, { sessionId: session.id }))
    if (!kept.ok) return showChange(ask, w.refusals[kept.reason])
    return seeOther(ask, `${backTo(session)}?done=kept`)
  }),
  page(`${at}/move`, 'change sessions', (ask) => showMove(ask)),
  action(
    `${at}/move`,
    'change sessions',
    { schema: moveForm, invalid: again(showMove) },
    async (ask, form) => {
      const session = await openSession(ask)
      if (session instanceof Response) return session
      const moved = await inTransaction(ask, (tx) =>
        moveSession(tx, {
          sessionId: session.id,
          date: form.date,
          starts: form.starts,
          ends: form.ends,
          ...(form.venue === '' ? {} : { venueId: form.venue }),
        }),
      )
      if (!moved.ok)
        return showMove(
          ask,
          { ...form, ...dateValues('date', form.date) },
          { date: w.refusals[moved.reason] },
        )
      return done(ask, session, doneWith('moved', moved.told))
    },
  ),
  page(`${at}/cancel`, 'change sessions', (ask) => showCancel(ask)),
  action(
    `${at}/cancel`,
    'change sessions',
    { schema: cancelForm, invalid: again(showCancel) },
    async (ask, form) => {
      const session = await openSession(ask)
      if (session instanceof Response) return session
      const cancelled = await inTransaction(ask, (tx) =>
        cancelSession(tx, { sessionId: session.id, words: form.why, instead: form.instead }),
      )
      if (!cancelled.ok) return showCancel(ask, form, { why: w.refusals[cancelled.reason] })
      return seeOther(ask, `${backTo(session)}?done=${doneWith('cancelled', cancelled.told)}`)
    },
  ),
  page(`${at}/talk`, 'change sessions', (ask) => showTalk(ask)),
  action(
    `${at}/talk`,
    'change sessions',
    { schema: talkForm, invalid: again(showTalk) },
    async (ask, form) => {
      const session = await openSession(ask)
      if (session instanceof Response) return session
      const changed = await inTransaction(ask, (tx) =>
        lengthenSession(tx, {
          ...form,
          sessionId: session.id,
          long: form.long.includes('yes'),
          topicIds: form.topics,
        }),
      )
      if (!changed.ok) return showTalk(ask, form, { ends: w.refusals[changed.reason] })
      return done(ask, session, 'talk')
    },
  ),
  page(`${at}/limit`, 'change sessions', (ask) => showLimit(ask)),
  action(
    `${at}/limit`,
    'change sessions',
    { schema: limitForm, invalid: again(showLimit) },
    async (ask, form) => {
      const session = await openSession(ask)
      if (session instanceof Response) return session
      const changed = await inTransaction(ask, (tx) =>
        setSessionLimit(tx, { sessionId: session.id, limit: form.limit }),
      )
      if (!changed.ok)
        return showLimit(ask, { limit: String(form.limit ?? '') }, { limit: w.refusals[changed.reason] })
      return done(ask, session, 'limit')
    },
  ),
]
