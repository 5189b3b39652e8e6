import { sql } from 'kysely'
import { queueMessages } from '#features/messages/messages.ts'
import type { StaffActor } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { dueAfter, type Urgency } from './rules.ts'
import type { Watching } from './settings.ts'

export { type ConcernTodo, concernTodos } from './queries.ts'

/** In which role somebody acts on a concern. */
export type ActsAs = 'facilitator' | 'nurse' | 'safeguarding lead'
/** Who looks after concerns does so as the nurse or the lead; everybody else is the group's facilitator. */
export function actsAs(actor: StaffActor): ActsAs {
  if (actor.roles.includes('nurse')) return 'nurse'
  return actor.roles.includes('safeguarding lead') ? 'safeguarding lead' : 'facilitator'
}

export type NewConcern = {
  groupId: string
  sessionId: string | null
  /** Somebody of the group; null with `about` for somebody who is not known by name. */
  personId: string | null
  about: string
  what: string
  urgency: Urgency
}

/**
 * Raises a concern: in one transaction the row, by when it is to be looked at (counted in the charity's hours), and an
 * e-mail to every nurse, to the safeguarding lead where there is no nurse (P3). The e-mail holds no name and nothing of
 * what was written (P7).
 * @param now the program's clock. @returns null when the group is not theirs or the person not of the group (P4).
 */
export async function raiseConcern(
  tx: Transaction,
  actor: StaffActor,
  concern: NewConcern,
  { now, watching }: { now: Date; watching: Watching },
): Promise<{ id: string } | null> {
  const lookBy = dueAfter(now, watching.minutes[concern.urgency], watching.watch)
  const made = await sql<{ id: string }>`
    insert into concerns (group_id, session_id, person_id, about, what, urgency, raised_by, look_by)
    select g.id, ${concern.sessionId}::uuid, ${concern.personId}::uuid, ${concern.about}, ${concern.what}, ${concern.urgency},
      ${actor.accountId}::uuid, ${lookBy}
    from groups g where g.id = ${concern.groupId}
      and ((select actor_has('nurse', 'safeguarding lead')) or g.id in (select led_groups()))
      and (${concern.sessionId}::uuid is null or exists (select from sessions s where s.id = ${concern.sessionId}::uuid and s.group_id = g.id))
      and (${concern.personId}::uuid is null
        or exists (select from members m where m.person_id = ${concern.personId}::uuid and m.group_id = g.id))
    returning id`.execute(tx)
  const id = made.rows[0]?.id
  if (id === undefined) return null
  await tell(tx, {
    concernId: id,
    urgency: concern.urgency,
    to: { role: 'nurse' },
    why: 'raised',
    except: actor.accountId,
  })
  return { id }
}

/** What can be written below a concern: by the nurse or the lead an answer, a deed or the end; by the facilitator more words. */
export type StepKind = 'answered' | 'acted' | 'closed' | 'added'

/**
 * Adds a step; nothing that stands there ever changes. The other side hears that there is something to read. What a
 * facilitator adds is to be looked at anew, and opens a concern that was closed.
 * @returns false when it is not theirs to see.
 */
export async function addStep(
  tx: Transaction,
  actor: StaffActor,
  step: { concernId: string; kind: StepKind; words: string },
  { now, watching }: { now: Date; watching: Watching },
): Promise<boolean> {
  const { concernId, kind, words } = step
  const found = await sql<{ urgency: Urgency; raised_by: string }>`
    select urgency, raised_by from concerns where id = ${concernId}`.execute(tx)
  const [concern] = found.rows
  if (!concern) return false
  const due = kind === 'added' ? dueAfter(now, watching.minutes[concern.urgency], watching.watch) : null
  const made = await sql<{ id: string }>`
    insert into concern_steps (concern_id, kind, as_role, words, due_at)
    values (${concernId}, ${kind}, ${kind === 'added' ? 'facilitator' : actsAs(actor)}, ${words}, ${due}) returning id`.execute(
    tx,
  )
  const key = made.rows[0]?.id ?? ''
  const about = { concernId, urgency: concern.urgency, why: key, except: actor.accountId }
  if (kind === 'added') await tell(tx, { ...about, to: { role: 'nurse' } })
  else await tell(tx, { ...about, urgency: 'can wait', to: { account: concern.raised_by } })
  return true
}

