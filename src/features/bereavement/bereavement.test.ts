import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moveSession } from '#features/groups/groups.ts'
import { dateInWords, dayInWords } from '#features/groups/rules.ts'
import { keepPlace } from '#features/places/places.ts'
import { type Actor, somebody, system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { deathOf, type NewDeath, recordDeath, takeBackDeath } from './bereavement.ts'
import { lateInWords } from './words.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let scotland: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  scotland = await make.group('Scotland online', { limit: 2 })
})
afterAll(() => db.drop())

const told = { toldBy: 'her sister, by phone', toldOn: '2026-11-19', sure: 'told' } as const
const record = (actor: Actor, personId: string, changed: Partial<NewDeath> = {}) =>
  transact(db.app, actor, (tx) => recordDeath(tx, { personId, ...told, ...changed }))
const takeBack = (actor: Actor, personId: string) =>
  transact(db.app, actor, (tx) => takeBackDeath(tx, { personId }))
const messageStates = (personId: string) =>
  db.rows<{ kind: string; state: string; stopped_why: string | null }>(
    `select kind, state, stopped_why from messages where person_id = $1 and kind not like 'place%' order by kind`,
    [personId],
  )
const placeStates = (personId: string) =>
  db.rows<{ session_id: string; state: string }>(
    `select session_id, state from places where person_id = $1 order by changed_at`,
    [personId],
  )

