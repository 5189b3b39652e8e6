import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import { leavePlaces } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { healthTakenBack } from './consents.ts'
import type { NewAddress } from './reaching.ts'

export { recordConsent } from './consents.ts'
export { likeSomeoneWhoDied } from './late-arrivals.ts'
export { type Alike, type Known, likeness } from './likeness.ts'
export { joiningPath, myPagesPath } from './links.ts'
export { isTitle } from './names.ts'
export { findPeopleAndNear, type PersonInList } from './staff-queries.ts'
export { purposes, purposesVersion, versionIn, whatWeKeep } from './words-consent.ts'

export type NewPerson = Details & {
  /** Chosen by the caller, for the sample; otherwise drawn. */
  personId?: string
  called: string
  addresses: NewAddress[]
  /** The group they join; without it they are only known. */
  groupId?: string | null
  begins?: 'call me' | 'I call' | 'just come'
  /** For the sample's past: when they became known, and when they joined. */
  createdAt?: Date
  joinedAt?: Date
}

/**
 * Registers someone who rang, wrote or came (staff), or of the sample (system). The same name at the same address is the
 * same person: then only the membership is added and nothing known about them changes (`known`). Someone of that name and
 * address who died is never registered again: a human looks first (P1).
 */
export async function registerPerson(
  tx: Transaction,
  person: NewPerson,
): Promise<
  | { ok: true; personId: string; known: boolean }
  | { ok: false; reason: 'someone who died' | 'no room'; personId: string }
> {
  const found = await sql<{ person: string; known: boolean; outcome: string }>`
    select * from register_person(${JSON.stringify(person)}::jsonb)`.execute(tx)
  const row = found.rows[0]
  if (!row) throw new Error('register_person answers one row')
  if (row.outcome === 'someone who died' || row.outcome === 'no room')
    return { ok: false, reason: row.outcome, personId: row.person }
  return { ok: true, personId: row.person, known: row.known }
}

/**
 * Lets someone into an online group, after somebody at the charity spoke with them; nobody gets a joining link before.
 * Written down with who did it.
 */
export async function letIn(
  tx: Transaction,
  { memberId }: { memberId: string },
): Promise<{ ok: true } | { ok: false; reason: 'not a member' | 'let in already' }> {
  const member = await tx
    .selectFrom('members')
    .select(['let_in_at', 'left_at', 'person_id', 'group_id'])
    .where('id', '=', memberId)
    .executeTakeFirst()
  if (!member || member.left_at) return { ok: false, reason: 'not a member' }
  if (member.let_in_at) return { ok: false, reason: 'let in already' }
  await tx
    .updateTable('members')
    .set({ let_in_at: sql`clock()`, let_in_by: sql`actor_account()` })
    .where('id', '=', memberId)
    .where('let_in_at', 'is', null)
    .execute()
  return { ok: true }
}

/** Takes a letting-in back: links to sessions stop working at once. */
export async function takeBackLetIn(tx: Transaction, { memberId }: { memberId: string }): Promise<void> {
  await tx
    .updateTable('members')
    .set({ let_in_at: null, let_in_by: null })
    .where('id', '=', memberId)
    .execute()
}

/**
 * Someone leaves a group: their places there are given back and offered on (P2), nobody rings them about it any more,
 * one message says so, and with their last group the person to ring in an emergency is forgotten.
 */
export async function leaveGroup(
  tx: Transaction,
  { personId, groupId }: { personId: string; groupId: string },
): Promise<{ ok: true } | { ok: false; reason: 'not a member' }> {
  const member = await tx
    .selectFrom('members')
    .select('id')
    .where('person_id', '=', personId)
    .where('group_id', '=', groupId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!member) return { ok: false, reason: 'not a member' }
  await tx
    .updateTable('members')
    .set({ left_at: sql`clock()`, standing: false })
    .where('id', '=', member.id)
    .where('left_at', 'is', null)
    .execute()
  await leavePlaces(tx, { personId, groupId })
  await sql`select end_calls_of_group(${personId}::uuid, ${groupId}::uuid)`.execute(tx)
  await sql`select forget_emergency_contact(${personId}::uuid)`.execute(tx)
  await queueMessage(tx, { kind: 'left group', personId, groupId, once: `left ${member.id}` })
  return { ok: true }
}

