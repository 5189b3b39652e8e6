import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { pumps } from './jobs.ts'
import * as places from './places.ts'
import { heldBackPlaces, waitingList } from './queries.ts'
import { makeGroup, makeMembers, makeSession } from './testing/world.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

const program = system('a test')
const as = <T>(actor: Actor, work: (tx: Transaction) => Promise<T>) => transact(db.app, actor, work)
const member = (personId: string): Actor => ({ kind: 'member', personId, sessionId: null })
const keep = (sessionId: string, personId: string, actor = member(personId)) =>
  as(actor, (tx) => places.keepPlace(tx, { sessionId, personId }))
const giveBack = (sessionId: string, personId: string) =>
  as(member(personId), (tx) => places.giveBackPlace(tx, { sessionId, personId }))
const answer = (sessionId: string, personId: string, say: 'yes' | 'no') =>
  as(member(personId), (tx) => places.answerOffer(tx, { sessionId, personId, answer: say }))
const states = async (sessionId: string) =>
  Object.fromEntries(
    (
      await db.rows<{ person_id: string; state: string }>(
        'select person_id, state from places where session_id = $1',
        [sessionId],
      )
    ).map((row) => [row.person_id, row.state]),
  )
const news = async (sessionId: string) =>
  (
    await db.rows<{ person_id: string; kind: string }>(
      'select person_id, kind from messages where session_id = $1 order by created_at, kind',
      [sessionId],
    )
  ).map((row) => [row.person_id, row.kind])
const ahead = (hours: number) =>
  db.rows('update clock_offset set ahead_by = ahead_by + make_interval(secs => $1 * 3600)', [hours])
const workDue = async () => {
  const services = { database: db.app } as Parameters<(typeof pumps)[0]['run']>[0]
  for (const pump of pumps) while (await pump.run(services));
}
async function full(limit: number, waiting: number, options: Parameters<typeof makeSession>[2] = {}) {
  const groupId = await makeGroup(db.rows, { limit })
  const sessionId = await makeSession(db.rows, groupId, options)
  const people = await makeMembers(db.rows, groupId, limit + waiting)
  for (const person of people) await keep(sessionId, person)
  return {
    groupId,
    sessionId,
    in: people.slice(0, limit),
    waits: people.slice(limit) as [string, string, ...string[]],
  }
}

