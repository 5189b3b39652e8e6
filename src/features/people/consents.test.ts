import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, StaffRole } from '#platform/actor.ts'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { consentsOf, recordConsent } from './consents.ts'
import { myPagesPath } from './links.ts'
import { changeDetails } from './people.ts'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let services: ReturnType<typeof testServices>
let app: ReturnType<typeof createApp>
let mill: string
let dorset: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  services = testServices(db)
  app = createApp(services)
  mill = await make.group('The Mill', { kind: 'in person' })
  dorset = await make.group('Dorset', { kind: 'in person' })
})
afterAll(() => db.drop())

const one = async <Row extends object>(sql: string, values: unknown[]) =>
  (await db.rows<Row & Record<string, unknown>>(sql, values))[0]
const as = async (role: StaffRole, groups: string[] = [mill]) =>
  new Visitor(app).carrying((await make.staff([role], groups)).cookie)
async function signedIn(personId: string): Promise<Visitor> {
  const path = await transact(db.app, system('a test'), (tx) =>
    myPagesPath(tx, services.secret, { personId, messageId: `m ${personId}` }),
  )
  return (await new Visitor(app).open(path)).press('Open my pages')
}
const holds = async (person: string, purpose: string) =>
  (await one<{ holds: boolean }>('select consent_holds($1, $2) as holds', [person, purpose]))?.holds
const say = (person: string, given: boolean, purpose = 'health information') =>
  transact(db.app, system('a test'), (tx) =>
    recordConsent(tx, {
      personId: person,
      purpose: purpose as 'surveys',
      given,
      words: 'I agree.',
      version: '1',
      way: 'form',
    }),
  )

describe('the ledger', () => {
  it('is only added to, by whoever: neither changed nor taken out', async () => {
    const person = await make.person('Ailsa', { groups: [mill] })
    await say(person, true)
    const member: Actor = { kind: 'member', personId: person, sessionId: null }
    const coordinator = await make.staff(['coordinator'], [mill])
    for (const actor of [member, coordinator, system('a test')])
      for (const deed of ['update consents set given = false', 'delete from consents'])
        await expect(
          transact(db.app, actor, (tx) => tx.executeQuery({ sql: deed, parameters: [], query: {} } as never)),
        ).rejects.toMatchObject({ code: '42501' })
    await expect(
      db.rows(`update consents set words = 'Anything' where person_id = $1`, [person]),
    ).rejects.toThrow('only added to')
    expect(await holds(person, 'health information')).toBe(true)
  })

  it('says what goes without saying: ways that they gave, and nothing else without a yes', async () => {
    const person = await make.person('Una', { groups: [mill] })
    const states = await transact(db.app, system('a test'), (tx) => consentsOf(tx, person, 'themselves'))
    expect(states.filter((state) => state.holds).map((state) => state.purpose)).toEqual([
      'email',
      'phone',
      'post',
    ])
    expect(states.map((state) => state.said)).not.toContain(true)
  })

  it('counts what was said last, not what was written down last; of two on one day the no', async () => {
    const person = await make.person('Rona', { groups: [mill] })
    await (await signedIn(person)).send(
      '/my/consent',
      new URLSearchParams({ purpose: 'surveys', answer: 'no' }),
    )
    const coordinator = await (await as('coordinator')).open(`/staff/people/${person}/consents`)
    await coordinator.press('Write it down', {
      Surveys: 'ticked',
      Yes: 'ticked',
      'On paper': 'ticked',
      Yesterday: 'ticked',
    })
    expect(coordinator.text).toContain('Written down. It holds from this moment.')
    expect(await holds(person, 'surveys')).toBe(false)

    await coordinator.open(`/staff/people/${person}/consents`)
    const yesterday = { Surveys: 'ticked', 'On paper': 'ticked', Yesterday: 'ticked' }
    const other = await make.person('Effie', { groups: [mill] })
    for (const answer of ['No', 'Yes']) {
      await coordinator.open(`/staff/people/${other}/consents`)
      await coordinator.press('Write it down', { ...yesterday, [answer]: 'ticked' })
    }
    expect(await holds(other, 'surveys')).toBe(false)
    await coordinator.open(`/staff/people/${other}/consents`)
    await coordinator.press('Write it down', { Surveys: 'ticked', Yes: 'ticked', 'On the phone': 'ticked' })
    expect(await holds(other, 'surveys')).toBe(true)
  })

  it('and the tick for texts are never two things, whichever is changed', async () => {
    const person = await make.person('Isla', { groups: [mill], phone: '07700 900001' })
    const texts = async () => [
      await holds(person, 'text'),
      (await one<{ ok: boolean }>('select texts_ok as ok from people where id = $1', [person]))?.ok,
    ]
    const visitor = await signedIn(person)
    await visitor.open('/my/reach/phone')
    await visitor.press('Save', { 'Phone number': '07700 900001', 'Sending a text': 'ticked' })
    expect(await texts()).toEqual([true, true])
    expect(await one(`select words, way from consents where person_id = $1`, [person])).toEqual({
      words: 'Sending a text',
      way: 'my pages',
    })
    await visitor.open('/my/consent')
    await visitor.press('No, please don’t (Text messages)')
    expect(await texts()).toEqual([false, false])
    await (await (await as('coordinator')).open(`/staff/people/${person}/details`)).press('Save', {
      'Text messages': 'ticked',
    })
    expect(await texts()).toEqual([true, true])
    expect(await db.rows(`select way from consents where person_id = $1 order by id`, [person])).toEqual([
      { way: 'my pages' },
      { way: 'my pages' },
      { way: 'told us' },
    ])
  })

  it('keeps news and campaigning on this side of the wall: nobody who campaigns can read it', async () => {
    const person = await make.person('Morag', { groups: [mill] })
    await (await signedIn(person)).send(
      '/my/consent',
      new URLSearchParams({ purpose: 'news and campaign', answer: 'yes' }),
    )
    expect(await holds(person, 'news and campaign')).toBe(true)
    const campaigner = await make.staff(['campaigner'])
    const read = await transact(db.app, campaigner, (tx) => tx.selectFrom('consents').selectAll().execute())
    expect(read).toEqual([])
    expect(
      (await new Visitor(app).carrying(campaigner.cookie).open(`/staff/people/${person}/consents`)).status,
    ).toBe(403)
  })
})