/** What may be changed about someone; what is left out stays. Limits are the database's. */
export type Details = {
  called?: string
  fullName?: string | null
  language?: 'en' | 'cy'
  diagnosedIn?: string | null
  heardHow?: string | null
  dietary?: string | null
  accessNeeds?: string | null
  theirNote?: string | null
  /** Staff only; shown on the day sheet and in the person's own copy. */
  bearInMind?: string | null
  /** What they hope for, in their words. */
  hopes?: string | null
  /** With whom a message may be left. */
  messageWith?: string | null
  voicemailOk?: boolean
  textsOk?: boolean
  /** Letters in large print; reminders by letter. */
  largePrint?: boolean
  letterReminders?: boolean
  reminderWeek?: boolean
  reminderDay?: boolean
  fullTitles?: boolean
  ringIfNotSeen?: boolean
}

const healthFields = ['diagnosedIn', 'dietary', 'accessNeeds', 'theirNote', 'bearInMind', 'hopes'] as const

/**
 * Changes someone's details, by themselves or by staff who may see them. About health nothing is written down once they
 * took back their agreement to that; emptying it is always possible. The database holds to it too.
 */
export async function changeDetails(
  tx: Transaction,
  { personId, details }: { personId: string; details: Details },
): Promise<{ ok: true } | { ok: false; reason: 'not found' | 'agreement taken back' }> {
  if (healthFields.some((field) => details[field]) && (await healthTakenBack(tx, personId)))
    return { ok: false, reason: 'agreement taken back' }
  const changed = {
    called: details.called,
    full_name: details.fullName,
    language: details.language,
    diagnosed_in: details.diagnosedIn,
    heard_how: details.heardHow,
    dietary: details.dietary,
    access_needs: details.accessNeeds,
    their_note: details.theirNote,
    bear_in_mind: details.bearInMind,
    hopes: details.hopes,
    message_with: details.messageWith,
    voicemail_ok: details.voicemailOk,
    texts_ok: details.textsOk,
    large_print: details.largePrint,
    letter_reminders: details.letterReminders,
    reminder_week: details.reminderWeek,
    reminder_day: details.reminderDay,
    full_titles: details.fullTitles,
    ring_if_not_seen: details.ringIfNotSeen,
  }
  const set = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))
  const result = await tx
    .updateTable('people')
    .set({ ...set, changed_at: sql`clock()` })
    .where('id', '=', personId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n ? { ok: true } : { ok: false, reason: 'not found' }
}

/**
 * The person of that name at that address, or null; staff find only those whom they may see (P4). A person is an address
 * and a name, never an address alone.
 */
export async function findPerson(
  tx: Transaction,
  { kind, value, called }: { kind: 'email' | 'phone' | 'post'; value: string; called: string },
): Promise<string | null> {
  const found = await tx
    .selectFrom('people as p')
    .innerJoin('person_addresses as pa', 'pa.person_id', 'p.id')
    .innerJoin('addresses as a', 'a.id', 'pa.address_id')
    .select('p.id')
    .where('a.kind', '=', kind)
    .where('a.key', '=', sql<string>`address_key(${kind}, ${value})`)
    .where('p.called_key', '=', sql<string>`name_key(${called})`)
    .orderBy('p.created_at')
    .executeTakeFirst()
  return found?.id ?? null
}

/** The stub that someone's visits belong to; made when it is first needed, and it outlives their name. */
export async function stubFor(tx: Transaction, personId: string): Promise<string> {
  const found = await sql<{ id: string }>`select stub_for(${personId}::uuid) as id`.execute(tx)
  const id = found.rows[0]?.id
  if (!id) throw new Error('stub_for answers an id')
  return id
}
