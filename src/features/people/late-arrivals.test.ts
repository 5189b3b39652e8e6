import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type Actor, somebody, system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { smallCharity } from '../../platform/testing/small-charity.ts'
import { transact } from '../../platform/transactions.ts'
import { type Answers, confirmJoining, sendJoining } from './joining.ts'
import { decideLateArrival, likeSomeoneWhoDied } from './late-arrivals.ts'
import { joiningToken } from './links.ts'
import { Visitor } from './testing/visitor.ts'

let db: TestDatabase
let services: ReturnType<typeof testServices>
let make: ReturnType<typeof smallCharity>
let mill: string
let dorset: string
beforeAll(async () => {
  db = await testDatabase()
  services = testServices(db)
  make = smallCharity(db)
  mill = await make.group('The Mill', { kind: 'in person' })
  dorset = await make.group('Dorset', { kind: 'in person' })
})
afterAll(() => db.drop())
beforeEach(() => db.rows('truncate messages, joinings, people, addresses cascade'))

/** Mairi MacLeod, who has died. */
async function mairi() {
  const id = await make.person('Mairi', {
    fullName: 'Mairi MacLeod',
    email: 'mairi.macleod@example.org',
    phone: '07700 900123',
    groups: [mill],
  })
  await db.rows(`insert into deaths (person_id) values ($1)`, [id])
  return id
}
async function form(said: Partial<Answers>): Promise<string> {
  const joiningId = randomUUID()
  const answers = {
    reach: 'email',
    begins: 'just come',
    consent: { words: 'I agree.', version: 'a test' },
    ...said,
  } as Answers
  await transact(db.app, somebody, (tx) =>
    sendJoining(tx, services.secret, { joiningId, groupId: mill, answers }),
  )
  return joiningId
}
const slip = { called: 'Miari MacLeod', email: 'mairi.macloed@example.org' }
const confirm = (joiningId: string) =>
  transact(db.app, somebody, (tx) => confirmJoining(tx, joiningToken(services.secret, joiningId)))
const late = () =>
  db.rows<{ id: string; person_id: string; alike: string[]; decision: string | null }>(
    'select id, person_id, alike, decision from late_arrivals',
  )
/** Those to people; colleagues hear of a mistake besides. */
const messages = () =>
  db.rows<{ kind: string; state: string }>('select kind, state from messages where account_id is null')
const people = () =>
  db.rows<{ called: string; died: boolean }>(
    'select called, has_died(id) as died from people order by called',
  )
const decide = (actor: Actor, id: string, decision: 'someone else' | 'same person' | 'mistake') =>
  transact(db.app, actor, (tx) => decideLateArrival(tx, { id, decision }))

describe('a form that may be about somebody who died', () => {
  it('waits for a human: nothing is sent, nobody is made, nobody is to be rung', async () => {
    const person = await mairi()
    await form(slip)
    expect(await messages()).toEqual([])
    expect(await people()).toEqual([{ called: 'Mairi', died: true }])
    expect(await db.rows('select from calls')).toEqual([])
    expect(await late()).toMatchObject([{ person_id: person, alike: ['name', 'email'], decision: null }])
  })

  it('waits by phone too, however the number is written', async () => {
    await mairi()
    await form({ reach: 'phone', called: 'M. MacLeod', phone: '+44 (0)7700 900 123' })
    expect(await people()).toEqual([{ called: 'Mairi', died: true }])
    expect(await late()).toHaveLength(1)
  })

  it('waits when they died between the message and its button', async () => {
    const id = await make.person('Mairi', { email: 'mairi.macleod@example.org', groups: [mill] })
    const joiningId = await form(slip)
    expect(await messages()).toHaveLength(1)
    await db.rows(`insert into deaths (person_id) values ($1)`, [id])
    expect(await confirm(joiningId)).toEqual({ ok: false, reason: 'look first' })
    expect(await people()).toHaveLength(1)
    expect(await late()).toHaveLength(1)
  })

  it('is not the husband at the same address, nor a stranger of the same name', async () => {
    await mairi()
    await form({ called: 'Hamish MacLeod', email: 'mairi.macleod@example.org' })
    await form({ called: 'Mairi MacLeod', email: 'quite.another@example.org' })
    expect(await late()).toEqual([])
    expect(await messages()).toHaveLength(2)
  })
})

