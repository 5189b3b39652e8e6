import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { milesBetween } from './distance.ts'
import { locate } from './location.ts'
import { findTown, regions, towns } from './towns.ts'

const centroids = new URL('../../../../shared/data/uk/gb-outcode-centroids.csv', import.meta.url)
const here = (typed: string) => locate(typed, async () => ({ imported: false, exact: null, outcode: null }))

describe('a name wider than a town', () => {
  test.each([
    ['Isle of Wight', 'Isle of Wight', 'England', 'region'],
    ['isle of white', 'Isle of Wight', 'England', 'region'],
    ['Wales', 'Wales', 'Wales', 'nation'],
    ['Cymru', 'Wales', 'Wales', 'nation'],
    ['scotland', 'Scotland', 'Scotland', 'nation'],
    ['Northern Ireland', 'Northern Ireland', 'Northern Ireland', 'nation'],
    ['NI', 'Northern Ireland', 'Northern Ireland', 'nation'],
    ['England', 'England', 'England', 'nation'],
    ['Essex', 'Essex', 'England', 'region'],
    ['Kent', 'Kent', 'England', 'region'],
    ['Cornwall', 'Cornwall', 'England', 'region'],
    ['Devon', 'Devon', 'England', 'region'],
    ['Norfolk', 'Norfolk', 'England', 'region'],
    ['the Highlands', 'Highlands', 'Scotland', 'region'],
    ['Fife', 'Fife', 'Scotland', 'region'],
    ['Gwynedd', 'Gwynedd', 'Wales', 'region'],
    ['Down', 'County Down', 'Northern Ireland', 'region'],
    ['Co. Antrim', 'County Antrim', 'Northern Ireland', 'region'],
    ['Fermanagh', 'County Fermanagh', 'Northern Ireland', 'region'],
    ['Western Isles', 'Western Isles', 'Scotland', 'region'],
    ['somewhere in Kent', 'Kent', 'England', 'region'],
  ])('%s', async (typed, name, nation, wide) => {
    expect(await here(typed)).toMatchObject({ kind: 'here', name, nation, wide, rough: true })
  })

  test.each([
    ['Antrim', 'Antrim'],
    ['Skye', 'Portree'],
    ['Anglesey', 'Llangefni'],
    ['Orkney', 'Kirkwall'],
    ['Shetland', 'Lerwick'],
    ['Isle of Man', 'Douglas'],
    ['Jersey', 'St Helier'],
    ['Guernsey', 'St Peter Port'],
    ['Rayleigh, Essex', 'Rayleigh'],
    ['Essex Rayleigh', 'Rayleigh'],
    ['Bangor Northern Ireland', 'Bangor, County Down'],
    ['Dublin Road Belfast', 'Belfast'],
    ['Newport Isle of Wight', 'Newport, Isle of Wight'],
  ])('%s is still the town', async (typed, name) => {
    expect(await here(typed)).toMatchObject({ kind: 'here', name, wide: undefined })
  })

  test.each(['Dublin', 'Ireland', 'Éire', 'co. donegal', 'Cork, Ireland', 'Limerick Ireland', 'Spain'])(
    '%s is elsewhere',
    async (typed) => {
      expect((await here(typed)).kind).toBe('elsewhere')
    },
  )

  test.each(['UK', 'United Kingdom', 'Great Britain', 'anywhere'])('%s is everywhere', async (typed) => {
    expect(await here(typed)).toEqual({ kind: 'nowhere' })
  })

  test('either of the Channel Islands is asked about', async () => {
    expect(await here('Channel Islands')).toEqual({ kind: 'choices', names: ['St Helier', 'St Peter Port'] })
  })
})

describe('the list of regions', () => {
  test('holds no name of a town, and none twice', () => {
    const names = regions.map((region) => region.shown)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => towns.some((town) => town.name === name))).toEqual([])
    for (const region of regions) {
      expect(Number.isFinite(region.lat) && Number.isFinite(region.lon), region.shown).toBe(true)
      expect(findTown(region.shown), region.shown).toEqual({ kind: 'found', town: region, meant: false })
      for (const name of region.names)
        expect(findTown(name), name).toMatchObject({ kind: 'found', town: region })
    }
  })

  test.runIf(existsSync(centroids))('puts none of Great Britain’s far from where its people live', () => {
    const letters: Record<string, string> = { England: 'E', Scotland: 'S', Wales: 'W' }
    const outcodes = readFileSync(centroids, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
    const far = regions
      .filter((region) => letters[region.nation] !== undefined)
      .map((region) => {
        const near = outcodes
          .filter((row) => row[4]?.includes(letters[region.nation] ?? '?'))
          .map((row) => milesBetween(region, { lat: Number(row[1]), lon: Number(row[2]) }))
        return { region: region.shown, miles: Math.round(Math.min(...near)) }
      })
    expect(far.filter(({ miles }) => miles > 12)).toEqual([])
  })

  test('knows the larger towns', () => {
    const large =
      'London,Birmingham,Leeds,Glasgow,Sheffield,Manchester,Edinburgh,Liverpool,Bristol,Cardiff,Leicester,Coventry,Nottingham,Belfast,Bradford,Hull,Newcastle upon Tyne,Stoke-on-Trent,Southampton,Portsmouth,Derby,Plymouth,Wolverhampton,Northampton,Luton,Reading,Milton Keynes,Aberdeen,Dundee,Swansea,Bournemouth,Norwich,Swindon,Southend,Middlesbrough,Sunderland,Peterborough,Ipswich,York,Blackpool,Bolton,Slough,Gloucester,Exeter,Cambridge,Oxford,Cheltenham,Colchester,Basildon,Crawley,Worthing,Eastbourne,Hastings,Maidstone,Chelmsford,Lincoln,Poole,Huddersfield,Rotherham,Doncaster,Wigan,Warrington,Stockport,Preston,Telford,Watford,Woking,Guildford,Basingstoke,Bath,Chester,Carlisle,Lancaster,Durham,Inverness,Perth,Stirling,Paisley,Livingston,Wrexham,Derry,Lisburn,Newry'.split(
        ',',
      )
    expect(large.filter((name) => findTown(name).kind !== 'found')).toEqual([])
  })
})
