import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseBankHolidayFile } from './bank-holiday-file.ts'
import {
  type BankHoliday,
  bankHolidaysFor,
  type ClashesWith,
  clashesOf,
  type Division,
  divisionOf,
  divisions,
  isChristmasDays,
  type StandingSession,
  suggestOtherDates,
} from './clashes.ts'
import { datesOf, type ProgrammeRule } from './programme.ts'

const file = new URL('../../../../shared/data/uk/govuk-bank-holidays.json', import.meta.url)
const hours = { starts: '11:00', ends: '13:00', zone: 'Europe/London' }
const rule = (weekday: number, nth: 4 | 'last', from = '2024-01-01'): ProgrammeRule => ({
  kind: 'monthly-weekday',
  weekday,
  nth,
  everyMonths: 1,
  from,
  until: null,
  ...hours,
})
const years = Array.from({ length: 12 }, (_, index) => 2024 + index)
const none: ClashesWith = { bankHolidays: [], otherSessions: [], division: 'england-and-wales' }
const england: ClashesWith = { ...none, bankHolidays: bankHolidaysFor('england-and-wales', years) }

const anna = { id: 'a', name: 'Anna Plainly' }
const mill = { id: 'm', name: 'The Mill' }
const standing: StandingSession = {
  date: '2026-11-27',
  ...hours,
  group: 'South Essex',
  facilitators: [anna],
  venue: mill,
}

describe('what stands against a date', () => {
  test('an ordinary Friday is free', () => {
    expect(clashesOf({ date: '2026-11-27', ...hours }, england)).toEqual([])
  })

  test('Boxing Day is a bank holiday and one of the days between 24 December and 1 January', () => {
    expect(clashesOf({ date: '2025-12-26', ...hours }, england)).toEqual([
      { kind: 'bank-holiday', words: 'Bank holiday: Boxing Day' },
      { kind: 'christmas-days', words: 'Between 24 December and 1 January' },
    ])
  })

  test.each([
    ['2026-12-23', false],
    ['2026-12-24', true],
    ['2026-12-31', true],
    ['2027-01-01', true],
    ['2027-01-02', false],
  ])('%s among the days around Christmas: %s', (date, among) => {
    expect(isChristmasDays(date)).toBe(among)
  })

  test('only the venue’s own nation counts', () => {
    const easterMonday = { date: '2026-04-06', ...hours }
    const scotland = {
      ...none,
      bankHolidays: bankHolidaysFor('scotland', [2026]),
      division: 'scotland' as const,
    }
    expect(clashesOf(easterMonday, england)).toHaveLength(1)
    expect(clashesOf(easterMonday, scotland)).toEqual([])
    expect(clashesOf(easterMonday, { ...england, division: 'scotland' })).toEqual([])
    expect(clashesOf(easterMonday, { ...england, division: divisionOf('Jersey') })).toEqual([])
  })

  test('the same facilitator or the same venue at the same time', () => {
    const against = { ...none, otherSessions: [standing] }
    const session = { date: '2026-11-27', ...hours, starts: '12:30', ends: '14:00' }
    expect(clashesOf({ ...session, facilitators: [anna], venue: mill }, against)).toEqual([
      { kind: 'same-facilitator', words: 'Anna Plainly is with South Essex that day, 11am to 1pm' },
      { kind: 'same-venue', words: 'South Essex is at The Mill that day, 11am to 1pm' },
    ])
    expect(clashesOf({ ...session, facilitators: [{ id: 'b' }], venue: { id: 'n' } }, against)).toEqual([])
    expect(clashesOf({ ...session, starts: '13:00', facilitators: [anna] }, against)).toEqual([])
    expect(clashesOf({ ...session, starts: '09:00', ends: '11:00', facilitators: [anna] }, against)).toEqual(
      [],
    )
    expect(clashesOf({ ...session, date: '2026-11-28', facilitators: [anna] }, against)).toEqual([])
  })

  test('hours are compared across zones', () => {
    const against = { ...none, otherSessions: [standing] }
    const newYork = { date: '2026-11-27', starts: '06:30', ends: '07:30', zone: 'America/New_York' }
    expect(clashesOf({ ...newYork, facilitators: [anna] }, against)).toHaveLength(1)
    expect(clashesOf({ ...newYork, zone: 'Europe/London', facilitators: [anna] }, against)).toEqual([])
  })
})

