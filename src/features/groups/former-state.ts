import type { Transaction } from '#platform/database.ts'
import { sessionInWords } from './telling.ts'

/** When and where a session is: "YYYY-MM-DD", "HH:MM" and "HH:MM" by its own clock, and its venue or else the group's. */
export type SessionState = { date: string; starts: string; ends: string; venueId: string | null }

/** What was public of a session before its first move, as it is stored; null while it stands there. */
type Former = {
  former_date: string | null
  former_starts: string | null
  former_ends: string | null
  former_venue_id: string | null
}

const asEver = {
  moved_from: null,
  former_date: null,
  former_starts: null,
  former_ends: null,
  former_venue_id: null,
}

/**
 * What is to be written down of where a session was, when it moves: `moved_from` in words, for the public. It names what
 * was public before the first move, however often it moves after that, since that is the date that people know by heart;
 * each member hears from which date it moved as they knew it (`tellMembers`). Nothing is said where it is back as it was,
 * nor of a group that is still planned, of which nobody has read.
 */
export async function formerState(
  tx: Transaction,
  session: Former & { group_state: string; today: string },
  before: SessionState,
  after: SessionState,
): Promise<typeof asEver | ({ moved_from: string } & Former)> {
  const first =
    session.former_date === null
      ? before
      : {
          date: session.former_date,
          starts: session.former_starts?.slice(0, 5) ?? before.starts,
          ends: session.former_ends?.slice(0, 5) ?? before.ends,
          venueId: session.former_venue_id,
        }
  const elsewhere = first.venueId !== after.venueId
  const otherTime = first.date !== after.date || first.starts !== after.starts || first.ends !== after.ends
  if (session.group_state === 'planned' || !(elsewhere || otherTime)) return asEver
  const venue = elsewhere ? await venueName(tx, first.venueId) : null
  return {
    moved_from: sessionInWords({ ...first, venue }, session.today).slice(0, 200),
    former_date: first.date,
    former_starts: first.starts,
    former_ends: first.ends,
    former_venue_id: first.venueId,
  }
}

/** The name of a venue, or null. */
export async function venueName(tx: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null
  const venue = await tx.selectFrom('venues').select('name').where('id', '=', id).executeTakeFirst()
  return venue?.name ?? null
}
