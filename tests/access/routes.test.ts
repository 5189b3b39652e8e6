import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaffRole, staffRoles } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { newToken } from '#platform/tokens.ts'
import type { Access, Route } from '#platform/web.ts'
import { createApp } from '../../src/app.tsx'
import { features } from '../../src/features.ts'
import { declared, holders, letters } from './routes.ts'
import { layWorld, type World } from './world.ts'

const routes = features.flatMap((feature) => feature.routes)
const nameOf = (route: Route) => `${route.method} ${route.path}`
type Visitor = 'nobody' | 'member' | StaffRole
const visitors: Visitor[] = ['nobody', 'member', ...staffRoles]

let db: TestDatabase
let world: World
let app: ReturnType<typeof createApp>
/** The last error in the log: why an answer was 500. */
let said = ''
beforeAll(async () => {
  db = await testDatabase()
  world = await layWorld(db)
  const sink = new Writable({
    write(chunk, _encoding, next) {
      said = String(chunk)
      next()
    },
  })
  const log = pino({ level: 'error', serializers: { err: (error) => String(error?.stack ?? error) } }, sink)
  app = createApp(testServices(db, { sample: true }, log))
})
afterAll(() => db.drop())

/** A new session each time, since some routes end it. */
async function cookieOf(visitor: Visitor): Promise<string> {
  if (visitor === 'nobody') return ''
  const { token, hash } = newToken()
  const until = `clock() + interval '1 hour'`
  if (visitor === 'member') {
    await db.rows(
      `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, ${until})`,
      [world.personA, hash],
    )
    return `my=${token}`
  }
  await db.rows(
    `insert into staff_sessions (account_id, token_hash, way, expires_at) values ($1, $2, 'passkey', ${until})`,
    [world.accounts[visitor], hash],
  )
  return `staff=${token}`
}

/** An address of the route that names nothing that is there: whoever may use it gets to "not found" at worst. */
function addressOf(path: string): string {
  const unknown = '99999999-0000-4000-8000-000000000000'
  return path
    .replace(/:file\{.*\}$/, `${unknown}.ics`)
    .replace(':slug', 'group-a')
    .replace(':stage', 'name')
    .replace(/:\w+/g, unknown)
}

async function ask(route: Route, visitor: Visitor): Promise<Response> {
  return app.request(addressOf(route.path), {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...fromOurPage,
      cookie: await cookieOf(visitor),
      ...(route.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    body: route.method === 'POST' ? '' : null,
  })
}

function mayUse(access: Access, visitor: Visitor): boolean {
  if (access === 'public') return true
  if (access === 'member') return visitor === 'member'
  if (visitor === 'nobody' || visitor === 'member') return false
  return holders[access].includes(letters[visitor])
}

/** What a refusal looks like: sign in first, a link first, or the page that says no. */
function refused(answer: Response, access: Access): boolean {
  const to = answer.headers.get('location') ?? ''
  if (answer.status === 403) return true
  if (access === 'member') return answer.status === 303 && to === '/my/link'
  return answer.status === 303 && /^\/staff\/sign-in(\?then=|$)/.test(to)
}

const accessOf = new Map(
  Object.entries(declared).flatMap(([access, names]) => names.map((name) => [name, access as Access])),
)

describe('every route × role, with real sessions', () => {
  it('is declared: a new route fails here with its name, and one that is gone too', () => {
    const there = routes.map(nameOf)
    expect(
      there.filter((name) => !accessOf.has(name)),
      'add a line to tests/access/routes.ts',
    ).toEqual([])
    expect([...accessOf.keys()].filter((name) => !there.includes(name))).toEqual([])
  })

  it('says itself what is declared', () => {
    for (const route of routes)
      expect([nameOf(route), accessOf.get(nameOf(route))]).toEqual([nameOf(route), route.access])
  })

  it.each(
    routes.filter((route) => route.access !== 'public').map((route) => [nameOf(route), route] as const),
  )('%s', async (_name, route) => {
    const allowed: Visitor[] = []
    for (const visitor of visitors) {
      const answer = await ask(route, visitor)
      expect(answer.status < 500, `${visitor} gets an answer: ${answer.status} ${said}`).toBe(true)
      expect(refused(answer, route.access), `${visitor}: ${answer.status}`).toBe(
        !mayUse(route.access, visitor),
      )
      if (mayUse(route.access, visitor)) allowed.push(visitor)
    }
    // Each refusal stands beside somebody who may.
    expect(allowed.length).toBeGreaterThan(0)
  })

  it.each(
    routes.filter((route) => route.access === 'public').map((route) => [nameOf(route), route] as const),
  )('%s is open to a visitor', async (_name, route) => {
    const answer = await ask(route, 'nobody')
    expect(answer.status).toBeLessThan(500)
    if (!['GET /staff/enrol', 'POST /staff/sign-out'].includes(nameOf(route)))
      expect(refused(answer, 'see today')).toBe(false)
  })
})
