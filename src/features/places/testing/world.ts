import { randomUUID } from 'node:crypto'

/** Runs a statement past row security: a test database's `rows`. */
export type Rows = (sql: string, values?: unknown[]) => Promise<unknown[]>

/** An open group, written straight into the tables. */
export async function makeGroup(
  rows: Rows,
  options: { limit?: number | null; kind?: 'in person' | 'online' } = {},
): Promise<string> {
  const serviceId = randomUUID()
  const groupId = randomUUID()
  await rows(`insert into services (id, slug, name) values ($1, $2, 'Living with it')`, [
    serviceId,
    `service-${serviceId}`,
  ])
  await rows(
    `insert into groups (id, service_id, slug, name, kind, nations, state, session_limit)
     values ($1, $2, $3, 'Scotland online', $4, '{Scotland}', 'open', $5)`,
    [groupId, serviceId, `group-${groupId}`, options.kind ?? 'online', options.limit ?? null],
  )
  return groupId
}

/** A session that begins so many hours from clock() and ends a second later, on the same day. */
export async function makeSession(
  rows: Rows,
  groupId: string,
  options: { inHours?: number; limit?: number | null } = {},
): Promise<string> {
  const id = randomUUID()
  await rows(
    `insert into sessions (id, group_id, date, starts, ends, zone, session_limit)
     select $1, $2, at::date, least(at::time, time '23:59:58'), least(at::time, time '23:59:58') + interval '1 second', 'UTC', $4
     from (select (clock() + make_interval(secs => $3 * 3600)) at time zone 'UTC' as at) as start`,
    [id, groupId, options.inHours ?? 30 * 24, options.limit ?? null],
  )
  return id
}

/** People who are members of a group, in the order of joining, with an address for messages unless told otherwise. */
export async function makeMembers(
  rows: Rows,
  groupId: string,
  count: number,
  options: { email?: boolean; standing?: boolean } = {},
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await rows(`insert into people (id, called) select id, 'Ann' from unnest($1::uuid[]) as id`, [ids])
  await rows(
    `insert into members (person_id, group_id, standing, joined_at)
     select id, $2, $3, clock() + make_interval(secs => nth / 1000.0) from unnest($1::uuid[]) with ordinality as list(id, nth)`,
    [ids, groupId, options.standing ?? false],
  )
  if (options.email ?? true) {
    await rows(
      `insert into addresses (id, kind, value) select id, 'email', id || '@example.org' from unnest($1::uuid[]) as id`,
      [ids],
    )
    await rows(
      `insert into person_addresses (person_id, address_id, confirmed_at) select id, id, clock() from unnest($1::uuid[]) as id`,
      [ids],
    )
  }
  return ids
}
