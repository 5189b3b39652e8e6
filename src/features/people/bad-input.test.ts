import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { smallCharity } from '../../platform/testing/small-charity.ts'
import { transact } from '../../platform/transactions.ts'
import { cleanText } from '../../platform/web.ts'
import { listFields, textFields } from './answers.ts'
import { joiningPath, myPagesPath } from './links.ts'
import { myFormRoutes } from './my-form-routes.tsx'
import { myLinkRoutes } from './my-link-routes.tsx'
import { myRoutes } from './my-routes.tsx'
import { joinRoutes } from './routes.tsx'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let services: ReturnType<typeof testServices>
let group: string
beforeAll(async () => {
  db = await testDatabase()
  const charity = smallCharity(db)
  group = await charity.group('Scotland online', { limit: 20 })
  await charity.session(group, 24 * 7)
  services = testServices(db)
  app = createApp(services, [...joinRoutes, ...myLinkRoutes, ...myFormRoutes, ...myRoutes])
})
afterAll(() => db.drop())

const nasty = {
  'ten thousand characters': 'x'.repeat(10_000),
  emoji: '🦋👩🏽‍🦽🏳️‍🌈',
  'right to left': 'مرحبا \u202eabc\u202c שלום',
  NUL: 'a\u0000b',
  HTML: '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  SQL: "'; drop table people; --",
  'half a character': 'a\ud800b',
  'many lines': 'a\nb\r\nc\n'.repeat(40),
}
const good: Record<string, string> = {
  for: 'me',
  called: 'Morag',
  reach: 'email',
  email: 'morag@example.org',
  phone: '01632 960 001',
  begins: 'call me',
  suits: 'Mornings',
  places: 'later',
  consent: 'yes',
  website: '',
}
/** A program whose limits have counted nothing yet. */
async function freshApp() {
  await db.rows('truncate rate_limits')
  return createApp(testServices(db), [...joinRoutes, ...myLinkRoutes, ...myFormRoutes, ...myRoutes])
}
const peopleAndForms = async () =>
  (
    await db.rows<{ n: number }>(
      `select ((select count(*) from people) + (select count(*) from joinings) + (select count(*) from messages))::int as n`,
    )
  )[0]?.n

describe.each(Object.entries(nasty))('%s in a form of joining', (_name, value) => {
  it('is refused with a page that says so, or is kept as it was typed', async () => {
    for (const field of [...textFields, ...listFields, 'stage', 'go', 'after', 'ticket']) {
      app = await freshApp()
      const before = await peopleAndForms()
      const fields = new URLSearchParams({ ...good, email: `${randomUUID()}@example.org`, [field]: value })
      const visitor = await new Visitor(app).send('/groups/scotland-online/join/send', fields)
      expect(visitor.html).not.toContain('<img src=x')
      if (visitor.status === 200) {
        expect(visitor.heading).toMatch(/^(Nearly there|Thank you)/)
        const [row] = await db.rows<{ id: string }>(
          'select id from joinings order by created_at desc limit 1',
        )
        const page = await new Visitor(app).open(
          joiningPath(services.secret, 'confirm address', row?.id ?? ''),
        )
        await page.press('Yes, this is my address')
        expect(page.status).toBe(200)
        expect(page.heading).toMatch(/^Hello /)
        expect(page.html).not.toContain('<img src=x')
      } else {
        expect(visitor.status, field).toBe(422)
        expect(visitor.title).toMatch(/^Error: /)
        expect(visitor.text).toContain('There is a problem')
        expect(await peopleAndForms(), field).toBe(before)
      }
    }
  }, 60_000)
})

