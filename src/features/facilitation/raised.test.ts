import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaffActor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'

type Staff = StaffActor & { cookie: string }
let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let staff: Record<'facilitator' | 'elsewhere' | 'coordinator' | 'other' | 'administrator' | 'nurse', Staff>
let session: string
let next: string
beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db))
  make = smallCharity(db)
  const scotland = await make.group('Scotland online')
  const dorset = await make.group('Dorset', { kind: 'in person' })
  staff = {
    facilitator: await make.staff(['facilitator'], [scotland]),
    elsewhere: await make.staff(['facilitator'], [dorset]),
    coordinator: await make.staff(['coordinator'], [scotland]),
    other: await make.staff(['coordinator'], [dorset]),
    administrator: await make.staff(['administrator']),
    nurse: await make.staff(['nurse']),
  }
  await make.person('Morag', { groups: [scotland], fullName: 'Morag McKinnon' })
  await make.session(scotland, -800)
  session = await make.session(scotland, -3)
  next = await make.session(scotland, 500)
})
afterAll(() => db.drop())
beforeEach(async () => {
  for (const table of ['questions', 'debriefs', 'supervisions', 'messages'])
    await db.rows(`delete from ${table}`)
})
const as = (who: keyof typeof staff) => new Visitor(app).carrying(staff[who].cookie)
const ask = async (words: string) =>
  (await as('facilitator').open(`/staff/sessions/${session}/question`)).press('Ask the nurse', {
    'The question': words,
  })

it('a session that has been is found again from its group, to ask about or to raise something afterwards', async () => {
  const page = await as('facilitator').open('/staff/groups/scotland-online')
  expect(page.text).toContain('Sessions that have been')
  expect(page.html).toContain(`href="/staff/sessions/${session}"`)
  await page.open(`/staff/sessions/${session}`)
  expect(page.html).toContain(`href="/staff/sessions/${session}/question"`)
  expect(page.html).toContain(`href="/staff/concerns/new?session=${session}"`)
  // Whoever has nothing to do with the group is led to no session of it.
  expect((await as('elsewhere').open('/staff/groups/scotland-online')).html).not.toContain(session)
})

