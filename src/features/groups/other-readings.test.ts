import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type KnownPoint, type LookUp, locate } from './location.ts'
import { likelierReading, otherReadings } from './other-readings.ts'
import { readWhere } from './postcodes.ts'

const centroids = new URL('../../../../shared/data/uk/gb-outcode-centroids.csv', import.meta.url)
const read = (typed: string) => {
  const where = readWhere(typed)
  if (where.kind !== 'postcode' && where.kind !== 'outcode') throw new Error(`${typed} is no postcode`)
  return where
}
const noTable: LookUp = async () => ({ imported: false, exact: null, outcode: null })
const point: KnownPoint = { lat: 51.59, lon: 0.6, nation: 'England', ended: false }
/** A table that knows these postcodes and first halves of them, and no others. */
const tableOf =
  (...known: string[]): LookUp =>
  async (key, outcode) => ({
    imported: true,
    exact: known.includes(key) ? point : null,
    outcode: known.includes(outcode ?? '') ? point : null,
  })

describe('a postcode with a letter for a digit, or the other way round', () => {
  test.each([
    ['S56 7ED', 'SS6 7ED'],
    ['s567ed', 'SS6 7ED'],
    ['S56', 'SS6'],
    ['B58 1TH', 'BS8 1TH'],
    ['B81 2AB', 'BB1 2AB'],
    ['L52 8PQ', 'LS2 8PQ'],
    ['W18 1AA', 'W1B 1AA'],
    ['W15 1AA', 'W1S 1AA'],
    ['E1O 5AB', 'E10 5AB'],
    ['M1B 7WL', 'M18 7WL'],
  ])('%s may be %s', (typed, meant) => {
    expect(likelierReading(read(typed))?.shown).toBe(meant)
  })

  test.each([
    'SS6 7ED',
    'S5 7ED',
    'S60 1AA',
    'B50 4AA',
    'B80 7AA',
    'BS8 1TH',
    'W1S 1AA',
    'L5 3AA',
    'BT1 1AA',
    'SS',
    'IP1 1AA',
  ])('%s leaves no doubt', (typed) => {
    expect(likelierReading(read(typed))).toBeNull()
  })

  test('where the shape says it all it is mended as ever', () => {
    expect(read('5S6 7ED')).toMatchObject({ shown: 'SS6 7ED', mended: true })
  })

  test.runIf(existsSync(centroids))(
    'no district that is doubted is in use, and what is meant instead is',
    () => {
      const inUse = new Set(
        readFileSync(centroids, 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .filter((row) => Number(row.split(',')[3]) > 0)
          .map((row) => row.split(',')[0] ?? ''),
      )
      for (const outcode of inUse) expect(likelierReading(read(outcode)), outcode).toBeNull()
      const all = [...inUse].flatMap((outcode) => otherReadings(read(outcode)).map((other) => other.shown))
      for (const doubtful of new Set(all)) {
        const likelier = likelierReading(read(doubtful))
        if (!inUse.has(doubtful)) expect(inUse.has(likelier?.shown ?? ''), doubtful).toBe(true)
      }
    },
  )
})

describe('where somebody is', () => {
  test('without a table: near what was typed, and what it may have been', async () => {
    expect(await locate('S56 7ED', noTable)).toMatchObject({
      kind: 'here',
      name: 'S56 7ED',
      perhaps: 'SS6 7ED',
    })
    expect(await locate('SS6 7ED', noTable)).not.toHaveProperty('perhaps')
  })

  test('with one: whichever exists, and said', async () => {
    expect(await locate('S56 7ED', tableOf('SS67ED', 'SS6'))).toMatchObject({
      kind: 'here',
      name: 'SS6 7ED',
      meant: 'SS6 7ED',
      rough: false,
    })
    expect(await locate('S56', tableOf('SS67ED', 'SS6'))).toMatchObject({ kind: 'here', name: 'SS6' })
    expect(await locate('S56 7ED', tableOf('S567ED', 'S56', 'SS67ED'))).toMatchObject({
      name: 'S56 7ED',
      meant: null,
    })
    expect(await locate('S56 7ED', tableOf('SS6'))).toMatchObject({
      kind: 'no such postcode',
      shown: 'S56 7ED',
    })
  })
})
