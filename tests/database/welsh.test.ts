import { globSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeMessage } from '#features/messages/emails.tsx'
import { lookAt } from '#features/messages/facts.ts'
import { joiningPath } from '#features/people/people.ts'
import { Visitor } from '#features/people/testing/visitor.ts'
import { system } from '#platform/actor.ts'
import { readCharity } from '#platform/charity.ts'
import { showPublic } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { page } from '#platform/web.ts'
import { createApp } from '../../src/app.tsx'
import { words as textOfPages } from '../../src/features/charity/words-public.ts'
import { features } from '../../src/features.ts'
import { aSampleMember, fillAddress } from '../route-parameters.ts'
import { memberCookie, type SampleCharity, sampleCharity } from '../sample-charity.ts'

const root = join(import.meta.dirname, '../..')

/** English on purpose: what staff alone read. Whoever leaves anything else out of the Welsh makes this file fail. */
const staffOnly: Record<string, readonly string[]> = {
  'src/design/words': [],
  'src/features/bereavement/wishes-words': ['staff'],
  'src/features/groups/words-dates': ['ruleErrors', 'clash', 'bankHolidays', 'bankHolidayFile'],
  'src/features/messages/words': ['whyStaff', 'staff link', 'staff invitation', 'something waits'],
  'src/features/messages/words-letters': ['title'],
  'src/features/places/words': ['staffDone'],
}

/** Tables of words that nobody but staff reads, or that have no Welsh yet and say so on their page (`onlyEnglish`). */
const withoutWelsh = [
  'src/features/accounts/words',
  'src/features/bereavement/plan-words',
  'src/features/bereavement/words',
  'src/features/charity/words',
  'src/features/concerns/words',
  'src/features/facilitation/raised-words',
  'src/features/facilitation/words',
  'src/features/groups/command-words',
  'src/features/groups/staff-words',
  'src/features/groups/staff-words-sessions',
  'src/features/groups/time-words',
  'src/features/messages/words-letter-pages',
  'src/features/messages/words-pages',
  'src/features/people/staff-words',
  'src/features/people/words-register',
  'src/features/rights/words',
  'src/features/today/raised-words',
  'src/features/today/words',
  'src/features/welcome/words',
  'src/features/welcome/words-ringing',
  'src/features/welcome/words-script',
  'src/features/welcome/words-waits',
]

/** Small words of English that Welsh does not have; two of them in one text are a sentence. */
const smallWords = /\b(?:the|you|your|we|our|with|is|are|of|for|this|that|please|not|have)\b/gi
/** What the charity typed as names, and what nobody reads who uses the forms as they are. */
const names = /The Mill Arts and Event Centre|Invalid option: expected one of .*/g

/** The texts of a page that read as English and do not stand where the page says so. */
function englishIn(html: string): string[] {
  const parts = html.replace(/<(script|style|svg|head)\b[\s\S]*?<\/\1>/g, '').match(/<[^>]+>|[^<]+/g) ?? []
  const marked: boolean[] = []
  let text = ''
  for (const part of parts)
    if (part.startsWith('</')) {
      marked.pop()
      text += '\n'
    } else if (!part.startsWith('<')) text += marked.includes(true) ? '' : part
    else if (!/^<(?:!|input|br|hr|img)|\/>$/.test(part)) marked.push(/\slang="en"/.test(part))
  return text
    .split('\n')
    .map((said) => said.replace(names, '').replace(/\s+/g, ' ').trim())
    .filter((said) => (said.match(smallWords) ?? []).length >= 2)
}

type Words = Record<string, unknown>
const isTable = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Which words of the English have no Welsh, and which Welsh has no English, by the way to each. */
function differences(english: unknown, welsh: unknown, way = ''): string[] {
  if (welsh === undefined) return [`${way} is missing`]
  if (isTable(english) && isTable(welsh)) {
    const keys = new Set([...Object.keys(english), ...Object.keys(welsh)])
    return [...keys].flatMap((key) =>
      key in english
        ? differences(english[key], welsh[key], way ? `${way}.${key}` : key)
        : [`${way}.${key} has no English`],
    )
  }
  if (Array.isArray(english) && Array.isArray(welsh)) {
    if (english.length !== welsh.length) return [`${way} has ${welsh.length} parts, not ${english.length}`]
    return english.flatMap((part, at) => differences(part, welsh[at], `${way}[${at}]`))
  }
  return typeof english === typeof welsh ? [] : [`${way} is something else`]
}

