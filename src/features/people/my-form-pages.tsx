import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  type Errors,
  HiddenFields,
  Input,
  Radios,
  SummaryList,
  Textarea,
} from '#design/components/index.ts'
import { dateInWords, localTime } from '#features/groups/rules.ts'
import type { OfCharity } from './joining-pages.tsx'
import { Press, type Stop, stopWords } from './my-pages.tsx'
import type { MyAddress } from './my-queries.ts'
import { myWords } from './words-my.ts'

const w = myWords.en
type Typed = Record<string, string>

/** One's details and needs. */
export function DetailsPage(props: {
  values: Typed
  errors: Errors
  illness: string
  bearInMind: string | null
}) {
  const { values: v, errors } = props
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
        <Textarea
          name="dietary"
          label={w.details.dietary}
          rows={2}
          value={v.dietary}
          error={errors.dietary}
        />
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
        <Button>{w.save}</Button>
      </form>
    </>
  )
}

const addressOwner = (address: MyAddress) =>
  address.whose === 'own' ? '' : address.whoseName ? w.reach.of(address.whoseName) : w.reach.someoneElse

/** The ways to reach somebody. */
export function ReachPage({ addresses }: { addresses: MyAddress[] }) {
  return (
    <>
      <h1>{w.reach.title}</h1>
      <form method="post" action="/my/reach/remove">
        <SummaryList
          rows={addresses.map((address) => ({
            key: w.reach[address.kind],
            value: (
              <>
                {address.value}
                {[
                  addressOwner(address),
                  address.kind === 'email' && !address.confirmed && w.reach.unconfirmed,
                  address.wrong && w.reach.wrong,
                ]
                  .filter(Boolean)
                  .map((text) => (
                    <span class="app-small"> ({text})</span>
                  ))}
              </>
            ),
            actions:
              addresses.length > 1
                ? [{ text: w.reach.remove, about: address.value, name: 'address', value: address.id }]
                : [],
          }))}
        />
      </form>
      <ul class="nhsuk-list">
        {(['email', 'phone', 'post'] as const).map((kind) => (
          <li>
            <a href={`/my/reach/${kind}`}>{w.reach.change[kind]}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A new way to reach somebody. */
export function AddressPage(props: {
  kind: 'email' | 'phone' | 'post'
  value: string
  ways: string[]
  errors: Errors
}) {
  const { kind, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/my/reach/${kind}`} noValidate>
        {kind === 'post' ? (
          <Textarea
            name="value"
            label={w.reach.postLabel}
            labelSize="xl"
            heading
            rows={4}
            value={props.value}
            error={errors.value}
            autocomplete="street-address"
          />
        ) : (
          <Input
            name="value"
            type={kind === 'email' ? 'email' : 'tel'}
            label={kind === 'email' ? w.reach.emailLabel : w.reach.phoneLabel}
            labelSize="xl"
            heading
            hint={kind === 'email' ? w.reach.emailHint : undefined}
            value={props.value}
            error={errors.value}
            autocomplete={kind === 'email' ? 'email' : 'tel'}
            spellcheck={false}
          />
        )}
        {kind === 'phone' && (
          <Checkboxes
            name="ways"
            legend={w.reach.ways}
            legendSize="s"
            hint={w.reach.waysHint}
            values={props.ways}
            choices={[
              { value: 'voicemail', label: w.reach.voicemail },
              { value: 'texts', label: w.reach.texts },
            ]}
          />
        )}
        <Button>{w.save}</Button>
      </form>
    </>
  )
}

/** Someone to ring in an emergency. */
export function EmergencyPage({ values: v, errors }: { values: Typed; errors: Errors }) {
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

/** Reminders, being rung, and a pause from everything. */
export function MessagesPage(props: {
  reminderWeek: boolean
  reminderDay: boolean
  ringIfNotSeen: boolean
  stop: Stop
  today: string
  errors: Errors
}) {
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.messages.title}</h1>
      <form method="post" action="/my/messages/reminders" noValidate>
        <Checkboxes
          name="reminders"
          legend={w.messages.reminders}
          legendSize="m"
          values={[props.reminderWeek && 'week', props.reminderDay && 'day'].filter((one) => one !== false)}
          choices={[
            { value: 'week', label: w.messages.week },
            { value: 'day', label: w.messages.day },
          ]}
        />
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
          <p>{stopWords(props.stop, props.today)}</p>
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
export function CalendarPage(props: { url: string | null; fullTitles: boolean; discreetName: string }) {
  const { url } = props
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
  devices: { id: string; device: string | null; since: Date }[]
  here: string | null
  today: string
  zone: string
}) {
  return (
    <>
      <h1>{w.devices.title}</h1>
      <p>{w.devices.lede}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {props.devices.map((device) => (
          <li>
            {device.device},{' '}
            {w.devices.since(dateInWords(localTime(device.since, props.zone).date, props.today))}
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

/** What was agreed to, word for word, and taking it back. */
export function ConsentPage(props: {
  consent: { given: boolean; words: string; at: Date } | null
  today: string
  zone: string
}) {
  const { consent } = props
  const on = consent && dateInWords(localTime(consent.at, props.zone).date, null)
  return (
    <>
      <h1>{w.consent.title}</h1>
      {consent?.given ? (
        <>
          <p class="app-lede">{consent.words}</p>
          <p>{w.consent.agreedOn(on ?? '')}</p>
          <Details summary={w.consent.back}>
            <h2 class="nhsuk-heading-s">{w.consent.what}</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {w.consent.points.map((point) => (
                <li>{point}</li>
              ))}
            </ul>
            <p>{w.consent.ask}</p>
            <Press action="/my/consent/take-back" variant="warning">
              {w.consent.confirm}
            </Press>
          </Details>
        </>
      ) : (
        <p class="app-lede">{consent && on ? w.consent.takenBackOn(on) : w.consent.none}</p>
      )}
    </>
  )
}

/** Asking for a link. */
export function AskForLinkPage(props: { email: string; errors: Errors; charity: OfCharity }) {
  const { charity } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.link.title}</h1>
      <p class="app-lede">{w.link.lede}</p>
      <form method="post" action="/my/link" noValidate>
        <Input
          name="email"
          type="email"
          label={w.link.label}
          value={props.email}
          error={props.errors.email}
          autocomplete="email"
          spellcheck={false}
        />
        <Button preventDoubleClick>{w.link.send}</Button>
      </form>
      {charity.phone && <p>{w.link.noEmail(charity.phone, charity.phoneHours)}</p>}
    </>
  )
}

/** A link leads here: a button, so that programs that follow links open nothing (P9). */
export function OpenPage({ token, after }: { token: string; after: string }) {
  return (
    <>
      <h1>{w.open.title}</h1>
      <p class="app-lede">{w.open.text}</p>
      <form method="post" action={`/my/open/${token}`}>
        <HiddenFields values={{ after }} />
        <Button preventDoubleClick>{w.open.button}</Button>
      </form>
    </>
  )
}
