import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let visitors: Record<'administrator' | 'coordinator', Visitor>
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  const app = createApp(testServices(db))
  const mine = await make.group('Scotland online')
  const others = await make.group('Wales online')
  // Ids as the program draws them, and the same for the same words.
  await db.rows(`create function id(words text) returns uuid language sql immutable
    return overlay(overlay(md5(words) placing '4' from 13) placing '8' from 17)::uuid`)
  await layMuch(mine, 'a')
  await layMuch(others, 'b')
  // Somebody in both groups is one new person, and one who is not let in; a call for them is nobody else's.
  const both = await make.person('Both', { groups: [mine, others], letIn: false })
  await make.person('Long ago', { groups: [mine] })
  await db.rows(`update members set joined_at = clock() - interval '9 days'
    where person_id in (select id from people where called = 'Long ago')`)
  const dead = await make.person('Una', { groups: [mine], letIn: false })
  await db.rows(`insert into deaths (person_id, told_by, sure) values ($1, 'her son', 'told')`, [dead])
  await make.call(both, { groupId: mine, dueInHours: 30 })
  const signedIn = async (role: 'administrator' | 'coordinator') =>
    new Visitor(app).carrying((await make.staff([role], [mine])).cookie)
  visitors = {
    administrator: await signedIn('administrator'),
    coordinator: await signedIn('coordinator'),
  }
})
afterAll(() => db.drop())

/** More of everything than one page of any list holds: people, sessions, offers, calls, messages, a waiting half. */
async function layMuch(group: string, mark: string): Promise<void> {
  const lay = (sql: string) => db.rows(sql.replaceAll('$group', `'${group}'::uuid`).replaceAll('$mark', mark))
  await lay(
    `insert into people (id, called) select id('$mark' || n), 'Person ' || n from generate_series(1, 120) n`,
  )
  await lay(`insert into members (person_id, group_id, let_in_at)
    select id('$mark' || n), $group, case when n > 60 then clock() end from generate_series(1, 120) n`)
  await lay(`insert into sessions (id, group_id, date, starts, ends)
    select id('$mark session' || n), $group, (clock() + make_interval(days => 1 + n % 6))::date,
      time '08:00' + make_interval(mins => 10 * n), time '08:05' + make_interval(mins => 10 * n) from generate_series(1, 40) n`)
  await lay(`insert into places (session_id, group_id, person_id, state, offered_at, answer_by)
    select id('$mark session' || n), $group, id('$mark' || n), 'offered', clock(), clock() + interval '1 day'
    from generate_series(1, 30) n`)
  // Three of those whom nobody has let in are to be rung, and one person twice.
  await lay(`insert into calls (person_id, why, group_id, due_at)
    select id('$mark' || n), 'welcome', $group, clock() - interval '1 hour' from generate_series(58, 120) n`)
  await lay(`insert into calls (person_id, why, group_id, due_at)
    select id('$mark' || n), 'other', $group, clock() - interval '2 hours' from generate_series(61, 120) n`)
  await lay(`insert into messages (kind, person_id, group_id, state, seen_undelivered_at)
    select 'joined', id('$mark' || (1 + n % 100)), $group, case when n % 2 = 0 then 'bounced' else 'undelivered' end,
      case when n > 110 then clock() end from generate_series(1, 130) n`)
  // Letters: 40 to print, and two batches on paper, of which one is in the post.
  await lay(`insert into letter_batches (id, made_at, posted_at) select id('$mark batch' || n), clock() - interval '3 days',
    case when n = 2 then clock() end from generate_series(1, 2) n`)
  await lay(`insert into messages (id, kind, person_id, group_id, channel, try_after)
    select id('$mark letter' || n), 'joined', id('$mark' || n), $group, 'post', 'infinity' from generate_series(1, 45) n`)
  await lay(`insert into letters (message_id, person_id, batch_id)
    select id('$mark letter' || n), id('$mark' || n), case when n > 40 then id('$mark batch1') end from generate_series(1, 45) n`)
}

/** The rows of a list over all its pages; what is looked for begins in the part of the page after `from`. */
async function rowsOf(visitor: Visitor, href: string, row: RegExp, from = /<main/, to = /<\/main>/) {
  const seen: string[] = []
  const pages: string[] = []
  for (let next: string | undefined = href; next; ) {
    pages.push(next)
    await visitor.open(next)
    expect(visitor.status).toBe(200)
    const begins = visitor.html.search(from)
    const part = visitor.html.slice(begins).split(to)[0] ?? ''
    expect(begins).toBeGreaterThan(0)
    seen.push(...[...part.matchAll(row)].map((found) => found[1] ?? ''))
    next = /<a\b[^>]*href="([^"]*)"[^>]*rel="next"|<a\b[^>]*rel="next"[^>]*href="([^"]*)"/
      .exec(part)
      ?.slice(1)
      .find(Boolean)
      ?.replaceAll('&amp;', '&')
    expect(pages).not.toContain(next)
  }
  return seen
}

