import type * as z from 'zod'
import { assetUrl, serveAsset } from '#design/assets.ts'
import { renderPage, StaffPage } from '#design/layout.tsx'
import { somebody } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { hashToken } from '#platform/tokens.ts'
import { notFound } from '#platform/trouble.tsx'
import {
  type Ask,
  action,
  button,
  cleanText,
  inTransaction,
  page,
  type Raw,
  type Route,
} from '#platform/web.ts'
import { CameForm, type CameLine, type CameSheet } from './came-sheet.tsx'
import {
  issuePermit,
  recordByPermit,
  recordCame,
  type SentTick,
  saveRecord,
  type Tick,
} from './facilitation.ts'
import { type CameForm as Came, cameForm, type Entry, entryForm, sentForm } from './forms.ts'
import { ofValue, walkInValue } from './list-values.ts'
import {
  lookedAt,
  peopleOfSession,
  recordOfSession,
  type SheetPerson,
  sessionForStaff,
  topicsToChoose,
  walkInsOfSession,
} from './queries.ts'
import { firstNames } from './rules.ts'
import { idOf, whenOf } from './shared.ts'
import { signsOf } from './signs.tsx'
import { sealingKey, unseal } from './unsealing.ts'
import { words } from './words.ts'

/** All that the page shows, in six questions however many people there are. Null when it is not theirs to see. */
async function readSheet(tx: Transaction, sessionId: string): Promise<CameSheet | null> {
  const session = await sessionForStaff(tx, sessionId)
  if (!session) return null
  const people = await peopleOfSession(tx, sessionId)
  const walkIns = await walkInsOfSession(tx, sessionId)
  const record = await recordOfSession(tx, sessionId)
  const topics = await topicsToChoose(tx, { serviceId: session.serviceId, sessionId })
  await lookedAt(tx, { sessionId, personIds: people.map((person) => person.personId) })
  const { when, hours, where } = whenOf(session)
  const names = firstNames(people)
  const lines = people.map((person, i) => ({ person, line: lineOf(person, names[i] ?? person.called) }))
  const isExpected = (person: SheetPerson) => person.place === 'kept' || person.place === 'offered'
  return {
    sessionId,
    when: `${when}, ${hours}`,
    where,
    group: session.group,
    early: !session.begun,
    expected: lines.filter(({ person }) => isExpected(person)).map(({ line }) => line),
    others: lines.filter(({ person }) => !isExpected(person)).map(({ line }) => line),
    walkIns: walkIns.map((walkIn) => ({
      value: walkInValue(walkIn.stubId),
      name: walkIn.firstName,
      signs: [],
      needs: [],
      came: walkIn.came,
    })),
    topics: topics.map((topic) => ({ ...topic, chosen: record?.topics.includes(topic.id) ?? false })),
    number: record?.came === null || record === null ? '' : String(record.came),
    themes: record?.themes ?? '',
    emergency: lines.flatMap(({ person, line }) =>
      person.emergency && isExpected(person)
        ? [
            {
              name: line.name,
              say: [person.emergency.name, person.emergency.whereIAm].filter(Boolean).join(', '),
              phone: person.emergency.phone,
            },
          ]
        : [],
    ),
  }
}

function lineOf(person: SheetPerson, name: string): CameLine {
  return {
    value: person.personId,
    name,
    signs: signsOf(person),
    needs: [
      person.firstTime ? words.freshWords.first : person.joinedSince ? words.freshWords.since : null,
      person.dietary,
      person.accessNeeds,
      person.bearInMind,
    ].filter((need) => need !== null),
    came: person.came,
  }
}

const done: Record<string, string> = {
  recorded: words.came.saved,
  added: words.came.addedSomebody,
}

function showCame(
  ask: Ask,
  sheet: CameSheet,
  {
    errors = {},
    firstName = '',
    was,
  }: { errors?: Record<string, string>; firstName?: string; was?: string[] } = {},
): Response {
  const actor = ask.get('actor')
  const code = ask.req.query('done')
  const failed = Object.keys(errors).length > 0
  return showStaff(
    ask,
    {
      title: words.came.title,
      tabTitle: words.came.title,
      current: '/staff/groups',
      back: { href: `/staff/sessions/${sheet.sessionId}`, text: words.came.back },
      errors,
      status: failed ? 422 : 200,
      flash: code !== undefined && Object.hasOwn(done, code) ? done[code] : undefined,
      scripts: ['facilitation.js'],
    },
    <>
      <p class="app-tablet" role="status" data-tablet />
      <div
        data-came={sheet.sessionId}
        data-sign-in={actor.kind === 'staff' ? actor.sessionId : ''}
        data-typed={failed ? '' : undefined}
      >
        <CameForm sheet={sheet} errors={errors} firstName={firstName} was={was} />
      </div>
    </>,
  )
}

