import { slipsBetween } from '#platform/slips.ts'
import { formsOf, heardAs, nameParts } from './names.ts'

/** So many spellings are looked for at the most. */
const mostSpellings = 40

/**
 * Whether a text can be somebody's name: no address, no number, and three letters at the least.
 */
export const canBeAName = (said: string): boolean =>
  !/[@\d]/.test(said) && nameParts(said).join('').length >= 3

/** What to look for, in small letters, parts divided by a space. */
export type Spellings = {
  /** Names that hold all parts of one of these. */
  exactly: string[]
  /** Names of which enough groups of three letters are the same: `least` as pg_trgm counts word similarity. */
  nearly: string[]
  least: number
}

/**
 * What to look for when nobody of a name is found: the name as it was typed, without titles, and each of its parts in
 * turn in its other forms (Maggie, Margaret), as it may sound (Smyth, Smith), and with two letters swapped (Brwon).
 */
export function spellingsOf(said: string): Spellings {
  const parts = nameParts(said)
  const typed = parts.join(' ')
  const otherwise = (ways: (part: string) => string[]) =>
    parts.flatMap((part, nth) => ways(part).map((other) => parts.with(nth, other).join(' ')))
  const forms = otherwise(formsOf)
  return {
    exactly: [...new Set([...forms, ...otherwise(heardAs), ...otherwise(swapped)])].slice(0, mostSpellings),
    nearly: [typed, ...forms].slice(0, 10),
    // More than the same first name: seven of the twelve groups in “Eilidh Shwa” are Eilidh's alone.
    least: parts.length > 1 ? 0.6 : 0.45,
  }
}

/** When nobody was near at all: less has to be the same, least of a short name, of which one slip leaves little. */
export function looserSpellingsOf(said: string): Spellings {
  const typed = nameParts(said).join(' ')
  return { exactly: [], nearly: [typed], least: typed.length <= 6 ? 0.25 : 0.33 }
}

/** A part with two letters that stand beside each other swapped. */
const swapped = (part: string): string[] =>
  part.length < 4
    ? []
    : Array.from(
        { length: part.length - 1 },
        (_, at) => part.slice(0, at) + part.charAt(at + 1) + part.charAt(at) + part.slice(at + 2),
      )

/**
 * How far a typed name is from somebody's, in slips; null where it is another name. More is let pass than where two
 * records are compared (likeness.ts): a human reads the names and chooses one. Every part that was typed has to be found,
 * whatever the order; of three or more one may be missing.
 */
export function nameDistance(
  said: string,
  known: { called: string; fullName?: string | null },
): number | null {
  const typed = nameParts(said)
  const [full, called] = [nameParts(known.fullName ?? ''), nameParts(known.called)]
  const most = Math.max(1, Math.floor(typed.join('').length / 4))
  const distances = [
    inParts(typed, [...full, ...called.filter((part) => !full.includes(part))]),
    // “Mary-Ann” and “Maryann”, “Mac Leod” and “MacLeod”.
    ...[full, called].map((parts) => slipsBetween(typed.join(''), parts.join(''))),
  ]
  const least = Math.min(...distances)
  // An initial and a short form count where two are compared, not towards the most.
  return Math.floor(least) <= most ? least : null
}

function inParts(typed: readonly string[], known: readonly string[]): number {
  const left = [...known]
  let missing = 0
  let sum = 0
  for (const part of typed) {
    const costs = left.map((other) => partDistance(part, other))
    const least = Math.min(...costs)
    if (least === Number.POSITIVE_INFINITY) missing++
    else {
      sum += least
      left.splice(costs.indexOf(least), 1)
    }
  }
  return missing === 0 || (missing === 1 && typed.length >= 3) ? sum + missing : Number.POSITIVE_INFINITY
}

/** A part that begins another is that part; an initial, a short form and the same sound are nearly it; otherwise slips, of half of it at the most. */
function partDistance(typed: string, known: string): number {
  if (typed === known || (typed.length >= 3 && known.startsWith(typed))) return 0
  if (typed.length === 1 || known.length === 1) return typed[0] === known[0] ? 0.5 : Number.POSITIVE_INFINITY
  if (formsOf(typed).includes(known) || heardAs(typed).includes(known)) return 0.5
  const found = slipsBetween(typed, known)
  const short = Math.min(typed.length, known.length)
  return found <= Math.min(3, short < 3 ? 0 : Math.floor(short / 2)) ? found : Number.POSITIVE_INFINITY
}
