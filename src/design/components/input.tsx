import { type Content, classes, has, idOf } from './content.ts'
import { type FieldProps, FormGroup, fieldParts } from './field.tsx'

/** Widths in characters; a fraction is of the line. */
export type Width =
  | 2
  | 3
  | 4
  | 5
  | 10
  | 20
  | 30
  | 'one-quarter'
  | 'one-third'
  | 'one-half'
  | 'two-thirds'
  | 'three-quarters'
  | 'full'

export interface InputProps extends FieldProps {
  value?: string | undefined
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | 'date' | 'time' | 'number' | undefined
  width?: Width | undefined
  autocomplete?: string | undefined
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'search' | undefined
  spellcheck?: boolean | undefined
  autocapitalize?: string | undefined
  maxlength?: number | undefined
  /** The id of a `datalist` with suggestions. */
  list?: string | undefined
  placeholder?: string | undefined
  /** Letters of equal width, for codes and references. */
  code?: boolean | undefined
  prefix?: Content
  suffix?: Content
  /** A button or a link on the same line. */
  after?: Content
}

/** The class of a width, for inputs and selects. */
export function widthClass(width: Width | undefined): string | undefined {
  if (width === undefined) return undefined
  return typeof width === 'number' ? `nhsuk-input--width-${width}` : `nhsuk-u-width-${width}`
}

/** One line of text. */
export function Input(props: InputProps) {
  const id = props.id ?? idOf(props.name)
  const { head, described, wrong } = fieldParts(props, id)
  const input = (
    <input
      class={classes(
        'nhsuk-input',
        props.code && 'nhsuk-input--code',
        wrong && 'nhsuk-input--error',
        widthClass(props.width),
      )}
      id={id}
      name={props.name}
      type={(props.type ?? 'text') as 'text'}
      {...(props.spellcheck === undefined ? {} : { spellcheck: props.spellcheck })}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={described}
      autocomplete={props.autocomplete as 'on' | undefined}
      autocapitalize={props.autocapitalize as 'none' | undefined}
      maxLength={props.maxlength}
      list={props.list}
      placeholder={props.placeholder}
      inputmode={props.inputmode}
    />
  )
  const wrapped = has(props.prefix) || has(props.suffix) || has(props.after)
  return (
    <FormGroup error={wrong}>
      {head}
      {wrapped ? (
        <div class="nhsuk-input-wrapper">
          {has(props.prefix) && (
            <div class="nhsuk-input-wrapper__prefix" aria-hidden="true">
              {props.prefix}
            </div>
          )}
          {input}
          {has(props.suffix) && (
            <div class="nhsuk-input-wrapper__suffix" aria-hidden="true">
              {props.suffix}
            </div>
          )}
          {props.after}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  )
}
