import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { holdings } from '#platform/personal.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { mergePeople } from './doubles.ts'
import { askForErasure } from './erasure.ts'
import { lookFor, placesAbout } from './erasure-places.ts'
import { excerptOf } from './rules.ts'
import { patternOf, soughtOf } from './sought.ts'
import { words as staffWords } from './words.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let make: ReturnType<typeof smallCharity>
let mill: string
let session: string
let administrator: Awaited<ReturnType<typeof make.staff>>
let coordinator: Awaited<ReturnType<typeof make.staff>>
beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db))
  make = smallCharity(db)
  mill = await make.group('The Mill', { kind: 'in person' })
  session = await make.session(mill, -48)
  administrator = await make.staff(['administrator'])
  coordinator = await make.staff(['coordinator'], [mill])
})
afterAll(() => db.drop())
beforeEach(() => db.rows('truncate rate_limits'))

/** Somebody whose erasure a coordinator asked for, and the page on which an administrator looks and confirms. */
async function toErase(called: string, fullName: string | null = null) {
  const id = await make.person(called, { groups: [mill], fullName })
  await transact(db.app, coordinator, (tx) => askForErasure(tx, { personId: id, note: 'rang' }))
  const [request] = await db.rows<{ id: string }>('select id from erasure_requests where person_id = $1', [
    id,
  ])
  const path = `/staff/rights/erasures/${request?.id}`
  const page = () => new Visitor(app).carrying(administrator.cookie).open(path)
  return { id, path, page, confirm: async () => (await page()).press('Erase this record for good') }
}
const isThere = async (id: string) => (await db.rows('select from people where id = $1', [id])).length > 0

