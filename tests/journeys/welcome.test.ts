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
import { findBrowser } from '../../scripts/browser.mjs'
import { buildAssets } from '../../scripts/build-assets.ts'
import { createApp } from '../../src/app.tsx'
import { accessibility, htmlFaults, openBrowser, visitor } from './browser.ts'
import { handOn } from './hand.ts'

// Welcome calls on a telephone of 360 pixels: asked for, taken, and somebody registered while they ring.
let assets: string
let db: TestDatabase
let server: Server
let base: string
let browser: Browser
let helper: string
let coordinator: string

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), 'assets-'))
  await buildAssets(undefined, assets)
  useAssetsIn(assets)
  db = await testDatabase()
  const charity = smallCharity(db)
  const app = createApp(testServices(db))
  server = serve({ port: 0, hostname: 'localhost', fetch: app.fetch }) as Server
  await new Promise<void>((resolve) => server.once('listening', resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser())
  const group = await charity.group('South Essex', { kind: 'in person' })
  await charity.session(group, 72)
  helper = (await charity.staff(['helper'], [])).cookie
  coordinator = (await charity.staff(['coordinator'], [group])).cookie
  await charity.person('Marigold', { groups: [group], phone: '01632 960500' })
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await db?.drop()
  if (assets) await rm(assets, { recursive: true })
})

/** What the page that stands there says wrong of itself: in its markup, and for whoever does not see it. */
async function wellMade(address: string, cookie?: string): Promise<void> {
  const checker = await visitor(browser, base, { width: 360, cookie })
  const answer = await checker.page.goto(address)
  expect(await htmlFaults((await answer?.text()) ?? ''), address).toEqual([])
  expect(await accessibility(checker.page), address).toEqual([])
  expect(checker.complaints()).toEqual([])
  await checker.close()
}

test('somebody asks for a call, and a helper takes it and writes down what came of it, without script, by keyboard', async () => {
  const someone = await visitor(browser, base, { script: false, width: 360 })
  const asks = handOn(someone.page, { keys: true })
  await asks.open('/')
  await asks.press('link', 'Ask us to ring you')
  await asks.sees('Shall we ring you?')
  await asks.write('What shall we call you?', 'Hazel')
  await asks.write('Your phone number', '07700 900501')
  await asks.write('When does it suit you?', 'Mornings')
  await asks.choose('checkbox', 'Yes, I agree')
  await asks.press('button', 'Please ring me')
  await asks.sees(/We will ring you/)
  await wellMade('/call-me?group=south-essex')

  const helps = await visitor(browser, base, { script: false, width: 360, cookie: helper })
  const hand = handOn(helps.page, { keys: true })
  await hand.open('/staff/calls')
  await hand.press('link', 'Open Hazel')
  await hand.sees('Hazel')
  const address = new URL(helps.page.url()).pathname
  await hand.press('button', 'Take this call')
  expect(await helps.page.textContent('main')).toContain('Nobody else rings them meanwhile')
  await wellMade(address, helper)
  await hand.choose('checkbox', 'They agree')
  await hand.write('What do they hope for?', 'To meet somebody of her age')
  await hand.choose('radio', 'We spoke')
  await hand.press('button', 'Save')
  await hand.sees('Calls')
  expect(await helps.page.textContent('main')).not.toContain('Hazel')
  expect(await db.rows(`select hopes from people where called = 'Hazel'`)).toEqual([
    { hopes: 'To meet somebody of her age' },
  ])
  await wellMade('/staff/calls/waits', helper)
  await someone.close()
  await helps.close()
})

test('somebody rings: the list follows what is typed, and a caller without e-mail is registered on one page', async () => {
  const { page, close } = await visitor(browser, base, { width: 360, cookie: coordinator })
  const hand = handOn(page, { keys: false })
  await hand.open('/staff/calls/ringing')
  await page.getByLabel('Who is it?').pressSequentially('Mari')
  await page.getByRole('button', { name: /It is them.*Marigold/ }).waitFor()
  await wellMade('/staff/calls/ringing?q=Mari', coordinator)
  await hand.press('link', /register them on one page/)
  await hand.sees('Add someone')
  await hand.write('What to call them', 'Fay')
  await hand.press('button', 'Add them')
  expect(await page.getByLabel('What to call them').inputValue()).toBe('Fay')
  await hand.write('Phone number', '01632 960502')
  await page.getByLabel('Group they would like to join').selectOption({ label: 'South Essex' })
  await hand.choose('radio', /This is their welcome call/)
  await hand.choose('radio', 'The next date')
  await hand.choose('checkbox', 'They said yes')
  await hand.press('button', 'Add them')
  await hand.sees('Fay')
  expect(await page.textContent('main')).toContain('South Essex')
  expect(
    await db.rows(`select p.state from places p join people x on x.id = p.person_id where x.called = 'Fay'`),
  ).toEqual([{ state: 'kept' }])
  await wellMade('/staff/people/new', coordinator)
  await close()
})
