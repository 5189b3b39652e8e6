import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export type SupervisionState = 'planned' | 'took place' | 'called off'
/** One date of supervision; `date` is local, "YYYY-MM-DD". */
export type SupervisionDate = {
  id: string
  date: string
  withWhom: string
  state: SupervisionState
  past: boolean
}
export type Supervised = {
  accountId: string
  name: string
  next: string | null
  last: string | null
  dates: SupervisionDate[]
}

/**
 * Every facilitator with their dates of supervision, newest first; a facilitator sees their own alone (P4).
 * @param today "YYYY-MM-DD" in the charity's zone.
 */
export async function supervisionList(tx: Transaction, today: string, own: boolean): Promise<Supervised[]> {
  return (
    await sql<Supervised>`
      select a.id as "accountId", a.name,
        (select min(s.date)::text from supervisions s where s.account_id = a.id and s.state = 'planned' and s.date >= ${today}::date) as next,
        (select max(s.date)::text from supervisions s where s.account_id = a.id and s.state = 'took place') as last,
        coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'date', s.date, 'withWhom', s.with_whom, 'state', s.state,
            'past', s.date < ${today}::date) order by s.date desc)
          from (select * from supervisions s where s.account_id = a.id order by s.date desc limit 12) s), '[]') as dates
      from accounts a join account_roles r on r.account_id = a.id and r.role = 'facilitator'
      where a.ended_at is null and (not ${own} or a.id = actor_account())
      order by a.name, a.id`.execute(tx)
  ).rows
}

/** Notes a date. Coordinators and administrators. @returns false when that account is no facilitator's. */
export async function addSupervision(
  tx: Transaction,
  { accountId, date, withWhom }: { accountId: string; date: string; withWhom: string },
): Promise<boolean> {
  const made = await sql`
    insert into supervisions (account_id, date, with_whom)
    select a.id, ${date}::date, ${withWhom} from accounts a join account_roles r on r.account_id = a.id and r.role = 'facilitator'
    where a.id = ${accountId} and a.ended_at is null
    on conflict (account_id, date) do update set with_whom = excluded.with_whom, state = 'planned', noted_by = actor_account(),
      noted_at = clock()`.execute(tx)
  return (made.numAffectedRows ?? 0n) > 0n
}

/** Whether it took place. */
export async function noteSupervision(
  tx: Transaction,
  { id, state }: { id: string; state: SupervisionState },
): Promise<boolean> {
  const changed = await sql`
    update supervisions set state = ${state}, noted_by = actor_account(), noted_at = clock() where id = ${id}`.execute(
    tx,
  )
  return (changed.numAffectedRows ?? 0n) > 0n
}
