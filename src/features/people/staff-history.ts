import type { HistoryRow } from './staff-person-queries.ts'

/** Fields by the names that people use; what is missing here is not shown. */
const fields: Readonly<Record<string, string>> = {
  called: 'what to call them',
  full_name: 'full name',
  language: 'language',
  diagnosed_in: 'month of diagnosis',
  heard_how: 'how they heard of us',
  dietary: 'dietary needs',
  access_needs: 'access needs',
  their_note: 'what they told us',
  bear_in_mind: 'what to bear in mind',
  voicemail_ok: 'voicemail is fine',
  texts_ok: 'texts are fine',
  large_print: 'letters in large print',
  letter_reminders: 'reminder by letter',
  reminder_week: 'reminder a week before',
  reminder_day: 'reminder the day before',
  full_titles: 'full titles in their calendar',
  ring_if_not_seen: 'ring if not seen for a while',
  standing: 'a place at every session',
  name: 'name',
  phone: 'phone',
  where_i_am: 'where they are',
  preferred: 'preferred way',
  whose: 'whose it is',
}
const has = (row: Record<string, unknown> | null, field: string) => row !== null && row[field] != null

/** One line of the history: what was changed, in words, and the values where there are any to show. */
export type HistoryLine = { what: string; changes: { field: string; before: string; after: string }[] }

/** Says what a row of the audit log means; null for what means nothing to a reader. */
export function historyInWords(row: HistoryRow): HistoryLine | null {
  const what = sentence(row)
  return what === null ? null : { what, changes: row.verb === 'update' ? changes(row) : [] }
}

/** What a line is about: a group, and for places the session's date. */
export type About = { group: string | null; date: string | null }

/**
 * The history as lines. What was done to several places at the same moment by the same hand is one line: a standing
 * place fills a year of sessions.
 */
export function historyLines(
  rows: readonly HistoryRow[],
): { row: HistoryRow; line: HistoryLine; about: About[] }[] {
  const lines: { row: HistoryRow; line: HistoryLine; about: About[] }[] = []
  for (const row of rows) {
    const line = historyInWords(row)
    if (!line) continue
    const about = row.group === null ? [] : [{ group: row.group, date: row.date }]
    const last = lines.at(-1)
    const same =
      last &&
      last.line.what === line.what &&
      last.row.who === row.who &&
      last.row.kind === row.kind &&
      Math.abs(last.row.at.getTime() - row.at.getTime()) < 60_000 &&
      line.changes.length === 0
    if (same) last.about.unshift(...about)
    else lines.push({ row, line, about })
  }
  return lines
}

function sentence({ table, verb, before, after }: HistoryRow): string | null {
  switch (table) {
    case 'people':
      return verb === 'insert' ? 'became known to us' : verb === 'update' ? 'details changed' : 'taken out'
    case 'person_addresses':
      if (verb === 'insert') return 'a way to reach them was added'
      if (verb === 'delete') return 'a way to reach them was taken away'
      return has(after, 'confirmed_at') ? 'an address was confirmed' : 'a way to reach them was changed'
    case 'members':
      if (verb === 'insert') return 'joined a group'
      if (has(after, 'left_at')) return 'left a group'
      if (has(after, 'let_in_at')) return 'was let in to an online group'
      if (has(before, 'let_in_at')) return 'letting in was taken back'
      return 'membership changed'
    case 'places':
      return placeInWords(verb === 'insert' || has(after, 'state') ? after : null)
    case 'stops':
      if (verb === 'insert')
        return after?.what === 'pause'
          ? 'messages were paused'
          : after?.what === 'all'
            ? 'all messages were stopped'
            : 'reminders were turned off'
      return has(after, 'ended_at') ? 'messages come again' : null
    case 'calls':
      if (verb === 'insert') return 'a call was put on the list'
      return has(after, 'outcome') ? `a call ended: ${String(after?.outcome)}` : 'a call was changed'
    case 'deaths':
      if (verb === 'insert') return 'it was recorded that they died'
      return has(after, 'mistake_at') ? 'the record that they died was taken back: a mistake' : null
    case 'emergency_contacts':
      return 'who to ring in an emergency was changed'
    default:
      return null
  }
}

const placeWords: Readonly<Record<string, string>> = {
  kept: 'a place was kept',
  waiting: 'went on a waiting list',
  offered: 'a place was offered',
  'given back': 'a place was given back',
  declined: 'an offered place was not taken',
  'ran out': 'an offer ended without an answer',
}
const placeInWords = (after: Record<string, unknown> | null) =>
  after === null
    ? null
    : has(after, 'death_id')
      ? 'their place was freed'
      : (placeWords[String(after.state)] ?? null)

function changes({ table, before, after }: HistoryRow): HistoryLine['changes'] {
  if (table !== 'people' && table !== 'members') return []
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].flatMap((name) => {
    const field = fields[name]
    const [from, to] = [value(before?.[name]), value(after?.[name])]
    // Values that were blanked since, when somebody took back an agreement: that something changed is said above.
    return field && from !== to ? [{ field, before: from, after: to }] : []
  })
}

function value(of: unknown): string {
  if (of === null || of === undefined || of === '') return '–'
  if (of === true) return 'yes'
  if (of === false) return 'no'
  return String(of)
}
