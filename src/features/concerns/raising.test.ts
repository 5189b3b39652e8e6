import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaffActor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'

type Staff = StaffActor & { cookie: string }
type Who = 'facilitator' | 'coordinator' | 'elsewhere' | 'administrator' | 'nurse' | 'lead' | 'helper'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let group: string
let morag: string
let call: string
let staff: Record<Who, Staff>
const words = 'She said she cannot go on.'

beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  group = await make.group('Scotland online')
  const dorset = await make.group('Dorset')
  staff = {
    facilitator: await make.staff(['facilitator'], [group]),
    coordinator: await make.staff(['coordinator'], [group]),
    elsewhere: await make.staff(['coordinator'], [dorset]),
    administrator: await make.staff(['administrator']),
    nurse: await make.staff(['nurse']),
    lead: await make.staff(['safeguarding lead']),
    helper: await make.staff(['helper']),
  }
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.rows('delete from concerns')
  await db.rows('delete from messages')
  morag = await make.person('Morag', { groups: [group], phone: '07700 900 111' })
  call = await make.call(morag, { groupId: group })
})

const as = (who: Who) => new Visitor(app).carrying(staff[who].cookie)
const seen = (who: Who) =>
  transact(db.app, staff[who], async (tx) => (await sql`select from concerns`.execute(tx)).rows.length)
const told = async () =>
  (
    await db.rows<{ name: string }>(
      `select a.name from messages m join accounts a on a.id = m.account_id where m.kind = 'something waits' order by m.created_at, a.name`,
    )
  ).map((row) => row.name)
const kept = () =>
  db.rows<{ group_id: string | null; person_id: string | null; raised_as: string; about: string }>(
    'select group_id, person_id, raised_as, about from concerns',
  )
const idOf = async () => (await db.rows<{ id: string }>('select id from concerns'))[0]?.id ?? ''

describe('a helper on a call', () => {
  async function fromTheCall(sees?: string): Promise<Visitor> {
    const page = await as('helper').open(`/staff/calls/${call}`)
    expect(page.html).toContain(`href="/staff/concerns/new?call=${call}"`)
    await page.open(`/staff/concerns/new?call=${call}`)
    expect(page.text).toContain('About Morag')
    return page.press('Tell the nurse', {
      'What worries you?': words,
      Now: 'ticked',
      ...(sees ? { [sees]: 'ticked' } : {}),
    })
  }

  it('raises a concern that reaches the nurse at once, and goes back to the call', async () => {
    const page = await fromTheCall()
    expect(page.text).toContain('The nurse has been told. Below you see whether somebody has looked.')
    expect(page.html).toContain(`href="/staff/calls/${call}"`)
    expect(await told()).toEqual([staff.nurse.name])
    expect(await kept()).toEqual([{ group_id: group, person_id: morag, raised_as: 'helper', about: '' }])
    const read = await as('nurse').open(`/staff/concerns/${await idOf()}`)
    for (const said of [words, 'Morag', '07700 900 111', `${staff.helper.name} (helper)`])
      expect(read.text).toContain(said)
  })

  it('reads nothing of it afterwards, only that it reached the nurse and then that somebody has looked', async () => {
    const page = await fromTheCall()
    expect(page.text).toContain('It reached the nurse; nobody has looked yet')
    expect(page.text).not.toMatch(/Morag|cannot go on|Scotland/)
    expect(page.html).not.toContain(await idOf())
    expect((await as('helper').open(`/staff/concerns/${await idOf()}`)).status).toBe(403)
    expect(await seen('helper')).toBe(0)
    await as('nurse').open(`/staff/concerns/${await idOf()}`)
    expect((await as('helper').open('/staff/concerns')).text).toContain('It has been looked at')
    // Nor what others raised.
    expect((await as('coordinator').open('/staff/concerns')).text).not.toContain('It has been looked at')
  })

  it('the facilitators of their group read it and its answer, and hear of both', async () => {
    await fromTheCall()
    const today = 'A colleague raised a concern about somebody of your group'
    expect((await as('facilitator').open('/staff')).text).toContain(today)
    expect((await as('facilitator').open(`/staff/concerns/${await idOf()}`)).text).toContain(words)
    expect((await as('facilitator').open('/staff')).text).not.toContain(today)
    const nurse = await as('nurse').open(`/staff/concerns/${await idOf()}`)
    await nurse.press('Save', { 'An answer for the facilitator': 'ticked', 'In words': 'I rang her.' })
    expect(await told()).toEqual([staff.nurse.name, staff.facilitator.name])
    expect((await as('facilitator').open('/staff')).text).toContain(
      'There is an answer to a concern about somebody of your group',
    )
  })

  it('may keep it from the facilitators, should it be about one of them', async () => {
    await fromTheCall('Nobody else')
    expect(await kept()).toMatchObject([{ group_id: null, person_id: morag }])
    expect([await seen('facilitator'), await seen('nurse'), await seen('lead')]).toEqual([0, 1, 1])
    expect((await as('facilitator').open('/staff')).text).not.toContain('A colleague raised')
  })

  it('raises none about somebody whom they have no call with', async () => {
    const stranger = await make.person('Stranger', { groups: [group] })
    expect((await as('helper').open(`/staff/concerns/new?person=${stranger}`)).status).toBe(404)
    const form = new URLSearchParams({ person: stranger, what: 'x', urgency: 'now', sees: 'theirs' })
    expect((await as('helper').send('/staff/concerns', form)).status).toBe(404)
    expect(await kept()).toEqual([])
  })
})

