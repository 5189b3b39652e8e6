import { areaOf, isOutcode, type Read, showPostcode } from './postcodes.ts'

// Districts that are not in use, though they look like ones, beside those that they are a slip of the finger from: an S
// for a 5, a B for an 8; a letter at the end only in the middle of London. From general knowledge; held against the
// table of Great Britain's districts in a test.
const notInUse =
  /^(B5[1-9]|B8[1-9]|L5[1-9]|S5\d|W5[1-9]|W15|W18|WC[12]8|BS0|BB0|(?!W1[BS]|WC[12]B)[A-Z]{1,2}\d[BSOI])$/

const twins: Readonly<Record<string, string>> = {
  S: '5',
  '5': 'S',
  B: '8',
  '8': 'B',
  O: '0',
  '0': 'O',
  I: '1',
  '1': 'I',
}

/**
 * What else a typed postcode, or the first half of one, may have meant, where both ways of reading a letter or a digit make
 * a possible district: S56 7ED and SS6 7ED. One slip at a time; the second half of a postcode leaves no doubt.
 */
export function otherReadings(read: Read): Read[] {
  const { outcode } = read
  if (outcode === null) return []
  const outcodes = [...outcode].flatMap((char, index) => {
    const twin = twins[char]
    return twin === undefined ? [] : [outcode.slice(0, index) + twin + outcode.slice(index + 1)]
  })
  return outcodes.filter(isOutcode).flatMap((other): Read[] => {
    const area = areaOf(other)
    if (area === null) return []
    if (read.kind === 'outcode') return [{ ...read, outcode: other, shown: other, area, mended: true }]
    const key = other + read.key.slice(-3)
    return [{ ...read, key, shown: showPostcode(key), outcode: other, area, mended: true }]
  })
}

/** The other reading that is more likely than what was typed, as far as can be said without a table of postcodes. */
export function likelierReading(read: Read): Read | null {
  if (read.outcode === null || !notInUse.test(read.outcode)) return null
  return otherReadings(read).find(({ outcode }) => outcode !== null && !notInUse.test(outcode)) ?? null
}
