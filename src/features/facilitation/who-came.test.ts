import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type StaffActor, somebody, system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { hashToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import {
  addWalkIn,
  issuePermit,
  linkWalkIn,
  recordByPermit,
  recordCame,
  ringThoseNotSeen,
  type SentTick,
  saveRecord,
} from './facilitation.ts'
import { peopleOfSession, sessionForStaff } from './queries.ts'

let db: TestDatabase
let charity: ReturnType<typeof smallCharity>
let group: string
let session: string
let ann: string
let bet: string
let fay: StaffActor
let elsewhere: StaffActor
let nurse: StaffActor
let admin: StaffActor

beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  group = await charity.group(`Group ${randomUUID().slice(0, 8)}`, { kind: 'in person' })
  session = await charity.session(group, -2)
  ann = await charity.person('Ann', { groups: [group] })
  bet = await charity.person('Bet', { groups: [group] })
  fay = await charity.staff(['facilitator'], [group])
  elsewhere = await charity.staff(['facilitator'], [await charity.group(`Other ${randomUUID().slice(0, 8)}`)])
  nurse = await charity.staff(['nurse'])
  admin = await charity.staff(['administrator'])
})

const as = <T>(actor: Parameters<typeof transact>[1], work: Parameters<typeof transact<T>>[2]) =>
  transact(db.app, actor, work)
/** Who is really recorded: names, and how often. */
async function came(which = session): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(
    `select coalesce(p.called, w.first_name, 'a stub') as name from visits v join stubs st on st.id = v.stub_id
     left join people p on p.id = st.person_id left join walk_ins w on w.stub_id = st.id where v.session_id = $1 order by 1`,
    [which],
  )
  return rows.map((row) => row.name)
}
const tick = (personId: string, said: boolean, at: number): SentTick => ({
  id: randomUUID(),
  personId,
  came: said,
  at: new Date(at),
})
const hourAgo = () => Date.now() - 3_600_000

