import { Button, InsetText, Table } from '#design/components/index.ts'
import { messageInWords } from '#features/messages/messages.ts'
import { type About, historyLines } from './staff-history.ts'
import type { Say } from './staff-person-page.tsx'
import type { CallOfPerson, FormToLookAt, HistoryRow, PersonPage } from './staff-person-queries.ts'
import { words } from './staff-words.ts'

const w = words.page

/** Calls to them, with what came of each try. */
export function CallsOf(props: { calls: readonly CallOfPerson[]; mayRing: boolean; say: Say }) {
  const { say } = props
  if (props.calls.length === 0) return <p>{w.noCalls}</p>
  return (
    <ul class="app-lines">
      {props.calls.map((call) => (
        <li class="app-lines__item">
          <b>{words.calls[call.why] ?? call.why}</b>
          {call.group && <> ({call.group})</>}{' '}
          <span class="app-small">
            {call.endedAt
              ? w.callEnded(call.outcome ?? '', say.day(call.endedAt))
              : w.callOpen(say.day(call.askedAt))}
          </span>
          {call.tries.map((one) => (
            <p class="app-small">
              {w.tryLine(one.outcome, one.by, say.moment(new Date(one.at)))}
              {one.note && <>: {one.note}</>}
            </p>
          ))}
          {!call.endedAt && props.mayRing && (
            <p>
              <a href={`/staff/calls/${call.id}`}>{w.ring}</a>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The newest messages, and whether they asked for fewer. */
export function MessagesOf(props: {
  shown: PersonPage
  died: boolean
  mayOpen: boolean
  mayChange: boolean
  say: Say
}) {
  const { shown, say } = props
  return (
    <>
      <p>
        {props.died
          ? w.stops.died
          : shown.stops.length === 0
            ? w.stops.none
            : shown.stops
                .map((stop) =>
                  stop.what === 'pause'
                    ? w.stops.pause(stop.until && say.day(stop.until))
                    : w.stops[stop.what],
                )
                .join(' ')}{' '}
        {props.mayChange && <a href={`/staff/people/${shown.person.id}/stops`}>{w.changeStops}</a>}
      </p>
      {shown.messages.length === 0 ? (
        <p>{w.noMessages}</p>
      ) : (
        <Table
          caption={w.messages}
          captionHidden
          responsive
          columns={w.messageColumns}
          rows={shown.messages.map((message) => [
            say.moment(message.at),
            {
              content: message.subject ?? messageInWords.kind(message.kind),
              ...(props.mayOpen ? { href: `/staff/messages/${message.id}` } : {}),
            },
            message.channel === 'post' && message.state === 'waiting'
              ? w.letterWaits
              : messageInWords.outcome(message.state, message.stoppedWhy),
          ])}
        />
      )}
    </>
  )
}

/** Who changed what, and when. */
export function HistoryOf(props: { history: readonly HistoryRow[]; called: string; say: Say }) {
  const lines = historyLines(props.history)
  return (
    <>
      <h2 id="history">{w.history}</h2>
      {lines.length === 0 ? (
        <p>{w.noHistory}</p>
      ) : (
        <ul class="app-lines">
          {lines.map(({ row, line, about }) => (
            <li class="app-lines__item">
              <span class="app-small">
                {props.say.moment(row.at)} ·{' '}
                {row.who ?? (row.kind === 'member' ? props.called : words.page.by[row.kind])}
              </span>
              <br />
              {line.what}
              {about.length > 0 && `: ${aboutInWords(about, props.say)}`}
              {line.changes.map((change) => (
                <p class="app-small">{w.changed(change.field, change.before, change.after)}</p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Forms that want a human eye before anything is changed. */
export function FormsToLookAt(props: { forms: readonly FormToLookAt[]; personId: string; say: Say }) {
  return (
    <>
      {props.forms.map((form) => (
        <InsetText>
          <h2 class="nhsuk-heading-s">
            {w.formsTitle}, {props.say.day(form.at)}
          </h2>
          <p>{w.formsWhy[form.why] ?? form.why}</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {form.group && <li>{w.formsGroup(form.group)}</li>}
            {Object.entries(form.answers).flatMap(([name, value]) =>
              typeof value === 'string' && w.answers[name]
                ? [
                    <li>
                      {w.answers[name]}: {value}
                    </li>,
                  ]
                : [],
            )}
          </ul>
          <form method="post" action={`/staff/people/${props.personId}/looked`}>
            <input type="hidden" name="joiningId" value={form.id} />
            <Button small variant="secondary">
              {w.formsDone}
            </Button>
          </form>
        </InsetText>
      ))}
    </>
  )
}

const aboutAtMost = 3
function aboutInWords(about: readonly About[], say: Say): string {
  const named = [...about]
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
    .slice(0, aboutAtMost)
    .map(({ group, date }) => [group, date && say.date(date)].filter(Boolean).join(', '))
    .join('; ')
  const more = about.length - aboutAtMost
  return more > 0 ? `${named} ${w.andMore(more)}` : named
}
