import { sql } from 'kysely'
import { queueMessages } from '#features/messages/messages.ts'
import type { Transaction } from '#platform/database.ts'

export type DebriefWith = 'coordinator' | 'nurse' | 'either'
/** A facilitator who would like to talk after a session, and whether somebody rang. */
export type Debrief = {
  id: string
  name: string
  phone: string | null
  mine: boolean
  group: string
  sessionDate: string | null
  withWhom: DebriefWith
  suits: string
  askedAt: Date
  doneAt: Date | null
  doneBy: string | null
  outcome: 'talked' | 'no longer needed' | null
}

/** Those that the actor may see: their own, and those that they are to ring. Open ones first. */
export async function debriefs(tx: Transaction): Promise<Debrief[]> {
  return (
    await sql<Debrief>`
      select d.id, a.name, a.phone, d.account_id = actor_account() as mine, g.name as "group", s.date::text as "sessionDate",
        d.with_whom as "withWhom", d.suits, d.asked_at as "askedAt", d.done_at as "doneAt", b.name as "doneBy", d.outcome
      from debriefs d join accounts a on a.id = d.account_id join groups g on g.id = d.group_id
      left join sessions s on s.id = d.session_id left join accounts b on b.id = d.done_by
      order by d.done_at desc nulls first, d.asked_at limit 100`.execute(tx)
  ).rows
}

/** The actor's own wish to talk about a session that nobody has dealt with yet. */
export async function openDebriefOf(tx: Transaction, sessionId: string): Promise<boolean> {
  const found =
    await sql`select from debriefs where session_id = ${sessionId} and account_id = actor_account()
    and done_at is null`.execute(tx)
  return found.rows.length > 0
}

/** Who rings a facilitator of a group: its coordinators, and the nurse; never the facilitator who asks. */
async function whoRings(
  tx: Transaction,
  groupId: string,
): Promise<{ accountId: string; role: 'coordinator' | 'nurse' }[]> {
  const found = await sql<{ accountId: string; role: 'coordinator' | 'nurse' }>`
    select a.id as "accountId", r.role::text as role from accounts a join account_roles r on r.account_id = a.id
    where a.ended_at is null and a.id <> actor_account()
      and (r.role = 'nurse' or r.role = 'coordinator' and exists (select from group_staff gs
        where gs.account_id = a.id and gs.group_id = ${groupId} and gs.part = 'coordinator'))`.execute(tx)
  return found.rows
}

/** With whom the actor may ask to talk about a group: only with whom there is. None when nobody would be told. */
export async function talksOffered(tx: Transaction, groupId: string): Promise<DebriefWith[]> {
  const roles = new Set((await whoRings(tx, groupId)).map(({ role }) => role))
  return roles.size === 2 ? ['either', 'coordinator', 'nurse'] : [...roles]
}

/**
 * A facilitator would like to talk about a session: whoever is to ring hears by a discreet e-mail and on Today. Pressing
 * twice asks once.
 * @returns 'not theirs' when they do not lead the session's group, 'nobody' when there is nobody who would be told: then
 * nothing is kept.
 */
export async function askForDebrief(
  tx: Transaction,
  { sessionId, withWhom, suits }: { sessionId: string; withWhom: DebriefWith; suits: string },
): Promise<{ ok: true } | { ok: false; reason: 'not theirs' | 'nobody' }> {
  const [session] = (
    await sql<{ group_id: string }>`select group_id from sessions where id = ${sessionId}
      and group_id in (select led_groups())`.execute(tx)
  ).rows
  if (!session) return { ok: false, reason: 'not theirs' }
  const rings = (await whoRings(tx, session.group_id)).filter(
    ({ role }) => withWhom === 'either' || role === withWhom,
  )
  if (rings.length === 0) return { ok: false, reason: 'nobody' }
  const made = await sql<{ id: string }>`
    insert into debriefs (group_id, session_id, with_whom, suits) values (${session.group_id}, ${sessionId}, ${withWhom}, ${suits})
    on conflict do nothing returning id`.execute(tx)
  const id = made.rows[0]?.id
  if (id === undefined) return { ok: true }
  await queueMessages(
    tx,
    [...new Set(rings.map(({ accountId }) => accountId))].map((accountId) => ({
      kind: 'something waits' as const,
      accountId,
      details: { soon: 'today' },
      once: `talk ${id} ${accountId}`,
    })),
  )
  return { ok: true }
}

/** Somebody rang, or it is no longer needed. @returns false when it is not theirs, or was done already. */
export async function settleDebrief(
  tx: Transaction,
  { id, outcome }: { id: string; outcome: 'talked' | 'no longer needed' },
): Promise<boolean> {
  const changed = await sql`
    update debriefs set done_at = clock(), done_by = actor_account(), outcome = ${outcome}
    where id = ${id} and done_at is null`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}
