import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseBankHolidayFile } from './bank-holiday-file.ts'

const file = new URL('../../../../shared/data/uk/govuk-bank-holidays.json', import.meta.url)

const sourceShape = {
  title: 'bank_holidays.calendar.title',
  divisions: Object.fromEntries(
    ['england-and-wales', 'scotland', 'northern-ireland'].map((division) => [
      `common.nations.${division}_slug`,
      {
        '2026': [
          { title: 'bank_holidays.new_year', date: '01/01/2026', notes: '', bunting: true },
          {
            title: 'bank_holidays.boxing_day',
            date: '28/12/2026',
            notes: 'common.substitute_day',
            bunting: true,
          },
          { title: 'bank_holidays.harvest_moon', date: '30/09/2026', notes: '', bunting: true },
        ],
        title: `common.nations.${division}`,
        slug: `common.nations.${division}_slug`,
      },
    ]),
  ),
}
const served = Object.fromEntries(
  ['england-and-wales', 'scotland', 'northern-ireland'].map((division) => [
    division,
    { division, events: [{ title: 'Good Friday', date: '2026-04-03', notes: '', bunting: false }] },
  ]),
)

describe('gov.uk’s bank holidays', () => {
  test('as in gov.uk’s source, a title without words of its own included', () => {
    const read = parseBankHolidayFile(JSON.stringify(sourceShape))
    expect(read).toMatchObject({ ok: true })
    expect(read.ok && read.holidays.slice(0, 3)).toEqual([
      { division: 'england-and-wales', date: '2026-01-01', title: 'New Year’s Day' },
      { division: 'england-and-wales', date: '2026-12-28', title: 'Boxing Day' },
      { division: 'england-and-wales', date: '2026-09-30', title: 'Harvest moon' },
    ])
    expect(read.ok && read.holidays).toHaveLength(9)
  })

  test('as gov.uk serves them, with a byte order mark too', () => {
    const read = parseBankHolidayFile(`\uFEFF${JSON.stringify(served)}`)
    expect(read.ok && read.holidays.map((holiday) => holiday.division)).toEqual([
      'england-and-wales',
      'scotland',
      'northern-ireland',
    ])
    expect(read.ok && read.holidays[2]).toEqual({
      division: 'northern-ireland',
      date: '2026-04-03',
      title: 'Good Friday',
    })
  })

  test.runIf(existsSync(file))('the real file is read whole, Scotland’s one-off holiday included', () => {
    const read = parseBankHolidayFile(readFileSync(file, 'utf8'))
    const holidays = read.ok ? read.holidays : []
    expect(holidays.filter((holiday) => holiday.date.startsWith('2026'))).toHaveLength(8 + 10 + 10)
    expect(holidays).toContainEqual({
      division: 'scotland',
      date: '2026-06-15',
      title: 'World Cup bank holiday',
    })
    expect(holidays.every((holiday) => /^[A-Z0-9][^_]+$/.test(holiday.title))).toBe(true)
  })
})

describe('anything else is refused as a whole, in plain words', () => {
  const one = served.scotland
  test.each([
    ['not JSON', '<html>', 'This file is not JSON.'],
    ['nothing', '', 'This file is not JSON.'],
    ['another file', '{"title":"x"}', 'does not look like gov.uk’s bank holidays'],
    ['a list', '[1]', 'does not look like gov.uk’s bank holidays'],
    ['null', 'null', 'does not look like gov.uk’s bank holidays'],
    [
      'a division missing',
      JSON.stringify({ scotland: one }),
      'bank holidays of England and Wales are missing',
    ],
    [
      'an empty division',
      JSON.stringify({ ...served, scotland: { events: [] } }),
      'lists no bank holidays for Scotland',
    ],
    [
      'a date that does not exist',
      JSON.stringify({ ...served, scotland: { events: [{ title: 'X', date: '2026-02-30' }] } }),
      'A bank holiday of Scotland cannot be read ({"title":"X","date":"2026-02-30"})',
    ],
    [
      'an entry that is no holiday',
      JSON.stringify({ ...served, 'northern-ireland': { '2026': [null] } }),
      'A bank holiday of Northern Ireland cannot be read (null)',
    ],
  ])('%s', (_what, text, why) => {
    const read = parseBankHolidayFile(text)
    expect(read.ok ? '' : read.why).toContain(why)
  })
})
