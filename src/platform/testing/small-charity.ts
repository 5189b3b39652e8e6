import { randomUUID } from 'node:crypto'
import type { StaffActor, StaffRole } from '../actor.ts'
import { newToken } from '../tokens.ts'
import type { TestDatabase } from './database.ts'

/**
 * Makes what a test needs of a charity, straight into its database (as the superuser, so that nothing under test takes
 * part). Times are hours from now.
 */
export function smallCharity(db: TestDatabase) {
  let service: string | undefined
  const one = async (sql: string, values: unknown[]): Promise<string> => {
    const [row] = await db.rows<{ id: string }>(sql, values)
    if (!row) throw new Error('nothing was made')
    return row.id
  }

  return {
    /** A group of the charity's one service. */
    async group(
      name: string,
      { kind = 'online', limit = null }: { kind?: 'in person' | 'online'; limit?: number | null } = {},
    ): Promise<string> {
      service ??= await one(
        `insert into services (slug, name) values ('living-well', 'Living well') returning id`,
        [],
      )
      const venue =
        kind === 'online'
          ? null
          : await one(
              `insert into venues (name, address, town, postcode, nation)
               values ('The Mill', '1 Mill Lane', 'Rayleigh', 'SS6 7EF', 'England') returning id`,
              [],
            )
      return one(
        `insert into groups (service_id, slug, name, kind, nations, venue_id, state, session_limit)
         values ($1, $2, $3, $4, '{England}', $5, 'open', $6) returning id`,
        [service, name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), name, kind, venue, limit],
      )
    },
    /** A session that starts in so many hours (negative: in the past) and takes one hour. */
    session(groupId: string, inHours: number, limit: number | null = null): Promise<string> {
      return one(
        `insert into sessions (group_id, date, starts, ends, zone, session_limit)
         select $1, at::date, at::time, case when at::time >= '23:00' then '23:59:59' else at::time + interval '1 hour' end,
           'Europe/London', $3
         from (select date_trunc('minute', (clock() + make_interval(mins => ($2::numeric * 60)::int)) at time zone 'Europe/London') as at) t
         returning id`,
        [groupId, inHours, limit],
      )
    },
    /** Somebody with an e-mail address that is confirmed, and the groups they are in. */
    async person(
      called: string,
      {
        groups = [],
        email,
        phone,
        fullName = null,
        standing = false,
        letIn = true,
      }: {
        groups?: string[]
        email?: string | null
        phone?: string
        fullName?: string | null
        standing?: boolean
        letIn?: boolean
      } = {},
    ): Promise<string> {
      const id = await one(`insert into people (called, full_name) values ($1, $2) returning id`, [
        called,
        fullName,
      ])
      const mail = email === undefined ? `${id.slice(0, 8)}@example.org` : email
      for (const [kind, value] of [
        ['email', mail],
        ['phone', phone],
      ]) {
        if (!value) continue
        await db.rows(
          `with a as (insert into addresses (kind, value) values ($2, $3)
             on conflict (kind, key) do update set value = excluded.value returning id)
           insert into person_addresses (person_id, address_id, confirmed_at, preferred)
           select $1, id, clock(), $2 = 'email' from a`,
          [id, kind, value],
        )
      }
      for (const group of groups)
        await db.rows(
          `insert into members (person_id, group_id, standing, let_in_at) values ($1, $2, $3, case when $4 then clock() end)`,
          [id, group, standing, letIn],
        )
      return id
    },
    /** Somebody on the staff, as an actor and with a cookie of a session. */
    async staff(roles: StaffRole[], groups: string[] = []): Promise<StaffActor & { cookie: string }> {
      const name = `${roles[0] ?? 'nobody'} ${randomUUID().slice(0, 4)}`
      const email = `${randomUUID()}@example.org`
      const accountId = await one(
        `insert into accounts (name, email, passkey_required) values ($1, $2, false) returning id`,
        [name, email],
      )
      for (const role of roles)
        await db.rows(`insert into account_roles (account_id, role) values ($1, $2)`, [accountId, role])
      for (const group of groups)
        for (const part of ['coordinator', 'facilitator'])
          if (roles.some((role) => role === part))
            await db.rows(`insert into group_staff (group_id, account_id, part) values ($1, $2, $3)`, [
              group,
              accountId,
              part,
            ])
      const { token, hash } = newToken()
      const sessionId = await one(
        `insert into staff_sessions (account_id, token_hash, way, expires_at)
         values ($1, $2, 'passkey', clock() + interval '12 hours') returning id`,
        [accountId, hash],
      )
      return {
        kind: 'staff',
        accountId,
        name,
        email,
        roles,
        groups: roles.some((role) => role === 'coordinator' || role === 'facilitator') ? groups : [],
        sessionId,
        cookie: `staff=${token}`,
      }
    },
    /** On the list of calls. */
    call(
      personId: string,
      {
        why = 'welcome',
        groupId = null,
        sessionId = null,
        dueInHours = 0,
      }: { why?: string; groupId?: string | null; sessionId?: string | null; dueInHours?: number } = {},
    ): Promise<string> {
      return one(
        `insert into calls (person_id, why, group_id, session_id, due_at)
         values ($1, $2, $3, $4, clock() + make_interval(hours => $5)) returning id`,
        [personId, why, groupId, sessionId, dueInHours],
      )
    },
    /** A message that waits for a person. */
    message(
      personId: string,
      {
        kind = 'joined',
        sessionId = null,
        uselessInHours = null,
        state = 'waiting',
      }: {
        kind?: string
        sessionId?: string | null
        uselessInHours?: number | null
        state?: string
      } = {},
    ): Promise<string> {
      return one(
        `insert into messages (kind, person_id, session_id, state, useless_after)
         values ($1, $2, $3, $4, clock() + make_interval(hours => $5)) returning id`,
        [kind, personId, sessionId, state, uselessInHours],
      )
    },
  }
}
