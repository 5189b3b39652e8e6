import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '#platform/actor.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { transact } from '#platform/transactions.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { timers } from './jobs.ts'
import { countsWithin, forgetOldWords, leavingWithin, rules } from './retention.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

it('erases who left two years ago and nobody else; the visit stays without a name', async () => {
  const charity = smallCharity(db)
  const group = await charity.group('The Mill', { kind: 'in person' })
  const session = await charity.session(group, 24)
  const make = async (called: string, left: string | null) => {
    const [row] = await db.rows<{ id: string }>(
      'insert into people (called, dietary) values ($1, $2) returning id',
      [called, `needs of ${called}`],
    )
    const id = row?.id ?? ''
    await db.rows(
      `insert into members (person_id, group_id, joined_at, left_at) values ($1, $2, clock() - interval '3 years', clock() - $3::interval)`,
      [id, group, left],
    )
    const [stub] = await db.rows<{ id: string }>('insert into stubs (person_id) values ($1) returning id', [
      id,
    ])
    await db.rows('insert into visits (session_id, group_id, stub_id) values ($1, $2, $3)', [
      session,
      group,
      stub?.id,
    ])
    return id
  }
  await make('Long Gone', '25 months')
  await make('Lately Gone', '22 months')
  await make('Still Here', null)
  const died = await make('Who Died', '25 months')
  await db.rows('insert into deaths (person_id) values ($1)', [died])
  const awaited = await make('To Be Rung', '25 months')
  await db.rows(`insert into calls (person_id, why) values ($1, 'other')`, [awaited])

  const held = await make('On Hold', '25 months')
  await db.rows(`insert into legal_holds (person_id, reason) values ($1, 'A court')`, [held])
  await make('Nearly Gone', '23 months 20 days')

  // Of whom never joined a group it counts when they were last heard of.
  const caller = async (called: string, rang: string) => {
    const [row] = await db.rows<{ id: string }>(
      `insert into people (called, created_at, changed_at) values ($1, clock() - interval '4 years', clock() - interval '4 years') returning id`,
      [called],
    )
    await db.rows(
      `insert into calls (person_id, why, asked_at, ended_at, outcome)
       values ($1, 'asked for', clock() - interval '4 years', clock() - $2::interval, 'spoke')`,
      [row?.id, rang],
    )
  }
  await caller('Rang Long Ago', '26 months')
  await caller('Rang Lately', '3 months')

  // The list beforehand says who, and when.
  const soon = await transact(db.app, system('a test'), (tx) => leavingWithin(tx, 30))
  expect(soon.map((one) => [one.name, one.now])).toEqual([
    ['Rang Long Ago', true],
    ['Long Gone', true],
    ['Nearly Gone', false],
  ])
  // One who cannot be erased holds up nobody else.
  await make('Cannot Go', '30 months')
  await db.rows(
    `create function stay() returns trigger language plpgsql as $$ begin raise exception 'a fault'; end $$`,
  )
  await db.rows(
    `create trigger stay before delete on people for each row when (old.called = 'Cannot Go') execute function stay()`,
  )
  await timers.find(({ name }) => name === 'rights.retention')?.run(testServices(db), {})

  const left = await db.rows<{ called: string }>('select called from people order by called')
  expect(left.map((row) => row.called)).toEqual([
    'Cannot Go',
    'Lately Gone',
    'Nearly Gone',
    'On Hold',
    'Rang Lately',
    'Still Here',
    'To Be Rung',
    'Who Died',
  ])
  expect(await db.rows('select from visits')).toHaveLength(8)
  const told = await db.rows<{ found: boolean }>(
    `select exists (select from audit_log where before::text like '%Long Gone%' or after::text like '%Long Gone%') as found`,
  )
  expect(told[0]?.found).toBe(false)
})

it('blanks the words of messages after two years, keeps that they were sent, and counts beforehand what goes', async () => {
  const charity = smallCharity(db)
  const una = await charity.person('Una')
  const old = (months: number, state: string) =>
    db.rows(
      `insert into messages (kind, person_id, state, created_at, subject, body_text, sent_to)
       values ('joined', $1, $3, clock() - make_interval(months => $2), 'Hello', 'Hello Una', 'una@example.org')`,
      [una, months, state],
    )
  await old(25, 'sent')
  await old(22, 'sent')
  await old(25, 'waiting')
  const counts = await transact(db.app, system('a test'), (tx) => countsWithin(tx, 30))
  expect(counts.find(({ rule }) => rule.kind === 'messages')?.n).toBe(1)
  expect(counts.length).toBe(rules.filter((rule) => rule.due).length)
  const { cookie } = await charity.staff(['administrator'])
  const page = await new Visitor(createApp(testServices(db))).carrying(cookie).open('/staff/rights/retention')
  expect(page.text).toContain('The words of messages and letters that we sent')
  // What nothing goes of is said in one line.
  expect(page.text).not.toContain('What a facilitator’s tablet sent')
  expect(page.text).toContain('Of everything else that has a rule nothing goes within 30 days.')
  expect(await transact(db.app, system('a test'), forgetOldWords)).toBe(1)
  expect(await db.rows('select state, body_text, sent_to from messages order by created_at, state')).toEqual([
    { state: 'sent', body_text: null, sent_to: null },
    { state: 'waiting', body_text: 'Hello Una', sent_to: 'una@example.org' },
    { state: 'sent', body_text: 'Hello Una', sent_to: 'una@example.org' },
  ])
})

