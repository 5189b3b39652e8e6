import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { findPeople, findPeopleAndNear, type PeopleWanted } from './staff-queries.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let scotland: string
let dorset: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  scotland = await make.group('Scotland online')
  dorset = await make.group('Dorset', { kind: 'in person' })
})
afterAll(() => db.drop())

const find = (actor: Actor, wanted: Partial<PeopleWanted>) =>
  transact(db.app, actor, (tx) =>
    findPeople(tx, { said: '', groupId: null, only: null, after: null, ...wanted }),
  )
const names = async (actor: Actor, wanted: Partial<PeopleWanted>) =>
  (await find(actor, wanted)).people.map((person) => person.called)

describe('one box', () => {
  beforeAll(async () => {
    await make.person('Zoë', {
      groups: [scotland],
      fullName: 'Zoë O’Brien-Smith',
      email: 'zobs@example.org',
      phone: '07700 900123',
    })
    await make.person('Morag', { groups: [scotland], fullName: 'Morag 100%', phone: '+44 20 7946 0001' })
    const jean = await make.person('Jean', { groups: [dorset], email: null })
    await db.rows(
      `with a as (insert into addresses (kind, value) values ('post', 'Jean Low, 3 Quay Street, Poole, BH15 1AB') returning id)
       insert into person_addresses (person_id, address_id) select $1, id from a`,
      [jean],
    )
  })

  it.each([
    ['zoe', ['Zoë']],
    ['ZOË', ['Zoë']],
    ['obrien', ['Zoë']],
    ['smith zo', ['Zoë']],
    ['zo', ['Zoë']],
    ['mith', ['Zoë']],
    ['zobs@exam', ['Zoë']],
    ['07700 900123', ['Zoë']],
    ['+44 7700 900123', ['Zoë']],
    ['900123', ['Zoë']],
    ['020 7946 0001', ['Morag']],
    ['bh15 1ab', ['Jean']],
    ['BH151AB', ['Jean']],
    ['100%', ['Morag']],
    ['nobody of this name', []],
    ['%%%', []],
    ["'; drop table people; --", []],
    ['\\', []],
  ])('%s', async (said, found) => {
    expect(await names(await make.staff(['administrator']), { said })).toEqual(found)
  })

  it('finds only whom one sees', async () => {
    const coordinator = await make.staff(['coordinator'], [dorset])
    expect(await names(coordinator, { said: 'zoe' })).toEqual([])
    expect(await names(coordinator, {})).toEqual(['Jean'])
    expect(await names(coordinator, { groupId: scotland })).toEqual([])
    const helper = await make.staff(['helper'])
    expect(await names(helper, {})).toEqual([])
    const rung = await make.person('Rosie')
    const call = await make.call(rung)
    expect(await names(helper, {})).toEqual(['Rosie'])
    await db.rows(`update calls set ended_at = clock(), outcome = 'spoke' where id = $1`, [call])
    expect(await names(helper, { said: 'rosie' })).toEqual([])
    for (const role of ['evaluator', 'campaigner', 'health professional', 'nurse'] as const)
      expect(await names(await make.staff([role]), {})).toEqual([])
  })
})

