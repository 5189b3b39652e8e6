import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initDatabase, sayInitialised } from './database-init.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { actingRoles, loginRoles } from './roles.ts'

const debian = '/usr/lib/postgresql/15/bin'
const servers = [
  { kind: 'our own server', binaries: undefined },
  ...(existsSync(debian) ? [{ kind: 'Debian’s PostgreSQL 15', binaries: debian }] : []),
]

describe.each(servers)('database init on $kind', { timeout: 60_000 }, ({ binaries }) => {
  let folder: string
  let server: EmbeddedServer
  let admin: pg.Client
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alongside-init-'))
    server = await startEmbedded({
      dataDir: folder,
      settings: { fsync: 'off', shared_buffers: '32MB' },
      log: () => {},
      ...(binaries === undefined ? {} : { binaries }),
    })
    admin = new pg.Client({ connectionString: server.adminUrl })
    await admin.connect()
    // As on a server that never heard of us.
    await admin.query('drop database alongside')
    for (const role of [...actingRoles, ...Object.values(loginRoles)]) await admin.query(`drop role ${role}`)
    await admin.query(`create role cloud_admin login createrole createdb password 'p@ss/word'`)
  }, 60_000)
  afterAll(async () => {
    await admin.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const lesser = () => {
    const url = new URL(server.adminUrl)
    url.username = 'cloud_admin'
    url.password = encodeURIComponent('p@ss/word')
    return url.href
  }
  const who = async (url: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query<{ who: string }>('select current_user as who')
    await client.end()
    return rows[0]?.who
  }

  it('makes roles and database for an administrator who is no superuser, and the tables can follow', async () => {
    const made = await initDatabase(lesser(), { name: 'charity one' })
    expect(made).toMatchObject({ created: true, kept: [] })
    expect(await who(made.urls.owner)).toBe('alongside_owner')
    expect(await who(made.urls.jobs)).toBe('alongside_jobs')
    expect(await who(made.urls.app)).toBe('alongside_app')
    const { applied } = await migrate(made.urls.owner, made.urls.jobs)
    expect(applied[0]).toMatch(/^0001-/)
    const { rows } = await admin.query(
      `select pg_has_role('cloud_admin', 'alongside_owner', 'usage') as belongs,
              has_database_privilege('alongside_jobs', 'charity one', 'create') as "mayMakeSchemas"`,
    )
    // Whoever makes a role in 16 and later may grant it on, but does not act as it.
    expect(rows).toEqual([{ belongs: false, mayMakeSchemas: false }])
  })

  it('gives no role more than it needs', async () => {
    const { rows } = await admin.query<{ role: string }>(
      `select rolname as role from pg_roles where rolname like 'alongside%'
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    )
    expect(rows).toEqual([])
    const logins = await admin.query<{ role: string }>(
      `select rolname as role from pg_roles where rolname like 'alongside%' and rolcanlogin order by 1`,
    )
    expect(logins.rows.map((row) => row.role)).toEqual(Object.values(loginRoles).toSorted())
    const { rows: inherits } = await admin.query(
      `select pg_has_role('alongside_app', 'alongside_staff', 'usage') as inherits,
              pg_has_role('alongside_app', 'alongside_staff', 'member') as "maySet"`,
    )
    expect(inherits).toEqual([{ inherits: false, maySet: true }])
  })

  it('puts a role right that was given too much', async () => {
    await admin.query('alter role alongside_app superuser inherit')
    await initDatabase(server.adminUrl, { name: 'charity one' })
    const { rows } = await admin.query(
      `select rolsuper as super, rolinherit as inherits from pg_roles where rolname = 'alongside_app'`,
    )
    expect(rows).toEqual([{ super: false, inherits: false }])
  })

  it('leaves passwords alone when run again, and says so', async () => {
    const again = await initDatabase(server.adminUrl, { name: 'charity two' })
    expect(again.created).toBe(true)
    expect(again.kept).toEqual(['alongside_app', 'alongside_jobs', 'alongside_owner'])
    expect(sayInitialised(again)).toContain('keep their passwords')
    expect(sayInitialised(again)).toMatch(
      /^DATABASE_URL=postgres:\/\/alongside_app:PASSWORD@127.0.0.1:\d+\/charity%20two$/m,
    )
    const third = await initDatabase(server.adminUrl, { name: 'charity two' })
    expect(third.created).toBe(false)
  })

  it('draws new passwords when asked to', async () => {
    const made = await initDatabase(server.adminUrl, { name: 'charity two', newPasswords: true })
    expect(made).toMatchObject({ created: false, kept: [] })
    expect(await who(made.urls.app)).toBe('alongside_app')
  })

  it('lets nobody else into the database', async () => {
    await admin.query(`create role stranger login password 'known'`)
    const url = new URL(server.adminUrl)
    url.username = 'stranger'
    url.password = 'known'
    url.pathname = '/charity%20one'
    await expect(who(url.href)).rejects.toThrow('permission denied for database')
  })

  it('says plainly what it cannot do', async () => {
    await admin.query(`create role nobody_much login password 'known'`)
    const url = new URL(server.adminUrl)
    url.username = 'nobody_much'
    url.password = 'known'
    await expect(initDatabase(url.href)).rejects.toThrow('may not create roles and databases')
    url.password = 'wrong'
    await expect(initDatabase(url.href)).rejects.toThrow(
      /^The server could not be reached: password authentication/,
    )
  })
})
