import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type DatabaseUrls, type EmbeddedServer, startEmbedded } from '../embedded.ts'
import { stopOrphan } from '../embedded-server.ts'
import { migrate, migrationsFolder } from '../migrate.ts'
import { isAlive } from '../processes.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** True in `npm run test:soak`: more seeds, more repeats. */
    soak: boolean
    testServer: { adminUrl: string; urls: DatabaseUrls; template: string }
  }
}

const debian = '/usr/lib/postgresql/15/bin'
const place = join(tmpdir(), `alongside-test-${process.getuid?.() ?? 'user'}`)
const quick = { fsync: 'off', shared_buffers: '64MB', max_connections: '300' }

let running: Promise<{ server: EmbeddedServer; folder: string }> | undefined
let users = 0

/**
 * Starts one server for the whole run, with the migrated database that each test file gets a copy of.
 * Several runs at once have a server each. ALONGSIDE_TEST_SERVER=debian15 takes Debian's PostgreSQL 15.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users += 1
  running ??= start()
  const { server, folder } = await running
  project.provide('testServer', { adminUrl: server.adminUrl, urls: server.urls, template: 'alongside' })
  project.provide('soak', process.env.ALONGSIDE_SOAK === '1')
  return async () => {
    users -= 1
    if (users > 0) return
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(): Promise<{ server: EmbeddedServer; folder: string }> {
  const binaries = process.env.ALONGSIDE_TEST_SERVER === 'debian15' ? debianBinaries() : undefined
  mkdirSync(place, { recursive: true, mode: 0o700 })
  await sweep()
  const made = await migratedFolder(binaries)
  const folder = join(place, `run-${process.pid}-${randomBytes(3).toString('hex')}`)
  copy(made, folder)
  return { server: await open(folder, binaries), folder }
}

function open(dataDir: string, binaries: string | undefined): Promise<EmbeddedServer> {
  return startEmbedded({
    dataDir,
    log: () => {},
    settings: quick,
    ...(binaries === undefined ? {} : { binaries }),
  })
}

/** A stopped server's folder with everything migrated, made once for each state of the migrations. */
async function migratedFolder(binaries: string | undefined): Promise<string> {
  const folder = join(place, `made-${fingerprint(binaries)}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.draft-${process.pid}`
    const server = await open(draft, binaries)
    try {
      await migrate(server.urls.owner, server.urls.jobs)
    } finally {
      await server.stop()
    }
    rmSync(join(draft, 'port'))
    try {
      renameSync(draft, folder)
    } catch (error) {
      // Another run made the same at the same time: theirs is as good.
      if (!existsSync(folder)) throw error
      rmSync(draft, { recursive: true, force: true })
    }
  }
  const now = new Date()
  utimesSync(folder, now, now)
  return folder
}

/** Everything that the made folder depends on: the migrations, and how a server is made and migrated. */
function fingerprint(binaries: string | undefined): string {
  const hash = createHash('sha256').update(binaries ?? `embedded ${process.arch}`)
  const here = join(import.meta.dirname, '..')
  const sources = ['embedded.ts', 'embedded-server.ts', 'embedded-folder.ts', 'migrate.ts', 'roles.ts'].map(
    (name) => join(here, name),
  )
  const migrations = migrationsFolder()
  const scripts = readdirSync(migrations, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.sql'),
  )
  const lock = join(migrations, '..', 'package-lock.json')
  for (const path of [...scripts.toSorted().map((name) => join(migrations, name)), ...sources, lock]) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function copy(from: string, to: string): void {
  const result = spawnSync('cp', ['-Rp', from, to], { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`The test database could not be copied: ${result.stderr}`)
}

/** Clears away what killed runs left behind, and made folders that nobody has used for a day. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(place)) {
    const folder = join(place, name)
    const owner = Number(/^(?:run-|made-\w+\.draft-)(\d+)/.exec(name)?.[1])
    const abandoned = Number.isNaN(owner) ? olderThanADay(folder) : !isAlive(owner)
    if (!abandoned) continue
    await stopOrphan(join(folder, 'postgres'), () => {})
    rmSync(folder, { recursive: true, force: true })
  }
}

function olderThanADay(folder: string): boolean {
  const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
  return changed !== undefined && Date.now() - changed > 24 * 3_600_000
}

function debianBinaries(): string {
  if (existsSync(debian)) return debian
  if (process.getuid?.() === 0) {
    const flags = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], flags)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], flags)
  }
  if (!existsSync(debian))
    throw new Error("Debian's PostgreSQL 15 is missing. Please run: apt-get install postgresql-15")
  return debian
}
