import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordDeath } from '#features/bereavement/bereavement.ts'
import { addSession, cancelSession } from '#features/groups/groups.ts'
import type { StaffActor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import type { Env } from '#platform/web.ts'
import { createApp } from '../../app.tsx'

let db: TestDatabase
let app: Hono<Env>
let make: ReturnType<typeof smallCharity>
let coordinator: StaffActor & { cookie: string }
let facilitator: StaffActor & { cookie: string }
let group: string
let session: string

beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db))
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person', limit: 12 })
  coordinator = await make.staff(['coordinator'], [group])
  facilitator = await make.staff(['facilitator'], [group])
})
afterAll(() => db.drop())

/** What stands on a page, without its markup. */
const open = async (path: string, as: { cookie: string } = coordinator) => {
  const answer = await app.request(path, { headers: { cookie: as.cookie } })
  const html = await answer.text()
  const text = html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
  return { status: answer.status, location: answer.headers.get('location'), html, text }
}
const keep = (person: string) =>
  db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
    session,
    group,
    person,
  ])

describe('a session that does not take place', () => {
  let ann: string
  beforeAll(async () => {
    session = await make.session(group, 24 * 9)
    ann = await make.person('Ann', { groups: [group], email: null, phone: '01632 960111' })
    const written = await make.person('Bet', { groups: [group] })
    const quiet = await make.person('Cass', { groups: [group], email: null, phone: '01632 960113' })
    await make.person('Dee', { groups: [group], email: null, phone: '01632 960114' })
    const going = await make.person('Eve', { groups: [group] })
    for (const person of [ann, written]) await keep(person)
    await db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [quiet])
    await transact(db.app, facilitator, (tx) =>
      cancelSession(tx, { sessionId: session, words: 'The boiler has broken.', instead: 'Ring us instead.' }),
    )
    await db.rows(
      `update messages set state = 'sent', sent_at = clock() where person_id = $1 and session_id = $2`,
      [written, session],
    )
    expect(await db.rows(`select state from messages where person_id = $1`, [going])).toEqual([
      { state: 'waiting' },
    ])
  })

  it('says so, and who is still to be told, those with a place first; nobody hopes to come', async () => {
    const { html, text } = await open(`/staff/sessions/${session}`)
    expect(text).toContain('This session does not take place The boiler has broken. Ring us instead.')
    expect(text).toMatch(
      /3 people are still to be told Ann · had a place or waited for one Ring them Ann Dee Ring them Dee Eve A message is on its way/,
    )
    expect(text).toContain('One person has been told Had a place or waited for one Bet')
    expect(text).toContain('Asked for no messages, so nobody writes or rings Cass')
    // Headings in their order, for who listens to the page.
    expect(html).not.toContain('<h3')
    const [call] = await db.rows<{ id: string }>(`select id from calls where person_id = $1`, [ann])
    expect(html).toContain(`/staff/calls/${call?.id}`)
    expect(text).not.toMatch(/hope to come|have a place|Keep a place|Waiting list/)
  })

  it('offers something instead and the way back, and no day sheet', async () => {
    const { html } = await open(`/staff/sessions/${session}`)
    expect(html).toContain(`href="/staff/sessions/${session}/change"`)
    expect(html).toContain(`href="/staff/sessions/${session}/put-back"`)
    expect(html).not.toContain(`/staff/sessions/${session}/sheet`)
    expect(await open(`/staff/sessions/${session}/sheet`)).toMatchObject({
      status: 303,
      location: `/staff/sessions/${session}`,
    })
    expect(await open(`/staff/sessions/${session}/came`)).toMatchObject({
      status: 303,
      location: `/staff/sessions/${session}`,
    })
    const theirs = await open(`/staff/sessions/${session}`, facilitator)
    expect(theirs.html).not.toContain('Offer another date')
    // The list of calls is not a facilitator's: nothing leads there.
    expect(theirs.html).not.toContain('/staff/calls/')
    expect(theirs.text).toContain('On the list of calls.')
    expect(theirs.html).toContain('Let it take place after all')
    const stranger = await make.staff(['coordinator'], [await make.group('Dorset')])
    expect((await open(`/staff/sessions/${session}`, stranger)).status).toBe(404)
  })

  it('names what stands in for it, and a place that a death has held back', async () => {
    await db.rows(
      `insert into sessions (group_id, date, starts, ends, zone, instead_of, telephone)
       select group_id, date + 1, '15:00', '16:00', zone, id, '01632 960100' from sessions where id = $1`,
      [session],
    )
    await transact(db.app, coordinator, (tx) =>
      recordDeath(tx, { personId: ann, toldBy: 'Her son', toldOn: null, sure: 'told' }),
    )
    const { text } = await open(`/staff/sessions/${session}`)
    expect(text).toMatch(/Instead \w+ \d+ \w+( \d{4})?, 3pm to 4pm, by telephone/)
    expect(text).not.toContain('Offer another date')
    expect(text).toContain('One place here is held back after a death.')
    expect(text).not.toContain('Ann')
    expect(text).toContain('2 people are still to be told')
  })
})

