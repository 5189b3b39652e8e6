import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let leeds: string
let online: string
let next: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  leeds = await make.group('Leeds', { kind: 'in person' })
  online = await make.group('Online')
  next = await make.session(leeds, 72)
})
afterAll(() => db.drop())

const as = async (role: StaffRole, groups: string[] = []) =>
  new Visitor(app).carrying((await make.staff([role], groups)).cookie)
const personOf = async (called: string) =>
  (await db.rows<Record<string, unknown>>(`select * from people where called = $1`, [called]))[0]
const register = async (visitor: Visitor, typed: Record<string, string | string[]>) => {
  await visitor.open('/staff/people/new')
  return visitor.press('Add them', { 'They said yes': 'ticked', ...typed })
}

describe('registering somebody on one page', () => {
  it('while they ring: all that the form for joining asks, their first session, and their welcome call done', async () => {
    const visitor = await register(await as('coordinator', [leeds]), {
      'What to call them': 'Winnie',
      'Full name, if they give it': 'Winifred Example',
      'Phone number': '01632 960401',
      'A message on voicemail': 'ticked',
      'With whom else may a message be left?': 'Her son',
      'Group they would like to join': leeds,
      'This is their welcome call: we are speaking now': 'ticked',
      'The next date': 'ticked',
      'What they hope for': 'Company',
      'Dietary needs': 'No gluten',
      'Access needs': 'A chair with arms',
      'Somebody to ring in an emergency': 'Ned',
      'Their phone number': '01632 960402',
    })
    expect(visitor.heading).toBe('Winnie')
    const person = await personOf('Winnie')
    expect(person).toMatchObject({
      voicemail_ok: true,
      message_with: 'Her son',
      hopes: 'Company',
      dietary: 'No gluten',
      access_needs: 'A chair with arms',
    })
    const of = (table: string, columns: string) =>
      db.rows(`select ${columns} from ${table} where person_id = $1`, [person?.id])
    expect(await of('members', 'group_id, begins')).toEqual([{ group_id: leeds, begins: 'just come' }])
    expect(await of('places', 'session_id, state')).toEqual([{ session_id: next, state: 'kept' }])
    expect(await of('calls', 'why, outcome')).toEqual([{ why: 'rang', outcome: 'they rang' }])
    expect(await of('emergency_contacts', 'name, phone')).toEqual([{ name: 'Ned', phone: '01632 960402' }])
    expect(await of('consents', 'purpose, way')).toContainEqual({
      purpose: 'health information',
      way: 'phone',
    })
    // Without e-mail: the gate finds the letter or the text.
    expect(await of('messages', 'kind, state')).toContainEqual({ kind: 'joined', state: 'waiting' })
  })

  it('from paper: the consent counts from the day on it, and who would rather just come is on no list', async () => {
    const form = {
      'What to call them': 'Dot',
      'Phone number': '01632 960403',
      'Group they would like to join': leeds,
      'They would rather just come': 'ticked',
      'From a paper form that they signed': 'ticked',
    }
    const visitor = await register(await as('helper'), form)
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Enter the day on the paper')
    expect(visitor.html).toContain('value="01632 960403"')
    await visitor.press('Add them', {
      Day: '3',
      Month: '2',
      Year: '2026',
      'Group they would like to join': leeds,
    })
    expect(visitor.text).toContain('They are added. There is no call to make.')
    expect(
      await db.rows(
        `select c.way, c.version, to_char(c.said_at at time zone 'Europe/London', 'YYYY-MM-DD') as day
         from consents c join people p on p.id = c.person_id where p.called = 'Dot' and purpose = 'health information'`,
      ),
    ).toEqual([{ way: 'paper', version: expect.stringContaining('on paper'), day: '2026-02-03' }])
    expect(
      await db.rows(
        `select from calls c join people p on p.id = c.person_id where p.called = 'Dot' and c.ended_at is null`,
      ),
    ).toEqual([])
  })

  it('who has only a letter box: large print, a letter before each session, Welsh, and no call when they would rather just come', async () => {
    await db.rows('update charity set welsh = true, changed_at = clock()')
    app = createApp(testServices(db))
    const visitor = await as('coordinator', [leeds])
    await visitor.open('/staff/people/new?q=Carys')
    await visitor.press('Add them', {
      'They said yes': 'ticked',
      'Name and postal address': 'Carys Example\n12 Example Road\nExampleton',
      'In large print': 'ticked',
      'A letter a week before each session': 'ticked',
      Welsh: 'ticked',
      'Group they would like to join': leeds,
      'They would rather just come': 'ticked',
    })
    const person = await personOf('Carys')
    expect(visitor.text).toContain('Reminders by letter, a week before Letters in large print')
    expect(visitor.html).toContain(
      '<span class="app-typed">Carys Example\n12 Example Road\nExampleton</span>',
    )
    expect(person).toMatchObject({ large_print: true, letter_reminders: true, language: 'cy' })
    expect(
      await db.rows('select from calls where person_id = $1 and ended_at is null', [person?.id]),
    ).toEqual([])
    expect(await db.rows('select kind, state from messages where person_id = $1', [person?.id])).toEqual([
      { kind: 'joined', state: 'waiting' },
    ])
  })

  it('whom a daughter helps: her e-mail is hers and told the dates alone, the telephone stays the person’s own', async () => {
    const typed = {
      'What to call them': 'Nan',
      'Phone number': '01632 960408',
      'E-mail address': 'ann@example.org',
      'Name of who helps them': 'Ann',
      'What they are to them': 'Daughter',
      'Dates only: when and where, and what changes': 'ticked',
      'Group they would like to join': leeds,
    }
    const off = { 'The phone number': [], 'The postal address': [] }
    const visitor = await register(await as('coordinator', [leeds]), {
      ...typed,
      ...off,
      'The e-mail address': [],
    })
    expect(visitor.text).toContain('Tick which of the ways above belongs to them')
    await visitor.press('Add them', {
      'The e-mail address': 'ticked',
      'Group they would like to join': leeds,
    })
    expect(visitor.heading).toBe('Nan')
    const ways = await db.rows(
      `select a.kind, pa.whose, pa.whose_name, pa.may_be_told from person_addresses pa join addresses a on a.id = pa.address_id
       join people p on p.id = pa.person_id where p.called = 'Nan' order by a.kind`,
    )
    expect(ways).toEqual([
      { kind: 'email', whose: 'someone else', whose_name: 'Ann', may_be_told: 'dates' },
      { kind: 'phone', whose: 'own', whose_name: null, may_be_told: 'everything' },
    ])
  })

  it('lets somebody in to an online group whose welcome call it was', async () => {
    await register(await as('helper'), {
      'What to call them': 'Gwen',
      'Phone number': '01632 960404',
      'Group they would like to join': online,
      'This is their welcome call: we are speaking now': 'ticked',
    })
    expect(
      await db.rows(
        `select m.let_in_at is not null as in from members m join people p on p.id = m.person_id where p.called = 'Gwen'`,
      ),
    ).toEqual([{ in: true }])
  })

  it('says so too of a name near to it, with a first and a last name; of a first name alone not', async () => {
    await make.person('Kathryn', { groups: [leeds], fullName: 'Kathryn Nettlefold' })
    const typed = {
      'What to call them': 'Catherine',
      'Full name, if they give it': 'Catherine Netelfold',
      'Phone number': '01632 960409',
      'Group they would like to join': leeds,
      'They would rather just come': 'ticked',
    }
    const visitor = await register(await as('coordinator', [leeds]), typed)
    expect(visitor.text).toContain('Someone like this exists: is it them?')
    expect(visitor.text).toContain('Kathryn (Kathryn Nettlefold, Leeds)')
    expect(await personOf('Catherine')).toBeUndefined()
    await visitor.press('Add them', {
      'It is somebody else: add them': 'ticked',
      'Group they would like to join': leeds,
    })
    expect(await personOf('Catherine')).toMatchObject({ full_name: 'Catherine Netelfold' })
    // Nobody is told of somebody whom they may not see.
    const york = await make.group('York')
    const elsewhere = await register(await as('coordinator', [york]), {
      ...typed,
      'What to call them': 'Cathryn',
      'Full name, if they give it': 'Cathryn Nettelfold',
      'Phone number': '01632 960410',
      'Group they would like to join': york,
    })
    expect(elsewhere.text).not.toContain('Someone like this exists')
    const alone = await register(await as('coordinator', [leeds]), {
      ...typed,
      'What to call them': 'Cathrin',
      'Full name, if they give it': '',
      'Phone number': '01632 960411',
    })
    expect(alone.heading).toBe('Cathrin')
  })

  it('says softly that someone of this name exists, and adds a namesake once somebody has looked', async () => {
    await make.person('Olive', { groups: [leeds], phone: '01632 960405' })
    const visitor = await register(await as('coordinator', [leeds]), {
      'What to call them': 'Olive',
      'Phone number': '01632 960406',
      'Group they would like to join': leeds,
    })
    expect(visitor.text).toContain('Someone like this exists: is it them?')
    expect(visitor.text).toContain('Olive (Leeds)')
    expect(visitor.html).toContain('value="01632 960406"')
    expect(await db.rows(`select from people where called = 'Olive'`)).toHaveLength(1)
    await visitor.press('Add them', {
      'It is somebody else: add them': 'ticked',
      'Group they would like to join': leeds,
    })
    expect(visitor.text).toContain('They are added.')
    expect(await db.rows(`select from people where called = 'Olive'`)).toHaveLength(2)
    // Nobody learns of people whom they may not see (P4).
    const stranger = await register(await as('coordinator', [online]), {
      'What to call them': 'Olive',
      'Phone number': '01632 960407',
      'Group they would like to join': online,
    })
    expect(stranger.text).toContain('They are added.')
  })
})
