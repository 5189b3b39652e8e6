import { useWords } from '../reading.ts'
import { type Content, classes, has, type Size } from './content.ts'

/** Wrap the only question of a page in its `h1`; a number chooses another level. */
export type Heading = boolean | 1 | 2 | 3

/** What every form field understands. Ids are made from `name`, so an error summary can link to it. */
export interface FieldProps {
  name: string
  /** Another id than the one made from `name`. */
  id?: string | undefined
  label: Content
  labelSize?: Size | undefined
  heading?: Heading | undefined
  /** A few words above the label, such as the step that the question belongs to. */
  caption?: Content
  hint?: Content
  /** What is wrong and how to mend it; marks the field. */
  error?: Content
  disabled?: boolean | undefined
}

/** A heading of the level asked for. */
export function HeadingTag(props: {
  level: number
  class?: string | undefined
  id?: string | undefined
  children?: Content
}) {
  const Tag = `h${props.level}` as 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6'
  return (
    <Tag class={props.class} id={props.id}>
      {props.children}
    </Tag>
  )
}

function captionClass(size: Size | undefined): string {
  return size === undefined || size === 's' ? 'nhsuk-caption' : `nhsuk-caption-${size}`
}

/** The label of one field. */
export function Label(props: {
  for?: string | undefined
  id?: string | undefined
  size?: Size | undefined
  heading?: Heading | undefined
  caption?: Content
  class?: string | undefined
  children?: Content
}) {
  const label = (
    <label
      class={classes('nhsuk-label', props.size && `nhsuk-label--${props.size}`, props.class)}
      for={props.for}
      id={props.id}
    >
      {has(props.caption) && <span class={captionClass(props.size)}>{props.caption}</span>}
      {props.children}
    </label>
  )
  if (!props.heading) return label
  return (
    <HeadingTag level={props.heading === true ? 1 : props.heading} class="nhsuk-label-wrapper">
      {label}
    </HeadingTag>
  )
}

/** The legend of a group of fields. */
export function Legend(props: {
  id?: string | undefined
  size?: Size | undefined
  heading?: Heading | undefined
  caption?: Content
  class?: string | undefined
  children?: Content
}) {
  const inside = (
    <>
      {has(props.caption) && <span class={captionClass(props.size)}>{props.caption}</span>}
      {props.children}
    </>
  )
  return (
    <legend
      class={classes(
        'nhsuk-fieldset__legend',
        props.size && `nhsuk-fieldset__legend--${props.size}`,
        props.class,
      )}
      id={props.id}
    >
      {props.heading ? (
        <HeadingTag level={props.heading === true ? 1 : props.heading} class="nhsuk-fieldset__heading">
          {inside}
        </HeadingTag>
      ) : (
        inside
      )}
    </legend>
  )
}

/** A group of fields under one question. */
export function Fieldset(props: {
  legend?: Content
  legendSize?: Size | undefined
  heading?: Heading | undefined
  caption?: Content
  describedBy?: string | undefined
  role?: 'group' | undefined
  children?: Content
}) {
  return (
    <fieldset class="nhsuk-fieldset" role={props.role} aria-describedby={props.describedBy}>
      {has(props.legend) && (
        <Legend size={props.legendSize} heading={props.heading} caption={props.caption}>
          {props.legend}
        </Legend>
      )}
      {props.children}
    </fieldset>
  )
}

/** A line of help below a label. */
export function Hint(props: { id?: string | undefined; class?: string | undefined; children?: Content }) {
  return (
    <div class={classes('nhsuk-hint', props.class)} id={props.id}>
      {props.children}
    </div>
  )
}

/** What is wrong with a field. `prefix` is read aloud before it; an empty one leaves it out. */
export function ErrorMessage(props: {
  id?: string | undefined
  prefix?: string | undefined
  children?: Content
}) {
  const words = useWords()
  const prefix = props.prefix ?? words.error
  return (
    <span class="nhsuk-error-message" id={props.id}>
      {prefix !== '' && <span class="nhsuk-u-visually-hidden">{`${prefix}: `}</span>}
      {props.children}
    </span>
  )
}

/** The frame around a field: marks it when something is wrong. */
export function FormGroup(props: {
  error?: boolean | undefined
  class?: string | undefined
  data?: Record<`data-${string}`, string | undefined> | undefined
  children?: Content
}) {
  return (
    <div
      class={classes('nhsuk-form-group', props.error && 'nhsuk-form-group--error', props.class)}
      {...props.data}
    >
      {props.children}
    </div>
  )
}

/** Label, hint and error of one field, with the ids that describe it. */
export function fieldParts(props: FieldProps, id: string) {
  const hintId = has(props.hint) ? `${id}-hint` : undefined
  const errorId = has(props.error) && props.error !== true ? `${id}-error` : undefined
  return {
    wrong: has(props.error),
    described: classes(hintId, errorId),
    head: (
      <>
        <Label for={id} size={props.labelSize} heading={props.heading} caption={props.caption}>
          {props.label}
        </Label>
        {hintId && <Hint id={hintId}>{props.hint}</Hint>}
        {errorId && <ErrorMessage id={errorId}>{props.error}</ErrorMessage>}
      </>
    ),
  }
}
