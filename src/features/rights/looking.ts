import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export type LookingKind = 'many' | 'not their group' | 'own name' | 'died long ago'
/** Something that stands out on one day, and who looked into it. */
export type UnusualLook = {
  accountId: string
  name: string
  kind: LookingKind
  /** 'YYYY-MM-DD' in the charity's zone. */
  day: string
  /** How many people. */
  n: number
  found: string | null
  foundBy: string | null
}
export type LookingLimits = { many: number; diedDays: number }

/** Where the line to the unusual is drawn. */
export async function lookingLimits(tx: Transaction): Promise<LookingLimits> {
  const row = await tx.selectFrom('looking_limits').select(['many', 'died_days']).executeTakeFirstOrThrow()
  return { many: row.many, diedDays: row.died_days }
}
export async function setLookingLimits(tx: Transaction, limits: LookingLimits): Promise<void> {
  await tx
    .updateTable('looking_limits')
    .set({ many: limits.many, died_days: limits.diedDays, changed_at: sql`clock()` })
    .execute()
}

/**
 * What stands out among the looks of the last days, newest first, one line a colleague, kind and day: many people within one
 * hour; people of none of one's groups, for whoever has groups and nothing else that leads to the person; a record with one's
 * own name; somebody whose death was written down long ago. Most of it has a good reason: it proves nothing. One statement.
 */
export async function unusualLooks(tx: Transaction, zone: string, days = 30): Promise<UnusualLook[]> {
  const { rows } = await sql<UnusualLook>`
    with looks as materialized (
      select distinct l.account_id, l.subject_id, l.at, (l.at at time zone ${zone})::date as day, date_trunc('hour', l.at) as hour
      from audit_log l
      where l.verb = 'looked' and l.table_name = 'people' and l.account_id is not null and l.subject_id is not null
        and l.at > clock() - make_interval(days => ${days})
    ), standing_out as (
      select account_id, 'many' as kind, day, max(n) as n from (
        select account_id, day, hour, count(distinct subject_id)::int as n from looks group by 1, 2, 3) hours
      where n > (select many from looking_limits) group by 1, 3
      union all
      select k.account_id, 'not their group', k.day, count(distinct k.subject_id)::int from looks k
      where exists (select from group_staff s where s.account_id = k.account_id)
        and exists (select from people p where p.id = k.subject_id)
        and not exists (select from account_roles r where r.account_id = k.account_id and r.role in ('safeguarding lead', 'helper'))
        and not exists (select from members m join group_staff s on s.group_id = m.group_id
          where m.person_id = k.subject_id and s.account_id = k.account_id)
        and not exists (select from calls c where c.person_id = k.subject_id and c.asked_at <= k.at
          and coalesce(c.ended_at, k.at) >= k.at - interval '1 day')
      group by 1, 3
      union all
      select k.account_id, 'own name', k.day, count(distinct k.subject_id)::int
      from looks k join accounts a on a.id = k.account_id join people p on p.id = k.subject_id
      where position(' ' in btrim(a.name)) > 0
        and string_to_array(search_name(a.name, ''), ' ') <@ string_to_array(p.search_key, ' ')
      group by 1, 3
      union all
      select k.account_id, 'died long ago', k.day, count(distinct k.subject_id)::int
      from looks k join deaths d on d.person_id = k.subject_id and d.mistake_at is null
      where d.recorded_at < k.at - make_interval(days => (select died_days from looking_limits))
      group by 1, 3
    )
    select o.account_id as "accountId", a.name, o.kind, o.day::text, o.n, d.words as found, b.name as "foundBy"
    from standing_out o join accounts a on a.id = o.account_id
    left join looking_decisions d on d.account_id = o.account_id and d.kind = o.kind and d.day = o.day
    left join accounts b on b.id = d.decided_by
    order by d.words is not null, o.day desc, a.name, o.kind limit 200`.execute(tx)
  return rows
}

/** Somebody else than the one who looked writes what they found; the first one counts. */
export async function lookedInto(
  tx: Transaction,
  { accountId, kind, day, found }: { accountId: string; kind: LookingKind; day: string; found: string },
): Promise<{ ok: true } | { ok: false; reason: 'oneself' }> {
  const { rows } = await sql<{ own: boolean }>`select actor_account() = ${accountId}::uuid as own`.execute(tx)
  if (rows[0]?.own) return { ok: false, reason: 'oneself' }
  await sql`insert into looking_decisions (account_id, kind, day, words, decided_by)
    values (${accountId}, ${kind}, ${day}::date, ${found}, actor_account()) on conflict do nothing`.execute(
    tx,
  )
  return { ok: true }
}
