import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepPlace, placesLeft } from '#features/places/places.ts'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { datesInstead } from './added-dates.ts'
import {
  addInstead,
  addSession,
  cancelSession,
  changeGroupState,
  lengthenSession,
  openClashes,
  putBackSession,
  setSessionLimit,
} from './groups.ts'
import { toldOfCancellation } from './putting-back.ts'
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

const friday = { date: '2026-11-27', starts: '11:00', ends: '13:00' }
const fridayInWords = 'Friday 27 November, 11am to 1pm'
const as = <T>(actor: StaffActor, work: (tx: Transaction) => Promise<T>) => transact(db.app, actor, work)
const cancel = (actor = facilitator) =>
  as(actor, (tx) => cancelSession(tx, { sessionId, words: 'The boiler has broken.' }))
const putBack = (actor = facilitator) => as(actor, (tx) => putBackSession(tx, { sessionId }))
const instead = (wish: object = {}, actor = coordinator) =>
  as(actor, (tx) => addInstead(tx, { sessionId, ...friday, date: '2026-12-04', ...wish }))
const one = async (id = sessionId) => (await db.rows('select * from sessions where id = $1', [id]))[0]
const messages = (kind: string) =>
  db.rows<{ person_id: string; session_id: string; state: string; details: { former: string | null } }>(
    `select m.person_id, m.session_id, m.state, m.details from messages m join sessions s on s.id = m.session_id
     where s.group_id = $1 and m.kind = $2 order by m.created_at`,
    [groupId, kind],
  )
const calls = () =>
  db.rows<{ person_id: string; why: string; open: boolean; outcome: string | null }>(
    `select c.person_id, c.why, c.ended_at is null as open, c.outcome from calls c join sessions s on s.id = c.session_id
     where s.group_id = $1 order by c.asked_at, c.why`,
    [groupId],
  )
const people = (rows: { person_id: string }[]) => rows.map((row) => row.person_id).sort()

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  coordinator = await aColleague(db, ['coordinator'])
  facilitator = await aColleague(db, ['facilitator'], 'Jo Hart')
  stranger = await aColleague(db, ['facilitator', 'coordinator'], 'Owen Price')
  service = await aService(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  venue = await aVenue(db)
  const wish = { serviceId: service, venueId: venue, facilitators: [facilitator.accountId] }
  groupId = (await aGroup(db, coordinator, { name: `South Essex ${++round}`, ...wish })).groupId
  sessionId = await aSession(db, coordinator, { ...friday, groupId })
})
afterEach(() => db.rows('delete from group_staff where part = $1', ['facilitator']))

describe('an extra date', () => {
  const add = (wish: object = {}) =>
    as(coordinator, (tx) => addSession(tx, { ...friday, groupId, date: '2026-12-02', ...wish }))

  test('is told once to every current member whom messages reach; who has no e-mail is rung when it is near', async () => {
    const byMail = await someMembers(db, groupId, 2)
    const [byPhone = '', quiet] = await someMembers(db, groupId, 2, 'phone')
    const [left, died] = await someMembers(db, groupId, 2)
    await db.rows('update members set left_at = clock() where person_id = $1', [left])
    await db.rows('insert into deaths (person_id) values ($1)', [died])
    await db.rows(`insert into stops (person_id, what) values ($1, 'pause')`, [quiet])
    expect(await add()).toMatchObject({ ok: true, told: { written: 2, toRing: 1 } })
    expect(people(await messages('session added'))).toEqual(byMail.sort())
    expect(await calls()).toEqual([{ person_id: byPhone, why: 'extra date', open: true, outcome: null }])
  })

  test('that is more than two weeks off rings nobody', async () => {
    await someMembers(db, groupId, 1)
    await someMembers(db, groupId, 1, 'phone')
    expect(await add({ date: '2026-12-11' })).toMatchObject({ ok: true, told: { written: 1, toRing: 0 } })
    expect(await calls()).toEqual([])
  })

  test('is not told when somebody unticked it, nor in a group that has not opened', async () => {
    await someMembers(db, groupId, 1)
    expect(await add({ tell: false })).toMatchObject({ ok: true, told: { written: 0, toRing: 0 } })
    await db.rows(`update groups set state = 'planned' where id = $1`, [groupId])
    expect(await add({ date: '2026-12-03' })).toMatchObject({ ok: true, told: { written: 0, toRing: 0 } })
    expect(await messages('session added')).toEqual([])
  })
})

