import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { smallCharity } from '../../platform/testing/small-charity.ts'
import { transact } from '../../platform/transactions.ts'
import { recordDeath } from '../bereavement/bereavement.ts'
import { routes as placeRoutes } from '../places/routes.tsx'
import { joiningPath, myPagesPath } from './links.ts'
import { myFormRoutes } from './my-form-routes.tsx'
import { myLinkRoutes } from './my-link-routes.tsx'
import { myRoutes } from './my-routes.tsx'
import { changeDetails, findPerson, leaveGroup, letIn, registerPerson, stubFor } from './people.ts'
import { joinRoutes } from './routes.tsx'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let services: ReturnType<typeof testServices>
let charity: ReturnType<typeof smallCharity>
let mill: string
let online: string
let tomorrow: string
let nextWeek: string
let atTheMill: string

beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  mill = await charity.group('The Mill', { kind: 'in person' })
  online = await charity.group('Scotland online', { limit: 2 })
  tomorrow = await charity.session(online, 12)
  nextWeek = await charity.session(online, 24 * 7)
  atTheMill = await charity.session(mill, 24 * 8)
  await db.rows(
    `insert into group_joining (group_id, url, dial_in_number, dial_in_code) values ($1, 'https://meet.example.org/quiet-room', '020 7946 0123', '4711')`,
    [online],
  )
})
afterAll(() => db.drop())
beforeEach(async () => {
  services = testServices(db)
  app = createApp(services, [...joinRoutes, ...myLinkRoutes, ...myFormRoutes, ...myRoutes, ...placeRoutes])
  await db.rows('truncate rate_limits, messages, joinings, people, addresses cascade')
})

const asProgram = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, system('a test'), work)
let letters = 0
/** Somebody who opened the link in a message. */
async function signedIn(personId: string): Promise<Visitor> {
  const messageId = `message ${letters++}`
  const path = await asProgram((tx) => myPagesPath(tx, services.secret, { personId, messageId }))
  return (await new Visitor(app).open(path)).press('Open my pages')
}
const one = async <T extends object>(sql: string, values: unknown[] = []) =>
  (await db.rows<T & Record<string, unknown>>(sql, values))[0]

describe('a link to one’s own pages', () => {
  it('opens by a button, on several devices, until it is cancelled', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const path = await asProgram((tx) =>
      myPagesPath(tx, services.secret, { personId: morag, messageId: 'm' }),
    )
    const again = await asProgram((tx) =>
      myPagesPath(tx, services.secret, { personId: morag, messageId: 'm' }),
    )
    expect(again).toBe(path)
    const phone = await new Visitor(app).open(path)
    expect(phone.cookie('my')).toBeUndefined()
    expect(await db.rows('select id from member_sessions')).toEqual([])
    await phone.press('Open my pages')
    expect(phone.heading).toBe('Hello Morag')
    const tablet = await (await new Visitor(app).open(path)).press('Open my pages')
    expect(tablet.heading).toBe('Hello Morag')

    await (await phone.open('/my/devices')).press('Sign out all other devices')
    expect((await phone.open('/my')).heading).toBe('Hello Morag')
    expect((await tablet.open('/my')).heading).toBe('Ask for a link to my pages')
    expect((await new Visitor(app).open(path)).heading).toBe('This link no longer works')
  })

  it('works for 30 days, and leads only to one’s own pages', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const path = await asProgram((tx) =>
      myPagesPath(tx, services.secret, { personId: morag, messageId: 'x' }),
    )
    const visitor = await new Visitor(app).open(`${path}?then=https://elsewhere.example.org`)
    expect(visitor.html).toContain('name="after" value="/my"')
    expect((await new Visitor(app).open(`${path}?then=//elsewhere.example.org/my`)).html).toContain(
      'name="after" value="/my"',
    )
    await visitor.send(path, new URLSearchParams({ after: '//elsewhere.example.org' }))
    expect(visitor.path).toBe('/my')
    await db.rows(`update member_links set expires_at = clock() - interval '1 second'`)
    expect((await new Visitor(app).open(path)).heading).toBe('This link no longer works')
  })

  it('closes on every device when somebody died, without a word about it', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const visitor = await signedIn(morag)
    await asProgram((tx) =>
      recordDeath(tx, { personId: morag, toldBy: 'Her sister', toldOn: null, sure: 'told' }),
    )
    await visitor.open('/my')
    expect(visitor.heading).toBe('Ask for a link to my pages')
    expect(visitor.text).not.toMatch(/died|death|sorry/i)
  })

  it('signs out here', async () => {
    const visitor = await signedIn(await charity.person('Morag', { groups: [mill] }))
    await visitor.press('Sign out on this device')
    expect((await visitor.open('/my')).heading).toBe('Ask for a link to my pages')
  })
})

