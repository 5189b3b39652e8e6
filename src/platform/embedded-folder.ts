import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bareEnvironment, type RunAs } from './embedded-binaries.ts'
import { Refusal } from './refusal.ts'
import type { Passwords } from './roles.ts'

export interface Keys {
  superuser: string
  passwords: Passwords
  /** True once roles and database were made; a start that was interrupted before then makes them again. */
  ready: boolean
}

/** Makes the data folder and tries to write in it. Throws a Refusal when that cannot be. */
export function makeFolder(dataDir: string): void {
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
export function readKeys(dataDir: string, cluster: string): Keys {
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

/** Replaced whole, so that a crash leaves the old passwords or the new ones. */
export function writeKeys(dataDir: string, keys: Keys): void {
  const path = join(dataDir, 'keys.json')
  writeFileSync(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

/** The port of last time when it is free, so that addresses noted elsewhere go on working. */
export async function rememberedOrFreePort(dataDir: string): Promise<number> {
  const remembered = rememberedPort(dataDir)
  return remembered !== undefined && (await isFree(remembered)) ? remembered : freePort()
}

/** The port that the folder's server had last. */
export function rememberedPort(dataDir: string): number | undefined {
  const path = join(dataDir, 'port')
  const port = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
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

/** Builds the cluster beside its place and moves it there whole, so that an interrupted first start leaves none. */
export async function initialise(
  dataDir: string,
  cluster: string,
  binaries: string,
  runAs: RunAs,
  superuserPassword: string,
  durable: boolean,
): Promise<void> {
  const draft = join(dataDir, 'postgres.new')
  rmSync(draft, { recursive: true, force: true })
  const passwordFile = join(dataDir, 'password.new')
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 })
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
      ...(durable ? [] : ['--no-sync']),
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
  const asked = spawnSync(join(binaries, 'postgres'), ['--version'], {
    encoding: 'utf8',
    env: bareEnvironment,
  })
  const [, version] = / (\d+)/.exec(asked.stdout ?? '') ?? []
  if (version === undefined)
    throw new Refusal(`PostgreSQL's programs in ${binaries} do not run on this machine.`)
  return Number(version)
}
