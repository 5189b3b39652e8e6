import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sessionForStaff } from '#features/facilitation/queries.ts'
import type { StaffActor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { addSession, cancelSession } from './groups.ts'
import { routes } from './routes.tsx'
import { staff } from './staff.tsx'
import { aColleague, aGroup, aService, aSession, aVenue, setClock, someMembers } from './testing/charity.ts'
import { pagesFor } from './testing/staff-pages.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let pages: ReturnType<typeof pagesFor>
let coordinator: StaffActor
let facilitator: StaffActor
let stranger: StaffActor
let service: string
let groupId: string
let slug: string
let sessionId: string
let round = 0

const get = (path: string, actor: StaffActor | null = coordinator) => pages.get(path, actor)
const post = (path: string, form: Record<string, string | string[]>, actor = coordinator) =>
  pages.post(path, form, actor)
const at = (part: string) => `/staff/sessions/${sessionId}/${part}`
const buttons = (html: string) =>
  [...html.matchAll(/<button[^>]*name="date"[^>]*value="([^"]+)"[^>]*>([\s\S]*?)<\/button>/g)].map(
    (found) => [found[1], found[2]?.replace(/<[^>]+>/g, '').trim()],
  )

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  await db.rows(`update charity set phone = '01632 960 555'`)
  pages = pagesFor(db, [...staff, ...routes])
  coordinator = await pages.signIn(await aColleague(db, ['coordinator']))
  facilitator = await pages.signIn(await aColleague(db, ['facilitator'], 'Jo Hart'))
  stranger = await pages.signIn(await aColleague(db, ['coordinator'], 'Owen Price'))
  service = await aService(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  facilitator = await pages.signIn(await aColleague(db, ['facilitator'], 'Jo Hart'))
  const wish = { serviceId: service, venueId: await aVenue(db), facilitators: [facilitator.accountId] }
  const made = await aGroup(db, coordinator, { name: `Norfolk ${++round}`, ...wish })
  groupId = made.groupId
  sessionId = await aSession(db, coordinator, { groupId, date: '2026-11-27', starts: '11:00', ends: '13:00' })
  await transact(db.app, coordinator, (tx) =>
    cancelSession(tx, { sessionId, words: 'The heating has broken.' }),
  )
  slug = made.slug
})

