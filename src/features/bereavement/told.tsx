import { sql } from 'kysely'
import { Button, ButtonRow, ErrorSummary } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { toldForm, toldOn } from './forms.ts'
import { ToldBy, ToldOn } from './pages.tsx'
import { type Death, lookAtDeath } from './queries.ts'
import { words } from './words.ts'

const w = words.changeTold
const personOf = (ask: Ask) => ask.req.param('id') ?? ''

/**
 * Puts right who told the charity of a death, and when: without taking the record back, which would write to them again.
 * @param told.toldOn 'YYYY-MM-DD'. @returns false when no death is recorded of somebody whom the actor sees.
 */
export async function changeTold(
  tx: Transaction,
  told: { personId: string; toldBy: string; toldOn: string },
): Promise<boolean> {
  const changed = await sql`update deaths set told_by = ${told.toldBy}, told_on = ${told.toldOn}::date
    where person_id = ${told.personId} and mistake_at is null`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** The day as three numbers, for the form. */
function valuesOf({ toldBy, toldOn: day }: Death): Record<string, string> {
  const [year = '', month = '', date = ''] = (day ?? '').split('-')
  return {
    toldBy,
    when: 'earlier',
    'toldOn-day': date.replace(/^0/, ''),
    'toldOn-month': month.replace(/^0/, ''),
    'toldOn-year': year,
  }
}

async function show(ask: Ask, values: Record<string, string> | null, errors: Record<string, string> = {}) {
  const personId = personOf(ask)
  if (!isId(personId)) return notFound(ask)
  const found = await inTransaction(ask, (tx) => lookAtDeath(tx, personId))
  if (!found) return notFound(ask)
  const { called, death } = found
  const back = `/staff/people/${personId}`
  if (!death || death.mistakeAt) return seeOther(ask, `${back}?done=nothing-to-take-back`)
  const shown = values ?? valuesOf(death)
  return showStaff(
    ask,
    {
      title: w.title(called),
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: back, text: words.back },
      errors,
      status: values ? 422 : 200,
    },
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} to={{ toldOn: 'toldOn-day' }} />
        <h1>{w.title(called)}</h1>
        <p class="app-lede">{w.lede}</p>
        <form method="post" action={`${back}/died/told`} novalidate>
          <ToldBy values={shown} errors={errors} />
          <ToldOn values={shown} errors={errors} />
          <ButtonRow>
            <Button preventDoubleClick>{w.button}</Button>
            <a href={back}>{words.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>,
  )
}

/** Who told the charity, and when: whoever may record a death may put that right. */
export const toldRoutes: Route[] = [
  page('/staff/people/:id/died/told', 'record a death', (ask) => show(ask, null)),
  action(
    '/staff/people/:id/died/told',
    'record a death',
    { schema: toldForm, invalid: (ask, problems, raw) => show(ask, typed(raw), byField(problems)) },
    async (ask, form) => {
      const personId = personOf(ask)
      if (!isId(personId)) return notFound(ask)
      const day = toldOn(form, ask.get('services').clock.now(), ask.get('charity').zone)
      if (day === null)
        return show(
          ask,
          Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? ''])),
          { toldOn: words.errors.toldOn },
        )
      const changed = await inTransaction(ask, (tx) =>
        changeTold(tx, { personId, toldBy: form.toldBy, toldOn: day }),
      )
      return changed ? seeOther(ask, `/staff/people/${personId}?done=told-changed`) : notFound(ask)
    },
  ),
]
