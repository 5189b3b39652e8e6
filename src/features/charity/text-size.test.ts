import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../app.tsx'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { fromOurPage, testServices } from '../../platform/testing/services.ts'
import { routes } from './routes.tsx'

let db: TestDatabase
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db), routes)
})
afterAll(() => db.drop())

const choose = (form: Record<string, string>, cookie = '') =>
  app.request('/text-size', {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...fromOurPage, cookie },
  })
const open = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await app.request(path, { headers: { 'accept-encoding': 'gzip', ...headers } })
  const body = Buffer.from(await answer.arrayBuffer())
  return {
    html: String(answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(body) : body),
    status: answer.status,
  }
}

test('a chosen size holds on every page, kept ones too, and for nobody else', async () => {
  const answer = await choose({ size: 'larger', back: '/privacy?a=b' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/privacy?a=b'])
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^text=larger; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/)
  for (const path of ['/privacy', '/accessibility', '/privacy', '/nowhere']) {
    expect((await open(path, { cookie: 'text=larger' })).html).toContain('class="app app--text-larger app--')
    expect((await open(path)).html).not.toContain('app--text')
  }
  expect((await open('/text-size', { cookie: 'text=larger' })).html).toMatch(/value="larger"[^>]* checked/)
})

test('the way to it stands at the top of a page, for whoever cannot read as far as the end', async () => {
  const { html } = await open('/privacy')
  const first = html.indexOf('href="/text-size"')
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(html.indexOf('<h1'))
})

test('going back to the usual size forgets the choice; a made-up one does nothing', async () => {
  const answer = await choose({ size: 'usual' }, 'text=large')
  expect(answer.headers.get('set-cookie')).toMatch(/^text=; Max-Age=0/)
  expect((await open('/privacy', { cookie: 'text="><script>' })).html).not.toContain('app--text')
})

test('without a choice the form asks for one; nobody is sent to another site', async () => {
  const asked = await choose({ back: '/privacy' })
  expect(asked.status).toBe(422)
  const html = await asked.text()
  expect(html).toContain('Choose a size')
  expect(html).toContain('name="back" value="/privacy"')
  for (const back of ['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)'])
    expect((await choose({ size: 'large', back })).headers.get('location')).toBe('/')
})
