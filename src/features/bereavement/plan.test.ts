import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type Actor, type StaffActor, system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { smallCharity } from '../../platform/testing/small-charity.ts'
import { newToken } from '../../platform/tokens.ts'
import { transact } from '../../platform/transactions.ts'
import { Visitor } from '../people/testing/visitor.ts'
import { keepPlace } from '../places/places.ts'
import {
  confirmDeath,
  recordDeath,
  rememberedForMembers,
  sinceLastTime,
  takeBackDeath,
} from './bereavement.ts'
import { addTask, saveFamilyWishes, settleTask } from './plan.ts'
import { planOf } from './plan-queries.ts'
import { saveWishes } from './wishes.tsx'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let make: ReturnType<typeof smallCharity>
let scotland: string
let dorset: string
let next: string
let later: string
let coordinator: StaffActor & { cookie: string }
let facilitator: StaffActor & { cookie: string }
let friend: string
beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db))
  make = smallCharity(db)
  scotland = await make.group('Scotland online', { limit: 5 })
  dorset = await make.group('Dorset', { kind: 'in person' })
  await make.session(scotland, -50)
  next = await make.session(scotland, 24 * 10)
  later = await make.session(scotland, 24 * 40)
  coordinator = await make.staff(['coordinator'], [scotland])
  facilitator = await make.staff(['facilitator'], [scotland])
  friend = await make.person('Isla', { groups: [scotland] })
})
afterAll(() => db.drop())

const as = <T>(actor: Actor, work: Parameters<typeof transact<T>>[2]) => transact(db.app, actor, work)
const member = (personId: string): Actor => ({ kind: 'member', personId, sessionId: null })
const told = { toldBy: 'her sister, by phone', toldOn: '2026-11-19' } as const
async function somebodyDied(
  called: string,
  sure: 'told' | 'confirmed' = 'confirmed',
  actor: Actor = coordinator,
) {
  const personId = await make.person(called, { groups: [scotland] })
  await as(actor, (tx) => recordDeath(tx, { personId, ...told, sure }))
  return personId
}
const tasks = (personId: string) =>
  db.rows<{ kind: string; state: string; owner: string | null }>(
    `select kind, state, (select name from accounts a where a.id = owner_id) as owner from farewell_tasks
     where person_id = $1 order by kind`,
    [personId],
  )
const settle = (personId: string, kind: string, state: 'done' | 'not needed' = 'done') =>
  as(coordinator, async (tx) => {
    const { rows } = await sql<{
      id: string
    }>`select id from farewell_tasks where person_id = ${personId} and kind = ${kind}`.execute(tx)
    return settleTask(tx, { personId, taskId: rows[0]?.id ?? '', state })
  })
const family = (personId: string, wishes: Partial<Parameters<typeof saveFamilyWishes>[1]['wishes']>) =>
  as(coordinator, (tx) =>
    saveFamilyWishes(tx, {
      personId,
      wishes: {
        maySay: null,
        nameUsed: null,
        remembered: null,
        flowers: null,
        note: null,
        contact: null,
        ...wishes,
      },
    }),
  )
const open = {
  whenIll: null,
  whenDied: null,
  nameUsed: null,
  remembered: null,
  byWhom: null,
  how: null,
} as const
const visitor = (who: { cookie: string }) => new Visitor(app).carrying(who.cookie)
async function signedIn(personId: string) {
  const { token, hash } = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
    [personId, hash],
  )
  return new Visitor(app).carrying(`my=${token}`)
}

