import {
  Button,
  ButtonRow,
  Checkboxes,
  Empty,
  ErrorSummary,
  Input,
  InsetText,
  Pagination,
  SearchInput,
  Select,
  SummaryList,
  Table,
  WarningCallout,
} from '#design/components/index.ts'
import { dateInWords, dayInWords, localTime, timeInWords } from '../groups/rules.ts'
import type { GateReview, MessageFilter, MessageRow, OneMessage, TroubledRow } from './queries.ts'
import { mostPeople } from './queries.ts'
import type { StopReason } from './rules.ts'
import { words } from './words-pages.ts'

const w = words.staff
const zone = 'Europe/London'

/** "Friday 27 November 2026, 10.05am", as told by the clock on the wall. */
function moment(at: Date): string {
  const { date, time } = localTime(at, zone)
  return `${dateInWords(date, null)}, ${timeInWords(time)}`
}
/** "27 November 2026, 10.05am": in tables, where the weekday only takes room. */
function shortMoment(at: Date): string {
  const { date, time } = localTime(at, zone)
  return `${dayInWords(date, null)}, ${timeInWords(time)}`
}
const kindWords = (kind: string) => words.kinds[kind] ?? kind
const whom = (row: { called: string | null; colleague: string | null }) =>
  row.called ?? (row.colleague ? w.colleague(row.colleague) : w.noName)

/** The list, its filter, and what needs looking at above it. */
export function MessagesPage(props: {
  filter: MessageFilter
  rows: MessageRow[]
  next: string | null
  cut: boolean
  groups: { id: string; name: string }[]
  troubled: number
  letters: { toPrint: number; toPost: number }
  gateOpen: boolean
  mayOpen: boolean
}) {
  const { filter, rows } = props
  const query = (more: Record<string, string>) => {
    const all = {
      q: filter.q,
      state: filter.state,
      kind: filter.kind,
      group: filter.group,
      person: filter.person,
      ...more,
    }
    return `?${new URLSearchParams(Object.entries(all).flatMap(([k, v]) => (v ? [[k, v]] : [])))}`
  }
  const filtered = [filter.q, filter.state, filter.kind, filter.group, filter.person].some(Boolean)
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {!props.gateOpen && (
        <WarningCallout heading={w.gateClosed}>
          <p>{w.gateClosedWords}</p>
          {props.mayOpen && (
            <p>
              <a href="/staff/messages/gate">{w.gateLook}</a>
            </p>
          )}
        </WarningCallout>
      )}
      {props.troubled > 0 && (
        <InsetText>
          <p>
            {w.troubled(props.troubled)}. <a href="/staff/messages/undelivered">{w.troubledLink}</a>
          </p>
        </InsetText>
      )}
      <p>
        <a href="/staff/letters">{w.letters(props.letters.toPrint, props.letters.toPost)}</a>
        {' · '}
        <a href="/staff/texts">{w.incoming}</a>
      </p>
      <form method="get" action="/staff/messages" class="app-filter">
        <SearchInput name="q" label={w.search} value={filter.q ?? ''} />
        <Select
          name="state"
          label={w.state}
          value={filter.state ?? ''}
          options={[
            { value: '', text: w.any },
            ...Object.entries(words.states).map(([value, text]) => ({ value, text })),
          ]}
        />
        <Select
          name="kind"
          label={w.kind}
          value={filter.kind ?? ''}
          options={[
            { value: '', text: w.any },
            ...Object.entries(words.kinds).map(([value, text]) => ({ value, text })),
          ]}
        />
        {props.groups.length > 1 && (
          <Select
            name="group"
            label={w.group}
            value={filter.group ?? ''}
            options={[
              { value: '', text: w.any },
              ...props.groups.map(({ id, name }) => ({ value: id, text: name })),
            ]}
          />
        )}
        <Button variant="secondary">{w.filter}</Button>
      </form>
      {filtered && (
        <p>
          <a href="/staff/messages">{w.clear}</a>
        </p>
      )}
      {props.cut && <p>{w.tooMany(mostPeople)}</p>}
      {rows.length === 0 ? (
        <Empty>{filtered ? w.emptyFiltered : w.empty}</Empty>
      ) : (
        <Table
          caption={w.caption}
          captionHidden
          responsive
          compact
          columns={[w.columns.what, w.columns.to, w.columns.group, w.columns.state, w.columns.when]}
          rows={rows.map((row) => [
            { content: kindWords(row.kind), href: `/staff/messages/${row.id}` },
            whom(row),
            row.group ?? '–',
            words.states[row.state],
            shortMoment(row.createdAt),
          ])}
        />
      )}
      <Pagination
        {...(filter.before ? { previous: { href: `/staff/messages${query({})}`, label: w.newest } } : {})}
        {...(props.next
          ? { next: { href: `/staff/messages${query({ before: props.next })}`, label: w.older } }
          : {})}
      />
    </>
  )
}

