import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'

let db: TestDatabase
let make: ReturnType<typeof smallCharity>
let app: ReturnType<typeof createApp>
let leeds: string
beforeAll(async () => {
  db = await testDatabase()
  make = smallCharity(db)
  app = createApp(testServices(db))
  leeds = await make.group('Leeds', { kind: 'in person' })
})
afterAll(() => db.drop())

const visitor = () => new Visitor(app)
const ask = async (called: string, phone: string, more: Record<string, string> = {}, at = '/call-me') => {
  const asks = await visitor().open(at)
  return asks.press('Please ring me', {
    'What shall we call you?': called,
    'Your phone number': phone,
    'Yes, I agree': 'ticked',
    ...more,
  })
}
const callsOf = (called: string) =>
  db.rows<Record<string, unknown>>(
    `select c.why, c.suits, c.note, c.group_id = $2 as here, p.voicemail_ok, p.message_with
     from calls c join people p on p.id = c.person_id where p.called = $1 order by c.asked_at`,
    [called, leeds],
  )

describe('asking for a call', () => {
  it('stands on a page that says when it was last checked', async () => {
    const { text, html } = await new Visitor(app).open('/call-me')
    expect(text).toMatch(/Last checked on \d+ \w+ 20\d\d/)
    // The way to a larger text waits at the end: whoever goes there loses what they typed.
    expect(html.indexOf('href="/text-size"')).toBeGreaterThan(html.indexOf('</form>'))
  })

  it('puts somebody on the list without joining them to anything, with the words that they agreed to', async () => {
    const page = await ask(
      'Nessa',
      '07700 900301',
      {
        'When does it suit you?': 'After 4pm',
        'What would you like to talk about? (If you like)': 'Whether I may bring my dog',
        'You may leave a message with someone else': 'ticked',
        'With whom?': 'Tom',
      },
      '/call-me?group=leeds',
    )
    expect(page.heading).toContain('We will ring you')
    expect(await callsOf('Nessa')).toEqual([
      {
        why: 'asked for',
        suits: 'After 4pm',
        note: 'Whether I may bring my dog',
        here: true,
        voicemail_ok: false,
        message_with: 'Tom',
      },
    ])
    expect(
      await db.rows(`select from members m join people p on p.id = m.person_id where p.called = 'Nessa'`),
    ).toEqual([])
    expect(
      await db.rows(
        `select purpose, given, way from consents c join people p on p.id = c.person_id where p.called = 'Nessa'`,
      ),
    ).toEqual([{ purpose: 'phone', given: true, way: 'form' }])
    const helper = new Visitor(app).carrying((await make.staff(['helper'], [])).cookie)
    expect((await helper.open('/staff/calls')).text).toContain('a message may be left with Tom')
  })

  it('never says whether somebody is known, and changes nothing that is known of them', async () => {
    const known = await make.person('Rhona', { groups: [leeds], phone: '07700 900302' })
    const one = await ask('Rhona', '07700 900302', { 'You may leave a message on my voicemail': 'ticked' })
    const other = await ask('Stranger', '07700 900303', {
      'You may leave a message on my voicemail': 'ticked',
    })
    const plain = (page: Visitor) => page.html.replace(/nonce="[^"]*"/g, '')
    expect(plain(one)).toBe(plain(other))
    expect(await db.rows(`select voicemail_ok from people where id = $1`, [known])).toEqual([
      { voicemail_ok: false },
    ])
    expect(await callsOf('Rhona')).toHaveLength(1)
  })

  it('of whom somebody noted a wrong number, or a no to calls: they are rung all the same, for this call', async () => {
    const known = await make.person('Senga', { groups: [leeds], phone: '07700 900311' })
    await db.rows(`update addresses set wrong_at = clock(), wrong_why = 'wrong number' where value = $1`, [
      '07700 900311',
    ])
    await db.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'phone', false, 'No calls', '1', 'phone')`,
      [known],
    )
    await ask('Senga', '07700 900311')
    const helper = new Visitor(app).carrying((await make.staff(['helper'], [])).cookie)
    const [call] = await db.rows<{ id: string }>(`select id from calls where person_id = $1`, [known])
    await (await helper.open(`/staff/calls/${call?.id}`)).press('Take this call')
    expect(helper.html).toContain('href="tel:07700900311"')
    expect(helper.text).toContain('They had asked us not to ring. Now they have asked for this one call.')
    expect((await helper.open('/staff/calls')).text).not.toMatch(/Senga[^.]*no phone number/)
    // Another reason to ring is not what they asked for; and a no said since ends this one too.
    const other = await make.call(known, { groupId: leeds, why: 'undelivered' })
    expect((await helper.open(`/staff/calls/${other}`)).html).not.toContain('tel:07700900311')
    await db.rows(
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'phone', false, 'No calls', '1', 'my pages')`,
      [known],
    )
    expect((await helper.open(`/staff/calls/${call?.id}`)).html).not.toContain('tel:07700900311')
  })

  it('of somebody known: a message is left as they say this time, and what is known stays', async () => {
    const known = await make.person('Greer', { groups: [leeds], phone: '07700 900312' })
    await db.rows(`update people set voicemail_ok = true, message_with = 'Her husband' where id = $1`, [
      known,
    ])
    await ask('Greer', '07700 900312')
    const helper = new Visitor(app).carrying((await make.staff(['helper'], [])).cookie)
    expect((await helper.open('/staff/calls')).text).toMatch(/Greer [^.]*please leave no message/)
    expect(await db.rows(`select voicemail_ok, message_with from people where id = $1`, [known])).toEqual([
      { voicemail_ok: true, message_with: 'Her husband' },
    ])
  })

  it('again while the first wish stands: it is one call, due now, with what was said last', async () => {
    await ask('Iona', '07700 900313', {
      'When does it suit you?': 'Mornings',
      'What would you like to talk about? (If you like)': 'Parking',
    })
    await db.rows(
      `update calls c set tries = 1, due_at = clock() + interval '3 days' from people p where p.id = c.person_id and p.called = 'Iona'`,
    )
    await ask('Iona', '07700 900313', {
      'When does it suit you?': 'After 6pm',
      'What would you like to talk about? (If you like)': 'Bringing my sister',
    })
    expect(await callsOf('Iona')).toMatchObject([{ suits: 'After 6pm', note: 'Bringing my sister\nParking' }])
    expect(
      await db.rows(
        `select c.due_at <= clock() as due from calls c join people p on p.id = c.person_id where p.called = 'Iona'`,
      ),
    ).toEqual([{ due: true }])
  })

  it('waits for a human when it may be about somebody who has died, and goes on once one has looked', async () => {
    const gone = await make.person('Beth', { groups: [leeds], phone: '07700 900304' })
    await db.rows(`insert into deaths (person_id) values ($1)`, [gone])
    expect((await ask('Beth', '07700 900304')).heading).toContain('We will ring you')
    expect(await callsOf('Beth')).toEqual([])
    const [late] = await db.rows<{ id: string }>(`select id from late_arrivals where person_id = $1`, [gone])
    const coordinator = new Visitor(app).carrying((await make.staff(['coordinator'], [leeds])).cookie)
    await coordinator.open(`/staff/late/${late?.id}`)
    await coordinator.send(`/staff/late/${late?.id}`, new URLSearchParams({ decision: 'someone else' }))
    expect(await db.rows(`select from people where called = 'Beth'`)).toHaveLength(2)
    expect(await db.rows(`select from calls where person_id = $1`, [gone])).toEqual([])
    expect(await callsOf('Beth')).toHaveLength(1)
  })

  it('says what is missing, keeps what was typed, and takes nothing from a machine', async () => {
    const page = await ask('Ivy', '12', { 'When does it suit you?': 'Mornings' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Enter a phone number')
    expect(page.html).toContain('value="Mornings"')
    const robot = new URLSearchParams({
      called: 'Robot',
      phone: '07700 900305',
      agreed: 'yes',
      website: 'https://example.org',
    })
    expect((await visitor().send('/call-me', robot)).heading).toContain('We will ring you')
    expect(await callsOf('Robot')).toEqual([])
  })

  it('is answered for one number three times a day at the most', async () => {
    for (let time = 0; time < 3; time++) await ask('Again', '07700 900306')
    expect((await ask('Again', '+44 7700 900306')).status).toBe(429)
    expect(await callsOf('Again')).toHaveLength(1)
  })
})