it('forgets after two years what stood on paper, what people texted us, and whom we spoke with in a family', async () => {
  const charity = smallCharity(db)
  const who = {
    old: await charity.person('Olwen'),
    held: await charity.person('Hefin'),
    new: await charity.person('Nia'),
  }
  await db.rows(`insert into legal_holds (person_id, reason) values ($1, 'A court')`, [who.held])
  for (const [name, person] of Object.entries(who)) {
    const ago = name === 'new' ? '22 months' : '25 months'
    await db.rows(
      `with m as (insert into messages (kind, person_id, channel, state, created_at, body_text, sent_to)
         values ('joined', $1, 'post', 'sent', clock() - $2::interval, 'Dear', '1 Road') returning id)
       insert into letters (message_id, person_id, sheet) select id, $1, '{"to": ["1 Road"]}' from m`,
      [person, ago],
    )
    await db.rows(
      `insert into incoming_texts (person_id, from_number, body, meaning, at) values ($1, '+447700900123', $3, 'words', clock() - $2::interval)`,
      [person, ago, name],
    )
    await db.rows(
      `with d as (insert into deaths (person_id, recorded_at) values ($1, clock() - $2::interval) returning id)
       insert into family_wishes (death_id, person_id, flowers, contact_name, contact_how, contact_agreed_way, contact_agreed_at)
       select id, $1, 'White ones', 'A son', '01632 960123', 'phone', clock() from d`,
      [person, ago],
    )
  }
  await db.rows(
    `insert into emergency_contacts (person_id, name, phone) select id, 'A sister', '01632 960125' from people where id = any ($1)`,
    [Object.values(who)],
  )
  await db.rows(
    `insert into incoming_texts (from_number, body, meaning, at) values ('+447700900124', 'nobody known', 'words', clock() - interval '25 months')`,
  )
  // A death that was none: nobody of the family is kept for it.
  const alive = await charity.person('Anwen')
  await db.rows(
    `with d as (insert into deaths (person_id, mistake_at) values ($1, clock()) returning id)
     insert into family_wishes (death_id, person_id, contact_name, contact_how, contact_agreed_way, contact_agreed_at)
     select id, $1, 'A daughter', '01632 960124', 'phone', clock() from d`,
    [alive],
  )
  const counts = await transact(db.app, system('a test'), (tx) => countsWithin(tx, 30))
  expect(counts.find(({ rule }) => rule.kind === 'texts')?.n).toBe(2)
  expect(counts.find(({ rule }) => rule.kind === 'family')?.n).toBe(3)
  await timers.find(({ name }) => name === 'rights.retention')?.run(testServices(db), {})
  const called = (rows: { called: string }[]) => rows.map((row) => row.called)
  expect(
    called(
      await db.rows(
        'select p.called from letters l join people p on p.id = l.person_id where l.sheet is not null order by 1',
      ),
    ),
  ).toEqual(['Hefin', 'Nia'])
  expect(
    (await db.rows<{ body: string }>('select body from incoming_texts order by 1')).map((row) => row.body),
  ).toEqual(['held', 'new'])
  expect(
    called(
      await db.rows(
        'select p.called from family_wishes f join people p on p.id = f.person_id where f.contact_name is not null order by 1',
      ),
    ),
  ).toEqual(['Hefin', 'Nia'])
  expect(
    called(
      await db.rows(
        'select p.called from emergency_contacts e join people p on p.id = e.person_id order by 1',
      ),
    ),
  ).toEqual(['Hefin', 'Nia'])
  expect(await db.rows(`select from family_wishes where flowers = 'White ones'`)).toHaveLength(3)
  const [{ logged } = { logged: true }] = await db.rows<{ logged: boolean }>(
    `select exists (select from audit_log where concat(before, after) like '%A son%') as logged`,
  )
  expect(logged).toBe(false)
})

it('deletes a concern six years after it was closed; an open one, a later word and a hold keep it', async () => {
  const charity = smallCharity(db)
  const [ids] = await db.rows<{ group: string; nurse: string }>(
    `with nurse as (insert into accounts (email, name) values ('nurse@example.org', 'Nell') returning id)
     select nurse.id as nurse, g.id as group from nurse, groups g limit 1`,
  )
  const concern = async (
    what: string,
    steps: [kind: string, months: number][],
    about: string | null = null,
  ) => {
    const [row] = await db.rows<{ id: string }>(
      `insert into concerns (group_id, person_id, what, urgency, raised_by, raised_as, raised_at, look_by)
       values ($1, $2, $3, 'today', $4, 'nurse', clock() - interval '90 months', clock()) returning id`,
      [ids?.group, about, what, ids?.nurse],
    )
    for (const [kind, months] of steps)
      await db.rows(
        `insert into concern_steps (concern_id, kind, as_role, words, at, by_account, due_at)
         values ($1, $2, 'nurse', 'words', clock() - make_interval(months => $3), $4, clock())`,
        [row?.id, kind, months, ids?.nurse],
      )
  }
  const held = await charity.person('Held')
  await db.rows(`insert into legal_holds (person_id, reason) values ($1, 'A court')`, [held])
  await concern('closed long ago', [['closed', 73]])
  await concern('closed long ago, and something was added', [
    ['closed', 73],
    ['added', 60],
  ])
  await concern('never closed', [['looked', 80]])
  await concern('closed lately', [['closed', 70]])
  await concern('closed long ago, on hold', [['closed', 73]], held)

  const counted = async () =>
    (await transact(db.app, system('a test'), (tx) => countsWithin(tx, 90))).find(
      ({ rule }) => rule.kind === 'concerns',
    )?.n
  expect(await counted()).toBe(2)
  await timers.find(({ name }) => name === 'rights.retention')?.run(testServices(db), {})
  expect(await counted()).toBe(1)
  const left = await db.rows<{ what: string }>('select what from concerns order by what')
  expect(left.map(({ what }) => what)).toEqual([
    'closed lately',
    'closed long ago, and something was added',
    'closed long ago, on hold',
    'never closed',
  ])
})
