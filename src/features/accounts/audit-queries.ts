import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** What the log is narrowed to; each may be missing. Dates are days ('YYYY-MM-DD') in `zone`, both included. */
export type AuditFilter = {
  account?: string | undefined
  person?: string | undefined
  table?: string | undefined
  verb?: string | undefined
  from?: string | undefined
  to?: string | undefined
  zone: string
  /** Entries older than this one: the last of the page before. */
  before?: { at: string; id: string } | undefined
}

export type AuditEntry = {
  id: string
  /** With all six digits of a second, so that the next page begins exactly here. */
  exactly: string
  at: Date
  actorKind: string
  accountId: string | null
  accountName: string | null
  verb: string
  table: string
  rowId: string | null
  subjectId: string | null
  /** Whom it is about, while they are here. */
  subjectName: string | null
  /** The colleague that it is about, where it is about an account. */
  aboutId: string | null
  aboutName: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export const auditPageSize = 50

/**
 * One page of the log, newest first. Walks an index from where the last page ended, so that page a thousand is as quick
 * as page one.
 */
export async function auditPage(
  tx: Transaction,
  filter: AuditFilter,
): Promise<{ entries: AuditEntry[]; more: boolean }> {
  const wanted = [
    filter.account ? sql`l.account_id = ${filter.account}` : null,
    filter.person ? sql`l.subject_id = ${filter.person}` : null,
    filter.table ? sql`l.table_name = ${filter.table}` : null,
    filter.verb ? sql`l.verb = ${filter.verb}` : null,
    filter.from ? sql`l.at >= (${filter.from}::date)::timestamp at time zone ${filter.zone}` : null,
    filter.to ? sql`l.at < (${filter.to}::date + 1)::timestamp at time zone ${filter.zone}` : null,
    filter.before
      ? sql`(l.at, l.id) < (${filter.before.at}::timestamptz, ${filter.before.id}::bigint)`
      : null,
  ].filter((part) => part !== null)
  const where = wanted.length > 0 ? sql`where ${sql.join(wanted, sql` and `)}` : sql``
  const { rows } = await sql<AuditEntry>`
    select l.id::text, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exactly, l.at,
      l.actor_kind as "actorKind", l.account_id as "accountId", a.name as "accountName", l.verb,
      l.table_name as "table", l.row_id as "rowId", l.subject_id as "subjectId",
      coalesce(nullif(p.full_name, ''), p.called) as "subjectName", b.id as "aboutId", b.name as "aboutName", l.before, l.after
    from (select * from audit_log l ${where} order by l.at desc, l.id desc limit ${auditPageSize + 1}) l
    left join accounts a on a.id = l.account_id
    left join people p on p.id = l.subject_id
    left join accounts b on l.subject_id is null and b.id::text =
      coalesce(l.after ->> 'account_id', l.before ->> 'account_id', case l.table_name when 'accounts' then l.row_id end)
    order by l.at desc, l.id desc`.execute(tx)
  return { entries: rows.slice(0, auditPageSize), more: rows.length > auditPageSize }
}

/** Everybody who has or had an account, by name. */
export async function accountNames(tx: Transaction): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom('accounts').select(['id', 'name']).orderBy('name').limit(1000).execute()
}
