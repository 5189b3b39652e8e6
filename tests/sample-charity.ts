import type { Hono } from 'hono'
import pino from 'pino'
import { clockAhead } from '#platform/clock.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { newToken } from '#platform/tokens.ts'
import type { Env, Services } from '#platform/web.ts'
import { loadSample } from '../sample/load.ts'
import { createApp } from '../src/app.tsx'

/** The moment at which the tests of whole pages begin, so that every date in them is known: a Friday in winter. */
export const NOW = '2026-11-20T10:00:00Z'

export type SampleCharity = {
  db: TestDatabase
  services: Services
  app: Hono<Env>
  /** What went wrong so far, as the program's log says it. */
  troubles: string[]
  /** Any request, from a network of its own each time: limits are not what is tried here. */
  send(path: string, init?: RequestInit, cookie?: string): Promise<Response>
  /** Asks for a page, as whoever the cookie says. */
  get(path: string, cookie?: string): Promise<Response>
  /** Sends a form as a browser would, as whoever the cookie says; an array sends a field several times. */
  post(path: string, form: Record<string, string | string[]>, cookie?: string): Promise<Response>
  /** Signs in as one of the sample's roles. */
  signIn(role: string): Promise<string>
}

/** The whole program on a database of one's own, with the sample charity in it, laid at a moment. Call `db.drop()` at the end. */
export async function sampleCharity(moment = NOW): Promise<SampleCharity> {
  const db = await testDatabase()
  await db.rows('update clock_offset set ahead_by = $1::timestamptz - clock_timestamp()', [moment])
  const clockAheadMs = Date.parse(moment) - Date.now()
  const troubles: string[] = []
  const log = pino(
    { level: 'error' },
    { write: (line) => troubles.push(JSON.parse(line).err?.message ?? line) },
  )
  const services = testServices(db, { sample: true, clockAheadMs, trustedProxies: ['loopback'] }, log)
  services.clock = clockAhead(clockAheadMs)
  await loadSample(services)
  const app = createApp(services)
  let asked = 0
  const send: SampleCharity['send'] = (path, init = {}, cookie) => {
    asked += 1
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(fromOurPage)) if (!headers.has(name)) headers.set(name, value)
    headers.set('x-forwarded-for', `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`)
    if (cookie) headers.set('cookie', cookie)
    return Promise.resolve(app.request(path, { ...init, headers }))
  }
  const post: SampleCharity['post'] = (path, form, cookie) => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(form))
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    return send(path, { method: 'POST', body }, cookie)
  }
  return {
    db,
    services,
    app,
    troubles,
    send,
    get: (path, cookie) => send(path, {}, cookie),
    post,
    async signIn(role) {
      const answer = await post('/sample/sign-in', { role })
      const cookie = answer.headers.get('set-cookie')?.split(';')[0]
      if (!cookie) throw new Error(`Nobody could sign in as ${role}: ${answer.status}`)
      return cookie
    },
  }
}

type Query = TestDatabase['rows']

/** Signs somebody in to their own pages, straight into the database. @returns the cookie. */
export async function memberCookie(query: Query, personId: string): Promise<string> {
  const { token, hash } = newToken()
  await query(
    `insert into member_sessions (person_id, token_hash, device, expires_at)
     values ($1, $2, 'A test', clock() + interval '14 days')`,
    [personId, hash],
  )
  return `my=${token}`
}
