import { readFileSync } from 'node:fs'
import { render } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { drawUkMap } from '../../../scripts/draw-uk-map.ts'
import { UkMap } from './uk-map.tsx'
import { project } from './uk-projection.ts'

const svg = readFileSync(new URL('../../design/images/uk-map.svg', import.meta.url), 'utf8')

// Reads a path of "M x y l dx dy …" back into rings.
function ringsOf(id: string): [number, number][][] {
  const data = new RegExp(`id="${id}" d="([^"]+)"`).exec(svg)?.[1] ?? ''
  return (data.match(/M[^z]+z/g) ?? []).map((ring) => {
    const numbers = (ring.match(/-?(?:\d+\.\d+|\.\d+|\d+)/g) ?? []).map(Number)
    let [x, y] = [0, 0]
    const points: [number, number][] = []
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      x += numbers[index] ?? 0
      y += numbers[index + 1] ?? 0
      points.push([x, y])
    }
    return points
  })
}
function inside([px, py]: [number, number], ring: [number, number][]): boolean {
  let within = false
  for (const [index, [x, y]] of ring.entries()) {
    const [bx, by] = ring.at(index - 1) ?? [x, y]
    if (y > py !== by > py && px < ((bx - x) * (py - y)) / (by - y) + x) within = !within
  }
  return within
}
// How far a place lies off the land, in units of the map (each about 2.8 km); 0 on it.
function offLand(lat: number, lon: number, id = 'land'): number {
  const at = project(lat, lon)
  if (at === null) return Number.POSITIVE_INFINITY
  const rings = ringsOf(id)
  if (rings.some((ring) => inside([at.x, at.y], ring))) return 0
  const distances = rings.flatMap((ring) =>
    ring.map(([x, y], index) => {
      const [bx, by] = ring.at(index - 1) ?? [x, y]
      const length = (bx - x) ** 2 + (by - y) ** 2
      const along =
        length === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - x) * (bx - x) + (at.y - y) * (by - y)) / length))
      return Math.hypot(at.x - x - along * (bx - x), at.y - y - along * (by - y))
    }),
  )
  return Math.min(...distances)
}

describe('the outline of the UK', () => {
  test('is the one that its script draws, and small', () => {
    expect(svg).toBe(drawUkMap())
    expect(svg.length).toBeLessThan(12_288)
    expect(ringsOf('land').length).toBeGreaterThan(30)
    for (const ring of [...ringsOf('land'), ...ringsOf('quiet')]) {
      for (const [x, y] of ring) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(320)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(480)
      }
    }
  })

  test.each([
    ['Rayleigh', 51.586, 0.605],
    ['Lerwick', 60.155, -1.145],
    ['Kirkwall', 58.98, -2.96],
    ['Stornoway', 58.21, -6.39],
    ['Portree', 57.41, -6.19],
    ['Belfast', 54.6, -5.93],
    ['Derry', 54.997, -7.31],
    ['Enniskillen', 54.34, -7.63],
    ['Land’s End', 50.066, -5.714],
    ['Dover', 51.13, 1.31],
    ['Holyhead', 53.31, -4.63],
    ['Cardiff', 51.48, -3.18],
    ['Berwick-upon-Tweed', 55.77, -2.0],
    ['Lowestoft', 52.48, 1.75],
    ['Douglas', 54.15, -4.48],
    ['St Helier', 49.19, -2.11],
    ['St Peter Port', 49.46, -2.54],
    ['Newport, Isle of Wight', 50.7, -1.29],
  ])('%s lies on it', (_name, lat, lon) => {
    expect(offLand(lat, lon)).toBeLessThan(1.2)
  })

  test('the sea, Dublin and Calais do not', () => {
    expect(offLand(56, 1)).toBeGreaterThan(20)
    expect(offLand(53.35, -6.26)).toBeGreaterThan(10)
    expect(offLand(53.35, -6.26, 'quiet')).toBeLessThan(1)
    expect(offLand(50.95, 1.86)).toBeGreaterThan(5)
  })

  test('places beyond the map have no spot on it', () => {
    expect(project(48.85, 2.35)).toBeNull()
    expect(project(40.7, -74)).toBeNull()
    expect(project(Number.NaN, 0)).toBeNull()
  })
})

describe('a map of groups', () => {
  const groups = [
    { name: 'South Essex', lat: 51.586, lon: 0.605, near: true },
    { name: 'Dorset', lat: 50.72, lon: -2.44 },
    { name: 'Elsewhere', lat: 40.7, lon: -74 },
  ]

  test('names itself for those who cannot see it, and stays small', () => {
    const html = render(<UkMap groups={groups} you={{ lat: 51.5, lon: 0.5 }} title="Groups <near> you" />)
    expect(html).toContain('role="img"')
    expect(html).toContain('<title id="uk-map-title">Groups &lt;near> you</title>')
    expect(html).toContain('aria-labelledby="uk-map-title"')
    expect(html.match(/<circle/g)).toHaveLength(3)
    expect(html).toMatch(/uk-map[.\w]*\.svg#land"/)
    expect(html).not.toMatch(/style=|onclick|fill="/)
    expect(html.length).toBeLessThan(1000)
  })

  test('the nearest group is drawn last, on top', () => {
    const html = render(<UkMap groups={groups} title="Groups" />)
    expect(html.lastIndexOf('app-map__dot--near')).toBeGreaterThan(html.lastIndexOf('class="app-map__dot"'))
    expect(html).not.toContain('app-map__ring')
  })
})
