import { classes, idOf } from './content.ts'
import { type FieldProps, FormGroup, fieldParts } from './field.tsx'
import { type Width, widthClass } from './input.tsx'

export interface Option {
  value?: string | undefined
  text: string
  disabled?: boolean | undefined
}

/** A list of which one is chosen; radios are kinder when there are few. */
export function Select(
  props: FieldProps & {
    options: readonly Option[]
    value?: string | undefined
    width?: Width | undefined
    autocomplete?: string | undefined
  },
) {
  const id = props.id ?? idOf(props.name)
  const { head, described, wrong } = fieldParts(props, id)
  return (
    <FormGroup error={wrong}>
      {head}
      <select
        class={classes('nhsuk-select', wrong && 'nhsuk-select--error', widthClass(props.width))}
        id={id}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={described}
        autocomplete={props.autocomplete as 'on' | undefined}
      >
        {props.options.map((option) => (
          <option
            value={option.value}
            selected={props.value !== undefined && (option.value ?? option.text) === props.value}
            disabled={option.disabled}
          >
            {option.text}
          </option>
        ))}
      </select>
    </FormGroup>
  )
}
