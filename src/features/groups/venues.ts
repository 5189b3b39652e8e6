import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Nation } from './clashes.ts'
import { postcodeKey, readWhere } from './postcodes.ts'
import { roughPlaceOf } from './rough-places.ts'

/** A venue as staff write it down. Texts may be empty; `lat` and `lon` are degrees, null to go by the postcode. */
export type VenueFields = {
  name: string
  address: string
  town: string
  postcode: string
  nation: Nation
  lat: number | null
  lon: number | null
  stepFree: string
  parking: string
  publicTransport: string
  toilets: string
  findingTheRoom: string
  contactNote: string
}

/** How exactly we know where a venue is. */
export type Located = 'typed' | 'postcode' | 'outcode' | 'area' | 'nowhere'

/**
 * Where a venue is on the map: as typed, else its postcode's place in the imported table, else the middle of its outcode,
 * else of its postcode area (rough).
 */
export async function locateVenue(
  tx: Transaction,
  venue: Pick<VenueFields, 'postcode' | 'lat' | 'lon'>,
): Promise<{ lat: number | null; lon: number | null; by: Located }> {
  if (venue.lat !== null && venue.lon !== null) return { lat: venue.lat, lon: venue.lon, by: 'typed' }
  const where = readWhere(venue.postcode)
  if (where.kind !== 'postcode') return { lat: null, lon: null, by: 'nowhere' }
  const exact = await tx
    .selectFrom('postcodes')
    .select(['lat', 'lon'])
    .where('key', '=', where.key)
    .where('lat', 'is not', null)
    .executeTakeFirst()
  if (exact) return { lat: exact.lat, lon: exact.lon, by: 'postcode' }
  const half = await tx
    .selectFrom('outcodes')
    .select(['lat', 'lon'])
    .where('key', '=', where.outcode)
    .executeTakeFirst()
  if (half) return { lat: half.lat, lon: half.lon, by: 'outcode' }
  const rough = roughPlaceOf(where)
  return rough ? { lat: rough.lat, lon: rough.lon, by: 'area' } : { lat: null, lon: null, by: 'nowhere' }
}

async function columns(
  tx: Transaction,
  venue: VenueFields,
  located = venue as Pick<VenueFields, 'postcode' | 'lat' | 'lon'>,
) {
  const { lat, lon } = await locateVenue(tx, located)
  const where = readWhere(venue.postcode)
  return {
    name: venue.name,
    address: venue.address,
    town: venue.town,
    postcode: where.kind === 'postcode' ? where.shown : venue.postcode.toUpperCase(),
    nation: venue.nation,
    lat,
    lon,
    step_free: venue.stepFree,
    parking: venue.parking,
    public_transport: venue.publicTransport,
    toilets: venue.toilets,
    finding_the_room: venue.findingTheRoom,
    contact_note: venue.contactNote,
  }
}

/** Whether two places on the map are far enough from the British Isles to be a slip of the pen. */
export function isOffTheMap(lat: number, lon: number): boolean {
  return lat < 49 || lat > 61.5 || lon < -9 || lon > 2.5
}

async function mayChangeVenues(tx: Transaction): Promise<boolean> {
  const found = await sql<{
    may: boolean
  }>`select actor_kind() = 'system' or actor_has('administrator', 'coordinator') as may`.execute(tx)
  return found.rows[0]?.may ?? false
}

type VenueRefusal = 'not yours' | 'off the map' | 'odd postcode'
function refusalOf(venue: VenueFields): VenueRefusal | null {
  if (readWhere(venue.postcode).kind !== 'postcode') return 'odd postcode'
  if (venue.lat !== null && venue.lon !== null && isOffTheMap(venue.lat, venue.lon)) return 'off the map'
  return null
}

/** Writes down a venue. */
export async function createVenue(
  tx: Transaction,
  venue: VenueFields,
): Promise<{ ok: true; venueId: string } | { ok: false; reason: VenueRefusal }> {
  if (!(await mayChangeVenues(tx))) return { ok: false, reason: 'not yours' }
  const refusal = refusalOf(venue)
  if (refusal) return { ok: false, reason: refusal }
  const { id } = await tx
    .insertInto('venues')
    .values(await columns(tx, venue))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ok: true, venueId: id }
}

/** Changes a venue for every group that meets there. `ended` takes it off the list to choose from. */
export async function changeVenue(
  tx: Transaction,
  { venueId, ended, ...venue }: VenueFields & { venueId: string; ended: boolean },
): Promise<{ ok: true } | { ok: false; reason: VenueRefusal | 'no such venue' | 'in use' }> {
  if (!(await mayChangeVenues(tx))) return { ok: false, reason: 'not yours' }
  const refusal = refusalOf(venue)
  if (refusal) return { ok: false, reason: refusal }
  if (ended) {
    const used = await tx
      .selectFrom('groups')
      .select('id')
      .where('venue_id', '=', venueId)
      .where('state', '<>', 'closed')
      .limit(1)
      .execute()
    if (used.length > 0) return { ok: false, reason: 'in use' }
  }
  const before = await tx
    .selectFrom('venues')
    .select(['postcode', 'lat', 'lon'])
    .where('id', '=', venueId)
    .executeTakeFirst()
  if (!before) return { ok: false, reason: 'no such venue' }
  // A venue that moves to another postcode does not stay at the old one's place on the map.
  const stale =
    postcodeKey(before.postcode) !== postcodeKey(venue.postcode) &&
    before.lat === venue.lat &&
    before.lon === venue.lon
  const located = stale ? { postcode: venue.postcode, lat: null, lon: null } : venue
  const changed = await tx
    .updateTable('venues')
    .set({
      ...(await columns(tx, venue, located)),
      ended_at: ended ? sql`coalesce(ended_at, clock())` : null,
    })
    .where('id', '=', venueId)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n ? { ok: true } : { ok: false, reason: 'no such venue' }
}
