import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import type { StaffRole } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { endOtherSessions } from './sessions.ts'

/** A group is theirs to lead or to coordinate. */
export type Part = 'facilitator' | 'coordinator'
const parts: readonly Part[] = ['facilitator', 'coordinator']

/**
 * Invites somebody: makes the account, or brings back one that had ended, and sends a link. In each group they are given
 * they take every part that their roles allow.
 * @param passkeyRequired false only in sample mode, where the mailed link may sign in by itself.
 */
export async function inviteStaff(
  tx: Transaction,
  wanted: {
    email: string
    name: string
    roles: readonly StaffRole[]
    groupIds?: readonly string[]
    passkeyRequired?: boolean
    /** The name of who invites, for the message. */
    invitedBy?: string
  },
): Promise<{ ok: true; accountId: string } | { ok: false; reason: 'known' | 'no role' }> {
  if (wanted.roles.length === 0) return { ok: false, reason: 'no role' }
  const values = {
    email: wanted.email.trim(),
    name: wanted.name,
    passkey_required: wanted.passkeyRequired ?? true,
  }
  // Two invitations to the same address at once: the second inserts nothing and finds no ended account either.
  const account =
    (await tx
      .insertInto('accounts')
      .values(values)
      .onConflict((conflict) => conflict.column('email_key').doNothing())
      .returning('id')
      .executeTakeFirst()) ??
    (await tx
      .updateTable('accounts')
      .set({ ...values, ended_at: null })
      .where('email_key', '=', values.email.toLowerCase())
      .where('ended_at', 'is not', null)
      .returning('id')
      .executeTakeFirst())
  if (!account) return { ok: false, reason: 'known' }
  await tx.deleteFrom('passkeys').where('account_id', '=', account.id).execute()
  await setRoles(tx, { accountId: account.id, roles: wanted.roles })
  for (const groupId of wanted.groupIds ?? [])
    for (const part of parts)
      if (wanted.roles.includes(part)) await giveGroup(tx, { accountId: account.id, groupId, part })
  await queueMessage(tx, {
    kind: 'staff invitation',
    accountId: account.id,
    details: { invitedBy: wanted.invitedBy ?? null },
  })
  return { ok: true, accountId: account.id }
}

/**
 * The only way back for somebody whose passkey is lost: every passkey stops working, every session ends, and a new link
 * goes out. The audit log keeps who did it (P8).
 */
export async function inviteAgain(
  tx: Transaction,
  accountId: string,
): Promise<{ ok: true } | { ok: false; reason: 'ended' }> {
  const account = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!account) return { ok: false, reason: 'ended' }
  await tx.deleteFrom('passkeys').where('account_id', '=', accountId).execute()
  await endOtherSessions(tx, { accountId, except: null })
  await queueMessage(tx, { kind: 'staff invitation', accountId, details: { purpose: 'recovery' } })
  await sql`select audit_deed('accounts', ${accountId}, null, '{"invited": "again"}')`.execute(tx)
  return { ok: true }
}

type Refused = { ok: false; reason: 'last administrator' | 'not an administrator' }

/** What the database's refusal means: nobody would be left, or whoever asks has just lost the role to somebody else. */
function refusalIn(error: unknown): Refused['reason'] | null {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (constraint === 'an_administrator_stays') return 'last administrator'
  return code === '42501' ? 'not an administrator' : null
}

async function unlessLast(tx: Transaction, work: () => Promise<unknown>): Promise<{ ok: true } | Refused> {
  await sql`savepoint before_last`.execute(tx)
  try {
    await work()
    return { ok: true }
  } catch (error) {
    const reason = refusalIn(error)
    if (!reason) throw error
    await sql`rollback to savepoint before_last`.execute(tx)
    return { ok: false, reason }
  }
}

/** Makes these the account's roles, no more and no fewer. There is always one administrator. */
export function setRoles(
  tx: Transaction,
  { accountId, roles }: { accountId: string; roles: readonly StaffRole[] },
): Promise<{ ok: true } | Refused> {
  return unlessLast(tx, async () => {
    const rows = await tx
      .selectFrom('account_roles')
      .select('role')
      .where('account_id', '=', accountId)
      .execute()
    const held = rows.map((row) => row.role)
    const added = roles.filter((role) => !held.includes(role))
    const taken = held.filter((role) => !roles.includes(role))
    if (added.length > 0)
      await tx
        .insertInto('account_roles')
        .values(
          added.map((role) => ({ account_id: accountId, role, given_by: sql<string>`actor_account()` })),
        )
        .execute()
    if (taken.length > 0)
      await tx
        .deleteFrom('account_roles')
        .where('account_id', '=', accountId)
        .where('role', 'in', taken)
        .execute()
  })
}

/** Ends an account: signed out everywhere, no group is theirs any more. What they did stays in the log. */
export async function endAccount(
  tx: Transaction,
  accountId: string,
): Promise<{ ok: true } | Refused | { ok: false; reason: 'ended already' }> {
  let ended = false
  const done = await unlessLast(tx, async () => {
    const updated = await tx
      .updateTable('accounts')
      .set({ ended_at: sql<Date>`clock()` })
      .where('id', '=', accountId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    ended = updated.numUpdatedRows > 0n
    await tx.deleteFrom('passkeys').where('account_id', '=', accountId).execute()
    await tx.deleteFrom('group_staff').where('account_id', '=', accountId).execute()
    await endOtherSessions(tx, { accountId, except: null })
  })
  return done.ok && !ended ? { ok: false, reason: 'ended already' } : done
}

/** Gives somebody a group to lead or to coordinate. */
export async function giveGroup(
  tx: Transaction,
  { accountId, groupId, part }: { accountId: string; groupId: string; part: Part },
): Promise<{ ok: true } | { ok: false; reason: 'theirs already' }> {
  const there = await tx
    .selectFrom('group_staff')
    .select('part')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .where('part', '=', part)
    .executeTakeFirst()
  if (there) return { ok: false, reason: 'theirs already' }
  await tx.insertInto('group_staff').values({ group_id: groupId, account_id: accountId, part }).execute()
  return { ok: true }
}

/** Takes a group away from somebody. */
export async function takeGroup(
  tx: Transaction,
  { accountId, groupId, part }: { accountId: string; groupId: string; part: Part },
): Promise<void> {
  await tx
    .deleteFrom('group_staff')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .where('part', '=', part)
    .execute()
}

/** Who leads and who coordinates a group now: accounts that have not ended and hold the role. */
export async function staffOfGroup(
  tx: Transaction,
  groupId: string,
): Promise<{ accountId: string; name: string; email: string; part: Part }[]> {
  const rows = await tx
    .selectFrom('group_staff')
    .innerJoin('accounts', 'accounts.id', 'group_staff.account_id')
    .select(['accounts.id', 'accounts.name', 'accounts.email', 'group_staff.part'])
    .where('group_staff.group_id', '=', groupId)
    .where('accounts.ended_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('account_roles')
          .select('role')
          .whereRef('account_roles.account_id', '=', 'accounts.id')
          .where(sql<boolean>`account_roles.role::text = group_staff.part`),
      ),
    )
    .orderBy('group_staff.part')
    .orderBy('accounts.name')
    .execute()
  return rows.map((row) => ({ accountId: row.id, name: row.name, email: row.email, part: row.part }))
}
