import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useAssetsIn } from '#design/assets.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { buildAssets } from '../../scripts/build-assets.ts'
import { createApp } from '../../src/app.tsx'
import { accessibility, htmlFaults, openBrowser, sideways } from './browser.ts'

// A facilitator with a tablet, in a hall with thick walls. The server is the real one over HTTP; "no network" is both the
// browser's own switch and a server that hangs up on everybody.
let assets: string
let db: TestDatabase
let server: Server
let base: string
let browser: Browser
let context: BrowserContext
let page: Page
let away = false
/** How many answers to ticks get lost on the way back, after the server has done its work. */
let loseAnswers = 0
let sent = 0

let sessionId: string
let group: string
let charity: ReturnType<typeof smallCharity>
let cookie: string
const names = ['Ada', 'Bella', 'Cerys', 'Dilys']

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), 'assets-'))
  await buildAssets(undefined, assets)
  useAssetsIn(assets)
  db = await testDatabase()
  charity = smallCharity(db)
  const app = createApp(testServices(db))
  server = serve({
    port: 0,
    hostname: 'localhost',
    fetch: async (request, env) => {
      const socket = (env as { incoming: { socket: { destroy(): void } } }).incoming.socket
      if (away) {
        socket.destroy()
        return new Response(null, { status: 503 })
      }
      const answer = await app.fetch(request)
      if (request.url.endsWith('/ticks')) {
        sent++
        if (loseAnswers > 0) {
          loseAnswers--
          socket.destroy()
        }
      }
      return answer
    },
  }) as Server
  await new Promise<void>((resolve) => server.once('listening', resolve))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser())
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await db?.drop()
  if (assets) await rm(assets, { recursive: true })
})

beforeEach(async () => {
  away = false
  loseAnswers = 0
  sent = 0
  group = await charity.group(`By the sea ${crypto.randomUUID().slice(0, 8)}`)
  sessionId = await charity.session(group, -1)
  for (const name of names) {
    const person = await charity.person(name, { groups: [group] })
    await db.rows(
      `update people set dietary = 'No nuts', bear_in_mind = 'Prefers the seat by the door' where id = $1`,
      [person],
    )
  }
  const staff = await charity.staff(['facilitator'], [group])
  cookie = staff.cookie.replace('staff=', '')
  context = await browser.newContext({ viewport: { width: 768, height: 1024 } })
  await context.addCookies([{ name: 'staff', value: cookie, url: base }])
  page = await context.newPage()
})
afterEach(() => context.close())

