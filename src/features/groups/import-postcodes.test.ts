import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { projectFolder } from '#config'
import { Refusal } from '#platform/refusal.ts'
import { type SampleCharity, sampleCharity } from '../../../tests/sample-charity.ts'
import { importPostcodes } from './import-postcodes.ts'

const header = 'pcds,dointr,doterm,oseast1m,osnrth1m,ctry,rgn,pcon,nhser,lat,long'
const line = (pcds: string, ctry: string, lat: number, long: number, ended = '') =>
  `${pcds},,${ended},0,0,${ctry},S99999999,S14000061,S08000020,${lat},${long}`
const lines = [
  header,
  line('SS6 7EF', 'E92000001', 51.5871, 0.6049),
  line('SS6 7ED', 'E92000001', 51.5866, 0.6033),
  line('SS6 7ZZ', 'E92000001', 51.5866, 0.6033, '201806'),
  line('G1 1AA', 'S92000003', 55.86, -4.25),
  line('CF5 1JD', 'W92000004', 51.4827, -3.2076),
  line('JE2 3AB', 'L93000001', 99.999999, 0),
  '',
].join('\r\n')

let charity: SampleCharity
let folder: string

beforeAll(async () => {
  charity = await sampleCharity()
  folder = mkdtempSync(join(tmpdir(), 'alongside-postcodes-'))
}, 60_000)
afterAll(async () => {
  await charity?.db.drop()
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, contents)
  return path
}
const bring = (path: string, told: string[] = []) =>
  importPostcodes(charity.db.urls.owner, path, (sentence) => told.push(sentence))
const kept = () => charity.db.rows<{ key: string }>('select key from postcodes order by key')
const finder = async (typed: string) =>
  (await (await charity.get(`/groups?near=${encodeURIComponent(typed)}`)).text())
    .replace(/<(script|title)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'it was taken',
    (error) => {
      expect(error).toBeInstanceOf(Refusal)
      return (error as Refusal).message
    },
  )

/** A zip as the Office for National Statistics packs it: a few small files and one large one. */
function zipOf(files: Record<string, string>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(text), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(Buffer.byteLength(text), 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data])
    const central = Buffer.concat([
      Buffer.from('PK\x01\x02'),
      Buffer.from([20, 0]),
      common,
      Buffer.alloc(14),
      Buffer.from(name),
    ])
    central.writeUInt32LE(at, 42)
    parts.push(local)
    directory.push(central)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listed, end])
}

