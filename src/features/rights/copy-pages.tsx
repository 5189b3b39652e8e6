import { Button, ButtonRow, Facts, type Row, Table } from '#design/components/index.ts'
import type { Copy, CopyRow, CopyValue } from './copy.ts'
import type { Say } from './shared.tsx'
import type { Words } from './words-copy.ts'

/** Before the copy is made: what is in it, and the two buttons. */
export function AskForCopy(props: {
  action: string
  title: string
  lede: string
  note: string
  show: string
  data: string
  w: Words
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
      <p class="app-small">{props.w.printNote}</p>
    </>
  )
}

/** The copy itself, to be read and printed. */
export function CopyPage(props: {
  w: Words
  copy: Copy
  say: Say
  /** How to reach the charity, and the address of its pages, for whoever reads it on paper. */
  reach: string
  baseUrl: string
}) {
  const { w, copy, say } = props
  return (
    <>
      <h1>{w.title}</h1>
      <p>
        {w.made(say.moment(copy.madeAt))} {w.asKept}
      </p>
      {copy.sections
        .filter((section) => section.rows.length > 0)
        .map((section) => (
          <section>
            <h2>{w.sections[section.table] ?? section.title}</h2>
            {section.rows.map((row) => (
              <RowFacts row={row} w={w} say={say} />
            ))}
          </section>
        ))}
      {copy.campaign && (
        <section>
          <h2>{w.campaign}</h2>
          <RowFacts row={copy.campaign} w={w} say={say} />
        </section>
      )}
      <h2>{w.log}</h2>
      <p>{w.logLede}</p>
      <Table
        caption={w.log}
        captionHidden
        compact
        responsive
        columns={w.logColumns}
        empty={w.nothing}
        rows={logLines(copy.log, w, say)}
      />
      <h2>{w.asking.title}</h2>
      <p>
        {w.asking.why} <a href="/privacy">{`${props.baseUrl}/privacy`}</a>,{' '}
        <a href="/privacy/how-long">{`${props.baseUrl}/privacy/how-long`}</a>.
      </p>
      <p>{w.asking.wrong(props.reach)}</p>
    </>
  )
}

type In = { w: Words; say: Say }

function RowFacts({ row, ...said }: { row: CopyRow } & In) {
  return (
    <Facts
      items={Object.entries(row).map(
        ([column, value]) => [human(column, said.w), shown(column, value, said)] as const,
      )}
    />
  )
}

/** One line a day, role and kind of thing, however often it was. */
function logLines(log: Copy['log'], w: Words, say: Say): Row[] {
  const lines = new Map<string, { line: string[]; fields: Set<string>; n: number }>()
  for (const { at, by, verb, table, fields } of log) {
    const line = [say.day(at), whoWords(by, w), whatWords(verb, table, w)]
    const known = lines.get(line.join()) ?? { line, fields: new Set<string>(), n: 0 }
    known.n++
    for (const field of fields) if (verb !== 'did') known.fields.add(human(field, w))
    lines.set(line.join(), known)
  }
  return [...lines.values()].map(({ line: [when = '', who = '', what = ''], fields, n }) => [
    { content: <span class="app-nowrap">{when}</span>, rich: true },
    who,
    `${what}${w.times(n)}${fields.size > 0 ? ` (${[...fields].join(', ')})` : ''}`,
  ])
}

/** What was sent keeps its lines. */
function shown(column: string, value: CopyValue, said: In) {
  if (column === 'diagnosed_in') return said.say.month(String(value))
  if (column === 'language') return said.w.languages[String(value)] ?? String(value)
  const text = valueWords(value, said)
  return text.includes('\n') ? <span class="app-typed">{text}</span> : text
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const date = /^\d{4}-\d{2}-\d{2}$/
function valueWords(value: CopyValue, said: In): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? said.w.yes : said.w.no
  if (typeof value === 'string')
    return instant.test(value) ? said.say.moment(value) : date.test(value) ? said.say.date(value) : value
  if (Array.isArray(value)) return value.map((one) => valueWords(one, said)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => `${human(key, said.w)}: ${valueWords(one, said)}`)
      .join('; ')
  return String(value)
}

/** Somebody may have several roles. */
const whoWords = (by: string, w: Words) =>
  by
    .split(', ')
    .map((role) => w.actors[role] ?? role)
    .join(', ')
const whatWords = (verb: string, table: string, w: Words) =>
  (verb === 'did' && w.deeds[table]) || w.what(w.verbs[verb] ?? verb, tableWords(table, w))

/** A column's name as people read it. */
function human(column: string, w: Words): string {
  const plain = column
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return w.fields[column] ?? plain.charAt(0).toUpperCase() + plain.slice(1)
}
const tableWords = (table: string, w: Words) =>
  w.tables[table] ?? w.sections[table]?.toLowerCase() ?? table.replaceAll('_', ' ')
