import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser } from '../../scripts/browser.mjs'
import { openBrowser, type Visitor, visitor } from './browser.ts'
import { type Hand, handOn } from './hand.ts'
import { type Mail, type RunningProgram, startProgram } from './program.ts'

// Newcastle meets on Tuesday 1 December, in person, with a limit: every part of the story happens there.
const SLUG = 'newcastle'
const DATE = '2026-12-01'
const ways = [
  {
    name: 'with script',
    width: 1280,
    script: true,
    keys: false,
    called: 'Philippa',
    email: 'philippa@example.org',
  },
  {
    name: 'without script at 320 px',
    width: 320,
    script: false,
    keys: false,
    called: 'Wilhelmina',
    email: 'wilhelmina@example.org',
  },
  {
    name: 'with the keyboard alone at 320 px',
    width: 320,
    script: true,
    keys: true,
    called: 'Keziah',
    email: 'keziah@example.org',
  },
] as const
type Way = (typeof ways)[number]

let program: RunningProgram
let browser: Browser
let session: string
const seconds = new Map<string, { personId: string; called: string; email: string }>()

beforeAll(async () => {
  ;[program, browser] = await Promise.all([
    startProgram(),
    openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser()),
  ])
  const [row] = await program.query<{ id: string; facilitated: boolean }>(
    `select s.id from sessions s join groups g on g.id = s.group_id where g.slug = $1 and s.date = $2`,
    [SLUG, DATE],
  )
  if (!row) throw new Error(`The sample has no session of ${SLUG} on ${DATE}`)
  session = row.id
  await program.query(
    `insert into group_staff (group_id, account_id, part) select g.id, a.id, 'facilitator' from groups g, accounts a
     where g.slug = $1 and a.email_key = 'facilitator@example.org' on conflict do nothing`,
    [SLUG],
  )
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

async function withVisitor<T>(way: Way, story: (hand: Hand, visitor: Visitor) => Promise<T>): Promise<T> {
  const guest = await visitor(browser, program.address, way)
  guest.page.setDefaultTimeout(20_000)
  try {
    const told = await story(handOn(guest.page, way), guest)
    expect(guest.complaints()).toEqual([])
    return told
  } finally {
    await guest.close()
  }
}

/** Waits for a message to somebody, by its subject. */
async function mailTo(email: string, subject: RegExp): Promise<Mail> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = (await program.mails(email)).find((mail) => subject.test(mail.subject))
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const got = (await program.mails(email)).map((mail) => mail.subject)
  throw new Error(`No message "${subject}" came to ${email}, only: ${got.join('; ')}`)
}

/** The personal link in a message, as plain text has it. */
function linkIn(mail: Mail, path: string): string {
  const link = new RegExp(`${program.address}(${path}[^\\s)>]*)`).exec(mail.text)?.[1]
  if (!link) throw new Error(`No link to ${path} in:\n${mail.text}`)
  return link
}

/** What a message shows on the outside names neither the illness nor the service (P7). */
function expectDiscreet(mail: Mail) {
  expect(`${mail.subject} ${mail.from}`).not.toMatch(
    /cancer|breast|secondary|illness|support group|Newcastle/i,
  )
}

async function placeOf(personId: string): Promise<string | undefined> {
  const [row] = await program.query<{ state: string }>(
    'select state from places where session_id = $1 and person_id = $2',
    [session, personId],
  )
  return row?.state
}

/** Leaves exactly one place free at the session. */
async function leaveOnePlace() {
  await program.query(
    `update sessions set session_limit = 1 + (select count(*) from places where session_id = $1 and state in ('kept', 'offered'))
     where id = $1`,
    [session],
  )
}

