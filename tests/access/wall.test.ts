import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffRoles } from '#platform/actor.ts'
import { tables } from '#platform/tables.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { newToken } from '#platform/tokens.ts'
import { createApp } from '../../src/app.tsx'
import { features } from '../../src/features.ts'
import { holders } from './routes.ts'
import { layWorld, type World } from './world.ts'

let db: TestDatabase
let world: World
let app: pg.Client
beforeAll(async () => {
  db = await testDatabase()
  world = await layWorld(db)
  app = new pg.Client({ connectionString: db.urls.app })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await db.drop()
})

/** What the campaign side may read of the other: the clock, the charity's own settings, and which migrations ran. */
const readable = ['clock_offset', 'charity', 'migrations']
const supportTables = Object.keys(tables).filter((name) => !name.startsWith('campaign.'))
const campaignTables = Object.keys(tables).filter((name) => name.startsWith('campaign.'))

/** Runs one statement as a database role with who acts set, and rolls it back; the error's code, or null. */
async function refusal(role: string, account: string, statement: string): Promise<string | null> {
  await app.query('begin')
  try {
    await app.query(`set local role ${role}`)
    await app.query(
      `select set_config('alongside.kind', $1, true), set_config('alongside.account', $2, true), set_config('alongside.person', $3, true)`,
      [role.replace('alongside_', ''), account, role === 'alongside_member' ? world.personA : ''],
    )
    await app.query(statement)
    return null
  } catch (error) {
    return (error as { code?: string }).code ?? 'another error'
  } finally {
    await app.query('rollback')
  }
}
const verbs = (table: string) => [
  `select * from ${table} limit 1`,
  `insert into ${table} default values`,
  `update ${table} set ${firstColumn.get(table)} = ${firstColumn.get(table)}`,
  `delete from ${table}`,
]
const firstColumn = new Map<string, string>()
beforeAll(async () => {
  for (const table of Object.keys(tables)) {
    const [row] = await db.rows<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' and attidentity = '' order by attnum limit 1`,
      [table],
    )
    firstColumn.set(table, row?.name ?? 'id')
  }
})

describe('the wall between support and campaigning (P5)', () => {
  it('whoever campaigns reaches no table of the support side by any verb, in whatever role they hold', async () => {
    const reached: string[] = []
    for (const account of [world.accounts.campaigner, world.accounts.administrator, ''])
      for (const table of supportTables)
        for (const statement of verbs(table)) {
          if (statement.startsWith('select') && readable.includes(table)) continue
          if ((await refusal('alongside_campaign', account, statement)) !== '42501') reached.push(statement)
        }
    expect(reached).toEqual([])
    // And what it is for, it may.
    for (const table of [...readable, ...campaignTables])
      expect(
        await refusal('alongside_campaign', world.accounts.campaigner, `select * from ${table} limit 1`),
      ).toBeNull()
  })

  it('nobody who supports, nor the program itself, reaches a table of the campaign side', async () => {
    const reached: string[] = []
    const accounts = {
      alongside_staff: [...staffRoles],
      alongside_member: [null],
      alongside_public: [null],
      alongside_system: [null],
    }
    for (const [role, roles] of Object.entries(accounts))
      for (const one of roles)
        for (const table of campaignTables)
          for (const statement of verbs(table))
            if ((await refusal(role, one ? world.accounts[one] : '', statement)) !== '42501')
              reached.push(`${one ?? role}: ${statement}`)
    expect(reached).toEqual([])
  })

  it('no function of the support side answers the campaign side but what says nothing about anybody', async () => {
    const rows = await db.rows<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and has_function_privilege('alongside_campaign', p.oid, 'execute')
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([
      'actor_account()',
      'actor_has(staff_role[])',
      'actor_kind()',
      'actor_person()',
      'actor_request()',
      'address_key(text,text)',
      'clock()',
      'lease_rate(bytea,integer,integer,integer)',
    ])
  })

  it('a campaigner who signs in gets to no page of anybody’s record, group or message', async () => {
    const routes = features.flatMap((feature) => feature.routes)
    const site = createApp(testServices(db, { sample: true }))
    const { token, hash } = newToken()
    await db.rows(
      `insert into staff_sessions (account_id, token_hash, way, expires_at) values ($1, $2, 'passkey', clock() + interval '1 hour')`,
      [world.accounts.campaigner, hash],
    )
    const open: string[] = []
    for (const route of routes.filter(({ access }) => access !== 'public')) {
      const path = route.path
        .replace(/:file\{.*\}$/, 'x.ics')
        .replace(':slug', 'group-a')
        .replace(/:\w+/g, world.personA)
      const answer = await site.request(path, {
        method: route.method,
        redirect: 'manual',
        headers: { ...fromOurPage, cookie: `staff=${token}` },
        body: route.method === 'POST' ? '' : null,
      })
      const refused =
        answer.status === 403 || /^\/(staff\/sign-in|my\/link)/.test(answer.headers.get('location') ?? '')
      if (!refused) open.push(`${route.method} ${route.path}`)
    }
    const theirs = routes.filter(
      ({ access }) => access !== 'public' && access !== 'member' && holders[access].includes('g'),
    )
    // Their own account and what waits for them today: nothing else.
    expect(open.toSorted()).toEqual(theirs.map(({ method, path }) => `${method} ${path}`).toSorted())
    expect(theirs.every(({ access }) => access === 'see today' || access === 'keep own account')).toBe(true)
  })
})
