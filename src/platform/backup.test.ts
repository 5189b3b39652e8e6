import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup } from './backup.ts'
import { keepErasures, readErasures } from './erasures.ts'
import { migrate, migrationsFolder, readMigrations } from './migrate.ts'
import { restore } from './restore.ts'
import { tables } from './tables.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

const mary = '10000000-0000-4000-8000-000000000001'
const june = '10000000-0000-4000-8000-000000000002'

/** Awkward contents on purpose: quotes, tabs, line ends, a backslash, no value beside an empty one, other scripts. */
const awkward = 'She said "\\N"\tand\r\nleft; ‏عربي‎ 😀'

async function fill(db: TestDatabase): Promise<void> {
  await db.rows(
    `insert into people (id, called, full_name, their_note) values ($1, 'Mary', null, $3), ($2, 'June', '', 'later')`,
    [mary, june, awkward],
  )
  await db.rows(
    `insert into addresses (kind, value) values ('email', 'mary@example.org'), ('phone', '01632 960123')`,
  )
  await db.rows(`insert into person_addresses (person_id, address_id) select $1, id from addresses`, [mary])
  await db.rows(
    `insert into messages (kind, person_id, state, due_at) values
       ('place kept', $1, 'waiting', clock() - interval '1 minute'),
       ('reminder', $1, 'waiting', clock() + interval '1 year'),
       ('joined', $1, 'sent', clock() - interval '1 day')`,
    [mary],
  )
}

/** Every copied table's rows as text, in one order. */
async function contents(db: TestDatabase): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const table of Object.keys(tables)) {
    if (['clock_offset', 'migrations', 'rate_limits', 'heartbeats', 'gate_state'].includes(table)) continue
    found[table] = await db.rows(`select to_jsonb(t)::text as row from ${table} t order by 1`)
  }
  return found
}

