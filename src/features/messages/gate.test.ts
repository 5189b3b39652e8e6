import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { parseMail, type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { transact } from '#platform/transactions.ts'
import { recordDeath, takeBackDeath } from '../bereavement/bereavement.ts'
import { type Gate, openGate } from './gate.ts'
import { type MessageKind, type NewMessage, queueMessage } from './messages.ts'

let db: TestDatabase
let smtp: TestSmtp
let gate: Gate
let make: ReturnType<typeof smallCharity>
let group: string
const refusals = new Map<string, string>()
const refusedData = new Map<string, string>()

beforeAll(async () => {
  db = await testDatabase()
  smtp = await testSmtp({
    refuse: (to) => refusals.get(to) ?? null,
    refuseData: (to) => refusedData.get(to) ?? null,
  })
  gate = openGate(testServices(db, { smtp: { url: smtp.url, connections: 2, dkim: null } }))
  make = smallCharity(db)
  group = await make.group('South Essex', { kind: 'in person' })
})
afterAll(async () => {
  await gate.close()
  await smtp.stop()
  await db.drop()
})
afterEach(async () => {
  await db.rows(`update gate_state set open = true`)
  await db.rows(`delete from messages`)
})

const queue = (message: NewMessage) => transact(db.app, system('test'), (tx) => queueMessage(tx, message))
const messages = (person: string) =>
  db.rows<{
    state: string
    stopped_why: string | null
    kind: string
    attempts: number
    last_error: string | null
  }>(
    `select state, stopped_why, kind, attempts, last_error from messages where person_id = $1 order by created_at`,
    [person],
  )
const addressOf = async (person: string) => {
  const [row] = await db.rows<{ value: string }>(
    `select value from addresses a join person_addresses pa on pa.address_id = a.id where pa.person_id = $1 and a.kind = 'email'`,
    [person],
  )
  return row?.value ?? ''
}
const arrivedFor = (email: string) => smtp.arrived.filter((mail) => mail.to === email)
const keep = (session: string, person: string, state = 'kept') =>
  db.rows(
    `insert into places (session_id, group_id, person_id, state, offered_at, answer_by)
     values ($1, $2, $3, $4, case when $4 = 'offered' then clock() end, case when $4 = 'offered' then clock() + interval '1 day' end)`,
    [session, group, person, state],
  )

/** Somebody in the group with a place, and a message about it that waits. */
async function someone(kind: MessageKind, { state = 'kept', hours = 50 } = {}) {
  const person = await make.person('Rosa', { groups: [group] })
  const session = await make.session(group, hours)
  if (kind === 'session cancelled')
    await db.rows(
      `update sessions set state = 'cancelled', cancelled_words = 'The boiler is broken.' where id = $1`,
      [session],
    )
  await keep(session, person, state)
  await queue({ kind, personId: person, groupId: group, sessionId: session })
  return { person, session, email: await addressOf(person) }
}

describe('lets through', () => {
  test.each([
    ['place kept', 'kept'],
    ['place waiting', 'waiting'],
    ['place offered', 'offered'],
    ['place given back', 'given back'],
    ['reminder week', 'kept'],
    ['reminder day', 'kept'],
    ['session moved', 'kept'],
    ['session cancelled', 'kept'],
    ['joined', 'kept'],
    ['left group', 'kept'],
    ['my pages link', 'kept'],
  ] as const)('%s', async (kind, state) => {
    const { person, email } = await someone(kind, { state })
    await gate.drain()
    expect(await messages(person)).toMatchObject([{ kind, state: 'sent', stopped_why: null }])
    expect(arrivedFor(email)).toHaveLength(1)
  })
})

describe('refuses, and says why', () => {
  /** What is done before the gate looks; the same message without it is let through above. */
  const reasons: [
    string,
    MessageKind,
    string,
    (of: { person: string; session: string }) => Promise<unknown>,
  ][] = [
    [
      'died',
      'reminder day',
      'died',
      ({ person }) => db.rows(`insert into deaths (person_id) values ($1)`, [person]),
    ],
    [
      'died',
      'my pages link',
      'died',
      ({ person }) => db.rows(`insert into deaths (person_id) values ($1)`, [person]),
    ],
    [
      'all stopped',
      'session cancelled',
      'stopped all',
      ({ person }) => db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [person]),
    ],
    [
      'all stopped',
      'my pages link',
      'stopped all',
      ({ person }) => db.rows(`insert into stops (person_id, what) values ($1, 'all')`, [person]),
    ],
    [
      'paused',
      'session moved',
      'paused',
      ({ person }) =>
        db.rows(
          `insert into stops (person_id, what, until) values ($1, 'pause', clock() + interval '1 day')`,
          [person],
        ),
    ],
    [
      'paused for good',
      'joined',
      'paused',
      ({ person }) => db.rows(`insert into stops (person_id, what) values ($1, 'pause')`, [person]),
    ],
    [
      'no reminders',
      'reminder week',
      'stopped reminders',
      ({ person }) => db.rows(`insert into stops (person_id, what) values ($1, 'reminders')`, [person]),
    ],
    [
      'reminder a week before off',
      'reminder week',
      'reminder off',
      ({ person }) => db.rows(`update people set reminder_week = false where id = $1`, [person]),
    ],
    [
      'reminder a day before off',
      'reminder day',
      'reminder off',
      ({ person }) => db.rows(`update people set reminder_day = false where id = $1`, [person]),
    ],
    [
      'no e-mail',
      'joined',
      'no address',
      ({ person }) => db.rows(`delete from person_addresses where person_id = $1`, [person]),
    ],
    [
      'wrong address',
      'joined',
      'address wrong',
      ({ person }) =>
        db.rows(
          `update addresses set wrong_at = clock() where id in (select address_id from person_addresses where person_id = $1)`,
          [person],
        ),
    ],
    [
      'unconfirmed address',
      'joined',
      'address not confirmed',
      ({ person }) =>
        db.rows(`update person_addresses set confirmed_at = null where person_id = $1`, [person]),
    ],
    [
      'left the group',
      'reminder day',
      'left group',
      ({ person }) => db.rows(`update members set left_at = clock() where person_id = $1`, [person]),
    ],
    [
      'session cancelled',
      'place kept',
      'session cancelled',
      ({ session }) =>
        db.rows(`update sessions set state = 'cancelled', cancelled_words = 'x' where id = $1`, [session]),
    ],
    [
      'session on again',
      'session cancelled',
      'session not cancelled',
      ({ session }) =>
        db.rows(`update sessions set state = 'planned', cancelled_words = null where id = $1`, [session]),
    ],
    [
      'session begun',
      'reminder day',
      'session over',
      ({ session }) => db.rows(`update sessions set date = date - 10 where id = $1`, [session]),
    ],
    [
      'place given back',
      'reminder day',
      'place not kept',
      ({ person }) => db.rows(`update places set state = 'given back' where person_id = $1`, [person]),
    ],
    [
      'group paused',
      'reminder week',
      'group not running',
      () => db.rows(`update groups set state = 'paused', paused_words = 'x' where id = $1`, [group]),
    ],
    [
      'too late',
      'joined',
      'too late',
      ({ person }) =>
        db.rows(`update messages set useless_after = clock() - interval '1 minute' where person_id = $1`, [
          person,
        ]),
    ],
  ]
  test.each(reasons)('%s: %s', async (_name, kind, why, happens) => {
    const of = await someone(kind)
    const friend = await someone(kind)
    try {
      await happens(of)
      await gate.drain()
      expect(await messages(of.person)).toMatchObject([{ kind, state: 'stopped', stopped_why: why }])
      expect(arrivedFor(of.email)).toHaveLength(0)
      if (why !== 'group not running')
        expect(await messages(friend.person)).toMatchObject([{ state: 'sent' }])
    } finally {
      await db.rows(`update groups set state = 'open', paused_words = null where id = $1`, [group])
    }
  })

  test('an offer that is over', async () => {
    const of = await someone('place offered', { state: 'offered' })
    await db.rows(`update places set answer_by = clock() - interval '1 minute' where person_id = $1`, [
      of.person,
    ])
    await gate.drain()
    expect(await messages(of.person)).toMatchObject([{ state: 'stopped', stopped_why: 'offer over' }])
  })

  test('news of a session that has changed again since; the newer one goes', async () => {
    const of = await someone('session moved')
    await db.rows(`update messages set details = '{"sequence": 1, "from": "Friday"}' where person_id = $1`, [
      of.person,
    ])
    await db.rows(`update sessions set sequence = 2 where id = $1`, [of.session])
    await queue({
      kind: 'session moved',
      personId: of.person,
      groupId: group,
      sessionId: of.session,
      details: { sequence: 2, from: 'Saturday' },
    })
    await gate.drain()
    expect((await messages(of.person)).map((m) => m.stopped_why ?? m.state)).toEqual([
      'session changed since',
      'sent',
    ])
  })

  test('a pause that is over, and a stop that was taken back, hold nothing up', async () => {
    const of = await someone('joined')
    await db.rows(
      `insert into stops (person_id, what, until, ended_at) values ($1, 'pause', clock() - interval '1 hour', null), ($1, 'all', null, clock())`,
      [of.person],
    )
    await gate.drain()
    expect(await messages(of.person)).toMatchObject([{ state: 'sent' }])
  })

  test('someone who paused may ask for the way to their own pages afterwards, not before', async () => {
    const before = await someone('my pages link')
    await db.rows(`insert into stops (person_id, what) values ($1, 'pause')`, [before.person])
    await queue({ kind: 'my pages link', personId: before.person })
    await gate.drain()
    expect((await messages(before.person)).map((m) => m.stopped_why ?? m.state)).toEqual(['paused', 'sent'])
  })

  test('an address of which everybody known has died is not asked to confirm; one with a survivor is', async () => {
    const dead = await make.person('Jo', { groups: [group] })
    const email = await addressOf(dead)
    await queue({ kind: 'confirm address', email, groupId: group })
    await db.rows(`insert into deaths (person_id) values ($1)`, [dead])
    await gate.drain()
    expect(await db.rows(`select state, stopped_why from messages where email = $1`, [email])).toEqual([
      { state: 'stopped', stopped_why: 'died' },
    ])
    await db.rows(`delete from messages`)
    await make.person('Sam', { email })
    await queue({ kind: 'confirm address', email, groupId: group })
    await gate.drain()
    expect(await db.rows(`select state from messages where email = $1`, [email])).toEqual([{ state: 'sent' }])
  })

  test('an address that nobody confirmed gets the question whether it is theirs, and nothing else', async () => {
    const person = await make.person('Kim', { groups: [group] })
    await db.rows(`update person_addresses set confirmed_at = null where person_id = $1`, [person])
    await queue({ kind: 'joined', personId: person, groupId: group })
    await queue({ kind: 'confirm address', personId: person })
    await gate.drain()
    expect((await messages(person)).map((m) => [m.kind, m.state])).toEqual([
      ['joined', 'stopped'],
      ['confirm address', 'sent'],
    ])
  })

  test('a colleague whose account has ended gets no link; another does', async () => {
    const { accountId: ended, email: endedEmail } = await make.staff(['coordinator'])
    const { accountId, email } = await make.staff(['coordinator'])
    await db.rows(`update accounts set ended_at = clock() where id = $1`, [ended])
    await queue({ kind: 'staff link', accountId: ended })
    await queue({ kind: 'staff link', accountId })
    await gate.drain()
    expect(arrivedFor(endedEmail)).toHaveLength(0)
    expect(arrivedFor(email)).toHaveLength(1)
    const [link] = await db.rows<{ purpose: string; token_hash: Buffer }>(
      `select purpose, token_hash from staff_links where account_id = $1`,
      [accountId],
    )
    expect(link?.purpose).toBe('sign in')
  })
})

