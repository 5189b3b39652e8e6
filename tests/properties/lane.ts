import { setTimeout as pause } from 'node:timers/promises'
import { type StaffActor, system } from '#platform/actor.ts'
import { type Database, openDatabase, type Transaction } from '#platform/database.ts'
import { type Mailer, openMailer } from '#platform/mail.ts'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { openTexter } from '#platform/texts.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { type Gate, openGate } from '../../src/features/messages/gate.ts'
import { postPrinted, printWaiting } from './clerk.ts'
import { type Door, openDoor, type Witness } from './doors.ts'
import { makePeople, numberMessages } from './lane-people.ts'
import { Silences } from './silences.ts'
import { type Actor, byTurns, Turns } from './turns.ts'

/** A process with a gate, which can be killed and begins anew. */
export type Worker = { name: string; door: Door; gate: Gate; actor: Actor }

const gates = 3
const desks = 3

/** Everything that one run needs: a database, gates with their ways out, desks where things are recorded, and what P1 asks for. */
export class Lane {
  readonly db: TestDatabase
  readonly turns: Turns
  readonly staff: StaffActor
  readonly group: string
  readonly clerk: Actor
  readonly workers: Worker[] = []
  readonly services: Services
  desks: Actor[] = []
  silences = new Silences(() => this.now())
  records: string[] = []
  /** The two to whom most of it happens. */
  pair: [string, string] = ['', '']
  merges: string[] = []
  happened: string[] = []
  wrong: string[] = []
  counted = { sent: 0, stopped: 0, steps: 0, waited: 0, killed: 0 }
  next: (below: number) => number = () => 0
  private readonly wrap: (mailer: Mailer) => Mailer
  private beside: { actor: Actor; work: () => Promise<void> } | null = null
  private waitedBefore = 0
  private arrived = new Set<string>()
  private aheadMs = 0
  private lastMoment = 0

  constructor(db: TestDatabase, staff: StaffActor, group: string, wrap: (mailer: Mailer) => Mailer) {
    this.db = db
    this.wrap = wrap
    this.staff = staff
    this.group = group
    this.turns = new Turns(db)
    this.clerk = this.turns.actor('clerk')
    for (let i = 1; i <= desks; i++) this.desks.push(this.turns.actor(`desk ${i}`))
    this.services = { ...testServices(db), database: byTurns(db.app, () => this.clerk) }
  }

  now(): number {
    return Date.now() + this.aheadMs
  }

  /** As `now`, and never the same twice: what is queued first is due first, however quick the machine is. */
  nextMoment(): number {
    this.lastMoment = Math.max(this.lastMoment + 1, this.now())
    return this.lastMoment
  }

  say(what: string): void {
    this.wrong.push(what)
  }

  async start(seed: number, next: (below: number) => number): Promise<void> {
    this.next = next
    this.aheadMs = 0
    this.lastMoment = 0
    this.happened = []
    this.wrong = []
    this.merges = []
    this.arrived = new Set()
    this.counted = { sent: 0, stopped: 0, steps: 0, waited: 0, killed: 0 }
    this.silences = new Silences(() => this.now())
    this.waitedBefore = this.turns.waited
    const rows = await makePeople(this.db, this.group, seed)
    this.records = rows.map(({ id }) => id)
    const first = next(rows.length)
    const second = (first + 1 + next(rows.length - 1)) % rows.length
    this.pair = [this.records[first] ?? '', this.records[second] ?? '']
    for (const { id, value } of rows) this.silences.addresses.set(value, id)
  }

  /** As the program, or as staff, one statement at a time. */
  transact<T>(desk: Actor, who: 'staff' | 'program', work: (tx: Transaction) => Promise<T>): Promise<T> {
    const actor = who === 'staff' ? this.staff : system('a simulation')
    return transact(
      byTurns(this.db.app, () => desk),
      actor,
      work,
    )
  }

  async moveClock(minutes: number): Promise<void> {
    this.happened.push(`the clock: ${minutes} minutes on`)
    await this.db.rows('update clock_offset set ahead_by = ahead_by + make_interval(mins => $1)', [minutes])
    this.aheadMs += minutes * 60_000
  }

