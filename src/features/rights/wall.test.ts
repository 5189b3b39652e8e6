import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'

let db: TestDatabase
let charity: ReturnType<typeof smallCharity>
let mill: string
beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  mill = await charity.group('The Mill', { kind: 'in person' })
})
afterAll(() => db.drop())

const say = (person: string, given: boolean, way = 'my pages') =>
  db.rows(
    `insert into consents (person_id, purpose, given, words, version, way)
     values ($1, 'news and campaign', $2, 'May write to me about its campaigns, and about my groups', '2026-11', $3)`,
    [person, given, way],
  )
const supporters = () => db.rows<Record<string, unknown>>('select * from campaign.supporters order by name')
const maySend = async (id: unknown) =>
  transact(db.app, system('a test'), async (tx) => {
    const { rows } = await sql<{ may: boolean }>`select campaign_may_send(${id}::uuid) as may`.execute(tx)
    return rows[0]?.may
  })

describe('across the wall', () => {
  it('goes a name and an address, with a consent that names it, and nothing that says where they came from', async () => {
    const morag = await charity.person('Morag', {
      fullName: 'Morag Marmalade',
      email: 'morag@example.org',
      groups: [mill],
    })
    await charity.person('Una', { groups: [mill] })
    await say(morag, true)
    const [row, ...more] = await supporters()
    expect(more).toEqual([])
    expect(row).toMatchObject({
      name: 'Morag Marmalade',
      address: 'morag@example.org',
      way: 'form',
      source: 'asked for news',
    })
    expect(JSON.stringify(row)).not.toMatch(/group|member|my pages/)
    expect(JSON.stringify(row)).not.toContain(morag)
    const log = await db.rows('select account_id, request, fields from campaign.audit_log')
    expect(JSON.stringify(log)).not.toMatch(/Marmalade|morag@/)
    expect(log).toMatchObject([{ account_id: null, request: null }])
    // A row that the campaign side made itself looks the same: there is no column that only one of the two has.
    await db.rows(
      `insert into campaign.supporters (name, kind, address, words, version, way) values ('Someone', 'email', 's@example.org', 'News', '1', 'form')`,
    )
    const both = await supporters()
    const shape = (one: Record<string, unknown> | undefined) =>
      Object.entries(one ?? {}).map(([column, value]) => [
        column,
        value === null,
        Buffer.isBuffer(value) ? value.length : 0,
      ])
    expect(shape(both[0])).toEqual(shape(both[1]))
  })

  it('follows a new address, and comes back when the consent is taken back', async () => {
    const ailsa = await charity.person('Ailsa', { email: 'old@example.org' })
    await say(ailsa, true, 'phone')
    await db.rows(`delete from person_addresses where person_id = $1`, [ailsa])
    expect((await supporters()).filter((row) => row.name === 'Ailsa')).toEqual([])
    await db.rows(
      `with a as (insert into addresses (kind, value) values ('email', 'new@example.org') returning id)
       insert into person_addresses (person_id, address_id, confirmed_at) select $1, id, clock() from a`,
      [ailsa],
    )
    expect((await supporters()).find((row) => row.name === 'Ailsa')).toMatchObject({
      address: 'new@example.org',
      way: 'told us',
    })
    await say(ailsa, false)
    expect((await supporters()).filter((row) => row.name === 'Ailsa')).toEqual([])
    const text = await db.rows<{ text: string }>(
      `select coalesce(string_agg(a::text, ' '), '') as text from campaign.audit_log a`,
    )
    expect(text[0]?.text).not.toMatch(/Ailsa|example\.org/)
  })

  it('says only yes or no to whether a supporter may be written to: no once they have died, of a couple only that one', async () => {
    const email = 'the.couple@example.org'
    const bella = await charity.person('Bella', { fullName: 'Bella Quince', email })
    const carys = await charity.person('Carys', { email })
    await say(bella, true)
    await say(carys, true)
    // She signed by herself too, as people do.
    await db.rows(
      `insert into campaign.supporters (name, kind, address, words, version, way) values ('Mrs Bella Quince', 'email', 'The.Couple@example.org', 'News', '1', 'form')`,
    )
    const of = async (name: string) => (await supporters()).find((row) => row.name === name)?.id
    expect(await Promise.all([maySend(await of('Bella Quince')), maySend(await of('Carys'))])).toEqual([
      true,
      true,
    ])
    await db.rows('insert into deaths (person_id) values ($1)', [bella])
    expect(await maySend(await of('Bella Quince'))).toBe(false)
    expect(await maySend(await of('Mrs Bella Quince'))).toBe(false)
    expect(await maySend(await of('Carys'))).toBe(true)
    await db.rows('update deaths set mistake_at = clock() where person_id = $1', [bella])
    expect(await maySend(await of('Bella Quince'))).toBe(true)
    expect(await maySend('99999999-0000-4000-8000-000000000000')).toBe(false)
    // The list itself is as long as before: nothing there tells that anybody died.
    expect((await supporters()).filter((row) => String(row.address).toLowerCase() === email)).toHaveLength(3)
  })

  it('waits for a death that is being recorded', async () => {
    const dora = await charity.person('Dora', { email: 'dora@example.org' })
    await say(dora, true)
    const id = (await supporters()).find((row) => row.name === 'Dora')?.id
    let asked: Promise<boolean | undefined> = Promise.resolve(undefined)
    await transact(db.app, system('a test'), async (tx) => {
      await sql`insert into deaths (person_id) values (${dora})`.execute(tx)
      asked = maySend(id)
      await new Promise((resolve) => setTimeout(resolve, 200))
    })
    expect(await asked).toBe(false)
  })
})