describe('sessions and places', () => {
  it('keeps, gives back and shows a place in words, in one press each', async () => {
    const visitor = await signedIn(await charity.person('Morag', { groups: [online] }))
    expect(visitor.text).toContain('You have no place yet.')
    await visitor.press('Keep me a place')
    expect(visitor.text).toContain('Your place is kept.')
    expect(visitor.text).toContain('We are keeping a place for you.')
    await visitor.press('I can’t make it this time')
    expect(visitor.text).toContain('You said that you can’t make it. You are welcome next time.')
  })

  it('says in words that somebody waits, never a number', async () => {
    for (const called of ['Ewan', 'Isla'])
      await db.rows(
        `insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`,
        [nextWeek, online, await charity.person(called, { groups: [online] })],
      )
    const visitor = await signedIn(await charity.person('Morag', { groups: [online] }))
    await (await visitor.open(`/my/sessions/${nextWeek}`)).press('Put me on the waiting list')
    await visitor.open(`/my/sessions/${nextWeek}`)
    expect(visitor.text).toContain('You are on the waiting list. We tell you as soon as a place is free.')
  })

  it('shows nobody the session of a group that is not theirs', async () => {
    const visitor = await signedIn(await charity.person('Morag', { groups: [mill] }))
    expect((await visitor.open(`/my/sessions/${nextWeek}`)).status).toBe(404)
    expect((await visitor.open('/my/sessions/nothing')).status).toBe(404)
    expect((await visitor.open('/my/groups/scotland-online')).status).toBe(404)
    expect((await visitor.open(`/my/sessions/${atTheMill}`)).text).toContain('The Mill, 1 Mill Lane')
  })

  it('says from when a session has moved', async () => {
    const moved = await charity.session(mill, 24 * 10)
    await db.rows(`update sessions set moved_from = 'Friday 27 November, 11am to 1pm' where id = $1`, [moved])
    const visitor = await signedIn(await charity.person('Morag', { groups: [mill] }))
    await visitor.open(`/my/sessions/${moved}`)
    expect(visitor.text).toContain('Moved from Friday 27 November, 11am to 1pm')
    await db.rows('delete from sessions where id = $1', [moved])
  })

  it('says at a telephone hour to ring, not to come, and speaks of no place, in a group with a limit too', async () => {
    const hour = await charity.session(mill, 24 * 9)
    await db.rows(`update sessions set telephone = '01632 960 321' where id = $1`, [hour])
    const visitor = await signedIn(await charity.person('Morag', { groups: [mill] }))
    await visitor.open('/my')
    expect(visitor.text).toContain('By telephone. At that time ring 01632 960 321')
    expect(visitor.text.match(/you can just come/g)).toHaveLength(1)
    expect(visitor.text.match(/I’m hoping to come/g)).toHaveLength(1)
    await visitor.open(`/my/sessions/${hour}`)
    expect(visitor.text).toContain('01632 960 321')
    expect(visitor.text).not.toContain('just come')
    expect(visitor.text).not.toContain('I’m hoping to come')
    await db.rows('update groups set session_limit = 3 where id = $1', [mill])
    await visitor.open('/my')
    expect(visitor.text).toMatch(/ring 01632 960 321 ?\./)
    expect(visitor.text.match(/You have no place yet/g)).toHaveLength(1)
    expect(visitor.text.match(/Keep me a place,/g) ?? visitor.text.match(/Keep me a place/g)).toHaveLength(1)
    await visitor.open(`/my/sessions/${hour}`)
    expect(visitor.text).not.toMatch(/place|With you/)
    await db.rows('update groups set session_limit = null where id = $1', [mill])
    await db.rows('delete from sessions where id = $1', [hour])
  })

  it('shows the joining link only to who was let in and has a place, from 24 hours before', async () => {
    const link = 'https://meet.example.org/quiet-room'
    const morag = await charity.person('Morag', { groups: [online], letIn: false })
    const visitor = await signedIn(morag)
    await visitor.press('Keep me a place')
    const look = async () => (await visitor.open(`/my/sessions/${tomorrow}`)).html.includes(link)
    expect(await look()).toBe(false)
    expect(visitor.text).toContain('Somebody speaks with you once before your first session')

    const leader = await charity.staff(['facilitator'], [online])
    const member = await one<{ id: string }>('select id from members where person_id = $1', [morag])
    const answer = await transact(db.app, leader, (tx) => letIn(tx, { memberId: member?.id ?? '' }))
    expect(answer).toEqual({ ok: true })
    expect(await one('select let_in_by from members where person_id = $1', [morag])).toEqual({
      let_in_by: leader.accountId,
    })
    expect(await look()).toBe(true)
    expect(visitor.text).toContain('020 7946 0123, then 4711')

    await db.rows(`update places set state = 'given back' where person_id = $1`, [morag])
    expect(await look()).toBe(false)
    await db.rows(`update places set state = 'kept' where person_id = $1`, [morag])
    expect(await look()).toBe(true)
    await db.rows(`insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`, [
      nextWeek,
      online,
      morag,
    ])
    expect((await visitor.open(`/my/sessions/${nextWeek}`)).html).not.toContain(link)
    expect(visitor.text).toMatch(/Your link appears here on \w+day at/)
    await db.rows('update members set left_at = clock() where person_id = $1', [morag])
    expect(await look()).toBe(false)
  })

  it('leaving gives the places on, ends the calls and says so once', async () => {
    const morag = await charity.person('Morag', { groups: [online] })
    await db.rows(`insert into calls (person_id, group_id, why) values ($1, $2, 'welcome')`, [morag, online])
    await db.rows(`insert into emergency_contacts (person_id, name) values ($1, 'Ewan')`, [morag])
    const visitor = await signedIn(morag)
    await visitor.press('Keep me a place')
    await db.rows('truncate messages cascade')
    await (await visitor.open('/my/groups/scotland-online')).press('Leave this group')
    expect(visitor.text).toContain('You have left the group.')
    expect(await one('select state from places where person_id = $1', [morag])).not.toMatchObject({
      state: 'kept',
    })
    expect(await one('select outcome from calls where person_id = $1', [morag])).toEqual({
      outcome: 'no longer needed',
    })
    expect(await db.rows('select kind from messages')).toEqual([{ kind: 'left group' }])
    expect(await db.rows('select name from emergency_contacts')).toEqual([])
    await visitor.open('/my/groups/scotland-online')
    expect(visitor.status).toBe(404)
  })
})

