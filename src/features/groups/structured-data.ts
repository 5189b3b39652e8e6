import { type ProgrammeRule, sessionTimes } from './programme.ts'

/** What search engines may know of a group: nothing that the public page does not say, and no joining link. */
export type PublishedGroup = {
  name: string
  description?: string | null
  /** The address of the group's page, whole ("https://…"). */
  url: string
  language: string
  organizer: { name: string; url: string }
  rule: ProgrammeRule | null
  /** Most people at one session; null without a limit. */
  limit?: number | null
  /** Where it meets; null when it meets online. */
  place: {
    name: string
    street?: string | null
    town?: string | null
    postcode?: string | null
    /** Two letters (ISO 3166-1): GB when left out; JE, GG or IM for the Crown dependencies. */
    country?: string
    lat?: number | null
    lon?: number | null
  } | null
}

/** One of its next sessions: a wall-clock time in a zone. `movedFrom` is what it was before it was moved. */
export type PublishedSession = {
  date: string
  starts: string
  ends: string
  zone: string
  state: 'planned' | 'cancelled'
  title?: string | null
  movedFrom?: { date: string; starts: string } | null
  /** Where it meets this time, when that is not the group's own place; null for one by telephone. */
  place?: PublishedGroup['place']
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const schema = (term: string) => `https://schema.org/${term}`

/**
 * schema.org data of a group and its next sessions: one EventSeries with its Schedule, and an Event for each
 * session, cancelled and moved ones marked so. The answer is JSON, safe inside
 * `<script type="application/ld+json">` whatever the words are. Times carry their offset from UTC.
 */
export function structuredData(group: PublishedGroup, sessions: readonly PublishedSession[]): string {
  const id = `${group.url}#group`
  const common = {
    description: group.description || undefined,
    eventAttendanceMode: schema(
      group.place === null ? 'OnlineEventAttendanceMode' : 'OfflineEventAttendanceMode',
    ),
    inLanguage: group.language,
    isAccessibleForFree: true,
    maximumAttendeeCapacity: group.limit ?? undefined,
    organizer: { '@type': 'Organization', ...group.organizer },
  }
  const series = {
    '@type': 'EventSeries',
    '@id': id,
    name: group.name,
    url: group.url,
    ...common,
    location: locationOf(group.place),
    eventSchedule: group.rule === null ? undefined : scheduleOf(group.rule),
    startDate: group.rule?.from,
    endDate: group.rule?.until ?? undefined,
  }
  const events = sessions.map((session) => ({
    '@type': 'Event',
    name: session.title ? `${group.name}: ${session.title}` : group.name,
    url: group.url,
    ...common,
    ...whenOf(session),
    ...(session.place === null ? { eventAttendanceMode: schema('OnlineEventAttendanceMode') } : {}),
    location: locationOf(session.place === undefined ? group.place : session.place),
    superEvent: { '@id': id },
  }))
  return safeInScript({ '@context': 'https://schema.org', '@graph': [series, ...events] })
}

function whenOf(session: PublishedSession) {
  const { starts, ends } = sessionTimes(session.date, session.starts, session.ends, session.zone)
  const text = (time: typeof starts) => time.toString({ timeZoneName: 'never', smallestUnit: 'second' })
  const moved = session.movedFrom ?? null
  const before =
    moved === null ? null : sessionTimes(moved.date, moved.starts, moved.starts, session.zone).starts
  const isMoved = before !== null && !before.equals(starts)
  const status = session.state === 'cancelled' ? 'Cancelled' : isMoved ? 'Rescheduled' : 'Scheduled'
  return {
    startDate: text(starts),
    endDate: text(ends),
    eventStatus: schema(`Event${status}`),
    previousStartDate: isMoved ? text(before) : undefined,
  }
}

function locationOf(place: PublishedGroup['place']) {
  if (place === null) return { '@type': 'VirtualLocation' }
  const { lat = null, lon = null } = place
  return {
    '@type': 'Place',
    name: place.name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: place.street || undefined,
      addressLocality: place.town || undefined,
      postalCode: place.postcode || undefined,
      addressCountry: place.country ?? 'GB',
    },
    geo:
      lat === null || lon === null ? undefined : { '@type': 'GeoCoordinates', latitude: lat, longitude: lon },
  }
}

function scheduleOf(rule: ProgrammeRule) {
  if (rule.kind === 'dates') return undefined
  const day = days[rule.weekday - 1] ?? ''
  // "The last" has no number in schema.org's byMonthWeek, but byDay also takes iCalendar's words for it.
  const onDays =
    rule.kind === 'weekly'
      ? { repeatFrequency: `P${rule.everyWeeks}W`, byDay: schema(day) }
      : rule.nth === 'last'
        ? { repeatFrequency: `P${rule.everyMonths}M`, byDay: `-1${day.slice(0, 2).toUpperCase()}` }
        : { repeatFrequency: `P${rule.everyMonths}M`, byDay: schema(day), byMonthWeek: rule.nth }
  return {
    '@type': 'Schedule',
    ...onDays,
    startDate: rule.from,
    endDate: rule.until ?? undefined,
    startTime: `${rule.starts}:00`,
    endTime: `${rule.ends}:00`,
    scheduleTimezone: rule.zone,
  }
}

/** JSON that cannot close its script element, open a comment in it, or break a line in old readers. */
function safeInScript(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
