import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { smallCharity } from '../../platform/testing/small-charity.ts'
import { newToken } from '../../platform/tokens.ts'
import { joiningPath } from './links.ts'
import { myLinkRoutes } from './my-link-routes.tsx'
import { myRoutes } from './my-routes.tsx'
import { joinRoutes } from './routes.tsx'
import { Visitor } from './testing/visitor.ts'
import { healthConsentVersion } from './words-consent.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let services: ReturnType<typeof testServices>
let charity: ReturnType<typeof smallCharity>
let mill: string
let online: string
let dates: string[]

beforeAll(async () => {
  db = await testDatabase()
  charity = smallCharity(db)
  mill = await charity.group('The Mill', { kind: 'in person' })
  online = await charity.group('Scotland online', { limit: 2 })
  dates = [await charity.session(online, 24 * 7), await charity.session(online, 24 * 35)]
  await charity.session(mill, 24 * 8)
})
afterAll(() => db.drop())
beforeEach(async () => {
  services = testServices(db)
  app = createApp(services, [...joinRoutes, ...myLinkRoutes, ...myRoutes])
  await db.rows('truncate rate_limits, messages, joinings, people, addresses cascade')
})

type Wishes = {
  slug?: string
  called?: string
  reach?: Record<string, string>
  before?: Record<string, string>
}
const byEmail = (email: string) => ({ 'E-mail': 'ticked', 'E-mail address': email })

/** Fills in every page that is needed and stops at the list of answers. */
async function fillIn(wishes: Wishes = {}): Promise<Visitor> {
  const { slug = 'the-mill', called = 'Morag', reach = byEmail('morag@example.org') } = wishes
  const visitor = await new Visitor(app).open(`/groups/${slug}/join`)
  await visitor.press('Continue', { Me: 'ticked' })
  await visitor.press('Continue', { 'What shall we call you?': called })
  await visitor.press('Continue', reach)
  await visitor.press(
    'Continue',
    slug === 'the-mill' ? { 'I’ll just come along': 'ticked' } : { 'I’ll call you': 'ticked' },
  )
  await visitor.press('Continue')
  if (slug !== 'the-mill') await visitor.press('Continue', wishes.before ?? { 'I’ll decide later': 'ticked' })
  await visitor.press('Continue')
  await visitor.press('Continue')
  await visitor.press('Continue')
  const agreement = /for="consent">([^<]*)/.exec(visitor.html)?.[1] ?? ''
  return visitor.press('Continue', { [agreement.replaceAll('&amp;', '&')]: 'ticked' })
}
const send = async (wishes: Wishes = {}) => (await fillIn(wishes)).press('Send')
async function lastLink(kind: 'confirm address' | 'carry on joining' = 'confirm address'): Promise<string> {
  const [row] = await db.rows<{ joining_id: string }>(
    'select joining_id from messages where kind = $1 order by created_at desc limit 1',
    [kind],
  )
  if (!row) throw new Error('no message went out')
  return joiningPath(services.secret, kind, row.joining_id)
}
const confirm = async (visitor = new Visitor(app)) =>
  (await visitor.open(await lastLink())).press('Yes, this is my address')
