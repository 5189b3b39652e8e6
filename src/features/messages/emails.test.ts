import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#config'
import { clockAhead } from '#platform/clock.ts'
import { openMailer } from '#platform/mail.ts'
import { parseMail, type TestSmtp, testSmtp } from '#platform/testing/smtp.ts'
import { type Written, writeMessage } from './emails.tsx'
import type { Facts } from './facts.ts'
import type { MessageKind } from './messages.ts'
import { decide } from './rules.ts'
import { charity, factsFor, kinds, links } from './testing/letters.ts'
import { writeText } from './text-messages.ts'
import { words } from './words.ts'

const write = (kind: MessageKind, changed?: Partial<Facts>): Written =>
  writeMessage(factsFor(kind, changed), charity, links, 'groups.example.org')

/** Nothing to press: they left, or the address is no longer theirs. */
const buttonless: MessageKind[] = ['left group', 'address changed']

describe.each(kinds)('%s', (kind) => {
  const written = write(kind)

  test('its subject and what lists of mail show of it say nothing of illness, group or charity (P7)', () => {
    const preview = /<div class="preview">([^<]*)<\/div>/.exec(written.html)?.[1] ?? ''
    expect(preview.length).toBeGreaterThan(10)
    const shown = [
      written.subject,
      preview,
      /<title>([^<]*)</.exec(written.html)?.[1],
      /<p class="sender">([^<]*)</.exec(written.html)?.[1],
      /<h1>([^<]*)</.exec(written.html)?.[1],
      written.text.split('\n').slice(0, 3).join(' '),
    ].join(' ')
    expect(shown).not.toMatch(
      /cancer|breast|secondary|illness|support|group for|Living with|therap|South Essex/i,
    )
    expect(written.subject.length).toBeLessThanOrEqual(60)
  })

  test('says who it is from in full, a number to ring, and one button, in text and in HTML alike', () => {
    const stranger = ['confirm address', 'carry on joining', 'address changed'].includes(kind)
    for (const body of [written.text, written.html]) {
      if (stranger) expect(body).not.toMatch(/Breast Cancer|Registered|Rosa|South Essex/)
      else expect(body).toContain('Lighthouse Breast Cancer Support')
      if (!stranger) expect(body).toContain('Registered charity 123456')
      expect(body).toContain('message is from Lighthouse')
      expect(body).toContain('0808 157 0123')
      if (!buttonless.includes(kind)) expect(body.split(links.main)).toHaveLength(2)
    }
    expect(written.html.match(/class="button"/g) ?? []).toHaveLength(buttonless.includes(kind) ? 0 : 1)
  })

  test('fetches nothing from anywhere, and holds no script, form or attribute of style', () => {
    expect(written.html).not.toMatch(
      /<(script|img|link|form|iframe|table)\b|style=|@import|url\(|https?:\/\/(?!groups\.example\.org)/i,
    )
  })

  test('reads as sentences: no empty value, no code, none of the words that we avoid', () => {
    expect(written.text).not.toMatch(/undefined|null|NaN|\[object|\{\{|: $/m)
    expect(written.text).not.toMatch(
      /\b(booking|ticket|event|attend\w*|no-show|expired|terminated|removed|failed|lost|patient)\b/i,
    )
  })

  test('every word of the text is in the HTML', () => {
    const html = written.html
      .replace(/<style>.*?<\/style>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&amp;/g, '&')
      .replace(/&#39;|&quot;/g, "'")
    for (const word of new Set(written.text.match(/[\p{L}’]{4,}/gu)))
      if (
        !['address', 'above', 'https', 'groups', 'example', 'link', 'TOKEN', 'stop', 'button'].includes(word)
      )
        expect(html).toContain(word)
  })
})

test('whoever asked for full titles sees the group in the subject and in the calendar', () => {
  const person = { ...(factsFor('joined').person as NonNullable<Facts['person']>), fullTitles: true }
  expect(write('place kept', { person }).subject).toBe('Your place on Friday 27 November · South Essex')
  expect(write('session moved', { person }).attachments[0]?.content).toContain('SUMMARY:South Essex')
  expect(write('session moved').attachments[0]?.content).toContain('SUMMARY:Lighthouse')
})

test('times are local to the session on both sides of a clock change, and nearness is of local days', () => {
  const at = (date: string, now: string) =>
    write('reminder day', {
      session: { ...(factsFor('reminder day').session as NonNullable<Facts['session']>), date },
      now: new Date(now),
    }).subject
  expect(at('2026-07-31', '2026-07-30T09:00:00Z')).toBe('Tomorrow at 11am')
  expect(at('2026-07-31', '2026-07-30T23:30:00Z')).toBe('Today at 11am')
  expect(at('2026-11-27', '2026-11-26T23:30:00Z')).toBe('Tomorrow at 11am')
  expect(at('2026-11-30', '2026-11-26T23:30:00Z')).toBe('Monday 30 November at 11am')
  const offered = write('place offered', {
    place: { state: 'offered', answerBy: new Date('2026-07-30T09:00:00Z') },
    now: new Date('2026-07-28T09:00:00Z'),
  })
  expect(offered.text).toContain('Answer by: Thursday 30 July, 10am')
})

test('an online session: no link to come in anywhere, and where to find it', () => {
  for (const kind of kinds) {
    const written = write(kind, {
      group: { id: '4', name: 'Scotland online', kind: 'online', state: 'open', askPhone: null },
      venue: null,
    })
    expect(written.text).not.toMatch(/zoom|teams\.|meet\./i)
    expect(written.text).not.toContain('The Mill')
  }
  const online = { id: '4', name: 'Scotland', kind: 'online', state: 'open', askPhone: null } as const
  expect(write('reminder day', { group: online, venue: null }).text).toContain(
    'on your pages from 24 hours before',
  )
  const joined = write('joined', {
    group: online,
    venue: null,
    member: { begins: 'call me', letIn: false, standing: false },
  })
  expect(joined.text).toContain('Before your first session someone from the charity speaks with you')
})

test('how somebody begins decides what happens next', () => {
  const text = (begins: 'call me' | 'I call' | 'just come') =>
    write('joined', { member: { begins, letIn: true, standing: false } }).text
  expect(text('call me')).toContain('You asked us to ring you first, and we will.')
  expect(text('I call')).toContain('Whenever it suits you: 0808 157 0123')
  expect(text('just come')).toContain('You can just come along. Someone will look out for you')
  // Who was registered while they spoke with us never said so.
  expect(text('just come')).not.toContain('You said')
})

test('who has joined reads when the next date is, except before they are let in to a group online', () => {
  const next = [
    { date: '2026-11-27', starts: '11:00', ends: '13:00', limited: false, kept: false, elsewhere: null },
  ]
  const online = { id: '4', name: 'Scotland', kind: 'online', state: 'open', askPhone: null } as const
  const member = { begins: 'just come', letIn: false, standing: false } as const
  expect(write('joined', { next, member }).text).toMatch(/Next date: Friday 27 November( 2026)?, 11am/)
  expect(write('joined', { next, member, group: online, venue: null }).text).not.toContain('Next date')
})

test('whoever chose several dates while joining reads how many are kept and how many are full', () => {
  const text = (kept: number, waiting: number) => write('joined', { details: { kept, waiting } }).text
  expect(text(3, 0)).toContain('We keep a place for you on 3 of the dates that you chose.')
  expect(text(1, 1)).toContain('We keep a place for you on one of the dates')
  expect(text(1, 1)).toContain('One is full: you are on the waiting list')
  expect(text(0, 0)).not.toContain('dates that you chose')
})

test('a cancelled session says so first, why, and what instead; its file strikes it out', () => {
  const { text, attachments, subject } = write('session cancelled')
  expect(subject).toBe('Not taking place: Friday 27 November, 11am')
  expect(text).toMatch(/^Hello Rosa,\n\nWe are sorry: this session is cancelled\. Please do not set out\./)
  expect(text).toContain('The heating at the venue does not work.')
  expect(text).toContain('We meet by phone')
  const [file] = attachments
  expect(file?.contentType).toBe('text/calendar; charset=utf-8; method=CANCEL')
  expect(file?.content).toContain('METHOD:CANCEL')
  expect(file?.content).toContain('STATUS:CANCELLED')
  expect(file?.content).toContain('UID:55555555-5555-4555-8555-555555555555@groups.example.org')
})

test('a moved session names the old and the new time; its file brings calendars up to date', () => {
  const { text, attachments } = write('session moved')
  expect(text).toContain('It was: Wednesday 25 November, 11am\nNow: Friday 27 November, 11am to 1pm')
  expect(attachments[0]?.content).toContain('METHOD:PUBLISH')
  expect(attachments[0]?.content).toContain('SEQUENCE:1')
  expect(attachments[0]?.content).toContain('DTSTART;TZID=Europe/London:20261127T110000')
})

describe.each([
  'reminder week',
  'reminder day',
  'session moved',
  'session added',
  'session put back',
] as const)('a telephone hour in “%s”', (kind) => {
  test.each(['en', 'cy'] as const)(
    '(%s) says which number to ring, and asks nobody to come or set out',
    (language) => {
      const { session } = factsFor(kind)
      const facts = factsFor(kind, {
        language,
        session: session && { ...session, telephone: '01632 960 100', limited: false },
        venue: null,
      })
      const text = writeText(facts, charity, true)?.text ?? ''
      for (const words of [writeMessage(facts, charity, links, 'groups.example.org').text, text]) {
        expect(words).toContain('01632 960 100')
        expect(words).not.toMatch(/Come if you|on the way|your place|Dewch os|ar y ffordd|eich lle/i)
      }
      // Within 160 letters, as every text.
      expect(text.length).toBeLessThanOrEqual(160)
    },
  )
})

test('another date says what it stands in for and brings its file; a telephone hour has the number, not the room', () => {
  const details = { sequence: 0, former: 'Friday 20 November, 11am to 1pm' }
  const { subject, text, attachments } = write('session added', { details })
  expect(subject).toBe('Another date: Friday 27 November, 11am')
  expect(text).toContain(
    'This date stands in for Friday 20 November, 11am to 1pm, which does not take place.',
  )
  expect(text).toContain('Your place is kept.')
  expect(attachments[0]).toMatchObject({ contentType: expect.stringContaining('method=PUBLISH') })
  const session = {
    ...(factsFor('session added').session as NonNullable<Facts['session']>),
    telephone: '01632 960 100',
  }
  const hour = write('session added', { details, session, venue: null })
  expect(hour.subject).toBe('By telephone: Friday 27 November, 11am')
  expect(hour.text).toContain('Where: By telephone: ring 01632 960 100')
  expect(hour.text).toContain('Ring at any time from 11am to 1pm')
  expect(hour.attachments[0]?.content).toContain('LOCATION:By telephone: ring 01632 960 100')
})

test('a date that is on again says so first, and its file revives it', () => {
  const { subject, text, attachments } = write('session put back')
  expect(subject).toBe('Taking place after all: Friday 27 November, 11am')
  expect(text).toContain('It is on again')
  expect(text).toContain('Your place is kept.')
  expect(attachments[0]?.content).toMatch(/SEQUENCE:1[\s\S]*STATUS:CONFIRMED/)
})

test('extra dates and dates put back go out whatever changed since, but not once they are off or over', () => {
  const session = factsFor('session moved').session as NonNullable<Facts['session']>
  for (const kind of ['session added', 'session put back'] as const) {
    expect(decide(factsFor(kind, { details: { sequence: 0 } }))).toMatchObject({ act: 'send' })
    expect(decide(factsFor(kind, { session: { ...session, state: 'cancelled' } }))).toEqual({
      act: 'stop',
      why: 'session cancelled',
    })
    expect(decide(factsFor(kind, { now: session.startsAt }))).toEqual({ act: 'stop', why: 'session over' })
  }
})

test('a colleague with a passkey gets no link', () => {
  const account = { id: '3', email: 'sam@example.org', name: 'Sam', ended: false, hasPasskey: true }
  expect(write('staff link', { account }).text).toContain('Your account has a passkey')
})

test('a standing place is told once, with what it means', () => {
  const details = { standing: true, kept: 3, waiting: 1, freed: 0 }
  const member = { begins: 'just come', letIn: true, standing: true } as const
  expect(write('place kept', { details, member, session: null }).text).toContain('One date is full already.')
  expect(write('place given back', { details, session: null }).subject).toBe('Your places are given back')
})

test('names and words that hold HTML or line breaks do no harm', () => {
  const base = factsFor('session cancelled')
  const written = write('session cancelled', {
    person: { ...(base.person as NonNullable<Facts['person']>), called: '<b>Zoë</b> & "co" 👩🏽‍🦲' },
    session: {
      ...(base.session as NonNullable<Facts['session']>),
      cancelledWords: '</p><script>alert(1)</script>\u202e',
    },
  })
  expect(written.html).not.toContain('<script>')
  expect(written.html).not.toContain('<b>Zoë')
  expect(written.text).toContain('Hello <b>Zoë</b>')
})

test('every kind has its words', () => {
  for (const kind of kinds) expect(words.en[kind]).toBeTypeOf('function')
})

describe('on the wire', () => {
  let smtp: TestSmtp
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  beforeAll(async () => {
    smtp = await testSmtp()
  })
  afterAll(() => smtp.stop())

  async function sendOver(kind: MessageKind, dkim: boolean) {
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const config = {
      ...readConfig({}),
      smtp: {
        url: smtp.url,
        connections: 2,
        dkim: dkim ? { domain: 'lighthouse.example.org', selector: 'mail', key } : null,
      },
    }
    const mailer = openMailer(config, clockAhead(0))
    const written = write(kind)
    const sent = await mailer.send({
      messageId: 'row@lighthouse.example.org',
      to: 'rosa@example.org',
      from: { name: charity.discreetName, address: charity.fromEmail },
      replyTo: charity.email,
      ...written,
      stopUrl: kind.startsWith('reminder') ? links.stop : undefined,
    })
    mailer.close()
    expect(sent).toEqual({ ok: true })
    const raw = smtp.arrived.at(-1)?.raw ?? ''
    return { raw, mail: await parseMail(raw), written }
  }

  test('a reminder: both parts, a stable Message-ID, one-click stop, and a signature over all of it', async () => {
    const { raw, mail, written } = await sendOver('reminder week', true)
    expect(mail.messageId).toBe('<row@lighthouse.example.org>')
    expect(mail.from?.value).toEqual([{ name: 'Lighthouse', address: 'hello@lighthouse.example.org' }])
    expect(mail.subject).toBe(written.subject)
    expect(mail.text?.trim()).toBe(written.text.trim())
    expect(mail.html).toBe(written.html)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/groups\.example\.org\/stop\/TOKEN>\r?$/m)
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    const signature = /DKIM-Signature: ([\s\S]*?)\r?\n(?=\S)/.exec(raw)?.[1]?.replace(/\s+/g, '') ?? ''
    const signed = /;h=([^;]*)/.exec(signature)?.[1]?.toLowerCase().split(':') ?? []
    expect(signed).toEqual(
      expect.arrayContaining([
        'from',
        'to',
        'subject',
        'date',
        'message-id',
        'list-unsubscribe',
        'list-unsubscribe-post',
      ]),
    )
    expect(signature).toContain('d=lighthouse.example.org')
    expect(publicKey.asymmetricKeyType).toBe('rsa')
    // Nothing of a mail program or a machine is told.
    expect(raw).not.toMatch(/^X-Mailer|nodemailer/im)
  })

  test('other messages carry no stop header; a calendar file arrives as one', async () => {
    const { raw, mail } = await sendOver('session moved', false)
    expect(raw).not.toMatch(/^List-Unsubscribe/m)
    expect(raw).not.toMatch(/^DKIM-Signature/m)
    expect(mail.attachments).toMatchObject([{ filename: 'date.ics', contentType: 'text/calendar' }])
    expect(mail.attachments[0]?.content.toString()).toContain('BEGIN:VTIMEZONE')
  })

  test('a server that is slow to the last ends the send all the same, within its time', async () => {
    const slow = await testSmtp({ delayMs: () => 60_000 })
    const mailer = openMailer(
      { ...readConfig({}), smtp: { url: slow.url, connections: 1, dkim: null } },
      clockAhead(0),
    )
    const began = performance.now()
    const sent = await mailer.send({
      messageId: 'slow@lighthouse.example.org',
      to: 'rosa@example.org',
      from: { name: 'L', address: 'hello@lighthouse.example.org' },
      subject: 's',
      text: 't',
      html: 'h',
      attachments: [],
    })
    expect(sent).toMatchObject({ ok: false, reason: 'later' })
    expect(performance.now() - began).toBeLessThan(13_000)
    mailer.close()
    await slow.stop()
  }, 20_000)
})
