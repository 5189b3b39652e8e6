import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { writeMessage } from '../messages/emails.tsx'
import { look } from '../messages/facts.ts'
import { decide } from '../messages/rules.ts'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let leeds: string
let session: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  leeds = await make.group('Leeds', { kind: 'in person' })
  session = await make.session(leeds, 72)
})
afterAll(() => db.drop())

/** Somebody whose one e-mail address is their daughter's. */
async function helped(called: string) {
  const person = await make.person(called, { groups: [leeds], email: `${called.toLowerCase()}@example.org` })
  await db.rows(
    `update person_addresses set whose = 'someone else', whose_name = 'Ann' where person_id = $1`,
    [person],
  )
  const { token, hash } = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
    [person, hash],
  )
  return { person, visitor: new Visitor(app).carrying(`my=${token}`) }
}
/** What the gate would do with a message of this kind, now. */
async function gate(person: string, kind: string) {
  await db.rows(`delete from messages where person_id = $1`, [person])
  const [row] = await db.rows<{ id: string }>(
    `insert into messages (kind, person_id, group_id, session_id) values ($1, $2, $3, $4) returning id`,
    [kind, person, leeds, kind === 'joined' ? null : session],
  )
  return transact(db.app, system('a test'), async (tx) => {
    const facts = await look(tx, row?.id ?? '')
    if (!facts) throw new Error('no message')
    return { decision: decide(facts), facts }
  })
}

it('somebody who helps is written to as such, and is told only what the person says', async () => {
  const { person, visitor } = await helped('Peggy')
  await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
    session,
    leeds,
    person,
  ])
  const first = await gate(person, 'joined')
  expect(first.decision).toEqual({ act: 'send', to: 'peggy@example.org' })
  const charity = await testServices(db).charity()
  const text = writeMessage(first.facts, charity, { main: 'https://example.org/x', stop: null }, 'x').text
  expect(text).toContain('Hello Ann,')
  expect(text).toContain('This is for Peggy')

  await visitor.open('/my/reach')
  expect(visitor.text).toContain('Who helps you')
  await visitor.open('/my/helpers')
  await visitor.press('Save', {
    'Dates only: when and where, and what changes': 'ticked',
    'What they are to you': 'Daughter',
  })
  expect((await gate(person, 'joined')).decision).toMatchObject({ act: 'stop', why: 'no address' })
  const dates = await gate(person, 'reminder day')
  expect(dates.decision).toEqual({ act: 'send', to: 'peggy@example.org' })
  expect(dates.facts.address).toMatchObject({ helper: 'Ann', datesOnly: true })

  await visitor.open('/my/helpers')
  await visitor.press('Save', { Nothing: 'ticked' })
  // As much out of reach as with no address at all; and no longer, once they say so.
  expect(await callsOf(person)).toMatchObject([{ why: 'no way' }])
  expect((await gate(person, 'reminder day')).decision).toMatchObject({ act: 'stop', why: 'no address' })
  await visitor.open('/my/helpers')
  await visitor.press('Save', { 'Everything that we would tell you': 'ticked' })
  expect(await callsOf(person)).toEqual([])
})

it('staff record it for them, only for those whom they may see', async () => {
  const { person } = await helped('Maud')
  const coordinator = new Visitor(app).carrying((await make.staff(['coordinator'], [leeds])).cookie)
  await coordinator.open(`/staff/people/${person}/helpers`)
  await coordinator.press('Save', { 'Dates only: when and where, and what changes': 'ticked' })
  expect(await db.rows(`select may_be_told from person_addresses where person_id = $1`, [person])).toEqual([
    { may_be_told: 'dates' },
  ])
  // Said with the address itself, so that nothing goes there before.
  await coordinator.open(`/staff/people/${person}/addresses`)
  await coordinator.press('Add', {
    'Phone number': 'ticked',
    'Address or number': '01632 960 779',
    'Whose is it, when it is not theirs?': 'Tom',
    'What they are to them': 'Husband',
    Nothing: 'ticked',
  })
  expect(
    await db.rows(
      `select may_be_told, relation from person_addresses where person_id = $1 and whose_name = 'Tom'`,
      [person],
    ),
  ).toEqual([{ may_be_told: 'nothing', relation: 'Husband' }])
  await coordinator.open(`/staff/people/${person}`)
  expect(coordinator.text).toContain('of Tom (Husband) · to be told nothing')
  expect(coordinator.html).not.toContain('href="tel:01632960779"')
  const stranger = new Visitor(app).carrying((await make.staff(['coordinator'], [])).cookie)
  expect((await stranger.open(`/staff/people/${person}/helpers`)).status).toBe(404)
  const [address] = await db.rows<{ id: string }>(
    `select address_id as id from person_addresses where person_id = $1 and whose_name = 'Ann'`,
    [person],
  )
  const fields = new URLSearchParams({ addressId: address?.id ?? '', told: 'everything' })
  expect((await stranger.send(`/staff/people/${person}/helpers`, fields)).status).toBe(404)
})

