import type { TestDatabase } from '#platform/testing/database.ts'

// Each in one statement, so in one picture of the database: they hold at every moment, not only at the end.
const promises: Record<string, string> = {
  'more places are taken than there are': `
    select x.id from look x where not x.id = any ($2) and x.taken > x.most`,
  'a place is free while somebody waits': `
    select x.id from look x where x.planned and not x.started and x.waiting > 0 and (x.most is null or x.taken < x.most)`,
  'somebody was passed over': `
    select o.session_id as id from places o join places w on w.session_id = o.session_id
    where o.session_id = any ($1) and o.state = 'offered' and w.state = 'waiting' and w.turn < o.turn`,
  'an offer lasts past the start': `
    select s.id from places p join sessions s on s.id = p.session_id
    where s.id = any ($1) and p.state = 'offered' and (p.answer_by > s.starts_at or p.offered_at >= s.starts_at)`,
  'somebody who left or died has a place to come': `
    select s.id from places p join sessions s on s.id = p.session_id
    where s.id = any ($1) and p.state in ('kept', 'offered', 'waiting') and s.starts_at > clock()
      and (has_died(p.person_id) or not exists (select from members m
        where m.person_id = p.person_id and m.group_id = p.group_id and m.left_at is null))`,
  'a standing place is missing': `
    select s.id from sessions s join members m on m.group_id = s.group_id and m.left_at is null and m.standing
    where s.id = any ($1) and s.state = 'planned' and s.starts_at > clock() and not has_died(m.person_id)
      and not exists (select from places p where p.session_id = s.id and p.person_id = m.person_id)`,
}
const look = `with look as (
  select s.id, s.state = 'planned' as planned, s.starts_at <= clock() as started,
    coalesce(s.session_limit, g.session_limit) as most,
    (select count(*) from places p where p.session_id = s.id and p.state in ('kept', 'offered'))
      + (select count(*) from held_back_places h where h.session_id = s.id and h.freed_at is null) as taken,
    (select count(*) from places p where p.session_id = s.id and p.state = 'waiting') as waiting
  from sessions s join groups g on g.id = s.group_id where s.id = any ($1))`

/**
 * What P2 says of these sessions, asked of the database itself. A session of which the limit was lowered may be over it.
 * @returns a sentence for each promise that does not hold.
 */
export async function broken(
  db: TestDatabase,
  sessionIds: readonly string[],
  lowered: readonly string[] = [],
): Promise<string[]> {
  const [row] = await db.rows<Record<string, boolean>>(
    `${look} select ${Object.entries(promises)
      .map(([name, query]) => `exists (${query}) as "${name}"`)
      .join(', ')}, $2::uuid[] is null as "nothing is known"`,
    [sessionIds, lowered],
  )
  return Object.entries(row ?? {})
    .filter(([, found]) => found)
    .map(([name]) => name)
}

/** After the program has looked for offers that ran out, none is left. */
export async function overdue(db: TestDatabase, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await db.rows(
    `select from places where session_id = any ($1) and state = 'offered' and answer_by <= clock()`,
    [sessionIds],
  )
  return rows.length > 0 ? ['an offer that ran out stays open'] : []
}
