import { type Content, classes, has } from './content.ts'
import { Icon, type IconName } from './icon.tsx'

const CLASS = {
  main: undefined,
  quiet: 'nhsuk-button--secondary-solid',
  secondary: 'nhsuk-button--secondary',
  warning: 'nhsuk-button--warning',
  reverse: 'nhsuk-button--reverse',
  brand: 'nhsuk-button--brand',
  login: 'nhsuk-button--login',
} as const

export interface ButtonProps {
  /**
   * `main` once a page; `quiet` on a white ground and `secondary` on a plain one beside it; `warning` for what is
   * hard to undo; `link` looks like a link but does something; `reverse` on dark.
   */
  variant?: keyof typeof CLASS | 'link' | undefined
  /** With an address it is a link that looks like a button. */
  href?: string | undefined
  type?: 'submit' | 'button' | undefined
  name?: string | undefined
  value?: string | undefined
  id?: string | undefined
  small?: boolean | undefined
  disabled?: boolean | undefined
  icon?: IconName | undefined
  iconAt?: 'start' | 'end' | undefined
  /** A second press within a second does nothing (with script). */
  preventDoubleClick?: boolean | undefined
  /** Posts to another address than its form. */
  formaction?: string | undefined
  /** The id of the form that it belongs to, when it stands outside. */
  form?: string | undefined
  /** What a screen reader says instead of the words shown. */
  ariaLabel?: string | undefined
  class?: string | undefined
  children?: Content
}

/** A button, or with `href` a link that looks like one. */
export function Button(props: ButtonProps) {
  const variant = props.variant ?? 'main'
  const name =
    variant === 'link'
      ? classes('nhsuk-link', props.class)
      : classes(
          'nhsuk-button',
          CLASS[variant],
          props.icon && 'nhsuk-button--icon',
          props.small && 'nhsuk-button--small',
          props.class,
        )
  const icon = props.icon && <Icon name={props.icon} />
  const inside = (
    <>
      {props.iconAt !== 'end' && icon}
      {icon && has(props.children) ? (
        <span class="nhsuk-button__content">{props.children}</span>
      ) : (
        props.children
      )}
      {props.iconAt === 'end' && icon}
    </>
  )
  const shared = {
    class: name,
    id: props.id,
    'data-module': variant === 'link' ? undefined : 'nhsuk-button',
    'data-prevent-double-click':
      props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick),
    'aria-label': props.ariaLabel,
  }
  if (props.href !== undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: it leads somewhere, and looks and answers to the space bar as a button
      <a {...shared} href={props.href} role="button" draggable={'false' as unknown as boolean}>
        {inside}
      </a>
    )
  }
  return (
    <button
      {...shared}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      formaction={props.formaction}
      form={props.form}
    >
      {inside}
    </button>
  )
}

/** Buttons and links side by side, the main one first in the source. */
export function ButtonRow({ children }: { children?: Content }) {
  return <div class="nhsuk-button-group">{children}</div>
}
