import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import type { Values } from './form-parts.ts'
import { joiningForm, peopleForm, placeForm, stateForm } from './forms.ts'
import { changeGroup, changeGroupStaff, changeGroupState, changeJoining } from './groups.ts'
import { colleaguesFor, joiningOf, plannedAhead, staffOf, venuesToChoose } from './queries.ts'
import { LinkPage, PeoplePage, PlacePage, StatePage } from './staff-pages-details.tsx'
import { again, groupToChange, partOf, refused, type Shown, typed } from './staff-shared.ts'
import { staffWords as w } from './staff-words.ts'

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

/** Where a group meets or how it is entered, who leads it, and whether it is open. */
export const staffGroupParts: Route[] = [
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