describe.each(ways)('$name', (way) => {
  let personId = ''

  test('somebody types a postcode, finds a group and fills in the form', async () => {
    await leaveOnePlace()
    await withVisitor(way, async (hand) => {
      await hand.open('/')
      await hand.write('Where are you?', 'NE1 2PF')
      await hand.press('button', 'Find a group')
      await hand.sees('Find a group')
      await hand.page.getByRole('heading', { name: 'Nearest to NE1 2PF' }).waitFor()
      await hand.press('link', 'Newcastle')
      await hand.sees('Newcastle')
      await hand.press('button', 'Join this group')
      await hand.sees('Join Newcastle')
      await hand.choose('radio', 'Me')
      await hand.press('button', 'Continue')
      await hand.sees('What shall we call you?')
      await hand.write('What shall we call you?', way.called)
      await hand.press('button', 'Continue')
      await hand.sees('How shall we reach you?')
      await hand.choose('radio', 'E-mail')
      await hand.write('E-mail address', way.email)
      await hand.press('button', 'Continue')
      await hand.sees('How would you like to begin?')
      await hand.choose('radio', 'I’ll just come along')
      await hand.press('button', 'Continue')
      await hand.sees('A phone number')
      await hand.press('button', 'Continue')
      await hand.sees('Which sessions?')
      await hand.choose('radio', 'I’ll decide later')
      await hand.press('button', 'Continue')
      await hand.sees('Is there anything that makes coming easier?')
      await hand.write(/^Food/, 'No nuts, please')
      await hand.press('button', 'Continue')
      await hand.sees('A little about you')
      await hand.press('button', 'Continue')
      await hand.sees('Someone to ring in an emergency')
      await hand.press('button', 'Continue')
      await hand.sees('What we keep, and your agreement')
      await hand.choose('checkbox', /agree/i)
      await hand.press('button', 'Continue')
      await hand.sees('Check your answers')
      await hand.page.getByText('No nuts, please').waitFor()
      await hand.press('button', 'Send')
      await hand.sees('Nearly there: look at your e-mail')
    })
    const people = await program.query('select id from people where called = $1', [way.called])
    expect(people).toEqual([])
  })

  test('one discreet message comes, and the button behind its link makes them a member', async () => {
    const mail = await mailTo(way.email, /confirm/i)
    expectDiscreet(mail)
    const link = linkIn(mail, '/confirm/')
    await withVisitor(way, async (hand) => {
      await hand.open(link)
      await hand.sees('One press, and you have joined')
      // Looking changes nothing (P9).
      expect(await program.query('select id from people where called = $1', [way.called])).toEqual([])
      await hand.press('button', 'Yes, this is my address')
      await hand.page.getByText('Thank you. You are in.').waitFor()
      await hand.press('button', /^Keep me a place.*1 December/)
      await hand.page.getByText('Your place is kept.').waitFor()
    })
    const [row] = await program.query<{ id: string; dietary: string; consents: number }>(
      `select p.id, p.dietary, (select count(*)::int from consents where person_id = p.id and given) as consents
       from people p join members m on m.person_id = p.id join groups g on g.id = m.group_id
       where p.called = $1 and g.slug = $2 and m.left_at is null`,
      [way.called, SLUG],
    )
    expect(row).toMatchObject({ dietary: 'No nuts, please', consents: 1 })
    personId = row?.id ?? ''
    expect(await placeOf(personId)).toBe('kept')
    expect(await program.mails(way.email)).not.toEqual([])
    expectDiscreet(await mailTo(way.email, /^Your place on Tuesday 1 December/))
  })

  test('a second member finds the session full and waits', async () => {
    const [second] = await program.query<{ personId: string; called: string; email: string }>(
      `select p.id as "personId", p.called, a.value as email from people p
       join members m on m.person_id = p.id and m.left_at is null join groups g on g.id = m.group_id and g.slug = $1
       join person_addresses pa on pa.person_id = p.id and pa.confirmed_at is not null
       join addresses a on a.id = pa.address_id and a.kind = 'email'
       where not has_died(p.id) and p.id <> $2 and p.called not in (${ways.map((other) => `'${other.called}'`).join()})
         and not exists (select from places where person_id = p.id and session_id = $3)
         and not exists (select from stops where person_id = p.id and ended_at is null)
       order by m.joined_at limit 1`,
      [SLUG, personId, session],
    )
    if (!second) throw new Error('The sample has nobody left to wait')
    seconds.set(way.name, second)
    await withVisitor(way, async (hand) => {
      await hand.open('/my')
      await hand.sees('Ask for a link to my pages')
      await hand.write('Your e-mail address', second.email)
      await hand.press('button', 'Send me a link')
      await hand.sees('Look at your e-mail')
      await hand.open(linkIn(await mailTo(second.email, /link/i), '/my/open/'))
      await hand.press('button', 'Open my pages')
      await hand.press('button', /^Put me on the waiting list.*1 December/)
      await hand.page.getByText('You are on the waiting list. We will tell you').waitFor()
    })
    expect(await placeOf(second.personId)).toBe('waiting')
  })

  test('the first gives the place back in one press, the second is offered it and says yes', async () => {
    const second = seconds.get(way.name)
    if (!second) throw new Error('nobody waits')
    const link = linkIn(await mailTo(way.email, /^Your place on Tuesday 1 December/), '/my/open/')
    await withVisitor(way, async (hand) => {
      await hand.open(link)
      await hand.press('button', 'Open my pages')
      await hand.press('button', /^I can’t make it this time/)
      await hand.page.getByText('Your place is given back').waitFor()
    })
    expect([await placeOf(personId), await placeOf(second.personId)]).toEqual(['given back', 'offered'])
    const offer = await mailTo(second.email, /^There is a place for you on Tuesday 1 December/)
    expectDiscreet(offer)
    await withVisitor(way, async (hand) => {
      await hand.open(linkIn(offer, '/my/open/'))
      await hand.press('button', 'Open my pages')
      await hand.press('button', /^Yes, I’d like the place/)
      await hand.page.getByText('Your place is kept.').waitFor()
    })
    expect(await placeOf(second.personId)).toBe('kept')
  })
})