describe('the private calendar', () => {
  const feed = async (path: string) => {
    const answer = await app.request(path)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  async function withCalendar(groups: string[]) {
    const person = await charity.person('Morag', { groups })
    const visitor = await signedIn(person)
    await (await visitor.open('/my/calendar')).press('Make my private calendar address')
    const path = /http:\/\/localhost(\/my\/calendar\/[\w-]+\.ics)/.exec(visitor.html)?.[1] ?? ''
    return { person, visitor, path }
  }

  it('is discreet unless asked otherwise, and holds only one’s own sessions', async () => {
    await charity.session(mill, -48)
    const { visitor, path } = await withCalendar([mill, online])
    const plain = await feed(path)
    expect(plain.type).toContain('text/calendar')
    expect(plain.text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(plain.text).toContain('SUMMARY:Alongside')
    expect(plain.text.replaceAll('\r\n ', '')).toContain('1 Mill Lane\\, Rayleigh SS6 7EF')
    expect(plain.text).not.toContain('Scotland online')
    expect(plain.text).not.toContain('meet.example.org')
    await (await visitor.open('/my/calendar')).press('Save', { 'Show the name of the group': 'ticked' })
    expect((await feed(path)).text).toContain('SUMMARY:The Mill')
  })

  it('is valid and empty after it was stopped, after leaving, and after a death', async () => {
    const stopped = await withCalendar([mill])
    await (await stopped.visitor.open('/my/calendar')).press('Stop this address')
    const left = await withCalendar([mill])
    await asProgram((tx) => leaveGroup(tx, { personId: left.person, groupId: mill }))
    const died = await withCalendar([mill])
    await db.rows('insert into deaths (person_id) values ($1)', [died.person])
    for (const { path } of [stopped, left, died]) {
      const answer = await feed(path)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain('BEGIN:VCALENDAR')
      expect(answer.text).not.toContain('VEVENT')
    }
    expect((await feed('/my/calendar/nothing.ics')).status).toBe(404)
  })
})

describe('details, messages and agreement', () => {
  it('changes details, and says what to mend with what was typed', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const visitor = await signedIn(morag)
    await visitor.open('/my/details')
    await visitor.press('Save', {
      'What we call you': '',
      'What makes coming easier': 'No stairs',
      Month: '13',
    })
    expect(visitor.status).toBe(422)
    expect(visitor.title).toMatch(/^Error: /)
    expect(visitor.text).toContain('Enter a name, whatever you like to be called')
    expect(visitor.text).toContain('No stairs')
    await visitor.press('Save', { 'What we call you': 'Mo', Month: '3', Year: '2024' })
    expect(await one('select called, access_needs, diagnosed_in from people where id = $1', [morag])).toEqual(
      {
        called: 'Mo',
        access_needs: 'No stairs',
        diagnosed_in: '2024-03-01',
      },
    )
  })

  it('a new e-mail address waits for its button; the last way to be reached stays', async () => {
    const morag = await charity.person('Morag', { email: 'old@example.org', groups: [mill] })
    const visitor = await signedIn(morag)
    expect((await visitor.open('/my/reach')).html).not.toContain('Remove')
    await (await visitor.open('/my/reach/email')).press('Save', { 'New e-mail address': 'new@example.org' })
    const reached = () =>
      db.rows(
        `select a.value from person_addresses pa join addresses a on a.id = pa.address_id where person_id = $1`,
        [morag],
      )
    expect(await reached()).toEqual([{ value: 'old@example.org' }])
    const message = await one<{ joining_id: string }>(
      `select joining_id from messages where kind = 'confirm address'`,
    )
    const page = await new Visitor(app).open(
      joiningPath(services.secret, 'confirm address', message?.joining_id ?? ''),
    )
    expect(page.heading).toBe('Your new e-mail address')
    await page.press('Yes, this is my address')
    expect(await reached()).toEqual([{ value: 'new@example.org' }])
    // The former address hears of it, once; a second press says no more.
    await page.open(joiningPath(services.secret, 'confirm address', message?.joining_id ?? ''))
    expect(await db.rows(`select person_id, email from messages where kind = 'address changed'`)).toEqual([
      { person_id: morag, email: 'old@example.org' },
    ])
    await (await visitor.open('/my/reach/phone')).press('Save', {
      'Phone number': '07700 900222',
      'Sending a text': 'ticked',
    })
    expect(await reached()).toHaveLength(2)
    expect(await one('select texts_ok from people where id = $1', [morag])).toEqual({ texts_ok: true })
  })

  it('turns reminders off, pauses and ends a pause', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const visitor = await signedIn(morag)
    await visitor.send(
      '/my/messages/reminders',
      new URLSearchParams([
        ['reminders', 'day'],
        ['ring', 'yes'],
      ]),
    )
    expect(
      await one('select reminder_week, reminder_day, ring_if_not_seen from people where id = $1', [morag]),
    ).toEqual({
      reminder_week: false,
      reminder_day: true,
      ring_if_not_seen: true,
    })
    // A browser sends nothing at all of boxes that are left open.
    await visitor.send('/my/messages/reminders', new URLSearchParams())
    expect(visitor.status).toBe(200)
    expect(
      await one('select reminder_week, reminder_day, ring_if_not_seen from people where id = $1', [morag]),
    ).toEqual({ reminder_week: false, reminder_day: false, ring_if_not_seen: false })
    await (await visitor.open('/my/messages')).press('Pause')
    expect(visitor.status).toBe(422)
    await visitor.press('Pause', { 'One month': 'ticked' })
    expect(visitor.text).toContain('We send you nothing until')
    expect(await one('select what, way, until > clock() as ahead, ended_at from stops')).toEqual({
      what: 'pause',
      way: 'my pages',
      ahead: true,
      ended_at: null,
    })
    await visitor.press('Write to me again')
    expect(visitor.text).not.toContain('We send you nothing')
    expect(await db.rows('select id from stops where ended_at is null')).toEqual([])
  })

  it('offers whom only the post reaches the one reminder that a letter can be, and promises nobody one that none can', async () => {
    const morag = await charity.person('Morag', { groups: [mill], email: null })
    const visitor = await signedIn(morag)
    await visitor.open('/my/messages')
    expect(visitor.text).toContain('neither an e-mail nor a text nor a letter of ours reaches you')
    expect(visitor.text).not.toMatch(/A (week|day) before/)
    await visitor.press('Save', { 'Ring me if you haven’t seen me for a while': 'ticked' })
    const wished = () =>
      one(
        'select reminder_week, reminder_day, letter_reminders, ring_if_not_seen from people where id = $1',
        [morag],
      )
    const untouched = { reminder_week: true, reminder_day: true, letter_reminders: false }
    expect(await wished()).toEqual({ ...untouched, ring_if_not_seen: true })

    await db.rows(
      `insert into person_addresses (person_id, address_id) values ($1, address_row('post', 'Morag Example, 12 Example Road'))`,
      [morag],
    )
    await visitor.open('/my/messages')
    expect(visitor.text).toContain('for the day before the post is too slow')
    expect(visitor.text).not.toContain('A day before')
    await db.rows('update people set reminder_week = false where id = $1', [morag])
    await visitor.press('Save', { 'A reminder by letter, a week before': 'ticked' })
    expect(await wished()).toMatchObject({ reminder_week: true, reminder_day: true, letter_reminders: true })

    // With a mobile and a yes to texts there are both again.
    await db.rows(
      `insert into person_addresses (person_id, address_id) values ($1, address_row('phone', '07700 900123'))`,
      [morag],
    )
    await db.rows('update people set texts_ok = true where id = $1', [morag])
    expect((await visitor.open('/my/messages')).text).toMatch(/A week before.*A day before/)
  })

  it('one member can change nothing of another', async () => {
    const morag = await charity.person('Morag', { groups: [mill] })
    const ewan = await charity.person('Ewan', { groups: [mill] })
    const asMorag = { kind: 'member', personId: morag, sessionId: null } as const
    expect(
      await transact(db.app, asMorag, (tx) =>
        changeDetails(tx, { personId: morag, details: { called: 'Mo' } }),
      ),
    ).toEqual({ ok: true })
    expect(
      await transact(db.app, asMorag, (tx) =>
        changeDetails(tx, { personId: ewan, details: { called: 'Mo' } }),
      ),
    ).toEqual({
      ok: false,
      reason: 'not found',
    })
    await expect(transact(db.app, asMorag, (tx) => stubFor(tx, ewan))).rejects.toThrow('not theirs')
  })
})

