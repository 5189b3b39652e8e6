import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { likeSomeoneWhoDied } from '#features/people/people.ts'
import { somebody, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { continueAs } from '#platform/transactions.ts'

/** What somebody who asks for a call has said. */
export type WishForCall = {
  called: string
  phone: string
  suits: string | null
  about: string | null
  voicemail: boolean
  messageWith: string | null
  groupId: string | null
  language: 'en' | 'cy'
  consent: { words: string; version: string }
}

/**
 * Puts somebody who asks for a call on the list, without joining them to anything. Nothing tells whoever asks whether they
 * are known (P4), and nothing that is known changes; but this call is made as they ask for it, also to a number that was
 * marked as wrong, or after a no to calls. What may be about somebody who died waits for a human (P1).
 */
export async function askForCall(tx: Transaction, wish: WishForCall): Promise<void> {
  await continueAs(tx, system('late arrivals'))
  const dead = await likeSomeoneWhoDied(tx, {
    called: wish.called,
    addresses: [{ kind: 'phone', value: wish.phone }],
  })
  if (dead) {
    const id = randomUUID()
    const answers = { ...wish, reach: 'phone', callMe: true }
    await sql`insert into joinings (id, state, answers, expires_at, person_id, look_why, done_at)
      values (${id}, 'done', ${JSON.stringify(answers)}::jsonb, clock() + interval '7 days', ${dead.personId}, 'someone who died', clock())`.execute(
      tx,
    )
    await sql`insert into late_arrivals (person_id, joining_id, alike) values (${dead.personId}, ${id}, ${dead.alike}::text[])
      on conflict do nothing`.execute(tx)
  }
  await continueAs(tx, somebody)
  if (!dead) await sql`select ask_for_call(${JSON.stringify(wish)}::jsonb)`.execute(tx)
}
