import type { Directory, PublicGroup } from './directory.ts'
import { distanceInWords, milesBetween } from './distance.ts'
import type { Location } from './location.ts'
import { dateWordsIn, type Language } from './words-dates.ts'

export type Kind = 'in-person' | 'online' | 'any'
export type Nearby = { group: PublicGroup; miles: number | null }

/** What the finder shows: groups to go to, nearest first, and online ones, those for one's own nation first. */
export type Found = { local: Nearby[]; online: PublicGroup[]; more: number }

/**
 * Sorts the groups for somebody at a place. Online groups always stand beside local ones, since a long way can be too
 * long; those for the person's nation come first, others are left out. On the islands, which no online group may name,
 * every online group is offered rather than none.
 * @param most how many local groups at the most; `more` says how many follow.
 */
export function findGroups(directory: Directory, location: Location, kind: Kind, most: number): Found {
  const here =
    location.kind === 'here' ? location : location.kind === 'no such postcode' ? location.area : null
  const local: Nearby[] = []
  const online: PublicGroup[] = []
  for (const group of directory.groups) {
    if (group.kind === 'online') online.push(group)
    else if (kind !== 'online') local.push({ group, miles: here ? milesTo(group, here) : null })
  }
  // From the middle of a nation nothing is measured: its own groups come first.
  const nation = here?.wide === 'nation' ? here.nation : null
  const inNation = ({ group }: Nearby) => (nation === null || group.venue?.nation === nation ? 0 : 1)
  local.sort(
    (a, b) =>
      inNation(a) - inNation(b) ||
      order(a) - order(b) ||
      (a.miles ?? 1e9) - (b.miles ?? 1e9) ||
      (a.group.name < b.group.name ? -1 : 1),
  )
  const ofNation = here ? online.filter((group) => group.nations.includes(here.nation)) : online
  const shown = nation === null ? most : Math.max(most, local.filter((near) => inNation(near) === 0).length)
  return {
    local: local.slice(0, shown).map((near) => (nation === null ? near : { ...near, miles: null })),
    online: kind === 'in-person' ? ofNation.slice(0, 3) : ofNation.length > 0 ? ofNation : online,
    more: Math.max(0, local.length - shown),
  }
}

/** A paused group is worth knowing of, but not before one that meets. */
const order = ({ group }: Nearby) => (group.state === 'paused' ? 1 : 0)

function milesTo(group: PublicGroup, here: { lat: number; lon: number }): number | null {
  const { venue } = group
  return venue && venue.lat !== null && venue.lon !== null
    ? milesBetween(here, { lat: venue.lat, lon: venue.lon })
    : null
}

type Here = Extract<Location, { kind: 'here' }>

/**
 * How far a group is, as well as we know it: in their own town, at their own postcode, or a distance; null where nothing
 * can be said, as of a group near the rough middle of a county.
 */
export function farInWords({ group, miles }: Nearby, here: Here | null, language: Language): string | null {
  if (miles === null) return null
  const { venue } = group
  if (here?.rough && venue && miles < 5) {
    if (here.wide) return null
    if (here.name === venue.postcode) return dateWordsIn(language).distance.here
    const [town = ''] = here.name.split(', ')
    if (town.toLowerCase() === venue.town.toLowerCase())
      return dateWordsIn(language).distance.inTown(venue.town)
  }
  return distanceInWords(miles, { rough: here?.rough ?? true }, language)
}
