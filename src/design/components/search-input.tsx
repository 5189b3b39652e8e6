import { Button } from './button.tsx'
import { type Content, classes, has, idOf } from './content.ts'
import { type FieldProps, FormGroup, fieldParts } from './field.tsx'
import { type Width, widthClass } from './input.tsx'

/** A search field with its button on the same line. Stands inside a form with `method="get"`. */
export function SearchInput(
  props: FieldProps & {
    value?: string | undefined
    width?: Width | undefined
    placeholder?: string | undefined
    code?: boolean | undefined
    prefix?: Content
    large?: boolean | undefined
    /** The words on the button; without them it is a magnifying glass. */
    button?: string | undefined
    buttonDisabled?: boolean | undefined
  },
) {
  const id = props.id ?? idOf(props.name)
  const { head, described, wrong } = fieldParts(props, id)
  return (
    <FormGroup
      error={wrong}
      class={classes('nhsuk-search-input', props.large && 'nhsuk-search-input--large')}
    >
      {head}
      <div
        class={classes(
          'nhsuk-input-wrapper',
          props.large && 'nhsuk-input-wrapper--large',
          'nhsuk-search-input__wrapper',
        )}
      >
        {has(props.prefix) && (
          <div class="nhsuk-input-wrapper__prefix" aria-hidden="true">
            {props.prefix}
          </div>
        )}
        <input
          class={classes(
            'nhsuk-input',
            props.large && 'nhsuk-input--large',
            props.code && 'nhsuk-input--code',
            wrong && 'nhsuk-input--error',
            widthClass(props.width),
            'nhsuk-search-input__input',
          )}
          id={id}
          name={props.name}
          type="search"
          value={props.value}
          disabled={props.disabled}
          aria-describedby={described}
          autocomplete="off"
          placeholder={props.placeholder}
        />
        <Button
          icon="search"
          small={!props.large}
          ariaLabel={props.button ? undefined : 'Search'}
          disabled={props.buttonDisabled ?? props.disabled}
          class="nhsuk-search-input__button"
        >
          {props.button}
        </Button>
      </div>
    </FormGroup>
  )
}