describe('an extra date that is called off', () => {
  const add = (wish: object = {}) =>
    as(coordinator, (tx) => addSession(tx, { ...friday, groupId, date: '2026-12-02', ...wish }))
  const callOff = async (added: { ok: false } | { ok: true; sessionId: string }) =>
    added.ok &&
    as(facilitator, (tx) => cancelSession(tx, { sessionId: added.sessionId, words: 'Too few chairs.' }))
  const addedAs = async (state: string, who: string[]) =>
    db.rows(`update messages set state = $1 where kind = 'session added' and person_id = any ($2::uuid[])`, [
      state,
      who,
    ])

  test('before anybody was told of it is told to nobody, and nobody hears of it later', async () => {
    await someMembers(db, groupId, 2)
    await someMembers(db, groupId, 1, 'phone')
    const added = await add()
    expect(added).toMatchObject({ told: { written: 2, toRing: 1 } })
    expect(await callOff(added)).toEqual({ ok: true, told: { written: 0, toRing: 0 } })
    expect(await messages('session cancelled')).toEqual([])
    expect((await messages('session added')).map(({ state }) => state)).toEqual(['stopped', 'stopped'])
    expect((await calls()).filter((call) => call.open)).toEqual([])
  })

  test('is told to those who had heard of it, or asked for a place, and to them alone', async () => {
    const [told = '', waiting = '', keeps = ''] = await someMembers(db, groupId, 3)
    const [rung = '', untried = ''] = await someMembers(db, groupId, 2, 'phone')
    const added = await add()
    const { sessionId: extra = '' } = added.ok ? added : {}
    await addedAs('sent', [told])
    await as(facilitator, (tx) => keepPlace(tx, { sessionId: extra, personId: keeps }))
    await db.rows(
      `with c as (update calls set ended_at = clock(), outcome = 'spoke' where person_id = $1 returning id)
       insert into call_tries (call_id, outcome) select id, 'spoke' from c`,
      [rung],
    )
    // Whoever joins later has seen it on the page.
    const [later = ''] = await someMembers(db, groupId, 1)
    expect(await callOff(added)).toEqual({ ok: true, told: { written: 3, toRing: 1 } })
    expect(people(await messages('session cancelled'))).toEqual([told, keeps, later].sort())
    const open = (await calls()).filter((call) => call.open)
    expect(open).toMatchObject([{ person_id: rung, why: 'cancelled' }])
    expect([waiting, untried].some((one) => open.some((call) => call.person_id === one))).toBe(false)
  })

  test('a message that is going out at this moment is not waited for, and counts as told', async () => {
    const [person = ''] = await someMembers(db, groupId, 1)
    const added = await add()
    await transact(db.app, system('test'), async (sending) => {
      await sql`select id from messages where kind = 'session added' for update`.execute(sending)
      expect(await callOff(added)).toEqual({ ok: true, told: { written: 1, toRing: 0 } })
    })
    expect(people(await messages('session cancelled'))).toEqual([person])
  })

  test('put back, whoever had not heard of it hears of it as a new date', async () => {
    const [told = '', waiting = ''] = await someMembers(db, groupId, 2)
    const [byPhone = ''] = await someMembers(db, groupId, 1, 'phone')
    const added = await add()
    const { sessionId: extra = '' } = added.ok ? added : {}
    await addedAs('sent', [told])
    await callOff(added)
    await db.rows(`update messages set state = 'sent' where kind = 'session cancelled'`)
    await as(facilitator, (tx) => putBackSession(tx, { sessionId: extra }))
    expect(people(await messages('session put back'))).toEqual([told])
    const waits = (await messages('session added')).filter(({ state }) => state === 'waiting')
    expect(people(waits)).toEqual([waiting])
    expect((await calls()).filter((call) => call.open)).toMatchObject([
      { person_id: byPhone, why: 'extra date' },
    ])
  })

  test('instead of a date whose cancellation nobody was rung about yet, it is not told either', async () => {
    const [person = ''] = await someMembers(db, groupId, 1, 'phone')
    await someMembers(db, groupId, 1)
    await cancel()
    await callOff(await instead())
    expect((await calls()).filter((call) => call.open)).toMatchObject([
      { person_id: person, why: 'cancelled' },
    ])
    expect((await messages('session cancelled')).every((message) => message.session_id === sessionId)).toBe(
      true,
    )
  })

  test('that nobody was to be told of by itself is told to all: they heard of it another way', async () => {
    await someMembers(db, groupId, 1)
    expect(await callOff(await add({ tell: false }))).toMatchObject({ told: { written: 1 } })
  })

  test('with a group that pauses, its words reach everybody', async () => {
    await someMembers(db, groupId, 2)
    await add({ date: '2026-11-25' })
    const paused = await as(coordinator, (tx) =>
      changeGroupState(tx, {
        groupId,
        state: 'paused',
        pausedWords: 'We begin again in spring.',
        sessionsAhead: { what: 'end', words: 'The group takes a break.' },
      }),
    )
    expect(paused).toMatchObject({ ok: true, written: 2 })
  })
})

