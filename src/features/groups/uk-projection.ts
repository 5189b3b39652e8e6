import { geoTransverseMercator } from 'd3-geo'

/** The size of the map's drawing, in its own units: `viewBox="0 0 320 480"`. */
export const mapSize = { width: 320, height: 480 } as const

// Like the national grid, so that the islands have their familiar shape. The numbers make Ireland, Shetland and
// Jersey fit with a margin of 6; they stand here as numbers so that pages need no outline to place a dot.
const projection = geoTransverseMercator().rotate([4.36, 0]).scale(2291.9).translate([160.4, 2441.9])

/** Where a place lies on the map of the UK (see `mapSize`), to a tenth; null when it lies outside of it. */
export function project(lat: number, lon: number): { x: number; y: number } | null {
  const [x, y] = projection([lon, lat]) ?? [Number.NaN, Number.NaN]
  if (!(x >= 0 && x <= mapSize.width && y >= 0 && y <= mapSize.height)) return null
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
}
