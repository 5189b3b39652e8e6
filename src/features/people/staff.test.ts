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
const one = async <Row extends object>(sql: string, values: unknown[]) =>
  (await db.rows<Row & Record<string, unknown>>(sql, values))[0]

describe('the list of people', () => {
  it('is searched in one box, and kept to whom one sees', async () => {
    await make.person('Morag', { groups: [scotland], fullName: 'Morag Heather', phone: '01632 960001' })
    await make.person('Jean', { groups: [dorset] })
    const visitor = await as('coordinator', [scotland])
    await visitor.open('/staff/people?q=01632+960001')
    expect(visitor.heading).toBe('People')
    expect(visitor.text).toContain('Morag Heather')
    await visitor.open('/staff/people?q=jean')
    expect(visitor.text).toContain('Nobody is found')
    await visitor.open(
      '/staff/people?q=%F0%9F%98%80%27%22%3Cscript%3E%E2%80%AE&group=no&only=nothing&after=x&from=y',
    )
    expect(visitor.status).toBe(200)
    expect(visitor.html).not.toContain('<script>"')
  })

  it('turns its pages without losing or doubling anybody', async () => {
    const many = await make.group('Many')
    for (let i = 0; i < 60; i++)
      await make.person(i % 2 ? 'Same Name' : `Person ${i}`, { groups: [many], email: null })
    const visitor = await as('coordinator', [many])
    const seen: string[] = []
    await visitor.open('/staff/people')
    for (let page = 1; page <= 2; page++) {
      seen.push(
        ...[...visitor.html.matchAll(/\/staff\/people\/([0-9a-f-]{36})/g)].map((match) => match[1] ?? ''),
      )
      const next = /href="([^"]*after=[^"]*)"/.exec(visitor.html)?.[1]
      if (page === 1) {
        expect(next).toBeTruthy()
        await visitor.open((next ?? '').replaceAll('&amp;', '&'))
      } else expect(next).toBeUndefined()
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })

  it('is not there for roles without people', async () => {
    for (const role of ['evaluator', 'campaigner', 'health professional', 'nurse'] as const)
      expect((await (await as(role)).open('/staff/people')).status).toBe(403)
    expect((await new Visitor(app).open('/staff/people')).heading).not.toBe('People')
  })
})

describe('a person’s page', () => {
  it('shows what there is, and notes that it was looked at', async () => {
    const person = await make.person('Isla', { groups: [scotland], letIn: false, phone: '01632 960002' })
    const session = await make.session(scotland, 48)
    await make.call(person, { groupId: scotland })
    await db.rows(
      `insert into emergency_contacts (person_id, name, phone) values ($1, 'Her son', '01632 960009')`,
      [person],
    )
    const coordinator = await as('coordinator', [scotland])
    await coordinator.open(`/staff/people/${person}`)
    expect(coordinator.heading).toBe('Isla')
    expect(coordinator.title).not.toContain('Isla')
    for (const words of ['01632 960002', 'Scotland online', 'Welcome call', 'Her son', 'Not let in yet'])
      expect(coordinator.text).toContain(words)
    expect(
      await one(`select verb, table_name from audit_log where subject_id = $1 and verb = 'looked'`, [person]),
    ).toEqual({ verb: 'looked', table_name: 'people' })

    // An administrator goes from here to who looked; nobody else is shown the way.
    expect(coordinator.html).not.toContain('/staff/audit')
    const administrator = await (await as('administrator')).open(`/staff/people/${person}`)
    const log = /href="([^"]*)"[^>]*>Who looked at this record/.exec(administrator.html)?.[1] ?? ''
    await administrator.open(log.replaceAll('&amp;', '&'))
    expect(administrator.heading).toBe('Audit log')
    expect(administrator.text).toMatch(/Looked at What People About Isla/)

    // Dates are words, for who listens to the page too.
    expect(coordinator.text).not.toMatch(/\d{4}-\d{2}-\d{2}/)
    await coordinator.press('Hopes to come')
    expect(coordinator.text).toContain('Noted that they hope to come.')
    expect(
      await one(`select state from places where person_id = $1 and session_id = $2`, [person, session]),
    ).toEqual({
      state: 'kept',
    })
    await coordinator.press('Let them in')
    expect(coordinator.text).toContain('They are let in.')
    expect(
      await one(`select let_in_at is not null as done from members where person_id = $1`, [person]),
    ).toEqual({
      done: true,
    })
    await coordinator.press('Save', { 'Bear in mind': 'Hears badly on the left' })
    expect(coordinator.text).toContain('Hears badly on the left')
    expect(coordinator.text).toContain('what to bear in mind: “–” became “Hears badly on the left”')
  })

  it('says which reminders really reach them', async () => {
    const jean = await make.person('Jean', { groups: [dorset] })
    const visitor = await as('coordinator', [dorset])
    const reminders = async () =>
      /Reminders (.*?) (?:Letters|Asked to be rung|Change details)/.exec(
        (await visitor.open(`/staff/people/${jean}`)).text,
      )?.[1]
    expect(await reminders()).toBe('a week and a day before')
    await db.rows(
      `insert into person_addresses (person_id, address_id) values ($1, address_row('post', 'Jean Example, 12 Example Road'))`,
      [jean],
    )
    await db.rows(
      `update addresses a set wrong_at = clock() from person_addresses pa
       where pa.address_id = a.id and pa.person_id = $1 and a.kind = 'email'`,
      [jean],
    )
    expect(await reminders()).toBe('none: by post only who asks for them gets them')
    await db.rows('update people set letter_reminders = true where id = $1', [jean])
    expect(await reminders()).toBe('by letter, a week before')
    await db.rows(`insert into stops (person_id, what) values ($1, 'reminders')`, [jean])
    expect(await reminders()).toBe('none, as they asked')
    await db.rows('delete from stops where person_id = $1', [jean])
    await db.rows(`delete from person_addresses where person_id = $1`, [jean])
    expect(await reminders()).toBe('none: no e-mail, text or letter reaches them')
  })

  it('offers no place at a telephone hour', async () => {
    const poole = await make.group('Poole', { kind: 'in person', limit: 12 })
    await db.rows(`update sessions set telephone = '01632 960 100' where id = $1`, [
      await make.session(poole, 70),
    ])
    const jean = await make.person('Jean', { groups: [poole] })
    const page = await (await as('coordinator', [poole])).open(`/staff/people/${jean}`)
    expect(page.text).toContain('By telephone: whoever likes rings')
    expect(page.text).not.toMatch(/Keep a place|Hopes to come/)
  })

  it('shows the emergency contact to the group’s own staff alone', async () => {
    const person = await make.person('Una', { groups: [scotland] })
    await db.rows(`insert into emergency_contacts (person_id, name) values ($1, 'Her brother')`, [person])
    expect((await (await as('facilitator', [scotland])).open(`/staff/people/${person}`)).text).toContain(
      'Her brother',
    )
    expect((await (await as('safeguarding lead')).open(`/staff/people/${person}`)).text).not.toContain(
      'Her brother',
    )
    expect((await (await as('administrator')).open(`/staff/people/${person}`)).text).not.toContain(
      'Her brother',
    )
  })

  it('keeps what was to be borne in mind and whom they had named after a death, with nothing to press or to ring', async () => {
    const person = await make.person('Morag', { groups: [scotland], phone: '01632 960003' })
    await db.rows(
      `insert into emergency_contacts (person_id, name, phone, where_i_am) values ($1, 'Her son', '01632 960009', 'At home')`,
      [person],
    )
    await db.rows(`update people set bear_in_mind = 'Hears badly on the left' where id = $1`, [person])
    const coordinator = await as('coordinator', [scotland])
    const page = async () => (await coordinator.open(`/staff/people/${person}`)).html
    expect(await page()).toContain('href="tel:01632960009"')
    await db.rows(`insert into deaths (person_id, told_by, sure) values ($1, 'Her son', 'told')`, [person])
    const html = await page()
    expect(coordinator.text).toMatch(
      /From before they died To bear in mind Hears badly on the left Emergency contact Her son, 01632 960009/,
    )
    expect(coordinator.text).not.toMatch(/In an emergency|At home/)
    expect(html).not.toContain('tel:')
    expect(html).not.toContain('bear-in-mind')
  })

  it('is not found by staff of another group, nor by a helper without a call', async () => {
    const person = await make.person('Ailsa', { groups: [scotland] })
    for (const visitor of [await as('coordinator', [dorset]), await as('helper')]) {
      expect((await visitor.open(`/staff/people/${person}`)).status).toBe(404)
      expect((await visitor.open(`/staff/people/${person}/details`)).status).toBe(404)
      await visitor.send(`/staff/people/${person}/details`, new URLSearchParams({ called: 'Changed' }))
      expect(visitor.status).toBe(404)
    }
    expect(await one(`select called from people where id = $1`, [person])).toEqual({ called: 'Ailsa' })
    expect((await (await as('administrator')).open('/staff/people/not-an-id')).status).toBe(404)
  })

  it('says which group a form was for that somebody has to look at, until they have', async () => {
    const person = await make.person('Una', { groups: [dorset] })
    await db.rows(
      `insert into joinings (group_id, state, person_id, answers, expires_at, done_at, look_why)
       values ($1, 'done', $2, '{"called": "Una"}', clock() + interval '30 days', clock(), 'not confirmed')`,
      [scotland, person],
    )
    const visitor = await (await as('coordinator', [dorset])).open(`/staff/people/${person}`)
    expect(visitor.text).toContain('Would like to join: Scotland online')
    await visitor.press('I have looked')
    await visitor.open(`/staff/people/${person}`)
    expect(visitor.text).not.toContain('Would like to join')
  })

  it('counts no absence: only when they came', async () => {
    const person = await make.person('Rona', { groups: [scotland] })
    await make.session(scotland, -72)
    const came = await make.session(scotland, -24)
    await db.rows(
      `with s as (insert into stubs (person_id) values ($1) returning id)
       insert into visits (session_id, group_id, stub_id) select $2, $3, id from s`,
      [person, came, scotland],
    )
    const visitor = await (await as('facilitator', [scotland])).open(`/staff/people/${person}`)
    const part = visitor.text.slice(visitor.text.indexOf('Came'))
    expect(part.match(/Scotland online/g)?.length).toBeGreaterThanOrEqual(1)
    expect(visitor.text).not.toMatch(/absent|missed|did not come|no-show|attend/i)
  })
})

