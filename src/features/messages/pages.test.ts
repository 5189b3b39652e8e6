import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { createApp } from '../../app.tsx'
import { type Gate, openGate } from './gate.ts'
import { queueMessage } from './messages.ts'

let db: TestDatabase
let services: Services
let app: ReturnType<typeof createApp>
let gate: Gate
let make: ReturnType<typeof smallCharity>
let group: string
const dataFolder = mkdtempSync(join(tmpdir(), 'alongside-mail-'))

beforeAll(async () => {
  db = await testDatabase()
  services = testServices(db, { sample: true, dataFolder })
  app = createApp(services)
  gate = openGate(services)
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
})
afterAll(async () => {
  await gate.close()
  await db.drop()
  rmSync(dataFolder, { recursive: true })
})
beforeEach(() => db.rows(`delete from messages`))

const get = (path: string, cookie = '') => app.request(path, { headers: { cookie } })
const post = (
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = fromOurPage,
) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

async function sendTo(called: string, kind: 'joined' | 'reminder day' = 'joined') {
  const person = await make.person(called, { groups: [group] })
  const session = await make.session(group, 30)
  await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
    session,
    group,
    person,
  ])
  await transact(db.app, system('test'), (tx) =>
    queueMessage(tx, { kind, personId: person, groupId: group, sessionId: session }),
  )
  await gate.drain()
  const [message] = await db.rows<{ id: string; sent_to: string }>(
    `select id, sent_to from messages where person_id = $1`,
    [person],
  )
  return { person, id: message?.id ?? '', to: message?.sent_to ?? '' }
}

describe('the sample’s messages', () => {
  test('what is sent stands at /sample/mail.json, newest first, and can be asked for by address', async () => {
    const first = await sendTo('Ada')
    const second = await sendTo('Bea')
    const all = (await (await get('/sample/mail.json')).json()) as {
      to: string
      text: string
      subject: string
    }[]
    expect(all.slice(0, 2).map((mail) => mail.to)).toEqual([second.to, first.to])
    const some = (await (
      await get(`/sample/mail.json?to=${encodeURIComponent(first.to.toUpperCase())}`)
    ).json()) as unknown[]
    expect(some).toMatchObject([
      {
        to: first.to,
        from: 'Alongside <hello@example.org>',
        attachments: [],
        subject: 'Thank you – what happens next',
      },
    ])
    expect(Object.keys((some[0] ?? {}) as object)).toEqual(expect.arrayContaining(['text', 'html', 'sentAt']))
  })

  test('the page lists them; one is shown in a sandboxed frame under a policy of its own', async () => {
    const { to } = await sendTo('Cleo')
    const list = await (await get(`/sample/mail?to=${to}`)).text()
    expect(list).toContain('Thank you – what happens next')
    // As every other page says times.
    expect(list).toMatch(/day \d+ \w+( \d{4})?, (\d+(\.\d\d)?(am|pm)|midday|midnight)/)
    expect(list).not.toMatch(/\d\d:\d\d/)
    const path = /href="(\/sample\/mail\/\d{15}-[^"]+)"/.exec(list)?.[1] ?? ''
    expect(await (await get(path)).text()).toMatch(/<iframe[^>]*sandbox=/)
    const framed = await get(`${path}/html`)
    expect(framed.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(await framed.text()).toContain('Hello Cleo,')
    expect((await get('/sample/mail/..%2f..%2fsecret')).status).toBe(404)
  })

  test('outside sample mode none of it is there', async () => {
    const other = createApp(testServices(db, { sample: false, dataFolder }))
    for (const path of ['/sample/mail', '/sample/mail.json'])
      expect((await other.request(path)).status).toBe(404)
  })
})

