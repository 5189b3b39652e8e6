import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { hashToken, type Secret } from '#platform/tokens.ts'
import { joiningToken } from './links.ts'
import { helperStaffWords } from './words-helpers.ts'

/** A way to reach someone: the address of a letter box, a telephone or a mail box. */
export type NewAddress = {
  kind: 'email' | 'phone' | 'post'
  value: string
  /** 'someone else': of somebody who helps them, with their say-so. */
  whose?: 'own' | 'someone else'
  whoseName?: string | null
  /** What whoever helps them is to them, and what may be told at their address. Own addresses: everything. */
  relation?: string | null
  mayBeTold?: 'everything' | 'dates' | 'nothing'
  preferred?: boolean
  /** Whether somebody at the charity heard it from them; nothing goes to an address that is not confirmed. True unless said. */
  confirmed?: boolean
}

/**
 * Adds a way to reach someone. A member adds a telephone number or a postal address this way; a new e-mail address of
 * theirs waits for its button (`askToChangeEmail`).
 */
export async function addAddress(
  tx: Transaction,
  { personId, address }: { personId: string; address: NewAddress },
): Promise<{ addressId: string }> {
  const found = await sql<{ id: string }>`
    select attach_address(${personId}::uuid, ${address.kind}, ${address.value}, ${address.whose ?? 'own'},
      ${address.whoseName ?? null}, ${address.preferred ?? true}, ${address.confirmed ?? true}) as id`.execute(
    tx,
  )
  const id = found.rows[0]?.id
  if (!id) throw new Error('attach_address answers an id')
  return { addressId: id }
}

/**
 * Takes a way to reach someone away from them, the last one too; the address stays for those who share it. Somebody who
 * helped them there comes in by no earlier link and from no other device. Whom nothing reaches any more is put on the list
 * of calls, in the same commit (P3).
 * @param keptSession the session on their own pages that stays open, when they end it themselves.
 * @returns by which ways they can still be reached, or null when the address was not theirs.
 */
export async function endAddress(
  tx: Transaction,
  {
    personId,
    addressId,
    keptSession = null,
  }: { personId: string; addressId: string; keptSession?: string | null },
): Promise<readonly NewAddress['kind'][] | null> {
  const found = await sql<{ ended: boolean; ways: NewAddress['kind'][] }>`
    select ended, ways from end_address(${personId}::uuid, ${addressId}::uuid, ${keptSession}::uuid,
      ${helperStaffWords.noWayLeft})`.execute(tx)
  const [row] = found.rows
  return row?.ended ? row.ways : null
}

/**
 * What somebody who helps a person may be told at their address: everything, dates alone, or nothing. The gate holds to it
 * from the commit on; with dates alone no message brings them to the person's own pages (P4). Whom nothing reaches any more is put on the list of
 * calls, in the same commit (P3).
 */
export async function tellHelper(
  tx: Transaction,
  {
    personId,
    addressId,
    told,
    relation,
  }: { personId: string; addressId: string; told: 'everything' | 'dates' | 'nothing'; relation: string },
): Promise<boolean> {
  const found = await sql<{ done: boolean }>`
    select tell_helper(${personId}::uuid, ${addressId}::uuid, ${told}, ${relation || null},
      ${helperStaffWords.noWayLeft}) as done`.execute(tx)
  return found.rows[0]?.done ?? false
}

/** Someone to ring in an emergency, and where they are during online sessions. All empty: nothing is kept. */
export async function setEmergencyContact(
  tx: Transaction,
  contact: { personId: string; name: string; phone: string; whereIAm: string },
): Promise<void> {
  await tx
    .insertInto('emergency_contacts')
    .values({
      person_id: contact.personId,
      name: contact.name,
      phone: contact.phone,
      where_i_am: contact.whereIAm,
    })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({
        name: contact.name,
        phone: contact.phone,
        where_i_am: contact.whereIAm,
        changed_at: sql`clock()`,
      }),
    )
    .execute()
}

/** A member gives a new e-mail address: one message goes there; until its button is pressed nothing changes (P4). */
export async function askToChangeEmail(
  tx: Transaction,
  secret: Secret,
  { joiningId, email }: { joiningId: string; email: string },
): Promise<void> {
  await sql`select start_address_change(${joiningId}::uuid, ${email}, '{}'::jsonb, ${hashToken(joiningToken(secret, joiningId))})`.execute(
    tx,
  )
}