/** The form as it was typed, on the list as it is now. */
async function showAgain(ask: Ask, errors: Record<string, string>, raw: Raw): Promise<Response> {
  const sessionId = idOf(ask)
  const sheet = isId(sessionId) ? await inTransaction(ask, (tx) => readSheet(tx, sessionId)) : null
  if (!sheet) return notFound(ask)
  const list = (name: string) => new Set([raw[name] ?? []].flat())
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : '')
  const came = list('came')
  const chosen = list('topics')
  const ticked = (lines: CameLine[]) => lines.map((line) => ({ ...line, came: came.has(line.value) }))
  return showCame(
    ask,
    {
      ...sheet,
      expected: ticked(sheet.expected),
      others: ticked(sheet.others),
      walkIns: ticked(sheet.walkIns),
      topics: sheet.topics.map((topic) => ({ ...topic, chosen: chosen.has(topic.id) })),
      number: text('number').slice(0, 20),
      themes: text('themes'),
    },
    { errors, firstName: text('firstName'), was: text('was').split(' ').filter(Boolean) },
  )
}

/** What differs from the list as it was shown: an old page does not take back what others have ticked since. */
function ticksOf({ came, was, firstName }: Came): Tick[] {
  const before = new Set(was)
  const after = new Set(came)
  const changed = [
    ...[...after].filter((value) => !before.has(value)).map((value) => ({ value, came: true })),
    ...[...before].filter((value) => !after.has(value)).map((value) => ({ value, came: false })),
  ]
  const ticks: Tick[] = changed.flatMap(({ value, came }) => {
    const about = ofValue(value)
    return about ? [{ ...about, came }] : []
  })
  if (firstName !== '') ticks.push({ walkIn: crypto.randomUUID(), firstName, came: true })
  return ticks
}

async function saveCame(ask: Ask, form: Came): Promise<Response> {
  const sessionId = idOf(ask)
  if (!isId(sessionId)) return notFound(ask)
  const saved = await inTransaction(ask, async (tx) => {
    const came = await recordCame(tx, { sessionId, ticks: ticksOf(form) })
    if (!came.ok) return came
    const record = { came: form.number, themes: form.themes || null, topics: form.topics }
    return saveRecord(tx, { sessionId, record })
  })
  if (!saved.ok) return notFound(ask)
  return seeOther(
    ask,
    form.press === 'add'
      ? `/staff/sessions/${sessionId}/came?done=added`
      : `/staff/sessions/${sessionId}?done=recorded`,
  )
}

/** The sheet for a tablet, with a permit to send what is ticked on it for the next 24 hours. */
async function giveSheet(ask: Ask): Promise<Response> {
  const sessionId = idOf(ask)
  if (!isId(sessionId)) return ask.json({ ok: false }, 404)
  const given = await inTransaction(ask, async (tx) => {
    const sheet = await readSheet(tx, sessionId)
    const permit = sheet && (await issuePermit(tx, { sessionId }))
    return sheet && permit ? { sheet, token: permit.token } : null
  })
  if (!given) return ask.json({ ok: false }, 404)
  const { clock, secret } = ask.get('services')
  return ask.json({ ...given, publicKey: sealingKey(secret), now: clock.now().getTime() })
}

/**
 * What a tablet kept while there was no network. The permits inside the sealed entries say what may be written; a newer one
 * may stand in for them. Everything that is about one session commits together; sent again, it counts once.
 */
async function takeSent(ask: Ask, sent: z.output<typeof sentForm>): Promise<Response> {
  const sessionId = idOf(ask)
  if (!isId(sessionId)) return ask.json({ ok: false, reason: 'no permit' }, 403)
  const { secret } = ask.get('services')
  const byPermit = new Map<string, Entry[]>()
  const refused: string[] = []
  for (const { id, sealed } of sent.waiting) {
    const entry = entryForm.safeParse(unseal(secret, sealed))
    if (!entry.success || entry.data.id !== id) {
      refused.push(id)
      continue
    }
    const permit = sent.token ?? entry.data.token
    byPermit.set(permit, [...(byPermit.get(permit) ?? []), entry.data])
  }
  const accepted: string[] = []
  let turnedAway = 0
  for (const [permit, entries] of byPermit) {
    const answer = await inTransaction(ask, (tx) => write(tx, sessionId, permit, entries), somebody)
    if (!answer.ok) turnedAway += entries.length
    else {
      accepted.push(...answer.accepted)
      refused.push(...answer.refused)
    }
  }
  return ask.json(
    { ok: turnedAway === 0, accepted, refused, ...(turnedAway > 0 ? { reason: 'no permit' } : {}) },
    turnedAway > 0 && accepted.length === 0 ? 403 : 200,
  )
}