const count = async (table: string) =>
  (await db.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n
const messageKinds = async () =>
  (await db.rows<{ kind: string }>('select kind from messages order by created_at, kind')).map(
    (row) => row.kind,
  )

describe('somebody joins by e-mail', () => {
  it('goes from the first question to their own pages', async () => {
    const sent = await send()
    expect(sent.heading).toBe('Nearly there: look at your e-mail')
    // Until the button is pressed there is one message, and nobody is known.
    expect(await messageKinds()).toEqual(['confirm address'])
    expect(await count('people')).toBe(0)

    const visitor = await new Visitor(app).open(await lastLink())
    expect(visitor.heading).toBe('One press, and you have joined')
    expect(await count('people')).toBe(0)
    await visitor.press('Yes, this is my address')
    expect(visitor.heading).toBe('Hello Morag')
    expect(visitor.text).toContain('Thank you. You are in.')
    expect(visitor.title).toBe('Alongside')
    expect(
      await db.rows(`select p.called, g.slug, m.begins, a.value, pa.confirmed_at is not null as confirmed
        from people p join members m on m.person_id = p.id join groups g on g.id = m.group_id
        join person_addresses pa on pa.person_id = p.id join addresses a on a.id = pa.address_id`),
    ).toEqual([
      { called: 'Morag', slug: 'the-mill', begins: 'just come', value: 'morag@example.org', confirmed: true },
    ])
    expect(await messageKinds()).toEqual(['confirm address', 'joined'])
    expect(await count('member_sessions')).toBe(1)
  })

  it.each([
    [{ 'E-mail address': 'morag@example.org' }, 'How would you like to begin?', 'morag@example.org'],
    [{ 'Phone number': '01632 960 001' }, 'How would you like to begin?', '01632 960 001'],
    [
      { 'Name and address': 'Morag, 1 Example Row, Exampleton' },
      'How would you like to begin?',
      'Morag, 1 Example Row',
    ],
  ])('understands a way that was typed without its button: %o', async (typed, next, kept) => {
    const visitor = await new Visitor(app).open('/groups/the-mill/join')
    await visitor.press('Continue', { Me: 'ticked' })
    await visitor.press('Continue', { 'What shall we call you?': 'Morag' })
    await visitor.press('Continue', typed)
    expect(visitor.heading).toBe(next)
    expect(visitor.html).toContain(kept)
    expect(visitor.html).toContain(
      `name="reach" value="${kept.includes('@') ? 'email' : kept.startsWith('0') ? 'phone' : 'post'}"`,
    )
  })

  it('asks kindly which of two ways, keeping both, and still says what is wrong with one', async () => {
    const visitor = await new Visitor(app).open('/groups/the-mill/join')
    await visitor.press('Continue', { Me: 'ticked' })
    await visitor.press('Continue', { 'What shall we call you?': 'Morag' })
    await visitor.press('Continue', {
      'E-mail address': 'morag@example.org',
      'Phone number': '01632 960 001',
    })
    expect(visitor.status).toBe(422)
    expect(visitor.text).toContain('Thank you, there is more than one. Choose the one that you like best')
    expect(visitor.html).toContain('morag@example.org')
    expect(visitor.html).toContain('01632 960 001')
    await visitor.press('Continue', { Phone: 'ticked' })
    expect(visitor.heading).toBe('How would you like to begin?')
    await visitor.press('Back')
    await visitor.press('Continue', { 'E-mail': 'ticked', 'E-mail address': '', 'Phone number': '' })
    expect(visitor.text).toContain('Enter an e-mail address')

    const other = await new Visitor(app).open('/groups/the-mill/join')
    await other.press('Continue', { Me: 'ticked' })
    await other.press('Continue', { 'What shall we call you?': 'Morag' })
    await other.press('Continue', { 'E-mail address': 'not an address' })
    expect(other.text).toContain('Enter an e-mail address, like name@example.org')
    await (await other.open('/groups/the-mill/join')).press('Continue', { Me: 'ticked' })
    await other.press('Continue', { 'What shall we call you?': 'Morag' })
    await other.press('Continue', {})
    expect(other.text).toContain('Choose how we shall reach you')
  })

  it('records the agreement in the very words that were shown', async () => {
    const visitor = await fillIn()
    await visitor.press('Send')
    await confirm()
    const [consent] = await db.rows('select purpose, given, words, version, way from consents')
    expect(consent).toEqual({
      purpose: 'health information',
      given: true,
      words:
        'I agree that Alongside keeps what I have written here about my health, so that it can welcome me to its groups. I can take this back whenever I like.',
      version: healthConsentVersion,
      way: 'form',
    })
  })

  it('keeps nothing of a form once the person stands in their record', async () => {
    await send()
    await confirm()
    expect(await db.rows('select state, email, answers from joinings')).toEqual([
      { state: 'done', email: null, answers: {} },
    ])
  })

  it('may press Send twice: one message', async () => {
    const visitor = await fillIn()
    const page = visitor.html
    await visitor.press('Send')
    visitor.html = page
    await visitor.press('Send')
    expect(await count('messages')).toBe(1)
  })

  it('may press the button twice, and on two devices: one person, and kind words', async () => {
    await send()
    const link = await lastLink()
    const [one, two] = [await new Visitor(app).open(link), await new Visitor(app).open(link)]
    await Promise.all([one.press('Yes, this is my address'), two.press('Yes, this is my address')])
    expect([one.heading, two.heading].sort()).toEqual(['Hello Morag', 'This is done'])
    expect(await count('people')).toBe(1)
    expect(await count('members')).toBe(1)
    expect(await count('consents')).toBe(1)
    expect((await new Visitor(app).open(link)).heading).toBe('This is done')
  })

  it('is not remembered when the link is pressed too late', async () => {
    await send()
    const link = await lastLink()
    await db.rows(`update joinings set expires_at = clock() - interval '1 minute'`)
    const visitor = await new Visitor(app).open(link)
    expect(visitor.heading).toBe('This link no longer works')
    expect(visitor.html).toContain('href="/groups/the-mill/join"')
    await visitor.send(link, new URLSearchParams())
    expect(visitor.heading).toBe('This link no longer works')
    expect(await count('people')).toBe(0)
  })

  it('a foreign token opens nothing', async () => {
    for (const token of ['x', 'A'.repeat(43), 'A'.repeat(5000)]) {
      const visitor = await new Visitor(app).open(`/confirm/${token}`)
      expect(visitor.heading).toBe('This link no longer works')
      await visitor.send(`/confirm/${token}`, new URLSearchParams())
      expect(visitor.heading).toBe('This link no longer works')
      expect((await new Visitor(app).open(`/carry-on/${token}`)).heading).toBe('This link no longer works')
    }
    expect((await new Visitor(app).open('/confirm/%00')).status).toBe(404)
  })
})

describe('nobody learns who is known', () => {
  it('answers byte for byte the same for an address that is known and one that is not', async () => {
    await charity.person('Morag', { email: 'morag@example.org', groups: [mill] })
    const known = await send()
    const unknown = await send({ called: 'Nobody', reach: byEmail('nobody@example.org') })
    expect(known.path).toBe(unknown.path)
    expect(known.html).toBe(unknown.html)
    expect(await messageKinds()).toEqual(['confirm address', 'confirm address'])
    const [one, two] = await db.rows<{ joining_id: string }>('select joining_id from messages')
    const page = async (id: string) => {
      const path = joiningPath(services.secret, 'confirm address', id)
      return (await new Visitor(app).open(path)).html.replaceAll(path, '')
    }
    expect(await page(one?.joining_id ?? '')).toBe(await page(two?.joining_id ?? ''))
  })

  it('answers the same by phone, and rings instead of changing anything', async () => {
    const morag = await charity.person('Morag', { email: null, phone: '01632 960 222' })
    const byPhone = (phone: string) => ({ Phone: 'ticked', 'Phone number': phone })
    const known = await send({ reach: byPhone('+44 1632 960222') })
    const unknown = await send({ called: 'Elspeth', reach: byPhone('01632 960 333') })
    expect(known.html).toBe(unknown.html)
    expect(known.heading).toBe('Thank you')
    expect(known.text).toContain('You are welcome: just come along.')
    expect(await count('messages')).toBe(0)
    // Whoever would rather just come is not rung; a known person is, since nothing of theirs was changed.
    expect(
      await db.rows(`select p.called, c.why, m.id is not null as member from calls c join people p on p.id = c.person_id
        left join members m on m.person_id = p.id order by p.called`),
    ).toEqual([{ called: 'Morag', why: 'welcome', member: false }])
    expect(
      await db.rows(`select p.called, m.begins from members m join people p on p.id = m.person_id`),
    ).toEqual([{ called: 'Elspeth', begins: 'just come' }])
    expect(await db.rows('select count(*)::int as n from consents where person_id = $1', [morag])).toEqual([
      { n: 0 },
    ])
    expect(await count('people')).toBe(2)
  })

  it('whoever joins by post and would rather just come gets a letter, and no call', async () => {
    const sent = await send({ reach: { Post: 'ticked', 'Name and address': '1 Road\nTown\nEX1 1EX' } })
    expect(sent.text).toContain('You get a letter from us')
    expect(await messageKinds()).toEqual(['joined'])
    expect(await count('calls')).toBe(0)
  })

  it('whoever joins by post gets the letter that they were promised, also when somebody is to speak with them first', async () => {
    const sent = await send({
      slug: 'scotland-online',
      reach: { Post: 'ticked', 'Name and address': '1 Road\nTown\nEX1 1EX' },
    })
    expect(sent.text).toContain('You get a letter from us')
    expect(await messageKinds()).toEqual(['joined'])
    expect(await db.rows('select why, note from calls')).toEqual([
      { why: 'welcome', note: expect.stringContaining('the first letter goes out by itself') },
    ])
  })

  it('tells nobody that an address has no pages, and sends one link for each person at it', async () => {
    await charity.person('Morag', { email: 'house@example.org', groups: [mill] })
    await charity.person('Ewan', { email: 'house@example.org', groups: [mill] })
    const known = await (await new Visitor(app).open('/my/link')).press('Send me a link', {
      'Your e-mail address': 'House@example.org',
    })
    const unknown = await (await new Visitor(app).open('/my/link')).press('Send me a link', {
      'Your e-mail address': 'none@example.org',
    })
    expect(known.html).toBe(unknown.html)
    expect(known.heading).toBe('Look at your e-mail')
    expect(await messageKinds()).toEqual(['my pages link', 'my pages link'])
  })

  it('sends no link to an address that nobody confirmed', async () => {
    const id = await charity.person('Morag', { email: 'morag@example.org', groups: [mill] })
    await db.rows('update person_addresses set confirmed_at = null where person_id = $1', [id])
    await (await new Visitor(app).open('/my/link')).press('Send me a link', {
      'Your e-mail address': 'morag@example.org',
    })
    expect(await count('messages')).toBe(0)
  })
})

describe('a person is an address and a name', () => {
  it('a couple shares an address and stays two people', async () => {
    await send({ called: 'Morag', reach: byEmail('house@example.org') })
    await confirm()
    await send({ called: 'Ewan', reach: byEmail('HOUSE@example.org') })
    await confirm()
    expect(await count('people')).toBe(2)
    expect(await count('addresses')).toBe(1)
    expect(await count('members')).toBe(2)
  })

  it('joining twice makes no second person and no second membership', async () => {
    await send()
    await confirm()
    await send({ called: '  MORAG ', reach: byEmail('Morag@Example.org') })
    const again = await confirm()
    expect(again.text).toContain('You were part of this group already')
    expect(await count('people')).toBe(1)
    expect(await count('members')).toBe(1)
    expect((await messageKinds()).filter((kind) => kind === 'joined')).toHaveLength(1)
  })

  it('two forms of the same person, confirmed at the same moment, make one person', async () => {
    await send()
    const one = await lastLink()
    await send()
    const two = await lastLink()
    expect(one).not.toBe(two)
    const visitors = await Promise.all([one, two].map((link) => new Visitor(app).open(link)))
    await Promise.all(visitors.map((visitor) => visitor.press('Yes, this is my address')))
    expect(visitors.map((visitor) => visitor.heading)).toEqual(['Hello Morag', 'Hello Morag'])
    expect(await count('people')).toBe(1)
    expect(await count('members')).toBe(1)
  })

  it('joining another group adds the membership and changes nothing that is known', async () => {
    const morag = await charity.person('Morag', { email: 'morag@example.org', groups: [mill] })
    await db.rows(`update people set access_needs = 'A chair with arms' where id = $1`, [morag])
    const visitor = await new Visitor(app).open('/groups/scotland-online/join')
    await visitor.press('Continue', { Me: 'ticked' })
    await visitor.press('Continue', { 'What shall we call you?': 'Morag' })
    await visitor.press('Continue', byEmail('morag@example.org'))
    await visitor.press('Continue', { 'I’ll call you': 'ticked' })
    await visitor.press('Continue', { 'Phone number': '01632 960 444' })
    await visitor.press('Continue', { 'I’ll decide later': 'ticked' })
    await visitor.press('Continue', { 'Hearing, seeing, sitting, or the technology': 'Captions' })
    await visitor.press('Continue')
    await visitor.press('Continue')
    await visitor.press('Continue', { [/for="consent">([^<]*)/.exec(visitor.html)?.[1] ?? '']: 'ticked' })
    await visitor.press('Send')
    await confirm()
    expect(await db.rows('select access_needs, texts_ok from people')).toEqual([
      { access_needs: 'A chair with arms', texts_ok: false },
    ])
    expect(await db.rows(`select count(*)::int as n from addresses where kind = 'phone'`)).toEqual([{ n: 0 }])
    expect(await count('members')).toBe(2)
    // What was said differently waits for somebody at the charity.
    const [kept] = await db.rows<{ look_why: string; answers: Record<string, string> }>(
      'select look_why, answers from joinings',
    )
    expect(kept?.look_why).toBe('answers differ')
    expect(kept?.answers.access).toBe('Captions')
  })
})

describe('somebody who died', () => {
  it('is never joined again: a human looks first, nothing is sent, and the page is the same', async () => {
    const morag = await charity.person('Morag', { email: 'morag@example.org' })
    await db.rows('insert into deaths (person_id) values ($1)', [morag])
    const sent = await send()
    const other = await send({ called: 'Nobody', reach: byEmail('nobody@example.org') })
    expect(sent.html).toBe(other.html)
    expect(await messageKinds()).toEqual(['confirm address'])
    // Nobody is asked to ring; somebody is asked to look.
    expect(await count('calls')).toBe(0)
    expect(await db.rows('select person_id, source, decision from late_arrivals')).toEqual([
      { person_id: morag, source: 'form', decision: null },
    ])
    expect(await count('members')).toBe(0)
  })

  it('between the message and the button: kind words, and nothing comes back', async () => {
    const morag = await charity.person('Morag', { email: 'morag@example.org' })
    await send()
    const visitor = await new Visitor(app).open(await lastLink())
    await db.rows('insert into deaths (person_id) values ($1)', [morag])
    await visitor.press('Yes, this is my address')
    expect(visitor.heading).toBe('Thank you')
    expect(visitor.cookie('my')).toBeUndefined()
    expect(await count('members')).toBe(0)
    expect(await messageKinds()).toEqual(['confirm address'])
  })

  it('their link says only that it no longer works', async () => {
    const morag = await charity.person('Morag', { email: 'morag@example.org', groups: [mill] })
    const { hash, token } = newToken()
    await db.rows(
      `insert into member_links (person_id, token_hash, purpose, expires_at) values ($1, $2, 'my pages', clock() + interval '1 day')`,
      [morag, hash],
    )
    const visitor = await new Visitor(app).open(`/my/open/${token}`)
    expect(visitor.heading).toBe('Open my pages')
    await db.rows('insert into deaths (person_id) values ($1)', [morag])
    await visitor.press('Open my pages')
    const foreign = await new Visitor(app).open('/my/open/nothing')
    expect(visitor.html).toBe(foreign.html)
    expect(visitor.heading).toBe('This link no longer works')
  })
})

describe('a group that has no room', () => {
  it('a paused, a closed and a full group are not dead ends', async () => {
    const rest = await charity.group('A rest', { kind: 'in person' })
    await db.rows(`update groups set state = 'paused', paused_words = 'Back in May.' where id = $1`, [rest])
    const paused = await new Visitor(app).open('/groups/a-rest/join')
    expect(paused.heading).toBe('This group is not taking new people at the moment')
    expect(paused.text).toContain('Back in May.')
    expect(paused.html).toContain('href="/groups"')
    await db.rows(`update groups set state = 'open', member_limit = 1 where id = $1`, [rest])
    const ewan = await charity.person('Ewan', { groups: [rest] })
    const full = await new Visitor(app).open('/groups/a-rest/join')
    expect(full.text).toContain('We do not want to squeeze you in')
    await db.rows('insert into deaths (person_id) values ($1)', [ewan])
    const [room] = await db.rows('select group_has_room($1) as room', [rest])
    expect(room).toEqual({ room: true })
  })

  it('filling up between the form and the button loses nobody', async () => {
    const small = await charity.group('Small', { kind: 'in person' })
    await db.rows('update groups set member_limit = 1 where id = $1', [small])
    const visitor = await new Visitor(app).open('/groups/small/join')
    await visitor.press('Continue', { Me: 'ticked' })
    await visitor.press('Continue', { 'What shall we call you?': 'Morag' })
    await visitor.press('Continue', byEmail('morag@example.org'))
    await visitor.press('Continue', { 'I’ll just come along': 'ticked' })
    for (let page = 0; page < 4; page++) await visitor.press('Continue')
    await visitor.press('Continue', { [/for="consent">([^<]*)/.exec(visitor.html)?.[1] ?? '']: 'ticked' })
    await visitor.press('Send')
    await charity.person('Ewan', { groups: [small] })
    const confirmed = await confirm()
    expect(confirmed.text).toContain('The group has filled up')
    expect(await db.rows('select p.called, c.why from calls c join people p on p.id = c.person_id')).toEqual([
      { called: 'Morag', why: 'welcome' },
    ])
    expect(await db.rows('select count(*)::int as n from members where group_id = $1', [small])).toEqual([
      { n: 1 },
    ])
  })
})

describe('what belongs to one answer, filled in without its button', () => {
  it('is that answer: a name of who helps, and when a call suits', async () => {
    const walk = await new Visitor(app).open('/groups/scotland-online/join')
    await walk.press('Continue', { 'Your name': 'Kirsty' })
    expect(walk.text).toContain('They know that I am doing this, and they agree')
    expect(walk.text).not.toContain('Choose who this is for')
    const other = await new Visitor(app).open('/groups/scotland-online/join')
    await other.press('Continue', { Me: 'ticked' })
    await other.press('Continue', { 'What shall we call you?': 'Morag' })
    await other.press('Continue', byEmail('morag@example.org'))
    await other.press('Continue', { 'When would suit?': 'Mornings' })
    expect(other.heading).toBe('A phone number')
  })
})

describe('places asked for while joining', () => {
  it('a standing place is kept at every session that has room', async () => {
    await send({
      slug: 'scotland-online',
      before: { 'Keep me a place every time, until I say otherwise': 'ticked' },
    })
    expect(await count('places')).toBe(0)
    await confirm()
    expect(await db.rows('select state, standing from places')).toEqual([
      { state: 'kept', standing: true },
      { state: 'kept', standing: true },
    ])
    expect(await db.rows('select standing from members')).toEqual([{ standing: true }])
  })

  it('single dates are kept, and no others', async () => {
    await chooseDates(1, { 'I choose single sessions': 'ticked' })
    expect(await db.rows('select session_id, state from places')).toEqual([
      { session_id: dates[0], state: 'kept' },
    ])
    expect(await db.rows('select kind from messages where person_id is not null order by kind')).toEqual([
      { kind: 'joined' },
      { kind: 'place kept' },
    ])
  })

  it('several dates, ticked without the button above them, are told of in the one message about joining', async () => {
    await chooseDates(2)
    expect(await db.rows('select state from places')).toEqual([{ state: 'kept' }, { state: 'kept' }])
    expect(await db.rows('select kind, details from messages where person_id is not null')).toEqual([
      { kind: 'joined', details: { kept: 2, waiting: 0 } },
    ])
  })

  async function chooseDates(many: number, radio: Record<string, string> = {}) {
    const walk = await new Visitor(app).open('/groups/scotland-online/join')
    await walk.press('Continue', { Me: 'ticked' })
    await walk.press('Continue', { 'What shall we call you?': 'Morag' })
    await walk.press('Continue', byEmail('morag@example.org'))
    await walk.press('Continue', { 'I’ll call you': 'ticked' })
    await walk.press('Continue')
    expect(walk.heading).toBe('Which sessions?')
    const labels = [...walk.html.matchAll(/for="dates(?:-\d+)?">([^<]*)</g)].map(([, label]) => label ?? '')
    const chosen = Object.fromEntries(labels.slice(0, many).map((label) => [label, 'ticked']))
    await walk.press('Continue', { ...radio, ...chosen })
    for (let page = 0; page < 3; page++) await walk.press('Continue')
    await walk.press('Continue', { [/for="consent">([^<]*)/.exec(walk.html)?.[1] ?? '']: 'ticked' })
    await walk.press('Send')
    await confirm()
  }
})
