import {
  Ask,
  Band,
  CardList,
  CircleOfChairs,
  Empty,
  GroupCard,
  Hero,
  InsetText,
  MapFrame,
  Radios,
  Two,
  written,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import type { Language } from '#platform/language.ts'
import { ahead, nextOf, type PublicGroup, type PublicSession } from './directory.ts'
import { type Found, farInWords, type Kind, type Nearby } from './finder.ts'
import type { Location } from './location.ts'
import { UkMap } from './uk-map.tsx'
import type { Words } from './words.ts'

/** How many places are left at a session; sessions without a limit are not in it. */
export type PlacesLeft = ReadonlyMap<string, number>
export type CharityPhone = { phone: string; phoneHours: string }

function AskWhere(props: {
  words: Words
  value?: string | undefined
  kind?: Kind
  error?: string | undefined
}) {
  const w = props.words.finder
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
  words: Words
  charity: CharityPhone & { illness: string }
  soon: Nearby[]
  now: Date
  left: PlacesLeft
}) {
  const w = props.words.home
  return (
    <>
      <Hero title={w.title} lede={w.lede(props.charity.illness)} picture={<CircleOfChairs size="large" />}>
        <AskWhere words={props.words} />
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
      <Band>
        <h2>{w.ringTitle}</h2>
        {props.charity.phone !== '' && (
          <p>
            {w.ring} <a href={telephoneLink(props.charity.phone)}>{props.charity.phone}</a>
            {props.charity.phoneHours && ` (${props.charity.phoneHours})`}
          </p>
        )}
        <p>
          <a href="/call-me">{w.callMe}</a>
        </p>
      </Band>
    </>
  )
}

/** The finder: what was asked, what we understood, and the groups, nearest first. */
export function FinderPage(props: {
  words: Words
  typed: string
  kind: Kind
  location: Location
  phone: string
  found: Found
  left: PlacesLeft
  now: Date
  dots: readonly { name: string; lat: number; lon: number }[]
  moreHref: string
}) {
  const w = props.words.finder
  const { location, found } = props
  const here =
    location.kind === 'here' ? location : location.kind === 'no such postcode' ? location.area : null
  const nearest = here ? found.local[0]?.group : undefined
  const error =
    location.kind === 'unknown'
      ? `${location.why || w.unknown}${location.suggestion && !location.why ? ` ${w.didYouMean(location.suggestion)}` : ''}`
      : undefined
  const nothing = found.local.length === 0 && found.online.length === 0
  const wholeNation = here?.wide === 'nation' ? here.nation : null
  const isOwn = ({ group }: Nearby) => wholeNation === null || group.venue?.nation === wholeNation
  const card = (near: Nearby) => (
    <Card words={props.words} near={near} here={here} left={props.left} now={props.now} />
  )
  return (
    <>
      <h1>{w.title}</h1>
      <AskWhere words={props.words} value={props.typed} kind={props.kind} error={error} />
      <Understood words={props.words} location={location} kind={props.kind} phone={props.phone} />
      {nothing && <Empty>{w.noneAtAll}</Empty>}
      {nothing && <CallMe words={props.words} />}
      {!nothing && (
        <Two
          side={
            <MapFrame caption={w.mapCaption}>
              <UkMap
                groups={props.dots.map((dot) => ({ ...dot, near: dot.name === nearest?.name }))}
                you={here && here.wide !== 'nation' ? here : undefined}
                title={w.map(props.dots.length, nearest?.name ?? null)}
              />
            </MapFrame>
          }
        >
          {props.kind !== 'online' && location.kind !== 'elsewhere' && (
            <>
              <h2>
                {here
                  ? wholeNation
                    ? w.inNation(here.name)
                    : here.wide
                      ? w.around(here.name)
                      : w.nearest(here.name)
                  : location.kind === 'nowhere'
                    ? w.all
                    : w.inPersonTitle}
              </h2>
              {here && !found.local.some((near) => near.group.nations.includes(here.nation)) && (
                <InsetText>
                  <p>
                    {w.noneHere(here.nation)} {w.noneHereNext}
                  </p>
                  <CallMe words={props.words} />
                </InsetText>
              )}
              {found.local.some(isOwn) && <CardList items={found.local.filter(isOwn).map(card)} />}
              {wholeNation && !found.local.every(isOwn) && (
                <>
                  <h2>{w.otherNations}</h2>
                  <CardList items={found.local.filter((near) => !isOwn(near)).map(card)} />
                </>
              )}
              {found.more > 0 && (
                <p>
                  <a href={props.moreHref}>{w.more(found.more)}</a>
                </p>
              )}
              {here?.rough && found.local.length > 0 && (
                <p class="app-small">{here.wide ? w.roughWide(here.name) : w.rough}</p>
              )}
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
                  <Card
                    words={props.words}
                    near={{ group, miles: null }}
                    here={here}
                    left={props.left}
                    now={props.now}
                  />
                ))}
              />
            </>
          )}
          <CallMe words={props.words} />
        </Two>
      )}
    </>
  )
}

