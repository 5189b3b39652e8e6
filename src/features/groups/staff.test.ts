import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StaffActor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { staff } from './staff.tsx'
import { aColleague, aGroup, aService, aSession, aVenue, setClock, someMembers } from './testing/charity.ts'
import { pagesFor, type Seen } from './testing/staff-pages.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let pages: ReturnType<typeof pagesFor>
let coordinator: StaffActor
let stranger: StaffActor
let facilitator: StaffActor
let service: string
let venue: string
let groupId: string
let slug: string
let round = 0

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  pages = pagesFor(db, staff)
  coordinator = await pages.signIn(await aColleague(db, ['coordinator']))
  stranger = await pages.signIn(await aColleague(db, ['coordinator'], 'Owen Price'))
  facilitator = await pages.signIn(await aColleague(db, ['facilitator'], 'Jo Hart'))
  service = await aService(db)
  venue = await aVenue(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  const made = await aGroup(db, coordinator, {
    serviceId: service,
    name: `Dorset ${++round}`,
    venueId: venue,
    facilitators: [facilitator.accountId],
  })
  groupId = made.groupId
  slug = made.slug
})

const get = (path: string, actor: StaffActor | null = coordinator) => pages.get(path, actor)
const post = (
  path: string,
  form: Record<string, string | string[]>,
  actor: StaffActor | null = coordinator,
) => pages.post(path, form, actor)
/** The name of the field that a label belongs to. */
const fieldCalled = (page: Seen, label: string) => {
  const id = new RegExp(`<label[^>]*for="([^"]+)"[^>]*>\\s*${label}`).exec(page.html)?.[1]
  return new RegExp(`<(?:input|select|textarea)[^>]*id="${id}"[^>]*name="([^"]+)"`).exec(page.html)?.[1]
}

const fourthFriday = {
  kind: 'monthly-weekday',
  nth: '4',
  weekday: '5',
  everyMonths: '1',
  starts: '11am',
  ends: '1pm',
  'from-day': '20',
  'from-month': '11',
  'from-year': '2026',
}

describe('the list', () => {
  test('shows my groups first, and all on request; a search finds by town', async () => {
    const mine = await get('/staff/groups')
    expect(mine.headings).toContain('Groups')
    expect(mine.text).toContain(`Dorset ${round}`)
    expect((await get('/staff/groups', stranger)).text).toContain(`Dorset ${round}`)
    expect((await get('/staff/groups?mine=no&q=rayleigh', stranger)).text).toContain('Not yours')
    const none = await get('/staff/groups?q=nowhere')
    expect(none.text).toContain('No group fits.')
  })

  test('sends who is not signed in to the door', async () => {
    expect(await get('/staff/groups', null)).toMatchObject({
      status: 303,
      to: '/staff/sign-in?then=%2Fstaff%2Fgroups',
    })
  })
})

