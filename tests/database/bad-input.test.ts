import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type * as z from 'zod'
import { sampleRoles } from '#features/accounts/sample-sign-in.ts'
import { permissions } from '#platform/access.ts'
import { hashToken, newToken } from '#platform/tokens.ts'
import { type Route, schemaIn } from '#platform/web.ts'
import { features } from '../../src/features.ts'
import { aSampleMember, fillAddress, type SampleMember } from '../route-parameters.ts'
import { memberCookie, type SampleCharity, sampleCharity } from '../sample-charity.ts'

const routes = features.flatMap((feature) => feature.routes)
const forms = routes.filter((route) => route.method === 'POST')
const name = (route: Route) => `${route.method} ${route.path}`

let charity: SampleCharity
let member: SampleMember

beforeAll(async () => {
  charity = await sampleCharity()
  member = await aSampleMember(charity.db.rows)
})
afterAll(() => charity?.db.drop())

/** Who is signed in among the staff, by role; a form may have ended it. */
const signedIn = new Map<string, string>()

/** A cookie of somebody who may use the route; what an earlier form ended is mended first. */
async function cookieFor(route: Route): Promise<string | undefined> {
  if (route.access === 'public') return undefined
  if (route.access === 'member') {
    await charity.db.rows('update members set left_at = null where person_id = $1 and group_id = $2', [
      member.personId,
      member.groupId,
    ])
    return memberCookie(charity.db.rows, member.personId)
  }
  const [role] = permissions[route.access]
  const word = Object.entries(sampleRoles).find(([, account]) => account.role === role)?.[0] ?? ''
  const known = signedIn.get(word)
  if (known && (await isOpen(known))) return known
  const cookie = await charity.signIn(word)
  signedIn.set(word, cookie)
  return cookie
}

async function isOpen(cookie: string): Promise<boolean> {
  const open = await charity.db.rows(
    'select from staff_sessions where token_hash = $1 and ended_at is null and expires_at > clock()',
    [hashToken(cookie.slice(cookie.indexOf('=') + 1))],
  )
  return open.length > 0
}

const SCRIPT = '<script>alert(1)</script>'
const long = 'x'.repeat(10_000)
/** What people and machines send instead of an answer. */
const poisons: Record<string, string | string[] | undefined> = {
  '10,000 characters': long,
  emoji: '👩🏽‍🦽💜🏳️‍🌈'.repeat(60),
  'right to left': 'مرحبا ‮gnorw‬ שלום',
  NUL: 'a\u0000b',
  HTML: `"'>${SCRIPT}`,
  'several instead of one': ['one', SCRIPT],
  nothing: '',
  'left out': undefined,
}

type Fields = Record<string, string | string[]>

/** The names that a schema reads. */
function namesIn(schema: z.ZodType | undefined): string[] {
  const { def } = (schema ?? {}) as { def?: Record<string, unknown> }
  if (!def) return []
  if (def.type === 'object') return Object.keys(def.shape as Record<string, unknown>)
  return [def.in, def.out, def.innerType, ...((def.options as unknown[] | undefined) ?? [])].flatMap((part) =>
    namesIn(part as z.ZodType | undefined),
  )
}

const plain = (text: string) =>
  text.replace(
    /&(lt|gt|quot|amp|#39);/g,
    (_, mark: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[mark] ?? '&',
  )

/** What a browser would send of the forms on a page, were it sent untouched. */
function fieldsOn(html: string): Fields {
  const fields: Fields = {}
  const put = (field: string, value: string) => {
    const before = fields[field]
    fields[field] = before === undefined ? value : [before, value].flat()
  }
  const attribute = (tag: string, which: string) => {
    const found = new RegExp(`\\s${which}="([^"]*)"`).exec(tag)?.[1]
    return found === undefined ? undefined : plain(found)
  }
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const [field, type] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text']
    if (field === undefined || type === 'file') continue
    if (/^(radio|checkbox)$/.test(type) && !/\schecked\b/.test(tag)) fields[field] ??= []
    else put(field, attribute(tag, 'value') ?? '')
  }
  for (const [, tag = '', text = ''] of html.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    put(attribute(tag, 'name') ?? '', plain(text))
  for (const [, tag = '', options = ''] of html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen =
      /<option\b[^>]*\sselected\b[^>]*>/.exec(options)?.[0] ?? /<option\b[^>]*>/.exec(options)?.[0] ?? ''
    put(attribute(tag, 'name') ?? '', attribute(chosen, 'value') ?? '')
  }
  return fields
}

/** The moment by the clock of the database: everything written from here on counts as done since. */
async function moment(): Promise<string> {
  const [row] = await charity.db.rows<{ now: string }>('select clock()::text as now')
  return row?.now ?? ''
}

/** How much was done since: what the audit log saw, and what it does not see because the rows say it themselves. */
async function doneSince(then: string): Promise<number> {
  const [row] = await charity.db.rows<{ done: number }>(
    `select (select count(*) from audit_log where at >= $1 and verb <> 'looked')::int
       + (select count(*) from messages where created_at >= $1)::int
       + (select count(*) from joinings where created_at >= $1)::int as done`,
    [then],
  )
  return row?.done ?? Number.NaN
}

/** Why an answer is not good enough, or null. */
async function faultOf(answer: Response, asked: string): Promise<string | null> {
  const text = await answer.text()
  if (answer.status >= 500) return `${asked}: ${answer.status} ${charity.troubles.at(-1)}`
  // As JSON it is text for a script of ours, and browsers are told to guess nothing (nosniff).
  const json =
    /^application\/json/.test(answer.headers.get('content-type') ?? '') &&
    answer.headers.get('x-content-type-options') === 'nosniff'
  if (!json && text.includes(SCRIPT)) return `${asked}: HTML came back as HTML`
  if (
    answer.status >= 400 &&
    /text\/html/.test(answer.headers.get('content-type') ?? '') &&
    !/<h1\b/.test(text)
  )
    return `${asked}: ${answer.status} without a heading`
  return null
}

async function tryForm(
  route: Route,
  address: string,
  cookie: string | undefined,
  fields: Fields,
  asked: string,
) {
  const before = await moment()
  const answer = route.json
    ? await charity.send(
        address,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) },
        cookie,
      )
    : await charity.post(address, fields, cookie)
  const { status } = answer
  const found = [await faultOf(answer, asked)]
  if (status >= 400 && (await doneSince(before)) > 0)
    found.push(`${asked}: ${status}, and yet something was done`)
  const next = answer.headers.get('location')
  // What was taken is shown somewhere: that page must stand, with the text as text.
  if (status === 303 && next?.startsWith('/') && !/sign-in|\/my\/link$/.test(next))
    found.push(
      await faultOf(
        await charity.get(next, cookie),
        `${asked}, then ${next.replace(/[0-9a-f-]{36}/, ':id')}`,
      ),
    )
  return found.filter((fault) => fault !== null)
}

