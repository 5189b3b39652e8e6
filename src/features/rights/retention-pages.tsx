import { sql } from 'kysely'
import { SummaryCard, Table } from '#design/components/index.ts'
import { system } from '#platform/actor.ts'
import { wordsIn } from '#platform/language.ts'
import { showPublic, showStaff } from '#platform/show.tsx'
import { inTransaction, page, type Route } from '#platform/web.ts'
import {
  countsWithin,
  type Leaving,
  leavingWithin,
  mostListed,
  type RetentionRule,
  rules,
} from './retention.ts'
import { type Say, sayIn } from './shared.tsx'
import { words } from './words.ts'
import { howLong, type Words } from './words-how-long.ts'

const w = words.retention
const ahead = 30

type OnHold = { personId: string; name: string; until: string | null; since: Date }

function RulesPage({ w }: { w: Words }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {rules.map(({ kind }) => {
        const rule = w.rules[kind]
        return (
          <SummaryCard
            heading={rule.kind}
            level={2}
            rows={[
              { key: w.for, value: rule.howLong },
              { key: w.why, value: rule.why },
              { key: w.afterwards, value: rule.afterwards },
            ]}
          />
        )
      })}
      <h2>{w.holdTitle}</h2>
      <p>{w.holdText}</p>
    </>
  )
}

function LeavingPage(props: {
  leaving: readonly Leaving[]
  counts: readonly { rule: RetentionRule; n: number }[]
  held: readonly OnHold[]
  say: Say
}) {
  const { say } = props
  const going = props.counts.filter(({ n }) => n > 0)
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <h2>{w.people}</h2>
      <Table
        caption={w.people}
        captionHidden
        responsive
        columns={w.columns}
        empty={w.empty}
        rows={props.leaving.map((one) => [
          { content: one.name, href: `/staff/people/${one.personId}` },
          one.now ? w.tonight : say.day(one.goesOn),
          one.joined ? w.left(say.day(one.since)) : w.neverJoined(say.day(one.since)),
        ])}
      />
      {props.leaving.length === mostListed && <p>{w.first(mostListed)}</p>}
      <h2>{w.held}</h2>
      <Table
        caption={w.held}
        captionHidden
        responsive
        columns={w.heldColumns}
        empty={w.heldEmpty}
        rows={props.held.map((one) => [
          { content: one.name, href: `/staff/people/${one.personId}/hold` },
          one.until ? say.date(one.until) : w.openEnd,
          say.day(one.since),
        ])}
      />
      <h2>{w.others}</h2>
      <Table
        caption={w.others}
        captionHidden
        responsive
        columns={w.otherColumns}
        empty={w.othersEmpty}
        rows={going.map(({ rule: { kind }, n }) => [
          howLong.en.rules[kind].kind,
          String(n),
          howLong.en.rules[kind].afterwards,
        ])}
      />
      {going.length > 0 && going.length < props.counts.length && <p>{w.othersNot}</p>}
      <p>
        <a href="/privacy/how-long">{words.hub.howLong}</a>
      </p>
    </>
  )
}

/** The rules for everybody, and for administrators what they will do next. */
export const retentionRoutes: Route[] = [
  page('/privacy/how-long', 'public', (ask) => {
    const said = wordsIn(ask, howLong)
    return showPublic(
      ask,
      { title: said.title, current: '/privacy', back: { href: '/privacy' } },
      <RulesPage w={said} />,
    )
  }),
  page('/staff/rights/retention', 'erase people', async (ask) => {
    const held = await inTransaction(ask, async (tx) => {
      const { rows } = await sql<OnHold>`
        select p.id as "personId", coalesce(nullif(p.full_name, ''), p.called) as name,
          case when bool_and(h.until is not null) then max(h.until)::text end as until,
          min(h.placed_at) as since
        from legal_holds h join people p on p.id = h.person_id where h.ended_at is null and on_legal_hold(p.id)
        group by p.id order by 4 limit 200`.execute(tx)
      return rows
    })
    // As the program, which will do it: what only it reads counts as well.
    const next = await inTransaction(
      ask,
      async (tx) => ({ leaving: await leavingWithin(tx, ahead), counts: await countsWithin(tx, ahead) }),
      system('listing what goes next'),
    )
    return showStaff(
      ask,
      {
        title: w.title,
        current: '/staff/people',
        breadcrumbs: [{ text: words.hub.title, href: '/staff/rights' }],
      },
      <LeavingPage {...next} held={held} say={sayIn(ask)} />,
    )
  }),
]
