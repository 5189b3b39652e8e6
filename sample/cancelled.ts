import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Loaded } from './load.ts'

/** Who knows of the session that was called off: whoever has e-mail has had the message, everybody else is to be rung. */
export async function fillTold(tx: Transaction, { groups }: Loaded): Promise<void> {
  const members = sql`sessions s join members m on m.group_id = s.group_id and m.left_at is null and not has_died(m.person_id)
    left join lateral (select a.value from person_addresses pa join addresses a on a.id = pa.address_id
      where pa.person_id = m.person_id and a.kind = 'email' limit 1) mail on true
    where s.group_id = ${groups.get('south-essex')?.id ?? null} and s.state = 'cancelled' and s.starts_at > clock()`
  await sql`
    insert into calls (person_id, group_id, session_id, why, asked_at, due_at)
    select m.person_id, m.group_id, s.id, 'cancelled', clock() - interval '1 day', clock() from ${members} and mail.value is null`.execute(
    tx,
  )
  await sql`
    insert into messages (kind, person_id, group_id, session_id, details, state, due_at, attempts, sent_at, sent_to, subject, created_at)
    select 'session cancelled', m.person_id, m.group_id, s.id, jsonb_build_object('sequence', s.sequence), 'sent',
      clock() - interval '1 day', 1, clock() - interval '1 day', mail.value,
      'Not taking place: ' || to_char(s.date, 'FMDay FMDD FMMonth'), clock() - interval '1 day'
    from ${members} and mail.value is not null`.execute(tx)
}
