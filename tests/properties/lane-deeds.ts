import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { recordDeath, takeBackDeath } from '../../src/features/bereavement/bereavement.ts'
import { takeInText } from '../../src/features/messages/incoming-texts.ts'
import { queueMessage } from '../../src/features/messages/messages.ts'
import { endStop, pauseMessages, stopMessages } from '../../src/features/people/stops.ts'
import { mergePeople, undoMerge } from '../../src/features/rights/doubles.ts'
import type { Lane } from './lane.ts'
import type { Actor } from './turns.ts'

export type Deed =
  | 'queue'
  | 'die'
  | 'mistake'
  | 'stop'
  | 'start again'
  | 'pause'
  | 'STOP'
  | 'merge'
  | 'undo'
  | 'clock'
  | 'kill'
  | 'cut'

const withoutDesk: readonly Deed[] = ['clock', 'kill', 'cut']
const pauseMs = 25 * 60_000

/** What may happen in a run. Each is told to the lane's `silences` when it has committed, before anybody else goes on. */
export const deeds = {
  needsDesk: (deed: Deed) => !withoutDesk.includes(deed),

  begin(lane: Lane, deed: Deed, desk: Actor | undefined): void | Promise<void> {
    if (deed === 'clock') return lane.moveClock([1, 10, 180][lane.next(3)] ?? 1)
    if (deed === 'kill' || deed === 'cut') {
      const busy = lane.workers.filter(({ actor }) => actor.state !== 'idle')
      const worker = busy[lane.next(busy.length)]
      return worker && lane[deed](worker)
    }
    const [one, other] = two(lane)
    const merge = lane.merges[lane.next(lane.merges.length)]
    const due = new Date(lane.nextMoment() + (lane.next(4) === 0 ? 5 * 60_000 : 0))
    lane.happened.push(
      `${desk?.name} begins: ${deed} ${nth(lane, one)}${deed === 'merge' ? nth(lane, other) : ''}`,
    )
    desk?.begin(() =>
      onDesk(lane, desk, deed, { one, other, merge, due }).catch((error: { code?: string }) => {
        // Their record was made part of another one meanwhile; or, seldom, three deadlocks one after the other.
        if (error.code !== '23503' && error.code !== '40P01') throw error
        lane.happened.push(`${desk.name} could not: ${error.code}`)
      }),
    )
  },
}

const nth = (lane: Lane, record: string) => `${lane.records.indexOf(record) + 1} `

/** Mostly the two of this run, so that what happens to them meets. */
function two(lane: Lane): [string, string] {
  if (lane.next(4) > 0) return lane.next(2) === 0 ? lane.pair : [lane.pair[1], lane.pair[0]]
  const one = lane.next(lane.records.length)
  const other = (one + 1 + lane.next(lane.records.length - 1)) % lane.records.length
  return [lane.records[one] ?? '', lane.records[other] ?? '']
}

type Chosen = { one: string; other: string; merge: string | undefined; due: Date }

async function onDesk(
  lane: Lane,
  desk: Actor,
  deed: Deed,
  { one, other, merge, due }: Chosen,
): Promise<void> {
  const personId = one
  const { silences } = lane
  const staff = <T>(work: (tx: Transaction) => Promise<T>) => lane.transact(desk, 'staff', work)
  switch (deed) {
    case 'queue':
      return queue(lane, desk, one, due)
    case 'die': {
      const answer = await staff((tx) =>
        recordDeath(tx, { personId, toldBy: '', toldOn: null, sure: 'told' }),
      )
      if (answer.ok) silences.begins(one, 'death')
      break
    }
    case 'mistake': {
      const answer = await staff((tx) => takeBackDeath(tx, { personId }))
      if (answer.ok) silences.ends(one, ['death'])
      break
    }
    case 'stop': {
      const silent = await staff(async (tx) => {
        await stopMessages(tx, { personId, what: 'all', way: 'phone' })
        return begun(tx, 'all')
      })
      for (const record of silent) silences.begins(record, 'all')
      break
    }
    case 'pause': {
      const until = new Date(lane.now() + pauseMs)
      const over = await staff(async (tx) => {
        await pauseMessages(tx, { personId, until, way: 'phone' })
        return ended(tx)
      })
      silences.ends(one, over)
      return silences.begins(one, 'pause', until.getTime())
    }
    case 'start again': {
      const over = await staff(async (tx) => {
        await endStop(tx, { personId })
        return ended(tx)
      })
      return silences.ends(one, over)
    }
    case 'STOP':
      return stopTexts(lane, desk)
    case 'merge': {
      const answer = await staff((tx) => mergePeople(tx, { keptId: one, goneId: other, take: [] }))
      if (!answer.ok) break
      lane.merges.push(answer.mergeId)
      silences.merged({ id: answer.mergeId, kept: one, gone: other })
      break
    }
    default: {
      if (!merge) break
      const answer = await staff((tx) => undoMerge(tx, merge))
      if (!answer.ok) break
      lane.merges = lane.merges.filter((id) => id !== merge)
      silences.apart(merge)
    }
  }
}

/** Whose stop this transaction has begun: asking twice changes nothing. */
async function begun(tx: Transaction, what: 'all' | 'texts'): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_id as id from stops
    where what = ${what} and ended_at is null and xmin = pg_current_xact_id()::xid`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What this transaction has ended: a stop that somebody else was just writing down stands. */
async function ended(tx: Transaction): Promise<('all' | 'pause')[]> {
  const { rows } = await sql<{ what: 'all' | 'pause' }>`select distinct what from stops
    where what in ('all', 'pause') and ended_at is not null and xmin = pg_current_xact_id()::xid`.execute(tx)
  return rows.map(({ what }) => what)
}

async function queue(lane: Lane, desk: Actor, personId: string, dueAt: Date): Promise<void> {
  const once = `${personId} ${lane.silences.messages.size} ${lane.next(1e9)}`
  await lane.transact(desk, 'program', (tx) =>
    queueMessage(tx, { kind: 'joined', personId, groupId: lane.group, dueAt, once }),
  )
  // Merged in the very moment: then it is of whoever they are now, until that is undone.
  const [row] = await lane.db.rows<{ id: string }>('select id from messages where once = $1', [once])
  if (row) lane.silences.queued(row.id, personId)
}

/** Whoever has the number writes STOP. */
async function stopTexts(lane: Lane, desk: Actor): Promise<void> {
  const number = [...lane.silences.addresses.keys()].find((value) => value.startsWith('+'))
  if (!number) return
  const silent = await lane.transact(desk, 'program', async (tx) => {
    await takeInText(tx, { from: number, text: 'STOP', providerId: null })
    return begun(tx, 'texts')
  })
  for (const record of silent) lane.silences.begins(record, 'texts')
}
