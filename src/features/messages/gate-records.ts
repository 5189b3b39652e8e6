import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { askForCalls } from '../welcome/welcome.ts'
import type { Facts } from './facts.ts'
import { rungAbout, type StopReason, tryAgainIn } from './rules.ts'

/** What became of one message at the gate. `busy`: another process has it, or it is done already. */
export type Passed =
  | 'sent'
  | 'to print'
  | 'stopped'
  | 'later'
  | 'undelivered'
  | 'bounced'
  | 'away'
  | 'closed'
  | 'busy'

/** Lets another process, or a later moment, have it. */
export async function release(tx: Transaction, id: string): Promise<Passed> {
  await sql`update messages set claimed_until = '-infinity' where id = ${id}`.execute(tx)
  return 'closed'
}

const unreached: readonly StopReason[] = [
  'no address',
  'address wrong',
  'address not confirmed',
  'no consent',
  'too late for the post',
]

/** Not sent, with the reason kept; whom nothing reaches is rung where that is worth it. */
export async function stop(tx: Transaction, facts: Facts, why: StopReason): Promise<Passed> {
  await tx
    .updateTable('messages')
    .set({ state: 'stopped', stopped_why: why })
    .where('id', '=', facts.id)
    .execute()
  const ring = rungAbout(facts.kind, facts.session?.startsAt ?? null, facts.now)
  if (facts.person && ring && unreached.includes(why))
    await askForCalls(tx, [
      {
        personId: facts.person.id,
        why: ring,
        groupId: facts.group?.id ?? null,
        sessionId: facts.session?.id ?? null,
        note: typeof facts.details.former === 'string' ? facts.details.former : null,
        known: knownOf(facts),
      },
    ])
  return 'stopped'
}

/** When and where the session is as they know it, whom no news of a move reaches. */
function knownOf({ details }: Facts) {
  const { formerStartsAt, formerEndsAt, formerVenueId } = details
  if (typeof formerStartsAt !== 'string' || typeof formerEndsAt !== 'string') return null
  return {
    startsAt: formerStartsAt,
    endsAt: formerEndsAt,
    venueId: typeof formerVenueId === 'string' ? formerVenueId : null,
  }
}

/** What went out, or would have, and where to: personal links are blanked. */
export type Kept = {
  channel: 'email' | 'text'
  to: string
  subject: string | null
  text: string
  html: string | null
}
/** What a way out answered. */
export type Answered = { ok: true } | { ok: false; reason: 'refused' | 'later' | 'away'; code: string }

/** Writes down what came of a send, and when to try again. */
export async function record(tx: Transaction, facts: Facts, sent: Answered, kept: Kept): Promise<Passed> {
  if (sent.ok) {
    await sql`update messages set state = 'sent', sent_at = clock(), attempts = attempts + 1, last_error = null,
        channel = ${kept.channel},
        sent_to = ${kept.to}, subject = ${kept.subject}, body_text = ${kept.text}, body_html = ${kept.html}
      where id = ${facts.id}`.execute(tx)
    return 'sent'
  }
  // What would have been sent and where to is kept too: staff see whom it did not reach.
  await sql`update messages set channel = ${kept.channel}, sent_to = ${kept.to}, subject = ${kept.subject},
      body_text = ${kept.text}, body_html = ${kept.html}, last_error = ${sent.code.slice(0, 300)}
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

/** Something of ours went wrong: an attempt, so that one bad message holds up no other. */
export async function ourFault(tx: Transaction, id: string): Promise<Passed> {
  await sql`update messages set attempts = attempts + 1, claimed_until = '-infinity', last_error = 'our own mistake',
      first_tried_at = coalesce(first_tried_at, clock()),
      try_after = clock() + make_interval(mins => least(4 ^ least(attempts, 5), 720)::int),
      state = case when first_tried_at < clock() - interval '2 days' then 'undelivered' else state end
    where id = ${id} and state = 'waiting'`.execute(tx)
  return 'later'
}

/** Waits to be printed: nothing tries to send it by itself any more. A letter that was printed before is printed anew. */
export async function toPrint(tx: Transaction, facts: Facts): Promise<Passed> {
  await sql`update messages set channel = 'post', try_after = 'infinity', claimed_until = '-infinity', first_tried_at = null
    where id = ${facts.id}`.execute(tx)
  await sql`insert into letters (message_id, person_id) values (${facts.id}, ${facts.person?.id ?? null})
    on conflict (message_id) do update set batch_id = null, sheet = null, printed_at = null`.execute(tx)
  return 'to print'
}

/** What the provider of texts will know it by, and how much it cost. */
export async function recordText(
  tx: Transaction,
  facts: Facts,
  text: { providerId: string | null; segments: number },
): Promise<void> {
  await sql`insert into texts (message_id, person_id, provider_id, segments)
    values (${facts.id}, ${facts.person?.id ?? null}, ${text.providerId}, ${text.segments})
    on conflict (message_id) do update set provider_id = excluded.provider_id, segments = excluded.segments,
      report = null, reported_at = null`.execute(tx)
}
