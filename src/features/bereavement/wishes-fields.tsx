import type * as z from 'zod'
import { Input, Radios, Textarea } from '#design/components/index.ts'
import type { wishesForm } from './forms.ts'
import type { Wishes } from './wishes.tsx'
import type { WishesQuestions } from './wishes-words.ts'

const yesNo = (said: boolean | null) => (said === null ? '' : said ? 'yes' : 'no')
/** What is kept, as the fields show it. */
export const valuesOf = (wishes: Wishes | null): Record<string, string> => ({
  whenIll: wishes?.whenIll ?? '',
  whenDied: wishes?.whenDied ?? '',
  nameUsed: yesNo(wishes?.nameUsed ?? null),
  remembered: yesNo(wishes?.remembered ?? null),
  byWhom: wishes?.byWhom ?? '',
  how: wishes?.how ?? '',
})

/** What the fields say, as it is kept. */
export const answersOf = (form: z.output<ReturnType<typeof wishesForm>>): Wishes => ({
  whenIll: form.whenIll || null,
  whenDied: form.whenDied || null,
  nameUsed: form.nameUsed,
  remembered: form.remembered,
  byWhom: form.byWhom || null,
  how: form.how || null,
})

/** The questions about what somebody's group may be told, in the member's own words or in those of whoever writes it down. */
export function WishesFields(props: {
  words: WishesQuestions
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { words, values, errors } = props
  const open = { value: '', label: words.open }
  const told = [{ value: 'tell', label: words.tell }, { value: 'say nothing', label: words.quiet }, open]
  const yesNoOpen = [{ value: 'yes', label: words.yes }, { value: 'no', label: words.no }, open]
  const ask = (name: string, legend: string, choices: typeof told, hint?: string) => (
    <Radios
      name={name}
      legend={legend}
      legendSize="s"
      hint={hint}
      value={values[name] ?? ''}
      choices={choices}
    />
  )
  return (
    <>
      {ask('whenIll', words.whenIll, told)}
      {ask('whenDied', words.whenDied, told)}
      {ask('nameUsed', words.nameUsed, yesNoOpen)}
      {ask('remembered', words.remembered, yesNoOpen, words.rememberedHint)}
      <Input
        name="byWhom"
        label={words.byWhom}
        hint={words.byWhomHint}
        value={values.byWhom}
        error={errors.byWhom}
        autocomplete="off"
      />
      <Textarea
        name="how"
        label={words.how}
        hint={words.howHint}
        rows={4}
        value={values.how}
        error={errors.how}
      />
    </>
  )
}
