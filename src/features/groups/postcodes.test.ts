import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { milesBetween } from './distance.ts'
import { postcodeAreas } from './postcode-areas.ts'
import { areaOf, postcodeKey, readWhere, showPostcode } from './postcodes.ts'

const centroids = new URL('../../../../shared/data/uk/gb-outcode-centroids.csv', import.meta.url)

describe('a typed postcode', () => {
  test.each([
    ['SS6 7EF', 'SS6 7EF', false],
    ['ss67ef', 'SS6 7EF', false],
    ['  ss6   7ef. ', 'SS6 7EF', false],
    ['S.S.6-7.E.F', 'SS6 7EF', false],
    ['ＳＳ６ 7EF', 'SS6 7EF', false],
    ['SS6\u00A07EF', 'SS6 7EF', false],
    ['5S6 7EF', 'SS6 7EF', true],
    ['S56 7EF', 'S56 7EF', false],
    ['SO14 OAA', 'SO14 0AA', true],
    ['S014 0AA', 'SO14 0AA', true],
    ['S01 2AB', 'SO1 2AB', true],
    ['EHI 1YZ', 'EH1 1YZ', true],
    ['eh1 lyz', 'EH1 1YZ', true],
    ['W1A 1AA', 'W1A 1AA', false],
    ['WIA IAA', 'W1A 1AA', true],
    ['EC1A 1BB', 'EC1A 1BB', false],
    ['M1 1AE', 'M1 1AE', false],
    ['B33 8TH', 'B33 8TH', false],
    ['CR2 6XH', 'CR2 6XH', false],
    ['DN55 1PT', 'DN55 1PT', false],
    ['SS6 7E5', 'SS6 7ES', true],
    ['OX1 2JD', 'OX1 2JD', false],
    ['0x1 2jd', 'OX1 2JD', true],
    ['JE2 3AB', 'JE2 3AB', false],
    ['GY1 1AA', 'GY1 1AA', false],
    ['IM1 1AA', 'IM1 1AA', false],
    ['BT7 1NN', 'BT7 1NN', false],
    ['Rayleigh, SS6 7EF', 'SS6 7EF', false],
    ['1 High St, London SW1A 1AA, UK', 'SW1A 1AA', false],
  ])('%j is %s', (typed, shown, mended) => {
    const read = readWhere(typed)
    expect(read).toMatchObject({ kind: 'postcode', shown, key: shown.replace(' ', ''), mended })
    expect(postcodeKey(typed)).toBe(shown.replace(' ', ''))
    expect(showPostcode(shown.replace(' ', ''))).toBe(shown)
  })

  test('says its first half and its area', () => {
    expect(readWhere('ss6 7ef')).toMatchObject({
      outcode: 'SS6',
      area: { area: 'SS', town: 'Southend-on-Sea', nation: 'England' },
    })
  })
})

describe('the first half of one', () => {
  test.each([
    ['SS6', 'SS6', 'SS'],
    ['ss 6', 'SS6', 'SS'],
    ['SS6 7', 'SS6', 'SS'],
    ['b1 1', 'B1', 'B'],
    ['bt47', 'BT47', 'BT'],
    ['E1', 'E1', 'E'],
    ['w1t', 'W1T', 'W'],
    ['SO', 'SO', 'SO'],
    ['je', 'JE', 'JE'],
    ['S0', 'S0', 'S'],
    ['Leeds LS6', 'LS6', 'LS'],
    ['w1t, London', 'W1T', 'W'],
    ['EHl', 'EHl', ''],
  ])('%s', (typed, shown, area) => {
    const read = readWhere(typed)
    if (area === '') expect(read).toEqual({ kind: 'town', text: typed })
    else expect(read).toMatchObject({ kind: 'outcode', shown, area: { area } })
  })
})

describe('a town is no postcode', () => {
  test.each([
    'Ely',
    'Bath',
    'York',
    'Hull',
    'Rayleigh',
    'St Ives',
    'ST IVES',
    'LEEDS',
    'Bo\u2019ness',
    'Ynys Môn',
    'bisley',
    'BOOTLE',
    'SOLE',
    'Isle of Skye',
    '東京',
  ])('%s', (text) => {
    expect(readWhere(text)).toEqual({ kind: 'town', text })
  })

  test.each([undefined, null, '', '   ', '\u0000', '\u200B\u202E'])('%j is nothing', (typed) => {
    expect(readWhere(typed)).toEqual({ kind: 'nothing' })
  })
})