describe('changing what is known', () => {
  it('saves details, and shows the form again when something is wrong', async () => {
    const person = await make.person('Kirsty', { groups: [scotland] })
    const visitor = await (await as('coordinator', [scotland])).open(`/staff/people/${person}/details`)
    await visitor.press('Save', { 'What to call them': '', 'Dietary needs': 'No nuts' })
    expect(visitor.status).toBe(422)
    expect(visitor.title).toMatch(/^Error: /)
    expect(visitor.text).toContain('Enter what to call them')
    expect(visitor.html).toContain('No nuts')
    await visitor.press('Save', { 'What to call them': 'Kirstie <b>', 'A message on voicemail': 'ticked' })
    expect(
      await one(`select called, dietary, voicemail_ok, reminder_week from people where id = $1`, [person]),
    ).toEqual({ called: 'Kirstie <b>', dietary: 'No nuts', voicemail_ok: true, reminder_week: true })
    expect(visitor.heading).toBe('Kirstie <b>')
    expect(visitor.html).not.toContain('Kirstie <b>')
  })

  it('adds addresses, marks them wrong and right again', async () => {
    const person = await make.person('Elspeth', { groups: [scotland], email: 'elspeth@example.org' })
    const visitor = await (await as('coordinator', [scotland])).open(`/staff/people/${person}/addresses`)
    await visitor.press('Add', { 'Phone number': 'ticked', 'Address or number': 'not a number' })
    expect(visitor.text).toContain('Enter a phone number')
    await visitor.press('Add', { 'Phone number': 'ticked', 'Address or number': '01632 960003' })
    expect(visitor.text).toContain('01632 960003')
    await visitor.open(`/staff/people/${person}/addresses`)
    await visitor.press('Mark as wrong elspeth@example.org')
    expect(
      await one(
        `select wrong_at is not null as wrong from addresses where value = 'elspeth@example.org'`,
        [],
      ),
    ).toEqual({ wrong: true })
    await visitor.open(`/staff/people/${person}/addresses`)
    await visitor.press('It is right after all')
    expect(await one(`select wrong_at from addresses where value = 'elspeth@example.org'`, [])).toEqual({
      wrong_at: null,
    })
  })

  it('does nothing to an address that is somebody else’s', async () => {
    const person = await make.person('Ishbel', { groups: [scotland] })
    await make.person('Other', { groups: [dorset], email: 'other@example.org' })
    const other = await one<{ id: string }>(`select id from addresses where value = 'other@example.org'`, [])
    const visitor = await as('coordinator', [scotland])
    await visitor.send(
      `/staff/people/${person}/addresses/wrong`,
      new URLSearchParams({ addressId: other?.id ?? '' }),
    )
    expect(await one(`select wrong_at from addresses where id = $1`, [other?.id])).toEqual({ wrong_at: null })
  })

  it('pauses and stops messages as they asked, and lets them come again', async () => {
    const person = await make.person('Seonaid', { groups: [scotland] })
    const visitor = await (await as('coordinator', [scotland])).open(`/staff/people/${person}/stops`)
    await visitor.press('Save', { 'A pause': 'ticked', 'For how many weeks?': '3' })
    expect(visitor.text).toContain('Messages are paused until')
    await visitor.open(`/staff/people/${person}/stops`)
    await visitor.press('Save', { 'No messages at all': 'ticked' })
    expect(
      await db.rows(`select what from stops where person_id = $1 and ended_at is null`, [person]),
    ).toEqual([{ what: 'all' }])
    await db.rows(
      `insert into messages (kind, person_id, state, stopped_why) values ('left group', $1, 'stopped', 'stopped all')`,
      [person],
    )
    await visitor.open(`/staff/people/${person}`)
    expect(visitor.text).toContain('Left the group State Not sent. They asked for no messages.')
    await visitor.open(`/staff/people/${person}/stops`)
    await visitor.press('Save', { 'Messages as usual': 'ticked' })
    expect(await db.rows(`select from stops where person_id = $1 and ended_at is null`, [person])).toEqual([])
  })

  it('lets somebody leave a group', async () => {
    const person = await make.person('Beathag', { groups: [scotland] })
    const visitor = await (await as('coordinator', [scotland])).open(`/staff/people/${person}`)
    const leave = /href="(\/staff\/people\/[^"]*\/leave\/[^"]*)"/.exec(visitor.html)?.[1] ?? ''
    await visitor.open(leave)
    expect(visitor.heading).toBe('Beathag leaves Scotland online')
    await visitor.press('Leave the group')
    expect(visitor.text).toContain('They have left the group')
    expect(
      await one(`select left_at is not null as gone from members where person_id = $1`, [person]),
    ).toEqual({
      gone: true,
    })
  })
})

