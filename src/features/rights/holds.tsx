import { sql } from 'kysely'
import * as z from 'zod'
import { Button, ButtonRow, DateInput, Details, ErrorSummary, Textarea } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { byField, idIn, lookAt, Narrow, type Say, sayIn, typed } from './shared.tsx'
import { words } from './words.ts'

const w = words.hold
type Hold = {
  id: string
  reason: string
  until: string | null
  placedAt: Date
  by: string | null
  stands: boolean
  /** Who ended it and when; a hold whose last day is over ended by itself. */
  endedAt: Date | null
  endedBy: string | null
}

/** Every hold that was placed on somebody's record, those that stand first. */
async function holdsOf(tx: Transaction, personId: string): Promise<Hold[]> {
  const { rows } = await sql<Hold>`
    select h.id, h.reason, h.until::text, h.placed_at as "placedAt", a.name as by,
      h.ended_at is null and (h.until is null or h.until >= (clock() at time zone 'Europe/London')::date) as stands,
      h.ended_at as "endedAt", e.name as "endedBy"
    from legal_holds h left join accounts a on a.id = h.placed_by left join accounts e on e.id = h.ended_by
    where h.person_id = ${personId} order by stands desc, h.placed_at`.execute(tx)
  return rows
}

const part = z.string().max(4).optional()
const form = z
  .object({
    reason: z.string().min(1, w.reasonMissing).max(500, w.reasonMissing),
    'until-day': part,
    'until-month': part,
    'until-year': part,
  })
  .transform((said, context) => {
    const [day = '', month = '', year = ''] = [said['until-day'], said['until-month'], said['until-year']]
    const typedUntil = { 'until-day': day, 'until-month': month, 'until-year': year }
    if (day + month + year === '') return { reason: said.reason, until: null, typedUntil }
    const until = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    const read = new Date(`${until}T00:00:00Z`)
    if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(until)) {
      context.addIssue({ code: 'custom', path: ['until'], message: w.untilWrong })
      return z.NEVER
    }
    return { reason: said.reason, until, typedUntil }
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

function HoldPage(props: {
  personId: string
  called: string
  holds: readonly Hold[]
  values: Record<string, string>
  errors: Record<string, string>
  say: Say
}) {
  const { values, errors, say } = props
  const path = `/staff/people/${props.personId}/hold`
  const standing = props.holds.filter(({ stands }) => stands)
  const over = props.holds.filter(({ stands }) => !stands)
  return (
    <Narrow>
      <ErrorSummary errors={errors} to={{ until: 'until-day' }} />
      <h1>{w.title(props.called)}</h1>
      <p class="app-lede">{w.lede}</p>
      <h2>{w.now}</h2>
      {standing.length === 0 && <p>{w.none}</p>}
      <ul class="app-lines">
        {standing.map((hold) => (
          <li class="app-lines__item">
            <p>{hold.reason}</p>
            <p class="app-small">
              {w.line(hold.by ?? '', say.day(hold.placedAt), hold.until && say.date(hold.until))}
            </p>
            <form method="post" action={`${path}/${hold.id}/end`}>
              <Button small variant="secondary">
                {w.end}
              </Button>
            </form>
          </li>
        ))}
      </ul>
      {over.length > 0 && (
        <Details summary={w.over}>
          <ul class="app-lines">
            {over.map((hold) => (
              <li class="app-lines__item">
                <p>{hold.reason}</p>
                <p class="app-small">
                  {w.line(hold.by ?? '', say.day(hold.placedAt), hold.until && say.date(hold.until))}
                  {hold.endedAt && `; ${w.ended(hold.endedBy ?? '', say.day(hold.endedAt))}`}
                </p>
              </li>
            ))}
          </ul>
        </Details>
      )}
      <h2>{w.button}</h2>
      <form method="post" action={path} novalidate>
        <Textarea
          name="reason"
          label={w.reason}
          hint={w.reasonHint}
          rows={3}
          value={values.reason}
          error={errors.reason}
        />
        <DateInput
          name="until"
          legend={w.until}
          legendSize="s"
          hint={w.untilHint}
          values={{ day: values['until-day'], month: values['until-month'], year: values['until-year'] }}
          error={errors.until}
        />
        <ButtonRow>
          <Button>{w.button}</Button>
          <a href={`/staff/people/${props.personId}`}>{words.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
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
      const placed = await inTransaction(ask, async (tx) => {
        const person = await lookAt(tx, idIn(ask))
        if (!person) return null
        const { rows } = await sql<{ id: string }>`
          insert into legal_holds (person_id, reason, until, placed_by)
          select ${person.id}::uuid, ${reason}, ${until}::date, actor_account()
          where ${until}::date is null or ${until}::date >= (clock() at time zone ${ask.get('charity').zone})::date
          returning id`.execute(tx)
        return rows.length > 0 ? 'placed' : 'past'
      })
      if (!placed) return notFound(ask)
      if (placed === 'past') return show(ask, { reason, ...typedUntil }, { until: w.untilWrong }, 422)
      return seeOther(ask, `/staff/people/${idIn(ask)}/hold`)
    },
  ),
  action('/staff/people/:id/hold/:hold/end', 'hold records', { schema: button }, async (ask) => {
    const [personId, hold] = [idIn(ask), idIn(ask, 'hold')]
    if (!personId || !hold) return notFound(ask)
    const ended = await inTransaction(ask, (tx) =>
      tx
        .updateTable('legal_holds')
        .set({ ended_at: sql`clock()`, ended_by: sql`actor_account()` })
        .where('id', '=', hold)
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null)
        .executeTakeFirst(),
    )
    return ended.numUpdatedRows > 0n ? seeOther(ask, `/staff/people/${personId}/hold`) : notFound(ask)
  }),
]
