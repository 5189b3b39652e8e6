import * as z from 'zod'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { readDay } from '#platform/typed-day.ts'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { HoldPage } from './hold-page.tsx'
import { endHold, holdsOf, placeHold } from './holds.ts'
import { idIn, lookAt, sayIn } from './shared.tsx'
import { words } from './words.ts'

const w = words.hold
const part = z.string().max(4).default('')
const form = z
  .object({
    reason: z.string().min(1, w.reasonMissing).max(500, w.reasonMissing),
    'until-day': part,
    'until-month': part,
    'until-year': part,
  })
  .transform(({ reason, ...typedUntil }, context) => {
    const [day, month, year] = [typedUntil['until-day'], typedUntil['until-month'], typedUntil['until-year']]
    if (day + month + year === '') return { reason, until: null, typedUntil }
    const until = readDay({ day, month, year })
    if (until !== null) return { reason, until, typedUntil }
    context.addIssue({ code: 'custom', path: ['until'], message: w.untilWrong })
    return z.NEVER
  })

async function show(
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => {
    const person = await lookAt(tx, idIn(ask))
    return person && { person, holds: await holdsOf(tx, person.id) }
  })
  if (!shown) return notFound(ask)
  const { person, holds } = shown
  return showStaff(
    ask,
    {
      title: w.title(person.called),
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${person.id}`, text: person.called },
      errors,
      status,
    },
    <HoldPage
      personId={person.id}
      called={person.called}
      holds={holds}
      values={values}
      errors={errors}
      say={sayIn(ask)}
    />,
  )
}

/** What keeps a record whatever anybody asks: a hold, with its reason and its end. */
export const holdRoutes: Route[] = [
  page('/staff/people/:id/hold', 'hold records', (ask) => show(ask, {}, {})),
  action(
    '/staff/people/:id/hold',
    'hold records',
    { schema: form, invalid: (ask, problems, raw) => show(ask, typed(raw), byField(problems), 422) },
    async (ask, { reason, until, typedUntil }) => {
      const { zone } = ask.get('charity')
      const placed = await inTransaction(ask, async (tx) => {
        const person = await lookAt(tx, idIn(ask))
        return person && placeHold(tx, { personId: person.id, reason, until, zone })
      })
      if (placed === null) return notFound(ask)
      if (!placed) return show(ask, { reason, ...typedUntil }, { until: w.untilWrong }, 422)
      return seeOther(ask, `/staff/people/${idIn(ask)}/hold`)
    },
  ),
  action('/staff/people/:id/hold/:hold/end', 'hold records', { schema: button }, async (ask) => {
    const [personId, holdId] = [idIn(ask), idIn(ask, 'hold')]
    if (!personId || !holdId) return notFound(ask)
    const ended = await inTransaction(ask, (tx) => endHold(tx, { personId, holdId }))
    return ended ? seeOther(ask, `/staff/people/${personId}/hold`) : notFound(ask)
  }),
]
