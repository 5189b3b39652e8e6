import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { recordDeath, takeBackDeath } from '../bereavement/bereavement.ts'
import { Visitor } from '../people/testing/visitor.ts'
import { keepPlace } from '../places/places.ts'
import { dueInDays } from './rules.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let scotland: string
let dorset: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  scotland = await make.group('Scotland online', { limit: 3 })
  dorset = await make.group('Dorset', { kind: 'in person' })
  const administrator = await make.staff(['administrator'])

  const session = await make.session(scotland, 50)
  await make.session(dorset, 60)
  await db.rows(`update groups set created_at = clock() - interval '1 year'`)
  await make.session(dorset, -100)
  const [morag, isla, una] = await Promise.all(
    ['Morag', 'Isla', 'Una'].map((called) => make.person(called, { groups: [scotland] })),
  )
  for (const personId of [morag, isla, una])
    if (personId)
      await transact(db.app, administrator, (tx) => keepPlace(tx, { sessionId: session, personId }))
  await make.call(morag ?? '', { groupId: scotland, dueInHours: -50 })
  await make.message(isla ?? '', { kind: 'joined', state: 'bounced' })
  const waits = await make.person('Waits', { groups: [scotland], letIn: false })
  await db.rows(`update members set joined_at = clock() - interval '6 days' where person_id = $1`, [waits])
  await transact(db.app, administrator, (tx) =>
    recordDeath(tx, { personId: una ?? '', toldBy: 'her son', toldOn: null, sure: 'told' }),
  )
})
afterAll(() => db.drop())

const today = async (role: StaffRole, groups: string[] = []) =>
  new Visitor(app).carrying((await make.staff([role], groups)).cookie).open('/staff')

