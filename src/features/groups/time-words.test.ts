import { expect, test } from 'vitest'
import { dateInWords, dayInWords, hoursInWords, localTime, timeInWords } from './time-words.ts'

test.each([
  ['11:00', '11am'],
  ['10:30', '10.30am'],
  ['12:00', 'midday'],
  ['12:05', '12.05pm'],
  ['00:00', 'midnight'],
  ['00:30', '12.30am'],
  ['13:00', '1pm'],
  ['23:59', '11.59pm'],
])('%s is said %s', (time, words) => {
  expect(timeInWords(time)).toBe(words)
})

test('two times make a range', () => {
  expect(hoursInWords('11:00', '13:00')).toBe('11am to 1pm')
})

test.each([
  ['2026-11-27', '2026-11-20', 'Friday 27 November'],
  ['2026-11-20', '2026-11-20', 'Friday 20 November'],
  ['2027-10-20', '2026-11-20', 'Wednesday 20 October'],
  ['2027-10-21', '2026-11-20', 'Thursday 21 October 2027'],
  ['2026-11-19', '2026-11-20', 'Thursday 19 November 2026'],
  ['2026-11-27', null, 'Friday 27 November 2026'],
])('%s seen from %s is %s', (date, today, words) => {
  expect(dateInWords(date, today)).toBe(words)
  expect(dayInWords(date, today)).toBe(words.slice(words.indexOf(' ') + 1))
})

test('an instant has a date and a time in its zone', () => {
  expect(localTime('2026-06-26T10:00:00Z', 'Europe/London')).toEqual({ date: '2026-06-26', time: '11:00' })
  expect(localTime(new Date('2026-11-27T23:30:00Z'), 'Asia/Tokyo')).toEqual({
    date: '2026-11-28',
    time: '08:30',
  })
})
