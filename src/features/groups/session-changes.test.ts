import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordOutcome } from '#features/welcome/welcome.ts'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { look } from '../messages/facts.ts'
import { stop } from '../messages/gate-records.ts'
import {
  addSession,
  cancelSession,
  changeGroup,
  keepClash,
  lengthenSession,
  moveSession,
  setSessionLimit,
} from './groups.ts'
import { aColleague, aGroup, aService, aSession, aVenue, setClock, someMembers } from './testing/charity.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let coordinator: StaffActor
let facilitator: StaffActor
let stranger: StaffActor
let service: string
let venue: string
let groupId: string
let sessionId: string
let round = 0

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  coordinator = await aColleague(db, ['coordinator'])
  facilitator = await aColleague(db, ['facilitator'], 'Jo Hart')
  stranger = await aColleague(db, ['facilitator', 'coordinator'], 'Owen Price')
  service = await aService(db)
  venue = await aVenue(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  const wish = { serviceId: service, venueId: venue, facilitators: [facilitator.accountId] }
  groupId = (await aGroup(db, coordinator, { name: `South Essex ${++round}`, ...wish })).groupId
  sessionId = await aSession(db, coordinator, { ...friday, groupId })
})

const friday = { date: '2026-11-27', starts: '11:00', ends: '13:00' }
const as = <T>(actor: StaffActor, work: (tx: Transaction) => Promise<T>) => transact(db.app, actor, work)
const session = async () => {
  const [row] = await db.rows('select * from sessions where id = $1', [sessionId])
  return row
}
const queued = () =>
  db.rows<{ kind: string; person_id: string; once: string; details: { former: string; sequence: number } }>(
    'select kind, person_id, once, details from messages where session_id = $1 order by created_at',
    [sessionId],
  )
const calls = () =>
  db.rows<{ person_id: string; why: string; note: string }>(
    'select person_id, why, note from calls where session_id = $1',
    [sessionId],
  )

describe('a cancelled session', () => {
  const cancel = (tx: Transaction) =>
    cancelSession(tx, { sessionId, words: 'The boiler has broken.', instead: 'Ring us at 11am.' })

  test('reaches every member once: by e-mail, or on the list of people to ring', async () => {
    const byMail = await someMembers(db, groupId, 3)
    const byPhone = [
      ...(await someMembers(db, groupId, 1, 'phone')),
      ...(await someMembers(db, groupId, 1, 'unconfirmed')),
      ...(await someMembers(db, groupId, 1, 'wrong')),
    ]
    expect(await as(facilitator, cancel)).toEqual({ ok: true, told: { written: 3, toRing: 3 } })
    expect(await session()).toMatchObject({
      state: 'cancelled',
      cancelled_words: 'The boiler has broken.',
      instead_words: 'Ring us at 11am.',
      sequence: 1,
    })
    const messages = await queued()
    expect(messages.map((message) => message.person_id).sort()).toEqual(byMail.sort())
    expect(messages[0]).toMatchObject({
      kind: 'session cancelled',
      details: { former: 'Friday 27 November, 11am to 1pm', sequence: 1 },
    })
    expect(messages[0]?.once).toBe(`cancelled:${sessionId}:1:${messages[0]?.person_id}`)
    const toRing = await calls()
    expect(toRing.map((call) => call.person_id).sort()).toEqual(byPhone.sort())
    expect(toRing[0]).toMatchObject({ why: 'cancelled', note: 'Friday 27 November, 11am to 1pm' })
  })

  test('is not told to who left, died, or stopped and has no e-mail', async () => {
    const [left, died] = await someMembers(db, groupId, 2)
    const [stopped, paused, pauseOver] = await someMembers(db, groupId, 3, 'phone')
    await db.rows('update members set left_at = clock() where person_id = $1', [left])
    await db.rows('insert into deaths (person_id) values ($1)', [died])
    await db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [stopped])
    await db.rows(`insert into stops (person_id, what, until) values ($1, 'pause', '2026-12-24Z')`, [paused])
    await db.rows(`insert into stops (person_id, what, until) values ($1, 'pause', '2026-11-01Z')`, [
      pauseOver,
    ])
    expect(await as(coordinator, cancel)).toEqual({ ok: true, told: { written: 0, toRing: 1 } })
    expect(await calls()).toMatchObject([{ person_id: pauseOver }])
  })

  test('of two people who cancel it at once, one does', async () => {
    await someMembers(db, groupId, 2)
    const answers = await Promise.all([as(coordinator, cancel), as(facilitator, cancel)])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, reason: 'cancelled' })
    expect(await queued()).toHaveLength(2)
  })

  test('a group of 500 takes no more statements than one of 5', async () => {
    const statements = async (members: number) => {
      await someMembers(db, groupId, members)
      let count = 0
      await as(coordinator, async (tx) => {
        const counting = tx.withPlugin({
          transformQuery: ({ node }) => {
            count++
            return node
          },
          transformResult: async ({ result }) => result,
        })
        return cancel(counting as Transaction)
      })
      return count
    }
    const small = await statements(5)
    await db.rows(`update sessions set state = 'planned', cancelled_words = null where id = $1`, [sessionId])
    const large = await statements(495)
    expect(large).toBe(small)
    expect(large).toBeLessThan(15)
    expect((await queued()).length).toBe(505)
  })

  test('needs words, and a session that has not begun', async () => {
    expect(await as(coordinator, (tx) => cancelSession(tx, { sessionId, words: ' ' }))).toEqual({
      ok: false,
      reason: 'no words',
    })
    await setClock(db, '2026-11-27T11:00:01Z')
    expect(await as(coordinator, cancel)).toEqual({ ok: false, reason: 'started' })
    await setClock(db, '2026-11-20T10:00:00Z')
  })

  test('is not for staff of another group', async () => {
    expect(await as(stranger, cancel)).toEqual({ ok: false, reason: 'not yours' })
    expect(await session()).toMatchObject({ state: 'planned', sequence: 0 })
  })
})

