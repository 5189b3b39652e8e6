import { sql } from 'kysely'
import type { StaffRole } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import type { Part } from './people-here.ts'
import type { SignInWay } from './sessions.ts'

/** One account in the administrator's list. */
export type AccountRow = {
  id: string
  name: string
  email: string
  endedAt: Date | null
  roles: StaffRole[]
  groups: string[]
  passkeys: number
  lastSeen: Date | null
}

/** Every account by name, ended ones only when asked for. */
export async function listAccounts(tx: Transaction, { ended }: { ended: boolean }): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.name, a.email, a.ended_at as "endedAt",
      array(select r.role::text from account_roles r where r.account_id = a.id order by r.role) as roles,
      array(select distinct g.name from group_staff s join groups g on g.id = s.group_id
        where s.account_id = a.id order by g.name) as groups,
      (select count(*)::int from passkeys p where p.account_id = a.id) as passkeys,
      (select max(s.seen_at) from staff_sessions s where s.account_id = a.id and not s.only_enrols) as "lastSeen"
    from accounts a where ${ended} or a.ended_at is null
    order by a.ended_at is not null, lower(a.name), a.id limit 1000`.execute(tx)
  return rows
}

/** One account with all that stands on its page. */
export type Account = {
  id: string
  name: string
  email: string
  phone: string | null
  createdAt: Date
  endedAt: Date | null
  roles: StaffRole[]
}

/** An account, or null when there is none. */
export async function accountById(tx: Transaction, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select a.id, a.name, a.email, a.phone, a.created_at as "createdAt", a.ended_at as "endedAt",
      array(select r.role::text from account_roles r where r.account_id = a.id order by r.role) as roles
    from accounts a where a.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export type TheirGroup = { id: string; name: string; slug: string; part: Part }

/** The groups that are somebody's to lead or coordinate. */
export async function groupsOf(tx: Transaction, accountId: string): Promise<TheirGroup[]> {
  const { rows } = await sql<TheirGroup>`
    select g.id, g.name, g.slug, s.part from group_staff s join groups g on g.id = s.group_id
    where s.account_id = ${accountId} order by g.name, s.part`.execute(tx)
  return rows
}

/** Names and addresses of the groups that can be given to somebody, as many as a list can show. */
export async function groupChoices(tx: Transaction): Promise<{ name: string; slug: string }[]> {
  return tx
    .selectFrom('groups')
    .select(['name', 'slug'])
    .where('state', '!=', 'closed')
    .orderBy('name')
    .limit(500)
    .execute()
}

/** A group by its name, in any case, or by the last part of its address. */
export async function groupNamed(tx: Transaction, said: string): Promise<{ id: string } | null> {
  const { rows } = await sql<{ id: string }>`
    select id from groups where slug = lower(${said}) or lower(name) = lower(${said})
    order by state = 'closed', name limit 1`.execute(tx)
  return rows[0] ?? null
}

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }

/** Somebody's passkeys, the oldest first. */
export async function passkeysOf(tx: Transaction, accountId: string): Promise<OwnPasskey[]> {
  const { rows } = await sql<OwnPasskey>`
    select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from passkeys
    where account_id = ${accountId} order by created_at`.execute(tx)
  return rows
}

export type OpenSession = { id: string; way: SignInWay; device: string; createdAt: Date; seenAt: Date }

/** Where somebody is signed in now, the one seen last first. */
export async function openSessions(tx: Transaction, accountId: string): Promise<OpenSession[]> {
  const { rows } = await sql<OpenSession>`
    select id, way, coalesce(device, '') as device, created_at as "createdAt", seen_at as "seenAt" from staff_sessions
    where account_id = ${accountId} and ended_at is null and not only_enrols and expires_at > clock()
      and seen_at > clock() - interval '30 minutes'
    order by seen_at desc limit 50`.execute(tx)
  return rows
}