test('while the gate is closed nothing goes out and nothing is lost; what was due goes when it opens', async () => {
  const of = await someone('joined')
  await db.rows(`update gate_state set open = false, why = 'restored'`)
  await gate.drain()
  expect(await messages(of.person)).toMatchObject([{ state: 'waiting' }])
  expect(arrivedFor(of.email)).toHaveLength(0)
  await db.rows(`update gate_state set open = true`)
  await gate.drain()
  expect(await messages(of.person)).toMatchObject([{ state: 'sent' }])
})

test('what is held goes nowhere', async () => {
  const of = await someone('joined')
  await db.rows(`update messages set state = 'held'`)
  await gate.drain()
  expect(arrivedFor(of.email)).toHaveLength(0)
})

test('the same news once: a second message with the same key is not made', async () => {
  const person = await make.person('Ada', { groups: [group] })
  for (let i = 0; i < 3; i++)
    await queue({ kind: 'joined', personId: person, groupId: group, once: `joined:${person}` })
  await gate.drain()
  expect(await messages(person)).toHaveLength(1)
})

test('after a death recorded by mistake, what it stopped and is of use goes out', async () => {
  const of = await someone('joined')
  await transact(db.app, system('test'), (tx) =>
    recordDeath(tx, { personId: of.person, toldBy: 'a sister', toldOn: null, sure: 'told' }),
  )
  await gate.drain()
  expect(await messages(of.person)).toMatchObject([{ state: 'stopped' }])
  await transact(db.app, system('test'), (tx) => takeBackDeath(tx, { personId: of.person }))
  await gate.drain()
  expect(await messages(of.person)).toMatchObject([{ state: 'sent' }])
})