describe('the stop link', () => {
  async function stopLink(called: string) {
    const sent = await sendTo(called, 'reminder day')
    const [mail] = (await (await get(`/sample/mail.json?to=${sent.to}`)).json()) as {
      headers: Record<string, string>
    }[]
    const path = new URL(/<(.*)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? 'http://none')
      .pathname
    return { ...sent, path }
  }
  const stops = (person: string) =>
    db.rows(
      `select what, way, ended_at is null as on, until is not null as timed from stops where person_id = $1 order by at`,
      [person],
    )

  test('one press of a mail program, without origin or cookie, stops reminders (RFC 8058), once', async () => {
    const { path, person } = await stopLink('Dora')
    for (let i = 0; i < 2; i++) {
      const answer = await post(path, { 'List-Unsubscribe': 'One-Click' }, {})
      expect(answer.status).toBe(200)
    }
    expect(await stops(person)).toEqual([{ what: 'reminders', way: 'one click', on: true, timed: false }])
  })

  test('a look changes nothing; the page’s choices do, and can be taken back', async () => {
    const { path, person } = await stopLink('Elsie')
    const page = await (await get(path)).text()
    expect(page).toContain('What shall we stop sending?')
    expect(page).not.toContain('Elsie')
    expect(page).toMatch(/<title>Alongside<\/title>/)
    expect(await stops(person)).toEqual([])
    expect((await post(path, {})).status).toBe(422)
    expect((await post(path, { what: 'pause', days: '30' })).status).toBe(303)
    expect(await (await get(`${path}?done=1`)).text()).toContain('We send you nothing until')
    expect((await post(path, { what: 'all' })).status).toBe(303)
    expect((await stops(person)).map((stop) => [stop.what, stop.on, stop.timed])).toEqual([
      ['pause', true, true],
      ['all', true, false],
    ])
    expect((await post(path, { what: 'none' })).status).toBe(303)
    expect((await stops(person)).every((stop) => !stop.on)).toBe(true)
    expect(await (await get(`${path}?done=1`)).text()).toContain('We send you messages again.')
  })

  test('a foreign or damaged link stops nobody, and says what to do', async () => {
    const before = await db.rows(`select count(*)::int as n from stops`)
    expect((await get('/stop/nonsense')).status).toBe(404)
    expect((await post('/stop/nonsense', { what: 'all' })).status).toBe(404)
    expect((await post(`/stop/${'x'.repeat(43)}`, { 'List-Unsubscribe': 'One-Click' }, {})).status).toBe(404)
    expect(await db.rows(`select count(*)::int as n from stops`)).toEqual(before)
  })
})

