import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Transaction } from '#platform/database.ts'
import { clashesWith } from './clash-queries.ts'
import { type Clash, clashesOf, type Nation, suggestOtherDates } from './clashes.ts'
import { horizon } from './laying-out.ts'
import { datesOf, type ProgrammeRule } from './programme.ts'
import { type Group, programmesOf } from './reads.ts'

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

/** A session of the programme as it lies there now, with what hangs on it. */
export type Laid = {
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
export async function laidSessions(tx: Transaction, groupId: string, from: string): Promise<Laid[]> {
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
export function sortOut(laid: readonly Laid[], rule: ProgrammeRule, ruleDates: ReadonlySet<string>): Sorted {
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
