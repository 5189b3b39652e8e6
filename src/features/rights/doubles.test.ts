import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordDeath } from '#features/bereavement/bereavement.ts'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { doubles, keepApart, mergePeople, mergesToUndo, undoMerge } from './doubles.ts'
import { askForErasure, decidePlace, erasureRequests } from './erasure.ts'
import { placesAbout } from './erasure-places.ts'
import { routes } from './routes.tsx'

let db: TestDatabase
let charity: ReturnType<typeof smallCharity>
let mill: string
let administrator: Awaited<ReturnType<typeof charity.staff>>
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  mill = await charity.group('The Mill', { kind: 'in person', limit: 2 })
  administrator = await charity.staff(['administrator'])
})
afterAll(() => db.drop())

const asAdmin = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, administrator, work)
const asProgram = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, system('a test'), work)
const merge = async (keptId: string, goneId: string) => {
  const answer = await asAdmin((tx) => mergePeople(tx, { keptId, goneId, take: [] }))
  if (!answer.ok) throw new Error(answer.reason)
  return answer.mergeId
}
const undo = (mergeId: string) => asAdmin((tx) => undoMerge(tx, mergeId))
const place = (session: string, person: string, state: string) =>
  db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, $4)`, [
    session,
    mill,
    person,
    state,
  ])
const placesAt = async (session: string) =>
  (
    await db.rows<{ called: string; state: string }>(
      `select p.called, x.state from places x join people p on p.id = x.person_id where x.session_id = $1 order by p.called, x.state`,
      [session],
    )
  ).map((row) => `${row.called} ${row.state}`)
/** Everything about two people, as text, in one order; without what every change moves. */
async function picture(ids: string[]): Promise<Record<string, unknown>> {
  const tables = await db.rows<{ table: string; link: string }>(
    `select k.conrelid::regclass::text as table, quote_ident(l.attname) as link from pg_constraint k
     join pg_attribute l on l.attrelid = k.conrelid and l.attnum = k.conkey[1]
     where k.contype = 'f' and k.confrelid = 'people'::regclass and k.conrelid <> 'merges'::regclass order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { table, link } of [{ table: 'people', link: 'id' }, ...tables])
    found[`${table}.${link}`] = (
      await db.rows<{ row: string }>(
        `select (to_jsonb(t) - array['changed_at', 'turn', 'changes', 'asked_at'])::text as row from ${table} t where ${link} = any($1) order by 1`,
        [ids],
      )
    ).map(({ row }) => row)
  found.visits = await db.rows(
    `select v.id, s.person_id from visits v join stubs s on s.id = v.stub_id where s.person_id = any($1) order by 1`,
    [ids],
  )
  return found
}

