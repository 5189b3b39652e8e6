import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor, StaffRole } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { takeCall } from './taking.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let leeds: string
let n = 0
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  leeds = await make.group('Leeds', { kind: 'in person' })
})
afterAll(() => db.drop())

const staff = async (role: StaffRole = 'helper', groups: string[] = []) => {
  const actor = await make.staff([role], groups)
  return { actor: actor as StaffActor, visitor: new Visitor(app).carrying(actor.cookie) }
}
const somebody = async (called: string, email?: string | null) => {
  const person = await make.person(called, {
    groups: [leeds],
    phone: `01632 960${200 + n++}`,
    ...(email === undefined ? {} : { email }),
  })
  return { person, id: await make.call(person, { groupId: leeds }) }
}
const row = async (id: string) =>
  (
    await db.rows<{ taken: boolean; outcome: string | null; tries: number }>(
      `select taken_until > clock() is true as taken, outcome, tries from calls where id = $1`,
      [id],
    )
  )[0]

describe('taking a call', () => {
  it('is for one: of two who press at once one gets it, and the other is told who has it', async () => {
    const { id } = await somebody('Morag')
    const two = await Promise.all([staff(), staff()])
    const answers = await Promise.all(
      two.map(({ actor }) => transact(db.app, actor, (tx) => takeCall(tx, id))),
    )
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    const winner = two[answers.findIndex(({ ok }) => ok)]
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'taken', by: winner?.actor.name })
  })

  it('tells everybody else who has it and shows them nothing to save, until it is given back', async () => {
    const { id } = await somebody('Jean')
    const [one, other] = await Promise.all([staff(), staff()])
    await one.visitor.open(`/staff/calls/${id}`)
    // Nobody dials who has not taken it: neither link nor list of numbers tells the number.
    const number = /01632 ?960\d{3}/
    expect(one.visitor.text).not.toMatch(number)
    await one.visitor.press('Take this call')
    expect(one.visitor.text).toContain('The call is yours')
    expect(one.visitor.text).toMatch(number)
    await other.visitor.open('/staff/calls')
    expect(other.visitor.text).toContain(`${one.actor.name} is ringing`)
    await other.visitor.open(`/staff/calls/${id}`)
    expect(other.visitor.text).toContain(`${one.actor.name} has taken this call`)
    expect(other.visitor.text).not.toContain('What came of it?')
    expect(other.visitor.text).not.toMatch(number)
    // Whoever had the page open before reads it too, and nothing is saved.
    await other.visitor.send(`/staff/calls/${id}`, new URLSearchParams({ outcome: 'spoke' }))
    expect(other.visitor.text).toContain('Nothing was changed')
    expect(await row(id)).toEqual({ taken: true, outcome: null, tries: 0 })
    await one.visitor.open(`/staff/calls/${id}`)
    await one.visitor.press('Give it back')
    expect(await row(id)).toMatchObject({ taken: false })
    await other.visitor.open(`/staff/calls/${id}`)
    expect(other.visitor.text).toContain('What came of it?')
  })

  it('is for the person: whoever stands on the list for two reasons is not rung by two at once', async () => {
    const { id, person } = await somebody('Kirsty')
    const other = await make.call(person, { groupId: leeds, why: 'undelivered' })
    const two = await Promise.all([staff(), staff()])
    const answers = await Promise.all(
      two.map(({ actor }, nth) => transact(db.app, actor, (tx) => takeCall(tx, nth === 0 ? id : other))),
    )
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    const won = answers.findIndex(({ ok }) => ok)
    const [winner, loser] = [two[won], two[1 - won]]
    const theirs = won === 0 ? other : id
    expect(answers[1 - won]).toEqual({ ok: false, reason: 'taken', by: winner?.actor.name })
    await loser?.visitor.open('/staff/calls')
    expect(loser?.visitor.text.split(`${winner?.actor.name} is ringing`)).toHaveLength(3)
    await loser?.visitor.open(`/staff/calls/${theirs}`)
    expect(loser?.visitor.text).toContain(`${winner?.actor.name} has taken this call`)
    await loser?.visitor.send(`/staff/calls/${theirs}`, new URLSearchParams({ outcome: 'spoke' }))
    expect(loser?.visitor.text).toContain('Nothing was changed')
    // Given back from either page, both are free again.
    await winner?.visitor.open(`/staff/calls/${theirs}`)
    await winner?.visitor.press('Give it back')
    expect(await row(id)).toMatchObject({ taken: false })
    expect(await row(other)).toMatchObject({ taken: false })
  })

  it('leads to what else they are to be rung about, before and after the conversation', async () => {
    const { id, person } = await somebody('Ishbel')
    const other = await make.call(person, { groupId: leeds, why: 'undelivered' })
    const { visitor } = await staff()
    await visitor.open(`/staff/calls/${id}`)
    expect(visitor.text).toContain('They stand on the list for this too')
    expect(visitor.html).toContain(`href="/staff/calls/${other}"`)
    await visitor.press('Save', { 'We spoke': 'ticked' })
    expect(visitor.path).toBe(`/staff/calls/${other}?done=also`)
    expect(visitor.text).toContain('did you speak about it?')
    await visitor.press('Save', { 'We spoke': 'ticked' })
    expect(visitor.path).toBe('/staff/calls?done=ended')
    expect(await row(other)).toMatchObject({ outcome: 'spoke' })
  })

  it('is over after half an hour, and once something came of it', async () => {
    const { id } = await somebody('Una')
    const [one, other] = await Promise.all([staff(), staff()])
    await transact(db.app, one.actor, (tx) => takeCall(tx, id))
    await db.rows(`update calls set taken_until = clock() - interval '1 second' where id = $1`, [id])
    expect(await transact(db.app, other.actor, (tx) => takeCall(tx, id))).toEqual({ ok: true })
    await other.visitor.open(`/staff/calls/${id}`)
    await other.visitor.press('Save', { 'No answer': 'ticked' })
    expect(await row(id)).toEqual({ taken: false, outcome: null, tries: 1 })
  })

  it('leads in one press to writing down that they have died, and nobody rings them again', async () => {
    const { id, person } = await somebody('Beathag')
    const { visitor } = await staff()
    await visitor.open(`/staff/calls/${id}`)
    await visitor.press('Take this call')
    const way = /href="([^"]*)"[^>]*>Somebody tells me that they have died/.exec(visitor.html)?.[1] ?? ''
    await visitor.open(way)
    expect(visitor.heading).toBe('Beathag has died')
    await visitor.press('Record that they died', { 'Who told you?': 'Her husband, when I rang' })
    expect(visitor.text).toContain('No message or call reaches them any more.')
    expect(await row(id)).toMatchObject({ taken: false, outcome: 'no longer needed' })
    // A slip can still be put right by whoever made it.
    await visitor.open(`/staff/people/${person}/not-died`)
    expect(visitor.heading).toBe('Was it a mistake?')
    expect((await visitor.open('/staff/calls')).text).not.toContain('Beathag')
  })

  it('of a relative who rings to say so: the search, and whom to tell when it finds nobody for them', async () => {
    const { visitor } = await staff()
    const person = await make.person('Oighrig', { groups: [leeds] })
    await visitor.open('/staff/calls/ringing?q=Oighrig')
    const way = /href="([^"]*)"[^>]*>They ring to say that somebody has died/.exec(visitor.html)?.[1] ?? ''
    await visitor.open(way)
    expect(visitor.heading).toBe('Who has died?')
    // Whom they are not to ring a helper does not see: the page says what to do instead of ending there.
    expect(visitor.html).not.toContain(person)
    expect(visitor.text).toContain('Please tell a coordinator or an administrator at once')
  })

  it('is nobody’s once they have died', async () => {
    const { id, person } = await somebody('Gone')
    const { actor } = await staff()
    await db.rows(`insert into deaths (person_id) values ($1)`, [person])
    expect(await transact(db.app, actor, (tx) => takeCall(tx, id))).toMatchObject({ ok: false })
  })
})

