import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { recordDeath } from '../../src/features/bereavement/bereavement.ts'
import type { Gate } from '../../src/features/messages/gate.ts'
import { takeInText } from '../../src/features/messages/incoming-texts.ts'
import { queueMessage } from '../../src/features/messages/messages.ts'
import type { TestProvider } from '../../src/features/messages/testing/texts.ts'
import { system } from '../../src/platform/actor.ts'
import type { Transaction } from '../../src/platform/database.ts'
import type { TestDatabase } from '../../src/platform/testing/database.ts'
import type { smallCharity } from '../../src/platform/testing/small-charity.ts'
import { transact } from '../../src/platform/transactions.ts'

type Charity = ReturnType<typeof smallCharity>
export type Outcome = {
  /** Texts that began, and letters that were posted, after a death or a stop was committed. */
  late: number
  /** Neither sent nor stopped for a reason that was true. */
  lost: number
  sent: number
  silenced: number
}

const drawn = <T>(from: fc.Arbitrary<T>, seed: number): T => {
  const [one] = fc.sample(from, { seed, numRuns: 1 })
  if (one === undefined) throw new Error('nothing was drawn')
  return one
}
const silences = ['die', 'stop', 'nothing'] as const

/**
 * Texts: everybody has a few that wait; some write STOP or die at a moment of their own, while the gates send. What the
 * provider saw is held against when each of them had committed (P1).
 */
export async function playTexts(
  db: TestDatabase,
  charity: Charity,
  provider: TestProvider,
  gates: readonly Pick<Gate, 'drain'>[],
  seed: number,
): Promise<Outcome> {
  const plan = drawn(
    fc.array(fc.record({ what: fc.constantFrom(...silences), after: fc.nat(48) }), {
      minLength: 24,
      maxLength: 24,
    }),
    seed,
  )
  await db.rows('delete from messages')
  await db.rows(
    'delete from addresses a where not exists (select from person_addresses pa where pa.address_id = a.id)',
  )
  provider.got.length = 0
  const group = await charity.group(`Texts ${seed}-${Math.random()}`)
  const people = await Promise.all(
    plan.map(async (_, i) => {
      const number = `+44770${String(9_000_000 + ((seed * 100 + i) % 900_000)).slice(-7)}`
      const id = await charity.person(`Person ${i}`, { email: null, phone: number, groups: [group] })
      await db.rows(`update people set texts_ok = true where id = $1`, [id])
      for (let n = 0; n < 3; n++)
        await transact(db.app, system('test'), (tx) =>
          queueMessage(tx, { kind: 'joined', personId: id, groupId: group }),
        )
      return { id, number, silentFrom: Number.POSITIVE_INFINITY }
    }),
  )
  let running = true
  const workers = gates.map(async (gate) => {
    while (running) {
      await gate.drain().catch(() => {})
      await pause(2)
    }
  })
  await Promise.all(
    plan.map(async ({ what, after }, i) => {
      const person = people[i]
      if (!person || what === 'nothing') return
      // By how much was sent, not by the clock: on a busy machine sending begins late.
      while (provider.got.length < after && Math.random() > 0.002) await pause(1)
      await transact(db.app, system('test'), async (tx) =>
        what === 'die'
          ? recordDeath(tx, { personId: person.id, toldBy: '', toldOn: null, sure: 'told' })
          : takeInText(tx, { from: person.number, text: 'STOP', providerId: null }),
      )
      person.silentFrom = performance.now()
    }),
  )
  await settle(db)
  running = false
  await Promise.all(workers)
  const late = provider.got.filter(({ at, body }) =>
    people.some(({ number, silentFrom }) => body.includes(number) && at > silentFrom),
  ).length
  return { late, ...(await counted(db, people)) }
}

/** Until nothing waits to be tried again; those whose channel is gone stay as they are. */
async function settle(db: TestDatabase): Promise<void> {
  for (let round = 0; round < 200; round++) {
    await db.rows(`update messages set try_after = clock(), claimed_until = '-infinity'
      where state = 'waiting' and try_after < 'infinity'`)
    await pause(30)
    const [left] = await db.rows<{ n: number }>(
      `select count(*)::int as n from messages where state = 'waiting' and try_after < 'infinity'`,
    )
    if (left?.n === 0) return
  }
}

async function counted(db: TestDatabase, people: readonly { id: string; silentFrom: number }[]) {
  const silent = new Set(
    people.filter(({ silentFrom }) => silentFrom < Number.POSITIVE_INFINITY).map(({ id }) => id),
  )
  const rows = await db.rows<{ person_id: string; state: string }>(`select person_id, state from messages`)
  return {
    sent: rows.filter(({ state }) => state === 'sent').length,
    silenced: rows.filter(({ state, person_id }) => state !== 'sent' && silent.has(person_id)).length,
    lost: rows.filter(({ state, person_id }) => state !== 'sent' && !silent.has(person_id)).length,
  }
}