describe('a human decides', () => {
  it('someone else: the message with the button goes, and they join as themselves', async () => {
    await mairi()
    const joiningId = await form(slip)
    const coordinator = await make.staff(['coordinator'], [mill])
    const [one] = await late()
    expect(await decide(coordinator, one?.id ?? '', 'someone else')).toMatchObject({ ok: true })
    expect(await messages()).toEqual([{ kind: 'confirm address', state: 'waiting' }])
    expect(await confirm(joiningId)).toMatchObject({ ok: true, what: 'joined' })
    expect(await people()).toEqual([
      { called: 'Mairi', died: true },
      { called: 'Miari MacLeod', died: false },
    ])
    expect(await decide(coordinator, one?.id ?? '', 'same person')).toEqual({
      ok: false,
      reason: 'decided already',
    })
  })

  it('someone else of the same name at the very same address: written down and rung, since no message may go there', async () => {
    await mairi()
    await form({ called: 'Mairi', email: 'mairi.macleod@example.org' })
    const [one] = await late()
    await decide(await make.staff(['administrator']), one?.id ?? '', 'someone else')
    expect(await messages()).toEqual([])
    expect(await people()).toEqual([
      { called: 'Mairi', died: true },
      { called: 'Mairi', died: false },
    ])
    expect(await db.rows('select c.why, has_died(c.person_id) as died from calls c')).toEqual([
      { why: 'welcome', died: false },
    ])
  })

  it('the same person: nothing happens, and what the form said is forgotten', async () => {
    const person = await mairi()
    const joiningId = await form(slip)
    const [one] = await late()
    await decide(await make.staff(['coordinator'], [mill]), one?.id ?? '', 'same person')
    expect(await messages()).toEqual([])
    expect(await people()).toEqual([{ called: 'Mairi', died: true }])
    expect(
      await db.rows('select answers, email, person_id from joinings where id = $1', [joiningId]),
    ).toEqual([{ answers: {}, email: null, person_id: person }])
  })

  it('a mistake: the death is taken back, and the form goes on', async () => {
    await mairi()
    await form(slip)
    const [one] = await late()
    await decide(await make.staff(['coordinator'], [mill]), one?.id ?? '', 'mistake')
    expect(await people()).toEqual([{ called: 'Mairi', died: false }])
    expect(await messages()).toEqual([{ kind: 'confirm address', state: 'waiting' }])
  })

  it('asks once before a mistake, since it writes to them again at once', async () => {
    const person = await mairi()
    await form(slip)
    const [one] = await late()
    const coordinator = await make.staff(['coordinator'], [mill])
    const visitor = new Visitor(createApp(services)).carrying(coordinator.cookie)
    await visitor.open(`/staff/late/${one?.id}`)
    expect(visitor.html).not.toContain('value="mistake"')
    expect(visitor.html).toContain(`href="/staff/late/${one?.id}/mistake"`)
    await visitor.open(`/staff/late/${one?.id}/mistake`)
    expect(visitor.heading).toBe('Was it a mistake?')
    expect((await people())[0]?.died).toBe(true)
    await visitor.press('It was a mistake: put everything back')
    expect(visitor.path).toContain(`/staff/people/${person}`)
    expect(await people()).toEqual([{ called: 'Mairi', died: false }])
    expect((await late())[0]?.decision).toBe('mistake')
    expect(await messages()).toEqual([{ kind: 'confirm address', state: 'waiting' }])
  })

  it('is not for others: neither seen nor decided', async () => {
    await mairi()
    await form(slip)
    const [one] = await late()
    for (const actor of [
      await make.staff(['coordinator'], [dorset]),
      await make.staff(['facilitator'], [mill]),
      await make.staff(['helper']),
      await make.staff(['safeguarding lead']),
    ])
      expect(await decide(actor, one?.id ?? '', 'same person')).toEqual({ ok: false, reason: 'not theirs' })
    expect((await late())[0]?.decision).toBeNull()
  })

  it('sees both side by side, and Today leads there', async () => {
    await mairi()
    await form(slip)
    const coordinator = await make.staff(['coordinator'], [mill])
    const visitor = await new Visitor(createApp(services)).carrying(coordinator.cookie).open('/staff')
    expect(visitor.text).toContain('This may be about somebody who died')
    expect(visitor.text).not.toContain('Mairi')
    const [one] = await late()
    await visitor.open(`/staff/late/${one?.id}`)
    for (const text of ['Miari MacLeod', 'Mairi MacLeod', 'mairi.macloed@example.org', 'E-mail (alike)'])
      expect(visitor.text).toContain(text)
    await visitor.press('The same person: leave it')
    expect(visitor.text).toContain('Noted: the same person')
    expect((await late())[0]?.decision).toBe('same person')
    expect((await visitor.open('/staff')).text).not.toContain('This may be about somebody who died')
  })
})

it('candidates are for the program alone', async () => {
  await mairi()
  const known = { called: 'Mairi', addresses: [{ kind: 'phone' as const, value: '07700 900123' }] }
  expect(await transact(db.app, system('a test'), (tx) => likeSomeoneWhoDied(tx, known))).not.toBeNull()
  for (const actor of [somebody, await make.staff(['administrator'])])
    await expect(transact(db.app, actor, (tx) => likeSomeoneWhoDied(tx, known))).rejects.toThrow(
      /permission denied/,
    )
})

it('a text from the number of somebody who died is shown with its words', async () => {
  const person = await mairi()
  await db.rows(
    `insert into incoming_texts (person_id, from_number, body, meaning) values ($1, '+447700900123', 'Who are you?', 'words')`,
    [person],
  )
  const [one] = await db.rows<{ id: string }>(
    `insert into late_arrivals (person_id, source, alike) values ($1, 'reply', '{phone}') returning id`,
    [person],
  )
  const administrator = await make.staff(['administrator'])
  const visitor = await new Visitor(createApp(services))
    .carrying(administrator.cookie)
    .open(`/staff/late/${one?.id}`)
  expect(visitor.text).toContain('“Who are you?”')
  await visitor.press('The same person: leave it')
  expect(visitor.text).toContain('Noted: the same person')
})
