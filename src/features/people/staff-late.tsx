import { sql } from 'kysely'
import * as z from 'zod'
import { Button, ButtonRow, Details, Table } from '#design/components/index.ts'
import { deathOf, MistakePage } from '#features/bereavement/bereavement.ts'
import { dayInWords, localTime } from '#features/groups/rules.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { decideLateArrival } from './late-arrivals.ts'
import type { Alike } from './likeness.ts'
import { words } from './staff-words.ts'

const w = words.late
type Way = 'email' | 'phone' | 'post'

type LateArrival = {
  id: string
  personId: string
  source: 'form' | 'import' | 'reply' | 'bounce'
  alike: Alike[]
  at: Date
  decision: string | null
  decidedBy: string | null
  said: Record<string, unknown> | null
  /** What was written, where it was no form. */
  text: string | null
  group: string | null
  called: string
  fullName: string | null
  addresses: { kind: Way; value: string }[]
  groups: string[]
  /** Whether the record of the death still stands. */
  died: boolean
  toldOn: string | null
}

/** Both sides, or null when it is not the actor's to decide (P4). The look at who died is written down (P8). */
async function lateArrival(tx: Transaction, id: string): Promise<LateArrival | null> {
  const found = await sql<LateArrival>`
    select l.id, l.person_id as "personId", l.source, l.alike, l.at, l.decision,
      (select a.name from accounts a where a.id = l.decided_by) as "decidedBy", j.answers as said, g.name as "group",
      case l.source when 'reply' then (select string_agg('“' || i.body || '”', ' ' order by i.at) from incoming_texts i
        where i.person_id = l.person_id and i.at >= l.at - interval '1 minute') end as text,
      p.called, p.full_name as "fullName",
      coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value) order by a.kind) from person_addresses pa
        join addresses a on a.id = pa.address_id where pa.person_id = p.id), '[]') as addresses,
      array(select x.name from members m join groups x on x.id = m.group_id where m.person_id = p.id order by x.name) as groups,
      has_died(p.id) as died, (select d.told_on from deaths d where d.person_id = p.id and d.mistake_at is null) as "toldOn"
    from late_arrivals l join people p on p.id = l.person_id left join joinings j on j.id = l.joining_id
    left join groups g on g.id = j.group_id where l.id = ${id}`.execute(tx)
  const [row] = found.rows
  if (!row) return null
  await sql`select audit_look('people', ${row.personId}, ${row.personId}::uuid)`.execute(tx)
  return row
}

function LatePage({ late, day }: { late: LateArrival; day: (instant: Date) => string }) {
  const said = (name: string) => (typeof late.said?.[name] === 'string' ? (late.said[name] as string) : '')
  const known = (kind: Way) =>
    late.addresses
      .filter((address) => address.kind === kind)
      .map((address) => address.value)
      .join(', ')
  const way = (kind: Way) => [
    mark(w.rows[kind], late.alike.includes(kind)),
    said(kind) || '–',
    known(kind) || '–',
  ]
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede[late.source]}</p>
      <Table
        caption={w.caption}
        captionHidden
        firstCellIsHeader
        responsive
        columns={w.columns}
        rows={[
          [
            mark(w.rows.called, late.alike.includes('name')),
            said('called') || '–',
            { content: late.fullName ?? late.called, href: `/staff/people/${late.personId}` },
          ],
          ...(late.text ? [[w.rows.text, late.text, '–']] : []),
          way('email'),
          way('phone'),
          way('post'),
          [w.rows.group, late.group ?? '–', late.groups.join(', ') || '–'],
          [
            w.rows.when,
            w.sent(day(late.at)),
            late.toldOn ? w.died(dayInWords(late.toldOn, null)) : w.diedUnknown,
          ],
        ]}
      />
      {late.decision ? (
        <p>{w.decided(w.decisions[late.decision] ?? late.decision, late.decidedBy)}</p>
      ) : (
        <form method="post" action={`/staff/late/${late.id}`}>
          <p>{w.ask}</p>
          <ButtonRow>
            <Button name="decision" value="same person" preventDoubleClick>
              {w.buttons['same person']}
            </Button>
            <Button name="decision" value="someone else" variant="secondary" preventDoubleClick>
              {w.buttons['someone else']}
            </Button>
            {!late.died && (
              <Button name="decision" value="mistake" variant="secondary" preventDoubleClick>
                {w.buttons.mistake}
              </Button>
            )}
          </ButtonRow>
          {/* It writes to them again at once: the page behind it asks. */}
          {late.died && (
            <p>
              <a href={`/staff/late/${late.id}/mistake`}>{w.buttons.mistake}</a>
            </p>
          )}
          <Details summary={w.what}>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {w.consequences.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </Details>
        </form>
      )}
    </>
  )
}

const mark = (text: string, alike: boolean) => (alike ? `${text} (${w.alike})` : text)
const idOf = (ask: Ask) => ask.req.param('id') ?? ''
const decisionForm = z.object({ decision: z.enum(['same person', 'someone else', 'mistake']) })

/** Something that may be about somebody who died: both side by side, and a human decides. */
export const lateRoutes: Route[] = [
  page('/staff/late/:id', 'decide late arrivals', async (ask) => {
    const late = isId(idOf(ask)) ? await inTransaction(ask, (tx) => lateArrival(tx, idOf(ask))) : null
    if (!late) return notFound(ask)
    const { zone } = ask.get('charity')
    return showStaff(
      ask,
      { title: w.title, tabTitle: words.tab, current: '/staff', back: { href: '/staff' } },
      <LatePage late={late} day={(instant) => dayInWords(localTime(instant, zone).date, null)} />,
    )
  }),
  page('/staff/late/:id/mistake', 'decide late arrivals', async (ask) => {
    const shown = await inTransaction(ask, async (tx) => {
      const late = isId(idOf(ask)) ? await lateArrival(tx, idOf(ask)) : null
      return late && { late, death: await deathOf(tx, late.personId) }
    })
    if (!shown) return notFound(ask)
    const { late, death } = shown
    const back = `/staff/late/${late.id}`
    if (late.decision || !death || death.mistakeAt) return seeOther(ask, back)
    return showStaff(
      ask,
      { title: w.title, tabTitle: words.tab, current: '/staff', back: { href: back } },
      <MistakePage
        action={back}
        fields={{ decision: 'mistake' }}
        back={back}
        called={late.called}
        stopped={death.stopped}
      />,
    )
  }),
  action('/staff/late/:id', 'decide late arrivals', { schema: decisionForm }, async (ask, { decision }) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const answer = await inTransaction(ask, (tx) => decideLateArrival(tx, { id: idOf(ask), decision }))
    if (answer.ok)
      return seeOther(
        ask,
        `/staff/people/${answer.personId}?done=${decision === 'mistake' ? 'not-died' : `late-${decision.replace(' ', '-')}`}`,
      )
    return answer.reason === 'decided already' ? seeOther(ask, `/staff/late/${idOf(ask)}`) : notFound(ask)
  }),
]
