import { expect, it } from 'vitest'
import { dueAfter, minutesInWords, type Watch, watchAt } from './rules.ts'

const weekdays = { begins: '09:00', ends: '17:00' }
const watch: Watch = {
  hours: [weekdays, weekdays, weekdays, weekdays, weekdays, null, null],
  zone: 'Europe/London',
  closedOn: new Set(['2026-12-25', '2026-12-28']),
}
const at = (text: string) => new Date(text)

it.each<[string, number, string]>([
  // Friday 27 November, within the hours.
  ['2026-11-27T10:00:00Z', 30, '2026-11-27T10:30:00Z'],
  // At 4.50pm there are ten minutes left; the rest counts on Monday.
  ['2026-11-27T16:50:00Z', 30, '2026-11-30T09:20:00Z'],
  ['2026-11-27T23:00:00Z', 30, '2026-11-30T09:30:00Z'],
  ['2026-11-27T05:00:00Z', 30, '2026-11-27T09:30:00Z'],
  ['2026-11-27T16:30:00Z', 30, '2026-11-27T17:00:00Z'],
  // Two working days of eight hours.
  ['2026-11-26T09:00:00Z', 960, '2026-11-27T17:00:00Z'],
  // Christmas Day is a Friday, its substitute the Monday after: Tuesday.
  ['2026-12-24T16:45:00Z', 30, '2026-12-29T09:15:00Z'],
  // In summer 9am is 8am in UTC; the clocks go back on Sunday 25 October.
  ['2026-07-03T07:00:00Z', 30, '2026-07-03T08:30:00Z'],
  ['2026-10-23T15:50:00Z', 30, '2026-10-26T09:20:00Z'],
])('counts only watched time: from %s, %i minutes end at %s', (from, minutes, due) => {
  expect(dueAfter(at(from), minutes, watch).toISOString()).toBe(at(due).toISOString())
})

it('counts round the clock where no hours are set at all', () => {
  const never = { ...watch, hours: watch.hours.map(() => null) }
  expect(dueAfter(at('2026-11-27T23:00:00Z'), 30, never)).toEqual(at('2026-11-27T23:30:00Z'))
  expect(watchAt(at('2026-11-27T10:00:00Z'), never)).toEqual({ again: null })
})

it('knows whether somebody watches, until when, and from when on again', () => {
  expect(watchAt(at('2026-11-27T10:00:00Z'), watch)).toEqual({ until: at('2026-11-27T17:00:00Z') })
  expect(watchAt(at('2026-11-27T17:00:00Z'), watch)).toEqual({ again: at('2026-11-30T09:00:00Z') })
  expect(watchAt(at('2026-11-28T10:00:00Z'), watch)).toEqual({ again: at('2026-11-30T09:00:00Z') })
  expect(watchAt(at('2026-12-25T10:00:00Z'), watch)).toEqual({ again: at('2026-12-29T09:00:00Z') })
})

it('says minutes as people do', () => {
  expect([30, 60, 135, 960].map(minutesInWords)).toEqual([
    '30 minutes',
    '1 hour',
    '2 hours 15 minutes',
    '16 hours',
  ])
})