describe('Today', () => {
  it('has the date as its heading, and no names', async () => {
    const page = await today('administrator')
    expect(page.heading).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} \w+$/)
    for (const name of ['Morag', 'Isla', 'Una', 'Waits']) expect(page.text).not.toContain(name)
  })

  it('shows a coordinator the work of their groups', async () => {
    const page = await today('coordinator', [scotland])
    expect(page.text).toMatch(/1 session this week/)
    expect(page.text).toMatch(/1 call to make now/)
    expect(page.text).toMatch(
      /\d days late Welcome call: before the next session on .* \(Scotland online\) Ring/,
    )
    expect(page.text).toContain('A message was not delivered')
    expect(page.text).toContain('A place is held back')
    expect(page.text).toMatch(/Someone joined Scotland online on .* and is not let in yet/)
    expect(page.text).toContain('2 of 3 taken, 1 held back')
    expect(page.text).not.toContain('Dorset')
  })

  it('says how many places are taken as every other page says it', async () => {
    const [session] = await db.rows<{ id: string }>('select id from sessions where group_id = $1', [scotland])
    const { cookie } = await make.staff(['coordinator'], [scotland])
    const at = `/staff/sessions/${session?.id}`
    for (const path of ['/staff', '/staff/groups/scotland-online', at, `${at}/limit`])
      expect((await new Visitor(app).carrying(cookie).open(path)).text, path).toContain(
        '2 of 3 taken, 1 held back',
      )
  })

  it('counts nobody as coming to a telephone hour', async () => {
    const poole = await make.group('Poole', { limit: 12 })
    await db.rows(`update sessions set telephone = '01632 960 100' where id = $1`, [
      await make.session(poole, 70),
    ])
    const { text } = await today('coordinator', [poole])
    expect(text).toMatch(/Poole May come by telephone/)
    // Nor is it the session before which somebody new is to be welcomed.
    await make.session(poole, 400)
    await make.call(await make.person('Fay', { groups: [poole] }), { groupId: poole })
    const [first] = await db.rows<{ date: string }>(
      `select to_char(date, 'FMDD FMMonth') as date from sessions where group_id = $1 and telephone is null`,
      [poole],
    )
    const welcome = `before the next session on ${first?.date}`
    expect((await today('coordinator', [poole])).text).toContain(welcome)
    await db.rows('delete from calls where group_id = $1', [poole])
    expect(text).not.toMatch(/taken|about \d/)
  })

  it('shows the other group’s coordinator none of it', async () => {
    const page = await today('coordinator', [dorset])
    expect(page.text).not.toContain('Scotland')
    expect(page.text).not.toContain('held back')
    expect(page.text).toMatch(/2 days late Note who came on .*, Dorset/)
    expect(page.text).toContain('about 0')
  })

  it('says who rings somebody already, so that nobody else sets out to', async () => {
    const leeds = await make.group('York')
    const id = await make.call(await make.person('Nessa', { groups: [leeds] }), { groupId: leeds })
    const [one, other] = [
      await make.staff(['coordinator'], [leeds]),
      await make.staff(['coordinator'], [leeds]),
    ]
    const page = async (cookie: string) => (await new Visitor(app).carrying(cookie).open('/staff')).text
    expect(await page(other.cookie)).toContain('Welcome call (York) Ring')
    await new Visitor(app).carrying(one.cookie).send(`/staff/calls/${id}/take`, new URLSearchParams())
    expect(await page(other.cookie)).toContain(`Welcome call (York). ${one.name} is ringing now Look`)
    expect(await page(one.cookie)).toContain('Welcome call (York) Ring')
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where id = $1`, [id])
  })

  it('says of whoever answered a text that they are to be rung, not that there is something to look into', async () => {
    const leeds = await make.group('Leeds')
    await make.call(await make.person('Effie', { groups: [leeds] }), { groupId: leeds, why: 'they wrote' })
    const page = await today('coordinator', [leeds])
    expect(page.text).toMatch(/Ring someone who answered a text \(Leeds\) Ring/)
    expect(page.text).not.toContain('Look into something')
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where why = 'they wrote'`)
  })

  it('begins with what they were just told of by e-mail, whatever is late', async () => {
    const arran = await make.group('Arran', { kind: 'in person' })
    await db.rows(`update groups set created_at = clock() - interval '1 year' where id = $1`, [arran])
    await make.session(arran, -24 * 20)
    const una = await make.person('Una', { groups: [arran] })
    const recorder = await make.staff(['administrator'])
    await transact(db.app, recorder, (tx) =>
      recordDeath(tx, { personId: una, toldBy: 'her son', toldOn: null, sure: 'told' }),
    )
    const page = await today('facilitator', [arran])
    expect(page.text).toMatch(/To do Today After a death in Arran.*days? late Note who came/)
    await transact(db.app, recorder, (tx) => takeBackDeath(tx, { personId: una }))
    const after = await today('facilitator', [arran])
    expect(after.text).toMatch(
      /To do Today It was a mistake that somebody in Arran.*days? late Note who came/,
    )
  })

  it('shows a facilitator sessions and records, and no calls', async () => {
    const page = await today('facilitator', [dorset])
    expect(page.text).toContain('Note who came')
    expect(page.text).not.toContain('call to make now')
    expect(page.text).not.toContain('Ring')
  })

  it('asks nobody to deal with a message who may only look at it', async () => {
    const page = await today('facilitator', [scotland])
    expect(page.text).toContain('1 message not delivered')
    expect(page.text).not.toContain('A message was not delivered')
  })

  it('shows a helper the calls alone', async () => {
    const page = await today('helper')
    expect(page.text).toMatch(/1 call to make now/)
    expect(page.text).not.toContain('This week')
  })

  it('says plainly to others that there is nothing for them', async () => {
    for (const role of ['evaluator', 'campaigner', 'health professional'] as const) {
      const page = await today(role)
      expect(page.status).toBe(200)
      expect(page.text).toContain('Nothing for you here yet')
    }
    expect((await today('coordinator')).status).toBe(200)
  })

  it('tells administrators that no messages go out', async () => {
    await db.rows(`update gate_state set open = false, why = 'Restored from a backup.'`)
    expect((await today('administrator')).text).toContain('No messages go out at the moment')
    expect((await today('coordinator', [scotland])).text).not.toContain('No messages go out')
    await db.rows(`update gate_state set open = true, why = null`)
  })

  it('asks few questions, however much there is', async () => {
    const cookie = (await make.staff(['administrator'])).cookie
    const counted = async () => {
      let statements = 0
      const { pool } = db.app
      const count = (client: { query: (...args: never[]) => unknown }) => {
        const query = client.query.bind(client)
        client.query = (...args: never[]) => {
          statements++
          return query(...args)
        }
      }
      const fresh: { query: (...args: never[]) => unknown }[] = []
      const spy = (client: unknown) => {
        const one = client as { query: (...args: never[]) => unknown }
        if (!fresh.includes(one)) {
          fresh.push(one)
          count(one)
        }
      }
      pool.on('acquire', spy)
      await new Visitor(app).carrying(cookie).open('/staff')
      pool.removeListener('acquire', spy)
      for (const client of fresh) Reflect.deleteProperty(client, 'query')
      return statements
    }
    const before = await counted()
    for (let i = 0; i < 12; i++) {
      const group = await make.group(`Group ${i}`)
      await make.session(group, 20 + i)
      await make.session(group, -30 - i)
      await make.call(await make.person(`Person ${i}`, { groups: [group], letIn: false }), { groupId: group })
    }
    const after = await counted()
    expect(before).toBeGreaterThan(5)
    expect(after).toBeLessThanOrEqual(before + 6)
    expect(after).toBeLessThanOrEqual(40)
  })
})

describe('when something is due', () => {
  const zone = 'Europe/London'
  it('counts days of the calendar', () => {
    const now = new Date('2026-11-20T08:00:00Z')
    expect(dueInDays(new Date('2026-11-19T23:00:00Z'), now, zone)).toEqual({ late: 1 })
    expect(dueInDays(new Date('2026-11-20T00:00:00Z'), now, zone)).toEqual({ today: true })
    expect(dueInDays(new Date('2026-11-30T12:00:00Z'), now, zone)).toEqual({ by: '2026-11-30' })
    // Late in the evening in summer it is the next day in UTC's eyes, not in ours.
    expect(dueInDays(new Date('2026-07-01T23:30:00Z'), new Date('2026-07-02T10:00:00Z'), zone)).toEqual({
      today: true,
    })
  })
})
