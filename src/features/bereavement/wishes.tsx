import { sql } from 'kysely'
import { Facts } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { wishesWords } from './wishes-words.ts'

/** How the box with somebody's wishes is called. */
export const wishesTitle = wishesWords.staff.sideTitle

/** What a member wishes their group to be told; null: left open. */
export type Wishes = {
  whenIll: 'tell' | 'say nothing' | null
  whenDied: 'tell' | 'say nothing' | null
  nameUsed: boolean | null
  remembered: boolean | null
  byWhom: string | null
  how: string | null
}

/** What someone wished; for themselves, and for who runs one of their groups. Null when they have said nothing. */
export async function wishesOf(tx: Transaction, personId: string): Promise<Wishes | null> {
  const found = await sql<Wishes>`
    select when_ill as "whenIll", when_died as "whenDied", name_used as "nameUsed", remembered, by_whom as "byWhom", how
    from wishes where person_id = ${personId}`.execute(tx)
  return found.rows[0] ?? null
}

/** Whether anything is said at all. */
export const hasWishes = (wishes: Wishes | null): wishes is Wishes =>
  wishes !== null && Object.values(wishes).some((said) => said !== null)

/** Keeps what a member wishes; with everything left open nothing is kept. The member themselves. */
export async function saveWishes(tx: Transaction, personId: string, wishes: Wishes): Promise<void> {
  if (!hasWishes(wishes)) {
    await sql`delete from wishes where person_id = ${personId}`.execute(tx)
    return
  }
  await sql`insert into wishes (person_id, when_ill, when_died, name_used, remembered, by_whom, how)
    values (${personId}, ${wishes.whenIll}, ${wishes.whenDied}, ${wishes.nameUsed}, ${wishes.remembered}, ${wishes.byWhom}, ${wishes.how})
    on conflict (person_id) do update set when_ill = excluded.when_ill, when_died = excluded.when_died,
      name_used = excluded.name_used, remembered = excluded.remembered, by_whom = excluded.by_whom, how = excluded.how,
      changed_at = clock()`.execute(tx)
}

/** What somebody wished, for those who run their group. */
export function WishesFacts({ wishes }: { wishes: Wishes }) {
  const w = wishesWords.staff
  const told = (said: Wishes['whenIll']) => said && (said === 'tell' ? w.tell : w.quiet)
  const used = (said: boolean | null) => said !== null && (said ? w.yes : w.no)
  return (
    <Facts
      items={[
        [w.ill, told(wishes.whenIll)],
        [w.died, told(wishes.whenDied)],
        [w.name, used(wishes.nameUsed)],
        [w.onList, used(wishes.remembered)],
        [w.byWhom, wishes.byWhom],
        [w.how, wishes.how],
      ]}
    />
  )
}