describe('one’s own page of agreements', () => {
  it('says of each what it means, what holds, and what was said before; one press changes it', async () => {
    const person = await make.person('Jean', { groups: [mill] })
    await say(person, true)
    const visitor = await (await signedIn(person)).open('/my/consent')
    expect(visitor.heading).toBe('What I agreed to')
    for (const title of ['What I tell you about my health', 'E-mail', 'Surveys', 'News and campaigning'])
      expect(visitor.text).toContain(title)
    expect(visitor.text).toContain('To these words: “I agree.”')
    await visitor.press('Yes, that is fine (Surveys)')
    expect(visitor.text).toContain('Your yes is written down.')
    await visitor.press('No, please don’t (Surveys)')
    expect(visitor.text).toContain('Your no is written down.')
    expect(
      await db.rows(
        `select given, way, version, words like '%what I think of its groups%' as words, recorded_by
         from consents where person_id = $1 and purpose = 'surveys' order by id`,
        [person],
      ),
    ).toEqual(
      [true, false].map((given) => ({
        given,
        way: 'my pages',
        version: '2026-11',
        words: true,
        recorded_by: null,
      })),
    )
  })

  it('knows no other purpose, and changes nobody else’s', async () => {
    const person = await make.person('Nan', { groups: [mill] })
    const visitor = await signedIn(person)
    await visitor.send('/my/consent', new URLSearchParams({ purpose: 'everything', answer: 'yes' }))
    expect(visitor.status).toBe(422)
    expect(await db.rows('select from consents where person_id = $1', [person])).toEqual([])
  })
})

