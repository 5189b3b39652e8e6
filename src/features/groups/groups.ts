import { sql } from 'kysely'
import { groupLimitChanged } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import type { Nation } from './clashes.ts'
import { formerState } from './former-state.ts'
import { horizon, layOutSessions } from './laying-out.ts'
import { type Group, groupById } from './reads.ts'
import { cancelSession } from './session-changes.ts'
import { sessionInWords, tellMembers } from './telling.ts'

export { addInstead, addSession } from './added-dates.ts'
export { type GroupChoice, groupsToChoose } from './choosing.ts'
export { type OpenClash, openClashes } from './clash-queries.ts'
export { layOutSessions } from './laying-out.ts'
export { saveProgramme } from './programmes.ts'
export { putBackSession } from './putting-back.ts'
export { groupById, groupBySlug, nextSessions } from './reads.ts'
export {
  cancelSession,
  keepClash,
  lengthenSession,
  moveSession,
  setSessionLimit,
} from './session-changes.ts'
export type { SessionRefusal } from './session-to-change.ts'
export { changeVenue, createVenue, type VenueFields } from './venues.ts'

export type GroupState = 'planned' | 'open' | 'paused' | 'closed'
/** How an online group is entered. Never public. */
export type Joining = { url: string; dialInNumber: string; dialInCode: string; helpWords: string }

/** What staff write down about a group. Dates are YYYY-MM-DD; a limit of null is none. */
export type GroupFields = {
  serviceId: string
  name: string
  /** Its address below /groups; made from the name when nothing is said. */
  slug: string
  kind: 'in person' | 'online'
  nations: readonly Nation[]
  venueId: string | null
  launchOn: string | null
  language: 'en' | 'cy'
  zone: string
  sessionLimit: number | null
  memberLimit: number | null
  ledBy: string
  whatToExpect: string
  askPhone: string | null
  askEmail: string | null
}
export type NewGroup = Pick<GroupFields, 'serviceId' | 'name' | 'kind' | 'nations'> &
  Partial<Omit<GroupFields, 'serviceId' | 'name' | 'kind' | 'nations'>> & {
    state?: GroupState
    pausedWords?: string
    joining?: Joining | null
    facilitators?: readonly string[]
    coordinators?: readonly string[]
  }

export type GroupRefusal =
  | 'no such group'
  | 'not yours'
  | 'address taken'
  | 'no venue'
  | 'no joining link'
  | 'no coordinator'
  | 'no sentence'
  | 'nothing to open'

/** An address made from a name: "South Essex, evenings" becomes "south-essex-evenings". */
export function slugOf(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 80)
      .replace(/^-|-$/g, '') || 'group'
  )
}

async function may(tx: Transaction, condition: ReturnType<typeof sql<boolean>>): Promise<boolean> {
  const found = await sql<{ may: boolean }>`select actor_kind() = 'system' or ${condition} as may`.execute(tx)
  return found.rows[0]?.may ?? false
}

