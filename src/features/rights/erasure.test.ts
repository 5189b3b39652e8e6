import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordDeath } from '#features/bereavement/bereavement.ts'
import { joiningPath } from '#features/people/people.ts'
import { keepPlace, workWaitingList } from '#features/places/places.ts'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { type CopyRow, copyOf } from './copy.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let services: ReturnType<typeof testServices>
let charity: ReturnType<typeof smallCharity>
let mill: string
let session: string
let staff: Record<'administrator' | 'second' | 'coordinator', Awaited<ReturnType<typeof charity.staff>>>

beforeAll(async () => {
  db = await testDatabase()
  services = testServices(db)
  app = createApp(services)
  charity = smallCharity(db)
  mill = await charity.group('The Mill', { kind: 'in person', limit: 5 })
  session = await charity.session(mill, 48)
  staff = {
    administrator: await charity.staff(['administrator']),
    second: await charity.staff(['administrator']),
    coordinator: await charity.staff(['coordinator', 'facilitator'], [mill]),
  }
})
afterAll(() => db.drop())
beforeEach(() => db.rows('truncate rate_limits'))

const asProgram = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, system('a test'), work)
const as = (who: keyof typeof staff) => new Visitor(app).carrying(staff[who].cookie)
const one = async (query: string, values: unknown[] = []) =>
  (await db.rows<{ id: string }>(query, values))[0]?.id ?? ''
