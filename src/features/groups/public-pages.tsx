import {
  Ask,
  Band,
  Box,
  Button,
  CardList,
  CircleOfChairs,
  DateList,
  type DateRow,
  Empty,
  Facts,
  GroupCard,
  Hero,
  InsetText,
  MapFrame,
  Radios,
  Tag,
  Two,
  WarningCallout,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { ahead, nextOf, type PublicGroup, type PublicSession, type PublicVenue } from './directory.ts'
import { distanceInWords } from './distance.ts'
import type { Found, Kind, Nearby } from './finder.ts'
import type { Location } from './location.ts'
import { UkMap } from './uk-map.tsx'
import { listInWords, words } from './words.ts'

/** How many places are left at a session; sessions without a limit are not in it. */
export type PlacesLeft = ReadonlyMap<string, number>
type CharityPhone = { phone: string; phoneHours: string }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function AskWhere(props: { value?: string | undefined; kind?: Kind; error?: string | undefined }) {
  const w = words.finder
  return (
    <Ask
      action="/groups"
      name="near"
      label={w.label}
      hint={w.hint}
      button={w.button}
      value={props.value}
      error={props.error}
      autocomplete="postal-code"
    >
      {props.kind !== undefined && (
        <Radios
          name="kind"
          legend={w.kind}
          legendSize="s"
          inline
          small
          value={props.kind}
          choices={(['any', 'in-person', 'online'] as const).map((value) => ({
            value,
            label: w.kinds[value],
          }))}
        />
      )}
    </Ask>
  )
}

/** The first page: one question, and what it is all about. */
export function HomePage(props: {
  charity: CharityPhone & { illness: string }
  soon: Nearby[]
  now: Date
  left: PlacesLeft
}) {
  const w = words.home
  return (
    <>
      <Hero title={w.title} lede={w.lede(props.charity.illness)} picture={<CircleOfChairs size="large" />}>
        <AskWhere />
      </Hero>
      <h2>{w.howTitle}</h2>
      <ul class="app-cards app-cards--columns">
        {w.how.map(([title, text]) => (
          <li>
            <div class="app-group-card">
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <a href="/groups">{w.allGroups}</a>
      </p>
      {props.charity.phone !== '' && (
        <Band>
          <h2>{w.ringTitle}</h2>
          <p>
            {w.ring} <a href={telephoneLink(props.charity.phone)}>{props.charity.phone}</a>
            {props.charity.phoneHours && ` (${props.charity.phoneHours})`}
          </p>
        </Band>
      )}
    </>
  )
}

/** The finder: what was asked, what we understood, and the groups, nearest first. */
export function FinderPage(props: {
  typed: string
  kind: Kind
  location: Location
  found: Found
  left: PlacesLeft
  now: Date
  dots: readonly { name: string; lat: number; lon: number }[]
  moreHref: string
}) {
  const w = words.finder
  const { location, found } = props
  const here =
    location.kind === 'here' ? location : location.kind === 'no such postcode' ? location.area : null
  const nearest = here ? found.local[0]?.group : undefined
  const error =
    location.kind === 'unknown'
      ? `${location.why || w.unknown}${location.suggestion && !location.why ? ` ${w.didYouMean(location.suggestion)}` : ''}`
      : undefined
  const nothing = found.local.length === 0 && found.online.length === 0
  return (
    <>
      <h1>{w.title}</h1>
      <AskWhere value={props.typed} kind={props.kind} error={error} />
      <Understood location={location} kind={props.kind} />
      {nothing && <Empty>{w.noneAtAll}</Empty>}
      {!nothing && (
        <Two
          side={
            <MapFrame caption={w.mapCaption}>
              <UkMap
                groups={props.dots.map((dot) => ({ ...dot, near: dot.name === nearest?.name }))}
                you={here ?? undefined}
                title={w.map(props.dots.length, nearest?.name ?? null)}
              />
            </MapFrame>
          }
        >
          {props.kind !== 'online' && (
            <>
              <h2>{here ? w.nearest(here.name) : location.kind === 'nowhere' ? w.all : w.inPersonTitle}</h2>
              {here && !found.local.some((near) => near.group.nations.includes(here.nation)) && (
                <InsetText>
                  {w.noneHere(here.nation)} {w.noneHereNext}
                </InsetText>
              )}
              <CardList
                items={found.local.map((near) => (
                  <Card near={near} rough={here?.rough ?? true} left={props.left} now={props.now} />
                ))}
              />
              {found.more > 0 && (
                <p>
                  <a href={props.moreHref}>{w.more(found.more)}</a>
                </p>
              )}
              {here?.rough && found.local.length > 0 && <p class="app-small">{w.rough}</p>}
            </>
          )}
          {found.online.length > 0 && (
            <>
              <h2>
                {here && found.online.every((group) => group.nations.includes(here.nation))
                  ? w.onlineFor(here.nation)
                  : w.onlineTitle}
              </h2>
              <p>{w.onlineWhy}</p>
              <CardList
                items={found.online.map((group) => (
                  <Card near={{ group, miles: null }} rough left={props.left} now={props.now} />
                ))}
              />
            </>
          )}
        </Two>
      )}
    </>
  )
}

function Understood({ location, kind }: { location: Location; kind: Kind }) {
  const w = words.finder
  if (location.kind === 'choices')
    return (
      <InsetText>
        <p>{w.choose}</p>
        <ul class="nhsuk-list">
          {location.names.map((name) => (
            <li>
              <a href={`/groups?near=${encodeURIComponent(name)}&kind=${kind}`}>{name}</a>
            </li>
          ))}
        </ul>
      </InsetText>
    )
  if (location.kind === 'no such postcode') return <InsetText>{w.noSuchPostcode(location.shown)}</InsetText>
  if (location.kind === 'here' && location.ended) return <InsetText>{w.ended(location.name)}</InsetText>
  if (location.kind === 'here' && location.meant) return <InsetText>{w.meant(location.meant)}</InsetText>
  if (location.kind === 'unknown' && location.suggestion)
    return (
      <p>
        <a href={`/groups?near=${encodeURIComponent(location.suggestion)}&kind=${kind}`}>
          {w.didYouMean(location.suggestion)}
        </a>
      </p>
    )
  return null
}

function Card(props: { near: Nearby; rough: boolean; left: PlacesLeft; now: Date }) {
  const w = words.group
  const { group, miles } = props.near
  const next = nextOf(group, props.now)
  const off = ahead(group, props.now).find((session) => session.state === 'cancelled')
  const kind =
    group.kind === 'online'
      ? w.onlineFrom(nationsInWords(group))
      : miles === null
        ? w.inPerson
        : w.away(distanceInWords(miles, { rough: props.rough }))
  const notes = [
    group.venue && `${group.venue.name}, ${group.venue.town}.`,
    next && sessionInWords(next),
    group.state === 'open' && howMany(group, next, props.left),
    group.launchWords && w.startsOn(group.launchWords),
  ].filter(Boolean)
  return (
    <GroupCard
      name={group.name}
      href={`/groups/${group.slug}`}
      kind={kind}
      online={group.kind === 'online'}
      notice={
        group.state === 'paused'
          ? `${w.paused}. ${group.pausedWords ?? ''}`
          : off && (!next || off.startsAt < next.startsAt)
            ? `${w.notOn(off.dateWords)}. ${off.cancelledWords ?? ''}`
            : undefined
      }
      next={group.state === 'paused' ? undefined : next ? `${next.dateWords}, ${next.hoursWords}` : w.noDates}
      note={notes.join(' ')}
    />
  )
}

function howMany(group: PublicGroup, next: PublicSession | null, left: PlacesLeft): string {
  const w = words.group
  if (!next || next.limit === null) return group.kind === 'online' ? '' : w.justCome
  const free = left.get(next.id)
  return free === undefined ? w.limited(next.limit) : w.places(next.limit, free)
}

const nationsInWords = (group: PublicGroup) =>
  group.nations.length >= 4 ? words.group.anyNation : listInWords(group.nations)

/** What a session is about, in one line; empty when it is time together. */
function sessionInWords(session: PublicSession): string {
  const w = words.group
  if (session.talk) return `${w.talk}: ${w.withSpeaker(session.talk, session.speaker)}.`
  return session.topics.length > 0 ? `${w.topics(session.topics.map((topic) => topic.name).join(', '))}.` : ''
}

/** One group: when, where, who leads it, what happens the first time, how to join. */
export function GroupPage(props: { group: PublicGroup; now: Date; left: PlacesLeft; charity: CharityPhone }) {
  const w = words.group
  const { group, now } = props
  const online = group.kind === 'online'
  const sessions = ahead(group, now)
  const off = sessions.filter((session) => session.state === 'cancelled').slice(0, 2)
  const phone = group.askPhone ?? props.charity.phone
  return (
    <Two
      head={
        <>
          <Tag tone={online ? 'teal' : 'coral'}>
            {online ? w.onlineFrom(nationsInWords(group)) : w.inPerson}
          </Tag>
          <h1>{group.name}</h1>
          {group.state === 'paused' && (
            <WarningCallout level={2} heading={w.paused}>
              {group.pausedWords}
            </WarningCallout>
          )}
          {off.map((session) => (
            <WarningCallout level={2} heading={w.notOn(session.dateWords)}>
              {session.cancelledWords} {session.insteadWords}
            </WarningCallout>
          ))}
          <p class="app-lede">
            {group.ruleWords &&
              `${group.ruleWords}${group.venue && !online ? `, at ${group.venue.name} in ${group.venue.town}` : ''}.`}
            {group.launchWords && ` ${w.startsOn(group.launchWords)}`}
          </p>
        </>
      }
      side={
        <Box label={w.join}>
          {group.state !== 'paused' && (
            <>
              <Button href={`/groups/${group.slug}/join`}>{w.join}</Button>
              <p class="app-small">{online ? w.onlineJoin : w.orJustCome}</p>
            </>
          )}
          <Facts
            items={[
              [w.where, group.venue && !online ? <VenueInShort venue={group.venue} /> : w.onlineWhere],
              [w.gettingIn, group.venue?.stepFree],
              [w.ledBy, group.ledBy],
              [w.free, w.freeWords],
              [
                w.ask,
                phone && (
                  <>
                    <a href={telephoneLink(phone)}>{phone}</a>
                    {group.askEmail && (
                      <>
                        <br />
                        <a href={`mailto:${group.askEmail}`}>{group.askEmail}</a>
                      </>
                    )}
                  </>
                ),
              ],
            ]}
          />
        </Box>
      }
    >
      {group.state === 'planned' && <InsetText>{w.planned}</InsetText>}
      {group.language === 'cy' && <p>{w.welsh}</p>}
      <h2 id="dates">{w.nextDates}</h2>
      <DateList
        dates={sessions.slice(0, 6).map((session) => dateRow(session, props.left))}
        empty={w.noDates}
      />
      {sessions.length > 0 && (
        <p class="app-screen-only">
          <a href={`/groups/${group.slug}/calendar.ics`}>{w.subscribe}</a>
          <br />
          <span class="app-small">{w.subscribeHint}</span>
        </p>
      )}
      <h2>{w.firstTitle}</h2>
      {paragraphs(firstVisit(group))}
      {group.service.whoFor && (
        <>
          <h2>{w.whoTitle}</h2>
          {paragraphs(group.service.whoFor)}
        </>
      )}
      {!online && group.venue && <Directions venue={group.venue} />}
      <h2>{w.joinTitle}</h2>
      <p>{w.joinWords}</p>
      <p class="app-screen-only">
        <a href={`/groups/${group.slug}/print`}>{w.print}</a>
      </p>
    </Two>
  )
}

function VenueInShort({ venue }: { venue: PublicVenue }) {
  return (
    <>
      {venue.name}, {venue.town}. <a href="#directions">{words.group.map}</a>
    </>
  )
}

function Directions({ venue }: { venue: PublicVenue }) {
  const w = words.group
  return (
    <>
      <h2 id="directions">{w.directions(venue.name)}</h2>
      <p>
        {venue.name}
        <br />
        {venue.address}
        <br />
        {venue.town}
        <br />
        {venue.postcode}
      </p>
      <Facts
        items={[
          [w.room, venue.findingTheRoom],
          [w.gettingIn, venue.stepFree],
          [w.toilets, venue.toilets],
          [w.parking, venue.parking],
          [w.transport, venue.publicTransport],
        ]}
      />
      {venue.lat !== null && venue.lon !== null && (
        <p class="app-screen-only">
          <a
            href={`https://www.openstreetmap.org/?mlat=${venue.lat}&mlon=${venue.lon}#map=17/${venue.lat}/${venue.lon}`}
            rel="noreferrer"
          >
            {w.openMap}
          </a>
        </p>
      )}
    </>
  )
}

function dateRow(session: PublicSession, left: PlacesLeft): DateRow {
  const w = words.group
  const off = session.state === 'cancelled'
  const free = left.get(session.id)
  const [, month = '1', day = '1'] = session.date.split('-')
  return {
    month: months[Number(month) - 1] ?? '',
    day: Number(day),
    long: session.long,
    off,
    title: session.dateWords,
    time: session.hoursWords,
    note: off ? (
      `${w.cancelled(session.cancelledWords ?? '')} ${session.insteadWords ?? ''}`
    ) : (
      <>
        {session.talk ? (
          <>
            <Tag tone="plum">{w.talk}</Tag> {w.withSpeaker(session.talk, session.speaker)}.{' '}
          </>
        ) : session.topics.length === 0 ? (
          `${session.long ? w.longer : w.together}. `
        ) : null}
        {toSay(session) !== '' && `${w.topics(toSay(session))}. `}
        {session.limit !== null && free !== undefined && `${w.places(session.limit, free)} `}
        {session.movedFrom && `${w.movedFrom(session.movedFrom)}. `}
        {session.venue && `${w.thisTimeAt(`${session.venue.name}, ${session.venue.town}`)}. `}
        {session.note}
      </>
    ),
    action: off ? undefined : (
      <a href={`/sessions/${session.id}.ics`} aria-label={`${w.addToCalendar}: ${session.dateWords}`}>
        {w.addToCalendar}
      </a>
    ),
  }
}

/** The topics; beside a talk only those that come with a note, since the talk's title says the rest. */
const toSay = (session: PublicSession) =>
  session.topics
    .filter((topic) => !session.talk || topic.plainNote)
    .map(topicInWords)
    .join(', ')

const topicInWords = (topic: { name: string; plainNote: string | null }) =>
  topic.plainNote ? `${topic.name} (${topic.plainNote})` : topic.name

function firstVisit(group: PublicGroup): string {
  if (group.whatToExpect) return group.whatToExpect
  return group.kind === 'online' ? words.group.firstOnline : group.service.firstVisit || words.group.first
}

/** A charity's own text, as it was typed: an empty line begins a new paragraph. */
function paragraphs(text: string) {
  return text.split(/\n{2,}/).map((part) => <p>{part}</p>)
}

/** The same on one sheet of paper, to hand over or to pin up. */
export function GroupSheet(props: {
  group: PublicGroup
  now: Date
  charity: CharityPhone & { name: string }
  address: string
}) {
  const w = words.group
  const { group } = props
  const phone = group.askPhone ?? props.charity.phone
  return (
    <>
      <p class="app-eyebrow">{props.charity.name}</p>
      <h1>{group.name}</h1>
      <p class="app-lede">{group.ruleWords}</p>
      <Facts
        items={[
          [
            w.where,
            group.venue && group.kind !== 'online'
              ? `${group.venue.name}, ${group.venue.address}, ${group.venue.town}, ${group.venue.postcode}`
              : w.onlineWhere,
          ],
          [w.gettingIn, group.venue?.stepFree],
          [w.parking, group.venue?.parking],
          [w.transport, group.venue?.publicTransport],
          [w.ledBy, group.ledBy],
          [w.free, w.freeWords],
          [w.ask, [phone, group.askEmail].filter(Boolean).join(' · ')],
        ]}
      />
      <h2>{w.nextDates}</h2>
      <DateList
        dates={ahead(group, props.now)
          .slice(0, 6)
          .map((session) => ({ ...dateRow(session, new Map()), action: undefined }))}
        empty={w.noDates}
      />
      <h2>{w.firstTitle}</h2>
      {paragraphs(firstVisit(group))}
      <p>{props.address}</p>
    </>
  )
}

/** A group that has ended: kind, and on to another. */
export function ClosedPage(props: { name: string }) {
  const w = words.group
  return (
    <>
      <h1>{w.closedTitle}</h1>
      <p class="app-lede">{props.name}</p>
      <p>{w.closed}</p>
      <AskWhere />
    </>
  )
}