describe('adding someone who rang', () => {
  const add = (visitor: Visitor, typed: Record<string, string>) =>
    visitor.press('Add them', { 'They said yes': 'ticked', ...typed })

  it('keeps what they said, the consent with its words, and a call', async () => {
    const visitor = await (await as('helper')).open('/staff/people/new')
    await add(visitor, {
      'What to call them': 'Peigi',
      'Phone number': '01632 960004',
      'When it suits them': 'evenings',
    })
    expect(visitor.heading).toBe('Peigi')
    expect(visitor.text).toContain('They are added.')
    const person = await one<{ id: string }>(`select id from people where called = 'Peigi'`, [])
    expect(await one(`select why, suits from calls where person_id = $1`, [person?.id])).toEqual({
      why: 'welcome',
      suits: 'evenings',
    })
    expect(
      await one(`select given, way, words from consents where person_id = $1`, [person?.id]),
    ).toMatchObject({
      given: true,
      way: 'phone',
      words: expect.stringContaining('Do you agree'),
    })
  })

  it('asks for a way to reach them and for their yes', async () => {
    const visitor = await (await as('administrator')).open('/staff/people/new')
    await visitor.press('Add them', { 'What to call them': 'Nobody' })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Tick when they said yes')
    await add(visitor, { 'What to call them': 'Nobody' })
    expect(visitor.text).toContain('Enter one way to reach them')
    expect(await db.rows(`select from people where called = 'Nobody'`)).toEqual([])
  })

  it('adds nobody twice, and nobody who died', async () => {
    const known = await make.person('Mairi', { phone: '01632 960005' })
    const visitor = await (await as('administrator')).open('/staff/people/new')
    await add(visitor, { 'What to call them': 'mairi', 'Phone number': '+44 1632 960005' })
    expect(visitor.text).toContain('is known already')
    expect(visitor.path).toContain(known)
    await db.rows(`insert into deaths (person_id) values ($1)`, [known])
    await visitor.open('/staff/people/new')
    await add(visitor, { 'What to call them': 'Mairi', 'Phone number': '01632 960005' })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('are like those of somebody who has died')
    expect(await db.rows(`select from people where called ilike 'mairi'`)).toHaveLength(1)
    // A human has looked: a namesake at the same number is somebody else.
    await visitor.press('Add them', { 'It is someone else: I have looked': 'ticked' })
    expect(visitor.text).toContain('They are added.')
    expect(
      await db.rows(`select has_died(id) as died from people where called ilike 'mairi' order by 1`),
    ).toEqual([{ died: false }, { died: true }])
  })

  it('lets a coordinator add to their own groups only', async () => {
    const visitor = await (await as('coordinator', [scotland])).open('/staff/people/new')
    expect(visitor.text).not.toContain('Dorset')
    await visitor.send(
      '/staff/people/new',
      new URLSearchParams({ called: 'Trick', phone: '01632 960006', groupId: dorset, agreed: 'yes' }),
    )
    expect(visitor.status).toBe(422)
    expect(await db.rows(`select from people where called = 'Trick'`)).toEqual([])
    await visitor.open('/staff/people/new')
    await add(visitor, {
      'What to call them': 'Catriona',
      'Phone number': '01632 960007',
      'Group they would like to join': scotland,
    })
    expect(visitor.heading).toBe('Catriona')
    expect(visitor.text).toContain('Scotland online')
  })
})

