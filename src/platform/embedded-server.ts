import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bareEnvironment, type RunAs } from './embedded-binaries.ts'
import { commandOf, isAlive } from './processes.ts'
import { Refusal } from './refusal.ts'

export interface ServerOptions {
  binaries: string
  cluster: string
  runAs: RunAs
  port: number
  /** Asked for another port when this one was taken in the meantime; left out when the port is a must. */
  anotherPort: (() => Promise<number>) | undefined
  logFile: string
  settings: Record<string, string>
  log: (sentence: string) => void
}

/** For two cores and a small machine. What is acknowledged is on disk: fsync and full_page_writes stay on. */
const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'on',
  // There is no standby: tables filled in the transaction that made them need no log of every row.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Privacy: statements and errors hold what people typed, so only the server's own events reach its log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
}

/** A restart right after a kill can find a lock or memory of the dead server for some seconds. */
const staleFor = 15_000
const readyWithin = 60_000

type Outcome = 'ready' | 'stale' | 'port taken'

/**
 * Runs the server until `stop`, and starts it again when it dies on its own.
 * Should our own process be killed, a watcher stops the server.
 */
export async function runServer(options: ServerOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const state: { port: number; child: ChildProcess | undefined; stopping: boolean } = {
    port: options.port,
    child: undefined,
    stopping: false,
  }
  await bringUp()
  return { port: state.port, stop }

  async function bringUp(): Promise<void> {
    const until = Date.now() + staleFor
    for (;;) {
      const { child, outcome } = await startOnce({ ...options, port: state.port })
      if (outcome === 'ready') {
        state.child = child
        const watcher = watch(child, options.cluster)
        child.once('exit', () => {
          watcher.kill('SIGKILL')
          if (!state.stopping) void recover()
        })
        return
      }
      if (outcome === 'port taken') {
        if (options.anotherPort === undefined) throw portTaken(state.port)
        state.port = await options.anotherPort()
      }
      if (Date.now() > until) throw new Refusal(`The database could not be opened:\n${tail(options.logFile)}`)
      await wait(200)
    }
  }

  async function recover(): Promise<void> {
    options.log('The database server stopped by itself; starting it again.')
    try {
      await bringUp()
      options.log('The database server is back.')
    } catch (error) {
      options.log(`The database server could not be started again: ${(error as Error).message}`)
    }
  }

  async function stop(): Promise<void> {
    state.stopping = true
    const child = state.child
    if (child?.pid === undefined) return
    await stopProcess(child.pid, () => child.exitCode === null && child.signalCode === null)
  }
}

async function startOnce(options: ServerOptions): Promise<{ child: ChildProcess; outcome: Outcome }> {
  keepLogSmall(options.logFile)
  const flags = Object.entries({ ...settings, ...options.settings, port: String(options.port) })
  const [command = '', ...args] = [
    ...options.runAs.prefix,
    join(options.binaries, 'postgres'),
    ...['-D', options.cluster],
    ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const file = openSync(options.logFile, 'a', 0o600)
  const from = fstatSync(file).size
  if (options.runAs.owner !== undefined)
    chownSync(options.logFile, options.runAs.owner.uid, options.runAs.owner.gid)
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop the server last.
  const child = spawn(command, args, { env: bareEnvironment, stdio: ['ignore', file, file], detached: true })
  closeSync(file)
  let failed: Error | undefined
  child.once('error', (error) => {
    failed = error
  })
  child.unref()
  const until = Date.now() + readyWithin
  while (Date.now() < until) {
    if (failed !== undefined) throw failed
    if (child.exitCode !== null || child.signalCode !== null) {
      return { child, outcome: explainExit(options, readFileSync(options.logFile, 'utf8').slice(from)) }
    }
    const status = pidFile(options.cluster)
    if (status?.pid === child.pid && status?.state === 'ready') return { child, outcome: 'ready' }
    await wait(10)
  }
  if (child.pid !== undefined) await stopProcess(child.pid)
  throw new Refusal(`The database did not come up within a minute:\n${tail(options.logFile)}`)
}

/** Turns the server's last words into what to try next, or into a sentence for people. */
function explainExit(options: ServerOptions, words: string): Outcome {
  if (/lock file ".*" already exists|shared memory block .* is still in use/.test(words)) return 'stale'
  if (/could not bind IPv4 address|Address already in use/.test(words)) return 'port taken'
  if (/No space left on device/.test(words)) {
    throw new Refusal(`The disk that holds ${options.cluster} is full. Please make room and start again.`)
  }
  if (/not compatible with this version|incompatible with server/.test(words)) {
    throw new Refusal(
      `The database in ${options.cluster} was made by another version of PostgreSQL. ` +
        'Restore a backup into a new data folder, or start the version that made it.',
    )
  }
  if (/Permission denied|has wrong ownership|invalid permissions/.test(words)) {
    throw new Refusal(`The files in ${options.cluster} belong to another user: start Alongside as that user.`)
  }
  throw new Refusal(`The database could not be opened. PostgreSQL said:\n${words.trim() || '(nothing)'}`)
}

function portTaken(port: number): Refusal {
  return new Refusal(`Port ${port} is in use by another program. Choose another port for the database.`)
}

/**
 * Stops a server that outlived the program that started it. The id in the file may long belong to something
 * else, so only a process that runs on this very folder is touched.
 */
export async function stopOrphan(cluster: string, log: (sentence: string) => void): Promise<void> {
  const left = pidFile(cluster)
  if (left === undefined || !isAlive(left.pid) || !commandOf(left.pid).includes(cluster)) return
  log('A database server was left running by a program that was killed; stopping it first.')
  await stopProcess(left.pid)
}

/** Fast shutdown, then an immediate one, then the end: every one of them keeps what was committed. */
async function stopProcess(pid: number, lives: () => boolean = () => isAlive(pid)): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]
  for (const [signal, patience] of steps) {
    if (!lives()) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
      throw error
    }
    const until = Date.now() + patience
    while (lives() && Date.now() < until) await wait(10)
  }
}

/** Waits for the end of a pipe from us: it closes however we die, and then the server is asked to stop. */
function watch(server: ChildProcess, cluster: string): ChildProcess {
  const script = 'read -r line; [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$0" ] && kill -INT "$0"'
  const watcher = spawn('sh', ['-c', script, String(server.pid), cluster], {
    env: bareEnvironment,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  const pipe = watcher.stdin
  if (pipe !== null && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  return watcher
}

function pidFile(cluster: string): { pid: number; state: string } | undefined {
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  // The eighth line appears once the server has made up its mind.
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, state: lines[7]?.trim() ?? '' } : undefined
}

function keepLogSmall(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > 5_000_000) renameSync(path, `${path}.old`)
}

function tail(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}
