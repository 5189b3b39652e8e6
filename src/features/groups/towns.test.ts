import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { distanceInWords, milesBetween } from './distance.ts'
import { readWhere } from './postcodes.ts'
import { roughPlaceOf } from './rough-places.ts'
import { findTown, nearestTown, towns } from './towns.ts'

const centroids = new URL('../../../../shared/data/uk/gb-outcode-centroids.csv', import.meta.url)
const shown = (text: string) => {
  const found = findTown(text)
  if (found.kind === 'found') return found.town.shown
  return found.kind === 'choices' ? found.towns.map((town) => town.shown) : null
}

describe('finding a town', () => {
  test.each([
    ['Rayleigh', 'Rayleigh'],
    ['rayleigh', 'Rayleigh'],
    ['  RAYLEIGH ', 'Rayleigh'],
    ['kings lynn', 'King\u0027s Lynn'],
    ['King’s Lynn', 'King\u0027s Lynn'],
    ['Saint Albans', 'St Albans'],
    ['St. Andrews', 'St Andrews'],
    ['Stockton on Tees', 'Stockton-on-Tees'],
    ['Southend', 'Southend-on-Sea'],
    ['caerdydd', 'Cardiff'],
    ['Ynys Mon', 'Llangefni'],
    ['Londonderry', 'Derry'],
    ['Isle of Skye', 'Portree'],
    ['Shetland', 'Lerwick'],
    ['City of London', 'London'],
    ['Jersey', 'St Helier'],
    ['Newport, Shropshire', 'Newport, Shropshire'],
    ['Rayleigh, Essex', 'Rayleigh'],
    ['Richmond, London', 'Richmond, London'],
    ['Bangor, Northern Ireland', 'Bangor, County Down'],
    ['Rayleigh Essex', 'Rayleigh'],
    ['near Rayleigh', 'Rayleigh'],
    ['Newport Shropshire', 'Newport, Shropshire'],
    ['Bangor Northern Ireland', 'Bangor, County Down'],
    ['Leigh on Sea', 'Leigh-on-Sea'],
    ['Rayliegh', 'Rayleigh'],
    ['Ralyeigh', 'Rayleigh'],
    ['Aberystwith', 'Aberystwyth'],
    ['Middlesborough', 'Middlesbrough'],
    ['Edinbrugh', 'Edinburgh'],
    ['Wolverh', 'Wolverhampton'],
    ['Ely', 'Ely'],
  ])('%s', (text, town) => {
    expect(shown(text)).toBe(town)
  })

  test.each([
    [
      'Newport',
      ['Newport, Isle of Wight', 'Newport, Shropshire', 'Newport, South Wales', 'Newport, Pembrokeshire'],
    ],
    ['Richmond', ['Richmond, North Yorkshire', 'Richmond, London']],
    ['Newcastle', ['Newcastle upon Tyne', 'Newcastle-under-Lyme', 'Newcastle, County Down']],
    ['bangor', ['Bangor, Gwynedd', 'Bangor, County Down']],
  ])('%s could be several', (text, choices) => {
    expect(shown(text)).toEqual(choices)
  })

  test.each(['', 'x', 'Atlantis', 'qqqqqqqq', '東京', 'z'.repeat(10_000), '(', '\u0000'])(
    '%j is unknown',
    (text) => {
      expect(findTown(text)).toEqual({ kind: 'unknown' })
    },
  )

  test('says when it was read as another spelling', () => {
    expect(findTown('Rayleigh')).toMatchObject({ meant: false })
    expect(findTown('Rayliegh')).toMatchObject({ meant: true })
  })
})

describe('the list of towns', () => {
  test('is long, spread over the nations, and free of doubles', () => {
    expect(towns.length).toBeGreaterThanOrEqual(450)
    const count = (nation: string) => towns.filter((town) => town.nation === nation).length
    expect([count('Scotland') > 90, count('Wales') > 55, count('Northern Ireland') > 35]).toEqual([
      true,
      true,
      true,
    ])
    expect(new Set(towns.map((town) => town.shown)).size).toBe(towns.length)
    for (const town of towns) {
      expect(findTown(town.shown), town.shown).toMatchObject({ kind: 'found', town, meant: false })
    }
  })

  test.runIf(existsSync(centroids))('holds no town of Great Britain far from its nation’s postcodes', () => {
    const letters: Record<string, string> = { England: 'E', Scotland: 'S', Wales: 'W' }
    const outcodes = readFileSync(centroids, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
    const far = towns
      .filter((town) => letters[town.nation] !== undefined)
      .map((town) => {
        const near = outcodes
          .filter((row) => row[4]?.includes(letters[town.nation] ?? '?'))
          .map((row) => milesBetween(town, { lat: Number(row[1]), lon: Number(row[2]) }) * 1.609)
        return { town: town.shown, km: Math.round(Math.min(...near)) }
      })
    expect(far).toHaveLength(towns.filter((town) => letters[town.nation]).length)
    expect(far.filter(({ km }) => km > 20)).toEqual([])
  })

  test('the nearest town to a point', () => {
    expect(nearestTown({ lat: 51.586, lon: 0.605 })?.name).toBe('Rayleigh')
  })
})

describe('where somebody roughly is', () => {
  test.each([
    ['SS6 7EF', 'Southend-on-Sea', 'England'],
    ['BT47 2AA', 'Derry', 'Northern Ireland'],
    ['BT74', 'Enniskillen', 'Northern Ireland'],
    ['BT', 'Belfast', 'Northern Ireland'],
    ['je2', 'Jersey', 'Jersey'],
    ['IM1 1AA', 'Douglas, Isle of Man', 'Isle of Man'],
    ['Lerwick', 'Lerwick', 'Scotland'],
  ])('%s', (typed, name, nation) => {
    expect(roughPlaceOf(readWhere(typed))).toMatchObject({ name, nation })
  })

  test('nowhere, when that cannot be said', () => {
    for (const typed of ['', 'Newport', 'Atlantis', 'QQ1 1AA'])
      expect(roughPlaceOf(readWhere(typed))).toBeNull()
  })
})

describe('distances', () => {
  test('London to Edinburgh is about 332 miles', () => {
    const miles = milesBetween({ lat: 51.5074, lon: -0.1278 }, { lat: 55.9533, lon: -3.1883 })
    expect(miles).toBeGreaterThan(330)
    expect(miles).toBeLessThan(334)
    expect(milesBetween({ lat: 51, lon: 0 }, { lat: 51, lon: 0 })).toBe(0)
  })

  test.each([
    [0.4, false, 'less than a mile'],
    [1.2, false, '1 mile'],
    [11.7, false, '12 miles'],
    [11.7, true, 'about 12 miles'],
    [2.2, true, 'nearby'],
    [5.2, true, 'about 5 miles'],
    [43, true, 'about 45 miles'],
    [404, true, 'about 400 miles'],
  ])('%s miles (rough: %s) are %s', (miles, rough, words) => {
    expect(distanceInWords(miles, { rough })).toBe(words)
  })
})