describe('two records that look alike', { timeout: 30_000 }, () => {
  it('are proposed by small differences, never again once somebody said that they are two', async () => {
    const phone = '07700 900 123'
    const [margaret, maggie] = [
      await charity.person('Margaret', { fullName: 'Margaret Thimble', phone, email: null }),
      await charity.person('Maggie', { fullName: 'Maggie Thimbel', phone, email: null }),
    ]
    const [ann, bob] = [
      await charity.person('Ann', { fullName: 'Ann Yarrow', email: 'yarrows@example.org' }),
      await charity.person('Bob', { fullName: 'Bob Yarrow', email: 'yarrows@example.org' }),
    ]
    const found = await asAdmin((tx) => doubles(tx))
    const pairs = found.map(({ one, other }) => [one.id, other.id].toSorted().join())
    expect(pairs).toContain([margaret, maggie].toSorted().join())
    // A couple shares an address and stays two people.
    expect(pairs).not.toContain([ann, bob].toSorted().join())
    await asAdmin((tx) => keepApart(tx, maggie, margaret))
    expect((await asAdmin((tx) => doubles(tx))).map(({ one }) => one.id)).not.toContain(margaret)
  })

  it('are not lost among thousands who share an address with somebody of another name', async () => {
    // So many couples, no two names alike, each with one address.
    const crowd = await db.rows<{ id: string }>(
      `with p as (insert into people (called, full_name) select left(md5(who || n::text), 9), md5(who || n::text)
         from unnest(array['her', 'him']) who, generate_series(1, 2000) n returning id),
       a as (insert into addresses (kind, value) select 'email', 'crowd' || n || '@example.org' from generate_series(1, 2000) n returning id),
       theirs as (insert into person_addresses (person_id, address_id)
         select p.id, a.id from (select id, row_number() over (order by id) as nth from p) p
         join (select id, row_number() over (order by id) as nth from a) a on a.nth = 1 + (p.nth - 1) % 2000)
       select id from p`,
    )
    await db.rows('vacuum (analyze) people, addresses, person_addresses')
    const wanted: string[] = []
    for (const family of ['Quennell', 'Thistlethwayte', 'Ormerod', 'Fenwick', 'Wolstenholme']) {
      const one = await charity.person('Philippa', {
        fullName: `Philippa ${family}`,
        email: `${family}@example.org`,
      })
      const other = await charity.person('Pippa', {
        fullName: `Philipa ${family}`,
        email: `${family}@example.org`,
      })
      wanted.push([one, other].toSorted().join())
    }
    const found = (await asAdmin((tx) => doubles(tx))).map((pair) =>
      [pair.one.id, pair.other.id].toSorted().join(),
    )
    await db.rows('delete from people where id = any ($1)', [crowd.map(({ id }) => id)])
    expect(crowd).toHaveLength(4000)
    expect(found).toEqual(expect.arrayContaining(wanted))
  })

  it('are compared and made one on a page, with the values that somebody chose', async () => {
    const app = createApp(testServices(db), routes)
    const one = await charity.person('Rosalind', { fullName: 'Rosalind Quince', email: 'ros@example.org' })
    const other = await charity.person('Ros', { fullName: 'Rosalind Quince', email: 'ros2@example.org' })
    await db.rows(`update people set dietary = 'Vegan' where id = $1`, [other])
    const visitor = await new Visitor(app).carrying(administrator.cookie).open('/staff/doubles')
    expect(visitor.text).toContain('Rosalind Quince')
    await visitor.open(`/staff/doubles/${one}/${other}`)
    expect(visitor.text).toContain('ros2@example.org')
    await visitor.send(
      `/staff/doubles/${one}/${other}`,
      new URLSearchParams({ decision: 'same', dietary: 'second', called: 'first' }),
    )
    expect(visitor.text).toContain('The two records are one now.')
    expect(
      await db.rows('select id, called, dietary from people where full_name = $1', ['Rosalind Quince']),
    ).toEqual([{ id: one, called: 'Rosalind', dietary: 'Vegan' }])
    await visitor.press('Make them two again')
    expect(visitor.text).toContain('They are two records again.')
    expect(
      await db.rows('select called, dietary from people where full_name = $1 order by called', [
        'Rosalind Quince',
      ]),
    ).toEqual([
      { called: 'Ros', dietary: 'Vegan' },
      { called: 'Rosalind', dietary: null },
    ])
  })
})

