/** One letter: what stands on the paper, in words already. */
export type Sheet = {
  /** Of the type, in points. */
  size: number
  /** The lines of the envelope. */
  to: string[]
  date: string
  heading: string
  greeting: string
  body: ({ p: string } | { note: string } | { facts: [label: string, value: string][] })[]
  ending: string[]
  /** A mark of the number and the code to dial in, where it tells them; other ones make the letter wrong. */
  dialIn?: string
}

/** What stands on every letter of a charity. */
export type Letterhead = {
  title: string
  /** '#rrggbb'. */
  brand: string
  logo: { bytes: Uint8Array; type: string } | null
  name: string
  /** Address and telephone. */
  lines: string[]
  /** Shows through the window above the address. */
  back: string
  foot: string
}
