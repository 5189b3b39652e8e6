import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { sessionsLaidOut } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { clashesWith } from './clash-queries.ts'
import { type Clash, clashesOf, freeDatesNear, type Nation } from './clashes.ts'
import { datesOf } from './programme.ts'
import { type Group, groupById, programmesOf } from './reads.ts'
import {
  aloneInDiary,
  cancelledSession,
  isOver,
  overlapsOwn,
  type SessionRefusal,
  type SessionToChange,
} from './session-to-change.ts'
import { nobodyTold, sessionInWords, type Told, tellMembers } from './telling.ts'

export type NewSession = {
  groupId: string
  /** YYYY-MM-DD, HH:MM and HH:MM by the group's own clock. */
  date: string
  starts: string
  ends: string
  venueId?: string | null
  note?: string | null
  /** False when members are to hear of it another way. */
  tell?: boolean
}
type Added =
  | { ok: true; sessionId: string; told: Told }
  | { ok: false; reason: 'no such group' | 'not yours' | 'closed' | 'in the past' | 'date taken' }

/**
 * Adds a date outside the programme. Members with a standing place get theirs, and every current member hears of it once
 * (see `tellMembers`), unless said otherwise or the group has not opened yet.
 */
export async function addSession(tx: Transaction, wish: NewSession): Promise<Added> {
  return insertSession(tx, wish, { instead: null, sessionLimit: null, telephone: null })
}

type Special = { instead: SessionToChange | null; sessionLimit: number | null; telephone: string | null }

async function insertSession(tx: Transaction, wish: NewSession, special: Special): Promise<Added> {
  const group = await tx
    .selectFrom('groups')
    .select(['id', 'zone', 'state', 'venue_id'])
    .select(sql<boolean>`actor_kind() = 'system' or coordinates_group(id)`.as('theirs'))
    .where('id', '=', wish.groupId)
    .executeTakeFirst()
  if (!group) return { ok: false, reason: 'no such group' }
  if (!group.theirs) return { ok: false, reason: 'not yours' }
  if (group.state === 'closed') return { ok: false, reason: 'closed' }
  if (await isOver(tx, wish.date, wish.starts, group.zone)) return { ok: false, reason: 'in the past' }
  await aloneInDiary(tx, group.id)
  if (await overlapsOwn(tx, group.id, { ...wish, zone: group.zone }))
    return { ok: false, reason: 'date taken' }
  const { instead, sessionLimit, telephone } = special
  const made = await tx
    .insertInto('sessions')
    .values({
      group_id: group.id,
      date: wish.date,
      starts: wish.starts,
      ends: wish.ends,
      zone: group.zone,
      venue_id: wish.venueId === group.venue_id ? null : (wish.venueId ?? null),
      public_note: wish.note?.trim() || null,
      session_limit: sessionLimit,
      telephone,
      instead_of: instead?.id ?? null,
    })
    .returning(['id', 'sequence', 'starts_at', 'ends_at'])
    .executeTakeFirstOrThrow()
  await sessionsLaidOut(tx, [made.id])
  // A planned group is nowhere yet, and neither are its dates.
  if (wish.tell === false || group.state === 'planned')
    return { ok: true, sessionId: made.id, told: nobodyTold }
  const told = await tellMembers(tx, {
    kind: 'session added',
    groupId: group.id,
    sessionId: made.id,
    sequence: made.sequence,
    former: instead === null ? null : sessionInWords(instead, instead.today),
    startsAt: made.starts_at,
    uselessAfter: made.ends_at,
    insteadOf: instead?.id,
  })
  return { ok: true, sessionId: made.id, told }
}

export type InsteadWish = {
  /** The cancelled session. */
  sessionId: string
  date: string
  starts: string
  ends: string
  /** The number that people ring: the date is held by telephone. Public. */
  telephone?: string | null
  /** What stands against it was shown, and it is wanted all the same (P10). */
  clashesSeen?: boolean
}
export type InsteadRefusal =
  | SessionRefusal
  | 'not cancelled'
  | 'closed'
  | 'in the past'
  | 'date taken'
  | 'something instead'

