import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { seal } from './sealing.ts'
import { staff as routes } from './staff.tsx'

let db: TestDatabase
let charity: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let group: string
let session: string
let ann: string
let cookie: string
let strangerCookie: string

beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  app = createApp(testServices(db), routes)
})
afterAll(() => db.drop())
beforeEach(async () => {
  group = await charity.group(`Rayleigh ${randomUUID().slice(0, 8)}`, { kind: 'in person' })
  session = await charity.session(group, -1)
  ann = await charity.person('Ann', { groups: [group], fullName: 'Ann Appleby' })
  await db.rows(
    `update people set dietary = 'No nuts', bear_in_mind = 'Sits by the door', access_needs = 'Large print' where id = $1`,
    [ann],
  )
  await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
    session,
    group,
    ann,
  ])
  await db.rows(
    `insert into emergency_contacts (person_id, name, phone) values ($1, 'A sister', '07700 900 123')`,
    [ann],
  )
  cookie = (await charity.staff(['facilitator'], [group])).cookie
  strangerCookie = (await charity.staff(['facilitator'], [])).cookie
})

const get = (path: string, as = cookie) => app.request(path, { headers: { cookie: as } })
const post = (path: string, form: string | [string, string][], as = cookie) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...fromOurPage, cookie: as },
  })
const postJson = (path: string, body: unknown, as = '') =>
  app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...fromOurPage, cookie: as, 'content-type': 'application/json' },
  })
const visits = () =>
  db.rows<{ id: string }>('select stub_id as id from visits where session_id = $1', [session])

describe('the session page', () => {
  it('shows who may come and what to know, and writes down the look, once for each', async () => {
    const answer = await get(`/staff/sessions/${session}`)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    for (const words of [
      '1 person hopes to come',
      'No nuts',
      'Sits by the door',
      'Large print',
      '07700 900 123',
      'First time at this group',
    ])
      expect(html).toContain(words)
    const looks = await db.rows(
      `select table_name, subject_id from audit_log where verb = 'looked' and (row_id = $1 or subject_id = $2) order by 1`,
      [session, ann],
    )
    expect(looks).toEqual([
      { table_name: 'people', subject_id: ann },
      { table_name: 'sessions', subject_id: null },
    ])
  })

  it('takes back that somebody hopes to come with words that do not read as if nobody came', async () => {
    const next = await charity.session(group, 24)
    await db.rows(`update places set session_id = $1 where person_id = $2`, [next, ann])
    const html = await (await get(`/staff/sessions/${next}`)).text()
    expect(html).toContain('1 person hopes to come')
    expect(html).toContain('They can’t come after all')
    expect(html).not.toContain('Not coming')
  })

  it('at a telephone hour nobody is asked to keep a place, and it says that whoever likes rings', async () => {
    await db.rows('update groups set session_limit = 12 where id = $1', [group])
    const hour = await charity.session(group, 30)
    await db.rows(`update sessions set telephone = '01632 960 100' where id = $1`, [hour])
    const html = await (await get(`/staff/sessions/${hour}`)).text()
    expect(html).toContain('By telephone: people ring 01632 960 100')
    expect(html).toContain('No limit: whoever likes rings, and nobody needs a place')
    expect(html).toContain('Anybody of the group may ring without saying so first.')
    for (const words of ['Waiting list', 'Keep a place', 'hopes to come', 'People may come'])
      expect(html).not.toContain(words)
    // Whoever has a place every time is reminded of it, and has nothing to give back; nobody is to be let in.
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      hour,
      group,
      ann,
    ])
    await db.rows(`update groups set kind = 'online' where id = $1`, [group])
    const reminded = await (await get(`/staff/sessions/${hour}`)).text()
    expect(reminded).toContain('1 person is reminded of it')
    for (const words of ['/give-back', 'Not let in yet']) expect(reminded).not.toContain(words)
  })

  it('is not there for somebody of another group, and neither is anything below it', async () => {
    for (const path of ['', '/sheet', '/came'])
      expect((await get(`/staff/sessions/${session}${path}`, strangerCookie)).status).toBe(404)
    expect((await post(`/staff/sessions/${session}/came`, [['came', ann]], strangerCookie)).status).toBe(404)
    expect((await postJson(`/staff/sessions/${session}/came/sheet`, {}, strangerCookie)).status).toBe(404)
    expect(await visits()).toEqual([])
    expect((await get('/staff/sessions/nonsense')).status).toBe(404)
    expect((await get(`/staff/sessions/${randomUUID()}`)).status).toBe(404)
  })

  it('asks no more questions of the database for fifty people than for one', async () => {
    const client = pg.Client.prototype
    const query = client.query
    let asked = 0
    const spy = vi.spyOn(client, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
      asked++
      return Reflect.apply(query, this, given)
    })
    const count = async (path: string) => {
      asked = 0
      await get(path)
      return asked
    }
    const paths = ['', '/sheet', '/came'].map((part) => `/staff/sessions/${session}${part}`)
    const forOne: number[] = []
    for (const path of paths) forOne.push(await count(path))
    for (let i = 0; i < 50; i++) await charity.person(`Person ${i}`, { groups: [group] })
    const forMany: number[] = []
    for (const path of paths) forMany.push(await count(path))
    spy.mockRestore()
    expect(forMany).toEqual(forOne)
    expect(Math.min(...forOne)).toBeGreaterThan(3)
    expect(Math.max(...forOne)).toBeLessThan(22)
  })

  it('lets somebody in to an online group', async () => {
    const online = await charity.group(`Online ${randomUUID().slice(0, 8)}`, { limit: 20 })
    const next = await charity.session(online, 24)
    const bet = await charity.person('Bet', { groups: [online], letIn: false })
    const { cookie: theirs } = await charity.staff(['facilitator'], [online])
    expect(await (await get(`/staff/sessions/${next}`, theirs)).text()).toContain(
      'I have spoken with them: let in',
    )
    const [member] = await db.rows<{ id: string }>('select id from members where person_id = $1', [bet])
    const form: [string, string][] = [['memberId', member?.id ?? '']]
    await post(`/staff/sessions/${next}/let-in`, form, strangerCookie)
    expect(await db.rows('select let_in_at from members where person_id = $1', [bet])).toEqual([
      { let_in_at: null },
    ])
    const answer = await post(`/staff/sessions/${next}/let-in`, form, theirs)
    expect(answer.headers.get('location')).toBe(`/staff/sessions/${next}?done=let-in`)
    const [row] = await db.rows<{ at: Date | null }>(
      'select let_in_at as at from members where person_id = $1',
      [bet],
    )
    expect(row?.at).toBeInstanceOf(Date)
  })
})

