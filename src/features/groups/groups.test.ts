import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { importBankHolidays, readBankHolidays } from './commands.ts'
import {
  addSession,
  changeGroup,
  changeGroupStaff,
  changeGroupState,
  changeJoining,
  changeVenue,
  createGroup,
  createVenue,
  groupBySlug,
  type NewGroup,
  nextSessions,
  slugOf,
  type VenueFields,
} from './groups.ts'
import { aColleague, aGroup as aGroupOf, aService, aVenue, setClock, someMembers } from './testing/charity.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let administrator: StaffActor
let coordinator: StaffActor
let stranger: StaffActor
let facilitator: StaffActor
let service: string
let venue: string
let round = 0

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  administrator = await aColleague(db, ['administrator'], 'Ada Finch')
  coordinator = await aColleague(db, ['coordinator'])
  stranger = await aColleague(db, ['coordinator'], 'Owen Price')
  facilitator = await aColleague(db, ['facilitator'], 'Jo Hart')
  service = await aService(db)
  venue = await aVenue(db)
})
afterAll(() => db.drop())

const as = <T>(actor: StaffActor, work: (tx: Transaction) => Promise<T>) => transact(db.app, actor, work)
const aGroup = (wish: Partial<NewGroup> = {}, by = coordinator) =>
  aGroupOf(db, by, { name: `South Essex ${++round}`, serviceId: service, venueId: venue, ...wish })
const row = async (table: string, id: string) =>
  (await db.rows(`select * from ${table} where id = $1`, [id]))[0]

