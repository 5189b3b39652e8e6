import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export {
  type HeldBackPlace,
  heldBackPlaces,
  type PlaceOfPerson,
  type PlacesLeft,
  placesLeft,
  placesOfPerson,
  type Waiting,
  waitingList,
} from './queries.ts'
export { placeDone, placesWords, takenWords, words } from './words.ts'

/** Why nothing was done. Codes, not sentences: pages have the words. */
export type NotKept =
  | 'no such session'
  | 'not theirs'
  | 'not a member'
  | 'died'
  | 'started'
  | 'cancelled'
  | 'paused'
  | 'closed'
export type KeepAnswer =
  /** `position`: how many are asked before them, and themselves; only when they wait. Not limited: they hope to come. */
  | { ok: true; state: 'kept' | 'waiting'; limited: boolean; position?: number }
  | { ok: false; reason: NotKept }

/** One person at one session. */
export type PlaceOf = { sessionId: string; personId: string }

// Each use-case is one call of a function in the database (migrations/0401-places.sql): it takes the session's lock,
// looks, decides and writes, its messages included, in one round trip. See README.md for why.
async function call<Answer>(tx: Transaction, statement: RawBuilder<{ answer: Answer }>): Promise<Answer> {
  const [row] = (await statement.execute(tx)).rows
  if (!row) throw new Error('A function of the database gave no answer')
  return row.answer
}

/**
 * Keeps a place, or stands on the waiting list when the session is full (P2). At a session without a limit it says "I'm
 * hoping to come". Pressed twice it does nothing more; somebody who was offered a place accepts it. Who gave a place
 * back and asks again stands at the end of the list. Queues the message that says so, unless `tell: false` (when another
 * message of the same moment says it). Members act for themselves, staff for the groups that are theirs.
 */
export function keepPlace(
  tx: Transaction,
  { sessionId, personId, tell = true }: PlaceOf & { tell?: boolean },
): Promise<KeepAnswer> {
  return call(tx, sql`select keep_place(${sessionId}, ${personId}, ${tell}) as answer`)
}

export type GiveBackAnswer =
  | { ok: true; was: 'kept' | 'offered' | 'waiting' | 'nothing' }
  | { ok: false; reason: 'no such session' | 'not theirs' | 'started' | 'cancelled' }

/**
 * Gives a place back, leaves the waiting list or declines an offer: "I can't make it this time" (P6: nothing is asked
 * or counted). The next who waits is offered the place in the same transaction (P2). Someone with a standing place keeps
 * every other date. `was: 'nothing'` when there was nothing to give back.
 */
export function giveBackPlace(tx: Transaction, { sessionId, personId }: PlaceOf): Promise<GiveBackAnswer> {
  return call(tx, sql`select give_back_place(${sessionId}, ${personId}) as answer`)
}

export type AnswerAnswer =
  | { ok: true; state: 'kept' | 'declined' }
  | { ok: false; reason: NotKept | 'no offer' | 'ran out' }

/**
 * Answers an offer (P2). A yes that comes too late still keeps the place when nobody else wanted it; otherwise
 * `ran out`, and the person may stand on the list again.
 */
export function answerOffer(
  tx: Transaction,
  { sessionId, personId, answer }: PlaceOf & { answer: 'yes' | 'no' },
): Promise<AnswerAnswer> {
  return call(tx, sql`select answer_offer(${sessionId}, ${personId}, ${answer === 'yes'}) as answer`)
}

export type StandingAnswer =
  | { ok: true; kept: number; waiting: number; freed: number }
  | { ok: false; reason: 'not theirs' | 'not a member' | 'died' }

/**
 * Keeps a standing place at every session of a group until they say otherwise, or ends it.
 * Beginning fills every coming session that is laid out: kept where there is room, waiting where it is full; single
 * dates that they gave back stay given back. Ending keeps the places they have unless `coming: 'free'`.
 * One message tells of all dates, unless `tell: false` (when another message of the same moment says it).
 * @returns how many dates are kept or waited for, or were freed.
 */
export function setStanding(
  tx: Transaction,
  options: {
    personId: string
    groupId: string
    standing: boolean
    coming?: 'keep' | 'free'
    tell?: boolean
  },
): Promise<StandingAnswer> {
  const { personId, groupId, standing, coming = 'keep', tell = true } = options
  return call(
    tx,
    sql`select set_standing(${personId}, ${groupId}, ${standing}, ${coming === 'free'}, ${tell}) as answer`,
  )
}

export type LeaveAnswer = { ok: true; freed: number } | { ok: false; reason: 'not theirs' }

/**
 * Frees every coming place of someone who leaves a group, or all groups without `groupId`; offers go on to the next
 * (P2). Call it after the membership has been ended, in the same transaction. Sends this person nothing: the message
 * about leaving says it.
 */