describe('a clinical question', () => {
  it('with a name of the group is not kept until somebody says that it is none', async () => {
    const page = await ask('May Mrs McKinnon swim?')
    expect(page.status).toBe(422)
    expect(page.text).toContain('This looks like a name: “McKinnon”')
    expect(await db.rows('select from questions')).toEqual([])
    expect(
      (await db.rows<{ said: string }>('select row_to_json(l)::text as said from audit_log l')).some((row) =>
        row.said.includes('swim'),
      ),
    ).toBe(false)
    await page.press('Ask the nurse', { 'It is not somebody’s name: send it as it is': 'ticked' })
    expect(page.text).toContain('The nurse has your question')
    expect(await db.rows('select words from questions')).toEqual([{ words: 'May Mrs McKinnon swim?' }])
  })

  it('is answered by the nurse alone, and every facilitator reads the answer without learning which group asked', async () => {
    await ask('Does a cream help with sore hands?')
    expect((await as('nurse').open('/staff')).text).toContain('A question from a group waits for an answer')
    const [question] = await db.rows<{ id: string }>('select id from questions')
    const answer = new URLSearchParams({ answer: 'One with urea.' })
    for (const who of ['facilitator', 'coordinator', 'administrator'] as const)
      expect((await as(who).send(`/staff/questions/${question?.id}/answer`, answer)).status).toBe(403)
    const nurse = await as('nurse').send(`/staff/questions/${question?.id}/answer`, answer)
    expect(nurse.text).toContain('Saved. Every facilitator can read it.')
    const reads = await as('elsewhere').open('/staff/questions')
    expect(reads.text).toContain('One with urea.')
    expect(reads.text).not.toContain('Scotland')
  })

  it('stands answered on the next day sheet of the group that asked', async () => {
    await ask('Does a cream help with sore hands?')
    await db.rows(`update questions set answer = 'One with urea.', answered_at = clock(), answered_by = $1`, [
      staff.nurse.accountId,
    ])
    expect((await as('facilitator').open(`/staff/sessions/${next}/sheet`)).text).toContain('One with urea.')
    expect((await as('facilitator').open(`/staff/sessions/${session}/sheet`)).text).not.toContain(
      'One with urea.',
    )
    const today = await as('facilitator').open('/staff')
    expect(today.text).toContain('The nurse has answered a question of your group: take the answer back on')
    expect(today.html).toContain(`href="/staff/sessions/${next}#take-back"`)
    expect((await as('elsewhere').open('/staff')).text).not.toContain('The nurse has answered')
    // On a telephone too, where nobody prints.
    expect((await as('facilitator').open(`/staff/sessions/${next}`)).text).toContain(
      'From the nurse, to take back Does a cream help with sore hands? One with urea.',
    )
    // Answered while the group sat together: nobody could have read it there, so it goes with them to the next.
    await db.rows(
      `update questions set answered_at = (select starts_at + interval '20 minutes' from sessions where id = $1)`,
      [session],
    )
    expect((await as('facilitator').open(`/staff/sessions/${next}/sheet`)).text).toContain('One with urea.')
    await db.rows(`update questions set answered_at = clock() - interval '20 days'`)
    expect((await as('facilitator').open('/staff')).text).not.toContain('The nurse has answered')
    expect((await as('facilitator').open(`/staff/sessions/${next}/sheet`)).text).not.toContain(
      'One with urea.',
    )
  })

  it('can be taken away by the group and the nurse, not by others', async () => {
    await ask('Does a cream help with sore hands?')
    const [question] = await db.rows<{ id: string }>('select id from questions')
    const away = `/staff/questions/${question?.id}/withdraw`
    expect((await as('elsewhere').send(away, new URLSearchParams())).status).toBe(404)
    // Not by one slip of a thumb beside "Save the answer".
    const nurse = await as('nurse').open('/staff/questions')
    expect(nurse.html).toMatch(
      /<details[^>]*>\s*<summary[\s\S]*?Take the question away[\s\S]*?Yes, take it away/,
    )
    expect((await as('facilitator').send(away, new URLSearchParams())).text).not.toContain('sore hands')
  })
})