const goOffline = async () => {
  away = true
  await context.setOffline(true)
}
const goOnline = async () => {
  away = false
  await context.setOffline(false)
}
const address = () => `${base}/staff/sessions/${sessionId}/came`
const box = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}\\b`) })
const state = () => page.locator('[data-tablet]')

/** Loads the page with a network, until it says that it opens without one. */
async function load(): Promise<void> {
  await page.goto(address())
  await page.locator('[data-came][data-offline="ready"]').waitFor()
}

/** Who is recorded, by name, and how often: what is really there. */
async function recorded(): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(
    `select coalesce(p.called, w.first_name) as name from visits v join stubs st on st.id = v.stub_id
     left join people p on p.id = st.person_id left join walk_ins w on w.stub_id = st.id
     where v.session_id = $1 order by 1`,
    [sessionId],
  )
  return rows.map((row) => row.name)
}
async function ticks(): Promise<number> {
  const [row] = await db.rows<{ n: number }>('select count(*)::int as n from ticks where session_id = $1', [
    sessionId,
  ])
  return row?.n ?? 0
}

/** Everything that the browser keeps, as text: to look for what must not be found there. */
function everythingKept(): Promise<string> {
  return page.evaluate(async () => {
    const said: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      for (const store of db.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve) => {
          const asking = db.transaction(store).objectStore(store).getAll()
          asking.onsuccess = () => resolve(asking.result as unknown[])
        })
        for (const one of all as Record<string, unknown>[]) {
          if (one.key instanceof CryptoKey) said.push(`key ${one.key.extractable}`)
          if (one.text instanceof ArrayBuffer)
            said.push(`sheet ${new TextDecoder('latin1').decode(one.text)}`)
          said.push(JSON.stringify(one))
        }
      }
      db.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const kept = await cache.match(request)
        said.push(request.url, (await kept?.text()) ?? '')
      }
    }
    return said.join('\n')
  })
}

describe('who came, on a tablet that loses its network', () => {
  it('opens without a network, keeps ticks, and sends them once when it is back', async () => {
    await load()
    await goOffline()
    await page.reload()
    await box('Ada').waitFor()
    for (const name of ['Ada', 'Bella', 'Cerys']) await box(name).check()
    await page.getByLabel('Someone who simply came by').fill('Peggy')
    await page.getByRole('button', { name: 'Add them' }).click()
    await expect
      .poll(() => state().textContent())
      .toContain('Saved on this tablet, will be sent when there is a network (4')
    expect(await recorded()).toEqual([])

    // Still there after another reload, and nothing readable lies about.
    await page.reload()
    await expect.poll(() => box('Bella').isChecked()).toBe(true)
    expect(await box('Dilys').isChecked()).toBe(false)
    expect(await box('Peggy').isChecked()).toBe(true)
    const kept = await everythingKept()
    expect(kept).toContain('key false')
    for (const secret of ['Ada', 'Dilys', 'Peggy', 'No nuts', 'seat by the door', cookie])
      expect(kept).not.toContain(secret)

    await goOnline()
    await expect.poll(() => state().textContent(), { timeout: 15_000 }).toBe('All sent.')
    expect(await recorded()).toEqual(['Ada', 'Bella', 'Cerys', 'Peggy'])
    expect(await ticks()).toBe(4)
  })

  it('loses and doubles nothing when the network dies in the middle of sending, twice', async () => {
    await load()
    await goOffline()
    await box('Ada').check()
    await box('Bella').check()
    await page.getByLabel('Someone who simply came by').fill('Peggy')
    await page.getByRole('button', { name: 'Add them' }).click()
    await box('Bella').uncheck()
    await expect.poll(() => state().textContent()).toContain('(4')
    loseAnswers = 2
    await goOnline()
    await expect.poll(() => state().textContent(), { timeout: 20_000 }).toBe('All sent.')
    expect(sent).toBeGreaterThanOrEqual(3)
    expect(await recorded()).toEqual(['Ada', 'Peggy'])
    expect(await ticks()).toBe(4)
  })

  it('sends after the sign-in has ended, with the permit alone', async () => {
    await load()
    await goOffline()
    await box('Cerys').check()
    await db.rows('update staff_sessions set ended_at = clock()')
    await goOnline()
    await expect.poll(() => state().textContent(), { timeout: 15_000 }).toBe('All sent.')
    expect(await recorded()).toEqual(['Cerys'])
  })

  it('cannot be read any more once somebody signed out without a network, and loses no tick', async () => {
    await load()
    await goOffline()
    await box('Ada').check()
    await expect.poll(() => state().textContent()).toContain('Saved on this tablet')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(() => state().textContent()).toContain('You are signed out on this tablet')
    expect(await page.content()).not.toContain('Bella')
    expect(await everythingKept()).not.toMatch(/^key|^sheet/m)
    await page.reload()
    await expect
      .poll(() => state().textContent())
      .toContain('There is no sheet of this session on this tablet')
    expect(await page.content()).not.toContain('Bella')

    // The tick itself was sealed for the server, and arrives; the server hears of the sign-out.
    await goOnline()
    await page.goto(address())
    await expect.poll(() => page.url(), { timeout: 15_000 }).toContain('/staff/sign-in')
    const [ended] = await db.rows<{ n: number }>(
      `select count(*)::int as n from staff_sessions s join group_staff g on g.account_id = s.account_id
       where g.group_id = $1 and s.ended_at is null`,
      [group],
    )
    expect(ended?.n).toBe(0)
    await expect.poll(recorded, { timeout: 15_000 }).toEqual(['Ada'])
  })

  it('deletes a sheet that is a day old', async () => {
    await load()
    await goOffline()
    await page.addInitScript(() => {
      const now = Date.now
      Date.now = () => now() + 25 * 3_600_000
    })
    await page.reload()
    await expect.poll(() => state().textContent()).toContain('has been deleted from this tablet')
    expect(await page.content()).not.toContain('Bella')
    expect(await everythingKept()).not.toMatch(/^sheet/m)
  })

  it('saves the whole record with script and without', async () => {
    await load()
    await box('Dilys').check()
    await page.getByLabel('Themes').fill('Sleep, and asking for help')
    // Quick hands: what is typed while somebody is being added stays.
    await page.getByLabel('Someone who simply came by').fill('Nan')
    await page.evaluate(() => {
      const press = [...document.querySelectorAll('button')].find((one) => one.value === 'add')
      press?.click()
      for (const [name, value] of [
        ['number', '5'],
        ['firstName', 'Olive'],
      ]) {
        const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)
        if (field && value) field.value = value
      }
    })
    await box('Nan').waitFor()
    expect(await page.getByLabel('How many came in all?').inputValue()).toBe('5')
    expect(await page.getByLabel('Someone who simply came by').inputValue()).toBe('Olive')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Thank you.').waitFor()
    expect(await recorded()).toEqual(['Dilys', 'Nan', 'Olive'])
    await page.getByText('5 in all, 3 of them by name').waitFor()

    const plain = await browser.newContext({ javaScriptEnabled: false })
    await plain.addCookies([{ name: 'staff', value: cookie, url: base }])
    page = await plain.newPage()
    await page.goto(address())
    expect(await box('Dilys').isChecked()).toBe(true)
    expect(await page.getByLabel('Themes').inputValue()).toBe('Sleep, and asking for help')
    await box('Ada').check()
    await page.getByLabel('Someone who simply came by').fill('Peg')
    await page.getByLabel('How many came in all?').fill('2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: '5 are ticked or added, so at least 5 came' }).waitFor()
    await page.getByLabel('How many came in all?').fill('6')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Thank you.').waitFor()
    expect(await recorded()).toEqual(['Ada', 'Dilys', 'Nan', 'Olive', 'Peg'])
    const [row] = await db.rows('select came, themes from session_records where session_id = $1', [sessionId])
    expect(row).toEqual({ came: 6, themes: 'Sleep, and asking for help' })
    await plain.close()
  })
})

describe('the pages of a session', () => {
  it('have nothing that axe or html-validate minds, at 320 pixels, with and without a network', async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    const faults: string[] = []
    const look = async (name: string) => {
      for (const fault of await accessibility(page)) faults.push(`${name}: ${fault}`)
      if ((await sideways(page)) > 0) faults.push(`${name}: wider than the window`)
    }
    for (const part of ['', '/sheet', '/came']) {
      const answer = await page.goto(`${base}/staff/sessions/${sessionId}${part}`)
      for (const fault of await htmlFaults((await answer?.text()) ?? '')) faults.push(`${part}: ${fault}`)
      await look(part)
    }
    await page.locator('[data-came][data-offline="ready"]').waitFor()
    await page.getByLabel('Someone who simply came by').fill('Nan')
    await page.getByRole('button', { name: 'Add them' }).click()
    await box('Nan').waitFor()
    await look('with script')
    await expect.poll(() => recorded()).toEqual(['Nan'])
    await goOffline()
    await page.reload()
    await box('Nan').waitFor()
    await look('without a network')
    await goOnline()
    const [walkIn] = await db.rows<{ id: string }>('select stub_id as id from walk_ins where group_id = $1', [
      group,
    ])
    await page.goto(`${base}/staff/walk-ins/${walkIn?.id}/link`)
    await look('link')
    await page.getByRole('radio', { name: 'Cerys' }).check()
    await page.getByRole('button', { name: 'Yes, that is them' }).click()
    await page.getByText('Linked. Their visits are theirs now.').waitFor()
    expect(await recorded()).toEqual(['Cerys'])
    expect(faults).toEqual([])
  })

  it('fit 40 people on one side of A4, with long names and every need', async () => {
    for (let i = names.length; i < 40; i++) {
      const person = await charity.person(i % 4 ? 'Ann' : `Maximiliane-Theodora ${i}`, {
        groups: [group],
        fullName:
          i % 4 ? `Ann Surname${i}` : `Maximiliane-Theodora ${i} von und zu Hohenstein-Featherstonehaugh`,
      })
      await db.rows(
        `update people set dietary = $2, access_needs = $2, bear_in_mind = $2, hopes = $2 where id = $1`,
        [person, `Need ${i} ${'of many words '.repeat(i % 5 ? 1 : 30)}`.trim()],
      )
      await db.rows(
        `insert into emergency_contacts (person_id, name, phone) values ($1, $2, '07700 900 123')`,
        [person, 'A neighbour who has the key and lives next door but one'],
      )
    }
    await db.rows(
      `insert into places (session_id, group_id, person_id, state) select $1, $2, person_id, 'kept' from members where group_id = $2`,
      [sessionId, group],
    )
    const pages = async () => {
      await page.goto(`${base}/staff/sessions/${sessionId}/sheet`)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      return {
        count: Number(/\/Type \/Pages[^>]*\/Count (\d+)/.exec(pdf)?.[1]),
        box: /\/MediaBox \[([^\]]*)\]/.exec(pdf)?.[1],
      }
    }
    const { count, box: paper } = await pages()
    expect(await page.getByRole('rowheader').count()).toBe(40)
    expect(count).toBe(1)
    // A4 in points.
    expect(paper?.split(' ').map((part) => Math.round(Number(part)))).toEqual([0, 0, 595, 842])
    const text = await page.getByRole('main').textContent()
    expect(text).toContain('Please shred this sheet after the session')
    expect(text).not.toContain('Featherstonehaugh')
    expect(text).not.toContain('Surname')
    // Fewer people have more room, on the same one side.
    for (const fewer of [26, 16, 3]) {
      await db.rows(
        `delete from places where id in (select id from places where session_id = $1 order by id offset $2)`,
        [sessionId, fewer],
      )
      expect((await pages()).count).toBe(1)
    }
  })
})
