import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import { leavePlaces } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { hashToken, type Secret } from '#platform/tokens.ts'
import { calendarToken, joiningToken } from './links.ts'
import { myCalendarLink, myConsent } from './my-queries.ts'
import { myWords } from './words-my.ts'

export { joiningPath, myPagesPath } from './links.ts'
export { whatWeKeep } from './words-consent.ts'

/** A way to reach someone: the address of a letter box, a telephone or a mail box. */
export type NewAddress = {
  kind: 'email' | 'phone' | 'post'
  value: string
  /** 'someone else': of somebody who helps them, with their say-so. */
  whose?: 'own' | 'someone else'
  whoseName?: string | null
  preferred?: boolean
  /** Whether somebody at the charity heard it from them; nothing goes to an address that is not confirmed. True unless said. */
  confirmed?: boolean
}

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

/** Who or what asked for a stop. */
export type StopWay = 'my pages' | 'one click' | 'phone' | 'staff'

/**
 * No message of any kind for a while. Waits for one that is on its way; none starts afterwards (P1). A second pause takes
 * the place of the first. @param until null: until they say otherwise.
 */
export async function pauseMessages(
  tx: Transaction,
  { personId, until, way }: { personId: string; until: Date | null; way: StopWay },
): Promise<void> {
  await endStops(tx, personId, ['pause'])
  await addStop(tx, { personId, what: 'pause', until, way })
}

/** No message of any kind any more ('all'), or no reminders. Asking twice changes nothing. */
export async function stopMessages(
  tx: Transaction,
  { personId, what, way }: { personId: string; what: 'all' | 'reminders'; way: StopWay },
): Promise<void> {
  const already = await tx
    .selectFrom('stops')
    .select('id')
    .where('person_id', '=', personId)
    .where('what', '=', what)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!already) await addStop(tx, { personId, what, until: null, way })
}

/** They would like messages again: ends every stop and every pause. */
export async function endStop(tx: Transaction, { personId }: { personId: string }): Promise<void> {
  await endStops(tx, personId, ['all', 'pause', 'reminders'])
}

async function addStop(
  tx: Transaction,
  stop: { personId: string; what: 'all' | 'pause' | 'reminders'; until: Date | null; way: StopWay },
): Promise<void> {
  await tx
    .insertInto('stops')
    .values({
      person_id: stop.personId,
      what: stop.what,
      until: stop.until,
      way: stop.way,
      recorded_by: sql`actor_account()`,
    })
    .execute()
}

