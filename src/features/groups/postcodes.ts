import { type PostcodeArea, postcodeAreas } from './postcode-areas.ts'
import { dateWordsIn, type Language } from './words-dates.ts'

/** What somebody typed to say where they are. */
export type Where =
  | { kind: 'nothing' }
  /** A full postcode that can exist; whether it does, only a table of postcodes knows. `key` has no space. */
  | {
      kind: 'postcode'
      key: string
      shown: string
      outcode: string
      area: PostcodeArea
      /** True when typing slips (O for 0, a missing space…) were put right beyond case and spacing. */
      mended: boolean
    }
  /**
   * The first half of one; `area` alone (SS) counts too, with `outcode` null. `unread`: what was typed, when more stood
   * there that no postcode ends with.
   */
  | {
      kind: 'outcode'
      outcode: string | null
      shown: string
      area: PostcodeArea
      mended: boolean
      unread?: string
    }
  | { kind: 'town'; text: string }
  | { kind: 'odd'; why: string; suggestion?: string }

const LONGEST = 60

// Which letters stand where: Royal Mail's Programmers' Guide to PAF. A9, A99, AA9, AA99, A9A, AA9A, no two digits
// that begin with 0; then 9AA without C I K M O V.
const outcodePattern = /^[A-Z]{1,2}(?!0\d)\d[A-Z\d]?$/
const shapes = ['A9', 'A99', 'AA9', 'AA99', 'A9A', 'AA9A']
const incodePattern = /^\d[ABD-HJLNP-UW-Z]{2}$/
const toDigit: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }
const toLetter: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B', '2': 'Z' }

/**
 * Reads a typed place: a postcode, the first half of one, a town, or nothing. Case, spaces, dots and hyphens
 * do not matter, and slips between letters and digits are mended where the pattern of a postcode says which
 * it must be (O and 0, I, L and 1, S and 5…). Where a postcode's end can't be one, its first half counts. Texts
 * without a digit are towns, unless they are a postcode area (SS). What is neither is `odd`, with the reason
 * and, where there is a likely meaning, a suggestion. The area is always one of the 124 that exist.
 */
