import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Colours, checkColours, contrast, DEFAULT_COLOURS, themeCss } from './theme.ts'

/** The custom properties that a theme sets. */
function properties(colours: Colours): Record<string, string> {
  return Object.fromEntries(
    [...themeCss(colours).matchAll(/--([\w-]+):(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  )
}

/** What must be readable on what, and how well (WCAG 2.2: 1.4.3, 1.4.6 for body text, 1.4.11). */
const PAIRS: readonly [text: string, ground: string, least: number][] = [
  ['ink', 'paper', 7],
  ['ink-soft', 'paper', 7],
  ['ink-soft', 'sand', 7],
  ['ink-soft', 'brand-wash', 7],
  ['brand-deep', 'paper', 7],
  ['brand-deep', 'brand-wash', 4.5],
  ['brand', 'paper', 4.5],
  ['brand', 'sand', 4.5],
  ['brand', 'brand-wash', 4.5],
  ['ink', 'sand', 7],
  ['accent-on-deep', 'brand-deep', 3],
  ['accent-ink', 'paper', 4.5],
  ['accent-ink', 'accent-wash', 4.5],
  ['accent', 'paper', 3],
  ['brand-mid', 'paper', 3],
]

describe('contrast', () => {
  it('is what WCAG says it is', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
    expect(() => contrast('plum', '#ffffff')).toThrow('plum')
  })
})

describe("a charity's colours", () => {
  it('are accepted when they are ours', () => {
    expect(checkColours(DEFAULT_COLOURS)).toEqual([])
  })

  it.each([
    ['ink', '#8a8a8a', /text colour is too pale/],
    ['brand', '#ff99cc', /main colour is too pale/],
    ['accent', '#ffe0d0', /accent does not stand out/],
    ['paper', '#333333', /background is too dark/],
    ['brand', 'purple', /Write the main colour as #/],
  ] as const)('are refused in plain words: %s %s', (colour, value, message) => {
    const refusals = checkColours({ ...DEFAULT_COLOURS, [colour]: value })
    expect(refusals.map((refusal) => refusal.colour)).toEqual([colour])
    expect(refusals[0]?.message).toMatch(message)
  })

  it('never show a refused contrast as one that is enough', () => {
    const shown = Array.from({ length: 256 }, (_, grey) => `#${grey.toString(16).padStart(2, '0').repeat(3)}`)
      .flatMap((brand) => checkColours({ ...DEFAULT_COLOURS, brand }))
      .map((refusal) => Number(/\(([\d.]+) to 1; it needs 4\.5 to 1\)/.exec(refusal.message)?.[1]))
    expect(shown.length).toBeGreaterThan(100)
    expect(Math.max(...shown)).toBe(4.4)
  })

  it('that are accepted stay readable in every shade made from them', () => {
    const colour = fc
      .tuple(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 255 }),
      )
      .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`)
    const pale = fc
      .tuple(
        fc.integer({ min: 225, max: 255 }),
        fc.integer({ min: 225, max: 255 }),
        fc.integer({ min: 225, max: 255 }),
      )
      .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`)
    let accepted = 0
    fc.assert(
      fc.property(colour, colour, pale, colour, (brand, accent, paper, ink) => {
        const colours = { brand, accent, paper, ink }
        if (checkColours(colours).length > 0) return
        accepted += 1
        const shades = properties(colours)
        for (const [text, ground, least] of PAIRS) {
          const found = contrast(shades[text] ?? '', shades[ground] ?? '')
          expect(found, `${text} on ${ground}: ${JSON.stringify(colours)}`).toBeGreaterThanOrEqual(least)
        }
        expect(contrast(brand, '#ffffff')).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 4000, seed: 7 },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  it('of Alongside itself are those of its tokens, near enough to look the same', () => {
    const shades = properties(DEFAULT_COLOURS)
    expect(shades.brand).toBe('#4b1d52')
    expect(shades.ink).toBe('#2a1a2e')
    expect(contrast(shades['brand-deep'] ?? '', '#371140')).toBeLessThan(1.15)
    expect(contrast(shades.line ?? '', '#e7dccd')).toBeLessThan(1.1)
    expect(contrast(shades.sand ?? '', '#f6ecdd')).toBeLessThan(1.1)
  })
})