/** Whether an address is another group's, now or formerly. Addresses are given out one at a time. */
async function addressTaken(tx: Transaction, slug: string, groupId: string | null): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('group address', 0))`.execute(tx)
  const found = await sql<{ taken: boolean }>`
    select exists (select from groups where slug = ${slug} and id is distinct from ${groupId}::uuid)
      or exists (select from group_old_slugs where slug = ${slug} and group_id is distinct from ${groupId}::uuid) as taken`.execute(
    tx,
  )
  return found.rows[0]?.taken ?? true
}

/**
 * Starts a group. It is planned until it is opened, unless said otherwise. Whoever coordinates and starts it is its first
 * coordinator.
 */
export async function createGroup(
  tx: Transaction,
  group: NewGroup,
): Promise<{ ok: true; groupId: string; slug: string } | { ok: false; reason: GroupRefusal }> {
  if (!(await may(tx, sql`actor_has('administrator', 'coordinator')`)))
    return { ok: false, reason: 'not yours' }
  const state = group.state ?? 'planned'
  if (state !== 'planned' && group.kind === 'in person' && !group.venueId)
    return { ok: false, reason: 'no venue' }
  if (state === 'paused' && !group.pausedWords) return { ok: false, reason: 'no sentence' }
  const slug = group.slug || slugOf(group.name)
  if (await addressTaken(tx, slug, null)) return { ok: false, reason: 'address taken' }
  const { id } = await tx
    .insertInto('groups')
    .values({
      service_id: group.serviceId,
      slug,
      name: group.name,
      kind: group.kind,
      nations: sql`${[...group.nations]}::nation[]`,
      venue_id: group.venueId ?? null,
      state,
      paused_words: state === 'paused' ? (group.pausedWords ?? null) : null,
      launch_on: group.launchOn ?? null,
      language: group.language ?? 'en',
      zone: group.zone ?? 'Europe/London',
      session_limit: group.sessionLimit ?? null,
      member_limit: group.memberLimit ?? null,
      led_by: group.ledBy ?? '',
      what_to_expect: group.whatToExpect ?? '',
      ask_phone: group.askPhone || null,
      ask_email: group.askEmail || null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // A coordinator's first row makes the group theirs; only then may they add others.
  await sql`insert into group_staff (group_id, account_id, part) select ${id}, actor_account(), 'coordinator'
    where actor_account() is not null and actor_has('coordinator')`.execute(tx)
  await writeStaff(tx, id, 'facilitator', group.facilitators ?? [], false)
  await writeStaff(tx, id, 'coordinator', group.coordinators ?? [], false)
  if (group.joining) await writeJoining(tx, id, group.joining)
  return { ok: true, groupId: id, slug }
}

/** Gives a part in a group to accounts that hold the role, and with `replace` takes it from everybody else. */
async function writeStaff(
  tx: Transaction,
  groupId: string,
  part: 'facilitator' | 'coordinator',
  accounts: readonly string[],
  replace: boolean,
): Promise<void> {
  await sql`insert into group_staff (group_id, account_id, part)
    select ${groupId}, r.account_id, ${part} from account_roles r join accounts a on a.id = r.account_id
    where r.role::text = ${part} and a.ended_at is null and r.account_id = any (${[...accounts]}::uuid[])
    on conflict do nothing`.execute(tx)
  if (replace)
    await sql`delete from group_staff where group_id = ${groupId} and part = ${part}
      and not account_id = any (${[...accounts]}::uuid[])`.execute(tx)
}

async function writeJoining(tx: Transaction, groupId: string, joining: Joining): Promise<void> {
  const values = {
    url: joining.url,
    dial_in_number: joining.dialInNumber,
    dial_in_code: joining.dialInCode,
    help_words: joining.helpWords,
  }
  await tx
    .insertInto('group_joining')
    .values({ group_id: groupId, ...values })
    .onConflict((conflict) => conflict.column('group_id').doUpdateSet(values))
    .execute()
}

export type GroupChanges = Partial<Omit<GroupFields, 'zone' | 'kind'>> & { groupId: string }

/**
 * Changes what a group says of itself; what is not said stays. A new address keeps the old one working. Another venue
 * counts for every session ahead that has none of its own: members hear of it once, with the next session. A changed limit
 * counts at once for sessions ahead that have none of their own (P2: nobody loses a place).
 */
export async function changeGroup(
  tx: Transaction,
  changes: GroupChanges,
): Promise<
  { ok: true; slug: string; written: number; toRing: number } | { ok: false; reason: GroupRefusal }
> {
  const group = await groupById(tx, changes.groupId)
  if (!group) return { ok: false, reason: 'no such group' }
  if (!(await may(tx, sql`coordinates_group(${group.id})`))) return { ok: false, reason: 'not yours' }
  const slug = changes.slug ?? group.slug
  const venueId = changes.venueId === undefined ? group.venue_id : changes.venueId
  if (group.kind === 'in person' && group.state !== 'planned' && venueId === null)
    return { ok: false, reason: 'no venue' }
  if (slug !== group.slug) {
    if (await addressTaken(tx, slug, group.id)) return { ok: false, reason: 'address taken' }
    await sql`delete from group_old_slugs where slug = ${slug} and group_id = ${group.id}`.execute(tx)
    await sql`insert into group_old_slugs (slug, group_id) values (${group.slug}, ${group.id}) on conflict do nothing`.execute(
      tx,
    )
  }
  if (venueId !== group.venue_id && group.venue_id !== null) await keepPastVenue(tx, group.id, group.venue_id)
  await tx
    .updateTable('groups')
    .set({
      slug,
      venue_id: venueId,
      changed_at: sql`clock()`,
      ...(changes.serviceId === undefined ? {} : { service_id: changes.serviceId }),
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.nations === undefined ? {} : { nations: sql`${[...changes.nations]}::nation[]` }),
      ...(changes.launchOn === undefined ? {} : { launch_on: changes.launchOn }),
      ...(changes.language === undefined ? {} : { language: changes.language }),
      ...(changes.sessionLimit === undefined ? {} : { session_limit: changes.sessionLimit }),
      ...(changes.memberLimit === undefined ? {} : { member_limit: changes.memberLimit }),
      ...(changes.ledBy === undefined ? {} : { led_by: changes.ledBy }),
      ...(changes.whatToExpect === undefined ? {} : { what_to_expect: changes.whatToExpect }),
      ...(changes.askPhone === undefined ? {} : { ask_phone: changes.askPhone || null }),
      ...(changes.askEmail === undefined ? {} : { ask_email: changes.askEmail || null }),
    })
    .where('id', '=', group.id)
    .execute()
  if (changes.sessionLimit !== undefined && changes.sessionLimit !== group.session_limit)
    await groupLimitChanged(tx, group.id)
  const told =
    venueId !== group.venue_id && group.venue_id !== null
      ? await tellOfVenue(tx, group, venueId)
      : { written: 0, toRing: 0 }
  return { ok: true, slug, ...told }
}

/** What was held at the old venue stays written down there. */
async function keepPastVenue(tx: Transaction, groupId: string, venueId: string): Promise<void> {
  await sql`update sessions set venue_id = ${venueId} where group_id = ${groupId} and venue_id is null
    and starts_at <= clock()`.execute(tx)
}

/** Every session ahead that follows the group changes its calendar entry; members hear of it with the next one. */
async function tellOfVenue(tx: Transaction, group: Group, venueId: string | null) {
  const groupId = group.id
  const moved = await sql<{
    id: string
    date: string
    starts: string
    ends: string
    sequence: number
    starts_at: Date
    ends_at: Date
    former_date: string | null
    former_starts: string | null
    former_ends: string | null
    former_venue_id: string | null
    today: string
  }>`update sessions set sequence = sequence + 1, changed_at = clock()
    where group_id = ${groupId} and venue_id is null and state = 'planned' and starts_at > clock()
    returning id, date, to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends, sequence, starts_at, ends_at,
      former_date, former_starts, former_ends, former_venue_id, (clock() at time zone zone)::date::text as today`.execute(
    tx,
  )
  const [next] = moved.rows.sort((a, b) => a.ends_at.getTime() - b.ends_at.getTime())
  if (!next) return { written: 0, toRing: 0 }
  const former = sessionInWords({ ...next, venue: group.venue_name }, next.today)
  const stood = await formerState(
    tx,
    { ...next, group_state: group.state },
    { ...next, venueId: group.venue_id },
    { ...next, venueId },
  )
  await tx.updateTable('sessions').set(stood).where('id', '=', next.id).execute()
  return tellMembers(tx, {
    kind: 'session moved',
    groupId,
    sessionId: next.id,
    sequence: next.sequence,
    former,
    formerly: { startsAt: next.starts_at, endsAt: next.ends_at, venueId: group.venue_id },
    startsAt: next.starts_at,
    uselessAfter: next.ends_at,
  })
}

/** Says who leads and who coordinates a group. Only accounts that hold the role count. */
export async function changeGroupStaff(
  tx: Transaction,
  wish: { groupId: string; facilitators: readonly string[]; coordinators: readonly string[] },
): Promise<{ ok: true } | { ok: false; reason: GroupRefusal }> {
  const group = await groupById(tx, wish.groupId)
  if (!group) return { ok: false, reason: 'no such group' }
  if (!(await may(tx, sql`coordinates_group(${group.id})`))) return { ok: false, reason: 'not yours' }
  const fit = await sql<{
    account_id: string
  }>`select r.account_id from account_roles r join accounts a on a.id = r.account_id
    where r.role = 'coordinator' and a.ended_at is null and r.account_id = any (${[...wish.coordinators]}::uuid[])`.execute(
    tx,
  )
  if (fit.rows.length === 0) return { ok: false, reason: 'no coordinator' }
  await writeStaff(tx, group.id, 'facilitator', wish.facilitators, true)
  // Last: whoever takes themselves out may change nothing any more.
  await writeStaff(tx, group.id, 'coordinator', wish.coordinators, true)
  return { ok: true }
}

/** Writes down how an online group is entered, or with null that it is not. */
export async function changeJoining(
  tx: Transaction,
  { groupId, joining }: { groupId: string; joining: Joining | null },
): Promise<{ ok: true } | { ok: false; reason: GroupRefusal }> {
  const group = await groupById(tx, groupId)
  if (!group) return { ok: false, reason: 'no such group' }
  if (!(await may(tx, sql`coordinates_group(${group.id})`))) return { ok: false, reason: 'not yours' }
  if (joining === null && group.kind === 'online' && group.state === 'open')
    return { ok: false, reason: 'no joining link' }
  if (joining === null) await tx.deleteFrom('group_joining').where('group_id', '=', groupId).execute()
  else await writeJoining(tx, groupId, joining)
  return { ok: true }
}

export type StateWish = {
  groupId: string
  state: GroupState
  /** While paused: a sentence for the public. */
  pausedWords?: string | null
  /** What becomes of the sessions ahead when it pauses or closes; `words` are public. */
  sessionsAhead?: { what: 'stay' } | { what: 'end'; words: string }
}

/**
 * Opens, pauses or closes a group. When its sessions ahead end with it, members hear of it once, by the cancellation of the
 * next one; later ones that nobody has a part in make room (opened again, they are laid anew), the others are cancelled.
 */
export async function changeGroupState(
  tx: Transaction,
  wish: StateWish,
): Promise<{ ok: true; written: number; toRing: number } | { ok: false; reason: GroupRefusal }> {
  const group = await groupById(tx, wish.groupId)
  if (!group) return { ok: false, reason: 'no such group' }
  if (!(await may(tx, sql`coordinates_group(${group.id})`))) return { ok: false, reason: 'not yours' }
  if (wish.state !== 'planned' && group.kind === 'in person' && group.venue_id === null)
    return { ok: false, reason: 'no venue' }
  if (wish.state === 'open' && group.kind === 'online') {
    const joining = await tx
      .selectFrom('group_joining')
      .select('group_id')
      .where('group_id', '=', group.id)
      .executeTakeFirst()
    if (!joining) return { ok: false, reason: 'no joining link' }
  }
  if (wish.state === 'paused' && !wish.pausedWords?.trim()) return { ok: false, reason: 'no sentence' }
  const told =
    (wish.state === 'paused' || wish.state === 'closed') && wish.sessionsAhead?.what === 'end'
      ? await endSessionsAhead(tx, group.id, wish.sessionsAhead.words)
      : { written: 0, toRing: 0 }
  await tx
    .updateTable('groups')
    .set({
      state: wish.state,
      paused_words: wish.state === 'paused' ? (wish.pausedWords?.trim() ?? null) : null,
      changed_at: sql`clock()`,
    })
    .where('id', '=', group.id)
    .execute()
  if (wish.state === 'open' || wish.state === 'planned') {
    await layOutSessions(tx, group.id, horizon(group.today))
    if (group.state === 'paused') await groupLimitChanged(tx, group.id)
  }
  return { ok: true, ...told }
}

async function endSessionsAhead(tx: Transaction, groupId: string, words: string) {
  await sql`select pg_advisory_xact_lock(session_lock(id)) from (select id from sessions where group_id = ${groupId}
    and state = 'planned' and starts_at > clock() order by id) s`.execute(tx)
  const ahead = await sql<{ id: string; attached: boolean }>`
    select s.id, exists (select from places p where p.session_id = s.id)
      or exists (select from messages m where m.session_id = s.id) or s.speaker is not null or s.rule_date is null
      or exists (select from visits v where v.session_id = s.id) as attached
    from sessions s where s.group_id = ${groupId} and s.state = 'planned' and s.starts_at > clock()
    order by s.starts_at`.execute(tx)
  const [next, ...later] = ahead.rows
  if (!next) return { written: 0, toRing: 0 }
  const answer = await cancelSession(tx, { sessionId: next.id, words, everybody: true })
  const free = later.filter((session) => !session.attached).map((session) => session.id)
  if (free.length > 0) await tx.deleteFrom('sessions').where('id', 'in', free).execute()
  for (const session of later.filter((s) => s.attached))
    await cancelSession(tx, { sessionId: session.id, words, tell: false })
  return answer.ok ? answer.told : { written: 0, toRing: 0 }
}
