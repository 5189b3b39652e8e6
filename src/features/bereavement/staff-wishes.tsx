import { sql } from 'kysely'
import { Button, ButtonRow, ErrorSummary, Radios } from '#design/components/index.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, type Problem, page, type Raw, type Route } from '#platform/web.ts'
import { heardForm } from './forms.ts'
import { calledOf } from './queries.ts'
import { hasWishes, mayWriteWishes, saveWishes, wishesOf } from './wishes.tsx'
import { answersOf, valuesOf, WishesFields } from './wishes-fields.tsx'
import { heardWords as w } from './wishes-words.ts'
import { words } from './words.ts'

const permission = 'plan after a death'
const personOf = (ask: Ask) => ask.req.param('id') ?? ''

async function show(ask: Ask, problems: Problem[] = [], raw?: Raw): Promise<Response> {
  const personId = personOf(ask)
  if (!isId(personId)) return notFound(ask)
  const found = await inTransaction(ask, async (tx) => {
    const called = (await mayWriteWishes(tx, personId)) ? await calledOf(tx, personId) : null
    if (called === null) return null
    // The page shows a name and what they wish: that is a look (P8).
    await sql`select audit_look('people', ${personId}, ${personId}::uuid)`.execute(tx)
    return { called, kept: await wishesOf(tx, personId) }
  })
  if (!found) return notFound(ask)
  const errors = byField(problems)
  const values = raw ? typed(raw) : valuesOf(found.kept)
  return showStaff(
    ask,
    {
      title: w.title(found.called),
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${personId}`, text: words.back },
      errors,
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title(found.called)}</h1>
      <p class="app-lede">{w.lede}</p>
      {hasWishes(found.kept) && <p>{w.was}</p>}
      <form method="post" action={`/staff/people/${personId}/wishes`} novalidate>
        <WishesFields words={w} values={values} errors={errors} />
        <Radios
          name="way"
          legend={w.way}
          legendSize="s"
          value={values.way ?? ''}
          error={errors.way}
          choices={Object.entries(w.ways).map(([value, label]) => ({ value, label }))}
        />
        <ButtonRow>
          <Button preventDoubleClick>{w.save}</Button>
          <a href={`/staff/people/${personId}`}>{w.cancel}</a>
        </ButtonRow>
      </form>
    </>,
  )
}

/** What a member says of their wishes on the phone or face to face, written down by who runs their group. */
export const heardWishesRoutes: Route[] = [
  page('/staff/people/:id/wishes', permission, (ask) => show(ask)),
  action('/staff/people/:id/wishes', permission, { schema: heardForm, invalid: show }, async (ask, form) => {
    const personId = personOf(ask)
    if (!isId(personId)) return notFound(ask)
    const saved = await inTransaction(ask, async (tx) => {
      if (!(await mayWriteWishes(tx, personId))) return false
      await saveWishes(tx, personId, answersOf(form), form.way)
      return true
    })
    return saved ? seeOther(ask, `/staff/people/${personId}?done=wishes`) : notFound(ask)
  }),
]
