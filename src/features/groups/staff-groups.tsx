import { may } from '#platform/access.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { openClashes } from './clash-queries.ts'
import { nations } from './clashes.ts'
import { dateValues, type Values } from './form-parts.ts'
import { groupForm, newGroupForm } from './forms.ts'
import { changeGroup, createGroup, slugOf } from './groups.ts'
import { describeRule } from './programme.ts'
import {
  GROUPS_A_PAGE,
  joiningOf,
  listGroups,
  listServices,
  sessionsAhead,
  sessionsPast,
  staffOf,
  standingOf,
} from './queries.ts'
import { groupBySlug, programmesOf } from './reads.ts'
import { EditGroupPage, NewGroupPage } from './staff-pages-details.tsx'
import { GroupsPage } from './staff-pages-groups.tsx'
import { GroupPage } from './staff-pages-overview.tsx'
import { again, flashOf, groupToChange, partOf, refused, type Shown, status, typed } from './staff-shared.ts'
import { staffWords as w } from './staff-words.ts'

/** Today in the group's zone is asked of the database; lists of many groups go by the charity's. */
async function todayHere(ask: Ask): Promise<string> {
  const { clock } = ask.get('services')
  return new Intl.DateTimeFormat('en-CA', { timeZone: ask.get('charity').zone }).format(clock.now())
}

const showList = async (ask: Ask) => {
  const actor = ask.get('actor')
  const query = (name: string) => (ask.req.query(name) ?? '').trim().slice(0, 100)
  const own = actor.kind === 'staff' && actor.groups.length > 0
  const state = query('state') || 'running'
  const filter = {
    q: query('q'),
    state: state === 'any' ? '' : state === 'running' || Object.hasOwn(w.states, state) ? state : 'running',
    kind: Object.hasOwn(w.kinds, query('kind')) ? query('kind') : '',
    nation: (nations as readonly string[]).includes(query('nation')) ? query('nation') : '',
    mine: own && (query('mine') || 'yes') === 'yes',
    page: Math.min(Math.max(Math.trunc(Number(query('page')) || 1), 1), 10_000),
  }
  const found = await inTransaction(ask, (tx) => listGroups(tx, filter))
  return showStaff(
    ask,
    { title: w.groups, current: '/staff/groups', flash: flashOf(ask) },
    <GroupsPage
      filter={filter}
      {...found}
      pageSize={GROUPS_A_PAGE}
      today={await todayHere(ask)}
      mayStart={may(actor, 'change groups')}
      mayTopics={may(actor, 'change topics')}
      hasGroups={own}
    />,
  )
}

const showGroup = async (ask: Ask) => {
  const slug = ask.req.param('slug') ?? ''
  const found = await inTransaction(ask, async (tx) => {
    const group = await groupBySlug(tx, slug)
    if (!group) return null
    const standing = await standingOf(tx, group.id)
    return {
      group,
      standing,
      sessions: await sessionsAhead(tx, group.id, 12),
      past: standing.sees ? await sessionsPast(tx, group.id, 12) : [],
      staff: await staffOf(tx, group.id),
      rules: (await programmesOf(tx, group.id, group.today)).map((programme) => ({
        words: describeRule(programme.rule),
        from: programme.from > group.today ? programme.from : null,
        until: programme.until,
      })),
      hasLink: group.kind === 'online' && (await joiningOf(tx, group.id)) !== null,
      clashes: standing.sees ? await openClashes(tx, { groupId: group.id, limit: 10 }) : [],
    }
  })
  if (!found) return notFound(ask)
  if (found.group.slug !== slug) return seeOther(ask, `/staff/groups/${found.group.slug}`)
  return showStaff(
    ask,
    {
      title: found.group.name,
      current: '/staff/groups',
      breadcrumbs: [{ href: '/staff/groups', text: w.groups }],
      flash: flashOf(ask),
    },
    <GroupPage {...found} />,
  )
}

const showNew: Shown = async (ask, values, errors) => {
  const services = await inTransaction(ask, listServices)
  const back = '/staff/groups'
  return showStaff(
    ask,
    { title: w.form.newTitle, current: back, back: { href: back }, errors, status: status(errors) },
    <NewGroupPage values={values ?? {}} errors={errors ?? {}} back={back} services={services} />,
  )
}

const showEdit: Shown = async (ask, values, errors) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const services = await inTransaction(ask, listServices)
  const at = `/staff/groups/${group.slug}`
  const stored: Values = {
    service: group.service_id,
    name: group.name,
    slug: group.slug,
    nations: group.nations,
    ...dateValues('launch', group.launch_on),
    language: group.language,
    sessionLimit: String(group.session_limit ?? ''),
    memberLimit: String(group.member_limit ?? ''),
    ledBy: group.led_by,
    expect: group.what_to_expect,
    askPhone: group.ask_phone ?? '',
    askEmail: group.ask_email ?? '',
  }
  return showStaff(
    ask,
    partOf(group, w.form.editTitle, errors),
    <EditGroupPage values={values ?? stored} errors={errors ?? {}} back={at} services={services} />,
  )
}

/** Groups: the list, starting one, and what a group says of itself. */
export const staffGroups: Route[] = [
  page('/staff/groups', 'see groups', showList),
  page('/staff/groups/new', 'change groups', (ask) => showNew(ask)),
  action(
    '/staff/groups/new',
    'change groups',
    { schema: newGroupForm, invalid: again(showNew) },
    async (ask, form) => {
      const made = await inTransaction(ask, async (tx) => {
        const wish = {
          serviceId: form.service,
          name: form.name,
          kind: form.kind,
          nations: form.nations,
          launchOn: form.launch,
        }
        const first = await createGroup(tx, wish)
        // Two groups may share a name: the second gets an address of its own, which can be changed.
        if (first.ok || first.reason !== 'address taken') return first
        return createGroup(tx, {
          ...wish,
          slug: `${slugOf(form.name).slice(0, 72)}-${Math.random().toString(36).slice(2, 6)}`,
        })
      })
      if (!made.ok)
        return showNew(
          ask,
          { ...typed(form), ...dateValues('launch', form.launch) },
          refused(made.reason, 'name'),
        )
      return seeOther(ask, `/staff/groups/${made.slug}?done=made`)
    },
  ),
  page('/staff/groups/:slug', 'see groups', showGroup),
  page('/staff/groups/:slug/edit', 'change groups', (ask) => showEdit(ask)),
  action(
    '/staff/groups/:slug/edit',
    'change groups',
    { schema: groupForm, invalid: again(showEdit) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const changed = await inTransaction(ask, (tx) =>
        changeGroup(tx, {
          groupId: group.id,
          serviceId: form.service,
          name: form.name,
          slug: form.slug,
          nations: form.nations,
          launchOn: form.launch,
          language: form.language,
          sessionLimit: form.sessionLimit,
          memberLimit: form.memberLimit,
          ledBy: form.ledBy,
          whatToExpect: form.expect,
          askPhone: form.askPhone,
          askEmail: form.askEmail,
        }),
      )
      if (!changed.ok)
        return showEdit(
          ask,
          { ...typed(form), ...dateValues('launch', form.launch) },
          refused(changed.reason),
        )
      return seeOther(ask, `/staff/groups/${changed.slug}?done=saved`)
    },
  ),
]
