import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  ErrorSummary,
  type Errors,
  HiddenFields,
  Input,
  Radios,
  Textarea,
} from '#design/components/index.ts'
import { dateInWords, localTime } from '#features/groups/rules.ts'
import { Press, type Stop, stopWords } from './my-pages.tsx'
import type { RemindersBy } from './reminder-ways.ts'
import type { MyWords } from './words-my.ts'

type Typed = Record<string, string>

/** One's details and needs. */
export function DetailsPage(props: {
  w: MyWords
  values: Typed
  errors: Errors
  illness: string
  bearInMind: string | null
  /** They took back their agreement: nothing about health is asked. */
  healthTakenBack: boolean
}) {
  const { w, values: v, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} to={{ diagnosed: 'diagnosed-month' }} />
      <h1>{w.details.title}</h1>
      <form method="post" action="/my/details" noValidate>
        <Input
          name="called"
          label={w.details.called}
          value={v.called}
          error={errors.called}
          autocomplete="given-name"
          spellcheck={false}
          width="two-thirds"
        />
        {props.healthTakenBack ? (
          <p>
            {w.details.takenBack} <a href="/my/consent">{w.home.consent}</a>
          </p>
        ) : (
          <HealthFields {...props} />
        )}
        <Button>{w.save}</Button>
      </form>
    </>
  )
}

function HealthFields(props: {
  w: MyWords
  values: Typed
  errors: Errors
  illness: string
  bearInMind: string | null
}) {
  const { w, values: v, errors } = props
  return (
    <>
      <Textarea name="dietary" label={w.details.dietary} rows={2} value={v.dietary} error={errors.dietary} />
      <Textarea
        name="access"
        label={w.details.access}
        hint={w.details.accessHint}
        rows={3}
        value={v.access}
        error={errors.access}
      />
      <Textarea name="note" label={w.details.note} rows={4} value={v.note} error={errors.note} />
      <DateInput
        name="diagnosed"
        legendSize="s"
        legend={w.details.diagnosed(props.illness)}
        hint={w.details.diagnosedHint}
        parts={['month', 'year']}
        values={{ month: v['diagnosed-month'], year: v['diagnosed-year'] }}
        error={errors.diagnosed}
      />
      {props.bearInMind && <p>{w.details.bearInMind(props.bearInMind)}</p>}
    </>
  )
}

/** Someone to ring in an emergency. */
export function EmergencyPage({ w, values: v, errors }: { w: MyWords; values: Typed; errors: Errors }) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.emergency.title}</h1>
      <p>
        {w.emergency.lede} {w.emergency.sees}
      </p>
      <form method="post" action="/my/emergency" noValidate>
        <Input
          name="name"
          label={w.emergency.name}
          value={v.name}
          error={errors.name}
          autocomplete="off"
          width="two-thirds"
        />
        <Input
          name="phone"
          type="tel"
          label={w.emergency.phone}
          value={v.phone}
          error={errors.phone}
          autocomplete="off"
          width={20}
        />
        <Textarea
          name="where"
          label={w.emergency.where}
          hint={w.emergency.whereHint}
          rows={3}
          value={v.where}
          error={errors.where}
        />
        <Button>{w.save}</Button>
      </form>
    </>
  )
}

/** What reminders they would like, of those that can reach them. */
function Reminders(props: {
  w: MyWords
  by: RemindersBy
  reminderWeek: boolean
  reminderDay: boolean
  letterReminders: boolean
}) {
  const { w, by } = props
  const m = w.messages
  const title = { name: 'reminders', legend: m.reminders, legendSize: 'm' } as const
  if (by === 'nothing')
    return (
      <>
        <h2 class="nhsuk-heading-m">{m.reminders}</h2>
        <p>
          {m.nothingReaches} <a href="/my/reach">{m.tellUsHow}</a>
        </p>
      </>
    )
  if (by === 'letter')
    return (
      <Checkboxes
        {...title}
        hint={m.byPost}
        values={props.letterReminders && props.reminderWeek ? ['letter'] : []}
        choices={[{ value: 'letter', label: w.reach.letterReminders }]}
      />
    )
  return (
    <Checkboxes
      {...title}
      values={[props.reminderWeek && 'week', props.reminderDay && 'day'].filter((one) => one !== false)}
      choices={[
        { value: 'week', label: m.week },
        { value: 'day', label: m.day },
      ]}
    />
  )
}

