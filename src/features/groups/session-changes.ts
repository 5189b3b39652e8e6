import { sql } from 'kysely'
import { limitChanged, sessionCancelled, sessionMoved } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { formerState, venueName } from './former-state.ts'
import { isOver, overlapsOwn, type SessionRefusal, sessionToChange } from './session-to-change.ts'
import { nobodyTold, sessionInWords, type Told, tellMembers } from './telling.ts'

/**
 * Cancels a session that has not begun, with a reason for the public and, where there is one, what happens instead (another
 * date, a telephone hour). Every current member hears of it once; see `tellMembers`. Of an extra date only whoever had
 * heard of it, or asked for a place there: to nobody else there is anything to tell. Places stay written down.
 * @param of `tell`: false when members hear of it another way (the last of several that end together). `everybody`: the words
 * are news to all, whether they had heard of the date or not (the group pauses).
 */
export async function cancelSession(
  tx: Transaction,
  { sessionId, words, instead, tell = true, everybody = false }: CancelWish,
): Promise<{ ok: true; told: Told } | { ok: false; reason: SessionRefusal | 'no words' }> {
  if (words.trim() === '') return { ok: false, reason: 'no words' }
  const { refusal, session } = await sessionToChange(tx, sessionId)
  if (refusal) return { ok: false, reason: refusal }
  await tx
    .updateTable('sessions')
    .set({
      state: 'cancelled',
      cancelled_words: words.trim(),
      instead_words: instead?.trim() || null,
      sequence: session.sequence + 1,
      changed_at: sql`clock()`,
    })
    .where('id', '=', sessionId)
    .execute()
  await sessionCancelled(tx, sessionId)
  if (!tell) return { ok: true, told: nobodyTold }
  const told = await tellMembers(tx, {
    kind: 'session cancelled',
    except: everybody ? [] : await unawareOf(tx, sessionId),
    groupId: session.group_id,
    sessionId,
    sequence: session.sequence + 1,
    former: sessionInWords(session, session.today),
    startsAt: session.starts_at,
    uselessAfter: session.ends_at,
  })
  // Whoever was to be rung about this date is rung about the cancellation alone.
  await sql`select end_calls_about(${sessionId}, array['moved', 'extra date', 'after all'])`.execute(tx)
  return { ok: true, told }
}

/** Who has not heard yet of an extra date that falls out: what waits to tell them of it is taken back. */
async function unawareOf(tx: Transaction, sessionId: string): Promise<string[]> {
  const found = await sql<{ person: string }>`select take_back_extra_date(${sessionId}) as person`.execute(tx)
  return found.rows.map((row) => row.person)
}

export type CancelWish = {
  sessionId: string
  words: string
  instead?: string | null | undefined
  tell?: boolean
  everybody?: boolean
}

export type MoveWish = {
  sessionId: string
  /** YYYY-MM-DD, HH:MM and HH:MM by the session's own clock. */
  date: string
  starts: string
  ends: string
  /** Another venue; null or the group's own for where it always meets. Unsaid: as it is. */
  venueId?: string | null
  /** The date of a changed rule that the session now stands for. */
  ruleDate?: string
  programmeId?: string
}

/**
 * Moves a session that has not begun to another date, time or venue. Everybody keeps their place; every current member
 * hears of it once; see `tellMembers`.
 */
export async function moveSession(
  tx: Transaction,
  wish: MoveWish,
): Promise<
  | { ok: true; told: Told }
  | { ok: false; reason: SessionRefusal | 'nothing changed' | 'in the past' | 'date taken' }