/** What did not arrive, until somebody has dealt with it. */
export function TroubledPage(props: {
  rows: TroubledRow[]
  /** Where the next page begins. */
  next: string | null
  first: boolean
  mayChange: boolean
}) {
  const { rows, mayChange } = props
  const address = '/staff/messages/undelivered'
  return (
    <>
      <h1>{w.troubledTitle}</h1>
      <p class="app-lede">{w.troubledLede}</p>
      {rows.length === 0 ? (
        <Empty>{w.troubledEmpty}</Empty>
      ) : (
        <Table
          caption={w.troubledTitle}
          captionHidden
          responsive
          columns={[
            w.columns.what,
            w.columns.to,
            w.one.address,
            w.columns.state,
            w.columns.when,
            ...(mayChange ? [''] : []),
          ]}
          rows={rows.map((row) => [
            { content: kindWords(row.kind), href: `/staff/messages/${row.id}` },
            whom(row),
            row.sentTo ?? '–',
            words.states[row.state],
            shortMoment(row.createdAt),
            ...(mayChange
              ? [
                  <form method="post" action={`/staff/messages/${row.id}/seen`}>
                    <Button variant="secondary" small>
                      {w.one.seen}
                    </Button>
                  </form>,
                ]
              : []),
          ])}
        />
      )}
      {(props.next || !props.first) && (
        <Pagination
          previous={props.first ? undefined : { href: address, label: w.newest }}
          next={props.next ? { href: `${address}?before=${props.next}`, label: w.older } : undefined}
        />
      )}
    </>
  )
}

/** One message: what, to whom, when, why, and its text. */
export function MessagePage({ message: m, mayChange }: { message: OneMessage; mayChange: boolean }) {
  const o = w.one
  const wrong = m.address_wrong_at
  const again =
    m.state === 'undelivered' || m.state === 'bounced' || m.state === 'stopped' || m.state === 'sent'
  const fact = (key: string, value: string | null | undefined, href?: string) =>
    value ? [{ key, value: href ? <a href={href}>{value}</a> : value }] : []
  return (
    <>
      <h1>{m.subject ?? kindWords(m.kind)}</h1>
      <SummaryList
        rows={[
          ...fact(o.to, whom(m), m.person_id && m.called ? `/staff/people/${m.person_id}` : undefined),
          ...fact(
            o.address,
            m.sent_to ? `${m.sent_to}${wrong ? ` (${o.addressIsWrong(shortMoment(wrong))})` : ''}` : null,
          ),
          ...fact(o.about, kindWords(m.kind)),
          ...fact(o.way, w.channels[m.channel]),
          ...fact(w.group, m.group_name),
          ...fact(
            o.session,
            m.session_date
              ? `${dateInWords(m.session_date, null)}, ${timeInWords((m.session_starts ?? '00:00').slice(0, 5))}`
              : null,
            m.session_id ? `/staff/sessions/${m.session_id}` : undefined,
          ),
          ...fact(
            o.state,
            m.channel === 'post' && m.state === 'waiting'
              ? m.batch_id
                ? w.onPaper
                : w.toPrint
              : words.states[m.state],
            m.channel === 'post' && m.state === 'waiting' ? '/staff/letters' : undefined,
          ),
          ...fact(o.report, m.report ? w.reports[m.report] : null),
          ...fact(
            o.why,
            m.stopped_why ? (words.reasons[m.stopped_why as StopReason] ?? m.stopped_why) : null,
          ),
          ...fact(o.made, moment(m.created_at)),
          ...(m.due_at > m.created_at ? fact(o.due, moment(m.due_at)) : []),
          ...fact(o.sent, m.sent_at ? moment(m.sent_at) : null),
          ...(m.attempts > 1 || m.last_error ? fact(o.attempts, String(m.attempts)) : []),
          ...fact(o.lastError, m.last_error === 'our own mistake' ? o.ourMistake : m.last_error),
          ...(m.state === 'waiting' && m.channel !== 'post' && m.attempts > 0
            ? fact(o.next, moment(m.try_after as Date))
            : []),
          ...fact(o.number, m.id),
        ]}
      />
      {mayChange && (again || (m.address_id && !wrong)) && (
        <ButtonRow>
          {again && (
            <form method="post" action={`/staff/messages/${m.id}/again`}>
              <Button variant="secondary">{o.again}</Button>
            </form>
          )}
          {(m.state === 'undelivered' || m.state === 'bounced') && !m.seen_undelivered_at && (
            <form method="post" action={`/staff/messages/${m.id}/seen`}>
              <Button variant="secondary">{o.seen}</Button>
            </form>
          )}
        </ButtonRow>
      )}
      {mayChange && again && <p class="app-small">{o.againHint}</p>}
      {mayChange && m.address_id && !wrong && m.person_id && (
        <form method="post" action={`/staff/messages/${m.id}/wrong-address`}>
          <h2>{o.wrong}</h2>
          <p>{o.wrongHint}</p>
          <Input name="why" label={o.wrongWhy} maxlength={200} width="two-thirds" />
          <Button variant="warning">{o.wrong}</Button>
        </form>
      )}
      <h2>{o.text}</h2>
      {m.body_html ? (
        <>
          <h3>{o.asHtml}</h3>
          <iframe class="app-mail-frame" title={o.frame} src={`/staff/messages/${m.id}/html`} sandbox="" />
          <h3>{o.asText}</h3>
          <pre class="app-mail-text">{m.body_text}</pre>
        </>
      ) : m.body_text ? (
        // A text or a letter.
        <p class="app-typed">{m.body_text}</p>
      ) : (
        <p>{o.notWritten}</p>
      )}
    </>
  )
}

