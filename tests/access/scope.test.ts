import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Actor, type StaffActor, type StaffRole, somebody } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { transact } from '#platform/transactions.ts'
import { layWorld, type World } from './world.ts'

let db: TestDatabase
let world: World
beforeAll(async () => {
  db = await testDatabase()
  world = await layWorld(db)
})
afterAll(() => db.drop())

const staff = (accountId: string): StaffActor => ({
  kind: 'staff',
  accountId,
  name: '',
  email: '',
  roles: [],
  groups: [],
  sessionId: accountId,
})
const as = (role: StaffRole) => staff(world.accounts[role])
const personal = [
  'people',
  'members',
  'person_addresses',
  'addresses',
  'places',
  'messages',
  'consents',
] as const
/** What somebody gets who asks without a `where`. */
const seen = (actor: Actor, table: (typeof personal)[number] | 'emergency_contacts' | 'audit_log') =>
  transact(db.app, actor, async (tx) => {
    const { rows } = await sql<{
      said: string
    }>`select row_to_json(t)::text as said from ${sql.table(table)} t`.execute(tx)
    return rows.map((row) => row.said)
  })
const aboutB = (rows: string[]) => rows.filter((row) => /bbbbbbbb-|b@example\.org/.test(row))
const aboutA = (rows: string[]) => rows.filter((row) => /aaaaaaaa-|a@example\.org/.test(row))

it.each(personal)(
  '%s without a where: a coordinator and a facilitator see their own group, nobody else’s',
  async (table) => {
    for (const role of ['coordinator', 'facilitator'] as const) {
      const rows = await seen(as(role), table)
      expect(aboutA(rows).length).toBeGreaterThan(0)
      expect(aboutB(rows)).toEqual([])
    }
    const other = await seen(staff(world.otherCoordinator), table)
    expect(aboutB(other).length).toBeGreaterThan(0)
    expect(other.filter((row) => /"person_id":"aaaaaaaa|"id":"aaaaaaaa/.test(row))).toEqual([])
  },
)

it('a helper sees those who wait for a call, only until the call is done', async () => {
  expect(aboutA(await seen(as('helper'), 'people'))).toHaveLength(1)
  expect(aboutB(await seen(as('helper'), 'people'))).toEqual([])
  await db.rows(`update calls set ended_at = clock() where person_id = $1`, [world.personA])
  expect(await seen(as('helper'), 'people')).toEqual([])
  await db.rows(`update calls set ended_at = null where person_id = $1`, [world.personA])
})

it('who was in a group and left it, and what was theirs, is still seen by that group alone', async () => {
  await db.rows(`update members set left_at = clock() where person_id = $1`, [world.personB])
  expect(aboutB(await seen(as('coordinator'), 'people'))).toEqual([])
  await db.rows(`update members set left_at = null where person_id = $1`, [world.personB])
})

it('a group counts only with the role that goes with it, and only while the account lasts', async () => {
  const facilitator = world.accounts.facilitator
  expect(aboutA(await seen(staff(facilitator), 'people'))).toHaveLength(1)
  await db.rows(`update account_roles set role = 'evaluator' where account_id = $1`, [facilitator])
  expect(await seen(staff(facilitator), 'people')).toEqual([])
  await db.rows(`update account_roles set role = 'facilitator' where account_id = $1`, [facilitator])
  await db.rows(`update accounts set ended_at = clock() where id = $1`, [facilitator])
  expect(await seen(staff(facilitator), 'people')).toEqual([])
  await db.rows(`update accounts set ended_at = null where id = $1`, [facilitator])
  expect(aboutA(await seen(staff(facilitator), 'people'))).toHaveLength(1)
})

it('emergency contacts are the group’s alone: not the administrator’s, not in the log either', async () => {
  expect(await seen(as('administrator'), 'emergency_contacts')).toEqual([])
  expect(await seen(as('safeguarding lead'), 'emergency_contacts')).toEqual([])
  expect(await seen(as('helper'), 'emergency_contacts')).toEqual([])
  expect(await seen(as('coordinator'), 'emergency_contacts')).toHaveLength(1)
  const logged = (rows: string[]) => rows.filter((row) => row.includes('Sister'))
  expect(logged(await seen(as('administrator'), 'audit_log'))).toEqual([])
  expect(logged(await seen(as('helper'), 'audit_log'))).toEqual([])
  expect(logged(await seen(as('coordinator'), 'audit_log'))).toHaveLength(1)
  expect((await seen(as('administrator'), 'audit_log')).length).toBeGreaterThan(10)
})

