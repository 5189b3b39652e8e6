import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { CompiledQuery } from 'kysely'
import { queueMessage } from '../../src/features/messages/messages.ts'
import { system } from '../../src/platform/actor.ts'
import type { TestDatabase } from '../../src/platform/testing/database.ts'
import type { smallCharity } from '../../src/platform/testing/small-charity.ts'
import type { TestSmtp } from '../../src/platform/testing/smtp.ts'
import { transact } from '../../src/platform/transactions.ts'

/** What may happen to one of a few people, and how many milliseconds pass before. */
type Step = {
  what: 'queue' | 'die' | 'mistake' | 'stop' | 'start again' | 'pause' | 'resume'
  who: number
  wait: number
}

const people = 3
const sequencesAtOnce = 4
const steps = fc.array(
  fc.record({
    // Silences are taken back more often than they begin, so that there is always something to send.
    what: fc.constantFrom<Step['what']>(
      ...Array<'queue'>(7).fill('queue'),
      ...(['die', 'stop', 'pause'] as const),
      ...(['mistake', 'start again', 'resume', 'mistake', 'start again', 'resume'] as const),
    ),
    who: fc.nat(people - 1),
    wait: fc.nat(12),
  }),
  { minLength: 14, maxLength: 24 },
)

export type Outcome = {
  /** Sends that began after a death or a stop was committed and before anybody took it back. */
  late: number
  /** Messages that neither arrived nor were stopped for a reason that was true. */
  lost: number
  /** The longest that recording a death or a stop took, in milliseconds. */
  slowestRecording: number
  sent: number
  stopped: number
}

/**
 * Plays one random sequence for each seed, a few at once, while processes beside this one drain the outbox. What the mail
 * server saw is then held against when deaths and stops were committed: the invariant of P1.
 */
export async function simulate(
  db: TestDatabase,
  charity: ReturnType<typeof smallCharity>,
  smtp: TestSmtp,
  seeds: readonly number[],
): Promise<Outcome> {
  const group = await charity.group(`Group ${seeds[0]}-${Math.random()}`)
  const outcome: Outcome = { late: 0, lost: 0, slowestRecording: 0, sent: 0, stopped: 0 }
  const todo = [...seeds]
  const histories: History[] = []
  await Promise.all(
    Array.from({ length: sequencesAtOnce }, async () => {
      for (let seed = todo.shift(); seed !== undefined; seed = todo.shift()) {
        const [sequence] = fc.sample(steps, { seed, numRuns: 1 })
        const who = await Promise.all(
          Array.from({ length: people }, (_, i) => charity.person(`Person ${i}`, { groups: [group] })),
        )
        const mine = await Promise.all(who.map((id) => History.of(db, id)))
        for (const step of sequence ?? []) {
          await pause(step.wait)
          const history = mine[step.who]
          if (history) await play(db, step.what, history, group)
        }
        histories.push(...mine)
      }
    }),
  )

  await emptied(db)

  for (const history of histories) {
    outcome.slowestRecording = Math.max(outcome.slowestRecording, history.slowest)
    outcome.late += smtp.begun.filter(({ to, at }) => to === history.email && history.silentAt(at)).length
    const rows = await db.rows<{ id: string; state: string }>(
      `select id, state from messages where person_id = $1`,
      [history.personId],
    )
    const arrived = smtp.arrived.filter((mail) => mail.to === history.email)
    for (const row of rows) {
      if (row.state === 'sent') {
        outcome.sent += 1
        if (!arrived.some((mail) => mail.raw.includes(`<${row.id}@`))) outcome.lost += 1
      } else if (row.state === 'stopped' && history.everSilent) outcome.stopped += 1
      else outcome.lost += 1
    }
  }
  return outcome
}

/**
 * Waits until nothing waits: what a cut connection left for its next attempt is due now. On a busy machine that takes
 * its time, so it gives up only when the outbox has not become shorter for long.
 */
async function emptied(db: TestDatabase): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let shorterAt = performance.now()
  while (performance.now() - shorterAt < 20_000) {
    await db.rows(
      `update messages set try_after = clock(), claimed_until = '-infinity' where state = 'waiting'`,
    )
    await pause(60)
    const [left] = await db.rows<{ n: number }>(
      `select count(*)::int as n from messages where state = 'waiting'`,
    )
    if (!left?.n) return
    if (left.n < least) {
      least = left.n
      shorterAt = performance.now()
    }
  }
}

/** When someone was not to be written to, by the clock of this process: from after a commit until before the next change. */
class History {
  readonly personId: string
  readonly email: string
  slowest = 0
  everSilent = false
  private readonly reasons = new Set<'death' | 'all' | 'pause'>()
  private readonly silences: { from: number; until: number }[] = []

  private constructor(personId: string, email: string) {
    this.personId = personId
    this.email = email
  }

  static async of(db: TestDatabase, personId: string): Promise<History> {
    const [row] = await db.rows<{ value: string }>(
      `select value from addresses a join person_addresses pa on pa.address_id = a.id where pa.person_id = $1`,
      [personId],
    )
    return new History(personId, row?.value ?? '')
  }

  async change(
    reason: 'death' | 'all' | 'pause',
    silent: boolean,
    commit: () => Promise<unknown>,
  ): Promise<void> {
    if (this.reasons.has(reason) === silent) return
    const began = performance.now()
    // Taking something back may let a message out before we hear of the commit: the silence ends when we ask.
    if (!silent) {
      this.reasons.delete(reason)
      if (this.reasons.size === 0) this.end(began)
    }
    // The gate may see it before we hear of the commit: what it stops from here on is rightly stopped.
    if (silent) this.everSilent = true
    await commit()
    const now = performance.now()
    if (silent) {
      this.slowest = Math.max(this.slowest, now - began)
      if (this.reasons.size === 0) this.silences.push({ from: now, until: Number.POSITIVE_INFINITY })
      this.reasons.add(reason)
    }
  }

  private end(at: number) {
    const last = this.silences.at(-1)
    if (last) last.until = at
  }

  silentAt(at: number): boolean {
    return this.silences.some(({ from, until }) => at > from && at < until)
  }
}

async function play(db: TestDatabase, what: Step['what'], history: History, group: string): Promise<void> {
  const who = history.personId
  const run = (sql: string) => () =>
    transact(db.app, system('test'), (tx) => tx.executeQuery(CompiledQuery.raw(sql, [who])))
  switch (what) {
    case 'queue':
      await transact(db.app, system('test'), (tx) =>
        queueMessage(tx, { kind: 'joined', personId: who, groupId: group }),
      )
      return
    case 'die':
      return history.change('death', true, run(`insert into deaths (person_id) values ($1)`))
    case 'mistake':
      return history.change(
        'death',
        false,
        run(`update deaths set mistake_at = clock() where person_id = $1`),
      )
    case 'stop':
      return history.change('all', true, run(`insert into stops (person_id, what) values ($1, 'all')`))
    case 'start again':
      return history.change(
        'all',
        false,
        run(`update stops set ended_at = clock() where person_id = $1 and what = 'all'`),
      )
    case 'pause':
      return history.change(
        'pause',
        true,
        run(`insert into stops (person_id, what, until) values ($1, 'pause', clock() + interval '1 day')`),
      )
    case 'resume':
      return history.change(
        'pause',
        false,
        run(`update stops set ended_at = clock() where person_id = $1 and what = 'pause'`),
      )
  }
}
