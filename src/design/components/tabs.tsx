import type { Content } from './content.ts'

export interface Tab {
  id: string
  label: Content
  content: Content
}

/** Parts of one page of which people need only one at a time; without script they stand below one another. */
export function Tabs(props: { id?: string | undefined; title?: Content; items: readonly Tab[] }) {
  return (
    <div class="nhsuk-tabs" id={props.id} data-module="nhsuk-tabs">
      <h2 class="nhsuk-tabs__heading">{props.title ?? 'Contents'}</h2>
      <ul class="nhsuk-tabs__list">
        {props.items.map((item, index) => (
          <li
            class={
              index === 0 ? 'nhsuk-tabs__list-item nhsuk-tabs__list-item--selected' : 'nhsuk-tabs__list-item'
            }
          >
            <a class="nhsuk-tabs__tab" href={`#${item.id}`}>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
      {props.items.map((item, index) => (
        <div
          class={index === 0 ? 'nhsuk-tabs__panel' : 'nhsuk-tabs__panel nhsuk-tabs__panel--hidden'}
          id={item.id}
        >
          {typeof item.content === 'string' ? <p>{item.content}</p> : item.content}
        </div>
      ))}
    </div>
  )
}
