import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Charity, readCharity } from '#platform/charity.ts'
import type { Transaction } from '#platform/database.ts'
import { setLetters } from '#platform/letters.ts'
import type { Sheet } from '#platform/sheet.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { readLogo } from '../charity/charity.ts'
import { channelsOf } from './channels.ts'
import { type Facts, lockPeopleOf, lookAt } from './facts.ts'
import { stop } from './gate-records.ts'
import {
  asPrinted,
  letterheadOf,
  mostInBatch,
  type PulledOut,
  sheetText,
  writeSheet,
} from './letter-sheets.ts'
import { decide, letterReason, type StopReason } from './rules.ts'

/**
 * Prints letters as one batch (P1: the gate's second look at a letter). Each is looked at again under the shared lock of
 * the person; what may not go out any more is stopped, and who has an e-mail address meanwhile gets an e-mail.
 * @param ids messages that `account` may see.
 */
export function printLetters(
  services: Services,
  ids: readonly string[],
  account: string,
): Promise<{ batchId: string | null; printed: number; left: number }> {
  return transact(services.database, system('gate'), async (tx) => {
    const waiting = await notInBatch(tx, ids, 'only look')
    const sorted = await sortWaiting(tx, services, waiting)
    // Somebody else may have printed them while this waited for their rows.
    const mine = await notInBatch(
      tx,
      sorted.map((facts) => facts.id),
      'hold',
    )
    const going = sorted.filter((facts) => mine.includes(facts.id))
    const charity = await readCharity(tx)
    const sheets = going.flatMap((facts) => {
      const sheet = writeSheet(facts, charity)
      return sheet
        ? [{ id: facts.id, sheet, to: sheet.to.join(', ').slice(0, 300), text: sheetText(sheet) }]
        : []
    })
    if (sheets.length === 0) return { batchId: null, printed: 0, left: waiting.length }
    const batch = await tx
      .insertInto('letter_batches')
      .values({ made_by: account })
      .returning('id')
      .executeTakeFirstOrThrow()
    const rows = JSON.stringify(sheets)
    await sql`update letters l set batch_id = ${batch.id}, printed_at = clock(), sheet = w.sheet
      from jsonb_to_recordset(${rows}::jsonb) as w(id uuid, sheet jsonb) where l.message_id = w.id`.execute(
      tx,
    )
    // Nothing sends by itself what is on paper, also where it was about to go another way when it was chosen.
    await sql`update messages m set channel = 'post', try_after = 'infinity', claimed_until = '-infinity',
      sent_to = w.to, body_text = w.text, body_html = null, subject = w.sheet ->> 'heading'
      from jsonb_to_recordset(${rows}::jsonb) as w(id uuid, "to" text, text text, sheet jsonb) where m.id = w.id`.execute(
      tx,
    )
    return { batchId: batch.id, printed: sheets.length, left: waiting.length - sheets.length }
  })
}

async function notInBatch(
  tx: Transaction,
  ids: readonly string[],
  how: 'hold' | 'only look',
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.message_id as id from letters l left join letter_batches b on b.id = l.batch_id
    where l.message_id = any (${[...ids]}::uuid[]) and (l.batch_id is null or b.posted_at is not null)
    order by l.message_id limit ${mostInBatch} ${how === 'hold' ? sql`for update of l` : sql``}`.execute(tx)
  return rows.map((row) => row.id)
}

/** Letters not on paper: stops what may not go out, gives back to the gate what goes another way now. Returns the rest. */
async function sortWaiting(tx: Transaction, services: Services, ids: readonly string[]): Promise<Facts[]> {
  await lockPeopleOf(tx, ids)
  const going: Facts[] = []
  for (const facts of await lookAt(tx, ids, 'all')) {
    const decision = decide(facts, channelsOf(services.config))
    if (decision.act === 'letter') going.push(facts)
    else if (decision.act === 'stop') await stop(tx, facts, decision.why)
    else if (decision.act !== 'wait')
      await sql`update messages set channel = 'email', try_after = clock() where id = ${facts.id}`.execute(tx)
  }
  return going
}

type OnPaper = { id: string; sheet: Sheet; state: string; stopped_why: string | null }

/** Looks at letters on paper, under the locks of their people: which may still be posted, and which are to be pulled out. */
async function lookOnPaper(tx: Transaction, ids: readonly string[], rows: 'all' | 'only look') {
  await lockPeopleOf(tx, ids)
  const facts = new Map((await lookAt(tx, ids, rows)).map((one) => [one.id, one]))
  const { rows: papers } = await sql<OnPaper>`
    select l.message_id as id, l.sheet, m.state, m.stopped_why from letters l join messages m on m.id = l.message_id
    where l.message_id = any (${[...ids]}::uuid[]) and l.sheet is not null
    order by l.sheet #>> '{to,0}', l.message_id`.execute(tx)
  const charity = await readCharity(tx)
  const going: { facts: Facts; sheet: Sheet }[] = []
  const pulled: (PulledOut & { facts: Facts | null })[] = []
  for (const { id, sheet, state, stopped_why } of papers) {
    const one = facts.get(id) ?? null
    const why = one ? reasonOnPaper(one, sheet, charity) : state === 'sent' ? null : notWaiting(stopped_why)
    if (why) pulled.push({ id, why, facts: one })
    else if (one) going.push({ facts: one, sheet })
  }
  return { charity, going, pulled }
}