/** What an administrator looks through after a restore, and the button that opens the gate. */
export function GatePage({ review, errors }: { review: GateReview; errors?: Record<string, string> }) {
  const g = w.gate
  const held = review.held.reduce((sum, row) => sum + row.n, 0)
  const { open } = review.gate
  return (
    <>
      <ErrorSummary errors={errors ?? {}} />
      <h1>{g.title}</h1>
      <p class="app-lede">{open ? g.open : g.closed}</p>
      {!open && review.gate.why && (
        <p>
          {g.why}: {review.gate.why}
        </p>
      )}
      {!open && <p>{g.lede}</p>}
      <Table
        caption={g.deaths}
        responsive
        columns={[g.columns.who, g.columns.when]}
        rows={review.deaths.map((d) => [
          { content: d.called, href: `/staff/people/${d.person_id}` },
          moment(d.recorded_at),
        ])}
        empty={g.noDeaths}
      />
      <Table
        caption={g.stops}
        responsive
        columns={[g.columns.who, g.columns.what, g.columns.when]}
        rows={review.stops.map((s) => [
          { content: s.called, href: `/staff/people/${s.person_id}` },
          g.stopKinds[s.what] ?? s.what,
          moment(s.at),
        ])}
        empty={g.noStops}
      />
      <p>{g.erasuresHint}</p>
      <Table
        caption={g.erasures}
        responsive
        columns={[g.columns.who, g.columns.when]}
        rows={review.erased.map((e) => [e.id, moment(e.at)])}
        empty={g.noErasures}
      />
      <h2>{g.held(held)}</h2>
      {held > 0 && (
        <Table
          caption={g.held(held)}
          captionHidden
          responsive
          columns={[g.heldKind, { text: g.heldCount, numeric: true }, g.heldOldest]}
          rows={review.held.map((row) => [kindWords(row.kind), row.n, moment(row.oldest)])}
        />
      )}
      {!open && (
        <form method="post" action="/staff/messages/gate/open">
          <Checkboxes
            name="looked"
            legend={g.openIt}
            legendSize="m"
            error={errors?.looked}
            choices={[{ value: 'yes', label: g.looked }]}
          />
          <Button>{g.openIt}</Button>
        </form>
      )}
      {held > 0 && !open && <p>{g.first}</p>}
      {held > 0 && (
        <form method="post" action="/staff/messages/gate/held">
          <ButtonRow>
            {open && (
              <Button name="what" value="release">
                {g.release}
              </Button>
            )}
            <Button variant="secondary" name="what" value="drop">
              {g.drop}
            </Button>
          </ButtonRow>
          <p class="app-small">{g.dropHint}</p>
        </form>
      )}
    </>
  )
}