describe('every field of every form takes whatever is sent', () => {
  test.each(forms.map((route) => [name(route), route] as const))('%s', async (_, route) => {
    const faults: string[] = []
    const shown = routes.find((other) => other.method === 'GET' && other.path === route.path)
    let cookie = await cookieFor(route)
    const at = () => fillAddress(route, charity.db.rows, member)
    const page = shown && (await (await charity.get(await at(), cookie)).text())
    const untouched = page ? fieldsOn(page) : {}
    const fields = [...new Set([...namesIn(schemaIn(route, 'en')), ...Object.keys(untouched)])].filter(
      (field) => field !== '',
    )
    const one = async (sent: Fields, asked: string) => {
      cookie = await cookieFor(route)
      faults.push(...(await tryForm(route, await at(), cookie, sent, asked)))
    }
    for (const [poison, value] of Object.entries(poisons)) {
      const everywhere = fields
        .map((field) => [field, value] as const)
        .filter((entry) => entry[1] !== undefined)
      await one(Object.fromEntries(everywhere) as Fields, `every field ${poison}`)
      // One at a time, the others as they stood: it reaches past what refuses the first bad field.
      if (fields.length > 1 && (fields.length < 6 || inject('soak')))
        for (const field of fields) {
          const { [field]: _left, ...others } = untouched
          await one(value === undefined ? others : { ...others, [field]: value }, `${field}: ${poison}`)
        }
    }
    expect(faults).toEqual([])
  })
})

