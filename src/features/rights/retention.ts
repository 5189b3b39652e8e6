import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import type { Words } from './words-how-long.ts'

/**
 * One rule: a kind of data, how long it is kept from when, why, and what happens then. The page that everybody can read,
 * the list of what goes next and the nightly work all come from here.
 */
export type RetentionRule = {
  kind: keyof Words['rules']
  /** How many rows go within so many days; SQL that ends in one number. Without it the rule counts people, or nothing is listed. */
  due?: (days: number) => ReturnType<typeof sql<{ n: number }>>
}

const within = (days: number) => sql`clock() + make_interval(days => ${days})`
/** What somebody texted us two years before a moment; on legal hold it stays. */
const oldTexts = (by: ReturnType<typeof sql>) => sql`incoming_texts t where t.at < ${by} - interval '2 years'
  and (t.person_id is null or not on_legal_hold(t.person_id))`
/** Somebody of the family to speak with: for two years after a death, and no longer than until it turns out to be none. */
const oldContacts = (
  by: ReturnType<typeof sql>,
) => sql`f.contact_name is not null and not on_legal_hold(f.person_id)
  and exists (select from deaths d where d.id = f.death_id and (d.mistake_at is not null or d.recorded_at < ${by} - interval '2 years'))`
/** Whom somebody who has died had named for an emergency: for as long. */
const oldNamed = (by: ReturnType<typeof sql>) => sql`emergency_contacts e where not on_legal_hold(e.person_id)
  and exists (select from deaths d where d.person_id = e.person_id and d.mistake_at is null and d.recorded_at < ${by} - interval '2 years')`

/** Every rule, in the order in which people read them; what it says stands in words-how-long.ts. */
export const rules: readonly RetentionRule[] = [
  { kind: 'record' },
  { kind: 'died' },
  {
    kind: 'family',
    due: (days) => sql`select (select count(*) from family_wishes f where ${oldContacts(within(days))})::int
      + (select count(*) from ${oldNamed(within(days))})::int as n`,
  },
  {
    kind: 'forms',
    due: (days) =>
      sql`select count(*)::int as n from joinings where state <> 'done' and expires_at < ${within(days)}`,
  },
  {
    kind: 'messages',
    due: (
      days,
    ) => sql`select count(*)::int as n from messages where state <> 'waiting' and created_at < ${within(days)} - interval '2 years'
      and num_nonnulls(body_text, body_html, subject, sent_to) > 0`,
  },
  { kind: 'texts', due: (days) => sql`select count(*)::int as n from ${oldTexts(within(days))}` },
  {
    kind: 'walkIns',
    due: (
      days,
    ) => sql`select count(*)::int as n from walk_ins w where w.created_at < clock() - interval '2 days'
      and not exists (select from visits v join sessions s on s.id = v.session_id where v.stub_id = w.stub_id
        and s.starts_at > ${within(days)} - interval '1 year')`,
  },
  {
    kind: 'ticks',
    due: (days) =>
      sql`select count(*)::int as n from ticks where received_at < ${within(days)} - interval '30 days'`,
  },
  {
    kind: 'links',
    due: (
      days,
    ) => sql`select (select count(*) from member_links where expires_at < ${within(days)} - interval '30 days')::int
      + (select count(*) from member_sessions where expires_at < ${within(days)} - interval '30 days')::int as n`,
  },
  {
    kind: 'merges',
    due: (days) =>
      sql`select count(*)::int as n from merges where details is not null and at < ${within(days)} - interval '30 days'`,
  },
  { kind: 'concerns', due: (days) => sql`select count(*)::int as n from concerns_over(${within(days)})` },
  { kind: 'networks' },
  { kind: 'log' },
]

/** So many people the list shows at the most. */
export const mostListed = 200
/** Somebody whose time is over, or nearly. */
export type Leaving = {
  personId: string
  name: string
  /** When they left their last group, or, of whom never joined one, when they were last heard of. */
  since: Date
  joined: boolean
  goesOn: Date
  now: boolean
}

/**
 * Who is erased within so many days: because they left their last group two years before, or never joined one and were last
 * heard of then. Nobody who is a member anywhere, is to be rung, has died (that is for people to decide) or is on legal hold.
 * @param only of this person alone. @returns the first 200, those whose time is over first.
 */