const tables = globSync('src/**/*words*.ts', { cwd: root })
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((file) => !file.endsWith('.test'))
const welsh = tables.filter((file) => file.endsWith('-cy')).map((file) => file.slice(0, -'-cy'.length))

describe('the words', () => {
  test('every table has Welsh beside it, or is on the list of those that need none', () => {
    const lacking = tables.filter((file) => !file.endsWith('-cy') && !welsh.includes(file))
    expect(lacking.filter((file) => !withoutWelsh.includes(file))).toEqual([])
    expect(withoutWelsh.filter((file) => !lacking.includes(file))).toEqual([])
  })

  test.each(welsh)('%s: nothing is missing in Welsh that people read', async (file) => {
    const english: Words = await import(join(root, `${file}.ts`))
    // Where the English has another name, it stands beside the Welsh under the name of both.
    const en =
      english.en ?? Object.values(english).find((one): one is Words => isTable(one) && 'cy' in one)?.en
    const { cy } = await import(join(root, `${file}-cy.ts`))
    const allowed = staffOnly[file] ?? []
    expect(
      differences(en, cy).filter((line) => !allowed.some((key) => line === `${key} is missing`)),
    ).toEqual([])
  })

  test('the pages of text have as many parts in Welsh as in English', async () => {
    const charity = { name: 'A', illness: 'b', phone: 'c', phoneHours: '', email: '', postalAddress: '' }
    for (const page of ['privacy', 'whatToExpect'] as const) {
      const [english, inWelsh] = [
        textOfPages.en[page](charity as never),
        textOfPages.cy[page](charity as never),
      ]
      const shape = ({ sections }: typeof english) =>
        sections.map(({ paragraphs, list, facts }) => [paragraphs?.length, list?.length, facts?.length])
      expect(shape(inWelsh), page).toEqual(shape(english))
    }
  })
})

