import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { groupById, layOutSessions, openClashes, saveProgramme } from './groups.ts'
import type { ProgrammeRule } from './programme.ts'
import { checkProgramme, needsChoice } from './programme-preview.ts'
import { aColleague, aGroup, aService, aVenue, setClock, someMembers } from './testing/charity.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: TestDatabase
let coordinator: StaffActor
let stranger: StaffActor
let service: string
let venue: string
let groupId: string
let round = 0

beforeAll(async () => {
  db = await testDatabase()
  await setClock(db, '2026-11-20T10:00:00Z')
  coordinator = await aColleague(db, ['coordinator'])
  stranger = await aColleague(db, ['coordinator'], 'Owen Price')
  service = await aService(db)
})
afterAll(() => db.drop())
beforeEach(async () => {
  venue = await aVenue(db)
  const wish = { name: `South Essex ${++round}`, serviceId: service, venueId: venue }
  groupId = (await aGroup(db, coordinator, wish)).groupId
})

const as = <T>(actor: StaffActor, work: (tx: Transaction) => Promise<T>) => transact(db.app, actor, work)
const fourthFriday: ProgrammeRule = {
  kind: 'monthly-weekday',
  weekday: 5,
  nth: 4,
  everyMonths: 1,
  starts: '11:00',
  ends: '13:00',
  zone: 'Europe/London',
  from: '2026-11-20',
  until: null,
}
const lastThursday: ProgrammeRule = { ...fourthFriday, weekday: 4, nth: 'last', from: '2027-02-01' }
const christmas = { '2026-12-25': { what: 'leave out' } } as const
const cancelledWords = 'We do not meet on this date.'

async function preview(rule: ProgrammeRule) {
  return as(coordinator, async (tx) => {
    const group = await groupById(tx, groupId)
    if (!group) throw new Error('no group')
    return checkProgramme(tx, group, rule)
  })
}
/** Every clash of the rule kept, but for what is said. */
async function keepAll(rule: ProgrammeRule) {
  const { dates } = await preview(rule)
  return Object.fromEntries(dates.filter(needsChoice).map(({ date }) => [date, { what: 'keep' } as const]))
}
async function save(rule: ProgrammeRule, wish: Partial<Parameters<typeof saveProgramme>[1]> = {}) {
  const onDates = { ...(await keepAll(rule)), ...wish.onDates }
  return as(coordinator, (tx) => saveProgramme(tx, { groupId, rule, cancelledWords, ...wish, onDates }))
}
const sessions = () =>
  db.rows<{ id: string; date: string; rule_date: string | null; state: string; starts_at: Date }>(
    'select * from sessions where group_id = $1 order by starts_at',
    [groupId],
  )

describe('before it is saved', () => {
  test('staff see the next twelve dates, and what stands against them with other dates', async () => {
    const { dates } = await preview(fourthFriday)
    expect(dates).toHaveLength(12)
    expect(dates[0]).toMatchObject({ date: '2026-11-27', clashes: [] })
    const christmasDay = dates.find(({ date }) => date === '2026-12-25')
    expect(christmasDay?.clashes.map((clash) => clash.kind)).toEqual(['bank-holiday', 'christmas-days'])
    expect(christmasDay?.others).toContain('2026-12-18')
  })

  test('a clash about which nothing was said saves nothing', async () => {
    const answer = await as(coordinator, (tx) =>
      saveProgramme(tx, { groupId, rule: fourthFriday, cancelledWords }),
    )
    expect(answer).toMatchObject({
      ok: false,
      reason: 'undecided',
      dates: expect.arrayContaining(['2026-12-25']),
    })
    expect(await sessions()).toEqual([])
  })

  test('a weekly rule shows the later clashes of the year too', async () => {
    const { dates } = await preview({ ...fourthFriday, kind: 'weekly', everyWeeks: 1 } as ProgrammeRule)
    const clashing = dates.filter((date) => date.clashes.length > 0).map((date) => date.date)
    expect(clashing).toEqual(['2026-12-25', '2027-01-01', '2027-03-26'])
  })

  test('another group in the same room at that time is a clash', async () => {
    const other = await aGroup(db, coordinator, { serviceId: service, venueId: venue })
    await save(fourthFriday, { onDates: christmas })
    const own = groupId
    groupId = other.groupId
    const { dates } = await preview({ ...fourthFriday, starts: '12:30', ends: '14:00' })
    groupId = own
    expect(dates[0]?.clashes[0]?.words).toBe(`South Essex ${round} is at The Mill that day, 11am to 1pm`)
  })
})

