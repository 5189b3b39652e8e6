import { Button } from './button.tsx'
import { type Content, classes, has, idOf } from './content.ts'
import { ErrorMessage, Hint, Label } from './field.tsx'

/** The one question of a front page: a large field with its button, in a card. Sends a GET. */
export function Ask(props: {
  action: string
  name: string
  label: Content
  hint?: Content
  error?: Content
  value?: string | undefined
  button: string
  autocomplete?: string | undefined
  hidden?: Readonly<Record<string, string>> | undefined
  /** Further choices below the field. */
  children?: Content
}) {
  const id = idOf(props.name)
  const hintId = has(props.hint) ? `${id}-hint` : undefined
  const errorId = has(props.error) ? `${id}-error` : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is too new for the browsers that people bring
    <form
      class="app-ask"
      action={props.action}
      method="get"
      role="search"
      aria-labelledby={`${id}-label`}
      novalidate
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class={classes('nhsuk-form-group', errorId && 'nhsuk-form-group--error')}>
        <Label for={id} id={`${id}-label`} size="s">
          {props.label}
        </Label>
        {hintId && <Hint id={hintId}>{props.hint}</Hint>}
        {errorId && <ErrorMessage id={errorId}>{props.error}</ErrorMessage>}
        <div class="app-ask__row">
          <input
            class={classes('nhsuk-input', errorId && 'nhsuk-input--error')}
            id={id}
            name={props.name}
            type="text"
            value={props.value}
            autocomplete={(props.autocomplete ?? 'off') as 'off'}
            aria-describedby={classes(hintId, errorId)}
          />
          <Button>{props.button}</Button>
        </div>
      </div>
      {props.children}
    </form>
  )
}
