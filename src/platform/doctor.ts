import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { pendingMigrations } from './migrate.ts'
import type { Program } from './program.ts'
import { loginRoles, serverVersion } from './roles.ts'
import { smtpAnswers } from './smtp.ts'
import { checkTables } from './table-check.ts'

export interface Finding {
  part:
    | 'database'
    | 'migrations'
    | 'roles'
    | 'clock'
    | 'disk'
    | 'keys'
    | 'mail'
    | 'texts'
    | 'jobs'
    | 'messages'
    | 'gate'
  well: boolean
  says: string
}

/** Looks at a set-up and says in plain words how each part of it stands. Changes nothing and sends nothing. */
export async function examine(program: Program): Promise<Finding[]> {
  const { config } = program.services
  return withClients(program, async (owner, app, jobs) => [
    await database(owner, app),
    await migrations(owner),
    await roles(owner),
    await clock(owner, config),
    await disk(config),
    keys(config),
    await mail(config),
    texts(config),
    await jobsWork(owner, jobs, program.ownsServer),
    await messages(owner),
    await gate(owner),
  ])
}

async function withClients<T>(
  program: Program,
  work: (owner: pg.Client, app: pg.Client, jobs: pg.Client) => Promise<T>,
): Promise<T> {
  const urls = [program.urls.owner, program.urls.app, program.urls.jobs]
  const clients = urls.map(
    (connectionString) => new pg.Client({ connectionString, statement_timeout: 15_000 }),
  )
  const [owner, app, jobs] = clients as [pg.Client, pg.Client, pg.Client]
  try {
    for (const client of clients) await client.connect()
    return await work(owner, app, jobs)
  } finally {
    for (const client of clients) await client.end()
  }
}

const fine = (part: Finding['part'], says: string): Finding => ({ part, well: true, says })
const wrong = (part: Finding['part'], says: string): Finding => ({ part, well: false, says })

async function database(owner: pg.Client, app: pg.Client): Promise<Finding> {
  const version = await serverVersion(owner)
  if (version < 15) return wrong('database', `PostgreSQL ${version} is too old; 15 or later is needed.`)
  for (const client of [owner, app]) {
    // A pooler stands in for the server: the process that it announced is not the one that answers.
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const announced = (client as pg.Client & { processID?: number }).processID
    if (announced !== rows[0]?.pid) {
      return wrong(
        'database',
        'The addresses lead through a connection pooler. Alongside listens for changes and holds locks, so it needs ' +
          'the server itself.',
      )
    }
  }
  const { rows } = await owner.query<{ fsync: string; encoding: string; free: number; most: number }>(
    `select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
            current_setting('max_connections')::integer as most,
            current_setting('max_connections')::integer - (select count(*)::integer from pg_stat_activity) as free`,
  )
  const [row] = rows
  if (row?.fsync !== 'on')
    return wrong('database', 'fsync is off: what people were told is done can be lost in a power cut.')
  if (row.encoding !== 'UTF8') return wrong('database', `Its encoding is ${row.encoding}; it must be UTF8.`)
  if (row.free < 20) return wrong('database', `Only ${row.free} of ${row.most} connections are free.`)
  return fine(
    'database',
    `PostgreSQL ${version}, reached directly, ${row.free} of ${row.most} connections free.`,
  )
}

async function migrations(owner: pg.Client): Promise<Finding> {
  const pending = await pendingMigrations(owner)
  if (pending.length > 0)
    return wrong('migrations', `Not applied yet: ${pending.join(', ')}. Run "alongside migrate".`)
  const sentences = await checkTables(owner)
  if (sentences.length > 0) return wrong('migrations', sentences.join(' '))
  return fine('migrations', 'All are applied, and every table with personal data is guarded.')
}

async function roles(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ name: string; missing: boolean; risky: boolean; inherits: boolean }>(
    `select wanted.name, r.oid is null as missing,
            coalesce(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb, false) as risky,
            coalesce(rolinherit, false) as inherits
       from unnest($1::text[]) as wanted(name) left join pg_roles r on r.rolname = wanted.name`,
    [Object.values(loginRoles)],
  )
  const missing = rows.filter((row) => row.missing).map((row) => row.name)
  if (missing.length > 0)
    return wrong('roles', `Missing: ${missing.join(', ')}. Run "alongside database init".`)
  const risky = rows.filter((row) => row.risky || (row.name === loginRoles.app && row.inherits))
  if (risky.length > 0) {
    return wrong(
      'roles',
      `${risky.map((row) => row.name).join(', ')} may do too much. Run "alongside database init" again.`,
    )
  }
  return fine('roles', 'None may do more than it needs.')
}

async function clock(owner: pg.Client, config: Config): Promise<Finding> {
  const before = Date.now()
  const { rows } = await owner.query<{ now: Date; ahead: number }>(
    'select clock_timestamp() as now, extract(epoch from clock() - clock_timestamp())::float8 as ahead',
  )
  const middle = (before + Date.now()) / 2
  const seconds = Math.abs((rows[0]?.now.getTime() ?? 0) - middle) / 1000
  if (seconds > 5) {
    return wrong(
      'clock',
      `This machine and the database differ by ${Math.round(seconds)} seconds. Set both by a time server.`,
    )
  }
  if (!config.sample && Math.abs(rows[0]?.ahead ?? 0) > 1) {
    return wrong(
      'clock',
      'The database’s clock was moved for a sample: reminders would go out at the wrong time.',
    )
  }
  return fine('clock', 'This machine and the database agree.')
}

