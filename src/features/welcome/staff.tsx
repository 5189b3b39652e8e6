import type * as z from 'zod'
import { placeDone } from '#features/places/places.ts'
import { may } from '#platform/access.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { typedDay } from '#platform/typed-day.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { OneCallPage } from './call-page.tsx'
import { outcomeForm } from './forms.ts'
import { CallsPage } from './pages.tsx'
import { callPage, nextDates, openCalls } from './queries.ts'
import { nextTryAt, type Outcome } from './rules.ts'
import { recordOutcome } from './welcome.ts'
import { words } from './words.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const at = (ask: Ask) => ({ now: ask.get('services').clock.now(), zone: ask.get('charity').zone })

async function showCall(
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const id = ask.req.param('id') ?? ''
  if (!uuid.test(id)) return notFound(ask)
  const shown = await inTransaction(ask, async (tx) => {
    const call = await callPage(tx, id)
    return call && { call, dates: call.groupId ? await nextDates(tx, call.groupId) : [] }
  })
  if (!shown) return notFound(ask)
  return showStaff(
    ask,
    {
      title: shown.call.called,
      tabTitle: words.tab,
      current: '/staff/calls',
      back: { href: '/staff/calls', text: words.list.title },
      errors,
      status,
    },
    <OneCallPage
      {...shown}
      at={at(ask)}
      mayOpenPerson={may(ask.get('actor'), 'see people')}
      values={values}
      errors={errors}
    />,
  )
}

const nextOf: Partial<Record<Outcome, 'next-left' | 'next-none' | 'next-later'>> = {
  'left a message': 'next-left',
  'no answer': 'next-none',
  'ring later': 'next-later',
}

const texts = (typed: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

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
    const found = await inTransaction(ask, (tx) => openCalls(tx, nth))
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
  page('/staff/calls/:id', 'make calls', (ask) => showCall(ask, {}, {})),
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
      if (!uuid.test(callId)) return notFound(ask)
      const field = nextOf[form.outcome]
      const { now, zone } = at(ask)
      const wroteOn = form.outcome === 'we wrote' ? letterDay(form, now, zone) : null
      if (form.outcome === 'we wrote' && wroteOn === null)
        return showCall(ask, texts(form), { wrote: words.errors.wrote }, 422)
      const nextAt = field ? nextTryAt(form[field] ?? 'next morning', now, zone) : null
      const answer = await inTransaction(ask, (tx) =>
        recordOutcome(tx, {
          callId,
          outcome: form.outcome,
          note: form.note || null,
          nextAt,
          wrongAddressId: form.wrong ?? null,
          letIn: form.letIn !== undefined,
          wroteOn,
        }),
      )
      if (!answer.ok && answer.reason === 'not found') return notFound(ask)
      const code = !answer.ok
        ? 'ended-already'
        : !answer.ended
          ? 'again'
          : answer.letIn
            ? 'ended-let-in'
            : 'ended'
      return seeOther(ask, `/staff/calls?done=${code}`)
    },
  ),
]
