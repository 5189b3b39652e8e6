import { sql } from 'kysely'
import { WarningCallout } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { planWords } from './plan-words.ts'
import type { MayBeSaid } from './rules.ts'

const w = planWords.since

/** Somebody of a group who died since it last met, as the next session's page says it. */
export type SinceLastTime = { personId: string; called: string; sure: 'told' | 'confirmed' } & MayBeSaid

/**
 * Who of a session's group has died, when this is the first session to begin after it was recorded. For the group's own
 * staff; row security leaves out everybody else's (P4).
 */
export async function sinceLastTime(tx: Transaction, sessionId: string): Promise<SinceLastTime[]> {
  const found = await sql<SinceLastTime>`
    select p.id as "personId", p.called, d.sure, s.anything, s.their_name as name, s.on_list as "onList", s.differs
    from sessions this join members m on m.group_id = this.group_id and m.left_at is null
    join deaths d on d.person_id = m.person_id and d.mistake_at is null and d.recorded_at <= this.starts_at
    join people p on p.id = d.person_id cross join lateral may_be_said(d.id) s
    where this.id = ${sessionId} and ((select actor_has('administrator')) or this.group_id in (select actor_groups()))
      and not exists (select from sessions x where x.group_id = this.group_id and x.state = 'planned' and x.id <> this.id
        and x.starts_at >= d.recorded_at and x.starts_at < this.starts_at)
    order by d.recorded_at`.execute(tx)
  return found.rows
}

function sentence(one: SinceLastTime): string {
  if (one.sure === 'told') return w.unsure
  if (one.anything === false) return w.quiet
  if (one.anything === null) return w.notAsked
  const said = one.name ? w.named(one.called) : w.unnamed
  return one.differs ? `${said} ${w.differs}` : said
}

/** At the top of the next session's page: gently, and only as far as the wishes allow. */
export function SinceLastTimeNote({ those }: { those: readonly SinceLastTime[] }) {
  if (those.length === 0) return null
  return (
    <WarningCallout heading={w.heading} level={2}>
      {those.map((one, nth) => (
        <p>
          {sentence(one)}{' '}
          <a href={`/staff/people/${one.personId}/plan`}>
            {w.plan}
            {those.length > 1 && ` (${nth + 1})`}
          </a>
        </p>
      ))}
    </WarningCallout>
  )
}

/** The same on paper, which may be left lying about: a name only where it may be used, otherwise nothing that tells. */
export function SinceLastTimeOnPaper({ those }: { those: readonly SinceLastTime[] }) {
  const said = those.filter((one) => one.sure === 'confirmed' && one.anything === true && !one.differs)
  const lines = [
    ...said.map((one) => (one.name ? w.onPaper(one.called) : w.onPaperUnnamed)),
    ...(those.length > said.length ? [w.onPaperLook] : []),
  ]
  if (lines.length === 0) return null
  // A line of its own: it is no number of the day.
  return (
    <>
      <br />
      {[...new Set(lines)].join(' ')}
    </>
  )
}
