import { Button, Empty, ErrorMessage, Table, Tag, WarningCallout } from '#design/components/index.ts'
import { dateInWords, localTime, timeInWords } from '../groups/rules.ts'
import type { BatchRow, IncomingRow, LetterRow, PaperRow } from './letter-queries.ts'
import { mostInBatch, type PulledOut } from './letter-sheets.ts'
import { letterPageWords as w } from './words-letter-pages.ts'
import { words } from './words-pages.ts'

const zone = 'Europe/London'
const kindWords = (kind: string) => words.kinds[kind] ?? kind
function moment(at: Date): string {
  const { date, time } = localTime(at, zone)
  return `${dateInWords(date, null)}, ${timeInWords(time)}`
}

/** Letters to print, and the batches. */
export function LettersPage(props: { letters: LetterRow[]; batches: BatchRow[]; mayChange: boolean }) {
  const { letters } = props
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {letters.length === 0 ? (
        <Empty>{w.nothing}</Empty>
      ) : (
        <>
          <h2>{w.toPrint(letters.length)}</h2>
          {props.mayChange && (
            <form method="post" action="/staff/letters/print">
              <p>{w.printHint(mostInBatch)}</p>
              <Button>{w.print}</Button>
            </form>
          )}
          <Table
            caption={w.toPrint(letters.length)}
            captionHidden
            responsive
            columns={[w.columns.to, w.columns.address, w.columns.why, w.columns.group, w.columns.since]}
            rows={letters.map((row) => [
              { content: row.fullName ?? row.called, href: `/staff/people/${row.personId}` },
              <Address row={row} />,
              w.about(kindWords(row.kind), row.sessionDate && dateInWords(row.sessionDate, null)),
              row.group ?? '–',
              moment(row.since),
            ])}
          />
        </>
      )}
      <h2>{w.batches}</h2>
      {props.batches.length === 0 ? (
        <Empty>{w.noBatches}</Empty>
      ) : (
        <Table
          caption={w.batches}
          captionHidden
          responsive
          columns={[w.batchColumns.made, w.batchColumns.letters, w.batchColumns.posted]}
          rows={props.batches.map((row) => [
            { content: w.by(moment(row.madeAt), row.madeBy), href: `/staff/letters/batches/${row.id}` },
            String(row.letters),
            row.postedAt ? w.by(moment(row.postedAt), row.postedBy) : <Tag>{w.notPosted}</Tag>,
          ])}
        />
      )}
    </>
  )
}

function Address({ row }: { row: LetterRow }) {
  if (!row.post) return <>{w.noAddress}</>
  const notes = [row.large && w.large, !row.confirmed && w.unconfirmed].filter((note) => note !== false)
  return (
    <>
      {row.post.replace(/\s*\n\s*/g, ', ')}
      {notes.length > 0 && <span class="app-small"> ({notes.join('; ')})</span>}
    </>
  )
}

/** One batch: its PDF, what to pull out, and whether it was posted. */
export function BatchPage(props: {
  batch: BatchRow
  papers: PaperRow[]
  pulled: PulledOut[]
  refused: string | undefined
  mayChange: boolean
}) {
  const { batch, papers } = props
  const b = w.batch
  const why = new Map(props.pulled.map((one) => [one.id, one.why]))
  const out = papers.filter(({ id }) => why.has(id))
  const rest = papers.filter(({ id, state }) => !why.has(id) && (batch.postedAt === null || state === 'sent'))
  const open = batch.postedAt === null && props.mayChange
  return (
    <>
      <h1>{batch.postedAt ? b.postedTitle : b.title}</h1>
      <p class="app-lede">
        {b.madeBy(moment(batch.madeAt), batch.madeBy)}
        {batch.postedAt && ` ${b.postedBy(moment(batch.postedAt), batch.postedBy)}`}
      </p>
      {props.refused && <ErrorMessage>{props.refused}</ErrorMessage>}
      {out.length > 0 && (
        <WarningCallout heading={b.pull(out.length)} level={2}>
          <p>{b.pullWords}</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {out.map((paper) => (
              <li>
                <strong>{paper.to.join(', ')}</strong> {reasonWords(why.get(paper.id))}
              </li>
            ))}
          </ul>
        </WarningCallout>
      )}
      {open && rest.length > 0 && (
        <>
          <p>{b.openHint}</p>
          <p>
            <Button href={`/staff/letters/batches/${batch.id}/pdf`} variant="secondary">
              {b.open}
            </Button>
          </p>
        </>
      )}
      {rest.length === 0 ? (
        <Empty>{b.none}</Empty>
      ) : (
        <Table
          caption={b.title}
          captionHidden
          responsive
          columns={[b.columns.to, b.columns.why, b.columns.group, ...(open ? [b.columns.again] : [])]}
          rows={rest.map((paper) => [
            { content: paper.to.join(', '), href: `/staff/people/${paper.personId}` },
            kindWords(paper.kind),
            paper.group ?? '–',
            ...(open
              ? [
                  <a href={`/staff/letters/${paper.id}/pdf`}>
                    {b.again}
                    <span class="nhsuk-u-visually-hidden"> {b.againFor(paper.to[0] ?? paper.called)}</span>
                  </a>,
                ]
              : []),
          ])}
        />
      )}
      {open && (
        <form method="post" action={`/staff/letters/batches/${batch.id}/posted`}>
          <input type="hidden" name="pulled" value={out.map(({ id }) => id).join(' ')} />
          <Button>{out.length > 0 ? b.pulledAndPosted : b.posted}</Button>
        </form>
      )}
    </>
  )
}

const reasonWords = (why: PulledOut['why'] | undefined) =>
  why === undefined ? '' : why === 'gate closed' ? w.batch.gateClosed : words.reasons[why]

/** What people wrote back. */
export function IncomingPage({ rows }: { rows: IncomingRow[] }) {
  const i = w.incoming
  return (
    <>
      <h1>{i.title}</h1>
      <p class="app-lede">{i.lede}</p>
      {rows.length === 0 ? (
        <Empty>{i.empty}</Empty>
      ) : (
        <Table
          caption={i.title}
          captionHidden
          responsive
          columns={[i.columns.who, i.columns.what, i.columns.when]}
          rows={rows.map((row) => [
            row.personId && row.called
              ? { content: i.known(row.called, row.from), href: `/staff/people/${row.personId}` }
              : i.unknown(row.from),
            <>
              {row.text}
              {row.meaning === 'stop' && <span class="app-small"> ({i.stop})</span>}
              {row.died && <strong> ({i.died})</strong>}
            </>,
            moment(row.at),
          ])}
        />
      )}
    </>
  )
}