describe('a debrief', () => {
  it('reaches whom the facilitator chose, discreetly, and is done with who and when', async () => {
    const page = await as('facilitator').open(`/staff/sessions/${session}`)
    const form = { withWhom: 'coordinator', suits: 'after 2pm' }
    await page.send(`/staff/sessions/${session}/debrief`, new URLSearchParams(form))
    expect(page.text).toContain('You said that you would like to talk. Somebody rings you.')
    await page.send(`/staff/sessions/${session}/debrief`, new URLSearchParams(form))
    const mails = await db.rows<{ account_id: string; details: unknown; group_id: string | null }>(
      `select account_id, details, group_id from messages where kind = 'something waits'`,
    )
    expect(mails).toEqual([
      { account_id: staff.coordinator.accountId, details: { soon: 'today' }, group_id: null },
    ])
    expect((await as('coordinator').open('/staff')).text).toContain(
      'A facilitator would like to talk: ring them',
    )
    for (const who of ['other', 'nurse'] as const) {
      expect((await as(who).open('/staff')).text).not.toContain('would like to talk')
      expect((await as(who).open('/staff/debriefs')).text).toContain('Nobody is waiting for a call.')
    }
    expect((await as('administrator').open('/staff/debriefs')).status).toBe(403)
    // Whoever asked reads on which number they are rung, or that there is none.
    const own = await as('facilitator').open('/staff/debriefs')
    expect(own.text).toContain('There is no phone number in your account, so nobody can ring you')
    expect(own.text).not.toContain('Please ring them')
    await db.rows(`update accounts set phone = '01632 960 150' where id = $1`, [staff.facilitator.accountId])
    expect((await own.open('/staff/debriefs')).text).toContain('You 01632 960 150')
    const rings = await as('coordinator').open('/staff/debriefs')
    expect(rings.text).toContain('Suits: after 2pm')
    await rings.press('We talked')
    expect(await db.rows('select outcome, done_by, done_at is not null as done from debriefs')).toEqual([
      { outcome: 'talked', done_by: staff.coordinator.accountId, done: true },
    ])
  })

  it('that is no longer needed thanks nobody for ringing', async () => {
    await as('facilitator').send(
      `/staff/sessions/${session}/debrief`,
      new URLSearchParams({ withWhom: 'either' }),
    )
    const own = await (await as('facilitator').open('/staff/debriefs')).press('No longer needed')
    expect(own.text).toContain('Saved.')
    expect(own.text).not.toContain('Thank you for ringing')
    expect(await db.rows('select outcome from debriefs')).toEqual([{ outcome: 'no longer needed' }])
  })

  it('is offered only with whom there is, and promises no call that nobody hears of', async () => {
    const leeds = await make.group('Leeds', { kind: 'in person' })
    const alone = await make.staff(['facilitator'], [leeds])
    const been = await make.session(leeds, -3)
    const page = await new Visitor(app).carrying(alone.cookie).open(`/staff/sessions/${been}`)
    expect(page.text).toContain('The nurse')
    expect(page.text).not.toContain('The coordinator')
    const form = new URLSearchParams({ withWhom: 'coordinator' })
    await page.send(`/staff/sessions/${been}/debrief`, form)
    expect(page.text).toContain('Nobody could be told')
    expect(await db.rows('select from debriefs')).toEqual([])
    await db.rows(`update accounts set ended_at = clock() where id = $1`, [staff.nurse.accountId])
    expect((await page.open(`/staff/sessions/${been}`)).text).toContain('so nobody would be told here')
    await db.rows(`update accounts set ended_at = null where id = $1`, [staff.nurse.accountId])
  })

  it('is only for who leads the group', async () => {
    const form = new URLSearchParams({ withWhom: 'either' })
    expect((await as('elsewhere').send(`/staff/sessions/${session}/debrief`, form)).status).toBe(404)
  })
})

describe('supervision', () => {
  it('is kept by a coordinator; the facilitator sees their own dates alone, and the next on Today', async () => {
    const soon = new Date(Date.now() + 5 * 86_400_000)
    const form = (account: string, date: Date) =>
      new URLSearchParams({
        account,
        'date-day': String(date.getUTCDate()),
        'date-month': String(date.getUTCMonth() + 1),
        'date-year': String(date.getUTCFullYear()),
        withWhom: 'Dr Ahmed',
      })
    const keeps = await as('coordinator').send('/staff/supervision', form(staff.facilitator.accountId, soon))
    expect(keeps.text).toContain('The date is noted.')
    await keeps.send(
      '/staff/supervision',
      form(staff.elsewhere.accountId, new Date(Date.now() - 3 * 86_400_000)),
    )
    const own = await as('facilitator').open('/staff/supervision')
    expect(own.text).toContain(staff.facilitator.name)
    expect(own.text).not.toContain(staff.elsewhere.name)
    expect((await as('facilitator').open('/staff')).text).toContain('Your supervision is on')
    expect((await as('coordinator').open('/staff')).text).toContain('Note whether a supervision took place')
    await keeps.press('It took place')
    expect(await db.rows(`select state from supervisions order by date`)).toEqual([
      { state: 'took place' },
      { state: 'planned' },
    ])
    expect(
      (await as('facilitator').send('/staff/supervision', form(staff.facilitator.accountId, soon))).status,
    ).toBe(403)
  })
})
