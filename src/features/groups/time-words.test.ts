import { expect, test } from 'vitest'
import { describeRule, ProgrammeRule } from './programme.ts'
import {
  dateInWords,
  dayInWords,
  hoursInWords,
  localTime,
  monthOnLeaf,
  timeInWords,
  writtenDateIn,
} from './time-words.ts'

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

test('a date that was written down in English is said in Welsh; what is none stays', () => {
  expect(writtenDateIn('cy', 'Friday 27 November, 11am to 1pm, Mill Hall')).toBe(
    'Dydd Gwener 27 Tachwedd, 11yb i 1yp, Mill Hall',
  )
  expect(writtenDateIn('cy', 'Sunday 3 January 2027, midday')).toBe('Dydd Sul 3 Ionawr 2027, hanner dydd')
  expect(writtenDateIn('cy', 'Tuesday 1 March, 10.30am to midday')).toBe(
    'Dydd Mawrth 1 Mawrth, 10.30yb i hanner dydd',
  )
  for (const other of ['Mill Hall', 'Friday 27 Novembers', '']) expect(writtenDateIn('cy', other)).toBe(other)
  expect(writtenDateIn('en', 'Friday 27 November')).toBe('Friday 27 November')
})

test('rules, hours and dates are said in Welsh', () => {
  const rule = {
    zone: 'Europe/London',
    from: '2026-01-01',
    until: null,
    starts: '11:00',
    ends: '13:00',
  } as const
  const monthly = { ...rule, kind: 'monthly-weekday', weekday: 5, everyMonths: 1 } as const
  const say = (nth: 1 | 2 | 4 | 5 | 'last') => describeRule(ProgrammeRule.parse({ ...monthly, nth }), 'cy')
  expect(say(4)).toBe('Pedwerydd dydd Gwener bob mis, 11yb i 1yp')
  expect(say(2)).toBe('Ail ddydd Gwener bob mis, 11yb i 1yp')
  expect(say(1)).toBe('Dydd Gwener cyntaf bob mis, 11yb i 1yp')
  expect(say('last')).toBe('Dydd Gwener olaf bob mis, 11yb i 1yp')
  expect(dateInWords('2026-11-27', '2026-11-21', 'cy')).toBe('Dydd Gwener 27 Tachwedd')
  expect(monthOnLeaf('2026-11-27', 'cy')).toBe('Tach')
})
