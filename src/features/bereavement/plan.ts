import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** It is so: told by someone close, or by a document. @returns false when there was nothing to confirm. */
export async function confirmDeath(tx: Transaction, { personId }: { personId: string }): Promise<boolean> {
  const found = await sql<{ ok: boolean }>`select confirm_death(${personId}::uuid) as ok`.execute(tx)
  return found.rows[0]?.ok ?? false
}

export type NewFamilyWishes = {
  maySay: boolean | null
  nameUsed: boolean | null
  remembered: boolean | null
  flowers: string | null
  note: string | null
  /** Somebody to speak with, who said yes to that. */
  contact: { name: string; how: string; agreed: 'phone' | 'in person' | 'in writing' } | null
}

/** Writes down what the family wishes. The day of the contact's consent stays while they and their way of saying yes do. */
export async function saveFamilyWishes(
  tx: Transaction,
  { personId, wishes }: { personId: string; wishes: NewFamilyWishes },
): Promise<boolean> {
  const { contact } = wishes
  const saved = await sql`
    insert into family_wishes as f (death_id, person_id, may_say, name_used, remembered, flowers, note, contact_name, contact_how,
      contact_agreed_way, contact_agreed_at)
    select d.id, d.person_id, ${wishes.maySay}::boolean, ${wishes.nameUsed}::boolean, ${wishes.remembered}::boolean, ${wishes.flowers},
      ${wishes.note}, ${contact?.name ?? null}, ${contact?.how ?? null}, ${contact?.agreed ?? null}::text,
      case when ${contact !== null} then clock() end
    from deaths d where d.person_id = ${personId} and d.mistake_at is null
      and exists (select from members m where m.person_id = d.person_id and m.left_at is null and ${theirs(sql.ref('m.group_id'))})
    on conflict (death_id) do update set may_say = excluded.may_say, name_used = excluded.name_used,
      remembered = excluded.remembered, flowers = excluded.flowers, note = excluded.note, contact_name = excluded.contact_name,
      contact_how = excluded.contact_how, contact_agreed_way = excluded.contact_agreed_way,
      contact_agreed_at = case when f.contact_name = excluded.contact_name and f.contact_agreed_way = excluded.contact_agreed_way
        then f.contact_agreed_at else excluded.contact_agreed_at end,
      changed_at = clock(), changed_by = actor_account()`.execute(tx)
  return (saved.numAffectedRows ?? 0n) > 0n
}

/** Ticks a task off, says that it is not needed, or opens it again. Staff of its group. */
export async function settleTask(
  tx: Transaction,
  task: { personId: string; taskId: string; state: 'open' | 'done' | 'not needed' },
): Promise<boolean> {
  const changed = await sql`
    update farewell_tasks set state = ${task.state}, settled_at = case when ${task.state} <> 'open' then clock() end,
      settled_by = case when ${task.state} <> 'open' then actor_account() end
    where id = ${task.taskId} and person_id = ${task.personId}`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** Gives a task to somebody else of its group, or another day. @returns false when it is not theirs, or the owner is not of the group. */
export async function changeTask(
  tx: Transaction,
  task: { personId: string; taskId: string; ownerId: string | null; dueOn: string },
): Promise<boolean> {
  const changed = await sql`
    update farewell_tasks t set owner_id = ${task.ownerId}::uuid, due_on = ${task.dueOn}
    where id = ${task.taskId} and person_id = ${task.personId} and ${mayOwn(task.ownerId, sql.ref('t.group_id'))}`.execute(
    tx,
  )
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** Adds a task of the group's own to the plan. @returns false when there is no plan of theirs for this group. */
export async function addTask(
  tx: Transaction,
  task: { personId: string; groupId: string; words: string; ownerId: string | null; dueOn: string },
): Promise<boolean> {
  const added = await sql`
    insert into farewell_tasks (death_id, person_id, group_id, kind, words, owner_id, due_on)
    select d.id, d.person_id, m.group_id, 'own', ${task.words}, ${task.ownerId}::uuid, ${task.dueOn}
    from deaths d join members m on m.person_id = d.person_id and m.left_at is null and m.group_id = ${task.groupId}
    where d.person_id = ${task.personId} and d.mistake_at is null and ${theirs(sql.ref('m.group_id'))} and ${mayOwn(task.ownerId, sql.ref('m.group_id'))}`.execute(
    tx,
  )
  return (added.numAffectedRows ?? 0n) > 0n
}

/** Groups whose plans are the actor's: their own, all of them for administrators. Row security holds to it too. */
const theirs = (group: ReturnType<typeof sql.ref>) =>
  sql`((select actor_has('administrator')) or ${group} in (select actor_groups()))`

/** Nobody but those who need to know: staff of the group, and administrators. */
function mayOwn(ownerId: string | null, group: ReturnType<typeof sql.ref>) {
  return sql`(${ownerId}::uuid is null
    or exists (select from group_staff gs where gs.group_id = ${group} and gs.account_id = ${ownerId}::uuid)
    or exists (select from account_roles r where r.account_id = ${ownerId}::uuid and r.role = 'administrator'))`
}