/** Someone with a call, messages, a place and a session on her own pages. */
async function somebodyWithEverything(sessionId: string) {
  const person = await make.person('Morag', { groups: [scotland] })
  await make.call(person, { groupId: scotland })
  await make.message(person, { kind: 'joined' })
  await make.message(person, { kind: 'session moved', state: 'held' })
  await make.message(person, { kind: 'my pages link', state: 'sent' })
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, gen_random_uuid()::text::bytea, clock() + interval '1 day')`,
    [person],
  )
  await transact(db.app, system('test'), (tx) => keepPlace(tx, { sessionId, personId: person }))
  return person
}

describe('recording that someone died', () => {
  it('ends calls, stops what waits, ends their sessions and holds their place back, in one go', async () => {
    const session = await make.session(scotland, 48)
    const person = await somebodyWithEverything(session)
    const friend = await make.person('Isla', { groups: [scotland] })
    const other = await make.person('Ewan', { groups: [scotland] })
    for (const personId of [other, friend])
      await transact(db.app, system('test'), (tx) => keepPlace(tx, { sessionId: session, personId }))
    const coordinator = await make.staff(['coordinator'], [scotland])

    const answer = await record(coordinator, person)
    expect(answer).toMatchObject({ ok: true, stopped: { calls: 1, places: 1, heldBack: 1 } })
    expect(await messageStates(person)).toEqual([
      { kind: 'joined', state: 'stopped', stopped_why: 'died' },
      { kind: 'my pages link', state: 'sent', stopped_why: null },
      { kind: 'session moved', state: 'stopped', stopped_why: 'died' },
    ])
    expect(await db.rows(`select outcome, ended_by from calls where person_id = $1`, [person])).toEqual([
      { outcome: 'no longer needed', ended_by: coordinator.accountId },
    ])
    expect(
      await db.rows(`select from member_sessions where person_id = $1 and ended_at is null`, [person]),
    ).toEqual([])
    // The friend who waits is not offered the place.
    expect(await placeStates(friend)).toEqual([{ session_id: session, state: 'waiting' }])
    expect(
      await db.rows(`select from held_back_places where session_id = $1 and freed_at is null`, [session]),
    ).toHaveLength(1)
    const audit = await db.rows(
      `select distinct table_name from audit_log where subject_id = $1 and account_id = $2 order by 1`,
      [person, coordinator.accountId],
    )
    expect(audit.map((row) => row.table_name)).toEqual([
      'calls',
      'deaths',
      'farewell_tasks',
      'member_sessions',
      'messages',
      'places',
    ])
  })

  it('tells who runs their groups that something waits, without a name, and nobody else', async () => {
    const skye = await make.group('Skye')
    const person = await make.person('Ailsa', { groups: [skye] })
    const recorder = await make.staff(['coordinator'], [skye])
    const other = await make.staff(['facilitator'], [skye])
    await make.staff(['facilitator'], [await make.group('Mull')])
    await record(recorder, person)
    expect(
      await db.rows(
        `select kind, account_id, details from messages where kind = 'something waits' and created_at >=
           (select recorded_at from deaths where person_id = $1)`,
        [person],
      ),
    ).toEqual([{ kind: 'something waits', account_id: other.accountId, details: { soon: 'today' } }])
    // A helper who records it sees nothing of the groups; those who run them hear all the same.
    const rung = await make.person('Effie', { groups: [skye] })
    await make.call(rung)
    await record(await make.staff(['helper']), rung)
    expect(
      await db.rows(
        `select m.account_id from messages m join deaths d on d.person_id = $1 where m.once like 'death ' || d.id || '%'`,
        [rung],
      ),
    ).toHaveLength(2)
  })

  it('stops the message to an address that they had only just given', async () => {
    const person = await make.person('Rhona', { groups: [scotland] })
    await db.rows(
      `with j as (insert into joinings (email, answers, person_id, state, expires_at)
         values ('new@example.org', '{}', $1, 'unconfirmed', clock() + interval '1 day') returning id)
       insert into messages (kind, joining_id) select 'confirm address', id from j`,
      [person],
    )
    await record(await make.staff(['administrator']), person)
    expect(
      await db.rows(
        `select m.state from messages m join joinings j on j.id = m.joining_id where j.person_id = $1`,
        [person],
      ),
    ).toEqual([{ state: 'stopped' }])
  })

  it('leaves whoever shares the address alone', async () => {
    const wife = await make.person('Ann', { groups: [scotland], email: 'both@example.org' })
    const husband = await make.person('Bob', { groups: [scotland], email: 'both@example.org' })
    await make.message(husband, { kind: 'joined' })
    await record(await make.staff(['administrator']), wife)
    expect(await messageStates(husband)).toEqual([{ kind: 'joined', state: 'waiting', stopped_why: null }])
  })

  it('waits for a message that is being sent', async () => {
    const person = await make.person('Una', { groups: [scotland] })
    const administrator = await make.staff(['administrator'])
    const events: string[] = []
    let recording: Promise<unknown> = Promise.resolve()
    await transact(db.app, system('sending'), async (tx) => {
      const { sql } = await import('kysely')
      await sql`select pg_advisory_xact_lock_shared(person_lock(${person}::uuid))`.execute(tx)
      recording = record(administrator, person).then(() => events.push('recorded'))
      await new Promise((resolve) => setTimeout(resolve, 300))
      events.push('sent')
    })
    await recording
    expect(events).toEqual(['sent', 'recorded'])
  })

  it('counts once when two people record it at the same moment', async () => {
    const person = await make.person('Kirsty', { groups: [scotland] })
    const a = await make.staff(['administrator'])
    const b = await make.staff(['coordinator'], [scotland])
    const answers = await Promise.all([record(a, person), record(b, person)])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, reason: 'recorded already' })
    expect(await db.rows(`select from deaths where person_id = $1`, [person])).toHaveLength(1)
  })
})

describe('who may', () => {
  it('is anybody on the staff who sees the person', async () => {
    for (const [role, groups] of [
      ['administrator', []],
      ['safeguarding lead', []],
      ['coordinator', [scotland]],
      ['facilitator', [scotland]],
    ] as const) {
      const person = await make.person('Fiona', { groups: [scotland] })
      expect(await record(await make.staff([role], [...groups]), person)).toMatchObject({ ok: true })
    }
    const rung = await make.person('Jean')
    await make.call(rung)
    expect(await record(await make.staff(['helper']), rung)).toMatchObject({ ok: true })
  })

  it('is nobody else', async () => {
    const dorset = await make.group('Dorset')
    const person = await make.person('Mairi', { groups: [scotland] })
    for (const actor of [
      await make.staff(['coordinator'], [dorset]),
      await make.staff(['helper']),
      await make.staff(['evaluator']),
      await make.staff(['campaigner']),
    ]) {
      expect(await record(actor, person)).toEqual({ ok: false, reason: 'not theirs' })
      expect(await takeBack(actor, person)).toEqual({ ok: false, reason: 'not theirs' })
    }
    await expect(record(somebody, person)).rejects.toThrow(/permission denied/)
    await expect(record({ kind: 'member', personId: person, sessionId: null }, person)).rejects.toThrow(
      /permission denied/,
    )
    expect(await db.rows(`select from deaths where person_id = $1`, [person])).toEqual([])
  })
})

describe('taking it back', () => {
  it('tells who runs their groups, for they may be speaking of a death; once, and not who takes it back', async () => {
    const group = await make.group('Jura')
    const person = await make.person('Una', { groups: [group] })
    const coordinator = await make.staff(['coordinator'], [group])
    const facilitator = await make.staff(['facilitator'], [group])
    const told = () =>
      db.rows<{ once: string; account_id: string }>(
        `select m.account_id, split_part(m.once, ' ', 1) as once from messages m join deaths d on d.person_id = $1
           and m.once like '% ' || d.id || ' %' where m.kind = 'something waits' order by m.created_at`,
        [person],
      )
    await record(coordinator, person)
    expect(await told()).toEqual([{ once: 'death', account_id: facilitator.accountId }])
    await takeBack(coordinator, person)
    // The first message has not left yet, and leads them to Today as well.
    expect(await told()).toHaveLength(1)
    await record(coordinator, person)
    await db.rows(`update messages set state = 'sent' where account_id = $1`, [facilitator.accountId])
    await takeBack(coordinator, person)
    expect((await told()).map(({ once }) => once)).toEqual(['death', 'death', 'mistake'])
    expect((await told()).every(({ account_id }) => account_id === facilitator.accountId)).toBe(true)
  })

  it('puts everything back as it was', async () => {
    const session = await make.session(scotland, 72)
    const person = await somebodyWithEverything(session)
    const coordinator = await make.staff(['coordinator'], [scotland])
    await record(coordinator, person)
    const answer = await takeBack(coordinator, person)
    expect(answer).toMatchObject({ ok: true, back: { calls: 1, kept: 1, waiting: 0 }, late: [] })
    expect(await messageStates(person)).toEqual([
      { kind: 'joined', state: 'waiting', stopped_why: null },
      { kind: 'my pages link', state: 'sent', stopped_why: null },
      { kind: 'session moved', state: 'held', stopped_why: null },
    ])
    expect(await db.rows(`select outcome, ended_at from calls where person_id = $1`, [person])).toEqual([
      { outcome: null, ended_at: null },
    ])
    expect(
      await db.rows(`select from member_sessions where person_id = $1 and ended_at is null`, [person]),
    ).toHaveLength(1)
    expect(await placeStates(person)).toEqual([{ session_id: session, state: 'kept' }])
    expect(
      await db.rows(`select from held_back_places where session_id = $1 and freed_at is null`, [session]),
    ).toEqual([])
    const death = await transact(db.app, coordinator, (tx) => deathOf(tx, person))
    expect(death).toMatchObject({ recordedBy: coordinator.name, toldOn: '2026-11-19' })
    expect(death?.mistakeAt).toBeInstanceOf(Date)
    expect(await takeBack(coordinator, person)).toEqual({ ok: false, reason: 'nothing recorded' })
  })

  it('sends news that the gate stopped meanwhile, and names what time has overtaken', async () => {
    const session = await make.session(scotland, 5)
    const person = await make.person('Shona', { groups: [scotland] })
    await transact(db.app, system('test'), (tx) => keepPlace(tx, { sessionId: session, personId: person }))
    await make.message(person, { kind: 'reminder day', sessionId: session, uselessInHours: 5 })
    await make.call(person, { why: 'moved', sessionId: session })
    const [{ day } = { day: '' }] = await db.rows<{ day: string }>(
      'select date::text as day from sessions where id = $1',
      [session],
    )
    const administrator = await make.staff(['administrator'])
    await record(administrator, person)
    await make.message(person, { kind: 'session cancelled' })
    await db.rows(
      `update messages set state = 'stopped', stopped_why = 'died' where person_id = $1 and kind = 'session cancelled'`,
      [person],
    )
    // Six hours go by.
    await db.rows(`update clock_offset set ahead_by = '6 hours'`)
    const answer = await takeBack(administrator, person)
    await db.rows(`update clock_offset set ahead_by = '0'`)

    expect(answer).toMatchObject({ ok: true, back: { calls: 0, kept: 0, waiting: 0 } })
    expect(await messageStates(person)).toEqual([
      { kind: 'reminder day', state: 'stopped', stopped_why: 'too late' },
      { kind: 'session cancelled', state: 'waiting', stopped_why: null },
    ])
    if (!answer.ok) throw new Error('unreachable')
    expect(answer.late).toEqual(
      expect.arrayContaining([
        { what: 'call', which: 'moved', sessionId: session, date: day },
        { what: 'message', which: 'reminder day', sessionId: session, date: day },
        { what: 'place', which: null, sessionId: session, date: day },
      ]),
    )
    // Whoever rings them reads which session it was.
    const on = dayInWords(day, null)
    expect(lateInWords(answer.late).toSorted()).toEqual([
      `A call about a moved session, for the session on ${on}, which has begun.`,
      `A message that is of no use any more: Place kept, for the session on ${on}.`,
      `A message that is of no use any more: Reminder, the day before, for the session on ${on}.`,
      `Their place at the session on ${on}, which has begun.`,
    ])
  })

  it('tells them of sessions that were moved or cancelled meanwhile, as everybody was told', async () => {
    const [moved, cancelled, before] = [
      await make.session(scotland, 200),
      await make.session(scotland, 300),
      await make.session(scotland, 400),
    ]
    await db.rows(
      `update sessions set state = 'cancelled', cancelled_words = 'Snow', changed_at = clock() - interval '1 day' where id = $1`,
      [before],
    )
    const person = await make.person('Una', { groups: [scotland] })
    const friend = await make.person('Flora', { groups: [scotland] })
    const facilitator = await make.staff(['facilitator'], [scotland])
    await record(facilitator, person)
    await db.rows(
      `update sessions set moved_from = 'Monday 1 June, 11am', changed_at = clock(), sequence = sequence + 1 where id = $1`,
      [moved],
    )
    await db.rows(
      `update sessions set state = 'cancelled', cancelled_words = 'Snow', changed_at = clock() where id = $1`,
      [cancelled],
    )
    expect((await takeBack(facilitator, person)).ok).toBe(true)
    const told = await db.rows(
      `select kind, session_id, state from messages where person_id = $1 and session_id is not null order by kind`,
      [person],
    )
    expect(told).toEqual([
      { kind: 'session cancelled', session_id: cancelled, state: 'waiting' },
      { kind: 'session moved', session_id: moved, state: 'waiting' },
    ])
    expect(await db.rows(`select from messages where person_id = $1`, [friend])).toEqual([])
  })

  it('tells them from which date a session moved as they knew it, though it is back where it first was', async () => {
    const oban = await make.group('Oban')
    const session = await make.session(oban, 200)
    const facilitator = await make.staff(['facilitator'], [oban])
    const person = await make.person('Una', { groups: [oban] })
    await make.person('Flora', { groups: [oban] })
    const [was] = await db.rows<{ first: string; second: string; starts: string; ends: string }>(
      `select date::text as first, (date + 1)::text as second, to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends
       from sessions where id = $1`,
      [session],
    )
    if (!was) throw new Error('no session')
    const move = (date: string) =>
      transact(db.app, facilitator, (tx) => moveSession(tx, { ...was, sessionId: session, date }))
    await move(was.second)
    await db.rows(`update messages set state = 'sent' where person_id = $1`, [person])
    await record(facilitator, person)
    await move(was.first)
    expect((await takeBack(facilitator, person)).ok).toBe(true)
    const [, back] = await db.rows<{ former: string; state: string }>(
      `select details ->> 'former' as former, state from messages where person_id = $1 and kind = 'session moved' order by created_at`,
      [person],
    )
    const former = expect.stringContaining(dateInWords(was.second, was.first))
    expect(back).toMatchObject({ state: 'waiting', former })
  })

  it('takes a place from nobody whom it was given to meanwhile', async () => {
    const session = await make.session(scotland, 96, 1)
    const person = await make.person('Eilidh', { groups: [scotland] })
    const friend = await make.person('Catriona', { groups: [scotland] })
    for (const personId of [person, friend])
      await transact(db.app, system('test'), (tx) => keepPlace(tx, { sessionId: session, personId }))
    const coordinator = await make.staff(['coordinator'], [scotland])
    await record(coordinator, person)
    await db.rows(`update held_back_places set freed_at = clock(), freed_by = $2 where session_id = $1`, [
      session,
      coordinator.accountId,
    ])
    await db.rows(`update places set state = 'kept' where session_id = $1 and person_id = $2`, [
      session,
      friend,
    ])
    expect(await takeBack(coordinator, person)).toMatchObject({ ok: true, back: { kept: 0, waiting: 1 } })
    expect(await placeStates(friend)).toEqual([{ session_id: session, state: 'kept' }])
    expect(await placeStates(person)).toEqual([{ session_id: session, state: 'waiting' }])
  })

  it('is open to the helper who recorded it, for a day', async () => {
    const person = await make.person('Peigi')
    await make.call(person)
    const helper = await make.staff(['helper'])
    await record(helper, person)
    expect(await takeBack(helper, person)).toMatchObject({ ok: true, back: { calls: 1 } })
    await record(helper, person)
    await db.rows(`update deaths set recorded_at = recorded_at - interval '25 hours' where person_id = $1`, [
      person,
    ])
    expect(await takeBack(helper, person)).toEqual({ ok: false, reason: 'not theirs' })
  })
})
