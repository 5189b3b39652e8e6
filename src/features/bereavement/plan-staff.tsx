import { dayInWords, localTime } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, type Problem, page, type Raw, type Route } from '#platform/web.ts'
import { addTaskForm, changeTaskForm, dueOn, familyForm, remembersForm, settleForm } from './forms.ts'
import { addTask, changeTask, saveFamilyWishes, settleTask } from './plan.ts'
import { PlanPage } from './plan-pages.tsx'
import { planOf } from './plan-queries.ts'
import { planWords as w } from './plan-words.ts'
import { RememberedView, rememberedOf, setRemembers } from './remembered.tsx'
import { words } from './words.ts'

const part = (ask: Ask, name: string) => ask.req.param(name) ?? ''
const isIds = (ask: Ask, ...names: string[]) => names.every((name) => isId(part(ask, name)))
const permission = 'plan after a death'

type Wrong = { form: string; values: Record<string, string>; errors: Record<string, string> }

async function show(ask: Ask, wrong?: Wrong): Promise<Response> {
  const personId = part(ask, 'id')
  if (!isId(personId)) return notFound(ask)
  const plan = await inTransaction(ask, (tx) => planOf(tx, personId))
  if (!plan) return notFound(ask)
  const { zone } = ask.get('charity')
  return showStaff(
    ask,
    {
      title: w.title(plan.called),
      tabTitle: w.tab,
      current: '/staff/people',
      back: { href: `/staff/people/${personId}`, text: w.back },
      flash: flashOf(ask),
      errors: wrong?.errors,
      status: wrong ? 422 : 200,
    },
    <PlanPage
      personId={personId}
      plan={plan}
      values={wrong?.values ?? null}
      errors={wrong?.errors ?? {}}
      form={wrong?.form ?? null}
      seesLetters={may(ask.get('actor'), 'see messages')}
      day={(instant) => dayInWords(localTime(instant, zone).date, null)}
    />,
  )
}

function flashOf(ask: Ask): string | undefined {
  const code = ask.req.query('done') ?? ''
  return w.done[code] ?? words.done[code]
}

const again = (form: (ask: Ask, raw: Raw) => string) => (ask: Ask, problems: Problem[], raw: Raw) =>
  show(ask, { form: form(ask, raw), values: typed(raw), errors: byField(problems) })
const done = (ask: Ask, code: string) => seeOther(ask, `/staff/people/${part(ask, 'id')}/plan?done=${code}`)

/** The plan for the groups of somebody who died, and whom a group remembers. */
export const planRoutes: Route[] = [
  page('/staff/people/:id/plan', permission, (ask) => show(ask)),
  action(
    '/staff/people/:id/plan/family',
    permission,
    { schema: familyForm, invalid: again(() => 'family') },
    async (ask, form) => {
      if (!isIds(ask, 'id')) return notFound(ask)
      const { contactName, contactHow, contactAgreed } = form
      const saved = await inTransaction(ask, async (tx) => {
        if (!(await planOf(tx, part(ask, 'id')))) return false
        return saveFamilyWishes(tx, {
          personId: part(ask, 'id'),
          wishes: {
            maySay: form.maySay,
            nameUsed: form.nameUsed,
            remembered: form.remembered,
            flowers: form.flowers || null,
            note: form.note || null,
            contact:
              contactName && contactAgreed
                ? { name: contactName, how: contactHow, agreed: contactAgreed }
                : null,
          },
        })
      })
      return saved ? done(ask, 'family') : notFound(ask)
    },
  ),
  action(
    '/staff/people/:id/plan/tasks',
    permission,
    { schema: addTaskForm, invalid: again((_ask, raw) => `add ${String(raw.group)}`) },
    async (ask, form) => {
      if (!isIds(ask, 'id')) return notFound(ask)
      const due = dueOn(form)
      const wrong = (errors: Record<string, string>) =>
        show(ask, { form: `add ${form.group}`, values: typed(form), errors })
      if (!due) return wrong({ due: w.errors.due })
      const added = await inTransaction(ask, (tx) =>
        addTask(tx, {
          personId: part(ask, 'id'),
          groupId: form.group,
          words: form.words,
          ownerId: form.owner || null,
          dueOn: due,
        }),
      )
      return added ? done(ask, 'added') : wrong({ owner: w.errors.owner })
    },
  ),
  action(
    '/staff/people/:id/plan/tasks/:task',
    permission,
    { schema: changeTaskForm, invalid: again((ask) => `change ${part(ask, 'task')}`) },
    async (ask, form) => {
      if (!isIds(ask, 'id', 'task')) return notFound(ask)
      const due = dueOn(form)
      const wrong = (errors: Record<string, string>) =>
        show(ask, { form: `change ${part(ask, 'task')}`, values: typed(form), errors })
      if (!due) return wrong({ due: w.errors.due })
      const changed = await inTransaction(ask, (tx) =>
        changeTask(tx, {
          personId: part(ask, 'id'),
          taskId: part(ask, 'task'),
          ownerId: form.owner || null,
          dueOn: due,
        }),
      )
      return changed ? done(ask, 'changed') : wrong({ owner: w.errors.owner })
    },
  ),
  action(
    '/staff/people/:id/plan/tasks/:task/settle',
    permission,
    { schema: settleForm },
    async (ask, form) => {
      if (!isIds(ask, 'id', 'task')) return notFound(ask)
      const settled = await inTransaction(ask, (tx) =>
        settleTask(tx, { personId: part(ask, 'id'), taskId: part(ask, 'task'), state: form.state }),
      )
      return settled ? done(ask, 'settled') : notFound(ask)
    },
  ),

  page('/staff/groups/:slug/remembered', permission, async (ask) => {
    const found = await inTransaction(ask, (tx) => rememberedOf(tx, part(ask, 'slug')))
    if (!found) return notFound(ask)
    return showStaff(
      ask,
      {
        title: w.remembered.title,
        tabTitle: w.remembered.tab,
        current: '/staff/groups',
        back: { href: `/staff/groups/${found.slug}`, text: found.group },
        flash: w.remembered.done[ask.req.query('done') ?? ''],
      },
      <RememberedView page={found} mayChange={may(ask.get('actor'), 'change groups')} />,
    )
  }),
  action('/staff/groups/:slug/remembered', 'change groups', { schema: remembersForm }, async (ask, form) => {
    const remembers = form.remembers === 'yes'
    const found = await inTransaction(ask, async (tx) => {
      const group = await rememberedOf(tx, part(ask, 'slug'))
      if (group) await setRemembers(tx, { groupId: group.groupId, remembers })
      return group
    })
    if (!found) return notFound(ask)
    return seeOther(ask, `/staff/groups/${found.slug}/remembered?done=${remembers ? 'on' : 'off'}`)
  }),
]
