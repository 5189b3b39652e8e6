import { dateInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import type { StaffActor } from '#platform/actor.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { nothingWrong, type Wrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { ConcernPage } from './concern-page.tsx'
import { addStep, noteLook, raiseConcern, type StepKind } from './concerns.ts'
import { addForm, type ConcernForm, concernForm, settingsForm, stepForm } from './forms.ts'
import { ChooseGroupPage, ListPage, type Moments, RaisePage, SettingsPage } from './pages.tsx'
import { concernById, concernsList, groupsToRaiseIn, groupToRaiseIn } from './queries.ts'
import { readWatching, saveConcernSettings } from './settings.ts'
import { words } from './words.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const current = '/staff/concerns'
const permission = 'raise concerns'
const back = { href: current, text: words.list.title }

function me(ask: Ask): StaffActor {
  const actor = ask.get('actor')
  if (actor.kind !== 'staff') throw new Error('Only staff come here')
  return actor
}
const idOf = (ask: Ask) => ask.req.param('id') ?? ''
const nowOf = (ask: Ask) => ask.get('services').clock.now()
const zoneOf = (ask: Ask) => ask.get('charity').zone
const flash = (ask: Ask) => words.done[ask.req.query('done') ?? '']
function momentsOf(ask: Ask): Moments {
  const zone = zoneOf(ask)
  const today = localTime(nowOf(ask), zone).date
  return {
    at(instant) {
      const { date, time } = localTime(instant, zone)
      return `${dateInWords(date, today)}, ${timeInWords(time)}`
    },
  }
}

async function showList(ask: Ask): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => ({
    open: await concernsList(tx, 'open'),
    closed: await concernsList(tx, 'closed'),
    watching: await readWatching(tx, zoneOf(ask)),
  }))
  return showStaff(
    ask,
    { title: words.list.title, tabTitle: words.tab, current, flash: flash(ask) },
    <ListPage {...shown} now={nowOf(ask)} moments={momentsOf(ask)} />,
  )
}

/** Where a concern is to be raised, as the address or the form says: a session, a group, or yet to be chosen. */
type Where = { sessionId: string | null; slug: string | null }
const whereOf = (ask: Ask): Where => {
  const session = ask.req.query('session') ?? ''
  return { sessionId: uuid.test(session) ? session : null, slug: ask.req.query('group') ?? null }
}

async function showForm(ask: Ask, where: Where, wrong = nothingWrong): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => {
    const watching = await readWatching(tx, zoneOf(ask))
    const groups = where.sessionId || where.slug ? [] : await groupsToRaiseIn(tx)
    const slug = where.slug ?? (groups.length === 1 ? groups[0]?.slug : undefined)
    const group = where.sessionId
      ? await groupToRaiseIn(tx, { sessionId: where.sessionId })
      : slug !== undefined
        ? await groupToRaiseIn(tx, { slug })
        : null
    return { watching, groups, group }
  })
  const { watching, group } = shown
  if (!group && (where.sessionId || where.slug)) return notFound(ask)
  return showStaff(
    ask,
    {
      title: words.form.title,
      tabTitle: words.tab,
      current,
      back,
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    group ? (
      <RaisePage group={group} sessionId={where.sessionId} watching={watching} now={nowOf(ask)} {...wrong} />
    ) : (
      <ChooseGroupPage groups={shown.groups} watching={watching} now={nowOf(ask)} />
    ),
  )
}

async function raise(ask: Ask, form: ConcernForm): Promise<Response> {
  const made = await inTransaction(ask, async (tx) => {
    const group = await groupToRaiseIn(tx, { slug: form.group })
    if (!group) return null
    const concern = {
      groupId: group.id,
      sessionId: form.session,
      personId: uuid.test(form.personId) ? form.personId : null,
      about: form.about,
      what: form.what,
      urgency: form.urgency,
    }
    const watching = await readWatching(tx, zoneOf(ask))
    return raiseConcern(tx, me(ask), concern, { now: nowOf(ask), watching })
  })
  return made ? seeOther(ask, `${current}/${made.id}?done=raised`) : notFound(ask)
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
      flash: flash(ask),
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <ConcernPage
      {...shown}
      {...wrong}
      answers={may(actor, 'answer concerns')}
      seesPeople={may(actor, 'see people')}
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
      flash: flash(ask),
      errors: wrong?.errors,
      status: wrong ? 422 : 200,
    },
    <SettingsPage watching={watching} values={wrong?.values ?? null} errors={wrong?.errors ?? {}} />,
  )
}

/** Concerns: raised by facilitators, looked after by the nurse, and by the safeguarding lead when time runs out. */
export const staff: Route[] = [
  page(current, permission, showList),
  page(`${current}/new`, permission, (ask) => showForm(ask, whereOf(ask))),
  action(
    current,
    permission,
    {
      schema: concernForm,
      invalid: (ask, problems, raw) => {
        const session = String(raw.session ?? '')
        return showForm(
          ask,
          { sessionId: uuid.test(session) ? session : null, slug: String(raw.group ?? '') },
          wrongBy(problems, raw),
        )
      },
    },
    raise,
  ),
  page(`${current}/:id`, permission, (ask) => showConcern(ask)),
  action(
    `${current}/:id`,
    'answer concerns',
    { schema: stepForm, invalid: (ask, problems, raw) => showConcern(ask, wrongBy(problems, raw)) },
    (ask, form) => step(ask, form.kind, form.words),
  ),
  action(
    `${current}/:id/add`,
    permission,
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
