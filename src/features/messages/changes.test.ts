import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  cancelSession,
  lengthenSession,
  moveSession,
  putBackSession,
  setSessionLimit,
} from '#features/groups/groups.ts'
import {
  aColleague,
  aGroup,
  aService,
  aSession,
  aVenue,
  setClock,
  someMembers,
} from '#features/groups/testing/charity.ts'
import type { StaffActor } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { parseMail, type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { transact } from '#platform/transactions.ts'
import { type Gate, openGate } from './gate.ts'

// A session changes while news of an earlier change has not gone out: everybody hears of the newest state, once.

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let smtp: TestSmtp
let gate: Gate
let coordinator: StaffActor
let service: string
let venue: string
let sessionId: string
let person: string
let byPhone: string

const friday = { date: '2026-11-27', starts: '11:00', ends: '13:00' }
const fridayInWords = 'Friday 27 November, 11am to 1pm'
const as = <T>(work: (tx: Transaction) => Promise<T>) => transact(db.app, coordinator, work)
const move = (date: string, wish: object = {}) =>
  as((tx) => moveSession(tx, { sessionId, ...friday, date, ...wish }))
const cancel = () => as((tx) => cancelSession(tx, { sessionId, words: 'The boiler has broken.' }))
const putBack = () => as((tx) => putBackSession(tx, { sessionId }))
const openCalls = () =>
  db.rows<{ why: string; note: string | null }>(
    'select why, note from calls where person_id = $1 and ended_at is null',
    [byPhone],
  )
/** What has arrived for the member by e-mail, oldest first. */
async function arrived() {
  await gate.drain()
  const mails = await Promise.all(
    smtp.arrived.filter(({ to }) => to === `${person}@example.org`).map((mail) => parseMail(mail.raw)),
  )
  return mails.map(({ subject, text }) => ({ subject, text: text ?? '' }))
}

beforeAll(async () => {
  db = await testDatabase()
  smtp = await testSmtp()
  gate = openGate(testServices(db, { smtp: { url: smtp.url, connections: 2, dkim: null } }))
  await setClock(db, '2026-11-20T10:00:00Z')
  coordinator = await aColleague(db, ['coordinator'])
  service = await aService(db)
  venue = await aVenue(db)
})
afterAll(async () => {
  await gate.close()
  await smtp.stop()
  await db.drop()
})
beforeEach(async () => {
  const { groupId } = await aGroup(db, coordinator, { serviceId: service, venueId: venue })
  sessionId = await aSession(db, coordinator, { ...friday, groupId })
  person = (await someMembers(db, groupId, 1))[0] ?? ''
  byPhone = (await someMembers(db, groupId, 1, 'phone'))[0] ?? ''
})

describe('a move that nobody has heard of yet', () => {
  test('is told with a longer end and another limit, as the session is now', async () => {
    await move('2026-12-04')
    await as((tx) =>
      lengthenSession(tx, {
        sessionId,
        ends: '15:00',
        long: true,
        speaker: null,
        talk: null,
        note: null,
        topicIds: [],
      }),
    )
    await as((tx) => setSessionLimit(tx, { sessionId, limit: 12 }))
    const mails = await arrived()
    expect(mails).toMatchObject([{ subject: 'Changed: now Friday 4 December, 11am' }])
    expect(mails[0]?.text).toContain(`It was: ${fridayInWords}`)
    expect(mails[0]?.text).toContain('11am to 3pm')
  })

  test('and another one after it are told as one, from the date that they know', async () => {
    await move('2026-12-04')
    await move('2026-12-11')
    const mails = await arrived()
    expect(mails).toMatchObject([{ subject: 'Changed: now Friday 11 December, 11am' }])
    expect(mails[0]?.text).toContain(`It was: ${fridayInWords}`)
    expect(await openCalls()).toEqual([{ why: 'moved', note: fridayInWords }])
    await move('2026-12-18')
    expect((await arrived())[1]?.text).toContain('It was: Friday 11 December, 11am to 1pm')
  })

  test('and is undone is told to nobody in writing', async () => {
    await move('2026-12-04')
    await move('2026-11-27')
    expect(await arrived()).toEqual([])
    expect(
      await db.rows('select stopped_why from messages where person_id = $1 order by created_at', [person]),
    ).toEqual([{ stopped_why: 'session changed since' }, { stopped_why: 'as they know it' }])
    // Another venue on the same date is news.
    await move('2026-12-04')
    await move('2026-11-27', { venueId: await aVenue(db, 'Castle Hall') })
    expect(await arrived()).toMatchObject([{ subject: 'Changed: now Friday 27 November, 11am' }])
  })

  test('is told as the date that falls out, when it is cancelled', async () => {
    await move('2026-12-04')
    await cancel()
    const mails = await arrived()
    expect(mails).toMatchObject([{ subject: 'Not taking place: Friday 27 November, 11am' }])
    expect(mails[0]?.text).toContain(`Was to be: ${fridayInWords}`)
    expect(await openCalls()).toEqual([{ why: 'cancelled', note: fridayInWords }])
  })

  test('is told after all when a cancellation is put back before anybody heard of that', async () => {
    await move('2026-12-04')
    await cancel()
    // The gate has overtaken the move; the cancellation itself could not go out.
    await db.rows(
      `update messages set state = 'stopped', stopped_why = 'session cancelled' where session_id = $1 and kind = 'session moved'`,
      [sessionId],
    )
    expect(await putBack()).toMatchObject({ ok: true, told: { written: 0, toRing: 0 } })
    expect(await arrived()).toMatchObject([{ subject: 'Changed: now Friday 4 December, 11am' }])
    expect(await openCalls()).toEqual([{ why: 'moved', note: fridayInWords }])
  })
})

test('who was told of the move is told of the cancellation by the new date, and once that it takes place after all', async () => {
  await move('2026-12-04')
  await arrived()
  await cancel()
  await arrived()
  expect(await putBack()).toMatchObject({ ok: true, told: { written: 1 } })
  expect((await arrived()).map((mail) => mail.subject)).toEqual([
    'Changed: now Friday 4 December, 11am',
    'Not taking place: Friday 4 December, 11am',
    'Taking place after all: Friday 4 December, 11am',
  ])
})
