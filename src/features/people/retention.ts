import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/**
 * Erases people two years after they left their last group, as joining and the privacy page promise: everything of
 * theirs goes, the figures stay. Nobody who is a member anywhere, is to be rung, or has died is touched: the last is
 * for people to decide.
 * @param most how many in one transaction.
 * @returns how many were erased.
 */
export async function eraseLongGone(tx: Transaction, most = 50): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p
    where exists (select from members m where m.person_id = p.id)
      and not exists (select from members m where m.person_id = p.id
        and (m.left_at is null or m.left_at > clock() - interval '2 years'))
      and not exists (select from calls c where c.person_id = p.id and c.ended_at is null)
      and not has_died(p.id)
    order by p.id limit ${most}`.execute(tx)
  for (const { id } of rows) await sql`select erase_person(${id})`.execute(tx)
  return rows.length
}