async function endStops(
  tx: Transaction,
  personId: string,
  what: ('all' | 'pause' | 'reminders')[],
): Promise<void> {
  await tx
    .updateTable('stops')
    .set({ ended_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('what', 'in', what)
    .where('ended_at', 'is', null)
    .execute()
}

export type ConsentPurpose =
  | 'health information'
  | 'word back to referrer'
  | 'phone'
  | 'text'
  | 'post'
  | 'email'
  | 'surveys'
  | 'stories'
  | 'news and campaign'

/**
 * Writes down that a consent was given or taken back, with the very words that were shown or read out, and how (P5).
 * The ledger is only added to; the newest row of a purpose counts.
 */
export async function recordConsent(
  tx: Transaction,
  consent: {
    personId: string
    purpose: ConsentPurpose
    given: boolean
    words: string
    version: string
    way: 'form' | 'phone' | 'paper' | 'in person' | 'my pages' | 'sample'
  },
): Promise<void> {
  await tx
    .insertInto('consents')
    .values({
      person_id: consent.personId,
      purpose: consent.purpose,
      given: consent.given,
      words: consent.words,
      version: consent.version,
      way: consent.way,
      recorded_by: sql`actor_account()`,
    })
    .execute()
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
  voicemailOk?: boolean
  textsOk?: boolean
  reminderWeek?: boolean
  reminderDay?: boolean
  fullTitles?: boolean
  ringIfNotSeen?: boolean
}

/** Changes someone's details, by themselves or by staff who may see them. */
export async function changeDetails(
  tx: Transaction,
  { personId, details }: { personId: string; details: Details },
): Promise<{ ok: true } | { ok: false; reason: 'not found' }> {
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
    voicemail_ok: details.voicemailOk,
    texts_ok: details.textsOk,
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
 * Adds a way to reach someone. A member adds a telephone number or a postal address this way; a new e-mail address of
 * theirs waits for its button (`askToChangeEmail`).
 */
export async function addAddress(
  tx: Transaction,
  { personId, address }: { personId: string; address: NewAddress },
): Promise<{ addressId: string }> {
  const found = await sql<{ id: string }>`
    select attach_address(${personId}::uuid, ${address.kind}, ${address.value}, ${address.whose ?? 'own'},
      ${address.whoseName ?? null}, ${address.preferred ?? true}, ${address.confirmed ?? true}) as id`.execute(
    tx,
  )
  const id = found.rows[0]?.id
  if (!id) throw new Error('attach_address answers an id')
  return { addressId: id }
}

/** Takes a way to reach someone away from them; the address stays for those who share it. */
export async function removeAddress(
  tx: Transaction,
  { personId, addressId }: { personId: string; addressId: string },
): Promise<void> {
  await tx
    .deleteFrom('person_addresses')
    .where('person_id', '=', personId)
    .where('address_id', '=', addressId)
    .execute()
}

/** Someone to ring in an emergency, and where they are during online sessions. All empty: nothing is kept. */
export async function setEmergencyContact(
  tx: Transaction,
  contact: { personId: string; name: string; phone: string; whereIAm: string },
): Promise<void> {
  await tx
    .insertInto('emergency_contacts')
    .values({
      person_id: contact.personId,
      name: contact.name,
      phone: contact.phone,
      where_i_am: contact.whereIAm,
    })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({
        name: contact.name,
        phone: contact.phone,
        where_i_am: contact.whereIAm,
        changed_at: sql`clock()`,
      }),
    )
    .execute()
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

/**
 * Someone takes back their agreement to the keeping of health information (P5), on their own pages: it is written down,
 * what they said about their health and needs is emptied, they leave their groups (being part of one says something about
 * their health), and somebody is asked to delete the rest.
 */
export async function takeBackConsent(tx: Transaction, { personId }: { personId: string }): Promise<void> {
  const before = await myConsent(tx, personId)
  await recordConsent(tx, {
    personId,
    purpose: 'health information',
    given: false,
    words: before?.words ?? myWords.en.consent.back,
    version: before?.version ?? '-',
    way: 'my pages',
  })
  await changeDetails(tx, {
    personId,
    details: {
      diagnosedIn: null,
      dietary: null,
      accessNeeds: null,
      theirNote: null,
      bearInMind: null,
      heardHow: null,
    },
  })
  await setEmergencyContact(tx, { personId, name: '', phone: '', whereIAm: '' })
  const groups = await tx
    .selectFrom('members')
    .select('group_id')
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .execute()
  for (const { group_id: groupId } of groups) await leaveGroup(tx, { personId, groupId })
  await sql`select list_own_call('other', null, null, ${myWords.en.consent.callNote})`.execute(tx)
}

/** A member gives a new e-mail address: one message goes there; until its button is pressed nothing changes (P4). */
export async function askToChangeEmail(
  tx: Transaction,
  secret: Secret,
  { joiningId, email }: { joiningId: string; email: string },
): Promise<void> {
  await sql`select start_address_change(${joiningId}::uuid, ${email}, '{}'::jsonb, ${hashToken(joiningToken(secret, joiningId))})`.execute(
    tx,
  )
}

/** Makes a private calendar address, unless there is one that works. */
export async function makeCalendarLink(
  tx: Transaction,
  secret: Secret,
  { personId }: { personId: string },
): Promise<void> {
  if (await myCalendarLink(tx, personId)) return
  const id = randomUUID()
  await tx
    .insertInto('member_links')
    .values({
      id,
      person_id: personId,
      token_hash: hashToken(calendarToken(secret, id)),
      purpose: 'calendar',
    })
    .execute()
}

/** Stops every private calendar address; calendars that still ask get an empty one. */
export async function stopCalendarLinks(tx: Transaction, { personId }: { personId: string }): Promise<void> {
  await tx
    .updateTable('member_links')
    .set({ cancelled_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('purpose', '=', 'calendar')
    .where('cancelled_at', 'is', null)
    .execute()
}

/** The stub that someone's visits belong to; made when it is first needed, and it outlives their name. */
export async function stubFor(tx: Transaction, personId: string): Promise<string> {
  const found = await sql<{ id: string }>`select stub_for(${personId}::uuid) as id`.execute(tx)
  const id = found.rows[0]?.id
  if (!id) throw new Error('stub_for answers an id')
  return id
}
