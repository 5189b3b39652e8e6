import { slipsBetween } from '#platform/slips.ts'
import { type Nation, nations } from './clashes.ts'
import { milesBetween } from './distance.ts'
import {
  elsewhere,
  everywhere,
  nationsByName,
  regionsOfCrownDependencies,
  regionsOfEngland,
  regionsOfNorthernIreland,
  regionsOfScotland,
  regionsOfWales,
} from './regions.ts'
import {
  townsOfCrownDependencies,
  townsOfNorthernIreland,
  townsOfScotland,
  townsOfWales,
} from './towns-elsewhere.ts'
import { townsOfEngland } from './towns-england.ts'

/** `shown` tells towns of one name from each other ("Newport, South Wales"); `names` are others it goes by. */
export type Town = {
  name: string
  shown: string
  names: readonly string[]
  nation: Nation
  lat: number
  lon: number
  /** Wider than a town: its rough middle is all that is known. */
  wide?: 'nation' | 'region'
}

/** What a typed name meant. `meant` says that it was read as another spelling, so that a page can say so. */
export type FoundTown =
  | { kind: 'found'; town: Town; meant: boolean }
  | { kind: 'choices'; towns: readonly Town[] }
  /** Somewhere outside the UK and its islands, or all of the UK. */
  | { kind: 'elsewhere'; name: string }
  | { kind: 'everywhere' }
  | { kind: 'unknown' }

const MOST_CHOICES = 6

function readTowns(nation: Nation, typed: string): Town[] {
  return typed
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', lat, lon, others] = line.split('|')
      const [name = '', where] = head.split('/')
      return {
        name,
        shown: where === undefined ? name : `${name}, ${where}`,
        names: others?.split(',') ?? [],
        nation,
        lat: Number(lat),
        lon: Number(lon),
      }
    })
}

const typed: Readonly<Record<Nation, string>> = {
  England: townsOfEngland,
  Scotland: townsOfScotland,
  Wales: townsOfWales,
  'Northern Ireland': townsOfNorthernIreland,
  ...townsOfCrownDependencies,
}

/** Several hundred towns, cities and islands of the UK and the Crown dependencies. */
export const towns: readonly Town[] = nations.flatMap((nation) => readTowns(nation, typed[nation]))

const typedRegions: Readonly<Record<Nation, string>> = {
  England: regionsOfEngland,
  Scotland: regionsOfScotland,
  Wales: regionsOfWales,
  'Northern Ireland': regionsOfNorthernIreland,
  ...regionsOfCrownDependencies,
}

/** Nations, counties, regions and islands by their rough middle. */
export const regions: readonly Town[] = nations.flatMap((nation) => {
  const whole = Object.hasOwn(nationsByName, nation)
    ? readTowns(nation, nationsByName[nation as keyof typeof nationsByName])
    : []
  return [
    ...whole.map((town) => ({ ...town, wide: 'nation' as const })),
    ...(typedRegions[nation].trim() === '' ? [] : readTowns(nation, typedRegions[nation])).map((town) => ({
      ...town,
      wide: 'region' as const,
    })),
  ]
})

// "King's Lynn", "kings lynn", "Saint Ives", "St. Ives", "Ynys Môn": one spelling for comparing.
function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bon\b/g, 'upon')
    .replace(/^(city of|isle of|the) (?=.)/, (lead) => (lead === 'isle of ' ? lead : ''))
}

const byName = new Map<string, Town[]>()
for (const town of [...towns, ...regions]) {
  for (const name of new Set([town.name, town.shown, ...town.names].map(plainName))) {
    byName.set(name, [...(byName.get(name) ?? []), town])
  }
}
const allNames = [...byName.keys()].sort()
const everywhereNames = new Set(everywhere.map(plainName))
const elsewhereNames = new Map(elsewhere.map((name) => [plainName(name), name]))

/**
 * The town that a typed name means: by its exact name (any case, with or without accents, hyphens and
 * apostrophes, "Saint" or "St", Welsh or English), else by the beginning of names, else with one slip of
 * spelling (two in names of eight letters and more). Several of one name come back as choices, most likely
 * first. In "Rayleigh, Essex", "Rayleigh Essex" and "near Rayleigh" the part that is a town's name is found.
 */
