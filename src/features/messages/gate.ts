import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Charity, readCharity } from '#platform/charity.ts'
import { type Database, openDatabase, type Transaction } from '#platform/database.ts'
import { type Mailer, openMailer } from '#platform/mail.ts'
import { messagesCounted } from '#platform/metrics.ts'
import { openTexter, type Texter } from '#platform/texts.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { writeMessage } from './emails.tsx'
import { type Facts, lockPeople, look } from './facts.ts'
import { ourFault, type Passed, record, recordText, release, stop, toPrint } from './gate-records.ts'
import { blanked, type Links, makeLinks } from './links.ts'
import { decide } from './rules.ts'
import { writeText } from './text-messages.ts'

export type Gate = {
  /** Claims what is due and sends it, for a few seconds at the most. Returns whether more may be due at once. */
  drain(): Promise<boolean>
  close(): Promise<void>
}

/** Between the look and the beginning of the send lies this at the most; a process that was held up looks again. */
const freshMs = 5_000
const claimedFor = '2 minutes'
const longestDrainMs = 5_000

/**
 * The one gate (P1). For each message, in one transaction on a connection of the gate's own pool: takes the shared lock
 * of the person, looks, sends, records, commits. Recording a death or a stop takes the exclusive lock, so it waits for a
 * send that has begun and lets none begin after it. At least once: when the commit is lost after the server took the
 * message, it goes out again under the same Message-ID. Texts go the same way; letters are put aside to be printed, which
 * asks again (letter-gate.ts).
 * @param mailer another way out, in tests. @param texter another one for texts; null: there is none.
 * @param database its connections: one more than the mailer has lines.
 */
export function openGate(
  services: Services,
  mailer: Mailer = openMailer(services.config, services.clock),
  texter: Texter | null = openTexter(services.config, services.clock),
  database: Database = openDatabase(
    String(services.database.pool.options.connectionString),
    mailer.lines + 1,
    'alongside gate',
  ),
): Gate {
  const lost = watchConnections(database)
  const away = { until: 0, pause: 0 }
  const ways: Ways = { mailer, texter, textsAwayUntil: 0 }

  async function drain(): Promise<boolean> {
    if (performance.now() < away.until) return false
    const ends = performance.now() + longestDrainMs
    for (;;) {
      const ids = await claim(database, mailer.lines * 10)
      if (ids.length === 0) return false
      const left = await sendAll(ids)
      if (left.length > 0) await letGo(database, left)
      if (performance.now() < away.until) return false
      if (ids.length < mailer.lines * 10) return false
      if (performance.now() > ends) return true
    }
  }

  /** Sends with as many at once as there are lines; returns those not tried. */
  async function sendAll(ids: string[]): Promise<string[]> {
    const charity = await transact(database, system('gate'), readCharity)
    const waiting = [...ids]
    const lines = Array.from({ length: mailer.lines }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const passed = await pass(services, database, ways, id, charity, lost.signal())
        messagesCounted.inc({ passed })
        if (passed === 'closed') return
        if (passed !== 'away') {
          if (passed === 'sent') away.pause = 0
          continue
        }
        // Not this message's fault: the rest waits until the server answers again.
        away.pause = Math.min(Math.max(away.pause * 2, 5_000), 60_000)
        away.until = performance.now() + away.pause
        return
      }
    })
    await Promise.all(lines)
    return waiting
  }

  return {
    drain,
    async close() {
      mailer.close()
      await database.close()
    },
  }
}

/**
 * Whoever loses the connection loses the locks on it, and a send that goes on would go on unguarded: every send of this
 * process is broken off, and tried again under the same Message-ID.
 */
function watchConnections(database: Database): { signal(): AbortSignal } {
  let current = new AbortController()
  const breakOff = () => {
    current.abort()
    current = new AbortController()
  }
  database.pool.on('connect', (client) => {
    client.on('error', breakOff)
  })
  return { signal: () => current.signal }
}

