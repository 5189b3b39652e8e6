import { spawn } from 'node:child_process'
import type { TestDatabase } from '#platform/testing/database.ts'
import { numbers, type Said } from './deeds.ts'
import { makeWorld, moveClock, pump } from './setting.ts'
import { check, settled } from './together.ts'

/**
 * Two processes at work on the same sessions, both ended with kill -9 in the middle of it. What they told anybody is in
 * the database, and P2 holds (P3).
 * @returns how many things were said in all.
 */
export async function outlivesKills(
  db: TestDatabase,
  options: { seed: number; kills: number },
): Promise<number> {
  let lines = 0
  for (let kill = 0; kill < options.kills; kill += 2) lines += await killTwo(db, options.seed + kill * 100)
  return lines
}

async function killTwo(db: TestDatabase, seed: number): Promise<number> {
  const next = numbers(seed)
  const limits = [1, 2, 4]
  const world = await makeWorld(
    db,
    limits.map((limit, i) => ({ limit, inHours: 100 + i })),
    18,
  )
  const name = `killed ${seed}`
  const told = new Map<string, Said>()
  let lines = 0
  const processes = [0, 1].map(async (nth) => {
    const people = world.people.filter((_, i) => i % 2 === nth)
    const input = { url: db.urls.app, name, world, people, seed: seed + nth * 10 }
    const child = spawn(
      process.execPath,
      [new URL('worker.ts', import.meta.url).pathname, JSON.stringify(input)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let text = ''
    let trouble = ''
    // After so many lines, however fast the machine is, and then at any moment of the work in hand.
    const after = 20 + next(40)
    const wait = next(20)
    let said = 0
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      const before = said
      said += chunk.toString().split('\n').length - 1
      if (before < after && said >= after) setTimeout(() => child.kill('SIGKILL'), wait)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      trouble += chunk
    })
    const signal = await new Promise((resolve) => child.once('close', (_, how) => resolve(how)))
    if (signal !== 'SIGKILL') throw new Error(`A worker ended by itself: ${trouble}`)
    for (const line of text.split('\n').slice(0, -1)) {
      lines++
      const said = JSON.parse(line) as Said
      if (said.sessionId !== 'all') told.set(`${said.personId} ${said.sessionId}`, said)
      else for (const key of told.keys()) if (key.startsWith(said.personId)) told.delete(key)
    }
  })
  await Promise.all(processes)
  await settled(db, name)
  await moveClock(db, 1)
  await pump(db.app)
  await check(db, world, told)
  return lines
}