describe('an extra date that was called off', () => {
  const add = (date: string) =>
    transact(db.app, coordinator, async (tx) => {
      const added = await addSession(tx, { groupId: extraGroup, date, starts: '11:00', ends: '12:00' })
      if (!added.ok) throw new Error(added.reason)
      return added.sessionId
    })
  const callOff = (sessionId: string) =>
    transact(db.app, coordinator, (tx) => cancelSession(tx, { sessionId, words: 'Too few chairs.' }))
  let extraGroup: string
  beforeAll(async () => {
    extraGroup = await make.group('Rayleigh', { kind: 'in person' })
    coordinator = await make.staff(['coordinator'], [group, extraGroup])
    await make.person('Fay', { groups: [extraGroup] })
    await make.person('Hope', { groups: [extraGroup] })
  })
  const inDays = async (days: number) =>
    (await db.rows<{ day: string }>('select (clock()::date + $1::int)::text as day', [days]))[0]?.day ?? ''

  it('before anybody was told of it: nobody is to be rung, and the page says why', async () => {
    const extra = await add(await inDays(20))
    await callOff(extra)
    const { text } = await open(`/staff/sessions/${extra}`)
    expect(text).toContain('Nobody had been told of this date yet, so there was nothing to tell anybody.')
    expect(text).not.toMatch(/still to be told|Fay|Hope/)
  })

  it('when some had been told of it: those stand there, the others are counted', async () => {
    const extra = await add(await inDays(22))
    await db.rows(
      `update messages m set state = 'sent' from people p where p.id = m.person_id and p.called = 'Fay' and m.session_id = $1`,
      [extra],
    )
    await callOff(extra)
    const { text } = await open(`/staff/sessions/${extra}`)
    expect(text).toMatch(/One person is still to be told Fay A message is on its way/)
    expect(text).toContain('One member had not been told of this date yet, and hears nothing of it.')
    expect(text).not.toContain('Hope')
  })
})

describe('somebody who died after they came', () => {
  it('is there by name alone: no number to ring, nothing to bear in mind, not on paper again', async () => {
    session = await make.session(group, -2)
    const gwen = await make.person('Gwen', { groups: [group] })
    await keep(gwen)
    await db.rows(
      `insert into emergency_contacts (person_id, name, phone) values ($1, 'A sister', '07700 900 123')`,
      [gwen],
    )
    await db.rows(`update people set bear_in_mind = 'Sits by the door', dietary = 'No nuts' where id = $1`, [
      gwen,
    ])
    await db.rows(
      `with st as (insert into stubs (person_id) values ($1) returning id)
       insert into visits (stub_id, session_id, group_id) select id, $2, $3 from st`,
      [gwen, session, group],
    )
    expect((await open(`/staff/sessions/${session}`)).text).toContain('07700 900 123')
    await transact(db.app, coordinator, (tx) =>
      recordDeath(tx, { personId: gwen, toldBy: 'Her son', toldOn: null, sure: 'confirmed' }),
    )
    const page = await open(`/staff/sessions/${session}`)
    expect(page.text).toMatch(/Gwen Good to know Has died since/)
    const came = await open(`/staff/sessions/${session}/came`)
    expect(came.text).toContain('Gwen')
    const sheet = await open(`/staff/sessions/${session}/sheet`)
    expect(sheet.text).not.toContain('Gwen')
    for (const { html } of [page, came, sheet]) expect(html).not.toMatch(/07700 900|Sits by the door|No nuts/)
  })
})
