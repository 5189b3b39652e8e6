import { sql } from 'kysely'
import { takeBackDeath } from '#features/bereavement/bereavement.ts'
import { somebody, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { continueAs } from '#platform/transactions.ts'
import { type Alike, type Known, likeness } from './likeness.ts'

type Answers = { called: string; reach: string } & Record<string, unknown>
export type LikeTheDead = { personId: string; alike: Alike[] }

/**
 * Who has died and could be meant, in the small differences that people make; null when nobody is likely. As the program
 * itself: nobody who asks learns it.
 */
export async function likeSomeoneWhoDied(tx: Transaction, known: Known): Promise<LikeTheDead | null> {
  const found = await sql<Known & { id: string }>`
    select id, called, "fullName", addresses from dead_like(${JSON.stringify(known)}::jsonb)`.execute(tx)
  for (const { id, ...dead } of found.rows) {
    const { verdict, alike } = likeness(known, dead)
    if (verdict === 'likely') return { personId: id, alike }
  }
  return null
}

/** What a form says of somebody, as it is compared. */
const knownFrom = (answers: Answers): Known => ({
  called: answers.called,
  addresses: (['email', 'phone', 'post'] as const).flatMap((kind) => {
    const value = answers[kind]
    return typeof value === 'string' && value !== '' ? [{ kind, value }] : []
  }),
})

/**
 * Before a form that was just sent does anything: when it may be about somebody who died it waits for a human, nothing is
 * sent, and whoever sent it reads the same page as everybody (P1, P4). In the middle of a transaction of the public.
 * @returns whether it waits.
 */
export async function heldForALook(
  tx: Transaction,
  form: { joiningId: string; groupId: string; answers: Answers; hash: Buffer | null },
): Promise<boolean> {
  await continueAs(tx, system('late arrivals'))
  const dead = await likeSomeoneWhoDied(tx, knownFrom(form.answers))
  if (dead) {
    const email = form.answers.reach === 'email' ? (form.answers.email as string) : null
    await sql`insert into joinings (id, group_id, state, email, answers, token_hash, expires_at, person_id, look_why, done_at)
      values (${form.joiningId}, ${form.groupId}, 'done', ${email}, ${JSON.stringify(form.answers)}::jsonb, ${form.hash},
        clock() + interval '7 days', ${dead.personId}, 'someone who died', clock())
      on conflict do nothing`.execute(tx)
    await askAHuman(tx, form.joiningId, dead)
  }
  await continueAs(tx, somebody)
  return dead !== null
}

/**
 * The same before the button behind a link makes anybody a member: they may have died since. A form of which a human said
 * that it is about someone else goes on, as that someone else.
 */
export async function heldBeforeConfirming(tx: Transaction, hash: Buffer): Promise<boolean> {
  await continueAs(tx, system('late arrivals'))
  const held = await lookAtConfirming(tx, hash)
  await continueAs(tx, somebody)
  return held
}

async function lookAtConfirming(tx: Transaction, hash: Buffer): Promise<boolean> {
  const found = await sql<{ id: string; answers: Answers; not: string | null; decided: boolean }>`
    select j.id, j.answers, l.person_id as "not", l.decision is not null as decided
    from joinings j left join late_arrivals l on l.joining_id = j.id
    where j.token_hash = ${hash} and j.state = 'unconfirmed' and j.group_id is not null and j.expires_at > clock()`.execute(
    tx,
  )
  const [form] = found.rows
  if (!form) return false
  if (form.decided) {
    await sql`select set_config('alongside.not_person', ${form.not}, true)`.execute(tx)
    return false
  }
  const dead = await likeSomeoneWhoDied(tx, knownFrom(form.answers))
  if (!dead) return false
  await sql`update joinings set state = 'done', done_at = clock(), person_id = ${dead.personId}, look_why = 'someone who died'
    where id = ${form.id} and state = 'unconfirmed'`.execute(tx)
  await askAHuman(tx, form.id, dead)
  return true
}

async function askAHuman(tx: Transaction, joiningId: string, dead: LikeTheDead): Promise<void> {
  await sql`insert into late_arrivals (person_id, joining_id, alike) values (${dead.personId}, ${joiningId}, ${dead.alike}::text[])
    on conflict do nothing`.execute(tx)
}

export type Decision = 'someone else' | 'same person' | 'mistake'

/**
 * What a human says about a form that may be about somebody who died: someone else (the form goes on from where it was
 * held), the same person (it is left, and what it said is forgotten), or the record of the death was a mistake (which is
 * put right, and the form goes on). Coordinators of a group that the person was part of, and administrators.
 */
export async function decideLateArrival(
  tx: Transaction,
  { id, decision }: { id: string; decision: Decision },
): Promise<{ ok: true; personId: string } | { ok: false; reason: 'not theirs' | 'decided already' }> {
  const found = await sql<{ personId: string }>`
    select person_id as "personId" from late_arrivals where id = ${id}`.execute(tx)
  const personId = found.rows[0]?.personId
  if (!personId) return { ok: false, reason: 'not theirs' }
  if (decision === 'mistake') {
    const back = await takeBackDeath(tx, { personId })
    if (!back.ok && back.reason === 'not theirs') return { ok: false, reason: 'not theirs' }
  }
  const decided = await sql<{ answer: 'decided' | 'decided already' | 'not theirs' }>`
    select decide_late_arrival(${id}::uuid, ${decision}) as answer`.execute(tx)
  const answer = decided.rows[0]?.answer ?? 'not theirs'
  return answer === 'decided' ? { ok: true, personId } : { ok: false, reason: answer }
}
