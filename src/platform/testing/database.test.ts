import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

describe('a database of one’s own', () => {
  let one: TestDatabase
  let other: TestDatabase
  beforeAll(async () => {
    ;[one, other] = await Promise.all([testDatabase(), testDatabase()])
  })
  afterAll(() => Promise.all([one.drop(), other.drop()]))

  it('is migrated', async () => {
    const rows = await one.rows<{ number: number }>('select number from migrations order by number')
    expect(rows[0]).toEqual({ number: 1 })
  })

  it('shares nothing with another', async () => {
    await one.rows('create table only_here (id integer)')
    const found = await other.rows(`select from pg_class where relname = 'only_here'`)
    expect(found).toEqual([])
    expect(await one.rows(`select from pg_class where relname = 'only_here'`)).toHaveLength(1)
  })

  it('is opened as the program’s own role, which is no superuser and owns nothing', async () => {
    const { rows } = await one.app.pool.query(
      `select current_user as who, rolsuper as super, rolbypassrls as bypass,
              (select count(*) from pg_class where relowner = pg_roles.oid) as owned
         from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([{ who: 'alongside_app', super: false, bypass: false, owned: 0 }])
  })

  it('lets nobody in but our own roles', async () => {
    const rows = await one.rows<{ acl: string }>(
      'select datacl::text as acl from pg_database where datname = current_database()',
    )
    expect(rows[0]?.acl).not.toMatch(/[{,]=/)
  })
})
