import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StaffActor, system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { escalateConcerns } from './concerns.ts'

// Watched from Monday to Friday, 9am to 5pm; half an hour to look at what is urgent.
const FRIDAY = '2026-11-27T10:00:00Z'
type Staff = StaffActor & { cookie: string }

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let group: string
let session: string
let morag: string
let staff: Record<
  'facilitator' | 'other' | 'coordinator' | 'administrator' | 'nurse' | 'lead' | 'helper',
  Staff
>
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  group = await make.group('Scotland online')
  const elsewhere = await make.group('Dorset')
  staff = {
    facilitator: await make.staff(['facilitator'], [group]),
    other: await make.staff(['facilitator'], [elsewhere]),
    coordinator: await make.staff(['coordinator'], [group]),
    administrator: await make.staff(['administrator']),
    nurse: await make.staff(['nurse']),
    lead: await make.staff(['safeguarding lead']),
    helper: await make.staff(['helper']),
  }
  morag = await make.person('Morag', { groups: [group], phone: '07700 900 111' })
})
afterAll(() => db.drop())
beforeEach(async () => {
  await moveTo(FRIDAY)
  await db.rows('delete from concerns')
  await db.rows('delete from messages')
  session = await make.session(group, -2)
})

/** The program's clock and the database's, together. */
let app: ReturnType<typeof createApp>
async function moveTo(moment: string): Promise<void> {
  const ahead = Date.parse(moment) - Date.now()
  await db.rows(`update clock_offset set ahead_by = make_interval(secs => $1)`, [ahead / 1000])
  await db.rows(`update staff_sessions set expires_at = clock() + interval '12 hours', seen_at = clock()`)
  app = createApp(testServices(db, { clockAheadMs: ahead }))
}
const as = (who: keyof typeof staff) => new Visitor(app).carrying(staff[who].cookie)
const escalate = () => transact(db.app, system('a test'), escalateConcerns)
const told = () =>
  db.rows<{
    name: string
  }>(`select a.name, m.details ->> 'soon' as soon from messages m join accounts a on a.id = m.account_id
    where m.kind = 'something waits' order by m.created_at, a.name`)
const steps = async () =>
  (await db.rows<{ kind: string }>('select kind from concern_steps order by at, id')).map((row) => row.kind)

async function raise(urgency = 'Now'): Promise<string> {
  const page = await as('facilitator').open(`/staff/concerns/new?session=${session}`)
  await page.press('Tell the nurse', {
    'Who is it about?': morag,
    'What worries you?': 'She talks of not being here any more.',
    [urgency]: 'ticked',
  })
  expect(page.status, page.text).toBe(200)
  const [row] = await db.rows<{ id: string }>('select id from concerns order by raised_at desc limit 1')
  return row?.id ?? ''
}

