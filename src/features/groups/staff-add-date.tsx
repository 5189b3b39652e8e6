import type { Errors } from '#design/components/index.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { type Clash, clashesOf } from './clashes.ts'
import { dateValues, type Values } from './form-parts.ts'
import { addForm } from './forms.ts'
import { addSession, keepClash } from './groups.ts'
import { standingOf, venuesToChoose } from './queries.ts'
import { programmesOf } from './reads.ts'
import { AddPage } from './staff-pages-add-date.tsx'
import { around } from './staff-session.ts'
import { errorsOf, groupCrumbs, groupToChange, status } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords.session

const showAdd = async (ask: Ask, values?: Values, errors: Errors = {}, clashes: readonly Clash[] = []) => {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const { venues, rule, members } = await inTransaction(ask, async (tx) => ({
    venues: group.kind === 'in person' ? await venuesToChoose(tx, group.venue_id) : [],
    rule: (await programmesOf(tx, group.id, group.today))[0]?.rule,
    members: (await standingOf(tx, group.id)).members,
  }))
  const stored: Values = {
    starts: rule?.starts ?? '11:00',
    ends: rule?.ends ?? '13:00',
    venue: group.venue_id ?? '',
    tell: ['yes'],
  }
  return showStaff(
    ask,
    {
      title: w.addTitle,
      current: '/staff/groups',
      breadcrumbs: groupCrumbs(group),
      errors,
      status: status(errors),
    },
    <AddPage
      venues={venues}
      members={group.state === 'planned' ? 0 : members}
      clashes={clashes}
      values={values ?? stored}
      errors={errors}
      back={`/staff/groups/${group.slug}`}
    />,
  )
}

/** Adding a date outside the programme. */
export const staffAddDate: Route[] = [
  page('/staff/groups/:slug/sessions/new', 'change groups', (ask) => showAdd(ask)),
  action(
    '/staff/groups/:slug/sessions/new',
    'change groups',
    { schema: addForm, invalid: (ask, problems, raw) => showAdd(ask, raw, errorsOf(problems)) },
    async (ask, form) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const values: Values = { ...form, ...dateValues('date', form.date) }
      const venueId = form.venue || group.venue_id
      // A clash is shown before the date is published (P10); sent a second time as it is, it is kept.
      const seen = `${form.date} ${form.starts} ${form.ends} ${venueId ?? ''}`
      const { clashes, added } = await inTransaction(ask, async (tx) => {
        const against = await around(tx, group, form.date, null, venueId)
        const found = clashesOf({ ...form, zone: group.zone, ...against }, against)
        if (found.length > 0 && form.seen !== seen) return { clashes: found, added: null }
        const made = await addSession(tx, {
          groupId: group.id,
          date: form.date,
          starts: form.starts,
          ends: form.ends,
          venueId,
          note: form.note,
          tell: form.tell.includes('yes'),
        })
        if (made.ok && found.length > 0) await keepClash(tx, { sessionId: made.sessionId })
        return { clashes: found, added: made }
      })
      if (added === null) return showAdd(ask, { ...values, seen }, {}, clashes)
      if (!added.ok) return showAdd(ask, values, { date: w.refusals[added.reason] })
      return seeOther(
        ask,
        `/staff/groups/${group.slug}?done=${added.told.written + added.told.toRing > 0 ? 'added-told' : 'added'}`,
      )
    },
  ),
]
