import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useAssetsIn } from '#design/assets.ts'
import { commands } from '#features/accounts/commands.ts'
import { system } from '#platform/actor.ts'
import { openLog } from '#platform/log.ts'
import type { Program } from '#platform/program.ts'
import { type Serving, startServing } from '#platform/serve.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { buildAssets } from '../../scripts/build-assets.ts'
import { createApp } from '../../src/app.tsx'

let db: TestDatabase
let serving: Serving
let browser: Browser
let base = ''
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-assets-'))
  await buildAssets(fileURLToPath(new URL('../..', import.meta.url)), folder)
  useAssetsIn(folder)
  db = await testDatabase()
  const port = 4183
  // Not in sample mode: there a passkey is optional, here nobody signs in without one. Passkeys need the name localhost.
  const services = testServices(db, {
    sample: false,
    port,
    host: 'loopback',
    baseUrl: `http://localhost:${port}`,
  })
  const program: Program = { services, urls: db.urls, ownsServer: false, close: async () => undefined }
  serving = await startServing(program, createApp(services), null)
  base = services.config.baseUrl
  const said: string[] = []
  await commands[0]?.run(['ines@example.org', '--role', 'administrator', '--name', 'Ines'], {
    config: services.config,
    log: openLog('silent'),
    say: (line) => said.push(line),
    tell: () => undefined,
    open: async () => program,
  })
  expect(said.join(' ')).toContain('Invited ines@example.org as administrator')
  browser = await chromium.launch({
    executablePath: process.env.ALONGSIDE_BROWSER ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
})
afterAll(async () => {
  await browser?.close()
  await serving?.stop()
  await db?.drop()
  await rm(folder, { recursive: true, force: true })
})

/** A link as a message brings it. */
async function mailedLink(email: string): Promise<string> {
  const { token, hash } = newToken()
  await transact(db.app, system('a test'), async (tx) => {
    const { id } = await tx
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('staff_links')
      .values({
        account_id: id,
        token_hash: hash,
        purpose: 'invitation',
        expires_at: new Date(Date.now() + 900_000),
      })
      .execute()
  })
  return `${base}/staff/link/${token}`
}

/** A device with a screen lock that holds passkeys, as the browser's own tools imitate one. */
async function device(context: BrowserContext): Promise<{ page: Page; refused: string[] }> {
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/.test(message.text())) refused.push(message.text())
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { page, refused }
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
}

it('from the invitation to a passkey, out and in again, and back after it was lost', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const { page, refused } = await device(context)

  await page.goto(await mailedLink('ines@example.org'))
  await page.getByRole('heading', { level: 1, name: 'Sign in to Alongside' }).waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Make a passkey' }).waitFor()
  await accessible(page)
  // The link alone opens nothing else.
  const elsewhere = await context.newPage()
  await elsewhere.goto(`${base}/staff/account`)
  await elsewhere.getByRole('heading', { level: 1, name: 'Sign in', exact: true }).waitFor()
  await elsewhere.close()

  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('The passkey is ready.').waitFor()
  expect(new URL(page.url()).pathname).toBe('/staff/account')
  await accessible(page)
  expect(await db.rows('select way from staff_sessions where ended_at is null')).toEqual([{ way: 'passkey' }])

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in', exact: true }).waitFor()
  await accessible(page)
  await page.goto(`${base}/staff/settings`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  const [key] = await db.rows<{ counter: string; used: boolean }>(
    'select counter, last_used_at is not null as used from passkeys',
  )
  expect(key?.used).toBe(true)

  // A link no longer signs in; it is the passkey alone.
  await page.goto(await mailedLink('ines@example.org'))
  await page.getByRole('heading', { level: 1, name: 'This link no longer works' }).waitFor()

  // The same device cannot make a second one, and says so.
  await page.goto(`${base}/staff/account`)
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('This device already has a passkey').waitFor()

  // Another administrator invites again: the passkey is gone, a link lets them make a new one.
  await db.rows(`delete from passkeys`)
  await db.rows(`update staff_sessions set ended_at = clock()`)
  await page.goto(`${base}/staff/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('That passkey is not known here.').waitFor()
  await page.goto(await mailedLink('ines@example.org'))
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('The passkey is ready.').waitFor()

  expect(refused).toEqual([])
  await context.close()
})

it('without a script: the page says what is needed, and the e-mailed link can be asked for', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 700 },
  })
  const page = await context.newPage()
  await page.goto(`${base}/staff/sign-in`)
  expect(await page.getByText('A passkey needs a browser with JavaScript').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false)
  await page.getByLabel('E-mail address').fill('nonsense')
  await page.getByRole('button', { name: 'E-mail me a link' }).click()
  await page.getByRole('alert').getByText('Enter an e-mail address').waitFor()
  expect(await page.title()).toMatch(/^Error: /)
  await page.getByLabel('E-mail address').fill('ines@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Look at your e-mail' }).waitFor()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(320)
  await context.close()
})

it('every page of accounts and settings reads well to a machine, at 320 pixels too', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 } })
  const { token, hash } = newToken()
  const [ines] = await db.rows<{ id: string }>(`select id from accounts where email = 'ines@example.org'`)
  await db.rows(
    `insert into staff_sessions (account_id, token_hash, way, expires_at) values ($1, $2, 'passkey', clock() + interval '1 hour')`,
    [ines?.id, hash],
  )
  await context.addCookies([{ name: 'staff', value: token, url: base }])
  const page = await context.newPage()
  for (const path of [
    '/staff/account',
    '/staff/accounts',
    '/staff/accounts/new',
    `/staff/accounts/${ines?.id}`,
    `/staff/accounts/${ines?.id}/again`,
    `/staff/accounts/${ines?.id}/end`,
    '/staff/permissions',
    '/staff/audit',
    '/staff/settings',
    '/staff/settings/charity',
    '/staff/settings/look',
    '/staff/settings/services',
    '/staff/settings/services/new',
    '/staff/settings/topics',
    '/staff/settings/topics/new',
    '/privacy',
    '/accessibility',
    '/what-to-expect',
  ]) {
    await page.goto(base + path)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect([path, ...violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)]).toEqual([path])
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320])
  }
  await context.close()
})
