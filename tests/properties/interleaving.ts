import type { Mailer } from '#platform/mail.ts'
import { numbers } from './deeds.ts'
import { type Lane, openLane } from './lane.ts'
import { type Deed, deeds } from './lane-deeds.ts'

export type Outcome = {
  runs: number
  /** What broke P1 or was lost, each with its seed and everything that happened in that run. */
  wrong: string[]
  sent: number
  stopped: number
  /** Points at which somebody stood, waits for a lock, processes killed and connections cut. */
  steps: number
  waited: number
  killed: number
}

const most = { deeds: 16, steps: 4_000 }
const weights: readonly (readonly [Deed, number])[] = [
  ['queue', 6],
  ['die', 4],
  ['mistake', 3],
  ['stop', 3],
  ['start again', 2],
  ['pause', 2],
  ['STOP', 1],
  ['merge', 4],
  ['undo', 3],
  ['clock', 3],
  ['kill', 1],
  ['cut', 1],
]
/** Half of the kinds, others in each run: so what is left meets more often. */
function bagOf(next: (below: number) => number, kinds: readonly Deed[] | undefined): Deed[] {
  const some = weights.filter(([deed]) => deed === 'queue' || (kinds ? kinds.includes(deed) : next(2) === 0))
  return some.flatMap(([deed, weight]) => Array<Deed>(weight).fill(deed))
}

/**
 * One run: a few deeds about four people, while three gates and a clerk with letters are at work on the same, everybody
 * one step at a time in an order that the seed chooses. Then everybody works on until nothing waits.
 */
export async function play(lane: Lane, seed: number, kinds?: readonly Deed[]): Promise<void> {
  const next = numbers(seed)
  await lane.start(seed, next)
  const plan: Deed[] = ['queue', 'queue', 'queue']
  const bag = bagOf(next, kinds)
  for (let i = 0; i < 5 + next(most.deeds - 7); i++) plan.push(bag[next(bag.length)] ?? 'queue')
  for (let step = 0; ; step++) {
    const choices = await lane.standing()
    if (plan.length === 0 && choices.length === 0) break
    const desk = lane.idleDesk()
    const deed = plan[0]
    // Now and then, so that what was queued first is on its way to its end when the last of them happens.
    if (deed && (desk || !deeds.needsDesk(deed)) && (choices.length === 0 || next(3) === 0))
      choices.push(() => deeds.begin(lane, plan.shift() ?? 'queue', desk))
    // Not at every step: mostly there is nothing for them yet.
    if (plan.length > 0 && next(2) === 0) choices.push(...lane.idleWorkers())
    if (step > most.steps) throw new Error('no end in sight')
    await choices[next(choices.length)]?.()
  }
  await lane.finish()
}

/**
 * Plays one run for each seed, as many at a time as there are lanes: each has a database, a clock and mail servers of its
 * own, so that a run depends on its seed alone and can be played again by itself.
 * @param enough stops early, for a fault that has been caught. @param kinds only these deeds, beside queueing.
 */
export async function interleave(
  lanes: readonly Lane[],
  seeds: readonly number[],
  enough: (outcome: Outcome) => boolean = () => false,
  kinds?: readonly Deed[],
): Promise<Outcome> {
  const outcome: Outcome = { runs: 0, wrong: [], sent: 0, stopped: 0, steps: 0, waited: 0, killed: 0 }
  const todo = [...seeds]
  await Promise.all(
    lanes.map(async (lane) => {
      for (let seed = todo.shift(); seed !== undefined && !enough(outcome); seed = todo.shift()) {
        try {
          await play(lane, seed, kinds)
        } catch (error) {
          lane.say(`${(error as Error).stack}`)
          await lane.renew()
        }
        outcome.runs++
        if (lane.wrong.length > 0)
          outcome.wrong.push(`seed ${seed}:\n${lane.wrong.join('\n')}\n${lane.happened.join('\n')}`)
        for (const name of ['sent', 'stopped', 'steps', 'waited', 'killed'] as const)
          outcome[name] += lane.counted[name]
      }
    }),
  )
  return outcome
}

/** As many lanes as asked for, and their end. */
export async function openLanes(
  count: number,
  wrap?: (mailer: Mailer) => Mailer,
): Promise<{ lanes: Lane[]; close(): Promise<void> }> {
  const lanes: Lane[] = []
  for (let i = 0; i < count; i++) lanes.push(await openLane(wrap))
  return { lanes, close: async () => void (await Promise.all(lanes.map((lane) => lane.close()))) }
}