describe('starting a group', () => {
  test('makes whoever starts it its coordinator, and gives parts only to who holds the role', async () => {
    const { groupId } = await aGroup({ facilitators: [facilitator.accountId, stranger.accountId] })
    const staff = await db.rows(
      'select account_id, part from group_staff where group_id = $1 order by part',
      [groupId],
    )
    expect(staff).toEqual([
      { account_id: coordinator.accountId, part: 'coordinator' },
      { account_id: facilitator.accountId, part: 'facilitator' },
    ])
  })

  test('is not for facilitators', async () => {
    const wish = { serviceId: service, name: 'Ours', kind: 'online', nations: ['Wales'] } as const
    expect(await as(facilitator, (tx) => createGroup(tx, wish))).toEqual({ ok: false, reason: 'not yours' })
  })

  test.each([
    ['South Essex, evenings', 'south-essex-evenings'],
    ['Ynys Môn', 'ynys-mon'],
    ['St Mary’s', 'st-marys'],
    ['!!!', 'group'],
  ])('%s gets the address %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })
})

describe('renaming', () => {
  test('keeps every old address working, also back again, and gives none of them to another group', async () => {
    const { groupId, slug } = await aGroup()
    const rename = (to: string) => as(coordinator, (tx) => changeGroup(tx, { groupId, slug: to }))
    expect(await rename('rayleigh')).toMatchObject({ ok: true, slug: 'rayleigh' })
    expect(await rename('rayleigh-and-rochford')).toMatchObject({ ok: true })
    for (const old of [slug, 'rayleigh', 'rayleigh-and-rochford'])
      expect((await as(stranger, (tx) => groupBySlug(tx, old)))?.slug).toBe('rayleigh-and-rochford')
    const other = await aGroup({}, stranger)
    expect(await as(stranger, (tx) => changeGroup(tx, { groupId: other.groupId, slug: 'rayleigh' }))).toEqual(
      { ok: false, reason: 'address taken' },
    )
    expect(await rename('rayleigh')).toMatchObject({ ok: true })
    expect((await as(stranger, (tx) => groupBySlug(tx, 'rayleigh-and-rochford')))?.slug).toBe('rayleigh')
    expect(await db.rows(`select 1 from group_old_slugs where slug = 'rayleigh'`)).toEqual([])
  })
})

describe('who may change a group', () => {
  test('its coordinator and administrators; nobody else, and the database says so too', async () => {
    const { groupId } = await aGroup()
    const change = (tx: Transaction) => changeGroup(tx, { groupId, ledBy: 'Jo' })
    expect(await as(administrator, change)).toMatchObject({ ok: true })
    expect(await as(coordinator, change)).toMatchObject({ ok: true })
    for (const actor of [stranger, facilitator])
      expect(await as(actor, change)).toEqual({ ok: false, reason: 'not yours' })
    await as(stranger, (tx) =>
      tx.updateTable('groups').set({ name: 'Taken' }).where('id', '=', groupId).execute(),
    )
    expect(await row('groups', groupId)).toMatchObject({ name: `South Essex ${round}`, led_by: 'Jo' })
  })

  test('a coordinator hands a group over; one always stays', async () => {
    const { groupId } = await aGroup()
    const staff = (coordinators: string[]) => (tx: Transaction) =>
      changeGroupStaff(tx, { groupId, facilitators: [facilitator.accountId], coordinators })
    expect(await as(coordinator, staff([facilitator.accountId]))).toEqual({
      ok: false,
      reason: 'no coordinator',
    })
    expect(await as(coordinator, staff([stranger.accountId]))).toEqual({ ok: true })
    expect(await as(coordinator, staff([coordinator.accountId]))).toEqual({ ok: false, reason: 'not yours' })
    expect(await as(stranger, staff([stranger.accountId]))).toEqual({ ok: true })
  })

  test('how people enter an online group is read by its own staff alone', async () => {
    const { groupId } = await aGroup({
      kind: 'online',
      venueId: null,
      state: 'planned',
      facilitators: [facilitator.accountId],
    })
    const joining = { url: 'https://meet.example.org/abc', dialInNumber: '', dialInCode: '', helpWords: '' }
    expect(await as(coordinator, (tx) => changeGroupState(tx, { groupId, state: 'open' }))).toEqual({
      ok: false,
      reason: 'no joining link',
    })
    expect(await as(stranger, (tx) => changeJoining(tx, { groupId, joining }))).toEqual({
      ok: false,
      reason: 'not yours',
    })
    expect(await as(coordinator, (tx) => changeJoining(tx, { groupId, joining }))).toEqual({ ok: true })
    const read = (tx: Transaction) =>
      tx.selectFrom('group_joining').select('url').where('group_id', '=', groupId).execute()
    expect(await as(facilitator, read)).toHaveLength(1)
    expect(await as(stranger, read)).toEqual([])
    expect(await as(coordinator, (tx) => changeGroupState(tx, { groupId, state: 'open' }))).toMatchObject({
      ok: true,
    })
  })
})

describe('another venue', () => {
  test('counts for the sessions ahead, is told once, and leaves the past where it was', async () => {
    const { groupId } = await aGroup()
    await someMembers(db, groupId, 2)
    for (const date of ['2026-11-27', '2026-12-18'])
      await as(coordinator, (tx) => addSession(tx, { groupId, date, starts: '11:00', ends: '13:00' }))
    await setClock(db, '2026-12-01T10:00:00Z')
    const hall = await aVenue(db, 'Castle Hall')
    const changed = await as(coordinator, (tx) => changeGroup(tx, { groupId, venueId: hall }))
    expect(changed).toMatchObject({ ok: true, written: 2 })
    const sessions = await db.rows(
      'select venue_id, sequence, moved_from from sessions where group_id = $1 order by date',
      [groupId],
    )
    expect(sessions).toEqual([
      { venue_id: venue, sequence: 0, moved_from: null },
      { venue_id: null, sequence: 1, moved_from: 'Friday 18 December, 11am to 1pm, The Mill' },
    ])
    const [next] = await as(coordinator, (tx) => nextSessions(tx, groupId, 1))
    expect(next?.venue_name).toBe('Castle Hall')
    await setClock(db, '2026-11-20T10:00:00Z')
  })
})

describe('a group that pauses or closes', () => {
  test('tells its members once, keeps what has places as cancelled, and makes room for the rest', async () => {
    const { groupId } = await aGroup()
    const [person = ''] = await someMembers(db, groupId, 1)
    for (const date of ['2026-11-27', '2026-12-18', '2027-01-22'])
      await as(coordinator, (tx) =>
        addSession(tx, { groupId, date, starts: '11:00', ends: '13:00', tell: false }),
      )
    await db.rows(`update sessions set rule_date = date where group_id = $1 and date > '2026-12-01'`, [
      groupId,
    ])
    await db.rows(
      `insert into places (session_id, group_id, person_id, state) select id, group_id, $2, 'kept' from sessions
       where group_id = $1 and date = '2027-01-22'`,
      [groupId, person],
    )
    const close = (tx: Transaction) =>
      changeGroupState(tx, {
        groupId,
        state: 'closed',
        sessionsAhead: { what: 'end', words: 'The group has ended.' },
      })
    expect(await as(coordinator, close)).toEqual({ ok: true, written: 1, toRing: 0 })
    const left = await db.rows(
      'select date, state, cancelled_words from sessions where group_id = $1 order by date',
      [groupId],
    )
    expect(left).toEqual([
      { date: '2026-11-27', state: 'cancelled', cancelled_words: 'The group has ended.' },
      { date: '2027-01-22', state: 'cancelled', cancelled_words: 'The group has ended.' },
    ])
    expect(await db.rows('select 1 from messages where person_id = $1', [person])).toHaveLength(1)
    expect(await db.rows('select 1 from places where person_id = $1', [person])).toHaveLength(1)
  })

  test('needs a sentence while paused, and a venue to open', async () => {
    const { groupId } = await aGroup()
    expect(await as(coordinator, (tx) => changeGroupState(tx, { groupId, state: 'paused' }))).toEqual({
      ok: false,
      reason: 'no sentence',
    })
    const nowhere = await aGroup({ venueId: null, state: 'planned' })
    expect(
      await as(coordinator, (tx) => changeGroupState(tx, { groupId: nowhere.groupId, state: 'open' })),
    ).toEqual({ ok: false, reason: 'no venue' })
  })
})

describe('a venue', () => {
  const mill: VenueFields = {
    name: 'The Mill',
    address: 'Bellingham Lane',
    town: 'Rayleigh',
    postcode: 'ss67ed',
    nation: 'England',
    lat: null,
    lon: null,
    stepFree: '',
    parking: '',
    publicTransport: '',
    toilets: '',
    findingTheRoom: '',
    contactNote: 'Ask at the bar',
  }

  test('lies where its postcode lies, as exactly as that is known, or where somebody put it', async () => {
    const make = async (more: Partial<VenueFields> = {}) => {
      const made = await as(coordinator, (tx) => createVenue(tx, { ...mill, ...more }))
      return made.ok ? row('venues', made.venueId) : made
    }
    const rough = await make()
    expect(rough).toMatchObject({ postcode: 'SS6 7ED' })
    expect(rough).toHaveProperty('lat', expect.closeTo(51.5, 0))
    await db.rows(
      `insert into outcodes (key, lat, lon, nation, live) values ('SS6', 51.59, 0.6, 'England', 900)`,
    )
    expect(await make()).toHaveProperty('lat', expect.closeTo(51.59, 3))
    await db.rows(
      `insert into postcodes (key, lat, lon, nation) values ('SS67ED', 51.5876, 0.6057, 'England')`,
    )
    expect(await make()).toHaveProperty('lat', expect.closeTo(51.5876, 3))
    expect(await make({ lat: 51.5, lon: 0.5 })).toMatchObject({ lat: 51.5, lon: 0.5 })
    expect(await make({ lat: 48.9, lon: 2.3 })).toEqual({ ok: false, reason: 'off the map' })
    expect(await make({ postcode: 'Rayleigh' })).toEqual({ ok: false, reason: 'odd postcode' })
  })

  test('that moves to another postcode leaves its old place on the map', async () => {
    const made = await as(coordinator, (tx) => createVenue(tx, mill))
    if (!made.ok) throw new Error(made.reason)
    const before = await row('venues', made.venueId)
    const change = { ...mill, venueId: made.venueId, ended: false, lat: before?.lat, lon: before?.lon }
    await as(coordinator, (tx) => changeVenue(tx, { ...change, postcode: 'IV1 1AA', nation: 'Scotland' }))
    expect(await row('venues', made.venueId)).toHaveProperty('lat', expect.closeTo(57.5, 0))
  })

  test('is not ended while a group meets there', async () => {
    await aGroup()
    expect(await as(coordinator, (tx) => changeVenue(tx, { ...mill, venueId: venue, ended: true }))).toEqual({
      ok: false,
      reason: 'in use',
    })
    expect(await as(facilitator, (tx) => createVenue(tx, mill))).toEqual({ ok: false, reason: 'not yours' })
  })
})

describe('bank holidays from a file', () => {
  const file = (events: { date: string; title: string }[]) =>
    JSON.stringify(
      Object.fromEntries(
        ['england-and-wales', 'scotland', 'northern-ireland'].map((division) => [
          division,
          { division, events },
        ]),
      ),
    )
  const written = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'holidays-')), 'bank-holidays.json')
    writeFileSync(path, text)
    return path
  }
  const bring = (events: { date: string; title: string }[]) => {
    const holidays = readBankHolidays(written(file(events)))
    return transact(db.app, system('importing'), (tx) => importBankHolidays(tx, holidays))
  }

  test('replace the years that the file covers, and say what is new', async () => {
    const christmas = { date: '2026-12-25', title: 'Christmas Day' }
    expect(await bring([christmas, { date: '2026-06-15', title: 'World Cup' }])).toEqual({
      read: 6,
      added: 6,
      years: [2026],
    })
    await bring([{ date: '2027-12-27', title: 'Christmas Day' }])
    expect(await bring([christmas])).toEqual({ read: 3, added: 0, years: [2026] })
    const left = await db.rows(`select date from bank_holidays where division = 'scotland' order by date`)
    expect(left).toEqual([{ date: '2026-12-25' }, { date: '2027-12-27' }])
  })

  test('a file that is missing or something else is refused in plain words', () => {
    expect(() => readBankHolidays('/nowhere/holidays.json')).toThrow(
      new Refusal('The file /nowhere/holidays.json cannot be read: there is no such file.'),
    )
    expect(() => readBankHolidays(written('<html>'))).toThrow(Refusal)
  })
})