describe('an agreement about health that is taken back', () => {
  async function withDetails(called: string) {
    const person = await make.person(called, { groups: [mill], phone: `01632 960${200 + n++}` })
    const session = await make.session(mill, 50)
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      session,
      mill,
      person,
    ])
    await say(person, true)
    await transact(db.app, { kind: 'member', personId: person, sessionId: null }, (tx) =>
      changeDetails(tx, {
        personId: person,
        details: {
          dietary: `No nuts ${called}`,
          accessNeeds: `No stairs ${called}`,
          theirNote: `Tired ${called}`,
          diagnosedIn: '2024-03-01',
        },
      }),
    )
    const call = await make.call(person, { groupId: mill })
    await db.rows(`insert into call_tries (call_id, outcome, note) values ($1, 'no answer', $2)`, [
      call,
      `Scan ${called}`,
    ])
    return person
  }
  let n = 0
  const left = (person: string) =>
    one('select dietary, access_needs, their_note, bear_in_mind, diagnosed_in from people where id = $1', [
      person,
    ])
  const nothing = {
    dietary: null,
    access_needs: null,
    their_note: null,
    bear_in_mind: null,
    diagnosed_in: null,
  }
  /** Whether anything of it is anywhere. */
  const traces = async (called: string) => {
    const found: string[] = []
    for (const table of ['people', 'audit_log', 'calls', 'call_tries', 'joinings'])
      found.push(
        ...(
          await db.rows<{ found: string }>(
            `select '${table}: ' || t::text as found from ${table} t where t::text ~ $1`,
            [`(No nuts|No stairs|Tired|Scan) ${called}`],
          )
        ).map((row) => row.found),
      )
    return found
  }

  it('takes it out of sight while a legal hold keeps the record, and out of the log once the hold is over', async () => {
    const person = await withDetails('Hettie')
    const [hold] = await db.rows<{ id: string }>(
      `insert into legal_holds (person_id, reason) values ($1, 'A court') returning id`,
      [person],
    )
    const visitor = await (await signedIn(person)).open('/my/consent/take-back')
    expect(visitor.text).toContain('is deleted as soon as we may')
    await visitor.press('Yes, take back my agreement')
    expect(await left(person)).toEqual(nothing)
    const forget = () =>
      transact(db.app, system('a test'), (tx) => sql`select forget_old_words()`.execute(tx))
    await forget()
    expect((await traces('Hettie')).every((found) => found.startsWith('audit_log'))).toBe(true)
    expect((await traces('Hettie')).length).toBeGreaterThan(0)
    await db.rows('update legal_holds set ended_at = clock() where id = $1', [hold?.id])
    await forget()
    expect(await traces('Hettie')).toEqual([])
  })

  it('deletes what was told about health and needs, from the log of changes too; they can still come', async () => {
    const person = await withDetails('Sorcha')
    expect((await traces('Sorcha')).length).toBeGreaterThan(2)
    const visitor = await (await signedIn(person)).open('/my/consent')
    await visitor.open('/my/consent/take-back')
    expect(visitor.heading).toBe('Take back my agreement')
    expect(visitor.text).toContain('You can still come.')
    expect(await left(person)).not.toEqual(nothing)
    await visitor.press('Yes, take back my agreement')
    expect(visitor.text).toContain('You are as welcome as before.')
    expect(await left(person)).toEqual(nothing)
    expect(await traces('Sorcha')).toEqual([])
    expect(await one('select left_at from members where person_id = $1', [person])).toEqual({ left_at: null })
    expect(await one('select state from places where person_id = $1', [person])).toEqual({ state: 'kept' })
  })

  it('is not undone by anybody who writes it down again, until they agree anew', async () => {
    const person = await withDetails('Seonaid')
    await (await signedIn(person)).send('/my/consent/take-back', new URLSearchParams())
    const visitor = await (await signedIn(person)).open('/my/details')
    expect(visitor.text).toContain('since you took back your agreement')
    expect(visitor.html).not.toContain('name="dietary"')
    await visitor.send('/my/details', new URLSearchParams({ called: 'Seonaid', dietary: 'No nuts' }))
    expect(visitor.status).toBe(422)
    const coordinator = await (await as('coordinator')).open(`/staff/people/${person}/details`)
    expect(coordinator.text).toContain('They took back their agreement')
    await coordinator.send(
      `/staff/people/${person}/bear-in-mind`,
      new URLSearchParams({ bearInMind: 'Scan' }),
    )
    expect(coordinator.text).toContain('Not saved: they took back their agreement')
    await expect(
      transact(db.app, system('a test'), (tx) =>
        tx.updateTable('people').set({ dietary: 'No nuts' }).where('id', '=', person).execute(),
      ),
    ).rejects.toThrow('took back their agreement')
    expect(await left(person)).toEqual(nothing)

    await visitor.open('/my/consent')
    await visitor.press('Yes, that is fine (What I tell you about my health)')
    await (await visitor.open('/my/details')).press('Save', { 'Food: what you eat or don’t eat': 'No nuts' })
    expect(await left(person)).toMatchObject({ dietary: 'No nuts' })
  })

  it('said on the phone does the same, and staff read beforehand what it does', async () => {
    const person = await withDetails('Kirsty')
    const helper = await (await as('helper', [])).open(`/staff/people/${person}/consents`)
    expect(helper.text).toContain('deletes at once what they told us about their health and needs')
    await helper.press('Write it down', {
      'Holding health information': 'ticked',
      No: 'ticked',
      'On the phone': 'ticked',
    })
    expect(helper.text).toContain('they can still come')
    expect(await left(person)).toEqual(nothing)
    expect(await traces('Kirsty')).toEqual([])
    expect(
      await one(
        `select c.given, c.way, c.version, a.name is not null as by, c.words from consents c join accounts a on a.id = c.recorded_by
         where person_id = $1`,
        [person],
      ),
    ).toEqual({
      given: false,
      way: 'phone',
      version: '2026-11 read out',
      by: true,
      words: expect.stringContaining('Do you agree that'),
    })
    const page = await (await as('coordinator')).open(`/staff/people/${person}`)
    expect(page.text).toContain('Holding health information: No')
    expect(page.text).not.toContain('No nuts')
  })
})

