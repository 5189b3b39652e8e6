import {
  Button,
  ButtonRow,
  Checkboxes,
  ErrorSummary,
  Input,
  Radios,
  Textarea,
} from '#design/components/index.ts'
import { Narrow } from './staff-narrow.tsx'
import type { PersonAddress } from './staff-person-queries.ts'
import { addressNotes } from './staff-person-side.tsx'
import { words } from './staff-words.ts'
import { helperStaffWords } from './words-helpers.ts'

type FormProps = {
  personId: string
  called: string
  values: Record<string, string>
  errors: Record<string, string>
}

/** Someone's details, all on one page. */
export function DetailsPage(props: FormProps & { healthTakenBack: boolean }) {
  const { values, errors } = props
  const d = words.details
  return (
    <Narrow>
      <ErrorSummary errors={errors} />
      <h1>{d.title(props.called)}</h1>
      <form method="post" action={`/staff/people/${props.personId}/details`} novalidate>
        <Input
          name="called"
          label={d.called}
          value={values.called}
          error={errors.called}
          width={20}
          autocomplete="off"
        />
        <Input
          name="fullName"
          label={d.fullName}
          value={values.fullName}
          error={errors.fullName}
          autocomplete="off"
        />
        {props.healthTakenBack ? <p>{d.takenBack}</p> : <HealthFields values={values} errors={errors} />}
        <Input name="heardHow" label={d.heard} value={values.heardHow} error={errors.heardHow} />
        <Radios
          name="language"
          legend={d.language}
          legendSize="s"
          hint={d.languageHint}
          inline
          small
          value={values.language}
          choices={[
            { value: 'en', label: d.languages.en },
            { value: 'cy', label: d.languages.cy },
          ]}
        />
        <Checkboxes
          name="ways"
          legend={d.ways}
          legendSize="s"
          small
          choices={(
            [
              ['voicemailOk', d.voicemail],
              ['textsOk', d.texts],
              ['reminderWeek', d.reminderWeek],
              ['reminderDay', d.reminderDay],
              ['largePrint', d.largePrint],
              ['letterReminders', d.letterReminders],
              ['ringIfNotSeen', d.ring],
            ] as const
          ).map(([name, label]) => ({ name, value: name, label }))}
          error={errors.textsOk}
          values={[
            'voicemailOk',
            'textsOk',
            'reminderWeek',
            'reminderDay',
            'largePrint',
            'letterReminders',
            'ringIfNotSeen',
          ].filter((name) => values[name])}
        />
        <ButtonRow>
          <Button>{d.save}</Button>
          <a href={`/staff/people/${props.personId}`}>{d.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}

/** What they told us about their health and needs. */
function HealthFields({ values, errors }: Pick<FormProps, 'values' | 'errors'>) {
  const d = words.details
  return (
    <>
      <Textarea
        name="bearInMind"
        label={d.bear}
        hint={d.bearHint}
        rows={2}
        value={values.bearInMind}
        error={errors.bearInMind}
      />
      <Input name="dietary" label={d.dietary} value={values.dietary} error={errors.dietary} />
      <Input name="accessNeeds" label={d.access} value={values.accessNeeds} error={errors.accessNeeds} />
      <Textarea name="theirNote" label={d.note} rows={3} value={values.theirNote} error={errors.theirNote} />
    </>
  )
}

/** Every way to reach them, with what can be done about it, and a further one. */
export function AddressesPage(props: FormProps & { addresses: readonly PersonAddress[] }) {
  const { values, errors } = props
  const a = words.addresses
  const path = `/staff/people/${props.personId}/addresses`
  return (
    <Narrow>
      <ErrorSummary errors={errors} />
      <h1>{a.title(props.called)}</h1>
      {props.addresses.length > 0 && (
        <>
          <h2>{a.now}</h2>
          <ul class="app-lines">
            {props.addresses.map((address) => (
              <li class="app-lines__item">
                <span class="app-typed">{address.value}</span>{' '}
                <span class="app-small">{addressNotes(address)}</span>
                <div class="app-act">
                  {([address.wrongAt ? 'right' : 'wrong', 'remove'] as const).map((deed) => (
                    <form method="post" action={`${path}/${deed}`}>
                      <input type="hidden" name="addressId" value={address.id} />
                      <Button small variant="link">
                        {a[deed]}
                        <span class="nhsuk-u-visually-hidden"> {address.value}</span>
                      </Button>
                    </form>
                  ))}
                </div>
              </li>
            ))}
          </ul>
          <p class="app-small">{a.wrongHint}</p>
        </>
      )}
      <h2>{a.add}</h2>
      <p>{a.heard}</p>
      <form method="post" action={path} novalidate>
        <Radios
          name="kind"
          legend={a.kind}
          legendSize="s"
          inline
          value={values.kind}
          error={errors.kind}
          choices={(['email', 'phone', 'post'] as const).map((kind) => ({
            value: kind,
            label: a.kinds[kind],
          }))}
        />
        <Input
          name="value"
          label={a.value}
          value={values.value}
          error={errors.value}
          autocomplete="off"
          spellcheck={false}
        />
        <Input
          name="whoseName"
          label={a.whoseName}
          hint={a.whoseHint}
          value={values.whoseName}
          error={errors.whoseName}
          autocomplete="off"
        />
        <Input
          name="relation"
          label={helperStaffWords.relation}
          value={values.relation}
          width={20}
          autocomplete="off"
        />
        <Radios
          name="told"
          legend={helperStaffWords.told}
          legendSize="s"
          hint={a.toldHint}
          small
          value={values.told ?? 'everything'}
          choices={(['everything', 'dates', 'nothing'] as const).map((told) => ({
            value: told,
            label: helperStaffWords.choices[told],
          }))}
        />
        <ButtonRow>
          <Button>{a.save}</Button>
          <a href={`/staff/people/${props.personId}`}>{words.details.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}

/** They asked for a pause, for no reminders, or for nothing at all. */
export function StopsPage(props: FormProps) {
  const { values, errors } = props
  const s = words.stops
  return (
    <Narrow>
      <ErrorSummary errors={errors} />
      <h1>{s.title(props.called)}</h1>
      <form method="post" action={`/staff/people/${props.personId}/stops`} novalidate>
        <Radios
          name="what"
          legend={s.legend}
          legendSize="s"
          hint={s.hint}
          value={values.what}
          error={errors.what}
          choices={[
            { value: 'none', label: s.choices.none },
            {
              value: 'pause',
              label: s.choices.pause,
              reveals: (
                <Input
                  name="weeks"
                  label={s.pauseFor}
                  hint={s.pauseHint}
                  width={2}
                  inputmode="numeric"
                  value={values.weeks}
                  error={errors.weeks}
                />
              ),
            },
            { value: 'reminders', label: s.choices.reminders },
            { value: 'all', label: s.choices.all, hint: s.allHint },
          ]}
        />
        <ButtonRow>
          <Button>{s.save}</Button>
          <a href={`/staff/people/${props.personId}`}>{s.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}
