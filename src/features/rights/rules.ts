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
