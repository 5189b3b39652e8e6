import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import type { Transaction } from '#platform/database.ts'

export const offerKinds = ['topic', 'tip', 'help', 'story'] as const
export type OfferKind = (typeof offerKinds)[number]
export type OfferState = 'new' | 'thanked' | 'taken up' | 'not now'

/** What somebody offered, as they see it. */
export type MyOffer = {
  id: string
  kind: OfferKind
  words: string
  offeredAt: Date
  state: OfferState
  reply: string
}

/** What a member has offered, newest first. */
export async function myOffers(tx: Transaction, personId: string): Promise<MyOffer[]> {
  return (
    await sql<MyOffer>`select id, kind, words, offered_at as "offeredAt", state, reply from offers
      where person_id = ${personId} order by offered_at desc limit 50`.execute(tx)
  ).rows
}

/** The groups that somebody belongs to: one of them hears of an offer. */
export async function groupsOf(tx: Transaction, personId: string): Promise<{ id: string; name: string }[]> {
  return (
    await sql<{ id: string; name: string }>`
      select g.id, g.name from members m join groups g on g.id = m.group_id
      where m.person_id = ${personId} and m.left_at is null and g.state <> 'closed' order by m.joined_at, g.id`.execute(
      tx,
    )
  ).rows
}

/** A member offers something; the group's coordinators find it on Today. @returns false when the group is not theirs. */
export async function makeOffer(
  tx: Transaction,
  offer: { personId: string; groupId: string; kind: OfferKind; words: string },
): Promise<boolean> {
  const made = await sql`
    insert into offers (person_id, group_id, kind, words)
    select m.person_id, m.group_id, ${offer.kind}, ${offer.words} from members m
    where m.person_id = ${offer.personId} and m.group_id = ${offer.groupId}::uuid and m.left_at is null`.execute(
    tx,
  )
  return (made.numAffectedRows ?? 0n) > 0n
}

/** An offer as coordinators see it. */
export type OfferToAnswer = MyOffer & {
  personId: string
  called: string
  group: string
  answeredBy: string | null
  answeredAt: Date | null
  died: boolean
}

/** The offers of one's groups: the new ones first, the oldest at the top; then what was answered, newest first. */
export async function offersToAnswer(tx: Transaction): Promise<OfferToAnswer[]> {
  return (
    await sql<OfferToAnswer>`
      select o.id, o.kind, o.words, o.offered_at as "offeredAt", o.state, o.reply, o.person_id as "personId", p.called,
        g.name as "group", a.name as "answeredBy", o.answered_at as "answeredAt", has_died(p.id) as died
      from offers o join people p on p.id = o.person_id join groups g on g.id = o.group_id
      left join accounts a on a.id = o.answered_by
      order by o.state <> 'new', case when o.state = 'new' then o.offered_at end, o.answered_at desc limit 100`.execute(
      tx,
    )
  ).rows
}

/**
 * Answers an offer. The member hears discreetly, through the gate, that there is an answer, and reads it on their own pages
 * (P1, P7); a later answer takes the place of the first.
 * @returns false when it is not theirs.
 */
export async function answerOffer(
  tx: Transaction,
  { id, state, reply }: { id: string; state: Exclude<OfferState, 'new'>; reply: string },
): Promise<boolean> {
  const changed = await sql<{ person_id: string; again: boolean }>`
    update offers o set state = ${state}, reply = ${reply}, answered_by = actor_account(), answered_at = clock()
    from offers before where before.id = o.id and o.id = ${id}
    returning o.person_id, before.state = ${state} and before.reply = ${reply} as again`.execute(tx)
  const [offer] = changed.rows
  if (!offer) return false
  if (!offer.again) await queueMessage(tx, { kind: 'offer answered', personId: offer.person_id })
  return true
}
