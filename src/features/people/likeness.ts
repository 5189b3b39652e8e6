import { formsOf, nameParts, slips } from './names.ts'

/** What is known of somebody, or was typed of them. */
export type Known = {
  called: string
  fullName?: string | null
  addresses: readonly { kind: 'email' | 'phone' | 'post'; value: string; whose?: 'own' | 'someone else' }[]
  /** 'YYYY-MM-DD', where it is known. */
  bornOn?: string | null
}
export type Alike = 'name' | 'email' | 'phone' | 'post' | 'born'
/**
 * - 'likely': the names are alike, and so is a way to reach them or the day of birth. A human decides.
 * - 'possible': the same full name and nothing that speaks against it. Worth a look, nothing to hold anybody up for.
 * - 'different': somebody else. Couples share an address, carers a telephone: an address alone makes nobody the same.
 */
export type Likeness = { verdict: 'likely' | 'possible' | 'different'; alike: Alike[] }

/**
 * Whether two could be one person, in the small differences that people make: accents, capitals, hyphens, the order of
 * names, an initial, a short form (Maggie, Margaret), one letter wrong or two swapped, a telephone number in another
 * spelling or with one digit wrong, googlemail and gmail, a day of birth with day and month swapped. Decides nothing: only a human says who is who.
 */
export function likeness(a: Known, b: Known): Likeness {
  const name = namesAlike(a, b)
  const alike: Alike[] = name === 'different' ? [] : ['name']
  for (const kind of ['email', 'phone', 'post'] as const) if (someAddressAlike(a, b, kind)) alike.push(kind)
  const born = a.bornOn && b.bornOn ? bornAlike(a.bornOn, b.bornOn) : 'unknown'
  if (born === 'alike') alike.push('born')
  if (name === 'different' || born === 'different') return { verdict: 'different', alike }
  if (alike.length > 1) return { verdict: 'likely', alike }
  return { verdict: name === 'same full name' ? 'possible' : 'different', alike }
}

type NamesAlike = 'same full name' | 'alike' | 'different'
function namesAlike(a: Known, b: Known): NamesAlike {
  const ways = (known: Known) =>
    [known.fullName ?? '', known.called].map(nameParts).filter((parts) => parts.length > 0)
  let best: NamesAlike = 'different'
  for (const one of ways(a))
    for (const other of ways(b)) {
      const found = partsAlike(one, other)
      if (found === 'same full name') return found
      if (found === 'alike') best = found
    }
  return best
}

/** Every part of the shorter name is found in the longer one, in whatever order. */
function partsAlike(a: readonly string[], b: readonly string[]): NamesAlike {
  const [short, long] = a.length <= b.length ? [a, [...b]] : [b, [...a]]
  let exact = true
  let whole = 0
  for (const part of short) {
    const same = long.indexOf(part)
    const at = same >= 0 ? same : long.findIndex((other) => partAlike(part, other))
    if (at < 0) return 'different'
    if (same < 0) exact = false
    if (part.length > 1 && (long[at]?.length ?? 0) > 1) whole++
    long.splice(at, 1)
  }
  // Initials alone are nobody's name.
  if (whole === 0) return 'different'
  return exact && long.length === 0 && short.length > 1 ? 'same full name' : 'alike'
}

function partAlike(a: string, b: string): boolean {
  if (a.length === 1 || b.length === 1) return a[0] === b[0]
  if (formsOf(a).includes(b)) return true
  return slips(a, b, Math.min(a.length, b.length) >= 8 ? 2 : Math.min(a.length, b.length) >= 4 ? 1 : 0)
}

function someAddressAlike(a: Known, b: Known, kind: 'email' | 'phone' | 'post'): boolean {
  const of = (known: Known) =>
    known.addresses.filter((address) => address.kind === kind).map(({ value }) => value)
  const alike = { email: emailsAlike, phone: phonesAlike, post: postAlike }[kind]
  return of(a).some((one) => of(b).some((other) => alike(one, other)))
}

function emailsAlike(a: string, b: string): boolean {
  const [one, other] = [emailParts(a), emailParts(b)]
  if (!one || !other) return false
  if (one.domain !== other.domain && !slips(one.domain, other.domain, 1)) return false
  return (
    one.local === other.local ||
    (Math.min(one.local.length, other.local.length) >= 5 && slips(one.local, other.local, 1))
  )
}
function emailParts(value: string) {
  const [, before = '', after = ''] = /^([^@]+)@([^@]+)$/.exec(value.trim().toLowerCase()) ?? []
  if (before === '') return null
  const domain = after.replace(/^googlemail\./, 'gmail.')
  const named = before.replace(/\+.*$/, '')
  return { local: domain === 'gmail.com' ? named.replaceAll('.', '') : named, domain }
}

/** The digits that make a number somebody's: without the country, the trunk zero and anything between. */
function phonesAlike(a: string, b: string): boolean {
  const digits = (value: string) =>
    value
      .replace(/\(0\)/, '')
      .replace(/\D+/g, '')
      .replace(/^(?:00)?44|^0/, '')
  const [one, other] = [digits(a), digits(b)]
  return one.length >= 6 && one.length === other.length && slips(one, other, 1)
}

const postcode = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/
/** The same postcode, and the same house. */
function postAlike(a: string, b: string): boolean {
  const parts = (value: string) => {
    const text = value.toLowerCase()
    const [, outward = '', inward = ''] = postcode.exec(text) ?? []
    return {
      code: outward + inward,
      house: /\b(\d+[a-z]?)\b/.exec(text.replace(postcode, ''))?.[1] ?? null,
      text,
    }
  }
  const [one, other] = [parts(a), parts(b)]
  if (one.code === '' || one.code !== other.code) return false
  return one.house !== null || other.house !== null
    ? one.house === other.house
    : nameParts(one.text)[0] === nameParts(other.text)[0]
}

function bornAlike(a: string, b: string): 'alike' | 'different' {
  const [year, month, day] = b.split('-')
  return a === `${year}-${day}-${month}` || slips(a, b, 1) ? 'alike' : 'different'
}
