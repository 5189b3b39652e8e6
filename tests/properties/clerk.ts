import type { TestDatabase } from '#platform/testing/database.ts'
import type { Services } from '#platform/web.ts'
import { lettersToPullOut, markPosted, printLetters } from '../../src/features/messages/letter-gate.ts'

/** Prints the letters that wait, those too whose batch was posted without them. */
export async function printWaiting(db: TestDatabase, services: Services, account: string): Promise<void> {
  const waiting = await db.rows<{ id: string }>(
    `select l.message_id as id from letters l join messages m on m.id = l.message_id and m.state = 'waiting'
     left join letter_batches b on b.id = l.batch_id where b.id is null or b.posted_at is not null`,
  )
  if (waiting.length > 0)
    await printLetters(
      services,
      waiting.map(({ id }) => id),
      account,
    )
}

/** Posts one batch that is on paper: pulls out first what is to be pulled out. @returns the messages that were posted. */
export async function postPrinted(db: TestDatabase, services: Services, account: string): Promise<string[]> {
  const [batch] = await db.rows<{ id: string; letters: string[] }>(
    `select b.id, array(select l.message_id from letters l where l.batch_id = b.id) as letters
     from letter_batches b where posted_at is null order by made_at limit 1`,
  )
  if (!batch) return []
  const known = (await lettersToPullOut(services, batch.letters)).map(({ id }) => id)
  const answer = await markPosted(services, { ...batch, known }, account)
  if (!answer.ok) return []
  const sent = await db.rows<{ id: string }>(
    `select id from messages where id = any($1) and state = 'sent' and channel = 'post'`,
    [batch.letters],
  )
  return sent.map(({ id }) => id)
}
