import type { Errors } from '#design/components/index.ts'
import { may } from '#platform/access.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound, troublePages } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, type Problem, page, type Raw, type Route } from '#platform/web.ts'
import { openClashes } from './clash-queries.ts'
import { nations } from './clashes.ts'
import { dateValues, type Values } from './form-parts.ts'
import { groupForm, joiningForm, newGroupForm, peopleForm, placeForm, stateForm } from './forms.ts'
import {
  changeGroup,
  changeGroupStaff,
  changeGroupState,
  changeJoining,
  createGroup,
  type GroupRefusal,
  slugOf,
} from './groups.ts'
import { describeRule } from './programme.ts'
import {
  colleaguesFor,
  GROUPS_A_PAGE,
  joiningOf,
  listGroups,
  listServices,
  plannedAhead,
  sessionsAhead,
  staffOf,
  standingOf,
  venuesToChoose,
} from './queries.ts'
import { type Group, groupBySlug, programmesOf } from './reads.ts'
import {
  EditGroupPage,
  LinkPage,
  NewGroupPage,
  PeoplePage,
  PlacePage,
  StatePage,
} from './staff-pages-details.tsx'
import { GroupsPage } from './staff-pages-groups.tsx'
import { GroupPage } from './staff-pages-overview.tsx'
import { staffWords as w } from './staff-words.ts'

/** The sentence for `?done=…`; codes that nobody knows say nothing. */
export function flashOf(ask: Ask): string | undefined {
  const code = ask.req.query('done') ?? ''
  return Object.hasOwn(w.flash, code) ? w.flash[code] : undefined
}

/** What is wrong, by field. */
export const errorsOf = (problems: readonly Problem[]): Errors =>
  Object.fromEntries(problems.map(({ field, message }) => [field, message]))

export const groupCrumbs = (group: Pick<Group, 'slug' | 'name'>) => [
  { href: '/staff/groups', text: w.groups },
  { href: `/staff/groups/${group.slug}`, text: group.name },
]

/** Today in the group's zone is asked of the database; lists of many groups go by the charity's. */
export async function todayHere(ask: Ask): Promise<string> {
  const { clock } = ask.get('services')
  return new Intl.DateTimeFormat('en-CA', { timeZone: ask.get('charity').zone }).format(clock.now())
}

/** The group of an address, or where to go instead: nowhere, its new address, or away when it is not theirs. */
export async function groupToChange(ask: Ask): Promise<Group | Response> {
  const slug = ask.req.param('slug') ?? ''
  const found = await inTransaction(ask, async (tx) => {
    const group = await groupBySlug(tx, slug)
    return group && { group, standing: await standingOf(tx, group.id) }
  })
  if (!found) return notFound(ask)
  if (!found.standing.changes) return troublePages.forbidden(ask)
  if (found.group.slug !== slug && ask.req.method === 'GET')
    return seeOther(ask, ask.req.path.replace(`/${slug}`, `/${found.group.slug}`))
  return found.group
}

/** Shows the same page for the first time and, with what was typed, when something is wrong. */
type Shown = (ask: Ask, values?: Values, errors?: Errors) => Promise<Response>
const again = (show: Shown) => (ask: Ask, problems: Problem[], raw: Raw) => show(ask, raw, errorsOf(problems))
const status = (errors?: Errors) => (errors && Object.keys(errors).length > 0 ? 422 : 200)

const partOf = (group: Group, title: string, errors?: Errors) => ({
  title,
  current: '/staff/groups',
  breadcrumbs: groupCrumbs(group),
  errors,
  status: status(errors),
})

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

const fieldOfRefusal: Partial<Record<GroupRefusal, string>> = {
  'address taken': 'slug',
  'no venue': 'venue',
  'no joining link': 'state',
  'no coordinator': 'coordinators',
  'no sentence': 'pausedWords',
}
const refused = (reason: GroupRefusal, field = fieldOfRefusal[reason] ?? 'name'): Errors => ({
  [field]: w.refusals[reason],
})

/** The form as typed, to be shown again beside what the database would not have. */
const typed = (form: object): Values =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value : String(value ?? '')]),
  )

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

const showPlace: Shown = async (ask, values, errors) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  if (group.kind === 'online') return seeOther(ask, `/staff/groups/${group.slug}/link`)
  const venues = await inTransaction(ask, (tx) => venuesToChoose(tx, group.venue_id))
  return showStaff(
    ask,
    partOf(group, w.form.placeTitle, errors),
    <PlacePage
      values={values ?? { venue: group.venue_id ?? '' }}
      errors={errors ?? {}}
      back={`/staff/groups/${group.slug}`}
      venues={venues}
    />,
  )
}

