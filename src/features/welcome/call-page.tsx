import { Button, ButtonRow, ErrorSummary, Facts, InsetText, Two } from '#design/components/index.ts'
import { dateInWords, dayInWords, hoursInWords, localTime } from '#features/groups/rules.ts'
import { PhoneNumbers, Taken } from './call-side.tsx'
import { OutcomeForm } from './outcome-form.tsx'
import { type Now, whenInWords } from './pages.tsx'
import type { CallPage, CallSettings, NextDate } from './queries.ts'
import { Script } from './said-form.tsx'
import { words } from './words.ts'

const w = words.page

/** One call: the number, what to know, and what came of it. */
export function OneCallPage(props: {
  call: CallPage
  dates: readonly NextDate[]
  mayOpenPerson: boolean
  settings: CallSettings
  charity: string
  /** The words to read out before anything about health is written down. */
  consent: string
  me: string
  at: Now
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, at } = props
  const theirs = call.takenBy !== null && !call.takenByMe
  const welcome = ['welcome', 'asked for', 'rang'].includes(call.why) && !call.died
  return (
    <>
      <ErrorSummary errors={props.errors} to={{ wrote: 'wrote-day', later: 'later-day' }} />
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
        <Taken call={call} at={at} />
        {!call.endedAt && <Also call={call} />}
        {call.session?.state === 'planned' && call.why === 'offer' && <Offer call={call} />}
        <About call={call} at={at} />
        {call.tries.length > 0 && (
          <>
            <h2>{w.tries}</h2>
            <ul class="app-lines">
              {call.tries.map((one) => (
                <li class="app-lines__item">
                  {w.try(triedInWords(one), one.by, whenInWords(new Date(one.at), at))}
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
          !theirs && (
            <>
              {welcome && call.phones.length > 0 && (
                <Script call={call} settings={props.settings} me={props.me} charity={props.charity} />
              )}
              <OutcomeForm
                call={call}
                at={at}
                dates={props.dates}
                settings={props.settings}
                consent={welcome ? props.consent : null}
                values={props.values}
                errors={props.errors}
              />
            </>
          )
        )}
      </Two>
    </>
  )
}

/** What else they are to be rung about: one conversation is enough. */
function Also({ call }: { call: CallPage }) {
  if (call.others.length === 0) return null
  return (
    <InsetText>
      <p>{w.also}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {call.others.map(({ id, why, group }) => (
          <li>
            <a href={`/staff/calls/${id}`}>{[words.why[why] ?? why, group].filter(Boolean).join(' · ')}</a>
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

const triedInWords = ({ outcome, wroteOn }: CallPage['tries'][number]) =>
  wroteOn === null ? outcome : w.letterOf(outcome, dayInWords(wroteOn, null))

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

/** What there is in the place of a date that falls out, to be told in the same call. */
function insteadInWords(session: NonNullable<CallPage['session']>, today: string): string {
  const { instead, insteadWords } = session
  if (!instead) return insteadWords ?? ''
  const hours = hoursInWords(instead.starts.slice(0, 5), instead.ends.slice(0, 5))
  return [
    insteadWords,
    `${dateInWords(instead.date, today)}, ${hours}.`,
    instead.telephone && w.byTelephone(instead.telephone),
  ]
    .filter(Boolean)
    .join(' ')
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
        [w.instead, session && insteadInWords(session, today)],
        [w.where, session?.telephone ? w.byTelephone(session.telephone) : session?.venue],
        // Of a move the note says when and where it was as far as they know, which may be another date than the public's.
        call.why === 'moved' && [w.asTheyKnowIt, call.note],
        [w.suits, call.suits],
        [w.language, call.language === 'cy' && w.welsh],
        call.why !== 'moved' && [w.note, call.note],
        [w.hopes, call.hopes],
        [w.bear, call.bearInMind],
        [w.dietary, call.dietary],
        [w.access, call.accessNeeds],
        [w.theirNote, call.theirNote],
        [w.asked, whenInWords(call.askedAt, at)],
      ]}
    />
  )
}
