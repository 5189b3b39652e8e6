import type pg from 'pg'
import { declaredName, isAuditPart, schemas, tables } from './tables.ts'

/**
 * Compares the database's tables with what is declared (P4).
 * @returns a plain sentence for each table that is undeclared, missing, or personal without forced row security.
 */
export async function checkTables(pool: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; enabled: boolean; forced: boolean }>(
    `select ${declaredName} as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p')`,
    [schemas],
  )
  const declared: Record<string, string> = tables
  const found = new Map(rows.map((row) => [row.name, row]))
  const sentences: string[] = []
  for (const row of rows) {
    const kind = isAuditPart(row.name) ? 'personal' : declared[row.name]
    if (!kind) sentences.push(`The table ${row.name} is not declared in src/platform/tables.ts.`)
    else if (kind === 'personal' && !(row.enabled && row.forced))
      sentences.push(`The table ${row.name} holds personal data but its row security is not forced.`)
  }
  for (const name of Object.keys(declared))
    if (!found.has(name)) sentences.push(`The table ${name} is declared but the database does not have it.`)
  return sentences
}
