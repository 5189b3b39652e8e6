import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** How full a session is. Offers that are open and places held back after a death count as taken. */
export type PlacesLeft = { limit: number | null; taken: number; waiting: number }

/** How full sessions are, in one question. Sessions that do not exist are left out. Anybody may ask. */
export async function placesLeft(
  tx: Transaction,
  sessionIds: readonly string[],
): Promise<Map<string, PlacesLeft>> {
  if (sessionIds.length === 0) return new Map()
  const found = await sql<PlacesLeft & { sessionId: string }>`
    select session_id as "sessionId", session_limit as "limit", taken, waiting
    from places_left(${[...sessionIds]}::uuid[])`.execute(tx)
  return new Map(
    found.rows.map(({ sessionId, limit, taken, waiting }) => [sessionId, { limit, taken, waiting }]),
  )
}

/** One place of a person at a session that has not ended. */
export type PlaceOfPerson = {
  sessionId: string
  groupId: string
  state: 'kept' | 'waiting' | 'offered' | 'given back' | 'declined' | 'ran out'
  /** Kept because of a standing place. */
  standing: boolean
  /** Until when an offer can be answered. */
  answerBy: Date | null
  /** How many are asked before them, and themselves; only when they wait. */
  position: number | null
  startsAt: Date
  cancelled: boolean
  /** Whether the session has a limit; without one 'kept' means "I'm hoping to come". */
  limited: boolean
}

/** Places at sessions that have not ended, soonest first: a member's own, or those staff may see. */
export async function placesOfPerson(tx: Transaction, personId: string): Promise<PlaceOfPerson[]> {
  const found = await sql<PlaceOfPerson>`
    select session_id as "sessionId", group_id as "groupId", state, standing, answer_by as "answerBy", "position",
      starts_at as "startsAt", cancelled, limited
    from places_of_person(${personId})`.execute(tx)
  return found.rows
}

/** Someone on a waiting list. */
export type Waiting = {
  placeId: string
  personId: string
  called: string
  state: 'waiting' | 'offered'
  answerBy: Date | null
  askedAt: Date
  /** No message tells them of an offer: somebody rings. */
  toRing: boolean
}

/** The waiting list of a session in its order, those with an open offer first. Staff of the group. */
export async function waitingList(tx: Transaction, sessionId: string): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select p.id as "placeId", p.person_id as "personId", who.called, p.state, p.answer_by as "answerBy",
      p.asked_at as "askedAt", not can_be_mailed(p.person_id) as "toRing"
    from places p join people who on who.id = p.person_id
    where p.session_id = ${sessionId} and p.state in ('waiting', 'offered')
    order by p.state = 'waiting', p.turn`.execute(tx)
  return found.rows
}

/** A place that is held back after a death; `later`: at how many later dates one is after the same death. */
export type HeldBackPlace = { id: string; since: Date; later: number }

/** Places of a session that are held back after a death, until a coordinator lets them go on. Staff of the group. */
export async function heldBackPlaces(tx: Transaction, sessionId: string): Promise<HeldBackPlace[]> {
  const found = await sql<HeldBackPlace>`
    select h.id, h.at as since, (select count(*)::int from held_back_places l join sessions s on s.id = l.session_id
      where l.death_id = h.death_id and l.group_id = h.group_id and l.freed_at is null and s.starts_at > this.starts_at) as later
    from held_back_places h join sessions this on this.id = h.session_id
    where h.session_id = ${sessionId} and h.freed_at is null order by h.at, h.id`.execute(tx)
  return found.rows
}
