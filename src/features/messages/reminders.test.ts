import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { makeReminders, markUndelivered } from './reminders.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let group: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.rows(`delete from messages`)
  await db.rows(`delete from sessions`)
})

/** Sets the clock of the database to a local time in London. */
const clockTo = (local: string) =>
  db.rows(
    `update clock_offset set ahead_by = ($1::timestamp at time zone 'Europe/London') - clock_timestamp()`,
    [local],
  )
const remind = () => transact(db.app, system('test'), makeReminders)
const reminders = () =>
  db.rows<{ kind: string; due: string }>(
    `select kind, to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') as due from messages order by due_at, kind`,
  )

async function session(date: string, starts = '11:00', ends = '13:00') {
  const [row] = await db.rows<{ id: string }>(
    `insert into sessions (group_id, date, starts, ends) values ($1, $2, $3, $4) returning id`,
    [group, date, starts, ends],
  )
  return row?.id ?? ''
}
async function kept(sessionId: string, at: string, state = 'kept') {
  const person = await make.person('Rosa', { groups: [group] })
  await db.rows(
    `insert into places (session_id, group_id, person_id, state, asked_at, changed_at)
     values ($1, $2, $3, $4, $5::timestamp at time zone 'Europe/London', $5::timestamp at time zone 'Europe/London')`,
    [sessionId, group, person, state, at],
  )
  return person
}

test('a week and a day before, at ten there, once each, however often it is looked', async () => {
  await kept(await session('2027-03-29'), '2027-03-01 12:00')
  const seen: number[] = []
  // The clocks go forward on 28 March 2027: both reminders are at ten by the clock on the wall.
  for (const now of [
    '2027-03-22 09:59',
    '2027-03-22 10:01',
    '2027-03-22 10:02',
    '2027-03-28 09:59',
    '2027-03-28 10:01',
    '2027-03-29 10:59',
  ]) {
    await clockTo(now)
    seen.push(await remind())
  }
  expect(seen).toEqual([0, 1, 0, 0, 1, 0])
  expect(await reminders()).toEqual([
    { kind: 'reminder week', due: '2027-03-22 10:00' },
    { kind: 'reminder day', due: '2027-03-28 10:00' },
  ])
})

test('several processes at once make each of them once', async () => {
  const on = await session('2027-05-28')
  for (let i = 0; i < 20; i++) await kept(on, '2027-05-01 12:00')
  await clockTo('2027-05-27 10:00:30')
  await Promise.all([remind(), remind(), remind(), remind()])
  expect(await reminders()).toHaveLength(20)
})

test('nobody who waits, gave back, has just kept the place or turned reminders off', async () => {
  const on = await session('2027-06-25')
  await kept(on, '2027-06-01 12:00', 'waiting')
  await kept(on, '2027-06-01 12:00', 'given back')
  await kept(on, '2027-06-24 09:00')
  const off = await kept(on, '2027-06-01 12:00')
  await db.rows(`update people set reminder_day = false where id = $1`, [off])
  const wanted = await kept(on, '2027-06-01 12:00')
  await clockTo('2027-06-24 10:01')
  await remind()
  expect(await db.rows(`select person_id, kind from messages`)).toEqual([
    { person_id: wanted, kind: 'reminder day' },
  ])
})

test('no session that is cancelled or has begun; a moved one anew', async () => {
  const cancelled = await session('2027-07-30')
  await kept(cancelled, '2027-07-01 12:00')
  await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'x' where id = $1`, [cancelled])
  await clockTo('2027-07-29 10:01')
  expect(await remind()).toBe(0)
  const moved = await session('2027-07-31')
  await kept(moved, '2027-07-01 12:00')
  await clockTo('2027-07-30 10:01')
  expect(await remind()).toBe(1)
  await db.rows(`update sessions set date = '2027-08-06', sequence = sequence + 1 where id = $1`, [moved])
  await clockTo('2027-08-05 10:01')
  expect(await remind()).toBe(1)
  await clockTo('2027-08-06 11:01')
  expect(await remind()).toBe(0)
})

test('no second one for another limit or speaker; one that a change overtook before it went out comes anew', async () => {
  const changed = await session('2027-08-13')
  const ada = await kept(changed, '2027-07-01 12:00')
  await clockTo('2027-08-12 10:01')
  expect(await remind()).toBe(1)
  await db.rows(`update messages set state = 'sent' where person_id = $1`, [ada])
  const anotherLimit = () =>
    db.rows(`update sessions set session_limit = 12, sequence = sequence + 1 where id = $1`, [changed])
  await anotherLimit()
  expect(await remind()).toBe(0)
  const waits = await session('2027-08-20')
  await kept(waits, '2027-07-01 12:00')
  await clockTo('2027-08-19 10:01')
  expect(await remind()).toBe(1)
  await db.rows(`update sessions set sequence = sequence + 1 where id = $1`, [waits])
  expect(await remind()).toBe(1)
})

test('after two days of trying a message counts as undelivered and the person is rung; a younger one waits on', async () => {
  const [old, young] = [
    await make.person('Ada', { groups: [group] }),
    await make.person('Bea', { groups: [group] }),
  ]
  for (const [who, tried] of [
    [old, '49 hours'],
    [young, '47 hours'],
  ])
    await db.rows(
      `insert into messages (kind, person_id, group_id, first_tried_at) values ('joined', $1, $2, clock() - $3::interval)`,
      [who, group, tried],
    )
  expect(await transact(db.app, system('test'), markUndelivered)).toBe(1)
  expect(await db.rows(`select person_id from calls where why = 'undelivered'`)).toEqual([{ person_id: old }])
  expect(await db.rows(`select state from messages where person_id = $1`, [young])).toEqual([
    { state: 'waiting' },
  ])
})