  /** Everybody whose turn it may be, once they stand still. */
  async standing(): Promise<(() => Promise<void> | void)[]> {
    await this.settle()
    const parked = [...this.turns.actors].filter(({ state }) => state === 'parked')
    return parked
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((actor) => () => {
        this.counted.steps++
        this.happened.push(`${actor.name}: ${actor.next}`)
        actor.take()
      })
  }

  idleDesk(): Actor | undefined {
    return this.desks.find(({ state }) => state === 'idle')
  }

  idleWorkers(): (() => void)[] {
    const idle = this.workers.filter(({ actor }) => actor.state === 'idle')
    const starts = idle.map((worker) => () => this.drain(worker))
    if (this.clerk.state === 'idle') starts.push(() => this.paper())
    const { beside } = this
    if (beside?.actor.state === 'idle') starts.push(() => beside.actor.begin(beside.work))
    return starts
  }

  private drain({ actor, gate }: Worker): void {
    // As in the program: what goes wrong is tried again.
    actor.begin(() => gate.drain().catch(() => {}))
  }

  /** Prints, or posts what was printed before; each in its own time. */
  private paper(): void {
    const { db, services, clerk } = this
    const account = this.staff.accountId
    if (this.next(2) === 0) clerk.begin(() => printWaiting(db, services, account))
    else
      clerk.begin(async () => {
        const posted = await postPrinted(db, services, account)
        for (const id of posted) {
          this.arrived.add(id)
          this.mayGo(id, 'posted')
        }
        await this.adopt()
      })
  }

  /** A letter that was pulled out because the address had changed is printed anew: another message. */
  private async adopt(): Promise<void> {
    const found = await this.db.rows<{ id: string; person: string }>(
      `select id, person_id as person from messages where person_id = any($1) and id <> all($2)`,
      [this.records, [...this.silences.messages.keys()]],
    )
    for (const { id, person } of found) this.silences.queued(id, person)
  }

  /** Until everybody stands still, and somebody can go on unless all are idle: the database ends a deadlock. */
  private async settle(): Promise<void> {
    await this.turns.settle()
    const are = (wanted: Actor['state']) => [...this.turns.actors].some(({ state }) => state === wanted)
    while (!are('parked') && are('blocked')) {
      await pause(3)
      this.turns.letGo()
      await this.turns.settle()
    }
  }

  private mayGo(messageId: string, how: 'sent' | 'posted' | 'text'): void {
    const message = this.silences.messages.get(messageId)
    if (!message) this.say(`unknown message ${messageId} was ${how}`)
    else if (this.silences.silent(message.record, how === 'text' ? 'text' : 'any'))
      this.say(`LATE: ${messageId} (${how}) to record ${this.records.indexOf(message.record) + 1}`)
  }

  readonly witness: Witness = {
    mailBegins: (to) => {
      const record = this.silences.addresses.get(to)
      this.happened.push(`a send to ${to} begins`)
      if (!record) this.say(`unknown address ${to}`)
      else if (this.silences.silent(record)) this.say(`LATE: a send to ${to} began`)
    },
    mail: (id, taken) => {
      if (taken) this.arrived.add(id)
      else this.mayGo(id, 'sent')
    },
    text: (id) => {
      this.mayGo(id, 'text')
      this.arrived.add(id)
    },
    putOff: () => this.next(12) === 0,
  }

  async openWorker(name: string): Promise<void> {
    const actor = this.turns.actor(name)
    const door = await openDoor(actor, this.witness)
    this.workers.push({ name, actor, door, gate: this.openGate(door) })
  }

  private openGate(door: Door): Gate {
    const services = testServices(this.db, {
      smtp: { url: door.smtpUrl, connections: 1, dkim: null },
      texts: { url: door.textsUrl, headers: {}, body: '{"id": "{id}"}', idField: null },
    })
    const mailer = this.wrap(openMailer(services.config, services.clock))
    const database: Database = openDatabase(this.db.urls.app, 2, 'alongside gate')
    const texter = openTexter(services.config, services.clock)
    // Whoever is killed stays who they were: nothing of theirs goes on under the name of the next.
    const { actor } = door
    const turns = byTurns(database, () => actor)
    return openGate(services, mailer, texter, turns)
  }

