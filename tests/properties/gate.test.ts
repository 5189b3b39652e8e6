import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectFolder } from '#config'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { transact } from '#platform/transactions.ts'
import { openGate } from '../../src/features/messages/gate.ts'
import { simulate } from './gate-simulation.ts'

/** How many times as much as usual: ALONGSIDE_SEEDS, ten in a soak. */
const scale = Number(process.env.ALONGSIDE_SEEDS ?? (process.env.ALONGSIDE_SOAK ? 10 : 1))
const seeds = (from: number, count: number) =>
  Array.from({ length: Math.ceil(count * scale) }, (_, i) => from + i)

let db: TestDatabase
let smtp: TestSmtp
let charity: ReturnType<typeof smallCharity>
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  smtp = await testSmtp({ thinkMs: () => Math.random() * 12, delayMs: () => Math.random() * 12 })
})
afterAll(async () => {
  await smtp.stop()
  await db.drop()
})
beforeEach(async () => {
  smtp.arrived.length = 0
  smtp.begun.length = 0
  await db.rows('delete from messages')
})

test(
  'P1 with processes killed (kill -9) in the middle: the same, and what goes out twice has one Message-ID',
  async () => {
    const folder = join(projectFolder, 'node_modules', '.alongside-tests')
    mkdirSync(folder, { recursive: true })
    const worker = join(folder, `gate-worker-${process.pid}.mjs`)
    await build({
      entryPoints: [join(import.meta.dirname, 'gate-worker.ts')],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'error',
    })
    const alive = new Set<ChildProcess>()
    const start = () => {
      const child = spawn(process.execPath, [worker, db.urls.app, smtp.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      alive.add(child)
      child.once('exit', () => alive.delete(child))
      return new Promise<ChildProcess>((resolve) => child.stdout?.once('data', () => resolve(child)))
    }
    const workers = [await start(), await start()]
    let over = false
    const killed: number[] = []
    const killer = (async () => {
      for (let i = 0; !over; i++) {
        await pause(150 + Math.random() * 200)
        const sentSoFar = smtp.arrived.length
        workers[i % 2]?.kill('SIGKILL')
        killed.push(sentSoFar)
        workers[i % 2] = await start()
      }
    })()
    let sent = 0
    try {
      // On a busy machine a process takes its time to start: rounds until enough were killed at work.
      for (let round = 0; round < 1 + scale || killed.length < 6; round++) {
        const outcome = await simulate(db, charity, smtp, seeds(5_000 + round * 100, 12))
        expect(outcome).toMatchObject({ late: 0, lost: 0 })
        sent += outcome.sent
      }
    } finally {
      over = true
      await killer
      for (const child of alive) child.kill('SIGKILL')
    }
    expect(killed.length).toBeGreaterThanOrEqual(5)
    expect(sent).toBeGreaterThan(30)
    const rows = await db.rows<{ id: string }>(`select id from messages`)
    const known = new Set(rows.map((row) => `<${row.id}@example.org>`))
    for (const mail of smtp.arrived)
      expect(known).toContain(/^Message-ID: (<.*>)\r?$/im.exec(mail.raw)?.[1] ?? 'none')
  },
  120_000 * Math.max(1, scale),
)

test('a death recorded while the mail server takes its time waits for that send, and no longer than it may take', async () => {
  const slow = await testSmtp({ delayMs: () => 3_000 })
  const gate = openGate(testServices(db, { smtp: { url: slow.url, connections: 2, dkim: null } }))
  const group = await charity.group('A slow evening')
  const person = await charity.person('Ida', { groups: [group] })
  const friend = await charity.person('Una', { groups: [group] })
  for (const who of [person, person, friend])
    await db.rows(`insert into messages (kind, person_id, group_id) values ('joined', $1, $2)`, [who, group])
  const draining = gate.drain()
  while (slow.begun.length === 0) await pause(5)
  const began = performance.now()
  await transact(db.app, system('test'), (tx) =>
    tx.insertInto('deaths').values({ person_id: person }).execute(),
  )
  const took = performance.now() - began
  const committed = performance.now()
  await draining
  await gate.drain()
  expect(took).toBeLessThan(20_000)
  const email = await db.rows<{ value: string }>(
    `select value from addresses a join person_addresses pa on pa.address_id = a.id where person_id = $1`,
    [person],
  )
  expect(slow.begun.filter(({ to, at }) => to === email[0]?.value && at > committed)).toEqual([])
  expect(
    await db.rows(`select state, count(*)::int as n from messages where person_id = $1 group by state`, [
      friend,
    ]),
  ).toEqual([{ state: 'sent', n: 1 }])
  await gate.close()
  await slow.stop()
}, 60_000)
