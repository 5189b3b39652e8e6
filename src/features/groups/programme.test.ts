import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datesOf, describeRule, ProgrammeRule, sessionTimes } from './programme.ts'

const data = new URL('../../../../shared/data/uk/', import.meta.url)

const hours = { starts: '11:00', ends: '13:00', zone: 'Europe/London', until: null }
const southEssex: ProgrammeRule = {
  kind: 'monthly-weekday',
  weekday: 5,
  nth: 4,
  everyMonths: 1,
  from: '2025-03-28',
  ...hours,
}
const scotland: ProgrammeRule = { ...southEssex, weekday: 3, nth: 'last', from: '2025-04-30' }

// Days counted by plain arithmetic, with no calendar library: the second opinion that the rules are held to.
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthDays = (year: number, month: number) =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
type Day = { year: number; month: number; day: number; weekday: number }
const iso = (d: { year: number; month: number; day: number }) =>
  `${d.year}-${String(d.month).padStart(2, '0')}-${String(d.day).padStart(2, '0')}`
// 1 January 2001 was a Monday.
const calendar: Day[] = []
for (let year = 2001, weekday = 1; year < 2090; year++) {
  for (let month = 1; month <= 12; month++) {
    for (let day = 1; day <= monthDays(year, month); day++) {
      calendar.push({ year, month, day, weekday })
      weekday = weekday === 7 ? 1 : weekday + 1
    }
  }
}
const indexOf = new Map(calendar.map((day, index) => [iso(day), index]))

function byArithmetic(rule: ProgrammeRule, fromDate: string, count: number): string[] {
  const last = rule.until ?? '9999-12-31'
  if (rule.kind === 'dates') {
    return [...new Set(rule.dates)]
      .sort()
      .filter((date) => date >= rule.from && date >= fromDate && date <= last)
      .slice(0, count)
  }
  const found: string[] = []
  let anchor: number | null = null
  const start = indexOf.get(rule.from) ?? 0
  const horizon = (fromDate > rule.from ? fromDate : rule.from).replace(/^\d{4}/, (y) =>
    String(Number(y) + 20),
  )
  for (let index = start; index < calendar.length && found.length < count; index++) {
    const day = calendar[index]
    if (day === undefined || iso(day) > last || iso(day) > horizon) break
    if (day.weekday !== rule.weekday) continue
    if (rule.kind === 'weekly') {
      anchor ??= index
      if ((index - anchor) % (7 * rule.everyWeeks) !== 0) continue
    } else {
      const isLast = day.day + 7 > monthDays(day.year, day.month)
      if (rule.nth === 'last' ? !isLast : Math.ceil(day.day / 7) !== rule.nth) continue
      const months = day.year * 12 + day.month
      anchor ??= months
      if ((months - anchor) % rule.everyMonths !== 0) continue
    }
    if (iso(day) >= fromDate) found.push(iso(day))
  }
  return found
}

const someDate = fc
  .integer({ min: indexOf.get('2020-01-01') ?? 0, max: indexOf.get('2060-12-31') ?? 0 })
  .map((index) => iso(calendar[index] ?? { year: 2020, month: 1, day: 1 }))