describe('something instead of a date that falls out', () => {
  test('offers the same weekday first, then days beside it, and none that is taken or clashes (P10)', async () => {
    const dates = async () =>
      as(coordinator, (tx) =>
        datesInstead(tx, { id: sessionId, group_id: groupId, venue_id: venue, ...friday }),
      )
    await cancel()
    // A week before is today: too late. Three weeks before lies behind us.
    expect(await dates()).toEqual(['2026-12-04', '2026-12-11', '2026-12-18'])
    await as(coordinator, (tx) =>
      addSession(tx, { ...friday, groupId, date: '2026-12-04', starts: '15:00', ends: '16:00' }),
    )
    await db.rows(`insert into bank_holidays values ('england-and-wales', '2026-12-11', 'A new holiday')`)
    await db.rows(
      `with other as (insert into groups (service_id, slug, name, kind, nations, venue_id, state)
         values ($1, 'other-' || $3::text, 'Other', 'in person', '{England}', $2, 'open') returning id)
       insert into sessions (group_id, date, starts, ends) select id, '2026-12-18', '12:00', '14:00' from other`,
      [service, venue, round],
    )
    expect(await dates()).toEqual(['2026-11-26', '2026-11-25', '2026-11-30'])
    await db.rows('delete from bank_holidays')
  })

  test('another date has the same time, venue and limit, says what it stands in for, and is told once', async () => {
    const [person] = await someMembers(db, groupId, 1)
    const hall = await aVenue(db, 'Castle Hall')
    await db.rows('update sessions set venue_id = $2, session_limit = 7 where id = $1', [sessionId, hall])
    await cancel()
    const added = await instead()
    expect(added).toMatchObject({ ok: true, told: { written: 1, toRing: 0 } })
    expect(added.ok && (await one(added.sessionId))).toMatchObject({
      date: '2026-12-04',
      starts: '11:00:00',
      ends: '13:00:00',
      venue_id: hall,
      session_limit: 7,
      instead_of: sessionId,
      rule_date: null,
      telephone: null,
    })
    expect(await messages('session added')).toMatchObject([
      { person_id: person, details: { former: fridayInWords } },
    ])
    expect(await instead({ date: '2026-12-11' })).toEqual({ ok: false, reason: 'something instead' })
  })

  test('of two people who offer something at once, one does', async () => {
    await cancel()
    const answers = await Promise.all([instead(), instead({ date: '2026-12-11' })])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, reason: 'something instead' })
  })

  test('whoever is still to be rung about the cancellation hears of both in that one call', async () => {
    const [due = '', rung = ''] = await someMembers(db, groupId, 2, 'phone')
    await cancel()
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where person_id = $1`, [rung])
    expect(await instead()).toMatchObject({ ok: true, told: { written: 0, toRing: 1 } })
    expect(await calls()).toEqual(
      [
        ...[due, rung]
          .map((id) => ({
            person_id: id,
            why: 'cancelled',
            open: id === due,
            outcome: id === due ? null : 'spoke',
          }))
          .sort((a, b) => (a.person_id < b.person_id ? -1 : 1)),
        { person_id: rung, why: 'extra date', open: true, outcome: null },
      ].sort(byWhyAndPerson),
    )
  })

  test('a telephone hour needs no room, and does not clash with who is in it', async () => {
    await cancel()
    await db.rows(
      `with other as (insert into groups (service_id, slug, name, kind, nations, venue_id, state)
         values ($1, 'room-' || $3::text, 'In the room', 'in person', '{England}', $2, 'open') returning id)
       insert into sessions (group_id, date, starts, ends) select id, '2026-11-27', '12:00', '14:00' from other`,
      [service, venue, round],
    )
    expect(await instead({ date: '2026-11-27' })).toMatchObject({ ok: false, reason: 'clashes' })
    const added = await instead({ date: '2026-11-27', telephone: '01632 960 100' })
    expect(added).toMatchObject({ ok: true })
    expect(added.ok && (await one(added.sessionId))).toMatchObject({
      date: '2026-11-27',
      telephone: '01632 960 100',
      instead_of: sessionId,
    })
    expect(await as(coordinator, (tx) => openClashes(tx, { groupId }))).toEqual([])
  })

  test('a telephone hour has no limit, in a group with one too: nobody waits, and none can be set', async () => {
    await db.rows('update groups set session_limit = 1 where id = $1', [groupId])
    await db.rows('update sessions set session_limit = 2 where id = $1', [sessionId])
    const everyTime = await someMembers(db, groupId, 2)
    await db.rows('update members set standing = true where person_id = any ($1::uuid[])', [everyTime])
    const [another = ''] = await someMembers(db, groupId, 1)
    await cancel()
    const added = await instead({ telephone: '01632 960 100' })
    const { sessionId: hour = '' } = added.ok ? added : {}
    expect(await one(hour)).toMatchObject({ session_limit: null })
    expect(await as(facilitator, (tx) => setSessionLimit(tx, { sessionId: hour, limit: 3 }))).toEqual({
      ok: false,
      reason: 'by telephone',
    })
    expect(await as(facilitator, (tx) => keepPlace(tx, { sessionId: hour, personId: another }))).toEqual({
      ok: true,
      state: 'kept',
      limited: false,
    })
    const places = await db.rows('select distinct state from places where session_id = $1', [hour])
    expect(places).toEqual([{ state: 'kept' }])
    expect((await as(facilitator, (tx) => placesLeft(tx, [hour]))).get(hour)).toMatchObject({ limit: null })
    expect(await messages('place kept')).toEqual([])
    // Another date in its place has the limit that the cancelled one had.
    await db.rows('delete from sessions where id = $1', [hour])
    const date = await instead()
    expect(date.ok && (await one(date.sessionId))).toMatchObject({ session_limit: 2 })
  })

  test('a clash is shown before it is saved, and kept by who has seen it', async () => {
    await cancel()
    const onBoxingDay = { date: '2026-12-28' }
    expect(await instead(onBoxingDay)).toMatchObject({
      ok: false,
      reason: 'clashes',
      clashes: expect.arrayContaining([expect.objectContaining({ kind: 'christmas-days' })]),
    })
    const added = await instead({ ...onBoxingDay, clashesSeen: true })
    expect(added.ok && (await one(added.sessionId))).toMatchObject({ clash_kept_by: coordinator.accountId })
  })

  test('is the coordinator’s, of a date that is cancelled and lies ahead', async () => {
    expect(await instead()).toEqual({ ok: false, reason: 'not cancelled' })
    await cancel()
    expect(await instead({}, facilitator)).toEqual({ ok: false, reason: 'not yours' })
    expect(await instead({}, stranger)).toEqual({ ok: false, reason: 'not yours' })
    expect(await instead({ date: '2026-11-19' })).toEqual({ ok: false, reason: 'in the past' })
    await setClock(db, '2026-11-27T11:00:01Z')
    expect(await instead()).toEqual({ ok: false, reason: 'started' })
    await setClock(db, '2026-11-20T10:00:00Z')
  })
})

const byWhyAndPerson = (a: { why: string; person_id: string }, b: { why: string; person_id: string }) =>
  `${a.why} ${a.person_id}` < `${b.why} ${b.person_id}` ? -1 : 1

describe('a cancelled session that is put back', () => {
  const sent = (people: string[]) =>
    db.rows(
      `update messages set state = 'sent', sent_at = clock() where session_id = $1 and person_id = any ($2::uuid[])`,
      [sessionId, people],
    )

  test('takes place again under a higher number, and tells once whoever a message had told', async () => {
    const [told = '', waiting] = await someMembers(db, groupId, 2)
    await cancel()
    await sent([told])
    expect(await as(facilitator, (tx) => toldOfCancellation(tx, sessionId))).toBe(1)
    expect(await putBack()).toEqual({ ok: true, told: { written: 1, toRing: 0 } })
    expect(await one()).toMatchObject({ state: 'planned', cancelled_words: null, sequence: 2 })
    expect(await messages('session put back')).toMatchObject([{ person_id: told, state: 'waiting' }])
    expect(await messages('session cancelled')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ person_id: told, state: 'sent' }),
        expect.objectContaining({ person_id: waiting, state: 'stopped' }),
      ]),
    )
    expect(await putBack()).toEqual({ ok: false, reason: 'not cancelled' })
  })

  test('a message that is going out at this moment is not waited for, and counts as told', async () => {
    const [person = ''] = await someMembers(db, groupId, 1)
    await cancel()
    await transact(db.app, system('test'), async (sending) => {
      await sql`select id from messages where session_id = ${sessionId} for update`.execute(sending)
      expect(await putBack()).toEqual({ ok: true, told: { written: 1, toRing: 0 } })
    })
    expect(people(await messages('session put back'))).toEqual([person])
  })

  test('calls that nobody has made are taken back; who was told in one is rung again', async () => {
    const [spoke = '', message = '', missed = '', untried = ''] = await someMembers(db, groupId, 4, 'phone')
    await cancel()
    const tried = (person: string, outcome: string, ended: boolean) =>
      db.rows(
        `with c as (update calls set tries = 1, ended_at = case when $3 then clock() end, outcome = case when $3 then $2 end
           where person_id = $1 returning id)
         insert into call_tries (call_id, outcome) select id, $2 from c`,
        [person, outcome, ended],
      )
    await tried(spoke, 'spoke', true)
    await tried(message, 'left a message', false)
    await tried(missed, 'no answer', false)
    expect(await putBack()).toEqual({ ok: true, told: { written: 0, toRing: 2 } })
    const after = await calls()
    expect(people(after.filter((call) => call.why === 'after all' && call.open))).toEqual(
      [spoke, message].sort(),
    )
    expect(after.filter((call) => call.why === 'cancelled' && call.open)).toEqual([])
    expect(people(after.filter((call) => call.outcome === 'no longer needed'))).toEqual(
      [message, missed, untried].sort(),
    )
  })

  test('cancelled and put back again, each is told of each', async () => {
    const [person = ''] = await someMembers(db, groupId, 1)
    for (const _ of [1, 2]) {
      await cancel()
      await sent([person])
      expect(await putBack()).toMatchObject({ ok: true, told: { written: 1 } })
    }
    // Who heard the first time but not the second has nothing new to hear.
    await cancel()
    expect(await putBack()).toMatchObject({ ok: true, told: { written: 0 } })
    expect(await one()).toMatchObject({ sequence: 6 })
    expect(await messages('session put back')).toHaveLength(2)
  })

  test('places stand as they were, and who waits longest is offered what is free (P2)', async () => {
    await db.rows('update sessions set session_limit = 1 where id = $1', [sessionId])
    const [first = '', second = '', third = ''] = await someMembers(db, groupId, 3)
    for (const personId of [first, second, third])
      await as(facilitator, (tx) => keepPlace(tx, { sessionId, personId }))
    await cancel()
    await db.rows(`update places set state = 'given back' where session_id = $1 and person_id = $2`, [
      sessionId,
      first,
    ])
    expect(await putBack()).toMatchObject({ ok: true })
    const places = await db.rows('select person_id, state from places where session_id = $1 order by turn', [
      sessionId,
    ])
    expect(places).toEqual([
      { person_id: first, state: 'given back' },
      { person_id: second, state: 'offered' },
      { person_id: third, state: 'waiting' },
    ])
  })

  test('not onto another date of the group, not in a closed one, not once it would have begun, and only by its staff', async () => {
    await cancel()
    await instead({ ...friday, telephone: '01632 960 100' })
    expect(await putBack()).toEqual({ ok: false, reason: 'date taken' })
    await db.rows('delete from sessions where instead_of = $1', [sessionId])
    expect(await putBack(stranger)).toEqual({ ok: false, reason: 'not yours' })
    await db.rows(`update groups set state = 'closed' where id = $1`, [groupId])
    expect(await putBack()).toEqual({ ok: false, reason: 'closed' })
    await db.rows(`update groups set state = 'open' where id = $1`, [groupId])
    await setClock(db, '2026-11-27T11:00:01Z')
    expect(await putBack()).toEqual({ ok: false, reason: 'started' })
    await setClock(db, '2026-11-20T10:00:00Z')
  })

  test('put back and added to at once, one of the two finds the time taken', async () => {
    await cancel()
    const answers = await Promise.all([
      putBack(),
      as(coordinator, (tx) => addSession(tx, { ...friday, groupId })),
    ])
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
    expect(answers).toContainEqual({ ok: false, reason: 'date taken' })
  })

  test('can be changed again like any other', async () => {
    await cancel()
    await putBack()
    const talk = { long: false, speaker: null, talk: null, note: 'Bring a cup.', topicIds: [] }
    expect(await as(facilitator, (tx) => lengthenSession(tx, { sessionId, ends: '13:30', ...talk }))).toEqual(
      {
        ok: true,
      },
    )
  })
})
