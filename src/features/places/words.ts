import type { PlacesLeft } from './queries.ts'

/** What people read about places. Plain and short; no reason is ever asked for (P6). */
export const en = {
  left: (left: number, limit: number) =>
    left === 1 ? `1 of ${limit} places left` : `${left} of ${limit} places left`,
  full: 'Full: join the waiting list',
  noLimit: 'No limit: just come',
}

/** How many can still come, in words: never a picture of who has come or gone. */
export function placesWords({ limit, taken, waiting }: PlacesLeft, words = en): string {
  if (limit === null) return words.noLimit
  const left = limit - taken
  return left > 0 && waiting === 0 ? words.left(left, limit) : words.full
}
