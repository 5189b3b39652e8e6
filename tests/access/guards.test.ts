import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { somebody } from '#platform/actor.ts'
import { trustedNetworks } from '#platform/client-address.ts'
import { clockAhead } from '#platform/clock.ts'
import { describeError } from '#platform/log.ts'
import { RateLimits } from '#platform/rate-limits.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { action, button, page, type Route } from '#platform/web.ts'
import { createApp } from '../../src/app.tsx'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
beforeEach(() => db.rows('truncate rate_limits'))

const open = { name: 'a form', perAddress: { most: 1_000, seconds: 60 } }
const form = action(
  '/form',
  'public',
  { schema: z.object({ word: z.string() }), limit: open },
  (ask, { word }) => ask.text(`got ${word}`),
)
const appOf = (routes: Route[], config = {}) => createApp(testServices(db, config), routes)
const post = (
  app: ReturnType<typeof appOf>,
  path: string,
  body: string,
  headers: Record<string, string> = {},
) =>
  app.request(path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

describe('what every answer carries', () => {
  it('a policy without anything unsafe, on pages, errors, assets and health alike', async () => {
    const app = createApp(testServices(db))
    for (const path of [
      '/',
      '/groups',
      '/staff/sign-in',
      '/privacy',
      '/nowhere',
      '/staff',
      '/assets/nothing.js',
      '/healthz',
    ]) {
      const headers = (await app.request(path)).headers
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).not.toMatch(/unsafe-|https?:|\*/)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f]{8}$/)
    }
  })

  it('no inline script or style in any public page', async () => {
    const app = createApp(testServices(db, { sample: true }))
    for (const path of [
      '/',
      '/groups',
      '/staff/sign-in',
      '/privacy',
      '/what-to-expect',
      '/accessibility',
      '/my/link',
      '/sample',
    ]) {
      const html = await (await app.request(path)).text()
      expect(html, path).not.toMatch(/<script(?![^>]*\bsrc=)(?![^>]*application\/ld\+json)/)
      expect(html, path).not.toMatch(/<style|\sstyle=|\son\w+=/)
      expect(html, path).not.toMatch(/(?:src|srcset|data)="(?:https?:)?\/\//)
      expect(html, path).not.toMatch(/<link[^>]+href="(?:https?:)?\/\//)
    }
  })

  it('cookies that no script reads, tied to the host behind https', async () => {
    const secure = createApp(testServices(db, { sample: true, baseUrl: 'https://groups.example.org' }))
    const answer = await post(secure, '/sample/sign-in', 'role=helper', fromOurPage)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-staff=[\w-]{43};/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
  })
})