describe('recording who came', () => {
  it('is done by the facilitator of the group and by an administrator', async () => {
    for (const [actor, personId] of [
      [fay, ann],
      [admin, bet],
    ] as const) {
      const answer = await as(actor, (tx) =>
        recordCame(tx, { sessionId: session, ticks: [{ personId, came: true }] }),
      )
      expect(answer).toMatchObject({ ok: true, refused: [] })
    }
    expect(await came()).toEqual(['Ann', 'Bet'])
    const written = await db.rows(
      `select account_id from audit_log where table_name = 'visits' and verb = 'insert' and after ->> 'session_id' = $1`,
      [session],
    )
    expect(written).toEqual(
      expect.arrayContaining([{ account_id: fay.accountId }, { account_id: admin.accountId }]),
    )
  })

  it('is refused to whoever leads another group, and to the nurse', async () => {
    for (const actor of [elsewhere, nurse]) {
      expect(
        await as(actor, (tx) =>
          recordCame(tx, { sessionId: session, ticks: [{ personId: ann, came: true }] }),
        ),
      ).toEqual({ ok: false, reason: 'not theirs' })
      expect(await as(actor, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Nan' }))).toEqual({
        ok: false,
        reason: 'not theirs',
      })
      expect(
        await as(actor, (tx) =>
          saveRecord(tx, { sessionId: session, record: { came: 3, themes: null, topics: [] } }),
        ),
      ).toEqual({ ok: false, reason: 'not theirs' })
      expect(await as(actor, (tx) => issuePermit(tx, { sessionId: session }))).toBeNull()
      expect(await as(actor, (tx) => sessionForStaff(tx, session))).toBeNull()
      expect(await as(actor, (tx) => peopleOfSession(tx, session))).toEqual([])
    }
    expect(await came()).toEqual([])
  })

  it('goes through the functions alone', async () => {
    await expect(
      as(fay, (tx) =>
        sql`insert into visits (session_id, group_id, stub_id) select ${session}, ${group}, id from stubs limit 1`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow('permission denied')
    await expect(
      as(somebody, (tx) => sql`select write_ticks(${session}, ${group}, null, '[]')`.execute(tx)),
    ).rejects.toThrow('permission denied')
  })

  it('takes nobody who is not of the group', async () => {
    const stranger = await charity.person('Stranger')
    const answer = await as(fay, (tx) =>
      recordCame(tx, { sessionId: session, ticks: [tick(stranger, true, hourAgo())] }),
    )
    expect(answer).toMatchObject({ ok: true, accepted: [], refused: [expect.any(String)] })
    expect(await came()).toEqual([])
  })

  it('leaves nothing when a tick is taken back, and knows no word for not coming', async () => {
    const at = hourAgo()
    await as(fay, (tx) =>
      recordCame(tx, { sessionId: session, ticks: [tick(ann, true, at), tick(ann, false, at + 1000)] }),
    )
    expect(await came()).toEqual([])
  })

  it('gives the same whatever order ticks arrive in, in whatever portions, however often', async () => {
    const people = [ann, bet, await charity.person('Cat', { groups: [group] })]
    const walkIns = [randomUUID(), randomUUID()]
    const start = hourAgo()
    const one = fc.record({
      who: fc.nat(people.length + walkIns.length - 1),
      came: fc.boolean(),
      second: fc.nat(20),
    })
    const runs = inject('soak') ? 300 : 25
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 14 }),
        fc.infiniteStream(fc.nat()),
        async (wanted, random) => {
          const own = await charity.session(group, -3)
          const ticks: SentTick[] = wanted.map(({ who, came: said, second }) => {
            const at = new Date(start + second * 1000)
            const person = people[who]
            return person
              ? { id: randomUUID(), personId: person, came: said, at }
              : {
                  id: randomUUID(),
                  walkIn: walkIns[who - people.length] ?? '',
                  firstName: `W${who}`,
                  came: said,
                  at,
                }
          })
          const next = () => random.next().value ?? 0
          // Everything arrives at least once, some of it again, in any order.
          const arriving = [...ticks, ...ticks.filter(() => next() % 3 === 0)]
            .map((it) => ({ it, key: next() }))
            .sort((a, b) => a.key - b.key)
            .map(({ it }) => it)
          while (arriving.length > 0) {
            const portion = arriving.splice(0, 1 + (next() % 4))
            await as(fay, (tx) => recordCame(tx, { sessionId: own, ticks: portion }))
          }
          const who = (t: SentTick) => ('personId' in t ? t.personId : t.walkIn)
          const newest = new Map<string, SentTick>()
          for (const t of ticks) {
            const before = newest.get(who(t))
            if (!before || t.at > before.at || (t.at.getTime() === before.at.getTime() && t.id > before.id))
              newest.set(who(t), t)
          }
          const expected = [...newest].filter(([, t]) => t.came).map(([id]) => id)
          const rows = await db.rows<{ id: string }>(
            `select coalesce(st.person_id, st.id) as id from visits v join stubs st on st.id = v.stub_id where v.session_id = $1`,
            [own],
          )
          expect(rows.map((row) => row.id).sort()).toEqual(expected.sort())
          const [kept] = await db.rows<{ n: number }>(
            'select count(*)::int as n from ticks where session_id = $1',
            [own],
          )
          expect(kept?.n).toBe(ticks.length)
        },
      ),
      { numRuns: runs },
    )
  }, 120_000)

  it('counts a tick once when two connections send it at the same moment', async () => {
    const ticks = [tick(ann, true, hourAgo()), tick(bet, true, hourAgo())]
    await Promise.all(
      Array.from({ length: 6 }, () => as(fay, (tx) => recordCame(tx, { sessionId: session, ticks }))),
    )
    expect(await came()).toEqual(['Ann', 'Bet'])
    expect(await db.rows('select id from ticks where session_id = $1', [session])).toHaveLength(2)
  })
})

describe('a permit', () => {
  const record = (token: string, ticks: SentTick[], which = session) =>
    as(somebody, (tx) =>
      recordByPermit(tx, { sessionId: which, tokenHash: hashToken(token), ticks, records: [] }),
    )
  const permit = async (actor = fay) =>
    (await as(actor, (tx) => issuePermit(tx, { sessionId: session })))?.token ?? ''

  it('records at its session without a sign-in, in the name of whom it was issued to', async () => {
    const answer = await record(await permit(), [tick(ann, true, hourAgo())])
    expect(answer).toMatchObject({ ok: true, refused: [] })
    expect(await came()).toEqual(['Ann'])
    const [row] = await db.rows('select recorded_by from visits where session_id = $1', [session])
    expect(row).toEqual({ recorded_by: fay.accountId })
  })

  it('is for that session alone, for a day, and for somebody who still works there', async () => {
    const other = await charity.session(group, -50)
    const token = await permit()
    expect(await record(token, [tick(ann, true, hourAgo())], other)).toEqual({
      ok: false,
      reason: 'no permit',
    })
    expect(await record(`${token}x`, [tick(ann, true, hourAgo())])).toEqual({
      ok: false,
      reason: 'no permit',
    })

    await db.rows(
      `update record_permits set expires_at = clock() - interval '1 second' where session_id = $1`,
      [session],
    )
    expect(await record(token, [tick(ann, true, hourAgo())])).toEqual({ ok: false, reason: 'no permit' })

    const second = await permit()
    await db.rows('delete from group_staff where account_id = $1', [fay.accountId])
    expect(await record(second, [tick(ann, true, hourAgo())])).toEqual({ ok: false, reason: 'no permit' })

    const third = await permit(admin)
    await db.rows('update accounts set ended_at = clock() where id = $1', [admin.accountId])
    expect(await record(third, [tick(ann, true, hourAgo())])).toEqual({ ok: false, reason: 'no permit' })
    expect(await came()).toEqual([])
  })

  it('lasts 24 hours by the clock of the database, and only its hash is kept', async () => {
    const token = await permit()
    const [row] = await db.rows<{ hours: number; same: boolean }>(
      `select round(extract(epoch from expires_at - created_at) / 3600)::int as hours, token_hash = $2 as same
       from record_permits where session_id = $1`,
      [session, hashToken(token)],
    )
    expect(row).toEqual({ hours: 24, same: true })
  })
})

