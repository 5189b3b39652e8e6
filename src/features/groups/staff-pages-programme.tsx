import {
  Button,
  ButtonRow,
  DateInput,
  ErrorSummary,
  type Errors,
  HiddenFields,
  Input,
  InsetText,
  Radios,
  Select,
  Textarea,
} from '#design/components/index.ts'
import { dateParts, one, type Values } from './form-parts.ts'
import {
  needsChoice,
  type ProgrammePreview,
  type RuleDate,
  type StandingInTheWay,
} from './programme-preview.ts'
import { dateFields, FormPage, Leaf } from './staff-pages.tsx'
import { Wished } from './staff-wished.tsx'
import { staffWords } from './staff-words.ts'
import { dateInWords, hoursInWords } from './time-words.ts'
import { dateWordsIn } from './words-dates.ts'

const w = staffWords.programme
const { weekdays } = dateWordsIn('en')

function WeekdayField(props: { name: string; values: Values; errors: Errors }) {
  return (
    <Select
      name={props.name}
      label={w.weekday}
      value={one(props.values, props.name)}
      error={props.errors[props.name]}
      options={weekdays.map((day, index) => ({ value: String(index + 1), text: day }))}
    />
  )
}

/** The rule, the first of two steps. */
export function RulePage(props: {
  title: string
  now: readonly string[]
  wished: readonly { topic: string; people: number }[]
  values: Values
  errors: Errors
  back: string
}) {
  const { values, errors } = props
  return (
    <FormPage
      title={props.title}
      lede={w.lede}
      errors={errors}
      to={dateFields('from', 'until')}
      button={w.check}
      back={props.back}
    >
      <Wished wished={props.wished} />
      {props.now.length > 0 && (
        <InsetText>
          <p>
            {w.now}: {props.now.join('; ')}
          </p>
        </InsetText>
      )}
      <Radios
        name="kind"
        legend={w.kind}
        legendSize="m"
        value={one(values, 'kind')}
        error={errors.kind}
        choices={[
          {
            value: 'monthly-weekday',
            label: w.monthly,
            hint: w.monthlyHint,
            reveals: (
              <>
                <Select
                  name="nth"
                  label={w.nth}
                  value={one(values, 'nth')}
                  error={errors.nth}
                  options={Object.entries(w.nths).map(([value, text]) => ({ value, text }))}
                />
                <WeekdayField name="weekday" values={values} errors={errors} />
                <Select
                  name="everyMonths"
                  label={w.everyMonths}
                  value={one(values, 'everyMonths')}
                  error={errors.everyMonths}
                  options={[1, 2, 3, 4, 6, 12].map((count) => ({
                    value: String(count),
                    text: w.monthsApart(count),
                  }))}
                />
              </>
            ),
          },
          {
            value: 'weekly',
            label: w.weekly,
            reveals: (
              <>
                <WeekdayField name="weekly-day" values={values} errors={errors} />
                <Select
                  name="everyWeeks"
                  label={w.everyWeeks}
                  value={one(values, 'everyWeeks')}
                  error={errors.everyWeeks}
                  options={[1, 2, 3, 4, 6, 8].map((count) => ({
                    value: String(count),
                    text: w.weeksApart(count),
                  }))}
                />
              </>
            ),
          },
          {
            value: 'dates',
            label: w.dates,
            reveals: (
              <Textarea
                name="dates"
                label={w.list}
                hint={w.listHint}
                rows={6}
                value={one(values, 'dates')}
                error={errors.dates}
              />
            ),
          },
        ]}
      />
      <Input
        name="starts"
        label={w.starts}
        hint={w.timeHint}
        value={one(values, 'starts')}
        error={errors.starts}
        width={5}
      />
      <Input
        name="ends"
        label={w.ends}
        hint={w.timeHint}
        value={one(values, 'ends')}
        error={errors.ends}
        width={5}
      />
      <DateInput
        name="from"
        legend={w.from}
        legendSize="s"
        hint={w.fromHint}
        values={dateParts(values, 'from')}
        error={errors.from}
      />
      <DateInput
        name="until"
        legend={w.until}
        legendSize="s"
        hint={w.untilHint}
        values={dateParts(values, 'until')}
        error={errors.until}
      />
    </FormPage>
  )
}