export async function leavingWithin(
  tx: Transaction,
  days: number,
  only: string | null = null,
): Promise<Leaving[]> {
  const { rows } = await sql<Leaving>`
    with gone as (
      select m.person_id, max(m.left_at) as since, true as joined from members m
      group by m.person_id having bool_and(m.left_at is not null)
      union all
      select p.id, greatest(p.created_at, p.changed_at,
        (select max(coalesce(c.ended_at, c.asked_at)) from calls c where c.person_id = p.id),
        (select max(c.said_at) from consents c where c.person_id = p.id),
        (select max(s.seen_at) from member_sessions s where s.person_id = p.id),
        (select max(v.recorded_at) from visits v join stubs st on st.id = v.stub_id where st.person_id = p.id)), false
      from people p where not exists (select from members m where m.person_id = p.id) and p.created_at <= ${within(days)} - interval '2 years')
    select p.id as "personId", coalesce(nullif(p.full_name, ''), p.called) as name, g.since, g.joined,
      g.since + interval '2 years' as "goesOn", g.since + interval '2 years' <= clock() as now
    from gone g join people p on p.id = g.person_id
    where g.since <= ${within(days)} - interval '2 years' and (${only}::uuid is null or p.id = ${only}::uuid)
      and not exists (select from calls c where c.person_id = p.id and c.ended_at is null)
      and not has_died(p.id) and not on_legal_hold(p.id)
    order by "goesOn", p.id limit ${mostListed}`.execute(tx)
  return rows
}

/**
 * Erases those whose time is over, as joining and the privacy page promise: everything of theirs goes, the figures stay.
 * Each in a transaction of their own, in which they are looked at once more: whoever has come back meanwhile stays, and one
 * who cannot be erased holds up nobody else. That one is in the program's log, and tried again the next night.
 * @returns how many were erased.
 */
export async function eraseLongGone({ database, log }: Pick<Services, 'database' | 'log'>): Promise<number> {
  const doing = system('erasing after two years')
  let erased = 0
  for (const { personId } of await transact(database, doing, (tx) => leavingWithin(tx, 0))) {
    try {
      erased += await transact(database, doing, async (tx) => {
        const [still] = await leavingWithin(tx, 0, personId)
        if (still) await sql`select erase_person(${personId})`.execute(tx)
        return still ? 1 : 0
      })
    } catch (err) {
      log.error({ err }, 'a record whose time is over could not be erased')
    }
  }
  return erased
}

/** How much of each kind goes within so many days; rules that list nothing are left out. One statement. */
export async function countsWithin(
  tx: Transaction,
  days: number,
): Promise<{ rule: RetentionRule; n: number }[]> {
  const counted = rules.flatMap((rule) => (rule.due ? [{ rule, due: rule.due(days) }] : []))
  const { rows } = await sql<{ n: number }>`${sql.join(
    counted.map(({ due }, nth) => sql`select ${sql.lit(nth)} as nth, n from (${due}) c`),
    sql` union all `,
  )} order by nth`.execute(tx)
  return counted.map(({ rule }, nth) => ({ rule, n: rows[nth]?.n ?? 0 }))
}

/** Blanks the words of old messages and what was kept for undoing merges, a batch at a time. */
export async function forgetOldWords(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_old_words() as n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What is on the paper of letters whose words have gone, what people texted us, and whom we spoke with in families. */
export async function forgetPapersTextsAndFamilies(tx: Transaction): Promise<void> {
  await sql`update letters l set sheet = null from messages m where m.id = l.message_id and l.sheet is not null
    and m.body_text is null and m.created_at < clock() - interval '2 years' and not on_legal_hold(l.person_id)`.execute(
    tx,
  )
  await sql`delete from ${oldTexts(sql`clock()`)}`.execute(tx)
  await sql`update family_wishes f set contact_name = null, contact_how = null, contact_agreed_way = null, contact_agreed_at = null
    where ${oldContacts(sql`clock()`)}`.execute(tx)
  await sql`delete from ${oldNamed(sql`clock()`)}`.execute(tx)
}

/** Deletes concerns six years after they were closed, with all that was written about them. @returns how many. */
export async function forgetOldConcerns(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_old_concerns() as n`.execute(tx)
  return rows[0]?.n ?? 0
}
