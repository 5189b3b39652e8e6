import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { htmlRules } from '../html-rules.ts'

/** A browser without a person in front of it, which speaks with nobody but the program. */
export function openBrowser(executablePath: string | undefined): Promise<Browser> {
  if (!executablePath)
    throw new Error('The journeys need Chromium or Chrome. On Debian: apt-get install chromium')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A visitor's window: what the browser complains about, and whom it asks besides us, is kept. */
export type Visitor = {
  page: Page
  context: BrowserContext
  /** Errors in the console, things the content policy stopped, and requests to other servers, since last asked. */
  complaints(): string[]
  close(): Promise<void>
}

export async function visitor(
  browser: Browser,
  address: string,
  {
    width = 1280,
    script = true,
    cookie,
  }: { width?: number; script?: boolean; cookie?: string | undefined } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
  })
  if (cookie) {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Lax' }])
  }
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  let complaints: string[] = []
  page.on('console', (message) => {
    // The browser says so itself of every answer that is not 200; the tests look at the status where it matters.
    if (message.type() === 'error' && !/Failed to load resource.*\b4\d\d\b/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      complaints.push(`asked another server: ${request.url()}`)
  })
  return {
    page,
    context,
    complaints() {
      const said = complaints
      complaints = []
      return said
    },
    close: () => context.close(),
  }
}

/** What the accessibility check minds about the page as it stands: WCAG 2.2 A and AA, and good practice. */
export async function accessibility(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // In one go in the page itself: no page of ours holds a frame of another site.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 200)}`))
}

const validator = new HtmlValidate(htmlRules)

/** What is wrong with a page's HTML. */
export async function htmlFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html)
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.selector})`),
  )
}

/** By how many pixels the page is wider than the window; 0 when nobody need scroll sideways. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}
