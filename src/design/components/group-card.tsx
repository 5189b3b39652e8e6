import { type Content, has } from './content.ts'
import { HeadingTag } from './field.tsx'
import { Tag } from './tag.tsx'

/** A group as people look for one: where, its name, the next date, and what to know before coming. */
export function GroupCard(props: {
  name: string
  href: string
  /** "In person · 1 mile" or "Online · from anywhere in Scotland". */
  kind: Content
  online?: boolean | undefined
  /** "Friday 27 November, 11am to 1pm". */
  next?: Content
  /** A change that people must know first: a session that does not take place, a pause. */
  notice?: Content
  /** The place, the topic, how many can come. */
  note?: Content
  level?: 2 | 3 | 4 | undefined
}) {
  return (
    <div class="app-group-card">
      <Tag tone={props.online ? 'teal' : 'coral'}>{props.kind}</Tag>
      <HeadingTag level={props.level ?? 3} class="app-group-card__name">
        <a href={props.href}>{props.name}</a>
      </HeadingTag>
      {has(props.notice) && <p class="app-group-card__notice">{props.notice}</p>}
      {has(props.next) && <p class="app-group-card__next">{props.next}</p>}
      {has(props.note) && <p class="app-group-card__note">{props.note}</p>}
    </div>
  )
}

/** Cards below or beside each other; `columns` lets them stand side by side where there is room. */
export function CardList(props: { columns?: boolean | undefined; items: readonly Content[] }) {
  return (
    <ul class={props.columns ? 'app-cards app-cards--columns' : 'app-cards'}>
      {props.items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  )
}
