import { classes, idOf } from './content.ts'
import { type FieldProps, FormGroup, fieldParts, Hint } from './field.tsx'

export interface TextareaProps extends FieldProps {
  value?: string | undefined
  rows?: number | undefined
  autocomplete?: string | undefined
  spellcheck?: boolean
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const id = props.id ?? idOf(props.name)
  const { head, described, wrong } = fieldParts(props, id)
  return (
    <FormGroup error={wrong}>
      {head}
      <textarea
        class={classes('nhsuk-textarea', wrong && 'nhsuk-textarea--error')}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        disabled={props.disabled}
        aria-describedby={described}
        autocomplete={props.autocomplete as 'on' | undefined}
        {...(props.spellcheck === undefined ? {} : { spellcheck: props.spellcheck })}
      >
        {props.value}
      </textarea>
    </FormGroup>
  )
}

/**
 * Several lines with a limit: says how much is left while somebody types, and the limit itself without script.
 * `threshold` (per cent) keeps quiet until that much is used.
 */
export function CharacterCount(
  props: TextareaProps & {
    max: number
    /** What `max` counts: characters as people see them (the usual), units as the database counts, or words. */
    count?: 'characters' | 'length' | 'words' | undefined
    threshold?: number | undefined
    /** The sentence shown without script; `%{count}` becomes the limit. */
    limitText?: string | undefined
  },
) {
  const id = props.id ?? idOf(props.name)
  const { head, described, wrong } = fieldParts(props, id)
  const sentence =
    props.limitText ?? `You can enter up to %{count} ${props.count === 'words' ? 'words' : 'characters'}`
  return (
    <FormGroup
      error={wrong}
      class="nhsuk-character-count"
      data={{
        'data-module': 'nhsuk-character-count',
        'data-maxlength': String(props.max),
        'data-count-type': props.count,
        'data-threshold': props.threshold === undefined ? undefined : String(props.threshold),
      }}
    >
      {head}
      <textarea
        class={classes('nhsuk-textarea', wrong && 'nhsuk-textarea--error', 'nhsuk-js-character-count')}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        disabled={props.disabled}
        aria-describedby={classes(`${id}-info`, described)}
        {...(props.spellcheck === undefined ? {} : { spellcheck: props.spellcheck })}
      >
        {props.value}
      </textarea>
      <Hint id={`${id}-info`} class="nhsuk-character-count__message">
        {sentence.replace('%{count}', String(props.max))}
      </Hint>
    </FormGroup>
  )
}
