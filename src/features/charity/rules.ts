/** The largest logo, in bytes. */
export const largestLogo = 200_000

export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp'

/**
 * What kind of picture the bytes are, from how they begin; what the browser calls them counts for nothing. SVG is not
 * taken: it can hold scripts and fetch from elsewhere.
 * Sources: PNG (RFC 2083 3.1), JPEG (ITU T.81 B.1.1.3: SOI and a marker), WebP (RFC 9649 2.4: RIFF….WEBP).
 */
export function logoTypeOf(bytes: Uint8Array): LogoType | null {
  const starts = (at: number, ...wanted: number[]) => wanted.every((byte, i) => bytes[at + i] === byte)
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return null
}

/** The last part of an address made from a name: "Living with it" becomes "living-with-it". */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return slug === '' ? 'service' : slug
}

/** Whether a name that others may see says what it should not (P7): the illness, or any longer word of it. */
export function tellsOfIllness(discreetName: string, illness: string): boolean {
  const said = discreetName.toLowerCase()
  const plain = ['a', 'an', 'the', 'and', 'of', 'with', 'incurable', 'illness', 'living']
  const words = illness
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 3 && !plain.includes(word))
  return [...words, 'cancer', 'support group', 'hospice', 'palliative'].some((word) => said.includes(word))
}
