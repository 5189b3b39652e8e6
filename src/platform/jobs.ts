import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { system } from './actor.ts'
import { openDatabase, type Transaction } from './database.ts'
import type { Log } from './log.ts'
import { transact } from './transactions.ts'
import type { Services } from './web.ts'

/** Work at set times (`cron`, real time, UTC) or when something enqueued it. Payloads hold ids only. */
export type Timer = {
  name: string
  cron?: string
  /** Also once when a process that works on jobs starts. */
  atStart?: boolean
  run(services: Services, payload: Record<string, string>): Promise<void>
}
/**
 * Work on rows that are due by clock(): looked for again and again, in batches, by every process at once (rows are
 * taken with `skip locked`). Returns whether there may be more at once.
 */
export type Pump = {
  name: string
  everyMs: number
  run(services: Services): Promise<boolean>
  /** Gives back what it holds open, when the process stops. */
  close?(services: Services): Promise<void>
}

/** Enqueues a timer's work in the running transaction: it happens if and only if that commits (P3). */
export async function enqueue(
  tx: Transaction,
  name: string,
  payload: Record<string, string> = {},
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await sql`select graphile_worker.enqueue(${taskName(name)}, ${JSON.stringify(payload)}::json, ${options.runAt ?? null}::timestamptz,
    ${options.key ?? null})`.execute(tx)
}

/** Works on timers and pumps until stopped; what has begun is finished. */
export async function startJobs(
  services: Services,
  jobsUrl: string,
  timers: readonly Timer[],
  pumps: readonly Pump[],
): Promise<{ stop(): Promise<void> }> {
  const log = services.log.child({ part: 'jobs' })
  const tasks: TaskList = {}
  for (const timer of timers)
    tasks[taskName(timer.name)] = async (payload) =>
      timer.run(services, (payload ?? {}) as Record<string, string>)
  const crontab = timers
    .filter((timer) => timer.cron)
    .map((timer) => `${timer.cron} ${taskName(timer.name)}`)
    .join('\n')
  // A pool of our own: the runner's goes on closing after it says that it has stopped, and a connection that the database
  // then cuts would end the process before the database is stopped cleanly.
  const database = openDatabase(jobsUrl, 3, 'alongside jobs')
  const runner: Runner = await run({
    pgPool: database.pool,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    taskList: tasks,
    crontab,
    logger: quietLogger(log),
  })
  const loops = pumps.map((pump) => startPump(services, pump, log))
  const beat = startPump(services, { name: 'heartbeat', everyMs: 10_000, run: leaveHeartbeat }, log)
  for (const timer of timers.filter((t) => t.atStart))
    await timer.run(services, {}).catch((err) => log.error({ err, job: timer.name }, 'failed at start'))
  return {
    async stop() {
      await Promise.all([...loops, beat].map((loop) => loop.stop()))
      await Promise.all(pumps.map((pump) => pump.close?.(services)))
      await runner.stop()
      await database.close()
    },
  }
}

/** The job runner's own files of times take no dots. */
const taskName = (name: string) => name.replaceAll('.', ':')

async function leaveHeartbeat(services: Services): Promise<boolean> {
  await transact(services.database, system('heartbeat'), async (tx) => {
    await sql`insert into heartbeats (process) values (${`jobs ${process.pid}`})
      on conflict (process) do update set at = clock_timestamp()`.execute(tx)
    await sql`delete from heartbeats where at < clock_timestamp() - interval '1 hour'`.execute(tx)
  })
  return false
}

function startPump(services: Services, pump: Pump, log: Log): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  let failures = 0
  const loop = (async () => {
    while (!stopped) {
      let more = false
      try {
        more = await pump.run(services)
        failures = 0
      } catch (err) {
        failures++
        log.error({ err, pump: pump.name, failures }, 'a pump failed and will try again')
      }
      if (more || stopped) continue
      const pause = pump.everyMs * Math.min(2 ** failures, 60)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      wake()
      await loop
    },
  }
}

function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    const error = (meta as { error?: unknown } | undefined)?.error
    if (level === 'error')
      log.error({ err: error, said: error ? undefined : message.slice(0, 60) }, 'job worker')
    else if (level === 'warning') log.warn({ said: message.slice(0, 80) }, 'job worker')
  })
}
