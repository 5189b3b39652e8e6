import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { sql } from 'kysely'
import type { QueryResult } from 'pg'
import { type Actor, type StaffRole, somebody } from './actor.ts'
import type { Database } from './database.ts'
import { hashToken } from './tokens.ts'
import { transact } from './transactions.ts'
import type { Ask, Env } from './web.ts'

/** The two cookies: somebody's at the charity, and someone's own pages. Both hold a token that only its hash is kept of. */
export type CookieName = 'staff' | 'my'

// Over https the __Host- prefix ties a cookie to this host and to TLS; on http://localhost browsers refuse it.
const cookieName = (ask: Context<Env>, name: CookieName) =>
  ask.get('services').config.baseUrl.startsWith('https:') ? `__Host-${name}` : name

/** Sets a session cookie. @param seconds how long the browser keeps it; without it, until the browser is closed. */
export function giveCookie(ask: Ask, name: CookieName, token: string, seconds?: number): void {
  setCookie(ask, cookieName(ask, name), token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: ask.get('services').config.baseUrl.startsWith('https:'),
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  })
}

/** Takes a session cookie back. */
export function takeCookie(ask: Ask, name: CookieName): void {
  deleteCookie(ask, cookieName(ask, name), {
    path: '/',
    secure: ask.get('services').config.baseUrl.startsWith('https:'),
  })
}

/** The token in a cookie, or null. */
export function cookieToken(ask: Ask, name: CookieName): string | null {
  return getCookie(ask, cookieName(ask, name)) ?? null
}

/**
 * Who asks. Staff pages (`/staff`, and what staff use elsewhere) go by the staff cookie, everything else by the cookie of
 * one's own pages; so a coordinator who is a member too keeps the two apart in one browser.
 */
export async function actorOf(ask: Ask): Promise<Actor> {
  const { database } = ask.get('services')
  if (/^\/(staff|api\/staff|sample)(\/|$)/.test(ask.req.path)) {
    const token = cookieToken(ask, 'staff')
    return token ? await staffActor(database, token) : somebody
  }
  const token = cookieToken(ask, 'my')
  return token ? await memberActor(database, token) : somebody
}

async function staffActor(database: Database, token: string): Promise<Actor> {
  const seen = await transact(database, somebody, async (tx) => {
    const found = await sql<{
      session_id: string
      account_id: string
      name: string
      email: string
      roles: StaffRole[]
      groups: string[]
    }>`select * from staff_session_seen(${hashToken(token)})`.execute(tx)
    return found.rows[0]
  })
  if (!seen) return somebody
  return {
    kind: 'staff',
    accountId: seen.account_id,
    name: seen.name,
    email: seen.email,
    roles: seen.roles,
    groups: seen.groups,
    sessionId: seen.session_id,
  }
}

async function memberActor(database: Database, token: string): Promise<Actor> {
  // One round trip, since every press on one's own pages begins with it; the hash holds nothing but hexadecimal digits.
  // When it fails, the pool closes the connection and with it the transaction.
  const answers: unknown = await database.pool.query(`begin; set local role alongside_public;
    select person_id, session_id from member_session_seen('\\x${hashToken(token).toString('hex')}'); commit`)
  const [, , found] = answers as QueryResult<{ session_id: string; person_id: string }>[]
  const seen = found?.rows[0]
  return seen ? { kind: 'member', personId: seen.person_id, sessionId: seen.session_id } : somebody
}