describe('when they have not been reached', () => {
  const tryThrice = async (called: string, email?: string | null) => {
    const { id, person } = await somebody(called, email)
    const { visitor } = await staff()
    for (let tries = 0; tries < 2; tries++) {
      await visitor.open(`/staff/calls/${id}`)
      expect(visitor.text).not.toContain('send them a kind message')
      await visitor.press('Save', { 'No answer': 'ticked' })
    }
    await visitor.open(`/staff/calls/${id}`)
    return { id, person, visitor }
  }

  it('three times, a kind message goes through the gate instead, and nobody rings again', async () => {
    const { id, person, visitor } = await tryThrice('Moira')
    expect(visitor.text).toContain('send them a kind message')
    expect(visitor.html).toMatch(/<option value="write instead" selected/)
    const fields = new URLSearchParams({ outcome: 'no answer', 'next-none': 'write instead' })
    await visitor.send(`/staff/calls/${id}`, fields)
    expect(visitor.text).toContain('A kind message goes out')
    expect(await row(id)).toEqual({ taken: false, outcome: 'sent a message', tries: 3 })
    expect(await db.rows(`select kind, state from messages where person_id = $1`, [person])).toEqual([
      { kind: 'tried to ring', state: 'waiting' },
    ])
  })

  it('and cannot be written to, they are rung again at another time', async () => {
    const { id, visitor } = await tryThrice('Effie', null)
    expect(visitor.text).not.toContain('send them a kind message')
    await visitor.press('Save', { 'No answer': 'ticked' })
    expect(await row(id)).toMatchObject({ outcome: null, tries: 3 })
    expect((await visitor.open('/staff/calls')).text).toContain('tried 3 times')
    expect(visitor.text).toContain('may be left to them')
  })

  it('nor be written to, it may be left to them, without a message that reaches nobody', async () => {
    const { id, person, visitor } = await tryThrice('Flora', null)
    expect(visitor.text).toContain('Do not ring again: leave it to them')
    await visitor.send(
      `/staff/calls/${id}`,
      new URLSearchParams({ outcome: 'no answer', 'next-none': 'leave it' }),
    )
    expect(visitor.text).toContain('Whenever they ring, they are as welcome as ever.')
    expect(await row(id)).toEqual({ taken: false, outcome: 'no answer', tries: 3 })
    expect(await db.rows('select kind from messages where person_id = $1', [person])).toEqual([])
  })

  it('and a text reaches them where they said yes to texts, so that is the kind message', async () => {
    const { id, person, visitor } = await tryThrice('Greta', null)
    await db.rows(
      `insert into person_addresses (person_id, address_id, confirmed_at) select $1, address_row('phone', '07700 900456'), clock()`,
      [person],
    )
    expect((await visitor.open(`/staff/calls/${id}`)).text).not.toContain('send them a kind message')
    await db.rows('update people set texts_ok = true where id = $1', [person])
    await db.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'text', true, 'Texts', '1', 'phone') on conflict do nothing`,
      [person],
    )
    expect((await visitor.open(`/staff/calls/${id}`)).text).toContain('send them a kind message')
  })
})

describe('what they say in the call', () => {
  it('goes where the day sheet and the programme need it, with their agreement in the words read out', async () => {
    const { id, person } = await somebody('Ailsa')
    await db.rows(
      `insert into topics (service_id, name) select service_id, 'Fatigue' from groups where id = $1`,
      [leeds],
    )
    const { visitor } = await staff()
    await visitor.open(`/staff/calls/${id}`)
    expect(visitor.text).toContain('What to say')
    // Nobody loses what they have typed who looks up what is said about a death.
    expect(visitor.html).toMatch(/<a href="\/when-someone-dies" target="_blank"/)
    const said = {
      'We spoke': 'ticked',
      'Anything they do not eat or drink?': 'No nuts',
      'What do they hope for?': 'To laugh a little',
      Fatigue: 'ticked',
      'A message may be left on voicemail': 'ticked',
      'With whom else may a message be left?': 'Her sister Ann',
    }
    await visitor.press('Save', said)
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('tick the box if they agree')
    // Nothing that was typed is lost, and nothing was kept.
    expect(visitor.html).toContain('value="No nuts"')
    expect(await db.rows(`select dietary, hopes from people where id = $1`, [person])).toEqual([
      { dietary: null, hopes: null },
    ])
    await visitor.press('Save', { 'They agree': 'ticked' })
    expect(visitor.text).toContain('Saved.')
    expect(
      await db.rows(`select dietary, hopes, voicemail_ok, message_with from people where id = $1`, [person]),
    ).toEqual([
      { dietary: 'No nuts', hopes: 'To laugh a little', voicemail_ok: true, message_with: 'Her sister Ann' },
    ])
    const consents = await db.rows<{ words: string; way: string }>(
      `select words, way from consents where person_id = $1 and purpose = 'health information'`,
      [person],
    )
    expect(consents).toEqual([{ words: expect.stringContaining('Do you agree that'), way: 'phone' }])
    const coordinator = await make.staff(['coordinator'], [leeds])
    const wished = (actor: StaffActor) =>
      transact(db.app, actor, async (tx) => (await import('./queries.ts')).topicsWished(tx, leeds))
    expect(await wished(coordinator)).toEqual([{ topic: 'Fatigue', people: 1 }])
    expect(await wished(await make.staff(['coordinator'], []))).toEqual([])
  })
})

describe('the number of somebody who helps', () => {
  it('is rung for what they may be told, and not at all where that is nothing', async () => {
    const person = await make.person('Ottoline', { email: null, groups: [leeds], phone: '01632 960 699' })
    await db.rows(
      `update person_addresses set whose = 'someone else', whose_name = 'Ned', may_be_told = 'dates' where person_id = $1`,
      [person],
    )
    const id = await make.call(person, { groupId: leeds })
    const { visitor } = await staff()
    await (await visitor.open(`/staff/calls/${id}`)).press('Take this call')
    expect(visitor.text).toContain('of Ned: say only your first name')
    expect(visitor.text).toContain('They may be told dates alone')
    await db.rows(`update person_addresses set may_be_told = 'nothing' where person_id = $1`, [person])
    await visitor.open(`/staff/calls/${id}`)
    expect(visitor.text).not.toContain('01632 960 699')
    expect((await visitor.open('/staff/calls')).text).toContain('no phone number')
  })
})

describe('a place', () => {
  it('is kept with the same press that saves the call, so that nothing typed is lost; only after a conversation', async () => {
    const online = await make.group('Small online', { limit: 6 })
    const session = await make.session(online, 24 * 9)
    const person = await make.person('Hattie', { groups: [online], phone: '01632 960 688' })
    const id = await make.call(person, { groupId: online })
    const { visitor } = await staff()
    const places = () =>
      db.rows('select session_id, state from places where person_id = $1 order by state', [person])
    await visitor.open(`/staff/calls/${id}`)
    expect(visitor.text).toContain('Keep a place for them')
    const said = { asked: 'yes', agreed: 'yes', hopes: 'To laugh', 'keep-spoke': session }
    await visitor.send(`/staff/calls/${id}`, new URLSearchParams({ ...said, outcome: 'no answer' }))
    expect(await places()).toEqual([])
    await visitor.send(`/staff/calls/${id}`, new URLSearchParams({ ...said, outcome: 'spoke' }))
    expect(await places()).toEqual([{ session_id: session, state: 'kept' }])
    expect(await row(id)).toMatchObject({ outcome: 'spoke' })
    expect(await db.rows('select hopes from people where id = $1', [person])).toEqual([{ hopes: 'To laugh' }])
    const again = await make.call(person, { groupId: online })
    const { visitor: coordinator } = await staff('coordinator', [online])
    expect((await coordinator.open(`/staff/calls/${again}`)).text).toContain('A place is kept for them on')
  })
})

describe('someone is ringing', () => {
  it('finds them, or their open call, and counts as the welcome call', async () => {
    const { id, person } = await somebody('Catriona')
    const { visitor } = await staff('coordinator', [leeds])
    await visitor.open('/staff/calls/ringing?q=Catr')
    await visitor.press('It is them')
    expect(visitor.path).toContain(`/staff/calls/${id}`)
    expect(visitor.text).toContain('You have this call until')
    await visitor.press('Save', { 'They rang us': 'ticked' })
    expect(await row(id)).toMatchObject({ outcome: 'they rang' })
    await visitor.open('/staff/calls/ringing?q=Catr')
    await visitor.press('It is them')
    expect(
      await db.rows(`select why from calls where person_id = $1 and ended_at is null`, [person]),
    ).toEqual([{ why: 'rang' }])
  })

  it('takes a name and a number of somebody new, with their yes to the keeping of both', async () => {
    const { visitor } = await staff()
    await visitor.open('/staff/calls/ringing')
    await visitor.press('Go on with the call', {
      'What to call them': 'Shona',
      'Their number': '01632 960777',
    })
    expect(visitor.status).toBe(422)
    await visitor.press('Go on with the call', { 'They agree': 'ticked' })
    expect(visitor.heading).toBe('Shona')
    expect(
      await db.rows(
        `select c.why, k.purpose, k.way from people p join calls c on c.person_id = p.id join consents k on k.person_id = p.id
         where p.called = 'Shona'`,
      ),
    ).toEqual([{ why: 'rang', purpose: 'phone', way: 'phone' }])
    // The same name and number are the same person.
    await visitor.open('/staff/calls/ringing')
    await visitor.press('Go on with the call', {
      'What to call them': 'Shona',
      'Their number': '+44 1632 960777',
      'They agree': 'ticked',
    })
    expect(await db.rows(`select from people where called = 'Shona'`)).toHaveLength(1)
  })

  it('asks gently before somebody like one who has died is written down', async () => {
    const gone = await make.person('Elspeth', { groups: [leeds], phone: '01632 960778' })
    await db.rows(`insert into deaths (person_id) values ($1)`, [gone])
    const { visitor } = await staff()
    await visitor.open('/staff/calls/ringing')
    await visitor.press('Go on with the call', {
      'What to call them': 'Elspeth',
      'Their number': '01632 960778',
      'They agree': 'ticked',
    })
    expect(visitor.text).toContain('Ask gently who is calling')
    expect(await db.rows(`select from calls where person_id = $1`, [gone])).toEqual([])
    await visitor.press('Go on with the call', { 'I have asked: it is somebody else': 'ticked' })
    expect(visitor.heading).toBe('Elspeth')
    expect(await db.rows(`select from people where called = 'Elspeth'`)).toHaveLength(2)
  })
})

describe('the words and the hours', () => {
  it('are the charity’s own once it has written them', async () => {
    const { visitor } = await staff('administrator')
    await visitor.open('/staff/settings/calls')
    await visitor.press('Save', {
      'How the call begins': 'Hello {called}, {me} here.',
      From: '12:00',
      Until: '12:30',
    })
    expect(visitor.text).toContain('an hour at least')
    await visitor.press('Save', { Until: '16:00' })
    expect(visitor.text).toContain('Saved.')
    const { id } = await somebody('Kirsty')
    await visitor.open(`/staff/calls/${id}`)
    expect(visitor.text).toContain('Hello Kirsty,')
    expect(visitor.text).not.toContain('In the morning:')
  })
})

describe('how long people waited', () => {
  it('is a picture with its table, each number with its denominator (P11), and no names', async () => {
    const { visitor } = await staff()
    await visitor.open('/staff/calls/waits')
    expect(visitor.text).toMatch(/\d+ of \d+/)
    expect(visitor.html).toContain('role="img"')
    expect(visitor.text).not.toContain('Morag')
  })
})