describe('what no form of ours sends', () => {
  test('a method that a page does not have gets a clear page', async () => {
    const faults: string[] = []
    const patterns = forms.map((form) => new RegExp(`^${form.path.replace(/:[a-z]+/gi, '[^/]+')}$`))
    const takes = (address: string) => patterns.some((pattern) => pattern.test(address))
    for (const path of new Set(routes.map((route) => route.path))) {
      const address = await fillAddress({ path }, charity.db.rows, member)
      for (const method of ['PUT', 'DELETE', 'PATCH', ...(takes(address) ? [] : ['POST'])]) {
        const answer = await charity.send(address, { method })
        const text = await answer.text()
        if (![404, 405].includes(answer.status) || !text.includes('<h1'))
          faults.push(`${method} ${path}: ${answer.status}`)
      }
    }
    expect(faults).toEqual([])
  })

  test('a form from another site is refused, whoever is signed in', async () => {
    const cookie = await charity.signIn('administrator')
    const before = await moment()
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none', origin: 'https://example.org' },
    ]) {
      const answer = await charity.send('/staff/settings/logo/remove', { method: 'POST', headers }, cookie)
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('<h1')
    }
    expect(await doneSince(before)).toBe(0)
  })

  test('a form that is too large is refused with a page, and nothing is done', async () => {
    const faults: string[] = []
    for (const route of forms) {
      const cookie = await cookieFor(route)
      const address = await fillAddress(route, charity.db.rows, member)
      const started = await moment()
      const answer = await charity.post(
        address,
        { name: 'x'.repeat(Math.max(route.largest ?? 0, 64 * 1024) + 1) },
        cookie,
      )
      if (answer.status !== 413 || !(await answer.text()).includes('<h1'))
        faults.push(`${name(route)}: ${answer.status}`)
      if ((await doneSince(started)) > 0) faults.push(`${name(route)}: something was done`)
    }
    expect(faults).toEqual([])
  })

  test('a body that is no form, or breaks off, is a form left empty', async () => {
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nhalf'],
      ['multipart/form-data', 'no boundary'],
      ['application/json', '{"email":'],
      ['text/plain', 'email=someone@example.org'],
      ['application/x-www-form-urlencoded', '%%%=%ff%fe&email=%'],
      ['nonsense', '\u0000\u0001'],
    ]) {
      const answer = await charity.send('/my/link', {
        method: 'POST',
        headers: { 'content-type': type ?? '' },
        body: body ?? '',
      })
      expect([422, 303], `${type}`).toContain(answer.status)
    }
  })

  test('a file that is no picture is no logo', async () => {
    const cookie = await charity.signIn('administrator')
    for (const [file, type] of [
      [`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`, 'image/svg+xml'],
      [SCRIPT, 'image/png'],
      ['', 'image/png'],
    ] as const) {
      const body = new FormData()
      body.set('logo', new File([file], 'logo.png', { type }))
      const answer = await charity.send('/staff/settings/logo', { method: 'POST', body }, cookie)
      expect(answer.status).toBe(422)
    }
    const [row] = await charity.db.rows<{ logo: boolean }>('select logo is not null as logo from charity')
    expect(row?.logo).toBe(false)
  })

  test.each([
    '/groups?near=%00',
    '/groups/%00',
    '/staff/people?q=%00',
    '/groups/%ff%fe',
    '/groups?near=%ff%fe',
    '/my/open/%00',
    `/groups?near=${encodeURIComponent(`"'>${SCRIPT}`)}`,
    `/groups/${encodeURIComponent(`"'>${SCRIPT}`)}`,
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/package.json',
    '/staff/people/not-an-id',
    '/staff/sessions/not-an-id',
    '/staff/calls/1',
    '/staff/people?page=-1&q=%25',
    '/staff/audit?from=never&page=99999999999999999999',
  ])('the address %s', async (path) => {
    const cookie = await charity.signIn('administrator')
    const answer = await charity.get(path, cookie)
    expect(answer.status).toBeLessThan(500)
    const text = await answer.text()
    expect(text).not.toContain(SCRIPT)
    expect(text).not.toContain('"private": true')
  })
})

describe('links', () => {
  const tokens = routes.filter((route) => /:token/.test(route.path))
  const pressOrOpen = (route: Route, token: string) => {
    const address = route.path.replace(':token', token)
    return route.method === 'GET' ? charity.get(address) : charity.post(address, { after: '/my' })
  }

  test.each(tokens.map((route) => [name(route), route] as const))(
    '%s: a token that nobody has and one for something else look the same, and open nothing',
    async (_, route) => {
      const seen: string[] = []
      const others = tokens.filter(
        (other) => other.path.split('/:')[0] !== route.path.split('/:')[0] && other.method === 'GET',
      )
      const foreign: string[] = []
      for (const other of others) {
        const address = await fillAddress(other, charity.db.rows, member)
        foreign.push(address.split('/').at(-1) ?? '')
      }
      expect(foreign.length).toBeGreaterThan(3)
      const before = await moment()
      for (const token of [newToken().token, ...foreign, 'short-token', 'y'.repeat(2000), '%F0%9F%92%9C']) {
        const answer = await pressOrOpen(route, token)
        expect(answer.status, token).toBeLessThan(500)
        expect(answer.headers.get('set-cookie')).toBeNull()
        const text = await answer.text()
        expect(text).toContain('<h1')
        seen.push(
          `${answer.status} ${text.replaceAll(token, '…').replaceAll(decodeURIComponent(token), '…')}`,
        )
      }
      expect([...new Set(seen)].slice(1)).toEqual([])
      expect(await doneSince(before)).toBe(0)
    },
  )

  test.each(tokens.map((route) => [name(route), route] as const))(
    '%s: a link that has run out says so and opens nothing',
    async (_, route) => {
      const address = await fillAddress(route, charity.db.rows, member)
      const fresh = route.method === 'GET' ? await charity.get(address) : null
      if (fresh) expect(fresh.status).toBe(200)
      await charity.db.rows(`update member_links set expires_at = clock() - interval '1 minute'`)
      await charity.db.rows(`update staff_links set expires_at = clock() - interval '1 minute'`)
      await charity.db.rows(`update joinings set expires_at = clock() - interval '1 minute'`)
      const before = await moment()
      const answer = route.method === 'GET' ? await charity.get(address) : await charity.post(address, {})
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.get('set-cookie')).toBeNull()
      // A calendar that was stopped is still there, and empty, so that calendars show no error.
      const text = await answer.text()
      if (route.path.startsWith('/my/calendar')) expect(text).not.toContain('BEGIN:VEVENT')
      else expect(text).toContain('<h1')
      expect(await doneSince(before)).toBe(0)
    },
  )

  test('of which there are as many as this test knows', () => {
    expect(tokens.length).toBeGreaterThanOrEqual(11)
  })
})
