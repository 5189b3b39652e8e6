import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import { sessionTimes } from './programme.ts'

/** One session in a calendar file. Titles and places are discreet when the caller makes them so (P7). */
export type CalendarSession = {
  /** The same for ever, whatever becomes of the session: "<id>@<host>". */
  uid: string
  /** Grows by at least one with every change that people hear of. */
  sequence: number
  /** A wall-clock time in a zone (P10): "YYYY-MM-DD", "HH:MM", "HH:MM", IANA name. */
  date: string
  starts: string
  ends: string
  zone: string
  title: string
  place?: string | null
  description?: string | null
  state: 'planned' | 'cancelled'
  /** A page about the session; never a joining link. */
  url?: string | null
}

export type CalendarFile = {
  name: string
  sessions: readonly CalendarSession[]
  /** 'PUBLISH' to add or update (also cancelled sessions in a feed), 'CANCEL' when every session is cancelled. */
  method: 'PUBLISH' | 'CANCEL'
  /** When the file is made, from the service's clock. */
  madeAt: Date
  /** Who to ask, as the caller wants it shown. */
  organizer?: { name: string; email: string } | null
  /** For a subscription: how often calendars should look again, in hours. */
  refreshHours?: number
  /** The zone of a calendar without sessions. */
  zone?: string
}

/** The media type to serve a calendar file with. */
export const calendarFileType = 'text/calendar; charset=utf-8'

/**
 * An iCalendar file (RFC 5545) of sessions: local times with their zone and its VTIMEZONE, so that they are
 * right on both sides of a clock change in every program, Outlook too; stable UIDs; cancelled sessions stay
 * in it as CANCELLED, so that calendars strike them out. It holds the fields given and nothing else; a
 * joining link has no field here. Without sessions it is still valid, and empty. Throws a RangeError on an
 * unknown zone, and an Error on a cancellation of sessions that are planned.
 */
export function calendarFile(file: CalendarFile): string {
  if (file.method === 'CANCEL' && file.sessions.some((session) => session.state !== 'cancelled')) {
    throw new Error('A calendar file that cancels may only hold cancelled sessions')
  }
  const defaultZone = file.zone ?? 'Europe/London'
  const zones = [...new Set(file.sessions.map((session) => session.zone))]
  const calendar = ical({
    name: plain(file.name),
    prodId: { company: 'Alongside', product: 'Groups', language: 'EN' },
    method: file.method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    ...(file.refreshHours === undefined ? {} : { ttl: file.refreshHours * 3600 }),
  })
  for (const session of file.sessions) {
    const { starts, ends } = sessionTimes(session.date, session.starts, session.ends, session.zone)
    calendar.createEvent({
      id: session.uid,
      sequence: session.sequence,
      stamp: file.madeAt,
      start: starts,
      end: ends,
      timezone: session.zone,
      summary: plain(session.title),
      location: session.place ? plain(session.place) : null,
      description: session.description ? plain(session.description) : null,
      url: session.url ?? null,
      status: session.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: file.organizer ?? null,
    })
  }
  // The zones go in here and not through the generator, which with a calendar's zone writes DTSTAMP in the
  // machine's local time, and its own properties after components, where the standard has none (RFC 5545, 3.4).
  // A calendar must hold at least one component
  // (RFC 5545, 3.6): without sessions its zone is that one.
  const blocks = (zones.length > 0 ? zones : [defaultZone]).map(zoneBlock).join('\r\n')
  const head = `X-WR-TIMEZONE:${zones[0] ?? defaultZone}\r\n${blocks}\r\n`
  return `${calendar.toString()}\r\n`.replace(/^(?=BEGIN:VEVENT\r$|END:VCALENDAR\r$)/m, () => head)
}

const zoneBlocks = new Map<string, string>()

/** The VTIMEZONE of a zone, under the very name that was asked for (the library answers aliases by another). */
function zoneBlock(zone: string): string {
  const known = zoneBlocks.get(zone)
  if (known !== undefined) return known
  const found = tzlib_get_ical_block(zone)[0]
  if (found === undefined || !found.startsWith('BEGIN:VTIMEZONE'))
    throw new RangeError(`Unknown time zone ${zone}`)
  const lines = found.trim().split(/\r?\n/)
  const block = lines
    .filter((line) => !line.startsWith('X-LIC-LOCATION:'))
    .map((line) => (line.startsWith('TZID:') ? `TZID:${zone}` : line))
    .join('\r\n')
  zoneBlocks.set(zone, block)
  return block
}

// Control characters other than a line's end are not allowed in a text (RFC 5545, 3.3.11).
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim()
}
