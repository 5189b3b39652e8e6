import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { askForCalls } from '#features/welcome/welcome.ts'
import type { Transaction } from '#platform/database.ts'
import { newToken } from '#platform/tokens.ts'
import { NOT_SEEN_DAYS } from './rules.ts'

/** That a member came, or that a tick was a mistake. @property at when it was ticked; the later of two holds. */
export type MemberTick = { id?: string; personId: string; came: boolean; at?: Date }
/** The same about someone who simply came by; the first name counts when they are new. */
export type WalkInTick = { id?: string; walkIn: string; firstName?: string; came: boolean; at?: Date }
export type Tick = MemberTick | WalkInTick
/** A tick as a tablet sends it: made there, with its id and its moment. */
export type SentTick = Tick & { id: string; at: Date }
/** What is written down beside the names. `came`: how many in all, or null when nobody counted. */
export type RecordEntry = { came: number | null; themes: string | null; topics: readonly string[]; at?: Date }

export type NotRecorded = 'no such session' | 'not theirs'
export type CameAnswer =
  /** Ids of ticks: `refused` are about nobody of this group. A tick that was sent before is accepted again. */
  { ok: true; accepted: string[]; refused: string[] } | { ok: false; reason: NotRecorded }

async function call<Answer>(
  tx: Transaction,
  statement: ReturnType<typeof sql<{ answer: Answer }>>,
): Promise<Answer> {
  const [row] = (await statement.execute(tx)).rows
  if (!row) throw new Error('A function of the database gave no answer')
  return row.answer
}

/** Ticks as the database takes them. Without a moment of their own they are of now, by clock(). */
async function asItems(tx: Transaction, ticks: readonly Tick[]): Promise<string> {
  const now = ticks.some((tick) => !tick.at) ? await clockNow(tx) : ''
  return JSON.stringify(
    ticks.map((tick) => ({ ...tick, id: tick.id ?? randomUUID(), at: tick.at?.toISOString() ?? now })),
  )
}

async function clockNow(tx: Transaction): Promise<string> {
  const found = await sql<{
    now: string
  }>`select to_char(clock() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`.execute(tx)
  return found.rows[0]?.now ?? ''
}

/**
 * Writes down who came to a session (P3). Each tick counts once, however often it is sent, and of two about the same person
 * the later holds. Taking a tick back leaves nothing: there is no record of not coming (P6). Staff of the group.
 */
export async function recordCame(
  tx: Transaction,
  { sessionId, ticks }: { sessionId: string; ticks: readonly Tick[] },
): Promise<CameAnswer> {
  return call<CameAnswer>(
    tx,
    sql`select record_came(${sessionId}, ${await asItems(tx, ticks)}::jsonb) as answer`,
  )
}

/** Someone simply came by, and says a first name at most: a visit without a person. */
export async function addWalkIn(
  tx: Transaction,
  { sessionId, firstName }: { sessionId: string; firstName: string },
): Promise<{ ok: true; stubId: string } | { ok: false; reason: NotRecorded | 'no name' }> {
  const walkIn = randomUUID()
  const answer = await recordCame(tx, { sessionId, ticks: [{ walkIn, firstName, came: true }] })
  if (!answer.ok) return answer
  return answer.accepted.length > 0 ? { ok: true, stubId: walkIn } : { ok: false, reason: 'no name' }
}

/**
 * Whoever came by has joined: their visits become this member's, and the first name is forgotten. A tick for them that
 * a tablet sends later finds the member too.
 */
export function linkWalkIn(
  tx: Transaction,
  { stubId, personId }: { stubId: string; personId: string },
): Promise<
  { ok: true; visits: number } | { ok: false; reason: 'no such walk-in' | 'not theirs' | 'not a member' }
> {
  return call(tx, sql`select link_walk_in(${stubId}, ${personId}) as answer`)
}

/**
 * Writes down how many came in all, what was talked about and the themes. The latest holds: `newest` is false when something
 * written later stands already.
 */
export async function saveRecord(
  tx: Transaction,
  { sessionId, record }: { sessionId: string; record: RecordEntry },
): Promise<{ ok: true; newest: boolean } | { ok: false; reason: NotRecorded }> {
  const entry = { ...record, at: record.at?.toISOString() ?? (await clockNow(tx)) }
  return call(tx, sql`select save_record(${sessionId}, ${JSON.stringify(entry)}::jsonb) as answer`)
}

/**
 * A permit for this session's record alone, for 24 hours, so that what is ticked on a tablet can be sent though the
 * sign-in has ended. Null when the session is not theirs. The database keeps its hash only.
 */
export async function issuePermit(
  tx: Transaction,
  { sessionId }: { sessionId: string },
): Promise<{ token: string; expiresAt: Date } | null> {
  const { token, hash } = newToken()
  const found = await sql<{
    until: Date | null
  }>`select issue_permit(${sessionId}, ${hash}) as until`.execute(tx)
  const until = found.rows[0]?.until
  return until ? { token, expiresAt: until } : null
}

/** The same as `recordCame` and `saveRecord` with a permit instead of a sign-in. Anybody who holds it; reads nothing. */
export function recordByPermit(
  tx: Transaction,
  wish: {
    sessionId: string
    tokenHash: Buffer
    ticks: readonly SentTick[]
    records: readonly RecordEntry[]
  },
): Promise<{ ok: true; accepted: string[]; refused: string[] } | { ok: false; reason: 'no permit' }> {
  return call(
    tx,
    sql`select apply_ticks(${wish.tokenHash}, ${wish.sessionId}, ${JSON.stringify(wish.ticks)}::jsonb,
      ${JSON.stringify(wish.records)}::jsonb) as answer`,
  )
}

/**
 * Puts on the list of calls whoever asked "ring me if you haven't seen me for a while" and has not come anywhere for
 * NOT_SEEN_DAYS days. Nobody else is ever looked for (P6). As the system.
 * @returns how many.
 */
export async function ringThoseNotSeen(tx: Transaction): Promise<number> {
  const found = await sql<{
    person_id: string
    group_id: string
  }>`select * from not_seen(${NOT_SEEN_DAYS})`.execute(tx)
  await askForCalls(
    tx,
    found.rows.map((row) => ({ personId: row.person_id, why: 'not seen' as const, groupId: row.group_id })),
  )
  return found.rows.length
}
