import { Button, Table, Tag } from '#design/components/index.ts'
import { Emergency, WhoWatches } from './emergency.tsx'
import type { ConcernLine, PassedOn } from './queries.ts'
import type { Urgency } from './rules.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

export type Moments = {
  /** "Friday 20 November, 10am", local to the charity. */
  at: (instant: Date) => string
}

/** How soon, as a tag: words first, colour second. */
export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  return (
    <Tag tone={urgency === 'now' ? 'coral' : urgency === 'today' ? 'plum' : 'teal'}>
      {words.urgency[urgency]}
    </Tag>
  )
}

/** Where a concern stands, by when, and whether time ran out before. */
export function stateInWords(line: ConcernLine, { at }: Moments): string {
  return [
    words.states[line.state],
    line.dueAt && words.due[line.state]?.(at(line.dueAt)),
    line.escalated && words.escalated,
  ]
    .filter(Boolean)
    .join(', ')
}

function ConcernTable(props: { lines: ConcernLine[]; caption: string; empty: string; moments: Moments }) {
  const { columns } = words.list
  return (
    <Table
      caption={props.caption}
      captionHidden
      responsive
      firstCellIsHeader
      columns={[columns.raised, columns.urgency, columns.group, columns.by, columns.state]}
      empty={props.empty}
      rows={props.lines.map((line) => [
        { content: props.moments.at(line.raisedAt), href: `/staff/concerns/${line.id}` },
        <UrgencyTag urgency={line.urgency} />,
        line.group ?? words.list.noGroup,
        line.raisedBy,
        stateInWords(line, props.moments),
      ])}
    />
  )
}

/** What somebody raised and may not read: only when, how soon, and whether somebody has looked. */
function PassedOnTable(props: { lines: PassedOn[]; watching: Watching; moments: Moments }) {
  const w = words.list
  const byLead = props.watching.nurses === 0
  return (
    <Table
      caption={w.own}
      captionHidden
      responsive
      firstCellIsHeader
      columns={[w.columns.raised, w.columns.urgency, w.columns.state]}
      empty={w.ownEmpty}
      rows={props.lines.map((line) => [
        props.moments.at(line.raisedAt),
        <UrgencyTag urgency={line.urgency} />,
        line.looked ? w.looked : w.reached(byLead),
      ])}
    />
  )
}

/** Whom to ring, first; then all concerns that somebody may see, or what came of those that they passed on. */
export function ListPage(props: {
  /** Null for who may read none. */
  seen: { open: ConcernLine[]; closed: ConcernLine[] } | null
  passedOn: PassedOn[]
  /** The call from which they came. */
  callId: string | null
  watching: Watching
  now: Date
  moments: Moments
}) {
  const w = words.list
  const { seen, moments } = props
  return (
    <>
      <h1>{w.title}</h1>
      {props.callId && <Button href={`/staff/calls/${props.callId}`}>{w.backToCall}</Button>}
      <Emergency watching={props.watching} />
      <WhoWatches watching={props.watching} now={props.now} />
      <Button href="/staff/concerns/new" variant={props.callId ? 'secondary' : 'main'}>
        {w.raise}
      </Button>
      <p>{seen ? w.lede : w.ownLede}</p>
      {seen && (
        <>
          <h2>{w.open}</h2>
          <ConcernTable lines={seen.open} caption={w.open} empty={w.noneOpen} moments={moments} />
          <h2>{w.closed}</h2>
          <ConcernTable lines={seen.closed} caption={w.closed} empty={w.noneClosed} moments={moments} />
        </>
      )}
      {(!seen || props.passedOn.length > 0) && (
        <>
          <h2>{w.own}</h2>
          <PassedOnTable lines={props.passedOn} watching={props.watching} moments={moments} />
        </>
      )}
    </>
  )
}
