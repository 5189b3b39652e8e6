import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { parseMail, type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { transact } from '#platform/transactions.ts'
import { type Gate, openGate } from '../messages/gate.ts'
import { queueMessage } from '../messages/messages.ts'
import { mergePeople, undoMerge } from './doubles.ts'

/** How long the mail server takes before it says that it has the message, in milliseconds. */
const thinks = 900

let db: TestDatabase
let smtp: TestSmtp
let gate: Gate
let charity: ReturnType<typeof smallCharity>
let group: string
let administrator: Awaited<ReturnType<typeof charity.staff>>
const slow = new Set<string>()

beforeAll(async () => {
  db = await testDatabase()
  smtp = await testSmtp({ delayMs: (to) => (slow.has(to) ? thinks : 0) })
  // One line: what waits behind a slow conversation is claimed already, and has not begun.
  gate = openGate(testServices(db, { smtp: { url: smtp.url, connections: 1, dkim: null } }))
  charity = smallCharity(db)
  group = await charity.group('South Essex', { kind: 'in person' })
  administrator = await charity.staff(['administrator'])
})
afterAll(async () => {
  await gate.close()
  await smtp.stop()
  await db.drop()
})
afterEach(async () => {
  slow.clear()
  smtp.begun.length = 0
  smtp.arrived.length = 0
  await db.rows('delete from messages')
})

async function somebody(called: string) {
  const email = `${called.toLowerCase().replaceAll(' ', '.')}@example.org`
  return { id: await charity.person(called, { groups: [group], email }), email }
}
const queue = (personId: string) =>
  transact(db.app, system('a test'), (tx) => queueMessage(tx, { kind: 'joined', personId, groupId: group }))
const all = () =>
  db.rows<{ person_id: string; state: string; stopped_why: string | null }>(
    'select person_id, state, stopped_why from messages order by state, id',
  )

/**
 * Two messages for the record that goes; the mail server is in the middle of taking the first when somebody makes the two
 * records one. @returns when the merge had committed, by performance.now().
 */
async function mergedMeanwhile(kept: { id: string }, gone: { id: string; email: string }) {
  slow.add(gone.email)
  await queue(gone.id)
  await queue(gone.id)
  const drained = gate.drain()
  await expect.poll(() => smtp.begun.length, { timeout: 5_000, interval: 10 }).toBe(1)
  const answer = await transact(db.app, administrator, (tx) =>
    mergePeople(tx, { keptId: kept.id, goneId: gone.id, take: [] }),
  )
  const committed = performance.now()
  if (!answer.ok) throw new Error(answer.reason)
  return { committed, drained, mergeId: answer.mergeId }
}

describe('two records are made one while the mail server takes a message to one of them', () => {
  it('waits until it is taken; what waited behind it goes to the one person they are, once', async () => {
    const [kept, gone] = [await somebody('Pearl'), await somebody('Pearl B')]
    const { committed, drained } = await mergedMeanwhile(kept, gone)
    expect(smtp.arrived).toHaveLength(1)
    expect(smtp.arrived[0]?.ended).toBeLessThan(committed)
    await drained
    await gate.drain()
    expect(await all()).toEqual([
      { person_id: kept.id, state: 'sent', stopped_why: null },
      { person_id: kept.id, state: 'sent', stopped_why: null },
    ])
    const ids = await Promise.all(smtp.arrived.map(async ({ raw }) => (await parseMail(raw)).messageId))
    expect(new Set(ids).size).toBe(2)
    expect(ids).toHaveLength(2)
  })

  it.each([
    ['stopped everything', `insert into stops (person_id, what) values ($1, 'all')`, 'stopped all'],
    ['died', `insert into deaths (person_id) values ($1)`, 'died'],
  ])('nothing begins after the commit when the other one %s (P1)', async (_what, happened, why) => {
    const [kept, gone] = [await somebody(`Coral ${why}`), await somebody(`Coral B ${why}`)]
    await db.rows(happened, [kept.id])
    const { committed, drained, mergeId } = await mergedMeanwhile(kept, gone)
    await drained
    await gate.drain()
    expect(smtp.begun.filter(({ at }) => at > committed)).toEqual([])
    expect(smtp.arrived).toHaveLength(1)
    expect(await all()).toEqual([
      { person_id: kept.id, state: 'sent', stopped_why: null },
      { person_id: kept.id, state: 'stopped', stopped_why: why },
    ])
    // They were two after all: who is living is written to again.
    expect(await transact(db.app, administrator, (tx) => undoMerge(tx, mergeId))).toMatchObject({ ok: true })
    await queue(gone.id)
    await gate.drain()
    expect(smtp.begun.at(-1)?.to).toBe(gone.email)
    expect(smtp.begun.at(-1)?.at).toBeGreaterThan(committed)
  })
})
