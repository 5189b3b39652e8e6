import { Button, ButtonRow, DateInput, Details, ErrorSummary, Textarea } from '#design/components/index.ts'
import type { Hold } from './holds.ts'
import { Narrow, type Say } from './shared.tsx'
import { words } from './words.ts'

const w = words.hold

/** The holds on somebody's record, and the form for another one. */
export function HoldPage(props: {
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