/** What a coordinator does with letters. */
export type Press = {
  print(ids: readonly string[]): Promise<{ batchId: string | null }>
  post(batch: { id: string; letters: readonly string[]; known: readonly string[] }): Promise<{ ok: boolean }>
  pulled(ids: readonly string[]): Promise<{ id: string }[]>
}

/**
 * Letters: several people print and post while others record deaths and stops. Whoever was silenced while a letter of
 * theirs was not yet posted, as seen under the lock, never has it posted afterwards (P1).
 */
export async function playLetters(
  db: TestDatabase,
  charity: Charity,
  gates: readonly Pick<Gate, 'drain'>[],
  press: Press,
  seed: number,
): Promise<Outcome> {
  const plan = drawn(
    fc.array(fc.record({ what: fc.constantFrom(...silences), after: fc.nat(7) }), {
      minLength: 20,
      maxLength: 20,
    }),
    seed,
  )
  await db.rows('delete from messages')
  await db.rows('delete from letter_batches')
  const group = await charity.group(`Letters ${seed}-${Math.random()}`)
  const people = await Promise.all(
    plan.map(async (_, i) => {
      const id = await charity.person(`Person ${i}`, { email: null, groups: [group] })
      await db.rows(
        `insert into person_addresses (person_id, address_id) select $1, address_row('post', $2)`,
        [id, `${i} Row ${seed}, Rayleigh SS6 7ED`],
      )
      await transact(db.app, system('test'), (tx) =>
        queueMessage(tx, { kind: 'joined', personId: id, groupId: group }),
      )
      return { id, silentFrom: Number.POSITIVE_INFINITY }
    }),
  )
  for (const gate of gates) await gate.drain()
  const never = new Set<string>()
  let begun = 0
  const counting: Press = {
    ...press,
    post(batch) {
      begun++
      return press.post(batch)
    },
  }
  let running = true
  const clerks = Array.from({ length: 3 }, async () => {
    while (running) await clerk(db, counting).catch(() => {})
  })
  await Promise.all(
    plan.map(async ({ what, after }, i) => {
      const person = people[i]
      if (!person || what === 'nothing') return
      for (let waited = 0; begun < after && waited < 400; waited++) await pause(1)
      await pause(Math.random() * 30)
      const seen = await transact(db.app, system('test'), async (tx) => {
        const waiting = await silence(tx, person.id, what)
        return waiting
      })
      person.silentFrom = performance.now()
      for (const id of seen) never.add(id)
    }),
  )
  await pause(300)
  running = false
  await Promise.all(clerks)
  for (let round = 0; round < 4; round++) await clerk(db, press, true)
  const sent = await db.rows<{ id: string }>(`select id from messages where state = 'sent'`)
  return { late: sent.filter(({ id }) => never.has(id)).length, ...(await counted(db, people)) }
}

/** Silences somebody, and says which of their letters were not posted at that moment: the lock is held by then. */
async function silence(tx: Transaction, personId: string, what: 'die' | 'stop'): Promise<string[]> {
  await (what === 'die'
    ? sql`insert into deaths (person_id) values (${personId})`.execute(tx)
    : sql`insert into stops (person_id, what) values (${personId}, 'all')`.execute(tx))
  const { rows } = await sql<{
    id: string
  }>`select id from messages where person_id = ${personId} and state <> 'sent'`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Prints some of what waits, and posts what is on paper: pulls out first what is to be pulled out. */
async function clerk(db: TestDatabase, press: Press, all = false): Promise<void> {
  const waiting = await db.rows<{ id: string }>(
    `select l.message_id as id from letters l join messages m on m.id = l.message_id and m.state = 'waiting'
     where l.batch_id is null order by random() limit $1`,
    [all ? 100 : 4],
  )
  const { batchId } = waiting.length > 0 ? await press.print(waiting.map(({ id }) => id)) : { batchId: null }
  const [open] = await db.rows<{ id: string }>(
    `select id from letter_batches where posted_at is null order by random() limit 1`,
  )
  const id = batchId ?? open?.id
  if (!id) return pause(3)
  const letters = (
    await db.rows<{ id: string }>(`select message_id as id from letters where batch_id = $1`, [id])
  ).map((row) => row.id)
  const known = (await press.pulled(letters)).map((one) => one.id)
  await pause(Math.random() * 8)
  await press.post({ id, letters, known })
}
