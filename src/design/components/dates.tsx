import { type Content, classes, has } from './content.ts'

/**
 * A date as a leaf of a calendar; another leaf for a longer session with a speaker. The same date stands in words
 * beside it, so screen readers skip it.
 */
export function CalendarLeaf(props: {
  /** Three letters, such as "Nov". */
  month: string
  day: number | string
  /** A longer session with a speaker. */
  long?: boolean | undefined
  /** It does not take place. */
  off?: boolean | undefined
}) {
  return (
    <div
      class={classes('app-leaf', props.long && 'app-leaf--long', props.off && 'app-leaf--off')}
      aria-hidden="true"
    >
      <span class="app-leaf__month">{props.month}</span>
      <span class="app-leaf__day">{props.day}</span>
    </div>
  )
}

export interface DateRow {
  month: string
  day: number | string
  long?: boolean | undefined
  off?: boolean | undefined
  /** "Friday 27 November", set in bold. */
  title: Content
  /** "11am to 1pm", after the title and a comma. */
  time?: Content
  /** What happens on the day: topics, the speaker, what is different. */
  note?: Content
  /** A link or a button on the right. */
  action?: Content
}

/** Dates in order, each with its leaf, what happens and what can be done. */
export function DateList(props: { dates: readonly DateRow[]; empty?: Content }) {
  if (props.dates.length === 0) return has(props.empty) ? <p class="app-empty">{props.empty}</p> : null
  return (
    <ol class="app-dates">
      {props.dates.map((date) => (
        <li class={classes('app-dates__item', date.off && 'app-dates__item--off')}>
          <CalendarLeaf month={date.month} day={date.day} long={date.long} off={date.off} />
          <div class="app-dates__words">
            <p class="app-dates__title">
              <b>{date.title}</b>
              {has(date.time) && (
                <>
                  , <span class="app-dates__time">{date.time}</span>
                </>
              )}
            </p>
            {has(date.note) && <div class="app-dates__note">{date.note}</div>}
          </div>
          {has(date.action) && <div class="app-dates__action">{date.action}</div>}
        </li>
      ))}
    </ol>
  )
}
