import { Temporal } from 'temporal-polyfill'
import type { Errors } from '#design/components/index.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { troublePages } from '#platform/trouble.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { clashesOfSession } from './clash-queries.ts'
import type { Clash } from './clashes.ts'
import { dateValues, type Values } from './form-parts.ts'
import { insteadForm, telephoneForm } from './forms.ts'
import { addInstead, putBackSession } from './groups.ts'
import { toldOfCancellation } from './putting-back.ts'
import type { ShownSession } from './queries.ts'
import { PutBackPage, TelephonePage } from './staff-pages-instead.tsx'
import { backTo, optionsOf, sessionOf } from './staff-session.ts'
import { showChange } from './staff-sessions.tsx'
import { errorsOf } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords.session

/** A date that falls out and lies ahead; of any other the session's page says what is the matter. */
async function offSession(ask: Ask): Promise<ShownSession | Response> {
  const session = await sessionOf(ask)
  if (session instanceof Response) return session
  return session.started || session.state === 'planned' ? seeOther(ask, backTo(session)) : session
}

/** The same, where the actor may add dates to the group. */
async function offSessionToReplace(ask: Ask): Promise<ShownSession | Response> {
  const session = await offSession(ask)
  if (session instanceof Response || session.coordinates) return session
  return troublePages.forbidden(ask)
}

/** When a telephone hour ends that begins when the session would have: an hour later, or with the session. */
const anHourOf = ({ starts, ends }: { starts: string; ends: string }) => {
  const hour = Temporal.PlainTime.from(starts).add({ hours: 1 }).toString().slice(0, 5)
  return hour > starts && hour < ends ? hour : ends
}

const showTelephone = async (
  ask: Ask,
  values?: Values,
  errors: Errors = {},
  clashes: readonly Clash[] = [],
) => {
  const session = await offSessionToReplace(ask)
  if (session instanceof Response) return session
  const stored: Values = {
    ...dateValues('date', session.date),
    starts: session.starts,
    ends: anHourOf(session),
    telephone: session.ask_phone || ask.get('charity').phone,
  }
  return showStaff(
    ask,
    optionsOf(w.instead.telephone, session, errors),
    <TelephonePage
      session={session}
      clashes={clashes}
      values={values ?? stored}
      errors={errors}
      back={backTo(session)}
    />,
  )
}

const showPutBack = async (ask: Ask, error?: string) => {
  const session = await offSession(ask)
  if (session instanceof Response) return session
  const { told, clashes } = await inTransaction(ask, async (tx) => ({
    told: await toldOfCancellation(tx, session.id),
    clashes: (await clashesOfSession(tx, session.id))?.clashes ?? [],
  }))
  return showStaff(
    ask,
    optionsOf(w.instead.putBackTitle, session, error ? { session: error } : {}),
    <PutBackPage session={session} told={told} clashes={clashes} error={error} back={backTo(session)} />,
  )
}

const at = '/staff/sessions/:id'
const groupPage = (ask: Ask, session: ShownSession, code: string) =>
  seeOther(ask, `/staff/groups/${session.group_slug}?done=${code}`)

/** What there is instead of a date that falls out, and letting it take place after all. */
export const staffInstead: Route[] = [
  action(
    `${at}/instead`,
    'change groups',
    {
      schema: insteadForm,
      invalid: (ask, problems) => showChange(ask, problems[0]?.message),
    },
    async (ask, form) => {
      const session = await offSessionToReplace(ask)
      if (session instanceof Response) return session
      const { starts, ends } = session
      const added = await inTransaction(ask, (tx) =>
        addInstead(tx, { sessionId: session.id, date: form.date, starts, ends }),
      )
      if (added.ok) return groupPage(ask, session, 'instead')
      return showChange(ask, added.reason === 'clashes' ? w.instead.noLongerFree : w.refusals[added.reason])
    },
  ),
  page(`${at}/telephone`, 'change groups', (ask) => showTelephone(ask)),
  action(
    `${at}/telephone`,
    'change groups',
    { schema: telephoneForm, invalid: (ask, problems, raw) => showTelephone(ask, raw, errorsOf(problems)) },
    async (ask, form) => {
      const session = await offSessionToReplace(ask)
      if (session instanceof Response) return session
      const { date, starts, ends, telephone } = form
      // A clash is shown before the date is published (P10); sent a second time as it is, it is kept.
      const seen = `${date} ${starts} ${ends}`
      const added = await inTransaction(ask, (tx) =>
        addInstead(tx, {
          sessionId: session.id,
          date,
          starts,
          ends,
          telephone,
          clashesSeen: form.seen === seen,
        }),
      )
      if (added.ok) return groupPage(ask, session, 'instead')
      const values: Values = { ...form, ...dateValues('date', date), seen }
      if (added.reason === 'clashes') return showTelephone(ask, values, {}, added.clashes)
      return showTelephone(ask, values, { date: w.refusals[added.reason] })
    },
  ),
  page(`${at}/put-back`, 'change sessions', (ask) => showPutBack(ask)),
  action(`${at}/put-back`, 'change sessions', { schema: button }, async (ask) => {
    const session = await offSession(ask)
    if (session instanceof Response) return session
    const back = await inTransaction(ask, (tx) => putBackSession(tx, { sessionId: session.id }))
    if (!back.ok) return showPutBack(ask, w.refusals[back.reason])
    const told = back.told.written + back.told.toRing
    return seeOther(ask, `${backTo(session)}?done=${told > 0 ? 'put-back-told' : 'put-back'}`)
  }),
]
