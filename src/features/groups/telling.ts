import { sql } from 'kysely'
import { queueMessages } from '#features/messages/messages.ts'
import { askForCalls } from '#features/welcome/welcome.ts'
import type { Transaction } from '#platform/database.ts'
import { dateInWords, hoursInWords } from './time-words.ts'

/** "Friday 27 November, 11am to 1pm", and the venue when it is said. The year follows when it could be mistaken. */
export function sessionInWords(
  session: { date: string; starts: string; ends: string; venue?: string | null },
  today: string,
): string {
  const when = `${dateInWords(session.date, today)}, ${hoursInWords(session.starts, session.ends)}`
  return session.venue ? `${when}, ${session.venue}` : when
}

/**
 * Tells every current member of a group of a cancellation or a move, exactly once for each state of the session
 * (`sequence`): by e-mail where a confirmed address works, and otherwise at once on the list of people to ring. Who
 * stopped or paused messages is not rung either; for e-mails the gate sees to that at the moment of sending (P1). Three
 * statements, however large the group.
 */
export async function tellMembers(
  tx: Transaction,
  news: {
    kind: 'session cancelled' | 'session moved'
    groupId: string
    sessionId: string
    sequence: number
    former: string
    uselessAfter: Date
  },
): Promise<{ written: number; toRing: number }> {
  const members = await sql<{ person_id: string; reached: boolean; quiet: boolean }>`
    select m.person_id,
      exists (select from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = m.person_id and a.kind = 'email' and pa.confirmed_at is not null and a.wrong_at is null) as reached,
      exists (select from stops s where s.person_id = m.person_id and s.ended_at is null
        and (s.what = 'all' or (s.what = 'pause' and (s.until is null or s.until > clock())))) as quiet
    from members m
    where m.group_id = ${news.groupId} and m.left_at is null
      and not exists (select from deaths d where d.person_id = m.person_id and d.mistake_at is null)`.execute(
    tx,
  )
  const why = news.kind === 'session cancelled' ? 'cancelled' : 'moved'
  const byMail = members.rows.filter((member) => member.reached)
  const byPhone = members.rows.filter((member) => !member.reached && !member.quiet)
  await queueMessages(
    tx,
    byMail.map((member) => ({
      kind: news.kind,
      personId: member.person_id,
      groupId: news.groupId,
      sessionId: news.sessionId,
      details: { sequence: news.sequence, former: news.former },
      uselessAfter: news.uselessAfter,
      once: `${why}:${news.sessionId}:${news.sequence}:${member.person_id}`,
    })),
  )
  await askForCalls(
    tx,
    byPhone.map((member) => ({
      personId: member.person_id,
      why,
      groupId: news.groupId,
      sessionId: news.sessionId,
      note: news.former,
    })),
  )
  return { written: byMail.length, toRing: byPhone.length }
}
