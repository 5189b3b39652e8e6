import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { readCharity } from '#platform/charity.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { lookAt } from './facts.ts'
import { type Gate, openGate } from './gate.ts'
import { lettersAsPdf, printLetters, sortLetters } from './letter-gate.ts'
import { asPrinted, sheetText, writeSheet } from './letter-sheets.ts'
import { queueMessage } from './messages.ts'

let db: TestDatabase
let gate: Gate
let services: ReturnType<typeof testServices>
let make: ReturnType<typeof smallCharity>
let group: string
let session: string
let coordinator: string
beforeAll(async () => {
  db = await testDatabase()
  services = testServices(db)
  gate = openGate(services, { lines: 2, send: async () => ({ ok: true }), close() {} }, null)
  make = smallCharity(db)
  group = await make.group('Scotland online')
  session = await make.session(group, 24 * 30)
  coordinator = (await make.staff(['coordinator'], [group])).accountId
})
afterAll(async () => {
  await gate.close()
  await db.drop()
})
beforeEach(async () => {
  await db.rows('delete from group_joining')
  await db.rows(
    `insert into group_joining (group_id, url, dial_in_number, dial_in_code) values ($1, 'https://meet.example.org/room', '020 7946 0123', '4711#')`,
    [group],
  )
})

/** Somebody whom the post alone reaches, with a place, and what a letter about it would say now. */
async function someone({ letIn = true, place = true, told = 'everything' } = {}) {
  const person = await make.person('Rosa', { email: null, groups: [group], letIn })
  await db.rows(
    `insert into person_addresses (person_id, address_id, confirmed_at, whose, whose_name, may_be_told)
     select $1::uuid, address_row('post', 'Rosa Example' || chr(10) || '12 Example Road' || chr(10) || 'Oban ' || left($1::text, 8)), clock(), $2, $3, $4`,
    [person, told === 'everything' ? 'own' : 'someone else', told === 'everything' ? null : 'Ann', told],
  )
  if (place)
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      session,
      group,
      person,
    ])
  await transact(db.app, system('a test'), (tx) =>
    queueMessage(tx, { kind: 'session added', personId: person, groupId: group, sessionId: session }),
  )
  const [row] = await db.rows<{ id: string }>('select id from messages where person_id = $1', [person])
  const id = row?.id ?? ''
  const paper = () =>
    transact(db.app, system('gate'), async (tx) => {
      const [facts] = await lookAt(tx, [id], 'only look')
      const sheet = facts && writeSheet(facts, await readCharity(tx))
      return (
        sheet && {
          kept: sheetText(sheet),
          read: sheetText(asPrinted(sheet, facts, { phone: '01632 960 123' })).replaceAll('\u00a0', ' '),
        }
      )
    })
  const state = async () =>
    (
      await db.rows<{ state: string; stopped_why: string | null; text: string }>(
        `select m.state, m.stopped_why, concat(m.body_text, l.sheet) as text from messages m left join letters l on l.message_id = m.id
         where m.id = $1`,
        [id],
      )
    )[0]
  return { person, id, paper, state }
}

test('a letter tells how to dial in to whom somebody let in, and nothing that is kept does', async () => {
  const rosa = await someone()
  const paper = await rosa.paper()
  expect(paper?.read).toContain('To join by telephone, ring: 020 7946 0123')
  expect(paper?.read).toContain('Then type in: 4711#')
  expect(paper?.read).toContain('please do not pass it on')
  expect(paper?.kept).not.toMatch(/7946|4711/)
  await db.rows(`update people set language = 'cy' where id = $1`, [rosa.person])
  await db.rows('update charity set welsh = true')
  expect((await rosa.paper())?.read).toContain('I ymuno dros y ffôn, ffoniwch: 020 7946 0123')
  await db.rows('update charity set welsh = false')
  await gate.drain()
  expect((await printLetters(services, [rosa.id], coordinator)).printed).toBe(1)
  expect((await rosa.state())?.text).toContain('[number to dial in]')
  expect((await rosa.state())?.text).not.toMatch(/7946|4711/)
})