const notWaiting = (why: string | null): PulledOut['why'] => (why as StopReason | null) ?? 'gate closed'

function reasonOnPaper(facts: Facts, sheet: Sheet, charity: Charity): PulledOut['why'] | null {
  if (!facts.gateOpen) return 'gate closed'
  const why = letterReason(facts)
  if (why) return why
  const now = writeSheet(facts, charity)
  if (now?.to.join('\n') !== sheet.to.join('\n')) return 'address changed'
  // It tells a number that is not theirs to have any more, or no longer leads there.
  if (sheet.dialIn !== undefined && sheet.dialIn !== now.dialIn) return 'printed before a change'
  return facts.kind === 'session moved' && JSON.stringify(now.body) !== JSON.stringify(sheet.body)
    ? 'printed before a change'
    : null
}

/**
 * The PDF of letters on paper, by the names on them. Whoever died or stopped since is not in it (P1): the locks are held
 * while it is set. Null when no letter is left. Changes nothing (P9).
 */
export function lettersAsPdf(services: Services, ids: readonly string[]): Promise<Buffer | null> {
  return transact(services.database, system('gate'), async (tx) => {
    const { charity, going } = await lookOnPaper(tx, ids, 'only look')
    if (going.length === 0) return null
    const head = letterheadOf(charity, await readLogo(tx))
    return setLetters(
      going.map(({ facts, sheet }) => asPrinted(sheet, facts, charity)),
      head,
      services.clock.now(),
    )
  })
}

/** Which of these letters are to be pulled out of the pile before it is posted, and why. Changes nothing (P9). */
export function lettersToPullOut(services: Services, ids: readonly string[]): Promise<PulledOut[]> {
  return transact(
    services.database,
    system('gate'),
    async (tx) => (await lookOnPaper(tx, ids, 'only look')).pulled,
  )
}

/**
 * Writes down that a batch was posted (P1: the gate's last look). Refused while somebody has not yet been told to pull a
 * letter out: the pile in their hands may still hold it.
 * @param known the letters that they were told to pull out.
 */
export function markPosted(
  services: Services,
  batch: { id: string; letters: readonly string[]; known: readonly string[] },
  account: string,
): Promise<
  { ok: true; posted: number } | { ok: false; reason: 'pull out first' | 'posted already' | 'not theirs' }
> {
  return transact(services.database, system('gate'), async (tx) => {
    const open =
      await sql`select from letter_batches where id = ${batch.id} and posted_at is null for update`.execute(
        tx,
      )
    if (open.rows.length === 0) return { ok: false, reason: 'posted already' }
    const { rows: all } = await sql<{
      id: string
    }>`select message_id as id from letters where batch_id = ${batch.id}`.execute(tx)
    if (all.some(({ id }) => !batch.letters.includes(id))) return { ok: false, reason: 'not theirs' }
    const { going, pulled } = await lookOnPaper(tx, batch.letters, 'all')
    if (pulled.some(({ id }) => !batch.known.includes(id))) return { ok: false, reason: 'pull out first' }
    await pullOut(tx, pulled)
    const ids = going.map(({ facts }) => facts.id)
    await sql`update messages set state = 'sent', sent_at = clock(), attempts = attempts + 1
      where id = any (${ids}::uuid[])`.execute(tx)
    await sql`update letter_batches set posted_at = clock(), posted_by = ${account} where id = ${batch.id}`.execute(
      tx,
    )
    return { ok: true, posted: ids.length }
  })
}

/** Stops what was pulled out; where only the address or what there is to tell has changed, it waits to be printed anew. */
async function pullOut(
  tx: Transaction,
  pulled: readonly (PulledOut & { facts: Facts | null })[],
): Promise<void> {
  for (const { facts, why } of pulled) {
    if (!facts || why === 'gate closed') continue
    await stop(tx, facts, why)
    if (why === 'address changed' || why === 'printed before a change')
      await sql`insert into messages (kind, person_id, group_id, session_id, details, useless_after)
        select kind, person_id, group_id, session_id, details, useless_after from messages where id = ${facts.id}`.execute(
        tx,
      )
  }
}

/**
 * Looks through all letters that are not posted: what may not go out is stopped, and whom a letter would reach too late is
 * rung. Every process may do it.
 */
export async function sortLetters(services: Services): Promise<void> {
  const ids = await transact(services.database, system('gate'), async (tx) => {
    const { rows } = await sql<{ id: string; printed: boolean }>`
      select l.message_id as id, l.batch_id is not null and b.posted_at is null as printed
      from letters l join messages m on m.id = l.message_id left join letter_batches b on b.id = l.batch_id
      where m.state = 'waiting' and m.channel = 'post' and (select open from gate_state) order by l.message_id`.execute(
      tx,
    )
    return rows
  })
  for (const printed of [true, false]) {
    const some = ids.filter((one) => one.printed === printed).map((one) => one.id)
    for (let from = 0; from < some.length; from += mostInBatch) {
      const chunk = some.slice(from, from + mostInBatch)
      await transact(services.database, system('gate'), async (tx) => {
        if (printed) await pullOut(tx, (await lookOnPaper(tx, chunk, 'all')).pulled)
        else await sortWaiting(tx, services, chunk)
      })
    }
  }
}
