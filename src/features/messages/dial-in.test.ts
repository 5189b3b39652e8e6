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
import { sheetText, withWayIn, writeSheet } from './letter-sheets.ts'
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
      return sheet && { kept: sheetText(sheet), read: sheetText(withWayIn(sheet, facts)) }
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
