import { isTitle } from '#features/people/people.ts'

/** What is looked for before somebody is erased. */
export type Sought = {
  /** Names, numbers and addresses, whatever the capitals. */
  terms: string[]
  /** Names that are ordinary words too (May, Rose) or of two letters: only where they begin with a capital. */
  capitals: string[]
  /** Parts of a name that say nothing by themselves: titles, "van", initials. */
  leftOut: string[]
}

/** Parts of names that by themselves are nobody's, beside titles. */
const notByThemselves = new Set(
  'and the van von der den del della dos des ter bin ibn bint ap ab ferch verch mac mc st de da di du la le el al jr jnr snr sr esq phd mbe obe cbe'.split(
    ' ',
  ),
)
/** Names that stand in many a note without being one. */
const ordinary = new Set(
  [
    'april august bill bob carol dawn faith frank gay glen grace guy hope jack joy june mark may pat ray rob rose sue will',
    'bell best black brown bush cook cross day field fields good gray green grey hall hill hope house king lake lane law',
    'light little long love lowe marsh moody moon more more old page park parks price queen rice rich rivers short small',
    'spring stone street summer walker ward waters way wells west white winter wise wood woods young',
  ].flatMap((line) => line.split(' ')),
)

/**
 * What to look for of somebody: their whole names without titles, each part of them, and what they are reached by. A part
 * that says nothing by itself is left out, unless nothing else is left of the name.
 * @param names what they are called, and their full name where it is known.
 */
export function soughtOf(names: readonly string[], addresses: readonly string[]): Sought {
  const terms = new Map<string, string>()
  const capitals = new Map<string, string>()
  const leftOut = new Map<string, string>()
  const add = (to: Map<string, string>, text: string) =>
    to.set(text.toLowerCase(), to.get(text.toLowerCase()) ?? text)
  for (const name of names) {
    const parts = name
      .split(/[\s,"“”]+/)
      .map(withoutEdges)
      .filter(Boolean)
    const said = parts.filter((part) => !saysNothing(part))
    const own = said.length > 0 ? said : parts
    for (const part of parts) if (!own.includes(part)) add(leftOut, part)
    const begins = parts.findIndex((part) => own.includes(part) || notByThemselves.has(bare(part)))
    const wholeName = parts.slice(begins, parts.lastIndexOf(own.at(-1) ?? '') + 1)
    if (wholeName.length > 1) add(terms, wholeName.join(' '))
    for (const part of own) add(mayBeAWord(part) || said.length === 0 ? capitals : terms, part)
  }
  for (const address of addresses) if (address.trim().length >= 3) add(terms, address.trim())
  return { terms: [...terms.values()], capitals: [...capitals.values()], leftOut: [...leftOut.values()] }
}
const bare = (part: string) => part.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
const withoutEdges = (part: string) => part.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
const mayBeAWord = (part: string) => bare(part).length < 3 || ordinary.has(bare(part))
const saysNothing = (part: string) =>
  bare(part).length < 2 || isTitle(bare(part)) || notByThemselves.has(bare(part))

/**
 * One expression of PostgreSQL's that finds any of these in a text: names as whole words, with and without accents, with
 * whatever stands between their parts; numbers in any spelling (with or without the country, anything but digits between),
 * e-mail addresses as they are, of a postal address its postcode and its first line. Null when there is nothing to look for.
 * It tells capitals from small letters by itself, also where it is used without regard to them.
 */
export function patternOf({ terms, capitals }: Pick<Sought, 'terms' | 'capitals'>): string | null {
  const parts = new Set([
    ...terms.flatMap(partsOf),
    ...capitals.map((name) => whole(`(?:${begunWithCapital(name).join('|')})`)),
  ])
  return parts.size === 0 ? null : `(?c)${[...parts].toSorted((a, b) => b.length - a.length).join('|')}`
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const whole = (body: string) => `\\m${body}\\M`
const begunWithCapital = (name: string) =>
  [name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(), name.toUpperCase()].map((spelled) =>
    letters(spelled, 'as it stands'),
  )
const postcode = /\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*(\d[A-Za-z]{2})\b/

function partsOf(term: string): string[] {
  const text = term.trim()
  if (text.includes('@')) return [anyCase(text)]
  const digits = text.replace(/\(0\)|\D/g, '').replace(/^(?:0044|44|0)/, '')
  if (digits.length >= 8 && !/[a-z]/i.test(text))
    return [`(?:\\+?44[^0-9]{0,3}0?|0)?[^0-9]{0,3}${[...digits].join('[^0-9]{0,3}')}`]
  const code = postcode.exec(text)
  if (code) {
    const line = text.split(/[,\n]/)[0]?.trim() ?? ''
    return [
      `${anyCase(code[1] ?? '')}\\s*${anyCase(code[2] ?? '')}`,
      ...(line.length >= 6 && line !== code[0] ? [anyCase(line)] : []),
    ]
  }
  return [whole(anyCase(text))]
}

/** With and without accents, as people write names. */
const accented: Record<string, string> = {
  a: 'àáâãäå',
  c: 'ç',
  e: 'èéêë',
  i: 'ìíîï',
  n: 'ñ',
  o: 'òóôõöø',
  u: 'ùúûü',
  w: 'ẁẃŵẅ',
  y: 'ýÿŷ',
}
const plain = (letter: string) => letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
/** One letter of either size, or as it stands, with its accents. */
function letter(which: string, size: 'either' | 'as it stands'): string {
  const small = plain(which).toLowerCase()
  const forms = [...new Set([which.toLowerCase(), small, ...(accented[small] ?? '')])]
  const big = forms.map((form) => form.toUpperCase())
  if (size === 'either') return `[${[...forms, ...big].join('')}]`
  return `[${(which === which.toLowerCase() ? forms : big).join('')}]`
}
/** A text as an expression: its letters, any space, stop or hyphen between words, any apostrophe or none. */
const letters = (text: string, size: 'either' | 'as it stands'): string =>
  [...text.normalize('NFC').replaceAll(/\s+/g, ' ')]
    .map((sign) => {
      if (/\p{L}/u.test(sign)) return letter(sign, size)
      if (sign === ' ') return '[\\s.-]+'
      if (sign === '-') return '[\\s-]*'
      return /['’`]/.test(sign) ? "['’`]?" : escaped(sign)
    })
    .join('')
const anyCase = (text: string) => letters(text, 'either')