describe('the printed sheet', () => {
  it('has first names and signs, no surname, no need of anybody by name, and is to be shredded', async () => {
    const html = await (await get(`/staff/sessions/${session}/sheet`)).text()
    for (const words of [
      'Ann',
      '07700 900 123',
      'Please shred this sheet after the session',
      'Food, all together:',
    ])
      expect(html).toContain(words)
    expect(html).not.toContain('Appleby')
    expect(html).not.toContain('Sits by the door')
    expect(html).not.toMatch(/illness|cancer|support group/i)
  })

  it('says before it is printed that what there is to hand on takes a page of its own', async () => {
    const sheet = async () => (await get(`/staff/sessions/${session}/sheet`)).text()
    const words = 'come on a page of their own, to hand on'
    await db.rows(`delete from signposts`)
    expect(await sheet()).not.toContain(words)
    await db.rows(
      `insert into signposts (name, what_for, phone, checked_on) values ('Made-up line', 'To be listened to', '01632 960 200', '2026-11-01')`,
    )
    expect(await sheet()).toContain(words)
    await db.rows(`delete from signposts`)
  })

  it('tells what those new hope for, without names; of who has come before it is on the screen', async () => {
    const sheet = async () =>
      (await (await get(`/staff/sessions/${session}/sheet`)).text()).replace(/<[^>]+>/g, '')
    await db.rows(`update people set hopes = 'To laugh again' where id = $1`, [ann])
    expect(await sheet()).toContain('Those new hope for: To laugh again')
    const before = await charity.session(group, -24 * 30)
    await db.rows(
      `with stub as (insert into stubs (person_id) values ($1) on conflict (person_id) do update set person_id = $1 returning id)
       insert into visits (stub_id, session_id, group_id) select id, $2, $3 from stub`,
      [ann, before, group],
    )
    await db.rows(`update members set joined_at = clock() - interval '90 days' where person_id = $1`, [ann])
    expect(await sheet()).not.toContain('Those new hope for')
  })
})

describe('the form of who came', () => {
  it('says “other members” only where somebody is expected', async () => {
    const form = async (id: string) => (await get(`/staff/sessions/${id}/came`)).text()
    const free = await charity.session(group, 24 * 60)
    expect(await form(free)).toContain('Members</')
    expect(await form(free)).not.toContain('Other members')
    expect(await form(session)).toContain('Expected')
    await db.rows('delete from sessions where id = $1', [free])
  })

  it('writes what differs from the page that was shown, however often it is sent', async () => {
    const bet = await charity.person('Bet', { groups: [group] })
    for (let i = 0; i < 3; i++)
      await post(`/staff/sessions/${session}/came`, [
        ['came', ann],
        ['was', ''],
      ])
    expect(await visits()).toHaveLength(1)
    // An old page on which Ann was not ticked yet, and still is not: her tick stays.
    await post(`/staff/sessions/${session}/came`, [
      ['came', bet],
      ['was', ''],
    ])
    expect(await visits()).toHaveLength(2)
    await post(`/staff/sessions/${session}/came`, [
      ['came', bet],
      ['was', `${ann} ${bet}`],
    ])
    expect(await visits()).toHaveLength(1)
  })

  it('adds somebody who came by and stays on the page', async () => {
    const answer = await post(`/staff/sessions/${session}/came`, [
      ['firstName', 'Nan'],
      ['press', 'add'],
    ])
    expect(answer.headers.get('location')).toBe(`/staff/sessions/${session}/came?done=added`)
    expect(await (await get(`/staff/sessions/${session}/came`)).text()).toContain('Nan')
  })

  it('shows the form again with what was typed when a number cannot be', async () => {
    const answer = await post(`/staff/sessions/${session}/came`, [
      ['came', ann],
      ['was', ''],
      ['number', 'many'],
      ['themes', 'Sleep'],
    ])
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('<title>Error: ')
    expect(html).toContain('Enter the number of people as a figure, like 12')
    expect(html).toContain('Sleep')
    expect(html).toMatch(new RegExp(`value="${ann}"[^>]*checked`))
    expect(await visits()).toEqual([])
  })

  it('takes no more than the tables do', async () => {
    const answer = await post(`/staff/sessions/${session}/came`, [
      ['firstName', 'x'.repeat(61)],
      ['themes', 'y'.repeat(3001)],
    ])
    expect(answer.status).toBe(422)
  })
})

