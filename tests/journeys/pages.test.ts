import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type SampleRole, sampleRoles } from '#features/accounts/sample-sign-in.ts'
import { type Stage, stages } from '#features/people/stages.ts'
import { type Permission, permissions } from '#platform/access.ts'
import { addressIn, type Language } from '#platform/language.ts'
import type { Route } from '#platform/web.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { features } from '../../src/features.ts'
import { aSampleMember, fillAddress, type SampleMember } from '../route-parameters.ts'
import { memberCookie } from '../sample-charity.ts'
import { accessibility, htmlFaults, openBrowser, sideways, type Visitor, visitor } from './browser.ts'
import { type RunningProgram, startProgram } from './program.ts'

type Who = 'public' | 'member' | SampleRole

const routes = features.flatMap((feature) => feature.routes)
const soak = inject('soak')

/** What a GET answers with that is no page for people, and with which status. */
const notPages: Record<string, { status: number; type: RegExp }> = {
  '/groups/:slug/calendar.ics': { status: 200, type: /text\/calendar/ },
  '/sessions/:file{[0-9a-f-]+\\.ics}': { status: 200, type: /text\/calendar/ },
  '/my/calendar/:token': { status: 200, type: /text\/calendar/ },
  '/sample/mail.json': { status: 200, type: /json/ },
  '/sample/mail/:id/html': { status: 200, type: /html/ },
  '/staff/messages/:id/html': { status: 200, type: /html/ },
  '/staff/sessions/worker.js': { status: 200, type: /javascript/ },
  // The walk's letters do not pass the gate, so nobody is given them; tests/journeys/letters.test.ts opens some that do.
  '/staff/letters/batches/:id/pdf': { status: 404, type: /html/ },
  '/staff/letters/:id/pdf': { status: 404, type: /html/ },
  // The sample has no logo and no sign-in of another organisation.
  '/logo': { status: 404, type: /html/ },
  '/staff/openid': { status: 404, type: /html/ },
  '/staff/openid/back': { status: 404, type: /html/ },
}

/** Who may open a page: in a quick run whoever sees most of it, in a long one everybody. */
function visitorsOf(route: Route): Who[] {
  if (route.access === 'public' || route.access === 'member') return [route.access]
  const may = permissions[route.access as Permission] as readonly string[]
  const those = (Object.keys(sampleRoles) as SampleRole[]).filter((role) =>
    may.includes(sampleRoles[role].role),
  )
  return soak ? those : those.slice(0, 1)
}

const widths = soak ? [320, 1280] : [320]
const pages = routes.filter((route) => route.method === 'GET')
/** What is looked at in Welsh too: each kind of page for people once, and in a long run all of them. */
const inWelsh = [
  '/',
  '/groups',
  '/groups/:slug',
  '/groups/:slug/join',
  '/my',
  '/my/consent',
  '/privacy',
  '/call-me',
]
const languagesOf = (route: Route): Language[] => {
  const forPeople =
    route.access === 'member' || (route.access === 'public' && !route.path.startsWith('/staff'))
  return inWelsh.includes(route.path) || (soak && forPeople && !/^\/sample/.test(route.path))
    ? ['en', 'cy']
    : ['en']
}
const walks = pages.flatMap((route) =>
  visitorsOf(route).flatMap((who) =>
    widths.flatMap((width) =>
      languagesOf(route).map((language) => {
        const name = `${route.path} as ${who}, ${width} px${language === 'cy' ? ', in Welsh' : ''}`
        return { route, who, width, language, name }
      }),
    ),
  ),
)

let program: RunningProgram
let browser: Browser
let member: SampleMember
const cookies = new Map<Who, string | undefined>([['public', undefined]])
const seen = new Map<string, string[]>()
/** One link of each kind that stood on a page, by who saw it. */
const links = new Map<string, string>()

beforeAll(async () => {
  ;[program, browser] = await Promise.all([
    startProgram(),
    openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser()),
  ])
  member = await aSampleMember(program.query)
  cookies.set('member', await memberCookie(program.query, member.personId))
  for (const role of Object.keys(sampleRoles) as SampleRole[]) cookies.set(role, await signIn(role))
  await sendSomething()
  await walkAll()
  await sendAllWrong()
  await sendJoiningWrong()
}, 900_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

