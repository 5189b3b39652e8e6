import { Button, Empty, Pagination, Tag, TodoList } from '#design/components/index.ts'
import { dateInWords, dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { CallInList } from './queries.ts'
import { triesBeforeWriting } from './rules.ts'
import { words } from './words.ts'

/** The moment, and the charity's zone. */
export type Now = { now: Date; zone: string }

/** How late a call is in whole days of the calendar; 0 when it is due today, null when it is not due yet. */
export function daysLate(due: Date, { now, zone }: Now): number | null {
  if (due.getTime() > now.getTime()) return null
  const day = (instant: Date) => Date.parse(`${localTime(instant, zone).date}T00:00:00Z`)
  return Math.round((day(now) - day(due)) / 86_400_000)
}

/** Everything that helps to decide whom to ring first, in one line. */
export function callInWords(call: CallInList, { now, zone }: Now): string {
  const l = words.list
  const today = localTime(now, zone).date
  const when =
    call.sessionDate &&
    `${dateInWords(call.sessionDate, today)}, ${timeInWords(call.sessionStarts ?? '00:00')}`
  return [
    words.why[call.why] ?? call.why,
    call.group,
    when && (call.why === 'welcome' ? l.first(when) : l.session(when)),
    call.suits && l.suits(call.suits),
    call.language === 'cy' && l.welsh,
    howToReach(call),
    call.tries > 0 && l.tried(call.tries, call.lastOutcome),
    call.tries >= triesBeforeWriting && (call.canWrite ? l.writeNow : l.leaveNow),
  ]
    .filter(Boolean)
    .join(' · ')
}

function howToReach(call: CallInList): string {
  const l = words.list
  if (call.died) return l.lookFirst
  if (call.hasPhone)
    return (
      [call.voicemailOk && l.voicemail, call.messageWith && l.messageWith(call.messageWith)]
        .filter(Boolean)
        .join(', ') || l.noVoicemail
    )
  return call.hasPost ? l.write : l.noPhone
}

function CallLines(props: { calls: readonly CallInList[]; at: Now }) {
  const l = words.list
  return (
    <TodoList
      empty={l.noneNow}
      items={props.calls.map((call) => {
        const late = daysLate(call.dueAt, props.at)
        return {
          when: late === null ? l.from(whenInWords(call.dueAt, props.at)) : late > 0 ? l.late(late) : l.today,
          late: late !== null && late > 0,
          what: (
            <>
              <b>{call.called}</b>
              {call.takenBy !== null && (
                <>
                  {' '}
                  <Tag tone="teal">{call.takenByMe ? l.takenByMe : l.takenBy(call.takenBy)}</Tag>
                </>
              )}
              <br />
              <span class="app-small">{callInWords(call, props.at)}</span>
            </>
          ),
          action: (
            <a href={`/staff/calls/${call.id}`}>
              {l.open}
              <span class="nhsuk-u-visually-hidden"> {call.called}</span>
            </a>
          ),
        }
      })}
    />
  )
}

/** A moment as a day and a time of the charity's. */
export function whenInWords(instant: Date, { now, zone }: Now): string {
  const { date, time } = localTime(instant, zone)
  return `${dayInWords(date, localTime(now, zone).date)}, ${timeInWords(time)}`
}

/** Whom to ring, most urgent first. */
export function CallsPage(props: { calls: readonly CallInList[]; nth: number; more: boolean; at: Now }) {
  const due = props.calls.filter((call) => call.dueAt.getTime() <= props.at.now.getTime())
  const later = props.calls.filter((call) => call.dueAt.getTime() > props.at.now.getTime())
  const l = words.list
  const page = (nth: number) => ({ href: nth === 1 ? '/staff/calls' : `/staff/calls?page=${nth}` })
  return (
    <>
      <h1>{l.title}</h1>
      <p class="app-lede">{l.lede}</p>
      <p>
        <Button href="/staff/calls/ringing">{l.ringing}</Button>
      </p>
      <p>
        <a href="/staff/calls/waits">{l.waits}</a>
      </p>
      {props.calls.length === 0 ? (
        <Empty>
          <p>{l.none}</p>
        </Empty>
      ) : (
        <>
          {(due.length > 0 || props.nth === 1) && (
            <>
              <h2>{l.due}</h2>
              <CallLines calls={due} at={props.at} />
            </>
          )}
          {later.length > 0 && (
            <>
              <h2>{l.later}</h2>
              <CallLines calls={later} at={props.at} />
            </>
          )}
        </>
      )}
      {(props.more || props.nth > 1) && (
        <Pagination
          previous={props.nth > 1 ? page(props.nth - 1) : undefined}
          next={props.more ? page(props.nth + 1) : undefined}
        />
      )}
    </>
  )
}
