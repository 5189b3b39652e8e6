import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { eraseLongGone } from './retention.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

it('erases who left two years ago and nobody else; the visit stays without a name', async () => {
  const charity = smallCharity(db)
  const group = await charity.group('The Mill', { kind: 'in person' })
  const session = await charity.session(group, 24)
  const make = async (called: string, left: string | null) => {
    const [row] = await db.rows<{ id: string }>(
      'insert into people (called, dietary) values ($1, $2) returning id',
      [called, `needs of ${called}`],
    )
    const id = row?.id ?? ''
    await db.rows(
      `insert into members (person_id, group_id, joined_at, left_at) values ($1, $2, clock() - interval '3 years', clock() - $3::interval)`,
      [id, group, left],
    )
    const [stub] = await db.rows<{ id: string }>('insert into stubs (person_id) values ($1) returning id', [
      id,
    ])
    await db.rows('insert into visits (session_id, group_id, stub_id) values ($1, $2, $3)', [
      session,
      group,
      stub?.id,
    ])
    return id
  }
  await make('Long Gone', '25 months')
  await make('Lately Gone', '23 months')
  await make('Still Here', null)
  const died = await make('Who Died', '25 months')
  await db.rows('insert into deaths (person_id) values ($1)', [died])
  const awaited = await make('To Be Rung', '25 months')
  await db.rows(`insert into calls (person_id, why) values ($1, 'other')`, [awaited])

  expect(await transact(db.app, system('a test'), (tx) => eraseLongGone(tx))).toBe(1)

  const left = await db.rows<{ called: string }>('select called from people order by called')
  expect(left.map((row) => row.called)).toEqual(['Lately Gone', 'Still Here', 'To Be Rung', 'Who Died'])
  expect(await db.rows('select from visits')).toHaveLength(5)
  const told = await db.rows<{ found: boolean }>(
    `select exists (select from audit_log where before::text like '%Long Gone%' or after::text like '%Long Gone%') as found`,
  )
  expect(told[0]?.found).toBe(false)
})
