import { Button, ButtonRow, Facts, Table } from '#design/components/index.ts'
import { holdings } from '#platform/personal.ts'
import { type Copy, type CopyRow, type CopyValue, isInner } from './copy.ts'
import type { Say } from './shared.tsx'
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
export function CopyPage({ copy, say }: { copy: Copy; say: Say }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p>{w.made(say.moment(copy.madeAt))}</p>
      {copy.sections
        .filter((section) => section.rows.length > 0)
        .map((section) => (
          <section>
            <h2>{section.title}</h2>
            {section.rows.map((row) => (
              <RowFacts row={row} say={say.moment} />
            ))}
          </section>
        ))}
      {copy.campaign && (
        <section>
          <h2>{w.campaign}</h2>
          <RowFacts row={copy.campaign} say={say.moment} />
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
        rows={logLines(copy.log, say.day)}
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

/** One line a day, role and kind of thing, however often it was. */
function logLines(log: Copy['log'], day: (instant: string) => string): string[][] {
  const lines = new Map<string, { line: string[]; fields: Set<string>; n: number }>()
  for (const { at, by, verb, table, fields } of log) {
    const line = [day(at), w.actors[by] ?? by, whatWords(verb, table)]
    const known = lines.get(line.join()) ?? { line, fields: new Set<string>(), n: 0 }
    known.n++
    for (const field of fields) if (verb !== 'did' && !isInner(field)) known.fields.add(human(field))
    lines.set(line.join(), known)
  }
  return [...lines.values()].map(({ line: [when = '', who = '', what = ''], fields, n }) => [
    when,
    who,
    `${what}${w.times(n)}${fields.size > 0 ? ` (${[...fields].join(', ')})` : ''}`,
  ])
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

const whatWords = (verb: string, table: string) =>
  (verb === 'did' && w.deeds[table]) || `${w.verbs[verb] ?? verb} ${tableWords(table)}`

/** A column's name as people read it. */
function human(column: string): string {
  const plain = column
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return w.fields[column] ?? plain.charAt(0).toUpperCase() + plain.slice(1)
}
const tableWords = (table: string) =>
  w.tables[table] ?? holdings[table]?.title?.toLowerCase() ?? table.replaceAll('_', ' ')
