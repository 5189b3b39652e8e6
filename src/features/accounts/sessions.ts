import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { newToken } from '#platform/tokens.ts'

/** How somebody signed in. */
export type SignInWay = 'passkey' | 'link' | 'sample' | 'openid'

/**
 * Begins a session for an account whose owner has just shown that it is theirs. The database keeps the token's hash
 * alone; the session ends 12 hours later, or after 30 minutes without a request.
 * @param tx a transaction of the program itself (`system`), since nobody is signed in yet.
 * @returns the token for the cookie.
 */
export async function createStaffSession(
  tx: Transaction,
  { accountId, way, device }: { accountId: string; way: SignInWay; device: string },
): Promise<{ token: string; sessionId: string }> {
  const { token, hash } = newToken()
  const row = await tx
    .insertInto('staff_sessions')
    .values({
      account_id: accountId,
      token_hash: hash,
      way,
      device: device.slice(0, 200),
      expires_at: sql<Date>`clock() + interval '12 hours'`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { token, sessionId: row.id }
}

/** Ends a session; doing it twice changes nothing. */
export async function endStaffSession(tx: Transaction, sessionId: string): Promise<void> {
  await tx
    .updateTable('staff_sessions')
    .set({ ended_at: sql<Date>`clock()` })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends every session of an account but one. @returns how many ended. */
export async function endOtherSessions(
  tx: Transaction,
  { accountId, except }: { accountId: string; except: string | null },
): Promise<number> {
  const ended = await tx
    .updateTable('staff_sessions')
    .set({ ended_at: sql<Date>`clock()` })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '!=', except ?? ''))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** A browser and its system in two words, from what it calls itself; empty when it is none that we know. */
export function deviceName(userAgent: string | undefined): string {
  const said = userAgent ?? ''
  const browser = /Edg/.test(said)
    ? 'Edge'
    : /OPR|Opera/.test(said)
      ? 'Opera'
      : /SamsungBrowser/.test(said)
        ? 'Samsung Internet'
        : /Firefox|FxiOS/.test(said)
          ? 'Firefox'
          : /Chrom|CriOS/.test(said)
            ? 'Chrome'
            : /Safari/.test(said)
              ? 'Safari'
              : ''
  const system = /iPhone/.test(said)
    ? 'iPhone'
    : /iPad/.test(said)
      ? 'iPad'
      : /Android/.test(said)
        ? 'Android'
        : /Windows/.test(said)
          ? 'Windows'
          : /Mac OS X|Macintosh/.test(said)
            ? 'Mac'
            : /CrOS/.test(said)
              ? 'Chromebook'
              : /Linux/.test(said)
                ? 'Linux'
                : ''
  return [browser, system].filter((part) => part !== '').join(', ')
}
