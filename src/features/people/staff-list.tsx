import { may } from '#platform/access.ts'
import { showStaff } from '#platform/show.tsx'
import { type Ask, cleanText, inTransaction, page, type Route } from '#platform/web.ts'
import { listQuery } from './staff-forms.ts'
import { PeoplePage } from './staff-list-pages.tsx'
import { findPeopleAndNear, groupsToChoose } from './staff-queries.ts'
import { sayIn } from './staff-shared.ts'
import { words } from './staff-words.ts'

async function list(ask: Ask): Promise<Response> {
  const asked = listQuery.parse(ask.req.query())
  const after = asked.from && asked.after ? { key: cleanText(asked.after), id: asked.from } : null
  const wanted = { said: cleanText(asked.q), groupId: asked.group, only: asked.only, after }
  const { found, groups } = await inTransaction(ask, async (tx) => ({
    found: await findPeopleAndNear(tx, wanted),
    groups: await groupsToChoose(tx),
  }))
  const address = (last?: { calledKey: string; id: string }) => {
    const query = new URLSearchParams()
    if (wanted.said) query.set('q', wanted.said)
    if (wanted.groupId) query.set('group', wanted.groupId)
    if (wanted.only) query.set('only', wanted.only)
    if (last) {
      query.set('after', last.calledKey)
      query.set('from', last.id)
    }
    return `/staff/people?${query}`
  }
  const { charity, services } = { charity: ask.get('charity'), services: ask.get('services') }
  return showStaff(
    ask,
    { title: words.list.title, current: '/staff/people', flash: words.done[ask.req.query('done') ?? ''] },
    <PeoplePage
      said={wanted.said}
      groupId={wanted.groupId}
      only={wanted.only}
      groups={groups}
      people={found.people}
      near={found.near}
      next={found.more ? address(found.people.at(-1)) : null}
      first={after ? address() : null}
      mayAdd={may(ask.get('actor'), 'change people')}
      mayRecordDeath={may(ask.get('actor'), 'record a death')}
      mayErase={may(ask.get('actor'), 'ask for erasure')}
      day={sayIn(charity.zone, services.clock.now()).day}
    />,
  )
}

/** The list of people. */
export const staff: Route[] = [page('/staff/people', 'see people', list)]
