import { afterAll, beforeAll, expect, it } from 'vitest'
import { readiness } from './health.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'
import { testServices } from './testing/services.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

it('is ready only with every migration, and somebody at work on jobs', async () => {
  const services = testServices(db)
  expect(await readiness(services)).toEqual({ database: true, migrations: true, jobs: false })
  await db.rows(`insert into heartbeats (process) values ('jobs 1')`)
  expect(await readiness(services)).toEqual({ database: true, migrations: true, jobs: true })
  await db.rows('delete from migrations where number = (select max(number) from migrations)')
  expect(await readiness(services)).toEqual({ database: true, migrations: false, jobs: true })
})
