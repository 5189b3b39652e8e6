import type { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig, type TextReports, type TextSettings } from '#config'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import type { Env } from '#platform/web.ts'
import { createApp } from '../../app.tsx'
import { recordDeath, takeBackDeath } from '../bereavement/bereavement.ts'
import { type Gate, openGate } from './gate.ts'
import { meansStop } from './incoming-texts.ts'
import { type NewMessage, queueMessage } from './messages.ts'
import { type TestProvider, testProvider } from './testing/texts.ts'

let db: TestDatabase
let app: Hono<Env>
let gate: Gate
let services: ReturnType<typeof testServices>
let make: ReturnType<typeof smallCharity>
let provider: TestProvider
let group: string
let answer: (body: string, n: number) => { status: number; body: string } | 'hang up'
const key = 'a key that the provider knows'
const taken = (_: string, n: number) => ({ status: 201, body: JSON.stringify({ data: [{ id: `p-${n}` }] }) })
const noMail = { lines: 2, send: async () => ({ ok: true }) as const, close() {} }

const texts = (url: string, more: Partial<TextSettings> = {}): TextSettings => ({
  url,
  headers: { authorization: 'Bearer secret' },
  body: '{"from": "Lighthouse", "to": "{to}", "text": "{text}", "reference": "{id}"}',
  idField: 'data[0].id',
  ...more,
})
const textReports: TextReports = {
  key,
  report: { id: 'message.id', status: 'message.status', delivered: ['delivered'], failed: ['failed'] },
  incoming: { id: 'id', from: 'from', text: 'text' },
}

beforeAll(async () => {
  db = await testDatabase()
  answer = taken
  provider = await testProvider({ answer: (body, n) => answer(body, n) })
  services = testServices(db, { texts: texts(provider.url), textReports })
  app = createApp(services)
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
  await db.rows(
    `update charity set name = 'Lighthouse Breast Cancer Support', discreet_name = 'Lighthouse', phone = '0808 157 0123'`,
  )
})
beforeEach(() => {
  gate = openGate(services, noMail)
})
afterAll(async () => {
  await provider.stop()
  await db.drop()
})
afterEach(async () => {
  await gate.close()
  answer = taken
  provider.got.length = 0
  for (const table of ['messages', 'incoming_texts', 'calls', 'people']) await db.rows(`delete from ${table}`)
})

