import { Button, DateInput, ErrorSummary, Input, Select, Tag } from '#design/components/index.ts'
import { raised } from './raised-words.ts'
import type { Supervised, SupervisionDate } from './supervision.ts'

type Typed = Record<string, string>

/** Each facilitator's dates of supervision; a form where somebody keeps them. */
export function SupervisionPage(props: {
  list: Supervised[]
  keeps: boolean
  say: (date: string) => string
  values: Typed
  errors: Typed
}) {
  const w = raised.supervision
  const { say, values, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} to={{ date: 'date-day' }} />
      <h1>{w.title}</h1>
      <p>{props.keeps ? w.lede : w.ownLede}</p>
      {props.list.length === 0 && <p>{w.nobody}</p>}
      {props.list.map((one) => (
        <section>
          <h2>{one.name}</h2>
          <p>
            <b>{one.next ? w.next(say(one.next)) : w.noNext}</b>
            {one.last && `, ${w.last(say(one.last))}`}
          </p>
          <ul class="app-lines">
            {one.dates.map((date) => (
              <OneDate date={date} keeps={props.keeps} say={say} name={one.name} />
            ))}
          </ul>
        </section>
      ))}
      {props.keeps && props.list.length > 0 && (
        <>
          <h2>{w.add}</h2>
          <form method="post" action="/staff/supervision" novalidate>
            <Select
              name="account"
              label={w.who}
              options={[
                { value: '', text: w.choose },
                ...props.list.map((one) => ({ value: one.accountId, text: one.name })),
              ]}
              value={values.account ?? ''}
              error={errors.account}
            />
            <DateInput
              name="date"
              legend={w.date}
              values={{ day: values['date-day'], month: values['date-month'], year: values['date-year'] }}
              error={errors.date}
            />
            <Input
              name="withWhom"
              label={w.withWhom}
              value={values.withWhom}
              error={errors.withWhom}
              autocomplete="off"
            />
            <Button preventDoubleClick>{w.button}</Button>
          </form>
        </>
      )}
    </>
  )
}

function OneDate(props: {
  date: SupervisionDate
  keeps: boolean
  say: (date: string) => string
  name: string
}) {
  const w = raised.supervision
  const { date } = props
  const about = <span class="nhsuk-u-visually-hidden">{w.on(`${props.name}, ${props.say(date.date)}`)}</span>
  return (
    <li class="app-lines__item">
      {props.say(date.date)}
      {date.withWhom && `, ${date.withWhom}`}{' '}
      <Tag tone={date.state === 'took place' ? 'teal' : 'plum'}>{w.states[date.state]}</Tag>
      {props.keeps && date.state === 'planned' && (
        <form method="post" action={`/staff/supervision/${date.id}`} class="app-acts">
          {date.past && (
            <Button small variant="secondary" name="state" value="took place">
              {w.tookPlace}
              {about}
            </Button>
          )}
          <Button small variant="link" name="state" value="called off">
            {w.calledOff}
            {about}
          </Button>
        </form>
      )}
    </li>
  )
}
