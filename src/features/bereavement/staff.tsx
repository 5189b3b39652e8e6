import { sql } from 'kysely'
import { findPeopleAndNear } from '#features/people/people.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, button, cleanText, inTransaction, page, type Route } from '#platform/web.ts'
import { confirmDeath, recordDeath, takeBackDeath } from './bereavement.ts'
import { FindPage } from './find-page.tsx'
import { diedForm, findQuery, toldOn } from './forms.ts'
import { MistakePage } from './mistake-page.tsx'
import { DiedPage } from './pages.tsx'
import { planRoutes } from './plan-staff.tsx'
import { calledOf, lookAtDeath } from './queries.ts'
import { heardWishesRoutes } from './staff-wishes.tsx'
import { toldRoutes } from './told.tsx'
import { words } from './words.ts'

const personOf = (ask: Ask) => ask.req.param('id') ?? ''

async function show(
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const personId = personOf(ask)
  if (!isId(personId)) return notFound(ask)
  const called = await inTransaction(ask, async (tx) => {
    const found = await calledOf(tx, personId)
    // The page shows a name: that is a look (P8).
    if (found) await sql`select audit_look('people', ${personId}, ${personId}::uuid)`.execute(tx)
    return found
  })
  if (!called) return notFound(ask)
  return showStaff(
    ask,
    {
      title: words.title(called),
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${personId}`, text: words.back },
      errors,
      status,
    },
    <DiedPage
      action={`/staff/people/${personId}/died`}
      back={`/staff/people/${personId}`}
      called={called}
      values={values}
      errors={errors}
    />,
  )
}

/** Before it is taken back somebody is asked once: one wrong press on a phone would write to somebody who died (P1). */
async function askWhetherMistake(ask: Ask): Promise<Response> {
  const personId = personOf(ask)
  if (!isId(personId)) return notFound(ask)
  const found = await inTransaction(ask, (tx) => lookAtDeath(tx, personId))
  if (!found) return notFound(ask)
  const { called, death } = found
  if (!death || death.mistakeAt) return seeOther(ask, `/staff/people/${personId}?done=nothing-to-take-back`)
  return showStaff(
    ask,
    {
      title: words.askMistake.title,
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${personId}`, text: words.back },
    },
    <MistakePage
      action={`/staff/people/${personId}/not-died`}
      back={`/staff/people/${personId}`}
      called={called}
      stopped={death.stopped}
    />,
  )
}

/** Recording that someone died, and taking it back; whoever may see the person may do both. */
export const staff: Route[] = [
  page('/staff/died', 'record a death', async (ask) => {
    const { q, group: groupId } = findQuery.parse({
      q: cleanText(ask.req.query('q') ?? ''),
      group: ask.req.query('group'),
    })
    const nobody = { people: [], near: [], more: false }
    const found =
      q === '' && !groupId
        ? nobody
        : await inTransaction(ask, (tx) =>
            findPeopleAndNear(tx, { said: q, groupId, only: null, after: null }),
          )
    return showStaff(
      ask,
      { title: words.find.title, tabTitle: words.tab, current: '/staff/people' },
      <FindPage q={q} groupId={groupId} {...found} />,
    )
  }),
  page('/staff/people/:id/died', 'record a death', (ask) => show(ask, {}, {})),
  action(
    '/staff/people/:id/died',
    'record a death',
    {
      schema: diedForm,
      invalid: (ask, problems, raw) => show(ask, typed(raw), byField(problems), 422),
    },
    async (ask, form) => {
      const personId = personOf(ask)
      if (!isId(personId)) return notFound(ask)
      const day = toldOn(form, ask.get('services').clock.now(), ask.get('charity').zone)
      if (day === null) {
        const { when, toldBy, sure, ...date } = form
        const parts = Object.fromEntries(Object.entries(date).map(([name, value]) => [name, value ?? '']))
        return show(ask, { when, toldBy, sure, ...parts }, { toldOn: words.errors.toldOn }, 422)
      }
      const answer = await inTransaction(ask, (tx) =>
        recordDeath(tx, { personId, toldBy: form.toldBy, toldOn: day, sure: form.sure }),
      )
      if (!answer.ok && answer.reason === 'not theirs') return notFound(ask)
      return seeOther(ask, `/staff/people/${personId}?done=${answer.ok ? 'died' : 'died-already'}`)
    },
  ),
  page('/staff/people/:id/not-died', 'record a death', askWhetherMistake),
  action('/staff/people/:id/not-died', 'record a death', { schema: button }, async (ask) => {
    const personId = personOf(ask)
    if (!isId(personId)) return notFound(ask)
    const answer = await inTransaction(ask, (tx) => takeBackDeath(tx, { personId }))
    if (!answer.ok && answer.reason === 'not theirs') return notFound(ask)
    return seeOther(ask, `/staff/people/${personId}?done=${answer.ok ? 'not-died' : 'nothing-to-take-back'}`)
  }),
  action('/staff/people/:id/died/confirmed', 'record a death', { schema: button }, async (ask) => {
    const personId = personOf(ask)
    if (!isId(personId)) return notFound(ask)
    const ok = await inTransaction(ask, (tx) => confirmDeath(tx, { personId }))
    const back = may(ask.get('actor'), 'plan after a death') ? `${personId}/plan` : personId
    return seeOther(ask, `/staff/people/${back}?done=${ok ? 'confirmed' : 'confirmed-already'}`)
  }),
  ...toldRoutes,
  ...planRoutes,
  ...heardWishesRoutes,
]
