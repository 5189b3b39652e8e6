import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform/transactions.ts'
import { type SampleCharity, sampleCharity } from '../../../tests/sample-charity.ts'
import { changeGroup } from './groups.ts'

let charity: SampleCharity

beforeAll(async () => {
  charity = await sampleCharity()
}, 60_000)
afterAll(() => charity?.db.drop())

/** What somebody reads on a page: its words without marks, structured data left out. */
async function read(
  path: string,
): Promise<{ status: number; html: string; text: string; headings: string[] }> {
  const answer = await charity.get(path)
  const html = await answer.text()
  const words = (part: string) =>
    part
      .replace(/<(script|title)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
      .trim()
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  return {
    status: answer.status,
    html,
    text: words(main),
    headings: [...main.matchAll(/<h[123][^>]*>([\s\S]*?)<\/h[123]>/g)].map((found) => words(found[1] ?? '')),
  }
}
const near = (typed: string, more = '') => read(`/groups?near=${encodeURIComponent(typed)}${more}`)
const groups = (page: { html: string }) => [
  ...new Set([...page.html.matchAll(/href="\/groups\/([a-z-]+)"/g)].map((found) => found[1])),
]

describe('the finder', () => {
  test('a full postcode: nearest first, miles, the next date and how many can come, online groups beside', async () => {
    const page = await near('SS6 7EF')
    expect(page.status).toBe(200)
    expect(page.headings).toContain('Nearest to SS6 7EF')
    expect(groups(page).slice(0, 2)).toEqual(['south-essex', 'norfolk-and-waveney'])
    expect(page.text).toMatch(/In person · nearby South Essex Friday 27 November, 11am to 1pm/)
    expect(page.text).toMatch(/In person · about \d+ miles Norfolk/)
    expect(page.text).toContain('No need to tell us first: just come.')
    expect(page.headings).toContain('Online, from anywhere in England')
    expect(groups(page)).toContain('england-evenings')
    expect(page.text).toMatch(/England evenings Thursday 3 December, 7pm to 8.30pm \d+ of 20 places left/)
    expect(groups(page)).not.toContain('scotland-online')
    expect(page.text).toContain('Distances are rough')
  })

  test('says no distance that is not known: a town of its own, the very postcode, the middle of a county', async () => {
    expect((await near('Rayleigh')).text).toContain('In person · in Rayleigh South Essex')
    expect((await read('/cy/groups?near=Rayleigh')).text).toContain('Wyneb yn wyneb · Rayleigh South Essex')
    const [mill] = await charity.db.rows<{ postcode: string }>(
      `select v.postcode from groups g join venues v on v.id = g.venue_id where g.slug = 'south-essex'`,
    )
    expect((await near(mill?.postcode ?? '')).text).toContain('In person · less than a mile South Essex')
    expect((await near('Essex')).text).not.toMatch(/· (nearby|about 5 miles)/)
  })

  test('the first half of a postcode, lower case and without space, is enough', async () => {
    for (const typed of ['SS6', 'ss6', 'ss67ef', ' sS6  7Ef ']) {
      const page = await near(typed)
      expect(page.headings.find((heading) => heading.startsWith('Nearest to SS6'))).toBeDefined()
      expect(groups(page)[0]).toBe('south-essex')
    }
  })

  test('a typing slip is mended and said', async () => {
    for (const [typed, meant] of [
      ['SS6 7E F', 'SS6 7EF'],
      ['BH15 IHJ', 'BH15 1HJ'],
      ['NR1 4DH.', 'NR1 4DH'],
      ['LSI 4DY', 'LS1 4DY'],
    ] as const)
      expect((await near(typed)).headings).toContain(`Nearest to ${meant}`)
    expect((await near('BH15 IHJ')).text).toContain('We looked near BH15 1HJ.')
    expect((await near('BH15 1HJ')).text).not.toContain('We looked near')
  })

  test('a town, in any writing', async () => {
    for (const typed of ['Rayleigh', 'rayleigh', 'RAYLEIGH, Essex'])
      expect(groups(await near(typed))[0]).toBe('south-essex')
    expect(groups(await near('Inverness'))[0]).toBe('highland')
    expect((await near('Inverness')).headings).toContain('Online, from anywhere in Scotland')
  })

  test('a name that several towns have is asked about, and each answer leads on', async () => {
    const page = await near('Newport')
    expect(page.text).toContain('Which one do you mean?')
    const choices = [...page.html.matchAll(/href="(\/groups\?near=Newport%2C[^"]*)"/g)].map((found) =>
      (found[1] ?? '').replaceAll('&amp;', '&'),
    )
    expect(choices.length).toBeGreaterThan(2)
    for (const choice of choices) expect((await read(choice)).text).not.toContain('Which one do you mean?')
  })

  test('nothing typed shows every group that the public may find', async () => {
    const page = await near('')
    expect(page.headings).toContain('All groups')
    const open = await charity.db.rows<{ slug: string }>(
      `select slug from groups where state in ('open', 'paused') order by slug`,
    )
    expect(groups(page).toSorted()).toEqual(open.map((row) => row.slug))
  })

  test('what is no place is said kindly, with a way on, and nobody stands before an empty page', async () => {
    for (const typed of ['zzzzzz', '12345', '💛💛', '<b>here</b>', 'QZ1 1AA', 'مدينة']) {
      const page = await near(typed)
      expect(page.status).toBe(200)
      expect(page.html).not.toContain('<b>here</b>')
      expect(groups(page).length).toBeGreaterThan(5)
      expect(page.html).toContain('nhsuk-error-message')
    }
  })

  test.each([
    ['BT1 5GS', 'in Northern Ireland', 'belfast'],
    ['Belfast', 'in Northern Ireland', 'belfast'],
    ['JE2 3AB', 'in Jersey', null],
    ['Jersey', 'in Jersey', null],
    ['GY1 1AA', 'in Guernsey', null],
    ['IM1 1AA', 'on the Isle of Man', null],
    ['Douglas, Isle of Man', 'on the Isle of Man', null],
  ])('%s is no dead end', async (typed, where, slug) => {
    const page = await near(typed)
    expect(page.html).not.toContain('nhsuk-error-message')
    expect(page.headings.some((heading) => heading.startsWith('Nearest to'))).toBe(true)
    if (slug) expect(groups(page)[0]).toBe(slug)
    else expect(page.text).toContain(`There is no group in person ${where} yet.`)
    // Something to join from home is always there.
    expect(groups(page)).toContain('uk-weekend')
  })

  test('a postcode that may be a slip is looked for as typed, with a way to the other', async () => {
    const page = await near('S56 7ED')
    expect(page.headings).toContain('Nearest to S56 7ED')
    expect(page.text).toContain('We looked near S56 7ED. Did you mean SS6 7ED?')
    const link = /href="(\/groups\?near=SS6[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const other = await read(link)
    expect(groups(other)[0]).toBe('south-essex')
    expect(other.text).not.toContain('Did you mean')
  })

  test('a postcode with a wrong end is looked for by its first half, and the page says so', async () => {
    const page = await near('SS6 7EO')
    expect(page.headings).toContain('Nearest to SS6')
    expect(groups(page)[0]).toBe('south-essex')
    expect(page.text).toContain('We could not read all of “SS6 7EO”, so we looked near SS6.')
    expect(page.text).not.toContain('does not look like a postcode')
    const slip = await near('S56 7EO')
    expect(slip.text).toMatch(/all of “S56 7EO”, so we looked near S56\..*Did you mean SS6\?/)
    expect((await near('SS6')).text).not.toContain('could not read')
    expect((await read('/cy/groups?near=SS6+7EO')).text).toContain('Ni allem ddarllen y cyfan o “SS6 7EO”')
  })

  test('a county is looked around, roughly; of a nation its own groups come first, without miles', async () => {
    const county = await near('Essex')
    expect(county.headings).toContain('In and around Essex')
    expect(groups(county)[0]).toBe('south-essex')
    expect(county.text).toMatch(/about \d+ miles/)
    expect(county.text).toContain('We know the rough middle of Essex')
    expect((await near('Isle of Wight')).headings).toContain('In and around the Isle of Wight')
    const nation = await near('Scotland')
    expect(nation.headings).toContain('In Scotland')
    // What lies elsewhere stands under a heading that says so.
    const [own = '', others = ''] = nation.html.split('>Elsewhere in the UK</h2>')
    expect(own).toContain('href="/groups/highland"')
    expect(own).not.toContain('href="/groups/newcastle"')
    expect(others).toContain('href="/groups/newcastle"')
    expect((await read('/cy/groups?near=Cymru')).headings).toContain('Yng Nghymru')
    expect(nation.headings).toContain('Online, from anywhere in Scotland')
    expect(groups(nation)[0]).toBe('highland')
    expect(nation.text).not.toMatch(/\d+ miles/)
  })

  test('somebody outside the UK is not left without a way', async () => {
    for (const typed of ['Dublin', 'Ireland']) {
      const page = await near(typed)
      expect(page.text).toContain(`None of our groups meets in ${typed}`)
      expect(page.html).toMatch(/<main[\s\S]*href="tel:/)
      expect(groups(page)).toContain('scotland-online')
      expect(page.html).not.toContain('nhsuk-error-message')
    }
  })

  test('in person, online or both', async () => {
    const inPerson = await near('SS6', '&kind=in-person')
    const online = await near('SS6', '&kind=online')
    expect(groups(inPerson)[0]).toBe('south-essex')
    expect(groups(inPerson)).toContain('england-evenings')
    expect(groups(online)).toEqual(['england-evenings', 'uk-weekend'])
  })

  test('further groups are one press away, and the map says the same in words', async () => {
    const page = await near('SS6 7EF')
    const more = /href="(\/groups\?[^"]*all=yes[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(groups(await read(more)).length).toBeGreaterThan(groups(page).length)
    expect(page.html).toMatch(
      /Map of the UK with the places of \d+ groups; the nearest, South Essex, is marked/,
    )
  })

  test('a paused group says so instead of a date, after those that meet', async () => {
    const page = await near('B1 2JB', '&all=yes')
    expect(page.text).toContain('We are looking for a new room after the summer.')
    const order = groups(page).filter((slug) => slug && !/online|weekend|evenings|lein/.test(slug))
    expect(order.at(-1)).toBe('birmingham')
    expect(page.text).not.toMatch(/Birmingham (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)/)
  })
})

describe('the page of a group', () => {
  test('says first that a date falls out, why, and what there is instead', async () => {
    const page = await read('/groups/south-essex')
    const off = page.text.indexOf('Not on Friday 25 December')
    expect(off).toBeGreaterThan(-1)
    expect(off).toBeLessThan(page.text.indexOf('The fourth Friday of every month'))
    expect(off).toBeLessThan(page.text.indexOf('Next dates'))
    expect(page.text).toContain('The building is closed for Christmas. Ring us that week')
    const dates = page.text.slice(page.text.indexOf('Next dates'))
    expect(dates.match(/Friday \d+ \w+/g)?.slice(0, 6)).toEqual([
      'Friday 27 November',
      'Friday 25 December',
      'Friday 22 January',
      'Friday 26 February',
      'Friday 26 March',
      'Friday 23 April',
    ])
  })

  test('tells a visitor when, where, who leads, what a first visit is like and how to join', async () => {
    const page = await read('/groups/south-essex')
    for (const words of ['The Mill Arts and Event Centre', 'Step-free', 'Led by', 'Free', '01632 960 123'])
      expect(page.text).toContain(words)
    expect(page.headings).toEqual(
      expect.arrayContaining(['South Essex', 'Next dates', 'What happens the first time', 'Who it is for']),
    )
    expect(page.html).toContain('href="/groups/south-essex/join"')
    expect(page.html).toContain('href="/groups/south-essex/calendar.ics"')
    expect(page.text).toContain('Living with fatigue')
  })

  test('a paused group has its sentence and no button to join; a new one says when it begins', async () => {
    const paused = await read('/groups/birmingham')
    expect(paused.text).toContain('Paused for now')
    expect(paused.text).toContain('We are looking for a new room after the summer.')
    expect(paused.html).not.toContain('href="/groups/birmingham/join"')
    const begins = await read('/groups/cornwall')
    expect(begins.text).toMatch(/Begins on \d+ \w+/)
    expect(begins.html).toContain('href="/groups/cornwall/join"')
    // The launch day is no session's: people would come to a locked door.
    const days = /Begins on (\d+ \w+)/.exec((await near('Truro')).text)
    const [session] = await charity.db.rows<{ day: string }>(
      `select to_char(date, 'FMDD FMMonth') as day from sessions
        where group_id = (select id from groups where slug = 'cornwall') order by date limit 1`,
    )
    expect(days?.[1]).toBe(session?.day)
  })

  test('a planned group is nowhere until it is opened: no page, no calendar, no way to join', async () => {
    const [session] = await charity.db.rows<{ id: string }>(
      `select s.id from sessions s join groups g on g.id = s.group_id where g.slug = 'gwynedd' limit 1`,
    )
    for (const address of ['', '/print', '/calendar.ics', '/join'])
      expect((await read(`/groups/gwynedd${address}`)).status, address).toBe(404)
    expect((await read(`/sessions/${session?.id}.ics`)).status).toBe(404)
    expect(groups(await near('Bangor, Gwynedd'))).not.toContain('gwynedd')
  })

  test('a closed group is gone, kindly, and out of the finder', async () => {
    const page = await read('/groups/harrogate')
    expect(page.status).toBe(410)
    expect(page.headings).toEqual(['This group no longer meets'])
    expect(page.html).toContain('action="/groups"')
    expect(groups(await near(''))).not.toContain('harrogate')
    expect((await read('/groups/harrogate/print')).status).toBe(410)
  })

  test('an address that was never there is not found', async () => {
    for (const path of [
      '/groups/nowhere',
      '/groups/SOUTH%20ESSEX',
      '/groups/%00',
      `/groups/${'a'.repeat(900)}`,
    ])
      expect((await read(path)).status).toBe(404)
  })

  test('an old name leads to the new one, on the page, its calendar, its print view and its form', async () => {
    const [group] = await charity.db.rows<{ id: string }>(`select id from groups where slug = 'dorset'`)
    const [account] = await charity.db.rows<{ id: string }>(
      `select id from accounts where email_key = 'administrator@example.org'`,
    )
    const administrator = {
      kind: 'staff',
      accountId: account?.id ?? '',
      name: 'Ada Administrator',
      email: 'administrator@example.org',
      roles: ['administrator'],
      groups: [],
      sessionId: '',
    } as const
    const rename = (slug: string) =>
      transact(charity.db.app, { ...administrator, roles: ['administrator'], groups: [] }, (tx) =>
        changeGroup(tx, { groupId: group?.id ?? '', slug }),
      )
    expect((await rename('poole')).ok).toBe(true)
    for (const rest of ['', '/calendar.ics', '/print', '/join']) {
      const answer = await charity.get(`/groups/dorset${rest}`)
      expect([answer.status, answer.headers.get('location')]).toEqual([301, `/groups/poole${rest}`])
      expect((await charity.get(`/groups/poole${rest}`)).status).toBe(200)
    }
    expect((await rename('dorset')).ok).toBe(true)
    expect((await charity.get('/groups/dorset')).status).toBe(200)
    expect((await charity.get('/groups/poole')).headers.get('location')).toBe('/groups/dorset')
  })
})

describe('calendar files', () => {
  test('the feed holds the dates ahead, the cancelled one as such, with a zone and a name for each session', async () => {
    const answer = await charity.get('/groups/south-essex/calendar.ics')
    expect(answer.headers.get('content-type')).toContain('text/calendar')
    const file = (await answer.text()).replaceAll('\r\n ', '')
    const events = file.split('BEGIN:VEVENT').slice(1)
    expect(events.length).toBeGreaterThanOrEqual(6)
    expect(file).toContain('BEGIN:VTIMEZONE')
    expect(events[0]).toContain('DTSTART;TZID=Europe/London:20261127T110000')
    expect(events[0]).toContain('STATUS:CONFIRMED')
    expect(events[1]).toContain('DTSTART;TZID=Europe/London:20261225T110000')
    expect(events[1]).toContain('STATUS:CANCELLED')
    expect(events[1]).toContain('SEQUENCE:1')
    const summer = events.find((event) => event.includes('20270423T110000'))
    expect(summer).toContain('DTSTART;TZID=Europe/London:20270423T110000')
    const [session] = await charity.db.rows<{ id: string }>(
      `select s.id from sessions s join groups g on g.id = s.group_id where g.slug = 'south-essex' and s.date = '2026-11-27'`,
    )
    expect(events[0]).toContain(`UID:${session?.id}@localhost`)
  })

  test('one session is the same event, also when it is cancelled', async () => {
    const sessions = await charity.db.rows<{ id: string; state: string }>(
      `select s.id, s.state from sessions s join groups g on g.id = s.group_id
       where g.slug = 'south-essex' and s.date in ('2026-11-27', '2026-12-25') order by s.date`,
    )
    expect(sessions.map((session) => session.state)).toEqual(['planned', 'cancelled'])
    for (const session of sessions) {
      const answer = await charity.get(`/sessions/${session.id}.ics`)
      const file = (await answer.text()).replaceAll('\r\n ', '')
      expect(file).toContain(`UID:${session.id}@localhost`)
      expect(file).toContain(session.state === 'planned' ? 'STATUS:CONFIRMED' : 'STATUS:CANCELLED')
      expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    }
    expect((await charity.get('/sessions/00000000-0000-0000-0000-000000000000.ics')).status).toBe(404)
  })
})

describe('what search engines and strangers may know', () => {
  test('structured data says when and where, and that a date is cancelled', async () => {
    const { html } = await read('/groups/south-essex')
    const data = JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '')
    const events = data['@graph'].filter((entry: { '@type': string }) => entry['@type'] === 'Event')
    expect(events[0]).toMatchObject({
      startDate: '2026-11-27T11:00:00+00:00',
      eventStatus: 'https://schema.org/EventScheduled',
    })
    expect(events[1].eventStatus).toBe('https://schema.org/EventCancelled')
    expect(data['@graph'][0].eventSchedule).toMatchObject({ '@type': 'Schedule', byMonthWeek: 4 })
  })

  test('no joining link stands on any public page or file of an online group', async () => {
    const links = await charity.db.rows<{
      url: string
      dial_in_number: string | null
      dial_in_code: string | null
    }>('select url, dial_in_number, dial_in_code from group_joining')
    expect(links.length).toBeGreaterThan(2)
    const online = await charity.db.rows<{ slug: string; id: string }>(
      `select g.slug, s.id from groups g join lateral (select id from sessions where group_id = g.id
         and starts_at > clock() order by starts_at limit 1) s on true where g.kind = 'online'`,
    )
    const paths = online.flatMap(({ slug, id }) => [
      `/groups/${slug}`,
      `/groups/${slug}/print`,
      `/groups/${slug}/calendar.ics`,
      `/groups/${slug}/join`,
      `/sessions/${id}.ics`,
    ])
    for (const path of [...paths, '/groups', '/groups?kind=online']) {
      const answer = await charity.get(path)
      expect(answer.status, path).toBe(200)
      // Ids are random: one of them could hold the digits of a code.
      const text = (await answer.text())
        .replaceAll('\r\n ', '')
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
      for (const link of links)
        for (const secret of [link.url, new URL(link.url).host, link.dial_in_number, link.dial_in_code])
          if (secret && secret.length > 3) expect(text, path).not.toContain(secret)
    }
  })
})

