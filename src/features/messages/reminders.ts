import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { askForCalls } from '../welcome/welcome.ts'

/** The local time at which reminders go out: late enough not to wake anybody, early enough to plan the day. */
const localTimeOfDay = '10:00'

/**
 * Makes the reminders that have fallen due: a week and a day before each session, at ten in the morning there (P10), for
 * everybody whose place is kept, who hopes to come or who has a standing place. Once each for every start of a session: a
 * moved one is reminded of anew, one that only has another limit or speaker is not. Somebody who has kept the place within
 * the last day, and so has just read about it, is not reminded of it a week before, nor within six hours a day before. What
 * is no longer wanted is decided when it is sent.
 * @returns how many were made.
 */
export async function makeReminders(tx: Transaction): Promise<number> {
  const made = await sql`
    insert into messages (kind, person_id, group_id, session_id, details, due_at, useless_after, once)
    select r.kind, p.person_id, s.group_id, s.id, jsonb_build_object('sequence', s.sequence, 'startsAt', s.starts_at), r.due_at, r.useless_after,
      'reminder:' || s.id || ':' || p.person_id || ':' || r.kind || ':' || s.sequence
    from sessions s
    join groups g on g.id = s.group_id and g.state in ('open', 'planned')
    join lateral (values
      ('reminder week', (s.date - 7 + ${localTimeOfDay}::time) at time zone s.zone,
        (s.date - 1 + ${localTimeOfDay}::time) at time zone s.zone, interval '1 day'),
      ('reminder day', (s.date - 1 + ${localTimeOfDay}::time) at time zone s.zone, s.starts_at, interval '6 hours')
    ) as r(kind, due_at, useless_after, quiet) on r.due_at <= clock() and r.useless_after > clock()
      and r.due_at > clock() - interval '2 days'
    join places p on p.session_id = s.id and p.state = 'kept' and p.changed_at <= r.due_at - r.quiet
    join people h on h.id = p.person_id
      and case r.kind when 'reminder week' then h.reminder_week else h.reminder_day end
    where s.state = 'planned' and s.starts_at > clock() and s.starts_at < clock() + interval '9 days'
      and not exists (select from messages m where m.once =
        'reminder:' || s.id || ':' || p.person_id || ':' || r.kind || ':' || s.sequence)
      and not exists (select from messages m where m.person_id = p.person_id and m.session_id = s.id and m.kind = r.kind
        and m.state in ('sent', 'undelivered', 'bounced') and (m.details ->> 'startsAt')::timestamptz = s.starts_at)
    on conflict (once) do nothing`.execute(tx)
  return Number(made.numAffectedRows ?? 0)
}

/**
 * Messages whose sending has been tried for two days count as undelivered, also when no process came to try again:
 * shown to staff, and the person on the list of calls.
 * @returns how many.
 */
export async function markUndelivered(tx: Transaction): Promise<number> {
  const { rows } = await sql<{
    person_id: string | null
    group_id: string | null
    session_id: string | null
  }>`
    update messages set state = 'undelivered'
    where state = 'waiting' and first_tried_at < clock() - interval '2 days' and claimed_until <= clock()
    returning person_id, group_id, session_id`.execute(tx)
  await askForCalls(
    tx,
    rows.flatMap((row) =>
      row.person_id
        ? [
            {
              personId: row.person_id,
              why: 'undelivered',
              groupId: row.group_id,
              sessionId: row.session_id,
            } as const,
          ]
        : [],
    ),
  )
  return rows.length
}