describe('a postcode with an end that none has', () => {
  test.each([
    ['SS6 7EO', 'SS6', 'SS6 7EO'],
    ['ss67eo', 'SS6', 'ss67eo'],
    ['SS6 7E', 'SS6', 'SS6 7E'],
    ['SS6 7EFG', 'SS6', 'SS6 7EFG'],
    ['SS6 77D', 'SS6', 'SS6 77D'],
    ['SW1A-1OO', 'SW1A', 'SW1A-1OO'],
    ['Rayleigh, SS6 7EO', 'SS6', 'SS6 7EO'],
  ])('%s is read as its first half, %s', (typed, outcode, unread) => {
    expect(readWhere(typed)).toMatchObject({ kind: 'outcode', outcode, mended: false, unread })
    expect(postcodeKey(typed)).toBeNull()
  })

  test('nothing is made out of letters that say no district by themselves', () => {
    expect(readWhere('SO7EO').kind).toBe('odd')
  })
})

describe('what can be neither gets an answer that helps', () => {
  test.each([
    ['QQ1 1AA', 'No UK postcode starts with QQ.', undefined],
    ['12345', 'That does not look like a postcode', undefined],
    ['PS1 2AB', 'No UK postcode starts with PS.', 'SP1 2AB'],
    ['!!!', 'Type a postcode', undefined],
    ['x'.repeat(61), 'That is too long', undefined],
    ['9'.repeat(10_000), 'That is too long', undefined],
  ])('%s', (typed, why, suggestion) => {
    const read = readWhere(typed)
    expect(read.kind).toBe('odd')
    if (read.kind !== 'odd') return
    expect(read.why).toContain(why)
    expect(read.suggestion).toBe(suggestion)
  })

  test('any text at all is read without falling over', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (typed) => {
        const read = readWhere(typed)
        if (read.kind === 'postcode') expect(readWhere(read.shown)).toEqual({ ...read, mended: false })
      }),
      { numRuns: 3000, seed: 67 },
    )
  })
})

describe('the postcode areas', () => {
  test('are 124, three of them the Crown dependencies’', () => {
    expect(postcodeAreas.size).toBe(124)
    const crown = ['GY', 'IM', 'JE'].map((area) => postcodeAreas.get(area)?.nation)
    expect(crown).toEqual(['Guernsey', 'Isle of Man', 'Jersey'])
    expect(areaOf('BT7')?.town).toBe('Belfast')
    expect(areaOf('ZZ1')).toBeNull()
    for (const area of postcodeAreas.values()) {
      expect(area.lat).toBeGreaterThan(49)
      expect(area.lat).toBeLessThan(61)
      expect(area.lon).toBeGreaterThan(-8)
      expect(area.lon).toBeLessThan(2)
    }
  })

  test.runIf(existsSync(centroids))('lie where the postcodes of Great Britain do', () => {
    const rows = readFileSync(centroids, 'utf8').trim().split('\n').slice(1)
    const sums = new Map<string, { lat: number; lon: number; count: number; nations: Map<string, number> }>()
    for (const row of rows) {
      const [outcode = '', lat, lon, live, nations = ''] = row.split(',')
      expect(readWhere(outcode)).toMatchObject({ kind: 'outcode', outcode, mended: false })
      const letters = areaOf(outcode)?.area ?? outcode
      const sum = sums.get(letters) ?? { lat: 0, lon: 0, count: 0, nations: new Map() }
      sum.lat += Number(lat)
      sum.lon += Number(lon)
      sum.count += 1
      const main = nations.trim().charAt(0)
      sum.nations.set(main, (sum.nations.get(main) ?? 0) + (nations.trim().length === 1 ? Number(live) : 0))
      sums.set(letters, sum)
    }
    const wrong: string[] = []
    for (const [letters, { lat, lon, count, nations }] of sums) {
      const area = postcodeAreas.get(letters)
      const middle = { lat: lat / count, lon: lon / count }
      const km = area === undefined ? Number.NaN : milesBetween(area, middle) * 1.609
      if (!(km < 35))
        wrong.push(`${letters} ${Math.round(km)} km from ${middle.lat.toFixed(2)} ${middle.lon.toFixed(2)}`)
      const nation = [...nations].sort((a, b) => b[1] - a[1])[0]?.[0]
      if (nation !== area?.nation.charAt(0)) wrong.push(`${letters} is in ${nation}`)
    }
    expect(wrong).toEqual([])
    expect(sums.size).toBe(120)
  })
})
