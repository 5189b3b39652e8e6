import { sql } from 'kysely'
import { queueMessages } from '#features/messages/messages.ts'
import { rungAbout } from '#features/messages/rules.ts'
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

/** How many hear of something: in writing, and by telephone. */
export type Told = { written: number; toRing: number }
export const nobodyTold: Told = { written: 0, toRing: 0 }

/** Something that the members of a group hear of, once for each state of the session (`sequence`). */
export type News = {
  kind: 'session cancelled' | 'session moved' | 'session added' | 'session put back'
  groupId: string
  sessionId: string
  sequence: number
  /** What it was before, or what a date stands in for, in words. */
  former: string | null
  /** When and where it was to be: what whoever has not heard of a change knows. */
  formerly?: Known
  startsAt: Date
  uselessAfter: Date
  /** The cancelled date that it stands in for: who is still to be rung about that one is told of both in one call. */
  insteadOf?: string | undefined
  /** Tell these members alone; every current one unless said. */
  only?: readonly string[]
  /** Who is not told, though a member. */
  except?: readonly string[]
}

type Known = { startsAt: Date; endsAt: Date; venueId: string | null }

type Member = {
  person_id: string
  reached: boolean
  quiet: boolean
  rung: boolean
  /** What the session was, in words, before a move of which they are still to be told in a call. */
  known: string | null
}

/** The members to tell: whether something written may reach them, whether they stopped or paused messages, whether a call is due. */
async function membersToTell(tx: Transaction, news: News): Promise<Member[]> {
  const only = news.only ?? null
  const members = await sql<Member>`
    select m.person_id,
      exists (select from person_addresses pa join addresses a on a.id = pa.address_id
        where pa.person_id = m.person_id and a.wrong_at is null and case a.kind when 'email' then pa.confirmed_at is not null
          when 'post' then consent_holds(m.person_id, 'post') else consent_holds(m.person_id, 'text') end) as reached,
      exists (select from stops s where s.person_id = m.person_id and s.ended_at is null
        and (s.what = 'all' or (s.what = 'pause' and (s.until is null or s.until > clock())))) as quiet,
      exists (select from calls c where c.person_id = m.person_id and c.session_id = ${news.insteadOf ?? null}::uuid
        and c.why = 'cancelled' and c.ended_at is null) as rung,
      (select c.note from calls c where c.person_id = m.person_id and c.session_id = ${news.sessionId}
        and c.why = 'moved' and c.ended_at is null and not same_state(c.known, state_of_session(c.session_id)) limit 1) as known
    from members m
    where m.group_id = ${news.groupId} and m.left_at is null
      and (${only === null} or m.person_id = any (${[...(only ?? [])]}::uuid[]))
      and not exists (select from deaths d where d.person_id = m.person_id and d.mistake_at is null)`.execute(
    tx,
  )
  return members.rows
}

/**
 * Whom the list of calls still had to be rung about an earlier move, and who needs no call any more: nobody has told them
 * of it, and the session is again as they know it.
 */
async function nothingNewFor(tx: Transaction, news: News): Promise<Set<string>> {
  if (news.kind !== 'session moved' || !news.formerly) return new Set()
  const settled = await sql<{ person: string }>`
    select settle_calls_about_move(${news.sessionId}, ${JSON.stringify(news.formerly)}::jsonb, ${news.former}) as person`.execute(
    tx,
  )
  return new Set(settled.rows.map((row) => row.person))
}

/**
 * Tells the current members of a group of a change to its dates, each exactly once for each state of the session: in
 * writing where there is a confirmed e-mail address, a yes to texts or a postal address, and otherwise at once on the list
 * of people to ring, when the news is worth a call (`rungAbout`: an extra date only when it is near). The gate chooses the
 * way at the moment of sending, and puts on that list whom nothing written reaches in time; it also holds back what
 * somebody stopped or paused (P1). Who did is not rung either. Whoever was still to be rung about a move that is undone
 * hears of neither. Five statements, however large the group.
 */
export async function tellMembers(tx: Transaction, news: News): Promise<Told> {
  const nothingNew = new Set([...(await nothingNewFor(tx, news)), ...(news.except ?? [])])
  const members = (await membersToTell(tx, news)).filter((member) => !nothingNew.has(member.person_id))
  const now = await sql<{ now: Date }>`select clock() as now`.execute(tx)
  const why = rungAbout(news.kind, news.startsAt, now.rows[0]?.now ?? new Date())
  const inWriting = members.filter((member) => member.reached)
  const byPhone =
    why === null ? [] : members.filter((member) => !member.reached && !member.quiet && !member.rung)
  await queueMessages(
    tx,
    inWriting.map((member) => ({
      kind: news.kind,
      personId: member.person_id,
      groupId: news.groupId,
      sessionId: news.sessionId,
      details: {
        sequence: news.sequence,
        former: news.former,
        ...(news.formerly
          ? {
              formerStartsAt: news.formerly.startsAt.toISOString(),
              formerEndsAt: news.formerly.endsAt.toISOString(),
              formerVenueId: news.formerly.venueId,
            }
          : {}),
      },
      uselessAfter: news.uselessAfter,
      once: `${onceNames[news.kind]}:${news.sessionId}:${news.sequence}:${member.person_id}`,
    })),
  )
  if (why !== null)
    await askForCalls(
      tx,
      byPhone.map((member) => ({
        personId: member.person_id,
        why,
        groupId: news.groupId,
        sessionId: news.sessionId,
        note: member.known ?? news.former,
        known: news.formerly ?? null,
      })),
    )
  return { written: inWriting.length, toRing: byPhone.length }
}

const onceNames: Readonly<Record<News['kind'], string>> = {
  'session cancelled': 'cancelled',
  'session moved': 'moved',
  'session added': 'added',
  'session put back': 'put back',
}