> {
  const { refusal, session } = await sessionToChange(tx, wish.sessionId)
  if (refusal) return { ok: false, reason: refusal }
  const asGroup = (id: string | null) => (id === session.group_venue_id ? null : id)
  const venueId = wish.venueId === undefined ? session.venue_id : asGroup(wish.venueId)
  const venueChanges = asGroup(venueId) !== asGroup(session.venue_id)
  const timeChanges =
    wish.date !== session.date || wish.starts !== session.starts || wish.ends !== session.ends
  if (!timeChanges && !venueChanges) return { ok: false, reason: 'nothing changed' }
  if (await isOver(tx, wish.date, wish.starts, session.zone)) return { ok: false, reason: 'in the past' }
  if (await overlapsOwn(tx, session.group_id, { ...wish, zone: session.zone, without: session.id }))
    return { ok: false, reason: 'date taken' }
  const former = sessionInWords(
    {
      ...session,
      venue: venueChanges ? await venueName(tx, session.venue_id ?? session.group_venue_id) : null,
    },
    session.today,
  )
  const before = { ...session, venueId: session.venue_id ?? session.group_venue_id }
  const moved = await formerState(tx, session, before, {
    ...wish,
    venueId: venueId ?? session.group_venue_id,
  })
  await tx
    .updateTable('sessions')
    .set({
      date: wish.date,
      starts: wish.starts,
      ends: wish.ends,
      venue_id: venueId,
      ...moved,
      sequence: session.sequence + 1,
      clash_kept_at: null,
      clash_kept_by: null,
      changed_at: sql`clock()`,
      ...(wish.ruleDate === undefined ? {} : { rule_date: wish.ruleDate }),
      ...(wish.programmeId === undefined ? {} : { programme_id: wish.programmeId }),
    })
    .where('id', '=', session.id)
    .execute()
  await sessionMoved(tx, session.id)
  const ends = await tx
    .selectFrom('sessions')
    .select(['starts_at', 'ends_at'])
    .where('id', '=', session.id)
    .executeTakeFirstOrThrow()
  const told = await tellMembers(tx, {
    kind: 'session moved',
    groupId: session.group_id,
    sessionId: session.id,
    sequence: session.sequence + 1,
    former,
    formerly: {
      startsAt: session.starts_at,
      endsAt: session.ends_at,
      venueId: session.venue_id ?? session.group_venue_id,
    },
    startsAt: ends.starts_at,
    uselessAfter: ends.ends_at,
  })
  return { ok: true, told }
}

export type TalkWish = {
  sessionId: string
  /** HH:MM, later than the start. */
  ends: string
  long: boolean
  speaker: string | null
  talk: string | null
  note: string | null
  topicIds: readonly string[]
}

/** Says what a session will be about: a speaker and a later end for a longer one, topics, a note for the public. */
export async function lengthenSession(
  tx: Transaction,
  wish: TalkWish,
): Promise<{ ok: true } | { ok: false; reason: SessionRefusal | 'ends before it starts' | 'date taken' }> {
  const { refusal, session } = await sessionToChange(tx, wish.sessionId)
  if (refusal) return { ok: false, reason: refusal }
  if (wish.ends <= session.starts) return { ok: false, reason: 'ends before it starts' }
  const at = { date: session.date, starts: session.starts, ends: wish.ends, zone: session.zone }
  if (wish.ends > session.ends && (await overlapsOwn(tx, session.group_id, { ...at, without: session.id })))
    return { ok: false, reason: 'date taken' }
  await tx
    .updateTable('sessions')
    .set({
      ends: wish.ends,
      long: wish.long,
      speaker: wish.speaker?.trim() || null,
      talk: wish.talk?.trim() || null,
      public_note: wish.note?.trim() || null,
      sequence: session.sequence + 1,
      changed_at: sql`clock()`,
    })
    .where('id', '=', session.id)
    .execute()
  await writeTopics(tx, session.id, wish.topicIds)
  return { ok: true }
}

async function writeTopics(tx: Transaction, sessionId: string, topicIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(topicIds)]
  await sql`delete from session_topics where session_id = ${sessionId} and not topic_id = any (${wanted}::uuid[])`.execute(
    tx,
  )
  // Only topics of the group's own service.
  await sql`insert into session_topics (session_id, topic_id)
    select s.id, t.id from sessions s join groups g on g.id = s.group_id join topics t on t.service_id = g.service_id
    where s.id = ${sessionId} and t.id = any (${wanted}::uuid[])
    on conflict do nothing`.execute(tx)
}

/**
 * Sets how many can come to one session; null for as many as the group says. A lowered limit takes no one's place, a raised
 * one is offered to who waits (P2). A telephone hour has no limit: people ring one after the other.
 */
export async function setSessionLimit(
  tx: Transaction,
  { sessionId, limit }: { sessionId: string; limit: number | null },
): Promise<{ ok: true } | { ok: false; reason: SessionRefusal | 'by telephone' }> {
  const { refusal, session } = await sessionToChange(tx, sessionId)
  if (refusal) return { ok: false, reason: refusal }
  if (session.telephone !== null) return { ok: false, reason: 'by telephone' }
  await tx
    .updateTable('sessions')
    .set({ session_limit: limit, sequence: session.sequence + 1, changed_at: sql`clock()` })
    .where('id', '=', session.id)
    .execute()
  await limitChanged(tx, session.id)
  return { ok: true }
}

/** Keeps a date although it clashes (P10): who decided it and when is written down, and Today is silent about it. */
export async function keepClash(
  tx: Transaction,
  { sessionId }: { sessionId: string },
): Promise<{ ok: true } | { ok: false; reason: SessionRefusal }> {
  const { refusal } = await sessionToChange(tx, sessionId)
  if (refusal) return { ok: false, reason: refusal }
  await sql`update sessions set clash_kept_at = clock(), clash_kept_by = actor_account() where id = ${sessionId}`.execute(
    tx,
  )
  return { ok: true }
}
