import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  Fieldset,
  Input,
  InsetText,
  Radios,
  Select,
  Textarea,
  WarningCallout,
} from '#design/components/index.ts'
import type { PossibleDouble } from './staff-add.ts'
import { Narrow } from './staff-narrow.tsx'
import { registerWords as w } from './words-register.ts'

export type RegisterProps = {
  values: Record<string, string>
  errors: Record<string, string>
  groups: readonly { id: string; name: string }[]
  /** The words to be read out. */
  consent: string
  /** Whether this charity writes in Welsh too. */
  welsh: boolean
  /** Who exists and could be meant. */
  doubles: readonly PossibleDouble[]
}
type FieldOf = (name: string) => { name: string; value: string; error: string | undefined }

/** Everything that the form for joining asks, on one page, in the order in which people say it. */
export function RegisterPage(props: RegisterProps) {
  const { values, errors } = props
  const field: FieldOf = (name) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <Narrow>
      <ErrorSummary errors={errors} to={{ signed: 'signed-day', diagnosed: 'diagnosed-month' }} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="post" action="/staff/people/new" novalidate>
        <Way {...props} />
        <Fieldset legend={w.who} legendSize="m">
          <Input {...field('called')} label={w.called} width={20} autocomplete="off" />
          <Input {...field('fullName')} label={w.fullName} autocomplete="off" />
          <Doubles {...props} />
        </Fieldset>
        <Reach {...props} field={field} />
        <Begin {...props} field={field} />
        <Consent {...props} />
        <Needs values={values} errors={errors} field={field} />
        <ButtonRow>
          <Button preventDoubleClick>{w.save}</Button>
          <a href="/staff/people">{w.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}

function Way({ values, errors }: RegisterProps) {
  const signed = (
    <DateInput
      name="signed"
      legend={w.signed}
      legendSize="s"
      values={{
        day: values['signed-day'] ?? '',
        month: values['signed-month'] ?? '',
        year: values['signed-year'] ?? '',
      }}
      error={errors.signed}
    />
  )
  return (
    <Radios
      name="way"
      legend={w.way}
      legendSize="m"
      value={values.way ?? 'phone'}
      choices={(['phone', 'in person', 'paper'] as const).map((way) => ({
        value: way,
        label: w.ways[way],
        ...(way === 'paper' ? { reveals: signed } : {}),
      }))}
    />
  )
}

/** Said softly, beside the name: they may be known, or a namesake. */
function Doubles({ doubles, errors, values }: RegisterProps) {
  if (doubles.length === 0 && !errors.someoneElse && !values.someoneElse) return null
  return (
    <>
      {doubles.length > 0 && (
        <WarningCallout heading={w.existsTitle}>
          <p>{w.existsWords}</p>
          <ul class="nhsuk-list">
            {doubles.map((one) => (
              <li>
                <a href={`/staff/people/${one.id}`} target="_blank" rel="noopener">
                  {w.exists(
                    one.called,
                    [one.fullName !== one.called && one.fullName, ...one.groups, one.died && w.existsDied]
                      .filter(Boolean)
                      .join(', '),
                  )}
                </a>
              </li>
            ))}
          </ul>
          <Checkboxes
            name="another"
            choices={[{ value: 'yes', label: w.another }]}
            values={values.another === 'yes' ? ['yes'] : []}
            error={errors.another}
          />
        </WarningCallout>
      )}
      {(errors.someoneElse || values.someoneElse) && (
        <Checkboxes
          name="someoneElse"
          choices={[{ value: 'yes', label: w.someoneElse }]}
          values={values.someoneElse === 'yes' ? ['yes'] : []}
          error={errors.someoneElse}
        />
      )}
    </>
  )
}

function Reach({ values, errors, welsh, field }: RegisterProps & { field: FieldOf }) {
  return (
    <Fieldset legend={w.reach} legendSize="m">
      <Input {...field('phone')} label={w.phone} type="tel" inputmode="tel" width={20} autocomplete="off" />
      <Checkboxes
        name="ways"
        legend={w.reachWays}
        legendSize="s"
        small
        choices={[
          { name: 'voicemail', value: 'voicemail', label: w.voicemail },
          { name: 'texts', value: 'texts', label: w.texts },
        ]}
        values={[values.voicemail ?? '', values.texts ?? '']}
      />
      <Input {...field('messageWith')} label={w.messageWith} width={20} autocomplete="off" />
      <Input
        {...field('email')}
        label={w.email}
        type="email"
        width={30}
        autocomplete="off"
        spellcheck={false}
      />
      <Textarea {...field('post')} label={w.post} rows={3} />
      <Checkboxes
        name="letters"
        legend={w.letters}
        legendSize="s"
        small
        choices={(['largePrint', 'letterReminders'] as const).map((name) => ({
          name,
          value: name,
          label: w[name],
        }))}
        values={[values.largePrint ?? '', values.letterReminders ?? '']}
      />
      {welsh && (
        <Radios
          name="language"
          legend={w.language}
          legendSize="s"
          inline
          small
          value={values.language ?? 'en'}
          choices={(['en', 'cy'] as const).map((value) => ({ value, label: w.languages[value] }))}
        />
      )}
      <Details summary={w.helper} open={Boolean(values.whoseName)}>
        <Input {...field('whoseName')} label={w.whoseName} hint={w.whoseHint} autocomplete="off" />
        <Input
          {...field('relation')}
          label={w.relation}
          hint={w.relationHint}
          width={20}
          autocomplete="off"
        />
        <Checkboxes
          name="theirs-phone"
          legend={w.theirs}
          legendSize="s"
          hint={w.theirsHint}
          small
          choices={(['phone', 'email', 'post'] as const).map((way) => ({
            name: `theirs-${way}`,
            value: way,
            label: w.theirsWays[way],
          }))}
          values={(['phone', 'email', 'post'] as const).map((way) => values[`theirs-${way}`] ?? '')}
          error={errors['theirs-phone']}
        />
        <Radios
          name="mayBeTold"
          legend={w.mayBeTold}
          legendSize="s"
          small
          value={values.mayBeTold ?? 'everything'}
          choices={(['everything', 'dates', 'nothing'] as const).map((told) => ({
            value: told,
            label: w.told[told],
          }))}
        />
      </Details>
    </Fieldset>
  )
}

function Begin({ groups, values, errors, field }: RegisterProps & { field: FieldOf }) {
  return (
    <>
      <Select
        name="groupId"
        label={w.group}
        options={[
          { value: '', text: w.noGroup },
          ...groups.map((group) => ({ value: group.id, text: group.name })),
        ]}
        value={values.groupId ?? ''}
        error={errors.groupId}
      />
      <Radios
        name="begins"
        legend={w.begins}
        legendSize="s"
        value={values.begins ?? 'call me'}
        choices={(['call me', 'rang', 'just come', 'I call'] as const).map((value) => ({
          value,
          label: w.beginsChoices[value],
          ...(value === 'call me' ? { reveals: <Input {...field('suits')} label={w.suits} /> } : {}),
        }))}
      />
      <Radios
        name="dates"
        legend={w.dates}
        legendSize="s"
        hint={w.datesHint}
        inline
        small
        value={values.dates ?? 'none'}
        choices={(['next', 'after next', 'standing', 'none'] as const).map((value) => ({
          value,
          label: w.datesChoices[value],
        }))}
      />
    </>
  )
}

function Consent({ consent, values, errors }: RegisterProps) {
  return (
    <Fieldset legend={w.consent} legendSize="m">
      <InsetText>
        <p>
          <b>{w.consentAsk}</b>
        </p>
        <p>{consent}</p>
      </InsetText>
      <Checkboxes
        name="agreed"
        choices={[{ value: 'yes', label: w.agreed }]}
        values={values.agreed === 'yes' ? ['yes'] : []}
        error={errors.agreed}
      />
    </Fieldset>
  )
}

function Needs(props: { values: Record<string, string>; errors: Record<string, string>; field: FieldOf }) {
  const { values, errors, field } = props
  return (
    <Fieldset legend={w.needs} legendSize="m">
      <Textarea {...field('hopes')} label={w.hopes} rows={2} />
      <Input {...field('dietary')} label={w.dietary} autocomplete="off" />
      <Input {...field('access')} label={w.access} autocomplete="off" />
      <Details
        summary={w.more}
        open={['note', 'heard', 'diagnosed-month', 'emergency-name', 'emergency-phone'].some(
          (name) => values[name] || errors[name],
        )}
      >
        <Textarea {...field('note')} label={w.note} rows={3} />
        <DateInput
          name="diagnosed"
          legend={w.diagnosed}
          legendSize="s"
          parts={['month', 'year']}
          values={{ month: values['diagnosed-month'] ?? '', year: values['diagnosed-year'] ?? '' }}
          error={errors.diagnosed}
        />
        <Input {...field('heard')} label={w.heard} autocomplete="off" />
        <Input {...field('emergency-name')} label={w.emergencyName} autocomplete="off" />
        <Input
          {...field('emergency-phone')}
          label={w.emergencyPhone}
          type="tel"
          inputmode="tel"
          width={20}
          autocomplete="off"
        />
      </Details>
    </Fieldset>
  )
}