describe('the day before, and the day', () => {
  test('a reminder comes the day before, discreet, to whoever has a place and to nobody else', async () => {
    await program.goOn('2026-11-30T10:01:00Z')
    for (const second of seconds.values()) {
      const mail = await mailTo(second.email, /^Tomorrow at 11|A reminder|1 December at 11|at 11am/)
      expectDiscreet(mail)
      expect(mail.text).toContain('11am')
    }
    for (const way of ways) {
      const reminders = await program.query(
        `select m.id from messages m join people p on p.id = m.person_id where p.called = $1 and m.kind like 'reminder%'`,
        [way.called],
      )
      expect(reminders).toEqual([])
    }
    expect(seconds.size).toBe(ways.length)
  })

  test.each(ways)(
    'the facilitator finds them on the day sheet and notes that they came, $name',
    async (way) => {
      if (way === ways[0]) await program.goOn('2026-12-01T12:45:00Z')
      const second = seconds.get(way.name)
      if (!second) throw new Error('nobody has a place')
      await withVisitor(way, async (hand) => {
        await hand.open('/sample')
        await hand.press('button', /Sign in as.* facilitator/i)
        await hand.open(`/staff/sessions/${session}`)
        await hand.page.getByText(second.called).first().waitFor()
        expect(await hand.page.title()).not.toMatch(/cancer|breast|illness/i)
        await hand.press('button', 'Print the day sheet')
        await hand.page.getByText(second.called).first().waitFor()
        await hand.page.getByText('Please shred this sheet after the session.').waitFor()
        await hand.open(`/staff/sessions/${session}`)
        await hand.press('button', 'Who came')
        await hand.sees('Who came')
        await hand.choose('checkbox', new RegExp(`^${second.called}`))
        await hand.press('button', 'Save')
        await hand.page.getByText('Saved. Thank you.').waitFor()
      })
      const visits = await program.query(
        `select v.id from visits v join stubs s on s.id = v.stub_id where v.session_id = $1 and s.person_id = $2`,
        [session, second.personId],
      )
      expect(visits).toHaveLength(1)
    },
  )
})

test('a group’s page, printed, is one side of A4', async () => {
  const page = await browser.newPage()
  await page.goto(`${program.address}/groups/south-essex/print`)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(Number(/\/Type \/Pages[^>]*\/Count (\d+)/.exec(pdf)?.[1])).toBe(1)
  await page.close()
})
