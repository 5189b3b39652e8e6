import {
  Checkboxes,
  DateInput,
  type Errors,
  Input,
  Radios,
  Select,
  Textarea,
} from '#design/components/index.ts'
import { nations } from './clashes.ts'
import { dateParts, many, one, type Values } from './form-parts.ts'
import { dateFields, FormPage } from './staff-pages.tsx'
import { staffWords } from './staff-words.ts'

const w = staffWords

type FormProps = { values: Values; errors?: Errors; back: string }
type Choice = { id: string; name: string }

function ServiceField({ values, errors = {}, services }: FormProps & { services: readonly Choice[] }) {
  return (
    <Select
      name="service"
      label={w.form.service}
      value={one(values, 'service')}
      error={errors.service}
      options={services.map((service) => ({ value: service.id, text: service.name }))}
    />
  )
}

function NationsField({ values, errors = {} }: FormProps) {
  return (
    <Checkboxes
      name="nations"
      legend={w.form.nations}
      legendSize="s"
      hint={w.form.nationsHint}
      values={many(values, 'nations')}
      error={errors.nations}
      choices={nations.map((nation) => ({ value: nation, label: nation }))}
      small
    />
  )
}

function LaunchField({ values, errors = {} }: FormProps) {
  return (
    <DateInput
      name="launch"
      legend={w.form.launch}
      legendSize="s"
      hint={w.form.launchHint}
      values={dateParts(values, 'launch')}
      error={errors.launch}
    />
  )
}

export function NewGroupPage(props: FormProps & { services: readonly Choice[] }) {
  const { values, errors = {} } = props
  return (
    <FormPage
      title={w.form.newTitle}
      lede={w.form.newLede}
      errors={errors}
      to={{ ...dateFields('launch') }}
      button={w.form.make}
      back={props.back}
    >
      <Input
        name="name"
        label={w.form.name}
        hint={w.form.nameHint}
        value={one(values, 'name')}
        error={errors.name}
        maxlength={120}
      />
      {props.services.length > 1 ? (
        <ServiceField {...props} />
      ) : (
        <input type="hidden" name="service" value={props.services[0]?.id} />
      )}
      <Radios
        name="kind"
        legend={w.form.kind}
        legendSize="s"
        value={one(values, 'kind')}
        error={errors.kind}
        choices={Object.entries(w.kinds).map(([value, label]) => ({ value, label }))}
      />
      <NationsField {...props} />
      <LaunchField {...props} />
    </FormPage>
  )
}

export function EditGroupPage(props: FormProps & { services: readonly Choice[] }) {
  const { values, errors = {} } = props
  const line = (name: string, label: string, hint?: string, width?: 5 | 20) => (
    <Input
      name={name}
      label={label}
      hint={hint}
      value={one(values, name)}
      error={errors[name]}
      width={width}
      inputmode={width === 5 ? 'numeric' : undefined}
    />
  )
  return (
    <FormPage
      title={w.form.editTitle}
      errors={errors}
      to={dateFields('launch')}
      button={w.form.save}
      back={props.back}
    >
      {line('name', w.form.name, w.form.nameHint)}
      {line('slug', w.form.slug, w.form.slugHint)}
      <ServiceField {...props} />
      <NationsField {...props} />
      <LaunchField {...props} />
      <Radios
        name="language"
        legend={w.form.language}
        legendSize="s"
        value={one(values, 'language')}
        choices={Object.entries(w.languages).map(([value, label]) => ({ value, label }))}
        inline
      />
      {line('sessionLimit', w.form.sessionLimit, w.form.sessionLimitHint, 5)}
      {line('memberLimit', w.form.memberLimit, w.form.memberLimitHint, 5)}
      {line('ledBy', w.form.ledBy, w.form.ledByHint)}
      <Textarea
        name="expect"
        label={w.form.expect}
        hint={w.form.expectHint}
        rows={5}
        value={one(values, 'expect')}
        error={errors.expect}
      />
      {line('askPhone', w.form.askPhone, w.form.askHint, 20)}
      {line('askEmail', w.form.askEmail, w.form.askHint)}
    </FormPage>
  )
}

