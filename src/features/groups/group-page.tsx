import {
  Box,
  Button,
  DateList,
  type DateRow,
  Facts,
  Tag,
  Two,
  WarningCallout,
  written,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { HelpSection, type Signpost } from '#features/signposting/signposting.ts'
import type { Language } from '#platform/language.ts'
import { ahead, type PublicGroup, type PublicSession, type PublicVenue } from './directory.ts'
import { type CharityPhone, nationsInWords, type PlacesLeft } from './public-pages.tsx'
import { monthOnLeaf } from './time-words.ts'
import type { Words } from './words.ts'

/** One group: when, where, who leads it, what happens the first time, how to join. */
export function GroupPage(props: {
  words: Words
  group: PublicGroup
  now: Date
  left: PlacesLeft
  charity: CharityPhone
  help: readonly Signpost[]
}) {
  const w = props.words.group
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
            {online ? w.onlineFrom(nationsInWords(group, props.words)) : w.inPerson}
          </Tag>
          <h1>{group.name}</h1>
          {group.state === 'paused' && (
            <WarningCallout level={2} heading={w.paused}>
              {written(group.pausedWords, group.language)}
            </WarningCallout>
          )}
          {off.map((session) => (
            <WarningCallout level={2} heading={w.notOn(session.dateWords)}>
              {written(session.cancelledWords, group.language)}{' '}
              {written(session.insteadWords, group.language)}{' '}
              {session.insteadOn && w.instead(session.insteadOn)}
            </WarningCallout>
          ))}
          <p class="app-lede">
            {group.ruleWords &&
              `${group.venue && !online ? w.meets(group.ruleWords, group.venue.name, group.venue.town) : group.ruleWords}.`}
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
              [
                w.where,
                group.venue && !online ? (
                  <VenueInShort words={props.words} venue={group.venue} />
                ) : (
                  w.onlineWhere
                ),
              ],
              [w.gettingIn, written(group.venue?.stepFree)],
              [w.ledBy, written(group.ledBy, group.language)],
              [w.free, w.freeWords],
              [
                w.ask,
                phone && (
                  <>
                    <a href={telephoneLink(phone)}>{phone}</a>
                    {group.askEmail && (
                      <>
                        <br />
                        <a href={`mailto:${group.askEmail}`}>{brokenAfterAt(group.askEmail)}</a>
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
      {group.language === 'cy' && <p>{w.welsh}</p>}
      <h2 id="dates">{w.nextDates}</h2>
      <DateList
        dates={sessions
          .slice(0, 6)
          .map((session) => dateRow(session, props.left, props.words, group.language))}
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
      {paragraphs(...firstVisit(group, props.words))}
      <p>
        <a href="/when-someone-dies">{w.whenSomeoneDies}</a>
      </p>
      {group.service.whoFor && (
        <>
          <h2>{w.whoTitle}</h2>
          {paragraphs(group.service.whoFor, ownLanguage(props.words))}
        </>
      )}
      {!online && group.venue && <Directions words={props.words} venue={group.venue} />}
      <HelpSection language={props.words.language} help={props.help} slug={group.slug} />
      <h2>{w.joinTitle}</h2>
      <p>{w.joinWords}</p>
      <p class="app-screen-only">
        <a href={`/call-me?group=${group.slug}`}>{w.callMe}</a>
      </p>
      <p class="app-screen-only">
        <a href={`/groups/${group.slug}/print`}>{w.print}</a>
      </p>
    </Two>
  )
}

/** An address of e-mail that breaks after its sign where it does not fit, and not in the middle of a word. */
function brokenAfterAt(email: string) {
  const at = email.indexOf('@') + 1
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  )
}

function VenueInShort({ venue, words }: { venue: PublicVenue; words: Words }) {
  return (
    <>
      {venue.name}, {venue.town}. <a href="#directions">{words.group.map}</a>
    </>
  )
}

function Directions({ venue, words }: { venue: PublicVenue; words: Words }) {
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
          [w.room, written(venue.findingTheRoom)],
          [w.gettingIn, written(venue.stepFree)],
          [w.toilets, written(venue.toilets)],
          [w.parking, written(venue.parking)],
          [w.transport, written(venue.publicTransport)],
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

function dateRow(session: PublicSession, left: PlacesLeft, words: Words, language: Language): DateRow {
  const w = words.group
  const off = session.state === 'cancelled'
  const free = left.get(session.id)
  return {
    month: monthOnLeaf(session.date, words.language),
    day: Number(session.date.slice(8)),
    long: session.long,
    off,
    title: session.dateWords,
    time: session.hoursWords,
    note: off ? (
      <>
        {w.cancelled} {written(session.cancelledWords, language)} {written(session.insteadWords, language)}{' '}
        {session.insteadOn && w.instead(session.insteadOn)}
      </>
    ) : (
      <>
        {session.talk ? (
          <>
            <Tag tone="plum">{w.talk}</Tag> {written(session.talk, language)}
            {session.speaker && w.speaker(session.speaker)}.{' '}
          </>
        ) : session.topics.length === 0 && !session.telephone ? (
          `${session.long ? w.longer : w.together}. `
        ) : null}
        {toSay(session) !== '' && (
          <>
            {w.topics}: {written(toSay(session))}.{' '}
          </>
        )}
        {session.limit !== null && free !== undefined && `${w.places(session.limit, free)} `}
        {session.telephone && (
          <>
            <Tag tone="teal">{w.telephone}</Tag> {w.ring}{' '}
            <a class="app-nowrap" href={telephoneLink(session.telephone)}>
              {session.telephone}
            </a>
            .{' '}
          </>
        )}
        {session.standsIn && `${w.standsIn(session.standsIn)}. `}
        {session.movedFrom && `${w.movedFrom(session.movedFrom)}. `}
        {session.venue && `${w.thisTimeAt(`${session.venue.name}, ${session.venue.town}`)}. `}
        {written(session.note, language)}
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

/** What the charity writes itself is English, in whatever language the page is; one of its Welsh groups may write Welsh. */
const ownLanguage = ({ language }: Words, written: Language = 'en') =>
  language === written ? undefined : written

function firstVisit(group: PublicGroup, words: Words): [text: string, lang?: Language | undefined] {
  if (group.whatToExpect) return [group.whatToExpect, ownLanguage(words, group.language)]
  if (group.kind === 'online') return [words.group.firstOnline]
  const { firstVisit: own } = group.service
  return own ? [own, ownLanguage(words)] : [words.group.first]
}

/** A charity's own text, as it was typed: an empty line begins a new paragraph. */
function paragraphs(text: string, lang?: Language) {
  return text.split(/\n{2,}/).map((part) => <p lang={lang}>{part}</p>)
}

/** The same on one sheet of paper, to hand over or to pin up. */
export function GroupSheet(props: {
  words: Words
  group: PublicGroup
  now: Date
  charity: CharityPhone & { name: string }
  address: string
}) {
  const w = props.words.group
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
          [w.gettingIn, written(group.venue?.stepFree)],
          [w.parking, written(group.venue?.parking)],
          [w.transport, written(group.venue?.publicTransport)],
          [w.ledBy, written(group.ledBy, group.language)],
          [w.free, w.freeWords],
          [w.ask, [phone, group.askEmail].filter(Boolean).join(' · ')],
        ]}
      />
      <h2>{w.nextDates}</h2>
      <DateList
        dates={ahead(group, props.now)
          .slice(0, 6)
          .map((session) => ({
            ...dateRow(session, new Map(), props.words, group.language),
            action: undefined,
          }))}
        empty={w.noDates}
      />
      <h2>{w.firstTitle}</h2>
      {paragraphs(...firstVisit(group, props.words))}
      <p>{props.address}</p>
    </>
  )
}
