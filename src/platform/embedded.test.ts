import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { projectFolder } from '#config'
import { startEmbedded, startOrJoinEmbedded } from './embedded.ts'
import { isAlive } from './processes.ts'
import { Refusal } from './refusal.ts'

const asRoot = process.getuid?.() === 0
const settings = { shared_buffers: '16MB' }
/** A stopped server's folder, made once: each test begins with a copy of it, unless it wants none. */
let made: string
let folder: string
let children: ChildProcess[]

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'alongside-embedded-'))
  await (await startEmbedded({ dataDir: join(made, 'data'), settings, log: () => {} })).stop()
}, 30_000)
afterAll(() => rmSync(made, { recursive: true, force: true }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-embedded-'))
  spawnSync('cp', ['-Rp', join(made, 'data'), folder])
  rmSync(join(folder, 'data/port'))
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  const left = serverId()
  if (left !== undefined) {
    await until(() => !isAlive(left), 3000).catch(() => process.kill(left, 'SIGKILL'))
  }
  rmSync(folder, { recursive: true, force: true })
})

const start = (log: string[] = []) =>
  startEmbedded({ dataDir: join(folder, 'data'), settings, log: (line) => log.push(line) })

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

function serverId(): number | undefined {
  const file = join(folder, 'data/postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

async function until(condition: () => boolean, patience = 10_000): Promise<void> {
  const end = Date.now() + patience
  while (!condition()) {
    if (Date.now() > end) throw new Error('It did not come about in time')
    await wait(20)
  }
}

/** Another process that starts the server, says "up" and stays until it is told to stop. */
async function another(prefix: string[] = [], dataDir = join(folder, 'data')): Promise<ChildProcess> {
  const script = join(folder, 'another.ts')
  writeFileSync(
    script,
    `import { startEmbedded } from ${JSON.stringify(join(projectFolder, 'src/platform/embedded.ts'))}
     const server = await startEmbedded({ dataDir: process.argv[2], log: () => {}, settings: ${JSON.stringify(settings)} })
     process.once('SIGTERM', () => server.stop().then(() => process.exit(0)))
     console.log('up ' + server.urls.owner)
     setInterval(() => {}, 1000)`,
  )
  const [command = '', ...args] = [...prefix, process.execPath, script, dataDir]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await until(() => said.includes('up ') || child.exitCode !== null, 20_000)
  if (!said.includes('up ')) throw new Error(said)
  return Object.assign(child, { said })
}

describe('the embedded server', { timeout: 60_000 }, () => {
  it('is made anew in an empty place', async () => {
    rmSync(join(folder, 'data'), { recursive: true })
    const log: string[] = []
    const server = await start(log)
    expect(log).toEqual(['Making a new database. This takes a few seconds, once.'])
    const rows = await query<{ name: string; owner: string; encoding: string; folded: string }>(
      server.urls.app,
      `select datname as name, datdba::regrole::text as owner, pg_encoding_to_char(encoding) as encoding,
              lower('ÉŴ') as folded
         from pg_database where datname = current_database()`,
    )
    expect(rows).toEqual([{ name: 'alongside', owner: 'alongside_owner', encoding: 'UTF8', folded: 'éŵ' }])
    await server.stop()
  })

  it('makes again what an interrupted first start left half done', async () => {
    rmSync(join(folder, 'data'), { recursive: true })
    mkdirSync(join(folder, 'data/postgres.new/base'), { recursive: true })
    const first = await start()
    await query(first.adminUrl, 'drop database alongside')
    await first.stop()
    const keys = join(folder, 'data/keys.json')
    writeFileSync(keys, readFileSync(keys, 'utf8').replace('"ready": true', '"ready": false'))
    const second = await start()
    expect(await query(second.urls.owner, 'select current_user as who')).toEqual([{ who: 'alongside_owner' }])
    await second.stop()
  })

  it('starts, keeps what was committed, and is back on what it has', async () => {
    const first = await start()
    await query(first.urls.owner, 'create table kept as select 7 as number')
    await first.stop()
    expect(serverId()).toBeUndefined()

    const second = await start()
    expect(await query(second.urls.owner, 'select number from kept')).toEqual([{ number: 7 }])
    expect(second.port).toBe(first.port)
    await second.stop()
    await second.stop()
  })

  it('writes to disk before it answers, and shows its log no statements', async () => {
    const server = await start()
    const rows = await query<{ name: string; setting: string }>(
      server.adminUrl,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
         'data_checksums', 'listen_addresses') order by name`,
    )
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
    })
    await expect(query(server.urls.owner, `select 'Mary Example'::uuid`)).rejects.toThrow('invalid input')
    expect(readFileSync(join(folder, 'data/postgres.log'), 'utf8')).not.toContain('Mary')
    await server.stop()
  })

  it('asks for a password and keeps its own from others', async () => {
    const server = await start()
    const guess = new URL(server.urls.owner)
    guess.password = 'guess'
    await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(statSync(join(folder, 'data/keys.json')).mode & 0o077).toBe(0)
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0)
    await server.stop()
  })

  it('runs as somebody other than root below a folder closed to others', async () => {
    chmodSync(folder, 0o700)
    const server = await start()
    const rows = await query<{ text: string }>(
      server.adminUrl,
      `select pg_read_file('/proc/self/status') as text`,
    )
    expect(rows[0]?.text).toContain('Name:')
    // Seen from inside, its uid is not 0, or PostgreSQL would not have started; no right beyond files is left.
    const capabilities = /CapEff:\s+(\w+)/.exec(rows[0]?.text ?? '')?.[1]
    expect(Number.parseInt(capabilities ?? '', 16) & ~0b110).toBe(0)
    await server.stop()
  })

  it('refuses a folder that a living program has, and lets a command join it', async () => {
    const server = await start()
    await expect(start()).rejects.toThrow(
      /^Alongside is already running on .*data \(process \d+\)\. Stop it first/,
    )
    await expect(start()).rejects.toBeInstanceOf(Refusal)

    const joined = await startOrJoinEmbedded({ dataDir: join(folder, 'data'), log: () => {} })
    expect(joined).toMatchObject({ borrowed: true, port: server.port })
    await joined.stop()
    expect(await query(server.urls.app, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  it('lets only one of many that start at once have the folder', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => another()))
    const lucky = tries.filter((result) => result.status === 'fulfilled')
    expect(lucky).toHaveLength(1)
    for (const result of tries) {
      if (result.status === 'rejected')
        expect(String(result.reason)).toContain('Alongside is already running')
    }
  })

  it('stops cleanly when its program is asked to', async () => {
    const program = await another()
    program.kill('SIGTERM')
    await until(() => program.exitCode !== null)
    expect(program.exitCode).toBe(0)
    expect(serverId()).toBeUndefined()
    expect(existsSync(join(folder, 'data/lock'))).toBe(false)
  })

  it('stops by itself when its program is killed', async () => {
    const program = await another()
    const server = serverId() ?? 0
    expect(isAlive(server)).toBe(true)
    program.kill('SIGKILL')
    await until(() => !isAlive(server))
  })

  it('takes over from a program and a watcher that were both killed', async () => {
    const program = await another()
    const orphan = serverId() ?? 0
    for (const watcher of watchersOf(orphan)) process.kill(watcher, 'SIGKILL')
    program.kill('SIGKILL')
    await wait(300)
    expect(isAlive(orphan)).toBe(true)

    const log: string[] = []
    const server = await start(log)
    expect(log).toContain(
      'A database server was left running by a program that was killed; stopping it first.',
    )
    expect(isAlive(orphan)).toBe(false)
    expect(await query(server.urls.app, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  it('comes back by itself after kill -9 of the server, with all that was acknowledged', async () => {
    const log: string[] = []
    const server = await start(log)
    await query(server.urls.owner, 'create table acknowledged (number integer)')
    for (let round = 1; round <= 2; round++) {
      await query(server.urls.owner, `insert into acknowledged values (${round})`)
      const killed = serverId() ?? 0
      process.kill(killed, 'SIGKILL')
      await until(
        () => log.filter((line) => line === 'The database server is back.').length === round,
        20_000,
      )
    }
    const rows = await query(server.urls.owner, 'select number from acknowledged order by number')
    expect(rows).toEqual([{ number: 1 }, { number: 2 }])
    await server.stop()
  })

  it('takes another port when its own was taken in the meantime', async () => {
    const first = await start()
    await first.stop()
    const other = await startEmbedded({
      dataDir: join(folder, 'other'),
      port: first.port,
      settings,
      log: () => {},
    })
    const second = await start()
    expect(second.port).not.toBe(first.port)
    await Promise.all([second.stop(), other.stop()])
  })

  it('says plainly what is wrong with a folder', async () => {
    rmSync(join(folder, 'data/keys.json'))
    await expect(start()).rejects.toThrow(/keys\.json is missing: without its passwords/)
    rmSync(join(folder, 'data'), { recursive: true })
    writeFileSync(join(folder, 'data'), 'a file')
    await expect(start()).rejects.toThrow(/data is a file, not a folder\.$/)
  })

  it('says plainly when a database is of another version', async () => {
    writeFileSync(join(folder, 'data/postgres/PG_VERSION'), '14\n')
    await expect(start()).rejects.toThrow(/was made by another version of PostgreSQL/)
  })

  it.runIf(asRoot)('works for an ordinary user, who may not touch another’s folder', async (test) => {
    const user = ['setpriv', '--reuid=1', '--regid=1', '--clear-groups', '--']
    const mayRead = spawnSync('setpriv', [
      ...user.slice(1),
      'test',
      '-r',
      join(projectFolder, 'package.json'),
    ])
    if (mayRead.status !== 0) test.skip('the program itself lies in a folder closed to others')
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'own'))
    spawnSync('chown', ['1:1', join(folder, 'own')])
    const program = await another(user, join(folder, 'own/data'))
    expect(statSync(join(folder, 'own/data/postgres')).uid).toBe(1)
    program.kill('SIGTERM')
    await until(() => program.exitCode !== null)

    mkdirSync(join(folder, 'closed'), { mode: 0o700 })
    await expect(another(user, join(folder, 'closed/data'))).rejects.toThrow(/may not write in .*closed/)
  })

  it.runIf(asRoot)('says plainly when the disk is full', async (test) => {
    rmSync(join(folder, 'data'), { recursive: true })
    mkdirSync(join(folder, 'data'))
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', join(folder, 'data')])
    if (mounted.status !== 0) test.skip('this machine lets nobody mount a small disk')
    try {
      await expect(start()).rejects.toThrow(/^The disk that holds .* is full/)
    } finally {
      spawnSync('umount', [join(folder, 'data')])
    }
  })
})

/** The shells that wait for the program's end, told by the server's number among their words. */
function watchersOf(server: number): number[] {
  const listed = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  return listed
    .filter((line) => line.includes('postmaster.pid') && line.includes(` ${server} `))
    .map((line) => Number.parseInt(line, 10))
}
