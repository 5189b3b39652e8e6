import { openDatabase } from '#platform/database.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { lost, numbers, ownDeed, type Said, staffDeed } from './deeds.ts'
import { broken, overdue } from './invariants.ts'
import { isCut, makeWorld, moveClock, pump, type World } from './setting.ts'

/**
 * Many at once: people, staff and the program's own work on their own connections, some of which are cut at random
 * moments, while somebody watches. P2 holds at every moment that is looked at, and in the end everybody has what they
 * were last told (P3).
 */
export async function holdsTogether(
  db: TestDatabase,
  options: { seed: number; rounds: number; cuts?: boolean; staff?: boolean },
): Promise<{ done: number; cut: number }> {
  const sum = { done: 0, cut: 0 }
  for (let round = 0; round < options.rounds; round++) {
    const result = await oneRound(
      db,
      options.seed + round * 1000,
      options.cuts ?? true,
      options.staff ?? true,
    )
    sum.done += result.done
    sum.cut += result.cut
  }
  return sum
}

const actors = 6
const deedsEach = 30

async function oneRound(db: TestDatabase, seed: number, cuts: boolean, staff: boolean) {
  const limits = [1, 2, 3]
  const world = await makeWorld(
    db,
    limits.map((limit, i) => ({ limit, inHours: 40 + 100 * i })),
    actors * 3 + 3,
  )
  const name = `together ${seed}`
  const database = openDatabase(db.urls.app, actors + 2, name)
  const told = new Map<string, Said>()
  const sum = { done: 0, cut: 0 }
  let working = true
  try {
    const watcher = watch(db, world, () => working)
    const cutter = cuts ? cutting(db, name, numbers(seed + 7), () => working) : Promise.resolve()
    const everybody = Array.from({ length: actors }, async (_, actor) => {
      const next = numbers(seed + actor)
      for (let deed = 0; deed < deedsEach; deed++) {
        const personId = world.people[actor * 3 + next(3)] ?? ''
        await attempt(sum, async () => {
          remember(told, await ownDeed(database, world, personId, next, (said) => remember(told, said)))
        })
      }
    })
    const charity = async () => {
      const next = numbers(seed + 99)
      for (let deed = 0; deed < deedsEach; deed++) {
        await attempt(sum, () => staffDeed(database, world, next))
        if (deed % 10 === 5) await moveClock(db, 1 + next(30))
        await attempt(sum, () => pump(database))
        const laid = await db.rows<{ id: string }>('select id from sessions where group_id = $1', [
          world.groupId,
        ])
        world.sessionIds.splice(0, world.sessionIds.length, ...laid.slice(0, 6).map((row) => row.id))
      }
    }
    const work = Promise.all([...everybody, ...(staff ? [charity()] : [])]).finally(() => {
      working = false
    })
    await Promise.all([work, watcher, cutter])
    await settled(db, name)
    await pump(db.app)
    await check(db, world, told)
  } finally {
    working = false
    await database.close()
  }
  return sum
}

/** What somebody was told about all sessions replaces what they were told about each. */
function remember(told: Map<string, Said>, said: Said) {
  if (said.sessionId !== 'all') told.set(`${said.personId} ${said.sessionId}`, said)
  else for (const key of told.keys()) if (key.startsWith(said.personId)) told.delete(key)
}

async function attempt(sum: { done: number; cut: number }, deed: () => Promise<unknown>) {
  try {
    await deed()
    sum.done++
  } catch (error) {
    if (!isCut(error)) throw error
    sum.cut++
  }
}
async function watch(db: TestDatabase, world: World, working: () => boolean) {
  while (working()) {
    const wrong = await broken(db, world.sessionIds)
    if (wrong.length > 0) throw new Error(`While everybody was at work: ${wrong.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function cutting(
  db: TestDatabase,
  name: string,
  next: (below: number) => number,
  working: () => boolean,
) {
  while (working()) {
    await new Promise((resolve) => setTimeout(resolve, 5 + next(25)))
    await db.rows(
      `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
        where application_name = $1 and datname = current_database() and state <> 'idle' offset $2 limit 1) as one`,
      [name, next(3)],
    )
  }
}

/** Waits until what was begun before a connection ended is over in the database too. */
export async function settled(db: TestDatabase, name: string): Promise<void> {
  while (
    (
      await db.rows(
        `select from pg_stat_activity where application_name = $1 and datname = current_database() and state <> 'idle'`,
        [name],
      )
    ).length > 0
  )
    await new Promise((resolve) => setTimeout(resolve, 5))
}

/** P2 and P3, once everything has settled. */
export async function check(db: TestDatabase, world: World, told: Map<string, Said>): Promise<void> {
  const wrong = [...(await broken(db, world.sessionIds)), ...(await overdue(db, world.sessionIds))]
  const rows = await db.rows<{ person_id: string; session_id: string; state: string }>(
    'select person_id, session_id, state from places where group_id = $1',
    [world.groupId],
  )
  const states = new Map(rows.map((row) => [`${row.person_id} ${row.session_id}`, row.state]))
  for (const [key, said] of told)
    if (lost(said, states.get(key)))
      wrong.push(`somebody was told "${said.told}" and has "${states.get(key)}"`)
  if (wrong.length > 0) throw new Error(wrong.join(', '))
}