/** Takes some that are due for this process, longest due first, in one short transaction: other processes pass over them. */
async function claim(database: Database, most: number): Promise<string[]> {
  return transact(database, system('gate'), async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with claimed as (
        update messages set claimed_until = clock() + ${claimedFor}::interval
        where id in (
          select id from messages
          where state = 'waiting' and greatest(due_at, try_after) <= clock() and claimed_until <= clock()
            and (select open from gate_state)
          order by greatest(due_at, try_after) limit ${most} for update skip locked)
        returning id, greatest(due_at, try_after) as due)
      select id from claimed order by due, id`.execute(tx)
    return rows.map((row) => row.id)
  })
}

async function letGo(database: Database, ids: string[]): Promise<void> {
  await transact(database, system('gate'), (tx) =>
    sql`update messages set claimed_until = '-infinity' where id = any(${ids}::uuid[]) and state = 'waiting'`.execute(
      tx,
    ),
  )
}

/** The ways out of one gate. While the provider of texts is away texts wait and e-mails do not. */
type Ways = { mailer: Mailer; texter: Texter | null; textsAwayUntil: number }
const textsAwayMs = 60_000

/** One message through the gate. Errors of ours count as an attempt, so that one bad message holds up no other. */
async function pass(
  services: Services,
  database: Database,
  ways: Ways,
  id: string,
  charity: Charity,
  lost: AbortSignal,
): Promise<Passed> {
  try {
    return await transact(database, system('gate'), async (tx) => {
      const locked = await lockPeople(tx, id)
      const facts = await look(tx, id)
      const lookedAt = performance.now()
      if (!facts) return 'busy'
      // Two records were made one while this waited for the lock: the next round locks the right person.
      if (facts.person && !locked.has(facts.person.id)) return release(tx, id)
      const decision = decide(facts, { texts: ways.texter !== null })
      if (decision.act === 'wait') return release(tx, id)
      if (decision.act === 'stop') return stop(tx, facts, decision.why)
      if (decision.act === 'letter') return toPrint(tx, facts)
      const stale = () => performance.now() - lookedAt > freshMs || lost.aborted
      return decision.act === 'text'
        ? sendText(services, tx, ways, facts, decision.to, charity, stale, lost)
        : sendMail(services, tx, ways.mailer, facts, decision.to, charity, stale, lost)
    })
  } catch (err) {
    services.log.error({ err, message: id }, 'a message could not be sent')
    return transact(database, system('gate'), (tx) => ourFault(tx, id)).catch((error) => {
      // The claim runs out by itself.
      services.log.error({ err: error, message: id }, 'nor could that be written down')
      return 'busy' as const
    })
  }
}

async function sendMail(
  services: Services,
  tx: Transaction,
  mailer: Mailer,
  facts: Facts,
  to: string,
  charity: Charity,
  stale: () => boolean,
  lost: AbortSignal,
): Promise<Passed> {
  const links = await makeLinks(tx, facts, services.config.baseUrl, services.secret)
  const written = writeMessage(facts, charity, links, new URL(services.config.baseUrl).hostname)
  if (stale()) return release(tx, facts.id)
  const sent = await mailer.send(
    {
      messageId: `${facts.id}@${charity.fromEmail.split('@')[1] ?? 'localhost'}`,
      to,
      from: { name: charity.discreetName, address: charity.fromEmail },
      replyTo: charity.email || undefined,
      ...written,
      stopUrl: links.stop ?? undefined,
    },
    lost,
  )
  return record(tx, facts, sent, { channel: 'email', to, ...blankLinks(written, links) })
}

async function sendText(
  { config }: Services,
  tx: Transaction,
  ways: Ways,
  facts: Facts,
  to: string,
  charity: Charity,
  stale: () => boolean,
  lost: AbortSignal,
): Promise<Passed> {
  const written = writeText(facts, charity, config.textReports !== null || config.sample)
  if (!written || !ways.texter) return stop(tx, facts, 'nothing to say')
  if (stale()) return release(tx, facts.id)
  const away = performance.now() < ways.textsAwayUntil
  const sent = away
    ? ({ ok: false, reason: 'away', code: 'not tried: the provider is away' } as const)
    : await ways.texter.send({ id: facts.id, to, text: written.text }, lost)
  if (sent.ok) await recordText(tx, facts, { providerId: sent.providerId, segments: written.segments })
  else if (sent.reason === 'away' && !away) ways.textsAwayUntil = performance.now() + textsAwayMs
  const passed = await record(tx, facts, sent, {
    channel: 'text',
    to,
    subject: null,
    text: written.text,
    html: null,
  })
  return passed === 'away' ? 'later' : passed
}

/** Personal links open someone's pages: the kept copy does not have them. */
function blankLinks(written: { subject: string; text: string; html: string }, links: Links) {
  const blank = (text: string) =>
    [links.main, links.stop].reduce<string>((all, url) => (url ? all.replaceAll(url, blanked) : all), text)
  return { subject: blank(written.subject), text: blank(written.text), html: blank(written.html) }
}