/**
 * Puts another date, or an hour on the telephone, in the place of one that falls out: with the venue and the limit of the
 * cancelled one, as one of the group's own sessions. On the telephone there is no limit: whoever likes rings, and nobody
 * needs a place for that. Every current member hears once of what there is instead; whoever is
 * still to be rung about the cancellation is told of both in that call. One date stands in for another, not two.
 * @returns `clashes` when something stands against the date that nobody has looked at yet; nothing is saved then.
 */
export async function addInstead(
  tx: Transaction,
  wish: InsteadWish,
): Promise<
  | { ok: true; sessionId: string; told: Told }
  | { ok: false; reason: InsteadRefusal }
  | { ok: false; reason: 'clashes'; clashes: Clash[] }
> {
  const { refusal, session } = await cancelledSession(tx, wish.sessionId)
  if (refusal) return { ok: false, reason: refusal }
  if (await hasInstead(tx, session.id)) return { ok: false, reason: 'something instead' }
  const telephone = wish.telephone?.trim() || null
  const clashes = await clashesAt(tx, session, { ...wish, byTelephone: telephone !== null })
  if (clashes.length > 0 && !wish.clashesSeen) return { ok: false, reason: 'clashes', clashes }
  const added = await insertSession(
    tx,
    { ...wish, groupId: session.group_id, venueId: session.venue_id ?? session.group_venue_id },
    { instead: session, sessionLimit: telephone === null ? session.session_limit : null, telephone },
  )
  if (!added.ok)
    return added.reason === 'no such group'
      ? { ok: false, reason: 'no such session' }
      : { ok: false, reason: added.reason }
  if (clashes.length > 0)
    await sql`update sessions set clash_kept_at = clock(), clash_kept_by = actor_account() where id = ${added.sessionId}`.execute(
      tx,
    )
  return added
}

async function hasInstead(tx: Transaction, sessionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('instead_of', '=', sessionId)
    .where('state', '=', 'planned')
    .executeTakeFirst()
  return row !== undefined
}

type Where = { id: string; group_id: string; venue_id: string | null }

async function against(tx: Transaction, group: Group, session: Where, days: { from: string; until: string }) {
  return clashesWith(
    tx,
    { ...group, venue_nation: group.venue_nation as Nation | null },
    { ...days, without: [session.id], venueId: session.venue_id },
  )
}

/** What stands against a date in the place of another (P10). An hour on the telephone needs no room. */
async function clashesAt(
  tx: Transaction,
  session: Where,
  at: { date: string; starts: string; ends: string; byTelephone: boolean },
): Promise<Clash[]> {
  const group = await groupById(tx, session.group_id)
  if (!group) return []
  const known = await against(tx, group, session, { from: at.date, until: at.date })
  const venue = at.byTelephone ? null : known.venue
  return clashesOf({ ...at, zone: group.zone, facilitators: known.facilitators, venue }, known)
}

/** How far from the date that falls out another one is looked for. */
const DAYS_AROUND = 22

/**
 * Up to three free dates near one that falls out, the nearest of the same weekday first: ahead, not a date on which the
 * group meets anyway, and without a clash (P10). Empty when there are none.
 */
export async function datesInstead(
  tx: Transaction,
  session: Where & { date: string; starts: string; ends: string },
): Promise<string[]> {
  const group = await groupById(tx, session.group_id)
  if (!group) return []
  const day = Temporal.PlainDate.from(session.date)
  const days = {
    from: day.subtract({ days: DAYS_AROUND }).toString(),
    until: day.add({ days: DAYS_AROUND }).toString(),
  }
  const known = await against(tx, group, session, days)
  const own = await tx
    .selectFrom('sessions')
    .select('date')
    .where('group_id', '=', group.id)
    .where('state', '=', 'planned')
    .where('date', '>=', days.from)
    .where('date', '<=', days.until)
    .execute()
  const ruled = (await programmesOf(tx, group.id, days.from)).flatMap(({ rule, from, until }) =>
    datesOf(rule, [from, days.from].sort().at(-1) ?? from, {
      until: [until ?? days.until, days.until].sort()[0] ?? days.until,
    }),
  )
  return freeDatesNear(
    { date: session.date, starts: session.starts, ends: session.ends, zone: group.zone, ...known },
    known,
    { today: group.today, taken: new Set([...own.map((row) => row.date), ...ruled]), count: 3 },
  )
}