describe('starting a group', () => {
  test('says what is missing beside each field, keeps what was typed, and then plans the group', async () => {
    const empty = await get('/staff/groups/new')
    expect(fieldCalled(empty, 'Name of the group')).toBe('name')
    const wrong = await post('/staff/groups/new', {
      service,
      name: 'Ynys Môn',
      'launch-day': '31',
      'launch-month': '2',
      'launch-year': '2027',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.title).toMatch(/^Error: /)
    expect(wrong.headings[0]).toBe('There is a problem')
    expect(wrong.text).toContain('Choose how the group meets')
    expect(wrong.text).toContain('Choose at least one nation')
    expect(wrong.text).toContain('Enter a real date')
    expect(wrong.html).toContain('value="Ynys Môn"')

    const made = await post('/staff/groups/new', {
      service,
      name: 'Ynys Môn',
      kind: 'online',
      nations: ['Wales', 'England'],
    })
    expect(made).toMatchObject({ status: 303, to: '/staff/groups/ynys-mon?done=made' })
    const page = await get('/staff/groups/ynys-mon?done=made')
    expect(page.text).toContain('The group is planned.')
    expect(page.headings).toContain('Before it opens')
    expect(page.html).toContain('Change<span class="nhsuk-u-visually-hidden"> (About the group)</span>')
    const [row] = await db.rows(`select state, nations::text from groups where slug = 'ynys-mon'`)
    expect(row).toEqual({ state: 'planned', nations: '{Wales,England}' })
  })

  test('takes the longest and oddest input without harm', async () => {
    const answer = await post('/staff/groups/new', {
      service: 'nonsense',
      name: '🌼‮<script>'.repeat(500),
      kind: 'x',
      nations: ['Mars'],
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Use 120 characters or fewer')
    expect(answer.html).not.toContain('<script>🌼')
  })
})

describe('the programme', () => {
  const at = () => `/staff/groups/${slug}/programme`

  test('shows the dates and what stands against them, saves nothing, and asks again for what was not said', async () => {
    const dates = await post(at(), fourthFriday)
    expect(dates.status).toBe(200)
    expect(dates.headings).toContain('Are these dates right?')
    expect(dates.text).toContain('The fourth Friday of every month, 11am to 1pm')
    expect(dates.text).toContain(
      'Friday 25 December Bank holiday: Christmas Day. Between 24 December and 1 January.',
    )
    expect(dates.text).toContain('Meet on Friday 18 December instead')
    const undecided = await post(`${at()}/save`, { ...fourthFriday, 'on-2026-12-25': 'phone' })
    expect(undecided.status).toBe(422)
    expect(undecided.text).toContain('Say what people read about Friday 25 December')
    expect(undecided.text).toContain('Choose what to do on Friday 26 March')
    expect(await db.rows('select 1 from sessions where group_id = $1', [groupId])).toEqual([])
  })

  test('is saved once every clash is decided', async () => {
    const saved = await post(`${at()}/save`, {
      ...fourthFriday,
      'on-2026-12-25': 'other',
      'on-2026-12-25-date': '18 December 2026',
      'on-2027-03-26': 'leave out',
    })
    expect(saved).toMatchObject({ status: 303, to: `/staff/groups/${slug}?done=programme` })
    const laid = await db.rows<{ date: string }>(
      'select date from sessions where group_id = $1 order by date',
      [groupId],
    )
    expect(laid.map(({ date }) => date).slice(0, 5)).toEqual([
      '2026-11-27',
      '2026-12-18',
      '2027-01-22',
      '2027-02-26',
      '2027-04-23',
    ])
    const page = await get(`/staff/groups/${slug}`)
    expect(page.text).toContain('Friday 18 December , 11am to 1pm')
  })

  test('refuses dates that are none and times the wrong way round, in words', async () => {
    const wrong = await post(at(), {
      ...fourthFriday,
      kind: 'dates',
      dates: '27 November 2026\nsoon',
      ends: '10am',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('“soon” is no date. Write it like 27 November 2026')
    expect(wrong.text).toContain('Enter an end after the start')
    const past = await post(at(), { ...fourthFriday, 'from-year': '2025' })
    expect(past.text).toContain('Enter a day from today on')
  })

  test('belongs to the group’s coordinator', async () => {
    expect((await get(at(), stranger)).status).toBe(403)
    expect((await post(at(), fourthFriday, stranger)).status).toBe(403)
    expect((await get(at(), facilitator)).status).toBe(403)
  })
})

describe('a session', () => {
  const someSession = () =>
    aSession(db, coordinator, { groupId, date: '2026-11-27', starts: '11:00', ends: '13:00' })

  test('cancelled or moved where there is nobody to tell, it does not say that somebody is being told', async () => {
    const id = await someSession()
    const at = `/staff/sessions/${id}`
    const move = { 'date-day': '4', 'date-month': '12', 'date-year': '2026', starts: '11:00', ends: '13:00' }
    const moved = await get((await post(`${at}/move`, move)).to ?? '')
    expect(moved.text).toContain('The session is moved. There was nobody to tell.')
    const off = await get((await post(`${at}/cancel`, { why: 'Snow' })).to ?? '')
    expect(off.text).toContain('The session is cancelled. There was nobody to tell.')
  })

  test('is cancelled with a reason, by its facilitator too; another coordinator may not', async () => {
    const id = await someSession()
    const [person] = await someMembers(db, groupId, 1)
    const path = `/staff/sessions/${id}/cancel`
    expect((await get(path, stranger)).status).toBe(403)
    expect((await get(path, facilitator)).text).toContain('1 member hears of it')
    expect((await post(path, { why: '' }, facilitator)).text).toContain('Say why, so that people understand')
    const done = await post(
      path,
      { why: 'The heating has broken.', instead: 'Ring us at 11am.' },
      facilitator,
    )
    expect(done).toMatchObject({ status: 303, to: `/staff/sessions/${id}/change?done=cancelled` })
    expect(await db.rows('select person_id from messages where session_id = $1', [id])).toEqual([
      { person_id: person },
    ])
    expect((await get(`/staff/sessions/${id}/change`)).text).toContain('This session is cancelled.')
    expect(await post(path, { why: 'Again' })).toMatchObject({
      status: 303,
      to: `/staff/sessions/${id}/change`,
    })
  })

  test('is moved, and says why it cannot go into the past', async () => {
    const id = await someSession()
    const move = (day: string, month: string) =>
      post(`/staff/sessions/${id}/move`, {
        'date-day': day,
        'date-month': month,
        'date-year': '2026',
        starts: '11.30am',
        ends: '13:30',
        venue,
      })
    expect((await move('19', '11')).text).toContain('Choose a date and time that are not over.')
    expect((await move('4', '12')).status).toBe(303)
    const [session] = await db.rows('select date, starts from sessions where id = $1', [id])
    expect(session).toEqual({ date: '2026-12-04', starts: '11:30:00' })
  })

  test('counts who hears of it without anybody who has died, and so do the group and the list of its members', async () => {
    const id = await someSession()
    const [gone] = await someMembers(db, groupId, 3)
    await db.rows(`insert into deaths (person_id, recorded_by) values ($1, $2)`, [
      gone,
      coordinator.accountId,
    ])
    expect((await get(`/staff/sessions/${id}/move`)).text).toContain('2 members hear of it')
    const page = await get(`/staff/groups/${slug}`)
    expect(page.text).toContain('2 members')
    expect(page.html).toContain(`href="/staff/people?group=${groupId}"`)
    expect((await get('/staff/groups?q=')).text).toMatch(/Members\s*2/)
    await db.rows('delete from members where group_id = $1', [groupId])
  })

  test('that clashes can be kept', async () => {
    const id = await someSession()
    await db.rows(`insert into bank_holidays values ('england-and-wales', '2026-11-27', 'A new holiday')`)
    expect((await get(`/staff/groups/${slug}`)).headings).toContain('Dates to decide about')
    expect((await get(`/staff/sessions/${id}/change`)).text).toContain('Bank holiday: A new holiday')
    expect((await post(`/staff/sessions/${id}/keep-date`, {})).status).toBe(303)
    expect((await get(`/staff/groups/${slug}`)).headings).not.toContain('Dates to decide about')
    await db.rows('delete from bank_holidays')
  })

  test('added on a day that clashes is shown before it is published', async () => {
    const path = `/staff/groups/${slug}/sessions/new`
    const form = {
      'date-day': '28',
      'date-month': '12',
      'date-year': '2026',
      starts: '11:00',
      ends: '13:00',
      venue,
      note: '',
    }
    const first = await post(path, form)
    expect(first.status).toBe(200)
    expect(first.text).toContain('Between 24 December and 1 January')
    expect(await db.rows('select 1 from sessions where group_id = $1', [groupId])).toEqual([])
    const again = /name="seen" value="([^"]*)"/.exec(first.html)?.[1] ?? ''
    expect((await post(path, { ...form, seen: again })).status).toBe(303)
    const [session] = await db.rows('select date, clash_kept_by from sessions where group_id = $1', [groupId])
    expect(session).toEqual({ date: '2026-12-28', clash_kept_by: coordinator.accountId })
  })

  test('of an address that is none, or somebody else’s, shows nothing', async () => {
    expect((await get('/staff/sessions/nonsense/change')).status).toBe(404)
    expect((await get(`/staff/sessions/${randomUUID()}/change`)).status).toBe(404)
    expect((await get(`/staff/sessions/${await someSession()}/talk`, stranger)).status).toBe(403)
  })
})