/** For whom no group is near, or who would rather talk first. */
const CallMe = ({ words }: { words: Words }) => (
  <p>
    <a href="/call-me">{words.finder.callMe}</a>
  </p>
)

function Understood(props: { words: Words; location: Location; kind: Kind; phone: string }) {
  const { location, kind, phone } = props
  const w = props.words.finder
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
  if (location.kind === 'elsewhere')
    return (
      <InsetText>
        <p>{w.elsewhere(location.name)}</p>
        <p>
          {w.elsewhereNext}
          {phone !== '' && (
            <>
              {' '}
              {w.elsewhereRing} <a href={telephoneLink(phone)}>{phone}</a>.
            </>
          )}
        </p>
        <p>
          <a href="/groups">{w.allGroups}</a>
        </p>
      </InsetText>
    )
  if (location.kind === 'here' && (location.perhaps || location.unread))
    return (
      <InsetText>
        <p>
          {location.unread ? w.unread(location.unread, location.name) : w.looked(location.name)}{' '}
          {location.perhaps && (
            <a href={`/groups?near=${encodeURIComponent(location.perhaps)}&kind=${kind}`}>
              {w.didYouMean(location.perhaps)}
            </a>
          )}
        </p>
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

function Card(props: {
  words: Words
  near: Nearby
  here: Extract<Location, { kind: 'here' }> | null
  left: PlacesLeft
  now: Date
}) {
  const w = props.words.group
  const { group } = props.near
  const far = farInWords(props.near, props.here, props.words.language)
  const next = nextOf(group, props.now)
  const off = ahead(group, props.now).find((session) => session.state === 'cancelled')
  const kind =
    group.kind === 'online'
      ? w.onlineFrom(nationsInWords(group, props.words))
      : far === null
        ? w.inPerson
        : w.away(far)
  const notes = [
    next?.telephone && `${w.byTelephone(next.telephone)}.`,
    group.venue && !next?.telephone && `${group.venue.name}, ${group.venue.town}.`,
    next && sessionInWords(next, props.words, group.language),
    group.state === 'open' && howMany(group, next, props.left, props.words),
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
          ? [w.paused, '. ', written(group.pausedWords, group.language)]
          : off && (!next || off.startsAt < next.startsAt)
            ? [w.notOn(off.dateWords), '. ', written(off.cancelledWords, group.language)]
            : undefined
      }
      next={group.state === 'paused' ? undefined : next ? `${next.dateWords}, ${next.hoursWords}` : w.noDates}
      note={notes.map((note) => <>{note} </>)}
    />
  )
}

function howMany(
  group: PublicGroup,
  next: PublicSession | null,
  left: PlacesLeft,
  { group: w }: Words,
): string {
  if (next?.telephone) return ''
  if (!next || next.limit === null) return group.kind === 'online' ? '' : w.justCome
  const free = left.get(next.id)
  return free === undefined ? w.limited(next.limit) : w.places(next.limit, free)
}

/** The nations that an online group is for. */
export const nationsInWords = (group: PublicGroup, { group: w }: Words) =>
  group.nations.length >= 4 ? w.anyNation : w.nations(group.nations)

/** What a session is about, in one line; nothing when it is time together. */
function sessionInWords(session: PublicSession, { group: w }: Words, language: Language) {
  if (session.talk)
    return (
      <>
        {w.talk}: {written(session.talk, language)}
        {session.speaker && w.speaker(session.speaker)}.
      </>
    )
  if (session.topics.length === 0) return null
  return (
    <>
      {w.topics}: {written(session.topics.map((topic) => topic.name).join(', '))}.
    </>
  )
}

/** A group that has ended: kind, and on to another. */
export function ClosedPage(props: { words: Words; name: string }) {
  const w = props.words.group
  return (
    <>
      <h1>{w.closedTitle}</h1>
      <p class="app-lede">{props.name}</p>
      <p>{w.closed}</p>
      <AskWhere words={props.words} />
    </>
  )
}
