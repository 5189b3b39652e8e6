import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '#platform/actor.ts'
import { declaredName, isAuditPart, schemas, tables } from '#platform/tables.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { type ActorName, actors, matrix } from './tables.ts'
import { layWorld, type World } from './world.ts'

type Row = { ctid: string; label: 'A' | 'B' }
const verbs = ['select', 'insert', 'update', 'delete'] as const

let db: TestDatabase
let world: World
let app: pg.Client
let owner: pg.Client
let admin: pg.Client
beforeAll(async () => {
  db = await testDatabase()
  world = await layWorld(db)
  app = new pg.Client({ connectionString: db.urls.app })
  owner = new pg.Client({ connectionString: db.urls.owner })
  admin = new pg.Client({ connectionString: db.adminUrl })
  await Promise.all([app.connect(), owner.connect(), admin.connect()])
})
afterAll(async () => {
  await Promise.all([app.end(), owner.end(), admin.end()])
  await db.drop()
})

const databaseRole = (actor: ActorName) =>
  actor === 'public' || actor === 'member' || actor === 'campaign' || actor === 'system' ? actor : 'staff'
const accountOf = (actor: ActorName) => world.accounts[actor as StaffRole] ?? ''

/** Runs one statement as an actor, in a transaction that is rolled back. */
async function as<T>(actor: ActorName, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = actor === 'owner' ? owner : app
  await client.query('begin')
  try {
    if (actor !== 'owner') {
      const kind = databaseRole(actor)
      await client.query(`set local role alongside_${kind}`)
      await client.query(
        `select set_config('alongside.kind', $1, true), set_config('alongside.account', $2, true),
          set_config('alongside.person', $3, true)`,
        [kind, kind === 'staff' ? accountOf(actor) : '', kind === 'member' ? world.personA : ''],
      )
    }
    return await work(client)
  } finally {
    await client.query('rollback')
  }
}

async function columnsOf(table: string): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
     and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map((row) => row.name)
}

/** The rows of a table, each as A's or as B's: by whose person, group, account or session it is. */
async function labelled(table: string, columns: string[], account: string): Promise<Row[]> {
  const by = (what: string) =>
    ({
      account_roles: 'account_id::text = $2',
      accounts: 'id::text = $2',
      people: 'id::text = $1',
      groups: 'id::text = $1',
      sessions: 'id::text = $1',
      venues: 'id::text = $1',
      topics: 'id::text = $1',
      services: 'id::text = $1',
      addresses: 'id::text = $1',
      call_tries: 'call_id::text = $1',
      concern_steps: 'concern_id::text = $1',
      signposts: '$1 = any (group_ids::text[])',
      stubs: `left(id::text, 8) = left($1, 8)`,
      walk_ins: 'group_id::text = $1',
      record_permits: 'group_id::text = $1',
      letter_batches: 'id::text = $1',
      group_staff: 'group_id::text = $1',
      audit_log: 'subject_id::text = $1',
      merges: 'kept_id::text = $1',
      not_doubles: 'one_id::text = $1',
    })[what]
  const label =
    by(table) ??
    (columns.includes('person_id')
      ? 'person_id::text = $1'
      : columns.includes('group_id')
        ? 'group_id::text = $1'
        : columns.includes('session_id')
          ? 'session_id::text = $1'
          : columns.includes('account_id')
            ? 'account_id::text = $2'
            : 'true')
  return db.rows<Row>(
    `select ctid::text, case when ${label} then 'A' else 'B' end as label from ${table}
     where $1::text is not null and $2::text is not null limit 400`,
    [world.personA, account],
  )
}

/** The signs of the matrix where some columns alone are read. */
const someColumns: Record<string, string> = { '*': 'c', A: 'a', B: 'b' }

const isRefusal = (error: unknown) => (error as { code?: string }).code === '42501'

/** Which of the rows a verb reaches: '*', 'A', 'B' or '-'. */
async function reach(rows: Row[], may: (row: Row) => Promise<boolean>): Promise<string> {
  const reached = { A: false, B: false }
  for (const label of ['A', 'B'] as const) {
    // One row of each kind is enough where it is reached; where it is not, every row must be out of reach.
    for (const row of rows.filter((one) => one.label === label).slice(0, 6)) {
      if (await may(row)) {
        reached[label] = true
        break
      }
    }
  }
  const has = (label: 'A' | 'B') => rows.some((row) => row.label === label)
  const all = (!has('A') || reached.A) && (!has('B') || reached.B)
  return all && rows.length > 0 ? '*' : reached.A ? 'A' : reached.B ? 'B' : '-'
}

