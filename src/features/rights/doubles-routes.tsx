import * as z from 'zod'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { doubles, fields, keepApart, mergePeople, mergesToUndo, pairOf, undoMerge } from './doubles.ts'
import { DoublesPage, PairPage } from './doubles-pages.tsx'
import { idIn, lookAt, sayIn } from './shared.tsx'
import { words } from './words.ts'

const w = words.doubles
const hub = { text: words.hub.title, href: '/staff/rights' }
const choice = z.enum(['first', 'second']).optional()
const decision = z.object({
  decision: z.enum(['same', 'different']),
  ...(Object.fromEntries(fields.map((field) => [field, choice])) as Record<
    (typeof fields)[number],
    typeof choice
  >),
})

async function showPair(ask: Ask, problem?: string): Promise<Response> {
  const [one, other] = [idIn(ask, 'one'), idIn(ask, 'other')]
  if (!one || !other) return notFound(ask)
  const pair = await inTransaction(ask, async (tx) => {
    const found = await pairOf(tx, one, other)
    if (found) await Promise.all([lookAt(tx, one), lookAt(tx, other)])
    return found
  })
  if (!pair) return notFound(ask)
  return showStaff(
    ask,
    {
      title: w.title,
      tabTitle: words.tab,
      current: '/staff/people',
      breadcrumbs: [hub, { text: w.title, href: '/staff/doubles' }],
      status: problem ? 422 : 200,
    },
    <PairPage pair={pair} problem={problem} say={sayIn(ask)} />,
  )
}

function doneWords(ask: Ask): string | undefined {
  const [code, count] = (ask.req.query('done') ?? '').split('-')
  if (code === 'undone') return Number(count) > 0 ? w.undoneSome(Number(count)) : w.undone
  return { same: w.done, apart: w.apart, late: w.reasons['too late'] }[code ?? '']
}

/** Two records of one person: proposed, decided, undone. */
export const doublesRoutes: Route[] = [
  page('/staff/doubles', 'merge people', async (ask) => {
    const shown = await inTransaction(ask, async (tx) => ({
      pairs: await doubles(tx),
      merges: await mergesToUndo(tx),
    }))
    return showStaff(
      ask,
      { title: w.title, current: '/staff/people', breadcrumbs: [hub], flash: doneWords(ask) },
      <DoublesPage {...shown} say={sayIn(ask)} />,
    )
  }),
  page('/staff/doubles/:one/:other', 'merge people', (ask) => showPair(ask)),
  action('/staff/doubles/:one/:other', 'merge people', { schema: decision }, async (ask, form) => {
    const [one, other] = [idIn(ask, 'one'), idIn(ask, 'other')]
    if (!one || !other) return notFound(ask)
    const answer = await inTransaction(ask, async (tx) => {
      if (!(await pairOf(tx, one, other))) return null
      if (form.decision === 'different') {
        await keepApart(tx, one, other)
        return 'apart' as const
      }
      const take = fields.filter((field) => form[field] === 'second')
      return mergePeople(tx, { keptId: one, goneId: other, take })
    })
    if (!answer) return notFound(ask)
    if (answer === 'apart') return seeOther(ask, '/staff/doubles?done=apart')
    return answer.ok ? seeOther(ask, '/staff/doubles?done=same') : showPair(ask, w.reasons[answer.reason])
  }),
  action('/staff/merges/:id/undo', 'merge people', { schema: button }, async (ask) => {
    const id = idIn(ask)
    if (!id) return notFound(ask)
    const answer = await inTransaction(ask, (tx) => undoMerge(tx, id))
    if (answer.ok) return seeOther(ask, `/staff/doubles?done=undone-${answer.leftOut}`)
    return answer.reason === 'not theirs' ? notFound(ask) : seeOther(ask, '/staff/doubles?done=late')
  }),
]
