import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveAsset, useAssetsIn } from '#design/assets.ts'
import { Button, CardList, DateList, GroupCard, Input, Radios } from '#design/components/index.ts'
import { ComponentsPage } from '#design/components-page.tsx'
import { PrintPage, PublicPage, renderPage, StaffPage } from '#design/layout.tsx'
import { themeCss } from '#design/theme.ts'
import { buildAssets } from '../../scripts/build-assets.ts'

const LONG =
  'The Mid and North Powys with the Marches and Montgomeryshire Living Well Alongside One Another Group'
const charity = { name: 'Alongside', phone: '01632 960 123', phoneHours: 'Weekdays 9am to 5pm' }
const navigation = ['Today', 'Groups', 'People', 'Calls', 'Messages', 'Settings', 'Audit'].map((text) => ({
  href: `/staff/${text.toLowerCase()}`,
  text,
}))

const pages: Record<string, () => string> = {
  '/components': () => renderPage(<ComponentsPage charity={charity} sample />),
  '/themed': () => renderPage(<ComponentsPage charity={charity} themeVersion="2" />),
  '/long': () =>
    renderPage(
      <PublicPage title={LONG} charity={{ ...charity, name: LONG }} current="/groups" sample wide>
        <h1>{LONG}</h1>
        <CardList
          items={[
            <GroupCard name={LONG} href="/groups/long" kind={LONG} next={LONG} note={LONG} level={2} />,
          ]}
        />
        <DateList
          dates={[
            { month: 'Sep', day: 30, title: LONG, time: LONG, note: LONG, action: <a href="/">{LONG}</a> },
          ]}
        />
      </PublicPage>,
    ),
  '/staff': () =>
    renderPage(
      <StaffPage
        title="Today"
        charity={charity}
        signedInAs={LONG}
        navigation={navigation}
        current="/staff/today"
      >
        <h1>Today</h1>
      </StaffPage>,
    ),
  '/form': () =>
    renderPage(
      <PublicPage title="How to reach you" charity={charity} back={{ href: '/' }} plain>
        <h1>How to reach you</h1>
        <form method="post">
          <Radios
            name="how"
            legend="How may we reach you?"
            value="phone"
            choices={[
              { value: 'email', label: 'E-mail', reveals: <Input name="email" label="E-mail address" /> },
              { value: 'phone', label: 'Phone', reveals: <Input name="phone" label="Phone number" /> },
            ]}
          />
          <Button>Continue</Button>
        </form>
      </PublicPage>,
    ),
  '/sheet': () =>
    renderPage(
      <PrintPage title="Day sheet" charity={charity} back={{ href: '/staff' }}>
        <h1>South Essex</h1>
      </PrintPage>,
    ),
}

