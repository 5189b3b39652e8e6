import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { parseMail, type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { transact } from '#platform/transactions.ts'
import { type Gate, openGate } from './gate.ts'
import { type NewMessage, queueMessage } from './messages.ts'
import { consentReason } from './rules.ts'

let db: TestDatabase
let smtp: TestSmtp
let gate: Gate
let make: ReturnType<typeof smallCharity>
let group: string
beforeAll(async () => {
  db = await testDatabase()
  smtp = await testSmtp()
  gate = openGate(testServices(db, { smtp: { url: smtp.url, connections: 2, dkim: null } }))
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
})
afterAll(async () => {
  await gate.close()
  await smtp.stop()
  await db.drop()
})

const send = async (message: NewMessage) => {
  await transact(db.app, system('test'), (tx) => queueMessage(tx, message))
  await gate.drain()
  const [row] = await db.rows(
    `select state, stopped_why from messages where person_id = $1 order by created_at desc, id limit 1`,
    [message.personId],
  )
  return row
}
const said = (person: string, purpose: string, given: boolean) =>
  db.rows(
    `insert into consents (person_id, purpose, given, words, version, way) values ($1, $2, $3, 'Words', '1', 'phone')`,
    [person, purpose, given],
  )

describe('what somebody agreed to, or did not', () => {
  test('a message of a kind that nobody declared does not go out, nor is it tried again', async () => {
    const person = await make.person('Rosa', { groups: [group] })
    await said(person, 'surveys', true)
    expect(await send({ kind: 'survey' as 'joined', personId: person, groupId: group })).toEqual({
      state: 'stopped',
      stopped_why: 'kind not known',
    })
  })

  test.each(['surveys', 'stories', 'news and campaign', 'word back to referrer'] as const)(
    '%s: refused without a yes, and after a no; a yes to anything else does not count',
    (purpose) => {
      expect(consentReason(purpose, {})).toBe('no consent')
      expect(consentReason(purpose, { [purpose]: false })).toBe('no consent')
      const others = {
        surveys: true,
        stories: true,
        'news and campaign': true,
        'word back to referrer': true,
      }
      expect(consentReason(purpose, { ...others, [purpose]: false })).toBe('no consent')
      expect(consentReason(purpose, { [purpose]: true })).toBeNull()
      expect(consentReason(purpose, { [purpose]: true, email: false })).toBe('no consent')
    },
  )

  test('who said no to e-mail gets none about the group and is rung about a date that is off; asked-for links come', async () => {
    const person = await make.person('Rosa', { groups: [group] })
    const session = await make.session(group, 50)
    await said(person, 'email', false)
    expect(await send({ kind: 'joined', personId: person, groupId: group })).toEqual({
      state: 'stopped',
      stopped_why: 'no consent',
    })
    await db.rows(`update sessions set state = 'cancelled', cancelled_words = 'The boiler.' where id = $1`, [
      session,
    ])
    await send({ kind: 'session cancelled', personId: person, groupId: group, sessionId: session })
    expect(await db.rows(`select why from calls where person_id = $1`, [person])).toEqual([
      { why: 'cancelled' },
    ])
    expect(await send({ kind: 'my pages link', personId: person })).toMatchObject({ state: 'sent' })
    await said(person, 'email', true)
    expect(await send({ kind: 'joined', personId: person, groupId: group })).toMatchObject({ state: 'sent' })
  })
})

describe('an e-mail address that was changed', () => {
  const changed = async (former: string) => {
    const person = await make.person('Morag', { groups: [group], email: 'new@example.org' })
    await db.rows(`insert into addresses (kind, value) values ('email', $1)`, [former])
    return { kind: 'address changed' as const, personId: person, email: former }
  }
  const arrived = (to: string) => smtp.arrived.filter((mail) => mail.to === to)

  test('its former one is told once, discreetly, with whom to ring and without any link', async () => {
    const message = await changed('former@example.org')
    await send(message)
    const [mail, ...more] = arrived('former@example.org')
    expect(more).toEqual([])
    const { text } = await parseMail(mail?.raw ?? '')
    expect(text).toContain('If it was not you, please')
    expect(text).not.toMatch(/Morag|South Essex|new@example|\/my|cancer/i)
    expect(arrived('new@example.org')).toEqual([])
  })

  test('is not told once they died or stopped all messages; a pause from before the change does not hide it', async () => {
    const died = await changed('died@example.org')
    await db.rows(`insert into deaths (person_id) values ($1)`, [died.personId])
    expect(await send(died)).toEqual({ state: 'stopped', stopped_why: 'died' })
    const stopped = await changed('stopped@example.org')
    await db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [stopped.personId])
    expect(await send(stopped)).toEqual({ state: 'stopped', stopped_why: 'stopped all' })
    const paused = await changed('paused@example.org')
    await db.rows(`insert into stops (person_id, what) values ($1, 'pause')`, [paused.personId])
    expect(await send(paused)).toMatchObject({ state: 'sent' })
    expect(arrived('died@example.org').concat(arrived('stopped@example.org'))).toEqual([])
  })

  test('that is marked as wrong gets nothing', async () => {
    const message = await changed('wrong@example.org')
    await db.rows(`update addresses set wrong_at = clock() where value = 'wrong@example.org'`)
    expect(await send(message)).toEqual({ state: 'stopped', stopped_why: 'address wrong' })
  })
})
