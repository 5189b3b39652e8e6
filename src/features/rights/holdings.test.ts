import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdings } from '#platform/personal.ts'
import { tables } from '#platform/tables.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { isInner } from './copy.ts'
import { copyWords } from './words-copy.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

type Column = { table: string; column: string }

describe('what is held about people', () => {
  it('is declared for every table: a new one fails here with its name', () => {
    expect(
      Object.keys(tables).filter((name) => !(name in holdings)),
      'say in src/platform/personal.ts what it holds about people',
    ).toEqual([])
    expect(Object.keys(holdings).filter((name) => !(name in tables))).toEqual([])
    for (const [name, held] of Object.entries(holdings))
      expect([name, held.title !== undefined || held.why !== undefined]).toEqual([name, true])
  })

  it('leads to the person wherever a table does', async () => {
    const leading = await db.rows<{ table: string }>(
      `select distinct conrelid::regclass::text as table from pg_constraint where contype = 'f' and confrelid = 'people'::regclass`,
    )
    expect(leading.length).toBeGreaterThan(15)
    expect(leading.map((row) => row.table).filter((name) => holdings[name]?.theirs === null)).toEqual([])
  })

  it('names columns that are there, and rows that can be found again', async () => {
    const columns = await db.rows<Column>(
      `select attrelid::regclass::text as table, attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relkind in ('r', 'p') and attnum > 0 and not attisdropped`,
    )
    const there = new Set(columns.map(({ table, column }) => `${table}.${column}`))
    const named = Object.entries(holdings).flatMap(([table, held]) =>
      [...(held.leftOut ?? []), ...(held.words ?? []), ...(held.words ? [held.key ?? 'id'] : [])].map(
        (column) => `${table}.${column}`,
      ),
    )
    expect(named.filter((name) => !there.has(name))).toEqual([])
  })

  it('has every column in which people write freely under the lock that an erasure takes', async () => {
    const locked = await db.rows<Column>(
      `select t.tgrelid::regclass::text as table, a.attname as column from pg_trigger t
       join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = any (t.tgattr::int2[]) where t.tgname = 'share_words'`,
    )
    const under = new Set(locked.map(({ table, column }) => `${table}.${column}`))
    const words = Object.entries(holdings)
      // The words of a message are the program's own.
      .filter(([table]) => table !== 'messages')
      .flatMap(([table, held]) => (held.words ?? []).map((column) => `${table}.${column}`))
    expect(
      words.filter((column) => !under.has(column)),
      'call free_words() in a migration',
    ).toEqual([])
    expect([...under].filter((column) => !words.includes(column))).toEqual([])
  })

  it('goes with the person wherever it is said to, so that nothing is found only after', async () => {
    const stays = await db.rows<{ table: string }>(
      `select distinct conrelid::regclass::text as table from pg_constraint
       where contype = 'f' and confrelid = 'people'::regclass and confdeltype <> 'c'`,
    )
    const unsaid = stays.filter(({ table }) => holdings[table]?.words && !holdings[table]?.outlives)
    expect(unsaid, 'say outlives, or goes, in src/platform/personal.ts').toEqual([])
  })

  it('has a name in the copy for every column that is shown there', async () => {
    const columns = await db.rows<Column>(
      `select attrelid::regclass::text as table, attname as column from pg_attribute
       where attrelid = any($1::regclass[]) and attnum > 0 and not attisdropped`,
      [[...Object.keys(holdings).filter((name) => holdings[name]?.title), 'campaign.supporters']],
    )
    const nameless = columns.filter(
      ({ table, column }) =>
        !isInner(column) && !holdings[table]?.leftOut?.includes(column) && !copyWords.en.fields[column],
    )
    expect(nameless, 'add it to words-copy.ts, or leave it out in personal.ts').toEqual([
      { table: 'campaign.supporters', column: 'address_key' },
    ])
  })

  it('misses no column in which people write freely and somebody else’s name could stand', async () => {
    // Text of some length without a list of its values, in tables of which rows stay when a person goes.
    const free = await db.rows<Column>(
      `select c.oid::regclass::text as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
         and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'text'::regtype
         and exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
           and substring(pg_get_constraintdef(k.oid) from '<= (\\d+)')::int >= 300)`,
    )
    const unsaid = free.filter(({ table, column }) => {
      const held = holdings[table]
      return held?.theirs === null && !held.words?.includes(column) && !elsewhere.has(`${table}.${column}`)
    })
    expect(unsaid, 'search it before an erasure (words), or say here why nobody’s name stands in it').toEqual(
      [],
    )
  })
})

/** The charity's own particulars and what machines write. */
const elsewhere = new Set([
  ...['email', 'from_email', 'postal_address', 'registered_number'].map((column) => `charity.${column}`),
  ...['address', 'step_free', 'parking', 'public_transport', 'toilets'].map((column) => `venues.${column}`),
  ...['ask_email'].map((column) => `groups.${column}`),
  'accounts.email',
  'group_joining.url',
  'group_joining.help_words',
  'looking_decisions.words',
  'signposts.web',
])
