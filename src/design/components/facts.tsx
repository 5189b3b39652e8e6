import { type Content, classes, has } from './content.ts'

/** Short facts with their names: where, how to get in, who leads it. Those without a value are left out. */
export function Facts(props: { items: readonly (readonly [Content, Content] | false | undefined)[] }) {
  return (
    <dl class="app-facts">
      {props.items.map(
        (item) =>
          item &&
          has(item[1]) && (
            <div class="app-facts__row">
              <dt>{item[0]}</dt>
              <dd>{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

export interface Figure {
  value: Content
  /** What is counted, with its denominator where it has one. */
  label: Content
  href?: string | undefined
}

/** A few numbers for staff, each with what it counts. */
export function Figures(props: { items: readonly Figure[]; label?: string | undefined }) {
  return (
    <ul class="app-figures" aria-label={props.label}>
      {props.items.map((item) => (
        <li class="app-figure">
          <b class="app-figure__value">{item.value}</b>{' '}
          {item.href ? (
            <a class="app-figure__label" href={item.href}>
              {item.label}
            </a>
          ) : (
            <span class="app-figure__label">{item.label}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

export interface Todo {
  /** "2 days late", "Today", "By Monday". */
  when: Content
  late?: boolean | undefined
  what: Content
  /** A link or a small button. */
  action?: Content
}

/** What needs doing, most urgent first. */
export function TodoList(props: { items: readonly Todo[]; empty?: Content }) {
  if (props.items.length === 0) return has(props.empty) ? <p class="app-empty">{props.empty}</p> : null
  return (
    <ul class="app-todo">
      {props.items.map((item) => (
        <li class="app-todo__item">
          <span class={classes('app-todo__when', item.late && 'app-todo__when--late')}>{item.when}</span>
          <span class="app-todo__what">{item.what}</span>
          {has(item.action) && <span class="app-todo__action">{item.action}</span>}
        </li>
      ))}
    </ul>
  )
}

/** A heading and what stands below it, one `app-lines__item` each; where there is nothing, a sentence that says so. */
export function Lines<Item>(props: {
  heading: Content
  items: readonly Item[]
  none: Content
  children: (item: Item) => Content
}) {
  return (
    <>
      <h2>{props.heading}</h2>
      {props.items.length === 0 ? (
        <p>{props.none}</p>
      ) : (
        <ul class="app-lines">{props.items.map(props.children)}</ul>
      )}
    </>
  )
}