describe('what is looked for', () => {
  it('is each whole name without its titles, each of its parts, and how they are reached', () => {
    expect(
      soughtOf(['Wrenna', 'Mrs Wrenna J. van der Thistledown'], ['01632 960 777', 'wren@example.org']),
    ).toEqual({
      terms: ['Wrenna', 'Wrenna J van der Thistledown', 'Thistledown', '01632 960 777', 'wren@example.org'],
      capitals: [],
      leftOut: ['Mrs', 'J', 'van', 'der'],
    })
  })

  it('is a name that is an ordinary word, or of two letters, only with a capital', () => {
    expect(soughtOf(['May', 'May Hill'], [])).toEqual({
      terms: ['May Hill'],
      capitals: ['May', 'Hill'],
      leftOut: [],
    })
    expect(soughtOf(['Jo', 'Dr Jo Ng'], [])).toEqual({
      terms: ['Jo Ng'],
      capitals: ['Jo', 'Ng'],
      leftOut: ['Dr'],
    })
  })

  it('is a title where nothing else is left of the name, and the Welsh ones are titles too', () => {
    expect(soughtOf(['Lady'], [])).toEqual({ terms: [], capitals: ['Lady'], leftOut: [] })
    expect(soughtOf(['Parch. Eluned Gruffudd'], []).leftOut).toEqual(['Parch'])
  })

  const found = async (texts: string[], names: string[], addresses: string[] = []) => {
    const rows = await db.rows<{ text: string }>('select text from unnest($1::text[]) text where text ~ $2', [
      texts,
      patternOf(soughtOf(names, addresses)),
    ])
    return rows.map((row) => row.text)
  }

  it('is found as words, numbers in any spelling and postcodes, and as no part of a longer word', async () => {
    const texts = [
      'Ann came',
      'ann came',
      'Annie came',
      'ring 01632960777',
      'ring (01632) 960-777',
      'mail ANN@example.org',
      'at ex99zq',
      '7 mews lane',
      'planned',
    ]
    expect(
      await found(
        texts,
        ['Ann', 'Ann O’Neil (jr.)'],
        ['+44 1632 960 777', 'ann@example.org', '7 Mews Lane, EX9 9ZQ'],
      ),
    ).toEqual(texts.filter((text) => text !== 'Annie came' && text !== 'planned'))
    expect(patternOf(soughtOf([], []))).toBeNull()
  })

  it('is found without its accents, apostrophes and hyphens, and with them', async () => {
    const texts = [
      'Zoe said',
      'ZOË said',
      "O'Neill said",
      'ONeill said',
      'Mary Ann said',
      'maryann said',
      'Zoey said',
    ]
    expect(await found(texts, ['Zoë', 'O’Neill', 'Mary-Ann'])).toEqual(texts.slice(0, -1))
    expect(await found(['Zoë said'], ['Zoe'])).toEqual(['Zoë said'])
  })

  it('is no “may” and no “mrs” in the middle of a sentence', async () => {
    const texts = [
      'they may come',
      'she asked Mrs Brown',
      'May came',
      'MAY came',
      'may hill rang',
      'up the hill',
    ]
    expect(await found(texts, ['Mrs May Hill'])).toEqual(['May came', 'MAY came', 'may hill rang'])
  })

  it('is said on the page, with what is not looked for', async () => {
    const { page } = await toErase('May', 'Mrs May Thistlewick')
    await db.rows(
      `insert into calls (person_id, why, note) values ($1, 'other', 'She may come. Mrs Green, too.')`,
      [await make.person('Una', { groups: [mill] })],
    )
    const shown = await page()
    expect(shown.text).toMatch(/Looked for May Thistlewick · Thistlewick · \S+@example\.org/)
    expect(shown.text).toContain('Only with a capital May')
    expect(shown.text).toContain('Not by itself Mrs')
    expect(shown.text).toContain('Nothing that others wrote is left to look at.')
  })

  it('is also the name of a record that went into theirs', async () => {
    const [one, other] = [await make.person('Wynne'), await make.person('Winifred Quillow')]
    await transact(db.app, administrator, (tx) => mergePeople(tx, { keptId: one, goneId: other, take: [] }))
    const { sought } = await transact(db.app, system('a test'), (tx) => lookFor(tx, one))
    expect(sought.terms).toEqual(expect.arrayContaining(['Wynne', 'Winifred Quillow', 'Quillow']))
  })

  it('is shown wherever it stands in a text, with what stands around it', () => {
    const far = 'x'.repeat(500)
    expect(excerptOf(`Then \u0001Ann\u0002 came. ${far} Later \u0001Ann\u0002 left. ${far}`)).toEqual([
      { text: 'Then ', hit: false },
      { text: 'Ann', hit: true },
      { text: ` came. ${'x'.repeat(113)}…${'x'.repeat(113)} Later `, hit: false },
      { text: 'Ann', hit: true },
      { text: ` left. ${'x'.repeat(113)}…`, hit: false },
    ])
    expect(excerptOf('\u0001Ann\u0002')).toEqual([{ text: 'Ann', hit: true }])
  })
})

describe('where it is looked for', () => {
  it('is said in words for every table', () => {
    const nameless = Object.entries(holdings).filter(
      ([table, { words }]) => words && !staffWords.erase.where[table],
    )
    expect(nameless.map(([table]) => table)).toEqual([])
  })

  it('is also what is kept to take two records apart, from the first letter of a line on', async () => {
    const two = [await make.person('Rowena'), await make.person('Rowena B')]
    for (const id of two)
      await db.rows(`insert into wishes (person_id, by_whom) values ($1, 'My friends\n' || 'Isambard')`, [id])
    const [keptId = '', goneId = ''] = two
    await transact(db.app, administrator, (tx) => mergePeople(tx, { keptId, goneId, take: [] }))
    await db.rows('delete from wishes where person_id = $1', [keptId])
    const friend = await make.person('Isambard')
    const found = await transact(db.app, system('a test'), (tx) => placesAbout(tx, friend))
    expect(found.places.map(({ table }) => table)).toEqual(['merges'])
  })

  it('is also an address that somebody else shares, which stays', async () => {
    const email = 'hearth@example.org'
    const both = [await make.person('Ottoline', { email }), await make.person('Percival', { email })]
    await db.rows(
      `update addresses set wrong_at = clock(), wrong_why = 'Ottoline says so' where value = $1`,
      [email],
    )
    const found = await transact(db.app, system('a test'), (tx) => placesAbout(tx, both[0] ?? ''))
    expect(found.places).toMatchObject([{ table: 'addresses', found: 'Ottoline' }])
    await db.rows('delete from people where id = $1', [both[1]])
    expect((await transact(db.app, system('a test'), (tx) => placesAbout(tx, both[0] ?? ''))).places).toEqual(
      [],
    )
  })
})