describe('the record of a session', () => {
  it('holds what was written last, even when it arrives first', async () => {
    const [topic] = await db.rows<{ id: string }>(
      `insert into topics (service_id, name) select service_id, 'Sleep ' || gen_random_uuid() from groups where id = $1 returning id`,
      [group],
    )
    const at = hourAgo()
    const save = (themes: string, ms: number, topics: string[]) =>
      as(fay, (tx) =>
        saveRecord(tx, { sessionId: session, record: { came: 4, themes, topics, at: new Date(at + ms) } }),
      )
    expect(await save('later', 2000, [topic?.id ?? ''])).toEqual({ ok: true, newest: true })
    expect(await save('earlier', 1000, [])).toEqual({ ok: true, newest: false })
    const [row] = await db.rows(
      `select came, themes, array(select topic_id from session_record_topics t where t.session_id = r.session_id) as topics
       from session_records r where session_id = $1`,
      [session],
    )
    expect(row).toEqual({ came: 4, themes: 'later', topics: [topic?.id] })
  })
})

describe('somebody who simply came by', () => {
  it('becomes a member later, with all visits, and a late tick finds the member', async () => {
    const second = await charity.session(group, -30 * 24)
    const added = await as(fay, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Nan' }))
    if (!added.ok) throw new Error(added.reason)
    const walkIn = added.stubId
    await as(fay, (tx) =>
      recordCame(tx, {
        sessionId: second,
        ticks: [{ id: randomUUID(), walkIn, came: true, at: new Date(hourAgo()) }],
      }),
    )
    // Somebody ticked her as a member too, at the second session.
    await as(fay, (tx) => recordCame(tx, { sessionId: second, ticks: [tick(ann, true, hourAgo())] }))
    expect(await as(fay, (tx) => linkWalkIn(tx, { stubId: walkIn, personId: ann }))).toEqual({
      ok: true,
      visits: 1,
    })
    expect(await came()).toEqual(['Ann'])
    expect(await came(second)).toEqual(['Ann'])
    expect(await db.rows('select from walk_ins where stub_id = $1', [walkIn])).toEqual([])
    expect(await db.rows('select from stubs where id = $1', [walkIn])).toEqual([])

    // A tablet that was away takes her tick at the first session back.
    const late: SentTick = { id: randomUUID(), walkIn, firstName: 'Nan', came: false, at: new Date() }
    await as(fay, (tx) => recordCame(tx, { sessionId: session, ticks: [late] }))
    expect(await came()).toEqual([])
    expect(await db.rows('select from walk_ins where group_id = $1', [group])).toEqual([])
  })

  it('is linked only by staff of the group, to a member of it', async () => {
    const added = await as(fay, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Nan' }))
    if (!added.ok) throw new Error(added.reason)
    const stubId = added.stubId
    const stranger = await charity.person('Stranger')
    expect(await as(fay, (tx) => linkWalkIn(tx, { stubId, personId: stranger }))).toEqual({
      ok: false,
      reason: 'not a member',
    })
    expect(await as(elsewhere, (tx) => linkWalkIn(tx, { stubId, personId: ann }))).toEqual({
      ok: false,
      reason: 'not theirs',
    })
    expect(await as(nurse, (tx) => linkWalkIn(tx, { stubId, personId: ann }))).toEqual({
      ok: false,
      reason: 'not theirs',
    })
    expect(await came()).toEqual(['Nan'])
  })

  it('cannot be somebody of another group', async () => {
    const added = await as(fay, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Nan' }))
    if (!added.ok) throw new Error(added.reason)
    const theirs = await charity.session(elsewhere.groups[0] ?? '', -2)
    const answer = await as(elsewhere, (tx) =>
      recordCame(tx, { sessionId: theirs, ticks: [{ walkIn: added.stubId, firstName: 'Nan', came: true }] }),
    )
    expect(answer).toMatchObject({ ok: true, accepted: [] })
    expect(await came(theirs)).toEqual([])
  })

  it('is forgotten by name when ticked by mistake, and after a year; the visit stays', async () => {
    const old = await charity.session(group, -400 * 24)
    const kept = await as(fay, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Nan' }))
    await as(fay, (tx) => addWalkIn(tx, { sessionId: old, firstName: 'Olive' }))
    const mistake = await as(fay, (tx) => addWalkIn(tx, { sessionId: session, firstName: 'Typo' }))
    if (!kept.ok || !mistake.ok) throw new Error('not added')
    await as(fay, (tx) =>
      recordCame(tx, { sessionId: session, ticks: [{ walkIn: mistake.stubId, came: false }] }),
    )
    await db.rows(`update walk_ins set created_at = clock() - interval '3 days' where group_id = $1`, [group])
    await as(system('forgetting'), (tx) => sql`select forget_record_traces()`.execute(tx))
    expect(await db.rows('select first_name from walk_ins where group_id = $1', [group])).toEqual([
      { first_name: 'Nan' },
    ])
    expect(await came(old)).toEqual(['a stub'])
    expect(await db.rows('select from stubs where id = $1', [mistake.stubId])).toEqual([])
  })
})

describe('ring me if you have not seen me for a while', () => {
  const asked = async (called: string, days: number) => {
    const id = await charity.person(called, { groups: [group] })
    await db.rows('update people set ring_if_not_seen = true where id = $1', [id])
    await db.rows('update members set joined_at = clock() - make_interval(days => $2) where person_id = $1', [
      id,
      days,
    ])
    return id
  }
  const toRing = () =>
    db.rows<{ called: string }>(
      `select p.called from calls c join people p on p.id = c.person_id join members m on m.person_id = p.id
       where c.why = 'not seen' and c.ended_at is null and m.group_id = $1 order by 1`,
      [group],
    )
  const run = () => as(system('who asked to be rung'), ringThoseNotSeen)

  it('puts on the list of calls only who asked for it, once', async () => {
    await db.rows(`update members set joined_at = clock() - interval '200 days' where person_id = $1`, [ann])
    await asked('Long away', 90)
    await asked('Just joined', 60)
    const seen = await asked('Seen', 200)
    const recent = await charity.session(group, -69 * 24)
    await as(fay, (tx) => recordCame(tx, { sessionId: recent, ticks: [{ personId: seen, came: true }] }))
    const longAgo = await asked('Seen long ago', 200)
    const before = await charity.session(group, -71 * 24)
    await as(fay, (tx) => recordCame(tx, { sessionId: before, ticks: [{ personId: longAgo, came: true }] }))
    const paused = await asked('Paused', 200)
    await db.rows(`insert into stops (person_id, what) values ($1, 'pause')`, [paused])
    const died = await asked('Died', 200)
    await db.rows('insert into deaths (person_id) values ($1)', [died])
    const left = await asked('Left', 200)
    await db.rows('update members set left_at = clock() where person_id = $1', [left])

    await run()
    await run()
    expect(await toRing()).toEqual([{ called: 'Long away' }, { called: 'Seen long ago' }])
  })

  it('leaves somebody in peace for as long after a call about it', async () => {
    const id = await asked('Rung', 200)
    await run()
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where person_id = $1`, [id])
    await run()
    expect(await toRing()).toEqual([])
    await db.rows(`update calls set ended_at = clock() - interval '71 days' where person_id = $1`, [id])
    await run()
    expect(await toRing()).toEqual([{ called: 'Rung' }])
  })
})

describe('what a sheet shows', () => {
  it('gives emergency numbers to who leads the group and not to an administrator', async () => {
    await db.rows(
      `insert into emergency_contacts (person_id, name, phone) values ($1, 'A sister', '07700 900 123')`,
      [ann],
    )
    const numbers = (actor: StaffActor) =>
      as(actor, async (tx) =>
        (await peopleOfSession(tx, session)).map((person) => person.emergency?.phone ?? null),
      )
    expect(await numbers(fay)).toEqual(['07700 900 123', null])
    expect(await numbers(admin)).toEqual([null, null])
  })

  it('leaves out who died, unless they came to this session', async () => {
    await as(fay, (tx) => recordCame(tx, { sessionId: session, ticks: [{ personId: ann, came: true }] }))
    await db.rows('insert into deaths (person_id) values ($1), ($2)', [ann, bet])
    const ahead = await charity.session(group, 300)
    const names = (which: string) =>
      as(fay, async (tx) => (await peopleOfSession(tx, which)).map((person) => person.called))
    expect(await names(session)).toEqual(['Ann'])
    expect(await names(ahead)).toEqual([])
  })
})
