import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** What somebody says yes or no to, one by one; the order in which pages show them is the database's. */
export type ConsentPurpose =
  | 'health information'
  | 'email'
  | 'phone'
  | 'text'
  | 'post'
  | 'surveys'
  | 'stories'
  | 'news and campaign'
  | 'word back to referrer'

/** How it was said. 'told us': to somebody at the charity, who ticked a box. */
export type ConsentWay = 'form' | 'phone' | 'paper' | 'in person' | 'told us' | 'my pages' | 'sample'

/**
 * Writes down that a consent was given or taken back, with the very words that were shown or read out, and how (P5). The
 * ledger is only added to; what was said last counts (`consent_states()` in the database). It takes effect at once: a no
 * to health information removes what was told about health and needs, from the log of changes too; a no to texts takes
 * the tick away; the gate asks before each message.
 * @param saidOn the day it was said ('YYYY-MM-DD' in the charity's zone), when that was before today: a yes counts from
 * its beginning, a no until its end, so that of two on one day the no holds. Null: said just now.
 */
export async function recordConsent(
  tx: Transaction,
  consent: {
    personId: string
    purpose: ConsentPurpose
    given: boolean
    words: string
    version: string
    way: ConsentWay
    saidOn?: { day: string; zone: string } | null
  },
): Promise<void> {
  const { saidOn, given } = consent
  const [days, seconds] = given ? [0, 0] : [1, 1]
  const saidAt = saidOn
    ? sql<Date>`(${saidOn.day}::date + ${days}::int)::timestamp at time zone ${saidOn.zone}
        - make_interval(secs => ${seconds}::int)`
    : sql<Date>`clock()`
  await tx
    .insertInto('consents')
    .values({
      person_id: consent.personId,
      purpose: consent.purpose,
      given,
      words: consent.words,
      version: consent.version,
      way: consent.way,
      said_at: saidAt,
      recorded_by: sql`actor_account()`,
    })
    .execute()
}

/** What holds now for one purpose, and everything that was said about it, newest first. */
export type ConsentState = {
  purpose: ConsentPurpose
  holds: boolean
  /** Whether they were ever asked; otherwise `holds` is what goes without saying. */
  said: boolean
  history: ConsentEntry[]
}
export type ConsentEntry = {
  given: boolean
  words: string
  version: string
  way: ConsentWay
  saidAt: Date
  recordedAt: Date
  /** Who at the charity wrote it down; null when they did themselves. */
  by: string | null
}

/**
 * Every purpose with what holds now and its history: of oneself, or of somebody whom the actor may see. Two statements.
 * @param reader only staff read which colleague wrote something down; for the person `by` is an empty text then.
 */
export async function consentsOf(
  tx: Transaction,
  personId: string,
  reader: 'staff' | 'themselves',
): Promise<ConsentState[]> {
  const by =
    reader === 'staff'
      ? sql`(select a.name from accounts a where a.id = c.recorded_by)`
      : sql`case when c.recorded_by is not null then '' end`
  const states = await sql<{ purpose: ConsentPurpose; holds: boolean; said: boolean }>`
    select purpose, holds, said from consent_states(${personId}::uuid)`.execute(tx)
  const entries = await sql<ConsentEntry & { purpose: ConsentPurpose }>`
    select c.purpose, c.given, c.words, c.version, c.way, c.said_at as "saidAt", c.at as "recordedAt",
      ${by} as by
    from consents c where c.person_id = ${personId} order by c.said_at desc, c.id desc`.execute(tx)
  return states.rows.map((state) => ({
    ...state,
    history: entries.rows
      .filter((entry) => entry.purpose === state.purpose)
      .map(({ purpose: _, ...entry }) => entry),
  }))
}

/** Whether somebody took back their agreement to the keeping of health information: then none is written down anew. */
export async function healthTakenBack(tx: Transaction, personId: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean
  }>`select health_taken_back(${personId}::uuid) as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

/** Whether a legal hold keeps somebody's record: what they take back then stays in the log for as long as it stands. */
export async function isHeld(tx: Transaction, personId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select on_legal_hold(${personId}::uuid) as held`.execute(tx)
  return rows[0]?.held ?? false
}