describe('staff write down what somebody said', () => {
  it('asks for everything that the ledger keeps, and takes no day to come', async () => {
    const person = await make.person('Beathag', { groups: [mill] })
    const coordinator = await (await as('coordinator')).open(`/staff/people/${person}/consents`)
    await coordinator.press('Write it down')
    expect(coordinator.status).toBe(422)
    for (const words of ['Choose what it is about', 'Choose what they said', 'Choose how they said it'])
      expect(coordinator.text).toContain(words)
    await coordinator.press('Write it down', {
      Stories: 'ticked',
      Yes: 'ticked',
      'Face to face': 'ticked',
      Earlier: 'ticked',
      Day: '1',
      Month: '1',
      Year: '2999',
    })
    expect(coordinator.text).toContain('Enter a day that is not in the future')
    expect(await db.rows('select from consents where person_id = $1', [person])).toEqual([])
    await coordinator.press('Write it down', { Year: '2026' })
    expect(
      await one(
        `select given, (said_at at time zone 'Europe/London')::date::text as day from consents where person_id = $1`,
        [person],
      ),
    ).toEqual({ given: true, day: '2026-01-01' })
  })

  it('of their own people alone', async () => {
    const person = await make.person('Ishbel', { groups: [mill] })
    const visitor = await (await as('coordinator', [dorset])).open(`/staff/people/${person}/consents`)
    expect(visitor.status).toBe(404)
    await visitor.send(
      `/staff/people/${person}/consents`,
      new URLSearchParams({ purpose: 'stories', answer: 'yes', way: 'phone', when: 'today' }),
    )
    expect(visitor.status).toBe(404)
    expect(await db.rows('select from consents where person_id = $1', [person])).toEqual([])
  })
})

describe('whom to ring in an emergency', () => {
  it('is changed by the group’s own staff, and written to the log', async () => {
    const person = await make.person('Peigi', { groups: [mill] })
    const facilitator = await (await as('facilitator')).open(`/staff/people/${person}`)
    expect(facilitator.text).toContain('Change whom to ring')
    await facilitator.open(`/staff/people/${person}/emergency`)
    await facilitator.press('Save', { 'Who to ring': 'Her son', 'Their phone number': 'call him' })
    expect(facilitator.status).toBe(422)
    await facilitator.press('Save', {
      'Who to ring': 'Her son',
      'Their phone number': '01632 960009',
      'Where they are during online sessions': 'At her sister’s, 1 Example Row',
    })
    expect(facilitator.text).toContain('01632 960009')
    await facilitator.open(`/staff/people/${person}/emergency`)
    await facilitator.press('Save', { 'Who to ring': 'Her daughter' })
    expect(
      await db.rows(
        `select verb, before ->> 'name' as before, after ->> 'name' as after from audit_log
         where subject_id = $1 and table_name = 'emergency_contacts' order by at`,
        [person],
      ),
    ).toEqual([
      { verb: 'insert', before: null, after: 'Her son' },
      { verb: 'update', before: 'Her son', after: 'Her daughter' },
    ])
  })

  it('is nobody else’s: not another group’s staff, not an administrator’s', async () => {
    const person = await make.person('Catriona', { groups: [mill] })
    for (const [visitor, status] of [
      [await as('coordinator', [dorset]), 404],
      [await as('administrator', []), 403],
    ] as const) {
      expect((await visitor.open(`/staff/people/${person}/emergency`)).status).toBe(status)
      await visitor.send(`/staff/people/${person}/emergency`, new URLSearchParams({ name: 'Anybody' }))
      expect(visitor.status).toBe(status)
    }
    expect(await db.rows('select from emergency_contacts where person_id = $1', [person])).toEqual([])
  })
})
