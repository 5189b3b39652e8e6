import { useWords } from '../reading.ts'
import { type Content, classes, has, idOf, type Size } from './content.ts'
import { ErrorMessage, Fieldset, FormGroup, type Heading, Hint, Label } from './field.tsx'

export type DatePart = 'day' | 'month' | 'year'

/** What was typed, part by part. */
export type DateValues = Partial<Record<DatePart, string | undefined>>

/**
 * A date that people know by heart, typed as numbers. Posts `<name>-day`, `<name>-month` and `<name>-year`.
 * In an error summary, link to the first wrong part: `to={{ born: 'born-day' }}`.
 */
export function DateInput(props: {
  name: string
  legend?: Content
  legendSize?: Size | undefined
  heading?: Heading | undefined
  caption?: Content
  hint?: Content
  error?: Content
  /** Which parts the error is about; all of them unless told. */
  wrong?: readonly DatePart[] | undefined
  /** Which parts are asked for; all three unless told. */
  parts?: readonly DatePart[] | undefined
  values?: DateValues | undefined
  labels?: Record<DatePart, string> | undefined
  /** `bday` fills in the three parts of a date of birth. */
  autocomplete?: 'bday' | undefined
  disabled?: boolean | undefined
  /** The id of the group, when not made from `name`. */
  id?: string | undefined
  /** The start of the posted names, when it is not `name`; empty for none. */
  namePrefix?: string | undefined
}) {
  const words = useWords()
  const id = props.id ?? idOf(props.name)
  const prefix = props.namePrefix ?? props.name
  const parts = props.parts ?? (['day', 'month', 'year'] as const)
  const isWrong = has(props.error)
  const isPartWrong = (part: DatePart) => props.wrong?.includes(part) ?? true
  const hintId = has(props.hint) ? `${id}-hint` : undefined
  const errorId = isWrong && props.error !== true ? `${id}-error` : undefined
  const described = classes(hintId, errorId)
  const inside = (
    <>
      {hintId && <Hint id={hintId}>{props.hint}</Hint>}
      {errorId && <ErrorMessage id={errorId}>{props.error}</ErrorMessage>}
      <div class="nhsuk-date-input" id={id}>
        {parts.map((part) => (
          <div class="nhsuk-date-input__item">
            <FormGroup error={isWrong && isPartWrong(part)}>
              <Label for={`${id}-${part}`} class="nhsuk-date-input__label">
                {(props.labels ?? words.date)[part]}
              </Label>
              <input
                class={classes(
                  'nhsuk-input',
                  isWrong && isPartWrong(part) && 'nhsuk-input--error',
                  part === 'year' ? 'nhsuk-input--width-4' : 'nhsuk-input--width-2',
                  'nhsuk-date-input__input',
                )}
                id={`${id}-${part}`}
                name={prefix === '' ? part : `${prefix}-${part}`}
                type="text"
                value={props.values?.[part]}
                disabled={props.disabled}
                inputmode="numeric"
                autocomplete={props.autocomplete && `${props.autocomplete}-${part}`}
              />
            </FormGroup>
          </div>
        ))}
      </div>
    </>
  )
  return (
    <FormGroup error={isWrong}>
      {has(props.legend) ? (
        <Fieldset
          legend={props.legend}
          legendSize={props.legendSize}
          heading={props.heading}
          caption={props.caption}
          describedBy={described}
          role="group"
        >
          {inside}
        </Fieldset>
      ) : (
        inside
      )}
    </FormGroup>
  )
}
