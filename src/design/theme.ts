/** The colours that a charity may choose, each as `#rrggbb`. */
export interface Colours {
  /** Headings, main actions, links. */
  brand: string
  /** A warmer second colour: your chair, the current place in the menu. */
  accent: string
  /** The ground of public pages. */
  paper: string
  /** Text. */
  ink: string
}

/** The colours of Alongside itself. */
export const DEFAULT_COLOURS: Colours = {
  brand: '#4b1d52',
  accent: '#e4573d',
  paper: '#fdf8f1',
  ink: '#2a1a2e',
}

type Rgb = readonly [number, number, number]

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** The yellow behind focused text stays whatever a charity chooses. */
const SUN: Rgb = [255, 213, 74]

function parse(colour: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim())
  if (!match) return undefined
  const [, r = '', g = '', b = ''] = match
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)]
}

function hex(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** `share` of the second colour laid into the first. */
function mix(first: Rgb, second: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => first[index] * (1 - share) + second[index] * share
  return [at(0), at(1), at(2)]
}

function luminance(colour: Rgb): number {
  const linear = (channel: number) => {
    const c = channel / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

function ratio(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/**
 * How far apart two colours (`#rrggbb`) are in brightness, from 1 to 21, as WCAG 2.2 defines contrast. Throws for
 * anything that is not a colour.
 */
export function contrast(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)]
  if (!a || !b) throw new Error(`Not a colour: ${a ? other : one}`)
  return ratio(a, b)
}

/** As the style sheet will write it: whole numbers. */
function rounded(colour: Rgb): Rgb {
  return [Math.round(colour[0]), Math.round(colour[1]), Math.round(colour[2])]
}

/** The grounds made from a charity's colours, on which its text and links stand. */
function groundsOf(brand: Rgb, accent: Rgb, paper: Rgb) {
  return {
    sand: rounded(mix(paper, [214, 178, 120], 0.14)),
    brandWash: rounded(mix(WHITE, brand, 0.07)),
    accentWash: rounded(mix(WHITE, accent, 0.14)),
  }
}

/** Moves a colour towards another, a little at a time, until it stands out from each ground by `least`. */
function until(colour: Rgb, towards: Rgb, grounds: readonly Rgb[], least: number): Rgb {
  for (let share = 0; share <= 1; share += 0.02) {
    const candidate = rounded(mix(colour, towards, share))
    if (grounds.every((ground) => ratio(candidate, ground) >= least)) return candidate
  }
  return towards
}

/** Which of the colours is at fault, and what to do about it in plain words. */
export interface ColourRefusal {
  colour: keyof Colours
  message: string
}

const NAMES: Record<keyof Colours, string> = {
  brand: 'main colour',
  accent: 'accent',
  paper: 'background',
  ink: 'text colour',
}

/**
 * Which colours cannot be read well enough, in plain words for the person who chose them; empty when all is well.
 * WCAG 2.2: text 4.5:1 (1.4.3), what carries meaning 3:1 (1.4.11); we ask 7:1 of body text (1.4.6).
 */
export function checkColours(colours: Colours): ColourRefusal[] {
  const refusals: ColourRefusal[] = []
  const read = (colour: keyof Colours): Rgb | undefined => {
    const parsed = parse(colours[colour])
    if (!parsed) {
      refusals.push({
        colour,
        message: `Write the ${NAMES[colour]} as # and six letters or digits, such as ${DEFAULT_COLOURS[colour]}`,
      })
    }
    return parsed
  }
  const [brand, accent, paper, ink] = [read('brand'), read('accent'), read('paper'), read('ink')]
  if (!brand || !accent || !paper || !ink) return refusals

  const refuse = (colour: keyof Colours, on: readonly Rgb[], of: Rgb, needed: number, what: string) => {
    const found = Math.min(...on.map((ground) => ratio(of, ground)))
    if (found >= needed || refusals.some((refusal) => refusal.colour === colour)) return
    // Rounded down, so that 4.49 is not shown as the 4.5 that it is not.
    const shown = (Math.floor(found * 10) / 10).toFixed(1)
    refusals.push({ colour, message: `${what} (${shown} to 1; it needs ${needed} to 1)` })
  }
  if (luminance(paper) < 0.7) {
    refusals.push({
      colour: 'paper',
      message: 'The background is too dark: choose one that is nearly white',
    })
    return refusals
  }
  const { sand, brandWash } = groundsOf(brand, accent, paper)
  refuse(
    'ink',
    [paper, sand, brandWash],
    ink,
    7,
    'The text colour is too pale to read on the background: choose a darker one',
  )
  refuse('ink', [SUN], ink, 4.5, 'The text colour is too pale on the yellow that marks where you are')
  refuse(
    'brand',
    [WHITE, paper, sand, brandWash],
    brand,
    4.5,
    'The main colour is too pale: links cannot be read on the background, nor white words on a button. Choose a darker one',
  )
  refuse(
    'accent',
    [WHITE, paper],
    accent,
    3,
    'The accent does not stand out from the background: choose a stronger one',
  )
  return refusals
}

/**
 * The style sheet that lays a charity's colours over those of Alongside: every shade is worked out from the four, so
 * that text stays readable on each. Give it colours that `checkColours` accepts; it throws for what is no colour.
 */
export function themeCss(colours: Colours): string {
  const [brand, accent, paper, ink] = [colours.brand, colours.accent, colours.paper, colours.ink].map(
    (colour) => {
      const parsed = parse(colour)
      if (!parsed) throw new Error(`Not a colour: ${colour}`)
      return parsed
    },
  ) as [Rgb, Rgb, Rgb, Rgb]
  const { sand, brandWash, accentWash } = groundsOf(brand, accent, paper)
  const brandDeep = until(mix(brand, BLACK, 0.28), BLACK, [paper, sand, brandWash, WHITE], 7)
  const properties: Record<string, Rgb> = {
    ink,
    'ink-soft': until(mix(ink, paper, 0.28), ink, [paper, sand, brandWash, WHITE], 7),
    brand,
    'brand-deep': brandDeep,
    'brand-mid': until(mix(brand, WHITE, 0.26), brand, [WHITE, paper], 3),
    'brand-wash': brandWash,
    paper,
    'staff-paper': mix(paper, WHITE, 0.3),
    line: mix(paper, [168, 134, 88], 0.24),
    sand,
    accent,
    'accent-ink': until(accent, BLACK, [paper, sand, WHITE, accentWash], 4.5),
    'accent-wash': accentWash,
    'accent-on-deep': until(accent, WHITE, [brandDeep], 3),
  }
  const lines = Object.entries(properties).map(([name, value]) => `--${name}:${hex(value)}`)
  return `:root{${lines.join(';')}}\n`
}
