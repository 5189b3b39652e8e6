import { dateInWords } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { nothingWrong, type Wrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { ConcernPage } from './concern-page.tsx'
import { addStep, noteLook, type StepKind } from './concerns.ts'
import { diedRoutes } from './died.tsx'
import { addForm, settingsForm, stepForm } from './forms.ts'
import { ListPage } from './pages.tsx'
import { concernById, concernsList, passedOn } from './queries.ts'
import { raisingRoutes } from './raising.tsx'
import { readWatching, saveConcernSettings, type Watching } from './settings.ts'
import { SettingsPage } from './settings-page.tsx'
import { back, current, me, momentsOf, nowOf, zoneOf } from './shared.ts'
import { words } from './words.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const idOf = (ask: Ask) => ask.req.param('id') ?? ''

/** What was done, as the address says; of a concern just raised, who has been told of it. */
function flash(ask: Ask, watching: Watching, reads: boolean): string | undefined {
  const code = ask.req.query('done') ?? ''
  if (code !== 'raised') return words.done[code]
  return words.raised(watching.nurses > 0 ? 'nurse' : watching.leads > 0 ? 'safeguarding lead' : null, reads)
}

async function showList(ask: Ask): Promise<Response> {
  const sees = may(me(ask), 'see concerns')
  const call = ask.req.query('call') ?? ''
  const shown = await inTransaction(ask, async (tx) => ({
    seen: sees ? { open: await concernsList(tx, 'open'), closed: await concernsList(tx, 'closed') } : null,
    passedOn: await passedOn(tx),
    watching: await readWatching(tx, zoneOf(ask)),
  }))
  return showStaff(
    ask,
    { title: words.list.title, tabTitle: words.tab, current, flash: flash(ask, shown.watching, false) },
    <ListPage {...shown} callId={uuid.test(call) ? call : null} now={nowOf(ask)} moments={momentsOf(ask)} />,
  )
}

async function showConcern(ask: Ask, wrong = nothingWrong): Promise<Response> {
  if (!uuid.test(idOf(ask))) return notFound(ask)
  const actor = me(ask)
  const shown = await inTransaction(ask, async (tx) => {
    const watching = await readWatching(tx, zoneOf(ask))
    await noteLook(tx, actor, idOf(ask), { now: nowOf(ask), watching })
    const concern = await concernById(tx, idOf(ask))
    return concern && { concern, watching }
  })
  if (!shown) return notFound(ask)
  const { sessionDate } = shown.concern
  return showStaff(
    ask,
    {
      title: words.tab,
      tabTitle: words.tab,
      current,
      back,
      flash: flash(ask, shown.watching, true),
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <ConcernPage
      {...shown}
      {...wrong}
      answers={may(actor, 'answer concerns')}
      seesPeople={may(actor, 'see people')}
      now={nowOf(ask)}
      moments={momentsOf(ask)}
      sessionWords={sessionDate && dateInWords(sessionDate, null)}
    />,
  )
}

async function step(ask: Ask, kind: StepKind, said: string): Promise<Response> {
  if (!uuid.test(idOf(ask))) return notFound(ask)
  const added = await inTransaction(ask, async (tx) => {
    const watching = await readWatching(tx, zoneOf(ask))
    return addStep(tx, me(ask), { concernId: idOf(ask), kind, words: said }, { now: nowOf(ask), watching })
  })
  return added ? seeOther(ask, `${current}/${idOf(ask)}?done=step`) : notFound(ask)
}

async function showSettings(ask: Ask, wrong?: Wrong): Promise<Response> {
  const watching = await inTransaction(ask, (tx) => readWatching(tx, zoneOf(ask)))
  return showStaff(
    ask,
    {
      title: words.settings.title,
      current: '/staff/settings',
      breadcrumbs: [{ text: 'Settings', href: '/staff/settings' }],
      flash: flash(ask, watching, true),
      errors: wrong?.errors,
      status: wrong ? 422 : 200,
    },
    <SettingsPage watching={watching} values={wrong?.values ?? null} errors={wrong?.errors ?? {}} />,
  )
}

/** Concerns: raised by whoever works with people, looked after by the nurse, and by the safeguarding lead when time runs out. */
export const staff: Route[] = [
  page(current, 'raise concerns', showList),
  ...raisingRoutes,
  ...diedRoutes,
  page(`${current}/:id`, 'see concerns', (ask) => showConcern(ask)),
  action(
    `${current}/:id`,
    'answer concerns',
    { schema: stepForm, invalid: (ask, problems, raw) => showConcern(ask, wrongBy(problems, raw)) },
    (ask, form) => step(ask, form.kind, form.words),
  ),
  action(
    `${current}/:id/add`,
    'see concerns',
    { schema: addForm, invalid: (ask, problems, raw) => showConcern(ask, wrongBy(problems, raw)) },
    (ask, form) => step(ask, 'added', form.words),
  ),
  page('/staff/settings/concerns', 'change settings', (ask) => showSettings(ask)),
  action(
    '/staff/settings/concerns',
    'change settings',
    { schema: settingsForm, invalid: (ask, problems, raw) => showSettings(ask, wrongBy(problems, raw)) },
    async (ask, form) => {
      await inTransaction(ask, (tx) => saveConcernSettings(tx, form))
      return seeOther(ask, '/staff/settings/concerns?done=saved')
    },
  ),
]
