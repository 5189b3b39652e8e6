import { Button, Fieldset, Input, Radios, Textarea } from '#design/components/index.ts'
import type { FamilyWishes } from './plan-queries.ts'
import { planWords } from './plan-words.ts'

const w = planWords.family
const yesNo = (said: boolean | null | undefined) =>
  said === null || said === undefined ? '' : said ? 'yes' : 'no'

/** What the family wishes, as facts. */
export function familyFacts(family: FamilyWishes, day: (instant: Date) => string) {
  const said = (value: boolean | null, yes: string, no: string) => value !== null && (value ? yes : no)
  return [
    [w.saidOf.maySay, said(family.maySay, w.mayBeTold, w.mayNot)],
    [w.saidOf.nameUsed, said(family.nameUsed, w.mayBeUsed, w.notUsed)],
    [w.saidOf.remembered, said(family.remembered, w.mayBeUsed, w.notUsed)],
    [w.saidOf.flowers, family.flowers],
    [w.saidOf.note, family.note],
    [
      w.saidOf.contact,
      family.contactName &&
        family.contactHow &&
        family.contactAgreedWay &&
        family.contactAgreedAt &&
        w.agreed(
          family.contactName,
          family.contactHow,
          w.ways[family.contactAgreedWay],
          day(family.contactAgreedAt),
        ),
    ],
  ] as const
}

/** Writing down what the family says, in the order in which one asks. */
export function FamilyForm(props: {
  action: string
  family: FamilyWishes | null
  values: Record<string, string> | null
  errors: Record<string, string>
}) {
  const { errors, family } = props
  const values = props.values ?? {
    maySay: yesNo(family?.maySay),
    nameUsed: yesNo(family?.nameUsed),
    remembered: yesNo(family?.remembered),
    flowers: family?.flowers ?? '',
    note: family?.note ?? '',
    contactName: family?.contactName ?? '',
    contactHow: family?.contactHow ?? '',
    contactAgreed: family?.contactAgreedWay ?? '',
  }
  const ask = (name: 'maySay' | 'nameUsed' | 'remembered') => (
    <Radios
      name={name}
      legend={w[name]}
      legendSize="s"
      small
      value={values[name] ?? ''}
      choices={[
        { value: 'yes', label: w.yes },
        { value: 'no', label: w.no },
        { value: '', label: w.open },
      ]}
    />
  )
  return (
    <form method="post" action={props.action} novalidate>
      {ask('maySay')}
      {ask('nameUsed')}
      {ask('remembered')}
      <Input
        name="flowers"
        label={w.flowers}
        value={values.flowers}
        error={errors.flowers}
        autocomplete="off"
      />
      <Textarea name="note" label={w.note} rows={3} value={values.note} error={errors.note} />
      <Fieldset legend={w.contact} legendSize="s">
        <p>{w.contactHint}</p>
        <Input
          name="contactName"
          label={w.contactName}
          value={values.contactName}
          error={errors.contactName}
          autocomplete="off"
        />
        <Input
          name="contactHow"
          label={w.contactHow}
          value={values.contactHow}
          error={errors.contactHow}
          autocomplete="off"
        />
        <Radios
          name="contactAgreed"
          legend={w.contactAgreed}
          small
          value={values.contactAgreed}
          error={errors.contactAgreed}
          choices={Object.entries(w.ways).map(([value, label]) => ({ value, label }))}
        />
      </Fieldset>
      <Button small>{w.save}</Button>
    </form>
  )
}
