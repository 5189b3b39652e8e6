import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import { keepPlace, setStanding } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import type { Language } from '#platform/language.ts'
import { hashToken, type Secret } from '#platform/tokens.ts'
import { continueAs } from '#platform/transactions.ts'
import type { Said } from './answers.ts'
import { heldBeforeConfirming, heldForALook } from './late-arrivals.ts'
import { joiningToken } from './links.ts'
import { datesChosen, diagnosedIn, type GroupToJoin } from './stages.ts'
import { healthConsent, healthConsentVersion, versionIn } from './words-consent.ts'

/** What is written down of a form: only what was asked of this person, in the database's own shapes. */
export type Answers = {
  reach: 'email' | 'phone' | 'post'
  called: string
  consent: { words: string; version: string }
} & Record<string, unknown>

/** The words of the consent as they are shown to this person. */
export function consentWords(said: Said, charityName: string, language: Language): string {
  const words = healthConsent[language]
  return said.for === 'someone' ? words.forSomeone(charityName, said.called) : words.own(charityName)
}

/** Turns a checked form into what is kept. Answers to questions that were not asked in the end are left out. */
export function answersOf(said: Said, group: GroupToJoin, charityName: string, language: Language): Answers {
  const line = (value: string) => value.replace(/\s+/g, ' ').trim() || undefined
  const reach = said.reach as Answers['reach']
  const month = diagnosedIn(said, group.today)
  const emergency = {
    name: line(said['emergency-name']),
    phone: line(said['emergency-phone']),
    where: group.kind === 'online' ? said['emergency-where'] || undefined : undefined,
  }
  const helped = said.for === 'someone'
  return {
    reach,
    called: line(said.called) ?? '',
    email: reach === 'email' ? line(said.email) : undefined,
    phone: line(said.phone),
    post: reach === 'post' ? said.post : undefined,
    whose: helped && said.whose === 'helper' ? 'someone else' : 'own',
    whoseName: helped ? line(said.helper) : undefined,
    begins: said.begins,
    suits: said.begins === 'call me' ? line(said.suits) : undefined,
    voicemail: said.phone !== '' && said.ways.includes('voicemail'),
    texts: said.phone !== '' && said.ways.includes('texts'),
    places: group.limit !== null && group.sessions.length > 0 ? said.places : undefined,
    dates: said.places === 'single' ? datesChosen(said, group) : undefined,
    dietary: group.kind === 'in person' ? said.dietary || undefined : undefined,
    access: said.access || undefined,
    diagnosedIn: ('month' in month && month.month) || undefined,
    heard: line(said.heard),
    note: said.note || undefined,
    emergency: emergency.name || emergency.phone || emergency.where ? emergency : undefined,
    language,
    consent: {
      words: consentWords(said, charityName, language),
      version: versionIn(language, healthConsentVersion),
    },
  }
}

/**
 * Takes a checked form. With an e-mail address one discreet message goes there and nothing else happens until its button
 * is pressed; by phone or post the person is written down and stands on the list of calls. Sent twice with the same
 * `joiningId` it counts once. Nothing tells the sender whether anybody was known (P4). What may be about somebody who died
 * waits for a human (P1).
 */
export async function sendJoining(
  tx: Transaction,
  secret: Secret,
  { joiningId, groupId, answers }: { joiningId: string; groupId: string; answers: Answers },
): Promise<void> {
  const hash = answers.reach === 'email' ? hashToken(joiningToken(secret, joiningId)) : null
  if (await heldForALook(tx, { joiningId, groupId, answers, hash })) return
  if (answers.reach === 'email')
    await sql`select start_joining(${joiningId}::uuid, ${groupId}::uuid, 'unconfirmed', ${answers.email as string},
      ${JSON.stringify(answers)}::jsonb, ${hash})`.execute(tx)
  else
    await sql`select register_joining(${joiningId}::uuid, ${groupId}::uuid, ${JSON.stringify(answers)}::jsonb)`.execute(
      tx,
    )
}

/** Puts an unfinished form aside for 14 days and sends the link to it. */
export async function putJoiningAside(
  tx: Transaction,
  secret: Secret,
  draft: { joiningId: string; groupId: string; said: Said; stage: string; language: Language },
): Promise<void> {
  const { joiningId, groupId, said, stage, language } = draft
  await sql`select start_joining(${joiningId}::uuid, ${groupId}::uuid, 'draft', ${said.email},
    ${JSON.stringify({ ...said, stage, language })}::jsonb,
    ${hashToken(joiningToken(secret, joiningId))})`.execute(tx)
}

