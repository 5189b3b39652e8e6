import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Transaction } from '#platform/database.ts'
import { horizon, layOutSessions } from './laying-out.ts'
import { datesOf, type ProgrammeRule } from './programme.ts'
import {
  checkProgramme,
  type Laid,
  laidSessions,
  needsChoice,
  type ProgrammePreview,
  sortOut,
} from './programme-preview.ts'
import { type Group, groupById } from './reads.ts'
import { cancelSession, moveSession } from './session-changes.ts'

/** What was decided for a date that clashes. */
export type DateChoice =
  | { what: 'keep' }
  | { what: 'leave out' }
  | { what: 'other date'; date: string }
  | { what: 'telephone hour'; words: string }
/** What was decided for a session that stands in the way. */
export type SessionChoice =
  | { what: 'extra' }
  | { what: 'move'; to: string }
  | { what: 'cancel'; words: string; instead?: string | null }

export type ProgrammeWish = {
  groupId: string
  /** `from` is the first day that it counts for; until then the programme before it goes on. */
  rule: ProgrammeRule
  onDates?: Readonly<Record<string, DateChoice>>
  onSessions?: Readonly<Record<string, SessionChoice>>
  /** Said publicly of a date on which there is a telephone hour instead. */
  cancelledWords: string
}
export type ProgrammeSaved =
  | { ok: true; laid: number; replaced: number; written: number; toRing: number }
  | { ok: false; reason: 'no such group' | 'not yours' | 'in the past' | 'no dates' }
  /** Dates and sessions about which nothing, or nothing possible, was said. */
  | { ok: false; reason: 'undecided'; dates: string[]; sessions: string[] }
  | { ok: false; reason: 'date taken'; date: string }

/**
 * Gives a group its programme from a day on, and lays out its sessions for twelve months. Sessions that nobody has a part
 * in make room; each other one in the way is kept as an extra date, moved or cancelled as decided, and nobody's place
 * disappears silently. Saves nothing while a clash (P10) or a session is undecided.
 */
export async function saveProgramme(tx: Transaction, wish: ProgrammeWish): Promise<ProgrammeSaved> {
  await sql`savepoint programme`.execute(tx)
  try {
    return await replaceProgramme(tx, wish)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    await sql`rollback to savepoint programme`.execute(tx)
    return error.answer
  }
}

/** Found out in the middle of the work: nothing of it is kept. */
class Stopped extends Error {
  readonly answer: Extract<ProgrammeSaved, { ok: false }>
  constructor(answer: Extract<ProgrammeSaved, { ok: false }>) {
    super(answer.reason)
    this.answer = answer
  }
}

async function replaceProgramme(tx: Transaction, wish: ProgrammeWish): Promise<ProgrammeSaved> {
  const group = await groupById(tx, wish.groupId)
  if (!group) return { ok: false, reason: 'no such group' }
  const yours = await sql<{
    yours: boolean
  }>`select actor_kind() = 'system' or coordinates_group(${group.id}) as yours`.execute(tx)
  if (!yours.rows[0]?.yours) return { ok: false, reason: 'not yours' }
  const { rule, onDates = {}, onSessions = {} } = wish
  if (rule.from < group.today) return { ok: false, reason: 'in the past' }
  if (datesOf(rule, rule.from, { count: 1 }).length === 0) return { ok: false, reason: 'no dates' }

  await sql`select id from groups where id = ${group.id} for no key update`.execute(tx)
  // Whoever keeps a place holds the session's lock: after this nobody can take one in a session that is about to go.
  await sql`select pg_advisory_xact_lock(session_lock(id)) from (select id from sessions where group_id = ${group.id}
    and rule_date is not null and greatest(rule_date, date) >= ${rule.from} order by id) s`.execute(tx)
  const preview = await checkProgramme(tx, group, rule)
  const undecided = whatIsUndecided(preview, onDates, onSessions)
  if (undecided) return { ok: false, reason: 'undecided', ...undecided }

  const laid = await laidSessions(tx, group.id, rule.from)
  const sorted = sortOut(laid, rule, new Set(datesOf(rule, rule.from, { until: horizon(rule.from) })))
  const chosen = Object.entries(onDates).filter(([date]) => preview.dates.some((d) => d.date === date))
  const dates = chosen.filter(([, choice]) => choice.what === 'other date').map(([, c]) => other(c))
  const moves = Object.values(onSessions).flatMap((choice) => (choice.what === 'move' ? [choice.to] : []))
  const twice = [...dates, ...moves].find((date, index, all) => all.indexOf(date) !== index)
  if (twice) return { ok: false, reason: 'date taken', date: twice }

  if (sorted.goes.length > 0)
    await tx
      .deleteFrom('sessions')
      .where(
        'id',
        'in',
        sorted.goes.map((session) => session.id),
      )
      .execute()
  const programmeId = await writeProgramme(tx, group, rule, [
    ...chosen.filter(([, choice]) => choice.what === 'leave out').map(([date]) => date),
  ])
  if (sorted.stays.length > 0)
    await tx
      .updateTable('sessions')
      .set({ programme_id: programmeId })
      .where(
        'id',
        'in',
        sorted.stays.map((session) => session.id),
      )
      .execute()

  const told = { written: 0, toRing: 0 }
  for (const session of sorted.decide) {
    const choice = onSessions[session.id]
    if (choice === undefined) throw new Error('A session was decided about a moment ago')
    const answer = await decide(tx, session, choice, rule, programmeId)
    if (answer.ok) {
      told.written += answer.told.written
      told.toRing += answer.told.toRing
    } else throw new Stopped({ ok: false, reason: 'date taken', date: answer.date })
  }
  for (const [date, choice] of chosen)
    await layInstead(tx, group, rule, programmeId, date, choice, wish.cancelledWords)
  const ids = await layOutSessions(tx, group.id, horizon(group.today), {
    keepClashesOn: chosen.filter(([, choice]) => choice.what === 'keep').map(([date]) => date),
  })
  return { ok: true, laid: ids.length, replaced: sorted.goes.length, ...told }
}