const waysOf = (person: string) =>
  db.rows(
    'select a.kind from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = $1',
    [person],
  )
const callsOf = (person: string) =>
  db.rows('select why, group_id, note from calls where person_id = $1 and ended_at is null', [person])

it('an only address of somebody else can be ended: nothing reaches the person, and they stand on the list of calls', async () => {
  const { person, visitor } = await helped('Nora')
  const [link] = await db.rows<{ id: string }>(
    `insert into member_links (person_id, token_hash, purpose, expires_at) values ($1, $2, 'my pages', clock() + interval '9 days')
     returning id`,
    [person, newToken().hash],
  )
  const elsewhere = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
    [person, elsewhere.hash],
  )
  await visitor.open('/my/helpers')
  expect(visitor.text).toContain('no other way to reach you is left')
  await visitor.press('They no longer help me')
  expect(visitor.path).toContain('/my/reach')
  expect(visitor.text).toContain('Ended. We have no way to reach you now.')
  expect(await waysOf(person)).toEqual([])
  expect((await gate(person, 'joined')).decision).toMatchObject({ act: 'stop', why: 'no address' })
  expect(await callsOf(person)).toEqual([
    { why: 'no way', group_id: leeds, note: expect.stringContaining('No way to reach them is left') },
  ])
  // Whoever helped comes in neither by an earlier link nor from a device of theirs; the person's own stays.
  expect(
    await db.rows('select cancelled_at is not null as cancelled from member_links where id = $1', [link?.id]),
  ).toEqual([{ cancelled: true }])
  const theirs = new Visitor(app).carrying(`my=${elsewhere.token}`)
  expect((await theirs.open('/my')).heading).not.toContain('Nora')
  expect((await visitor.open('/my')).heading).toBe('Hello Nora')
})

it('says which way is left, and then nobody has to be rung', async () => {
  const { person, visitor } = await helped('Olive')
  await db.rows(
    `insert into person_addresses (person_id, address_id, confirmed_at) select $1, address_row('phone', '01632 960 777'), clock()`,
    [person],
  )
  await visitor.open('/my/helpers')
  expect(visitor.text).toContain('We ring you on 01632 960 777 when there is news.')
  await visitor.press('They no longer help me')
  expect(visitor.text).toContain('Ended. Nothing goes there any more.')
  expect(await waysOf(person)).toEqual([{ kind: 'phone' }])
  expect(await callsOf(person)).toEqual([])
})

it('staff end it for somebody; one’s own address is not ended there, nor another person’s', async () => {
  const { person } = await helped('Queenie')
  const { person: other } = await helped('Rita')
  const coordinator = new Visitor(app).carrying((await make.staff(['coordinator'], [leeds])).cookie)
  const end = async (whose: string) => {
    const [row] = await db.rows<{ id: string }>(
      'select address_id as id from person_addresses where person_id = $1',
      [whose],
    )
    return coordinator.send(
      `/staff/people/${person}/helpers/end`,
      new URLSearchParams({ addressId: row?.id ?? '' }),
    )
  }
  expect((await end(other)).status).toBe(404)
  await db.rows(`update person_addresses set whose = 'own' where person_id = $1`, [person])
  expect((await end(person)).status).toBe(404)
  await db.rows(`update person_addresses set whose = 'someone else' where person_id = $1`, [person])
  await coordinator.open(`/staff/people/${person}/helpers`)
  expect(coordinator.text).toContain('They stand on the list of calls then')
  await coordinator.press('They no longer help')
  expect(coordinator.text).toContain('Nothing reaches them any more, so they are on the list of calls')
  expect(await waysOf(person)).toEqual([])
  expect(await waysOf(other)).toHaveLength(1)
  expect(await callsOf(person)).toHaveLength(1)
  // Once there is a way again, nobody has to ask.
  await coordinator.open(`/staff/people/${person}/addresses`)
  await coordinator.press('Add', { 'Phone number': 'ticked', 'Address or number': '01632 960 778' })
  expect(await callsOf(person)).toEqual([])
})
