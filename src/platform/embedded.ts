import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { bareEnvironment, embeddedBinaries, giveTo, type RunAs, runAsFor } from './embedded-binaries.ts'
import { runServer, stopOrphan } from './embedded-server.ts'
import { lockFolder } from './folder-lock.ts'
import { Refusal } from './refusal.ts'
import { ensureDatabase, ensureRoles, loginRoles, type Passwords } from './roles.ts'

/** Addresses of one database, one for each role that signs in. */
export interface DatabaseUrls {
  owner: string
  jobs: string
  app: string
}

export interface EmbeddedServer {
  urls: DatabaseUrls
  /** The superuser's address. For tests and maintenance alone: the program itself never uses it. */
  adminUrl: string
  port: number
  /** The same server's addresses for another database. */
  urlsFor(database: string): DatabaseUrls
  /** Stops the server cleanly: connections are cut, everything committed is on disk. Safe to call twice. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Where the database lives; made when missing. One running program at a time. */
  dataDir: string
  /** Use this port instead of the remembered or a free one. */
  port?: number
  /** Told in whole sentences what takes time or went wrong. */
  log: (sentence: string) => void
  /** The folder of another PostgreSQL's programs (15 or later), instead of the ones installed with us. */
  binaries?: string
  /** Settings that differ from ours, for tests (`{ fsync: 'off' }`). */
  settings?: Record<string, string>
  /** The name of the database; `alongside` when left out. */
  database?: string
}

interface Keys {
  superuser: string
  passwords: Passwords
  /** True once roles and database were made; a start that was interrupted before then makes them again. */
  ready: boolean
}

/**
 * Starts PostgreSQL in a folder of ours and waits until it takes connections. The server listens on loopback
 * only, every connection needs a password, and what is acknowledged is on disk (P3). Takes over from a program
 * that was killed. Throws a Refusal when another living one has the folder, or the folder cannot be used.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  makeFolder(dataDir)
  const lock = await lockFolder(dataDir)
  try {
    const server = await start(dataDir, options)
    return {
      ...server,
      async stop() {
        await server.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function start(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const binaries = options.binaries ?? embeddedBinaries()
  const cluster = join(dataDir, 'postgres')
  const runAs = runAsFor(binaries, dataDir)
  const keys = readKeys(dataDir, cluster)
  if (existsSync(cluster)) {
    giveTo(runAs.owner, cluster)
    await stopOrphan(cluster, options.log)
  } else {
    await initialise(dataDir, cluster, binaries, runAs, keys, options)
  }
  const port = options.port ?? (await rememberedOrFreePort(dataDir))
  const server = await runServer({
    binaries,
    cluster,
    runAs,
    port,
    anotherPort: options.port === undefined ? freePort : undefined,
    logFile: join(dataDir, 'postgres.log'),
    settings: options.settings ?? {},
    log: options.log,
  })
  try {
    writeFileSync(join(dataDir, 'port'), `${server.port}\n`)
    const address = (user: string, password: string, database: string) =>
      `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`
    const adminUrl = address('postgres', keys.superuser, 'postgres')
    const database = options.database ?? 'alongside'
    if (!keys.ready) {
      await makeRolesAndDatabase(adminUrl, keys.passwords, database)
      writeKeys(dataDir, { ...keys, ready: true })
    }
    const urlsFor = (name: string): DatabaseUrls => ({
      owner: address(loginRoles.owner, keys.passwords.owner, name),
      jobs: address(loginRoles.jobs, keys.passwords.jobs, name),
      app: address(loginRoles.app, keys.passwords.app, name),
    })
    return { urls: urlsFor(database), urlsFor, adminUrl, port: server.port, stop: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function makeRolesAndDatabase(adminUrl: string, passwords: Passwords, database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await ensureRoles(admin, passwords)
    await ensureDatabase(admin, database)
  } finally {
    await admin.end()
  }
}

/** Builds the cluster beside its place and moves it there whole, so that an interrupted first start leaves none. */
async function initialise(
  dataDir: string,
  cluster: string,
  binaries: string,
  runAs: RunAs,
  keys: Keys,
  options: EmbeddedOptions,
): Promise<void> {
  options.log('Making a new database. This takes a few seconds, once.')
  const draft = join(dataDir, 'postgres.new')
  rmSync(draft, { recursive: true, force: true })
  const passwordFile = join(dataDir, 'password.new')
  writeFileSync(passwordFile, `${keys.superuser}\n`, { mode: 0o600 })
  try {
    const version = majorVersion(binaries)
    // The builtin provider folds case in all of Unicode and sorts alike on every machine; 15 and 16 lack it.
    const locale =
      version >= 17
        ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
        : ['--locale-provider=libc', '--locale=C.UTF-8']
    const [command = '', ...args] = [
      ...runAs.prefix,
      join(binaries, 'initdb'),
      ...['-D', draft, '-U', 'postgres', '--encoding=UTF8', ...locale, '--data-checksums'],
      ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...(options.settings?.fsync === 'off' ? ['--no-sync'] : []),
    ]
    const { code, output } = await finish(spawn(command, args, { env: bareEnvironment }))
    if (code !== 0) throw initialiseFailed(dataDir, output)
    renameSync(draft, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function initialiseFailed(dataDir: string, output: string): Refusal {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new Refusal(`The disk that holds ${dataDir} is full. Please make room and start again.`)
  }
  if (/Permission denied|Read-only file system/.test(output)) return cannotWrite(dataDir)
  return new Refusal(`The database could not be made in ${dataDir}. PostgreSQL said:\n${output.trim()}`)
}

function cannotWrite(dataDir: string): Refusal {
  return new Refusal(
    `Alongside may not write in ${dataDir}. Give this user the right to, or choose another data folder.`,
  )
}

async function finish(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code) => settle({ code, output }))
  })
}

function majorVersion(binaries: string): number {
  // initdb takes its template from the folder beside it, so that file names the version without running it.
  const [, version] = /postgresql\/(\d+)\//.exec(binaries) ?? []
  return version === undefined ? 18 : Number(version)
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const probe = join(dataDir, `.try-${process.pid}`)
    writeFileSync(probe, 'x')
    rmSync(probe)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new Refusal(`The disk that holds ${dataDir} is full. Please make room and start again.`)
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw cannotWrite(dataDir)
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new Refusal(`${dataDir} is a file, not a folder.`)
    throw error
  }
}

/** Passwords are drawn once and kept beside the cluster, readable by this user alone. */
function readKeys(dataDir: string, cluster: string): Keys {
  const path = join(dataDir, 'keys.json')
  if (existsSync(path)) {
    chmodSync(path, 0o600)
    return JSON.parse(readFileSync(path, 'utf8')) as Keys
  }
  if (existsSync(cluster)) {
    throw new Refusal(
      `${path} is missing: without its passwords the database in ${dataDir} cannot be opened.`,
    )
  }
  const draw = () => randomBytes(24).toString('base64url')
  const keys = { superuser: draw(), passwords: { owner: draw(), jobs: draw(), app: draw() }, ready: false }
  writeKeys(dataDir, keys)
  return keys
}

function writeKeys(dataDir: string, keys: Keys): void {
  const path = join(dataDir, 'keys.json')
  writeFileSync(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

async function rememberedOrFreePort(dataDir: string): Promise<number> {
  const path = join(dataDir, 'port')
  const remembered = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  const valid = Number.isInteger(remembered) && remembered > 1023 && remembered < 65_536
  return valid && (await isFree(remembered)) ? remembered : freePort()
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined) throw new Refusal('This machine has no free port for the database.')
  return port
}

async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((settle) => {
    server.once('error', () => settle(undefined))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