const queue = (message: NewMessage) => transact(db.app, system('test'), (tx) => queueMessage(tx, message))
/** Somebody who said yes to texts and has no e-mail. */
async function someone(called = 'Rosa', phone = '07700 900123') {
  const person = await make.person(called, { email: null, phone, groups: [group] })
  await db.rows(`update people set texts_ok = true where id = $1`, [person])
  return person
}
async function send(person: string) {
  await queue({ kind: 'joined', personId: person, groupId: group })
  await gate.drain()
  const [row] = await db.rows<{
    id: string
    state: string
    channel: string
    sent_to: string
    last_error: string | null
  }>(
    `select id, state, channel, sent_to, last_error from messages where person_id = $1 order by created_at desc limit 1`,
    [person],
  )
  if (!row) throw new Error('no message')
  return row
}
const tell = (
  path: string,
  said: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${key}` },
) =>
  app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(said),
  })
const holds = async (person: string) =>
  (await db.rows<{ holds: boolean }>(`select consent_holds($1, 'text') as holds`, [person]))[0]?.holds

describe('sending', () => {
  test('is one request with what the settings say, the number as the world writes it, and words for anybody’s eyes', async () => {
    const person = await someone()
    expect(await send(person)).toMatchObject({ state: 'sent', channel: 'text', sent_to: '+447700900123' })
    const [got] = provider.got
    expect(got?.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' })
    const body = JSON.parse(got?.body ?? '')
    expect(body).toMatchObject({
      from: 'Lighthouse',
      to: '+447700900123',
      reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(body.text).toMatch(/^Lighthouse: Thank you.*Reply STOP to end texts\.$/)
    expect(await db.rows(`select provider_id, segments from texts`)).toEqual([
      { provider_id: 'p-1', segments: 1 },
    ])
  })

  test('who has just joined reads the next date, in one text', async () => {
    const mill = await make.group('The Mill', { kind: 'in person' })
    await make.session(mill, 24 * 20)
    const person = await make.person('Rosa', { email: null, phone: '07700 900125', groups: [mill] })
    await db.rows('update people set texts_ok = true where id = $1', [person])
    await queue({ kind: 'joined', personId: person, groupId: mill })
    await gate.drain()
    expect(JSON.parse(provider.got.at(-1)?.body ?? '{}').text).toMatch(
      /You are very welcome\. Next: \w+day \d+ \w+, [\d.]+(am|pm)\. /,
    )
    expect(await db.rows('select segments from texts')).toEqual([{ segments: 1 }])
  })

  test('staff read on its page what it said', async () => {
    const { id } = await send(await someone('Rosa', '07700 900124'))
    const { cookie } = await make.staff(['coordinator'], [group])
    const page = await (await app.request(`/staff/messages/${id}`, { headers: { cookie } })).text()
    expect(page).toContain('Lighthouse: Thank you.')
    expect(page).not.toContain('is written at the moment of sending')
  })

  test('writes into a form, and no text can end its field and begin another', async () => {
    await db.rows(`update charity set discreet_name = 'A&to=+447700900999"'`)
    const services = testServices(db, {
      texts: texts(provider.url, { headers: {}, body: 'to={number}&body={text}', idField: null }),
    })
    const byForm = openGate(services, noMail)
    await queue({ kind: 'joined', personId: await someone(), groupId: group })
    await byForm.drain()
    await byForm.close()
    await db.rows(`update charity set discreet_name = 'Lighthouse'`)
    const form = new URLSearchParams(provider.got[0]?.body)
    expect(form.getAll('to')).toEqual(['447700900123'])
    expect(form.get('body')).toContain('A&to=+447700900999"')
    expect(provider.got[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  test.each([
    [503, 'waiting', 'HTTP 503'],
    [429, 'waiting', 'HTTP 429'],
    [401, 'waiting', 'HTTP 401'],
    [422, 'bounced', 'HTTP 422'],
    [302, 'waiting', 'not reached'],
  ])('after %i it is %s', async (status, state, last_error) => {
    answer = () => ({ status, body: '{}' })
    expect(await send(await someone())).toMatchObject({ state, last_error })
    // Whoever a text does not reach is rung.
    expect(await db.rows(`select why from calls`)).toEqual(
      state === 'bounced' ? [{ why: 'undelivered' }] : [],
    )
  })

  test('is tried again after a while when the provider hung up, and arrives', async () => {
    const services = testServices(db, { texts: texts(provider.url) })
    const fresh = openGate(services, noMail)
    answer = () => 'hang up'
    const person = await someone()
    await queue({ kind: 'joined', personId: person, groupId: group })
    await fresh.drain()
    expect(await db.rows(`select state, try_after > clock() as later from messages`)).toEqual([
      { state: 'waiting', later: true },
    ])
    await fresh.close()
    answer = taken
    await db.rows(`update messages set try_after = clock()`)
    const next = openGate(services, noMail)
    await next.drain()
    await next.close()
    expect(await db.rows(`select state from messages`)).toEqual([{ state: 'sent' }])
  })

  test('the provider away holds up no e-mail', async () => {
    answer = () => ({ status: 500, body: '' })
    const mailed: string[] = []
    const services = testServices(db, { texts: texts(provider.url) })
    const both = openGate(services, {
      ...noMail,
      async send(mail) {
        mailed.push(mail.to)
        return { ok: true }
      },
    })
    for (let i = 0; i < 3; i++)
      await queue({ kind: 'joined', personId: await someone(`Una ${i}`, `0770090010${i}`), groupId: group })
    const byMail = await make.person('Ida', { groups: [group] })
    await queue({ kind: 'joined', personId: byMail, groupId: group })
    await both.drain()
    await both.close()
    expect(mailed).toHaveLength(1)
    // And it is asked once, not once for each text.
    expect(provider.got.length).toBeLessThan(3)
  })
})

describe('what the provider reports', () => {
  test('is believed with the key alone', async () => {
    const person = await someone()
    const { id } = await send(person)
    const said = { message: { id: 'p-1', status: 'failed' } }
    expect((await tell('/api/texts/report', said, {})).status).toBe(403)
    expect((await tell('/api/texts/report', said, { authorization: 'Bearer another' })).status).toBe(403)
    expect(
      (await tell('/api/texts/incoming?key=wrong', { from: '+447700900123', text: 'STOP' }, {})).status,
    ).toBe(403)
    expect(await holds(person)).toBe(true)
    expect(await db.rows(`select state from messages where id = $1`, [id])).toEqual([{ state: 'sent' }])
    expect((await tell(`/api/texts/report?key=${encodeURIComponent(key)}`, said, {})).status).toBe(200)
  })

  test('arrived: kept; failed: undelivered, and the person on the list of calls once', async () => {
    const person = await someone()
    const { id } = await send(person)
    expect((await tell('/api/texts/report', { message: { id: 'p-1', status: 'queued' } })).status).toBe(200)
    expect(await db.rows(`select report from texts`)).toEqual([{ report: null }])
    await tell('/api/texts/report', { message: { id: 'p-1', status: 'Delivered' } })
    expect(await db.rows(`select report from texts`)).toEqual([{ report: 'delivered' }])
    await tell('/api/texts/report', { message: { id, status: 'failed' } })
    await tell('/api/texts/report', { message: { id, status: 'failed' } })
    expect(await db.rows(`select state from messages where id = $1`, [id])).toEqual([
      { state: 'undelivered' },
    ])
    expect(await db.rows(`select person_id, why from calls`)).toEqual([
      { person_id: person, why: 'undelivered' },
    ])
  })

  test('failed, after they died: a human looks once, nobody rings, and a mistake brings the message back', async () => {
    const rosa = await someone()
    const { id } = await send(rosa)
    const seen = () =>
      db.rows(`select seen_undelivered_at is not null as seen from messages where id = $1`, [id])
    await transact(db.app, system('test'), (tx) =>
      recordDeath(tx, { personId: rosa, toldBy: 'Ann', toldOn: null, sure: 'told' }),
    )
    for (const status of ['failed', 'delivered', 'failed'])
      await tell('/api/texts/report', { message: { id, status } })
    expect(await db.rows(`select from calls where ended_at is null`)).toEqual([])
    expect(await db.rows(`select person_id, source, decision from late_arrivals`)).toEqual([
      { person_id: rosa, source: 'bounce', decision: null },
    ])
    expect(await seen()).toEqual([{ seen: true }])
    await transact(db.app, system('test'), (tx) => takeBackDeath(tx, { personId: rosa }))
    expect(await seen()).toEqual([{ seen: false }])
  })

  test('anything else is refused in a sentence, and where no texts are taken there is nothing', async () => {
    expect((await tell('/api/texts/report', { other: 1 })).status).toBe(422)
    expect((await tell('/api/texts/incoming', [])).status).toBe(422)
    const without = createApp(testServices(db))
    const answer = await without.request('/api/texts/incoming', { method: 'POST', body: 'x' })
    expect(answer.status).toBe(404)
  })
})

describe('answers', () => {
  test.each([
    'STOP',
    'stop',
    ' Stop. ',
    '“STOP”',
    'STOP ALL',
    'StopAll!',
    'stop, please',
    'Unsubscribe',
    'Please stop',
    'STOP texting me',
    'Please stop sending me these messages.',
    'No more texts please',
    'Don’t text me any more',
    'END',
    'Stopiwch os gwelwch yn dda',
    'Dim mwy o negeseuon, diolch',
  ])('“%s” means stop', (text) => {
    expect(meansStop(text)).toBe(true)
  })
  test.each([
    '',
    'I can not stop thinking of you',
    'Do not stop',
    'stop by at 11?',
    'Cancel',
    'Bus stop',
    'The end of the month is better',
    'Don’t text me, ring me on Friday',
    'Yes please',
    'ok',
  ])('“%s” does not', (text) => {
    expect(meansStop(text)).toBe(false)
  })

  test('STOP ends texts for everybody who has that number, in the ledger too, and for nobody else', async () => {
    const rosa = await someone('Rosa')
    const carer = await someone('Tom')
    const una = await someone('Una', '07700 900456')
    expect(
      (await tell('/api/texts/incoming', { from: '447700900123', text: 'Stop.', id: 'in-1' })).status,
    ).toBe(200)
    expect([await holds(rosa), await holds(carer), await holds(una)]).toEqual([false, false, true])
    expect(await db.rows(`select what, way from stops where ended_at is null`)).toEqual([
      { what: 'texts', way: 'text' },
      { what: 'texts', way: 'text' },
    ])
    expect(
      await db.rows(
        `select way, words, given from consents where person_id = $1 and purpose = 'text' order by id desc limit 1`,
        [rosa],
      ),
    ).toEqual([{ way: 'text', words: 'Stop.', given: false }])
    expect(await send(rosa)).toMatchObject({ state: 'stopped' })
    expect(await send(una)).toMatchObject({ state: 'sent' })
    // A second time, and the same once more, change nothing.
    await tell('/api/texts/incoming', { from: '+44 7700 900123', text: 'STOP', id: 'in-2' })
    await tell('/api/texts/incoming', { from: '+44 7700 900123', text: 'STOP', id: 'in-2' })
    expect(await db.rows(`select count(*)::int as n from stops`)).toEqual([{ n: 2 }])
  })

  test('a yes given again ends that stop', async () => {
    const rosa = await someone()
    await tell('/api/texts/incoming', { from: '+447700900123', text: 'STOP' })
    await db.rows(`update people set texts_ok = true where id = $1`, [rosa])
    expect(await holds(rosa)).toBe(true)
    expect(await send(rosa)).toMatchObject({ state: 'sent', channel: 'text' })
  })

  test('other words are kept, shown to who may see the person, and somebody rings', async () => {
    const rosa = await someone()
    const form = new URLSearchParams({
      from: '+447700900123',
      text: 'Can’t come on Friday, sorry\nRosa',
      id: 'in-7',
    })
    for (let twice = 0; twice < 2; twice++)
      expect(
        (
          await app.request(`/api/texts/incoming?key=${encodeURIComponent(key)}`, {
            method: 'POST',
            body: form,
          })
        ).status,
      ).toBe(200)
    expect(await db.rows(`select person_id, why, note from calls`)).toEqual([
      { person_id: rosa, why: 'they wrote', note: '“Can’t come on Friday, sorry\nRosa”' },
    ])
    expect(await holds(rosa)).toBe(true)
    const other = await make.group(`Dorset ${Math.random()}`)
    const seen = async (of: string) =>
      (
        await app.request('/staff/texts', {
          headers: { cookie: (await make.staff(['coordinator'], [of])).cookie },
        })
      ).text()
    expect(await seen(group)).toContain('Can’t come on Friday, sorry')
    expect(await seen(other)).not.toContain('Friday')
  })

  test('from a number that nobody has: kept for administrators, and nobody is rung', async () => {
    await tell('/api/texts/incoming', { from: 'Lighthouse', text: 'Who is this?' })
    expect(await db.rows(`select person_id, from_number, body from incoming_texts`)).toEqual([
      { person_id: null, from_number: 'Lighthouse', body: 'Who is this?' },
    ])
    expect(await db.rows(`select 1 from calls`)).toEqual([])
  })

  test('from the number of somebody who died: a human looks first, and nobody rings them', async () => {
    const rosa = await someone()
    await transact(db.app, system('test'), (tx) =>
      recordDeath(tx, { personId: rosa, toldBy: 'Ann', toldOn: null, sure: 'told' }),
    )
    await tell('/api/texts/incoming', { from: '+447700900123', text: 'Who are you?' })
    expect(await db.rows(`select from calls where ended_at is null`)).toEqual([])
    expect(await db.rows(`select person_id, source, decision from late_arrivals`)).toEqual([
      { person_id: rosa, source: 'reply', decision: null },
    ])
  })
})

describe('the settings', () => {
  const url = 'https://texts.example.org/send'
  test('are read', () => {
    const read = readConfig({
      TEXTS_URL: url,
      TEXTS_BODY: 'to={to}&text={text}',
      TEXTS_HEADERS: '{"x-api-key": "k"}',
      TEXTS_REPORT_KEY: key,
      TEXTS_REPORT_FIELDS: '{"id": "MessageSid"}',
    })
    expect(read.texts).toEqual({
      url,
      headers: { 'x-api-key': 'k' },
      body: 'to={to}&text={text}',
      idField: null,
    })
    expect(read.textReports?.report).toMatchObject({
      id: 'MessageSid',
      status: 'status',
      delivered: ['delivered'],
    })
    expect(readConfig({}).texts).toBeNull()
  })

  test.each([
    [{ TEXTS_URL: url }, 'belong together'],
    [{ TEXTS_BODY: '{to}{text}' }, 'belong together'],
    [{ TEXTS_URL: 'http://texts.example.org', TEXTS_BODY: '{to}{text}' }, 'https'],
    [{ TEXTS_URL: url, TEXTS_BODY: '{to}' }, '{text}'],
    [{ TEXTS_HEADERS: 'x: y' }, 'TEXTS_HEADERS must be JSON'],
    [{ TEXTS_REPORT_KEY: 'short' }, 'at least 16'],
  ])('refuse %j in a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })
})
