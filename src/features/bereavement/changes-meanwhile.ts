import { sql } from 'kysely'
import { dateInWords, hoursInWords } from '#features/groups/rules.ts'
import { queueMessages } from '#features/messages/messages.ts'
import type { Transaction } from '#platform/database.ts'

type Changed = {
  id: string
  group_id: string
  cancelled: boolean
  date: string
  starts: string
  ends: string
  moved_from: string | null
  /** What it was before the first move of which others heard meanwhile. */
  before: Record<string, string | null> | null
  sequence: number
  ends_at: Date
  today: string
}

/**
 * Tells one person what everybody else in their groups heard while a death was recorded for them by mistake: sessions that
 * lie ahead and were moved or cancelled since then, each state of a session once. The gate chooses the way, and puts them
 * on the list of calls when nothing written reaches them. A closed group's members heard of its end another way.
 */
export async function tellChangesMeanwhile(
  tx: Transaction,
  { personId, deathId }: { personId: string; deathId: string },
): Promise<void> {
  const changed = await sql<Changed>`
    select s.id, s.group_id, s.state = 'cancelled' as cancelled, s.date::text as date, to_char(s.starts, 'HH24:MI') as starts,
      to_char(s.ends, 'HH24:MI') as ends, s.moved_from, s.sequence, s.ends_at, (clock() at time zone s.zone)::date::text as today, told.before
    from sessions s join members m on m.group_id = s.group_id and m.person_id = ${personId} and m.left_at is null
    join groups g on g.id = s.group_id and g.state <> 'closed'
    join deaths d on d.id = ${deathId} and d.person_id = m.person_id
    left join lateral (select u.details - 'sequence' as before from messages u
      where u.session_id = s.id and u.kind = 'session moved' and u.created_at >= d.recorded_at
      order by (u.details ->> 'sequence')::int limit 1) told on true
    where s.starts_at > clock() and s.changed_at >= d.recorded_at
      and (s.state = 'cancelled' or s.moved_from is not null or told.before is not null)
    order by s.starts_at`.execute(tx)
  await queueMessages(
    tx,
    changed.rows.map((session) => ({
      kind: session.cancelled ? ('session cancelled' as const) : ('session moved' as const),
      personId,
      groupId: session.group_id,
      sessionId: session.id,
      details: {
        ...(session.cancelled
          ? {
              former: `${dateInWords(session.date, session.today)}, ${hoursInWords(session.starts, session.ends)}`,
            }
          : (session.before ?? { former: session.moved_from })),
        sequence: session.sequence,
      },
      uselessAfter: session.ends_at,
      once: `${session.cancelled ? 'cancelled' : 'moved'}:${session.id}:${session.sequence}:${personId}`,
    })),
  )
}
