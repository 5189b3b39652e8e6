import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type CalendarFile, type CalendarSession, calendarFile } from './calendar-file.ts'

const winter: CalendarSession = {
  uid: '27@example.org',
  sequence: 0,
  date: '2026-11-27',
  starts: '11:00',
  ends: '13:00',
  zone: 'Europe/London',
  title: 'Meeting up',
  place: 'The Mill, Rayleigh, SS6 7EF',
  description: 'Ring 01632 960100; bring nothing,\nor a friend \\o/',
  state: 'planned',
  url: 'https://example.org/groups/south-essex',
}
const summer: CalendarSession = { ...winter, uid: '26@example.org', sequence: 3, date: '2026-06-26' }
const file = (sessions: CalendarSession[], more: Partial<CalendarFile> = {}): string =>
  calendarFile({
    name: 'My Fridays',
    sessions,
    method: 'PUBLISH',
    madeAt: new Date('2026-11-20T10:00:00Z'),
    ...more,
  })

// A reader of its own: unfolds, nests and unescapes as RFC 5545 says, and reckons instants from the VTIMEZONE.
type Line = { name: string; params: Record<string, string>; value: string }
type Component = { kind: string; lines: Line[]; inside: Component[] }

function parse(text: string): Component {
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const root: Component = { kind: 'root', lines: [], inside: [] }
  const open = [root]
  for (const line of text
    .replace(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n')) {
    const match = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/s.exec(line)
    if (match === null) throw new Error(`not a content line: ${line}`)
    const [, name = '', params = '', value = ''] = match
    const current = open.at(-1) ?? root
    if (name === 'BEGIN') {
      const inner = { kind: value, lines: [], inside: [] }
      current.inside.push(inner)
      open.push(inner)
    } else if (name === 'END') {
      expect(current.kind).toBe(value)
      open.pop()
    } else {
      // A component's own properties come before the components in it (RFC 5545, 3.4).
      expect(current.inside, `${name} after a component`).toEqual([])
      const pairs = params
        .split(';')
        .filter(Boolean)
        .map((param) => param.split('='))
      current.lines.push({ name, params: Object.fromEntries(pairs), value })
    }
  }
  expect(open).toHaveLength(1)
  expect(root.inside).toHaveLength(1)
  return root.inside[0] ?? root
}
const get = (component: Component | undefined, name: string) =>
  component?.lines.find((line) => line.name === name)
const text = (component: Component | undefined, name: string) =>
  get(component, name)?.value.replace(/\\([nN,;\\])/g, (_all, char: string) =>
    char.toLowerCase() === 'n' ? '\n' : char,
  )
const all = (component: Component, kind: string) => component.inside.filter((inner) => inner.kind === kind)

const minutes = (offset: string) =>
  (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)))
const asUtc = (local: string) => {
  const [, y, mo, d, h, mi] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})00$/.exec(local) ?? []
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi))
}
// The local moment, as if in UTC, at which a yearly rule like -1SU in month 3 strikes in a year.
function onset(rule: Component, year: number): number {
  const month = Number(/BYMONTH=(\d+)/.exec(get(rule, 'RRULE')?.value ?? '')?.[1])
  const [, nth, day] = /BYDAY=(-?\d)([A-Z]{2})/.exec(get(rule, 'RRULE')?.value ?? '') ?? []
  const wanted = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(day ?? '')
  const days = Array.from(
    { length: 31 },
    (_, index) => new Date(Date.UTC(year, month - 1, index + 1)),
  ).filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDay() === wanted)
  const date = Number(nth) < 0 ? days.at(Number(nth)) : days[Number(nth) - 1]
  return (date?.getTime() ?? Number.NaN) + (asUtc(get(rule, 'DTSTART')?.value ?? '') % 86_400_000)
}
function instant(calendar: Component, line: Line | undefined): string {
  const zone = all(calendar, 'VTIMEZONE').find((block) => get(block, 'TZID')?.value === line?.params.TZID)
  if (zone === undefined || line === undefined) throw new Error(`no VTIMEZONE for ${line?.params.TZID}`)
  const local = asUtc(line.value)
  const year = new Date(local).getUTCFullYear()
  const past = zone.inside
    .flatMap((rule) => [year - 1, year].map((y) => ({ rule, at: onset(rule, y) })))
    .filter(({ at }) => at <= local)
    .sort((a, b) => b.at - a.at)[0]
  return new Date(local - minutes(get(past?.rule, 'TZOFFSETTO')?.value ?? '') * 60_000).toISOString()
}

