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

it('goes on being ready when a newer version lies in its folder, or has migrated the database', async () => {
  const services = testServices(db)
  await db.rows(`insert into heartbeats (process) values ('jobs 2')`)
  const [newest] = await db.rows<{ number: number }>('select max(number)::int as number from migrations')
  const before = services.migrations.filter(({ number }) => number <= (newest?.number ?? 0))
  // The database lacks the newest file of the folder, of which this process knew nothing when it began.
  expect(await readiness({ ...services, migrations: before })).toMatchObject({ migrations: true })
  expect(await readiness(services)).toMatchObject({ migrations: false })
  await db.rows(`insert into migrations (number, name, sha256) values (9999, 'of-tomorrow', 'x')`)
  expect(await readiness({ ...services, migrations: before })).toEqual({
    database: true,
    migrations: true,
    jobs: true,
  })
})
