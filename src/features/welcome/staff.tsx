import * as z from 'zod'
import { channelsOf } from '#features/messages/messages.ts'
import { purposes, purposesVersion } from '#features/people/people.ts'
import { placeDone } from '#features/places/places.ts'
import { may } from '#platform/access.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { readDay, typedDay } from '#platform/typed-day.ts'
import { type Ask, action, button, inTransaction, page, type Raw, type Route } from '#platform/web.ts'
import { OneCallPage } from './call-page.tsx'
import { outcomeForm } from './forms.ts'
import { CallsPage } from './pages.tsx'
import { callPage, callSettings, nextDates, openCalls, otherCalls, triedAt } from './queries.ts'
import { ringing } from './ringing.tsx'
import { type NextTry, nextTryAt, type Outcome, otherPart, triesToChoose, tryOn } from './rules.ts'
import { settingsRoutes } from './settings.tsx'
import { giveBackCall, takeCall } from './taking.ts'
import { waitsRoute } from './waits-page.tsx'
import { recordOutcome } from './welcome.ts'
import { words } from './words.ts'

const at = (ask: Ask) => ({ now: ask.get('services').clock.now(), zone: ask.get('charity').zone })

const texting = (ask: Ask) => channelsOf(ask.get('services').config).texts

async function showCall(
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const id = ask.req.param('id') ?? ''
  if (!isId(id)) return notFound(ask)
  const shown = await inTransaction(ask, async (tx) => {
    const call = await callPage(tx, id, texting(ask))
    return (
      call && {
        call,
        dates: call.groupId ? await nextDates(tx, call.groupId, call.personId) : [],
        settings: await callSettings(tx),
      }
    )
  })
  if (!shown) return notFound(ask)
  const actor = ask.get('actor')
  const charity = ask.get('charity').name
  return showStaff(
    ask,
    {
      title: shown.call.called,
      tabTitle: words.tab,
      current: '/staff/calls',
      back: { href: '/staff/calls', text: words.list.title },
      errors,
      status,
      flash: words.done[ask.req.query('done') ?? ''],
    },
    <OneCallPage
      {...shown}
      charity={charity}
      consent={healthRead(charity)}
      me={actor.kind === 'staff' ? actor.name : ''}
      at={at(ask)}
      mayOpenPerson={may(ask.get('actor'), 'see people')}
      values={values}
      errors={errors}
    />,
  )
}

/** The words that are read out before anything about health is written down, and recorded as they were read (P5). */
const healthRead = (charity: string) => purposes.en['health information'].read(charity)

const nextOf: Partial<Record<Outcome, 'next-left' | 'next-none' | 'next-later'>> = {
  'left a message': 'next-left',
  'no answer': 'next-none',
  'ring later': 'next-later',
}

/** What was typed, to be shown again; of a list one text. */
const texts = (typed: Raw | Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : Array.isArray(value) ? [[name, value.join(' ')]] : [],
    ),
  )

const saidIn = (form: z.output<typeof outcomeForm>, charity: string) =>
  form.asked
    ? {
        dietary: form.dietary,
        accessNeeds: form.access,
        hopes: form.hopes,
        voicemailOk: form.voicemail !== undefined,
        messageWith: form.messageWith,
        topics: form.topics,
        agreed: form.agreed ? { words: healthRead(charity), version: `${purposesVersion} read out` } : null,
      }
    : null

/** When the next try falls due: what was chosen, or else what would have been proposed. */
async function nextAt(
  tx: Transaction,
  callId: string,
  chosen: NextTry | undefined,
  now: Date,
  zone: string,
): Promise<Date | null> {
  const { hours } = await callSettings(tx)
  const tried = await triedAt(tx, callId)
  const at = chosen && nextTryAt(chosen, now, zone, hours, otherPart(tried, now, zone, hours))
  return at ?? triesToChoose(tried, now, zone, hours).find(({ proposed }) => proposed)?.at ?? null
}

/** The day that they named, when they asked us to ring later; undefined where they named none, null where nobody rings then. */
async function namedDay(
  tx: Transaction,
  form: z.output<typeof outcomeForm>,
  now: Date,
  zone: string,
): Promise<Date | null | undefined> {
  const typed = { day: form['later-day'], month: form['later-month'], year: form['later-year'] }
  if (form.outcome !== 'ring later' || Object.values(typed).every((part) => part === '')) return undefined
  const day = readDay(typed)
  return day === null ? null : tryOn(day, form['later-part'], now, zone, (await callSettings(tx)).hours)
}

const letterDay = (form: z.output<typeof outcomeForm>, now: Date, zone: string) =>
  typedDay(
    { when: 'earlier', day: form['wrote-day'], month: form['wrote-month'], year: form['wrote-year'] },
    now,
    zone,
  )