async function disk(config: Config): Promise<Finding> {
  const folder = config.database === null ? config.dataFolder : process.cwd()
  const { bavail, bsize, blocks } = await statfs(folder)
  const free = bavail * bsize
  const says = `${(free / 1e9).toFixed(1)} GB free for ${folder}.`
  return free < 1e9 || bavail / blocks < 0.03
    ? wrong('disk', `Only ${says} Please make room.`)
    : fine('disk', says)
}

function keys(config: Config): Finding {
  if (config.database !== null)
    return fine('keys', 'SECRET_KEY is set. Every process must be given the same.')
  const open = ['keys.json', 'secret'].filter((name) => {
    const found = statSync(join(config.dataFolder, name), { throwIfNoEntry: false })
    return found !== undefined && (found.mode & 0o077) !== 0
  })
  if (open.length > 0)
    return wrong('keys', `Others on this machine can read ${open.join(' and ')} in ${config.dataFolder}.`)
  return fine('keys', `They are in ${config.dataFolder}, readable by this user alone.`)
}

async function mail(config: Config): Promise<Finding> {
  if (config.smtp === null) return fine('mail', 'Sample mode: messages are kept and shown, not sent.')
  const answer = await smtpAnswers(config.smtp.url)
  return answer.ok
    ? fine('mail', 'The mail server answers and takes our name and password.')
    : wrong('mail', `The mail server does not take us: ${answer.code}.`)
}

/** Half a set-up sends texts that nobody can stop, or takes reports on none. */
function texts({ texts, textReports, sample }: Config): Finding {
  if (texts === null && textReports !== null)
    return wrong('texts', 'TEXTS_REPORT_KEY is set, but TEXTS_URL and TEXTS_BODY are not: none are sent.')
  if (texts === null)
    return fine(
      'texts',
      sample ? 'Sample mode: texts are kept and shown, not sent.' : 'None are sent: TEXTS_URL is not set.',
    )
  if (textReports === null)
    return wrong(
      'texts',
      'TEXTS_REPORT_KEY is missing: nobody hears whether texts arrive, and an answer of STOP does not reach us.',
    )
  if (texts.idField === null && !texts.body.includes('{id}'))
    return wrong(
      'texts',
      'Reports cannot be told apart: set TEXTS_ID_FIELD, or hand our own {id} over in TEXTS_BODY.',
    )
  return fine('texts', `They are sent through ${new URL(texts.url).host}; reports and answers are taken.`)
}

async function jobsWork(owner: pg.Client, jobs: pg.Client, alone: boolean): Promise<Finding> {
  const { rows: stuck } = await jobs.query<{ task: string; count: number }>(
    `select task_identifier as task, count(*)::integer as count from graphile_worker.jobs
      where attempts >= max_attempts or locked_at < now() - interval '30 minutes' group by 1 order by 1`,
  )
  if (stuck.length > 0) {
    const list = stuck.map(({ task, count }) => `${task} (${count})`).join(', ')
    return wrong('jobs', `These have given up or hang: ${list}. The log says why.`)
  }
  const { rows } = await owner.query<{ seconds: number | null }>(
    'select extract(epoch from clock_timestamp() - max(at))::float8 as seconds from heartbeats',
  )
  const seconds = rows[0]?.seconds ?? null
  // This very command may be the only thing that runs: then nobody can be at work.
  if (alone) return fine('jobs', 'None is stuck. Nothing else of Alongside runs at the moment.')
  if (seconds === null || seconds > 60) {
    return wrong(
      'jobs',
      'Nobody works on them: no message will go out. Start "alongside serve" or "alongside work".',
    )
  }
  return fine('jobs', 'Somebody works on them, and none is stuck.')
}

async function messages(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ late: number; undelivered: number }>(
    `select count(*) filter (where state = 'waiting' and attempts = 0 and due_at < clock() - interval '15 minutes' and try_after < 'infinity'
              and coalesce(useless_after, 'infinity') > clock())::integer as late,
            count(*) filter (where state in ('undelivered', 'bounced') and seen_undelivered_at is null)::integer as undelivered
       from messages`,
  )
  const { late = 0, undelivered = 0 } = rows[0] ?? {}
  if (late > 0) return wrong('messages', `${late} should have gone out more than a quarter of an hour ago.`)
  if (undelivered > 0)
    return fine('messages', `None is late. ${undelivered} could not be delivered: staff see them.`)
  return fine('messages', 'None is late.')
}

async function gate(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ open: boolean; why: string | null }>(
    'select open, why from gate_state',
  )
  const [row] = rows
  if (row?.open) return fine('gate', 'Open.')
  return wrong('gate', `Closed, so nothing is sent. ${row?.why ?? 'No reason was noted.'}`)
}
