import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { hashToken, type Secret } from '#platform/tokens.ts'
import { calendarToken } from './links.ts'
import { myCalendarLink } from './my-queries.ts'

/** Makes a private calendar address, unless there is one that works. */
export async function makeCalendarLink(
  tx: Transaction,
  secret: Secret,
  { personId }: { personId: string },
): Promise<void> {
  if (await myCalendarLink(tx, personId)) return
  const id = randomUUID()
  await tx
    .insertInto('member_links')
    .values({
      id,
      person_id: personId,
      token_hash: hashToken(calendarToken(secret, id)),
      purpose: 'calendar',
    })
    .execute()
}

/** Stops every private calendar address; calendars that still ask get an empty one. */
export async function stopCalendarLinks(tx: Transaction, { personId }: { personId: string }): Promise<void> {
  await tx
    .updateTable('member_links')
    .set({ cancelled_at: sql`clock()` })
    .where('person_id', '=', personId)
    .where('purpose', '=', 'calendar')
    .where('cancelled_at', 'is', null)
    .execute()
}
