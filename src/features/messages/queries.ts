import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export type MessageState = 'waiting' | 'sent' | 'held' | 'stopped' | 'undelivered' | 'bounced'

/** A message in the list of staff. */
export type MessageRow = {
  id: string
  kind: string
  state: MessageState
  stoppedWhy: string | null
  createdAt: Date
  sentAt: Date | null
  personId: string | null
  called: string | null
  colleague: string | null
  group: string | null
}

export type MessageFilter = {
  q?: string | undefined
  state?: MessageState | undefined
  kind?: string | undefined
  group?: string | undefined
  person?: string | undefined
  /** The last row of the page before: its time in microseconds and its id. */
  before?: { at: string; id: string } | undefined
}

/** Whose names are looked at when somebody searches by name. */
export const mostPeople = 50
const pageSize = 50

/**
 * One page of messages, newest first, by keyset. Whoever sees everybody walks an index from the newest; whoever sees some
 * people's messages asks for the newest of each, so that a million messages of others cost nothing.
 */
export async function findMessages(
  tx: Transaction,
  filter: MessageFilter,
): Promise<{ rows: MessageRow[]; next: string | null; cut: boolean }> {
  const named = filter.q ? await peopleNamed(tx, filter.q) : null
  const { rows: sees } = await sql<{ all: boolean }>`select sees_all_people() as all`.execute(tx)
  const people = named?.ids ?? (filter.person ? [filter.person] : null)
  const wanted = conditions(filter)
  const order = sql`order by m.created_at desc, m.id desc limit ${pageSize + 1}`
  const columns = sql`m.id, m.kind, m.state, m.stopped_why, m.created_at, m.sent_at, m.person_id, m.account_id, m.group_id`
  const from =
    people !== null
      ? sql`unnest(${people}::uuid[]) as v(person_id)`
      : sees[0]?.all
        ? null
        : sql`(select visible_people() as person_id) as v`
  const newest = from
    ? sql`select m.* from ${from} cross join lateral (select ${columns} from messages m
        where m.person_id = v.person_id and ${wanted} ${order}) m ${order}`
    : sql`select ${columns} from messages m where ${wanted} ${order}`
  const { rows } = await sql<{
    id: string
    kind: string
    state: MessageState
    stopped_why: string | null
    created_at: Date
    micros: string
    sent_at: Date | null
    person_id: string | null
    called: string | null
    colleague: string | null
    group_name: string | null
  }>`
    select m.*, (extract(epoch from m.created_at) * 1000000)::bigint::text as micros, p.called, a.name as colleague,
      g.name as group_name
    from (${newest}) m
    left join people p on p.id = m.person_id
    left join accounts a on a.id = m.account_id
    left join groups g on g.id = m.group_id
    order by m.created_at desc, m.id desc`.execute(tx)
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      stoppedWhy: row.stopped_why,
      createdAt: row.created_at,
      sentAt: row.sent_at,
      personId: row.person_id,
      called: row.called,
      colleague: row.colleague,
      group: row.group_name,
    })),
    next: rows.length > pageSize && last ? `${last.micros}.${last.id}` : null,
    cut: named?.cut ?? false,
  }
}

function conditions(filter: MessageFilter) {
  const { state, kind, group, before } = filter
  return sql.join(
    [
      sql`true`,
      ...(state ? [sql`m.state = ${state}`] : []),
      ...(kind ? [sql`m.kind = ${kind}`] : []),
      ...(group ? [sql`m.group_id = ${group}`] : []),
      ...(before
        ? [
            sql`(m.created_at, m.id) < (to_timestamp(0) + make_interval(secs => ${before.at}::bigint / 1000000.0), ${before.id}::uuid)`,
          ]
        : []),
    ],
    sql` and `,
  )
}

/** People by the beginning of what they are called, or by their whole e-mail address. */
async function peopleNamed(tx: Transaction, q: string): Promise<{ ids: string[]; cut: boolean }> {
  const { rows } = q.includes('@')
    ? await sql<{
        id: string
      }>`select pa.person_id as id from addresses a join person_addresses pa on pa.address_id = a.id
        where a.kind = 'email' and a.key = address_key('email', ${q}) limit ${mostPeople + 1}`.execute(tx)
    : await sql<{ id: string }>`select id from people
        where called_key like ${`${escapeLike(q)}%`} or called_key like ${`% ${escapeLike(q)}%`}
        limit ${mostPeople + 1}`.execute(tx)
  return { ids: rows.slice(0, mostPeople).map((row) => row.id), cut: rows.length > mostPeople }
}