it('what the log keeps of a row is read by those who read the row: of wishes, holds and groups no more than the tables say', async () => {
  // A is in another group too, and has been in one of the coordinator's.
  await db.rows(
    `insert into members (person_id, group_id) select $1, id from groups where slug = 'group-b'`,
    [world.personA],
  )
  const logged = async (role: StaffRole) =>
    (await seen(as(role), 'audit_log')).filter(
      (row) => aboutA([row]).length > 0 && /"verb":"(insert|update|delete)"/.test(row),
    )
  const tablesIn = (rows: string[]) =>
    [...new Set(rows.map((row) => /"table_name":"(\w+)"/.exec(row)?.[1] ?? ''))].toSorted()
  const narrower = [
    'wishes',
    'family_wishes',
    'farewell_tasks',
    'late_arrivals',
    'members',
    'places',
    'offers',
  ]
  const never = ['legal_holds', 'member_links', 'member_sessions']
  const all = tablesIn(await logged('administrator'))
  expect(all).toEqual(expect.arrayContaining([...narrower, ...never]))

  const helper = tablesIn(await logged('helper'))
  expect(helper).toContain('people')
  expect(helper.filter((table) => [...narrower, ...never].includes(table))).toEqual([])

  const coordinator = await logged('coordinator')
  expect(tablesIn(coordinator)).toEqual(expect.arrayContaining(narrower))
  expect(tablesIn(coordinator).filter((table) => never.includes(table))).toEqual([])
  const groups = coordinator.filter((row) => row.includes('"table_name":"members"'))
  expect(groups.some((row) => aboutB([row]).length > 0)).toBe(false)

  // Whoever has left is nothing to the group any more: neither what they wish nor what their family does.
  await db.rows(`update members set left_at = clock() where person_id = $1`, [world.personA])
  expect(tablesIn(await logged('facilitator'))).not.toContain('wishes')
  expect(tablesIn(await logged('facilitator'))).not.toContain('family_wishes')
  await db.rows(`delete from members where person_id = $1 and group_id <> $2`, [world.personA, world.personA])
  await db.rows(`update members set left_at = null where person_id = $1`, [world.personA])
})

it('a member sees themselves, and a visitor nobody', async () => {
  const member: Actor = { kind: 'member', personId: world.personA, sessionId: null }
  for (const table of ['people', 'members', 'person_addresses', 'addresses', 'places', 'consents'] as const) {
    const rows = await seen(member, table)
    expect(aboutA(rows).length).toBeGreaterThan(0)
    expect(aboutB(rows)).toEqual([])
    await expect(seen(somebody, table)).rejects.toThrow(/permission denied/)
  }
})

it('the program’s own roles bow to row security: none is a superuser or may step round it, and app owns nothing', async () => {
  const rows = await db.rows<{ name: string }>(
    `select rolname as name from pg_roles where rolname like 'alongside\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
  )
  expect(rows.filter((row) => row.name !== 'alongside_admin')).toEqual([])
  const [app] = await db.rows<{ inherits: boolean; owns: number }>(
    `select rolinherit as inherits, (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns
     from pg_roles where rolname = 'alongside_app'`,
  )
  expect(app).toEqual({ inherits: false, owns: 0 })
  // Before it has said as whom it acts, the program reads nobody.
  const client = await db.app.pool.connect()
  try {
    await expect(client.query('select from people')).rejects.toMatchObject({ code: '42501' })
    await expect(client.query('set role alongside_owner')).rejects.toMatchObject({ code: '42501' })
  } finally {
    client.release()
  }
})

it('everybody reads where a venue is, and nobody outside whom to ask there', async () => {
  const read = (column: string) =>
    transact(db.app, somebody, (tx) => sql`select ${sql.ref(column)} from venues`.execute(tx))
  expect((await read('finding_the_room')).rows.length).toBeGreaterThan(0)
  await expect(read('contact_note')).rejects.toThrow(/permission denied/)
})