describe('staff', () => {
  test('find messages by name, by address, by what became of them; read one, which is logged', async () => {
    const admin = await make.staff(['administrator'])
    const sent = await sendTo('Fern Abbott')
    await sendTo('Gwen')
    await db.rows(`update messages set state = 'bounced' where person_id <> $1`, [sent.person])
    for (const query of [
      'q=fern',
      'q=ABBOTT',
      `q=${sent.to}`,
      'state=sent',
      `group=${group}&state=sent&kind=joined`,
    ]) {
      const page = await (await get(`/staff/messages?${query}`, admin.cookie)).text()
      expect(page, query).toContain('Fern Abbott')
      expect(page, query).not.toContain('Gwen')
    }
    expect(await (await get('/staff/messages?q=nobody%25', admin.cookie)).text()).toContain('No message fits')
    const page = await (await get(`/staff/messages/${sent.id}`, admin.cookie)).text()
    expect(page).toContain('Thank you – what happens next')
    expect(page).toContain(sent.to)
    expect(page).toContain('[personal link]')
    expect(
      await db.rows(
        `select verb, table_name from audit_log where subject_id = $1 and verb = 'looked' and account_id = $2`,
        [sent.person, admin.accountId],
      ),
    ).toEqual([{ verb: 'looked', table_name: 'messages' }])
    const framed = await get(`/staff/messages/${sent.id}/html`, admin.cookie)
    expect(framed.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('a coordinator sees the messages of their own groups only', async () => {
    const sent = await sendTo('Hanna')
    const elsewhere = await make.group('Elsewhere')
    const mine = await make.staff(['coordinator'], [group])
    const other = await make.staff(['coordinator'], [elsewhere])
    const list = await (await get('/staff/messages', mine.cookie)).text()
    expect(list).toContain('Hanna')
    expect(list).toMatch(/>\d{1,2} [A-Z][a-z]+ \d{4}, (\d{1,2}(\.\d\d)?(am|pm)|midday|midnight)</)
    expect(await (await get('/staff/messages', other.cookie)).text()).not.toContain('Hanna')
    expect((await get(`/staff/messages/${sent.id}`, mine.cookie)).status).toBe(200)
    expect((await get(`/staff/messages/${sent.id}`, other.cookie)).status).toBe(404)
    expect((await get(`/staff/messages/${sent.id}/html`, other.cookie)).status).toBe(404)
    await post(`/staff/messages/${sent.id}/wrong-address`, {}, { ...fromOurPage, cookie: other.cookie })
    expect(
      await db.rows(`select 1 from addresses where value = $1 and wrong_at is not null`, [sent.to]),
    ).toEqual([])
  })

  test('an address marked as wrong gets nothing more; what did not arrive leaves the list when dealt with', async () => {
    const admin = await make.staff(['administrator'])
    const sent = await sendTo('Isla')
    const as = { ...fromOurPage, cookie: admin.cookie }
    await db.rows(`update messages set state = 'bounced' where id = $1`, [sent.id])
    expect(await (await get('/staff/messages/undelivered', admin.cookie)).text()).toContain('Isla')
    expect(
      (await post(`/staff/messages/${sent.id}/wrong-address`, { why: 'It came back.' }, as)).status,
    ).toBe(303)
    expect(await db.rows(`select wrong_why from addresses where value = $1`, [sent.to])).toEqual([
      { wrong_why: 'It came back.' },
    ])
    await post(`/staff/messages/${sent.id}/again`, {}, as)
    await gate.drain()
    expect(await db.rows(`select state, stopped_why from messages where id = $1`, [sent.id])).toEqual([
      { state: 'stopped', stopped_why: 'address wrong' },
    ])
    expect(await (await get('/staff/messages/undelivered', admin.cookie)).text()).not.toContain('Isla')
  })

  test('sending again passes the gate: not to someone who has died, to anybody else yes', async () => {
    const admin = await make.staff(['administrator'])
    const as = { ...fromOurPage, cookie: admin.cookie }
    const [dead, alive] = [await sendTo('Joan'), await sendTo('Kate')]
    await db.rows(`insert into deaths (person_id) values ($1)`, [dead.person])
    for (const { id } of [dead, alive]) await post(`/staff/messages/${id}/again`, {}, as)
    await gate.drain()
    const states = (person: string) =>
      db.rows(`select state from messages where person_id = $1 order by created_at`, [person])
    expect(await states(dead.person)).toEqual([{ state: 'sent' }, { state: 'stopped' }])
    expect(await states(alive.person)).toEqual([{ state: 'sent' }, { state: 'sent' }])
  })

  test('after a restore: nobody but an administrator opens the gate, and only having looked', async () => {
    const admin = await make.staff(['administrator'])
    const coordinator = await make.staff(['coordinator'], [group])
    const as = { ...fromOurPage, cookie: admin.cookie }
    const { person } = await sendTo('Lena')
    await db.rows(`update messages set state = 'held' where person_id = $1`, [person])
    await db.rows(`update gate_state set open = false, why = 'Restored from the copy of Friday.'`)
    expect(await (await get('/staff/messages', coordinator.cookie)).text()).toContain('No messages go out')
    expect((await get('/staff/messages/gate', coordinator.cookie)).status).toBe(403)
    const page = await (await get('/staff/messages/gate', admin.cookie)).text()
    expect(page).toContain('Restored from the copy of Friday.')
    expect(page).toContain('1 message is held')
    await post('/staff/messages/gate/held', { what: 'release' }, as)
    expect(await db.rows(`select state from messages where person_id = $1`, [person])).toEqual([
      { state: 'held' },
    ])
    expect((await post('/staff/messages/gate/open', {}, as)).status).toBe(422)
    await post('/staff/messages/gate/open', { looked: 'yes' }, { ...fromOurPage, cookie: coordinator.cookie })
    expect(await db.rows(`select open from gate_state`)).toEqual([{ open: false }])
    await post('/staff/messages/gate/open', { looked: 'yes' }, as)
    await post('/staff/messages/gate/held', { what: 'release' }, as)
    await gate.drain()
    expect(await db.rows(`select state from messages where person_id = $1`, [person])).toEqual([
      { state: 'sent' },
    ])
    expect(await db.rows(`select open from gate_state`)).toEqual([{ open: true }])
  })
})