  /** Somebody who works beside the gates, with a way out of their own: for faults. */
  async openBeside(work: (mailer: Mailer, lane: Lane) => Promise<void>): Promise<void> {
    const actor = this.turns.actor('beside')
    const door = await openDoor(actor, this.witness)
    const { config, clock } = testServices(this.db, {
      smtp: { url: door.smtpUrl, connections: 1, dkim: null },
    })
    const mailer = openMailer(config, clock)
    this.beside = { actor, work: () => work(mailer, this) }
  }

  /** As by kill -9: nothing of it goes on, its connections end, and another one begins. */
  async kill(worker: Worker): Promise<void> {
    const { actor, door, gate } = worker
    this.happened.push(`${actor.name} is killed before: ${actor.next}`)
    this.turns.actors.delete(actor)
    await this.turns.cut(actor)
    void gate.close().catch(() => {})
    door.actor = this.turns.actor(worker.name)
    Object.assign(worker, { actor: door.actor, gate: this.openGate(door) })
    this.counted.killed++
  }

  /** Its connections end in the middle; the process goes on and notices. */
  async cut(worker: Worker): Promise<void> {
    const { actor } = worker
    this.happened.push(`the connections of ${actor.name} are cut before: ${actor.next}`)
    await this.turns.cut(actor)
    // The news of it is on the way for a moment yet; then a send in the middle is broken off.
    await pause(5)
    if (actor.state === 'parked' && /^(SMTP|text)/.test(actor.next)) actor.state = 'running'
    this.counted.killed++
  }

  /** The last part of a run: everybody works until nothing waits. Then what became of each message is looked at. */
  async finish(): Promise<void> {
    for (let round = 0; ; round++) {
      await this.moveClock(180)
      for (const start of this.idleWorkers()) start()
      for (;;) {
        const choices = await this.standing()
        if (choices.length === 0) break
        choices[this.next(choices.length)]?.()
      }
      const left = await this.db.rows(`select from messages where state = 'waiting'`)
      if (left.length === 0) break
      if (round === 24) return this.say(`${left.length} messages wait for ever`)
    }
    await this.lookBack()
  }

  private async lookBack(): Promise<void> {
    this.counted.waited = this.turns.waited - this.waitedBefore
    const ids = [...this.silences.messages.keys()]
    const rows = await this.db.rows<{ id: string; state: string; why: string | null }>(
      `select id, state, stopped_why as why from messages where id = any($1)`,
      [ids],
    )
    if (rows.length !== ids.length) this.say('LOST: messages are gone')
    for (const { id, state, why } of rows) {
      const message = this.silences.messages.get(id)
      if (state === 'sent') {
        this.counted.sent++
        if (!this.arrived.has(id)) this.say(`LOST: ${id} counts as sent and never arrived`)
      } else if (why === 'address changed' || (message && this.silences.mayBeStopped(message)))
        this.counted.stopped++
      else
        this.say(
          `LOST: ${id} of record ${this.records.indexOf(message?.record ?? '') + 1} is ${state}, ${why}`,
        )
    }
  }

  /** After a run that broke off. */
  async renew(): Promise<void> {
    for (const actor of [...this.desks, this.clerk]) {
      await this.turns.cut(actor)
      actor.state = 'idle'
    }
    for (const worker of this.workers) await this.kill(worker)
    await this.db.rows(
      `update messages set state = 'stopped', stopped_why = 'dropped' where state = 'waiting'`,
    )
  }

  async close(): Promise<void> {
    for (const { door, gate } of this.workers) {
      await Promise.race([gate.close().catch(() => {}), pause(500)])
      await Promise.race([door.stop(), pause(500)])
    }
    await this.db.drop()
  }
}

/** @param wrap changes the way out of the gates, for faults. */
export async function openLane(wrap: (mailer: Mailer) => Mailer = (mailer) => mailer): Promise<Lane> {
  const db = await testDatabase()
  const charity = smallCharity(db)
  const staff = await charity.staff(['administrator'])
  const group = await charity.group('Wednesdays')
  // Two who wait for each other are told at once.
  await db.rows(
    `do $$ begin execute format('alter database %I set deadlock_timeout = ''20ms''', current_database()); end $$`,
  )
  await numberMessages(db)
  const lane = new Lane(db, staff, group, wrap)
  for (let i = 1; i <= gates; i++) await lane.openWorker(`gate ${i}`)
  return lane
}
