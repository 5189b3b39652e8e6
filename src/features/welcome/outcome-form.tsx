import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Radios,
  Select,
  Textarea,
} from '#design/components/index.ts'
import { dateInWords, hoursInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Now } from './pages.tsx'
import type { CallPage, CallSettings, NextDate } from './queries.ts'
import { outcomesFor, partsOfDay, timeToWrite, triesToChoose } from './rules.ts'
import { WhatToAsk } from './said-form.tsx'
import { words } from './words.ts'

const w = words.page

const nextField = {
  'left a message': 'next-left',
  'no answer': 'next-none',
  'ring later': 'next-later',
} as const

/** The next dates, to be kept with the same press that saves the call: nothing that was typed is lost. */
function Dates(props: {
  name: 'keep-spoke' | 'keep-rang'
  dates: readonly NextDate[]
  at: Now
  values: Record<string, string>
}) {
  const { dates, at } = props
  const today = localTime(at.now, at.zone).date
  const words = ({ date, starts, ends }: NextDate) =>
    `${dateInWords(date, today)}, ${hoursInWords(starts, ends)}`
  const open = dates.filter(({ place }) => place === null || place === 'offered')
  const said = dates.filter(({ place }) => place === 'kept' || place === 'waiting')
  return (
    <>
      {said.length > 0 && (
        <p class="app-small">
          {said.map((date) => w.placeAt(words(date), date.place === 'waiting', date.limited)).join(' ')}
        </p>
      )}
      {open.length > 0 && (
        <Checkboxes
          name={props.name}
          legend={open.some(({ limited }) => limited) ? w.keep : w.hope}
          legendSize="s"
          small
          choices={open.map((date) => ({ value: date.id, label: words(date) }))}
          values={(props.values[props.name] ?? '').split(' ')}
        />
      )}
    </>
  )
}

/** What came of a call, and when to try again. */
export function OutcomeForm(props: {
  call: CallPage
  at: Now
  dates: readonly NextDate[]
  settings: CallSettings
  /** Only in a welcome call: the words to read out before anything about health is written down. */
  consent: string | null
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, at, settings, values, errors } = props
  const tried = call.tries.map((one) => new Date(one.at))
  const tries = triesToChoose(tried, at.now, at.zone, settings.hours)
  const enough = props.consent !== null && timeToWrite(call.triesSoFar)
  const today = localTime(at.now, at.zone).date
  const again = (name: string) => {
    const instead = enough && name !== 'next-later' ? (call.canWrite ? 'write instead' : 'leave it') : null
    const hints = [
      instead && (instead === 'write instead' ? w.writeHint3 : w.leaveHint),
      call.suits && w.suitsThem(call.suits),
    ].filter(Boolean)
    return (
      <Select
        name={name}
        label={w.next}
        hint={hints.length > 0 ? hints.join(' ') : undefined}
        value={
          values[name] ?? (instead === 'write instead' ? instead : tries.find((one) => one.proposed)?.value)
        }
        error={errors[name]}
        options={[
          ...(instead === 'write instead' ? [{ value: instead, text: w.writeInstead }] : []),
          ...tries.map((one) => {
            const { date, time } = localTime(one.at, at.zone)
            return {
              value: one.value,
              text: words.nextAt(words.next[one.value], dateInWords(date, today), timeInWords(time)),
            }
          }),
          ...(instead === 'leave it' ? [{ value: instead, text: w.leaveIt }] : []),
        ]}
      />
    )
  }
  const named = (
    <>
      <DateInput
        name="later"
        legend={w.named}
        legendSize="s"
        hint={w.namedHint}
        values={{ day: values['later-day'], month: values['later-month'], year: values['later-year'] }}
        error={errors.later}
      />
      <Radios
        name="later-part"
        legend={w.namedPart}
        legendSize="s"
        inline
        small
        value={values['later-part'] ?? 'morning'}
        choices={partsOfDay.map((part) => ({ value: part, label: w.parts[part] }))}
      />
    </>
  )
  const letIn = call.letInWaits && (
    <Checkboxes
      name="letIn"
      choices={[{ value: 'yes', label: w.letIn(call.group), hint: w.letInHint }]}
      values={values.letIn ? ['yes'] : []}
    />
  )
  const wrong = call.phones.length > 0 && (
    <Select
      name="wrong"
      label={w.which}
      hint={w.whichHint}
      value={values.wrong}
      options={call.phones.map(({ id, value }) => ({
        value: id,
        text: call.takenByMe ? value : w.endsIn(value.slice(-3)),
      }))}
    />
  )
  const [year, month, day] = today.split('-').map((part) => part.replace(/^0/, ''))
  const wrote = (
    <DateInput
      name="wrote"
      legend={w.wrote}
      legendSize="s"
      values={{
        day: values['wrote-day'] ?? day,
        month: values['wrote-month'] ?? month,
        year: values['wrote-year'] ?? year,
      }}
      error={errors.wrote}
    />
  )
  return (
    <form method="post" action={`/staff/calls/${call.id}`} novalidate>
      {props.consent !== null && (
        <WhatToAsk
          call={call}
          topics={settings.topics}
          consent={props.consent}
          values={values}
          errors={errors}
        />
      )}
      <Radios
        name="outcome"
        legend={w.form}
        legendSize="m"
        value={values.outcome}
        error={errors.outcome}
        choices={outcomesFor(call.phones.length > 0).map((outcome) => ({
          value: outcome,
          label: words.outcomes[outcome],
          ...(outcome === 'spoke' && (letIn || props.dates.length > 0)
            ? {
                reveals: (
                  <>
                    {letIn}
                    <Dates {...props} name="keep-spoke" />
                  </>
                ),
              }
            : {}),
          ...(outcome === 'they rang' && props.dates.length > 0
            ? { reveals: <Dates {...props} name="keep-rang" /> }
            : {}),
          ...(outcome in nextField
            ? {
                reveals: (
                  <>
                    {again(nextField[outcome as keyof typeof nextField])}
                    {outcome === 'ring later' && named}
                  </>
                ),
              }
            : {}),
          ...(outcome === 'wrong number' && wrong ? { reveals: wrong } : {}),
          ...(outcome === 'we wrote' ? { reveals: wrote } : {}),
        }))}
      />
      <Textarea
        name="note"
        label={w.noteLabel}
        hint={w.noteHint}
        rows={2}
        value={values.note}
        error={errors.note}
      />
      <ButtonRow>
        <Button preventDoubleClick>{w.save}</Button>
        <a href="/staff/calls">{w.cancel}</a>
      </ButtonRow>
    </form>
  )
}
