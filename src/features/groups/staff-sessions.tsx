import { Temporal } from 'temporal-polyfill'
import type { Errors } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound, troublePages } from '#platform/trouble.tsx'
import {
  type Ask,
  action,
  button,
  inTransaction,
  type Problem,
  page,
  type Raw,
  type Route,
} from '#platform/web.ts'
import { clashesOfSession, clashesWith } from './clash-queries.ts'
import { type Clash, clashesOf, type Nation, suggestOtherDates } from './clashes.ts'
import { dateValues, type Values } from './form-parts.ts'
import { addForm, cancelForm, limitForm, moveForm, talkForm } from './forms.ts'
import {
  addSession,
  cancelSession,
  keepClash,
  lengthenSession,
  moveSession,
  setSessionLimit,
} from './groups.ts'
import { type ShownSession, sessionToShow, topicsToChoose, venuesToChoose } from './queries.ts'
import { type Group, groupById, programmesOf } from './reads.ts'
import { errorsOf, flashOf, groupToChange } from './staff-groups.tsx'
import { AddPage, CancelPage, ChangePage, LimitPage, MovePage, TalkPage } from './staff-pages-sessions.tsx'
import { staffWords } from './staff-words.ts'
import { dayInWords } from './time-words.ts'

const w = staffWords.session

/** The session of an address, when it is the actor's to change. */
async function sessionOf(ask: Ask): Promise<ShownSession | Response> {
  const id = ask.req.param('id') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return notFound(ask)
  const session = await inTransaction(ask, (tx) => sessionToShow(tx, id))
  if (!session) return notFound(ask)
  return session.theirs ? session : troublePages.forbidden(ask)
}

/** A session that can still be changed; of one that cannot, the page says so. */
async function openSession(ask: Ask): Promise<ShownSession | Response> {
  const session = await sessionOf(ask)
  if (session instanceof Response) return session
  if (session.started || session.state === 'cancelled')
    return seeOther(ask, `/staff/sessions/${session.id}/change`)
  return session
}

/** Free dates near a session: of its programme's weekday, without a clash. */
async function otherDates(tx: Transaction, session: ShownSession): Promise<string[]> {
  const group = await groupById(tx, session.group_id)
  const [programme] = group ? await programmesOf(tx, group.id, session.date) : []
  if (!group || !programme) return []
  const against = await around(tx, group, session.date, session.id, session.venue_id)
  const possible = { ...session, zone: group.zone, ...against }
  return suggestOtherDates(programme.rule, possible, against, { today: group.today, count: 3 })
}

function around(tx: Transaction, group: Group, day: string, without: string | null, venueId: string | null) {
  const date = Temporal.PlainDate.from(day)
  return clashesWith(
    tx,
    { ...group, venue_nation: group.venue_nation as Nation | null },
    {
      from: date.subtract({ days: 15 }).toString(),
      until: date.add({ days: 15 }).toString(),
      without: without === null ? [] : [without],
      venueId,
    },
  )
}

const crumbs = (session: ShownSession) => [
  { href: '/staff/groups', text: staffWords.groups },
  { href: `/staff/groups/${session.group_slug}`, text: session.group_name },
  { href: `/staff/sessions/${session.id}/change`, text: dayInWords(session.date, session.today) },
]
const optionsOf = (title: string, session: ShownSession, errors: Errors) => ({
  title,
  current: '/staff/groups',
  breadcrumbs: crumbs(session),
  errors,
  status: Object.keys(errors).length > 0 ? 422 : 200,
})
const backTo = (session: ShownSession) => `/staff/sessions/${session.id}/change`

type Shown = (ask: Ask, values?: Values, errors?: Errors) => Promise<Response>
const again = (show: Shown) => (ask: Ask, problems: Problem[], raw: Raw) => show(ask, raw, errorsOf(problems))

const showChange = async (ask: Ask, error?: string) => {
  const session = await sessionOf(ask)
  if (session instanceof Response) return session
  const { clash, others } = await inTransaction(ask, async (tx) => {
    const found = await clashesOfSession(tx, session.id)
    return {
      clash: found?.clashes ?? [],
      others: found && found.clashes.length > 0 ? await otherDates(tx, session) : [],
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
    <ChangePage session={session} clashes={clash} others={others} error={error} />,
  )
}

const showMove: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
  const { venues, others } = await inTransaction(ask, async (tx) => ({
    venues: session.kind === 'in person' ? await venuesToChoose(tx, session.venue_id) : [],
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
  const topics = await inTransaction(ask, (tx) => topicsToChoose(tx, session.service_id, session.topic_ids))
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
    <TalkPage values={values ?? stored} errors={errors} back={backTo(session)} topics={topics} />,
  )
}

const showLimit: Shown = async (ask, values, errors = {}) => {
  const session = await openSession(ask)
  if (session instanceof Response) return session
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

const showAdd = async (ask: Ask, values?: Values, errors: Errors = {}, clashes: readonly Clash[] = []) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const { venues, rule } = await inTransaction(ask, async (tx) => ({
    venues: group.kind === 'in person' ? await venuesToChoose(tx, group.venue_id) : [],
    rule: (await programmesOf(tx, group.id, group.today))[0]?.rule,
  }))
  const stored: Values = {
    starts: rule?.starts ?? '11:00',
    ends: rule?.ends ?? '13:00',
    venue: group.venue_id ?? '',
  }
  return showStaff(
    ask,
    {
      title: w.addTitle,
      current: '/staff/groups',
      breadcrumbs: [
        { href: '/staff/groups', text: staffWords.groups },
        { href: `/staff/groups/${group.slug}`, text: group.name },
      ],
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <AddPage
      venues={venues}
      clashes={clashes}
      values={values ?? stored}
      errors={errors}
      back={`/staff/groups/${group.slug}`}
    />,
  )
}

const at = '/staff/sessions/:id'
const done = (ask: Ask, session: ShownSession, code: string) =>
  seeOther(ask, `/staff/groups/${session.group_slug}?done=${code}`)

/** Changing one session, and adding an extra date. The day sheet itself belongs to facilitation. */
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
      return done(ask, session, 'moved')
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
      return done(ask, session, 'cancelled')
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
  page('/staff/groups/:slug/sessions/new', 'change groups', (ask) => showAdd(ask)),
  action(
    '/staff/groups/:slug/sessions/new',
    'change groups',
    { schema: addForm, invalid: (ask, problems, raw) => showAdd(ask, raw, errorsOf(problems)) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const values: Values = { ...form, ...dateValues('date', form.date) }
      const venueId = form.venue || group.venue_id
      // A clash is shown before the date is published (P10); sent a second time as it is, it is kept.
      const seen = `${form.date} ${form.starts} ${form.ends} ${venueId ?? ''}`
      const { clashes, added } = await inTransaction(ask, async (tx) => {
        const against = await around(tx, group, form.date, null, venueId)
        const found = clashesOf({ ...form, zone: group.zone, ...against }, against)
        if (found.length > 0 && form.seen !== seen) return { clashes: found, added: null }
        const made = await addSession(tx, {
          groupId: group.id,
          date: form.date,
          starts: form.starts,
          ends: form.ends,
          venueId,
          note: form.note,
        })
        if (made.ok && found.length > 0) await keepClash(tx, { sessionId: made.sessionId })
        return { clashes: found, added: made }
      })
      if (added === null) return showAdd(ask, { ...values, seen }, {}, clashes)
      if (!added.ok) return showAdd(ask, values, { date: w.refusals[added.reason] })
      return seeOther(ask, `/staff/groups/${group.slug}?done=added`)
    },
  ),
]