describe('laying out', () => {
  test('lays twelve months at the same hour on both sides of the clock changes, once', async () => {
    expect(await save(fourthFriday, { onDates: christmas })).toMatchObject({ ok: true, laid: 11 })
    const laid = await sessions()
    expect(laid.map(({ date }) => date)).not.toContain('2026-12-25')
    const instants = new Map(laid.map((session) => [session.date, session.starts_at.toISOString()]))
    expect(instants.get('2027-02-26')).toBe('2027-02-26T11:00:00.000Z')
    expect(instants.get('2027-04-23')).toBe('2027-04-23T10:00:00.000Z')
    const again = () =>
      transact(db.app, system('laying out'), (tx) => layOutSessions(tx, groupId, '2027-11-20'))
    expect(await Promise.all([again(), again(), again()])).toEqual([[], [], []])
    expect(
      await transact(db.app, system('laying out'), (tx) => layOutSessions(tx, groupId, '2027-12-31')),
    ).toHaveLength(2)
    expect(await sessions()).toHaveLength(13)
  })

  test('two processes at once lay each date once', async () => {
    await db.rows(
      `insert into programmes (group_id, rule, starts, ends, from_date) values ($1, $2, '11:00', '13:00', '2026-11-20')`,
      [groupId, JSON.stringify(fourthFriday)],
    )
    const lay = () =>
      transact(db.app, system('laying out'), (tx) => layOutSessions(tx, groupId, '2027-11-20'))
    const both = await Promise.all([lay(), lay()])
    expect(both.flat()).toHaveLength(12)
    expect(new Set((await sessions()).map(({ date }) => date)).size).toBe(12)
  })

  test('a moved or cancelled session keeps its date of the rule from being laid again', async () => {
    await save(fourthFriday, { onDates: christmas })
    await db.rows(
      `update sessions set date = '2027-01-15' where group_id = $1 and rule_date = '2027-01-22'`,
      [groupId],
    )
    await transact(db.app, system('laying out'), (tx) => layOutSessions(tx, groupId, '2027-11-20'))
    const dates = (await sessions()).map(({ date }) => date)
    expect(dates).toContain('2027-01-15')
    expect(dates).not.toContain('2027-01-22')
  })

  test('another date stands instead of one that clashes', async () => {
    await save(fourthFriday, { onDates: { '2026-12-25': { what: 'other date', date: '2026-12-18' } } })
    expect((await sessions())[1]).toMatchObject({ date: '2026-12-18', rule_date: '2026-12-25' })
  })

  test('the telephone hour is said where the session would have been', async () => {
    await save(fourthFriday, {
      onDates: { '2026-12-25': { what: 'telephone hour', words: 'Ring us on 18 December, 11am to midday.' } },
    })
    expect((await sessions())[1]).toMatchObject({
      date: '2026-12-25',
      state: 'cancelled',
      cancelled_words: cancelledWords,
      instead_words: 'Ring us on 18 December, 11am to midday.',
    })
  })

  test('another date that is taken saves nothing at all', async () => {
    const answer = await save(fourthFriday, {
      onDates: { '2026-12-25': { what: 'other date', date: '2026-11-19' } },
    })
    expect(answer).toEqual({ ok: false, reason: 'date taken', date: '2026-11-19' })
    expect(await sessions()).toEqual([])
    expect(await db.rows('select id from programmes where group_id = $1', [groupId])).toEqual([])
  })

  test('a clash that was kept is not asked about again; one that comes later is', async () => {
    await save(fourthFriday)
    const ask = () => as(coordinator, (tx) => openClashes(tx, { groupId }))
    expect(await ask()).toEqual([])
    await db.rows(`insert into bank_holidays values ('england-and-wales', '2027-06-25', 'A new holiday')`)
    expect(await ask()).toMatchObject([
      { date: '2027-06-25', clashes: [{ words: 'Bank holiday: A new holiday' }] },
    ])
    expect(await as(stranger, (tx) => openClashes(tx, { groupId }))).toEqual([])
    await db.rows('delete from bank_holidays')
  })
})