test.each([
  ['nobody has let them in yet', { letIn: false }],
  ['they have no place', { place: false }],
  ['it goes to somebody who may be told dates alone', { told: 'dates' }],
])('a letter does not tell it when %s: they ring', async (_why, changed) => {
  const paper = await (await someone(changed)).paper()
  expect(paper?.read).not.toMatch(/7946|4711/)
  expect(paper?.read).toMatch(/tell us beforehand|ring us on/)
})

test('where the group has no number they ring, as before', async () => {
  await db.rows(`update group_joining set dial_in_number = ''`)
  expect((await (await someone()).paper())?.read).not.toContain('To join by telephone')
})

test.each([
  [
    'the number is another one',
    `update group_joining set dial_in_number = '020 7946 0999' where group_id = $1`,
  ],
  ['the letting-in was taken back', `update members set let_in_at = null where group_id = $1`],
])('a letter on paper is pulled out and printed anew when %s', async (_why, change) => {
  const rosa = await someone()
  await gate.drain()
  await printLetters(services, [rosa.id], coordinator)
  await sortLetters(services)
  expect(await rosa.state()).toMatchObject({ state: 'waiting' })
  expect(await lettersAsPdf(services, [rosa.id])).toBeInstanceOf(Buffer)
  await db.rows(change, [group])
  expect(await lettersAsPdf(services, [rosa.id])).toBeNull()
  await sortLetters(services)
  expect(await rosa.state()).toMatchObject({ state: 'stopped', stopped_why: 'printed before a change' })
  expect(
    await db.rows(`select from messages where person_id = $1 and state = 'waiting'`, [rosa.person]),
  ).toHaveLength(1)
})

/** What the letter to somebody who has just joined says. */
async function welcomeOf(groupId: string, place: string | null = null, begins = 'just come') {
  const person = await make.person('Una', { email: null, groups: [groupId], letIn: false })
  await db.rows(
    `insert into person_addresses (person_id, address_id, confirmed_at) select $1, address_row('post', 'Una, 3 Example Row, Oban'), clock()`,
    [person],
  )
  await db.rows('update members set begins = $2 where person_id = $1', [person, begins])
  if (place)
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      place,
      groupId,
      person,
    ])
  await transact(db.app, system('a test'), (tx) =>
    queueMessage(tx, { kind: 'joined', personId: person, groupId }),
  )
  const [row] = await db.rows<{ id: string }>('select id from messages where person_id = $1', [person])
  return transact(db.app, system('gate'), async (tx) => {
    const [facts] = await lookAt(tx, [row?.id ?? ''], 'only look')
    const sheet = facts && writeSheet(facts, await readCharity(tx))
    return sheet ? sheetText(sheet) : ''
  })
}

test('who was registered while they spoke with us is not told that they said they would just come', async () => {
  const mill = await make.group('The Weir', { kind: 'in person' })
  const letter = await welcomeOf(mill)
  expect(letter).toContain('You can just come along.')
  expect(letter).not.toContain('You said')
})

test('who has just joined reads when and where the group meets next, three dates at the most, and nothing that is off', async () => {
  const mill = await make.group('The Mill', { kind: 'in person' })
  const dates = []
  for (const days of [5, 33, 61, 89]) dates.push(await make.session(mill, 24 * days))
  await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'Off' where id = $1`, [dates[0]])
  const text = await welcomeOf(mill)
  expect(text.match(/The next dates: (.*)/)?.[1]?.split('; ')).toHaveLength(3)
  expect(text).toContain('Where: The Mill, 1 Mill Lane, Rayleigh SS6 7EF')
  expect(text).toContain('Someone will look out for you and show you round.')
  expect(text).not.toContain('so many places')
})

test('where places are limited, the date at which one is kept stands apart; without one they may ring', async () => {
  await db.rows(`update charity set phone = '01632 960 123'`)
  const small = await make.group('Small', { kind: 'in person', limit: 6 })
  const [first] = [await make.session(small, 24 * 9), await make.session(small, 24 * 37)]
  const kept = await welcomeOf(small, first)
  expect(kept).toMatch(/A place is kept for you: \w+day \d+ \w+/)
  expect(kept).toMatch(/Other dates: \w+day/)
  expect(kept).not.toContain('so many places')
  expect(await welcomeOf(small)).toContain(
    'There are only so many places. To have one kept for you, ring us on 01632 960 123',
  )
})