async function tryVerb(
  actor: ActorName,
  table: string,
  verb: (typeof verbs)[number],
  columns: string[],
  rows: Row[],
): Promise<string> {
  const statement = async (row: Row): Promise<[string, unknown[]]> => {
    if (verb === 'select') return selectOf(actor, table, row)
    if (verb === 'delete') return [`delete from ${table} where ctid = $1`, [row.ctid]]
    if (verb === 'update') {
      const [column] = await changeable(actor, table, columns)
      return [`update ${table} set ${column} = ${column} where ctid = $1`, [row.ctid]]
    }
    // A copy of the row itself: whoever may insert is stopped by its key at most, whoever may not is refused before.
    const { rows: copies } = await admin.query<{ copy: string }>(
      `select row_to_json(t)::text as copy from ${table} t where ctid = $1`,
      [row.ctid],
    )
    const names = columns.map((name) => `"${name}"`).join(', ')
    return [
      `insert into ${table} (${names}) overriding system value
       select ${names} from json_populate_record(null::${table}, $1::json)`,
      [copies[0]?.copy],
    ]
  }
  return reach(rows, async (row) => {
    const [sql, values] = await statement(row)
    try {
      const done = await as(actor, (client) => client.query(sql, values))
      return (done.rowCount ?? 0) > 0
    } catch (error) {
      if (isRefusal(error)) return false
      // The row was reached, and a key, another row or a rule of the table stopped it.
      if (/^23|^428C9/.test((error as { code?: string }).code ?? '')) return true
      throw error
    }
  })
}

/** Whether an actor's role may read some columns of a table, its id among them, and not others. */
async function readsSomeColumns(actor: ActorName, table: string): Promise<boolean> {
  const [may] = await db.rows<{ some: boolean }>(
    `select not has_table_privilege($1, $2::regclass, 'select') and exists (select from pg_attribute
       where attrelid = $2::regclass and attname = 'id' and has_column_privilege($1, attrelid, attnum, 'select')) as some`,
    [actor === 'owner' ? 'alongside_owner' : `alongside_${databaseRole(actor)}`, table],
  )
  return may?.some ?? false
}

/** By its place in the table; by its id where only some of the columns may be read. */
async function selectOf(actor: ActorName, table: string, { ctid }: Row): Promise<[string, unknown[]]> {
  if (!(await readsSomeColumns(actor, table))) return [`select ctid from ${table} where ctid = $1`, [ctid]]
  const { rows } = await admin.query<{ id: string }>(`select id from ${table} where ctid = $1`, [ctid])
  return [`select id from ${table} where id = $1`, [rows[0]?.id]]
}

/** The columns that an actor may change; the first of all when none, so that the refusal is the database's. */
async function changeable(actor: ActorName, table: string, columns: string[]): Promise<string[]> {
  const role = actor === 'owner' ? 'alongside_owner' : `alongside_${databaseRole(actor)}`
  const rows = await db.rows<{ name: string }>(
    `select name from unnest($3::text[]) with ordinality as c(name, n)
     where has_column_privilege($1, $2::regclass, name, 'update')
       and (select attidentity from pg_attribute where attrelid = $2::regclass and attname = name) = '' order by n desc`,
    [role, table, columns],
  )
  const found = rows.map((row) => row.name)
  return found.length > 0 ? found : columns.slice(-1)
}

async function found(table: string): Promise<string> {
  const columns = await columnsOf(table)
  const said: string[] = []
  for (const actor of actors) {
    const rows = await labelled(table, columns, accountOf(actor))
    let signs = ''
    for (const verb of verbs) {
      const sign = await tryVerb(actor, table, verb, columns, rows)
      const some = verb === 'select' && (await readsSomeColumns(actor, table))
      signs += some ? (someColumns[sign] ?? sign) : sign
    }
    said.push(signs)
  }
  return said.join(' ')
}

describe('every table × role × verb, on real connections', () => {
  it('is declared: a new table fails here with its name', async () => {
    const rows = await db.rows<{ name: string }>(
      `select ${declaredName} as name from pg_class c
       where c.relnamespace::regnamespace::text = any($1) and c.relkind in ('r', 'p', 'v', 'm')`,
      [schemas],
    )
    const undeclared = rows.map((row) => row.name).filter((name) => !(name in matrix) && !isAuditPart(name))
    expect(undeclared, 'add a line to tests/access/tables.ts').toEqual([])
    expect(Object.keys(matrix).filter((name) => !(name in tables))).toEqual([])
  })

  it('has rows to try in every table, of A and of B', async () => {
    const empty: string[] = []
    for (const table of Object.keys(tables)) {
      const [row] = await db.rows<{ there: boolean }>(`select exists (select from ${table}) as there`)
      if (!row?.there) empty.push(table)
    }
    expect(empty).toEqual([])
  })

  it.each(Object.keys(tables))('%s', async (table) => {
    expect(`${await found(table)}`, actors.join(' | ')).toBe(matrix[table as keyof typeof tables])
  })

  it('each part of the audit log is out of everybody’s reach but through the whole', async () => {
    const parts = (
      await db.rows<{ name: string }>(
        `select relname as name from pg_class where relname like 'audit\\_log\\_%' and relkind = 'r'`,
      )
    ).map((row) => row.name)
    expect(parts.length).toBeGreaterThan(10)
    for (const part of parts)
      for (const actor of actors.filter((name) => name !== 'owner'))
        await expect(as(actor, (client) => client.query(`select from ${part}`))).rejects.toMatchObject({
          code: '42501',
        })
  })
})