describe('made one', { timeout: 30_000 }, () => {
  it('has everything of both, and is two again as they were', async () => {
    const past = await charity.session(mill, -200)
    const two: string[] = []
    for (const called of ['Thea', 'Theodora']) {
      const id = await charity.person(called, { groups: [mill], phone: '01632 960 555' })
      two.push(id)
      await db.rows(
        `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'surveys', $2, 'Surveys', '1', 'phone')`,
        [id, called === 'Thea'],
      )
      await db.rows(`insert into stops (person_id, what) values ($1, 'reminders')`, [id])
      await db.rows(`insert into emergency_contacts (person_id, name) values ($1, $2)`, [
        id,
        `Sister of ${called}`,
      ])
      await db.rows(
        `with c as (insert into calls (person_id, why, group_id) values ($1, 'welcome', $2) returning id)
         insert into call_tries (call_id, outcome) select id, 'no answer' from c`,
        [id, mill],
      )
      await charity.message(id, { state: 'sent' })
      const [stub] = await db.rows<{ id: string }>('insert into stubs (person_id) values ($1) returning id', [
        id,
      ])
      await db.rows('insert into visits (session_id, group_id, stub_id) values ($1, $2, $3)', [
        past,
        mill,
        stub?.id,
      ])
      await place(past, id, 'kept')
    }
    const [thea = '', theodora = ''] = two
    const before = await picture(two)
    const mergeId = await merge(thea, theodora)
    const together = await picture([thea])
    expect(together['messages.person_id']).toHaveLength(2)
    expect(together['consents.person_id']).toHaveLength(2)
    expect(together['members.person_id']).toHaveLength(1)
    expect(together.visits).toHaveLength(1)
    expect(await db.rows('select from people where id = $1', [theodora])).toEqual([])
    // Nobody was erased: a restored backup must not take them for gone.
    expect(await db.rows('select from erasures where person_id = $1', [theodora])).toEqual([])
    expect(await undo(mergeId)).toMatchObject({ ok: true, leftOut: 0 })
    expect(await picture(two)).toEqual(before)
    expect(await undo(mergeId)).toEqual({ ok: false, reason: 'too late' })
  })

  it('takes one seat, not two; the other goes to who waits, and is taken from nobody when it was a mistake (P2)', async () => {
    const session = await charity.session(mill, 300)
    const [one, other, una] = [
      await charity.person('Vi', { groups: [mill] }),
      await charity.person('Violet', { groups: [mill] }),
      await charity.person('Una', { groups: [mill] }),
    ]
    await place(session, one, 'kept')
    await place(session, other, 'kept')
    await place(session, una, 'waiting')
    const mergeId = await merge(one, other)
    expect(await placesAt(session)).toEqual(['Una offered', 'Vi kept'])
    expect(await undo(mergeId)).toMatchObject({ ok: true })
    expect(await placesAt(session)).toEqual(['Una offered', 'Vi kept', 'Violet waiting'])
  })

  it('keeps the better of two places, whichever record had it', async () => {
    const session = await charity.session(mill, 400)
    const [one, other] = [
      await charity.person('Nell', { groups: [mill] }),
      await charity.person('Nelly', { groups: [mill] }),
    ]
    await place(session, one, 'given back')
    await place(session, other, 'kept')
    await merge(one, other)
    expect(await placesAt(session)).toEqual(['Nell kept'])
  })

  it('counts the stops and the death of either for both, at the gate too (P1)', async () => {
    const session = await charity.session(mill, 500)
    const [living, dead] = [
      await charity.person('Hazel', { groups: [mill] }),
      await charity.person('Hazel M', { groups: [mill] }),
    ]
    await place(session, living, 'kept')
    const waiting = await charity.message(living)
    await db.rows(`insert into deaths (person_id) values ($1)`, [dead])
    await db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [dead])
    const mergeId = await merge(living, dead)
    const [state] = await db.rows(
      `select has_died($1) as died, (select state from messages where id = $2) as message,
        (select count(*)::int from stops where person_id = $1 and ended_at is null) as stops,
        (select count(*)::int from held_back_places where session_id = $3 and freed_at is null) as held`,
      [living, waiting, session],
    )
    expect(state).toEqual({ died: true, message: 'stopped', stops: 1, held: 1 })
    expect(await placesAt(session)).toEqual(['Hazel given back'])
    expect(await undo(mergeId)).toMatchObject({ ok: true, leftOut: 0 })
    const [after] = await db.rows(
      `select has_died($1) as died, has_died($2) as other, (select state from messages where id = $3) as message`,
      [living, dead, waiting],
    )
    expect(after).toEqual({ died: false, other: true, message: 'waiting' })
    expect(await placesAt(session)).toEqual(['Hazel kept'])
  })

  it('has a plan in the groups of both when one has died, and who runs them hears; apart again, the living has none', async () => {
    const [one, other] = [await charity.group('Arran'), await charity.group('Bute')]
    const runs = {
      one: await charity.staff(['coordinator'], [one]),
      other: await charity.staff(['coordinator'], [other]),
    }
    const [living, dead] = [
      await charity.person('Ishbel', { groups: [one] }),
      await charity.person('Isobel', { groups: [other] }),
    ]
    await asAdmin((tx) =>
      recordDeath(tx, { personId: dead, toldBy: 'her son', toldOn: null, sure: 'confirmed' }),
    )
    const tasks = (group: string) =>
      db.rows<{ kind: string }>('select kind from farewell_tasks where group_id = $1 order by kind', [group])
    const told = () =>
      db.rows(`select from messages where kind = 'something waits' and account_id = $1`, [runs.one.accountId])
    expect(await tasks(one)).toEqual([])
    const mergeId = await merge(living, dead)
    // Somebody speaks with the family once, not for each group.
    expect((await tasks(one)).map(({ kind }) => kind)).toEqual([
      'facilitator',
      'friends',
      'group',
      'newcomers',
      'session',
    ])
    expect((await tasks(other)).map(({ kind }) => kind)).toContain('family')
    expect(await told()).toHaveLength(1)
    await undo(mergeId)
    expect(await tasks(one)).toEqual([])
    expect((await tasks(other)).map(({ kind }) => kind)).toContain('family')
    const today = new Visitor(createApp(testServices(db))).carrying(runs.one.cookie)
    expect((await today.open('/staff')).text).not.toContain('After a death')
  })

  it('waits for a message that is being sent to either', async () => {
    const [one, other] = [await charity.person('Fern'), await charity.person('Ferne')]
    const done: string[] = []
    let merged: Promise<unknown> = Promise.resolve()
    await asProgram(async (tx) => {
      await sql`select pg_advisory_xact_lock_shared(person_lock(${other}::uuid))`.execute(tx)
      merged = merge(one, other).then(() => done.push('merged'))
      await new Promise((resolve) => setTimeout(resolve, 300))
      done.push('sent')
    })
    await merged
    expect(done).toEqual(['sent', 'merged'])
  })

  it('is erased under both ids, in the log too, and keeps nobody who was taken apart again', async () => {
    const [one, other, apart] = [
      await charity.person('Marker Onequill'),
      await charity.person('Marker Twoquill'),
      await charity.person('Marker Threequill'),
    ]
    const mergeId = await merge(one, apart)
    await undo(mergeId)
    await merge(one, other)
    await asProgram((tx) => sql`select erase_person(${one}::uuid)`.execute(tx))
    const gone = await db.rows<{ id: string }>(
      'select person_id as id from erasures where person_id = any($1)',
      [[one, other, apart]],
    )
    expect(gone.map((row) => row.id).toSorted()).toEqual([one, other].toSorted())
    const left = await db.rows(
      `select from audit_log where coalesce(before::text, '') || coalesce(after::text, '') ~ '(One|Two)quill'`,
    )
    expect(left).toEqual([])
    expect(await db.rows('select called from people where id = $1', [apart])).toEqual([
      { called: 'Marker Threequill' },
    ])
  })

  it('tells nobody what was moved, of a concern not even its id; it goes with the person', async () => {
    const [one, other] = [
      await charity.person('Coral', { groups: [mill] }),
      await charity.person('Coral B', { groups: [mill] }),
    ]
    const facilitator = await charity.staff(['facilitator'], [mill])
    const [concern] = await db.rows<{ id: string }>(
      `insert into concerns (group_id, person_id, what, urgency, raised_by, raised_as, look_by)
       values ($1, $2, 'Something she said', 'today', $3, 'facilitator', clock()) returning id`,
      [mill, other, facilitator.accountId],
    )
    await merge(one, other)
    expect(
      await db.rows('select from merges where details::text like $1', [`%${concern?.id}%`]),
    ).toHaveLength(1)
    const coordinator = await charity.staff(['coordinator'], [mill])
    for (const actor of [administrator, coordinator])
      await expect(
        transact(db.app, actor, (tx) => sql`select details from merges`.execute(tx)),
      ).rejects.toThrow('permission denied')
    const listed = await transact(db.app, coordinator, (tx) => mergesToUndo(tx))
    expect(listed.map((row) => row.name)).toContain('Coral')
    await asProgram((tx) => sql`select erase_person(${one}::uuid)`.execute(tx))
    expect(await db.rows('select from merges where details::text like $1', [`%${concern?.id}%`])).toEqual([])
    expect(await db.rows('select person_id from concerns where id = $1', [concern?.id])).toEqual([
      { person_id: null },
    ])
  })

  it('forgets the health of both when the agreement is taken back, in the log and for undoing too', async () => {
    const [one, other] = [await charity.person('Tansy'), await charity.person('Tansy B')]
    await asAdmin((tx) =>
      sql`update people set dietary = 'Zqmark soup' where id = any(${[one, other]}::uuid[])`.execute(tx),
    )
    const mergeId = await merge(one, other)
    await db.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'health information', false, 'Health', '1', 'phone')`,
      [one],
    )
    const [found] = await db.rows<{ people: number; kept: number; log: number }>(
      `select (select count(*)::int from people where dietary like '%Zqmark%') as people,
        (select count(*)::int from merges where details::text like '%Zqmark%') as kept,
        (select count(*)::int from audit_log where concat(before, after) like '%Zqmark%') as log`,
    )
    expect(found).toEqual({ people: 0, kept: 0, log: 0 })
    expect(await undo(mergeId)).toMatchObject({ ok: true })
    expect(await db.rows('select dietary from people where id = $1', [other])).toEqual([{ dietary: null }])
  })

  it('is looked through before somebody else is erased of whom a row that was set aside speaks', async () => {
    const [one, other] = [await charity.person('Wren'), await charity.person('Wren B')]
    for (const id of [one, other])
      await db.rows(`insert into wishes (person_id, by_whom) values ($1, 'My friend Zaraphina')`, [id])
    const mergeId = await merge(one, other)
    await db.rows('delete from wishes where person_id = $1', [one])
    const friend = await charity.person('Zaraphina')
    const coordinator = await charity.staff(['coordinator', 'administrator'])
    await transact(db.app, coordinator, (tx) => askForErasure(tx, { personId: friend, note: 'rang' }))
    const about = await asProgram((tx) => placesAbout(tx, friend))
    expect(about.places).toMatchObject([
      { table: 'merges', found: 'Zaraphina', excerpt: [{ text: 'Zaraphina', hit: true }] },
    ])
    const [request] = await asAdmin((tx) => erasureRequests(tx, { personId: friend }))
    const decided = await asAdmin((tx) =>
      decidePlace(tx, administrator, {
        requestId: request?.id ?? '',
        place: about.places[0]?.place ?? '',
        decision: 'take out',
      }),
    )
    expect(decided).toBe(true)
    expect(await db.rows('select details, can_be_undone from merges where id = $1', [mergeId])).toEqual([
      { details: null, can_be_undone: false },
    ])
    expect((await asAdmin((tx) => mergesToUndo(tx))).map((row) => row.id)).not.toContain(mergeId)
    expect(await undo(mergeId)).toEqual({ ok: false, reason: 'too late' })
  })

  it('not while a legal hold keeps one of them, nor by somebody who does not see both', async () => {
    const [one, other] = [await charity.person('Ida', { groups: [mill] }), await charity.person('Ida B')]
    const coordinator = await charity.staff(['coordinator'], [mill])
    expect(
      await transact(db.app, coordinator, (tx) => mergePeople(tx, { keptId: one, goneId: other, take: [] })),
    ).toEqual({
      ok: false,
      reason: 'not theirs',
    })
    await db.rows(`insert into legal_holds (person_id, reason) values ($1, 'A court')`, [other])
    expect(await asAdmin((tx) => mergePeople(tx, { keptId: one, goneId: other, take: [] }))).toEqual({
      ok: false,
      reason: 'legal hold',
    })
  })
})
