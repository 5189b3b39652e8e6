import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '#config'
import { build } from '../../scripts/prepare.mjs'
import { freePort } from './program.ts'

let folder: string
let port: number
let running: ChildProcess | undefined

beforeAll(async () => {
  await build({ say: () => {} })
  folder = mkdtempSync(join(tmpdir(), 'alongside-start-'))
  port = await freePort()
})
afterAll(async () => {
  if (running && running.exitCode === null) running.kill('SIGKILL')
  await wait(500)
  rmSync(folder, { recursive: true, force: true })
})

const script = [process.execPath, join(projectFolder, 'start.mjs')]

/**
 * Runs `npm start`'s own script from another folder, or the command given from the project's, and waits for its address.
 * @returns how many milliseconds it took.
 */
async function start(
  more: Record<string, string> = {},
  command?: string[],
): Promise<{ child: ChildProcess; ms: number; said: () => string }> {
  const began = performance.now()
  const [file = '', ...args] = command ?? script
  const child = spawn(file, args, {
    cwd: command ? projectFolder : tmpdir(),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: String(port),
      ALONGSIDE_DATA: join(folder, 'data'),
      ALONGSIDE_LOG: 'error',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  await new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Stop it with Ctrl and C.')) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => resolve())
  })
  return { child, ms: performance.now() - began, said: () => said }
}

function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode)
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}

/** The database server's process, by the file that it keeps while it runs. */
function serverProcess(): number | null {
  const file = join(folder, 'data/postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

test('the first start lays the sample and says where to look; SIGTERM leaves nothing running', async () => {
  const { child, said } = await start()
  running = child
  expect(said()).toContain(`Alongside runs at http://localhost:${port}`)
  expect(said()).toContain(`http://localhost:${port}/sample`)
  const page = await fetch(`http://localhost:${port}/groups/south-essex`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('South Essex')])
  const server = serverProcess() ?? 0
  expect(isAlive(server)).toBe(true)
  expect(await stopped(child, 'SIGTERM'), said()).toBe(0)
  expect(isAlive(server)).toBe(false)
  expect(serverProcess()).toBeNull()
})

test('the second is up within 5 seconds, and a third on the same folder is refused in a sentence', async () => {
  const { child, ms, said } = await start()
  running = child
  expect(said()).toContain('Alongside runs at')
  expect(ms).toBeLessThan(5000)
  const third = await start({ PORT: String(await freePort()) })
  expect(third.said()).not.toContain('Alongside runs at')
  expect(third.said()).not.toMatch(/^\s+at .*:\d+/m)
  expect(third.said().trim().split('\n').length).toBeLessThan(4)
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200)
  await stopped(child, 'SIGINT')
  expect(serverProcess()).toBeNull()
})

test('`npm start` ends in order when npm alone hears SIGTERM', async () => {
  const { child, said } = await start({}, ['npm', 'start'])
  running = child
  expect(said()).toContain('Alongside runs at')
  const server = serverProcess() ?? 0
  expect(await stopped(child, 'SIGTERM'), said()).toBe(0)
  expect(isAlive(server)).toBe(false)
  expect(serverProcess()).toBeNull()
})

test.each(['SIGKILL', 'SIGHUP'] as const)(
  'nothing goes on running once npm alone has had %s',
  async (signal) => {
    const { child, said } = await start({}, ['npm', 'start'])
    running = child
    expect(said()).toContain('Alongside runs at')
    const server = serverProcess() ?? 0
    await stopped(child, signal)
    // In order: the file goes when the database has shut down by itself.
    await expect.poll(serverProcess, { timeout: 10_000, interval: 100 }).toBeNull()
    expect(isAlive(server)).toBe(false)
  },
)

test('without npm it outlives whatever started it', async () => {
  const { child, said } = await start({ npm_lifecycle_script: 'sh serve.sh' }, [
    'sh',
    '-c',
    `"${script.join('" "')}" & echo "pid $!"; wait`,
  ])
  running = child
  expect(said()).toContain('Alongside runs at')
  await stopped(child, 'SIGKILL')
  await wait(2500)
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200)
  const server = serverProcess() ?? 0
  process.kill(Number(/^pid (\d+)$/m.exec(said())?.[1]), 'SIGTERM')
  await expect.poll(serverProcess, { timeout: 10_000, interval: 100 }).toBeNull()
  expect(isAlive(server)).toBe(false)
})

test('after a kill -9 the next start takes over what was left behind', async () => {
  const { child } = await start()
  const server = serverProcess() ?? 0
  await stopped(child, 'SIGKILL')
  const again = await start()
  running = again.child
  expect(again.said()).toContain('Alongside runs at')
  expect((await fetch(`http://localhost:${port}/groups/south-essex`)).status).toBe(200)
  await stopped(again.child, 'SIGTERM')
  expect(isAlive(server)).toBe(false)
  expect(serverProcess()).toBeNull()
})