describe('when someone has died', () => {
  it('is recorded from their page in one form, and shown quietly, and taken back', async () => {
    const person = await make.person('Effie', { groups: [scotland] })
    await make.call(person, { groupId: scotland })
    const visitor = await (await as('facilitator', [scotland])).open(`/staff/people/${person}`)
    expect(visitor.html).toContain('href="mailto:')
    await visitor.open(`/staff/people/${person}/died`)
    expect(visitor.heading).toBe('Effie has died')
    await visitor.press('Record that they died', { 'Who told you?': '' })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Enter who told you')
    await visitor.press('Record that they died', {
      'Who told you?': 'her sister',
      Earlier: 'ticked',
      Day: '31',
      Month: '2',
      Year: '2026',
    })
    expect(visitor.text).toContain('Enter a day that is not in the future')
    await visitor.press('Record that they died', { 'Who told you?': 'her sister', Today: 'ticked' })
    expect(visitor.text).toContain('No message or call reaches them any more.')
    // Nothing speaks as if they could still wish or be reminded.
    expect(visitor.text).not.toContain('a week and a day before')
    const colleague = await (await as('coordinator', [scotland])).open(`/staff/people/${person}`)
    expect(colleague.text).toContain('Their record is to be erased')
    expect(visitor.text).toContain('Told by: her sister')
    expect(visitor.text).toContain('1 call on the list.')
    expect(visitor.text).not.toContain('Let them in')
    // One wrong press must not write to them or ring them.
    expect(visitor.html).not.toContain('href="mailto:')
    expect(
      await one(`select sure, told_on is not null as day from deaths where person_id = $1`, [person]),
    ).toEqual({
      sure: 'told',
      day: true,
    })
    // A slip in who told whom is put right without taking anything back, which would write to them again.
    await visitor.open(`/staff/people/${person}/died/told`)
    await visitor.press('Save', { 'Who told you?': '' })
    expect(visitor.text).toContain('Enter who told you')
    await visitor.press('Save', { 'Who told you?': 'her sister Ann', Day: '1', Month: '2', Year: '2026' })
    expect(visitor.text).toContain('Everything stays stopped.')
    expect(visitor.text).toContain('Told by: her sister Ann, heard on 1 February 2026')
    expect(
      await one(
        `select d.mistake_at, c.outcome from deaths d join calls c using (person_id) where d.person_id = $1`,
        [person],
      ),
    ).toEqual({ mistake_at: null, outcome: 'no longer needed' })
    // One press asks, and changes nothing: the two buttons stand beside each other on a phone.
    expect(visitor.html).toContain(`method="get" action="/staff/people/${person}/not-died"`)
    await visitor.open(`/staff/people/${person}/not-died`)
    expect(visitor.heading).toBe('Was it a mistake?')
    expect(visitor.text).toContain('Messages to them go out again at once.')
    expect(visitor.text).toContain('1 call on the list.')
    expect(await one(`select mistake_at from deaths where person_id = $1`, [person])).toEqual({
      mistake_at: null,
    })
    await visitor.press('It was a mistake: put everything back')
    expect(visitor.text).toContain('That is put right.')
    await visitor.open(`/staff/people/${person}/not-died`)
    expect(visitor.text).toContain('There is no record of a death to take back.')
    expect(await one(`select ended_at from calls where person_id = $1`, [person])).toEqual({ ended_at: null })
    // For a week whoever opens the page reads it: somebody may have spoken of a death.
    await colleague.open(`/staff/people/${person}`)
    expect(colleague.text).not.toContain('has died')
    expect(colleague.text).toContain(
      'It was recorded by mistake that they died. That is put right. Put right by',
    )
    await db.rows(`update deaths set mistake_at = clock() - interval '8 days' where person_id = $1`, [person])
    expect((await colleague.open(`/staff/people/${person}`)).text).not.toContain('by mistake')
  })
})