describe('a backup', { timeout: 60_000 }, () => {
  let folder: string
  let db: TestDatabase
  const made: TestDatabase[] = []
  const empty = async () => {
    const one = await testDatabase()
    made.push(one)
    return one
  }
  const file = (name: string) => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alongside-backup-'))
    db = await empty()
    await fill(db)
    await backup(db.urls.owner, file('copy'))
  })
  afterAll(async () => {
    for (const one of made) await one.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('comes back as it was, row for row, with the gate closed and due messages held', async () => {
    const before = await contents(db)
    const target = await empty()
    const told: string[] = []
    const result = await restore(target.urls, file('copy'), { erased: [], tell: (line) => told.push(line) })
    expect(result).toMatchObject({ held: 1, erased: 0, rows: { people: 2, addresses: 2, messages: 3 } })
    expect(told).toContain('people: 2 rows')

    const after = await contents(target)
    for (const [table, rows] of Object.entries(before)) {
      if (table !== 'messages' && table !== 'audit_log') expect([table, after[table]]).toEqual([table, rows])
    }
    // What the restore itself did is in the log too, and nothing that was there is missing.
    expect(after.audit_log).toEqual(expect.arrayContaining(before.audit_log as unknown[]))
    expect(await target.rows('select their_note, full_name from people where id = $1', [mary])).toEqual([
      { their_note: awkward, full_name: null },
    ])
    expect(await target.rows('select kind, state from messages order by kind')).toEqual([
      { kind: 'joined', state: 'sent' },
      { kind: 'place kept', state: 'held' },
      { kind: 'reminder', state: 'waiting' },
    ])
    const gate = await target.rows<{ open: boolean; why: string }>('select open, why from gate_state')
    expect(gate).toEqual([
      { open: false, why: expect.stringContaining('Look through deaths, stops and erasures') },
    ])
  })

  it('leaves the restored database guarded as it was: keys, triggers, row security, sequences', async () => {
    const target = await empty()
    const guards = (one: TestDatabase) =>
      one.rows(
        `select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated as guard
           from pg_constraint where connamespace::regnamespace::text in ('public', 'campaign')
         union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
         union all select relname || ' ' || relrowsecurity || relforcerowsecurity from pg_class
           where relnamespace::regnamespace::text in ('public', 'campaign') and relkind in ('r', 'p') order by 1`,
      )
    const before = await guards(target)
    await restore(target.urls, file('copy'), { erased: [] })
    expect(await guards(target)).toEqual(before)
    const numbers = (one: TestDatabase) =>
      one.rows(`select sequencename, last_value from pg_sequences where schemaname = 'public'
                 and sequencename !~ '^audit_log' order by 1`)
    expect(await numbers(target)).toEqual(await numbers(db))
    await expect(
      target.rows(`insert into members (person_id, group_id) values (gen_random_uuid(), gen_random_uuid())`),
    ).rejects.toThrow('violates foreign key')
  })

  it('is of one moment, whatever is written meanwhile', async () => {
    const source = await empty()
    await fill(source)
    let done = false
    const writing = (async () => {
      for (let n = 0; !done; n++) {
        // A person and their consent belong together: a copy with one of them is of no moment.
        await source.rows(
          `with p as (insert into people (called) values ($1) returning id)
           insert into consents (person_id, purpose, given, words, version, way)
           select id, 'phone', true, 'Yes', '1', 'form' from p`,
          [`Person ${n}`],
        )
      }
    })()
    for (let round = 0; round < 3; round++) {
      const { rows } = await backup(source.urls.owner, file(`moment-${round}`))
      // Two people were there before without any consent.
      expect((rows.people ?? 0) - (rows.consents ?? 0)).toBe(2)
    }
    done = true
    await writing
  })

  it('of an older program is restored with its tables, which are then brought up to date', async () => {
    const known = readMigrations(migrationsFolder()).map(({ number }) => number)
    const source = await empty()
    const admin = new pg.Client({ connectionString: source.adminUrl })
    await admin.connect()
    await admin.query(
      'drop schema campaign cascade; drop schema public cascade; create schema public authorization alongside_owner',
    )
    await admin.end()
    await migrate(source.urls.owner, source.urls.jobs, { only: known.slice(0, -1) })
    await fill(source)
    await backup(source.urls.owner, file('older'))

    const target = await empty()
    await restore(target.urls, file('older'), { erased: [] })
    expect(await target.rows('select called from people order by called')).toEqual([
      { called: 'June' },
      { called: 'Mary' },
    ])
    const numbers = await target.rows<{ number: number }>('select number from migrations order by number')
    expect(numbers.map((row) => row.number)).toEqual(known)
  })

  it('of a newer program is refused', async () => {
    const source = await empty()
    await source.rows(`insert into migrations values (9999, 'from-the-future', 'x')`)
    await backup(source.urls.owner, file('newer'))
    const target = await empty()
    await expect(restore(target.urls, file('newer'), { erased: [] })).rejects.toThrow(
      /^The backup has migration 9999 \(from-the-future\), which this program does not know/,
    )
  })

  it('refuses a torn, an altered and a foreign file, and writes nothing of it', async () => {
    const target = await empty()
    const size = statSync(file('copy')).size
    for (const cut of [5, Math.floor(size / 2), size - 1]) {
      copyFileSync(file('copy'), file('torn'))
      truncateSync(file('torn'), cut)
      await expect(restore(target.urls, file('torn'), { erased: [] })).rejects.toThrow(
        /is torn or was altered/,
      )
    }
    for (const at of [Math.floor(size / 3), size - 20]) {
      const bytes = readFileSync(file('copy'))
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at)
      writeFileSync(file('altered'), bytes)
      await expect(restore(target.urls, file('altered'), { erased: [] })).rejects.toThrow(
        /is torn or was altered/,
      )
    }
    writeFileSync(file('foreign'), 'PGDMP')
    await expect(restore(target.urls, file('foreign'), { erased: [] })).rejects.toThrow(
      'is not a backup of Alongside',
    )
    await expect(restore(target.urls, file('nowhere'), { erased: [] })).rejects.toThrow('There is no file')
    expect(await target.rows('select from people')).toEqual([])
    expect(await target.rows('select open from gate_state')).toEqual([{ open: true }])
  })

  it('refuses a database that is not empty', async () => {
    const before = await contents(db)
    await expect(restore(db.urls, file('copy'), { erased: [] })).rejects.toThrow(
      /^This database is not empty/,
    )
    expect(await contents(db)).toEqual(before)
  })

  it('can be read only by those it was encrypted for', async () => {
    const [key, other] = await Promise.all([generateIdentity(), generateIdentity()])
    await backup(db.urls.owner, file('secret'), { recipients: [await identityToRecipient(key)] })
    expect(readFileSync(file('secret')).toString('latin1')).toMatch(/^age-encryption\.org\/v1/)
    const target = await empty()
    await expect(restore(target.urls, file('secret'), { erased: [] })).rejects.toThrow('is encrypted')
    await expect(restore(target.urls, file('secret'), { erased: [], identities: [other] })).rejects.toThrow(
      'cannot be opened with this key',
    )
    const bytes = readFileSync(file('secret'))
    const at = Math.floor(bytes.length * 0.7)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(file('secret-altered'), bytes)
    await expect(
      restore(target.urls, file('secret-altered'), { erased: [], identities: [key] }),
    ).rejects.toThrow(/is torn or was altered/)
    await restore(target.urls, file('secret'), { erased: [], identities: [key] })
    expect(await target.rows('select called from people order by called')).toEqual([
      { called: 'June' },
      { called: 'Mary' },
    ])
  })

  it('leaves no file behind when it fails', async () => {
    await expect(backup(db.urls.owner, join(folder, 'no/such/folder/copy'))).rejects.toThrow(
      'cannot be written here',
    )
    await expect(backup(db.urls.owner, file('wrong'), { recipients: ['age1nonsense'] })).rejects.toThrow(
      'is not an age public key',
    )
    expect(existsSync(file('wrong'))).toBe(false)
    expect(existsSync(file('wrong.part'))).toBe(false)
  })

  it('refuses to be made when row security would hide rows from the owner', async () => {
    const source = await empty()
    await source.rows('drop policy owner_all on people')
    await expect(backup(source.urls.owner, file('hidden'))).rejects.toThrow(
      /a copy would lack them: people\.$/,
    )
    expect(existsSync(file('hidden'))).toBe(false)
  })

  it('keeps the list of erasures beside it and outside, and never forgets an id', async () => {
    const source = await empty()
    await fill(source)
    await source.rows('delete from people where id = $1', [june])
    await backup(source.urls.owner, file('erased'), { erasuresFile: file('kept') })
    expect(await readErasures(file('erased.erasures'))).toEqual([june])
    expect(await readErasures(file('kept'))).toEqual([june])
    expect(readFileSync(file('kept'), 'utf8')).not.toMatch(/June|Mary/)

    // An older database beside a newer list.
    expect(await keepErasures([], file('kept'))).toBe(1)
    truncateSync(file('kept'), 120)
    await expect(readErasures(file('kept'))).rejects.toThrow('is torn or was altered')
    expect(await readErasures(file('none'))).toBeUndefined()
  })

  it('does not bring back who was erased since', async () => {
    const target = await empty()
    const result = await restore(target.urls, file('copy'), { erased: [june] })
    expect(result.erased).toBe(1)
    const left = await target.rows<{ called: string }>('select called from people')
    expect(left.map((row) => row.called)).not.toContain('June')
    expect(await target.rows('select person_id from erasures')).toEqual([{ person_id: june }])
    // Which fields there were stays; what was in them does not.
    const told = await target.rows<{ text: string }>(
      `select coalesce(before::text, '') || coalesce(after::text, '') as text from audit_log where subject_id = $1 or row_id = $1::text`,
      [june],
    )
    expect(told.length).toBeGreaterThan(0)
    expect(told.map((row) => row.text).join()).not.toContain('June')
  })

  it('brings back nobody who was erased since on either side of the wall, also from two records and under a hold', async () => {
    const source = await empty()
    await fill(source)
    await source.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'news and campaign', true, 'News', '1', 'form')`,
      [mary],
    )
    await source.rows('update person_addresses set confirmed_at = clock()')
    // The address that she shares with nobody went across; the hold was ended after the copy was made.
    await source.rows(`update people set full_name = 'Mary Merriweather' where id = $1`, [mary])
    await source.rows(`insert into legal_holds (person_id, reason) values ($1, 'A court')`, [mary])
    expect(await source.rows('select name from campaign.supporters')).toEqual([{ name: 'Mary Merriweather' }])
    await backup(source.urls.owner, file('wall'))

    const whole = await empty()
    const { rows } = await restore(whole.urls, file('wall'), { erased: [] })
    expect(rows['campaign.supporters']).toBe(1)
    expect(await whole.rows('select * from campaign.supporters')).toEqual(
      await source.rows('select * from campaign.supporters'),
    )
    // The key that ties both sides together came along: taking the consent back still finds the row.
    await whole.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'news and campaign', false, 'News', '1', 'form')`,
      [mary],
    )
    expect(await whole.rows('select from campaign.supporters')).toEqual([])

    const target = await empty()
    expect(await restore(target.urls, file('wall'), { erased: [mary] })).toMatchObject({ erased: 1 })
    expect(await target.rows('select from campaign.supporters')).toEqual([])
    const left = await target.rows(
      `select from audit_log where coalesce(before::text, '') || coalesce(after::text, '') ~ 'Merriweather|mary@'`,
    )
    expect(left).toEqual([])
  })
})