describe('in Welsh', () => {
  let charity: SampleCharity
  let rosa: string
  const memberOf = async (slug: string | null) => {
    const [member] = await charity.db.rows(
      `select p.id from people p join members m on m.person_id = p.id and m.left_at is null
       join groups g on g.id = m.group_id and g.state = 'open' and g.slug = coalesce($1, g.slug)
       where not has_died(p.id) order by p.id limit 1`,
      [slug],
    )
    return memberCookie(charity.db.rows, String(member?.id))
  }
  beforeAll(async () => {
    charity = await sampleCharity()
    rosa = await memberOf(null)
  })
  afterAll(() => charity?.db.drop())
  const look = async (path: string, cookie?: string) => {
    const answer = await charity.get(path, cookie)
    return { status: answer.status, html: await answer.text() }
  }
  const setWelsh = async (on: boolean) => {
    await charity.db.rows('update charity set welsh = $1, changed_at = clock()', [on])
    await expect.poll(async () => (await look('/cy/groups')).status).toBe(on ? 200 : 404)
  }

  test('every page for people is there, says its language, and leads to itself in English and to nothing else in it', async () => {
    for (const path of [
      '',
      '/groups',
      '/groups/dorset',
      '/groups/dorset/join',
      '/privacy',
      '/privacy/how-long',
      '/my',
      '/my/copy',
      '/my/erase',
      '/my/helpers',
      '/call-me',
    ]) {
      const { status, html } = await look(`/cy${path}`, path.startsWith('/my') ? rosa : undefined)
      expect(status, path).toBe(200)
      expect(html, path).toContain('<html lang="cy"')
      expect(html, path).toContain('Nid yw siaradwr Cymraeg wedi gwirio’r cyfieithiad hwn eto.')
      expect(html, path).toContain(`href="${path || '/'}" hreflang="en" lang="en">English</a>`)
      const elsewhere = [...html.matchAll(/<(?:a|form)\b[^>]* (?:href|action)="(\/[^"]*)"( hreflang)?/g)]
        .filter(([, , other]) => !other)
        .map(([, href = '']) => href)
        .filter((href) => !/^\/(cy|staff|sample|sessions\/|groups\/[a-z-]+\/calendar)/.test(href))
      expect(elsewhere, path).toEqual([])
    }
  })

  test('no page for people, and no form that was sent empty, holds English that is not marked as such', async () => {
    const member = await aSampleMember(charity.db.rows)
    const cookie = await memberCookie(charity.db.rows, member.personId)
    const routes = features
      .flatMap((feature) => feature.routes)
      .filter(({ path, access }) => /^(?!\/sample|\/api)/.test(path) && ['public', 'member'].includes(access))
    const found: string[] = []
    let pages = 0
    for (const route of routes) {
      // What is done with one press only is not pressed here.
      if (route.method === 'POST' && /erase|stop|sign-out|delete|remove/.test(route.path)) continue
      const path = `/cy${await fillAddress(route, charity.db.rows, member)}`
      const answer =
        route.method === 'GET' ? await charity.get(path, cookie) : await charity.post(path, {}, cookie)
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      pages += 1
      found.push(...englishIn(await answer.text()).map((said) => `${route.method} ${path}: ${said}`))
    }
    expect(pages).toBeGreaterThan(40)
    expect(found).toEqual([])
  })

  test('dates, hours and what is kept of a page are of its language', async () => {
    const [cy, en] = [await look('/cy/groups/dorset'), await look('/groups/dorset')]
    expect(cy.html).toMatch(/Dydd \w+ \d+ \w+/)
    expect(cy.html).toMatch(/\d(yb|yp) i \d/)
    expect(cy.html).not.toMatch(/\b(Friday|Tuesday|November|December)\b/)
    expect(en.html).not.toMatch(/Dydd |Tachwedd/)
    const { services, db } = charity
    const stop = await services.cache.listen(db.urls.app, pino({ level: 'silent' }))
    try {
      for (const path of [
        '',
        '/groups',
        '/groups/dorset',
        '/groups/dorset/print',
        '/privacy',
        '/what-to-expect',
      ]) {
        const [inWelsh, inEnglish] = [await look(`/cy${path}`), await look(path || '/')]
        expect(inWelsh.html, path).toContain('<html lang="cy"')
        expect(inEnglish.html, path).toContain('<html lang="en"')
        expect(inEnglish.html, path).not.toMatch(/Dydd |Grŵp|grŵp/)
      }
    } finally {
      await stop()
      services.cache.drop()
    }
  })

  test('what the charity typed is marked with its own language, on Welsh pages alone', async () => {
    const said = 'The building is closed for Christmas.'
    for (const path of ['/groups/south-essex', '/my']) {
      const cookie = path === '/my' ? await memberOf('south-essex') : undefined
      const [inWelsh, inEnglish] = [await look(`/cy${path}`, cookie), await look(path, cookie)]
      expect(inWelsh.html, path).toContain(`<span lang="en">${said}</span>`)
      expect(inEnglish.html, path).toContain(said)
      expect(inEnglish.html, path).not.toContain('<span lang=')
    }
    const [venue] = await charity.db.rows(
      `select v.parking from venues v join groups g on g.venue_id = v.id where g.slug = 'south-essex'`,
    )
    expect((await look('/cy/groups/south-essex')).html).toContain(`<span lang="en">${venue?.parking}</span>`)
  })

  test('search engines hear of both; what was asked goes with the reader, what was done does not', async () => {
    const { html } = await look('/groups?near=SS6+7EF&kind=any&done=saved')
    expect(html).toContain('href="/cy/groups?near=SS6+7EF&amp;kind=any" hreflang="cy" lang="cy">Cymraeg</a>')
    expect(html).toMatch(/<link rel="alternate" href="[^"]*\/cy\/groups" hreflang="cy"/)
    // A kept page is the same for everybody, whatever their address says.
    await look('/groups/dorset?from=somebody')
    expect((await look('/groups/dorset')).html).not.toContain('somebody')
  })

  test('somebody finds a group, joins, and hears in Welsh; the consent is kept in the words that were shown', async () => {
    const visitor = await new Visitor(charity.app).open('/cy/groups?near=Poole')
    expect(visitor.html).toContain('/cy/groups/dorset')
    await visitor.open('/cy/groups/dorset/join')
    await visitor.press('Parhau')
    expect(visitor.status).toBe(422)
    expect(visitor.html).toContain('Dewiswch i bwy mae hwn')
    await visitor.press('Parhau', { 'I mi': 'ticked' })
    await visitor.press('Parhau', { 'Beth ddylem eich galw?': 'Nerys' })
    await visitor.press('Parhau', { 'E-bost': 'ticked', 'Cyfeiriad e-bost': 'nerys@example.org' })
    await visitor.press('Parhau', { 'Byddaf yn dod draw': 'ticked' })
    for (let more = 0; more < 8 && !visitor.html.includes('a’ch cytundeb'); more += 1)
      await visitor.press(
        'Parhau',
        visitor.html.includes('Pa sesiynau?') ? { 'Byddaf yn penderfynu yn nes ymlaen': 'ticked' } : {},
      )
    const [box = ''] = /Rwy’n cytuno bod [^<]+/.exec(visitor.html) ?? []
    await visitor.press('Parhau', { [box.trim()]: 'ticked' })
    await visitor.press('Anfon')
    expect(visitor.path).toBe('/cy/groups/dorset/join/sent?by=email')
    const [joining] = await charity.db.rows(
      `select id, language from joinings where email = 'nerys@example.org'`,
    )
    expect(joining?.language).toBe('cy')

    const path = joiningPath(charity.services.secret, 'confirm address', String(joining?.id))
    await visitor.open(`/cy${path}`)
    await visitor.press('Ie, fy nghyfeiriad i yw hwn')
    expect(visitor.path).toBe('/cy/my?done=joined')
    expect(visitor.html).toContain('Helo Nerys')
    const [kept] = await charity.db.rows(
      `select p.language, c.words, c.version from people p join consents c on c.person_id = p.id
       where p.called = 'Nerys' and c.purpose = 'health information'`,
    )
    expect(kept).toMatchObject({ language: 'cy', words: box.trim(), version: '2026-11 cy' })

    // Their messages: in Welsh, with ways back to Welsh pages.
    const written = await transact(charity.services.database, system('gate'), async (tx) => {
      const rows = await charity.db.rows(
        `select m.id from messages m join people p on p.id = m.person_id where p.called = 'Nerys'`,
      )
      const settings = await readCharity(tx)
      const facts = await lookAt(
        tx,
        rows.map((row) => String(row.id)),
        'only look',
      )
      return facts.map((one) => ({
        kind: one.kind,
        ...writeMessage(one, settings, { main: null, stop: null }, 'example.org'),
      }))
    })
    const joined = written.find((one) => one.kind === 'joined')
    expect(joined?.subject).toBe('Diolch – beth sy’n digwydd nesaf')
    expect(joined?.html).toContain('<html lang="cy">')
    expect(joined?.text).toContain('Helo Nerys,')
    expect(joined?.text).toContain('Yn ystod yr wythnos, 9yb i 5yp')

    // They would rather have English after all.
    await visitor.open('/cy/my/language')
    await visitor.press('Cadw', { English: 'ticked' })
    expect(visitor.path).toBe('/my?done=saved')
    expect(visitor.html).toContain('Hello Nerys')
    expect(await charity.db.rows(`select language from people where called = 'Nerys'`)).toEqual([
      { language: 'en' },
    ])
  })

  test('a copy of everything held calls each part and field by its Welsh name', async () => {
    const answer = await charity.post('/cy/my/copy', { as: 'page' }, rosa)
    const html = await answer.text()
    expect(html).toContain('<html lang="cy"')
    for (const said of [
      'Copi o bopeth sydd gennym amdanoch',
      'Amdanoch chi',
      'Eich grwpiau',
      'Beth rydym yn eich galw',
    ])
      expect(html).toContain(said)
    // The words of messages stay as they were sent; what stands before them is Welsh.
    const before = [...html.matchAll(/<(?:h2|dt|th)\b[^>]*>([^<]+)/g)].map(([, said]) => said)
    expect(before.length).toBeGreaterThan(20)
    expect(before.filter((said) => / (?:you|your|the|we|it)\b|When|What|Since/i.test(`${said}`))).toEqual([])
  })

  test('what has no Welsh yet says so and is marked as English', async () => {
    const english = page('/only-english', 'public', (ask) =>
      showPublic(ask, { title: 'Only English', onlyEnglish: true }, 'Words'),
    )
    const answer = await createApp(charity.services, [english]).request('/cy/only-english')
    const html = await answer.text()
    expect(html).toContain('Nid yw’r dudalen hon ar gael yn Gymraeg eto.')
    expect(html).toContain('<div lang="en">Words</div>')
  })

  test('an address that is not there says so in Welsh', async () => {
    const { status, html } = await look('/cy/nowhere')
    expect(status).toBe(404)
    expect(html).toContain('Nid yw’r dudalen hon yma')
  })

  test('a charity that does not want it has neither the pages nor a way to them', async () => {
    await setWelsh(false)
    for (const path of ['/cy', '/cy/groups/dorset', '/cy/my']) {
      const { status, html } = await look(path, rosa)
      expect(status, path).toBe(404)
      expect(html).toContain('This page is not here')
    }
    expect((await look('/groups')).html).not.toContain('Cymraeg')
    expect((await look('/my', rosa)).html).not.toContain('/my/language')
    expect((await look('/my/language', rosa)).status).toBe(404)
    await setWelsh(true)
  })
})