describe('a calendar file', () => {
  test('carries local times that are right in both halves of the year', () => {
    const calendar = parse(file([winter, summer]))
    const events = all(calendar, 'VEVENT')
    expect(events.map((event) => get(event, 'DTSTART')?.value)).toEqual([
      '20261127T110000',
      '20260626T110000',
    ])
    expect(events.map((event) => get(event, 'DTSTART')?.params)).toEqual([
      { TZID: 'Europe/London' },
      { TZID: 'Europe/London' },
    ])
    expect(events.map((event) => instant(calendar, get(event, 'DTSTART')))).toEqual([
      '2026-11-27T11:00:00.000Z',
      '2026-06-26T10:00:00.000Z',
    ])
    expect(events.map((event) => instant(calendar, get(event, 'DTEND')))).toEqual([
      '2026-11-27T13:00:00.000Z',
      '2026-06-26T12:00:00.000Z',
    ])
    expect(all(calendar, 'VTIMEZONE')).toHaveLength(1)
  })

  test.each([
    ['America/New_York', '2026-03-13T15:00:00.000Z'],
    ['Europe/Jersey', '2026-03-13T11:00:00.000Z'],
  ])('every zone comes with rules under its own name: %s', (zone, expected) => {
    const calendar = parse(file([{ ...winter, zone, date: '2026-03-13' }]))
    expect(instant(calendar, get(all(calendar, 'VEVENT')[0], 'DTSTART'))).toBe(expected)
  })

  test('sessions in two zones bring both', () => {
    const calendar = parse(file([winter, { ...summer, zone: 'America/New_York' }]))
    expect(
      all(calendar, 'VTIMEZONE')
        .map((zone) => get(zone, 'TZID')?.value)
        .sort(),
    ).toEqual(['America/New_York', 'Europe/London'])
    const events = all(calendar, 'VEVENT')
    expect(instant(calendar, get(events[1], 'DTSTART'))).toBe('2026-06-26T15:00:00.000Z')
  })

  test('each session keeps its UID, its number of changes and its state', () => {
    const calendar = parse(file([winter, { ...summer, state: 'cancelled' }]))
    const events = all(calendar, 'VEVENT')
    expect(events.map((event) => get(event, 'UID')?.value)).toEqual(['27@example.org', '26@example.org'])
    expect(events.map((event) => get(event, 'SEQUENCE')?.value)).toEqual(['0', '3'])
    expect(events.map((event) => get(event, 'STATUS')?.value)).toEqual(['CONFIRMED', 'CANCELLED'])
    expect(get(events[0], 'DTSTAMP')?.value).toBe('20261120T100000Z')
    expect(get(calendar, 'METHOD')?.value).toBe('PUBLISH')
    expect(get(calendar, 'VERSION')?.value).toBe('2.0')
  })

  test('words come back as they went in, however long and odd', () => {
    const odd: CalendarSession = {
      ...winter,
      title: `Ærø, “tea”; a \\ and ${'🫖 ďáš '.repeat(40)}end`,
      description: 'one\r\ntwo\u0000three\tfour\u0007',
      place: 'BEGIN:VEVENT\nEND:VCALENDAR',
    }
    const [event, ...others] = all(parse(file([odd])), 'VEVENT')
    expect(others).toEqual([])
    expect(text(event, 'SUMMARY')).toBe(odd.title)
    expect(text(event, 'DESCRIPTION')).toBe('one\ntwo three four')
    expect(text(event, 'LOCATION')).toBe(odd.place)
    expect(text(all(parse(file([winter])), 'VEVENT')[0], 'DESCRIPTION')).toBe(winter.description)
  })

  test('is valid and empty without sessions', () => {
    const calendar = parse(file([]))
    expect(all(calendar, 'VEVENT')).toEqual([])
    expect(all(calendar, 'VTIMEZONE')).toHaveLength(1)
    expect(get(calendar, 'X-WR-CALNAME')?.value).toBe('My Fridays')
  })

  test('a cancellation cancels all that it holds, or is refused', () => {
    const cancelled = parse(file([{ ...winter, state: 'cancelled' }], { method: 'CANCEL' }))
    expect(get(cancelled, 'METHOD')?.value).toBe('CANCEL')
    expect(() => file([winter], { method: 'CANCEL' })).toThrow('may only hold cancelled sessions')
  })

  test('a subscription says how often to look, and who to ask', () => {
    const organizer = { name: 'Friends, on Fridays', email: 'hello@example.org' }
    const calendar = parse(file([winter], { refreshHours: 6, organizer }))
    expect(get(calendar, 'REFRESH-INTERVAL')?.value).toBe('PT6H')
    expect(get(all(calendar, 'VEVENT')[0], 'ORGANIZER')?.value.toLowerCase()).toBe('mailto:hello@example.org')
  })

  test('nothing moves when the machine stands elsewhere', () => {
    const program = `import { calendarFile } from './calendar-file.ts'
      process.stdout.write(calendarFile({ name: 'My Fridays', sessions: ${JSON.stringify([winter, summer])}, method: 'PUBLISH', madeAt: new Date('2026-11-20T10:00:00Z') }))`
    const made = ['Europe/London', 'America/New_York'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', program], {
        cwd: import.meta.dirname,
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    )
    expect(made).toEqual([file([winter, summer]), file([winter, summer])])
  })
})