async function signIn(role: SampleRole): Promise<string | undefined> {
  const answer = await fetch(`${program.address}/sample/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ role }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0]
}

/** A fresh sample has sent nothing yet: the member asks for a link. */
async function sendSomething() {
  const [row] = await program.query<{ value: string }>(
    `select a.value from person_addresses pa join addresses a on a.id = pa.address_id
     where pa.person_id = $1 and a.kind = 'email'`,
    [member.personId],
  )
  const email = row?.value ?? ''
  await fetch(`${program.address}/my/link`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email }),
  })
  for (let tries = 0; tries < 200 && (await program.mails(email)).length === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

/** Two windows at a time: as many as the machines that run this have cores. */
async function walkAll() {
  const left = [...walks]
  const windows = new Map<string, Promise<Visitor>>()
  const walk = async (lane: number) => {
    const windowOf = (who: Who, width: number, script: boolean) => {
      const key = `${lane} ${who} ${width} ${script}`
      let found = windows.get(key)
      if (!found) {
        found = visitor(browser, program.address, { width, script, cookie: cookies.get(who) })
        windows.set(key, found)
      }
      return found
    }
    for (let next = left.shift(); next; next = left.shift()) {
      const { name } = next
      seen.set(
        name,
        await look(next, windowOf).catch((error: Error) => [error.message.split('\n')[0] ?? 'failed']),
      )
    }
  }
  await Promise.all([walk(1), walk(2)])
  for (const open of windows.values()) await (await open).close()
}

/** Forms that show themselves again when something is wrong, on a page of the same address. */
const forms = routes.filter(
  (route) =>
    route.method === 'POST' &&
    route.invalid !== undefined &&
    !route.json &&
    pages.some((page) => page.path === route.path),
)
/** Forms that stand on a page of their own and send to the address of the list. */
const standsAt: Record<string, string> = {
  '/staff/concerns': '/staff/concerns/new?group=south-essex',
  '/staff/help': '/staff/help/new',
}
const wrongs = new Map<string, string[]>()

/** Sends each form empty, and where that is fine with far too much, and looks at the page that comes back. */
async function sendAllWrong() {
  const left = [...forms]
  const send = async () => {
    const windows = new Map<Who, Visitor>()
    for (let route = left.shift(); route; route = left.shift()) {
      const who = visitorsOf(route)[0] ?? 'public'
      const open =
        windows.get(who) ??
        (await visitor(browser, program.address, { width: 320, cookie: cookies.get(who) }))
      windows.set(who, open)
      wrongs.set(
        route.path,
        await sendWrong(route, open).catch((error: Error) => [error.message.split('\n')[0] ?? 'failed']),
      )
    }
    for (const open of windows.values()) await open.close()
  }
  await Promise.all([send(), send()])
}

async function sendWrong(route: Route, { page, complaints }: Visitor): Promise<string[]> {
  const address = await addressOf(route)
  for (const text of ['', 'x'.repeat(5000)]) {
    await page.goto(standsAt[route.path] ?? address)
    const answered = page.waitForNavigation()
    const sent = await page.evaluate(
      ([wrong = '', target = '']) => {
        const form = [...document.querySelectorAll('main form')].find(
          (one): one is HTMLFormElement =>
            one instanceof HTMLFormElement &&
            one.method === 'post' &&
            new URL(one.action).pathname === target,
        )
        if (!form) return false
        for (const field of form.elements) {
          if (field instanceof HTMLTextAreaElement) field.value = wrong
          else if (field instanceof HTMLSelectElement) field.value = ''
          else if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type))
            field.checked = false
          else if (field instanceof HTMLInputElement && field.type !== 'hidden' && field.type !== 'file')
            field.value = wrong
        }
        form.noValidate = true
        form.requestSubmit()
        return true
      },
      [text, new URL(standsAt[route.path] ? route.path : page.url(), page.url()).pathname],
    )
    if (!sent) {
      answered.catch(() => {})
      return ['has no form that sends to its own address']
    }
    const answer = await answered
    if (answer?.status() === 422) return [...(await faultsOf(page, await answer.text())), ...complaints()]
  }
  return ['takes whatever it is sent']
}

/** What is wrong with a page that says what is wrong with a form. */
async function faultsOf(page: Page, html: string): Promise<string[]> {
  const faults: string[] = []
  const summary = page.getByRole('alert').or(page.locator('[aria-labelledby="error-summary-title"]')).first()
  if (!(await summary.isVisible())) faults.push('no summary of what is wrong')
  else if (
    !(await page.evaluate(() =>
      document.activeElement?.matches('.nhsuk-error-summary, .nhsuk-error-summary *'),
    ))
  )
    faults.push('the summary does not take the focus')
  const title = await page.title()
  if (!title.startsWith('Error: ')) faults.push(`the tab says "${title}"`)
  const nowhere = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('.nhsuk-error-summary a')]
      .filter((link) => !document.getElementById(link.hash.slice(1)))
      .map((link) => link.textContent),
  )
  faults.push(...nowhere.map((link) => `"${link}" in the summary leads nowhere`))
  faults.push(...(await accessibility(page)))
  if ((await sideways(page)) > 0) faults.push('scrolls sideways')
  faults.push(...(await htmlFaults(html)))
  return faults
}

/** Each page of joining as it comes back when what it asks for is missing or too long, by the address it was sent to. */
const joinWrongs = new Map<string, string[]>()
const stageNames = stages.map((stage) => stage.name)
async function sendJoiningWrong() {
  const open = await visitor(browser, program.address, { width: 320 })
  for (const stage of stages) {
    const faults = await joinStageWrong(stage, open).catch((error: Error) => [
      error.message.split('\n')[0] ?? '',
    ])
    joinWrongs.set(stage.name, faults)
  }
  await open.close()
}

async function joinStageWrong(stage: Stage, { page, complaints }: Visitor): Promise<string[]> {
  for (const wrong of ['', 'x'.repeat(5000)]) {
    // What was said on the pages before: somebody helps, so that every stage is asked.
    const said: Record<string, string> = { for: 'someone', called: 'Ada', reach: 'email', begins: 'call me' }
    for (const field of stage.fields) said[field] = field === 'reach' || field === 'for' ? '' : wrong
    await page.goto(`${program.address}/groups/scotland-online/join`)
    const answered = page.waitForNavigation()
    await page.evaluate(
      ([path, values]) => {
        const form = document.createElement('form')
        form.method = 'post'
        form.action = path
        for (const [name, value] of Object.entries(values)) {
          const field = document.createElement('textarea')
          field.name = name
          field.value = value
          form.append(field)
        }
        document.body.append(form)
        form.submit()
      },
      [`/groups/scotland-online/join/${stage.name}`, said] as const,
    )
    const answer = await answered
    if (answer?.status() === 422) return [...(await faultsOf(page, await answer.text())), ...complaints()]
  }
  return ['takes whatever it is sent']
}

const namesIllness = /cancer|breast|metasta|secondary|stage 4|tumour|oncolog|support group|living with/i

async function look(
  { route, who, width, language }: (typeof walks)[number],
  windowOf: (who: Who, width: number, script: boolean) => Promise<Visitor>,
): Promise<string[]> {
  const address = addressIn(language, await addressOf(route))
  const noPage = notPages[route.path]
  if (noPage) {
    const cookie = cookies.get(who)
    const answer = await fetch(program.address + address, {
      headers: cookie ? { cookie } : {},
      redirect: 'manual',
    })
    const type = answer.headers.get('content-type') ?? ''
    return answer.status === noPage.status && noPage.type.test(type) ? [] : [`${answer.status} ${type}`]
  }
  const faults: string[] = []
  const plain = await windowOf(who, width, false)
  const answer = await plain.page.goto(address)
  if (answer?.status() !== 200) return [`answers ${answer?.status()}`]
  const html = await answer.text()
  faults.push(...(await htmlFaults(html)))
  for (const [, href = ''] of html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)) {
    const kind = href.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\?.*/, '')
    if (!links.has(`${who} ${kind}`)) links.set(`${who} ${kind}`, href.replaceAll('&amp;', '&'))
  }
  const headings = await plain.page.getByRole('heading', { level: 1 }).count()
  if (headings !== 1) faults.push(`${headings} main headings without script`)
  if (!(await plain.page.getByRole('main').isVisible())) faults.push('nothing to see without script')
  if (width === 320) faults.push(...(await tooWide(plain.page)))
  const title = await plain.page.title()
  if (title === '') faults.push('no title')
  if (route.access !== 'public' && namesIllness.test(title)) faults.push(`the tab says "${title}"`)

  const full = await windowOf(who, width, true)
  full.complaints()
  await full.page.goto(address, { waitUntil: 'load' })
  faults.push(...(await accessibility(full.page)))
  if (width === 320 && (await sideways(full.page)) > 0) faults.push('scrolls sideways')
  faults.push(...full.complaints(), ...plain.complaints())
  return faults
}

/** A page that is wider than a phone's window or a tablet's. Leaves the window as narrow as it was. */
async function tooWide(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [768, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await sideways(page)
    if (over > 0) faults.push(`${over} px wider than a window of ${width} px, without script`)
  }
  return faults
}

async function addressOf(route: Route): Promise<string> {
  if (route.path.startsWith('/sample/mail/:id')) {
    const [mail] = (await (await fetch(`${program.address}/sample/mail.json`)).json()) as { id: string }[]
    if (!mail) throw new Error('no message was sent yet')
    return route.path.replace(':id', mail.id)
  }
  return fillAddress(route, program.query, member)
}

describe('every page of everybody', () => {
  test.each(walks.map(({ name }) => name))('%s', (name) => {
    expect(seen.get(name)).toEqual([])
  })
})

test('every link on a page leads somewhere that whoever sees it may open', async () => {
  const dead: string[] = []
  expect(links.size).toBeGreaterThan(50)
  for (const [kind, href] of links) {
    const who = kind.split(' ')[0] as Who
    // A link from the public pages to one's own asks for a link first, and one to staff pages for a sign-in.
    const cookie = cookies.get(who)
    const answer = await fetch(program.address + href, { headers: cookie ? { cookie } : {} })
    if (answer.status >= 400 && !(answer.status === 410)) dead.push(`${kind}: ${answer.status}`)
    await answer.body?.cancel()
  }
  expect(dead).toEqual([])
})

describe('every form that was filled in wrong says so', () => {
  test.each(forms.map((route) => route.path))('%s', (path) => {
    expect(wrongs.get(path)).toEqual([])
  })
})

describe('every page of joining that was filled in wrong says so', () => {
  test.each(stageNames)('/groups/:slug/join/%s', (name) => {
    expect(joinWrongs.get(name)).toEqual([])
  })
})