describe('registered by staff', () => {
  const morag = (groupId: string) => ({
    called: 'Morag',
    addresses: [{ kind: 'phone' as const, value: '01632 960 777' }],
    groupId,
    begins: 'call me' as const,
  })

  it('a coordinator registers somebody for their own group; the same name and number is the same person', async () => {
    const coordinator = await charity.staff(['coordinator'], [mill])
    const first = await transact(db.app, coordinator, (tx) => registerPerson(tx, morag(mill)))
    const second = await transact(db.app, coordinator, (tx) =>
      registerPerson(tx, {
        ...morag(mill),
        called: 'morag',
        addresses: [{ kind: 'phone', value: '+44 1632 960777' }],
      }),
    )
    expect(first).toMatchObject({ ok: true, known: false })
    expect(second).toMatchObject({ ok: true, known: true })
    expect(first.personId).toBe(second.personId)
    expect(
      await transact(db.app, coordinator, (tx) =>
        findPerson(tx, { kind: 'phone', value: '01632960777', called: 'MORAG' }),
      ),
    ).toBe(first.personId)
    expect(await transact(db.app, coordinator, (tx) => stubFor(tx, first.personId))).toBe(
      await transact(db.app, coordinator, (tx) => stubFor(tx, first.personId)),
    )
  })

  it('not for a group that is another’s, and never somebody who died', async () => {
    const coordinator = await charity.staff(['coordinator'], [mill])
    await expect(transact(db.app, coordinator, (tx) => registerPerson(tx, morag(online)))).rejects.toThrow(
      'not theirs',
    )
    const gone = await charity.person('Morag', { email: null, phone: '01632 960 777' })
    await db.rows('insert into deaths (person_id) values ($1)', [gone])
    expect(await transact(db.app, coordinator, (tx) => registerPerson(tx, morag(mill)))).toEqual({
      ok: false,
      reason: 'someone who died',
      personId: gone,
    })
  })

  it('letting in twice says so', async () => {
    const leader = await charity.staff(['facilitator'], [online])
    const person = await charity.person('Morag', { groups: [online], letIn: true })
    const member = await one<{ id: string }>('select id from members where person_id = $1', [person])
    expect(await transact(db.app, leader, (tx) => letIn(tx, { memberId: member?.id ?? '' }))).toEqual({
      ok: false,
      reason: 'let in already',
    })
    const stranger = await charity.staff(['facilitator'], [mill])
    expect(await transact(db.app, stranger, (tx) => letIn(tx, { memberId: member?.id ?? '' }))).toEqual({
      ok: false,
      reason: 'not a member',
    })
  })
})
