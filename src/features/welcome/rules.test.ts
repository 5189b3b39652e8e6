import { describe, expect, it } from 'vitest'
import {
  nextTries,
  nextTryAt,
  otherPart,
  partOfDay,
  type RingHours,
  timeToWrite,
  triesToChoose,
  tryOn,
  type Wait,
  waitsByMonth,
} from './rules.ts'

const zone = 'Europe/London'
const at = (text: string) => new Date(text)
const inLondon = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
const office: RingHours = { from: '09:30', until: '18:30', days: [1, 2, 3, 4, 5], closed: ['2026-12-28'] }

describe('the next try', () => {
  it.each([
    ['next morning', '2026-11-18T09:30:00Z', '2026-11-19T10:00:00Z'],
    ['next afternoon', '2026-11-18T09:30:00Z', '2026-11-19T14:00:00Z'],
    ['today evening', '2026-11-18T09:30:00Z', '2026-11-18T17:30:00Z'],
    // A Friday: the weekend is left out.
    ['next morning', '2026-11-20T15:00:00Z', '2026-11-23T10:00:00Z'],
    // In summer the local hour is what counts.
    ['next morning', '2026-07-01T09:30:00Z', '2026-07-02T09:00:00Z'],
    // Over a change of the clocks (25 October 2026 is a Sunday).
    ['in three days', '2026-10-23T08:00:00Z', '2026-10-26T14:00:00Z'],
    // Who did not answer in the afternoon is tried in the morning.
    ['in a week', '2026-11-18T15:00:00Z', '2026-11-25T10:00:00Z'],
    // 24 December to 1 January nobody rings; 2 January 2027 is a Saturday.
    ['next afternoon', '2026-12-23T10:00:00Z', '2027-01-04T14:00:00Z'],
  ] as const)('%s from %s', (choice, now, expected) => {
    const other = otherPart([], at(now), zone, office)
    expect(nextTryAt(choice, at(now), zone, office, other)?.toISOString()).toBe(at(expected).toISOString())
  })

  it('lies within the hours in which the charity rings, whatever they are, and never in the past', () => {
    const several: RingHours[] = [
      office,
      { from: '10:00', until: '13:00', days: [2, 4], closed: ['2026-10-22'] },
      { from: '11:45', until: '12:45', days: [1, 2, 3, 4, 5], closed: [] },
      { from: '16:00', until: '17:00', days: [7], closed: [] },
    ]
    for (const hours of several)
      for (let hour = 0; hour < 24 * 14; hour += 7) {
        const now = new Date(Date.UTC(2026, 9, 20, hour, 15))
        const choices = triesToChoose([], now, zone, hours)
        expect(choices.filter((one) => one.proposed)).toHaveLength(1)
        for (const { value, at: when } of choices) {
          expect(nextTries).toContain(value)
          expect(when.getTime()).toBeGreaterThan(now.getTime())
          const local = inLondon.format(when)
          const [day = '', time = ''] = local.split(' ')
          expect(time >= hours.from && time < hours.until, `${value}: ${local}`).toBe(true)
          expect(hours.days).toContain(new Date(`${day}T12:00:00Z`).getUTCDay() || 7)
          expect(hours.closed).not.toContain(day)
        }
      }
  })

  it('may be on a day that they named, at a time at which we ring', () => {
    const on = (day: string, part: 'morning' | 'evening' = 'morning', hours = office) =>
      tryOn(day, part, at('2026-11-18T09:30:00Z'), zone, hours)?.toISOString()
    expect(on('2026-12-10')).toBe('2026-12-10T10:00:00.000Z')
    expect(on('2027-07-01', 'evening')).toBe('2027-07-01T16:30:00.000Z')
    // In the evening nobody rings here: then in the morning.
    expect(on('2026-12-10', 'evening', { ...office, until: '12:00' })).toBe('2026-12-10T10:00:00.000Z')
    // A Sunday, a bank holiday, between Christmas and New Year, the past, and years ahead.
    for (const day of ['2026-12-13', '2026-12-28', '2026-12-30', '2026-11-17', '2029-01-08'])
      expect(on(day), day).toBeUndefined()
  })

  it('is proposed at another time of the day, the one tried least', () => {
    const proposed = (now: string, ...tried: string[]) =>
      triesToChoose(tried.map(at), at(now), zone, office).find((one) => one.proposed)?.value
    expect(proposed('2026-11-18T09:30:00Z')).toBe('next afternoon')
    expect(proposed('2026-11-18T15:30:00Z')).toBe('next morning')
    expect(proposed('2026-11-18T15:30:00Z', '2026-11-17T10:00:00Z')).toBe('next evening')
    expect(otherPart([], at('2026-11-18T10:00:00Z'), zone, { ...office, until: '11:00' })).toBe('morning')
    // Four in the afternoon in London in July.
    expect(partOfDay(at('2026-07-01T15:00:00Z'), zone)).toBe('afternoon')
  })

  it('gives way to a kind message after three tries', () => {
    expect([0, 1, 2, 3].map(timeToWrite)).toEqual([false, false, true, true])
  })
})

describe('how long people waited', () => {
  const waits: Wait[] = [
    { month: '2026-10-01', what: 'tried', days: 0, people: 2 },
    { month: '2026-10-01', what: 'tried', days: 3, people: 1 },
    { month: '2026-10-01', what: 'tried', days: 12, people: 2 },
    { month: '2026-10-01', what: 'tried', days: null, people: 1 },
    { month: '2026-09-01', what: 'tried', days: 1, people: 1 },
    { month: '2026-09-01', what: 'tried', days: null, people: 2 },
    { month: '2026-10-01', what: 'spoke', days: 1, people: 6 },
  ]
  it('counts everybody who asked, those who still wait too (P11)', () => {
    expect(waitsByMonth(waits, 'tried')).toEqual([
      { month: '2026-09', asked: 3, bands: [0, 1, 0, 0, 0], notYet: 2, half: null },
      { month: '2026-10', asked: 6, bands: [2, 0, 1, 0, 2], notYet: 1, half: 3 },
    ])
    expect(waitsByMonth(waits, 'spoke')).toEqual([
      { month: '2026-10', asked: 6, bands: [0, 6, 0, 0, 0], notYet: 0, half: 1 },
    ])
  })
})