export function leavePlaces(
  tx: Transaction,
  { personId, groupId }: { personId: string; groupId?: string | undefined },
): Promise<LeaveAnswer> {
  return call(tx, sql`select leave_places(${personId}, ${groupId ?? null}) as answer`)
}

/**
 * Closes every coming place of someone who died. A freed place at a session with a limit waits for a coordinator, so
 * that no friend is offered it (the one exception to P2). Call it after the death has been recorded, in the same
 * transaction. Tells nobody.
 */
export function freePlacesAfterDeath(
  tx: Transaction,
  { personId, deathId }: { personId: string; deathId: string },
): Promise<{ freed: number; heldBack: number }> {
  return call(tx, sql`select free_places_after_death(${personId}, ${deathId}) as answer`)
}

/**
 * Puts back what `freePlacesAfterDeath` closed, once the record of a death turned out to be a mistake. A place that a
 * coordinator has given on meanwhile is not taken from anybody: they stand on the list at the turn they had.
 * Call it after the record was marked as a mistake, in the same transaction. Tells nobody.
 */
export function restorePlacesAfterMistake(
  tx: Transaction,
  { personId, deathId }: { personId: string; deathId: string },
): Promise<{ kept: number; waiting: number }> {
  return call(tx, sql`select restore_places_after_mistake(${personId}, ${deathId}) as answer`)
}

/**
 * Fills standing places at sessions that were just laid out, in the order in which people joined; whoever finds it full
 * waits. Sends nothing: reminders come before each date. Sessions that are filled already stay as they are.
 */
export async function sessionsLaidOut(tx: Transaction, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return
  await sql`select fill_standing_places(${[...sessionIds]}::uuid[])`.execute(tx)
}

/**
 * After a session's limit was changed: raised, places are offered at once; without a limit everybody who waited is
 * coming; lowered, nobody's place is taken and nothing is offered until the number is below it (P2).
 */
export async function limitChanged(tx: Transaction, sessionId: string): Promise<void> {
  await workWaitingList(tx, sessionId)
}

/** The same for every coming session of a group whose own limit was changed, or that opened again. */
export async function groupLimitChanged(tx: Transaction, groupId: string): Promise<void> {
  await sql`select work_waiting_lists_of_group(${groupId})`.execute(tx)
}

/**
 * After a session was cancelled: places stay as a record, offers go back to the waiting list and nothing more is
 * offered. The message about the cancellation is the group's. Called again should the session stand once more: standing
 * places that were asked for meanwhile are filled, and the list goes on.
 */
export async function sessionCancelled(tx: Transaction, sessionId: string): Promise<void> {
  await sessionsLaidOut(tx, [sessionId])
}

/**
 * After a session was moved: everybody keeps their place and their turn; offers whose time to answer would now pass the
 * start are shortened, and say so. The message about the move is the group's.
 */
export async function sessionMoved(tx: Transaction, sessionId: string): Promise<void> {
  await sql`select session_moved(${sessionId})`.execute(tx)
}

/**
 * Works through a session's waiting list: offers that ran out are closed, free places are offered in turn (P2).
 * @returns how many offers were made.
 */
export function workWaitingList(tx: Transaction, sessionId: string): Promise<number> {
  return call(tx, sql`select work_waiting_list(${sessionId}) as answer`)
}

export type FreeHeldBackAnswer = { ok: true; offered: number } | { ok: false; reason: 'not theirs' | 'none' }

/**
 * A coordinator lets a place go on that was held back after a death; with `later` those of the same person at all later
 * dates of the group too. Each is offered to whoever waits there (P2).
 */
export async function freeHeldBackPlace(
  tx: Transaction,
  heldBackId: string,
  { later = false }: { later?: boolean } = {},
): Promise<FreeHeldBackAnswer> {
  const answer = await call<FreeHeldBackAnswer>(tx, sql`select free_held_back_place(${heldBackId}) as answer`)
  if (!answer.ok || !later) return answer
  // In the order of their sessions, in which everybody takes the locks.
  const others = await sql<{ offered: number }>`
    select coalesce(sum((free_held_back_place(h.id) ->> 'offered')::int), 0)::int as offered from (
      select o.id from held_back_places h join sessions s on s.id = h.session_id
      join held_back_places o on o.death_id = h.death_id and o.group_id = h.group_id and o.freed_at is null
      join sessions l on l.id = o.session_id and l.starts_at > s.starts_at
      where h.id = ${heldBackId} order by o.session_id) h`.execute(tx)
  return { ok: true, offered: answer.offered + (others.rows[0]?.offered ?? 0) }
}