describe('keeping and giving back', () => {
  test('the last place is kept and the next person waits; both are told once, however often they press', async () => {
    const at = await full(2, 2)
    expect(await keep(at.sessionId, at.in[0] as string)).toEqual({ ok: true, state: 'kept', limited: true })
    expect(await keep(at.sessionId, at.waits[1])).toEqual({
      ok: true,
      state: 'waiting',
      limited: true,
      position: 2,
    })
    expect(await states(at.sessionId)).toEqual({
      [at.in[0] as string]: 'kept',
      [at.in[1] as string]: 'kept',
      [at.waits[0]]: 'waiting',
      [at.waits[1]]: 'waiting',
    })
    expect((await news(at.sessionId)).map(([, kind]) => kind)).toEqual([
      'place kept',
      'place kept',
      'place waiting',
      'place waiting',
    ])
    const left = await as({ kind: 'public' }, (tx) => places.placesLeft(tx, [at.sessionId]))
    expect(left.get(at.sessionId)).toEqual({ limit: 2, taken: 2, waiting: 2 })
    expect(places.placesWords({ limit: 2, taken: 2, waiting: 2 })).toBe('Full: join the waiting list')
  })

  test('a place given back is offered to the next, and only to them', async () => {
    const at = await full(1, 2)
    expect(await giveBack(at.sessionId, at.in[0] as string)).toEqual({ ok: true, was: 'kept' })
    expect(await states(at.sessionId)).toMatchObject({ [at.waits[0]]: 'offered', [at.waits[1]]: 'waiting' })
    expect((await news(at.sessionId)).slice(-2)).toEqual(
      expect.arrayContaining([
        [at.in[0], 'place given back'],
        [at.waits[0], 'place offered'],
      ]),
    )
    expect(await answer(at.sessionId, at.waits[1], 'yes')).toEqual({ ok: false, reason: 'no offer' })
    expect(await answer(at.sessionId, at.waits[0], 'yes')).toEqual({ ok: true, state: 'kept' })
    // Who gave it back and wants it again stands at the end.
    expect(await keep(at.sessionId, at.in[0] as string)).toEqual({
      ok: true,
      state: 'waiting',
      limited: true,
      position: 2,
    })
  })

  test('an offer that is declined goes on at once; one that nobody answers, when its time is over', async () => {
    const at = await full(1, 3)
    await giveBack(at.sessionId, at.in[0] as string)
    expect(await answer(at.sessionId, at.waits[0], 'no')).toEqual({ ok: true, state: 'declined' })
    expect((await states(at.sessionId))[at.waits[1]]).toBe('offered')
    await workDue()
    expect((await states(at.sessionId))[at.waits[1]]).toBe('offered')
    await ahead(72)
    await workDue()
    expect(await states(at.sessionId)).toMatchObject({
      [at.waits[1]]: 'ran out',
      [at.waits[2] as string]: 'offered',
    })
    // A late yes finds the place gone on.
    expect(await answer(at.sessionId, at.waits[1], 'yes')).toEqual({ ok: false, reason: 'ran out' })
    await answer(at.sessionId, at.waits[2] as string, 'no')
    // Nobody else wanted it.
    expect(await answer(at.sessionId, at.waits[1], 'yes')).toEqual({ ok: true, state: 'kept' })
  })

  test('pressing keep is a yes to an offer, also when the offer comes in that very moment', async () => {
    const at = await full(1, 1)
    await giveBack(at.sessionId, at.in[0] as string)
    expect(await keep(at.sessionId, at.waits[0])).toEqual({ ok: true, state: 'kept', limited: true })
  })

  test('who has no address for messages is rung about an offer, and no longer once it is answered', async () => {
    const at = await full(1, 0)
    const [person] = (await makeMembers(db.rows, at.groupId, 1, { email: false })) as [string]
    await keep(at.sessionId, person)
    await giveBack(at.sessionId, at.in[0] as string)
    const calls = () => db.rows('select why, outcome from calls where person_id = $1', [person])
    expect(await calls()).toEqual([{ why: 'offer', outcome: null }])
    expect(await db.rows('select 1 from messages where person_id = $1', [person])).toEqual([])
    await answer(at.sessionId, person, 'yes')
    expect(await calls()).toEqual([{ why: 'offer', outcome: 'no longer needed' }])
  })

  test('a session without a limit: hoping to come is enough, and no messages come of it', async () => {
    const groupId = await makeGroup(db.rows)
    const sessionId = await makeSession(db.rows, groupId)
    const [person] = (await makeMembers(db.rows, groupId, 1)) as [string]
    expect(await keep(sessionId, person)).toEqual({ ok: true, state: 'kept', limited: false })
    expect(await giveBack(sessionId, person)).toEqual({ ok: true, was: 'kept' })
    expect(await giveBack(sessionId, person)).toEqual({ ok: true, was: 'nothing' })
    expect(await news(sessionId)).toEqual([])
  })

  test('refused: for others, without being a member, after the start, when cancelled, when the group has closed', async () => {
    const at = await full(1, 0)
    const [stranger] = (await makeMembers(db.rows, await makeGroup(db.rows), 1)) as [string]
    const reason = async (work: Promise<{ ok: boolean; reason?: string }>) => (await work).reason
    expect(await reason(keep(at.sessionId, stranger))).toBe('not a member')
    expect(await reason(keep(at.sessionId, at.in[0] as string, member(stranger)))).toBe('not theirs')
    expect(await reason(keep(stranger, at.in[0] as string))).toBe('no such session')
    await db.rows(`update groups set state = 'closed' where id = $1`, [at.groupId])
    await giveBack(at.sessionId, at.in[0] as string)
    expect(await reason(keep(at.sessionId, at.in[0] as string))).toBe('closed')
    await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'Snow' where id = $1`, [
      at.sessionId,
    ])
    expect(await reason(keep(at.sessionId, at.in[0] as string))).toBe('cancelled')
    const begun = await full(1, 1, { inHours: 1 })
    await ahead(2)
    expect(await reason(keep(begun.sessionId, begun.in[0] as string))).toBe('started')
    expect(await reason(giveBack(begun.sessionId, begun.in[0] as string))).toBe('started')
    expect((await states(begun.sessionId))[begun.waits[0]]).toBe('waiting')
  })
})

describe('standing places', () => {
  test('begin with one message, fill what is laid out, and keep every other date when one is given back', async () => {
    const groupId = await makeGroup(db.rows, { limit: 1 })
    const [first, second, third] = [
      await makeSession(db.rows, groupId, { inHours: 100 }),
      await makeSession(db.rows, groupId, { inHours: 200 }),
      await makeSession(db.rows, groupId, { inHours: 300 }),
    ]
    const [early, person] = (await makeMembers(db.rows, groupId, 2)) as [string, string]
    await keep(second, early)
    const standing = (say: boolean, coming: 'keep' | 'free' = 'keep') =>
      as(member(person), (tx) => places.setStanding(tx, { personId: person, groupId, standing: say, coming }))
    expect(await standing(true)).toEqual({ ok: true, kept: 2, waiting: 1, freed: 0 })
    expect(await db.rows('select kind, session_id from messages where person_id = $1', [person])).toEqual([
      { kind: 'place kept', session_id: null },
    ])
    expect(await giveBack(first, person)).toEqual({ ok: true, was: 'kept' })
    expect((await states(third))[person]).toBe('kept')
    const laid = await makeSession(db.rows, groupId, { inHours: 400 })
    await as(program, (tx) => places.sessionsLaidOut(tx, [first, laid]))
    expect((await states(laid))[person]).toBe('kept')
    expect((await states(first))[person]).toBe('given back')
    expect(await standing(false, 'free')).toEqual({ ok: true, kept: 0, waiting: 0, freed: 3 })
    expect((await states(third))[person]).toBe('given back')
    expect((await states(second))[early]).toBe('kept')
  })

  test('sessions laid out are filled in the order of joining, quietly', async () => {
    const groupId = await makeGroup(db.rows, { limit: 2 })
    const people = await makeMembers(db.rows, groupId, 3, { standing: true })
    const sessionId = await makeSession(db.rows, groupId)
    await as(program, (tx) => places.sessionsLaidOut(tx, [sessionId]))
    await as(program, (tx) => places.sessionsLaidOut(tx, [sessionId]))
    expect(await states(sessionId)).toEqual({
      [people[0] as string]: 'kept',
      [people[1] as string]: 'kept',
      [people[2] as string]: 'waiting',
    })
    expect(await news(sessionId)).toEqual([])
  })
})

describe('what staff change', () => {
  test('a raised limit offers at once; a lowered one takes nobody’s place and offers nothing until it is below', async () => {
    const at = await full(2, 2)
    const limit = async (to: number | null) => {
      await db.rows('update sessions set session_limit = $2 where id = $1', [at.sessionId, to])
      await as(program, (tx) => places.limitChanged(tx, at.sessionId))
    }
    await limit(3)
    expect((await states(at.sessionId))[at.waits[0]]).toBe('offered')
    await limit(1)
    await giveBack(at.sessionId, at.in[0] as string)
    expect(await states(at.sessionId)).toMatchObject({
      [at.in[1] as string]: 'kept',
      [at.waits[0]]: 'offered',
      [at.waits[1]]: 'waiting',
    })
    await db.rows('update groups set session_limit = null where id = $1', [at.groupId])
    await limit(null)
    expect(await states(at.sessionId)).toMatchObject({ [at.waits[0]]: 'kept', [at.waits[1]]: 'kept' })
  })

  test('cancelled: places stay as a record, offers return to their turn, and go on should it stand again', async () => {
    const at = await full(1, 2)
    await giveBack(at.sessionId, at.in[0] as string)
    await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'Snow' where id = $1`, [
      at.sessionId,
    ])
    await as(program, (tx) => places.sessionCancelled(tx, at.sessionId))
    expect(await states(at.sessionId)).toMatchObject({ [at.waits[0]]: 'waiting', [at.waits[1]]: 'waiting' })
    await db.rows(`update sessions set state = 'planned', cancelled_words = null where id = $1`, [
      at.sessionId,
    ])
    await as(program, (tx) => places.sessionCancelled(tx, at.sessionId))
    expect(await states(at.sessionId)).toMatchObject({ [at.waits[0]]: 'offered', [at.waits[1]]: 'waiting' })
  })

  test('moved earlier: an offer never outlasts the new start, and says so once more', async () => {
    const at = await full(1, 1)
    await giveBack(at.sessionId, at.in[0] as string)
    await db.rows(
      `update sessions set date = n::date, starts = n::time, ends = n::time + interval '1 second'
       from (select (clock() + interval '5 minutes') at time zone 'UTC' as n) x where id = $1`,
      [at.sessionId],
    )
    await as(program, (tx) => places.sessionMoved(tx, at.sessionId))
    expect(
      await db.rows(
        'select p.answer_by <= s.starts_at as in_time from places p join sessions s on s.id = p.session_id where p.session_id = $1 and p.state = $2',
        [at.sessionId, 'offered'],
      ),
    ).toEqual([{ in_time: true }])
    expect((await news(at.sessionId)).filter(([, kind]) => kind === 'place offered')).toHaveLength(2)
  })
})

