import { type Content, classes, has, type Size } from './content.ts'
import { HeadingTag } from './field.tsx'
import { Icon } from './icon.tsx'

/** Something to do with what a card or a row shows; `about` completes it for screen readers; the heading of its card follows. */
export interface Action {
  /** Without an address it is a button that submits the form around it. */
  href?: string | undefined
  text: Content
  about?: string | undefined
  /** What the button posts. */
  name?: string | undefined
  value?: string | undefined
}

/** The link or button of an action. */
export function ActionItem({ action, within }: { action: Action; within?: Content }) {
  const about = classes(action.about, typeof within === 'string' && `(${within})`)
  const inside = (
    <>
      {action.text}
      {about && <span class="nhsuk-u-visually-hidden">{` ${about}`}</span>}
    </>
  )
  return action.href === undefined ? (
    <button class="nhsuk-link" type="submit" name={action.name} value={action.value}>
      {inside}
    </button>
  ) : (
    <a class="nhsuk-link" href={action.href}>
      {inside}
    </a>
  )
}

/** A frame around what belongs together. With `href` the heading is a link; `clickable` makes the whole card one. */
export function Card(props: {
  heading?: Content
  level?: 1 | 2 | 3 | 4 | undefined
  headingId?: string | undefined
  headingSize?: Size | 'xs' | undefined
  href?: string | undefined
  clickable?: boolean | undefined
  variant?: 'feature' | 'secondary' | 'primary' | 'warning' | undefined
  actions?: readonly Action[] | undefined
  children?: Content
}) {
  const actions = props.actions ?? []
  const heading = has(props.heading) && (
    <HeadingTag
      level={props.level ?? 2}
      class={classes('nhsuk-card__heading', props.headingSize && `nhsuk-heading-${props.headingSize}`)}
      id={props.headingId}
    >
      {props.href !== undefined && props.variant !== 'feature' ? (
        <a class="nhsuk-card__link" href={props.href}>
          {props.heading}
        </a>
      ) : (
        props.heading
      )}
    </HeadingTag>
  )
  const [first] = actions
  return (
    <div
      class={classes(
        'nhsuk-card',
        props.clickable && 'nhsuk-card--clickable',
        props.variant && `nhsuk-card--${props.variant}`,
      )}
    >
      {first && (
        <div class="nhsuk-card__heading-container">
          {heading}
          {actions.length === 1 ? (
            <div class="nhsuk-card__actions">
              <ActionItem action={first} within={props.heading} />
            </div>
          ) : (
            <ul class="nhsuk-card__actions">
              {actions.map((action) => (
                <li class="nhsuk-card__action">
                  <ActionItem action={action} within={props.heading} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div class="nhsuk-card__content">
        {!first && heading}
        {typeof props.children === 'string' ? (
          <p class="nhsuk-card__description">{props.children}</p>
        ) : (
          props.children
        )}
        {props.variant === 'primary' && <Icon name="chevron-right-circle" />}
      </div>
    </div>
  )
}