export function readWhere(typed: string | null | undefined, language: Language = 'en'): Where {
  const words = dateWordsIn(language).where
  // Full-width letters and the like are the same letters; a NUL or a stray mark is nothing.
  const text = (typed ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (text === '') return { kind: 'nothing' }
  if (text.length > LONGEST) return { kind: 'odd', why: words.tooLong }

  const key = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const onlyPostcodeMarks = /^[A-Za-z0-9 .,\-_/'"’()]+$/.test(text)
  const hasDigit = /\d/.test(text)

  if (!hasDigit) {
    // No town has so short a name as an area ("SS", "b"). "Ely", "Bath" and every other word is a town.
    if (text.length <= 2) {
      const area = postcodeAreas.get(key)
      if (area !== undefined) return { kind: 'outcode', outcode: null, shown: key, area, mended: false }
    }
    const spoken = mend(key)
    if (/^\p{L}/u.test(text)) {
      if (
        text.includes(' ') &&
        spoken?.kind === 'postcode' &&
        text === text.toUpperCase() &&
        key.length <= 7
      ) {
        return spoken
      }
      return { kind: 'town', text }
    }
    return { kind: 'odd', why: words.needsLetters }
  }

  if (onlyPostcodeMarks) {
    // "SS6 7": the first half, and the second begun.
    const begun = /^([A-Z]{1,2}\d[A-Z\d]?) \d$/.exec(text.toUpperCase())?.[1]
    const read = mend(begun ?? key)
    if (read !== null) return read
  }
  // "Rayleigh SS6 7EF", "SS6 7EF, UK", "Leeds LS6": the postcode is what counts.
  const shouted = text.toUpperCase()
  const within =
    /(?:^|[^A-Z0-9])([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?:$|[^A-Z0-9])/.exec(shouted)?.[1] ??
    /[A-Z]{3}[ ,]+([A-Z]{1,2}\d[A-Z\d]?)$|^([A-Z]{1,2}\d[A-Z\d]?)[ ,]+[A-Z]{3}/
      .exec(shouted)
      ?.slice(1)
      .find(Boolean)
  const found = within === undefined ? null : mend(within.replace(' ', ''))
  if (found !== null) return found

  const area = /^[A-Z]{1,2}(?=\d)/.exec(key)?.[0]
  if (area !== undefined && !postcodeAreas.has(area) && key.length >= 2 && key.length <= 7) {
    const nearby = nearArea(key)
    return { kind: 'odd', why: words.noSuchArea(area), ...(nearby === null ? {} : { suggestion: nearby }) }
  }
  const cut = key.length <= 9 ? text : within
  const half = cut === undefined ? null : firstHalf(cut.toUpperCase())
  if (half !== null && cut !== undefined) return { ...half, unread: cut }
  // Letters and digits that look like no postcode at all: "Studley 2 Church Lane" is still worth a look as a town.
  const wordsOnly = text
    .replace(/[^\p{L}\s'’.-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (/\p{L}{3,}/u.test(wordsOnly) && key.length > 7) return { kind: 'town', text: wordsOnly }
  return { kind: 'odd', why: words.notAPostcode }
}

/** A postcode in its stored form, without space and in capitals ("SS67EF"), or null when it cannot be one. */
export function postcodeKey(typed: string): string | null {
  const read = readWhere(typed)
  return read.kind === 'postcode' ? read.key : null
}

/** A stored key as people write it: "SS67EF" is "SS6 7EF". */
export function showPostcode(key: string): string {
  return `${key.slice(0, -3)} ${key.slice(-3)}`
}

/** The postcode area of a key, an outcode or a shown postcode; null when there is none by those letters. */
export function areaOf(postcode: string): PostcodeArea | null {
  const letters = /^[A-Z]{1,2}(?=\d|$)/.exec(postcode)?.[0]
  return letters === undefined ? null : (postcodeAreas.get(letters) ?? null)
}

/** A postcode, or the first half of one. */
export type Read = Extract<Where, { kind: 'postcode' | 'outcode' }>

function mend(key: string): Read | null {
  if (key.length >= 5 && key.length <= 7) {
    const incode = mendIncode(key.slice(-3))
    const outcode = incode === null ? null : mendOutcode(key.slice(0, -3))
    const area = outcode === null ? null : areaOf(outcode)
    if (incode !== null && outcode !== null && area !== null) {
      const whole = outcode + incode
      return {
        kind: 'postcode',
        key: whole,
        shown: showPostcode(whole),
        outcode,
        area,
        mended: whole !== key,
      }
    }
  }
  if (key.length >= 2 && key.length <= 4) {
    const outcode = mendOutcode(key)
    const area = outcode === null ? null : areaOf(outcode)
    if (outcode !== null && area !== null) {
      return { kind: 'outcode', outcode, shown: outcode, area, mended: outcode !== key }
    }
  }
  return null
}

/** The first half of a postcode whose end is not one, as it was typed: before the space, or else before the last three. */
function firstHalf(text: string): Extract<Read, { kind: 'outcode' }> | null {
  const key = text.replace(/[^A-Z0-9]/g, '')
  const [before = '', ...more] = text.trim().split(/[ .,\-_/]+/)
  const halves = [
    ...(more.length > 0 ? [before] : []),
    ...(key.length >= 5 && key.length <= 7 ? [key.slice(0, -3)] : []),
    /^([A-Z]{1,2}\d[A-Z\d]?)(?:\d|$)/.exec(key)?.[1] ?? '',
  ]
  for (const half of halves) {
    const read = mend(half)
    if (read?.kind === 'outcode' && !read.mended) return read
  }
  return null
}

function mendIncode(text: string): string | null {
  const [digit = '', ...letters] = text
  const mended = (toDigit[digit] ?? digit) + letters.map((letter) => toLetter[letter] ?? letter).join('')
  return incodePattern.test(mended) ? mended : null
}

// The fewest changes win: a text that already is an outcode stays as it is.
function mendOutcode(text: string): string | null {
  let best: { outcode: string; changes: number } | null = null
  for (const shape of shapes.filter((one) => one.length === text.length)) {
    const outcode = [...text]
      .map((char, index) => {
        if (shape[index] === 'A') return /\d/.test(char) ? (toLetter[char] ?? char) : char
        return /\d/.test(char) ? char : (toDigit[char] ?? char)
      })
      .join('')
    if (!outcodePattern.test(outcode) || !fits(outcode, shape) || areaOf(outcode) === null) continue
    const changes = [...outcode].filter((char, index) => char !== text[index]).length
    if (best === null || changes < best.changes) best = { outcode, changes }
  }
  return best?.outcode ?? null
}

/** Whether a text has the shape of a postcode's first half, such as SS6, W1A or BT47. */
export function isOutcode(text: string): boolean {
  return (
    outcodePattern.test(text) && shapes.some((shape) => shape.length === text.length && fits(text, shape))
  )
}

function fits(outcode: string, shape: string): boolean {
  return [...outcode].every((char, index) => (shape[index] === 'A') === /[A-Z]/.test(char))
}

// Two letters the wrong way round, or the last of two too many: "FE1 2AB" may be "EF"… only areas that exist.
function nearArea(key: string): string | null {
  const letters = /^[A-Z]{1,2}/.exec(key)?.[0] ?? ''
  const rest = key.slice(letters.length)
  const swapped = [...letters].reverse().join('')
  const read = letters.length === 2 ? mend(swapped + rest) : null
  return read?.shown ?? null
}