/** The list of calls, and one call. */
export const staff: Route[] = [
  page('/staff/calls', 'make calls', async (ask) => {
    const asked = ask.req.query('page') ?? ''
    const nth = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1
    const found = await inTransaction(ask, (tx) => openCalls(tx, { nth, texts: texting(ask) }))
    const code = ask.req.query('done')
    return showStaff(
      ask,
      {
        title: words.list.title,
        current: '/staff/calls',
        flash: words.done[code ?? ''] ?? placeDone(code, 'staff'),
      },
      <CallsPage {...found} nth={nth} at={at(ask)} />,
    )
  }),
  ...ringing,
  waitsRoute,
  ...settingsRoutes,
  page('/staff/calls/:id', 'make calls', (ask) =>
    showCall(ask, ask.req.query('rang') === 'yes' ? { outcome: 'they rang' } : {}, {}),
  ),
  action(
    '/staff/calls/:id/take',
    'make calls',
    { schema: z.object({ now: z.literal('yes').optional().catch(undefined) }) },
    async (ask, { now }) => {
      const callId = ask.req.param('id') ?? ''
      if (!isId(callId)) return notFound(ask)
      const answer = await inTransaction(ask, (tx) => takeCall(tx, callId, { atOnce: now === 'yes' }))
      if (!answer.ok && answer.reason === 'not found') return notFound(ask)
      // Whoever was slower reads on the page itself who has it.
      return seeOther(ask, `/staff/calls/${callId}${answer.ok ? (now ? '?rang=yes' : '?done=taken') : ''}`)
    },
  ),
  action('/staff/calls/:id/give-back', 'make calls', { schema: button }, async (ask) => {
    const callId = ask.req.param('id') ?? ''
    if (!isId(callId)) return notFound(ask)
    await inTransaction(ask, (tx) => giveBackCall(tx, callId))
    return seeOther(ask, '/staff/calls?done=given-back')
  }),
  action(
    '/staff/calls/:id',
    'make calls',
    {
      schema: outcomeForm,
      invalid: (ask, problems, raw) =>
        showCall(
          ask,
          texts(raw),
          Object.fromEntries(problems.map(({ field, message }) => [field, message])),
          422,
        ),
    },
    async (ask, form) => {
      const callId = ask.req.param('id') ?? ''
      if (!isId(callId)) return notFound(ask)
      const { now, zone } = at(ask)
      const wroteOn = form.outcome === 'we wrote' ? letterDay(form, now, zone) : null
      if (form.outcome === 'we wrote' && wroteOn === null)
        return showCall(ask, texts(form), { wrote: words.errors.wrote }, 422)
      const field = nextOf[form.outcome]
      const chosen = field && form[field]
      const instead = chosen === 'write instead' ? 'write' : chosen === 'leave it' ? 'leave' : null
      const next = chosen === 'write instead' || chosen === 'leave it' ? undefined : chosen
      const { answer, also } = await inTransaction(ask, async (tx) => {
        const named = await namedDay(tx, form, now, zone)
        if (named === null) return { answer: { ok: false, reason: 'nobody rings then' } as const }
        const answer = await recordOutcome(tx, {
          callId,
          outcome: form.outcome,
          note: form.note || null,
          nextAt: named ?? (field && !instead ? await nextAt(tx, callId, next, now, zone) : null),
          instead,
          wrongAddressId: form.wrong ?? null,
          letIn: form.letIn !== undefined,
          keep: form.outcome === 'they rang' ? form['keep-rang'] : form['keep-spoke'],
          wroteOn,
          said: saidIn(form, ask.get('charity').name),
        })
        const spoken = answer.ok && (form.outcome === 'spoke' || form.outcome === 'they rang')
        return { answer, also: spoken ? (await otherCalls(tx, answer.personId, callId))[0] : undefined }
      })
      if (!answer.ok && answer.reason === 'nobody rings then')
        return showCall(ask, texts(form), { later: words.errors.later }, 422)
      if (!answer.ok && (answer.reason === 'no agreement' || answer.reason === 'agreement taken back'))
        return showCall(
          ask,
          texts(form),
          answer.reason === 'no agreement'
            ? { agreed: words.errors.noAgreement }
            : { hopes: words.errors.takenBack },
          422,
        )
      if (!answer.ok && answer.reason === 'taken')
        return seeOther(ask, `/staff/calls/${callId}?done=taken-already`)
      if (!answer.ok && answer.reason === 'not found') return notFound(ask)
      if (answer.ok && also)
        return seeOther(ask, `/staff/calls/${also.id}?done=${answer.letIn ? 'also-let-in' : 'also'}`)
      const code = !answer.ok
        ? 'ended-already'
        : !answer.ended
          ? 'again'
          : answer.letIn
            ? 'ended-let-in'
            : instead
              ? { write: 'wrote', leave: 'left' }[instead]
              : 'ended'
      return seeOther(ask, `/staff/calls?done=${code}`)
    },
  ),
]
