import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'

/** Whether somebody knows that a session falls out, and how; or what is still on its way to them. */
export type Told = {
  personId: string
  called: string
  /** They had a place, were offered one or waited for one; without a limit: they hoped to come. */
  place: 'kept' | 'offered' | 'waiting' | null
  how: 'told' | 'to ring' | 'letter waits' | 'going out' | 'not reached' | 'asked for quiet' | 'nobody'
  /** The call on the list, when they are to be rung. */
  callId: string | null
}
export type CalledOff = {
  insteadWords: string | null
  /** What stands in its place. */
  instead: { id: string; date: string; starts: string; ends: string; telephone: boolean } | null
  /** Members of the time when it was called off, in the order of their names. Nobody who died. */
  told: Told[]
  /** Whether anybody was written to or put on the list about this date by itself. */
  toldAtAll: boolean
  /** How many had not heard of this extra date yet, so that there is nothing to tell them. */
  unaware: number
}

/** What there is to know of a session that does not take place. Staff of its group (P4); seven questions at the most. */
export async function calledOff(tx: Transaction, sessionId: string): Promise<CalledOff> {
  const [session] = (
    await sql<Pick<CalledOff, 'insteadWords' | 'instead'>>`
      select s.instead_words as "insteadWords", (select jsonb_build_object('id', i.id, 'date', i.date, 'starts', i.starts,
          'ends', i.ends, 'telephone', i.telephone is not null)
        from sessions i where i.instead_of = s.id and i.state = 'planned' order by i.starts_at limit 1) as instead
      from sessions s where s.id = ${sessionId}`.execute(tx)
  ).rows
  const unaware = await sql<{ person: string }>`select unaware_of(${sessionId}) as person`.execute(tx)
  const told = await sql<Told & { asked: boolean }>`
    select p.id as "personId", p.called, pl.state as place, c.open as "callId", c.id is not null or w.state is not null as asked,
      case
        when w.state = 'sent' or c.spoke then 'told'
        when c.open is not null then 'to ring'
        when w.state in ('waiting', 'held') then case w.channel when 'post' then 'letter waits' else 'going out' end
        when w.state in ('undelivered', 'bounced') then 'not reached'
        when w.stopped_why in ('stopped all', 'paused', 'no consent') or exists (select from stops st where st.person_id = p.id
          and st.ended_at is null and st.what in ('all', 'pause') and (st.until is null or st.until > clock())) then 'asked for quiet'
        else 'nobody' end as how
    from sessions s join members m on m.group_id = s.group_id and m.left_at is null and m.joined_at <= s.changed_at
    join people p on p.id = m.person_id
    left join places pl on pl.session_id = s.id and pl.person_id = p.id and pl.state in ('kept', 'offered', 'waiting')
    left join lateral (select x.state, x.channel, x.stopped_why from messages x where x.person_id = p.id and x.session_id = s.id
      and x.kind = 'session cancelled' and x.details ->> 'sequence' = s.sequence::text order by x.created_at desc limit 1) w on true
    left join lateral (select max(x.id::text) as id, max(x.id::text) filter (where x.ended_at is null) as open,
        coalesce(bool_or(exists (select from call_tries t where t.call_id = x.id and t.at >= s.changed_at
          and t.outcome in ('spoke', 'left a message', 'they rang', 'we wrote'))), false) as spoke
      from calls x where x.person_id = p.id and x.session_id = s.id and x.why in ('cancelled', 'undelivered')
        and (x.ended_at is null or x.ended_at >= s.changed_at)) c on true
    where s.id = ${sessionId} and not has_died(p.id) and p.id <> all (${unaware.rows.map((row) => row.person)}::uuid[])
    order by p.called_key, p.id`.execute(tx)
  return {
    insteadWords: session?.insteadWords ?? null,
    instead: session?.instead ?? null,
    toldAtAll: told.rows.some((row) => row.asked),
    unaware: unaware.rows.length,
    told: told.rows.map(({ asked: _, ...row }) => row),
  }
}