describe('what a tablet sends', () => {
  type Sheet = { token: string; publicKey: string }
  const sheet = async () =>
    (await (await postJson(`/staff/sessions/${session}/came/sheet`, {}, cookie)).json()) as Sheet
  const entry = async ({ token, publicKey }: Sheet, what: object) => {
    const id = randomUUID()
    return { id, sealed: await seal(publicKey, { id, token, at: new Date().toISOString(), ...what }) }
  }
  const send = async (waiting: unknown[], more: object = {}) => {
    const answer = await postJson(`/api/staff/sessions/${session}/ticks`, { waiting, ...more })
    return {
      status: answer.status,
      body: (await answer.json()) as { accepted: string[]; refused: string[]; reason?: string },
    }
  }

  it('is taken without a sign-in, and each id once', async () => {
    const given = await sheet()
    const tick = await entry(given, { personId: ann, came: true })
    const nan = await entry(given, { walkIn: randomUUID(), firstName: 'Nan', came: true })
    const record = await entry(given, { record: { came: 5, themes: 'Sleep', topics: [] } })
    for (let i = 0; i < 2; i++) {
      const { status, body } = await send([tick, nan, record])
      expect(status).toBe(200)
      expect(body.accepted.sort()).toEqual([tick.id, nan.id, record.id].sort())
      expect(body.refused).toEqual([])
    }
    expect(await visits()).toHaveLength(2)
    expect(
      await db.rows('select came, themes from session_records where session_id = $1', [session]),
    ).toEqual([{ came: 5, themes: 'Sleep' }])
  })

  it('is turned away when the permit has ended, and taken with a newer one', async () => {
    const tick = await entry(await sheet(), { personId: ann, came: true })
    await db.rows(
      `update record_permits set expires_at = clock() - interval '1 minute' where session_id = $1`,
      [session],
    )
    expect(await send([tick])).toMatchObject({ status: 403, body: { reason: 'no permit', accepted: [] } })
    const { token } = await sheet()
    expect(await send([tick], { token })).toMatchObject({ status: 200, body: { accepted: [tick.id] } })
    expect(await visits()).toHaveLength(1)
  })

  it('is refused for good when nobody sealed it, or its id is another', async () => {
    const given = await sheet()
    const tick = await entry(given, { personId: ann, came: true })
    const swapped = { id: randomUUID(), sealed: tick.sealed }
    const torn = { id: randomUUID(), sealed: { key: 'AAAA', iv: 'AAAA', text: 'AAAA' } }
    const stranger = await entry(given, { personId: await charity.person('Stranger'), came: true })
    const { body } = await send([swapped, torn, stranger])
    expect(body.accepted).toEqual([])
    expect(body.refused.sort()).toEqual([swapped.id, torn.id, stranger.id].sort())
    expect(await visits()).toEqual([])
  })
})

describe('linking somebody who came by', () => {
  it('offers the members of the group, and moves the visit', async () => {
    await post(`/staff/sessions/${session}/came`, [['firstName', 'Ann']])
    const [walkIn] = await db.rows<{ id: string }>('select stub_id as id from walk_ins where group_id = $1', [
      group,
    ])
    const path = `/staff/walk-ins/${walkIn?.id}/link`
    expect((await get(path, strangerCookie)).status).toBe(404)
    expect(await (await get(path)).text()).toContain('Ann (Ann Appleby)')
    expect((await post(path, '')).status).toBe(422)
    const answer = await post(path, [['personId', ann]])
    expect(answer.headers.get('location')).toBe(`/staff/sessions/${session}?done=linked`)
    expect(
      await db.rows(
        'select st.person_id from visits v join stubs st on st.id = v.stub_id where v.session_id = $1',
        [session],
      ),
    ).toEqual([{ person_id: ann }])
    expect((await get(path)).status).toBe(404)
  })
})

describe('the shell for a tablet', () => {
  it('says nothing about anybody, whoever asks', async () => {
    const [own, nobody] = await Promise.all([
      get('/staff/sessions/offline'),
      get('/staff/sessions/offline', ''),
    ])
    expect(own.status).toBe(200)
    expect(await own.text()).toBe(await nobody.text())
  })
})
