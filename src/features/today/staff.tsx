import { showStaff } from '#platform/show.tsx'
import { inTransaction, page, type Route } from '#platform/web.ts'
import { workOfDay } from './day.ts'
import { TodayPage } from './pages.tsx'
import { words } from './words.ts'

/** Where everybody on the staff arrives. */
export const staff: Route[] = [
  page('/staff', 'see today', async (ask) => {
    const actor = ask.get('actor')
    if (actor.kind !== 'staff') throw new Error('Only staff come here')
    const now = ask.get('services').clock.now()
    const { zone } = ask.get('charity')
    const work = await inTransaction(ask, (tx) => workOfDay(tx, actor, now, zone))
    return showStaff(
      ask,
      { title: words.title, current: '/staff' },
      <TodayPage work={work} now={now} zone={zone} />,
    )
  }),
]