describe('a moved session', () => {
  test('says where it was, keeps places, and tells every member once for each move', async () => {
    const [person = ''] = await someMembers(db, groupId, 1)
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      sessionId,
      groupId,
      person,
    ])
    const move = (date: string) => as(facilitator, (tx) => moveSession(tx, { sessionId, ...friday, date }))
    expect(await move('2026-12-04')).toMatchObject({ ok: true, told: { written: 1 } })
    expect(await session()).toMatchObject({
      date: '2026-12-04',
      moved_from: 'Friday 27 November, 11am to 1pm',
      sequence: 1,
    })
    expect(await move('2026-12-04')).toEqual({ ok: false, reason: 'nothing changed' })
    expect(await move('2026-12-11')).toMatchObject({ ok: true })
    expect((await queued()).map((message) => message.details.former)).toEqual([
      'Friday 27 November, 11am to 1pm',
      'Friday 4 December, 11am to 1pm',
    ])
    expect(
      await db.rows(`select 1 from places where session_id = $1 and state = 'kept'`, [sessionId]),
    ).toHaveLength(1)
  })

  test('to another venue names the one that it left', async () => {
    await someMembers(db, groupId, 1)
    const hall = await aVenue(db, 'Castle Hall')
    const answer = await as(coordinator, (tx) => moveSession(tx, { sessionId, ...friday, venueId: hall }))
    expect(answer).toMatchObject({ ok: true })
    expect(await session()).toMatchObject({
      venue_id: hall,
      moved_from: 'Friday 27 November, 11am to 1pm, The Mill',
    })
    await as(coordinator, (tx) => moveSession(tx, { sessionId, ...friday, venueId: venue }))
    expect(await session()).toMatchObject({ venue_id: null })
  })

  describe('there and back again', () => {
    const move = (wish: { date?: string; venueId?: string } = {}) =>
      as(facilitator, (tx) => moveSession(tx, { sessionId, ...friday, ...wish }))
    const movedFrom = async () => (await session())?.moved_from

    test('is where it was: nothing is said of a move; elsewhere again, the date that was public first is', async () => {
      await move({ date: '2026-12-04' })
      await move({ date: '2026-12-11' })
      expect(await movedFrom()).toBe('Friday 27 November, 11am to 1pm')
      await move()
      expect(await session()).toMatchObject({ moved_from: null, former_date: null, sequence: 3 })
      await move({ date: '2026-12-04' })
      expect(await movedFrom()).toBe('Friday 27 November, 11am to 1pm')
    })

    test('back on its day, but at another venue, it still says where it was', async () => {
      const hall = await aVenue(db, 'Castle Hall')
      await move({ date: '2026-12-04' })
      await move({ venueId: hall })
      expect(await movedFrom()).toBe('Friday 27 November, 11am to 1pm, The Mill')
      await move({ venueId: venue })
      expect(await movedFrom()).toBeNull()
    })

    test('in a group that nobody can read of yet nothing is said of a move', async () => {
      await db.rows(`update groups set state = 'planned' where id = $1`, [groupId])
      await move({ date: '2026-12-04' })
      expect(await movedFrom()).toBeNull()
    })

    test('the group’s own venue, changed and changed back, leaves no word of a move', async () => {
      const hall = await aVenue(db, 'Castle Hall')
      const meetAt = (venueId: string) => as(coordinator, (tx) => changeGroup(tx, { groupId, venueId }))
      await meetAt(hall)
      expect(await movedFrom()).toBe('Friday 27 November, 11am to 1pm, The Mill')
      await meetAt(venue)
      expect(await movedFrom()).toBeNull()
    })
  })

  describe('again, before whom nothing written reaches was rung about it', () => {
    const move = (date = friday.date) =>
      as(facilitator, (tx) => moveSession(tx, { sessionId, ...friday, date }))
    const toRing = () =>
      db.rows<{ person_id: string; note: string; open: boolean; outcome: string | null }>(
        `select person_id, note, ended_at is null as open, outcome from calls where session_id = $1
         order by asked_at, ended_at nulls last`,
        [sessionId],
      )
    const ring = async (person: string, outcome: 'spoke' | 'left a message' | 'no answer') => {
      const [call] = await db.rows<{ id: string }>(
        'select id from calls where person_id = $1 and ended_at is null',
        [person],
      )
      const rang = { callId: call?.id ?? '', note: null, nextAt: null, wrongAddressId: null, letIn: false }
      await as(coordinator, (tx) => recordOutcome(tx, { ...rang, outcome, wroteOn: null }))
    }

    test('nobody rings once it is back as they know it', async () => {
      const [ann = '', bet = ''] = await someMembers(db, groupId, 2, 'phone')
      await move('2026-12-04')
      await ring(bet, 'no answer')
      expect(await move()).toEqual({ ok: true, told: { written: 0, toRing: 0 } })
      expect((await toRing()).map((call) => [call.open, call.outcome])).toEqual([
        [false, 'no longer needed'],
        [false, 'no longer needed'],
      ])
      // Moved again, they hear of it as before.
      expect(await move('2026-12-04')).toMatchObject({ told: { toRing: 2 } })
      const open = (await toRing()).filter((call) => call.open)
      expect(open.map((call) => call.person_id).sort()).toEqual([ann, bet].sort())
    })

    test('elsewhere again, they are rung once, about the date that they know', async () => {
      await someMembers(db, groupId, 1, 'phone')
      await move('2026-12-04')
      await move('2026-12-11')
      expect(await toRing()).toMatchObject([{ open: true, note: 'Friday 27 November, 11am to 1pm' }])
    })

    test('who had been told of the move is rung that it is back', async () => {
      const [spoke = '', message = ''] = await someMembers(db, groupId, 2, 'phone')
      await move('2026-12-04')
      await ring(spoke, 'spoke')
      await ring(message, 'left a message')
      await move()
      const open = (await toRing()).filter((call) => call.open)
      expect(open.map((call) => call.person_id).sort()).toEqual([spoke, message].sort())
      for (const { note } of open) expect(note).toBe('Friday 4 December, 11am to 1pm')
    })

    test('a call that the gate asked for leaves the list as well, and nothing is written in its place', async () => {
      const [person = ''] = await someMembers(db, groupId, 1)
      await move('2026-12-04')
      await db.rows(
        'update addresses set wrong_at = clock() where id in (select address_id from person_addresses where person_id = $1)',
        [person],
      )
      await transact(db.app, system('gate'), async (tx) => {
        const [message] = await db.rows<{ id: string }>('select id from messages where session_id = $1', [
          sessionId,
        ])
        const facts = await look(tx, message?.id ?? '')
        if (facts) await stop(tx, facts, 'address wrong')
      })
      expect(await toRing()).toMatchObject([{ open: true, note: 'Friday 27 November, 11am to 1pm' }])
      expect(await move()).toEqual({ ok: true, told: { written: 0, toRing: 0 } })
      expect(await toRing()).toMatchObject([{ open: false, outcome: 'no longer needed' }])
    })
  })

  test('does not go into the past, nor onto another session of the group', async () => {
    const move = (date: string) => as(coordinator, (tx) => moveSession(tx, { sessionId, ...friday, date }))
    expect(await move('2026-11-19')).toEqual({ ok: false, reason: 'in the past' })
    await as(coordinator, (tx) => addSession(tx, { ...friday, groupId, date: '2026-12-04', starts: '12:00' }))
    expect(await move('2026-12-04')).toEqual({ ok: false, reason: 'date taken' })
    expect(await session()).toMatchObject({ date: '2026-11-27', sequence: 0 })
  })
})

