/** After so many days without a visit, who asked for it is rung: two monthly sessions and ten days more. */
export const NOT_SEEN_DAYS = 70
/** For how long a sheet can be read on a tablet, and a permit sends: 24 hours, in milliseconds. */
export const SHEET_LASTS_MS = 24 * 3_600_000

/** Someone as a sheet names them. */
export type Named = { called: string; fullName: string | null }

const titles = /^(mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|dame|lady|lord)\.?$/i
const wordsOf = (text: string) => text.trim().split(/\s+/).filter(Boolean)

/**
 * First names for a sheet that may be left lying about: nobody's surname, and of people with the same first name as few
 * letters of it as tell them apart ("Ann B.", "Ann Be."); a number where even that does not.
 */
export function firstNames(people: readonly Named[]): string[] {
  const parts = people.map(nameParts)
  const sameFirst = new Map<string, number[]>()
  parts.forEach(({ first }, i) => {
    const key = first.toLowerCase()
    sameFirst.set(key, [...(sameFirst.get(key) ?? []), i])
  })
  const names = parts.map(({ first }) => first)
  for (const indexes of sameFirst.values()) {
    if (indexes.length < 2) continue
    for (const i of indexes) names[i] = toldApart(i, indexes, parts)
  }
  return numbered(names)
}

type Parts = { first: string; last: string }

function nameParts({ called, fullName }: Named): Parts {
  const said = wordsOf(called)
  const full = wordsOf(fullName ?? '')
  const last = full.length > 1 ? (full.at(-1) ?? '') : said.length > 1 ? (said.at(-1) ?? '') : ''
  // "Mrs Smith" is what she wants to be called; "Mary Ann" of Mary Ann Jones is a first name.
  if (titles.test(said[0] ?? '')) return { first: said.join(' '), last: '' }
  const given = full.length > said.length && said.every((word, i) => same(word, full[i]))
  return { first: given || said.length === 1 ? said.join(' ') : (said[0] ?? called), last }
}

const same = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase()

function toldApart(i: number, indexes: readonly number[], parts: readonly Parts[]): string {
  const own = parts[i]
  if (!own?.last) return own?.first ?? ''
  const letters = [...own.last]
  const others = indexes
    .filter((other) => other !== i)
    .map((other) => [...(parts[other]?.last ?? '')].join('').toLowerCase())
  for (let n = 1; n <= Math.min(3, letters.length); n++) {
    const start = letters.slice(0, n).join('')
    if (n === 3 || !others.some((other) => other.startsWith(start.toLowerCase())))
      return `${own.first} ${start}.`
  }
  return `${own.first} ${own.last.slice(0, 1)}.`
}

/** "Ann", "Ann" becomes "Ann (1)", "Ann (2)". */
function numbered(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  const given = new Map<string, number>()
  return names.map((name) => {
    const key = name.toLowerCase()
    if ((counts.get(key) ?? 0) < 2) return name
    const number = (given.get(key) ?? 0) + 1
    given.set(key, number)
    return `${name} (${number})`
  })
}

/**
 * What everybody together needs, without names: "vegetarian (3)". For ordering lunch and laying out the room.
 * In the order of how many, then of the alphabet.
 */
export function together(needs: readonly (string | null)[]): { what: string; people: number }[] {
  const counts = new Map<string, { what: string; people: number }>()
  for (const need of needs) {
    const what = need?.trim().replace(/\s+/g, ' ').replace(/\.$/, '')
    if (!what) continue
    const seen = counts.get(what.toLowerCase())
    if (seen) seen.people++
    else counts.set(what.toLowerCase(), { what, people: 1 })
  }
  return [...counts.values()].sort((a, b) => b.people - a.people || a.what.localeCompare(b.what))
}

/** How close the lines of a printed sheet stand, so that up to 40 people fit on one side of A4. */
export function sheetSize(people: number): 'roomy' | 'even' | 'close' {
  if (people <= 16) return 'roomy'
  return people <= 26 ? 'even' : 'close'
}
