import { rememberedForMembers } from '#features/bereavement/bereavement.ts'
import { placeDone, words as placesIn, placesLeft, setStanding } from '#features/places/places.ts'
import type { MemberActor } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { wordsIn } from '#platform/language.ts'
import { takeCookie } from '#platform/sessions.ts'
import { type PublicOptions, seeOther, showMember } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { signOut } from './devices.ts'
import { standingForm } from './my-forms.ts'
import { GroupPage, HomePage, SessionPage } from './my-pages.tsx'
import {
  joiningDetails,
  type MySession,
  myDetails,
  myGroups,
  mySession,
  mySessions,
  myStop,
  topicsOf,
} from './my-queries.ts'
import { leaveGroup } from './people.ts'
import { myWords } from './words-my.ts'

const w = (ask: Ask) => wordsIn(ask, myWords)
const nextSessions = 6

/** Whose pages these are. The route has seen to it that it is somebody. */
export function me(ask: Ask): MemberActor {
  const actor = ask.get('actor')
  if (actor.kind !== 'member') throw new Error('A page of somebody’s own needs somebody')
  return actor
}

/** The sentence for what was just done; unknown codes say nothing. */
export function doneWords(ask: Ask): string | undefined {
  const code = ask.req.query('done')
  const own: Record<string, string> = w(ask).done
  if (code !== undefined && Object.hasOwn(own, code)) return own[code]
  return placeDone(code, 'member', placesIn[ask.get('language')])
}

/** Shows one of somebody's own pages. */
export function showMine(
  ask: Ask,
  title: string,
  children: Parameters<typeof showMember>[2],
  { home = false, ...options }: Partial<PublicOptions> & { home?: boolean } = {},
): Response {
  return showMember(
    ask,
    {
      title,
      current: '/my',
      ...(home ? {} : { back: { href: '/my', text: w(ask).back } }),
      flash: doneWords(ask),
      ...options,
    },
    children,
  )
}

async function fullOnes(tx: Transaction, sessions: readonly MySession[]): Promise<Set<string>> {
  const left = await placesLeft(
    tx,
    sessions
      .filter((session) => session.limit !== null && session.place !== 'kept')
      .map((session) => session.id),
  )
  return new Set(
    [...left]
      .filter(([, count]) => count.limit !== null && (count.taken >= count.limit || count.waiting > 0))
      .map(([id]) => id),
  )
}

async function groupOf(tx: Transaction, ask: Ask, personId: string) {
  const slug = ask.req.param('slug')
  return (await myGroups(tx, personId)).find((group) => group.slug === slug) ?? null
}

/** Somebody's own pages: what comes next, their sessions, their groups. */
export const myRoutes: Route[] = [
  page('/my', 'member', async (ask) => {
    const { personId } = me(ask)
    const shown = await inTransaction(ask, async (tx) => {
      const details = await myDetails(tx, personId)
      const sessions = await mySessions(tx, personId, nextSessions)
      return {
        called: details.called,
        today: details.today,
        groups: await myGroups(tx, personId),
        sessions,
        full: await fullOnes(tx, sessions),
        stop: await myStop(tx, personId),
      }
    })
    return showMine(
      ask,
      w(ask).title,
      <HomePage
        w={w(ask)}
        welsh={ask.get('charity').welsh}
        {...shown}
        charity={ask.get('charity')}
        justJoined={['joined', 'member-already'].includes(ask.req.query('done') ?? '')}
      />,
      { home: true },
    )
  }),

  page('/my/sessions/:id', 'member', async (ask) => {
    const { personId } = me(ask)
    const id = ask.req.param('id') ?? ''
    if (!isId(id)) return notFound(ask)
    const shown = await inTransaction(ask, async (tx) => {
      const session = await mySession(tx, personId, id)
      if (!session) return null
      return {
        session,
        topics: await topicsOf(tx, id),
        details:
          session.kind === 'online' && session.telephone === null
            ? await joiningDetails(tx, personId, id)
            : null,
        full: await fullOnes(tx, [session]),
      }
    })
    if (!shown) return notFound(ask)
    return showMine(ask, w(ask).title, <SessionPage w={w(ask)} {...shown} charity={ask.get('charity')} />)
  }),

  page('/my/groups/:slug', 'member', async (ask) => {
    const found = await inTransaction(ask, async (tx) => {
      const group = await groupOf(tx, ask, me(ask).personId)
      return group && { group, remembered: await rememberedForMembers(tx, group.groupId) }
    })
    return found ? showMine(ask, found.group.name, <GroupPage w={w(ask)} {...found} />) : notFound(ask)
  }),
  action('/my/groups/:slug/standing', 'member', { schema: standingForm }, async (ask, form) => {
    const { personId } = me(ask)
    const standing = form.standing === 'yes'
    const answer = await inTransaction(ask, async (tx) => {
      const group = await groupOf(tx, ask, personId)
      return group && (await setStanding(tx, { personId, groupId: group.groupId, standing }))
    })
    if (!answer?.ok) return seeOther(ask, '/my?done=not-a-member')
    return seeOther(ask, `/my?done=${standing ? 'standing-on' : 'standing-off'}`)
  }),
  action('/my/groups/:slug/leave', 'member', { schema: button }, async (ask) => {
    const { personId } = me(ask)
    const answer = await inTransaction(ask, async (tx) => {
      const group = await groupOf(tx, ask, personId)
      return group && (await leaveGroup(tx, { personId, groupId: group.groupId }))
    })
    return seeOther(ask, `/my?done=${answer?.ok ? 'left' : 'not-a-member'}`)
  }),

  action('/my/sign-out', 'member', { schema: button }, async (ask) => {
    const { personId, sessionId } = me(ask)
    await inTransaction(ask, (tx) => signOut(tx, { personId, sessionId, which: 'here' }))
    takeCookie(ask, 'my')
    return seeOther(ask, '/')
  }),
]
