import { type BankHoliday, type Division, divisions } from './clashes.ts'
import { isoDate } from './programme.ts'
import { dateWordsIn, type Language } from './words-dates.ts'

export type BankHolidayFile = { ok: true; holidays: BankHoliday[] } | { ok: false; why: string }

/**
 * Reads gov.uk's bank holidays, from the text of a file (or its parsed JSON), in either of its shapes: the one
 * that www.gov.uk/bank-holidays.json serves (divisions with `events`, dates as YYYY-MM-DD, titles in words),
 * or the one in gov.uk's own source (divisions by year, dates as dd/mm/yyyy, titles as keys). All three
 * divisions must be there. Anything else, or a single entry that cannot be read, refuses the whole file and
 * says why in plain words, so that an import never leaves half a calendar.
 */
export function parseBankHolidayFile(file: unknown, language: Language = 'en'): BankHolidayFile {
  const words = dateWordsIn(language)
  const json = typeof file === 'string' ? parseJson(file) : file
  if (json === undefined) return { ok: false, why: words.bankHolidayFile.notJson }
  const listed = isRecord(json) ? json : {}
  const named = isRecord(listed.divisions) ? listed.divisions : listed
  const found = divisions.map((division) => ({
    division,
    name: words.bankHolidayFile.divisions[division],
    entry: named[`common.nations.${division}_slug`] ?? named[division],
  }))
  if (found.every(({ entry }) => entry === undefined)) {
    return { ok: false, why: words.bankHolidayFile.notHolidays }
  }
  const holidays: BankHoliday[] = []
  for (const { division, name, entry } of found) {
    if (!isRecord(entry)) return { ok: false, why: words.bankHolidayFile.missingDivision(name) }
    const events = eventsOf(entry)
    if (events.length === 0) return { ok: false, why: words.bankHolidayFile.noHolidays(name) }
    for (const event of events) {
      const holiday = holidayOf(event, division, words.bankHolidays)
      if (holiday === null) {
        const what = JSON.stringify(event)?.slice(0, 80) ?? 'nothing'
        return { ok: false, why: words.bankHolidayFile.badHoliday(name, what) }
      }
      holidays.push(holiday)
    }
  }
  return { ok: true, holidays }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function eventsOf(entry: Record<string, unknown>): unknown[] {
  if (Array.isArray(entry.events)) return entry.events
  return Object.entries(entry)
    .filter(([year]) => /^\d{4}$/.test(year))
    .flatMap(([, events]) => (Array.isArray(events) ? events : [events]))
}

function holidayOf(
  event: unknown,
  division: Division,
  titles: Readonly<Record<string, string>>,
): BankHoliday | null {
  if (!isRecord(event) || typeof event.date !== 'string' || typeof event.title !== 'string') return null
  const british = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(event.date)
  const date = british === null ? event.date : `${british[3]}-${british[2]}-${british[1]}`
  if (!isoDate.safeParse(date).success) return null
  const key = /^bank_holidays\.(.+)$/.exec(event.title)?.[1]
  const title = key === undefined ? event.title.trim() : (titles[key] ?? wordsOfKey(key))
  return title === '' ? null : { division, date, title: title.slice(0, 200) }
}

// A holiday proclaimed after this was written comes with a key that has no words here yet.
function wordsOfKey(key: string): string {
  const text = key.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
