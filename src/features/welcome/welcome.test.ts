import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaffRole, system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { askForCalls } from './welcome.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let scotland: string
let dorset: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  scotland = await make.group('Scotland online')
  dorset = await make.group('Dorset', { kind: 'in person' })
})
afterAll(() => db.drop())

const as = async (role: StaffRole, groups: string[] = []) =>
  new Visitor(app).carrying((await make.staff([role], groups)).cookie)
const call = async (id: string) =>
  (
    await db.rows<{ outcome: string | null; open: boolean; later: boolean; tries: number }>(
      `select outcome, ended_at is null as open, due_at > clock() as later, tries from calls where id = $1`,
      [id],
    )
  )[0]
const somebody = async (called: string, letIn = true) => {
  const person = await make.person(called, { groups: [scotland], letIn, phone: `01632 960${100 + n++}` })
  return { person, id: await make.call(person, { groupId: scotland }) }
}
let n = 0

describe('the list of calls', () => {
  it('shows helpers every call, coordinators those of their groups, and others none', async () => {
    const { person } = await somebody('Morag')
    const jean = await make.person('Jean', { groups: [dorset] })
    await make.call(jean, { groupId: dorset, dueInHours: 30 })
    const helper = await (await as('helper')).open('/staff/calls')
    expect(helper.heading).toBe('Calls')
    expect(helper.text).toContain('Morag')
    expect(helper.text).toContain('please leave no message')
    expect(helper.text.indexOf('Later')).toBeLessThan(helper.text.indexOf('Jean'))
    expect(helper.text).toContain('no phone number')
    const coordinator = await (await as('coordinator', [dorset])).open('/staff/calls')
    expect(coordinator.text).toContain('Jean')
    expect(coordinator.text).not.toContain('Morag')
    for (const role of ['facilitator', 'evaluator', 'campaigner', 'nurse'] as const)
      expect((await (await as(role, [scotland])).open('/staff/calls')).status).toBe(403)
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where person_id = any ($1)`, [
      [person, jean],
    ])
    await helper.open('/staff/calls')
    expect(helper.text).toContain('Nobody is waiting for a call')
  })

  it('says of a session that has moved when it is now, and when it was as far as they know', async () => {
    const jean = await make.person('Jean', { groups: [scotland], phone: '01632 960199', email: null })
    const session = await make.session(scotland, 200)
    await db.rows(`update sessions set moved_from = 'Friday 20 November, 11am to 1pm' where id = $1`, [
      session,
    ])
    const note = 'Friday 4 December, 11am to 1pm'
    await transact(db.app, system('a test'), (tx) =>
      askForCalls(tx, [{ personId: jean, why: 'moved', groupId: scotland, sessionId: session, note }]),
    )
    const [asked] = await db.rows<{ id: string }>('select id from calls where person_id = $1', [jean])
    const page = await (await as('coordinator', [scotland])).open(`/staff/calls/${asked?.id}`)
    expect(page.text).toContain(`As they know it ${note}`)
    expect(page.text).not.toContain('Friday 20 November')
    await db.rows('delete from calls where person_id = $1', [jean])
  })

  it('says where a session is now, for whoever knows it at another venue', async () => {
    const jean = await make.person('Jean', { groups: [dorset], phone: '01632 960198', email: null })
    const session = await make.session(dorset, 200)
    const id = await make.call(jean, { why: 'moved', groupId: dorset, sessionId: session })
    const page = await (await as('coordinator', [dorset])).open(`/staff/calls/${id}`)
    expect(page.text).toContain('Where The Mill, Rayleigh')
    await db.rows('delete from calls where id = $1', [id])
  })

  it('never lists someone who died to be rung, nor the same call twice', async () => {
    const person = await make.person('Una', { groups: [scotland] })
    const coordinator = await make.staff(['coordinator'], [scotland])
    const ask = () =>
      transact(db.app, coordinator, (tx) =>
        askForCalls(tx, [{ personId: person, why: 'welcome', groupId: scotland }]),
      )
    await ask()
    await ask()
    expect(await db.rows(`select from calls where person_id = $1`, [person])).toHaveLength(1)
    const gone = await make.person('Gone', { groups: [scotland] })
    await db.rows(`insert into deaths (person_id) values ($1)`, [gone])
    await transact(db.app, coordinator, (tx) =>
      askForCalls(tx, [{ personId: gone, why: 'welcome', groupId: scotland }]),
    )
    expect(await db.rows(`select from calls where person_id = $1`, [gone])).toEqual([])
  })
})

describe('what came of a call', () => {
  it('ends it after speaking, and the helper sees the person no longer', async () => {
    const { person, id } = await somebody('Isla')
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    expect(helper.heading).toBe('Isla')
    expect(helper.title).not.toContain('Isla')
    expect(helper.html).not.toContain('href="tel:')
    await helper.press('Take this call')
    expect(helper.html).toContain('href="tel:01632960')
    await helper.press('Save', { 'We spoke': 'ticked', 'Anything to remember?': 'Comes with her sister' })
    expect(helper.text).toContain('Saved. The call is off the list.')
    expect(await call(id)).toEqual({ outcome: 'spoke', open: false, later: false, tries: 1 })
    expect(await db.rows(`select outcome, note from call_tries where call_id = $1`, [id])).toEqual([
      { outcome: 'spoke', note: 'Comes with her sister' },
    ])
    expect((await helper.open(`/staff/calls/${id}`)).status).toBe(404)
    expect((await helper.open(`/staff/people/${person}`)).status).toBe(404)
    expect(
      await db.rows(`select from audit_log where verb = 'looked' and subject_id = $1`, [person]),
    ).not.toHaveLength(0)
  })

  it.each([
    ['I left a message', 'left a message'],
    ['No answer', 'no answer'],
    ['They asked us to ring later', 'ring later'],
  ])('%s: stays on the list for another time', async (label, outcome) => {
    const { id } = await somebody('Ewan')
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    await helper.press('Save', { [label]: 'ticked', 'When shall we try again?': 'next afternoon' })
    expect(helper.text).toContain('comes up again')
    expect(await call(id)).toEqual({ outcome: null, open: true, later: true, tries: 1 })
    await helper.open(`/staff/calls/${id}`)
    expect(helper.text).toContain(outcome)
  })

  it('they asked us to ring on a day: it comes up then, and not on a day on which nobody rings', async () => {
    const { id } = await somebody('Brenna')
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    const [day] = await db.rows<{ thursday: string; sunday: string }>(
      // Not between Christmas and New Year, when nobody rings.
      `select to_char(min(d), 'FMDD FMMM YYYY') as thursday, to_char(min(d) + 3, 'FMDD FMMM YYYY') as sunday
       from (select date_trunc('week', clock())::date + 3 + 7 * n as d from generate_series(2, 5) n) thursdays
       where to_char(d, 'MMDD') between '0102' and '1223'`,
    )
    const on = (text = '') => {
      const [Day = '', Month = '', Year = ''] = text.split(' ')
      return { 'later-day': Day, 'later-month': Month, 'later-year': Year }
    }
    await helper.send(
      `/staff/calls/${id}`,
      new URLSearchParams({ outcome: 'ring later', note: 'After her scan', ...on(day?.sunday) }),
    )
    expect(helper.status).toBe(422)
    expect(helper.text).toContain('Enter a day within a year on which we ring people')
    expect(helper.html).toContain('After her scan')
    await helper.send(
      `/staff/calls/${id}`,
      new URLSearchParams({ outcome: 'ring later', 'later-part': 'afternoon', ...on(day?.thursday) }),
    )
    expect(helper.text).toContain('comes up again')
    expect(
      await db.rows(
        `select to_char(due_at at time zone 'Europe/London', 'FMDD FMMM YYYY') as day,
           to_char(due_at at time zone 'Europe/London', 'HH24:MI') as time from calls where id = $1`,
        [id],
      ),
    ).toEqual([{ day: day?.thursday, time: '14:00' }])
  })

  it.each([
    ['They rang us', 'they rang'],
    ['They would rather not be rung', 'would rather not'],
  ])('%s: ends it', async (label, outcome) => {
    const { id } = await somebody('Fiona')
    await (await (await as('helper')).open(`/staff/calls/${id}`)).press('Save', { [label]: 'ticked' })
    expect(await call(id)).toMatchObject({ outcome, open: false })
  })

  it('marks a wrong number, and keeps the call while there is another', async () => {
    const { person, id } = await somebody('Rhona')
    await db.rows(
      `with a as (insert into addresses (kind, value) values ('phone', '01632 960999') returning id)
       insert into person_addresses (person_id, address_id, confirmed_at, preferred) select $1, id, clock(), true from a`,
      [person],
    )
    const wrong = async () =>
      (
        await db.rows<{ id: string }>(
          `select a.id from addresses a join person_addresses pa on pa.address_id = a.id
           where pa.person_id = $1 and a.kind = 'phone' and a.wrong_at is null order by a.value limit 1`,
          [person],
        )
      )[0]?.id ?? ''
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    await helper.press('Save', { 'Wrong number': 'ticked', 'Which number is wrong?': await wrong() })
    expect(await call(id)).toMatchObject({ outcome: null, open: true })
    await helper.open(`/staff/calls/${id}`)
    await helper.press('Save', { 'Wrong number': 'ticked', 'Which number is wrong?': await wrong() })
    expect(await call(id)).toMatchObject({ outcome: 'sent a message', open: false })
    expect(await db.rows('select kind, details from messages where person_id = $1', [person])).toEqual([
      { kind: 'tried to ring', details: { wrongNumber: true } },
    ])
    expect(
      await db.rows(
        `select from addresses a join person_addresses pa on pa.address_id = a.id
         where pa.person_id = $1 and a.kind = 'phone' and a.wrong_why = 'wrong number'`,
        [person],
      ),
    ).toHaveLength(2)
  })

  it.each([
    [
      'a letter box left stays on the list, to be written to',
      'post',
      { outcome: null, open: true },
      ['welcome'],
    ],
    [
      'nothing left ends; they stand on the list to be asked',
      null,
      { outcome: 'wrong number', open: false },
      ['no way'],
    ],
  ])('a wrong number with %s', async (_what, kind, became, open) => {
    const { person, id } = await somebody('Tess')
    await db.rows(
      `delete from person_addresses pa using addresses a where a.id = pa.address_id and a.kind = 'email' and pa.person_id = $1`,
      [person],
    )
    if (kind)
      await db.rows(
        `insert into person_addresses (person_id, address_id, confirmed_at)
         select $1::uuid, address_row($2, 'Tess, 4 Example Row, ' || left($1::text, 8)), clock()`,
        [person, kind],
      )
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    await helper.press('Take this call')
    await helper.press('Save', {
      'Wrong number': 'ticked',
      'Which number is wrong?': /<option value="([0-9a-f-]{36})"[^>]*>01632/.exec(helper.html)?.[1] ?? '',
    })
    expect(await call(id)).toMatchObject(became)
    expect(
      (
        await db.rows<{ why: string }>('select why from calls where person_id = $1 and ended_at is null', [
          person,
        ])
      ).map(({ why }) => why),
    ).toEqual(open)
    expect(await db.rows('select from messages where person_id = $1', [person])).toEqual([])
  })

  it('lets a member in to an online group with the same press, once they have spoken', async () => {
    const { person, id } = await somebody('Kirsty', false)
    const helper = await make.staff(['helper'])
    const visitor = await new Visitor(app).carrying(helper.cookie).open(`/staff/calls/${id}`)
    await visitor.press('Save', { 'We spoke': 'ticked', 'Let them in to Scotland online': 'ticked' })
    expect(visitor.text).toContain('They are let in')
    expect(await db.rows(`select let_in_by from members where person_id = $1`, [person])).toEqual([
      { let_in_by: helper.accountId },
    ])
  })

  it('lets nobody in when they have not spoken', async () => {
    const { person, id } = await somebody('Shona', false)
    const helper = await as('helper')
    await helper.send(`/staff/calls/${id}`, new URLSearchParams({ outcome: 'no answer', letIn: 'yes' }))
    expect(await db.rows(`select let_in_at from members where person_id = $1`, [person])).toEqual([
      { let_in_at: null },
    ])
  })

  describe('for somebody who can be reached by post alone', () => {
    const byPost = async (called: string) => {
      const person = await make.person(called, { groups: [scotland], email: null, letIn: false })
      await db.rows(
        `with a as (insert into addresses (kind, value) values ('post', $2) returning id)
         insert into person_addresses (person_id, address_id) select $1, id from a`,
        [person, `${called}, 7 Example Row\nExampleton`],
      )
      return { person, id: await make.call(person, { groupId: scotland }) }
    }

    it('says so with the address, and a letter with its day ends it without a conversation', async () => {
      const { person, id } = await byPost('Oonagh')
      const helper = await (await as('helper')).open('/staff/calls')
      expect(helper.text).toContain('has no phone: write to them')
      await helper.open(`/staff/calls/${id}`)
      expect(helper.text).toContain('Oonagh, 7 Example Row Exampleton')
      expect(helper.text).not.toContain('No answer')
      await helper.press('Save', { 'We wrote a letter': 'ticked', Day: '31', Month: '2' })
      expect(helper.status).toBe(422)
      expect(helper.text).toContain('Enter the day of the letter')
      await helper.press('Save', { Day: '1', Month: '3', Year: '2026' })
      expect(helper.text).toContain('off the list')
      expect(await call(id)).toMatchObject({ outcome: 'we wrote', open: false })
      expect(
        await db.rows(`select outcome, wrote_on::text from call_tries where call_id = $1`, [id]),
      ).toEqual([{ outcome: 'we wrote', wrote_on: '2026-03-01' }])
      expect(await db.rows(`select let_in_at from members where person_id = $1`, [person])).toEqual([
        { let_in_at: null },
      ])
      const page = await (await as('coordinator', [scotland])).open(`/staff/people/${person}`)
      expect(page.text).toContain('we wrote on 1 March 2026')
    })

    it('and for whoever said no to being rung: their number is not shown to ring', async () => {
      const { person, id } = await byPost('Rhoswen')
      await db.rows(
        `with a as (insert into addresses (kind, value) values ('phone', '01632 960777') returning id)
         insert into person_addresses (person_id, address_id, confirmed_at) select $1, id, clock() from a`,
        [person],
      )
      const helper = await (await as('helper')).open(`/staff/calls/${id}`)
      await helper.press('Take this call')
      expect(helper.text).toContain('01632 960777')
      await db.rows(
        `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'phone', false, 'Words', '1', 'phone')`,
        [person],
      )
      await helper.open(`/staff/calls/${id}`)
      expect(helper.text).not.toContain('01632 960777')
      expect(helper.text).toContain('They asked us not to ring.')
      expect(helper.text).toContain('Rhoswen, 7 Example Row')
    })

    it('puts whoever staff add to an online group on the list, with an address alone too: nobody just comes there', async () => {
      const visitor = await as('coordinator', [scotland])
      const form = { called: 'Ina', post: 'Ina, 8 Example Row, Exampleton', groupId: scotland, agreed: 'yes' }
      await visitor.send('/staff/people/new', new URLSearchParams(form))
      expect(visitor.heading).toBe('Ina')
      expect(
        await db.rows(`select why from calls c join people p on p.id = c.person_id where called = 'Ina'`),
      ).toEqual([{ why: 'welcome' }])
    })
  })

  it('asks for an outcome, and changes nothing of a call that has ended', async () => {
    const { id } = await somebody('Elspeth')
    const helper = await (await as('helper')).open(`/staff/calls/${id}`)
    await helper.press('Save')
    expect(helper.status).toBe(422)
    expect(helper.title).toMatch(/^Error: /)
    expect(helper.text).toContain('Choose what came of it')
    const coordinator = await as('coordinator', [scotland])
    await db.rows(`update calls set ended_at = clock(), outcome = 'they rang' where id = $1`, [id])
    await coordinator.send(`/staff/calls/${id}`, new URLSearchParams({ outcome: 'no answer' }))
    expect(coordinator.text).toContain('Somebody had ended this call already')
    expect(await call(id)).toMatchObject({ outcome: 'they rang', tries: 0 })
  })

  it('is nobody’s who does not see the person', async () => {
    const { id } = await somebody('Catriona')
    const visitor = await as('coordinator', [dorset])
    await visitor.send(`/staff/calls/${id}`, new URLSearchParams({ outcome: 'spoke' }))
    expect(visitor.status).toBe(404)
    expect(await call(id)).toMatchObject({ open: true, tries: 0 })
  })
})
