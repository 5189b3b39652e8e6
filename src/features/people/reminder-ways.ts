import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { mobileOf } from '#platform/phones.ts'

/**
 * By which way reminders reach somebody: 'message', an e-mail or a text, a week and a day before as they like; 'letter', a
 * week before and only for who asked for it, since the post is too slow for the day before; 'nothing', when no way is left.
 */
export type RemindersBy = 'message' | 'letter' | 'nothing'

/**
 * By which way somebody's reminders would go now, for the pages that say so: as the gate chooses it when it sends one
 * (features/messages/channels.ts). What they stopped or turned off is asked elsewhere.
 * @param texts whether this charity sends texts.
 */
export async function remindersBy(tx: Transaction, personId: string, texts: boolean): Promise<RemindersBy> {
  const found = await sql<{ kind: 'email' | 'phone' | 'post'; value: string }>`
    select a.kind, a.value from person_addresses pa join addresses a on a.id = pa.address_id
    where pa.person_id = ${personId} and a.wrong_at is null and pa.may_be_told <> 'nothing'
      and case a.kind when 'email' then pa.confirmed_at is not null and consent_holds(pa.person_id, 'email')
        when 'post' then consent_holds(pa.person_id, 'post')
        else consent_holds(pa.person_id, 'text') and not exists (select from stops s where s.person_id = pa.person_id
          and s.what = 'texts' and s.ended_at is null) end`.execute(tx)
  const ways = found.rows
  if (ways.some(({ kind }) => kind === 'email')) return 'message'
  if (texts && ways.some(({ kind, value }) => kind === 'phone' && mobileOf(value) !== null)) return 'message'
  return ways.some(({ kind }) => kind === 'post') ? 'letter' : 'nothing'
}