/** Reminders, being rung, and a pause from everything. */
export function MessagesPage(props: {
  w: MyWords
  by: RemindersBy
  reminderWeek: boolean
  reminderDay: boolean
  letterReminders: boolean
  ringIfNotSeen: boolean
  stop: Stop
  today: string
  errors: Errors
}) {
  const { w } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.messages.title}</h1>
      <form method="post" action="/my/messages/reminders" noValidate>
        <HiddenFields values={{ by: props.by }} />
        <Reminders {...props} />
        <Checkboxes
          name="ring"
          legend={w.messages.ringLegend}
          legendSize="m"
          values={props.ringIfNotSeen ? ['yes'] : []}
          choices={[{ value: 'yes', label: w.messages.ring, hint: w.messages.ringHint }]}
        />
        <Button>{w.save}</Button>
      </form>
      <h2>{w.messages.pauseTitle}</h2>
      {props.stop ? (
        <>
          <p>{stopWords(props.stop, props.today, w)}</p>
          <Press action="/my/messages/resume" variant="secondary">
            {w.home.resume}
          </Press>
        </>
      ) : (
        <>
          <p>{w.messages.pauseText}</p>
          <form method="post" action="/my/messages/pause" noValidate>
            <Radios
              name="pause"
              legend={w.messages.pauseLegend}
              legendSize="s"
              error={props.errors.pause}
              choices={[
                { value: 'month', label: w.messages.month },
                { value: 'quarter', label: w.messages.quarter },
                { value: 'open', label: w.messages.open },
              ]}
            />
            <Button variant="secondary">{w.messages.pause}</Button>
          </form>
        </>
      )}
    </>
  )
}

/** The private calendar. */
export function CalendarPage(props: {
  w: MyWords
  url: string | null
  fullTitles: boolean
  discreetName: string
}) {
  const { w, url } = props
  return (
    <>
      <h1>{w.calendar.title}</h1>
      <p class="app-lede">{w.calendar.lede}</p>
      {!props.fullTitles && <p>{w.calendar.discreet(props.discreetName)}</p>}
      {url === null ? (
        <Press action="/my/calendar/make">{w.calendar.make}</Press>
      ) : (
        <>
          <Input
            name="address"
            label={w.calendar.address}
            hint={w.calendar.how}
            value={url}
            code
            spellcheck={false}
          />
          <p>
            <a href={url.replace(/^https?:/, 'webcal:')}>{w.calendar.open}</a>
          </p>
          <form method="post" action="/my/calendar/titles">
            <Checkboxes
              name="full"
              values={props.fullTitles ? ['yes'] : []}
              choices={[{ value: 'yes', label: w.calendar.full, hint: w.calendar.fullHint }]}
            />
            <Button variant="secondary" small>
              {w.save}
            </Button>
          </form>
          <p>{w.calendar.stopText}</p>
          <Press action="/my/calendar/stop" variant="secondary">
            {w.calendar.stop}
          </Press>
        </>
      )}
    </>
  )
}

/** The devices that are signed in. */
export function DevicesPage(props: {
  w: MyWords
  devices: { id: string; device: string | null; since: Date }[]
  here: string | null
  today: string
  zone: string
}) {
  const { w } = props
  return (
    <>
      <h1>{w.devices.title}</h1>
      <p>{w.devices.lede}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {props.devices.map((device) => (
          <li>
            {device.device},{' '}
            {w.devices.since(dateInWords(localTime(device.since, props.zone).date, props.today, w.language))}
            {device.id === props.here && <> ({w.devices.here})</>}
          </li>
        ))}
      </ul>
      <p>{w.devices.elsewhereText}</p>
      <ButtonRow>
        <Press action="/my/devices/others">{w.devices.elsewhere}</Press>
        <Press action="/my/sign-out" variant="secondary">
          {w.home.signOut}
        </Press>
      </ButtonRow>
    </>
  )
}

/** In which language the pages and messages are. Each is named in itself. */
export function LanguagePage({ w, value, errors }: { w: MyWords; value: string; errors: Errors }) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action="/my/language" noValidate>
        <Radios
          name="language"
          legend={w.choosing.legend}
          legendSize="xl"
          heading
          hint={w.choosing.hint}
          error={errors.language}
          value={value}
          choices={[
            { value: 'en', label: <span lang="en">English</span> },
            { value: 'cy', label: <span lang="cy">Cymraeg</span> },
          ]}
        />
        <Button>{w.save}</Button>
      </form>
    </>
  )
}
