/**
 * One expression of PostgreSQL's that finds any of these in a text, whatever the capitals: names as whole words, numbers in
 * any spelling (with or without the country, anything but digits between), e-mail addresses as they are, of a postal
 * address its postcode and its first line. Null when there is nothing to look for.
 */
export function patternOf(terms: readonly string[]): string | null {
  const parts = new Set(terms.flatMap(partsOf))
  return parts.size === 0 ? null : [...parts].toSorted((a, b) => b.length - a.length).join('|')
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const postcode = /\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*(\d[A-Za-z]{2})\b/

function partsOf(term: string): string[] {
  const text = term.trim()
  if (text.includes('@')) return [escaped(text)]
  const digits = text.replace(/\(0\)|\D/g, '').replace(/^(?:0044|44|0)/, '')
  if (digits.length >= 8 && !/[a-z]/i.test(text))
    return [`(\\+?44[^0-9]{0,3}0?|0)?[^0-9]{0,3}${[...digits].join('[^0-9]{0,3}')}`]
  const code = postcode.exec(text)
  if (code) {
    const line = text.split(/[,\n]/)[0]?.trim() ?? ''
    return [`${code[1]}\\s*${code[2]}`, ...(line.length >= 6 && line !== code[0] ? [escaped(line)] : [])]
  }
  return [`\\m${escaped(text).replaceAll(/\s+/g, '\\s+')}\\M`]
}

/** Marks that stand in no text around what was found in it. */
export const [hitBegins, hitEnds] = ['\u0001', '\u0002']
/** A part of a text: what was found in it, or what stands around that. */
export type Piece = { text: string; hit: boolean }
/** So many letters around each hit are shown. */
const around = 120

/** Every hit of a marked text with what stands around it; what lies far from any is left out. */
export function excerptOf(marked: string): Piece[] {
  const pieces = marked
    .split(hitBegins)
    .flatMap((part, nth) => {
      const [first = '', rest = ''] = part.split(hitEnds)
      return nth === 0
        ? [{ text: part, hit: false }]
        : [
            { text: first, hit: true },
            { text: rest, hit: false },
          ]
    })
    .filter(({ text }) => text !== '')
  return pieces.map((piece, nth) => {
    if (piece.hit) return piece
    const head = nth === 0 ? '' : piece.text.slice(0, around)
    const tail = nth === pieces.length - 1 ? '' : piece.text.slice(-around)
    return piece.text.length <= head.length + tail.length ? piece : { text: `${head}…${tail}`, hit: false }
  })
}