const lists: [RegExp, string, RegExp, RegExp?, RegExp?][] = [
  [
    /^sessions this week$/,
    '/staff#week',
    /href="\/staff\/sessions\/([^"]*)"/g,
    /id="week"/,
    /<h2 id="offers"/,
  ],
  [
    /^calls to make now$/,
    '/staff/calls',
    /href="\/staff\/calls\/([^"?]*)"/g,
    /<h2[^>]*>To ring now/,
    /<h2[^>]*>Later|<\/main>/,
  ],
  [/^offers out for a place$/, '/staff#offers', /href="\/staff\/sessions\/([^"]*)"/g, /id="offers"/],
  [/^messages not delivered$/, '/staff/messages/undelivered', /href="\/staff\/messages\/([0-9a-f-]{36})"/g],
]

describe.each(['administrator', 'coordinator'] as const)('every number that %s reads on Today', (role) => {
  const figuresOf = async () => {
    const { html } = await (visitors[role] as Visitor).open('/staff')
    return [
      ...html.matchAll(/app-figure__value">(\d+)<\/b> <a class="app-figure__label" href="([^"]*)">([^<]*)</g),
    ].map(([, value, href, label = '']) => ({ value: Number(value), href, label }))
  }

  it('leads to a list with that many rows', async () => {
    const figures = await figuresOf()
    expect(figures.map(({ label }) => label)).toEqual(lists.map(([label]) => expect.stringMatching(label)))
    const visitor = visitors[role] as Visitor
    for (const [index, [, address, row, from, to]] of lists.entries()) {
      const { value, href = '', label } = figures[index] ?? { value: -1, label: '' }
      expect(href.startsWith('#') ? `/staff${href}` : href).toBe(address)
      const rows = await rowsOf(visitor, address, row, from, to)
      expect({ label, rows: rows.length }).toEqual({ label, rows: value })
      expect(value).toBeGreaterThan(27)
    }
  })

  it('so do letters: those to print, and batches to post', async () => {
    const visitor = visitors[role] as Visitor
    const { html, text } = await visitor.open('/staff')
    expect(html).toContain('href="/staff/letters"')
    const toPrint = Number(/(\d+) letters are to be printed/.exec(text)?.[1])
    expect(toPrint).toBe(role === 'administrator' ? 80 : 40)
    const people = /href="\/staff\/people\/([0-9a-f-]{36})"/g
    expect(await rowsOf(visitor, '/staff/letters', people)).toHaveLength(toPrint)
    expect(text).toContain(
      role === 'administrator'
        ? '2 batches of printed letters are to be posted'
        : 'Printed letters are to be posted',
    )
  })

  it('so do those who wait to be let in, the five shown and the rest', async () => {
    const visitor = visitors[role] as Visitor
    const { html, text } = await visitor.open('/staff')
    const more = Number(/(\d+) more who are not let in yet/.exec(text)?.[1])
    const shown = html.match(/is not let in yet/g)?.length ?? 0
    expect(html).toContain('href="/staff/people?only=to+let+in"')
    const rows = await rowsOf(
      visitor,
      '/staff/people?only=to+let+in',
      /href="\/staff\/people\/([0-9a-f-]{36})"/g,
    )
    expect(new Set(rows).size).toBe(rows.length)
    expect(rows.length).toBe(more + shown / 2)
  })
})

it('the new members of a week are those in the list of them', async () => {
  const own = await make.group('Orkney online')
  for (const called of ['Ailsa', 'Brid', 'Catriona']) await make.person(called, { groups: [own] })
  const app = createApp(testServices(db))
  // Somebody new in another group too is new in one's own only when they are.
  const [elsewhere] = await db.rows<{ id: string }>(`select id from groups where slug = 'wales-online'`)
  const old = await make.person('Old here', { groups: [own, elsewhere?.id ?? ''] })
  await db.rows(
    `update members set joined_at = clock() - interval '1 year' where person_id = $1 and group_id = $2`,
    [old, own],
  )
  const { cookie } = await make.staff(['facilitator'], [own])
  const visitor = new Visitor(app).carrying(cookie)
  const { html } = await visitor.open('/staff')
  expect(html).toMatch(
    /">3<\/b> <a class="app-figure__label" href="\/staff\/people\?only=joined">new members in a week</,
  )
  const rows = await rowsOf(visitor, '/staff/people?only=joined', /href="\/staff\/people\/([0-9a-f-]{36})"/g)
  expect(rows).toHaveLength(3)
})
