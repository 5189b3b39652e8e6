import type { ComponentChildren } from 'preact'
import { Button, ButtonRow, CalendarLeaf, ErrorSummary, type Errors, Tag } from '#design/components/index.ts'
import type { Group } from './reads.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords

/** The frame of every form: what is wrong, the title, the fields, the main button first. */
export function FormPage(props: {
  title: string
  errors?: Errors
  to?: Readonly<Record<string, string>>
  lede?: ComponentChildren
  button: string
  warning?: boolean
  back: string
  children: ComponentChildren
}) {
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={props.errors ?? {}} to={props.to ?? {}} />
        <h1>{props.title}</h1>
        {props.lede && <p class="app-lede">{props.lede}</p>}
        <form method="post" noValidate>
          {props.children}
          <ButtonRow>
            <Button variant={props.warning ? 'warning' : 'main'} preventDoubleClick>
              {props.button}
            </Button>
            <a href={props.back}>{w.form.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}

/** Where a date with three fields is linked to from the summary of errors. */
export const dateFields = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, `${name}-day`]))

const tones = { planned: 'plum', open: 'teal', paused: 'coral', closed: undefined } as const

export function StateTag({ state }: { state: Group['state'] }) {
  const tone = tones[state]
  return <Tag {...(tone ? { tone } : {})}>{w.states[state]}</Tag>
}

const monthName = (date: string) =>
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
    Number(date.slice(5, 7)) - 1
  ] ?? ''

/** A date's leaf and its words side by side, as in a table. */
export function Leaf(props: { date: string; long?: boolean; off?: boolean }) {
  return (
    <CalendarLeaf
      month={monthName(props.date)}
      day={Number(props.date.slice(8))}
      long={props.long}
      off={props.off}
    />
  )
}
