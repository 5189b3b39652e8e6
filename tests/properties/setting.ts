import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Transaction } from '#platform/database.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { pumps } from '../../src/features/places/jobs.ts'
import { makeGroup, makeMembers, makeSession } from '../../src/features/places/testing/world.ts'

/** One group with its sessions and people: a small world of its own in a test's database. */
export type World = { groupId: string; sessionIds: string[]; people: string[] }

/** @param sessions the limit of each, and in how many hours it begins. */
export async function makeWorld(
  db: TestDatabase,
  sessions: readonly { limit: number | null; inHours: number }[],
  people: number,
): Promise<World> {
  await db.rows(`update clock_offset set ahead_by = '0'`)
  const groupId = await makeGroup(db.rows)
  const sessionIds: string[] = []
  for (const session of sessions) sessionIds.push(await makeSession(db.rows, groupId, session))
  return { groupId, sessionIds, people: await makeMembers(db.rows, groupId, people) }
}

export const program = system('a property')
export const member = (personId: string): Actor => ({ kind: 'member', personId, sessionId: null })

export const moveClock = (db: TestDatabase, hours: number) =>
  db.rows('update clock_offset set ahead_by = ahead_by + make_interval(secs => $1 * 3600)', [hours])

/** What the program does each second. */
export async function pump(database: Database): Promise<void> {
  const services = { database } as Parameters<(typeof pumps)[number]['run']>[0]
  for (const { run } of pumps) while (await run(services));
}

/** A statement that the program's own work makes, beside the use-cases. */
export const say = (tx: Transaction, text: string, ...values: unknown[]) =>
  sql(text.split('?') as unknown as TemplateStringsArray, ...values).execute(tx)

/** Lays out one more session of the group, in the running transaction. */
export async function layOut(
  tx: Transaction,
  groupId: string,
  inHours: number,
  limit: number,
): Promise<string> {
  const id = randomUUID()
  await sql`insert into sessions (id, group_id, date, starts, ends, zone, session_limit)
    select ${id}, ${groupId}, n::date, least(n::time, time '23:59:58'), time '23:59:59', 'UTC', ${limit}
    from (select (clock() + make_interval(secs => ${inHours * 3600})) at time zone 'UTC' as n) as x`.execute(
    tx,
  )
  return id
}

/** Moves a session that has not begun so that it begins in so many hours. @returns whether it was moved. */
export async function moveTo(tx: Transaction, sessionId: string, inHours: number): Promise<boolean> {
  const moved =
    await sql`update sessions set date = n::date, starts = least(n::time, time '23:59:58'), ends = time '23:59:59'
    from (select (clock() + make_interval(secs => ${inHours * 3600})) at time zone 'UTC' as n) as x
    where id = ${sessionId} and starts_at > (select clock())`.execute(tx)
  return moved.numAffectedRows === 1n
}

export const as = <T>(database: Database, actor: Actor, work: (tx: Transaction) => Promise<T>) =>
  transact(database, actor, work)

/** The connection was cut, or its end was noticed: 57P01 is what pg_terminate_backend says. */
export function isCut(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string }
  return (
    code === '57P01' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    /connection terminated|not queryable/i.test(message)
  )
}
