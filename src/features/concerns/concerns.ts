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
  /** Whose facilitators read it too; null for nobody else's. */
  groupId: string | null
  sessionId: string | null
  /** Null with `about` for somebody of whom there is no record, or whose name is not known. */
  personId: string | null
  /** Read by the facilitators of a group of the person's, of `groupId` if they are in it: for who does not see their groups. */
  theirGroup: boolean
  about: string
  what: string
  urgency: Urgency
}

/**
 * Raises a concern: in one transaction the row, by when it is to be looked at (counted in the charity's hours), and an
 * e-mail to every nurse, to the safeguarding lead where there is no nurse (P3). The e-mail holds no name and nothing of
 * what was written (P7).
 * @param now the program's clock. @returns null when the group is not theirs, or the person not theirs to see or not of the
 * group (P4); `reads`: whether whoever raised it may read it from now on.
 */
export async function raiseConcern(
  tx: Transaction,
  actor: StaffActor,
  concern: NewConcern,
  { now, watching }: { now: Date; watching: Watching },
): Promise<{ id: string; reads: boolean } | null> {
  const lookBy = dueAfter(now, watching.minutes[concern.urgency], watching.watch)
  const made = await sql<{ id: string | null }>`
    select raise_concern(${concern.groupId}::uuid, ${concern.sessionId}::uuid, ${concern.personId}::uuid, ${concern.theirGroup},
      ${concern.about}, ${concern.what}, ${concern.urgency}, ${lookBy}) as id`.execute(tx)
  const id = made.rows[0]?.id
  if (!id) return null
  await tell(tx, {
    concernId: id,
    urgency: concern.urgency,
    to: { role: 'nurse' },
    why: 'raised',
    except: actor.accountId,
  })
  const { rows } = await sql`select from concerns where id = ${id}`.execute(tx)
  return { id, reads: rows.length > 0 }
}

/** What can be written below a concern: by the nurse or the lead an answer, a deed or the end; by the facilitator more words. */
export type StepKind = 'answered' | 'acted' | 'closed' | 'added'

/**
 * Adds a step; nothing that stands there ever changes. The other side hears that there is something to read: who raised it
 * or, where they may not read it, the facilitators of the group. What a facilitator adds is to be looked at anew, and opens a concern that was closed.
 * @returns false when it is not theirs to see.
 */
export async function addStep(
  tx: Transaction,
  actor: StaffActor,
  step: { concernId: string; kind: StepKind; words: string },
  { now, watching }: { now: Date; watching: Watching },
): Promise<boolean> {
  const { concernId, kind, words } = step
  const found = await sql<{ urgency: Urgency; readers: string[] }>`
    select urgency, case when raised_as in ('coordinator', 'helper', 'administrator')
      then array(select s.account_id from group_staff s where s.group_id = c.group_id and s.part = 'facilitator' and exists
        (select from account_roles r where r.account_id = s.account_id and r.role = 'facilitator'))
      else array[raised_by] end as readers
    from concerns c where id = ${concernId}`.execute(tx)
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
  else await tell(tx, { ...about, urgency: 'can wait', to: { accounts: concern.readers } })
  return true
}

/**
 * Writes down that somebody opened the page (a look, which is all that a GET may leave, P9): the first look of the nurse or
 * the lead since it was raised; a facilitator's first look at what somebody else raised, and each since something was answered.
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
        or c.raised_by <> actor_account() and not exists (select from concern_steps o where o.concern_id = c.id and o.by_account = actor_account())
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
  /** All who hold a role, or the other one where nobody does; or these accounts. */
  to: { role: 'nurse' | 'safeguarding lead' } | { accounts: readonly string[] }
  /** What tells this news from other news of the same concern. */
  why: string
  /** Whoever did it needs no e-mail about it. */
  except: string | null
}

/** Puts a discreet e-mail into the outbox for each of those whom it concerns. */
async function tell(tx: Transaction, news: News): Promise<void> {
  const { to } = news
  const accounts = 'accounts' in to ? to.accounts : await accountsWith(tx, to.role)
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
