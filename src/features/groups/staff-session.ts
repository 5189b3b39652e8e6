import { Temporal } from 'temporal-polyfill'
import type { Errors } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther } from '#platform/show.tsx'
import { notFound, troublePages } from '#platform/trouble.tsx'
import { type Ask, inTransaction } from '#platform/web.ts'
import { clashesWith } from './clash-queries.ts'
import { type Nation, suggestOtherDates } from './clashes.ts'
import { type ShownSession, sessionToShow } from './queries.ts'
import { type Group, groupById, programmesOf } from './reads.ts'
import { status } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'
import { dayInWords } from './time-words.ts'

/** The session of an address, when it is the actor's to change. */
export async function sessionOf(ask: Ask): Promise<ShownSession | Response> {
  const id = ask.req.param('id') ?? ''
  if (!isId(id)) return notFound(ask)
  const session = await inTransaction(ask, (tx) => sessionToShow(tx, id))
  if (!session) return notFound(ask)
  return session.theirs ? session : troublePages.forbidden(ask)
}

/** A session that can still be changed; of one that cannot, the page says so. */
export async function openSession(ask: Ask): Promise<ShownSession | Response> {
  const session = await sessionOf(ask)
  if (session instanceof Response) return session
  if (session.started || session.state === 'cancelled')
    return seeOther(ask, `/staff/sessions/${session.id}/change`)
  return session
}

/** Free dates near a session: of its programme's weekday, without a clash. */
export async function otherDates(tx: Transaction, session: ShownSession): Promise<string[]> {
  const group = await groupById(tx, session.group_id)
  const [programme] = group ? await programmesOf(tx, group.id, session.date) : []
  if (!group || !programme) return []
  const against = await around(tx, group, session.date, session.id, session.venue_id)
  const possible = { ...session, zone: group.zone, ...against }
  return suggestOtherDates(programme.rule, possible, against, { today: group.today, count: 3 })
}

/** What stands against dates near a day. */
export function around(
  tx: Transaction,
  group: Group,
  day: string,
  without: string | null,
  venueId: string | null,
) {
  const date = Temporal.PlainDate.from(day)
  return clashesWith(
    tx,
    { ...group, venue_nation: group.venue_nation as Nation | null },
    {
      from: date.subtract({ days: 15 }).toString(),
      until: date.add({ days: 15 }).toString(),
      without: without === null ? [] : [without],
      venueId,
    },
  )
}

/** The way to a session's page. */
export const crumbs = (session: ShownSession) => [
  { href: '/staff/groups', text: staffWords.groups },
  { href: `/staff/groups/${session.group_slug}`, text: session.group_name },
  { href: `/staff/sessions/${session.id}/change`, text: dayInWords(session.date, session.today) },
]
export const optionsOf = (title: string, session: ShownSession, errors: Errors) => ({
  title,
  current: '/staff/groups',
  breadcrumbs: crumbs(session),
  errors,
  status: status(errors),
})
export const backTo = (session: ShownSession) => `/staff/sessions/${session.id}/change`