const sharedParts = {
  starts: fc.constantFrom('00:00', '09:30', '11:00'),
  ends: fc.constantFrom('12:00', '13:00', '23:59'),
  zone: fc.constantFrom('Europe/London', 'America/New_York', 'Pacific/Apia', 'Africa/Casablanca'),
  from: someDate,
  until: fc.option(someDate, { freq: 4 }),
}
const someRule: fc.Arbitrary<ProgrammeRule> = fc.oneof(
  fc.record({
    kind: fc.constant('monthly-weekday' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    nth: fc.constantFrom(1, 2, 3, 4, 5, 'last' as const),
    everyMonths: fc.integer({ min: 1, max: 12 }),
    ...sharedParts,
  }),
  fc.record({
    kind: fc.constant('weekly' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    everyWeeks: fc.integer({ min: 1, max: 12 }),
    ...sharedParts,
  }),
  fc.record({
    kind: fc.constant('dates' as const),
    dates: fc.array(someDate, { minLength: 1, maxLength: 20 }),
    ...sharedParts,
  }),
) as fc.Arbitrary<ProgrammeRule>

describe('the dates of a programme', () => {
  test('South Essex meets on fourth Fridays from 28 March 2025', () => {
    expect(datesOf(southEssex, '2025-01-01', { count: 12 })).toEqual([
      '2025-03-28',
      '2025-04-25',
      '2025-05-23',
      '2025-06-27',
      '2025-07-25',
      '2025-08-22',
      '2025-09-26',
      '2025-10-24',
      '2025-11-28',
      '2025-12-26',
      '2026-01-23',
      '2026-02-27',
    ])
  })

  test('Scotland meets on last Wednesdays from 30 April 2025', () => {
    expect(datesOf(scotland, '2025-04-30', { until: '2026-04-30' })).toEqual([
      '2025-04-30',
      '2025-05-28',
      '2025-06-25',
      '2025-07-30',
      '2025-08-27',
      '2025-09-24',
      '2025-10-29',
      '2025-11-26',
      '2025-12-31',
      '2026-01-28',
      '2026-02-25',
      '2026-03-25',
      '2026-04-29',
    ])
  })

  test.each([
    ['a February with a fifth Thursday comes in leap years only', 4, 5, '2024-02-01', '2024-02-29'],
    ['the last Saturday of a leap February', 6, 'last', '2020-02-01', '2020-02-29'],
    ['the last Sunday of March, when the clocks go forward', 7, 'last', '2026-03-01', '2026-03-29'],
    ['the last Sunday of October, when they go back', 7, 'last', '2027-10-01', '2027-10-31'],
    ['a month without a fifth Friday is skipped', 5, 5, '2026-02-01', '2026-05-29'],
    ['the first Monday can be the first of the month', 1, 1, '2026-06-01', '2026-06-01'],
    ['2100 is no leap year', 7, 'last', '2100-02-01', '2100-02-28'],
  ] as const)('%s', (_what, weekday, nth, from, expected) => {
    expect(datesOf({ ...southEssex, weekday, nth, from }, from, { count: 1 })).toEqual([expected])
  })

  test('every December has its date, the days after Christmas included', () => {
    const decembers = datesOf(southEssex, '2025-01-01', { until: '2035-12-31' }).filter(
      (d) => d.slice(5, 7) === '12',
    )
    expect(decembers.map((date) => date.slice(8))).toEqual([
      '26', '25', '24', '22', '28', '27', '26', '24', '23', '22', '28',
    ]) // biome-ignore format: one line reads better
  })

  test('every second month counts from the first date, also when the first month has passed its week', () => {
    const late: ProgrammeRule = { ...southEssex, everyMonths: 2, from: '2025-03-29' } as ProgrammeRule
    expect(datesOf(late, '2025-03-29', { count: 3 })).toEqual(['2025-04-25', '2025-06-27', '2025-08-22'])
    expect(datesOf(late, '2025-07-01', { count: 1 })).toEqual(['2025-08-22'])
  })

  test('fortnightly keeps its weeks when asked from the middle', () => {
    const fortnightly: ProgrammeRule = {
      kind: 'weekly',
      weekday: 2,
      everyWeeks: 2,
      from: '2026-11-20',
      ...hours,
    }
    expect(datesOf(fortnightly, '2026-11-20', { count: 3 })).toEqual([
      '2026-11-24',
      '2026-12-08',
      '2026-12-22',
    ])
    expect(datesOf(fortnightly, '2026-11-25', { count: 1 })).toEqual(['2026-12-08'])
  })

  test('listed dates come in order, once each, within the programme', () => {
    const listed: ProgrammeRule = {
      kind: 'dates',
      dates: ['2026-12-02', '2026-11-03', '2026-12-02', '2027-01-05'],
      from: '2026-11-01',
      ...hours,
      until: '2026-12-31',
    }
    expect(datesOf(listed, '2026-01-01', { count: 9 })).toEqual(['2026-11-03', '2026-12-02'])
  })

  test('the last date belongs to the programme, and none comes after', () => {
    expect(datesOf({ ...southEssex, until: '2025-05-23' }, '2025-01-01', { count: 12 })).toEqual([
      '2025-03-28',
      '2025-04-25',
      '2025-05-23',
    ])
    expect(datesOf({ ...southEssex, until: '2025-05-23' }, '2025-05-24', { count: 12 })).toEqual([])
    expect(datesOf(southEssex, '2026-01-01', { count: 0 })).toEqual([])
  })

  test('10,000 random rules agree with days counted one by one', () => {
    fc.assert(
      fc.property(someRule, someDate, fc.integer({ min: 1, max: 12 }), (rule, fromDate, count) => {
        expect(datesOf(rule, fromDate, { count })).toEqual(byArithmetic(rule, fromDate, count))
      }),
      { numRuns: 10_000, seed: 20_250_328 },
    )
  }, 120_000)

  test.each(['Europe/London', 'America/New_York', 'Pacific/Auckland', 'UTC'])(
    'nothing moves when the machine stands in %s',
    (TZ) => {
      const program = `
        import { datesOf, sessionTimes } from './programme.ts'
        const rule = ${JSON.stringify(southEssex)}
        const dates = datesOf(rule, '2024-01-01', { until: '2035-12-31' })
        console.log(JSON.stringify([new Date().getTimezoneOffset(), dates.map((d) => [d, sessionTimes(d, '11:00', '13:00', 'Europe/London').startsAt.toISOString()])]))`
      const out = execFileSync(process.execPath, ['--input-type=module', '--no-warnings', '-e', program], {
        cwd: import.meta.dirname,
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      const [, sessions] = JSON.parse(out) as [number, [string, string][]]
      const fourthFridays = calendar
        .filter(
          (d) => d.weekday === 5 && Math.ceil(d.day / 7) === 4 && iso(d) >= '2025-03-28' && d.year <= 2035,
        )
        .map((d) => {
          const marchLast = calendar.findLast((x) => x.year === d.year && x.month === 3 && x.weekday === 7)
          const octoberLast = calendar.findLast((x) => x.year === d.year && x.month === 10 && x.weekday === 7)
          const summer = marchLast && octoberLast && iso(d) >= iso(marchLast) && iso(d) < iso(octoberLast)
          return [iso(d), `${iso(d)}T${summer ? '10' : '11'}:00:00.000Z`]
        })
      expect(fourthFridays).toHaveLength(130)
      expect(sessions).toEqual(fourthFridays)
    },
  )
})

describe('the hours of a session', () => {
  test.each([
    ['winter', '2026-11-27', '11:00', '13:00', '2026-11-27T11:00:00.000Z', '2026-11-27T13:00:00.000Z'],
    ['summer', '2026-06-26', '11:00', '13:00', '2026-06-26T10:00:00.000Z', '2026-06-26T12:00:00.000Z'],
    [
      'the day the clocks go forward',
      '2026-03-29',
      '11:00',
      '13:00',
      '2026-03-29T10:00:00.000Z',
      '2026-03-29T12:00:00.000Z',
    ],
    [
      'the day they go back',
      '2026-10-25',
      '11:00',
      '13:00',
      '2026-10-25T11:00:00.000Z',
      '2026-10-25T13:00:00.000Z',
    ],
    [
      'a time that does not exist',
      '2026-03-29',
      '01:30',
      '03:00',
      '2026-03-29T01:30:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ],
    [
      'an end that would come before its start',
      '2026-03-29',
      '01:45',
      '02:15',
      '2026-03-29T01:45:00.000Z',
      '2026-03-29T02:15:00.000Z',
    ],
    [
      'a time that comes twice is the second',
      '2026-10-25',
      '01:30',
      '03:00',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ],
  ])('%s', (_what, date, starts, ends, startsAt, endsAt) => {
    const times = sessionTimes(date, starts, ends, 'Europe/London')
    expect([times.startsAt.toISOString(), times.endsAt.toISOString()]).toEqual([startsAt, endsAt])
  })

  test('a date that does not exist is a bug of the caller', () => {
    expect(() => sessionTimes('2026-02-29', '11:00', '13:00', 'Europe/London')).toThrow(RangeError)
  })

  test.runIf(existsSync(new URL('govuk-clock-changes.json', data)))(
    'the clocks change when gov.uk says so',
    () => {
      const file = JSON.parse(readFileSync(new URL('govuk-clock-changes.json', data), 'utf8')) as {
        divisions: Record<string, Record<string, { title: string; date: string }[]>>
      }
      const changes = Object.values(file.divisions['common.united-kingdom_slug'] ?? {}).flat()
      expect(changes.length).toBeGreaterThanOrEqual(8)
      for (const { title, date } of changes) {
        const day = date.split('/').reverse().join('-')
        const hour = (time: string) =>
          sessionTimes(day, time, '23:00', 'Europe/London').startsAt.toISOString().slice(11, 16)
        const forward = title.includes('start')
        expect([hour('00:30'), hour('11:00')]).toEqual(forward ? ['00:30', '10:00'] : ['23:30', '11:00'])
      }
    },
  )
})

describe('a rule in words', () => {
  test.each([
    [southEssex, 'The fourth Friday of every month, 11am to 1pm'],
    [scotland, 'The last Wednesday of every month, 11am to 1pm'],
    [
      { ...southEssex, everyMonths: 2, starts: '10:30', ends: '12:00' },
      'The fourth Friday of every second month, 10.30am to midday',
    ],
    [{ ...southEssex, nth: 5 }, 'The fifth Friday of every month, when there is one, 11am to 1pm'],
    [
      { kind: 'weekly', weekday: 2, everyWeeks: 1, from: '2026-01-01', ...hours },
      'Every Tuesday, 11am to 1pm',
    ],
    [
      { kind: 'weekly', weekday: 2, everyWeeks: 2, from: '2026-01-01', ...hours },
      'Every second Tuesday, 11am to 1pm',
    ],
    [
      { kind: 'dates', dates: ['2026-11-27'], from: '2026-01-01', ...hours },
      'On Friday 27 November 2026, 11am to 1pm',
    ],
  ] as [ProgrammeRule, string][])('%#: %o', (rule, text) => {
    expect(describeRule(rule)).toBe(text)
    expect(describeRule(rule, 'cy')).not.toBe('')
  })
})

describe('a rule that makes no sense is refused', () => {
  test.each([
    [
      { ...southEssex, starts: '13:00', ends: '11:00' },
      'The session must end after it starts, on the same day',
    ],
    [{ ...southEssex, until: '2025-01-01' }, 'The last date must not be before the first'],
    [{ ...southEssex, from: '2026-02-29' }, 'Enter a real date, like 27 November 2026'],
    [{ ...southEssex, zone: 'Europe/Rayleigh' }, 'Choose a time zone, like Europe/London'],
    [{ ...southEssex, starts: '24:00' }, 'Enter a time, like 11:00'],
    [{ ...southEssex, everyMonths: 0 }, 'Enter how many months apart, from 1 to 12'],
    [{ ...southEssex, weekday: 8 }, 'Choose a day of the week'],
    [{ ...southEssex, nth: 6 }, 'Choose which week of the month: first to fifth, or last'],
  ])('%#', (rule, message) => {
    const read = ProgrammeRule.safeParse(rule)
    expect(read.success ? [] : read.error.issues.map((issue) => issue.message)).toContain(message)
  })

  test('a good rule is taken as it is', () => {
    expect(ProgrammeRule.parse(JSON.parse(JSON.stringify(southEssex)))).toEqual(southEssex)
  })
})
