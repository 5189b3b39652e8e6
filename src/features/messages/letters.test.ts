import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import type { Env } from '#platform/web.ts'
import { createApp } from '../../app.tsx'
import { recordDeath, takeBackDeath } from '../bereavement/bereavement.ts'
import { look } from './facts.ts'
import { type Gate, openGate } from './gate.ts'
import { printLetters, sortLetters } from './letter-gate.ts'
import { type NewMessage, queueMessage } from './messages.ts'

let db: TestDatabase
let app: Hono<Env>
let gate: Gate
let services: ReturnType<typeof testServices>
let make: ReturnType<typeof smallCharity>
let group: string
let other: string
let cookie: string
let elsewhere: string
beforeAll(async () => {
  db = await testDatabase()
  services = testServices(db)
  app = createApp(services)
  gate = openGate(services, { lines: 2, send: async () => ({ ok: true }), close() {} }, null)
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
  other = await make.group('Dorset', { kind: 'in person' })
  cookie = (await make.staff(['coordinator'], [group])).cookie
  elsewhere = (await make.staff(['coordinator'], [other])).cookie
  await db.rows(`update charity set name = 'Lighthouse Breast Cancer Support', discreet_name = 'Lighthouse',
    illness = 'secondary breast cancer', phone = '0808 157 0123',
    postal_address = E'Lighthouse Breast Cancer Support\\n1 Mill Lane\\nRayleigh SS6 7EF'`)
})
afterAll(async () => {
  await gate.close()
  await db.drop()
})
afterEach(async () => {
  await db.rows(`update gate_state set open = true`)
  await db.rows(`delete from messages`)
  await db.rows(`delete from letter_batches`)
  await db.rows(`delete from calls`)
})