export function findTown(text: string): FoundTown {
  const asked = plainName(text.slice(0, 100))
  if (asked.length < 2) return { kind: 'unknown' }
  const exact = byName.get(asked)
  if (exact !== undefined) return answer(exact, false)
  if (everywhereNames.has(asked)) return { kind: 'everywhere' }
  const abroad = elsewhereNames.get(asked.replace(/^(co|county) /, ''))
  if (abroad !== undefined) return { kind: 'elsewhere', name: abroad }

  const [head = '', ...rest] = text.split(',')
  if (rest.length > 0 && plainName(head) !== asked) {
    const first = findTown(head)
    if (first.kind !== 'unknown') return narrowed(first, plainName(rest.join(' ')))
  }

  if (asked.length >= 3) {
    const begun = allNames.filter((name) => name.startsWith(asked)).flatMap((name) => byName.get(name) ?? [])
    if (begun.length > 0) return answer([...new Set(begun)], true)
  }
  if (asked.length >= 4) {
    const allowed = asked.length >= 8 ? 2 : 1
    let nearest: string[] = []
    let least = allowed + 1
    for (const name of allNames) {
      const slips = slipsBetween(asked, name, least)
      if (slips < least) nearest = [name]
      else if (slips === least && slips <= allowed) nearest.push(name)
      least = Math.min(least, slips)
    }
    const near = nearest.flatMap((name) => byName.get(name) ?? [])
    if (near.length > 0) return answer([...new Set(near)], true)
  }
  return findAmongWords(asked.split(' '))
}

// "Rayleigh Essex", "near Rayleigh", "12 High Street Rayleigh": the longest run of words that is a town's name,
// from the front first; what follows it may tell which of several is meant. A county counts only where no town is named,
// a country elsewhere only where there is neither.
function findAmongWords(words: readonly string[]): FoundTown {
  return (
    firstRun(words, (run, rest) => {
      const found = (byName.get(run) ?? []).filter((town) => town.wide === undefined)
      return found.length === 0 ? null : narrowed(answer(found, true), rest)
    }) ??
    firstRun(words, (run) => {
      const found = byName.get(run)
      return found === undefined ? null : answer(found, true)
    }) ??
    firstRun(words, (run) => {
      const name = elsewhereNames.get(run)
      return name === undefined ? null : { kind: 'elsewhere', name }
    }) ?? { kind: 'unknown' }
  )
}

/** The first answer to a run of words and what follows it: long runs before short ones, those at the front before the end. */
function firstRun(
  words: readonly string[],
  ask: (run: string, rest: string) => FoundTown | null,
): FoundTown | null {
  for (let length = words.length - 1; length >= 1; length--) {
    for (const start of [0, words.length - length]) {
      const found = ask(words.slice(start, start + length).join(' '), words.slice(start + length).join(' '))
      if (found) return found
    }
  }
  return null
}

function answer(found: readonly Town[], meant: boolean): FoundTown {
  const [town, ...others] = found
  if (town === undefined) return { kind: 'unknown' }
  return others.length === 0
    ? { kind: 'found', town, meant }
    : { kind: 'choices', towns: found.slice(0, MOST_CHOICES) }
}

function narrowed(found: FoundTown, rest: string): FoundTown {
  if (found.kind !== 'choices' || rest === '') return found
  const fitting = found.towns.filter((town) => plainName(`${town.shown} ${town.nation}`).includes(rest))
  return fitting.length === 0 ? found : answer(fitting, false)
}

/** The known town nearest to a point, for saying roughly where somebody is. */
export function nearestTown(point: { lat: number; lon: number }): Town | null {
  let nearest: Town | null = null
  let least = Number.POSITIVE_INFINITY
  for (const town of towns) {
    const miles = milesBetween(point, town)
    if (miles < least) {
      nearest = town
      least = miles
    }
  }
  return nearest
}
