import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { projectFolder } from '#config'
import { startOrJoinEmbedded } from '#platform/embedded.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { build, pinnedNode } from '../../scripts/prepare.mjs'
import { NOW } from '../sample-charity.ts'

/** The whole program as `npm start` runs it, in sample mode, on a folder and a port of its own. */
export type RunningProgram = {
  address: string
  /** What is really in its database: a query as the superuser. */
  query: TestDatabase['rows']
  /** The messages that it has sent to an address so far, newest first. */
  mails(to: string): Promise<Mail[]>
  /** Stops and starts it at another moment, as after days. */
  goOn(at: string): Promise<void>
  stop(): Promise<void>
}
export type Mail = {
  id: string
  to: string
  from: string
  subject: string
  text: string
  html: string
  sentAt: string
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Starts the program at the tests' own moment and waits until it serves. */
export async function startProgram(): Promise<RunningProgram> {
  await build({ say: () => {} })
  const folder = mkdtempSync(join(tmpdir(), 'alongside-journeys-'))
  const dataDir = join(folder, 'data')
  const port = await freePort()
  const address = `http://localhost:${port}`
  const run = async (at: string) => {
    const child = spawn(pinnedNode, [join(projectFolder, 'build/main.js'), 'serve'], {
      cwd: projectFolder,
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        PORT: String(port),
        ALONGSIDE_DATA: dataDir,
        ALONGSIDE_CLOCK: at,
        ALONGSIDE_LOG: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await served(child)
    const server = await startOrJoinEmbedded({ dataDir, log: () => {} })
    const admin = new pg.Pool({
      connectionString: Object.assign(new URL(server.adminUrl), { pathname: '/alongside' }).href,
      max: 2,
    })
    // The server ends with the program; what the pool then says of its idle connections is no trouble.
    admin.on('error', () => {})
    return { child, admin }
  }
  let running = await run(NOW)
  const halt = async () => {
    if (!running.admin.ended) await running.admin.end()
    await ended(running.child)
  }
  return {
    address,
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      return (await running.admin.query<Row>(sql, values)).rows
    },
    async mails(to) {
      const answer = await fetch(`${address}/sample/mail.json?to=${encodeURIComponent(to)}`)
      return (await answer.json()) as Mail[]
    },
    async goOn(at) {
      await halt()
      running = await run(at)
    },
    async stop() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function served(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Alongside runs at')) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) =>
      reject(new Error(`The program ended with ${code} before it served:\n${said}`)),
    )
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
