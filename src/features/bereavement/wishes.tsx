import { type RawBuilder, sql } from 'kysely'
import { Facts } from '#design/components/index.ts'
import { dayInWords } from '#features/groups/rules.ts'
import type { Transaction } from '#platform/database.ts'
import { wishesWords } from './wishes-words.ts'

/** How the box with somebody's wishes is called. */
export const wishesTitle = wishesWords.staff.sideTitle
/** The link to where staff write down what somebody says about it. */
export const writeWishes = wishesWords.staff.write

/** What a member wishes their group to be told; null: left open. */
export type Wishes = {
  whenIll: 'tell' | 'say nothing' | null
  whenDied: 'tell' | 'say nothing' | null
  nameUsed: boolean | null
  remembered: boolean | null
  byWhom: string | null
  how: string | null
}

/** How a member said it to somebody of the charity, who wrote it down for them. */
export type SaidWay = 'phone' | 'in person' | 'in writing'
/** With who wrote it down and when ('YYYY-MM-DD' in the charity's zone); null where they did so themselves. */
export type KeptWishes = Wishes & { said: { way: SaidWay; by: string | null; on: string } | null }

/** What someone wished, for who runs one of their groups. Null when they have said nothing. */
export const wishesOf = (tx: Transaction, personId: string) =>
  kept(tx, personId, sql`(select a.name from accounts a where a.id = written_by)`)

/** The same for themselves; no colleague's name stands in it. */
export const ownWishes = (tx: Transaction, personId: string) => kept(tx, personId, sql`null`)

async function kept(tx: Transaction, personId: string, by: RawBuilder<unknown>): Promise<KeptWishes | null> {
  const found = await sql<KeptWishes>`
    select when_ill as "whenIll", when_died as "whenDied", name_used as "nameUsed", remembered, by_whom as "byWhom", how,
      case when said_way is not null then jsonb_build_object('way', said_way, 'by', ${by},
        'on', (changed_at at time zone (select zone from charity))::date) end as said
    from wishes where person_id = ${personId}`.execute(tx)
  return found.rows[0] ?? null
}

/** Whether anything is said at all. */
export function hasWishes<W extends Wishes>(wishes: W | null): wishes is W {
  if (wishes === null) return false
  const { whenIll, whenDied, nameUsed, remembered, byWhom, how } = wishes
  return [whenIll, whenDied, nameUsed, remembered, byWhom, how].some((said) => said !== null)
}

/**
 * Keeps what a member wishes; with everything left open nothing is kept. The member themselves, or somebody who runs their
 * group, who says how they heard it.
 * @param said null: they wrote it themselves.
 */
export async function saveWishes(
  tx: Transaction,
  personId: string,
  wishes: Wishes,
  said: SaidWay | null = null,
): Promise<void> {
  if (!hasWishes(wishes)) {
    await sql`delete from wishes where person_id = ${personId}`.execute(tx)
    return
  }
  await sql`insert into wishes (person_id, when_ill, when_died, name_used, remembered, by_whom, how, said_way, written_by)
    values (${personId}, ${wishes.whenIll}, ${wishes.whenDied}, ${wishes.nameUsed}, ${wishes.remembered}, ${wishes.byWhom}, ${wishes.how},
      ${said}, case when ${said}::text is not null then actor_account() end)
    on conflict (person_id) do update set when_ill = excluded.when_ill, when_died = excluded.when_died,
      name_used = excluded.name_used, remembered = excluded.remembered, by_whom = excluded.by_whom, how = excluded.how,
      said_way = excluded.said_way, written_by = excluded.written_by, changed_at = clock()`.execute(tx)
}

/**
 * May the actor write down what somebody says: whoever runs a group of theirs, and administrators, while they live (as row
 * security has it).
 */
export async function mayWriteWishes(tx: Transaction, personId: string): Promise<boolean> {
  const found =
    await sql`select from people p where p.id = ${personId} and not has_died(p.id) and (actor_has('administrator')
    or exists (select from members m where m.person_id = p.id and m.left_at is null and m.group_id in (select actor_groups())))`.execute(
      tx,
    )
  return found.rows.length > 0
}

/** What somebody wished, for those who run their group. */
export function WishesFacts({ wishes }: { wishes: KeptWishes }) {
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
        [
          w.writtenDown,
          wishes.said && w.writtenBy(wishes.said.way, wishes.said.by, dayInWords(wishes.said.on, null)),
        ],
      ]}
    />
  )
}