describe('the plan', () => {
  it('is made for each group when a death is recorded, with owners and days', async () => {
    const person = await somebodyDied('Ailsa', 'told')
    const of = { c: coordinator.name, f: facilitator.name }
    expect(await tasks(person)).toEqual([
      { kind: 'confirm', state: 'open', owner: of.c },
      { kind: 'facilitator', state: 'open', owner: of.c },
      { kind: 'family', state: 'open', owner: of.c },
      { kind: 'friends', state: 'open', owner: of.c },
      { kind: 'group', state: 'open', owner: of.c },
      { kind: 'newcomers', state: 'open', owner: of.f },
      { kind: 'session', state: 'open', owner: of.f },
    ])
    expect(
      await db.rows(
        `select bool_and(t.due_on >= clock()::date) as ahead, bool_or(t.kind = 'session' and t.due_on = s.date) as on_the_day
         from farewell_tasks t, sessions s where t.person_id = $1 and s.id = $2`,
        [person, next],
      ),
    ).toEqual([{ ahead: true, on_the_day: true }])
    expect(await as(coordinator, (tx) => confirmDeath(tx, { personId: person }))).toBe(true)
    expect((await tasks(person))[0]).toMatchObject({ kind: 'confirm', state: 'done' })
    expect(await as(coordinator, (tx) => confirmDeath(tx, { personId: person }))).toBe(false)
  })

  it('is made too when a helper records it, who sees nothing of the group', async () => {
    const person = await make.person('Jean', { groups: [scotland] })
    await make.call(person)
    const helper = await make.staff(['helper'])
    await as(helper, (tx) => recordDeath(tx, { personId: person, ...told, sure: 'told' }))
    expect(await tasks(person)).toHaveLength(7)
    expect(await as(helper, (tx) => planOf(tx, person))).toBeNull()
  })

  it('speaks of the health professional only where word back was allowed', async () => {
    const quiet = await somebodyDied('Rona')
    const allowed = await make.person('Una', { groups: [scotland] })
    await db.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'word back to referrer', true, 'Yes', '1', 'form')`,
      [allowed],
    )
    await as(coordinator, (tx) => recordDeath(tx, { personId: allowed, ...told, sure: 'confirmed' }))
    expect((await tasks(quiet)).map((task) => task.kind)).not.toContain('referrer')
    expect((await tasks(allowed)).map((task) => task.kind)).toContain('referrer')
  })

  it('names letters that are not in the post yet, and puts them on the plan', async () => {
    const person = await make.person('Nan', { groups: [scotland] })
    await db.rows(`insert into messages (kind, person_id, channel) values ('joined', $1, 'post')`, [person])
    const page = await visitor(coordinator).open(`/staff/people/${person}/died`)
    await page.press('Record that they died', { 'Who told you?': 'Her son' })
    expect(page.text).toContain('1 letter that is not in the post yet. Please take it out of the pile.')
    expect((await tasks(person)).map((task) => task.kind)).toContain('letters')
    await page.open(`/staff/people/${person}/plan`)
    expect(page.text).toMatch(/may lie printed on a desk\. Letters on paper/)
    expect(page.html).toContain('href="/staff/letters"')
    expect(await db.rows(`select state from messages where person_id = $1`, [person])).toEqual([
      { state: 'stopped' },
    ])
  })

  it('leads to the next session, to their place that is held back there, to the list, and back to them', async () => {
    const skye = await make.group('Skye online', { limit: 3 })
    const runs = await make.staff(['coordinator'], [skye])
    const first = await make.session(skye, 100)
    await make.session(skye, 800)
    const person = await make.person('Sine', { groups: [skye] })
    await transact(db.app, runs, (tx) => keepPlace(tx, { sessionId: first, personId: person }))
    const page = await visitor(runs).open(`/staff/people/${person}/died`)
    await page.press('Record that they died', { 'Who told you?': 'Her son' })
    await page.open(`/staff/people/${person}/plan`)
    expect(page.text).toMatch(/Next session \w+ \d+ \w+ Their place held back on \w+ \d+ \w+/)
    for (const href of [
      `/staff/sessions/${first}`,
      '/staff/groups/skye-online/remembered',
      `/staff/people/${person}`,
    ])
      expect(page.html).toContain(`href="${href}"`)
  })

  it('names who could come for the first time, so that somebody rings them before', async () => {
    const group = await make.group('Lewis', { kind: 'in person' })
    const before = await make.session(group, -700)
    await make.session(group, 24 * 9)
    const staffed = await make.staff(['coordinator'], [group])
    const [gone, known, long] = [
      await make.person('Marsaili', { groups: [group] }),
      await make.person('Kirsty', { groups: [group] }),
      await make.person('Oighrig', { groups: [group] }),
    ]
    await make.person('Newlyn', { groups: [group] })
    await db.rows(`update members set joined_at = clock() - interval '1 year' where person_id = any ($1)`, [
      [gone, known, long],
    ])
    await db.rows(
      `with s as (insert into stubs (person_id) values ($1) returning id)
       insert into visits (session_id, group_id, stub_id) select $2, $3, id from s`,
      [known, before, group],
    )
    await as(staffed, (tx) => recordDeath(tx, { personId: gone, ...told, sure: 'confirmed' }))
    const page = await visitor(staffed).open(`/staff/people/${gone}/plan`)
    expect(page.text).toContain('They could come for the first time: Newlyn')
    expect(page.text).not.toMatch(/Kirsty|Oighrig/)
  })

  it('stands on Today for its owner, without a name, until it is ticked off', async () => {
    const person = await somebodyDied('Morag')
    await db.rows(`delete from farewell_tasks where person_id <> $1`, [person])
    const page = await visitor(facilitator).open('/staff')
    expect(page.text).toContain('After a death in Scotland online: ')
    expect(page.text).not.toContain('Morag')
    await settle(person, 'session')
    await settle(person, 'newcomers', 'not needed')
    expect((await page.open('/staff')).text).not.toContain('After a death')
    expect((await visitor(coordinator).open('/staff')).text).toContain('and 3 more')
  })

  it('is ticked off, given to somebody else, added to, and opened again on its page', async () => {
    const person = await somebodyDied('Effie')
    const page = await visitor(coordinator).open(`/staff/people/${person}/plan`)
    expect(page.heading).toBe('After the death of Effie')
    await page.press('Done')
    expect(page.text).toContain(`Done by ${coordinator.name}`)
    await page.press('Open again')
    expect(page.text).not.toContain('Done by')
    const [task] = await db.rows<{ id: string }>(
      `select id from farewell_tasks where person_id = $1 and kind = 'friends'`,
      [person],
    )
    const change = (owner: string, day: string) =>
      page.send(
        `/staff/people/${person}/plan/tasks/${task?.id}`,
        new URLSearchParams({ owner, 'due-day': day, 'due-month': '12', 'due-year': '2027' }),
      )
    await change(facilitator.accountId, '1')
    expect(page.text).toContain(`${facilitator.name}, by 1 December 2027`)
    await change(facilitator.accountId, '99')
    expect(page.status).toBe(422)
    expect(page.text).toContain('Enter a day, like 27 3 2027')
    // Nobody outside the group is made to know.
    await change((await make.staff(['coordinator'], [dorset])).accountId, '1')
    expect(page.text).toContain('Choose somebody who works with this group')
    await page.press('Add', {
      'What is to be done': 'Send the card that everybody signs',
      Day: '3',
      Month: '12',
      Year: '2026',
    })
    expect(page.text).toContain('Send the card that everybody signs')
  })

  it('takes the name of somebody of the family only with their own yes', async () => {
    const person = await somebodyDied('Sheena')
    const page = await visitor(coordinator).open(`/staff/people/${person}/plan`)
    await page.press('Save', { 'Their name': 'Ann', 'How to reach them': '07700 900123' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('without their yes we keep no name and number')
    await page.press('Save', { 'By phone': 'ticked' })
    expect(page.text).toContain('Ann, 07700 900123. They agreed to our keeping this: by phone')
    const log = await db.rows<{ text: string }>(
      `select to_jsonb(l)::text as text from audit_log l where table_name = 'family_wishes' and subject_id = $1`,
      [person],
    )
    expect(log.length).toBeGreaterThan(0)
    expect(log.map((row) => row.text).join()).not.toMatch(/Ann|900123/)
  })

  it('is nobody else’s: another group, other roles, members', async () => {
    const person = await somebodyDied('Kirsty')
    await family(person, { maySay: true })
    const none = await Promise.all([
      make.staff(['coordinator'], [dorset]),
      make.staff(['safeguarding lead']),
      make.staff(['helper']),
      make.staff(['nurse']),
    ])
    for (const actor of [...none, member(friend)]) {
      if (actor.kind === 'staff') {
        expect(await as(actor, (tx) => planOf(tx, person))).toBeNull()
        const added = { personId: person, groupId: scotland, words: 'x', ownerId: null, dueOn: '2026-12-01' }
        expect(await as(actor, (tx) => addTask(tx, added))).toBe(false)
      }
      for (const table of ['farewell_tasks', 'family_wishes', 'late_arrivals'])
        expect(
          await as(actor, (tx) => sql`select from ${sql.table(table)}`.execute(tx)).then(
            ({ rows }) => rows.length,
            () => 0,
          ),
        ).toBe(0)
    }
    expect(
      (await visitor(none[0] as StaffActor & { cookie: string }).open(`/staff/people/${person}/plan`)).status,
    ).toBe(404)
  })
})

describe('what may be said', () => {
  const sides = [null, true, false]
  it('what the member wished decides, the family what they left open; where they differ people speak first', async () => {
    const person = await somebodyDied('Catriona')
    for (const own of sides)
      for (const theirs of sides) {
        await as(member(person), (tx) => saveWishes(tx, person, { ...open, whenDied: 'tell', nameUsed: own }))
        await family(person, { nameUsed: theirs })
        const may = (await as(coordinator, (tx) => planOf(tx, person)))?.may
        expect([own, theirs, may?.name]).toEqual([own, theirs, own ?? theirs])
        expect(may?.differs).toBe(own !== null && theirs !== null && own !== theirs)
      }
    const quiet = { anything: false, name: false, onList: false }
    const wish = (whenDied: 'tell' | 'say nothing' | null) =>
      as(member(person), (tx) =>
        saveWishes(tx, person, { ...open, whenDied, nameUsed: true, remembered: true }),
      )
    const may = async () => (await as(coordinator, (tx) => planOf(tx, person)))?.may
    await wish('say nothing')
    await family(person, { maySay: null, nameUsed: false })
    expect(await may()).toEqual({ ...quiet, differs: false })
    await family(person, { maySay: true })
    expect(await may()).toEqual({ ...quiet, differs: true })
    await wish('tell')
    await family(person, { maySay: false, nameUsed: false, remembered: false })
    expect(await may()).toEqual({ anything: true, name: true, onList: true, differs: true })
    const page = await visitor(coordinator).open(`/staff/people/${person}/plan`)
    expect(page.text).toContain('The name may be used. The family would have it otherwise.')
    await wish(null)
    expect(await may()).toEqual({ ...quiet, differs: false })
    await as(member(person), (tx) => saveWishes(tx, person, open))
    expect(await db.rows('select from wishes where person_id = $1', [person])).toEqual([])
  })

  it('stays as they left it once they have died', async () => {
    const person = await make.person('Beathag', { groups: [scotland] })
    await as(member(person), (tx) => saveWishes(tx, person, { ...open, whenDied: 'say nothing' }))
    const page = await visitor(coordinator).open(`/staff/people/${person}/wishes`)
    expect(page.status).toBe(200)
    // Somebody still has the form open while a colleague records the death.
    await as(facilitator, (tx) => recordDeath(tx, { personId: person, ...told, sure: 'confirmed' }))
    await page.send(
      `/staff/people/${person}/wishes`,
      new URLSearchParams({ whenDied: 'tell', nameUsed: 'yes', way: 'phone' }),
    )
    expect(page.status).toBe(404)
    await expect(
      as(coordinator, (tx) => saveWishes(tx, person, { ...open, whenDied: 'tell' }, 'phone')),
    ).rejects.toThrow(/row-level security/)
    expect(await db.rows('select when_died, said_way from wishes where person_id = $1', [person])).toEqual([
      { when_died: 'say nothing', said_way: null },
    ])
  })

  it('the next session says it gently, only that one, and only as far as is wished', async () => {
    await db.rows(`delete from deaths`)
    const person = await somebodyDied('Eilidh', 'told')
    const says = async (who = facilitator) => (await visitor(who).open(`/staff/sessions/${next}`)).text
    expect(await says()).toContain('It is not confirmed: please say nothing yet.')
    await as(coordinator, (tx) => confirmDeath(tx, { personId: person }))
    expect(await says()).toContain('It is not known yet what may be said')
    await db.rows(`update deaths set sure = 'told' where person_id = $1`, [person])
    await family(person, { maySay: true, nameUsed: false })
    const plan = async () => (await visitor(coordinator).open(`/staff/people/${person}/plan`)).text
    expect(await plan()).toContain(
      'Nothing yet, since it is not confirmed. Once it is: The group may be told.',
    )
    await as(coordinator, (tx) => confirmDeath(tx, { personId: person }))
    expect(await plan()).not.toContain('Nothing yet')
    expect(await says()).toContain('Please do not say the name.')
    const sheet = async () => (await visitor(facilitator).open(`/staff/sessions/${next}/sheet`)).text
    expect(await sheet()).toContain('Somebody of the group has died since it last met.')
    expect(await sheet()).not.toContain('Eilidh')
    await family(person, { maySay: true, nameUsed: true })
    expect(await says()).toContain('Eilidh has died since the group last met.')
    expect(await sheet()).toContain('Eilidh has died since the group last met.')
    // She had wished it so herself; the family would rather not: people speak first, and paper says nothing.
    await as(member(person), (tx) => saveWishes(tx, person, { ...open, whenDied: 'tell', nameUsed: true }))
    await family(person, { maySay: false, nameUsed: false })
    expect(await says()).toContain(
      'Eilidh has died since the group last met. The family would have it otherwise',
    )
    expect(await sheet()).not.toContain('has died')
    expect(await sheet()).toContain('Please look at the page of this session before you begin.')
    await as(member(person), (tx) => saveWishes(tx, person, open))
    await family(person, { maySay: false, nameUsed: true })
    expect(await says()).toContain('It is wished that nothing is said about it.')
    expect(await sheet()).not.toContain('has died')
    expect(await as(facilitator, (tx) => sinceLastTime(tx, later))).toEqual([])
  })
})

describe('whom a group remembers', () => {
  it('members see a name only where the group wants a list, it may be used, and the group has been told', async () => {
    await db.rows(`delete from deaths`)
    const person = await somebodyDied('Peigi')
    const names = (who = friend) => as(member(who), (tx) => rememberedForMembers(tx, scotland))
    await family(person, { maySay: true, nameUsed: true, remembered: true })
    await settle(person, 'group')
    expect(await names()).toEqual([])
    const page = await visitor(coordinator).open('/staff/groups/scotland-online/remembered')
    expect(page.text).toContain('Peigi')
    expect(page.text).not.toContain('not confirmed yet')
    await db.rows(`update deaths set sure = 'told' where person_id = $1`, [person])
    expect((await page.open('/staff/groups/scotland-online/remembered')).text).toContain(
      'Peigi not confirmed yet',
    )
    await as(coordinator, (tx) => confirmDeath(tx, { personId: person }))
    await page.press('Members want such a list')
    expect(page.text).toContain('Members see the list now.')
    expect(await names()).toEqual(['Peigi'])
    expect((await (await signedIn(friend)).open('/my/groups/scotland-online')).text).toContain('Peigi')
    expect(await names(await make.person('Ewan', { groups: [dorset] }))).toEqual([])
    await db.rows(
      `update farewell_tasks set state = 'open', settled_at = null where kind = 'group' and person_id = $1`,
      [person],
    )
    expect(await names()).toEqual([])
    await settle(person, 'group')
    await family(person, { maySay: true, nameUsed: true, remembered: false })
    expect(await names()).toEqual([])
    expect((await visitor(facilitator).open('/staff/groups/scotland-online/remembered')).text).not.toContain(
      'Members want such a list',
    )
  })
})

describe('a mistake', () => {
  it('names what people have told others meanwhile, and takes the plan from Today', async () => {
    const person = await somebodyDied('Flora')
    await db.rows(`delete from farewell_tasks where person_id <> $1`, [person])
    await settle(person, 'group')
    const page = await visitor(coordinator).open(`/staff/people/${person}/not-died`)
    await page.press('It was a mistake: put everything back')
    expect(page.text).toContain('Could not be put back:')
    expect(page.text).toContain('The group was told.')
    expect((await visitor(coordinator).open('/staff')).text).not.toContain('After a death')
    // Who put it right knows; whoever else runs the group reads it first thing, without a name, for three days.
    const says = async (who: { cookie: string }) => (await visitor(who).open('/staff')).text
    const line = 'It was a mistake that somebody in Scotland online was recorded as having died'
    expect(await says(coordinator)).not.toContain(line)
    expect(await says(facilitator)).toContain(line)
    expect(await says(facilitator)).not.toContain('Flora')
    expect(await says(await make.staff(['facilitator'], [dorset]))).not.toContain(line)
    await db.rows(`update deaths set mistake_at = clock() - interval '4 days' where person_id = $1`, [person])
    expect(await says(facilitator)).not.toContain(line)
    expect((await page.open(`/staff/people/${person}/plan`)).status).toBe(404)
  })

  it('brings back to the list what had not arrived', async () => {
    const person = await make.person('Lorna', { groups: [scotland] })
    await make.message(person, { state: 'bounced' })
    await as(coordinator, (tx) => recordDeath(tx, { personId: person, ...told, sure: 'told' }))
    const waits = () =>
      db.rows(`select from messages where person_id = $1 and seen_undelivered_at is null`, [person])
    expect(await waits()).toHaveLength(0)
    await as(coordinator, (tx) => takeBackDeath(tx, { personId: person }))
    expect(await waits()).toHaveLength(1)
  })
})

describe('where it begins', () => {
  it('from a search and from the day sheet: the name, then who told you', async () => {
    const person = await make.person('Senga', { fullName: 'Senga Whimbrel', groups: [scotland] })
    const page = await visitor(facilitator).open('/staff/people')
    expect(page.html).toContain('href="/staff/died"')
    await page.open('/staff/died?q=whimb')
    expect(page.html).toContain(`href="/staff/people/${person}/died"`)
    await page.open(`/staff/sessions/${next}`)
    expect(page.html).toContain(`href="/staff/died?group=${scotland}"`)
    await page.open(`/staff/died?group=${scotland}`)
    expect(page.text).toContain('Senga')
    const other = await visitor(await make.staff(['coordinator'], [dorset])).open(
      `/staff/died?group=${scotland}`,
    )
    expect(other.text).toContain('Nobody is found whom you may see.')
  })

  it('from a search with a slip in the name: those whose names are near to it', async () => {
    const person = await make.person('Senga', { fullName: 'Senga Corncrake', groups: [scotland] })
    const page = await visitor(facilitator).open('/staff/died?q=Sengha+Corncrayk')
    expect(page.text).toContain(
      'Nobody whom you may see is called “Sengha Corncrayk”. Is it one of these? Senga',
    )
    expect(page.html).toContain(`href="/staff/people/${person}/died"`)
    const other = await visitor(await make.staff(['coordinator'], [dorset])).open(
      '/staff/died?q=Sengha+Corncrayk',
    )
    expect(other.text).toContain('Nobody is found whom you may see.')
    expect(other.text).not.toContain('Senga')
  })
})

describe('a member', () => {
  it('says as much as they like on their own pages, changes it, and takes it away', async () => {
    const person = await make.person('Hazel', { groups: [scotland] })
    const page = await (await signedIn(person)).open('/my')
    expect(page.html).toContain('href="/my/wishes"')
    await page.open('/my/wishes')
    await page.press('Save', { 'Who should tell them?': 'Ruth' })
    expect(page.text).toContain('Saved. You can change it whenever you like.')
    const staffPage = await visitor(facilitator).open(`/staff/people/${person}`)
    expect(staffPage.text).toContain('What their group may be told')
    expect(
      (await visitor(await make.staff(['safeguarding lead'])).open(`/staff/people/${person}`)).text,
    ).not.toContain('Ruth')
    await db.rows(`update members set left_at = clock() where person_id = $1`, [person])
    expect((await visitor(facilitator).open(`/staff/people/${person}`)).text).not.toContain('Ruth')
    await page.press('Take all of this away')
    expect(page.text).toContain('It is taken away.')
    expect(await db.rows('select from wishes where person_id = $1', [person])).toEqual([])
  })

  it('tells it on the phone, and whoever runs their group writes it down; the member reads and changes it', async () => {
    const person = await make.person('Freya', { groups: [scotland] })
    const theirs = visitor(facilitator)
    await theirs.open(`/staff/people/${person}`)
    expect(theirs.html).toContain(`href="/staff/people/${person}/wishes"`)
    await theirs.open(`/staff/people/${person}/wishes`)
    await theirs.press('Save', { 'Who should tell the group?': 'Ruth' })
    expect(theirs.status).toBe(422)
    expect(theirs.text).toContain('Choose how they said it')
    await theirs.press('Save', { 'On the phone': 'ticked' })
    expect(theirs.text).toContain('Written down. They see it on their own pages.')
    expect(theirs.text).toMatch(/Written down by .* on .*, as said on the phone/)
    expect(
      await db.rows('select by_whom, said_way, written_by from wishes where person_id = $1', [person]),
    ).toEqual([{ by_whom: 'Ruth', said_way: 'phone', written_by: facilitator.accountId }])
    const other = visitor(await make.staff(['facilitator'], [dorset]))
    expect((await other.open(`/staff/people/${person}/wishes`)).status).toBe(404)

    const own = await (await signedIn(person)).open('/my/wishes')
    expect(own.text).toContain('as you told us. Change whatever is not right.')
    await own.press('Save', { 'Who should tell them?': 'Una' })
    expect(own.text).not.toContain('as you told us')
    expect(
      await db.rows('select by_whom, said_way, written_by from wishes where person_id = $1', [person]),
    ).toEqual([{ by_whom: 'Una', said_way: null, written_by: null }])
  })
})

describe('the figures', () => {
  it('keep past visits, and nobody is looked for who has died', async () => {
    const person = await make.person('Ishbel', { groups: [scotland] })
    const session = await make.session(scotland, -24 * 100)
    await db.rows(
      `with stub as (insert into stubs (person_id) values ($1) returning id)
       insert into visits (session_id, group_id, stub_id) select $2, $3, id from stub`,
      [person, session, scotland],
    )
    await db.rows(`update people set ring_if_not_seen = true where id = $1`, [person])
    await db.rows(`update members set joined_at = clock() - interval '1 year' where person_id = $1`, [person])
    const notSeen = () =>
      as(system('a test'), (tx) => sql<{ person_id: string }>`select * from not_seen(70)`.execute(tx))
    expect((await notSeen()).rows).toMatchObject([{ person_id: person }])
    await as(coordinator, (tx) => recordDeath(tx, { personId: person, ...told, sure: 'confirmed' }))
    expect((await notSeen()).rows).toEqual([])
    expect(await db.rows(`select from visits where session_id = $1`, [session])).toHaveLength(1)
    // They have not left: nothing says that they no longer come.
    expect(await db.rows(`select left_at from members where person_id = $1`, [person])).toEqual([
      { left_at: null },
    ])
    expect((await visitor(coordinator).open(`/staff/people/${person}`)).text).toContain('Came ')
  })
})
