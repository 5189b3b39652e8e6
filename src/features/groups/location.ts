import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Language } from '#platform/language.ts'
import type { NationName } from './directory.ts'
import { likelierReading, otherReadings } from './other-readings.ts'
import { type Read, readWhere } from './postcodes.ts'
import { roughPlaceOf } from './rough-places.ts'
import { findTown } from './towns.ts'

/** Where somebody is, as far as we could tell from what they typed, and what to say about it. */
export type Location =
  | { kind: 'nowhere' }
  | {
      kind: 'here'
      name: string
      lat: number
      lon: number
      nation: NationName
      /** Known by its town or postcode area only: distances are rough. */
      rough: boolean
      /** Read as something slightly different from what was typed: "SS6 7EF". */
      meant: string | null
      /** What it may have been meant to say instead, with one slip: "SS6 7ED" for S56 7ED. */
      perhaps?: string
      /** Wider than a town: of a nation or a county we know the rough middle alone. */
      wide?: 'nation' | 'region' | undefined
      /** The postcode was in use once and is no longer. */
      ended: boolean
      /** What was typed, where only the first half of a postcode could be read of it. */
      unread?: string
    }
  | { kind: 'choices'; names: string[] }
  /** Outside the UK and its islands: no group meets there. */
  | { kind: 'elsewhere'; name: string }
  | { kind: 'unknown'; why: string; suggestion: string | null }
  /** A postcode of the right shape that nobody has. */
  | { kind: 'no such postcode'; shown: string; area: Extract<Location, { kind: 'here' }> | null }

/** What a table of postcodes knows of one place. */
export type KnownPoint = { lat: number | null; lon: number | null; nation: NationName; ended: boolean }
/** Looks up a full postcode (no space) or an outcode; `imported` is false while no table was brought. */
export type LookUp = (
  key: string,
  outcode: string | null,
) => Promise<{ imported: boolean; exact: KnownPoint | null; outcode: KnownPoint | null }>

/**
 * Understands a typed place: a postcode or its first half exactly where a postcode table was imported, otherwise roughly
 * by its area; a town by its name; slips mended and said.
 */
export async function locate(
  typed: string | undefined,
  lookUp: LookUp,
  language: Language = 'en',
): Promise<Location> {
  const where = readWhere(typed, language)
  if (where.kind === 'nothing') return { kind: 'nowhere' }
  if (where.kind === 'odd') return { kind: 'unknown', why: where.why, suggestion: where.suggestion ?? null }
  if (where.kind === 'town') return locateTown(where.text)
  const found = await locatePostcode(where, lookUp)
  const unread = where.kind === 'outcode' ? where.unread : undefined
  return found.kind === 'here' && unread !== undefined ? { ...found, unread } : found
}

function locateTown(text: string): Location {
  const found = findTown(text)
  if (found.kind === 'choices') return { kind: 'choices', names: found.towns.map((town) => town.shown) }
  if (found.kind === 'everywhere') return { kind: 'nowhere' }
  if (found.kind === 'elsewhere') return found
  if (found.kind === 'unknown') return { kind: 'unknown', why: '', suggestion: null }
  const { town } = found
  return {
    kind: 'here',
    name: town.shown,
    lat: town.lat,
    lon: town.lon,
    nation: town.nation,
    rough: true,
    meant: found.meant ? town.shown : null,
    wide: town.wide,
    ended: false,
  }
}

/** What a table says of a reading, or null of a bare area, which no table knows. */
function knownOf(where: Read, lookUp: LookUp) {
  if (where.outcode === null) return null
  return lookUp(where.kind === 'postcode' ? where.key : '', where.outcode)
}

/** The other reading of a postcode that the table does not know, where it knows that one. */
async function knownReading(where: Read, lookUp: LookUp) {
  for (const other of otherReadings(where)) {
    const known = await knownOf(other, lookUp)
    if (where.kind === 'postcode' ? known?.exact : known?.outcode) return { where: other, known }
  }
  return null
}

async function locatePostcode(typed: Read, lookUp: LookUp): Promise<Location> {
  let where = typed
  let known = await knownOf(typed, lookUp)
  // The table decides between two readings: the one that exists.
  if (known?.imported && !(typed.kind === 'postcode' ? known.exact : known.outcode)) {
    const other = await knownReading(typed, lookUp)
    if (other) ({ where, known } = other)
  }
  const meant = where.mended ? where.shown : null
  const rough = roughPlaceOf(where)
  const perhaps = known?.imported ? undefined : likelierReading(where)?.shown
  const roughly = rough
    ? ({
        kind: 'here',
        name: where.shown,
        lat: rough.lat,
        lon: rough.lon,
        nation: rough.nation,
        rough: true,
        meant,
        ended: false,
        ...(perhaps === undefined ? {} : { perhaps }),
      } as const)
    : null
  const point = known?.exact ?? known?.outcode
  // A table of Great Britain knows nothing of Northern Ireland and the islands: what it lacks there is no mistake.
  const elsewhere = /^(BT|JE|GY|IM)/.test(where.area.area)
  if (where.kind === 'postcode' && known?.imported && !known.exact && !elsewhere)
    return {
      kind: 'no such postcode',
      shown: where.shown,
      area: exactly(known.outcode, where.shown, meant) ?? roughly,
    }
  return (
    exactly(point ?? null, where.shown, meant, known?.exact === null) ??
    roughly ?? { kind: 'unknown', why: '', suggestion: null }
  )
}

function exactly(
  point: KnownPoint | null,
  name: string,
  meant: string | null,
  rough = false,
): Extract<Location, { kind: 'here' }> | null {
  if (!point || point.lat === null || point.lon === null) return null
  return {
    kind: 'here',
    name,
    lat: point.lat,
    lon: point.lon,
    nation: point.nation,
    rough,
    meant,
    ended: point.ended,
  }
}

/** Asks the imported table, in one statement. */
export async function lookUpPostcode(tx: Transaction, key: string, outcode: string | null) {
  const { rows } = await sql<{ imported: boolean; exact: KnownPoint | null; outcode: KnownPoint | null }>`
    select exists (select from postcode_import) as imported,
      (select jsonb_build_object('lat', lat, 'lon', lon, 'nation', nation, 'ended', ended is not null)
        from postcodes where key = ${key}) as exact,
      (select jsonb_build_object('lat', lat, 'lon', lon, 'nation', nation, 'ended', false)
        from outcodes where key = ${outcode ?? ''}) as outcode`.execute(tx)
  return rows[0] ?? { imported: false, exact: null, outcode: null }
}