describe('a name that nobody has', () => {
  let aberdeen: string
  const near = (actor: Actor, wanted: Partial<PeopleWanted>) =>
    transact(db.app, actor, async (tx) => {
      const found = await findPeopleAndNear(tx, {
        said: '',
        groupId: null,
        only: null,
        after: null,
        ...wanted,
      })
      return { found: found.people.map((p) => p.called), near: found.near.map((p) => p.called) }
    })
  beforeAll(async () => {
    aberdeen = await make.group('Aberdeen')
    await make.person('Margaret', { groups: [aberdeen], fullName: 'Margaret Holmes' })
    await make.person('Maggie', { groups: [dorset], fullName: 'Margaret Holmen' })
    await make.person('Siobhán', { groups: [aberdeen], fullName: 'Siobhán Fairweather' })
    await make.person('Holly', { groups: [aberdeen], fullName: 'Holly Homer' })
  })

  it.each([
    ['Margret Holms', [], ['Margaret', 'Maggie']],
    ['Peggy Holmes', [], ['Margaret', 'Maggie']],
    ['Chevonne Fairwether', [], ['Siobhán']],
    ['Fairwhether', [], ['Siobhán']],
    ['margaret holmes', ['Margaret'], ['Maggie']],
    ['Quentin Zebulon', [], []],
    ['07700 900124', [], []],
    ['margret@example.org', [], []],
  ])('%s: found %o, near to it %o', async (said, found, offered) => {
    expect(await near(await make.staff(['administrator']), { said })).toEqual({ found, near: offered })
  })

  it('is near only to whom one sees (P4), and in the group that was asked for', async () => {
    const said = 'Margret Holms'
    expect((await near(await make.staff(['coordinator'], [dorset]), { said })).near).toEqual(['Maggie'])
    expect((await near(await make.staff(['administrator']), { said, groupId: aberdeen })).near).toEqual([
      'Margaret',
    ])
    const elsewhere = await make.staff(['coordinator'], [dorset])
    expect((await near(elsewhere, { said, groupId: aberdeen })).near).toEqual([])
    for (const role of ['helper', 'evaluator', 'campaigner', 'health professional', 'nurse'] as const)
      expect((await near(await make.staff([role]), { said })).near).toEqual([])
  })
})

describe('filters', () => {
  it('show who they say', async () => {
    const wales = await make.group('Wales online')
    const coordinator = await make.staff(['coordinator'], [wales])
    const old = await make.person('Old', { groups: [wales] })
    await db.rows(`update people set created_at = clock() - interval '40 days' where id = $1`, [old])
    await make.person('Paper', { groups: [wales], email: null })
    await make.person('Waits', { groups: [wales], letIn: false })
    const call = await make.person('Call', { groups: [wales] })
    await make.call(call, { groupId: wales })
    const wrong = await make.person('Wrong', { groups: [wales] })
    await db.rows(
      `update addresses set wrong_at = clock() where id in (select address_id from person_addresses where person_id = $1)`,
      [wrong],
    )
    expect(await names(coordinator, {})).toEqual(['Call', 'Old', 'Paper', 'Waits', 'Wrong'])
    expect(await names(coordinator, { only: 'new' })).toEqual(['Call', 'Paper', 'Waits', 'Wrong'])
    expect(await names(coordinator, { only: 'no e-mail' })).toEqual(['Paper', 'Wrong'])
    expect(await names(coordinator, { only: 'not let in' })).toEqual(['Waits'])
    expect(await names(coordinator, { only: 'call' })).toEqual(['Call'])
    expect(await names(coordinator, { only: 'wrong address' })).toEqual(['Wrong'])
    expect(await names(coordinator, { only: 'new', said: 'wa' })).toEqual(['Waits'])
  })
})

