import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Transaction } from '#platform/database.ts'
import { clashesWith } from './clash-queries.ts'
import { type Clash, clashesOf, type Nation, suggestOtherDates } from './clashes.ts'
import { horizon, layOutSessions } from './laying-out.ts'
import { datesOf, type ProgrammeRule } from './programme.ts'
import { type Group, groupById, programmesOf } from './reads.ts'
import { cancelSession, moveSession } from './session-changes.ts'

/** Shown before saving, whatever the rule; later dates within the year follow when they clash. */
const DATES_SHOWN = 12

/** A date that the rule gives, what stands against it, and other dates to offer. */
export type RuleDate = {
  date: string
  clashes: Clash[]
  others: string[]
  /** Left out of the programme that counts now. */
  leftOutBefore: boolean
  /** The group already meets or has cancelled on this date of the rule. */
  stands: 'planned' | 'cancelled' | null
}

/** A session that the new rule does not give and that cannot simply be replaced. */
export type StandingInTheWay = {
  id: string
  date: string
  starts: string
  ends: string
  places: number
  messages: number
  recorded: boolean
  speaker: string | null
  /** The next session of a group with members: they count on it, place or not. */
  next: boolean
  /** Dates of the new rule that are free for it, the nearest first. */
  newDates: string[]
}

export type ProgrammePreview = {
  dates: RuleDate[]
  standing: StandingInTheWay[]
  /** How many sessions nobody has a part in will make room for the new dates. */
  replaced: number
}

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

type Laid = {
  id: string
  rule_date: string | null
  date: string
  starts: string
  ends: string
  state: 'planned' | 'cancelled'
  speaker: string | null
  places: number
  messages: number
  recorded: boolean
  shaped: boolean
  next: boolean
}

/** The programme's sessions from a day on that have not begun, with what hangs on each. Extra dates are left alone. */
async function laidSessions(tx: Transaction, groupId: string, from: string): Promise<Laid[]> {
  const found = await sql<Laid>`
    select s.id, s.rule_date, s.date, s.starts, s.ends, s.state, s.speaker,
      (select count(*)::int from places p where p.session_id = s.id) as places,
      (select count(*)::int from messages m where m.session_id = s.id) as messages,
      exists (select from session_records r where r.session_id = s.id)
        or exists (select from visits v where v.session_id = s.id) as recorded,
      s.speaker is not null or s.talk is not null or s.long or s.public_note is not null or s.moved_from is not null
        or exists (select from session_topics t where t.session_id = s.id) as shaped,
      s.state = 'planned' and s.starts_at = (select min(starts_at) from sessions n where n.group_id = s.group_id
          and n.state = 'planned' and n.starts_at > clock())
        and exists (select from members where group_id = s.group_id and left_at is null) as next
    from sessions s
    where s.group_id = ${groupId} and s.rule_date is not null and greatest(s.rule_date, s.date) >= ${from}
      and s.starts_at > clock()
    order by s.starts_at`.execute(tx)
  return found.rows.map((row) => ({
    ...row,
    starts: row.starts.slice(0, 5),
    ends: row.ends.slice(0, 5),
  }))
}

type Sorted = { stays: Laid[]; goes: Laid[]; decide: Laid[] }

/** Which sessions stay as they are, which make room, and which somebody must decide about. */
function sortOut(laid: readonly Laid[], rule: ProgrammeRule, ruleDates: ReadonlySet<string>): Sorted {
  const sorted: Sorted = { stays: [], goes: [], decide: [] }
  for (const session of laid) {
    const onRule = session.rule_date !== null && ruleDates.has(session.rule_date)
    const moved = session.date !== session.rule_date
    const sameHours = session.starts === rule.starts && (session.ends === rule.ends || session.shaped)
    if (session.state === 'cancelled' || (onRule && (moved || sameHours))) sorted.stays.push(session)
    else if (session.places > 0 || session.messages > 0 || session.recorded || session.shaped || session.next)
      sorted.decide.push(session)
    else sorted.goes.push(session)
  }
  return sorted
}

/**
 * What a programme would mean, before anything is saved: its next twelve dates and any later one within the year that
 * clashes (P10), and the sessions with places, messages, a record or a speaker that it does not give. Reads only.
 * @param rule `from` is the first day it counts for.
 */
export async function checkProgramme(
  tx: Transaction,
  group: Group,
  rule: ProgrammeRule,
): Promise<ProgrammePreview> {
  const from = latest(rule.from, group.today)
  const until = latest(horizon(group.today), horizon(from))
  const all = datesOf(rule, from, { until })
  const shown = datesOf(rule, from, { count: DATES_SHOWN })
  const laid = await laidSessions(tx, group.id, rule.from)
  const sorted = sortOut(laid, rule, new Set(all))
  const against = await clashesWith(tx, placed(group), {
    from: Temporal.PlainDate.from(from).subtract({ days: 15 }).toString(),
    until: Temporal.PlainDate.from(latest(until, shown.at(-1) ?? until))
      .add({ days: 15 })
      .toString(),
    without: laid.map((session) => session.id),
  })
  const leftOut = new Set(
    (await programmesOf(tx, group.id, group.today)).flatMap((programme) => programme.leftOut),
  )
  const dates = [...new Set([...shown, ...all])].sort().map((date): RuleDate => {
    const possible = { date, starts: rule.starts, ends: rule.ends, zone: group.zone, ...against }
    const clashes = clashesOf(possible, against)
    const stands = laid.find((session) => session.rule_date === date)
    return {
      date,
      clashes,
      others: clashes.length === 0 ? [] : suggestOtherDates(rule, possible, against, { today: group.today }),
      leftOutBefore: leftOut.has(date),
      stands: sorted.stays.some((session) => session.id === stands?.id) ? (stands?.state ?? null) : null,
    }
  })
  const staying = new Set(sorted.stays.map((session) => session.rule_date))
  const free = all.filter((date) => !staying.has(date) && !leftOut.has(date))
  return {
    dates: dates.filter((date, index) => index < DATES_SHOWN || date.clashes.length > 0),
    replaced: sorted.goes.length,
    standing: sorted.decide.map((session) => ({
      id: session.id,
      date: session.date,
      starts: session.starts,
      ends: session.ends,
      places: session.places,
      messages: session.messages,
      recorded: session.recorded,
      speaker: session.speaker,
      next: session.next,
      newDates: nearest(free, session.date).slice(0, 4),
    })),
  }
}

/** The later of two days, which as texts sort by time. */
function latest(a: string, b: string): string {
  return [a, b].sort().at(-1) ?? a
}

function nearest(dates: readonly string[], to: string): string[] {
  const days = (date: string) =>
    Math.abs(Temporal.PlainDate.from(to).until(date, { largestUnit: 'day' }).days)
  return [...dates].sort((a, b) => days(a) - days(b) || a.localeCompare(b))
}

function placed(group: Group) {
  return { ...group, venue_nation: group.venue_nation as Nation | null }
}

/** Whether a date of the preview needs somebody's word: it clashes, and nothing stands there yet. */
export function needsChoice(date: RuleDate): boolean {
  return date.clashes.length > 0 && date.stands === null
}

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
