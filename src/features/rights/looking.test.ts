import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StaffActor, system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { unusualLooks } from './looking.ts'

let db: TestDatabase
let charity: ReturnType<typeof smallCharity>
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
})
afterAll(() => db.drop())

const look = (actor: StaffActor, people: string[]) =>
  transact(db.app, actor, async (tx) => {
    for (const person of people)
      await sql`select audit_look('people', ${person}, ${person}::uuid)`.execute(tx)
  })

it('shows many people in an hour, people of none of one’s groups, one’s own name and the long dead; nothing else', async () => {
  const [mine, other] = [await charity.group('The Mill'), await charity.group('Dorset')]
  const administrator = await charity.staff(['administrator'])
  const second = await charity.staff(['administrator'])
  const coordinator = await charity.staff(['coordinator', 'administrator'], [mine])
  const ordinary = await charity.staff(['facilitator'], [mine])
  await db.rows(`update accounts set name = 'Greta Greengage' where id = $1`, [second.accountId])
  const members = await Promise.all(
    ['Ada', 'Bella', 'Cerys', 'Delia'].map((name) => charity.person(name, { groups: [mine] })),
  )
  const stranger = await charity.person('Esme', { groups: [other] })
  const rung = await charity.person('Flora', { groups: [other] })
  await charity.call(rung)
  const namesake = await charity.person('Greta', { fullName: 'Greta Greengage' })
  const gone = await charity.person('Hattie', { groups: [mine] })
  await db.rows(`insert into deaths (person_id, recorded_at) values ($1, clock() - interval '100 days')`, [
    gone,
  ])
  await db.rows('update looking_limits set many = 3')

  await look(ordinary, members.slice(0, 3))
  await look(coordinator, [members[0] ?? '', stranger, rung])
  await look(second, [namesake, namesake])
  await look(administrator, [...members, gone])

  const found = await transact(db.app, administrator, (tx) => unusualLooks(tx, 'Europe/London'))
  expect(found.map(({ accountId, kind, n }) => [accountId, kind, n]).toSorted()).toEqual(
    [
      [administrator.accountId, 'many', 5],
      [administrator.accountId, 'died long ago', 1],
      [coordinator.accountId, 'not their group', 1],
      [second.accountId, 'own name', 1],
    ].toSorted(),
  )

  const app = createApp(testServices(db))
  const visitor = await new Visitor(app).carrying(administrator.cookie).open('/staff/rights/looking')
  expect(visitor.text).toContain('Looked at 5 people within one hour')
  expect(visitor.text).toContain('Another administrator looks into this.')
  // The log of that day says at whom; of whom was erased no name is left.
  const log = await new Visitor(app)
    .carrying(second.cookie)
    .open(`/staff/audit?account=${administrator.accountId}&verb=looked`)
  for (const name of ['Ada', 'Bella', 'Cerys', 'Delia', 'Hattie']) expect(log.text).toContain(name)
  await transact(db.app, system('a test'), (tx) => sql`select erase_person(${members[0]}::uuid)`.execute(tx))
  await log.open(`/staff/audit?account=${administrator.accountId}&verb=looked`)
  expect(log.text).toContain('Somebody who is no longer here')
  expect(log.text).not.toContain('Ada')
  const day = found[0]?.day ?? ''
  const into = (account: string, kind: string) =>
    new URLSearchParams({ account, kind, day, found: 'Tidying the list' })
  // Nobody looks into their own looking.
  await visitor.send('/staff/rights/looking/found', into(administrator.accountId, 'many'))
  expect(visitor.status).toBe(422)
  await (await new Visitor(app).carrying(second.cookie).open('/staff')).send(
    '/staff/rights/looking/found',
    into(administrator.accountId, 'many'),
  )
  expect((await visitor.open('/staff/rights/looking')).text).toContain(
    'Tidying the list Looked into by Greta Greengage',
  )
  await visitor.press('Save', { 'People within one hour': '6' })
  expect(visitor.text).not.toContain('Looked at 5 people')
  await visitor.press('Save', { 'People within one hour': 'many' })
  expect(visitor.text).toContain('Write a whole number')
})