describe('a postcode table', () => {
  test('as CSV makes distances exact', async () => {
    expect(await finder('SS6 7EF')).toContain('Distances are rough')
    expect(await bring(file('onspd.csv', lines))).toEqual({ rows: 6, live: 5 })
    const page = await finder('SS6 7EF')
    expect(page).not.toContain('Distances are rough')
    expect(page).toMatch(/In person · (under|less than) (a|1|half a) mile South Essex/i)
    const [outcode] = await charity.db.rows<{ lat: number }>(`select lat from outcodes where key = 'SS6'`)
    expect(outcode?.lat).toBeCloseTo(51.58685, 4)
    const [imported] = await charity.db.rows('select rows, source from postcode_import')
    expect(imported).toEqual({ rows: 6, source: 'onspd.csv' })
  })

  test('then knows a postcode that nobody has, and one that is no longer used', async () => {
    const nobody = await finder('SS6 9XX')
    expect(nobody).toContain('We can’t find the postcode SS6 9XX.')
    expect(nobody).toContain('South Essex')
    const ended = await finder('SS6 7ZZ')
    expect(ended).toContain('SS6 7ZZ is an old postcode that is no longer used.')
    expect(ended).toContain('South Essex')
  })

  test('leaves Northern Ireland and the islands no worse than before', async () => {
    for (const [typed, nation] of [
      ['BT1 5GS', 'Northern Ireland'],
      ['JE2 3AB', 'Jersey'],
      ['JE3 1AA', 'Jersey'],
      ['IM1 1AA', 'Isle of Man'],
    ]) {
      const page = await finder(typed ?? '')
      expect(page).not.toContain('can’t find the postcode')
      expect(page).toContain(`Nearest to ${typed}`)
      if (nation !== 'Northern Ireland')
        expect(page).toContain(`no group in person ${nation === 'Isle of Man' ? 'on the' : 'in'} ${nation}`)
    }
  })

  test.each(['gz', 'zip', 'xz'] as const)('comes packed as %s too', async (kind) => {
    const plain = file('onspd.csv', `${lines}${line('LS2 7DJ', 'E92000001', 53.7967, -1.5385)}\r\n`)
    let path = join(folder, `onspd.csv.${kind}`)
    if (kind === 'gz')
      writeFileSync(path, gzipSync(`${lines}${line('LS2 7DJ', 'E92000001', 53.79, -1.53)}\r\n`))
    if (kind === 'zip')
      path = file(
        'onspd.zip',
        zipOf({
          'User Guide/readme.txt': 'Read me',
          'Data/ONSPD.csv': `${lines}${line('LS2 7DJ', 'E92000001', 53.79, -1.53)}\r\n`,
        }),
      )
    if (kind === 'xz' && spawnSync('xz', ['--keep', '--force', plain]).status !== 0) {
      console.log('xz is not on this machine: a file packed with it is not tried here.')
      return
    }
    await charity.db.rows('delete from postcodes')
    expect(await bring(path)).toEqual({ rows: 7, live: 6 })
    expect(await kept()).toHaveLength(7)
  })

  test('that is something else is refused in a sentence, and the old one stays', async () => {
    const before = await kept()
    expect(before.length).toBeGreaterThan(3)
    for (const [path, says] of [
      [join(folder, 'missing.csv'), 'There is no file'],
      [file('other.csv', 'name,colour\nAnn,red\n'), 'is not the ONS Postcode Directory'],
      [file('empty.csv', ''), 'is not the ONS Postcode Directory'],
      [file('header.csv', `${header}\n`), 'holds no postcodes'],
      [file('ragged.csv', `${lines}too,few\r\n`), 'is not the ONS Postcode Directory'],
      [
        file('picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])),
        'is not the ONS Postcode Directory',
      ],
    ] as const)
      expect(await refusal(bring(path))).toContain(says)
    expect(await kept()).toEqual(before)
  })

  test.each([
    ['gz', (text: string) => gzipSync(text).subarray(0, 60)],
    ['zip', (text: string) => zipOf({ 'ONSPD.csv': text }).subarray(0, 100)],
    ['xz', () => Buffer.from('not an xz file at all, whatever its name says')],
    [
      'xz',
      (text: string) => spawnSync('xz', { input: text }).stdout?.subarray(0, 90) ?? Buffer.from('no xz'),
    ],
  ])('torn or wrong as %s leaves the old one', async (kind, tear) => {
    const before = await kept()
    await expect(bring(file(`torn.csv.${kind}`, tear(lines.repeat(20))))).rejects.toBeInstanceOf(Refusal)
    expect(await kept()).toEqual(before)
  })

  test('whose import is cut off in the middle leaves the old one, and can be brought again', async () => {
    const before = await kept()
    const many = Array.from({ length: 120_000 }, (_, i) =>
      line(
        `NR${1 + (i % 9)} ${i % 10}${String.fromCharCode(65 + (Math.floor(i / 10) % 26))}${String.fromCharCode(65 + (Math.floor(i / 260) % 26))}`,
        'E92000001',
        52.6,
        1.3,
      ),
    )
    const path = file('large.csv', `${header}\n${many.join('\n')}\n`)
    let cut: Promise<unknown> | undefined
    const running = importPostcodes(charity.db.urls.owner, path, (sentence) => {
      if (sentence === 'Building the tables.')
        cut = charity.db.rows(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'alongside imports postcodes' and datname = current_database()`,
        )
    })
    await expect(running).rejects.toThrow()
    expect(await cut).toHaveLength(1)
    expect(await kept()).toEqual(before)
    expect((await bring(path)).rows).toBeGreaterThan(1000)
    await bring(file('onspd.csv', lines))
  })

  test('does not keep readers waiting while it is brought', async () => {
    const path = file('again.csv', lines)
    const reading = new AbortController()
    let reads = 0
    const reader = (async () => {
      while (!reading.signal.aborted) {
        expect(await finder('SS6 7EF')).toContain('South Essex')
        reads += 1
      }
    })()
    for (let time = 0; time < 3; time += 1) await bring(path)
    reading.abort()
    await reader
    expect(reads).toBeGreaterThan(2)
  })
})

const real = join(projectFolder, '../shared/data/uk/onspd-shaped-gb.csv.xz')
test.runIf(existsSync(real) && inject('soak'))(
  'the whole of Great Britain',
  async () => {
    const { rows, live } = await bring(real)
    expect(rows).toBeGreaterThan(1_700_000)
    expect(live).toBeGreaterThan(1_600_000)
    expect(await finder('SS6 7ED')).not.toContain('Distances are rough')
  },
  180_000,
)