describe('after a session is cancelled', () => {
  test('free dates stand there as buttons; one press puts one in the diary, and the public reads of it', async () => {
    await someMembers(db, groupId, 1)
    const page = await get(`${at('change')}?done=cancelled`)
    expect(page.headings).toContain('Offer something instead')
    expect(page.text).toContain('at The Mill')
    expect(buttons(page.html)).toEqual([
      ['2026-12-04', 'Friday 4 December, 11am to 1pm'],
      ['2026-12-11', 'Friday 11 December, 11am to 1pm'],
      ['2026-12-18', 'Friday 18 December, 11am to 1pm'],
    ])
    const done = await post(at('instead'), { date: '2026-12-04' })
    expect(done).toMatchObject({ status: 303, to: `/staff/groups/${slug}?done=instead` })
    expect((await get(at('change'))).text).toContain('Instead Friday 4 December, 11am to 1pm')
    const group = await get(`/groups/${slug}`, null)
    expect(group.text).toContain('The heating has broken. Instead: Friday 4 December, 11am to 1pm.')
    expect(group.text).toContain('In place of Friday 27 November.')
    expect((await get(`/staff/groups/${slug}`)).text).toContain('Stands in for Friday 27 November')
    // Put back, it is not said to be replaced: somebody would stay at home on a date that takes place.
    expect((await post(at('put-back'), {})).status).toBe(303)
    expect((await get(`/groups/${slug}`, null)).text).not.toContain('In place of')
    expect((await get(`/staff/groups/${slug}`)).text).not.toContain('Stands in for')
  })

  test('a date that somebody has taken meanwhile is said, and nothing is saved', async () => {
    await transact(db.app, coordinator, (tx) =>
      addSession(tx, { groupId, date: '2026-12-04', starts: '11:00', ends: '13:00' }),
    )
    const answer = await post(at('instead'), { date: '2026-12-04' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('That date clashes with something now. Choose another.')
    expect((await post(at('instead'), { date: 'soon' })).status).toBe(422)
    expect(await db.rows('select 1 from sessions where instead_of = $1', [sessionId])).toEqual([])
  })

  test('a telephone hour has the charity’s number filled in, or the group’s, and says so everywhere', async () => {
    expect((await get(at('telephone'))).html).toMatch(/name="telephone"[^>]*value="01632 960 555"/)
    await db.rows(`update groups set ask_phone = '01632 960 100', session_limit = 20 where id = $1`, [
      groupId,
    ])
    const page = await get(at('telephone'))
    expect(page.html).toMatch(/name="telephone"[^>]*value="01632 960 100"/)
    expect(page.html).toMatch(/name="date-day"[^>]*value="27"/)
    // An hour, where the session would have been two.
    expect(page.html).toMatch(/name="starts"[^>]*value="11:00"/)
    expect(page.html).toMatch(/name="ends"[^>]*value="12:00"/)
    const form = { 'date-day': '27', 'date-month': '11', 'date-year': '2026', starts: '11am', ends: '12:00' }
    expect((await post(at('telephone'), { ...form, telephone: 'ring me' })).text).toContain(
      'Enter a phone number, like 01632 960 001',
    )
    expect((await post(at('telephone'), { ...form, telephone: '01632 960 100' })).status).toBe(303)
    const [made = { id: '' }] = await db.rows<{ id: string }>(
      'select id from sessions where instead_of = $1',
      [sessionId],
    )
    const group = await get(`/groups/${slug}`, null)
    expect(group.text).toContain('Instead: Friday 27 November, 11am to midday, by telephone.')
    expect(group.text).toContain('By telephone At that time ring us on 01632 960 100')
    expect((await get(`/staff/groups/${slug}`)).text).not.toContain('midday Extra date')
    // Where groups are found, the next thing of this one is an hour in which one rings, not a door that is open.
    const finder = (await get('/groups?kind=in-person', null)).html
    const card = finder.slice(finder.indexOf(`href="/groups/${slug}"`)).split('</li>')[0]
    expect(card).toContain('By telephone: ring 01632 960 100.')
    expect(card).not.toMatch(/just come|The Mill/)
    // Nobody needs a place to ring: neither the public nor its staff read of a limit.
    expect(group.text).not.toContain('20 places')
    const change = await get(`/staff/sessions/${made.id}/change`)
    expect(change.text).toContain('Speaker, topics and length')
    expect(change.text).not.toContain('How many can come')
    expect((await get(`/staff/sessions/${made.id}/limit`)).headings).not.toContain('How many can come?')
    const refused = await post(`/staff/sessions/${made.id}/limit`, { limit: '3' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('A telephone hour has no limit: people ring one after the other.')
    expect(group.html).toContain('VirtualLocation')
    const file = await get(`/sessions/${made.id}.ics`, null)
    expect(file.html).toContain('LOCATION:By telephone: ring 01632 960 100')
    const sheet = await transact(db.app, facilitator, (tx) => sessionForStaff(tx, made.id))
    expect(sheet).toMatchObject({ telephone: '01632 960 100', venue: null })
    expect((await get(`/staff/sessions/${made.id}/change`)).text).toContain(
      'By telephone: ring 01632 960 100',
    )
    expect((await get(`/staff/sessions/${made.id}/move`)).html).not.toContain('name="venue"')
  })

  test('what stands against a telephone hour is shown before it is saved', async () => {
    const form = {
      'date-day': '28',
      'date-month': '12',
      'date-year': '2026',
      starts: '11:00',
      ends: '12:00',
      telephone: '01632 960 100',
    }
    const first = await post(at('telephone'), form)
    expect(first.text).toContain('Between 24 December and 1 January')
    expect(await db.rows('select 1 from sessions where instead_of = $1', [sessionId])).toEqual([])
    const seen = /name="seen" value="([^"]*)"/.exec(first.html)?.[1] ?? ''
    expect((await post(at('telephone'), { ...form, seen })).status).toBe(303)
  })

  test('its facilitator may put it back, but the dates are the coordinator’s', async () => {
    const page = await get(at('change'), facilitator)
    expect(page.text).toContain('The group’s coordinator can offer another date or a telephone hour here.')
    expect(buttons(page.html)).toEqual([])
    expect((await post(at('instead'), { date: '2026-12-04' }, facilitator)).status).toBe(403)
    expect((await get(at('telephone'), facilitator)).status).toBe(403)
    expect((await get(at('put-back'), facilitator)).status).toBe(200)
    for (const part of ['put-back', 'telephone']) expect((await get(at(part), stranger)).status).toBe(403)
  })

  test('it is put back by a page that says who hears of it, and a button', async () => {
    const [told] = await someMembers(db, groupId, 2)
    await db.rows(
      `insert into messages (kind, person_id, session_id, group_id, state, details)
       values ('session cancelled', $1, $2, $3, 'sent', '{"sequence": 1}')`,
      [told, sessionId, groupId],
    )
    const page = await get(at('put-back'))
    expect(page.title).toContain('Put this date back?')
    expect(page.text).toContain('1 member has been told that it is off.')
    expect(
      await db.rows(`select 1 from messages where kind = 'session put back' and session_id = $1`, [
        sessionId,
      ]),
    ).toEqual([])
    const done = await post(at('put-back'), {})
    expect(done).toMatchObject({ status: 303, to: `${at('change')}?done=put-back-told` })
    expect((await get(at('change'))).headings).toContain('What would you like to change?')
    expect((await get(`/sessions/${sessionId}.ics`, null)).html).toMatch(/SEQUENCE:2[\s\S]*STATUS:CONFIRMED/)
    expect(await get(at('put-back'))).toMatchObject({ status: 303, to: at('change') })
    expect(await post(at('put-back'), {})).toMatchObject({ status: 303, to: at('change') })
  })

  test('where the group meets at that time already, putting it back says so', async () => {
    await post(at('telephone'), {
      'date-day': '27',
      'date-month': '11',
      'date-year': '2026',
      starts: '11:00',
      ends: '13:00',
      telephone: '01632 960 100',
    })
    const answer = await post(at('put-back'), {})
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The group meets at that time already')
  })
})

describe('an extra date', () => {
  const form = { 'date-day': '4', 'date-month': '12', 'date-year': '2026', starts: '11:00', ends: '13:00' }
  const told = () =>
    db.rows(`select 1 from messages where kind = 'session added' and group_id = $1`, [groupId])

  test('is told to members unless the box is unticked', async () => {
    await someMembers(db, groupId, 2)
    const path = `/staff/groups/${slug}/sessions/new`
    expect((await get(path)).html).toMatch(/name="tell"[^>]*checked/)
    expect((await post(path, form)).to).toBe(`/staff/groups/${slug}?done=added`)
    expect(await told()).toEqual([])
    const next = { ...form, 'date-day': '11', tell: 'yes' }
    expect((await post(path, next)).to).toBe(`/staff/groups/${slug}?done=added-told`)
    expect(await told()).toHaveLength(2)
  })
})
