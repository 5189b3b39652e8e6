import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { talks } from './charity.ts'
import type { Loaded } from './load.ts'

/**
 * What has happened and what is planned: every few months a longer session with a speaker; the session next to Christmas
 * of South Essex called off with another offer; one session of Norfolk moved. Leeds and Cardiff are left to decide.
 */
export async function fillHistory(tx: Transaction, { groups, topics }: Loaded): Promise<void> {
  for (const { id, sample } of groups.values()) {
    if (!sample.long) continue
    const sessions = await tx
      .selectFrom('sessions')
      .select(['id', 'ends'])
      .where('group_id', '=', id)
      .orderBy('starts_at')
      .execute()
    const long = sessions.filter((_, i) => i % 4 === 3)
    for (const [i, session] of long.entries()) {
      const talk = talks[i % talks.length]
      if (!talk) continue
      await tx
        .updateTable('sessions')
        .set({
          long: true,
          talk: talk.talk,
          speaker: talk.speaker,
          ends: sql`ends + interval '90 minutes'`,
          public_note: sample.venue ? 'With lunch.' : null,
        })
        .where('id', '=', session.id)
        .execute()
      await tx
        .insertInto('session_topics')
        .values({ session_id: session.id, topic_id: topics.get(talk.topic) ?? '' })
        .execute()
    }
  }
  await sql`
    update sessions set state = 'cancelled', cancelled_words = 'The building is closed for Christmas.',
      instead_words = 'Ring us that week if you would like to talk.', sequence = sequence + 1, changed_at = clock() - interval '1 day'
    where group_id = ${groups.get('south-essex')?.id ?? null} and starts_at > clock()
      and (extract(month from date) = 12 and extract(day from date) >= 24 or extract(month from date) = 1 and extract(day from date) = 1)`.execute(
    tx,
  )
  await sql`
    update sessions s set date = date + 7, moved_from = to_char(date, 'FMDay FMDD FMMonth'), former_date = date,
      former_starts = starts, former_ends = ends, former_venue_id = coalesce(s.venue_id, (select venue_id from groups where id = s.group_id)),
      sequence = sequence + 1
    where id = (select id from sessions where group_id = ${groups.get('norfolk-and-waveney')?.id ?? null}
      and starts_at > clock() + interval '20 days' order by starts_at limit 1)`.execute(tx)
}
