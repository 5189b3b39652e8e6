import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { sessionsLaidOut } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import { datesOf } from './programme.ts'
import { programmesOf } from './reads.ts'

/** How far ahead sessions stand: twelve months from today. */
export function horizon(today: string): string {
  return Temporal.PlainDate.from(today).add({ months: 12 }).toString()
}

/**
 * Puts a group's sessions into the diary up to a day (YYYY-MM-DD, included) in the group's zone. Safe to repeat and to run
 * in several processes at once: a date of the rule is laid once, also when its session was moved or cancelled since; dates
 * left out stay out; a date on which the group already has a session is not laid a second time. Members with a standing
 * place get theirs.
 * @param from the first day to lay; today unless said (earlier only for a history that is being written down).
 * @returns the ids of the sessions that are new.
 */
export async function layOutSessions(
  tx: Transaction,
  groupId: string,
  until: string,
  { from, keepClashesOn = [] }: { from?: string; keepClashesOn?: readonly string[] } = {},
): Promise<string[]> {
  const group = await tx
    .selectFrom('groups')
    .select(['zone', 'state', sql<string>`(clock() at time zone zone)::date::text`.as('today')])
    .where('id', '=', groupId)
    .executeTakeFirst()
  if (!group || group.state === 'closed' || group.state === 'paused') return []
  const first = from ?? group.today
  const rows = (await programmesOf(tx, groupId, first)).flatMap((programme) => {
    const last = programme.until !== null && programme.until < until ? programme.until : until
    const begin = [programme.from, first].sort().at(-1) ?? first
    if (begin > last) return []
    return datesOf(programme.rule, begin, { until: last })
      .filter((date) => !programme.leftOut.includes(date))
      .map((date) => ({
        programme_id: programme.id,
        date,
        starts: programme.rule.starts,
        ends: programme.rule.ends,
        kept: keepClashesOn.includes(date),
      }))
  })
  if (rows.length === 0) return []
  const laid = await sql<{ id: string }>`
    insert into sessions (group_id, programme_id, rule_date, date, starts, ends, zone, clash_kept_at, clash_kept_by)
    select ${groupId}, r.programme_id, r.date, r.date, r.starts, r.ends, ${group.zone},
      case when r.kept then clock() end, case when r.kept then actor_account() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(programme_id uuid, date date, starts time, ends time, kept boolean)
    where ((r.date + r.starts) at time zone ${group.zone}::text > clock() or ${from !== undefined})
      and not exists (select from sessions s where s.group_id = ${groupId} and s.date = r.date and s.state = 'planned')
      and not exists (select from sessions s where s.group_id = ${groupId} and s.rule_date = r.date)
    order by r.date
    on conflict (group_id, rule_date) where rule_date is not null do nothing
    returning id`.execute(tx)
  const ids = laid.rows.map((row) => row.id)
  if (ids.length > 0) await sessionsLaidOut(tx, ids)
  return ids
}

/** Groups whose sessions may be missing: each in a transaction of its own, so that one cannot hold up the others. */
export async function groupsToLayOut(tx: Transaction): Promise<string[]> {
  const rows = await tx
    .selectFrom('groups')
    .select('id')
    .where('state', 'in', ['planned', 'open'])
    .where((eb) =>
      eb.exists(eb.selectFrom('programmes').select('id').whereRef('programmes.group_id', '=', 'groups.id')),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}
