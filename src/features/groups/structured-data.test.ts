import { describe, expect, test } from 'vitest'
import { type PublishedGroup, type PublishedSession, structuredData } from './structured-data.ts'

const group: PublishedGroup = {
  name: 'South Essex',
  url: 'https://example.org/groups/south-essex',
  language: 'en-GB',
  organizer: { name: 'Friends', url: 'https://example.org' },
  rule: {
    kind: 'monthly-weekday',
    weekday: 5,
    nth: 4,
    everyMonths: 1,
    starts: '11:00',
    ends: '13:00',
    zone: 'Europe/London',
    from: '2025-03-28',
    until: null,
  },
  place: { name: 'The Mill', town: 'Rayleigh', postcode: 'SS6 7ED', lat: 51.586, lon: 0.605 },
}
const session: PublishedSession = {
  date: '2026-11-27',
  starts: '11:00',
  ends: '13:00',
  zone: 'Europe/London',
  state: 'planned',
}
type Node = Record<string, unknown>
const read = (of: PublishedGroup, sessions: PublishedSession[]): Node[] =>
  (JSON.parse(structuredData(of, sessions)) as { '@graph': Node[] })['@graph']

describe('what search engines are told', () => {
  test('a group with its schedule, in words that schema.org knows', () => {
    expect(read(group, [])).toEqual([
      {
        '@type': 'EventSeries',
        '@id': 'https://example.org/groups/south-essex#group',
        name: 'South Essex',
        url: 'https://example.org/groups/south-essex',
        eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
        inLanguage: 'en-GB',
        isAccessibleForFree: true,
        organizer: { '@type': 'Organization', name: 'Friends', url: 'https://example.org' },
        location: {
          '@type': 'Place',
          name: 'The Mill',
          address: {
            '@type': 'PostalAddress',
            addressLocality: 'Rayleigh',
            postalCode: 'SS6 7ED',
            addressCountry: 'GB',
          },
          geo: { '@type': 'GeoCoordinates', latitude: 51.586, longitude: 0.605 },
        },
        eventSchedule: {
          '@type': 'Schedule',
          repeatFrequency: 'P1M',
          byDay: 'https://schema.org/Friday',
          byMonthWeek: 4,
          startDate: '2025-03-28',
          startTime: '11:00:00',
          endTime: '13:00:00',
          scheduleTimezone: 'Europe/London',
        },
        startDate: '2025-03-28',
      },
    ])
  })

  test('the last weekday of a month, and every second week', () => {
    const rule = group.rule as Extract<PublishedGroup['rule'], { kind: 'monthly-weekday' }>
    const [last] = read({ ...group, rule: { ...rule, weekday: 3, nth: 'last' } }, [])
    expect(last?.eventSchedule).toMatchObject({ byDay: '-1WE', repeatFrequency: 'P1M' })
    const { nth: _nth, everyMonths: _every, ...rest } = rule
    const [weekly] = read({ ...group, rule: { ...rest, kind: 'weekly', everyWeeks: 2 } }, [])
    expect(weekly?.eventSchedule).toMatchObject({
      byDay: 'https://schema.org/Friday',
      repeatFrequency: 'P2W',
    })
  })

  test('sessions at their local times, winter and summer', () => {
    const [, winter, summer] = read(group, [session, { ...session, date: '2026-06-26', title: 'Fatigue' }])
    expect(winter).toMatchObject({
      '@type': 'Event',
      name: 'South Essex',
      startDate: '2026-11-27T11:00:00+00:00',
      endDate: '2026-11-27T13:00:00+00:00',
      eventStatus: 'https://schema.org/EventScheduled',
      superEvent: { '@id': 'https://example.org/groups/south-essex#group' },
    })
    expect(summer).toMatchObject({ name: 'South Essex: Fatigue', startDate: '2026-06-26T11:00:00+01:00' })
  })

  test('cancelled and moved sessions say so', () => {
    const [, cancelled, moved, elsewhere] = read(group, [
      { ...session, state: 'cancelled' },
      { ...session, movedFrom: { date: '2026-11-20', starts: '11:00' } },
      {
        ...session,
        movedFrom: { date: '2026-11-27', starts: '11:00' },
        place: { name: 'The Library' },
      },
    ])
    expect(cancelled?.eventStatus).toBe('https://schema.org/EventCancelled')
    expect(moved).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      previousStartDate: '2026-11-20T11:00:00+00:00',
    })
    expect(elsewhere).toMatchObject({
      eventStatus: 'https://schema.org/EventScheduled',
      location: { name: 'The Library' },
    })
  })

  test('an online group has no address, and its limit', () => {
    const [series, event] = read({ ...group, place: null, limit: 20 }, [session])
    for (const node of [series, event]) {
      expect(node?.location).toEqual({ '@type': 'VirtualLocation' })
      expect(node?.eventAttendanceMode).toBe('https://schema.org/OnlineEventAttendanceMode')
      expect(node?.maximumAttendeeCapacity).toBe(20)
    }
  })

  test('no words can break out of the script element', () => {
    const name = '</script><script>alert(1)</script><!-- & \u2028 “so”'
    const text = structuredData({ ...group, name, description: name }, [{ ...session, title: name }])
    expect(text).not.toMatch(/[<>&\u2028]/)
    expect((JSON.parse(text) as { '@graph': Node[] })['@graph'][0]?.name).toBe(name)
  })
})
