import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { embeddedBinaries, giveTo, runAsFor } from './embedded-binaries.ts'
import {
  freePort,
  initialise,
  type Keys,
  makeFolder,
  readKeys,
  rememberedOrFreePort,
  rememberedPort,
  writeKeys,
} from './embedded-folder.ts'
import { runServer, stopOrphan } from './embedded-server.ts'
import { FolderInUse, lockFolder } from './folder-lock.ts'
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
  /** True when another program of ours runs the server. */
  borrowed: boolean
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

/**
 * For commands beside a program that may be serving: the server that it runs, or else one of our own, which `stop`
 * ends. Stopping a borrowed one does nothing.
 */
export async function startOrJoinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    return await startEmbedded(options)
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    const joined = await borrow(resolve(options.dataDir), options)
    if (joined === undefined) throw error
    return joined
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
    options.log('Making a new database. This takes a few seconds, once.')
    await initialise(dataDir, cluster, binaries, runAs, keys.superuser, options.settings?.fsync !== 'off')
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
    const database = options.database ?? 'alongside'
    const known = addresses(keys, server.port, database)
    if (!keys.ready) {
      await makeRolesAndDatabase(known.adminUrl, keys.passwords, database)
      writeKeys(dataDir, { ...keys, ready: true })
    }
    // Written last: whoever finds it may connect.
    writeFileSync(join(dataDir, 'port'), `${server.port}\n`)
    return { ...known, port: server.port, borrowed: false, stop: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

function addresses(
  keys: Keys,
  port: number,
  database: string,
): Pick<EmbeddedServer, 'urls' | 'urlsFor' | 'adminUrl'> {
  const address = (user: string, password: string, name: string) =>
    `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`
  const urlsFor = (name: string): DatabaseUrls => ({
    owner: address(loginRoles.owner, keys.passwords.owner, name),
    jobs: address(loginRoles.jobs, keys.passwords.jobs, name),
    app: address(loginRoles.app, keys.passwords.app, name),
  })
  return { urls: urlsFor(database), urlsFor, adminUrl: address('postgres', keys.superuser, 'postgres') }
}

/** The other program may have begun a moment ago, so its server gets some seconds to take connections. */
async function borrow(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedServer | undefined> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = rememberedPort(dataDir)
    if (port !== undefined && existsSync(join(dataDir, 'keys.json'))) {
      const known = addresses(readKeys(dataDir, ''), port, options.database ?? 'alongside')
      if (await answers(known.urls.app)) return { ...known, port, borrowed: true, stop: async () => {} }
    }
    await wait(200)
  }
  return undefined
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    // Not up yet, or the port is another server's, which does not know our password.
    return false
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
