import { sql } from 'kysely'
import { changeDetails, recordConsent } from '#features/people/people.ts'
import type { Transaction } from '#platform/database.ts'

/** What somebody said when they were asked on the telephone; an empty text takes away what stood there. */
export type SaidInCall = {
  dietary: string
  accessNeeds: string
  hopes: string
  voicemailOk: boolean
  messageWith: string
  /** The ids of topics that they ask about. */
  topics: readonly string[]
  /** The words that were read out and that they said yes to, or null. */
  agreed: { words: string; version: string } | null
}

/**
 * Writes down what somebody said on the telephone, where the day sheet and the programme find it. About their health
 * nothing new is kept without their agreement, given before or now (P5).
 */
export async function writeDownWhatTheySaid(
  tx: Transaction,
  personId: string,
  said: SaidInCall,
): Promise<{ ok: true } | { ok: false; reason: 'no agreement' | 'agreement taken back' }> {
  if (said.agreed)
    await recordConsent(tx, {
      personId,
      purpose: 'health information',
      given: true,
      ...said.agreed,
      way: 'phone',
    })
  const found = await sql<{
    dietary: string
    accessNeeds: string
    hopes: string
    agreed: boolean
    topics: string[]
  }>`
    select coalesce(dietary, '') as dietary, coalesce(access_needs, '') as "accessNeeds", coalesce(hopes, '') as hopes,
      consent_holds(id, 'health information') as agreed,
      array(select w.topic_id::text from topic_wishes w where w.person_id = people.id) as topics
    from people where id = ${personId}`.execute(tx)
  const before = found.rows[0]
  if (!before) return { ok: true }
  const fresh = (['dietary', 'accessNeeds', 'hopes'] as const).some(
    (field) => said[field] !== '' && said[field] !== before[field],
  )
  const newTopics = said.topics.filter((topic) => !before.topics.includes(topic))
  if (!before.agreed && (fresh || newTopics.length > 0)) return { ok: false, reason: 'no agreement' }
  const changed = await changeDetails(tx, {
    personId,
    details: {
      ...changes(said, before),
      voicemailOk: said.voicemailOk,
      messageWith: said.messageWith || null,
    },
  })
  if (!changed.ok && changed.reason === 'agreement taken back') return { ok: false, reason: changed.reason }
  await sql`delete from topic_wishes where person_id = ${personId} and topic_id <> all (${[...said.topics]}::uuid[])`.execute(
    tx,
  )
  await sql`insert into topic_wishes (person_id, topic_id)
    select ${personId}::uuid, id from topics where id = any (${newTopics}::uuid[]) on conflict do nothing`.execute(
    tx,
  )
  return { ok: true }
}

/** Only what is different now: an unchanged answer of earlier days is not said anew. */
function changes(said: SaidInCall, before: { dietary: string; accessNeeds: string; hopes: string }) {
  const one = (field: 'dietary' | 'accessNeeds' | 'hopes') =>
    said[field] === before[field] ? {} : { [field]: said[field] || null }
  return { ...one('dietary'), ...one('accessNeeds'), ...one('hopes') }
}
