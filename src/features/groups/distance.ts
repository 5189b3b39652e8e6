import { dateWordsIn, type Language } from './words-dates.ts'

export type Point = { lat: number; lon: number }

const EARTH_RADIUS_MILES = 3958.8

/** The distance between two points as the crow flies, in miles (haversine, good to half a per cent). */
export function milesBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon)
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * A distance in words: "less than a mile", "1 mile", "12 miles"; when it is `rough` (the place is only known
 * by its town or postcode area) "about 12 miles", to the nearest 5 from 20 miles and the nearest 10 from 100,
 * and "nearby" below 5 miles, which is as near as such a place is known.
 */
export function distanceInWords(
  miles: number,
  { rough }: { rough: boolean },
  language: Language = 'en',
): string {
  const words = dateWordsIn(language).distance
  const step = rough ? (miles >= 100 ? 10 : miles >= 20 ? 5 : 1) : 1
  const count = Math.round(miles / step) * step
  if (rough) return count < 5 ? words.nearby : words.about(words.miles(String(count)))
  if (miles < 1) return words.here
  return count === 1 ? words.oneMile : words.miles(String(count))
}
