import {
  Button,
  ButtonRow,
  DateInput,
  ErrorSummary,
  Input,
  InsetText,
  Radios,
} from '#design/components/index.ts'
import { words } from './words.ts'

/** Two fields and a button: who told us, how sure it is; the day is today unless somebody says otherwise. */
export function DiedPage(props: {
  /** Where it is sent, and where whoever thinks better of it goes. */
  action: string
  back: string
  called: string
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { values, errors } = props
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} to={{ toldOn: 'toldOn-day' }} />
        <h1>{words.title(props.called)}</h1>
        <p class="app-lede">{words.lede(props.called)}</p>
        <form method="post" action={props.action} novalidate>
          <ToldBy values={values} errors={errors} />
          <Radios
            name="sure"
            legend={words.sure}
            legendSize="s"
            hint={words.sureHint}
            value={values.sure ?? 'told'}
            error={errors.sure}
            choices={[
              { value: 'told', label: words.told },
              { value: 'confirmed', label: words.confirmed },
            ]}
          />
          <ToldOn values={values} errors={errors} />
          <ButtonRow>
            <Button preventDoubleClick>{words.button}</Button>
            <a href={props.back}>{words.cancel}</a>
          </ButtonRow>
        </form>
        <InsetText>
          <h2 class="nhsuk-heading-s">{words.what}</h2>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {words.stops.map((stop) => (
              <li>{stop}</li>
            ))}
          </ul>
          <p>{words.mistakeNote}</p>
        </InsetText>
      </div>
    </div>
  )
}

type Typed = { values: Record<string, string>; errors: Record<string, string> }

/** Who told the charity, in a few words. */
export function ToldBy({ values, errors }: Typed) {
  return (
    <Input
      name="toldBy"
      label={words.toldBy}
      labelSize="s"
      hint={words.toldByHint}
      value={values.toldBy}
      error={errors.toldBy}
      autocomplete="off"
      maxlength={200}
    />
  )
}

/** When it heard: today unless somebody says otherwise. */
export function ToldOn({ values, errors }: Typed) {
  return (
    <Radios
      name="when"
      legend={words.toldOn}
      legendSize="s"
      value={values.when ?? 'today'}
      choices={[
        { value: 'today', label: words.today },
        { value: 'yesterday', label: words.yesterday },
        {
          value: 'earlier',
          label: words.earlier,
          reveals: (
            <DateInput
              name="toldOn"
              legend={words.earlierDate}
              hint={words.earlierHint}
              values={{
                day: values['toldOn-day'],
                month: values['toldOn-month'],
                year: values['toldOn-year'],
              }}
              error={errors.toldOn}
            />
          ),
        },
      ]}
    />
  )
}
