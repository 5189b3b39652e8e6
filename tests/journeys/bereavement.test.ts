import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newToken } from '#platform/tokens.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { accessibility, openBrowser, sideways, visitor } from './browser.ts'
import { type RunningProgram, startProgram } from './program.ts'

let program: RunningProgram
let browser: Browser
let cookie: string
beforeAll(async () => {
  ;[program, browser] = await Promise.all([
    startProgram(),
    openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser()),
  ])
  const answer = await fetch(`${program.address}/sample/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ role: 'facilitator' }),
  })
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

type Member = { id: string; called: string; email: string; sessionId: string }
/** Somebody of South Essex, whom the sample's facilitator leads, with an e-mail address; nothing has gone out to it from here. */
async function aMember(nth: number): Promise<Member> {
  const [row] = await program.query<Member>(
    `select p.id, p.called, a.value as email, (select s.id from sessions s where s.group_id = g.id and s.state = 'planned'
       and s.starts_at > clock() order by s.starts_at limit 1) as "sessionId"
     from groups g join members m on m.group_id = g.id and m.left_at is null join people p on p.id = m.person_id
     join person_addresses pa on pa.person_id = p.id and pa.confirmed_at is not null join addresses a on a.id = pa.address_id and a.kind = 'email'
     where g.slug = 'south-essex' and not has_died(p.id)
       and not exists (select from people other join members o on o.person_id = other.id and o.group_id = g.id
         where other.called = p.called and other.id <> p.id)
     order by m.joined_at, m.id offset $1 limit 1`,
    [nth],
  )
  if (!row) throw new Error('The sample has nobody there')
  return row
}

describe.each([
  { way: 'with script', script: true, nth: 0 },
  { way: 'without script', script: false, nth: 1 },
])('on a phone, $way', ({ script, nth }) => {
  it('a death is recorded from the day sheet in five presses, and nothing goes out to them', async () => {
    const person = await aMember(nth)
    const { page, complaints, close } = await visitor(browser, program.address, {
      width: 360,
      script,
      cookie,
    })
    try {
      // Something waits to be sent within the minute.
      await program.query(
        `insert into messages (kind, person_id, group_id, due_at) select 'joined', $1, group_id, clock() + interval '1 minute'
         from sessions where id = $2`,
        [person.id, person.sessionId],
      )
      await page.goto(`/staff/sessions/${person.sessionId}`)
      // Near the top of a page of several thousand pixels, and closed: nothing there speaks of a death.
      const way = page.getByText('Has something happened?')
      expect((await way.boundingBox())?.y).toBeLessThan(1000)
      const toDeath = page.getByRole('link', { name: 'Someone told us that a member has died' })
      expect(await toDeath.isVisible()).toBe(false)
      await way.click()
      await toDeath.click()
      await page.getByRole('heading', { name: 'Who has died?' }).waitFor()
      expect(await sideways(page)).toBe(0)
      await page.getByRole('link', { name: person.called, exact: true }).click()
      await page.getByLabel('Who told you?').fill('Her husband, by phone')
      expect(await sideways(page)).toBe(0)
      if (script) expect(await accessibility(page)).toEqual([])
      await page.getByRole('button', { name: 'Record that they died' }).click()

      const notice = page.getByRole('region', { name: 'Someone who has died' })
      await notice.getByText('No message or call reaches them any more.').waitFor()
      await notice.getByText('1 message that waited.').waitFor()
      await notice.getByRole('link', { name: 'What to do now: the plan for the group' }).click()
      await page.getByRole('heading', { name: `After the death of ${person.called}` }).waitFor()
      expect(await sideways(page)).toBe(0)
      if (script) expect(await accessibility(page)).toEqual([])
      await page.getByText('Not confirmed yet').waitFor()
      // A thumb that slips beside "It is confirmed" makes nobody live again.
      await page.getByRole('button', { name: 'This was a mistake' }).click()
      await page.getByRole('heading', { name: 'Was it a mistake?' }).waitFor()
      expect(await sideways(page)).toBe(0)
      if (script) expect(await accessibility(page)).toEqual([])
      await page.getByRole('link', { name: 'No, leave it as it is' }).click()
      await notice.getByText('No message or call reaches them any more.').waitFor()

      // Somebody asks for a link to their pages, and what waited falls due: their mailbox stays empty.
      await program.query(`update messages set due_at = clock() where person_id = $1`, [person.id])
      await fetch(`${program.address}/my/link`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ email: person.email }),
      })
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      expect(await program.mails(person.email)).toEqual([])
      expect(
        await program.query(
          `select distinct m.state from messages m join deaths d on d.person_id = m.person_id
           where m.person_id = $1 and coalesce(m.sent_at > d.recorded_at, true)`,
          [person.id],
        ),
      ).toEqual([{ state: 'stopped' }])
      expect(complaints()).toEqual([])
    } finally {
      await close()
    }
  })
})

it('their calendar becomes a valid empty one, and their link a quiet page', async () => {
  const person = await aMember(2)
  const links = { calendar: newToken(), 'my pages': newToken() }
  for (const [purpose, { hash }] of Object.entries(links))
    await program.query(
      `insert into member_links (person_id, token_hash, purpose, expires_at) values ($1, $2, $3, clock() + interval '1 day')`,
      [person.id, hash, purpose],
    )
  const calendar = async () =>
    (await fetch(`${program.address}/my/calendar/${links.calendar.token}.ics`)).text()
  expect(await calendar()).toContain('BEGIN:VEVENT')
  await program.query(`insert into deaths (person_id, sure) values ($1, 'told')`, [person.id])
  const after = await calendar()
  expect(after).not.toContain('BEGIN:VEVENT')
  // A calendar needs one component at least (RFC 5545, 3.6): the time zone stays.
  for (const line of ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID', 'BEGIN:VTIMEZONE', 'END:VCALENDAR'])
    expect(after).toContain(line)
  const link = await (await fetch(`${program.address}/my/open/${links['my pages'].token}`)).text()
  expect(link).toContain('This link no longer works')
  expect(link).not.toMatch(/died|death|sorry/i)
})
