import { showStaff } from '#platform/show.tsx'
import { type Ask, inTransaction, page, type Route } from '#platform/web.ts'
import { workOfDay } from './day.ts'
import { TodayPage } from './pages.tsx'
import { words } from './words.ts'

/** Which page of a table is asked for, from 1. */
const pageAsked = (ask: Ask, name: string) =>
  /^[1-9]\d{0,3}$/.test(ask.req.query(name) ?? '') ? Number(ask.req.query(name)) : 1

/** Where everybody on the staff arrives. */
export const staff: Route[] = [
  page('/staff', 'see today', async (ask) => {
    const actor = ask.get('actor')
    if (actor.kind !== 'staff') throw new Error('Only staff come here')
    const now = ask.get('services').clock.now()
    const { zone } = ask.get('charity')
    const pages = { week: pageAsked(ask, 'week'), offers: pageAsked(ask, 'offers') }
    const work = await inTransaction(ask, (tx) => workOfDay(tx, actor, now, zone, pages))
    return showStaff(
      ask,
      { title: words.title, current: '/staff' },
      <TodayPage work={work} now={now} zone={zone} />,
    )
  }),
]
