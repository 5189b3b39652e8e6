import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '#platform/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { createApp } from '../../src/app.tsx'
import { aSampleMember, type SampleMember } from '../route-parameters.ts'
import { memberCookie, type SampleCharity, sampleCharity } from '../sample-charity.ts'

/** A line to the database that can be cut: at once, or at the commit of a place that is given back. */
class Line {
  private readonly open = new Set<Socket>()
  private server: Server
  private cutting: { after: boolean; armed: Socket | null } | null = null
  port = 0
  private readonly to: { host: string; port: number }

  constructor(to: { host: string; port: number }) {
    this.to = to
    this.server = this.make()
  }

  private make(): Server {
    return createServer((near) => {
      const far = connect(this.to)
      this.open.add(near)
      near.on('data', (data) => {
        const { cutting } = this
        if (cutting && data.includes('give_back_place')) cutting.armed = near
        else if (cutting && cutting.armed === near && data.includes('commit')) {
          this.cutting = null
          far.removeAllListeners('data')
          if (cutting.after) far.write(data, () => far.once('data', () => this.hangUp(near, far)))
          else this.hangUp(near, far)
          return
        }
        far.write(data)
      })
      far.on('data', (data) => near.write(data))
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy())
        one.on('close', () => other.destroy())
      }
      near.on('close', () => this.open.delete(near))
    })
  }

  private hangUp(near: Socket, far: Socket) {
    near.destroy()
    far.destroy()
  }

  async up(): Promise<void> {
    if (this.server.listening) return
    this.server = this.make()
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async down(): Promise<void> {
    this.cutting = null
    const closed = new Promise((resolve) => this.server.close(resolve))
    for (const socket of this.open) socket.destroy()
    await closed
  }

  /** Cuts the line over which the next place is given back: before the commit arrives, or after it, before its answer. */
  cutAtCommit(when: 'before' | 'after') {
    this.cutting = { after: when === 'after', armed: null }
  }
}

let charity: SampleCharity
let member: SampleMember
let line: Line
let database: Database
let ask: (path: string, init?: RequestInit) => Promise<Response>
let cookie: string

beforeAll(async () => {
  charity = await sampleCharity()
  member = await aSampleMember(charity.db.rows)
  cookie = await memberCookie(charity.db.rows, member.personId)
  const url = new URL(charity.db.urls.app)
  line = new Line({ host: url.hostname, port: Number(url.port) })
  await line.up()
  url.port = String(line.port)
  url.hostname = '127.0.0.1'
  database = openDatabase(url.href)
  const app = createApp(testServices({ ...charity.db, app: database }, { sample: true }))
  ask = (path, init = {}) =>
    Promise.resolve(app.request(path, { ...init, headers: { ...fromOurPage, cookie, ...init.headers } }))
})
afterEach(() => line.up())
afterAll(async () => {
  await database?.close()
  await line?.down()
  await charity?.db.drop()
})

/** The next one who keeps a place at that session. */
async function somebodyElse() {
  member = await aSampleMember(charity.db.rows)
  cookie = await memberCookie(charity.db.rows, member.personId)
}
const place = async () => {
  const [row] = await charity.db.rows<{ state: string }>(
    'select state from places where session_id = $1 and person_id = $2',
    [member.sessionId, member.personId],
  )
  return row?.state
}
const changes = async () => {
  const [row] = await charity.db.rows<{ n: number }>(
    `select count(*)::int as n from audit_log where verb <> 'looked'`,
  )
  return row?.n
}
const giveBack = () => ask(`/my/sessions/${member.sessionId}/give-back`, { method: 'POST' })
const keep = () => ask(`/my/sessions/${member.sessionId}/keep`, { method: 'POST' })

async function expectAway(answer: Response) {
  expect(answer.status).toBe(503)
  const text = await answer.text()
  expect(text).toMatch(/<h1[^>]*>[^<]+<\/h1>/)
  expect(text).not.toMatch(/ECONN|postgres|stack|at \//i)
}

test('while the database is away every page says so plainly, and afterwards all is as before', async () => {
  const before = await changes()
  expect((await ask('/groups/south-essex')).status).toBe(200)
  await line.down()
  for (const path of [
    '/',
    '/groups',
    '/groups/south-essex',
    '/my',
    '/staff',
    '/groups/south-essex/join',
    '/my/link',
  ])
    await expectAway(await ask(path))
  await expectAway(await giveBack())
  await expectAway(
    await ask('/my/link', { method: 'POST', body: new URLSearchParams({ email: 'someone@example.org' }) }),
  )
  expect((await ask('/healthz')).status).toBe(200)
  expect((await ask('/readyz')).status).toBe(503)
  await line.up()
  expect((await ask('/groups/south-essex')).status).toBe(200)
  expect((await ask('/my')).status).toBe(200)
  expect(await place()).toBe('kept')
  expect(await changes()).toBe(before)
})

test('a line that breaks before the commit leaves nothing half done, and pressing again does it', async () => {
  const before = await changes()
  line.cutAtCommit('before')
  await expectAway(await giveBack())
  expect([await place(), await changes()]).toEqual(['kept', before])
  expect((await giveBack()).status).toBe(303)
  expect(await place()).toBe('given back')
})

test('a line that breaks between the commit and its answer is never called done, and pressing again does no harm', async () => {
  await somebodyElse()
  const taken = async () =>
    (
      await charity.db.rows<{ n: number }>(
        `select count(*)::int as n from places where session_id = $1 and state in ('kept', 'offered')`,
        [member.sessionId],
      )
    )[0]?.n ?? 0
  const full = await taken()
  line.cutAtCommit('after')
  await expectAway(await giveBack())
  // The commit had arrived: all of it is done, and the free place was offered to whoever was next.
  expect(await place()).toBe('given back')
  expect(await taken()).toBe(full)
  const answer = await giveBack()
  expect(answer.status).toBe(303)
  expect(await place()).toBe('given back')
  expect((await keep()).status).toBe(303)
  expect(await taken()).toBeLessThanOrEqual(20)
})

test('a statement whose backend is ended in the middle: a clear page, nothing half done', async () => {
  await somebodyElse()
  const before = await changes()
  // Somebody holds the session, so that the request waits in the middle of its work.
  const holder = await charity.db.app.pool.connect()
  try {
    await holder.query('begin; set local role alongside_system')
    await holder.query('select pg_advisory_xact_lock(session_lock($1))', [member.sessionId])
    const waiting = giveBack()
    let ended = 0
    for (let tries = 0; tries < 100 && ended === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      ended = (
        await charity.db.rows(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
        )
      ).length
    }
    expect(ended).toBe(1)
    await expectAway(await waiting)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect([await place(), await changes()]).toEqual(['kept', before])
  expect((await giveBack()).status).toBe(303)
})
