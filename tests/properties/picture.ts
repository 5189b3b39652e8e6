import type { TestDatabase } from '#platform/testing/database.ts'
import type { Model, Session } from './model.ts'

/** What a group's sessions look like in the database, at one moment. */
export type Picture = {
  now: number
  /** Everything that counts, as text, to be held against the model's. */
  text: string
  sessions: Record<string, { starts: number; answerBy: Record<string, number> }>
}

/** Takes a picture of the database. */
export async function picture(db: TestDatabase, groupId: string): Promise<Picture> {
  const rows = await db.rows<{
    id: string
    now: Date
    starts_at: Date
    cancelled: boolean
    limit: number | null
    held: number
    places: { person: string; state: string; standing: boolean; answer_by: string | null }[]
    people: { person: string; member: boolean; died: boolean; standing: boolean }[]
  }>(
    `select s.id, clock() as now, s.starts_at, s.state = 'cancelled' as cancelled, s.session_limit as limit,
      (select count(*)::int from held_back_places h where h.session_id = s.id and h.freed_at is null) as held,
      (select coalesce(jsonb_agg(jsonb_build_object('person', p.person_id, 'state', p.state, 'standing', p.standing,
        'answer_by', p.answer_by) order by p.turn), '[]') from places p where p.session_id = s.id) as places,
      (select jsonb_agg(x) from (select m.person_id as person, bool_or(m.left_at is null) as member,
          bool_or(m.left_at is null and m.standing) as standing, has_died(m.person_id) as died
        from members m where m.group_id = s.group_id group by m.person_id) as x) as people
     from sessions s where s.group_id = $1`,
    [groupId],
  )
  const lines = rows.map((row) =>
    sessionLine(row.id, { ...row, starts: row.starts_at.getTime() }, row.held, row.places),
  )
  const people = (rows[0]?.people ?? []).map((row) => personLine(row.person, row))
  return {
    now: rows[0]?.now.getTime() ?? 0,
    text: joined([...lines, ...people]),
    sessions: Object.fromEntries(
      rows.map((row) => [
        row.id,
        {
          starts: row.starts_at.getTime(),
          answerBy: Object.fromEntries(
            row.places.flatMap((p) => (p.answer_by ? [[p.person, new Date(p.answer_by).getTime()]] : [])),
          ),
        },
      ]),
    ),
  }
}

/** The same of the model. */
export function pictureOf(model: Model): string {
  return joined([
    ...Object.entries(model.sessions).map(([id, s]) =>
      sessionLine(
        id,
        s,
        s.held.length,
        Object.entries(s.places)
          .sort(([, a], [, b]) => a.turn - b.turn)
          .map(([person, place]) => ({ person, ...place })),
      ),
    ),
    ...Object.entries(model.people).map(([id, who]) => personLine(id, who)),
  ])
}

function sessionLine(
  id: string,
  s: Pick<Session, 'starts' | 'cancelled' | 'limit'>,
  held: number,
  places: readonly { person: string; state: string; standing: boolean }[],
): string {
  const list = places.map((p) => `${p.person.slice(0, 4)} ${p.state}${p.standing ? ' standing' : ''}`)
  return `session ${id.slice(0, 4)} at ${s.starts}, of ${s.limit}${s.cancelled ? ', cancelled' : ''}: ${list.join('; ')}; ${held} held back`
}
function personLine(id: string, who: { member: boolean; died: boolean; standing: boolean }): string {
  return `${id.slice(0, 4)} member ${who.member}, standing ${who.standing}, died ${who.died}`
}
const joined = (lines: string[]) => lines.sort().join('\n')