export function PlacePage(
  props: FormProps & { venues: readonly { id: string; name: string; town: string }[] },
) {
  const { values, errors = {} } = props
  return (
    <FormPage title={w.form.placeTitle} errors={errors} button={w.form.save} back={props.back}>
      <Select
        name="venue"
        label={w.form.venue}
        hint={w.form.venueHint}
        value={one(values, 'venue')}
        error={errors.venue}
        options={[
          { value: '', text: w.form.noVenue },
          ...props.venues.map((venue) => ({ value: venue.id, text: `${venue.town}: ${venue.name}` })),
        ]}
      />
      <p>
        <a href="/staff/venues/new">{w.form.newVenue}</a>
      </p>
    </FormPage>
  )
}

export function LinkPage(props: FormProps) {
  const { values, errors = {} } = props
  return (
    <FormPage title={w.form.linkTitle} errors={errors} button={w.form.save} back={props.back}>
      <Input
        name="url"
        label={w.form.link}
        hint={w.form.linkHint}
        value={one(values, 'url')}
        error={errors.url}
        type="url"
        spellcheck={false}
        autocomplete="off"
      />
      <Input
        name="dialIn"
        label={w.form.dialIn}
        value={one(values, 'dialIn')}
        error={errors.dialIn}
        width={20}
      />
      <Input
        name="dialInCode"
        label={w.form.dialInCode}
        value={one(values, 'dialInCode')}
        error={errors.dialInCode}
        width={10}
        autocomplete="off"
      />
      <Textarea
        name="help"
        label={w.form.help}
        hint={w.form.helpHint}
        rows={4}
        value={one(values, 'help')}
        error={errors.help}
      />
    </FormPage>
  )
}

export function PeoplePage(
  props: FormProps & {
    facilitators: readonly (Choice & { email: string })[]
    coordinators: readonly (Choice & { email: string })[]
  },
) {
  const { values, errors = {} } = props
  const boxes = (
    name: 'facilitators' | 'coordinators',
    legend: string,
    hint: string,
    colleagues: readonly (Choice & { email: string })[],
  ) => (
    <Checkboxes
      name={name}
      legend={legend}
      legendSize="m"
      hint={colleagues.length === 0 ? w.form.noColleagues : hint}
      values={many(values, name)}
      error={errors[name]}
      choices={colleagues.map((one) => ({ value: one.id, label: one.name, hint: one.email }))}
    />
  )
  return (
    <FormPage title={w.form.peopleTitle} errors={errors} button={w.form.save} back={props.back}>
      {boxes('facilitators', w.form.facilitators, w.form.facilitatorsHint, props.facilitators)}
      {boxes('coordinators', w.form.coordinators, w.form.coordinatorsHint, props.coordinators)}
    </FormPage>
  )
}

export function StatePage(props: FormProps & { ahead: number }) {
  const { values, errors = {} } = props
  const choice = (value: keyof typeof w.states) => ({
    value,
    label: w.states[value],
    hint: w.form.stateHints[value],
  })
  return (
    <FormPage title={w.form.stateTitle} errors={errors} button={w.form.save} back={props.back}>
      <Radios
        name="state"
        legend={w.form.state}
        legendSize="s"
        value={one(values, 'state')}
        error={errors.state}
        choices={[
          choice('planned'),
          choice('open'),
          {
            ...choice('paused'),
            reveals: (
              <Textarea
                name="pausedWords"
                label={w.form.pausedWords}
                hint={w.form.pausedHint}
                rows={3}
                value={one(values, 'pausedWords')}
                error={errors.pausedWords}
              />
            ),
          },
          choice('closed'),
        ]}
      />
      {props.ahead > 0 && (
        <Radios
          name="ahead"
          legend={w.form.ahead(props.ahead)}
          legendSize="s"
          hint={w.form.aheadHint}
          value={one(values, 'ahead')}
          error={errors.ahead}
          choices={[
            { value: 'stay', label: w.form.stay },
            {
              value: 'end',
              label: w.form.end,
              reveals: (
                <Textarea
                  name="endWords"
                  label={w.form.endWords}
                  hint={w.form.endHint}
                  rows={3}
                  value={one(values, 'endWords')}
                  error={errors.endWords}
                />
              ),
            },
          ]}
        />
      )}
    </FormPage>
  )
}
