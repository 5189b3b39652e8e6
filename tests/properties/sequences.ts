import fc from 'fast-check'
import type { Actor } from '#platform/actor.ts'
import { type Database, openDatabase, type Transaction } from '#platform/database.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import * as places from '../../src/features/places/places.ts'
import { broken, overdue } from './invariants.ts'
import * as model from './model.ts'
import { type Picture, picture, pictureOf } from './picture.ts'
import {
  as,
  isCut,
  layOut,
  makeWorld,
  member,
  moveClock,
  moveTo,
  program,
  pump,
  say,
  type World,
} from './setting.ts'
import { type Step, step } from './steps.ts'

/**
 * Random sequences, one step after another: after each the database is what the model says, the answer was the model's,
 * and P2 holds. Where the connection was cut, all of the step has happened or nothing of it (P3).
 */
export async function holdsToModel(
  db: TestDatabase,
  options: { seed: number; runs: number; cuts?: boolean },
): Promise<void> {
  const database = openDatabase(db.urls.app, 2, 'sequences')
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 50 }), async (steps) => {
        const run = new Run(db, database, options.cuts ?? true)
        await run.begin()
        for (const next of steps) await run.take(next)
      }),
      {
        seed: options.seed,
        numRuns: options.runs,
        interruptAfterTimeLimit: 3_600_000,
        endOnFailure: true,
      },
    )
  } finally {
    await database.close()
  }
}

class Run {
  private world: World = { groupId: '', sessionIds: [], people: [] }
  private model: model.Model = { now: 0, turn: 0, sessions: {}, people: {} }
  private lowered: string[] = []
  private readonly db: TestDatabase
  private readonly database: Database
  private readonly cuts: boolean
  constructor(db: TestDatabase, database: Database, cuts: boolean) {
    this.db = db
    this.database = database
    this.cuts = cuts
  }

  async begin() {
    const sessions = [
      { limit: 1, inHours: 60 },
      { limit: 2, inHours: 170 },
      { limit: null, inHours: 400 },
    ]
    this.world = await makeWorld(this.db, sessions, 7)
    const seen = await picture(this.db, this.world.groupId)
    this.model.now = seen.now
    for (const [i, id] of this.world.sessionIds.entries())
      this.model.sessions[id] = {
        limit: sessions[i]?.limit ?? null,
        starts: seen.sessions[id]?.starts ?? 0,
        cancelled: false,
        places: {},
        held: [],
      }
    for (const [i, id] of this.world.people.entries())
      this.model.people[id] = { member: true, died: false, standing: false, joined: i, deaths: 0 }
  }

  async take(next: Step) {
    const before = structuredClone(this.model)
    let said: unknown
    let failed: unknown = null
    try {
      said = await this.act(next)
    } catch (error) {
      // Also the step after a cut: the pool may not have heard of it yet.
      if (!isCut(error)) throw error
      failed = error
    }
    const seen = await picture(this.db, this.world.groupId)
    this.model.now = seen.now
    for (const id of Object.keys(seen.sessions))
      if (!this.world.sessionIds.includes(id)) this.world.sessionIds.push(id)
    const expected = this.apply(next, seen)
    const name = JSON.stringify(next)
    if (failed) {
      // Nobody was told anything. Either it happened or it did not; nothing is half done.
      if (pictureOf(this.model) !== seen.text) {
        this.model = { ...before, now: seen.now }
        this.same(seen, `after a cut connection: ${name}`)
      }
    } else {
      this.same(seen, name)
      if (expected !== undefined && said !== expected)
        throw new Error(`${name} was answered with ${String(said)}, not with ${expected}`)
    }
    for (const [id, session] of Object.entries(this.model.sessions))
      for (const [person, place] of Object.entries(session.places))
        place.answerBy = seen.sessions[id]?.answerBy[person] ?? null
    const wrong = await broken(this.db, this.world.sessionIds, this.lowered)
    // Who comes back after a mistaken death has their old turn, before offers that others were made meanwhile.
    const real = wrong.filter((what) => what !== 'somebody was passed over' || !this.hadMistakes)
    if (next.kind === 'tick' && next.work) real.push(...(await overdue(this.db, this.world.sessionIds)))
    if (real.length > 0) throw new Error(`${real.join(', ')} after ${name}`)
  }
  private hadMistakes = false

