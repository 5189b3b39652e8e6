import {
  Box,
  Button,
  ButtonRow,
  Checkboxes,
  Empty,
  ErrorSummary,
  Facts,
  InsetText,
  Pagination,
  Radios,
  Select,
  Textarea,
  TodoList,
  Two,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { dateInWords, dayInWords, hoursInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { CallInList, CallPage } from './queries.ts'
import { outcomes, triesToChoose } from './rules.ts'
import { words } from './words.ts'

type Now = { now: Date; zone: string }
const w = words.page

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
    call.died ? l.lookFirst : call.hasPhone ? (call.voicemailOk ? l.voicemail : l.noVoicemail) : l.noPhone,
    call.tries > 0 && l.tried(call.tries, call.lastOutcome),
  ]
    .filter(Boolean)
    .join(' · ')
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

function whenInWords(instant: Date, { now, zone }: Now): string {
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

/** One call: the number, what to know, and what came of it. */
export function OneCallPage(props: {
  call: CallPage
  dates: readonly { id: string; date: string; starts: string; ends: string; limited: boolean }[]
  mayOpenPerson: boolean
  at: Now
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, at } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <Two
        head={
          <>
            <p class="app-eyebrow">
              {[words.why[call.why] ?? call.why, call.group].filter(Boolean).join(' · ')}
            </p>
            <h1>{call.called}</h1>
          </>
        }
        side={<PhoneNumbers call={call} mayOpenPerson={props.mayOpenPerson} />}
      >
        {call.session?.state === 'planned' && call.why === 'offer' && <Offer call={call} />}
        <About call={call} at={at} />
        {call.tries.length > 0 && (
          <>
            <h2>{w.tries}</h2>
            <ul class="app-lines">
              {call.tries.map((one) => (
                <li class="app-lines__item">
                  {w.try(one.outcome, one.by, whenInWords(new Date(one.at), at))}
                  {one.note && (
                    <>
                      <br />
                      <span class="app-small">{one.note}</span>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        {call.endedAt ? (
          <InsetText>
            <p>{w.ended(call.outcome)}</p>
          </InsetText>
        ) : (
          <OutcomeForm call={call} at={at} values={props.values} errors={props.errors} />
        )}
        {!call.endedAt && props.dates.length > 0 && !call.died && (
          <>
            <h2>{w.dates}</h2>
            <ul class="app-lines">
              {props.dates.map((date) => (
                <li class="app-lines__item">
                  {dateInWords(date.date, localTime(at.now, at.zone).date)},{' '}
                  {hoursInWords(date.starts, date.ends)}
                  {' · '}
                  <form method="post" action={`/staff/sessions/${date.id}/keep`} class="app-act">
                    <input type="hidden" name="personId" value={call.personId} />
                    <input type="hidden" name="back" value="calls" />
                    <Button small variant="link">
                      {date.limited ? w.keep : w.hope}
                      <span class="nhsuk-u-visually-hidden">
                        , {dateInWords(date.date, localTime(at.now, at.zone).date)}
                      </span>
                    </Button>
                  </form>
                </li>
              ))}
            </ul>
          </>
        )}
      </Two>
    </>
  )
}

function PhoneNumbers(props: { call: CallPage; mayOpenPerson: boolean }) {
  const { call } = props
  return (
    <Box label={w.number}>
      <h2 class="nhsuk-heading-s">{w.number}</h2>
      {call.died ? (
        <p>{w.died}</p>
      ) : call.phones.length === 0 ? (
        <p>{w.noNumber}</p>
      ) : (
        <>
          {call.phones.map((phone) => (
            <p>
              <a class="nhsuk-heading-m" href={telephoneLink(phone.value)}>
                {phone.value}
              </a>
              {phone.whose === 'someone else' && (
                <>
                  <br />
                  <span class="app-small">{w.of(phone.whoseName)}</span>
                </>
              )}
            </p>
          ))}
          <p>{call.voicemailOk ? w.voicemail : w.noVoicemail}</p>
        </>
      )}
      {props.mayOpenPerson && (
        <p>
          <a href={`/staff/people/${call.personId}`}>{w.person}</a>
        </p>
      )}
    </Box>
  )
}

function Offer({ call }: { call: CallPage }) {
  if (!call.session) return null
  return (
    <InsetText>
      <p>{w.offer}</p>
      <form method="post" action={`/staff/sessions/${call.session.id}/answer`}>
        <input type="hidden" name="personId" value={call.personId} />
        <input type="hidden" name="back" value="calls" />
        <ButtonRow>
          <Button small name="answer" value="yes">
            {w.offerYes}
          </Button>
          <Button small variant="secondary" name="answer" value="no">
            {w.offerNo}
          </Button>
        </ButtonRow>
      </form>
    </InsetText>
  )
}

function About({ call, at }: { call: CallPage; at: Now }) {
  const { session } = call
  const today = localTime(at.now, at.zone).date
  return (
    <Facts
      items={[
        session !== null && [
          w.session,
          `${dateInWords(session.date, today)}, ${hoursInWords(session.starts, session.ends)}${
            session.state === 'cancelled' ? ` (${w.cancelled}: ${session.cancelledWords ?? ''})` : ''
          }`,
        ],
        [w.instead, session?.insteadWords],
        [w.movedFrom, session?.movedFrom],
        [w.suits, call.suits],
        [w.note, call.note],
        [w.bear, call.bearInMind],
        [w.dietary, call.dietary],
        [w.access, call.accessNeeds],
        [w.theirNote, call.theirNote],
        [w.asked, whenInWords(call.askedAt, at)],
      ]}
    />
  )
}

const nextField = {
  'left a message': 'next-left',
  'no answer': 'next-none',
  'ring later': 'next-later',
} as const

function OutcomeForm(props: {
  call: CallPage
  at: Now
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, at, values, errors } = props
  const tries = triesToChoose(at.now, at.zone)
  const today = localTime(at.now, at.zone).date
  const again = (name: string) => (
    <Select
      name={name}
      label={w.next}
      value={values[name] ?? tries.find((one) => one.proposed)?.value}
      error={errors[name]}
      options={tries.map((one) => {
        const { date, time } = localTime(one.at, at.zone)
        return {
          value: one.value,
          text: words.nextAt(words.next[one.value], dateInWords(date, today), timeInWords(time)),
        }
      })}
    />
  )
  const letIn = call.letInWaits && (
    <Checkboxes
      name="letIn"
      choices={[{ value: 'yes', label: w.letIn(call.group), hint: w.letInHint }]}
      values={values.letIn ? ['yes'] : []}
    />
  )
  const wrong = call.phones.length > 0 && (
    <Select
      name="wrong"
      label={w.which}
      value={values.wrong}
      options={call.phones.map((phone) => ({ value: phone.id, text: phone.value }))}
    />
  )
  return (
    <form method="post" action={`/staff/calls/${call.id}`} novalidate>
      <Radios
        name="outcome"
        legend={w.form}
        legendSize="m"
        value={values.outcome}
        error={errors.outcome}
        choices={outcomes.map((outcome) => ({
          value: outcome,
          label: words.outcomes[outcome],
          ...(outcome === 'spoke' && letIn ? { reveals: letIn } : {}),
          ...(outcome in nextField ? { reveals: again(nextField[outcome as keyof typeof nextField]) } : {}),
          ...(outcome === 'wrong number' && wrong ? { reveals: wrong } : {}),
        }))}
      />
      <Textarea
        name="note"
        label={w.noteLabel}
        hint={w.noteHint}
        rows={2}
        value={values.note}
        error={errors.note}
      />
      <ButtonRow>
        <Button preventDoubleClick>{w.save}</Button>
        <a href="/staff/calls">{w.cancel}</a>
      </ButtonRow>
    </form>
  )
}