describe('what is kept of public pages', () => {
  test('is dropped within a second of a change that another process makes', async () => {
    const { services, db } = charity
    const stop = await services.cache.listen(db.urls.app, pino({ level: 'silent' }))
    try {
      const lookUps = async () =>
        (await db.rows<{ n: number }>('select count(*)::int as n from groups'))[0]?.n
      expect(await lookUps()).toBeGreaterThan(10)
      for (const [change, path, seen] of [
        [
          `update groups set led_by = 'Dr Olive Newcomer' where slug = 'leeds'`,
          '/groups/leeds',
          'Dr Olive Newcomer',
        ],
        [
          `update groups set name = 'Leeds and Bradford' where slug = 'leeds'`,
          '/groups?near=LS2',
          'Leeds and Bradford',
        ],
        [
          `update sessions set state = 'cancelled', cancelled_words = 'The lift is broken.' where id = (select s.id from sessions s
             join groups g on g.id = s.group_id where g.slug = 'leeds' and s.starts_at > clock() order by s.starts_at limit 1)`,
          '/groups/leeds',
          'The lift is broken.',
        ],
        [`update charity set name = 'Beside You'`, '/', 'Beside You'],
      ] as const) {
        expect((await read(path)).html).not.toContain(seen)
        // It was kept: the same page again is made from no question to the database.
        await db.rows(change)
        const changed = performance.now()
        while (!(await read(path)).html.includes(seen)) {
          expect(performance.now() - changed, `${seen} after more than a second`).toBeLessThan(1000)
          await wait(20)
        }
      }
      await db.rows(`update charity set name = 'Alongside'`)
    } finally {
      await stop()
    }
  })

  test('and kept until then: a page asked for again asks the database nothing', async () => {
    const { services, db } = charity
    const stop = await services.cache.listen(db.urls.app, pino({ level: 'silent' }))
    try {
      await read('/')
      const connect = db.app.pool.connect.bind(db.app.pool)
      let asked = 0
      db.app.pool.connect = ((...args: []) => {
        asked += 1
        return connect(...args)
      }) as typeof db.app.pool.connect
      try {
        await read('/')
        expect(asked).toBe(0)
        services.cache.drop()
        await read('/')
        expect(asked).toBeGreaterThan(0)
      } finally {
        db.app.pool.connect = connect as typeof db.app.pool.connect
      }
    } finally {
      await stop()
    }
  })
})
