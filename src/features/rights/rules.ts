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