describe('a hundred thousand people', () => {
  let big: TestDatabase
  let crowd: ReturnType<typeof smallCharity>
  let own: string
  beforeAll(async () => {
    big = await testDatabase()
    crowd = smallCharity(big)
    own = await crowd.group('Own')
    const groups: string[] = []
    for (let i = 0; i < 40; i++) groups.push(await crowd.group(`Group ${i}`))
    // Filling the indexes at the end is quicker than row by row.
    const indexes = await big.rows<{ name: string; made: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
       where indrelid in ('people'::regclass, 'addresses'::regclass) and not indisunique`,
    )
    for (const index of indexes) await big.rows(`drop index ${index.name}`)
    await big.rows(`set session_replication_role = replica;
      insert into people (id, called, full_name, created_at)
      select md5('p' || n)::uuid, (array['Anna','Beth','Carys','Dilys','Eilidh','Fiona','Grace','Heather','Iona','Jean'])[1 + n % 10],
        'Q' || substr(md5('s' || n), 1, 7) || ' W' || substr(md5('t' || n), 1, 6), clock() - make_interval(hours => n)
      from generate_series(1, 100000) n;
      insert into addresses (id, kind, value)
      select md5('e' || n)::uuid, 'email', 'q' || substr(md5('s' || n), 1, 9) || '@example.org' from generate_series(1, 90000) n;
      insert into addresses (id, kind, value)
      select md5('f' || n)::uuid, 'phone', '0770' || lpad((9000000 + n)::text, 7, '0') from generate_series(1, 60000) n;
      insert into person_addresses (person_id, address_id, confirmed_at)
      select md5('p' || n)::uuid, md5('e' || n)::uuid, clock() from generate_series(1, 90000) n;
      insert into person_addresses (person_id, address_id, confirmed_at)
      select md5('p' || n)::uuid, md5('f' || n)::uuid, clock() from generate_series(1, 60000) n;
      insert into members (person_id, group_id, let_in_at)
      select md5('p' || n)::uuid, ('{${groups.join()}}'::uuid[])[1 + n % 40], clock() from generate_series(1, 100000) n;
      insert into calls (person_id, why, ended_at, outcome)
      select md5('p' || n)::uuid, 'welcome', clock(), 'spoke' from generate_series(1, 100000, 5) n;
      set session_replication_role = origin`)
    for (const index of indexes) await big.rows(index.made)
    await big.rows(
      `insert into members (person_id, group_id, let_in_at) select md5('p' || n)::uuid, $1, clock() from generate_series(1, 100000, 2500) n`,
      [own],
    )
    await big.rows('vacuum analyze')
  }, 120_000)
  afterAll(() => big.drop())

  const read = async () => {
    const [row] = await big.rows<{ rows: number }>(
      `select sum(seq_tup_read)::bigint as rows from pg_stat_user_tables
       where relname in ('people', 'members', 'addresses', 'person_addresses', 'calls')`,
    )
    return row
  }

  it('are found without reading every row, by whoever looks', async () => {
    const rosie = await crowd.person('Rosalind', {
      groups: [own],
      fullName: 'Rosalind Thistlewood',
      email: 'thistle@example.org',
      phone: '07700 900999',
    })
    const actors = {
      administrator: await crowd.staff(['administrator']),
      coordinator: await crowd.staff(['coordinator'], [own]),
    }
    for (const [role, actor] of Object.entries(actors)) {
      for (const wanted of [
        { said: 'thistlew' },
        { said: 'rosalind thi' },
        { said: 'thistle@example.org' },
        { said: '07700 900999' },
        { said: '' },
      ]) {
        const once = () =>
          transact(big.app, actor, async (tx) => {
            const found = await findPeople(tx, { groupId: null, only: null, after: null, ...wanted })
            await sql`select pg_stat_force_next_flush()`.execute(tx)
            return found
          })
        await once()
        const before = await read()
        const found = await once()
        const after = await read()
        expect({ role, ...wanted, ...after }).toEqual({ role, ...wanted, ...before })
        if (wanted.said) expect(found.people.map((person) => person.id)).toEqual([rosie])
        else expect(found.people).toHaveLength(role === 'administrator' ? 50 : 41)
      }
    }
  }, 60_000)

  it('are found with slips in their names, without reading every row', async () => {
    const ffion = await crowd.person('Ffion', { groups: [own], fullName: 'Ffion Gwynedd-Pritchard' })
    for (const [roles, groups] of [
      [['administrator'], []],
      [['coordinator'], [own]],
    ] as const) {
      const actor = await crowd.staff([...roles], [...groups])
      const once = () =>
        transact(big.app, actor, async (tx) => {
          const found = await findPeopleAndNear(tx, {
            ...{ said: 'Fion Pritchart', groupId: null, only: null, after: null },
          })
          await sql`select pg_stat_force_next_flush()`.execute(tx)
          return found
        })
      await once()
      const before = await read()
      expect((await once()).near.map((person) => person.id)).toEqual([ffion])
      expect(await read()).toEqual(before)
    }
  }, 60_000)
})