describe('another rule from a date on', () => {
  test('replaces what nobody has a part in, and leaves what comes before', async () => {
    await save(fourthFriday, { onDates: christmas })
    const answer = await save(lastThursday)
    expect(answer).toMatchObject({ ok: true, replaced: 9 })
    const dates = (await sessions()).map(({ date }) => date)
    expect(dates.slice(0, 4)).toEqual(['2026-11-27', '2027-01-22', '2027-02-25', '2027-03-25'])
    const programmes = await db.rows(
      'select from_date, until_date from programmes where group_id = $1 order by 1',
      [groupId],
    )
    expect(programmes).toEqual([
      { from_date: '2026-11-20', until_date: '2027-01-31' },
      { from_date: '2027-02-01', until_date: null },
    ])
  })

  async function withPlaces() {
    await save(fourthFriday, { onDates: christmas })
    const [person = ''] = await someMembers(db, groupId, 1)
    const kept = (await sessions()).filter(({ date }) =>
      ['2027-02-26', '2027-03-26', '2027-04-23'].includes(date),
    )
    for (const session of kept)
      await db.rows(
        `insert into places (session_id, group_id, person_id, state) values ($1, $2, $3, 'kept')`,
        [session.id, groupId, person],
      )
    return { person, kept: kept.map(({ id }) => id) }
  }

  test('what has a place is decided one by one, and every place is still there', async () => {
    const { person, kept } = await withPlaces()
    const [february = '', march = '', april = ''] = kept
    const seen = await preview(lastThursday)
    expect(seen.standing.map(({ id }) => id)).toEqual(kept)
    expect(seen.standing[0]).toMatchObject({ places: 1 })
    expect(seen.standing[0]?.newDates[0]).toBe('2027-02-25')
    expect(await save(lastThursday)).toMatchObject({ ok: false, reason: 'undecided', sessions: kept })

    const answer = await save(lastThursday, {
      onSessions: {
        [february]: { what: 'move', to: '2027-02-25' },
        [march]: { what: 'extra' },
        [april]: { what: 'cancel', words: 'The room is closed.', instead: 'Come on 29 April.' },
      },
    })
    expect(answer).toMatchObject({ ok: true, replaced: 6, written: 2 })
    const all = await sessions()
    expect(all.find(({ id }) => id === february)).toMatchObject({
      date: '2027-02-25',
      rule_date: '2027-02-25',
    })
    expect(all.find(({ id }) => id === march)).toMatchObject({ date: '2027-03-26', rule_date: null })
    expect(all.find(({ id }) => id === april)).toMatchObject({ state: 'cancelled' })
    expect(all.filter(({ date }) => date === '2027-02-25')).toHaveLength(1)
    expect(await db.rows('select 1 from places where person_id = $1', [person])).toHaveLength(3)
    const messages = await db.rows<{ kind: string }>(
      'select kind from messages where person_id = $1 order by kind',
      [person],
    )
    expect(messages.map(({ kind }) => kind)).toEqual(['session cancelled', 'session moved'])
  })

  test('two sessions cannot move to one date', async () => {
    const { kept } = await withPlaces()
    const onSessions = Object.fromEntries(kept.map((id) => [id, { what: 'move', to: '2027-02-25' } as const]))
    expect(await save(lastThursday, { onSessions })).toEqual({
      ok: false,
      reason: 'date taken',
      date: '2027-02-25',
    })
    expect((await sessions()).filter(({ date }) => date === '2027-02-26')).toHaveLength(1)
  })

  test('the next session of a group with members is decided too, though nobody keeps a place', async () => {
    await save(fourthFriday, { onDates: christmas })
    await someMembers(db, groupId, 1)
    const { standing, replaced } = await preview({ ...lastThursday, from: '2026-11-20' })
    expect(standing).toMatchObject([{ date: '2026-11-27', next: true, places: 0 }])
    expect(replaced).toBe(10)
  })

  test('a coordinator of another group may not', async () => {
    const answer = await as(stranger, (tx) =>
      saveProgramme(tx, { groupId, rule: fourthFriday, cancelledWords }),
    )
    expect(answer).toEqual({ ok: false, reason: 'not yours' })
  })

  test('a programme cannot begin in the past', async () => {
    const answer = await save({ ...fourthFriday, from: '2026-11-19' })
    expect(answer).toEqual({ ok: false, reason: 'in the past' })
  })
})
