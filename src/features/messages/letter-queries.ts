import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** A letter as the list shows it. */
export type LetterRow = {
  id: string
  kind: string
  personId: string
  called: string
  fullName: string | null
  /** Null: it went, or somebody took it away. The gate looks again before anything is printed. */
  post: string | null
  confirmed: boolean
  large: boolean
  group: string | null
  sessionDate: string | null
  since: Date
}

/** Letters that wait to be printed, whose the actor may see (P4), the oldest first. */
export async function lettersToPrint(tx: Transaction): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select m.id, m.kind, p.id as "personId", p.called, p.full_name as "fullName", ad.value as post,
      coalesce(ad.confirmed, false) as confirmed, p.large_print as large, g.name as group, s.date as "sessionDate",
      m.created_at as since
    from letters l join messages m on m.id = l.message_id and m.state = 'waiting' and m.channel = 'post'
    join people p on p.id = l.person_id
    left join letter_batches b on b.id = l.batch_id
    left join groups g on g.id = m.group_id left join sessions s on s.id = m.session_id
    left join lateral (select x.value, pa.confirmed_at is not null as confirmed
      from person_addresses pa join addresses x on x.id = pa.address_id
      where pa.person_id = p.id and x.kind = 'post' and x.wrong_at is null
      order by pa.preferred desc, pa.added_at desc, x.id limit 1) ad on true
    where (l.batch_id is null or b.posted_at is not null)
      and not exists (select from deaths d where d.person_id = p.id and d.mistake_at is null)
    order by m.created_at, m.id limit 500`.execute(tx)
  return rows
}

/** How many wait to be printed, and how many batches to be posted. */
export async function countLetters(tx: Transaction): Promise<{ toPrint: number; toPost: number }> {
  const { rows } = await sql<{ toPrint: number; toPost: number }>`
    select (select count(*)::int from letters l join messages m on m.id = l.message_id and m.state = 'waiting' and m.channel = 'post'
        left join letter_batches b on b.id = l.batch_id
        where (l.batch_id is null or b.posted_at is not null)
          and not exists (select from deaths d where d.person_id = l.person_id and d.mistake_at is null)) as "toPrint",
      (select count(*)::int from letter_batches where posted_at is null) as "toPost"`.execute(tx)
  return rows[0] ?? { toPrint: 0, toPost: 0 }
}

export type BatchRow = {
  id: string
  madeAt: Date
  madeBy: string | null
  postedAt: Date | null
  postedBy: string | null
  letters: number
}

/** Batches, those not posted yet first, then the newest; `letters` counts those whose people the actor may see. */
export async function batches(tx: Transaction, only: string | null = null): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.made_at as "madeAt", a.name as "madeBy", b.posted_at as "postedAt", c.name as "postedBy",
      (select count(*)::int from letters l where l.batch_id = b.id) as letters
    from letter_batches b left join accounts a on a.id = b.made_by left join accounts c on c.id = b.posted_by
    where ${only}::uuid is null or b.id = ${only}
    order by b.posted_at is not null, b.made_at desc limit 50`.execute(tx)
  return rows
}

export type PaperRow = {
  id: string
  kind: string
  personId: string
  called: string
  to: string[]
  group: string | null
  state: string
}

/** The letters of a batch whose people the actor may see, by the names on them. */
export async function lettersOfBatch(tx: Transaction, batchId: string): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select m.id, m.kind, p.id as "personId", p.called, l.sheet -> 'to' as "to", g.name as group, m.state
    from letters l join messages m on m.id = l.message_id join people p on p.id = l.person_id
    left join groups g on g.id = m.group_id
    where l.batch_id = ${batchId} and l.sheet is not null order by l.sheet #>> '{to,0}', m.id`.execute(tx)
  return rows
}

/** Whether the actor may see this letter, and it is on paper and not posted. */
export async function isOnPaper(tx: Transaction, id: string): Promise<boolean> {
  const { rows } =
    await sql`select from letters l join messages m on m.id = l.message_id and m.state = 'waiting'
    where l.message_id = ${id} and l.sheet is not null`.execute(tx)
  return rows.length > 0
}

export type IncomingRow = {
  id: string
  personId: string | null
  called: string | null
  died: boolean
  from: string
  text: string
  meaning: 'stop' | 'words'
  at: Date
}

/** What people wrote back by text, the newest first: of those whom the actor may see. */
export async function incomingTexts(tx: Transaction): Promise<IncomingRow[]> {
  const { rows } = await sql<IncomingRow>`
    select i.id, i.person_id as "personId", p.called, coalesce(has_died(i.person_id), false) as died, i.from_number as "from",
      i.body as text, i.meaning, i.at
    from incoming_texts i left join people p on p.id = i.person_id order by i.at desc, i.id limit 200`.execute(
    tx,
  )
  return rows
}
