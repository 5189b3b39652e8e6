import {
  Button,
  ButtonRow,
  DateInput,
  Details,
  ErrorSummary,
  InsetText,
  Radios,
} from '#design/components/index.ts'
import type { ConsentState } from './consents.ts'
import { Narrow } from './staff-narrow.tsx'
import type { Say } from './staff-person-page.tsx'
import { words } from './staff-words.ts'
import { purposes } from './words-consent.ts'

const w = words.consent

/** Writing down what somebody said: about what, yes or no, how and when. The words to read out stand beside each. */
export function RecordConsentPage(props: {
  personId: string
  called: string
  charity: string
  states: readonly ConsentState[]
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { values, errors } = props
  return (
    <Narrow>
      <ErrorSummary errors={errors} to={{ said: 'said-day' }} />
      <h1>{w.title(props.called)}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="post" action={`/staff/people/${props.personId}/consents`} novalidate>
        <Radios
          name="purpose"
          legend={w.purpose}
          legendSize="s"
          hint={w.purposeHint}
          value={values.purpose}
          error={errors.purpose}
          choices={props.states.map(({ purpose, holds }) => ({
            value: purpose,
            label: words.page.purposes[purpose] ?? purpose,
            hint: (
              <>
                “{purposes.en[purpose].read(props.charity)}” {w.now(holds)}
              </>
            ),
          }))}
        />
        <Radios
          name="answer"
          legend={w.answer}
          legendSize="s"
          inline
          value={values.answer}
          error={errors.answer}
          choices={[
            { value: 'yes', label: words.page.yes },
            { value: 'no', label: words.page.no },
          ]}
        />
        <InsetText>
          <p>{w.healthNo}</p>
        </InsetText>
        <Radios
          name="way"
          legend={w.way}
          legendSize="s"
          value={values.way}
          error={errors.way}
          choices={[
            { value: 'phone', label: w.ways.phone },
            { value: 'in person', label: w.ways['in person'] },
            { value: 'paper', label: w.ways.paper, hint: w.paperHint },
          ]}
        />
        <Radios
          name="when"
          legend={w.when}
          legendSize="s"
          value={values.when ?? 'today'}
          choices={[
            { value: 'today', label: w.today },
            { value: 'yesterday', label: w.yesterday },
            {
              value: 'earlier',
              label: w.earlier,
              reveals: (
                <DateInput
                  name="said"
                  legend={w.date}
                  hint={w.dateHint}
                  values={{ day: values['said-day'], month: values['said-month'], year: values['said-year'] }}
                  error={errors.said}
                />
              ),
            },
          ]}
        />
        <ButtonRow>
          <Button preventDoubleClick>{w.save}</Button>
          <a href={`/staff/people/${props.personId}`}>{words.details.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}

/** What they said yes and no to: what holds now, and every word of it (P5). */
export function ConsentsOf(props: {
  personId: string
  states: readonly ConsentState[]
  mayChange: boolean
  say: Say
}) {
  const { say } = props
  const p = words.page
  const said = props.states.filter((state) => state.said)
  return (
    <>
      <h2 id="consents">{p.consents}</h2>
      {said.length === 0 ? (
        <p>{p.noConsents}</p>
      ) : (
        <ul class="app-lines">
          {said.map(({ purpose, holds, history }) => (
            <li class="app-lines__item">
              {p.purposes[purpose] ?? purpose}: <b>{holds ? p.yes : p.no}</b>{' '}
              <span class="app-small">
                {history[0] &&
                  [p.wayOfConsent[history[0].way], say.day(history[0].saidAt)].filter(Boolean).join(', ')}
              </span>
              <Details
                summary={
                  <>
                    {p.consentWords}
                    <span class="nhsuk-u-visually-hidden">: {p.purposes[purpose]}</span>
                  </>
                }
              >
                <ul class="nhsuk-list nhsuk-list--bullet">
                  {history.map((entry) => (
                    <li>
                      <b>{entry.given ? p.yes : p.no}</b>: “{entry.words}”
                      <br />
                      <span class="app-small">
                        {p.consentEntry({
                          way: p.wayOfConsent[entry.way] ?? entry.way,
                          said: say.day(entry.saidAt),
                          recorded: say.moment(entry.recordedAt),
                          by: entry.by,
                          version: entry.version,
                        })}
                      </span>
                    </li>
                  ))}
                </ul>
              </Details>
            </li>
          ))}
        </ul>
      )}
      {props.mayChange && (
        <p>
          <a href={`/staff/people/${props.personId}/consents`}>{p.recordConsent}</a>
        </p>
      )}
    </>
  )
}
