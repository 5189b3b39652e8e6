import { useWords } from '../reading.ts'
import { type Content, classes, has } from './content.ts'
import { HeadingTag } from './field.tsx'

/** One error: the name of the field (or nothing, for the form as a whole) and what to do. */
export interface FieldError {
  field?: string | undefined
  message: string
}

/** What is wrong with a form: each field's name with its message, in the order of the page. */
export type Errors = Readonly<Record<string, string>>

/**
 * What is wrong, at the top of a form, each line leading to its field. Nothing when there is nothing wrong.
 * `to` names another id for a field, such as the day of a date or the first of some radios.
 */
export function ErrorSummary(props: {
  errors: Errors | readonly FieldError[]
  to?: Readonly<Record<string, string>> | undefined
  heading?: Content
  description?: Content
  disableAutoFocus?: boolean | undefined
}) {
  const words = useWords()
  const list: FieldError[] = Array.isArray(props.errors)
    ? props.errors
    : Object.entries(props.errors as Errors).map(([field, message]) => ({ field, message }))
  if (list.length === 0 && !has(props.description)) return null
  return (
    <div
      class="nhsuk-error-summary"
      data-module="nhsuk-error-summary"
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
    >
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{props.heading ?? words.problem}</h2>
        <div class="nhsuk-error-summary__body">
          {has(props.description) && <p>{props.description}</p>}
          {list.length > 0 && (
            <ul class="nhsuk-list nhsuk-error-summary__list">
              {list.map(({ field, message }) => (
                <li>
                  {field ? (
                    <a href={`#${props.to?.[field] ?? field.replace(/[^\w-]+/g, '-')}`}>{message}</a>
                  ) : (
                    message
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

/** Something that stands out from the text around it. `prefix` is read aloud before it. */
export function InsetText(props: { prefix?: string | undefined; children?: Content }) {
  const words = useWords()
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">{`${props.prefix ?? words.information}: `}</span>
      {typeof props.children === 'string' ? <p>{props.children}</p> : props.children}
    </div>
  )
}

/** Something to know before going on. A heading of its own is read aloud as "Important: …". */
export function WarningCallout(props: {
  heading?: string | undefined
  level?: number | undefined
  prefix?: string | undefined
  children?: Content
}) {
  const words = useWords()
  const prefix = props.prefix ?? words.important
  const heading = props.heading ?? words.important
  return (
    <div class="nhsuk-card nhsuk-card--warning">
      <div class="nhsuk-card__content">
        <HeadingTag level={props.level ?? 3} class="nhsuk-card__heading">
          {heading.includes(prefix) ? (
            heading
          ) : (
            <span role={'text' as 'none'}>
              <span class="nhsuk-u-visually-hidden">{`${prefix}: `}</span>
              {heading}
            </span>
          )}
        </HeadingTag>
        {typeof props.children === 'string' ? (
          <p class="nhsuk-card__description">{props.children}</p>
        ) : (
          props.children
        )}
      </div>
    </div>
  )
}

/**
 * News about the whole page: what was just done (`success`, read aloud at once) or what to know.
 * A text alone becomes its heading; with `heading`, children stand below it.
 */
export function NotificationBanner(props: {
  success?: boolean | undefined
  title?: Content
  titleId?: string | undefined
  heading?: Content
  role?: 'alert' | 'region' | undefined
  disableAutoFocus?: boolean | undefined
  children?: Content
}) {
  const titleId = props.titleId ?? 'nhsuk-notification-banner-title'
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is an alert or a region, both of which take a name
    <div
      class={classes('nhsuk-notification-banner', props.success && 'nhsuk-notification-banner--success')}
      data-module="nhsuk-notification-banner"
      data-disable-auto-focus={
        props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)
      }
      role={props.role ?? (props.success ? 'alert' : 'region')}
      aria-labelledby={titleId}
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id={titleId}>
          {props.title ?? (props.success ? 'Success' : 'Important')}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        {has(props.heading) && <h3 class="nhsuk-notification-banner__heading">{props.heading}</h3>}
        {typeof props.children === 'string' ? (
          <p class={has(props.heading) ? 'nhsuk-body' : 'nhsuk-notification-banner__heading'}>
            {props.children}
          </p>
        ) : (
          props.children
        )}
      </div>
    </div>
  )
}
