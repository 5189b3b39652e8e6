import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { namesIn } from './names.ts'

/** A clinical question of a group, without names. Times are instants. */
export type Question = {
  id: string
  words: string
  group: string
  /** Whether it came up in a group of the actor's. */
  theirs: boolean
  askedAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
}
export const questionsShown = 100

/** All questions that stand: those without an answer first, the longest waiting at the top; then the newest answers. */
export async function questions(tx: Transaction): Promise<Question[]> {
  return (
    await sql<Question>`
      select q.id, q.words, g.name as "group", g.id in (select actor_groups()) as theirs, q.asked_at as "askedAt", q.answer,
        a.name as "answeredBy", q.answered_at as "answeredAt"
      from questions q join groups g on g.id = q.group_id left join accounts a on a.id = q.answered_by
      where q.withdrawn_at is null
      order by q.answered_at desc nulls first, q.asked_at limit ${questionsShown}`.execute(tx)
  ).rows
}

/** The words of a text that look like somebody of the session's group: members, now or before, and who came by. */
export async function namesOfGroupIn(tx: Transaction, sessionId: string, text: string): Promise<string[]> {
  const found = await sql<{ name: string | null }>`
    with this as (select group_id from sessions where id = ${sessionId})
    select p.called as name from this join members m on m.group_id = this.group_id join people p on p.id = m.person_id
    union select p.full_name from this join members m on m.group_id = this.group_id join people p on p.id = m.person_id
    union select w.first_name from this join walk_ins w on w.group_id = this.group_id`.execute(tx)
  return namesIn(
    text,
    found.rows.map((row) => row.name),
  )
}

/** Asks the nurse a question that came up at a session. @returns false when the session is not theirs. */
export async function askQuestion(
  tx: Transaction,
  { sessionId, words }: { sessionId: string; words: string },
): Promise<boolean> {
  const made = await sql`
    insert into questions (group_id, session_id, words)
    select group_id, id, ${words} from sessions where id = ${sessionId} and sees_group(group_id)`.execute(tx)
  return (made.numAffectedRows ?? 0n) > 0n
}

/** Answers a question, or puts the answer in other words. The nurse. @returns false when there is none, or it was taken away. */
export async function answerQuestion(
  tx: Transaction,
  { id, answer }: { id: string; answer: string },
): Promise<boolean> {
  const changed = await sql`
    update questions set answer = ${answer}, answered_by = actor_account(), answered_at = clock()
    where id = ${id} and withdrawn_at is null`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** Takes a question away: a name had slipped in. Who asked, others of the group, the nurse. */
export async function withdrawQuestion(tx: Transaction, id: string): Promise<boolean> {
  const done = await sql<{ ok: boolean }>`select withdraw_question(${id}) as ok`.execute(tx)
  return done.rows[0]?.ok ?? false
}

/** What was answered since the session before this one began, for the group's day sheet: to take back. */
export async function answersToTakeBack(
  tx: Transaction,
  sessionId: string,
): Promise<{ words: string; answer: string }[]> {
  const found = await sql<{ words: string; answer: string }>`
    with this as (select id, group_id, starts_at from sessions where id = ${sessionId})
    select q.words, q.answer from this join questions q on q.group_id = this.group_id
    where q.answer is not null and q.withdrawn_at is null and q.answered_at < this.starts_at
      and q.answered_at >= coalesce((select max(s.starts_at) from sessions s where s.group_id = this.group_id
        and s.starts_at < this.starts_at and s.state = 'planned'), '-infinity')
    order by q.answered_at limit 6`.execute(tx)
  return found.rows
}