async function mine(personId: string): Promise<Visitor> {
  const { token, hash } = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, device, expires_at) values ($1, $2, 'Zqphone', clock() + interval '1 day')`,
    [personId, hash],
  )
  return new Visitor(app).carrying(`my=${token}`)
}
const typed = (fields: Record<string, string>) => new URLSearchParams(fields)

/** Everything that a dump of the whole database would hold, searched for what only one person ever was. */
async function traces(markers: RegExp): Promise<string[]> {
  const tables = await db.rows<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables)
    for (const { row } of await db.rows<{ row: string }>(
      `select t::text as row from ${name} t where t::text ~* $1`,
      [markers.source],
    ))
      found.push(`${name}: ${row}`)
  return found
}

/** Nobody else is called, mailed or rung so. */
const markers = /zebedina|quarkwhistle|zqmark|zq\.marker|960 ?[^0-9]?777|960777|xylophone|9zq/

/** Somebody who used everything, through the real forms wherever there is one. */
async function markedPerson(): Promise<{ id: string; visitor: Visitor }> {
  const join = await new Visitor(app).open('/groups/the-mill/join')
  await join.press('Continue', { Me: 'ticked' })
  await join.press('Continue', { 'What shall we call you?': 'Zebedina' })
  await join.press('Continue', {
    'E-mail': 'ticked',
    'E-mail address': 'zq.marker@example.org',
    'Phone number': '01632 960 777',
  })
  await join.press('Continue', { 'Please call me first': 'ticked' })
  for (let step = 0; step < 12 && !join.html.includes('for="consent"'); step++)
    await join.press('Continue', join.heading === 'Which sessions?' ? { 'I’ll decide later': 'ticked' } : {})
  const agreement = /for="consent">([^<]*)/.exec(join.html)?.[1] ?? ''
  await join.press('Continue', { [agreement.replaceAll('&amp;', '&')]: 'ticked' })
  await join.press('Send')
  const joining = await one(
    `select joining_id as id from messages where kind = 'confirm address' order by created_at desc limit 1`,
  )
  const visitor = await new Visitor(app).open(joiningPath(services.secret, 'confirm address', joining))
  await visitor.press('Yes, this is my address')
  const id = await one(`select id from people where called = 'Zebedina'`)
  expect(id).not.toBe('')

  await (await visitor.open('/my/details')).press('Save', {
    'Food: what you eat or don’t eat': 'Zqmark soup',
    'What makes coming easier': 'Zqmark chair',
    'Anything we should know': 'Zqmark note',
  })
  await (await visitor.open('/my/emergency')).send(
    '/my/emergency',
    typed({ name: 'Zqmark sister', phone: '01632 960 777', where: 'Zqmark home' }),
  )
  await visitor.send(
    '/my/reach/post',
    typed({ letters: '', value: 'Zebedina Quarkwhistle\n7 Xylophone Mews\nExampleton\nEX9 9ZQ' }),
  )
  await visitor.send('/my/reach/email', typed({ value: 'zq.marker.2@example.org' }))
  await visitor.send('/my/consent', typed({ purpose: 'news and campaign', answer: 'yes' }))
  await visitor.send('/my/consent', typed({ purpose: 'stories', answer: 'no' }))
  await visitor.send(`/my/sessions/${session}/keep`, typed({}))
  await visitor.send('/my/messages/pause', typed({ until: 'month' }))

  const coordinator = as('coordinator')
  await coordinator.send(`/staff/people/${id}/bear-in-mind`, typed({ bearInMind: 'Zqmark in mind' }))
  await coordinator.send(
    `/staff/people/${id}/died`,
    typed({ toldBy: 'Zqmark neighbour', sure: 'told', when: 'today' }),
  )
  await coordinator.send(`/staff/people/${id}/not-died`, typed({}))
  await (await as('administrator').open(`/staff/people/${id}/details`)).press('Save', {
    'Full name': 'Zebedina Quarkwhistle',
    'How they heard of us': 'Zqmark flyer',
  })
  await (await as('administrator').open(`/staff/people/${id}/hold`)).press('Place the hold', {
    'Why it has to be kept': 'Zqmark court',
  })
  return { id, visitor: await mine(id) }
}

/** What no form of this small charity reaches: every text of every row that is theirs says the word as well. */
async function markEveryRow(id: string): Promise<void> {
  await db.rows(
    `insert into messages (kind, person_id, state, sent_to, subject, body_text, body_html, details)
    values ('joined', $1, 'sent', 'zq.marker@example.org', 'Zqmark', 'Dear Zebedina', '<p>Dear Zebedina</p>', '{"who": "Zqmark"}')`,
    [id],
  )
  await db.rows(
    `insert into calls (person_id, why, suits, note, ended_at, outcome) values ($1, 'other', 'Zqmark evening', 'Zqmark', clock(), 'spoke')`,
    [id],
  )
  await db.rows(
    `insert into call_tries (call_id, outcome, note) select id, 'spoke', 'Zqmark' from calls where person_id = $1`,
    [id],
  )
  await db.rows(`insert into wishes (person_id, by_whom, how) values ($1, 'Zqmark', 'Zqmark')`, [id])
  await db.rows(
    `insert into incoming_texts (person_id, from_number, body, meaning) values ($1, '01632 960777', 'Zqmark', 'words'), (null, '01632 960777', 'Zqmark', 'words')`,
    [id],
  )
  await db.rows(
    `insert into joinings (state, email, answers, expires_at) values ('draft', 'zq.marker@example.org', '{"called": "Zebedina"}', clock() + interval '3 days')`,
  )
  // They simply came by once, under a first name, and were linked later.
  const stub = await one(
    `with s as (insert into stubs default values returning id) insert into walk_ins (stub_id, group_id, first_name)
    select id, $1, 'Zebedina' from s returning stub_id as id`,
    [mill],
  )
  await db.rows(`insert into visits (session_id, group_id, stub_id) values ($1, $2, $3)`, [
    session,
    mill,
    stub,
  ])
  await asProgram((tx) => sql`select link_walk_in(${stub}::uuid, ${id}::uuid)`.execute(tx))
  const columns = await db.rows<{ table: string; column: string; link: string }>(
    `select k.conrelid::regclass::text as table, quote_ident(a.attname) as column, quote_ident(l.attname) as link
     from pg_constraint k join pg_attribute l on l.attrelid = k.conrelid and l.attnum = k.conkey[1]
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'text'::regtype
     where k.contype = 'f' and k.confrelid = 'people'::regclass and k.conrelid <> 'consents'::regclass and k.confdeltype = 'c'`,
  )
  for (const { table, column, link } of columns)
    await db
      .rows(`update ${table} set ${column} = coalesce(${column}, '') || ' Zqmark' where ${link} = $1`, [id])
      .catch((error: { code?: string }) => {
        // A list of values, or a key: nothing of theirs can stand in it.
        if (!/^235(14|03|05)/.test(`${error.code}`)) throw error
      })
}

describe('somebody who used everything', { timeout: 60_000 }, () => {
  let id = ''
  let visitor: Visitor
  let copy: {
    sections: { title: string; rows: CopyRow[] }[]
    campaign: CopyRow | null
    log: { by: string; verb: string; fields: string[] }[]
  }
  let other = ''

  it('gets a copy of all of it, by themselves, to read and as data, and nothing of anybody else', async () => {
    ;({ id, visitor } = await markedPerson())
    await markEveryRow(id)
    await db.rows('update messages set claimed_until = clock() where person_id = $1', [id])
    await db.rows(`update people set diagnosed_in = '2026-05-01' where id = $1`, [id])
    other = await charity.person('Una', { groups: [mill], fullName: 'Una Underhill' })
    await visitor.open('/my/copy')
    await visitor.press('Show my copy')
    expect(visitor.heading).toBe('A copy of everything we hold about you')
    for (const word of [
      'Zqmark soup',
      'Zqmark in mind',
      'Xylophone Mews',
      'Dear Zebedina',
      'Zqmark sister',
      'The Mill',
      'coordinator',
    ])
      expect(visitor.text, word).toContain(word)
    // A month is a month, and whoever reads it on paper finds why it is kept and whom to ask.
    expect(visitor.text).toMatch(/Month of diagnosis May 2026/)
    expect(visitor.text).toMatch(/how long they stay: http\S+\/privacy ?, http\S+\/privacy\/how-long/)
    expect(visitor.text).toContain('complain to the Information Commissioner’s Office')
    expect(visitor.text).not.toMatch(/Una|Underhill|Zqmark neighbour|Zqmark court/)
    expect(visitor.text).not.toContain(staff.coordinator.name)
    await visitor.open('/my/copy')
    await visitor.press('Save my copy as data (JSON)')
    copy = JSON.parse(visitor.html)
    expect(copy.campaign).toMatchObject({ name: expect.stringContaining('Quarkwhistle') })
    expect(copy.log.some((entry) => entry.verb === 'looked' && entry.by.includes('coordinator'))).toBe(true)
    expect(JSON.stringify(copy)).not.toMatch(/token|hash/)
    // What only the machine needs stands in the log neither.
    expect(copy.log.flatMap((entry) => entry.fields)).toContain('dietary')
    expect(copy.log.flatMap((entry) => entry.fields)).not.toContain('claimed_until')
    // Whose address it is, with the address; what it is comes before when.
    const whose = copy.sections.find(({ title }) => title.startsWith('Whose address'))?.rows ?? []
    expect(whose.map((row) => row.address)).toContain('zq.marker@example.org')
    expect(Object.keys(whose[0] ?? {}).at(0)).toBe('address')
    expect(Object.keys(whose[0] ?? {}).at(-1)).toMatch(/_at$/)
    // Nor ids of rows, of colleagues among them.
    expect(JSON.stringify(copy.sections)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
    const rows = copy.sections.filter((section) => section.rows.length > 0).map((section) => section.title)
    expect(rows).toEqual(
      expect.arrayContaining([
        'About you',
        'How to reach you',
        'Calls',
        'What we sent you',
        'Sessions you came to',
      ]),
    )
    const deeds = await db.rows(
      `select from audit_log where verb = 'did' and table_name = 'copies' and subject_id = $1`,
      [id],
    )
    expect(deeds).toHaveLength(2)
  })

  it('is kept by a legal hold, whoever asks, with a plain sentence', async () => {
    await visitor.open('/my/erase')
    expect(visitor.text).toContain('has to be kept for now')
    await visitor.send('/my/erase', typed({}))
    expect(await db.rows('select from erasure_requests')).toEqual([])
    const asked = await (await as('coordinator').open(`/staff/people/${id}/erase`)).press(
      'Write the wish down',
      {
        'How they asked, and when': 'Zqmark rang',
      },
    )
    expect(asked.text).toContain('A legal hold keeps this record.')
    expect((await as('administrator').open(`/staff/people/${id}`)).text).toContain(
      'One stands: the record stays',
    )
    await expect(asProgram((tx) => sql`select erase_person(${id}::uuid)`.execute(tx))).rejects.toThrow(
      'a legal hold',
    )
    const admin = await as('administrator').open(`/staff/people/${id}/hold`)
    await admin.press('Place the hold', {
      'Why it has to be kept': 'A letter',
      Day: '1',
      Month: '2',
      Year: '2020',
    })
    expect(admin.text).toContain('Give a day from today on')
    expect(admin.html).toContain('value="2020"')
    await admin.press('End this hold')
    expect(admin.text).toContain('No hold stands.')
    expect(admin.text).toContain('Earlier holds')
    expect(admin.text).toContain(`ended by ${staff.administrator.name}`)
    // One whose last day is over stands no longer, and nobody has to end it.
    await db.rows(
      `insert into legal_holds (person_id, reason, until) values ($1, 'Zqmark insurer', (clock() - interval '2 days')::date)`,
      [id],
    )
    expect((await admin.open(`/staff/people/${id}/hold`)).text).toContain('No hold stands.')
  })

  it('is erased only by somebody else than who asked, and after every place was looked at', async () => {
    // Others wrote about them, and about somebody of the same first name.
    await db.rows(
      `insert into session_records (session_id, group_id, themes) values ($1, $2, 'Zebedina spoke of her scans. Ring 01632-960-777.')`,
      [session, mill],
    )
    await db.rows(`update session_records set themes = themes || ' Zebedina brought cake.'`)
    await db.rows(
      `insert into calls (person_id, why, note) values ($1, 'other', 'Heard of us from a Zebedina in Leeds')`,
      [other],
    )
    const admin = as('administrator')
    await (await admin.open(`/staff/people/${id}/erase`)).press('Write the wish down', {
      'How they asked, and when': 'Zqmark rang',
    })
    const request = await one('select id from erasure_requests')
    const page = `/staff/rights/erasures/${request}`
    await admin.send(`${page}/confirm`, typed({}))
    expect(admin.status).toBe(422)
    expect(admin.text).toContain('There are still places to look at.')
    await db.rows('update calls set note = $2 where person_id = $1 and note is not null', [
      other,
      'A Zebedina in Leeds',
    ])

    const second = await as('second').open(page)
    expect(second.text).toContain('The record of a session')
    expect(second.text).toContain('A call to somebody else')
    const places = [...second.html.matchAll(/name="place" value="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(places).toHaveLength(2)
    for (const place of places)
      await second.send(
        `${page}/place`,
        typed({ place, decision: place.startsWith('calls') ? 'leave' : 'take out' }),
      )
    expect(await db.rows('select themes from session_records')).toEqual([
      { themes: '[…] spoke of her scans. Ring […]. […] brought cake.' },
    ])
    expect(second.text).toContain('Nothing that others wrote is left to look at.')

    // Words that have changed since are looked at again.
    await db.rows(
      `update calls set note = note || ', who knows a Zebedina' where person_id = $1 and note is not null`,
      [other],
    )
    await second.send(`${page}/confirm`, typed({}))
    expect(second.text).toContain('There are still places to look at.')
    const [changed = ''] = [...second.html.matchAll(/name="place" value="([^"]*)"/g)].map(
      ([, place]) => place,
    )
    await second.send(`${page}/place`, typed({ place: changed, decision: 'leave' }))

    await admin.send(`${page}/confirm`, typed({}))
    expect(admin.text).toContain('Another administrator has to confirm it.')
    expect(await db.rows('select from people where id = $1', [id])).toHaveLength(1)
    await (await second.open(page)).press('Erase this record for good')
    expect(second.text).toContain('Nothing is left that leads to them.')
  })

  it('after it a dump of the whole database holds none of their strings, in fields or audit; the visit stays', async () => {
    const left = await traces(markers)
    // The one place that a human left, because it is about somebody else.
    expect(
      left.filter((line) => !line.includes('A Zebedina in Leeds') && !line.includes('a Zebedina in Leeds')),
    ).toEqual([])
    expect(left.length).toBeGreaterThan(0)
    expect(await db.rows('select from visits')).toHaveLength(1)
    expect(await db.rows('select from campaign.supporters')).toEqual([])
    expect(await db.rows('select person_id from erasures')).toEqual([{ person_id: id }])
    await visitor.open('/my')
    expect(visitor.heading).toBe('Ask for a link to my pages')
    expect(await db.rows('select from people where id = $1', [other])).toHaveLength(1)
  })
})

describe('a wish to be erased', { timeout: 30_000 }, () => {
  it('is asked for and taken back on one’s own pages, and stands on the administrator’s list meanwhile', async () => {
    const olive = await charity.person('Olive', { groups: [mill] })
    const visitor = await mine(olive)
    await (await visitor.open('/my/erase')).press('Ask for everything to be deleted')
    expect(visitor.text).toContain('You asked on')
    expect((await as('coordinator').open(`/staff/people/${olive}`)).text).toContain('and not done yet')
    const list = await as('administrator').open('/staff/rights/erasures')
    expect(list.text).toContain('Olive')
    expect(list.text).toContain('Themselves')
    await visitor.press('I have changed my mind: keep my record')
    expect((await as('administrator').open('/staff/rights/erasures')).text).toContain(
      'Nobody waits to be erased.',
    )
  })

  it('of somebody whom a coordinator does not see is not theirs to write down', async () => {
    const pearl = await charity.person('Pearl')
    const asked = await as('coordinator').send(`/staff/people/${pearl}/erase`, typed({ note: 'rang' }))
    expect(asked.status).toBe(404)
    expect((await as('coordinator').open('/staff/rights/erasures')).status).toBe(403)
    expect((await as('coordinator').send(`/staff/people/${pearl}/copy`, typed({ as: 'data' }))).status).toBe(
      403,
    )
  })

  it('looks for each of their names by itself, also when the whole name is what they are called', async () => {
    const wren = await charity.person('Wrenna Thistledown', { groups: [mill] })
    await (await (await mine(wren)).open('/my/erase')).press('Ask for everything to be deleted')
    await db.rows(
      `insert into concerns (group_id, about, what, urgency, raised_by, raised_as, look_by)
       values ($1, 'A member', 'I rang Wrenna today.', 'today', $2, 'facilitator', clock())`,
      [mill, staff.coordinator.accountId],
    )
    const request = await one('select id from erasure_requests where person_id = $1', [wren])
    const page = await as('administrator').open(`/staff/rights/erasures/${request}`)
    expect(page.text).toContain('There are still places to look at.')
    expect(page.text).toContain('A concern, whose words few may read Wrenna Take it out')
  })

  it('leaves a shared address, and what the other one began with it', async () => {
    const email = 'both@example.org'
    const [iris, ivy] = [await charity.person('Iris', { email }), await charity.person('Ivy', { email })]
    await db.rows(
      `insert into joinings (state, email, answers, expires_at) values ('draft', $1, '{"called": "Ivy"}', clock() + interval '1 day'),
        ('draft', $1, '{"called": "Iris"}', clock() + interval '1 day')`,
      [email],
    )
    await asProgram((tx) => sql`select erase_person(${iris}::uuid)`.execute(tx))
    expect(
      await db.rows(`select answers ->> 'called' as called from joinings where email = $1`, [email]),
    ).toEqual([{ called: 'Ivy' }])
    const copy = await asProgram((tx) => copyOf(tx, ivy))
    expect(JSON.stringify(copy)).toContain(email)
    expect(JSON.stringify(copy)).not.toContain('Iris')
  })
})

it('of somebody who has died nobody says that they wish it, and what protects them afterwards is said beforehand', async () => {
  const person = await charity.person('Hestia', { groups: [mill] })
  await db.rows(`insert into deaths (person_id, sure) values ($1, 'confirmed')`, [person])
  const page = await as('coordinator').open(`/staff/people/${person}/erase`)
  expect(page.heading).toBe('Hestia’s record is to be erased')
  expect(page.text).not.toMatch(/wish/)
  expect(page.text).toContain('Afterwards nothing here knows that they have died.')
  await page.press('Write it down', { 'Who asked for it, or why': 'Her son rang' })
  expect(page.text).toContain('that the record is to be erased')
  expect(page.text).not.toMatch(/wish|changed their mind/)
  const request = await one('select id from erasure_requests where person_id = $1', [person])
  const confirming = await as('administrator').open(`/staff/rights/erasures/${request}`)
  expect(confirming.text).toContain('Afterwards nothing here knows that they have died.')
  await page.open(`/staff/people/${person}/erase`)
  await page.press('Keep the record')
  expect(page.text).toContain('Who asked for it, or why')
})

it('the place of somebody who died stays held back when their record is erased: a coordinator decides, nobody else', async () => {
  const group = await charity.group('The Loft', { limit: 1 })
  const at = await charity.session(group, 72)
  const [gone, friend] = [
    await charity.person('Hestia', { groups: [group] }),
    await charity.person('Isla', { groups: [group] }),
  ]
  const recorder = await charity.staff(['coordinator'], [group])
  for (const personId of [gone, friend]) await asProgram((tx) => keepPlace(tx, { sessionId: at, personId }))
  await transact(db.app, recorder, (tx) =>
    recordDeath(tx, { personId: gone, toldBy: 'her son', toldOn: null, sure: 'confirmed' }),
  )
  await asProgram((tx) => sql`select erase_person(${gone})`.execute(tx))
  await asProgram((tx) => workWaitingList(tx, at))
  const state = () =>
    db.rows('select state from places where session_id = $1 and person_id = $2', [at, friend])
  expect(await state()).toEqual([{ state: 'waiting' }])
  const page = await new Visitor(app).carrying(recorder.cookie).open(`/staff/sessions/${at}`)
  expect(page.text).toContain('One place is held back after a death')
  await page.press('Let the place go on')
  expect(await state()).toEqual([{ state: 'offered' }])
})
