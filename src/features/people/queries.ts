import { sql } from 'kysely'
import { placesLeft } from '#features/places/places.ts'
import type { Transaction } from '#platform/database.ts'
import type { GroupToJoin } from './stages.ts'

/** How many coming sessions somebody may choose from while joining. */
const datesToChoose = 6

/**
 * The group at an address as the pages of joining need it, by its present name or a former one (then `slug` differs from
 * what was asked); null when there is none, or it is still planned. Counts of places in it may be kept for a second at most.
 */
export async function groupToJoin(tx: Transaction, slug: string): Promise<GroupToJoin | null> {
  const group = await tx
    .selectFrom('groups as g')
    .select([
      'g.id',
      'g.slug',
      'g.name',
      'g.kind',
      'g.state',
      'g.paused_words',
      'g.launch_on',
      'g.session_limit',
      sql<string>`(clock() at time zone g.zone)::date::text`.as('today'),
      sql<boolean>`group_has_room(g.id)`.as('has_room'),
    ])
    .where((eb) =>
      eb.or([
        eb('g.slug', '=', slug),
        eb('g.id', '=', (inner) =>
          inner.selectFrom('group_old_slugs').select('group_id').where('slug', '=', slug),
        ),
      ]),
    )
    .executeTakeFirst()
  if (!group || group.state === 'planned') return null
  const sessions = await tx
    .selectFrom('sessions')
    .select(['id', 'date', 'starts', 'ends'])
    .where('group_id', '=', group.id)
    .where('state', '=', 'planned')
    .where('telephone', 'is', null)
    .where('starts_at', '>', sql<Date>`clock()`)
    .orderBy('starts_at')
    .limit(datesToChoose)
    .execute()
  const left =
    group.session_limit === null
      ? new Map()
      : await placesLeft(
          tx,
          sessions.map((session) => session.id),
        )
  return {
    id: group.id,
    slug: group.slug,
    name: group.name,
    kind: group.kind,
    state: group.state,
    pausedWords: group.paused_words,
    launchOn: group.launch_on,
    limit: group.session_limit,
    hasRoom: group.has_room,
    today: group.today,
    sessions: sessions.map((session) => {
      const count = left.get(session.id)
      return {
        ...session,
        starts: session.starts.slice(0, 5),
        ends: session.ends.slice(0, 5),
        full: count !== undefined && count.limit !== null && count.taken >= count.limit,
      }
    }),
  }
}