test('whom no e-mail reaches is rung about a date that is off, and about nothing less', async () => {
  const off = await someone('session cancelled')
  const kept = await someone('place kept')
  for (const { person } of [off, kept])
    await db.rows(`delete from person_addresses where person_id = $1`, [person])
  await gate.drain()
  expect(await db.rows(`select why, session_id from calls where person_id = $1`, [off.person])).toEqual([
    { why: 'cancelled', session_id: off.session },
  ])
  expect(await db.rows(`select why from calls where person_id = $1`, [kept.person])).toEqual([])
})

describe('what the mail server answers', () => {
  test('an address that does not exist: refused at once, told to staff, the person rung', async () => {
    const of = await someone('joined')
    refusals.set(of.email, `550 5.1.1 <${of.email}> no such mailbox`)
    await gate.drain()
    expect(await messages(of.person)).toMatchObject([{ state: 'bounced', last_error: '550 5.1.1 EENVELOPE' }])
    expect(await db.rows(`select why from calls where person_id = $1`, [of.person])).toEqual([
      { why: 'undelivered' },
    ])
  })

  test.each(['451 4.7.1 Please try again later', '550 5.7.1 Relaying denied', '452 4.2.2 Mailbox full'])(
    '%s: tried again later',
    async (answer) => {
      const of = await someone('joined')
      refusals.set(of.email, answer)
      await gate.drain()
      expect(await messages(of.person)).toMatchObject([{ state: 'waiting', attempts: 1 }])
      refusals.delete(of.email)
      await gate.drain()
      expect(arrivedFor(of.email)).toHaveLength(0)
      await db.rows(`update messages set try_after = clock()`)
      await gate.drain()
      expect(await messages(of.person)).toMatchObject([{ state: 'sent', attempts: 2 }])
    },
  )

  test('two days of trying, longer each time; then undelivered, told to staff, the person rung', async () => {
    const of = await someone('joined')
    refusedData.set(of.email, '451 4.3.0 Not now')
    const waits: number[] = []
    for (let i = 0; i < 20; i++) {
      await gate.drain()
      const [message] = await db.rows<{ state: string; wait: number }>(
        `select state, extract(epoch from try_after - clock())::int as wait from messages where person_id = $1`,
        [of.person],
      )
      if (message?.state !== 'waiting') break
      waits.push(Math.round((message?.wait ?? 0) / 60))
      await db.rows(
        `update messages set first_tried_at = first_tried_at - (try_after - clock()), try_after = clock() where person_id = $1`,
        [of.person],
      )
    }
    expect(await messages(of.person)).toMatchObject([{ state: 'undelivered' }])
    expect(waits.slice(0, 4)).toEqual([1, 5, 15, 60])
    const total = waits.reduce((sum, wait) => sum + wait, 0)
    expect(total).toBeGreaterThan(36 * 60)
    expect(total).toBeLessThanOrEqual(48 * 60)
    expect(await db.rows(`select why from calls where person_id = $1`, [of.person])).toEqual([
      { why: 'undelivered' },
    ])
  })

  test('a second attempt has the same Message-ID, from the row alone', async () => {
    const of = await someone('joined')
    await gate.drain()
    await db.rows(`update messages set state = 'waiting', claimed_until = '-infinity' where person_id = $1`, [
      of.person,
    ])
    await gate.drain()
    const ids = await Promise.all(
      arrivedFor(of.email).map(async (mail) => (await parseMail(mail.raw)).messageId),
    )
    const [row] = await db.rows<{ id: string }>(`select id from messages where person_id = $1`, [of.person])
    expect(ids).toEqual([`<${row?.id}@example.org>`, `<${row?.id}@example.org>`])
  })

  test('a server that is away: nobody is bounced or dropped, and all of it goes when it is back', async () => {
    const away = await testSmtp()
    const port = Number(new URL(away.url).port)
    await away.stop()
    const other = openGate(testServices(db, { smtp: { url: away.url, connections: 2, dkim: null } }))
    const all = []
    for (let i = 0; i < 5; i++) all.push(await someone('joined'))
    await other.drain()
    expect(await db.rows(`select distinct state, attempts from messages`)).toEqual([
      { state: 'waiting', attempts: 0 },
    ])
    await other.close()
    const back = await testSmtp({}, port)
    const again = openGate(testServices(db, { smtp: { url: back.url, connections: 2, dkim: null } }))
    await db.rows(`update messages set try_after = clock()`)
    await again.drain()
    expect(back.arrived).toHaveLength(5)
    await again.close()
    await back.stop()
  })
})

test('links are made at sending: the mail has them, the kept copy and the tables do not', async () => {
  const of = await someone('reminder day')
  await gate.drain()
  const [mail] = arrivedFor(of.email)
  const parsed = await parseMail(mail?.raw ?? '')
  const links = [...new Set(parsed.text?.match(/http:\/\/localhost\/(?:my\/open|stop)\/[\w-]{43}/g))]
  expect(links.map((link) => link.split('/')[3])).toEqual(['my', 'stop'])
  const [kept] = await db.rows<{ body_text: string; body_html: string; subject: string }>(
    `select body_text, body_html, subject from messages where person_id = $1`,
    [of.person],
  )
  for (const link of links) {
    const token = link.split('/').at(-1) ?? 'none'
    expect(JSON.stringify(kept)).not.toContain(token)
  }
  expect(kept?.body_text).toContain('[personal link]')
  expect(kept?.body_html).toContain('[personal link]')
  const dump = await db.rows<{ all: string }>(`select after::text as all from audit_log`)
  for (const link of links) expect(JSON.stringify(dump)).not.toContain(link.split('/').at(-1))
})
