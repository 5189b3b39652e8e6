import type { ClientBase } from 'pg'
import { escapeIdentifier, escapeLiteral } from 'pg'

/** The three roles that sign in, each with its own address in the configuration. */
export const loginRoles = { owner: 'alongside_owner', jobs: 'alongside_jobs', app: 'alongside_app' } as const

/** The roles that a transaction of the program acts as, by `set local role` (P4). Nobody signs in as one. */
export const actingRoles = [
  'alongside_public',
  'alongside_member',
  'alongside_staff',
  'alongside_campaign',
  'alongside_system',
] as const

export type Passwords = Record<keyof typeof loginRoles, string>

/**
 * Makes the roles of P4 where they are missing, and puts right those that exist: none is a superuser, none may
 * make roles or databases, or pass row security. Passwords that are given are set; those left out stay.
 * The connection must be allowed to create roles. Safe to run again at any time.
 */
export async function ensureRoles(admin: ClientBase, passwords: Partial<Passwords>): Promise<void> {
  const version = await serverVersion(admin)
  for (const [kind, role] of Object.entries(loginRoles)) {
    await ensureRole(admin, role, kind === 'app' ? 'login noinherit' : 'login inherit')
    const password = passwords[kind as keyof Passwords]
    if (password !== undefined) {
      await admin.query(`alter role ${role} password ${escapeLiteral(password)}`)
    }
  }
  for (const role of actingRoles) {
    await ensureRole(admin, role, 'nologin noinherit')
    // Before 16 whether rights are inherited hangs on the member alone, and the app's login is noinherit.
    const options = version >= 16 ? ' with inherit false, set true' : ''
    await admin.query(`grant ${role} to ${loginRoles.app}${options}`)
  }
}

async function ensureRole(admin: ClientBase, role: string, options: string): Promise<void> {
  const found = await admin.query<{ risky: boolean }>(
    `select rolsuper or rolbypassrls or rolreplication or rolcreaterole or rolcreatedb as risky
       from pg_roles where rolname = $1`,
    [role],
  )
  const [row] = found.rows
  if (row === undefined) await admin.query(`create role ${role} ${options}`)
  else await admin.query(`alter role ${role} ${options}`)
  // Only a superuser may even mention these, so a lesser administrator does so only where something is wrong.
  if (row?.risky) {
    await admin.query(`alter role ${role} nosuperuser nobypassrls noreplication nocreaterole nocreatedb`)
  }
}

/**
 * Makes a database owned by the owner's role, where it is missing, optionally as a copy of a template.
 * Returns whether it was made. Works for a superuser and for an administrator who may only create.
 */
export async function ensureDatabase(
  admin: ClientBase,
  name: string,
  copyOf?: string,
): Promise<{ created: boolean }> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [name])
  const created = found.rowCount === 0
  const isSuperuser = await asOwnersMember(admin)
  const database = escapeIdentifier(name)
  if (created) {
    // template0 lets the encoding be UTF-8 whatever the server's own first database was made with.
    const from =
      copyOf === undefined
        ? ` template template0 encoding 'UTF8'`
        : ` template ${escapeIdentifier(copyOf)} strategy file_copy`
    await admin.query(`create database ${database} owner ${loginRoles.owner}${from}`)
  }
  // Rights on the database itself are not copied with a template. Nobody else on the server gets in.
  await admin.query(`revoke all on database ${database} from public`)
  await admin.query(`grant connect on database ${database} to ${loginRoles.jobs}, ${loginRoles.app}`)
  if (!isSuperuser) await admin.query(`revoke ${loginRoles.owner} from current_user`)
  return { created }
}

/** An administrator without superuser rights must belong to the owner's role to give it a database. */
async function asOwnersMember(admin: ClientBase): Promise<boolean> {
  const { rows } = await admin.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  )
  const isSuperuser = rows[0]?.super === true
  if (!isSuperuser) await admin.query(`grant ${loginRoles.owner} to current_user`)
  return isSuperuser
}

/** The server's major version, such as 15 or 18. */
export async function serverVersion(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::integer / 10000 as version`,
  )
  return rows[0]?.version ?? 0
}