export type Confirmed =
  | { ok: true; what: 'joined' | 'member already'; personId: string; groupId: string }
  | { ok: true; what: 'no room'; personId: string }
  | { ok: false; reason: 'no link' | 'done already' | 'too late' | 'look first' | 'address changed' }

/**
 * The button behind the link: finds or makes the person, the membership, the consent and the call, keeps the places that
 * were asked for and queues the message, all in one transaction (P3). Afterwards the transaction goes on as that member.
 * Pressed twice it answers 'done already' and does nothing.
 */
export async function confirmJoining(tx: Transaction, token: string): Promise<Confirmed> {
  if (await heldBeforeConfirming(tx, hashToken(token))) return { ok: false, reason: 'look first' }
  const found = await sql<{
    outcome: string
    person: string | null
    for_group: string | null
    wishes: { places: string | null; dates: string[] } | null
  }>`select * from confirm_joining(${hashToken(token)})`.execute(tx)
  const row = found.rows[0]
  if (!row) throw new Error('confirm_joining answers one row')
  const { outcome, person: personId, for_group: groupId } = row
  if (outcome === 'no room' && personId) {
    await continueAs(tx, { kind: 'member', personId, sessionId: null })
    return { ok: true, what: 'no room', personId }
  }
  if ((outcome === 'joined' || outcome === 'member already') && personId && groupId) {
    await continueAs(tx, { kind: 'member', personId, sessionId: null })
    if (row.wishes?.places === 'standing')
      await setStanding(tx, { personId, groupId, standing: true, tell: false })
    const details =
      row.wishes?.places === 'standing'
        ? {}
        : await keepDates(tx, personId, row.wishes?.dates ?? [], outcome === 'joined')
    if (outcome === 'joined') await queueMessage(tx, { kind: 'joined', personId, groupId, details })
    return { ok: true, what: outcome, personId, groupId }
  }
  return { ok: false, reason: outcome as Extract<Confirmed, { ok: false }>['reason'] }
}

/**
 * Keeps places at the dates that were chosen. Several at once are told of by the message about joining alone, not by one
 * each; a single date is confirmed by its own, with its calendar file.
 */
async function keepDates(tx: Transaction, personId: string, dates: readonly string[], joins: boolean) {
  const tell = !joins || dates.length < 2
  const told = { kept: 0, waiting: 0 }
  // In the order of the locks: by session id, so that two people choosing the same dates never wait for one another.
  for (const sessionId of [...dates].sort()) {
    const answer = await keepPlace(tx, { sessionId, personId, tell })
    if (answer.ok && answer.limited) told[answer.state]++
  }
  return tell ? {} : told
}

/** Where a link stands, before its button is pressed; says nothing about anybody. */
export async function joiningStands(
  tx: Transaction,
  token: string,
): Promise<{
  stands: 'draft' | 'unconfirmed' | 'done' | 'too late' | 'no link'
  isChange: boolean
  slug: string | null
}> {
  const found = await sql<{
    stands: 'draft' | 'unconfirmed' | 'done' | 'too late' | null
    is_change: boolean
    slug: string | null
  }>`
    select * from joining_stands(${hashToken(token)})`.execute(tx)
  const row = found.rows[0]
  return row?.stands
    ? { stands: row.stands, isChange: row.is_change, slug: row.slug }
    : { stands: 'no link', isChange: false, slug: null }
}

/** What was said so far, or null when the link no longer works. */
export async function carryOnJoining(
  tx: Transaction,
  token: string,
): Promise<{ said: unknown; slug: string } | null> {
  const found = await sql<{ said: unknown; slug: string | null }>`
    select * from carry_on_joining(${hashToken(token)})`.execute(tx)
  const row = found.rows[0]
  return row?.slug ? { said: row.said, slug: row.slug } : null
}

/** Forgets forms that nobody finished or confirmed in time, and links and sessions that ended a month ago. */
export async function forgetOldForms(tx: Transaction): Promise<void> {
  await sql`delete from joinings where state <> 'done' and expires_at < clock()`.execute(tx)
  await sql`delete from member_links where expires_at < clock() - interval '30 days'`.execute(tx)
  await sql`delete from member_sessions where expires_at < clock() - interval '30 days'`.execute(tx)
}
