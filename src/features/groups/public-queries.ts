import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { type PublicGroup, type PublicSession, sessionForCalendar } from './directory.ts'

/** The name of a group that has closed, by its address. */
export async function closedGroup(tx: Transaction, slug: string): Promise<string | null> {
  const row = await tx
    .selectFrom('groups')
    .select('name')
    .where('slug', '=', slug)
    .where('state', '=', 'closed')
    .executeTakeFirst()
  return row?.name ?? null
}

/** One session for a calendar file, also one that has passed or was cancelled. */
export function publicCalendarSession(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<{
  group: Pick<PublicGroup, 'slug' | 'name' | 'kind' | 'language' | 'venue'>
  session: PublicSession
} | null> {
  return isId(id) ? sessionForCalendar(tx, id, now) : Promise.resolve(null)
}