  private same(seen: Picture, name: string) {
    const expected = pictureOf(this.model)
    if (expected !== seen.text)
      throw new Error(`After ${name}\nthe model has\n${expected}\nthe database\n${seen.text}`)
  }

  /** Who and where; often aimed at somebody to whom it matters, since chance alone seldom finds them. */
  private ids(step: Step) {
    const next: { who?: number; where?: number } = 'where' in step || 'who' in step ? step : {}
    const { who: nth = 0, where: place = 0 } = next
    const some = (list: readonly string[]) => list[(nth + place) % list.length]
    const having = (id: string, ...states: string[]) =>
      Object.entries(this.model.sessions[id]?.places ?? {}).flatMap(([person, p]) =>
        states.includes(p.state) ? [person] : [],
      )
    let sessionId = this.world.sessionIds[place % this.world.sessionIds.length] ?? ''
    let personId = this.world.people[nth % this.world.people.length] ?? ''
    if (step.kind === 'yes' || step.kind === 'no') {
      const aimed = this.world.sessionIds.filter((id) => having(id, 'offered', 'ran out').length > 0)
      sessionId = some(aimed) ?? sessionId
      personId = some(having(sessionId, 'offered', 'ran out')) ?? personId
    }
    if (step.kind === 'give back' && nth % 2 === 0) personId = some(having(sessionId, 'kept')) ?? personId
    if (step.kind === 'move')
      sessionId = some(this.world.sessionIds.filter((id) => having(id, 'offered').length > 0)) ?? sessionId
    return { personId, sessionId }
  }

  private async act(next: Step): Promise<unknown> {
    if (next.kind === 'tick') {
      await moveClock(this.db, next.hours)
      if (next.work) await pump(this.database)
      return
    }
    const { personId, sessionId } = this.ids(next)
    const session = this.model.sessions[sessionId]
    const can = session && !session.cancelled && session.starts > this.model.now
    const run = (work: (tx: Transaction) => Promise<unknown>, actor: Actor = program) =>
      this.withCut(next.cut, actor, work)
    const own = (work: (tx: Transaction) => Promise<unknown>) => run(work, member(personId))
    const place = { personId, sessionId }
    const death = () =>
      this.db.rows<{ id: string }>('select id from deaths where person_id = $1 and mistake_at is null', [
        personId,
      ])
    switch (next.kind) {
      case 'keep':
        return own(async (tx) => short(await places.keepPlace(tx, place)))
      case 'give back':
        return own(async (tx) => short(await places.giveBackPlace(tx, place)))
      case 'yes':
      case 'no': {
        const answer = next.kind
        return own(async (tx) => short(await places.answerOffer(tx, { ...place, answer })))
      }
      case 'limit':
        return run(async (tx) => {
          await say(tx, 'update sessions set session_limit = ? where id = ?', next.to, sessionId)
          await places.limitChanged(tx, sessionId)
        })
      case 'cancel':
      case 'stands again':
        return run(async (tx) => {
          await say(
            tx,
            `update sessions set state = ?, cancelled_words = 'Snow' where id = ?`,
            next.kind === 'cancel' ? 'cancelled' : 'planned',
            sessionId,
          )
          await places.sessionCancelled(tx, sessionId)
        })
      case 'move':
        if (!can) return
        return run(async (tx) => {
          await moveTo(tx, sessionId, next.hours)
          await places.sessionMoved(tx, sessionId)
        })
      case 'stand':
        return own((tx) =>
          places.setStanding(tx, {
            personId,
            groupId: this.world.groupId,
            standing: next.stands,
            coming: next.frees ? 'free' : 'keep',
          }),
        )
      case 'lay out':
        if (this.world.sessionIds.length > 5) return
        return run(async (tx) =>
          places.sessionsLaidOut(tx, [await layOut(tx, this.world.groupId, 500, next.limit)]),
        )
      case 'leave':
        return run(async (tx) => {
          await say(
            tx,
            'update members set left_at = clock(), standing = false where person_id = ? and left_at is null',
            personId,
          )
          await places.leavePlaces(tx, { personId, groupId: this.world.groupId })
        })
      case 'join again':
        return run((tx) =>
          say(
            tx,
            'insert into members (person_id, group_id) values (?, ?) on conflict do nothing',
            personId,
            this.world.groupId,
          ),
        )
      case 'die':
        if (this.model.people[personId]?.died) return
        return run(async (tx) => {
          const { rows } = await say(tx, 'insert into deaths (person_id) values (?) returning id', personId)
          await places.freePlacesAfterDeath(tx, { personId, deathId: (rows[0] as { id: string }).id })
        })
      case 'mistake': {
        const [found] = await death()
        if (!found) return
        this.hadMistakes = true
        return run(async (tx) => {
          await say(tx, 'update deaths set mistake_at = clock() where id = ?', found.id)
          await places.restorePlacesAfterMistake(tx, { personId, deathId: found.id })
        })
      }
      case 'free a seat':
        return run(async (tx) => {
          const [first] = await places.heldBackPlaces(tx, sessionId)
          if (first) await places.freeHeldBackPlace(tx, first.id)
        })
      case 'stop messages':
        return run((tx) => say(tx, `insert into stops (person_id, what) values (?, 'all')`, personId))
    }
  }

