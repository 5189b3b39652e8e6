import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Loaded } from './load.ts'

/** Two records of one person, somebody on legal hold, and somebody who wishes to be erased. */
export async function fillRights(tx: Transaction, { groups, accounts }: Loaded): Promise<void> {
  const essex = groups.get('south-essex')?.id ?? null
  await sql`
    with two as (insert into people (called, full_name, dietary, heard_how, created_at) values
        ('Rosalind', 'Rosalind Doublet', 'Vegetarian', 'My nurse told me', clock() - interval '9 months'),
        ('Ros', 'Rosalind Doublett', null, 'A friend', clock() - interval '5 days') returning id, called),
      members as (insert into members (person_id, group_id, joined_at)
        select id, ${essex}::uuid, case called when 'Ros' then clock() - interval '5 days' else clock() - interval '9 months' end from two),
      phone as (insert into addresses (kind, value) values ('phone', '01632 960 987') returning id),
      mails as (insert into addresses (kind, value) values ('email', 'rosalind.doublet@example.org'), ('email', 'ros.doublett@example.org')
        returning id, value)
    insert into person_addresses (person_id, address_id, preferred, confirmed_at)
    select two.id, phone.id, false, null from two, phone
    union all
    select two.id, mails.id, true, clock() - interval '5 days' from two join mails on mails.value like lower(two.called) || '.%'`.execute(
    tx,
  )
  // The newest members of South Essex but the first two, so that nobody whom the guides speak of is on hold.
  await sql`
    insert into legal_holds (person_id, reason, until, placed_by, placed_at)
    select person_id, 'The insurer of The Mill asks us to keep the record of a fall on the stairs. Letter in the office.',
      (clock() + interval '8 months')::date, ${accounts.administrator}, clock() - interval '3 weeks'
    from members where group_id = ${essex}::uuid and left_at is null and not has_died(person_id) order by joined_at desc offset 6 limit 1`.execute(
    tx,
  )
  await sql`
    insert into erasure_requests (person_id, asked_by, note, asked_at)
    select person_id, ${accounts.coordinator}, 'Rang on Tuesday; rung back on their own number.', clock() - interval '2 days'
    from members m where group_id = ${essex}::uuid and left_at is null and not has_died(person_id)
      and not on_legal_hold(person_id) order by joined_at desc offset 8 limit 1`.execute(tx)
}
