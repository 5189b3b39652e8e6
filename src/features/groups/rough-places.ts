import type { Nation } from './clashes.ts'
import type { Where } from './postcodes.ts'
import { findTown, type Town, towns } from './towns.ts'

/** Where somebody roughly is: a point, its nation, and the name to say it by. */
export type RoughPlace = { lat: number; lon: number; nation: Nation; name: string }

// Northern Ireland is one postcode area, and no open file says where its postcodes are. Its districts, from
// general knowledge, by their post town; those not listed are not in use.
const postTowns: readonly (readonly [from: number, to: number, town: string])[] = [
  [1, 17, 'Belfast'],
  [18, 18, 'Holywood'],
  [19, 20, 'Bangor'],
  [21, 21, 'Donaghadee'],
  [22, 23, 'Newtownards'],
  [24, 24, 'Ballynahinch'],
  [25, 25, 'Dromore'],
  [26, 28, 'Lisburn'],
  [29, 29, 'Antrim'],
  [30, 30, 'Downpatrick'],
  [31, 31, 'Newcastle'],
  [32, 32, 'Banbridge'],
  [33, 33, 'Newcastle'],
  [34, 35, 'Newry'],
  [36, 37, 'Newtownabbey'],
  [38, 38, 'Carrickfergus'],
  [39, 39, 'Ballyclare'],
  [40, 40, 'Larne'],
  [41, 41, 'Antrim'],
  [42, 44, 'Ballymena'],
  [45, 46, 'Magherafelt'],
  [47, 48, 'Derry'],
  [49, 49, 'Limavady'],
  [51, 52, 'Coleraine'],
  [53, 53, 'Ballymoney'],
  [54, 54, 'Ballycastle'],
  [55, 55, 'Portstewart'],
  [56, 57, 'Portrush'],
  [60, 61, 'Armagh'],
  [62, 63, 'Portadown'],
  [64, 65, 'Craigavon'],
  [66, 67, 'Lurgan'],
  [68, 71, 'Dungannon'],
  [74, 74, 'Enniskillen'],
  [75, 77, 'Dungannon'],
  [78, 79, 'Omagh'],
  [80, 80, 'Cookstown'],
  [81, 82, 'Strabane'],
  [92, 94, 'Enniskillen'],
]

const outcodesOfNorthernIreland = new Map<string, Town>(
  postTowns.flatMap(([from, to, name]) => {
    const town = towns.find((known) => known.nation === 'Northern Ireland' && known.name === name)
    if (town === undefined) throw new Error(`No town called ${name} in Northern Ireland`)
    return Array.from({ length: to - from + 1 }, (_, index) => [`BT${from + index}`, town] as const)
  }),
)

/**
 * Where a typed place roughly is, without any table of postcodes: the middle of the postcode area (in Northern
 * Ireland the post town of the district), or the town. Distances from it are rough. Null for nothing, for what
 * is odd, and for a town that is unknown or one of several of its name (see `findTown`).
 */
export function roughPlaceOf(where: Where): RoughPlace | null {
  if (where.kind === 'town') {
    const found = findTown(where.text)
    if (found.kind !== 'found') return null
    const { lat, lon, nation, shown } = found.town
    return { lat, lon, nation, name: shown }
  }
  if (where.kind !== 'postcode' && where.kind !== 'outcode') return null
  const town = where.outcode === null ? undefined : outcodesOfNorthernIreland.get(where.outcode)
  const { lat, lon, nation } = town ?? where.area
  return { lat, lon, nation, name: town?.name ?? where.area.town }
}