const queue = (message: NewMessage) => transact(db.app, system('test'), (tx) => queueMessage(tx, message))
/** Somebody whom the post alone reaches. */
async function byPost(
  called: string,
  in_ = group,
  value = `${called}’s House\n12 Example Road\nRayleigh SS6 7ED`,
) {
  const person = await make.person(called, { email: null, groups: [in_], fullName: `${called} Example` })
  await db.rows(
    `insert into person_addresses (person_id, address_id, confirmed_at) select $1, address_row('post', $2), clock()`,
    [person, value],
  )
  return person
}
/** The same, with a letter about a cancelled session in three weeks that waits to be printed. */
async function someone(called: string, in_ = group, hours = 24 * 21) {
  const person = await byPost(called, in_)
  const session = await make.session(in_, hours)
  await db.rows(
    `update sessions set state = 'cancelled', cancelled_words = 'The boiler is broken.' where id = $1`,
    [session],
  )
  await queue({ kind: 'session cancelled', personId: person, groupId: in_, sessionId: session })
  await gate.drain()
  return person
}
const messageOf = async (person: string) => {
  const [row] = await db.rows<{
    id: string
    state: string
    channel: string
    stopped_why: string | null
    sent_to: string | null
    body_text: string | null
    batch_id: string | null
  }>(
    `select m.id, m.state, m.channel, m.stopped_why, m.sent_to, m.body_text, l.batch_id
     from messages m left join letters l on l.message_id = m.id where m.person_id = $1 order by m.created_at limit 1`,
    [person],
  )
  return row
}
const get = (path: string, as = cookie) => app.request(path, { headers: { cookie: as } })
const post = (path: string, form: Record<string, string> = {}, as = cookie) =>
  app.request(path, {
    method: 'POST',
    headers: { ...fromOurPage, cookie: as, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  })
const print = async (as = cookie) => {
  const answer = await post('/staff/letters/print', {}, as)
  expect(answer.status).toBe(303)
  return /batches\/([0-9a-f-]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
}
const pages = (pdf: string) => (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length
const pdfOf = async (path: string) => {
  const answer = await get(path)
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()).toString('latin1') }
}
const die = (personId: string) =>
  transact(db.app, system('test'), (tx) =>
    recordDeath(tx, { personId, toldBy: 'Ann', toldOn: null, sure: 'told' }),
  )

describe('a letter', () => {
  test('that is on paper is sent by nothing else, also when it was about to go by e-mail as it was chosen', async () => {
    const rosa = await someone('Rosa')
    const { id = '' } = (await messageOf(rosa)) ?? {}
    // Somebody's record was made hers, with an e-mail address, and taken apart again.
    await db.rows(`update messages set channel = 'email', try_after = clock() where id = $1`, [id])
    const { accountId } = await make.staff(['coordinator'], [group])
    const { batchId } = await printLetters(services, [id], accountId)
    expect(batchId).not.toBeNull()
    // A gate that had taken it for itself before comes too late, and none takes it again.
    const seen = await transact(db.app, system('gate'), (tx) => look(tx, id))
    expect(seen).toBeNull()
    await gate.drain()
    expect(await messageOf(rosa)).toMatchObject({ state: 'waiting', channel: 'post', batch_id: batchId })
  })

  test('waits to be printed, is printed in one PDF, and is sent once somebody says that it was posted', async () => {
    const rosa = await someone('Rosa')
    const una = await someone('Una')
    expect(await messageOf(rosa)).toMatchObject({ state: 'waiting', channel: 'post', batch_id: null })
    const list = await (await get('/staff/letters')).text()
    expect(list).toContain('2 letters to print')
    expect(await (await get(`/staff/people/${rosa}`)).text()).toContain('A letter, not posted yet')
    expect(list).toContain('Rosa Example')
    const batch = await print()
    expect(await messageOf(rosa)).toMatchObject({
      state: 'waiting',
      batch_id: batch,
      sent_to: 'Rosa Example, Rosa’s House, 12 Example Road, Rayleigh SS6 7ED',
      body_text: expect.stringContaining('The boiler is broken.'),
    })
    const { status, bytes } = await pdfOf(`/staff/letters/batches/${batch}/pdf`)
    expect(status).toBe(200)
    // Two letters, and a blank page between them: two people's letters are never on one sheet.
    expect(pages(bytes)).toBe(3)
    expect((await post(`/staff/letters/batches/${batch}/posted`)).headers.get('location')).toBe(
      '/staff/letters?done=posted',
    )
    expect(await messageOf(rosa)).toMatchObject({ state: 'sent' })
    expect(await messageOf(una)).toMatchObject({ state: 'sent' })
    expect(await (await get('/staff/messages')).text()).not.toContain('0 letters')
    expect((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).status).toBe(404)
    expect(await (await get(`/staff/letters/batches/${batch}`)).text()).toContain('Letters that were posted')
  })

  test('is a tagged PDF (PDF/UA-1) in our own typeface, embedded, and in no other', async () => {
    await someone('Rosa')
    const { bytes } = await pdfOf(`/staff/letters/batches/${await print()}/pdf`)
    const fonts = [...bytes.matchAll(/\/BaseFont\s*\/([\w+-]+)/g)].map((found) =>
      found[1]?.replace(/^[A-Z]{6}\+/, ''),
    )
    expect([...new Set(fonts)].toSorted()).toEqual([
      'AtkinsonHyperlegibleNext-Bold',
      'AtkinsonHyperlegibleNext-Regular',
    ])
    expect(bytes.match(/\/FontFile[23]?\b/g) ?? []).toHaveLength(2)
    expect(bytes).toMatch(/\/MarkInfo/)
    expect(bytes).toMatch(/\/StructTreeRoot/)
    expect(bytes).toMatch(/pdfuaid:part>1</)
    expect(bytes).toMatch(/\/Lang\s*\(en-GB\)/)
  })

  test('names nothing of the illness in the window, and says everything inside', async () => {
    await someone('Rosa')
    await print()
    const [row] = await db.rows<{ sheet: { to: string[]; heading: string; size: number } }>(
      `select sheet from letters`,
    )
    expect(row?.sheet.to).toEqual(['Rosa Example', 'Rosa’s House', '12 Example Road', 'Rayleigh SS6 7ED'])
    const { letterheadOf } = await import('./letter-sheets.ts')
    const { readCharity } = await import('#platform/charity.ts')
    const head = letterheadOf(await transact(db.app, system('test'), readCharity), null)
    expect(head.back).toBe('Lighthouse, 1 Mill Lane, Rayleigh SS6 7EF')
    expect(head.name).toBe('Lighthouse Breast Cancer Support')
  })

  test('names somebody once who wrote their whole name above their address', async () => {
    const person = await byPost('Rosa Quill', group, 'Mrs Rosa Quill\n12 Example Road\nRayleigh SS6 7ED')
    const session = await make.session(group, 24 * 21)
    await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'Snow' where id = $1`, [
      session,
    ])
    await queue({ kind: 'session cancelled', personId: person, groupId: group, sessionId: session })
    await gate.drain()
    await print()
    expect(await db.rows(`select sheet -> 'to' as "to" from letters`)).toEqual([
      { to: ['Mrs Rosa Quill', '12 Example Road', 'Rayleigh SS6 7ED'] },
    ])
  })

  test('is in large print for who asked for it', async () => {
    const rosa = await someone('Rosa')
    await db.rows(`update people set large_print = true where id = $1`, [rosa])
    await print()
    expect(await db.rows(`select (sheet ->> 'size')::int as size from letters`)).toEqual([{ size: 16 }])
  })

  test('of another group is neither listed nor printed, posted or opened by a coordinator who is not theirs (P4)', async () => {
    const rosa = await someone('Rosa')
    const batch = await print()
    const message = (await messageOf(rosa))?.id
    expect(await (await get('/staff/letters', elsewhere)).text()).not.toContain('Rosa')
    for (const path of [
      `/staff/letters/batches/${batch}`,
      `/staff/letters/batches/${batch}/pdf`,
      `/staff/letters/${message}/pdf`,
    ])
      expect((await get(path, elsewhere)).status, path).toBe(404)
    expect((await post(`/staff/letters/batches/${batch}/posted`, {}, elsewhere)).status).toBe(404)
    const helper = (await make.staff(['facilitator'], [group])).cookie
    expect((await get(`/staff/letters/batches/${batch}/pdf`, helper)).status).toBe(403)
    expect(await messageOf(rosa)).toMatchObject({ state: 'waiting' })
  })

  test('of a batch that holds others’ letters too is not marked as posted by who sees only some', async () => {
    await someone('Rosa')
    await someone('Una', other)
    const administrator = (await make.staff(['administrator'])).cookie
    const batch = await print(administrator)
    expect((await post(`/staff/letters/batches/${batch}/posted`)).status).toBe(409)
    expect((await post(`/staff/letters/batches/${batch}/posted`, {}, administrator)).status).toBe(303)
  })

  test('goes by e-mail after all when an address was confirmed before it was printed', async () => {
    const rosa = await someone('Rosa')
    await db.rows(
      `insert into person_addresses (person_id, address_id, confirmed_at) select $1, address_row('email', $2), clock()`,
      [rosa, `${randomUUID()}@example.org`],
    )
    expect(await print()).toBe('')
    await gate.drain()
    expect(await messageOf(rosa)).toMatchObject({ state: 'sent', channel: 'email' })
  })

  test('that would come too late is a call instead, also when it has waited too long to be printed', async () => {
    const near = await someone('Ida', group, 30)
    expect(await messageOf(near)).toMatchObject({ state: 'stopped', stopped_why: 'no address' })
    const waited = await someone('Una')
    await db.rows(`update sessions set date = (clock() + interval '2 days')::date`)
    await sortLetters(services)
    expect(await messageOf(waited)).toMatchObject({ state: 'stopped', stopped_why: 'no address' })
    expect(await db.rows(`select person_id, why from calls order by asked_at`)).toEqual([
      { person_id: near, why: 'cancelled' },
      { person_id: waited, why: 'cancelled' },
    ])
  })

  test('whose address has changed since it was printed is pulled out, and waits to be printed anew', async () => {
    const rosa = await someone('Rosa')
    const batch = await print()
    await db.rows(`delete from person_addresses where person_id = $1`, [rosa])
    await db.rows(
      `insert into person_addresses (person_id, address_id) select $1, address_row('post', '9 New Row, Rayleigh')`,
      [rosa],
    )
    expect(await (await get(`/staff/letters/batches/${batch}`)).text()).toMatch(
      /Pull out this letter.*has changed since/s,
    )
    await sortLetters(services)
    await gate.drain()
    expect(await messageOf(rosa)).toMatchObject({ state: 'stopped', stopped_why: 'address changed' })
    await print()
    expect(await db.rows(`select sent_to from messages where state = 'waiting'`)).toEqual([
      { sent_to: 'Rosa Example, 9 New Row, Rayleigh' },
    ])
  })

  test('a session that changes between printing and posting is told anew on paper; a change that is not on it is not', async () => {
    const rosa = await byPost('Rosa')
    const session = await make.session(group, 24 * 30)
    await db.rows('update sessions set sequence = 1 where id = $1', [session])
    await queue({
      kind: 'session moved',
      personId: rosa,
      groupId: group,
      sessionId: session,
      details: { sequence: 1, former: 'Friday 27 November, 11am to 1pm' },
    })
    await gate.drain()
    await print()
    const change = (what: string) =>
      db.rows(`update sessions set ${what}, sequence = sequence + 1 where id = $1`, [session])
    await change('changed_at = clock()')
    await sortLetters(services)
    expect(await messageOf(rosa)).toMatchObject({ state: 'waiting' })
    await change(`date = date + 1`)
    await sortLetters(services)
    await gate.drain()
    expect(await messageOf(rosa)).toMatchObject({ state: 'stopped', stopped_why: 'printed before a change' })
    expect(await print()).not.toBe('')
    expect(
      await db.rows(`select kind from messages where state = 'waiting' and sent_to is not null`),
    ).toEqual([{ kind: 'session moved' }])
  })
})

describe('somebody who died or asked for silence (P1)', () => {
  const silences: [string, (person: string) => Promise<unknown>][] = [
    ['died', die],
    [
      'stopped everything',
      (person) => db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [person]),
    ],
    [
      'said no to post',
      (person) =>
        db.rows(
          `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'post', false, 'No', '1', 'phone')`,
          [person],
        ),
    ],
  ]

  test.each(silences)(
    '%s before it was printed: nothing is printed for them, and for others it is',
    async (_, silence) => {
      const rosa = await someone('Rosa')
      const una = await someone('Una')
      await silence(rosa)
      const batch = await print()
      expect(await messageOf(rosa)).toMatchObject({ state: 'stopped', batch_id: null })
      expect(await messageOf(una)).toMatchObject({ state: 'waiting', batch_id: batch })
    },
  )

  test.each(silences)(
    '%s between printing and posting: to be pulled out, not in the PDF again, and never marked as posted',
    async (_, silence) => {
      const rosa = await someone('Rosa')
      const una = await someone('Una')
      const batch = await print()
      const message = (await messageOf(rosa))?.id
      expect(pages((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).bytes)).toBe(3)
      await silence(rosa)
      // Whoever had the page open has not been told yet: their press is refused, and says whom to pull out.
      const refused = await post(`/staff/letters/batches/${batch}/posted`)
      expect(refused.status).toBe(409)
      const page = await refused.text()
      expect(page).toMatch(/Pull out this letter.*Rosa Example/s)
      expect(await messageOf(una)).toMatchObject({ state: 'waiting' })
      expect(pages((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).bytes)).toBe(1)
      expect((await pdfOf(`/staff/letters/${message}/pdf`)).status).toBe(404)
      const known = /name="pulled" value="([^"]*)"/.exec(page)?.[1] ?? ''
      expect(known).toBe(message)
      expect((await post(`/staff/letters/batches/${batch}/posted`, { pulled: known })).status).toBe(303)
      expect(await messageOf(rosa)).toMatchObject({ state: 'stopped' })
      expect(await messageOf(una)).toMatchObject({ state: 'sent' })
    },
  )

  test('a death by mistake, taken back before the post: the letter is in the batch again', async () => {
    const rosa = await someone('Rosa')
    const batch = await print()
    await die(rosa)
    expect((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).status).toBe(404)
    await transact(db.app, system('test'), (tx) => takeBackDeath(tx, { personId: rosa }))
    expect(pages((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).bytes)).toBe(1)
    expect((await post(`/staff/letters/batches/${batch}/posted`)).status).toBe(303)
    expect(await messageOf(rosa)).toMatchObject({ state: 'sent' })
  })

  test('a death by mistake, taken back after the rest was posted: the letter waits to be printed anew', async () => {
    const rosa = await someone('Rosa')
    await someone('Una')
    const batch = await print()
    await die(rosa)
    await post(`/staff/letters/batches/${batch}/posted`, { pulled: (await messageOf(rosa))?.id ?? '' })
    await transact(db.app, system('test'), (tx) => takeBackDeath(tx, { personId: rosa }))
    expect(await (await get('/staff/letters')).text()).toContain('1 letter to print')
  })

  test('while the gate is closed nothing is printed, opened or posted', async () => {
    const rosa = await someone('Rosa')
    const batch = await print()
    await someone('Una')
    await db.rows(`update gate_state set open = false`)
    expect(await print()).toBe('')
    expect((await pdfOf(`/staff/letters/batches/${batch}/pdf`)).status).toBe(404)
    expect((await post(`/staff/letters/batches/${batch}/posted`)).status).toBe(409)
    expect(await messageOf(rosa)).toMatchObject({ state: 'waiting' })
  })

  test('opening the PDF and the pages changes nothing (P9)', async () => {
    const rosa = await someone('Rosa')
    const batch = await print()
    const before = await db.rows(`select to_jsonb(m) as m from messages m`)
    await get('/staff/letters')
    await get(`/staff/letters/batches/${batch}`)
    await pdfOf(`/staff/letters/batches/${batch}/pdf`)
    await pdfOf(`/staff/letters/${(await messageOf(rosa))?.id}/pdf`)
    expect(await db.rows(`select to_jsonb(m) as m from messages m`)).toEqual(before)
  })
})