function ClashField(props: { date: RuleDate; today: string; values: Values; errors: Errors }) {
  const { date, values, errors } = props
  const name = `on-${date.date}`
  const chosen = one(values, name) || (date.leftOutBefore ? 'leave out' : '')
  return (
    <Radios
      name={name}
      legend={dateInWords(date.date, props.today)}
      legendSize="s"
      hint={`${date.clashes.map((clash) => clash.words).join('. ')}.${date.leftOutBefore ? ` ${w.leftOutBefore}.` : ''}`}
      value={chosen}
      error={errors[name]}
      small
      choices={[
        { value: 'keep', label: w.choice.keep },
        { value: 'leave out', label: w.choice.leaveOut },
        ...date.others.map((other) => ({
          value: `on ${other}`,
          label: w.choice.instead(dateInWords(other, props.today)),
        })),
        {
          value: 'other',
          label: w.choice.other,
          reveals: (
            <Input
              name={`${name}-date`}
              label={w.choice.otherLabel}
              hint={w.choice.otherHint}
              value={one(values, `${name}-date`)}
              error={errors[`${name}-date`]}
              width={20}
            />
          ),
        },
        {
          value: 'phone',
          label: w.choice.phone,
          reveals: (
            <Textarea
              name={`${name}-words`}
              label={w.choice.phoneLabel}
              hint={w.choice.phoneHint}
              rows={2}
              value={one(values, `${name}-words`)}
              error={errors[`${name}-words`]}
            />
          ),
        },
      ]}
    />
  )
}

function StandingField(props: { session: StandingInTheWay; today: string; values: Values; errors: Errors }) {
  const { session, values, errors } = props
  const name = `for-${session.id}`
  const hangs = [
    session.places > 0 && w.hangs.places(session.places),
    session.messages > 0 && w.hangs.messages(session.messages),
    session.recorded && w.hangs.record,
    session.speaker !== null && w.hangs.speaker(session.speaker),
    session.next && w.hangs.next,
  ].filter((what) => typeof what === 'string')
  return (
    <Radios
      name={name}
      legend={`${dateInWords(session.date, props.today)}, ${hoursInWords(session.starts, session.ends)}`}
      legendSize="s"
      hint={hangs.length > 0 ? hangs.join(', ') : w.hangs.shaped}
      value={one(values, name)}
      error={errors[name]}
      small
      choices={[
        ...session.newDates.map((date) => ({
          value: `to ${date}`,
          label: w.moveTo(dateInWords(date, props.today)),
        })),
        { value: 'extra', label: w.extra },
        {
          value: 'cancel',
          label: w.cancelIt,
          reveals: (
            <Textarea
              name={`${name}-words`}
              label={w.cancelLabel}
              hint={w.cancelHint}
              rows={2}
              value={one(values, `${name}-words`)}
              error={errors[`${name}-words`]}
            />
          ),
        },
      ]}
    />
  )
}

/** The dates, before anything is saved: the second step. What was said of the rule comes along in hidden fields. */
export function DatesPage(props: {
  rule: string
  preview: ProgrammePreview
  today: string
  /** The rule's own fields. */
  carried: Values
  values: Values
  errors: Errors
  action: string
  back: string
}) {
  const { preview, today, values, errors } = props
  const clashing = preview.dates.filter(needsChoice)
  const next = preview.dates.slice(0, 12)
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} />
        <h1>{w.datesTitle}</h1>
        <p class="app-lede">
          {props.rule}. {w.datesLede}
        </p>
        <form method="post" action={props.action} noValidate>
          <HiddenFields values={props.carried} />
          {clashing.length > 0 && (
            <>
              <h2>{w.clashing}</h2>
              <p>{w.clashingLede}</p>
              {clashing.map((date) => (
                <ClashField date={date} today={today} values={values} errors={errors} />
              ))}
            </>
          )}
          {preview.standing.length > 0 && (
            <>
              <h2>{w.standing}</h2>
              <p>{w.standingLede}</p>
              {preview.standing.map((session) => (
                <StandingField session={session} today={today} values={values} errors={errors} />
              ))}
            </>
          )}
          {preview.replaced > 0 && <InsetText>{w.replaced(preview.replaced)}</InsetText>}
          <h2>{w.nextDates(next.length)}</h2>
          <ol class="app-dates">
            {next.map((date) => (
              <li class="app-dates__item">
                <Leaf date={date.date} off={date.stands === 'cancelled'} />
                <div class="app-dates__words">
                  <p class="app-dates__title">
                    <b>{dateInWords(date.date, today)}</b>
                  </p>
                  {date.clashes.map((clash) => (
                    <div class="app-dates__note">{clash.words}</div>
                  ))}
                  {date.stands && <div class="app-dates__note">{w.stands[date.stands]}</div>}
                </div>
              </li>
            ))}
          </ol>
          <ButtonRow>
            <Button preventDoubleClick>{w.save}</Button>
            <Button variant="secondary" formaction={props.back} name="again" value="yes">
              {w.back}
            </Button>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}