/** The rules of the real server, so that a style or script which they stop is missed here too. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"

let server: Server
let browser: Browser
let address = ''
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-assets-'))
  await buildAssets(fileURLToPath(new URL('../..', import.meta.url)), folder)
  useAssetsIn(folder)
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/theme.css') {
      response.setHeader('content-type', 'text/css')
      response.end(themeCss({ brand: '#0b4f3a', accent: '#b8500a', paper: '#fffdf5', ink: '#1c1c1c' }))
    } else if (path.startsWith('/assets/')) {
      const answer = await serveAsset(
        path.slice('/assets/'.length),
        request.headers['accept-encoding'] as string,
      )
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
    } else {
      const page = pages[path]
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': POLICY })
      response.end(page?.())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({
    executablePath: process.env.ALONGSIDE_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  })
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Opens a page at a width, with or without script, and fails when the browser complains about it. */
async function open<T>(
  path: string,
  options: { width: number; script?: boolean },
  look: (page: Page) => Promise<T>,
) {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: options.width, height: 900 },
    javaScriptEnabled: options.script ?? true,
  })
  try {
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${address}${path}`, { waitUntil: 'load' })
    const seen = await look(page)
    expect(complaints).toEqual([])
    return seen
  } finally {
    await context.close()
  }
}

const paths = Object.keys(pages)

describe('in a browser', () => {
  it.each(paths)('%s has nothing that the accessibility check minds', async (path) => {
    const violations = await open(path, { width: 1280 }, async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      return violations.flatMap((found) =>
        found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)}`),
      )
    })
    expect(violations).toEqual([])
  })

  it.each(paths.flatMap((path) => [true, false].map((script) => [path, script] as const)))(
    '%s never scrolls sideways at 320 px, script %s',
    async (path, script) => {
      const beyond = await open(path, { width: 320, script }, async (page) => ({
        page: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        parts: script
          ? await page.evaluate(() =>
              [...document.querySelectorAll('main *, header *, footer *')]
                .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1)
                .filter((part) => !part.closest('.nhsuk-u-visually-hidden, svg, .nhsuk-scroll'))
                .map((part) => part.outerHTML.slice(0, 120)),
            )
          : [],
      }))
      expect(beyond).toEqual({ page: 0, parts: [] })
    },
  )

  it('shows everything without script, what a choice reveals too', async () => {
    await open('/components', { width: 1280, script: false }, async (page) => {
      expect(await page.getByLabel('Phone number').isVisible()).toBe(true)
      expect(await page.getByText('Friday 23 October: fatigue').isVisible()).toBe(true)
      expect(await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').count()).toBe(3)
    })
  })

  it('with script hides what is not asked for until it is', async () => {
    await open('/components', { width: 1280 }, async (page) => {
      await page.getByLabel('I’ll just come along').check()
      expect(await page.getByLabel('Phone number').isVisible()).toBe(false)
      await page.getByLabel('Yes, please ring me').check()
      expect(await page.getByLabel('Phone number').isVisible()).toBe(true)
      expect(await page.getByText('Friday 23 October: fatigue').isVisible()).toBe(false)
      await page.getByRole('tab', { name: 'Past' }).click()
      expect(await page.getByText('Friday 23 October: fatigue').isVisible()).toBe(true)
    })
  })

  it('keeps the header low on a phone, the number in sight, the rest of the menu one press away', async () => {
    await open('/components', { width: 360 }, async (page) => {
      const header = await page.getByRole('banner').boundingBox()
      expect(header?.height).toBeLessThan(125)
      expect(await page.getByRole('banner').getByRole('link', { name: '01632 960 123' }).isVisible()).toBe(
        true,
      )
      const link = page
        .getByRole('banner')
        .getByRole('link', { name: 'For health professionals', includeHidden: true })
      expect(await link.isVisible()).toBe(false)
      await page.getByRole('button', { name: 'More' }).click()
      expect(await link.isVisible()).toBe(true)
    })
  })

  it('shows where the keyboard is, on every kind of thing', async () => {
    await open('/components', { width: 1280 }, async (page) => {
      const unmarked: string[] = []
      const seen = new Set<string>()
      for (let press = 0; press < 90; press += 1) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement | null
          if (!element || element === document.body) return null
          const style = getComputedStyle(element)
          // A summary marks its words, a box or a radio the picture beside it.
          const inside = element.tagName === 'SUMMARY' ? element.firstElementChild : null
          const marked = inside ? getComputedStyle(inside) : null
          const beside =
            element.nextElementSibling && getComputedStyle(element.nextElementSibling, '::before')
          const shadow = [style.boxShadow, beside?.boxShadow ?? 'none', marked?.boxShadow ?? 'none'].some(
            (value) => value !== 'none',
          )
          const outline =
            style.outlineStyle !== 'none' && !/rgba\(0, 0, 0, 0\)|transparent/.test(style.outlineColor)
          return { kind: `${element.tagName}.${element.className}`, marked: shadow || outline }
        })
        if (!focused) continue
        seen.add(focused.kind)
        if (!focused.marked) unmarked.push(focused.kind)
      }
      expect(seen.size).toBeGreaterThan(15)
      expect(unmarked).toEqual([])
    })
  })

  it('uses the typeface of the house and not a stand-in', async () => {
    await open('/components', { width: 1280 }, async (page) => {
      const loaded = await page.evaluate(async () => {
        await document.fonts.ready
        return [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)
      })
      expect(loaded.join()).toContain('Atkinson Hyperlegible Next')
      const family = await page.evaluate(
        () => getComputedStyle(document.querySelector('h1') as Element).fontFamily,
      )
      expect(family).toContain('Atkinson Hyperlegible Next')
    })
  })

  it("wears a charity's own colours throughout", async () => {
    await open('/themed', { width: 1280 }, async (page) => {
      const colours = await page.evaluate(() => ({
        button: getComputedStyle(document.querySelector('.nhsuk-button') as Element).backgroundColor,
        link: getComputedStyle(document.querySelector('.app-group-card a') as Element).color,
        ground: getComputedStyle(document.body).backgroundColor,
      }))
      expect(colours).toEqual({
        button: 'rgb(11, 79, 58)',
        link: 'rgb(11, 79, 58)',
        ground: 'rgb(255, 253, 245)',
      })
    })
  })

  it('prints without menus or buttons, links with their addresses', async () => {
    await open('/components', { width: 1280 }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button', { name: 'Continue' }).isVisible()).toBe(false)
      expect(await page.getByRole('navigation', { name: 'Menu' }).isVisible()).toBe(false)
      const addressBehind = (selector: string) =>
        page.evaluate(
          (found) => getComputedStyle(document.querySelector(found) as Element, '::after').content,
          selector,
        )
      expect(await addressBehind('.nhsuk-footer a[href^="tel:"]')).toBe('none')
      expect(await addressBehind('.app-sample a')).toContain('/sample')
      const size = await page.evaluate(
        () => getComputedStyle(document.querySelector('.app-example p') as Element).fontSize,
      )
      expect(Math.round(Number.parseFloat(size) * 0.75)).toBeLessThanOrEqual(12)
    })
  })
})