  private apply(next: Step, seen: Picture): string | undefined {
    const m = this.model
    const { personId, sessionId } = this.ids(next)
    const s = m.sessions[sessionId]
    if (!s) throw new Error('No such session')
    switch (next.kind) {
      case 'tick':
        if (next.work) for (const one of Object.values(m.sessions)) if (due(m, one)) model.work(m, one)
        return
      case 'keep':
        return model.keep(m, s, personId)
      case 'give back':
        return model.giveBack(m, s, personId)
      case 'yes':
      case 'no':
        return model.answer(m, s, personId, next.kind === 'yes')
      case 'limit':
        if (next.to !== null && (s.limit === null || next.to < s.limit)) this.lowered.push(sessionId)
        s.limit = next.to
        model.work(m, s)
        return
      case 'cancel':
      case 'stands again':
        s.cancelled = next.kind === 'cancel'
        model.work(m, s)
        model.fill(m, s)
        return
      case 'move':
        if (s.cancelled || s.starts <= m.now) return
        s.starts = seen.sessions[sessionId]?.starts ?? 0
        model.work(m, s)
        return
      case 'stand':
        model.stand(m, personId, next.stands, next.frees)
        return
      case 'lay out':
        for (const [id, { starts }] of Object.entries(seen.sessions))
          if (!m.sessions[id]) model.layOut(m, id, starts, next.limit)
        return
      case 'leave':
        model.leave(m, personId)
        return
      case 'join again':
        model.rejoin(m, personId)
        return
      case 'die':
        model.die(m, personId)
        return
      case 'mistake':
        model.mistake(m, personId)
        return
      case 'free a seat':
        model.freeHeld(m, s)
        return
      case 'stop messages':
        return
    }
  }

  private async withCut<T>(
    when: Step extends { cut: infer C } ? C : unknown,
    actor: Actor,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    if (when === null || !this.cuts) return as(this.database, actor, work)
    const end = () =>
      this.db.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sequences' and datname = current_database()`,
      )
    if (when === 'before the commit')
      return as(this.database, actor, async (tx) => {
        const said = await work(tx)
        await end()
        return said
      })
    const working = as(this.database, actor, work)
    const quiet = working.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, when as number))
    await end()
    await quiet
    // What the backend had begun to commit may end after its connection did.
    while (
      (
        await this.db.rows(
          `select from pg_stat_activity where application_name = 'sequences' and state <> 'idle' and datname = current_database()`,
        )
      ).length > 0
    );
    return working
  }
}

const due = (m: model.Model, s: model.Session) =>
  Object.values(s.places).some((p) => p.state === 'offered' && p.answerBy !== null && p.answerBy <= m.now)

function short(answer: { ok: boolean; state?: string; was?: string; reason?: string }): string | undefined {
  return answer.ok ? (answer.state ?? answer.was) : answer.reason
}