/**
 * Writes down that somebody opened the page (a look, which is all that a GET may leave, P9): the first look of the nurse or
 * the lead since it was raised, and each look of a facilitator since something was answered.
 */
export async function noteLook(
  tx: Transaction,
  actor: StaffActor,
  concernId: string,
  { now, watching }: { now: Date; watching: Watching },
): Promise<void> {
  const role = actsAs(actor)
  const found = await sql<{ urgency: Urgency; needed: boolean }>`
    select c.urgency, case when ${role} = 'facilitator' then exists (select from concern_steps s where s.concern_id = c.id
        and s.kind in ('answered', 'acted', 'closed') and s.at > coalesce((select max(o.at) from concern_steps o
          where o.concern_id = c.id and o.kind = 'looked' and o.by_account = actor_account()), '-infinity'))
      else st.state = 'waits' end as needed
    from concerns c join concern_states() st on st.id = c.id where c.id = ${concernId}`.execute(tx)
  const [concern] = found.rows
  if (!concern) return
  // Without whom it is about: the log is read by people who see no concerns (P4).
  await sql`select audit_look('concerns', ${concernId}, null)`.execute(tx)
  if (!concern.needed) return
  const due = role === 'facilitator' ? null : dueAfter(now, watching.minutes[concern.urgency], watching.watch)
  await sql`insert into concern_steps (concern_id, kind, as_role, due_at)
    values (${concernId}, 'looked', ${role}, ${due})`.execute(tx)
}

/**
 * Tells the safeguarding lead of each concern that nobody looked at, or did anything about, within its time: once for each
 * time that runs out. Without a lead the nurses are told again. As the system; several processes at once do it once.
 * @returns how many.
 */
export async function escalateConcerns(tx: Transaction): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('concerns.escalate', 0))`.execute(tx)
  const due = await sql<{ id: string; urgency: Urgency; step: string }>`
    with due as (
      select id from concern_states() where state in ('waits', 'looked') and due_at <= clock() and not escalated)
    insert into concern_steps (concern_id, kind, as_role, by_account) select id, 'escalated', 'program', null from due
    returning concern_id as id, id as step, (select urgency from concerns where concerns.id = concern_id) as urgency`.execute(
    tx,
  )
  for (const { id, urgency, step } of due.rows)
    await tell(tx, { concernId: id, urgency, to: { role: 'safeguarding lead' }, why: step, except: null })
  return due.rows.length
}

type News = {
  concernId: string
  urgency: Urgency
  /** All who hold a role, or the other one where nobody does; or one account. */
  to: { role: 'nurse' | 'safeguarding lead' } | { account: string }
  /** What tells this news from other news of the same concern. */
  why: string
  /** Whoever did it needs no e-mail about it. */
  except: string | null
}

/** Puts a discreet e-mail into the outbox for each of those whom it concerns. */
async function tell(tx: Transaction, news: News): Promise<void> {
  const { to } = news
  const accounts = 'account' in to ? [to.account] : await accountsWith(tx, to.role)
  await queueMessages(
    tx,
    accounts
      .filter((accountId) => accountId !== news.except)
      .map((accountId) => ({
        kind: 'something waits' as const,
        accountId,
        details: { soon: news.urgency },
        once: `waits ${news.concernId} ${news.why} ${accountId}`,
      })),
  )
}

async function accountsWith(tx: Transaction, role: 'nurse' | 'safeguarding lead'): Promise<string[]> {
  const found = await sql<{ id: string; role: string }>`
    select a.id, r.role::text as role from accounts a join account_roles r on r.account_id = a.id
    where a.ended_at is null and r.role in ('nurse', 'safeguarding lead')`.execute(tx)
  const those = found.rows.filter((row) => row.role === role)
  return [...new Set((those.length > 0 ? those : found.rows).map((row) => row.id))]
}
