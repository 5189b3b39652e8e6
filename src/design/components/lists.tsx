import { type Content, classes, has, type Size } from './content.ts'
import { HeadingTag } from './field.tsx'
import { Icon } from './icon.tsx'
import { Tag } from './tag.tsx'

/** What to do, or what not to: a heading and a list with ticks or crosses. */
export function DoDontList(props: {
  kind: 'do' | 'dont'
  heading?: Content
  level?: number | undefined
  headingSize?: Size | undefined
  items: readonly Content[]
  /** Put before each item; "do not" on a list of what not to do, unless `''`. */
  prefix?: string | undefined
}) {
  const isDo = props.kind === 'do'
  const prefix = props.prefix ?? (isDo ? '' : 'do not')
  return (
    <div class="nhsuk-card nhsuk-card--feature">
      <div class="nhsuk-card__content">
        <HeadingTag
          level={props.level ?? 3}
          class={classes('nhsuk-card__heading', props.headingSize && `nhsuk-heading-${props.headingSize}`)}
        >
          {props.heading ?? (isDo ? 'Do' : "Don't")}
        </HeadingTag>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are replaced */}
        <ul class={`nhsuk-list nhsuk-list--${isDo ? 'tick' : 'cross'}`} role="list">
          {props.items.map((item) => (
            <li>
              <Icon name={isDo ? 'tick' : 'cross'} />
              {prefix !== '' && `${prefix} `}
              {item}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

export interface Task {
  title: Content
  href?: string | undefined
  hint?: Content
  /** A word for its state; `done` and `later` are quiet, anything else is a tag. */
  status: Content | { text: Content; kind: 'done' | 'later' | 'open' }
}

/** Steps that can be done in any order, each with how far it is. */
export function TaskList(props: { id?: string | undefined; tasks: readonly (Task | false | undefined)[] }) {
  const id = props.id ?? 'task-list'
  return (
    <ul class="nhsuk-task-list">
      {props.tasks.map((task, index) => {
        if (!task) return null
        const hintId = has(task.hint) ? `${id}-${index + 1}-hint` : undefined
        const statusId = `${id}-${index + 1}-status`
        const { status } = task
        return (
          <li class={classes('nhsuk-task-list__item', task.href && 'nhsuk-task-list__item--with-link')}>
            <div class="nhsuk-task-list__name-and-hint">
              {task.href ? (
                <a
                  class="nhsuk-task-list__link nhsuk-link"
                  href={task.href}
                  aria-describedby={classes(hintId, statusId)}
                >
                  {task.title}
                </a>
              ) : (
                <div>{task.title}</div>
              )}
              {hintId && (
                <div class="nhsuk-task-list__hint" id={hintId}>
                  {task.hint}
                </div>
              )}
            </div>
            <div class="nhsuk-task-list__status" id={statusId}>
              {typeof status === 'object' && status !== null && 'kind' in status ? (
                status.kind === 'open' ? (
                  <Tag colour="blue">{status.text}</Tag>
                ) : (
                  <Tag
                    colour={false}
                    border={false}
                    class={classes(
                      'nhsuk-u-font-weight-normal',
                      status.kind === 'later' && 'nhsuk-u-secondary-text-colour',
                    )}
                  >
                    {status.text}
                  </Tag>
                )
              ) : (
                (status as Content)
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
