import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** A group to choose. */
export type GroupChoice = { id: string; slug: string; name: string }

/** So many groups one page offers; with more there is a box to find the others by their name or town. */
const offered = 30

/**
 * Groups to choose from: those chosen already, whatever else is asked, then the actor's own, then the others by name; of more
 * than one page offers first the actor's own alone, where they have any.
 * @param wish `q`: part of a name or a town, '' for any; `states`: which groups count; `chosen`: ids that always stand there;
 * `ownAlone`: nobody else's are offered.
 * @returns `total`: how many fit, with those that are not shown; `more`: whether those are more than one page offers.
 */
export async function groupsToChoose(
  tx: Transaction,
  wish: {
    q: string
    states: readonly ('planned' | 'open' | 'paused' | 'closed')[]
    chosen?: readonly string[]
    ownAlone?: boolean
  },
): Promise<{ groups: GroupChoice[]; total: number; more: boolean }> {
  const like = `%${wish.q.replace(/[\\%_]/g, '\\$&')}%`
  const found = await sql<GroupChoice & { total: number }>`
    with fitting as (
      select g.id, g.slug, g.name, g.id in (select actor_groups()) as own
      from groups g left join venues v on v.id = g.venue_id
      where g.state = any (${[...wish.states]}::text[]) and (${wish.q} = '' or g.name ilike ${like} or v.town ilike ${like})
        and (not ${wish.ownAlone ?? false} or g.id in (select actor_groups()))),
    -- Of many it is one's own that are likely; the others are found by their name.
    first as (select id, slug, name, own from fitting
      where own or ${wish.q} <> '' or (select count(*) from fitting) <= ${offered} or not exists (select from fitting where own)
      order by own desc, name, id limit ${offered})
    select g.id, g.slug, g.name, (select count(*)::int from fitting) as total
    from (select id, slug, name, own, id = any (${[...(wish.chosen ?? [])]}::uuid[]) as chosen from first
      union select id, slug, name, false, true from groups where id = any (${[...(wish.chosen ?? [])]}::uuid[])
        and id not in (select id from first)) g
    order by g.chosen desc, g.own desc, g.name, g.id`.execute(tx)
  const total = found.rows[0]?.total ?? 0
  return {
    groups: found.rows.map(({ id, slug, name }) => ({ id, slug, name })),
    total,
    more: total > offered,
  }
}
