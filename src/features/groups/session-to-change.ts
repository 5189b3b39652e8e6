import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export type SessionRefusal = 'no such session' | 'not yours' | 'started' | 'cancelled'
export type SessionToChange = Extract<Awaited<ReturnType<typeof lockedSession>>, { refusal: null }>['session']

/**
 * A session as it stands, locked until the end of the transaction: of two people who change it at once the second sees what
 * the first did. Keeping a place does not wait for this.
 */
async function lockedSession(tx: Transaction, sessionId: string) {
  const session = await tx
    .selectFrom('sessions')
    .innerJoin('groups', 'groups.id', 'sessions.group_id')
    .select([
      'sessions.id',
      'sessions.group_id',
      'sessions.date',
      'sessions.starts',
      'sessions.ends',
      'sessions.zone',
      'sessions.state',
      'sessions.venue_id',
      'sessions.sequence',
      'sessions.starts_at',
      'sessions.ends_at',
      'sessions.session_limit',
      'sessions.telephone',
      'groups.venue_id as group_venue_id',
      'groups.state as group_state',
      sql<boolean>`sessions.starts_at <= clock()`.as('started'),
      sql<string>`(clock() at time zone sessions.zone)::date::text`.as('today'),
      sql<boolean>`actor_kind() = 'system' or sees_group(sessions.group_id)`.as('theirs'),
    ])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
  if (!session) return { refusal: 'no such session' } as const
  if (!session.theirs) return { refusal: 'not yours' } as const
  await sql`select id from sessions where id = ${sessionId} for no key update`.execute(tx)
  const now = await tx
    .selectFrom('sessions')
    .select(['date', 'starts', 'ends', 'state', 'venue_id', 'sequence', 'starts_at', 'ends_at'])
    .select(['former_date', 'former_starts', 'former_ends', 'former_venue_id'])
    .select(sql<boolean>`starts_at <= clock()`.as('started'))
    .where('id', '=', sessionId)
    .executeTakeFirst()
  // Deleted while we waited for the lock.
  if (!now) return { refusal: 'no such session' } as const
  const fresh = { ...session, ...now, starts: now.starts.slice(0, 5), ends: now.ends.slice(0, 5) }
  if (fresh.started) return { refusal: 'started' } as const
  return { refusal: null, session: fresh } as const
}

/** A session that takes place and has not begun, locked. */
export async function sessionToChange(tx: Transaction, sessionId: string) {
  const found = await lockedSession(tx, sessionId)
  return found.session?.state === 'cancelled'
    ? ({ refusal: 'cancelled', session: undefined } as const)
    : found
}

/** A date that falls out and lies ahead, locked. */
export async function cancelledSession(tx: Transaction, sessionId: string) {
  const found = await lockedSession(tx, sessionId)
  return found.session?.state === 'planned'
    ? ({ refusal: 'not cancelled', session: undefined } as const)
    : found
}

/** Whether a time has begun by now, in the zone where it is meant. */
export async function isOver(tx: Transaction, date: string, starts: string, zone: string): Promise<boolean> {
  const found = await sql<{ over: boolean }>`
    select (${date}::date + ${starts}::time) at time zone ${zone}::text <= clock() as over`.execute(tx)
  return found.rows[0]?.over ?? true
}

/** Whether the group itself already meets at that time. */
export async function overlapsOwn(
  tx: Transaction,
  groupId: string,
  at: { date: string; starts: string; ends: string; zone: string; without?: string },
): Promise<boolean> {
  const found = await sql<{ taken: boolean }>`
    select exists (select from sessions where group_id = ${groupId} and state = 'planned'
      and id is distinct from ${at.without ?? null}::uuid
      and starts_at < (${at.date}::date + ${at.ends}::time) at time zone ${at.zone}::text
      and ends_at > (${at.date}::date + ${at.starts}::time) at time zone ${at.zone}::text) as taken`.execute(
    tx,
  )
  return found.rows[0]?.taken ?? false
}

/** Whoever adds a date to a group, or puts one back, does so alone: the second sees what the first did. */
export async function aloneInDiary(tx: Transaction, groupId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('dates of ' || ${groupId}::text, 0))`.execute(tx)
}
