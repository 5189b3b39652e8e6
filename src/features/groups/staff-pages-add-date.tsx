import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  ErrorSummary,
  InsetText,
  Textarea,
} from '#design/components/index.ts'
import { nearDays } from '#features/messages/rules.ts'
import type { Clash } from './clashes.ts'
import { dateParts, many, one } from './form-parts.ts'
import { dateFields } from './staff-pages.tsx'
import { type FormProps, TimeFields, VenueField, type Venues } from './staff-pages-fields.tsx'
import { staffWords } from './staff-words.ts'

const w = staffWords.session

/** What stands against a date, before it is saved (P10). */
export function ClashNote({ clashes }: { clashes: readonly Clash[] }) {
  if (clashes.length === 0) return null
  return (
    <InsetText>
      <p>
        <b>{w.clashNote}</b>: {clashes.map((clash) => clash.words).join('; ')}.
      </p>
    </InsetText>
  )
}

/** An extra date; when it clashes, what stands against it is said before it is saved. */
export function AddPage(props: FormProps & { venues: Venues; clashes: readonly Clash[]; members: number }) {
  const { values, errors } = props
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} to={dateFields('date')} />
        <h1>{w.addTitle}</h1>
        <ClashNote clashes={props.clashes} />
        <form method="post" noValidate>
          {props.clashes.length > 0 && <input type="hidden" name="seen" value={one(values, 'seen')} />}
          <DateInput
            name="date"
            legend={w.date}
            legendSize="s"
            hint={w.dateHint}
            values={dateParts(values, 'date')}
            error={errors.date}
          />
          <TimeFields {...props} />
          <VenueField {...props} />
          <Textarea name="note" label={w.note} rows={3} value={one(values, 'note')} error={errors.note} />
          {props.members > 0 && (
            <Checkboxes
              name="tell"
              values={many(values, 'tell')}
              choices={[{ value: 'yes', label: w.tell(props.members), hint: w.tellHint(nearDays) }]}
            />
          )}
          <ButtonRow>
            <Button preventDoubleClick>{props.clashes.length > 0 ? w.addAnyway : w.addButton}</Button>
            <a href={props.back}>{staffWords.form.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}
