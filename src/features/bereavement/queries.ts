import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { PutBack, Stopped } from './rules.ts'

/** The newest record of a person's death. */
export type Death = {
  id: string
  toldBy: string
  /** 'YYYY-MM-DD' or null. */
  toldOn: string | null
  sure: 'told' | 'confirmed'
  recordedAt: Date
  /** Who recorded it; null when it was the program, or the account cannot be seen. */
  recordedBy: string | null
  stopped: Stopped
  /** Set when it turned out to be a mistake; the person is alive. */
  mistakeAt: Date | null
  /** Who put it right; null when the account cannot be seen. */
  mistakeBy: string | null
  /** Put right within the last week: whoever spoke of a death meanwhile should read it. */
  lately: boolean
  putBack: PutBack | null
}

/**
 * The newest record of a death, mistakes among them, or null. Whoever sees the person sees it.
 * Their name on the record is an account's, which colleagues may read.
 */
export async function deathOf(tx: Transaction, personId: string): Promise<Death | null> {
  const found = await sql<Omit<Death, 'stopped'> & { stopped: Record<string, unknown> }>`
    select d.id, d.told_by as "toldBy", d.told_on as "toldOn", d.sure, d.recorded_at as "recordedAt",
      (select a.name from accounts a where a.id = d.recorded_by) as "recordedBy", d.stopped,
      d.mistake_at as "mistakeAt", (select a.name from accounts a where a.id = d.mistake_by) as "mistakeBy",
      coalesce(d.mistake_at > clock() - interval '7 days', false) as lately, d.put_back as "putBack"
    from deaths d where d.person_id = ${personId} order by d.mistake_at is not null, d.recorded_at desc limit 1`.execute(
    tx,
  )
  const row = found.rows[0]
  if (!row) return null
  const count = (value: unknown) => (Array.isArray(value) ? value.length : Number(value ?? 0))
  return {
    ...row,
    stopped: {
      calls: count(row.stopped.calls),
      messages: count(row.stopped.messages),
      letters: count(row.stopped.letters),
      places: count(row.stopped.places),
      heldBack: count(row.stopped.heldBack),
    },
  }
}

/** What someone is called, or null when the actor does not see them. */
export async function calledOf(tx: Transaction, personId: string): Promise<string | null> {
  const found = await tx.selectFrom('people').select('called').where('id', '=', personId).executeTakeFirst()
  return found?.called ?? null
}

/**
 * Somebody and their death, for a page about it; null for whom the actor does not see. The page shows a name: that is a
 * look (P8).
 */
export async function lookAtDeath(
  tx: Transaction,
  personId: string,
): Promise<{ called: string; death: Death | null } | null> {
  const called = await calledOf(tx, personId)
  if (called === null) return null
  await sql`select audit_look('people', ${personId}, ${personId}::uuid)`.execute(tx)
  return { called, death: await deathOf(tx, personId) }
}
