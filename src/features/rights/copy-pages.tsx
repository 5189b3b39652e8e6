import { Button, ButtonRow, Facts, Table } from '#design/components/index.ts'
import { holdings } from '#platform/personal.ts'
import type { Copy, CopyRow, CopyValue } from './copy.ts'
import { words } from './words.ts'

const w = words.copy

/** Before the copy is made: what is in it, and the two buttons. */
export function AskForCopy(props: {
  action: string
  title: string
  lede: string
  note: string
  show: string
  data: string
}) {
  return (
    <>
      <h1>{props.title}</h1>
      <p class="app-lede">{props.lede}</p>
      <p>{props.note}</p>
      <form method="post" action={props.action}>
        <ButtonRow>
          <Button name="as" value="page">
            {props.show}
          </Button>
          <Button name="as" value="data" variant="secondary">
            {props.data}
          </Button>
        </ButtonRow>
      </form>
      <p class="app-small">{w.printNote}</p>
    </>
  )
}

/** The copy itself, to be read and printed. */
export function CopyPage({ copy, say }: { copy: Copy; say: (instant: string) => string }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p>{w.made(say(copy.madeAt))}</p>
      {copy.sections
        .filter((section) => section.rows.length > 0)
        .map((section) => (
          <section>
            <h2>{section.title}</h2>
            {section.rows.map((row) => (
              <RowFacts row={row} say={say} />
            ))}
          </section>
        ))}
      {copy.campaign && (
        <section>
          <h2>{w.campaign}</h2>
          <RowFacts row={copy.campaign} say={say} />
        </section>
      )}
      <h2>{w.log}</h2>
      <p>{w.logLede}</p>
      <Table
        caption={w.log}
        captionHidden
        compact
        columns={w.logColumns}
        empty={w.nothing}
        rows={copy.log.map((entry) => [
          say(entry.at),
          w.actors[entry.by] ?? entry.by,
          [
            w.verbs[entry.verb] ?? entry.verb,
            tableWords(entry.table),
            ...(entry.fields.length > 0 ? [`(${entry.fields.map(human).join(', ')})`] : []),
          ].join(' '),
        ])}
      />
    </>
  )
}

function RowFacts({ row, say }: { row: CopyRow; say: (instant: string) => string }) {
  return (
    <Facts
      items={Object.entries(row).map(([column, value]) => [human(column), valueWords(value, say)] as const)}
    />
  )
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
function valueWords(value: CopyValue, say: (instant: string) => string): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? w.yes : w.no
  if (typeof value === 'string') return instant.test(value) ? say(value) : value
  if (Array.isArray(value)) return value.map((one) => valueWords(one, say)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => `${human(key)}: ${valueWords(one, say)}`)
      .join('; ')
  return String(value)
}

/** A column's name as people read it: "let in at". */
const human = (column: string) =>
  column
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
const tableWords = (table: string) => holdings[table]?.title?.toLowerCase() ?? human(table)