describe('a coordinator', () => {
  it('raises one from the person’s page, for the facilitators of a group that they see', async () => {
    const page = await as('coordinator').open(`/staff/people/${morag}`)
    expect(page.html).toContain(`href="/staff/concerns/new?person=${morag}"`)
    await page.open(`/staff/concerns/new?person=${morag}`)
    await page.press('Tell the nurse', {
      'What worries you?': words,
      Today: 'ticked',
      'The facilitators of Scotland online': 'ticked',
    })
    expect(page.text).toContain('The nurse has been told.')
    expect(await kept()).toMatchObject([{ group_id: group, raised_as: 'coordinator' }])
    expect([await seen('coordinator'), await seen('administrator'), await seen('facilitator')]).toEqual([
      0, 0, 1,
    ])
  })

  it('raises none in a group that is not theirs, nor for it', async () => {
    const form = (fields: Record<string, string>) =>
      new URLSearchParams({ what: 'x', urgency: 'now', about: 'somebody', ...fields })
    expect((await as('elsewhere').open('/staff/concerns/new?group=scotland-online')).status).toBe(404)
    expect((await as('elsewhere').send('/staff/concerns', form({ group: 'scotland-online' }))).status).toBe(
      404,
    )
    expect((await as('elsewhere').send('/staff/concerns', form({ person: morag }))).status).toBe(404)
    expect(await kept()).toEqual([])
  })

  it('who also leads a group reads what is raised there, and not what they raised as a coordinator', async () => {
    const both = await make.staff(['coordinator', 'facilitator'])
    await db.rows(`insert into group_staff (group_id, account_id, part) values ($1, $2, 'coordinator')`, [
      group,
      both.accountId,
    ])
    const page = await new Visitor(app)
      .carrying(both.cookie)
      .open('/staff/concerns/new?group=scotland-online')
    await page.press('Tell the nurse', {
      'Who is it about?': morag,
      'What worries you?': words,
      Now: 'ticked',
    })
    expect(page.text).toContain('It reached the nurse; nobody has looked yet')
    expect(page.text).not.toContain(words)
  })
})

describe('in a charity with many groups', () => {
  beforeAll(() =>
    db.rows(
      `insert into groups (service_id, slug, name, kind, nations, state)
       select service_id, 'a-group-' || n, 'A group ' || n, kind, nations, 'open'
       from groups, generate_series(1, 230) n where id = $1`,
      [group],
    ),
  )
  afterAll(() => db.rows(`delete from groups where slug like 'a-group-%'`))

  it('the nurse finds any of them by its name; whoever has two has no need to look', async () => {
    const page = await as('nurse').open('/staff/concerns/new')
    expect(page.text).toContain('30 of 232 groups shown.')
    await page.open('/staff/concerns/new?q=scotl')
    expect(page.html).toContain('href="/staff/concerns/new?group=scotland-online"')
    expect(page.html).not.toContain('?group=a-group-1"')
    expect((await page.open('/staff/concerns/new?q=nowhere')).text).toContain('No group is called “nowhere”')
    // Who is in none of them can be told of all the same.
    expect(page.text).toContain('None of these, or I do not know')
    const own = await as('facilitator').open('/staff/concerns/new')
    expect(own.html).toContain('?group=scotland-online"')
    expect(own.text).not.toContain('Find the group')
    expect((await own.open('/staff/concerns/new?q=a+group')).html).not.toContain('?group=a-group')
  })
})

describe('somebody in no group', () => {
  it('of whom there is no record: anybody may say how we would know them', async () => {
    const page = await as('helper').open('/staff/concerns/new')
    await page.press('Tell the nurse', {
      'Who is it about?': 'A man who rang and gave no name',
      'What worries you?': words,
      Now: 'ticked',
    })
    expect(await kept()).toEqual([
      { group_id: null, person_id: null, raised_as: 'helper', about: 'A man who rang and gave no name' },
    ])
    const nurse = await as('nurse').open('/staff/concerns')
    expect(nurse.text).toContain('None')
    await nurse.open(`/staff/concerns/${await idOf()}`)
    expect(nurse.text).toContain('A man who rang and gave no name')
    expect(nurse.text).toContain('Who can read this: the nurse and the safeguarding lead.')
    expect(nurse.text).not.toContain('An answer for the facilitator')
  })

  it('is raised by a facilitator too, who goes on reading it', async () => {
    const page = await as('facilitator').open('/staff/concerns/new')
    expect(page.html).toContain('href="/staff/concerns/new?about=someone"')
    await page.open('/staff/concerns/new?about=someone')
    await page.press('Tell the nurse', { 'What worries you?': words, Now: 'ticked' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Choose who it is about, or say how we would know them')
    await page.press('Tell the nurse', { 'Who is it about?': 'My neighbour Ann' })
    expect(page.text).toContain('You will hear when there is an answer.')
    expect(page.text).toContain(words)
    expect([await seen('facilitator'), await seen('coordinator')]).toEqual([1, 0])
  })
})

it('where no nurse and no lead has an account, the page says that nobody could be told', async () => {
  await db.rows(`update accounts set ended_at = clock() where id = any ($1)`, [
    [staff.nurse.accountId, staff.lead.accountId],
  ])
  const page = await as('helper').open('/staff/concerns/new')
  await page.press('Tell the nurse', {
    'Who is it about?': 'Somebody',
    'What worries you?': words,
    Now: 'ticked',
  })
  await db.rows('update accounts set ended_at = null')
  expect(page.text).toContain('It is written down, but nobody could be told. Ring.')
  expect(page.text).not.toContain('has been told')
})
