import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectFolder } from '#config'
import type { DatabaseUrls } from '#platform/embedded.ts'

/** One figure beside its control, measured in the same run. */
export type BenchResult = {
  name: string
  value: number
  unit: string
  /** What it is measured against, in the same unit; null where the target is a plain number. */
  control: number | null
  /** value / control, or null without a control. */
  ratio: number | null
  target: string
  holds: boolean
}

/** What each part of the bench is given: a migrated database of its own, and a way to start servers on it. */
export type BenchContext = {
  urls: DatabaseUrls
  adminUrl: string
  smtpUrl: string
  tell(line: string): void
  serve(options?: { jobs?: boolean }): Promise<Server>
}
export type Server = { url: string; pid: number; stop(): Promise<void> }

/** A server's surroundings: production settings, nothing written to the log but errors. */
export function serverEnvironment(urls: DatabaseUrls, smtpUrl: string, jobs: boolean): NodeJS.ProcessEnv {
  return {
    PATH: '',
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    BASE_URL: 'http://127.0.0.1',
    SECRET_KEY: randomBytes(32).toString('hex'),
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_JOBS_URL: urls.jobs,
    SMTP_URL: smtpUrl,
    TRUSTED_PROXIES: 'loopback',
    ALONGSIDE_LOG: 'error',
    ALONGSIDE_JOBS: jobs ? 'here' : 'elsewhere',
  }
}

/** Starts `alongside serve` as a process of its own and waits until it says where it listens. */
export async function startServer(environment: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, [join(projectFolder, 'build/bench.js'), '--serve'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await listeningAt(child)
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.kill('SIGTERM')
      await Promise.race([ended, wait(15_000)])
      child.kill('SIGKILL')
    },
  }
}

function listeningAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`A server ended before it listened (${code})`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const port = /http:\/\/localhost:(\d+)/.exec(said)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
  })
}
