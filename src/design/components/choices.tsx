import { type Content, classes, has, idOf, type Size } from './content.ts'
import { ErrorMessage, Fieldset, FormGroup, type Heading, Hint, Label } from './field.tsx'

export interface Choice {
  value: string
  label: Content
  hint?: Content
  /** Shown below once it is chosen (always, without script): further fields. */
  reveals?: Content
  disabled?: boolean | undefined
  /** Another id than the one made from the name and the place in the list. */
  id?: string | undefined
  /** Another name than the group's, for checkboxes that post separately. */
  name?: string | undefined
  /** For checkboxes: `all` ticks the rest, `none` unticks it. */
  means?: 'all' | 'none' | undefined
  /** For checkboxes: the group of names that `means` is about. */
  group?: string | undefined
}

/** A word between choices, such as "or". */
export interface Divider {
  divider: string
  means?: 'all' | undefined
}

export interface ChoicesProps {
  name: string
  /** Start of the ids, when not made from `name`. */
  id?: string | undefined
  legend?: Content
  legendSize?: Size | undefined
  heading?: Heading | undefined
  caption?: Content
  hint?: Content
  error?: Content
  choices: readonly (Choice | Divider | false | undefined)[]
  inline?: boolean | undefined
  small?: boolean | undefined
  disabled?: boolean | undefined
}

const BEHAVIOUR = { all: 'inclusive', none: 'exclusive' } as const

function Choices(
  props: ChoicesProps & { kind: 'radios' | 'checkboxes'; isChosen: (value: string) => boolean },
) {
  const { kind } = props
  const id = props.id ?? idOf(props.name)
  const hintId = has(props.hint) ? `${id}-hint` : undefined
  const errorId = has(props.error) && props.error !== true ? `${id}-error` : undefined
  const described = classes(hintId, errorId)
  const inFieldset = has(props.legend)
  const items = props.choices.map((choice, index) => {
    if (!choice) return null
    const hidden = choice.means === 'all' && kind === 'checkboxes' && 'nhsuk-u-frontend-not-supported-hidden'
    if ('divider' in choice) {
      return <div class={classes(`nhsuk-${kind}__divider`, hidden)}>{choice.divider}</div>
    }
    const itemId = choice.id ?? (index === 0 ? id : `${id}-${index + 1}`)
    const itemHintId = has(choice.hint) ? `${itemId}-item-hint` : undefined
    const chosen = props.isChosen(choice.value)
    const reveals = has(choice.reveals) ? `conditional-${itemId}` : undefined
    return (
      <>
        <div class={classes(`nhsuk-${kind}__item`, hidden)}>
          <input
            class={`nhsuk-${kind}__input`}
            id={itemId}
            name={choice.name ?? props.name}
            type={kind === 'radios' ? 'radio' : 'checkbox'}
            value={choice.value}
            checked={chosen}
            disabled={choice.disabled ?? props.disabled}
            data-behaviour={choice.means && BEHAVIOUR[choice.means]}
            data-behaviour-group={choice.group}
            data-aria-controls={reveals}
            aria-describedby={classes(!inFieldset && kind === 'checkboxes' && described, itemHintId)}
          />
          <Label for={itemId} class={`nhsuk-${kind}__label`}>
            {choice.label}
          </Label>
          {itemHintId && (
            <Hint id={itemHintId} class={`nhsuk-${kind}__hint`}>
              {choice.hint}
            </Hint>
          )}
        </div>
        {reveals && (
          <div
            class={classes(`nhsuk-${kind}__conditional`, !chosen && `nhsuk-${kind}__conditional--hidden`)}
            id={reveals}
          >
            {choice.reveals}
          </div>
        )}
      </>
    )
  })
  const inside = (
    <>
      {hintId && <Hint id={hintId}>{props.hint}</Hint>}
      {errorId && <ErrorMessage id={errorId}>{props.error}</ErrorMessage>}
      <div
        class={classes(
          `nhsuk-${kind}`,
          props.small && `nhsuk-${kind}--small`,
          props.inline && `nhsuk-${kind}--inline`,
        )}
        data-module={`nhsuk-${kind}`}
      >
        {items}
      </div>
    </>
  )
  return (
    <FormGroup error={has(props.error)}>
      {inFieldset ? (
        <Fieldset
          legend={props.legend}
          legendSize={props.legendSize}
          heading={props.heading}
          caption={props.caption}
          describedBy={described}
        >
          {inside}
        </Fieldset>
      ) : (
        inside
      )}
    </FormGroup>
  )
}

/** Choose one. */
export function Radios(props: ChoicesProps & { value?: string | undefined }) {
  return <Choices {...props} kind="radios" isChosen={(value) => value === props.value} />
}

/** Choose any. */
export function Checkboxes(props: ChoicesProps & { values?: readonly string[] | undefined }) {
  return <Choices {...props} kind="checkboxes" isChosen={(value) => props.values?.includes(value) ?? false} />
}
