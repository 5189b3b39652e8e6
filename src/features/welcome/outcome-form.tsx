import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Radios,
  Select,
  Textarea,
} from '#design/components/index.ts'
import { dateInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Now } from './pages.tsx'
import type { CallPage } from './queries.ts'
import { outcomesFor, triesToChoose } from './rules.ts'
import { words } from './words.ts'

const w = words.page

const nextField = {
  'left a message': 'next-left',
  'no answer': 'next-none',
  'ring later': 'next-later',
} as const

/** What came of a call, and when to try again. */
export function OutcomeForm(props: {
  call: CallPage
  at: Now
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, at, values, errors } = props
  const tries = triesToChoose(at.now, at.zone)
  const today = localTime(at.now, at.zone).date
  const again = (name: string) => (
    <Select
      name={name}
      label={w.next}
      value={values[name] ?? tries.find((one) => one.proposed)?.value}
      error={errors[name]}
      options={tries.map((one) => {
        const { date, time } = localTime(one.at, at.zone)
        return {
          value: one.value,
          text: words.nextAt(words.next[one.value], dateInWords(date, today), timeInWords(time)),
        }
      })}
    />
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
      value={values.wrong}
      options={call.phones.map((phone) => ({ value: phone.id, text: phone.value }))}
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
      <Radios
        name="outcome"
        legend={w.form}
        legendSize="m"
        value={values.outcome}
        error={errors.outcome}
        choices={outcomesFor(call.phones.length > 0).map((outcome) => ({
          value: outcome,
          label: words.outcomes[outcome],
          ...(outcome === 'spoke' && letIn ? { reveals: letIn } : {}),
          ...(outcome in nextField ? { reveals: again(nextField[outcome as keyof typeof nextField]) } : {}),
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
