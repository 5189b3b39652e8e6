import { Card, CardList } from '#design/components/index.ts'
import { may, type Permission } from '#platform/access.ts'
import { showStaff } from '#platform/show.tsx'
import { inTransaction, page, type Route } from '#platform/web.ts'
import { erasureRequests } from './erasure.ts'
import { words } from './words.ts'

const w = words.hub
const cards: { title: string; href: string; permission: Permission; says: (waiting: number) => string }[] = [
  { title: w.erasures, href: '/staff/rights/erasures', permission: 'erase people', says: w.erasuresWords },
  { title: w.doubles, href: '/staff/doubles', permission: 'merge people', says: () => w.doublesWords },
  {
    title: w.retention,
    href: '/staff/rights/retention',
    permission: 'erase people',
    says: () => w.retentionWords,
  },
  {
    title: w.looking,
    href: '/staff/rights/looking',
    permission: 'see the audit log',
    says: () => w.lookingWords,
  },
  { title: w.howLong, href: '/privacy/how-long', permission: 'see today', says: () => w.howLongWords },
]

/** The way in to all of it. */
export const staff: Route[] = [
  page('/staff/rights', 'ask for erasure', async (ask) => {
    const waiting = await inTransaction(ask, async (tx) => (await erasureRequests(tx)).length)
    return showStaff(
      ask,
      { title: w.title, current: '/staff/people' },
      <>
        <h1>{w.title}</h1>
        <p class="app-lede">{w.lede}</p>
        <CardList
          columns
          items={cards
            .filter(({ permission }) => may(ask.get('actor'), permission))
            .map(({ title, href, says }) => (
              <Card heading={title} href={href} clickable level={2}>
                <p>{says(waiting)}</p>
              </Card>
            ))}
        />
      </>,
    )
  }),
]