describe('leaving and dying', () => {
  test('leaving frees every coming place and passes it on; nobody who left is offered one', async () => {
    const at = await full(1, 2)
    await db.rows('update members set left_at = clock() where person_id = any ($1)', [
      [at.in[0], at.waits[0]],
    ])
    const left = await as(member(at.in[0] as string), (tx) =>
      places.leavePlaces(tx, { personId: at.in[0] as string, groupId: at.groupId }),
    )
    expect(left).toEqual({ ok: true, freed: 1 })
    expect(await states(at.sessionId)).toEqual({
      [at.in[0] as string]: 'given back',
      [at.waits[0]]: 'given back',
      [at.waits[1]]: 'offered',
    })
    expect((await news(at.sessionId)).filter(([who]) => who === at.in[0]).map(([, kind]) => kind)).toEqual([
      'place kept',
    ])
  })

  test('a place freed by a death waits for a coordinator; a mistake gives it back', async () => {
    const at = await full(1, 2)
    const die = async (person: string) => {
      const [death] = await db.rows<{ id: string }>(
        'insert into deaths (person_id) values ($1) returning id',
        [person],
      )
      const deathId = death?.id as string
      const answer = await as(program, (tx) => places.freePlacesAfterDeath(tx, { personId: person, deathId }))
      return { deathId, answer }
    }
    const first = await die(at.in[0] as string)
    expect(first.answer).toEqual({ freed: 1, heldBack: 1 })
    expect((await die(at.waits[0])).answer).toEqual({ freed: 1, heldBack: 0 })
    expect(await states(at.sessionId)).toEqual({
      [at.in[0] as string]: 'given back',
      [at.waits[0]]: 'given back',
      [at.waits[1]]: 'waiting',
    })
    const [held] = await as(program, (tx) => heldBackPlaces(tx, at.sessionId))
    expect(await as(program, (tx) => places.freeHeldBackPlace(tx, held?.id as string))).toEqual({
      ok: true,
      offered: 1,
    })
    expect((await states(at.sessionId))[at.waits[1]]).toBe('offered')
    await db.rows('update deaths set mistake_at = clock() where id = $1', [first.deathId])
    const back = await as(program, (tx) =>
      places.restorePlacesAfterMistake(tx, { personId: at.in[0] as string, deathId: first.deathId }),
    )
    // It has gone on meanwhile, and is taken from nobody.
    expect(back).toEqual({ kept: 0, waiting: 1 })

    const other = await full(1, 1)
    const second = await die(other.in[0] as string)
    await db.rows('update deaths set mistake_at = clock() where id = $1', [second.deathId])
    expect(
      await as(program, (tx) =>
        places.restorePlacesAfterMistake(tx, { personId: other.in[0] as string, deathId: second.deathId }),
      ),
    ).toEqual({ kept: 1, waiting: 0 })
    expect(await states(other.sessionId)).toEqual({
      [other.in[0] as string]: 'kept',
      [other.waits[0]]: 'waiting',
    })
    expect(await as(program, (tx) => heldBackPlaces(tx, other.sessionId))).toEqual([])
  })

  test('a coordinator lets the places of all later dates go on at once, and none before', async () => {
    const groupId = await makeGroup(db.rows, { limit: 1 })
    const [gone, waits] = (await makeMembers(db.rows, groupId, 2)) as [string, string]
    const dates = [
      await makeSession(db.rows, groupId, { inHours: 100 }),
      await makeSession(db.rows, groupId, { inHours: 200 }),
      await makeSession(db.rows, groupId, { inHours: 300 }),
    ]
    for (const sessionId of dates)
      for (const personId of [gone, waits])
        await as(program, (tx) => places.keepPlace(tx, { sessionId, personId }))
    const [death] = await db.rows<{ id: string }>('insert into deaths (person_id) values ($1) returning id', [
      gone,
    ])
    await as(program, (tx) =>
      places.freePlacesAfterDeath(tx, { personId: gone, deathId: death?.id as string }),
    )
    const held = await as(program, (tx) => heldBackPlaces(tx, dates[1] as string))
    expect(held).toMatchObject([{ later: 1 }])
    expect(
      await as(program, (tx) => places.freeHeldBackPlace(tx, held[0]?.id as string, { later: true })),
    ).toEqual({ ok: true, offered: 2 })
    const stateAt = async (sessionId: string | undefined) => (await states(sessionId as string))[waits]
    expect([await stateAt(dates[0]), await stateAt(dates[1]), await stateAt(dates[2])]).toEqual([
      'waiting',
      'offered',
      'offered',
    ])
  })

  test('a place freed by a death while the session is cancelled is held back when it stands again', async () => {
    const at = await full(1, 1)
    const stands = async (state: 'planned' | 'cancelled') => {
      await db.rows('update sessions set state = $2, cancelled_words = $3 where id = $1', [
        at.sessionId,
        state,
        state === 'cancelled' ? 'Snow' : null,
      ])
      await as(program, (tx) => places.sessionCancelled(tx, at.sessionId))
    }
    await stands('cancelled')
    const [death] = await db.rows<{ id: string }>('insert into deaths (person_id) values ($1) returning id', [
      at.in[0],
    ])
    expect(
      await as(program, (tx) =>
        places.freePlacesAfterDeath(tx, { personId: at.in[0] as string, deathId: death?.id as string }),
      ),
    ).toEqual({ freed: 1, heldBack: 1 })
    await stands('planned')
    // The friend who waits is offered it only when a coordinator lets it go on.
    expect((await states(at.sessionId))[at.waits[0]]).toBe('waiting')
    const [held] = await as(program, (tx) => heldBackPlaces(tx, at.sessionId))
    await as(program, (tx) => places.freeHeldBackPlace(tx, held?.id as string))
    expect((await states(at.sessionId))[at.waits[0]]).toBe('offered')
  })
})

test('what pages ask', async () => {
  const at = await full(1, 1)
  const mine = await as(member(at.waits[0]), (tx) => places.placesOfPerson(tx, at.waits[0]))
  expect(mine).toMatchObject([
    { sessionId: at.sessionId, state: 'waiting', position: 1, limited: true, cancelled: false },
  ])
  expect(await as(member(at.waits[0]), (tx) => places.placesOfPerson(tx, at.in[0] as string))).toEqual([])
  expect(await as(program, (tx) => waitingList(tx, at.sessionId))).toMatchObject([
    { personId: at.waits[0], state: 'waiting', toRing: false },
  ])
})
