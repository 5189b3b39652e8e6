import { sql } from 'kysely'
import { queueMessages } from '#features/messages/messages.ts'
import { freePlacesAfterDeath, restorePlacesAfterMistake } from '#features/places/places.ts'
import { type StaffActor, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { continueAs } from '#platform/transactions.ts'
import { tellChangesMeanwhile } from './changes-meanwhile.ts'
import type { Overtaken, PutBack, Stopped } from './rules.ts'

export { diedForm, toldOn } from './forms.ts'
export { MistakePage } from './mistake-page.tsx'
export { DeathNotice, deathDone } from './notice.tsx'
export { DiedPage } from './pages.tsx'
export { confirmDeath } from './plan.ts'
export { type Death, deathOf } from './queries.ts'
export { RememberedNames, rememberedForMembers } from './remembered.tsx'
export type { Overtaken, PutBack, Stopped } from './rules.ts'
export {
  type SinceLastTime,
  SinceLastTimeNote,
  SinceLastTimeOnPaper,
  sinceLastTime,
} from './since-last-time.tsx'
export {
  hasWishes,
  type KeptWishes,
  mayWriteWishes,
  WishesFacts,
  wishesOf,
  wishesTitle,
  writeWishes,
} from './wishes.tsx'

export type NewDeath = {
  personId: string
  /** Who told the charity, in their words: "her sister Ann, by phone". */
  toldBy: string
  /** 'YYYY-MM-DD', or null when nobody knows. */
  toldOn: string | null
  /** 'told': somebody said so; 'confirmed': by someone close or by a document. Either stops everything. */
  sure: 'told' | 'confirmed'
}

/**
 * Records that someone died (P1). It waits for a message that is on its way; once it has committed no send starts, in
 * any process. In the same transaction: calls to them are ended, waiting messages are stopped, their sessions on their
 * own pages end, and their places are freed, held back for a coordinator where numbers are limited; a plan is made for
 * each of their groups. Whoever else runs those groups hears that something waits for them, without a name; nobody else
 * hears anything. Whoever may see the person may record it, and take it back.
 * @returns what was stopped; 'recorded already' when somebody was quicker (then nothing changes).
 */
export async function recordDeath(
  tx: Transaction,
  death: NewDeath,
): Promise<
  { ok: true; deathId: string; stopped: Stopped } | { ok: false; reason: 'not theirs' | 'recorded already' }
> {
  const found = await sql<{
    answer:
      | { ok: true; deathId: string; calls: number; messages: number; letters: number }
      | { ok: false; reason: 'not theirs' | 'recorded already' }
  }>`select record_death(${death.personId}::uuid, ${death.toldBy}, ${death.toldOn}::date, ${death.sure}) as answer`.execute(
    tx,
  )
  const answer = only(found.rows).answer
  if (!answer.ok) return answer
  const { freed, heldBack } = await freePlacesAfterDeath(tx, {
    personId: death.personId,
    deathId: answer.deathId,
  })
  await sql`update deaths set stopped = stopped || ${JSON.stringify({ places: freed, heldBack })}::jsonb
    where id = ${answer.deathId}`.execute(tx)
  await sql`select plan_after_death(${answer.deathId}::uuid)`.execute(tx)
  await tellStaff(tx, answer.deathId, 'death')
  const { calls, messages, letters } = answer
  return { ok: true, deathId: answer.deathId, stopped: { calls, messages, letters, places: freed, heldBack } }
}

/**
 * The same, written down by the nurse or the lead who looks after a concern about them and sees no more of them than that
 * (P1): as the program, in the name of whoever heard it. The caller has seen to it that the concern is theirs.
 */
export async function recordDeathOfConcern(
  tx: Transaction,
  actor: StaffActor,
  death: NewDeath,
): Promise<ReturnType<typeof recordDeath>> {
  await continueAs(tx, system('recording a death that the nurse was told of'))
  const answer = await recordDeath(tx, death)
  if (answer.ok)
    await sql`update deaths set recorded_by = ${actor.accountId}, confirmed_by = case when confirmed_at is not null
      then ${actor.accountId}::uuid end where id = ${answer.deathId}`.execute(tx)
  await continueAs(tx, actor)
  return answer
}

/**
 * After two records were made one, or two again: each group of somebody who died has a plan, and who runs a group that had
 * none hears that something waits. Who lives has none.
 */
export async function planAfterMerge(tx: Transaction, personId: string): Promise<void> {
  const found = await sql<{
    death: string | null
  }>`select plan_after_merge(${personId}::uuid) as death`.execute(tx)
  const { death } = only(found.rows)
  if (death) await tellStaff(tx, death, 'death')
}

/** The discreet message that something waits: the page behind it says what. */
async function tellStaff(tx: Transaction, deathId: string, what: 'death' | 'mistake'): Promise<void> {
  const found = await (what === 'death'
    ? sql<{ id: string }>`select staff_after_death(${deathId}::uuid) as id`
    : sql<{ id: string }>`select staff_after_mistake(${deathId}::uuid) as id`
  ).execute(tx)
  await queueMessages(
    tx,
    found.rows.map(({ id }) => ({
      kind: 'something waits' as const,
      accountId: id,
      details: { soon: 'today' },
      once: `${what} ${deathId} ${id}`,
    })),
  )
}

/**
 * It was a mistake: puts everything back as it was, in one transaction. What time has overtaken stays as it is and is
 * named: reminders of sessions that have begun, calls about them, places at them; a place that was given on meanwhile is
 * taken from nobody, they wait at the turn they had. Messages that the gate stopped meanwhile go out after all, and of
 * sessions that were moved or cancelled meanwhile they hear as everybody did. What people have told others meanwhile is
 * named too. Whoever else runs their groups hears that something waits: they may be speaking of a death.
 */
export async function takeBackDeath(
  tx: Transaction,
  { personId }: { personId: string },
): Promise<({ ok: true } & PutBack) | { ok: false; reason: 'not theirs' | 'nothing recorded' }> {
  const found = await sql<{
    answer:
      | { ok: true; deathId: string; calls: number; messages: number; late: PutBack['late'] }
      | { ok: false; reason: 'not theirs' | 'nothing recorded' }
  }>`select take_back_death(${personId}::uuid) as answer`.execute(tx)
  const answer = only(found.rows).answer
  if (!answer.ok) return answer
  const { deathId } = answer
  const places = await restorePlacesAfterMistake(tx, { personId, deathId })
  await tellChangesMeanwhile(tx, { personId, deathId })
  const late = await withDates(tx, [...answer.late, ...(await placesOver(tx, personId, deathId))])
  for (const kind of await toldMeanwhile(tx, personId, deathId))
    late.push({ what: 'told', which: kind, sessionId: null })
  await sql`update messages set seen_undelivered_at = null where person_id = ${personId} and id in
    (select value::uuid from deaths d, jsonb_array_elements_text(coalesce(d.stopped -> 'undelivered', '[]')) where d.id = ${deathId})`.execute(
    tx,
  )
  const putBack: PutBack = {
    back: { calls: answer.calls, messages: answer.messages, ...places },
    late,
  }
  await tellStaff(tx, deathId, 'mistake')
  await sql`update deaths set put_back = ${JSON.stringify(putBack)}::jsonb where id = ${deathId}`.execute(tx)
  return { ok: true, ...putBack }
}

/** Their places at sessions that have begun meanwhile. */
async function placesOver(tx: Transaction, personId: string, deathId: string): Promise<Overtaken[]> {
  const { rows } = await sql<{ sessionId: string }>`
    select session_id as "sessionId" from places where person_id = ${personId} and death_id = ${deathId}`.execute(
    tx,
  )
  return rows.map(({ sessionId }) => ({ what: 'place', which: null, sessionId }))
}

/** With the dates of the sessions that they were for, earliest first. */
async function withDates(tx: Transaction, late: readonly Overtaken[]): Promise<Overtaken[]> {
  const { rows } = await sql<{ id: string; date: string }>`
    select id, date::text as date from sessions
    where id = any (${late.flatMap(({ sessionId }) => sessionId ?? [])}::uuid[])`.execute(tx)
  const dates = new Map(rows.map(({ id, date }) => [id, date]))
  return late
    .map((one) => ({ ...one, date: dates.get(one.sessionId ?? '') ?? null }))
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
}

async function toldMeanwhile(tx: Transaction, personId: string, deathId: string): Promise<string[]> {
  const found = await sql<{ kinds: string[] }>`
    select told_after_death(${personId}::uuid, ${deathId}::uuid) as kinds`.execute(tx)
  return only(found.rows).kinds
}

function only<Row>(rows: Row[]): Row {
  const [row] = rows
  if (!row) throw new Error('A function of the database gave no answer')
  return row
}