describe('a name in which nothing can be seen', () => {
  const invisible = [
    '\u200b',
    '\u200d\u200c',
    '\u3164',
    '\u2800 \u2060',
    '\ufe0f',
    '\u00ad',
    '\u{e0041}',
    '\u115f\u1160\uffa0',
  ]
  it.each(invisible)('is refused with the sentence for an empty one', async (called) => {
    const answerTo = async (name: string) => {
      app = await freshApp()
      const fields = new URLSearchParams({ ...good, called: name })
      const visitor = await new Visitor(app).send('/groups/scotland-online/join/send', fields)
      return { status: visitor.status, text: visitor.text }
    }
    const empty = await answerTo('')
    expect(empty.status).toBe(422)
    expect(await answerTo(called)).toEqual(empty)
  })

  it('joiners inside a name stay, and spaces of no width around it go', () => {
    for (const name of ['🏳️‍🌈', '👩🏽‍🦽 Mo', 'نرگس‌خاتون', 'ห\u200bญิง', '❤️', 'Zoë'])
      expect(cleanText(name)).toBe(name.normalize('NFC'))
    expect(cleanText('\u200b ann@example.org\u2060\u200b')).toBe('ann@example.org')
    const started = performance.now()
    expect(cleanText(`${' '.repeat(60_000)}x${' '.repeat(60_000)}y`)).toHaveLength(60_002)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe.each(Object.entries(nasty))('%s on one’s own pages', (_name, value) => {
  it('is refused with a page that says so, or is kept as it was typed', async () => {
    app = await freshApp()
    const personId = await smallCharity(db).person('Morag', { groups: [group] })
    const link = await transact(db.app, system('a test'), (tx) =>
      myPagesPath(tx, services.secret, { personId, messageId: value.slice(0, 40) }),
    )
    const visitor = await (await new Visitor(app).open(link)).press('Open my pages')
    const forms: Record<string, Record<string, string>> = {
      '/my/details': {
        called: 'Morag',
        dietary: '',
        access: '',
        note: '',
        'diagnosed-month': '',
        'diagnosed-year': '',
      },
      '/my/emergency': { name: '', phone: '', where: '' },
      '/my/reach/phone': { value: '01632 960 001', ways: 'texts' },
      '/my/reach/post': { value: '1 Mill Lane, Rayleigh SS6 7EF' },
      '/my/reach/email': { value: 'morag@example.org' },
      '/my/reach/remove': { address: '' },
      '/my/messages/reminders': { reminders: 'week', ring: 'yes' },
      '/my/messages/pause': { pause: 'month' },
      '/my/groups/scotland-online/standing': { standing: 'yes' },
      '/my/calendar/titles': { full: 'yes' },
    }
    for (const [path, fields] of Object.entries(forms))
      for (const field of Object.keys(fields)) {
        await visitor.send(path, new URLSearchParams({ ...fields, [field]: value }))
        expect([200, 422], `${path} ${field}`).toContain(visitor.status)
        expect(visitor.html).not.toContain('<img src=x')
      }
    await visitor.open('/my/details')
    expect(visitor.status).toBe(200)
    const asked = await new Visitor(app).send('/my/link', new URLSearchParams({ email: value }))
    expect(asked.status).toBe(422)
  })
})

it('somebody who fills in the field that nobody sees is thanked, and nothing happens', async () => {
  app = await freshApp()
  const before = await peopleAndForms()
  const visitor = await new Visitor(app).send(
    '/groups/scotland-online/join/send',
    new URLSearchParams({ ...good, website: 'https://example.org' }),
  )
  expect(visitor.heading).toBe('Nearly there: look at your e-mail')
  expect(await peopleAndForms()).toBe(before)
})

it('a group that is not there, and pages in the middle, lead somewhere', async () => {
  expect((await new Visitor(app).open('/groups/nowhere/join')).status).toBe(404)
  expect((await new Visitor(app).open('/groups/scotland-online/join/consent')).heading).toBe(
    'Join Scotland online',
  )
  const stray = await new Visitor(app).send(
    '/groups/scotland-online/join/nonsense',
    new URLSearchParams(good),
  )
  expect(stray.heading).toBe('Join Scotland online')
})

it('an unfinished form goes on from the link where it was, after a button', async () => {
  await db.rows('truncate rate_limits, messages, joinings, people, addresses cascade')
  const visitor = await new Visitor(app).open('/groups/scotland-online/join')
  await visitor.press('Continue', { Me: 'ticked' })
  await visitor.press('Continue', { 'What shall we call you?': 'Morag & <Co>' })
  await visitor.press('Continue', { 'E-mail': 'ticked', 'E-mail address': 'morag@example.org' })
  await visitor.press('Finish later')
  expect(visitor.heading).toBe('We have sent you a link')
  expect(await db.rows('select kind from messages')).toEqual([{ kind: 'carry on joining' }])
  const [row] = await db.rows<{ joining_id: string }>('select joining_id from messages')
  const other = await new Visitor(app).open(
    joiningPath(services.secret, 'carry on joining', row?.joining_id ?? ''),
  )
  expect(other.text).not.toContain('Morag')
  await other.press('Carry on')
  expect(other.heading).toBe('How would you like to begin?')
  await other.press('Back')
  expect(other.heading).toBe('How shall we reach you?')
  expect(other.html).toContain('value="morag@example.org"')
  // A draft's link joins nobody.
  await new Visitor(app).send(
    joiningPath(services.secret, 'confirm address', row?.joining_id ?? ''),
    new URLSearchParams(),
  )
  expect(await db.rows('select id from people')).toEqual([])
})

it('an optional question that somebody stopped at is where they go on', async () => {
  await db.rows('truncate rate_limits, messages, joinings, people, addresses cascade')
  const visitor = await new Visitor(app).open('/groups/scotland-online/join')
  await visitor.press('Continue', { Me: 'ticked' })
  await visitor.press('Continue', { 'What shall we call you?': 'Morag' })
  await visitor.press('Continue', { 'E-mail': 'ticked', 'E-mail address': 'morag@example.org' })
  await visitor.press('Continue', { 'I’ll call you': 'ticked' })
  const stoppedAt = visitor.heading
  await visitor.press('Finish later')
  const [row] = await db.rows<{ joining_id: string }>('select joining_id from messages')
  const other = await new Visitor(app).open(
    joiningPath(services.secret, 'carry on joining', row?.joining_id ?? ''),
  )
  await other.press('Carry on')
  expect(other.heading).toBe(stoppedAt)
  expect(stoppedAt).not.toBe('How would you like to begin?')
})
