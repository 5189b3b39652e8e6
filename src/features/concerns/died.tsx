import { DiedPage, diedForm, recordDeathOfConcern, toldOn } from '#features/bereavement/bereavement.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { nothingWrong, type Wrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { concernById } from './queries.ts'
import { current, me, nowOf, zoneOf } from './shared.ts'
import { words } from './words.ts'

const idOf = (ask: Ask) => ask.req.param('id') ?? ''

async function show(ask: Ask, wrong: Wrong = nothingWrong): Promise<Response> {
  const concern = isId(idOf(ask)) ? await inTransaction(ask, (tx) => concernById(tx, idOf(ask))) : null
  if (!concern?.person) return notFound(ask)
  const path = `${current}/${concern.id}`
  if (concern.person.died) return seeOther(ask, path)
  return showStaff(
    ask,
    {
      title: words.tab,
      tabTitle: words.tab,
      current,
      back: { href: path, text: words.tab },
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <DiedPage
      action={`${path}/died`}
      back={path}
      called={concern.person.called}
      values={wrong.values}
      errors={wrong.errors}
    />,
  )
}

/** Whoever looks after a concern may be the first to hear that somebody died; they see nothing else of them. */
export const diedRoutes: Route[] = [
  page(`${current}/:id/died`, 'answer concerns', (ask) => show(ask)),
  action(
    `${current}/:id/died`,
    'answer concerns',
    { schema: diedForm, invalid: (ask, problems, raw) => show(ask, wrongBy(problems, raw)) },
    async (ask, form) => {
      const day = toldOn(form, nowOf(ask), zoneOf(ask))
      if (day === null)
        return show(ask, {
          values: Object.fromEntries(Object.entries(form).map(([name, said]) => [name, said ?? ''])),
          errors: { toldOn: words.page.toldOn },
        })
      if (!isId(idOf(ask))) return notFound(ask)
      const done = await inTransaction(ask, async (tx) => {
        const concern = await concernById(tx, idOf(ask))
        if (!concern?.person) return false
        await recordDeathOfConcern(tx, me(ask), {
          personId: concern.person.personId,
          toldBy: form.toldBy,
          toldOn: day,
          sure: form.sure,
        })
        return true
      })
      return done ? seeOther(ask, `${current}/${idOf(ask)}?done=died`) : notFound(ask)
    },
  ),
]
