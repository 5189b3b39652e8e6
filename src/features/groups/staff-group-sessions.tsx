import { Details } from '#design/components/index.ts'
import { takenWords } from '#features/places/places.ts'
import type { AheadSession, PastSession } from './queries.ts'
import { Leaf } from './staff-pages.tsx'
import { insteadInWords } from './staff-pages-instead.tsx'
import { staffWords as w } from './staff-words.ts'
import { dateInWords, hoursInWords } from './time-words.ts'

/** How many of the next sessions stand open on the page. */
const SOON = 6

/** A group's next sessions, and those that have been, for the staff who may open them. */
export function Sessions(props: {
  ahead: readonly AheadSession[]
  past: readonly PastSession[]
  today: string
  sees: boolean
}) {
  const { ahead, past } = props
  const later = ahead.slice(SOON)
  const rows = (sessions: readonly AheadSession[]) => (
    <ol class="app-dates">
      {sessions.map((session) => (
        <SessionRow session={session} today={props.today} changes={props.sees} />
      ))}
    </ol>
  )
  return (
    <>
      <h2>{w.overview.sessions}</h2>
      {ahead.length === 0 ? <p>{w.overview.noSessions}</p> : rows(ahead.slice(0, SOON))}
      {later.length > 0 && <Details summary={w.overview.later(later.length)}>{rows(later)}</Details>}
      {props.sees && past.length > 0 && (
        <Details summary={w.overview.past}>
          <ul class="nhsuk-list nhsuk-list--border">
            {past.map((session) => (
              <li>
                <a href={`/staff/sessions/${session.id}`}>{dateInWords(session.date, null)}</a>{' '}
                <span class="app-small">
                  {session.state === 'cancelled'
                    ? w.overview.cancelled
                    : session.recorded
                      ? w.overview.recorded
                      : w.overview.notRecorded}
                </span>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}

function SessionRow({ session, today, changes }: { session: AheadSession; today: string; changes: boolean }) {
  const off = session.state === 'cancelled'
  const about = dateInWords(session.date, today)
  const notes = [
    session.speaker && [session.speaker, session.talk].filter(Boolean).join(': '),
    session.topics.length > 0 && session.topics.join(', '),
    session.other_venue && session.venue_name && w.overview.atVenue(session.venue_name),
    session.moved_from && !off && w.overview.movedFrom(session.moved_from),
    session.stands_in
      ? session.stands_in !== session.date &&
        w.session.instead.standsIn(dateInWords(session.stands_in, today))
      : session.extra && w.overview.extra,
    session.telephone && w.session.instead.ring(session.telephone),
    off && session.cancelled_words,
    off && session.instead_words,
    off && session.instead && w.session.instead.insteadOn(insteadInWords(session.instead, today)),
  ].filter((note) => typeof note === 'string' && note !== '')
  const taken = [
    session.seats !== null
      ? takenWords({
          taken: session.kept + session.offered,
          limit: session.seats,
          heldBack: session.held_back,
        })
      : session.kept > 0 && session.telephone === null && w.overview.hope(session.kept),
    session.offered > 0 && w.overview.offered(session.offered),
    session.waiting > 0 && w.overview.waiting(session.waiting),
  ].filter(Boolean)
  return (
    <li class={`app-dates__item${off ? ' app-dates__item--off' : ''}`}>
      <Leaf date={session.date} long={session.long} off={off} />
      <div class="app-dates__words">
        <p class="app-dates__title">
          <b>{about}</b>,{' '}
          <span class="app-dates__time">
            {off ? w.overview.cancelled : hoursInWords(session.starts.slice(0, 5), session.ends.slice(0, 5))}
          </span>
        </p>
        {!off && taken.length > 0 && <div class="app-dates__note">{taken.join(', ')}</div>}
        {notes.map((note) => (
          <div class="app-dates__note">{note}</div>
        ))}
      </div>
      {changes && off && (
        <div class="app-dates__action">
          <a href={`/staff/sessions/${session.id}/change`}>
            {w.overview.insteadOrBack}
            <span class="nhsuk-u-visually-hidden"> {about}</span>
          </a>
        </div>
      )}
      {changes && !off && (
        <div class="app-dates__action">
          <a href={`/staff/sessions/${session.id}`}>
            {w.overview.sheet}
            <span class="nhsuk-u-visually-hidden"> {about}</span>
          </a>
          {' · '}
          <a href={`/staff/sessions/${session.id}/change`}>
            {w.overview.changeSession}
            <span class="nhsuk-u-visually-hidden"> {about}</span>
          </a>
        </div>
      )}
    </li>
  )
}
