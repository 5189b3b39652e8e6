import type { Database, Transaction } from '#platform/database.ts'
import * as places from '../../src/features/places/places.ts'
import { as, layOut, member, moveTo, program, say, type World } from './setting.ts'

/** A stream of numbers from a seed (mulberry32), so that what everybody does can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

/** What the person was told, or may expect from now on, at one session or at all of them. */
export type Said = {
  personId: string
  sessionId: string | 'all'
  told: 'kept' | 'waiting' | 'free' | 'anything'
}

/** One thing that a person does, on their own pages; answers with what they were told once it was committed. */
export async function ownDeed(
  database: Database,
  world: World,
  personId: string,
  next: (below: number) => number,
  trying: (said: Said) => void = () => {},
): Promise<Said> {
  const sessionId = world.sessionIds[next(world.sessionIds.length)] ?? ''
  const place = { personId, sessionId }
  const own = <T>(work: (tx: Transaction) => Promise<T>) => as(database, member(personId), work)
  const dice = next(20)
  trying({ personId, sessionId: dice < 18 ? sessionId : 'all', told: 'anything' })
  if (dice < 9) {
    const answer = await own((tx) => places.keepPlace(tx, place))
    return { ...place, told: answer.ok ? answer.state : 'anything' }
  }
  if (dice < 14) {
    const answer = await own((tx) => places.giveBackPlace(tx, place))
    return { ...place, told: answer.ok ? 'free' : 'anything' }
  }
  if (dice < 18) {
    const say = next(3) > 0 ? 'yes' : 'no'
    const answer = await own((tx) => places.answerOffer(tx, { ...place, answer: say }))
    if (!answer.ok) return { ...place, told: 'anything' }
    return { ...place, told: answer.state === 'kept' ? 'kept' : 'free' }
  }
  await own((tx) =>
    places.setStanding(tx, { personId, groupId: world.groupId, standing: dice === 18, coming: 'free' }),
  )
  return { personId, sessionId: 'all', told: 'anything' }
}

/** One thing that the charity does. Limits are only raised, so that nothing may ever be over them. */
export async function staffDeed(
  database: Database,
  world: World,
  next: (below: number) => number,
): Promise<void> {
  const sessionId = world.sessionIds[next(world.sessionIds.length)] ?? ''
  const personId = world.people[world.people.length - 1 - next(3)] ?? ''
  const { groupId } = world
  await as(database, program, async (tx) => {
    switch (next(7)) {
      case 0:
        await say(
          tx,
          'update sessions set session_limit = session_limit + 1 where id = ? and session_limit < 8',
          sessionId,
        )
        return places.limitChanged(tx, sessionId)
      case 1:
        await say(
          tx,
          `update sessions set cancelled_words = 'Snow', state = case state when 'planned' then 'cancelled' else 'planned' end where id = ?`,
          sessionId,
        )
        return places.sessionCancelled(tx, sessionId)
      case 2:
        // One that has begun is not moved: the program refuses it.
        if (!(await moveTo(tx, sessionId, 20 + next(400)))) return
        return places.sessionMoved(tx, sessionId)
      case 3:
        return places.sessionsLaidOut(tx, [await layOut(tx, groupId, 300, 2)])
      case 4:
        await say(
          tx,
          'update members set left_at = clock() where person_id = ? and left_at is null',
          personId,
        )
        return places.leavePlaces(tx, { personId, groupId })
      case 5:
        return say(
          tx,
          'insert into members (person_id, group_id, standing) values (?, ?, true) on conflict do nothing',
          personId,
          groupId,
        ).then(() => places.setStanding(tx, { personId, groupId, standing: true }))
      default: {
        const { rows } = await say(
          tx,
          'insert into deaths (person_id) values (?) on conflict do nothing returning id',
          personId,
        )
        const deathId = (rows[0] as { id: string } | undefined)?.id
        if (deathId) await places.freePlacesAfterDeath(tx, { personId, deathId })
      }
    }
  })
}

/** What somebody was last told against what is in the database: whether it was lost (P3). */
export function lost(said: Said, state: string | undefined): boolean {
  if (said.told === 'kept') return state !== 'kept'
  if (said.told === 'waiting') return !['waiting', 'offered', 'ran out', 'kept'].includes(state ?? '')
  if (said.told === 'free') return ['kept', 'waiting', 'offered'].includes(state ?? '')
  return false
}