const escapeLike = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** How many did not arrive and nobody has dealt with. */
export async function countTroubled(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messages
    where state in ('undelivered', 'bounced') and seen_undelivered_at is null`.execute(tx)
  return rows[0]?.n ?? 0
}

export type TroubledRow = MessageRow & { sentTo: string | null; lastError: string | null }

/** Those that did not arrive and that nobody has dealt with, newest first: one page of them, by keyset. */
export async function troubledMessages(
  tx: Transaction,
  before: MessageFilter['before'],
): Promise<{ rows: TroubledRow[]; next: string | null }> {
  const found = await tx
    .selectFrom('messages as m')
    .leftJoin('people as p', 'p.id', 'm.person_id')
    .leftJoin('accounts as a', 'a.id', 'm.account_id')
    .leftJoin('groups as g', 'g.id', 'm.group_id')
    .select([
      'm.id',
      'm.kind',
      'm.state',
      'm.stopped_why',
      'm.created_at',
      'm.sent_at',
      'm.person_id',
      'm.sent_to',
      'm.last_error',
    ])
    .select(['p.called', 'a.name as colleague', 'g.name as group_name'])
    .select(sql<string>`(extract(epoch from m.created_at) * 1000000)::bigint::text`.as('micros'))
    .where('m.state', 'in', ['undelivered', 'bounced'])
    .where('m.seen_undelivered_at', 'is', null)
    .where(sql<boolean>`${conditions({ before })}`)
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const last = found.slice(0, pageSize).at(-1)
  const next = found.length > pageSize && last ? `${last.micros}.${last.id}` : null
  const rows = found.slice(0, pageSize).map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    stoppedWhy: row.stopped_why,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    personId: row.person_id,
    called: row.called,
    colleague: row.colleague,
    group: row.group_name,
    sentTo: row.sent_to,
    lastError: row.last_error,
  }))
  return { rows, next }
}

/** One message with all that is kept of it, or undefined when it is not theirs to see. */
export function oneMessage(tx: Transaction, id: string) {
  return tx
    .selectFrom('messages as m')
    .leftJoin('people as p', 'p.id', 'm.person_id')
    .leftJoin('accounts as a', 'a.id', 'm.account_id')
    .leftJoin('groups as g', 'g.id', 'm.group_id')
    .leftJoin('sessions as s', 's.id', 'm.session_id')
    .leftJoin('addresses as d', (join) =>
      join
        .on('d.kind', '=', 'email')
        .on('m.channel', '=', 'email')
        .on((eb) => eb('d.key', '=', sql<string>`address_key('email', m.sent_to)`)),
    )
    .leftJoin('letters as l', 'l.message_id', 'm.id')
    .leftJoin('texts as t', 't.message_id', 'm.id')
    .selectAll('m')
    .select(['l.batch_id', 't.report'])
    .select(['p.called', 'a.name as colleague', 'g.name as group_name', 's.date as session_date'])
    .select(['s.starts as session_starts', 'd.id as address_id', 'd.wrong_at as address_wrong_at'])
    .where('m.id', '=', id)
    .executeTakeFirst()
}
export type OneMessage = NonNullable<Awaited<ReturnType<typeof oneMessage>>>

/** The groups that somebody on the staff sees, to choose from. */
export async function groupsToChoose(tx: Transaction): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from groups
    where actor_has('administrator', 'safeguarding lead') or id in (select actor_groups()) order by name limit 500`.execute(
    tx,
  )
  return rows
}

/** What an administrator looks through before the gate opens after a restore. */
export async function gateReview(tx: Transaction) {
  const gate = await tx.selectFrom('gate_state').selectAll().executeTakeFirstOrThrow()
  const deaths = await tx
    .selectFrom('deaths as d')
    .innerJoin('people as p', 'p.id', 'd.person_id')
    .select(['d.id', 'd.person_id', 'p.called', 'd.recorded_at'])
    .where('d.mistake_at', 'is', null)
    .orderBy('d.recorded_at', 'desc')
    .limit(50)
    .execute()
  const stops = await tx
    .selectFrom('stops as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 'p.called', 's.at', 's.what'])
    .where('s.ended_at', 'is', null)
    .orderBy('s.at', 'desc')
    .limit(50)
    .execute()
  const { rows: erased } = await sql<{ id: string; at: Date }>`select person_id as id, at from erasures
    order by at desc limit 50`.execute(tx)
  const { rows: held } = await sql<{ kind: string; n: number; oldest: Date }>`select kind, count(*)::int as n,
    min(created_at) as oldest from messages where state = 'held' group by kind order by 2 desc`.execute(tx)
  return { gate, deaths, stops, erased, held }
}
export type GateReview = Awaited<ReturnType<typeof gateReview>>
