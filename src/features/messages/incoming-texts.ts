import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { readPhone } from '#platform/phones.ts'
import { askForCalls } from '../welcome/welcome.ts'

/** In English and Welsh: the words that providers and phones know, and what people say for the same. */
const stopWords = `stop|stopall|stop all|stopio|stopiwch|end|optout|opt out|unsubscribe|quit
  |stop (?:sending|texting)(?: me)?(?: these| any more| your)?(?: texts| messages)?|stop (?:the |these |your )?(?:texts|messages)
  |no more (?:texts|messages)|(?:do not|don t) text me(?: again| any more)?|dim mwy o negeseuon`.replace(
  /\n */g,
  '',
)
const stops = new RegExp(
  `^(?:please |plis )?(?:${stopWords})(?: please| thanks| thank you| plis| diolch| os gwelwch yn dda)?$`,
)

/**
 * Whether a text asks for no more texts: "STOP", however it is written, and what means the same beyond doubt. "Cancel" is
 * not among them: that may be about a place.
 */
export function meansStop(text: string): boolean {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return stops.test(words)
}

/** One spelling of where a text came from: E.164 where it is a number. Providers leave the plus out. */
function numberOf(from: string): string {
  const said = from.trim()
  const phone = readPhone(/^[1-9]\d{9,14}$/.test(said) ? `+${said}` : said)
  return (phone?.number ?? said).slice(0, 40)
}

/** Somebody who has a number, and the group in which somebody rings them. */
type Whose = { id: string; died: boolean; groupId: string | null }

/** What the provider hands on. */
export type IncomingText = { from: string; text: string; providerId: string | null }

/**
 * Takes in what somebody wrote back. "STOP" ends texts for everybody who has that number: written into the ledger of
 * consents, and as a stop, which waits for a text that is on its way; none starts after it (P1). Anything else is kept, and
 * they are on the list of calls; for somebody who died a human looks first. The same text handed on twice counts once.
 */
export async function takeInText(tx: Transaction, said: IncomingText): Promise<'stop' | 'words'> {
  const number = numberOf(said.from)
  const text = said.text.trim().slice(0, 2000)
  const meaning = meansStop(text) ? 'stop' : 'words'
  const { rows: people } = await sql<Whose>`
    select distinct on (pa.person_id) pa.person_id as id, has_died(pa.person_id) as died, m.group_id as "groupId"
    from addresses a join person_addresses pa on pa.address_id = a.id
    left join members m on m.person_id = pa.person_id and m.left_at is null
    where a.kind = 'phone' and a.key = address_key('phone', ${number})
    -- The group that we last wrote about, or the one they joined last: a call without one shows them to every coordinator.
    order by pa.person_id, (select max(o.sent_at) from messages o where o.person_id = m.person_id and o.group_id = m.group_id
      and o.channel = 'text') desc nulls last, m.joined_at desc`.execute(tx)
  const ids = people.map(({ id }) => id)
  const { rows: kept } = await sql<{ person_id: string | null }>`
    insert into incoming_texts (person_id, from_number, body, meaning, provider_id)
    select who, ${number}, ${text}, ${meaning}, ${said.providerId}
    from unnest(${ids.length > 0 ? ids : [null]}::uuid[]) as who
    on conflict do nothing returning person_id`.execute(tx)
  if (meaning === 'stop') await endTexts(tx, ids, text)
  else {
    const fresh = new Set(kept.map((row) => row.person_id))
    await askToRing(
      tx,
      people.filter(({ id }) => fresh.has(id)),
      text,
    )
  }
  return meaning
}

async function endTexts(tx: Transaction, people: readonly string[], text: string): Promise<void> {
  // One after another in the order of their ids: each row takes that person's lock.
  await sql`insert into stops (person_id, what, way)
    select who, 'texts', 'text' from unnest(${[...people]}::uuid[]) as who
    where not exists (select from stops s where s.person_id = who and s.what = 'texts' and s.ended_at is null)
    order by who`.execute(tx)
  await sql`insert into consents (person_id, purpose, given, words, version, way)
    select who, 'text', false, ${text}, 'by text', 'text' from unnest(${[...people]}::uuid[]) as who
    where not exists (select from consent_states(who) c where c.purpose = 'text' and c.said and not c.holds)`.execute(
    tx,
  )
}

async function askToRing(tx: Transaction, people: readonly Whose[], text: string): Promise<void> {
  const note = `“${text.slice(0, 900)}”`
  await askForCalls(
    tx,
    people
      .filter(({ died }) => !died)
      .map(({ id, groupId }) => ({ personId: id, groupId, why: 'they wrote', note }) as const),
  )
  // Nobody rings somebody who died: a human looks, at all that came from there together.
  for (const { id } of people.filter(({ died }) => died)) await askAHuman(tx, id, 'reply')
}

/** Something came from, or came back about, the number of somebody who died: listed once until a human has looked. */
async function askAHuman(tx: Transaction, personId: string, source: 'reply' | 'bounce'): Promise<void> {
  await sql`insert into late_arrivals (person_id, source, alike) select ${personId}, ${source}, '{phone}'
    where not exists (select from late_arrivals where person_id = ${personId} and source = ${source} and decision is null)`.execute(
    tx,
  )
}

/**
 * Takes in the provider's word on a text that we sent. One that did not arrive shows as undelivered, and the person is on
 * the list of calls; for somebody who has died meanwhile nobody is to ring and nothing is to be sent again, a human looks
 * (P1). The same word twice counts once; what is neither of the two is passed over.
 * @param ref the provider's id, or our own where it hands that back.
 */
export async function takeInReport(
  tx: Transaction,
  ref: string,
  became: 'delivered' | 'failed',
): Promise<boolean> {
  const { rows } = await sql<{
    id: string
    personId: string
    groupId: string | null
    sessionId: string | null
    died: boolean
  }>`
    with said as (update texts set report = ${became}, reported_at = clock()
      where (provider_id = ${ref} or message_id::text = ${ref}) and report is distinct from ${became} returning message_id)
    select m.id, m.person_id as "personId", m.group_id as "groupId", m.session_id as "sessionId",
      has_died(m.person_id) as died
    from said join messages m on m.id = said.message_id`.execute(tx)
  if (became === 'failed' && rows.length > 0) {
    await sql`update messages set state = 'undelivered', last_error = 'the provider reports: failed'
      where id = any (${rows.map(({ id }) => id)}::uuid[]) and state = 'sent'`.execute(tx)
    await askForCalls(
      tx,
      rows
        .filter(({ died }) => !died)
        .map(({ id: _, died: __, ...row }) => ({ ...row, why: 'undelivered' }) as const),
    )
    for (const { id, personId } of rows.filter(({ died }) => died)) {
      // Off the list of those to see to, as when the death was recorded; a mistake brings it back.
      await sql`with seen as (update messages set seen_undelivered_at = clock()
          where id = ${id} and state = 'undelivered' and seen_undelivered_at is null returning id)
        update deaths d set stopped = d.stopped || jsonb_build_object('undelivered',
          coalesce(d.stopped -> 'undelivered', '[]') || to_jsonb(seen.id))
        from seen where d.person_id = ${personId} and d.mistake_at is null`.execute(tx)
      await askAHuman(tx, personId, 'bounce')
    }
  }
  return rows.length > 0
}
