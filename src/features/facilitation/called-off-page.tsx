import { Button, ButtonRow, Facts, Tag, WarningCallout } from '#design/components/index.ts'
import { dateInWords, hoursInWords } from '#features/groups/rules.ts'
import type { CalledOff, Told } from './called-off-queries.ts'
import { Happened } from './happened.tsx'
import type { SessionFacts } from './queries.ts'
import { words } from './words.ts'

const w = words.calledOff

export type CalledOffProps = {
  session: SessionFacts
  when: string
  hours: string
  off: CalledOff
  /** Places held back here after a death. */
  heldBack: number
  /** Whether they may offer something else, and let it take place after all. */
  mayReplace: boolean
  mayPutBack: boolean
  /** Whether the list of calls and the letters are theirs to open. */
  mayRing: boolean
  mayPrint: boolean
}

/** A session that does not take place: why, what there is instead, who is still to be told, and the way back. */
export function CalledOffPage(props: CalledOffProps) {
  const { session, off } = props
  const at = `/staff/sessions/${session.id}`
  const { instead } = off
  return (
    <>
      <p class="app-eyebrow">{session.group}</p>
      <h1>
        {props.when} <Tag colour="grey">{w.tag}</Tag>
      </h1>
      <WarningCallout heading={w.heading} level={2}>
        {session.cancelledWords && <p>{session.cancelledWords}</p>}
        {off.insteadWords && <p>{off.insteadWords}</p>}
        <p>{w.unaffected}</p>
      </WarningCallout>
      <Facts
        items={[
          [w.wasToBe, `${props.hours}${session.venue ? `, ${session.venue}` : ''}`],
          instead !== null && [
            w.instead,
            <a href={`/staff/sessions/${instead.id}`}>
              {dateInWords(instead.date, session.today)},{' '}
              {hoursInWords(instead.starts.slice(0, 5), instead.ends.slice(0, 5))}
              {instead.telephone && `, ${w.byTelephone}`}
            </a>,
          ],
        ]}
      />
      {!session.begun && (props.mayReplace || props.mayPutBack) && (
        <ButtonRow>
          {props.mayReplace && !instead && <Button href={`${at}/change`}>{w.offer}</Button>}
          {props.mayPutBack && (
            <Button variant="secondary" href={`${at}/put-back`}>
              {w.putBack}
            </Button>
          )}
        </ButtonRow>
      )}
      <Happened sessionId={session.id} groupId={session.groupId} />
      {off.unaware > 0 && <p>{w.unaware(off.unaware, off.told.length === 0)}</p>}
      {(off.unaware === 0 || off.told.length > 0) && (
        <WhoKnows {...props} limited={session.limit !== null} over={session.begun} />
      )}
      {!session.begun && props.heldBack > 0 && <p>{w.held(props.heldBack)}</p>}
      {session.begun && (
        <p>
          <a href={`${at}/came`}>{w.cameAllTheSame}</a>
        </p>
      )}
    </>
  )
}

/** Who is still to be told stands first, since that is to be done; then who knows already. */
function WhoKnows(props: CalledOffProps & { limited: boolean; over: boolean }) {
  const { off, limited, over } = props
  const hadPlace = (person: Told) => person.place !== null
  const names = (people: readonly Told[]) => people.map((person) => person.called).join(', ')
  if (!off.toldAtAll) {
    const with_ = off.told.filter(hadPlace)
    return (
      <>
        <p>{w.notByItself}</p>
        {with_.length > 0 && <Facts items={[[limited ? w.hadPlace : w.hoped, names(with_)]]} />}
      </>
    )
  }
  const open = off.told.filter((person) => person.how !== 'told' && person.how !== 'asked for quiet')
  const told = off.told.filter((person) => person.how === 'told')
  const quiet = off.told.filter((person) => person.how === 'asked for quiet')
  const first = [...open.filter(hadPlace), ...open.filter((person) => !hadPlace(person))]
  return (
    <>
      <h2>{open.length === 0 ? w.allTold : (over ? w.wereNotTold : w.toTell)(open.length)}</h2>
      {first.length > 0 && (
        <ul class="app-lines">
          {first.map((person) => (
            <li class="app-lines__item">
              <a href={`/staff/people/${person.personId}`}>{person.called}</a>
              {hadPlace(person) && <span class="app-small"> · {limited ? w.theirPlace : w.theirHope}</span>}
              <br />
              <HowItStands {...props} person={person} />
            </li>
          ))}
        </ul>
      )}
      {told.length + quiet.length > 0 && <h2>{w.toldHeading(told.length)}</h2>}
      <Facts
        items={[
          [limited ? w.hadPlace : w.hoped, names(told.filter(hadPlace))],
          [w.others, names(told.filter((person) => !hadPlace(person)))],
          [w.quiet, names(quiet)],
        ]}
      />
    </>
  )
}

function HowItStands(props: CalledOffProps & { person: Told; over: boolean }) {
  const { person, over } = props
  if (over) return <span class="app-small">{w.over[person.how] ?? w.how[person.how]}</span>
  if (person.how === 'to ring' && person.callId && props.mayRing)
    return (
      <a href={`/staff/calls/${person.callId}`}>
        {w.ring}
        <span class="nhsuk-u-visually-hidden"> {person.called}</span>
      </a>
    )
  if (person.how === 'letter waits' && props.mayPrint)
    return <a href="/staff/letters">{w.how['letter waits']}</a>
  return <span class="app-small">{w.how[person.how]}</span>
}
