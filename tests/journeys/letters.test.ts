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
import { openGate } from '../../src/features/messages/gate.ts'
import { accessibility, htmlFaults, openBrowser, visitor } from './browser.ts'
import { handOn } from './hand.ts'

// A coordinator prints the letters for people without e-mail and posts them, on an old computer without script.
let assets: string
let db: TestDatabase
let server: Server
let base: string
let browser: Browser
let cookie: string
let people: string[]

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), 'assets-'))
  await buildAssets(undefined, assets)
  useAssetsIn(assets)
  db = await testDatabase()
  const charity = smallCharity(db)
  const services = testServices(db)
  const app = createApp(services)
  server = serve({ port: 0, hostname: 'localhost', fetch: app.fetch }) as Server
  await new Promise<void>((resolve) => server.once('listening', resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser())
  const group = await charity.group('South Essex', { kind: 'in person' })
  cookie = (await charity.staff(['coordinator'], [group])).cookie
  people = []
  for (const called of ['Ada', 'Bella']) {
    const id = await charity.person(called, { email: null, fullName: `${called} Example`, groups: [group] })
    await db.rows(`insert into person_addresses (person_id, address_id) select $1, address_row('post', $2)`, [
      id,
      `${called.length} Example Row\nRayleigh SS6 7ED`,
    ])
    await db.rows(`insert into messages (kind, person_id, group_id) values ('joined', $1, $2)`, [id, group])
    people.push(id)
  }
  const gate = openGate(services, { lines: 2, send: async () => ({ ok: true }), close() {} }, null)
  await gate.drain()
  await gate.close()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await db?.drop()
  if (assets) await rm(assets, { recursive: true })
})

test('letters: printed in one file, one pulled out after a death, and marked as posted, without script and by keyboard', async () => {
  const someone = await visitor(browser, base, { script: false, cookie, width: 360 })
  const { page } = someone
  const hand = handOn(page, { keys: true })
  // The accessibility check needs script: a second window opens the same pages with it.
  const checker = await visitor(browser, base, { cookie, width: 360 })
  const wellMade = async (address: string) => {
    const answer = await checker.page.goto(address)
    expect(await htmlFaults((await answer?.text()) ?? '')).toEqual([])
    expect(await accessibility(checker.page)).toEqual([])
  }
  await hand.open('/staff/messages')
  await hand.press('link', '2 letters to print')
  await hand.sees('Letters')
  await wellMade('/staff/letters')
  await hand.press('button', 'Make the PDF')
  await hand.sees('Letters to post')
  expect(await page.getByText('The letters are ready to print.').isVisible()).toBe(true)
  const href = await page.getByText('Open the PDF').getAttribute('href')
  const pdf = await page.request.get(href ?? '')
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  // Meanwhile somebody tells the charity that Bella has died. The press of whoever holds her letter is refused.
  await db.rows(`insert into deaths (person_id) values ($1)`, [people[1]])
  await hand.press('button', 'They are in the post')
  await hand.sees('Letters to post')
  expect(await page.getByText('Not saved yet').isVisible()).toBe(true)
  expect(await page.getByRole('heading', { name: /Pull out this letter/ }).isVisible()).toBe(true)
  await wellMade((href ?? '').replace('/pdf', ''))
  await hand.press('button', 'Pulled out, and the rest is in the post')
  await hand.sees('Letters')
  expect(await page.getByText('Saved: the letters are in the post.').isVisible()).toBe(true)
  expect(await db.rows(`select state, stopped_why from messages order by state`)).toEqual([
    { state: 'sent', stopped_why: null },
    { state: 'stopped', stopped_why: 'died' },
  ])
  await page
    .getByRole('link', { name: /coordinator/ })
    .last()
    .click()
  await hand.sees('Letters that were posted')
  await wellMade(page.url())
  await hand.open('/staff/texts')
  await hand.sees('Texts that came in')
  await wellMade('/staff/texts')
  expect([...someone.complaints(), ...checker.complaints()]).toEqual([])
  await checker.close()
  await someone.close()
})