const other = (choice: DateChoice) => (choice.what === 'other date' ? choice.date : '')

function whatIsUndecided(
  preview: ProgrammePreview,
  onDates: Readonly<Record<string, DateChoice>>,
  onSessions: Readonly<Record<string, SessionChoice>>,
): { dates: string[]; sessions: string[] } | null {
  const dates = preview.dates
    .filter(needsChoice)
    .map(({ date }) => date)
    .filter((date) => onDates[date] === undefined)
  const sessions = preview.standing.filter(({ id }) => onSessions[id] === undefined).map(({ id }) => id)
  return dates.length > 0 || sessions.length > 0 ? { dates, sessions } : null
}

/** Ends what counted until now the day before, and writes the new programme. */
async function writeProgramme(
  tx: Transaction,
  group: Group,
  rule: ProgrammeRule,
  leftOut: string[],
): Promise<string> {
  await tx
    .deleteFrom('programmes')
    .where('group_id', '=', group.id)
    .where('from_date', '>=', rule.from)
    .execute()
  await tx
    .updateTable('programmes')
    .set({ until_date: Temporal.PlainDate.from(rule.from).subtract({ days: 1 }).toString() })
    .where('group_id', '=', group.id)
    .where((eb) => eb.or([eb('until_date', 'is', null), eb('until_date', '>=', rule.from)]))
    .execute()
  const { id } = await tx
    .insertInto('programmes')
    .values({
      group_id: group.id,
      rule: JSON.stringify(rule),
      starts: rule.starts,
      ends: rule.ends,
      from_date: rule.from,
      until_date: rule.until,
      dates_left_out: leftOut,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Decided = { ok: true; told: { written: number; toRing: number } } | { ok: false; date: string }

async function decide(
  tx: Transaction,
  session: Laid,
  choice: SessionChoice,
  rule: ProgrammeRule,
  programmeId: string,
): Promise<Decided> {
  const nobody = { written: 0, toRing: 0 }
  if (choice.what === 'extra') {
    await tx
      .updateTable('sessions')
      .set({ rule_date: null, programme_id: null })
      .where('id', '=', session.id)
      .execute()
    return { ok: true, told: nobody }
  }
  if (choice.what === 'cancel') {
    const answer = await cancelSession(tx, { sessionId: session.id, ...choice })
    return answer.ok ? answer : { ok: false, date: session.date }
  }
  const answer = await moveSession(tx, {
    sessionId: session.id,
    date: choice.to,
    starts: rule.starts,
    ends: rule.ends,
    ruleDate: choice.to,
    programmeId,
  })
  return answer.ok ? answer : { ok: false, date: choice.to }
}

/** Writes down another date or a telephone hour for a date of the rule, so that laying out passes it by. */
async function layInstead(
  tx: Transaction,
  group: Group,
  rule: ProgrammeRule,
  programmeId: string,
  date: string,
  choice: DateChoice,
  cancelledWords: string,
): Promise<void> {
  if (choice.what !== 'other date' && choice.what !== 'telephone hour') return
  const common = {
    group_id: group.id,
    programme_id: programmeId,
    rule_date: date,
    starts: rule.starts,
    ends: rule.ends,
    zone: group.zone,
  }
  if (choice.what === 'other date') {
    const busy = await sql<{ busy: boolean }>`select exists (select from sessions where group_id = ${group.id}
      and date = ${choice.date} and state = 'planned') or ${choice.date}::date <= ${group.today}::date as busy`.execute(
      tx,
    )
    if (busy.rows[0]?.busy) throw new Stopped({ ok: false, reason: 'date taken', date: choice.date })
    await tx
      .insertInto('sessions')
      .values({ ...common, date: choice.date })
      .execute()
  } else
    await tx
      .insertInto('sessions')
      .values({
        ...common,
        date,
        state: 'cancelled',
        cancelled_words: cancelledWords,
        instead_words: choice.words,
      })
      .execute()
}
