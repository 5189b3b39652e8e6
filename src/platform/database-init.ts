import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { DatabaseUrls } from './embedded.ts'
import { Refusal } from './refusal.ts'
import { ensureDatabase, ensureRoles, loginRoles, type Passwords, serverVersion } from './roles.ts'

export interface InitOptions {
  /** The database's name; `alongside` when left out. */
  name?: string
  /** Draw new passwords also for roles that exist. Running programs then need the new addresses. */
  newPasswords?: boolean
}

export interface Initialised {
  /** Addresses with percent-encoded passwords. Where a role existed, PASSWORD stands for the one it has. */
  urls: DatabaseUrls
  /** False when the database was there already; nothing in it was touched. */
  created: boolean
  /** Roles that existed and kept their password, which nobody but the operator knows. */
  kept: string[]
}

/**
 * Makes the roles (P4) and the database on a server of one's own. Run again, it mends what is missing and leaves
 * the rest. Needs PostgreSQL 15 or later and an administrator who may create roles and databases.
 */
export async function initDatabase(adminUrl: string, options: InitOptions = {}): Promise<Initialised> {
  const name = options.name ?? 'alongside'
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'alongside database init' })
  try {
    await admin.connect()
  } catch (cause) {
    throw new Refusal(`The server could not be reached: ${(cause as Error).message}.`, { cause })
  }
  try {
    await checkServer(admin)
    const { rows } = await admin.query<{ rolname: string }>(
      'select rolname from pg_roles where rolname = any($1) order by rolname',
      [Object.values(loginRoles)],
    )
    const kept = options.newPasswords ? [] : rows.map((row) => row.rolname)
    const passwords: Partial<Passwords> = {}
    for (const kind of ['owner', 'jobs', 'app'] as const) {
      if (!kept.includes(loginRoles[kind])) passwords[kind] = randomBytes(24).toString('base64url')
    }
    await ensureRoles(admin, passwords)
    const { created } = await ensureDatabase(admin, name)
    const urls = {
      owner: address(adminUrl, name, 'owner', passwords.owner),
      jobs: address(adminUrl, name, 'jobs', passwords.jobs),
      app: address(adminUrl, name, 'app', passwords.app),
    }
    return { urls, created, kept }
  } finally {
    await admin.end()
  }
}

/** What `alongside database init` prints: lines that can be pasted into a file of settings. */
export function sayInitialised({ urls, created, kept }: Initialised): string {
  const notes = [
    created ? '# A new database was made.' : '# The database was there already; nothing in it was changed.',
    ...(kept.length > 0
      ? [
          `# These roles existed and keep their passwords: ${kept.join(', ')}.`,
          '# Put those in place of PASSWORD, or run this again with --new-passwords.',
        ]
      : []),
  ]
  const lines = [
    `DATABASE_URL=${urls.app}`,
    `DATABASE_OWNER_URL=${urls.owner}`,
    `DATABASE_JOBS_URL=${urls.jobs}`,
  ]
  return `${[...notes, ...lines].join('\n')}\n`
}

async function checkServer(admin: pg.Client): Promise<void> {
  const version = await serverVersion(admin)
  if (version < 15) throw new Refusal(`Alongside needs PostgreSQL 15 or later; this server is ${version}.`)
  const { rows } = await admin.query<{ may: boolean }>(
    'select rolsuper or (rolcreaterole and rolcreatedb) as may from pg_roles where rolname = current_user',
  )
  if (!rows[0]?.may) {
    throw new Refusal(
      'The given user may not create roles and databases. Please give the address of one who may.',
    )
  }
}

/** The administrator's address with another user and database: host, port and TLS settings stay as they are. */
function address(adminUrl: string, name: string, kind: keyof Passwords, password = 'PASSWORD'): string {
  const url = new URL(adminUrl)
  url.username = loginRoles[kind]
  url.password = encodeURIComponent(password)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}
