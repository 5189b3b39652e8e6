import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newToken } from '#platform/tokens.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { accessibility, openBrowser, sideways, type Visitor, visitor } from './browser.ts'
import { type RunningProgram, startProgram } from './program.ts'

let program: RunningProgram
let browser: Browser
let person: { id: string; called: string }
beforeAll(async () => {
  ;[program, browser] = await Promise.all([
    startProgram(),
    openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser()),
  ])
  const [row] = await program.query<{ id: string; called: string }>(
    `select p.id, p.called from people p join members m on m.person_id = p.id and m.left_at is null
     join groups g on g.id = m.group_id and g.slug = 'south-essex' join stubs s on s.person_id = p.id join visits v on v.stub_id = s.id
     where not has_died(p.id) and not on_legal_hold(p.id) and not exists (select from erasure_requests r where r.person_id = p.id)
     order by p.id limit 1`,
  )
  if (!row) throw new Error('The sample has nobody at South Essex who came')
  person = row
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** Somebody on a small phone, without script; what the browser minds about a page is asked in a window with script. */
const phone = (cookie?: string) => visitor(browser, program.address, { width: 320, script: false, cookie })
async function signIn(guest: Visitor, role: string) {
  await guest.page.request.post('/sample/sign-in', { form: { role }, headers: { origin: program.address } })
}

test('somebody gets a copy of everything and is erased, without script: asked on their pages, confirmed by an administrator', async () => {
  const { token, hash } = newToken()
  await program.query(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
    [person.id, hash],
  )
  const [{ visits } = { visits: 0 }] = await program.query<{ visits: number }>(
    'select count(*)::int as visits from visits',
  )
  const member = await phone(`my=${token}`)
  const { page } = member
  await page.goto('/my')
  await page.getByRole('link', { name: 'A copy of everything you hold about me' }).click()
  await page.getByRole('button', { name: 'Show my copy' }).click()
  await expect
    .poll(() => page.getByRole('heading', { level: 1 }).textContent())
    .toBe('A copy of everything we hold about you')
  for (const heading of [
    'About you',
    'Your groups',
    'Sessions you came to',
    'Who looked, and what was changed',
  ])
    expect(await page.getByRole('heading', { name: heading, exact: true }).count(), heading).toBe(1)
  expect(await page.getByText(person.called).count()).toBeGreaterThan(0)

  await page.goto('/my')
  await page.getByRole('link', { name: 'Have everything about me deleted' }).click()
  await page.getByRole('button', { name: 'Ask for everything to be deleted' }).click()
  expect(await page.getByText('for everything about you to be deleted. We see to it.').count()).toBe(1)

  const staff = await phone()
  await signIn(staff, 'administrator')
  await staff.page.goto('/staff/people')
  await staff.page.getByRole('link', { name: 'Copies, erasures and doubles' }).click()
  await staff.page.getByRole('link', { name: 'Erasures to confirm' }).click()
  await staff.page.goto(
    (await staff.page
      .locator(`div,table`)
      .getByRole('link', { name: 'Look and confirm' })
      .last()
      .getAttribute('href')) ?? '',
  )
  for (let places = 0; places < 200; places++) {
    const leave = staff.page.getByRole('button', { name: /Leave it: it is about somebody else/ })
    if ((await leave.count()) === 0) break
    await leave.first().click()
  }
  await staff.page.getByRole('button', { name: 'Erase this record for good' }).click()
  expect(await staff.page.getByText('Nothing is left that leads to them.').count()).toBe(1)

  // Their pages are closed, and whoever came is still counted.
  await page.goto('/my')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ask for a link to my pages')
  expect(await program.query('select from people where id = $1', [person.id])).toEqual([])
  expect(await program.query('select person_id from erasures')).toContainEqual({ person_id: person.id })
  expect(await program.query('select count(*)::int as visits from visits')).toEqual([{ visits }])
  expect([...member.complaints(), ...staff.complaints()]).toEqual([])
  await Promise.all([member.close(), staff.close()])
})

test('two records are made one and two again; the copy is easy to read for everybody', async () => {
  const guest = await visitor(browser, program.address, { width: 320 })
  await signIn(guest, 'administrator')
  const { page } = guest
  await page.goto('/staff/doubles')
  await page.getByRole('link', { name: /Look at both ?: Rosalind Doublet/ }).click()
  expect(await accessibility(page)).toEqual([])
  expect(await sideways(page)).toBe(0)
  await page.getByRole('button', { name: 'They are one person: make one record' }).click()
  expect(await page.getByText('The two records are one now.').count()).toBe(1)
  await page.getByRole('button', { name: /Make them two again/ }).click()
  expect(await page.getByText('They are two records again.').count()).toBe(1)
  const [row] = await program.query<{ id: string }>(`select id from people where called = 'Ros'`)
  await page.goto(`/staff/people/${row?.id}/copy`)
  await page.getByRole('button', { name: 'Show the copy' }).click()
  expect(await accessibility(page)).toEqual([])
  expect(guest.complaints()).toEqual([])
  await guest.close()
})

test('the sample shows each state: looks that stand out, records whose time is over, words of others before an erasure', async () => {
  const guest = await phone()
  await signIn(guest, 'administrator')
  const { page } = guest
  await page.goto('/staff/rights/looking')
  for (const said of [
    /Looked at \d+ people within one hour/,
    /Looked at (somebody|\d+ people) of none of their groups/,
    'Looked at a record with their own name',
    'Looked at somebody who died long ago',
    'Another administrator looks into this.',
    'Looked into by Ada Administrator',
  ])
    expect(await page.getByText(said).count(), String(said)).toBeGreaterThan(0)
  await page.goto('/staff/rights/retention')
  for (const said of ['Bettina Bygone', 'Tonight', 'Lorelei Longago', 'Odette Othertime'])
    expect(await page.getByText(said).count(), said).toBeGreaterThan(0)
  // The one that the first journey did not erase.
  await page.goto('/staff/rights/erasures')
  await page.getByRole('link', { name: 'Look and confirm' }).first().click()
  for (const name of ['Somebody else’s record', 'The record of a session'])
    expect(await page.getByRole('heading', { name }).count(), name).toBeGreaterThan(0)
  expect(guest.complaints()).toEqual([])
  await guest.close()
})
