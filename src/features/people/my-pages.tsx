import type { ComponentChildren } from 'preact'
import {
  Button,
  ButtonRow,
  type Content,
  DateList,
  Facts,
  InsetText,
  written,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { RememberedNames } from '#features/bereavement/bereavement.ts'
import {
  dateInWords,
  hoursInWords,
  localTime,
  monthOnLeaf,
  timeInWords,
  weekdayInWords,
  writtenDateIn,
} from '#features/groups/rules.ts'
import type { OfCharity } from './joining-props.ts'
import type { JoiningDetails, MyGroup, MySession } from './my-queries.ts'
import type { MyWords } from './words-my.ts'

export type Stop = { what: 'all' | 'pause'; until: Date | null } | null

/** A button that does one thing. */
export function Press(props: {
  action: string
  children: ComponentChildren
  variant?: 'main' | 'secondary' | 'warning' | 'link'
  small?: boolean
  name?: string
  value?: string
}) {
  return (
    <form method="post" action={props.action}>
      <Button
        variant={props.variant ?? 'main'}
        small={props.small}
        name={props.name}
        value={props.value}
        preventDoubleClick
      >
        {props.children}
      </Button>
    </form>
  )
}

/** An instant as people say it in a zone: "Tuesday 24 November, 11am". */
function moment(instant: Date, zone: string, today: string, { language }: MyWords): string {
  const local = localTime(instant, zone)
  return `${dateInWords(local.date, today, language)}, ${timeInWords(local.time, language)}`
}

const dateOf = (session: MySession, { language }: MyWords) =>
  dateInWords(session.date, session.today, language)
const isFull = (session: MySession, full: ReadonlySet<string>) => full.has(session.id)

const RingLink = ({ number }: { number: string }) => (
  <a class="app-nowrap" href={telephoneLink(number)}>
    {number}
  </a>
)

/** Where one's place stands, in words; never a number in a row. */
export function stateWords(session: MySession, full: ReadonlySet<string>, w: MyWords): Content {
  if (session.state === 'cancelled')
    return (
      <>
        {w.state.cancelled} {written(session.cancelledWords, session.groupLanguage)}{' '}
        {written(session.insteadWords, session.groupLanguage)}
      </>
    )
  if (session.telephone !== null)
    return (
      <>
        {w.session.byTelephone} <RingLink number={session.telephone} />.
      </>
    )
  return placeWords(session, full, w)
}

function placeWords(session: MySession, full: ReadonlySet<string>, w: MyWords): string {
  switch (session.place) {
    case 'kept':
      return session.limit === null ? w.state.hoping : w.state.kept
    case 'waiting':
      return w.state.waiting
    case 'offered':
      return session.answerBy
        ? w.state.offered(moment(session.answerBy, session.zone, session.today, w))
        : w.state.waiting
    case 'given back':
    case 'declined':
      return w.state.givenBack
    case 'ran out':
      return w.state.ranOut
    default:
      if (session.groupState === 'paused') return w.state.groupPaused
      if (session.limit === null) return w.state.open
      return isFull(session, full) ? w.state.full : w.state.none
  }
}

/** What can be pressed about a session. */
function PlaceButtons({
  w,
  session,
  full,
  small,
}: {
  w: MyWords
  session: MySession
  full: ReadonlySet<string>
  small: boolean
}) {
  if (session.state === 'cancelled' || session.begun) return null
  const to = (what: 'keep' | 'give-back' | 'answer') => `/my/sessions/${session.id}/${what}`
  const about = <span class="nhsuk-u-visually-hidden">{w.button.for(dateOf(session, w))}</span>
  switch (session.place) {
    case 'kept':
      return (
        <Press action={to('give-back')} variant="secondary" small={small}>
          {w.button.giveBack}
          {about}
        </Press>
      )
    case 'waiting':
      return (
        <Press action={to('give-back')} variant="secondary" small={small}>
          {w.button.stopWaiting}
          {about}
        </Press>
      )
    case 'offered':
      return (
        <form method="post" action={to('answer')}>
          <ButtonRow>
            <Button name="answer" value="yes" small={small} preventDoubleClick>
              {w.button.yes}
              {about}
            </Button>
            <Button name="answer" value="no" variant="secondary" small={small} preventDoubleClick>
              {w.button.no}
              {about}
            </Button>
          </ButtonRow>
        </form>
      )
    default:
      // Whoever likes rings at a telephone hour: there is nothing to say beforehand, and no place to keep.
      if (session.telephone !== null) return null
      if (session.groupState !== 'open' && session.groupState !== 'planned') return null
      return (
        <Press action={to('keep')} variant={small ? 'secondary' : 'main'} small={small}>
          {session.limit === null ? w.button.hope : isFull(session, full) ? w.button.wait : w.button.keep}
          {about}
        </Press>
      )
  }
}

const mine = (w: MyWords, welsh: boolean) => [
  { href: '/my/details', text: w.home.details },
  { href: '/my/reach', text: w.home.reach },
  { href: '/my/messages', text: w.home.messages },
  { href: '/my/emergency', text: w.home.emergency },
  { href: '/my/calendar', text: w.home.calendar },
  { href: '/my/consent', text: w.home.consent },
  { href: '/my/wishes', text: w.home.wishes },
  { href: '/my/offers', text: w.home.offers },
  { href: '/my/devices', text: w.home.devices },
  { href: '/my/copy', text: w.home.copy },
  { href: '/my/erase', text: w.home.erase },
  ...(welsh ? [{ href: '/my/language', text: w.choosing.title }] : []),
]

/** The first of one's own pages: what comes next, and one press for each thing. */
export function HomePage(props: {
  w: MyWords
  /** The charity has its pages in Welsh too. */
  welsh: boolean
  called: string
  groups: MyGroup[]
  sessions: MySession[]
  full: ReadonlySet<string>
  stop: Stop
  today: string
  charity: OfCharity
  /** They have joined this very moment: say what happens next. */
  justJoined: boolean
}) {
  const { w, groups, sessions, stop, full } = props
  const several = groups.length > 1
  const notLetIn = groups.some((group) => group.kind === 'online' && !group.letIn)
  const next = nextWords(props)
  return (
    <>
      <h1>{w.hello(props.called)}</h1>
      {stop && (
        <InsetText>
          <p>{stopWords(stop, props.today, w)}</p>
          <Press action="/my/messages/resume" variant="secondary" small>
            {w.home.resume}
          </Press>
        </InsetText>
      )}
      {(next.length > 0 || notLetIn) && (
        <InsetText>
          {notLetIn && <p>{w.home.notLetIn}</p>}
          {next.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </InsetText>
      )}
      {groups.length > 0 && (
        <>
          <h2>{w.home.sessions}</h2>
          <DateList
            empty={w.home.noSessions}
            dates={sessions.map((session) => ({
              ...leafOf(session, w),
              title: <a href={`/my/sessions/${session.id}`}>{dateOf(session, w)}</a>,
              time: hoursInWords(session.starts, session.ends, w.language),
              note: (
                <>
                  {several && <p class="app-small">{session.group}</p>}
                  <p class="nhsuk-u-margin-bottom-2">{stateWords(session, full, w)}</p>
                  <PlaceButtons w={w} session={session} full={full} small />
                </>
              ),
            }))}
          />
        </>
      )}
      <h2>{w.home.groups}</h2>
      {groups.length === 0 ? (
        <>
          <p>{w.home.noGroups}</p>
          <Button href="/groups">{w.home.findGroup}</Button>
        </>
      ) : (
        <ul class="nhsuk-list nhsuk-list--border">
          {groups.map((group) => (
            <li>
              <a href={`/groups/${group.slug}`}>{group.name}</a>
              {group.limit !== null && <p>{group.standing ? w.group.standingOn : w.group.standingOff}</p>}
              <p>
                <a href={`/my/groups/${group.slug}`}>
                  {group.limit !== null ? w.home.settings : w.home.leaving}
                  <span class="nhsuk-u-visually-hidden">: {group.name}</span>
                </a>
              </p>
            </li>
          ))}
        </ul>
      )}
      <h2>{w.home.aboutMe}</h2>
      <ul class="nhsuk-list nhsuk-list--border">
        {mine(w, props.welsh).map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      <Press action="/my/sign-out" variant="secondary" small>
        {w.home.signOut}
      </Press>
    </>
  )
}

/** What happens next: after joining, and for as long as nobody has spoken with them before an online group. */
function nextWords(props: {
  w: MyWords
  groups: MyGroup[]
  charity: OfCharity
  justJoined: boolean
}): string[] {
  const { w, charity } = props
  const waiting = props.groups.filter((group) => (group.kind === 'online' ? !group.letIn : props.justJoined))
  const ring = charity.phone !== ''
  const sentences = waiting.map((group) => {
    if (group.begins === 'call me') return w.home.callMe
    if (group.begins === 'I call') return ring ? w.home.iCall(charity.phone, charity.phoneHours) : ''
    if (group.kind === 'online') return ring ? w.home.ringUs(charity.phone, charity.phoneHours) : ''
    return w.home.justCome
  })
  return [...new Set(sentences)].filter((sentence) => sentence !== '')
}

export function stopWords(
  stop: NonNullable<Stop>,
  today: string,
  w: MyWords,
  zone = 'Europe/London',
): string {
  if (stop.what === 'all') return w.home.stopped
  return stop.until
    ? w.home.pausedUntil(dateInWords(localTime(stop.until, zone).date, today, w.language))
    : w.home.paused
}

function leafOf(session: MySession, { language }: MyWords) {
  return {
    month: monthOnLeaf(session.date, language),
    day: String(Number(session.date.slice(8))),
    long: session.long,
    off: session.state === 'cancelled',
  }
}

/** One session: when, where, what one's place is, and how to enter it when it is online. */
export function SessionPage(props: {
  w: MyWords
  session: MySession
  full: ReadonlySet<string>
  topics: { name: string; note: string | null }[]
  details: JoiningDetails | null
  charity: OfCharity
}) {
  const { w, session, details, charity, full } = props
  const hours = hoursInWords(session.starts, session.ends, w.language)
  const hasPlace = session.place === 'kept'
  const off = session.state === 'cancelled'
  const begins = localTime(new Date(session.startsAt.getTime() - 24 * 3600_000), session.zone)
  const weekday = weekdayInWords(begins.date, w.language)
  const join = () => {
    if (session.kind !== 'online' || session.telephone !== null || off || session.over) return null
    if (!session.letIn) return w.session.notLetIn(charity.phone)
    if (!hasPlace) return w.session.needsPlace
    if (details)
      return (
        <>
          {details.dialInNumber && <p>{w.session.dialIn(details.dialInNumber, details.dialInCode)}</p>}
          <p>{w.session.private}</p>
        </>
      )
    return session.soon
      ? w.session.noLink(charity.phone)
      : w.session.appears(weekday, timeInWords(begins.time, w.language))
  }
  return (
    <>
      <p class="app-eyebrow">{session.group}</p>
      <h1>{dateOf(session, w)}</h1>
      <p class="app-lede">
        {hours}. {session.over && !off ? w.session.over : stateWords(session, full, w)}
      </p>
      {details && (
        <a class="nhsuk-button" href={details.url} rel="noreferrer">
          {w.session.joinNow}
        </a>
      )}
      {session.place === 'offered' && <PlaceButtons w={w} session={session} full={full} small={false} />}
      <Facts
        items={[
          [w.session.join, join()],
          session.telephone !== null && [
            w.session.where,
            <>
              {w.session.byTelephone}: <RingLink number={session.telephone} />
            </>,
          ],
          session.kind === 'in person' &&
            session.venue !== null && [
              w.session.where,
              <>
                {session.venue}, {session.venueAddress}, {session.venueTown} {session.venuePostcode}
                <br />
                <a href={`/groups/${session.slug}`}>{w.session.directions}</a>
              </>,
            ],
          [
            w.session.topics,
            written(
              props.topics
                .map((topic) => (topic.note ? `${topic.name} (${topic.note})` : topic.name))
                .join('; '),
            ),
          ],
          [
            w.session.speaker,
            written([session.speaker, session.talk].filter(Boolean).join(': '), session.groupLanguage),
          ],
          [w.session.movedFrom, writtenDateIn(w.language, session.movedFrom ?? '')],
          [w.session.note, written(session.publicNote, session.groupLanguage)],
          session.limit !== null && [w.session.withYou, w.session.upTo(session.limit)],
          session.kind === 'online' &&
            session.telephone === null &&
            !off && [
              w.session.help,
              written(details?.helpWords) ??
                (charity.phone && w.session.helpRing(charity.phone, charity.phoneHours)),
            ],
        ]}
      />
      {session.place !== 'offered' && <PlaceButtons w={w} session={session} full={full} small={false} />}
      {(session.place === 'given back' || session.place === 'kept') && !off && !session.over && (
        <p class="app-small">{w.session.thatsAll}</p>
      )}
    </>
  )
}

/** One's part in a group: a standing place, and leaving. */
export function GroupPage({
  w,
  group,
  remembered,
}: {
  w: MyWords
  group: MyGroup
  remembered: readonly string[]
}) {
  return (
    <>
      <h1>{group.name}</h1>
      <p>
        <a href={`/groups/${group.slug}`}>{w.group.page}</a>
      </p>
      <RememberedNames names={remembered} />
      {group.limit !== null && (
        <>
          <h2>{w.group.standingTitle}</h2>
          <p>{group.standing ? w.group.standingOn : w.group.standingOff}</p>
          <Press
            action={`/my/groups/${group.slug}/standing`}
            variant="secondary"
            name="standing"
            value={group.standing ? 'no' : 'yes'}
          >
            {group.standing ? w.group.turnOff : w.group.turnOn}
          </Press>
        </>
      )}
      <h2>{w.group.leaveTitle}</h2>
      <p>{w.group.leaveText}</p>
      <Press action={`/my/groups/${group.slug}/leave`} variant="secondary">
        {w.group.leave}
      </Press>
    </>
  )
}
