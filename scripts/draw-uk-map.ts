// Draws src/design/images/uk-map.svg, the outline behind the maps, from Natural Earth (public domain) as the
// world-atlas package has it: `node scripts/draw-uk-map.ts`. Run it again when the projection changes.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type * as topojson from 'topojson-specification'
import { mapSize, project } from '../src/features/groups/uk-projection.ts'

type Point = readonly [x: number, y: number]

/** How far, in units of the map, the outline may stray from the coast, and the least width of an island shown. */
const TOLERANCE = 0.7
const LEAST_ISLAND = 2
const target = new URL('../src/design/images/uk-map.svg', import.meta.url)

/**
 * The outline as an SVG file with two paths to `<use>`: `#land` (the UK and the Crown dependencies) and
 * `#quiet` (Ireland). They have no colours of their own, but take those of the place where they are used.
 */
export function drawUkMap(): string {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  const topology = JSON.parse(readFileSync(file, 'utf8')) as topojson.Topology<{
    countries: topojson.GeometryCollection<{ name: string }>
  }>
  const pathOf = (...names: string[]) =>
    topology.objects.countries.geometries
      .filter((geometry) =>
        names.includes(
          String(geometry.properties && 'name' in geometry.properties ? geometry.properties.name : ''),
        ),
      )
      .flatMap((geometry) => outlines(feature(topology, geometry as topojson.MultiPolygon).geometry))
      .map(simplified)
      .filter(isWorthDrawing)
      .map(pathData)
      .join('')
  const land = pathOf('United Kingdom', 'Isle of Man', 'Jersey', 'Guernsey')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${mapSize.width} ${mapSize.height}"><path id="quiet" d="${pathOf('Ireland')}"/><path id="land" d="${land}"/></svg>\n`
}

// Outer rings alone: there are no lakes at this size. Rockall falls outside the map and out.
function outlines(shape: Polygon | MultiPolygon): Point[][] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  return polygons.flatMap(([outer]) => {
    const points = (outer ?? []).map(([lon = 0, lat = 0]) => project(lat, lon))
    const inside = points.filter((point) => point !== null)
    return inside.length < points.length ? [] : [inside.map(({ x, y }): Point => [x, y])]
  })
}

/** Douglas and Peucker's simplification of a closed ring, cut at its first point and the one farthest away. */
function simplified(ring: readonly Point[]): Point[] {
  const first = ring[0]
  if (first === undefined) return []
  let far = 0
  for (const [index, [x, y]] of ring.entries()) {
    const [fx, fy] = ring[far] ?? first
    if (Math.hypot(x - first[0], y - first[1]) > Math.hypot(fx - first[0], fy - first[1])) far = index
  }
  return [...reduced(ring.slice(0, far + 1)).slice(0, -1), ...reduced(ring.slice(far)).slice(0, -1)]
}

function reduced(line: readonly Point[]): Point[] {
  const from = line[0]
  const to = line.at(-1)
  if (from === undefined || to === undefined || line.length < 3) return [...line]
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  let worst = 0
  let at = 0
  for (const [index, [x, y]] of line.entries()) {
    const across = Math.abs((to[0] - from[0]) * (from[1] - y) - (from[0] - x) * (to[1] - from[1]))
    const off = length === 0 ? Math.hypot(x - from[0], y - from[1]) : across / length
    if (off > worst) {
      worst = off
      at = index
    }
  }
  if (worst <= TOLERANCE) return [from, to]
  return [...reduced(line.slice(0, at + 1)).slice(0, -1), ...reduced(line.slice(at))]
}

function isWorthDrawing(ring: readonly Point[]): boolean {
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
  return (
    ring.length >= 3 && Math.max(spread(ring.map(([x]) => x)), spread(ring.map(([, y]) => y))) >= LEAST_ISLAND
  )
}

/** Relative moves in tenths, written as short as SVG allows. */
function pathData(ring: readonly Point[]): string {
  let [atX, atY] = [0, 0]
  const moves = ring.map(([x, y], index) => {
    const [toX, toY] = [Math.round(x * 10), Math.round(y * 10)]
    const move = [toX - atX, toY - atY] as const
    ;[atX, atY] = [toX, toY]
    return index === 0 ? `M${short(move[0])} ${short(move[1])}l` : pair(move)
  })
  return `${moves
    .join(' ')
    .replace('l ', 'l')
    .replace(/ -/g, '-')
    .replace(/(?<=\.\d) \./g, '.')}z`
}

const pair = ([x, y]: readonly [number, number]) => `${short(x)} ${short(y)}`
const short = (tenths: number) => String(tenths / 10).replace(/^(-?)0\./, '$1.')

if (import.meta.main) {
  const svg = drawUkMap()
  writeFileSync(target, svg)
  console.log(`Wrote src/design/images/uk-map.svg, ${svg.length} bytes`)
}
