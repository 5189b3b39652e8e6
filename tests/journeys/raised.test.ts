import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useAssetsIn } from '#design/assets.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { newToken } from '#platform/tokens.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { buildAssets } from '../../scripts/build-assets.ts'
import { createApp } from '../../src/app.tsx'
import { openBrowser, type Visitor, visitor } from './browser.ts'
import { type Hand, handOn } from './hand.ts'

// What comes up around a session, on a telephone of 360 pixels, without script and by keyboard.
let assets: string
let db: TestDatabase
let server: Server
let base: string
let browser: Browser
let been: string
let cookies: Record<'member' | 'facilitator' | 'coordinator' | 'nurse', string>
const open: Visitor[] = []

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), 'assets-'))
  await buildAssets(undefined, assets)
  useAssetsIn(assets)
  db = await testDatabase()
  const charity = smallCharity(db)
  server = serve({ port: 0, hostname: 'localhost', fetch: createApp(testServices(db)).fetch }) as Server
  await new Promise<void>((resolve) => server.once('listening', resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser())
  const group = await charity.group('South Essex', { kind: 'in person' })
  been = await charity.session(group, -3)
  const mabel = await charity.person('Mabel', { groups: [group] })
  const { token, hash } = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 hour')`,
    [mabel, hash],
  )
  const staff = async (role: 'facilitator' | 'coordinator' | 'nurse') =>
    (await charity.staff([role], role === 'nurse' ? [] : [group])).cookie
  cookies = {
    member: `my=${token}`,
    facilitator: await staff('facilitator'),
    coordinator: await staff('coordinator'),
    nurse: await staff('nurse'),
  }
})
afterAll(async () => {
  for (const one of open) await one.close()
  await browser?.close()
  server?.close()
  await db?.drop()
  if (assets) await rm(assets, { recursive: true })
})

async function as(who: keyof typeof cookies | 'somebody'): Promise<Hand> {
  const cookie = who === 'somebody' ? undefined : cookies[who]
  const one = await visitor(browser, base, { script: false, width: 360, cookie })
  open.push(one)
  return handOn(one.page, { keys: true })
}
const said = (hand: Hand) => hand.page.textContent('main')

test('a member offers an hour of help; the coordinator answers, and she reads it on her pages', async () => {
  const mabel = await as('member')
  await mabel.open('/my/offers')
  await mabel.choose('radio', /An hour of help/)
  await mabel.write('Tell us about it', 'I can bring scones.')
  await mabel.press('button', 'Send it')
  expect(await said(mabel)).toContain('We have it, and will answer.')

  const coordinator = await as('coordinator')
  await coordinator.open('/staff')
  await coordinator.press('link', /^Answer/)
  await coordinator.sees('What members offer')
  await coordinator.choose('radio', 'Yes please, we take it up')
  await coordinator.write(/What they read/, 'In January? Thank you.')
  await coordinator.press('button', /^Answer/)
  expect(await said(coordinator)).toContain('Nothing new.')

  await mabel.open('/my/offers')
  expect(await said(mabel)).toContain('Yes, please. We are glad of it. In January? Thank you.')
})

test('after a hard session the facilitator asks for a talk, and the nurse rings and says so', async () => {
  const facilitator = await as('facilitator')
  await facilitator.open(`/staff/sessions/${been}`)
  await facilitator.page.locator('summary', { hasText: 'Would you like to talk about it?' }).focus()
  await facilitator.page.keyboard.press('Enter')
  await facilitator.write('When does a call suit you?', 'After 2pm')
  await facilitator.press('button', 'Yes, please ring me')
  expect(await said(facilitator)).toContain('You said that you would like to talk. Somebody rings you.')

  const nurse = await as('nurse')
  await nurse.open('/staff')
  expect(await said(nurse)).toContain('A facilitator would like to talk: ring them')
  await nurse.press('link', /^Ring/)
  expect(await said(nurse)).toContain('Suits: After 2pm')
  await nurse.press('button', /^We talked/)
  expect(await said(nurse)).toContain('Nobody is waiting for a call.')
})

test('a coordinator notes a date of supervision, and the facilitator finds it on Today', async () => {
  const soon = new Date(Date.now() + 5 * 86_400_000)
  const coordinator = await as('coordinator')
  await coordinator.open('/staff/supervision')
  await coordinator.page.getByLabel('Facilitator', { exact: true }).selectOption({ index: 1 })
  await coordinator.write('Day', String(soon.getUTCDate()))
  await coordinator.write('Month', String(soon.getUTCMonth() + 1))
  await coordinator.write('Year', String(soon.getUTCFullYear()))
  await coordinator.write('With whom', 'Dr Ahmed')
  await coordinator.press('button', 'Add it')
  expect(await said(coordinator)).toContain('The date is noted.')
  const facilitator = await as('facilitator')
  await facilitator.open('/staff')
  expect(await said(facilitator)).toContain('Your supervision is on')
})

test('somewhere else to find help stands on the group’s page and on its sheet of paper', async () => {
  const coordinator = await as('coordinator')
  await coordinator.open('/staff/help')
  await coordinator.press('button', 'Add an entry')
  await coordinator.write('Name', 'The Saltings Hospice')
  await coordinator.write('What it is for', 'Help with symptoms')
  await coordinator.write('Phone', '01632 960 201')
  await coordinator.write('Postcode areas', 'SS')
  await coordinator.press('button', 'Save')
  expect(await said(coordinator)).toContain('Saved, and noted as checked today.')

  const somebody = await as('somebody')
  await somebody.open('/groups/south-essex')
  expect(await said(somebody)).toContain('The Saltings Hospice')
  await somebody.press('link', 'Print this list')
  await somebody.sees('Where to find help')
  const number = somebody.page.getByRole('link', { name: '01632 960 201' })
  expect(await number.getAttribute('href')).toBe('tel:01632960201')
  await somebody.page.emulateMedia({ media: 'print' })
  expect(await number.evaluate((link) => getComputedStyle(link).fontSize)).toBe('16px')
})
