import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { type Database, kyselyOn, type Transaction } from './database.ts'
import { isId } from './ids.ts'

/** The commit was not confirmed by the standby that it waits for: what was asked must not be called done (P3). */
export class NotDurable extends Error {}

const databaseRole = {
  public: 'alongside_public',
  member: 'alongside_member',
  staff: 'alongside_staff',
  system: 'alongside_system',
} as const

/**
 * Runs `work` in one transaction, as the actor's database role (P4), and commits. The domain row, the audit row and the
 * job commit together or not at all (P3). Read committed; a deadlock or a serialisation failure is tried again twice.
 * @param request an id that ties the audit rows to the log's lines.
 * @returns what `work` returns, only after the commit.
 */
export async function transact<T>(
  database: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
  request = '',
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(database, actor, work, request)
    } catch (error) {
      const code = (error as { code?: string }).code
      if (attempt < 3 && (code === '40P01' || code === '40001')) continue
      throw error
    }
  }
}

async function once<T>(
  database: Database,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
  request: string,
): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  let warned = false
  const noticed = (notice: {
    code?: string | undefined
    severity?: string | undefined
    message?: string | undefined
  }) => {
    if (notice.severity === 'WARNING' && /synchronous replication/i.test(notice.message ?? '')) warned = true
  }
  client.on('notice', noticed)
  try {
    // Sent, not waited for: the first statement of the work follows on its heels (pipelining) and saves a round trip.
    // Should the opening fail, that statement fails with it, and the opening's own error is the one to tell.
    const opened = client.query(opening(actor, request))
    opened.catch(() => {})
    const result = await work(kyselyOn(client) as Transaction).catch(async (error) => {
      await opened
      throw error
    })
    await opened
    const committed = await client.query('commit')
    if (committed.command !== 'COMMIT')
      throw new Error('The transaction had failed before it was to be committed')
    if (warned) throw new NotDurable('The standby did not confirm')
    return result
  } catch (error) {
    try {
      await client.query('rollback')
    } catch (rollbackError) {
      broken = rollbackError as Error
    }
    throw error
  } finally {
    client.removeListener('notice', noticed)
    client.release(broken)
  }
}

/**
 * Goes on in a running transaction as somebody else: whoever pressed the button behind a link has just shown who they are,
 * and what follows commits together with it (P3).
 */
export async function continueAs(tx: Transaction, actor: Actor): Promise<void> {
  const person = actor.kind === 'member' ? actor.personId : ''
  const account = actor.kind === 'staff' ? actor.accountId : ''
  await sql`select set_config('role', ${databaseRole[actor.kind]}, true), set_config('alongside.kind', ${actor.kind}, true),
    set_config('alongside.account', ${account}, true), set_config('alongside.person', ${person}, true)`.execute(
    tx,
  )
}

/** One round trip: begin, the role, who acts. */
function opening(actor: Actor, request: string): string {
  const account = actor.kind === 'staff' ? actor.accountId : ''
  const person = actor.kind === 'member' ? actor.personId : ''
  for (const id of [account, person]) if (id !== '' && !isId(id)) throw new Error('Not an id')
  const said = request.replace(/[^A-Za-z0-9-]/g, '').slice(0, 40)
  return `begin; set local role ${databaseRole[actor.kind]}; select set_config('alongside.kind', '${actor.kind}', true),
    set_config('alongside.account', '${account}', true), set_config('alongside.person', '${person}', true),
    set_config('alongside.request', '${said}', true)`
}