describe('a concern', () => {
  it('goes to the nurse at once, discreetly, and stands first on her page without a name', async () => {
    await raise()
    expect(await told()).toEqual([{ name: staff.nurse.name, soon: 'now' }])
    const rows = await db.rows<{ said: string }>('select row_to_json(m)::text as said from messages m')
    expect(rows.map((row) => row.said).join()).not.toMatch(/Morag|not being here|Scotland|concern /i)
    const today = await as('nurse').open('/staff')
    expect(today.text).toContain('A concern waits for somebody to look (now)')
    expect(today.text).not.toMatch(/Morag|Scotland/)
    expect((await as('facilitator').open('/staff')).text).not.toContain('A concern waits')
  })

  it('stands before everything else that waits, the most urgent first, also when its time is far off', async () => {
    await moveTo('2026-11-27T17:30:00Z')
    session = await make.session(group, -2)
    await db.rows(`delete from debriefs`)
    await db.rows(
      `insert into debriefs (account_id, group_id, session_id, with_whom, asked_at) values ($1, $2, $3, 'nurse', clock() - interval '3 days')`,
      [staff.facilitator.accountId, group, session],
    )
    await raise('When you can')
    await raise('Now')
    const { text } = await as('nurse').open('/staff')
    const places = ['(now)', '(can wait)', 'would like to talk'].map((said) => text.indexOf(said))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('is answered, acted on and closed, each with who and when, and the facilitator hears and reads it', async () => {
    const id = await raise()
    const nurse = await as('nurse').open(`/staff/concerns/${id}`)
    for (const said of ['Morag', '07700 900 111', 'She talks of not being here any more.', 'opened it'])
      expect(nurse.text).toContain(said)
    await nurse.press('Save', { 'Something that I did': 'ticked', 'In words': 'I rang her.' })
    await nurse.press('Save', {
      'An answer for the facilitator': 'ticked',
      'In words': 'She is safe tonight.',
    })
    expect((await told()).map((row) => row.name)).toEqual([
      staff.nurse.name,
      staff.facilitator.name,
      staff.facilitator.name,
    ])
    await moveTo('2026-11-30T10:00:00Z')
    const today = await as('facilitator').open('/staff')
    // To be read, and never late.
    expect(today.text).toContain('Today There is an answer to a concern that you raised')
    const reads = await as('facilitator').open(`/staff/concerns/${id}`)
    expect(reads.text).toContain(`${staff.nurse.name} (nurse) answered , Friday 27 November`)
    expect(reads.text).toContain('She is safe tonight.')
    expect((await as('facilitator').open('/staff')).text).not.toContain('There is an answer')
    await nurse.press('Save', {
      'The end: nothing more is to be done': 'ticked',
      'In words': 'Her GP looks after it.',
    })
    expect(nurse.text).toContain('Where it stands Closed')
    expect(await steps()).toEqual(['looked', 'acted', 'answered', 'looked', 'closed'])
  })

  it('lets the nurse write down that the person has died, and nothing goes out to them', async () => {
    const id = await raise()
    const ishbel = await make.person('Ishbel', { groups: [group] })
    await db.rows('update concerns set person_id = $2 where id = $1', [id, ishbel])
    await make.message(ishbel, { kind: 'joined' })
    await db.rows(`delete from messages where kind = 'something waits'`)
    // The facilitator has the person's own page for it; whoever does not look after concerns has neither.
    expect((await as('facilitator').open(`/staff/concerns/${id}/died`)).status).toBe(403)
    const nurse = await as('nurse').open(`/staff/concerns/${id}`)
    expect(nurse.html).toContain(`href="/staff/concerns/${id}/died"`)
    await nurse.open(`/staff/concerns/${id}/died`)
    expect(nurse.heading).toBe('Ishbel has died')
    await nurse.press('Record that they died', { 'Who told you?': '' })
    expect(nurse.text).toContain('Enter who told you')
    await nurse.press('Record that they died', { 'Who told you?': 'Her son, by phone' })
    expect(nurse.text).toContain('It is written down that they died.')
    expect(nurse.text).toContain('They are recorded as having died.')
    expect(
      await db.rows('select told_by, recorded_by from deaths where person_id = $1 and mistake_at is null', [
        ishbel,
      ]),
    ).toEqual([{ told_by: 'Her son, by phone', recorded_by: staff.nurse.accountId }])
    expect(await db.rows('select state, stopped_why from messages where person_id = $1', [ishbel])).toEqual([
      { state: 'stopped', stopped_why: 'died' },
    ])
    expect((await told()).map(({ name }) => name).toSorted()).toEqual(
      [staff.coordinator.name, staff.facilitator.name].toSorted(),
    )
    // Of anybody else the nurse sees and writes nothing.
    expect((await as('nurse').open(`/staff/people/${ishbel}/died`)).status).toBe(403)
  })

  it('offers no number to ring once the person has died', async () => {
    const id = await raise()
    await db.rows(
      `insert into emergency_contacts (person_id, name, phone, where_i_am) values ($1, 'Her son', '01632 960009', 'At home')`,
      [morag],
    )
    const page = async () => (await as('nurse').open(`/staff/concerns/${id}`)).html
    expect(await page()).toContain('href="tel:01632960009"')
    await db.rows(`insert into deaths (person_id) values ($1)`, [morag])
    try {
      const html = await page()
      expect(html).toContain('Morag')
      expect(html).not.toMatch(/tel:07700900111|tel:01632960009|At home/)
    } finally {
      await db.rows(`delete from deaths where person_id = $1`, [morag])
      await db.rows(`delete from emergency_contacts where person_id = $1`, [morag])
    }
  })

  it('opens again and waits for a look when the facilitator adds something', async () => {
    const id = await raise('Today')
    const nurse = await as('nurse').open(`/staff/concerns/${id}`)
    await nurse.press('Save', { 'The end: nothing more is to be done': 'ticked', 'In words': 'All is well.' })
    const page = await as('facilitator').open(`/staff/concerns/${id}`)
    await page.send(`/staff/concerns/${id}/add`, new URLSearchParams({ words: 'She rang me just now.' }))
    expect(page.text).toContain('Nobody has looked yet, to be looked at by Friday 27 November, 1pm')
    expect((await as('nurse').open('/staff')).text).toContain('A concern waits for somebody to look')
  })

  it('cannot be changed or taken away by anybody, only added to', async () => {
    await raise()
    for (const who of ['facilitator', 'nurse', 'lead'] as const)
      for (const statement of [
        `update concerns set what = 'x'`,
        'delete from concerns',
        `update concern_steps set words = 'x'`,
      ])
        await expect(
          transact(db.app, staff[who], (tx) => sql.raw(statement).execute(tx)),
        ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('who sees it', () => {
  it('is nobody but the group’s facilitators, the nurse and the safeguarding lead', async () => {
    const id = await raise()
    for (const who of ['facilitator', 'nurse', 'lead'] as const)
      expect((await as(who).open(`/staff/concerns/${id}`)).text, who).toContain('not being here')
    expect((await as('other').open(`/staff/concerns/${id}`)).status).toBe(404)
    for (const who of ['coordinator', 'administrator', 'helper'] as const)
      expect((await as(who).open(`/staff/concerns/${id}`)).status, who).toBe(403)
    const seen = (who: keyof typeof staff, from: string) =>
      transact(
        db.app,
        staff[who],
        async (tx) => (await sql.raw(`select 1 from ${from}`).execute(tx)).rows.length,
      )
    for (const from of ['concerns', 'concern_steps', 'concern_states()', `person_of_concern('${id}')`])
      for (const who of ['other', 'coordinator', 'administrator', 'helper'] as const)
        expect(await seen(who, from), `${who} ${from}`).toBe(0)
    expect(await seen('nurse', `person_of_concern('${id}')`)).toBe(1)
  })

  it('a coordinator who makes herself facilitator of the group sees none without the role', async () => {
    await raise()
    await db.rows(`insert into group_staff (group_id, account_id, part) values ($1, $2, 'facilitator')`, [
      group,
      staff.coordinator.accountId,
    ])
    const seen = await transact(
      db.app,
      staff.coordinator,
      async (tx) => (await sql`select from concerns`.execute(tx)).rows.length,
    )
    await db.rows(`delete from group_staff where account_id = $1 and part = 'facilitator'`, [
      staff.coordinator.accountId,
    ])
    expect(seen).toBe(0)
  })

  it('leaves no word and nobody’s name in the log of changes; that somebody looked stands there', async () => {
    const id = await raise()
    await as('nurse').open(`/staff/concerns/${id}`)
    const rows = await db.rows<{ verb: string; subject_id: string | null; said: string }>(
      `select verb, subject_id, row_to_json(l)::text as said from audit_log l where table_name like 'concern%' and table_name <> 'concern_settings'`,
    )
    expect(new Set(rows.map((row) => row.verb))).toEqual(new Set(['looked']))
    expect(rows.every((row) => row.subject_id === null && !row.said.includes(morag))).toBe(true)
  })

  it('cannot be raised about somebody of another group, nor in a group that they do not lead', async () => {
    const page = await as('other').open(`/staff/concerns/new?session=${session}`)
    expect(page.status).toBe(404)
    const stranger = await make.person('Stranger')
    const form = new URLSearchParams({
      group: 'scotland-online',
      personId: stranger,
      what: 'x',
      urgency: 'now',
    })
    expect((await as('facilitator').send('/staff/concerns', form)).status).toBe(404)
    expect((await as('other').send('/staff/concerns', form)).status).toBe(404)
    expect(await db.rows('select from concerns')).toEqual([])
  })
})

describe('when nobody looks', () => {
  it('the safeguarding lead is told once, when the time is over and not before', async () => {
    const id = await raise()
    await moveTo('2026-11-27T10:29:00Z')
    expect(await escalate()).toBe(0)
    await moveTo('2026-11-27T10:31:00Z')
    expect((await as('lead').open('/staff')).text).not.toContain('A concern waits')
    expect(await escalate()).toBe(1)
    expect(await escalate()).toBe(0)
    expect((await told()).map((row) => row.name)).toEqual([staff.nurse.name, staff.lead.name])
    expect((await as('lead').open('/staff')).text).toContain(
      'A concern waits for somebody to look (now). Its time ran out',
    )
    expect((await as('facilitator').open(`/staff/concerns/${id}`)).text).toContain(
      'Time ran out: the safeguarding lead was told',
    )
  })

  it('only the hours count in which somebody watches', async () => {
    await moveTo('2026-11-27T16:50:00Z')
    session = await make.session(group, -2)
    await raise()
    for (const moment of ['2026-11-27T23:00:00Z', '2026-11-29T12:00:00Z', '2026-11-30T09:19:00Z']) {
      await moveTo(moment)
      expect(await escalate(), moment).toBe(0)
    }
    await moveTo('2026-11-30T09:21:00Z')
    expect(await escalate()).toBe(1)
  })

  it('a look alone is not enough: when nothing is done in the same time after, the lead is told', async () => {
    const id = await raise()
    await moveTo('2026-11-27T10:20:00Z')
    await as('nurse').open(`/staff/concerns/${id}`)
    await moveTo('2026-11-27T10:45:00Z')
    expect(await escalate()).toBe(0)
    await moveTo('2026-11-27T10:51:00Z')
    expect(await escalate()).toBe(1)
    await (await as('lead').open(`/staff/concerns/${id}`)).press('Save', {
      'Something that I did': 'ticked',
      'In words': 'I rang.',
    })
    await moveTo('2026-11-27T16:00:00Z')
    expect(await escalate()).toBe(0)
  })

  it('two processes at the same moment tell the lead once', async () => {
    await raise()
    await moveTo('2026-11-27T12:00:00Z')
    const done = await Promise.all([escalate(), escalate(), escalate()])
    expect(done.sort()).toEqual([0, 0, 1])
  })
})

describe('the page', () => {
  it('puts 999, 111, the Samaritans and the person on call before everything else', async () => {
    await db.rows(`update concern_settings set on_call_name = 'Sam', on_call_phone = '07700 900 321'`)
    const page = await as('facilitator').open(`/staff/concerns/new?session=${session}`)
    const places = [
      '999',
      '111',
      '116 123',
      '07700 900 321',
      'Somebody looks at what comes in here until 5pm',
      // On a telephone too, where what stands beside the form comes after it.
      'You may pass on what you need to when the person agrees',
      'What worries you?',
    ].map((said) => page.text.indexOf(said))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(page.text).toContain('Confidence, and where it ends')
    expect(page.text).toContain('Data Protection Act 2018, schedule 1, paragraph 18')
  })

  it('says plainly when nobody is watching', async () => {
    await moveTo('2026-11-28T10:00:00Z')
    session = await make.session(group, -2)
    const page = await as('facilitator').open(`/staff/concerns/new?session=${session}`)
    expect(page.text).toContain('Nobody is watching this page now')
    expect(page.text).toContain('looked at from Monday 30 November, 9am')
    // And again once it is sent, as long as nobody has looked.
    const id = await raise()
    const sent = await as('facilitator').open(`/staff/concerns/${id}`)
    expect(sent.text).toContain('Nobody is watching this page now')
    await as('nurse').open(`/staff/concerns/${id}`)
    await sent.open(`/staff/concerns/${id}`)
    expect(sent.text).not.toContain('Nobody is watching')
  })

  it('keeps what was typed, and says what is missing', async () => {
    const page = await as('facilitator').open(`/staff/concerns/new?session=${session}`)
    await page.press('Tell the nurse', { 'What worries you?': 'Something' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose who it is about, or say how we would know them')
    expect(page.text).toContain('Choose how soon somebody is to look')
    expect(page.html).toContain('Something</textarea>')
  })

  it('settings: hours that make no sense are refused, others hold at once', async () => {
    const scotland = { 'Nobody watches on bank holidays of': 'scotland' }
    const page = await as('administrator').open('/staff/settings/concerns')
    await page.press('Save', { ...scotland, 'Monday from': '17:00', 'Monday until': '09:00' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Monday: enter two times')
    await page.press('Save', { ...scotland, 'Monday from': '9:30', 'Monday until': '12:00', Now: '15' })
    expect(page.text).toContain('Saved.')
    expect(
      await db.rows(
        'select begins[1]::text as b, ends[1]::text as e, now_minutes as n from concern_settings',
      ),
    ).toEqual([{ b: '09:30:00', e: '12:00:00', n: 15 }])
  })
})
