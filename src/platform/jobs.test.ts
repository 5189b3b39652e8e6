import { afterAll, beforeAll, expect, it } from 'vitest'
import { somebody, system } from './actor.ts'
import { enqueue, startJobs } from './jobs.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'
import { testServices } from './testing/services.ts'
import { transact } from './transactions.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

const waiting = () => db.rows<{ task: string }>('select task_identifier as task from graphile_worker.jobs')

it('enqueues if and only if the transaction commits (P3), and works on it', async () => {
  const undone = transact(db.app, system('a test'), async (tx) => {
    await enqueue(tx, 'test.note', { id: 'undone' })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  expect(await waiting()).toEqual([])

  await transact(db.app, system('a test'), (tx) => enqueue(tx, 'test.note', { id: 'done' }, { key: 'once' }))
  await transact(db.app, system('a test'), (tx) => enqueue(tx, 'test.note', { id: 'done' }, { key: 'once' }))
  expect(await waiting()).toEqual([{ task: 'test:note' }])

  const noted: string[] = []
  const jobs = await startJobs(
    testServices(db),
    db.urls.jobs,
    [{ name: 'test.note', run: async (_services, { id = '' }) => void noted.push(id) }],
    [],
  )
  await expect.poll(() => noted, { timeout: 10_000 }).toEqual(['done'])
  await jobs.stop()
  expect(await waiting()).toEqual([])
})

it('lets nobody enqueue who is not known', async () => {
  await expect(transact(db.app, somebody, (tx) => enqueue(tx, 'test.note'))).rejects.toThrow(
    /permission denied/,
  )
})