describe('other changes', () => {
  test('a speaker lengthens it; only topics of its own service are shown', async () => {
    const [topic] = await db.rows<{ id: string }>(
      `insert into topics (service_id, name) values ($1, 'Fatigue ' || $2::text) returning id`,
      [service, round],
    )
    const [foreign] = await db.rows<{ id: string }>(
      `insert into topics (service_id, name) values ($1, 'Elsewhere') returning id`,
      [await aService(db)],
    )
    const answer = await as(facilitator, (tx) =>
      lengthenSession(tx, {
        sessionId,
        ends: '15:00',
        long: true,
        speaker: 'A lymphoedema nurse',
        talk: 'Looking after your arm',
        note: null,
        topicIds: [topic?.id ?? '', foreign?.id ?? ''],
      }),
    )
    expect(answer).toEqual({ ok: true })
    expect(await session()).toMatchObject({
      ends: '15:00:00',
      long: true,
      speaker: 'A lymphoedema nurse',
      sequence: 1,
    })
    expect(await db.rows('select topic_id from session_topics where session_id = $1', [sessionId])).toEqual([
      { topic_id: topic?.id },
    ])
  })

  test('a raised limit is offered at once to who waits', async () => {
    const [first, second] = await someMembers(db, groupId, 2)
    await db.rows('update sessions set session_limit = 1 where id = $1', [sessionId])
    await db.rows(
      `insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept'), ($1, $2, $4, 'waiting')`,
      [sessionId, groupId, first, second],
    )
    expect(await as(coordinator, (tx) => setSessionLimit(tx, { sessionId, limit: 2 }))).toEqual({ ok: true })
    const [place] = await db.rows<{ state: string }>('select state from places where person_id = $1', [
      second,
    ])
    expect(place?.state).toBe('offered')
  })

  test('a clash that is kept says who kept it', async () => {
    expect(await as(facilitator, (tx) => keepClash(tx, { sessionId }))).toEqual({ ok: true })
    expect(await session()).toMatchObject({ clash_kept_by: facilitator.accountId })
  })

  test('an extra date is the coordinator’s to add', async () => {
    const wish = { ...friday, groupId, date: '2026-12-18' }
    expect(await as(facilitator, (tx) => addSession(tx, wish))).toEqual({ ok: false, reason: 'not yours' })
    expect(await as(coordinator, (tx) => addSession(tx, wish))).toMatchObject({ ok: true })
    expect(await as(coordinator, (tx) => addSession(tx, wish))).toEqual({ ok: false, reason: 'date taken' })
  })
})
