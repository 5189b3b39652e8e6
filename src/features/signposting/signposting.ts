import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

export { HelpOnPaper, HelpSection } from './help.tsx'

/** Somewhere else to find help. Without nations, areas and groups it is for everywhere. */
export type Signpost = {
  id: string
  name: string
  whatFor: string
  phone: string
  web: string
  nations: string[]
  /** Postcode areas: "SS", "CM". */
  areas: string[]
  groupIds: string[]
  /** For an emergency: stands first. */
  urgent: boolean
  /** "YYYY-MM-DD": when somebody last made sure that it is so. */
  checkedOn: string
}

/** Every entry that stands, help in an emergency first. Anybody may read them. */
export async function signposts(tx: Transaction): Promise<Signpost[]> {
  return (
    await sql<Signpost>`
      select id, name, what_for as "whatFor", phone, web, array(select unnest(nations)::text) as nations, areas,
        group_ids::text[] as "groupIds", urgent, checked_on::text as "checkedOn"
      from signposts where ended_at is null order by urgent desc, lower(name), id`.execute(tx)
  ).rows
}

/** Where a group is, as far as it decides which help is near. */
export type GroupPlace = {
  groupId: string
  kind: 'in person' | 'online'
  nations: readonly string[]
  /** Its venue's. */
  postcode: string | null
}

/**
 * The entries for a group: those for everywhere, for it by name, for one of its nations, and, where it meets in person, for
 * the postcode area of its venue. In the order in which they came.
 */
export function signpostsFor(all: readonly Signpost[], group: GroupPlace): Signpost[] {
  const area = group.kind === 'in person' ? areaOfPostcode(group.postcode) : null
  return all.filter(
    ({ nations, areas, groupIds }) =>
      nations.length + areas.length + groupIds.length === 0 ||
      groupIds.includes(group.groupId) ||
      nations.some((nation) => group.nations.includes(nation)) ||
      (area !== null && areas.includes(area)),
  )
}

/** "SS6 7ED" lies in the area SS. */
function areaOfPostcode(postcode: string | null): string | null {
  return /^[a-z]{1,2}(?=\d)/i.exec((postcode ?? '').trim())?.[0]?.toUpperCase() ?? null
}

/** What staff type in. */
export type SignpostEntry = Omit<Signpost, 'id' | 'checkedOn'>

/**
 * Adds an entry, or changes it; whoever does has just checked it. Staff.
 * @param today "YYYY-MM-DD" in the charity's zone. @returns its id, or null when there is none to change.
 */
export async function saveSignpost(
  tx: Transaction,
  { id, entry, today }: { id: string | null; entry: SignpostEntry; today: string },
): Promise<string | null> {
  const values = sql`${entry.name}, ${entry.whatFor}, ${entry.phone}, ${entry.web}, ${entry.nations}::text[]::nation[], ${entry.areas}::text[],
    ${entry.groupIds}::uuid[], ${entry.urgent}, ${today}::date, actor_account()`
  const saved = id
    ? await sql<{ id: string }>`
        update signposts set (name, what_for, phone, web, nations, areas, group_ids, urgent, checked_on, checked_by) = (${values})
        where id = ${id} and ended_at is null returning id`.execute(tx)
    : await sql<{ id: string }>`
        insert into signposts (name, what_for, phone, web, nations, areas, group_ids, urgent, checked_on, checked_by)
        values (${values}) returning id`.execute(tx)
  return saved.rows[0]?.id ?? null
}

/** Somebody made sure that an entry is still right. */
export async function checkSignpost(
  tx: Transaction,
  { id, today }: { id: string; today: string },
): Promise<boolean> {
  const changed = await sql`update signposts set checked_on = ${today}::date, checked_by = actor_account()
    where id = ${id} and ended_at is null`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** Takes an entry out of the directory. */
export async function endSignpost(tx: Transaction, id: string): Promise<boolean> {
  const changed =
    await sql`update signposts set ended_at = clock() where id = ${id} and ended_at is null`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

/** An entry as staff see it. @property old whether it is time to check it again. */
export type SignpostToKeep = Signpost & { checkedBy: string | null; old: boolean; groups: string[] }

/** The whole directory for staff, those to check again first. @param today "YYYY-MM-DD". */
export async function signpostsToKeep(tx: Transaction, today: string): Promise<SignpostToKeep[]> {
  return (
    await sql<SignpostToKeep>`
      select s.id, s.name, s.what_for as "whatFor", s.phone, s.web, array(select unnest(s.nations)::text) as nations, s.areas,
        s.group_ids::text[] as "groupIds", s.urgent, s.checked_on::text as "checkedOn", a.name as "checkedBy",
        s.checked_on <= (${today}::date - make_interval(months => c.check_signposts_months))::date as old,
        array(select g.name from groups g where g.id = any (s.group_ids) order by g.name) as groups
      from signposts s cross join charity c left join accounts a on a.id = s.checked_by
      where s.ended_at is null order by 12 desc, s.urgent desc, lower(s.name), s.id`.execute(tx)
  ).rows
}

/** After how many months an entry is to be checked again. */
export async function checkingMonths(tx: Transaction): Promise<number> {
  const found = await sql<{ months: number }>`select check_signposts_months as months from charity`.execute(
    tx,
  )
  return found.rows[0]?.months ?? 6
}

/** Administrators. */
export async function setCheckingMonths(tx: Transaction, months: number): Promise<void> {
  await sql`update charity set check_signposts_months = ${months}`.execute(tx)
}