describe('other dates to offer', () => {
  test('the week before and the week after, when they are free', () => {
    const date = '2025-12-26'
    const offered = suggestOtherDates(rule(5, 4), { date, ...hours }, england, { today: '2025-11-01' })
    expect(offered).toEqual(['2025-12-19', '2026-01-02'])
  })

  test('never a day gone by, and never one that is taken', () => {
    const session = { date: '2025-12-26', ...hours, facilitators: [anna] }
    const against = { ...england, otherSessions: [{ ...standing, date: '2026-01-02' }] }
    expect(suggestOtherDates(rule(5, 4), session, against, { today: '2025-12-20' })).toEqual(['2026-01-09'])
    expect(suggestOtherDates(rule(5, 4), session, against, { today: '2025-12-10' })).toEqual([
      '2025-12-19',
      '2025-12-12',
    ])
  })

  test('never a date on which the group meets anyway', () => {
    const weekly: ProgrammeRule = {
      kind: 'weekly',
      weekday: 5,
      everyWeeks: 1,
      from: '2025-01-03',
      until: null,
      ...hours,
    }
    expect(
      suggestOtherDates(weekly, { date: '2025-12-26', ...hours }, england, { today: '2025-11-01' }),
    ).toEqual([])
  })
})

describe('bank holidays by calculation', () => {
  test('the substitute day alone is listed', () => {
    const dates = bankHolidaysFor('england-and-wales', [2026]).map((holiday) => holiday.date)
    expect(dates).toContain('2026-12-28')
    expect(dates).not.toContain('2026-12-26')
  })

  test.runIf(existsSync(file))('agree with gov.uk’s list, but for Scotland’s proclaimed 15 June 2026', () => {
    const read = parseBankHolidayFile(readFileSync(file, 'utf8'))
    const listed = read.ok ? read.holidays : []
    const dates = (holidays: BankHoliday[], division: string) =>
      holidays.flatMap((holiday) => (holiday.division === division ? [holiday.date] : [])).sort()
    const tenYears = Array.from({ length: 10 }, (_, index) => 2019 + index)
    for (const division of divisions) {
      const missed = division === 'scotland' ? ['2026-06-15'] : []
      const ours = dates(bankHolidaysFor(division, tenYears), division)
      expect([...ours, ...missed].sort()).toEqual(dates(listed, division))
      expect(ours.length).toBeGreaterThan(79)
    }
  })
})

// The figures were counted separately before this was written, over 2024 to 2035 and all three divisions together.
describe('how often a programme meets a holiday', () => {
  const met = (weekday: number, nth: 4 | 'last', division: Division) => {
    const against = { ...none, division, bankHolidays: bankHolidaysFor(division, years) }
    const dates = datesOf(rule(weekday, nth), '2024-01-01', { until: '2035-12-31' })
    return dates.filter((date) => clashesOf({ date, ...hours }, against).length > 0)
  }

  test.each([
    ['the fourth Friday', 5, 4, { everywhere: 12, england: 12, scotland: 12 }],
    ['the last Wednesday', 3, 'last', { everywhere: 13, england: 12, scotland: 13 }],
    ['the last Monday', 1, 'last', { everywhere: 40, england: 39, scotland: 25 }],
  ] as const)('%s', (_what, weekday, nth, times) => {
    const anywhere = new Set(divisions.flatMap((division) => met(weekday, nth, division)))
    expect(anywhere.size).toBe(times.everywhere)
    expect(met(weekday, nth, 'england-and-wales')).toHaveLength(times.england)
    expect(met(weekday, nth, 'scotland')).toHaveLength(times.scotland)
  })

  test('the last Wednesday meets one every December', () => {
    const decembers = datesOf(rule(3, 'last'), '2024-01-01', { until: '2035-12-31' }).filter(
      (date) => date.slice(5, 7) === '12',
    )
    expect(decembers).toHaveLength(12)
    for (const date of decembers) expect(clashesOf({ date, ...hours }, none)).toHaveLength(1)
  })
})