describe('a text that is written at the very moment of an erasure', { timeout: 20_000 }, () => {
  /** Somebody in the middle of writing: their words are there, and not committed. */
  async function writing(words: string) {
    const writer = new pg.Client({ connectionString: db.adminUrl })
    await writer.connect()
    await writer.query('begin')
    await writer.query(
      `insert into session_records (session_id, group_id, themes) values ($1, $2, $3)
       on conflict (session_id) do update set themes = excluded.themes`,
      [session, mill, words],
    )
    return {
      async end(how: 'commit' | 'rollback') {
        await writer.query(how)
        await writer.end()
      },
    }
  }
  const somebodyWaits = async () => {
    const waits = () =>
      db.rows(
        `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
      )
    for (let tries = 0; (await waits()).length === 0; tries++) {
      if (tries > 500) throw new Error('nobody waits')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  it('is waited for, seen, and looked at first: nothing is erased', async () => {
    const { id, page, confirm } = await toErase('Quillfeather')
    const writer = await writing('Quillfeather was sad today')
    const confirmed = confirm()
    await somebodyWaits()
    await writer.end('commit')
    expect((await confirmed).text).toContain('There are still places to look at.')
    expect(await isThere(id)).toBe(true)
    expect((await page()).text).toContain('Quillfeather was sad today')
  })

  it('is not waited for long: whoever writes goes on, and the erasure is asked for again', async () => {
    const { id, confirm } = await toErase('Brambleworth')
    const writer = await writing('Nobody in particular')
    const confirmed = await confirm()
    expect(confirmed.text).toContain('Somebody is writing at this very moment, so nothing was erased.')
    expect(await isThere(id)).toBe(true)
    await writer.end('commit')
    expect((await confirm()).text).toContain('Nothing is left that leads to them.')
    expect(await isThere(id)).toBe(false)
  })

  it('waits itself once the last look has begun', async () => {
    let written = false
    let writer: Promise<unknown> = Promise.resolve()
    await transact(db.app, system('erasing'), async (tx) => {
      await sql`select hold_free_words()`.execute(tx)
      writer = writing('Later').then((one) => {
        written = true
        return one.end('rollback')
      })
      await somebodyWaits()
      expect(written).toBe(false)
    })
    await writer
    expect(written).toBe(true)
  })
})

describe('what stood in others’ words before they were changed', () => {
  it('goes from the log with the person, not where a human left the words as they are', async () => {
    const note = async (words: string) => {
      const [row] = await db.rows<{ id: string }>(
        `insert into calls (person_id, why, note) values ($1, 'other', $2) returning id`,
        [await make.person('Una', { groups: [mill] }), words],
      )
      return row?.id ?? ''
    }
    const changed = await note('Came with\nHawthornley')
    await db.rows(`update calls set note = 'Came with a friend' where id = $1`, [changed])
    const kept = await note('Hawthornley the village')
    const { path, page, confirm } = await toErase('Hawthornley')
    const looked = await page()
    const places = [...looked.html.matchAll(/name="place" value="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(places).toHaveLength(1)
    await looked.send(`${path}/place`, new URLSearchParams({ place: places[0] ?? '', decision: 'leave' }))
    expect((await confirm()).text).toContain('Nothing is left that leads to them.')
    const log = await db.rows(
      `select row_id, verb, before ->> 'note' as before, after ->> 'note' as after, coalesce(after, before) ? 'note' as named
       from audit_log where table_name = 'calls' and row_id = any ($1) order by id`,
      [[changed, kept]],
    )
    expect(log).toEqual([
      { row_id: changed, verb: 'insert', before: null, after: null, named: true },
      { row_id: changed, verb: 'update', before: null, after: 'Came with a friend', named: true },
      { row_id: kept, verb: 'insert', before: null, after: 'Hawthornley the village', named: true },
    ])
  })
})
