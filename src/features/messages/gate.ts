import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Charity, readCharity } from '#platform/charity.ts'
import { type Database, openDatabase, type Transaction } from '#platform/database.ts'
import { type Mailer, openMailer, type Sent } from '#platform/mail.ts'
import { messagesCounted } from '#platform/metrics.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { askForCalls } from '../welcome/welcome.ts'
import { writeMessage } from './emails.tsx'
import { type Facts, lockPeople, look } from './facts.ts'
import { blanked, type Links, makeLinks } from './links.ts'
import { decide, rungAbout, type StopReason, tryAgainIn } from './rules.ts'

/** What became of one message at the gate. `busy`: another process has it, or it is done already. */
export type Passed = 'sent' | 'stopped' | 'later' | 'undelivered' | 'bounced' | 'away' | 'closed' | 'busy'

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
 * message, it goes out again under the same Message-ID.
 * @param mailer another way out, in tests.
 */
export function openGate(
  services: Services,
  mailer: Mailer = openMailer(services.config, services.clock),
): Gate {
  const url = String(services.database.pool.options.connectionString)
  const database = openDatabase(url, mailer.lines + 1, 'alongside gate')
  const lost = watchConnections(database)
  const away = { until: 0, pause: 0 }
  let claiming = 0

  async function drain(): Promise<boolean> {
    if (performance.now() < away.until) return false
    const ends = performance.now() + longestDrainMs
    for (;;) {
      const ids = await claim(database, mailer.lines * 10)
      claiming = ids.length
      if (ids.length === 0) return false
      const left = await sendAll(ids)
      if (left.length > 0) await letGo(database, left)
      if (performance.now() < away.until) return false
      if (claiming < mailer.lines * 10) return false
      if (performance.now() > ends) return true
    }
  }

  /** Sends with as many at once as there are lines; returns those not tried. */
  async function sendAll(ids: string[]): Promise<string[]> {
    const charity = await transact(database, system('gate'), readCharity)
    const waiting = [...ids]
    const lines = Array.from({ length: mailer.lines }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const passed = await pass(services, database, mailer, id, charity, lost.signal())
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

/** Takes some that are due for this process, in one short transaction: other processes pass over them. */
async function claim(database: Database, most: number): Promise<string[]> {
  return transact(database, system('gate'), async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update messages set claimed_until = clock() + ${claimedFor}::interval
      where id in (
        select id from messages
        where state = 'waiting' and greatest(due_at, try_after) <= clock() and claimed_until <= clock()
          and (select open from gate_state)
        order by greatest(due_at, try_after) limit ${most} for update skip locked)
      returning id`.execute(tx)
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

/** One message through the gate. Errors of ours count as an attempt, so that one bad message holds up no other. */
async function pass(
  services: Services,
  database: Database,
  mailer: Mailer,
  id: string,
  charity: Charity,
  lost: AbortSignal,
): Promise<Passed> {
  try {
    return await transact(database, system('gate'), async (tx) => {
      await lockPeople(tx, id)
      const facts = await look(tx, id)
      const lookedAt = performance.now()
      if (!facts) return 'busy'
      const decision = decide(facts)
      if (decision.act === 'wait') return release(tx, id)
      if (decision.act === 'stop') return stop(tx, facts, decision.why)
      const links = await makeLinks(tx, facts, services.config.baseUrl, services.secret)
      const written = writeMessage(facts, charity, links, new URL(services.config.baseUrl).hostname)
      if (performance.now() - lookedAt > freshMs || lost.aborted) return release(tx, id)
      const sent = await mailer.send(
        {
          messageId: `${id}@${charity.fromEmail.split('@')[1] ?? 'localhost'}`,
          to: decision.to,
          from: { name: charity.discreetName, address: charity.fromEmail },
          replyTo: charity.email || undefined,
          ...written,
          stopUrl: links.stop ?? undefined,
        },
        lost,
      )
      return record(tx, facts, sent, { to: decision.to, ...blankLinks(written, links) })
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

/** Personal links open someone's pages: the kept copy does not have them. */
function blankLinks(written: { subject: string; text: string; html: string }, links: Links) {
  const blank = (text: string) =>
    [links.main, links.stop].reduce<string>((all, url) => (url ? all.replaceAll(url, blanked) : all), text)
  return { subject: blank(written.subject), text: blank(written.text), html: blank(written.html) }
}

async function release(tx: Transaction, id: string): Promise<Passed> {
  await sql`update messages set claimed_until = '-infinity' where id = ${id}`.execute(tx)
  return 'closed'
}

async function stop(tx: Transaction, facts: Facts, why: StopReason): Promise<Passed> {
  await tx
    .updateTable('messages')
    .set({ state: 'stopped', stopped_why: why })
    .where('id', '=', facts.id)
    .execute()
  const ring = rungAbout(facts.kind, facts.session?.startsAt ?? null, facts.now)
  const unreached =
    why === 'no address' || why === 'address wrong' || why === 'address not confirmed' || why === 'no consent'
  if (facts.person && ring && unreached)
    await askForCalls(tx, [
      {
        personId: facts.person.id,
        why: ring,
        groupId: facts.group?.id ?? null,
        sessionId: facts.session?.id ?? null,
      },
    ])
  return 'stopped'
}

type Kept = { to: string; subject: string; text: string; html: string }

async function record(tx: Transaction, facts: Facts, sent: Sent, kept: Kept): Promise<Passed> {
  if (sent.ok) {
    await sql`update messages set state = 'sent', sent_at = clock(), attempts = attempts + 1, last_error = null,
        sent_to = ${kept.to}, subject = ${kept.subject}, body_text = ${kept.text}, body_html = ${kept.html}
      where id = ${facts.id}`.execute(tx)
    return 'sent'
  }
  // What would have been sent and where to is kept too: staff see whom it did not reach.
  await sql`update messages set sent_to = ${kept.to}, subject = ${kept.subject}, body_text = ${kept.text},
      body_html = ${kept.html}, last_error = ${sent.code.slice(0, 300)}
    where id = ${facts.id}`.execute(tx)
  if (sent.reason === 'refused') return giveUp(tx, facts, 'bounced')
  // When the server is away no message is to blame: the attempt does not make the next wait longer.
  const attempts = facts.attempts + (sent.reason === 'later' ? 1 : 0)
  const tried = facts.firstTriedAt ? (facts.now.getTime() - facts.firstTriedAt.getTime()) / 60_000 : 0
  const wait = tryAgainIn(Math.max(attempts, 1), tried)
  if (wait === null) return giveUp(tx, facts, 'undelivered')
  await sql`update messages set attempts = ${attempts}, claimed_until = '-infinity',
      first_tried_at = coalesce(first_tried_at, clock()), try_after = clock() + make_interval(mins => ${wait}::int)
    where id = ${facts.id}`.execute(tx)
  return sent.reason === 'away' ? 'away' : 'later'
}

/** Told to staff at once: the message on their list, the person on the list of calls. */
async function giveUp(tx: Transaction, facts: Facts, state: 'undelivered' | 'bounced'): Promise<Passed> {
  await sql`update messages set state = ${state}, attempts = attempts + 1 where id = ${facts.id}`.execute(tx)
  if (facts.person)
    await askForCalls(tx, [
      {
        personId: facts.person.id,
        why: 'undelivered',
        groupId: facts.group?.id ?? null,
        sessionId: facts.session?.id ?? null,
      },
    ])
  return state
}

async function ourFault(tx: Transaction, id: string): Promise<Passed> {
  await sql`update messages set attempts = attempts + 1, claimed_until = '-infinity', last_error = 'our own mistake',
      first_tried_at = coalesce(first_tried_at, clock()),
      try_after = clock() + make_interval(mins => least(4 ^ least(attempts, 5), 720)::int),
      state = case when first_tried_at < clock() - interval '2 days' then 'undelivered' else state end
    where id = ${id} and state = 'waiting'`.execute(tx)
  return 'later'
}