const showLink: Shown = async (ask, values, errors) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  if (group.kind === 'in person') return seeOther(ask, `/staff/groups/${group.slug}/place`)
  const joining = await inTransaction(ask, (tx) => joiningOf(tx, group.id))
  const stored: Values = {
    url: joining?.url ?? '',
    dialIn: joining?.dial_in_number ?? '',
    dialInCode: joining?.dial_in_code ?? '',
    help: joining?.help_words ?? '',
  }
  return showStaff(
    ask,
    partOf(group, w.form.linkTitle, errors),
    <LinkPage values={values ?? stored} errors={errors ?? {}} back={`/staff/groups/${group.slug}`} />,
  )
}

const showPeople: Shown = async (ask, values, errors) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const { staff, facilitators, coordinators } = await inTransaction(ask, async (tx) => ({
    staff: await staffOf(tx, group.id),
    facilitators: await colleaguesFor(tx, 'facilitator'),
    coordinators: await colleaguesFor(tx, 'coordinator'),
  }))
  const part = (name: string) => staff.filter((person) => person.part === name).map((person) => person.id)
  return showStaff(
    ask,
    partOf(group, w.form.peopleTitle, errors),
    <PeoplePage
      values={values ?? { facilitators: part('facilitator'), coordinators: part('coordinator') }}
      errors={errors ?? {}}
      back={`/staff/groups/${group.slug}`}
      facilitators={facilitators}
      coordinators={coordinators}
    />,
  )
}

const showState: Shown = async (ask, values, errors) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const ahead = await inTransaction(ask, (tx) => plannedAhead(tx, group.id))
  return showStaff(
    ask,
    partOf(group, w.form.stateTitle, errors),
    <StatePage
      values={values ?? { state: group.state, pausedWords: group.paused_words ?? '' }}
      errors={errors ?? {}}
      back={`/staff/groups/${group.slug}`}
      ahead={ahead}
    />,
  )
}

const toldCode = (told: { written: number; toRing: number }) =>
  told.written + told.toRing > 0 ? 'saved-told' : 'saved'
const slugHere = (ask: Ask) => ask.req.param('slug') ?? ''

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
  page('/staff/groups/:slug/place', 'change groups', (ask) => showPlace(ask)),
  action(
    '/staff/groups/:slug/place',
    'change groups',
    { schema: placeForm, invalid: again(showPlace) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const changed = await inTransaction(ask, (tx) =>
        changeGroup(tx, { groupId: group.id, venueId: form.venue || null }),
      )
      if (!changed.ok) return showPlace(ask, typed(form), refused(changed.reason))
      return seeOther(ask, `/staff/groups/${group.slug}?done=${toldCode(changed)}`)
    },
  ),
  page('/staff/groups/:slug/link', 'change groups', (ask) => showLink(ask)),
  action(
    '/staff/groups/:slug/link',
    'change groups',
    { schema: joiningForm, invalid: again(showLink) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const joining = {
        url: form.url,
        dialInNumber: form.dialIn,
        dialInCode: form.dialInCode,
        helpWords: form.help,
      }
      const changed = await inTransaction(ask, (tx) => changeJoining(tx, { groupId: group.id, joining }))
      if (!changed.ok) return showLink(ask, typed(form), refused(changed.reason, 'url'))
      return seeOther(ask, `/staff/groups/${group.slug}?done=saved`)
    },
  ),
  page('/staff/groups/:slug/people', 'change groups', (ask) => showPeople(ask)),
  action(
    '/staff/groups/:slug/people',
    'change groups',
    { schema: peopleForm, invalid: again(showPeople) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const changed = await inTransaction(ask, (tx) => changeGroupStaff(tx, { groupId: group.id, ...form }))
      if (!changed.ok) return showPeople(ask, typed(form), refused(changed.reason))
      return seeOther(ask, `/staff/groups/${slugHere(ask)}?done=saved`)
    },
  ),
  page('/staff/groups/:slug/state', 'change groups', (ask) => showState(ask)),
  action(
    '/staff/groups/:slug/state',
    'change groups',
    { schema: stateForm, invalid: again(showState) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const ends = form.state === 'paused' || form.state === 'closed'
      const ahead = ends ? (await inTransaction(ask, (tx) => plannedAhead(tx, group.id))) > 0 : false
      if (ends && ahead && form.ahead === '') return showState(ask, typed(form), { ahead: w.errors.ahead })
      const changed = await inTransaction(ask, (tx) =>
        changeGroupState(tx, {
          groupId: group.id,
          state: form.state,
          pausedWords: form.pausedWords,
          sessionsAhead: form.ahead === 'end' ? { what: 'end', words: form.endWords } : { what: 'stay' },
        }),
      )
      if (!changed.ok) return showState(ask, typed(form), refused(changed.reason, 'state'))
      return seeOther(
        ask,
        `/staff/groups/${group.slug}?done=${form.state === 'open' ? 'opened' : form.state}`,
      )
    },
  ),
]
