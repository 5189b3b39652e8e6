import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { projectFolder } from '#config'
import { importPostcodes } from '#features/groups/import-postcodes.ts'
import type { BenchContext, BenchResult } from './context.ts'

const COUNT = 1_734_274

/**
 * The full table imported, a second time with readers asking all the while, and a third time cut off in the middle. Takes
 * the open file beside the project where it is; otherwise makes one of the same shape and size.
 */
export async function benchPostcodes(context: BenchContext): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
  try {
    const open = join(projectFolder, '../shared/data/uk/onspd-shaped-gb.csv.xz')
    const file = existsSync(open) ? open : await makeFile(join(folder, 'postcodes.csv'))
    const quiet = () => {}
    const memory = watchMemory()
    const began = performance.now()
    const first = await importPostcodes(context.urls.owner, file, quiet)
    const seconds = (performance.now() - began) / 1000
    const megabytes = memory.stop()
    context.tell(`${first.rows} postcodes imported in ${seconds.toFixed(1)} s`)
    const readers = await readMeanwhile(context, () => importPostcodes(context.urls.owner, file, quiet))
    const unharmed = await interrupt(context, file)
    return [
      plain(
        '1.73 million postcodes imported',
        seconds,
        's',
        '≤ 60 s',
        seconds <= 60 && first.rows > 1_700_000,
      ),
      plain('memory of the importing process', megabytes, 'MB', '≤ 400 MB', megabytes <= 400),
      plain(
        'longest wait of a reader during a second import',
        readers.longest,
        'ms',
        'no failure, ≤ 1000 ms',
        readers.failed === 0 && readers.longest <= 1000,
      ),
      plain(
        'postcodes after an import was cut off',
        unharmed,
        'rows',
        `= ${first.rows}`,
        unharmed === first.rows,
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function plain(name: string, value: number, unit: string, target: string, holds: boolean): BenchResult {
  return { name, value: Math.round(value * 10) / 10, unit, control: null, ratio: null, target, holds }
}

function watchMemory() {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 50)
  return {
    stop() {
      clearInterval(timer)
      return most / 1024 / 1024
    },
  }
}

async function readMeanwhile(context: BenchContext, work: () => Promise<unknown>) {
  const client = new pg.Client({ connectionString: context.adminUrl })
  await client.connect()
  let running = true
  let longest = 0
  let failed = 0
  const reading = (async () => {
    while (running) {
      const began = performance.now()
      const { rowCount } = await client
        .query(`select from postcodes where key = 'SS67ED'`)
        .catch(() => ({ rowCount: 0 }))
      if (rowCount !== 1) failed++
      longest = Math.max(longest, performance.now() - began)
      await wait(2)
    }
  })()
  await work()
  running = false
  await reading
  await client.end()
  return { longest, failed }
}

async function interrupt(context: BenchContext, file: string): Promise<number> {
  const admin = new pg.Client({ connectionString: context.adminUrl })
  await admin.connect()
  try {
    const importing = importPostcodes(context.urls.owner, file, () => {}).then(
      () => 'finished',
      () => 'cut off',
    )
    await wait(3000)
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'alongside imports postcodes'`,
    )
    if ((await importing) !== 'cut off') throw new Error('The import was too quick to be cut off')
    const { rows } = await admin.query<{ count: string }>('select count(*) from postcodes')
    return Number(rows[0]?.count)
  } finally {
    await admin.end()
  }
}

async function makeFile(path: string): Promise<string> {
  const out = createWriteStream(path)
  const write = (text: string) =>
    out.write(text) ? Promise.resolve() : new Promise<void>((resolve) => out.once('drain', () => resolve()))
  await write('pcds,dointr,doterm,oseast1m,osnrth1m,ctry,rgn,pcon,nhser,lat,long\n')
  await write('SS6 7ED,,,580000,190000,E92000001,E12000006,E14000000,,51.586600,0.603300\n')
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  let lines = ''
  for (let i = 1; i < COUNT; i++) {
    const outcode = `${letters[i % 20]}${letters[Math.floor(i / 20) % 20]}${1 + (Math.floor(i / 400) % 9)}`
    const rest = Math.floor(i / 3600)
    const incode = `${rest % 10}${letters[Math.floor(rest / 10) % 20]}${letters[Math.floor(rest / 200) % 20]}`
    lines += `${outcode} ${incode},,,400000,300000,E92000001,E12000005,E14000000,,${(50.5 + (i % 4000) / 1000).toFixed(6)},${(-3 + (i % 3000) / 1000).toFixed(6)}\n`
    if (lines.length > 1_000_000) {
      await write(lines)
      lines = ''
    }
  }
  await write(lines)
  await new Promise<void>((resolve) => out.end(() => resolve()))
  return path
}