describe('forms', () => {
  it('from our own pages only', async () => {
    const app = appOf([form])
    expect(await (await post(app, '/form', 'word=yes', fromOurPage)).text()).toBe('got yes')
    expect((await post(app, '/form', 'word=yes', { origin: 'http://localhost' })).status).toBe(200)
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://elsewhere.example.org' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
    ])
      expect(
        (await post(app, '/form', 'word=yes', headers as Record<string, string>)).status,
        JSON.stringify(headers),
      ).toBe(403)
  })

  it('may come from a machine elsewhere only where a route says why', async () => {
    const app = appOf([
      form,
      action(
        '/stop/:token',
        'public',
        { schema: button, limit: open, fromElsewhere: 'mail programs stop for people' },
        (ask) => ask.text('stopped'),
      ),
    ])
    expect((await post(app, '/stop/abc', '', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
    expect((await post(app, '/form', 'word=yes', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('no larger than they need be, whatever their length is said to be', async () => {
    const app = appOf([form])
    const large = `word=${'x'.repeat(70_000)}`
    expect((await post(app, '/form', large, fromOurPage)).status).toBe(413)
    const unsaid = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 10; i++) controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)))
        controller.close()
      },
    })
    const answer = await app.request('/form', {
      method: 'POST',
      body: unsaid,
      headers: { ...fromOurPage, 'content-type': 'application/x-www-form-urlencoded' },
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  it('are validated after asking who it is, with nothing in them that nobody types', async () => {
    const app = appOf([
      form,
      action('/staff/form', 'change settings', { schema: z.object({ word: z.string() }) }, (ask) =>
        ask.text('done'),
      ),
    ])
    expect((await post(app, '/form', '', fromOurPage)).status).toBe(422)
    expect((await post(app, '/staff/form', '', fromOurPage)).headers.get('location')).toBe('/staff/sign-in')
    const answer = await post(
      app,
      '/form',
      `word=${encodeURIComponent('a\u0000b\u202ec\u0007')}`,
      fromOurPage,
    )
    expect(await answer.text()).toBe('got abc')
  })

  it('by the method they were made for, otherwise there is no such page', async () => {
    const app = createApp(testServices(db))
    for (const [method, path] of [
      ['GET', '/staff/sign-out'],
      ['POST', '/privacy'],
      ['PUT', '/staff/sign-in'],
      ['DELETE', '/groups'],
      ['PATCH', '/'],
    ] as const) {
      const answer = await app.request(path, { method, headers: fromOurPage })
      expect([404, 405], `${method} ${path}`).toContain(answer.status)
      expect(await answer.text()).toContain('<h1')
    }
  })
})

describe('rate limits', () => {
  const limited = (most: number) =>
    action(
      '/limited',
      'public',
      {
        schema: z.object({ about: z.string() }),
        limit: {
          name: 'limited',
          perAddress: { most, seconds: 3600 },
          perSubject: { most: 3, seconds: 3600, subject: (said) => said.about },
        },
      },
      (ask) => ask.text('done'),
    )
  const count = async (send: (n: number) => Response | Promise<Response>, times: number) => {
    let passed = 0
    for (let n = 0; n < times; n++) if ((await send(n)).status === 200) passed++
    return passed
  }

  it('hold across processes: several share one allowance', async () => {
    const processes = [appOf([limited(10)]), appOf([limited(10)]), appOf([limited(10)])]
    const answers = await Promise.all(
      Array.from({ length: 45 }, (_, n) =>
        post(processes[n % 3] as (typeof processes)[number], '/limited', `about=${n}`, fromOurPage),
      ),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(10)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(35)
  })

  it('hold for a subject, in any spelling, from wherever it is asked about', async () => {
    const app = appOf([limited(1_000)], { trustedProxies: ['loopback'] })
    const spellings = ['a@example.org', 'A@Example.org', ' a@example.org ', 'a@example.org', 'A@EXAMPLE.ORG']
    const passed = await count(
      (n) =>
        post(app, '/limited', `about=${encodeURIComponent(spellings[n] ?? '')}`, {
          ...fromOurPage,
          'x-forwarded-for': `203.0.113.${n}`,
        }),
      5,
    )
    expect(passed).toBe(3)
    expect(
      (await post(app, '/limited', 'about=b', { ...fromOurPage, 'x-forwarded-for': '203.0.113.1' })).status,
    ).toBe(200)
  })

  it('count an IPv6 household as one, and believe a forwarded address only from our own proxies', async () => {
    const from = (app: ReturnType<typeof appOf>, forwarded: string, n: number) =>
      post(app, '/limited', `about=${forwarded} ${n}`, { ...fromOurPage, 'x-forwarded-for': forwarded })
    const behind = appOf([limited(4)], { trustedProxies: ['loopback', '10.0.0.0/8'] })
    expect(await count((n) => from(behind, `2001:db8:1:2:${n}::${n + 1}`, n), 8)).toBe(4)
    expect(await count((n) => from(behind, `2001:db8:1:3::${n + 1}`, n), 8)).toBe(4)
    // What a visitor writes stands left of what our proxy adds: it counts for nothing.
    expect(await count((n) => from(behind, `198.51.100.${n}, 192.0.2.7`, n), 8)).toBe(4)
    expect(await count((n) => from(behind, `192.0.2.8, 10.1.2.3`, n), 8)).toBe(4)
    await db.rows('truncate rate_limits')
    const alone = appOf([limited(4)])
    expect(await count((n) => from(alone, `198.51.100.${n}`, n), 8)).toBe(4)
  })

  it('leave no address in the database', async () => {
    await post(
      appOf([limited(10)], { trustedProxies: ['loopback'] }),
      '/limited',
      'about=someone@example.org',
      {
        ...fromOurPage,
        'x-forwarded-for': '203.0.113.9',
      },
    )
    const rows = await db.rows<{ said: string }>(
      `select encode(key, 'escape') || row_to_json(r)::text as said from rate_limits r`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { said } of rows) expect(said).not.toMatch(/someone|203\.0/)
  })

  it('a process that starts late still finds some of the allowance left', async () => {
    const network = trustedNetworks([])
    const first = new RateLimits(db.app, clockAhead(0), network)
    const limit = {
      name: 'late',
      perAddress: { most: 100, seconds: 3600 },
      perSubject: { most: 100, seconds: 3600, subject: () => 'one' },
    }
    expect(await first.allowSubject(limit, {})).toBe(true)
    for (let n = 0; n < 12; n++)
      expect(await new RateLimits(db.app, clockAhead(0), network).allowSubject(limit, {})).toBe(true)
  })
})

describe('a route that is not declared as it must be', () => {
  const text = (ask: { text(said: string): Response }) => ask.text('')
  it.each<[string, Route[], RegExp]>([
    ['without saying who may use it', [page('/a', 'whoever' as never, text)], /does not say who may use it/],
    [
      'a form without a schema',
      [{ method: 'POST', path: '/a', access: 'see today', handle: text }],
      /has no schema/,
    ],
    ['an open form without a limit', [action('/a', 'public', { schema: button }, text)], /needs a limit/],
    ['twice', [page('/a', 'public', text), page('/a', 'public', text)], /declared twice/],
    ['a page that takes a form', [{ ...page('/a', 'public', text), schema: button }], /only reads/],
  ])('does not start: %s', (_what, routes, says) => {
    expect(() => appOf(routes)).toThrow(says)
  })

  it('while a well-declared one does', () => {
    expect(() => appOf([page('/a', 'public', text), form])).not.toThrow()
  })
})

describe('the log', () => {
  it('holds no name, address, token or free text, also when something goes wrong', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk, _encoding, next) {
        lines.push(String(chunk))
        next()
      },
    })
    const log = pino({ level: 'debug', serializers: { err: describeError } }, sink)
    const { sql } = await import('kysely')
    const { transact } = await import('#platform/transactions.ts')
    const breaks = action(
      '/breaks/:token',
      'public',
      { schema: z.object({ email: z.string() }), limit: open },
      async (_ask, { email }) => {
        // PostgreSQL quotes the value in what it says: "invalid input syntax for type uuid".
        await transact(db.app, somebody, (tx) => sql`select ${email}::uuid`.execute(tx))
        return new Response('never')
      },
    )
    const app = createApp(testServices(db, { sample: true }, log), [breaks, form])
    const answer = await post(
      app,
      '/breaks/tok3n-very-secret',
      'email=ines.secret%40example.org',
      fromOurPage,
    )
    expect(answer.status).toBe(500)
    const html = await answer.text()
    expect(html).not.toContain('ines.secret')
    expect(html).not.toContain('invalid input syntax')
    await post(app, '/form', 'word=ines.secret', fromOurPage)
    await app.request('/nowhere/tok3n-very-secret?email=ines.secret@example.org')
    expect(lines.length).toBeGreaterThanOrEqual(4)
    const all = lines.join('')
    expect(all).toContain('22P02')
    expect(all).not.toMatch(/ines|secret|tok3n|example\.org/)
    // Each error can be found again by the number that the page shows.
    const [reference] = /[0-9a-f]{8}/.exec(answer.headers.get('x-request-id') ?? '') ?? []
    expect(all).toContain(`"request":"${reference}"`)
    expect(html).toContain(reference)
  })
})