async function write(tx: Transaction, sessionId: string, permit: string, entries: readonly Entry[]) {
  const records = entries.flatMap((entry) =>
    'record' in entry
      ? [{ ...entry.record, themes: cleaned(entry.record.themes), at: new Date(entry.at) }]
      : [],
  )
  const ticks = entries.flatMap((entry): SentTick[] => {
    if ('record' in entry) return []
    const { id, came } = entry
    const at = new Date(entry.at)
    return 'walkIn' in entry
      ? [{ id, walkIn: entry.walkIn, firstName: cleanText(entry.firstName), came, at }]
      : [{ id, personId: entry.personId, came, at }]
  })
  const answer = await recordByPermit(tx, { sessionId, tokenHash: hashToken(permit), ticks, records })
  if (!answer.ok) return answer
  const written = entries.filter((entry) => 'record' in entry).map((entry) => entry.id)
  return { ...answer, accepted: [...answer.accepted, ...written] }
}
const cleaned = (text: string | null) => (text === null ? null : cleanText(text))

/** What a tablet shows without a network until it has opened its own sheet: nothing of anybody. */
function showShell(ask: Ask): Response {
  const { config } = ask.get('services')
  const charity = ask.get('charity')
  const html = renderPage(
    <StaffPage
      title={words.tablet.shellTitle}
      tabTitle={words.tablet.shellTitle}
      charity={{ name: charity.name }}
      themeVersion={charity.version}
      sample={config.sample}
      signedInAs={words.tablet.name}
      navigation={[]}
      scripts={['facilitation.js']}
    >
      <p class="app-tablet" role="status" data-tablet>
        {words.tablet.loading}
      </p>
      <div data-came="" data-shell="">
        <h1>{words.tablet.shellTitle}</h1>
        <noscript>
          <p>{words.tablet.needsScript}</p>
        </noscript>
      </div>
    </StaffPage>,
  )
  return ask.html(html) as Response
}

/** The service worker, at an address of its own: what it may answer for begins with `/staff/sessions/`. */
async function giveWorker(): Promise<Response> {
  const built = await serveAsset(assetUrl('facilitation-worker.js').replace('/assets/', ''))
  return new Response(built.body, {
    status: built.status,
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

/** Who came: the form, the same on a tablet without a network, and where the tablet sends what it kept. */
export const cameRoutes: Route[] = [
  page('/staff/sessions/offline', 'public', showShell),
  page('/staff/sessions/worker.js', 'public', giveWorker),
  page('/staff/sessions/:id/came', 'record who came', async (ask) => {
    const sessionId = idOf(ask)
    if (!isId(sessionId)) return notFound(ask)
    const found = await inTransaction(ask, async (tx) => {
      const session = await sessionForStaff(tx, sessionId)
      // Nobody is expected at a session that does not take place; once it would have begun, somebody may have come.
      if (session?.state === 'cancelled' && !session.begun) return 'off'
      return session && readSheet(tx, sessionId)
    })
    if (found === 'off') return seeOther(ask, `/staff/sessions/${sessionId}`)
    return found ? showCame(ask, found) : notFound(ask)
  }),
  action(
    '/staff/sessions/:id/came',
    'record who came',
    {
      schema: cameForm,
      largest: 512 * 1024,
      invalid: (ask, problems, raw) =>
        showAgain(ask, Object.fromEntries(problems.map((problem) => [problem.field, problem.message])), raw),
    },
    saveCame,
  ),
  action('/staff/sessions/:id/came/sheet', 'record who came', { schema: button, json: true }, giveSheet),
  action(
    '/api/staff/sessions/:id/ticks',
    'public',
    {
      schema: sentForm,
      json: true,
      largest: 1024 * 1024,
      limit: { name: 'ticks', perAddress: { most: 1200, seconds: 3600 } },
      invalid: (ask) => ask.json({ ok: false, reason: 'bad form' }, 422),
    },
    takeSent,
  ),
]
