import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { BenchContext, BenchResult } from './context.ts'
import { KeepAlive } from './keep-alive.ts'

const GROUPS = 10
const SESSIONS = 200
const PEOPLE = 200
const LIMIT = 20
const CONNECTIONS = 32
/** One in so many of those who got a place gives it back. */
const GIVES_BACK = 8

/**
 * 200 people race for the 20 places of each of 200 sessions, over HTTP, against two servers on one database; some give
 * theirs back and the next is offered it. Compared with inserts of one row, each committed by itself, over as many
 * connections, before and after, of which the mean counts.
 */
export async function benchPlaces(context: BenchContext): Promise<BenchResult[]> {
  const admin = new pg.Pool({ connectionString: context.adminUrl, max: CONNECTIONS })
  // The last connections close while the bench's server is being stopped.
  admin.on('error', () => {})
  const servers = [await context.serve(), await context.serve()]
  try {
    const attempts = await layOut(admin)
    const before = await insertsPerSecond(admin, 4)
    const { perSecond, done, troubles, p99 } = await race(
      attempts,
      servers.map((server) => server.url),
    )
    const after = await insertsPerSecond(admin, 4)
    const control = (before + after) / 2
    const { over, under, missing } = await count(admin, attempts, done)
    context.tell(
      `${done.size} attempts, ${troubles} troubles, p99 ${p99} ms; controls ${Math.round(before)} and ${Math.round(after)}`,
    )
    const none = (name: string, value: number): BenchResult => ({
      name,
      value,
      unit: '',
      control: null,
      ratio: null,
      target: '0',
      holds: value === 0,
    })
    return [
      none('places: sessions over-filled', over),
      none('places: sessions under-filled', under),
      none('places: kept or waiting, as the answer said, but not in the database', missing + troubles),
      {
        name: `places: attempts, ${CONNECTIONS} connections`,
        value: Math.round(perSecond),
        unit: '/s',
        control: Math.round(control),
        ratio: perSecond / control,
        target: '≥ 0.25',
        holds: perSecond / control >= 0.25,
      },
    ]
  } finally {
    for (const server of servers) await server.stop()
    await admin.end()
  }
}

type Attempt = { sessionId: string; personId: string; cookie: string }

/** Groups, sessions, people and their cookies, straight into the tables; every pair of person and session once, shuffled. */
async function layOut(admin: pg.Pool): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  const service = randomUUID()
  await admin.query(`insert into services (id, slug, name) values ($1, $2, 'Bench')`, [
    service,
    `bench-${service}`,
  ])
  for (let nth = 0; nth < GROUPS; nth++) {
    const group = randomUUID()
    await admin.query(
      `insert into groups (id, service_id, slug, name, kind, nations, state, session_limit)
       values ($1, $2, $3, 'Bench', 'online', '{Scotland}', 'open', $4)`,
      [group, service, `bench-${group}`, LIMIT],
    )
    const sessions = Array.from({ length: SESSIONS / GROUPS }, () => randomUUID())
    await admin.query(
      `insert into sessions (id, group_id, date, starts, ends)
       select id, $2, (clock() + make_interval(days => 20 + n::int))::date, '11:00', '13:00' from unnest($1::uuid[]) with ordinality as x(id, n)`,
      [sessions, group],
    )
    const people = Array.from({ length: PEOPLE }, () => ({
      id: randomUUID(),
      token: randomBytes(32).toString('base64url'),
    }))
    const ids = people.map((person) => person.id)
    await admin.query(`insert into people (id, called) select id, 'Ann' from unnest($1::uuid[]) as id`, [ids])
    await admin.query(
      'insert into members (person_id, group_id) select id, $2 from unnest($1::uuid[]) as id',
      [ids, group],
    )
    await admin.query(
      `insert into addresses (id, kind, value) select id, 'email', id || '@example.org' from unnest($1::uuid[]) as id`,
      [ids],
    )
    await admin.query(
      'insert into person_addresses (person_id, address_id, confirmed_at) select id, id, clock() from unnest($1::uuid[]) as id',
      [ids],
    )
    await admin.query(
      `insert into member_sessions (person_id, token_hash, expires_at)
       select id, hash, clock() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as x(id, hash)`,
      [ids, people.map((person) => createHash('sha256').update(person.token).digest())],
    )
    for (const sessionId of sessions)
      for (const { id, token } of people) attempts.push({ sessionId, personId: id, cookie: `my=${token}` })
  }
  for (let i = attempts.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const [a, b] = [attempts[i], attempts[j]]
    if (a && b) [attempts[i], attempts[j]] = [b, a]
  }
  await admin.query('analyze')
  return attempts
}

type Done = Map<string, 'kept' | 'waiting' | 'given back'>
const keyOf = (attempt: Attempt) => `${attempt.personId} ${attempt.sessionId}`

async function race(attempts: readonly Attempt[], urls: readonly string[]) {
  const done: Done = new Map()
  const times: number[] = []
  let next = 0
  let sent = 0
  let troubles = 0
  const racer = async (url: string) => {
    const connection = new KeepAlive(url)
    const press = async (attempt: Attempt, what: 'keep' | 'give-back') => {
      const began = performance.now()
      const { status, location } = await connection.post(
        `/my/sessions/${attempt.sessionId}/${what}`,
        attempt.cookie,
      )
      times.push(performance.now() - began)
      sent++
      if (status !== 303) troubles++
      return location
    }
    for (let attempt = attempts[next++]; attempt; attempt = attempts[next++]) {
      const location = await press(attempt, 'keep')
      const kept = location.endsWith('place-kept')
      if (!kept && !location.endsWith('place-waiting')) troubles++
      done.set(keyOf(attempt), kept ? 'kept' : 'waiting')
      if (kept && next % GIVES_BACK === 0) {
        const back = await press(attempt, 'give-back')
        if (!back.endsWith('place-given-back')) troubles++
        done.set(keyOf(attempt), 'given back')
      }
    }
    connection.close()
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => racer(urls[i % urls.length] ?? '')))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  return {
    done,
    troubles,
    perSecond: sent / seconds,
    p99: Math.round(times[Math.floor(times.length * 0.99)] ?? 0),
  }
}

/** Sessions with more taken than places, with a free place while somebody waits, and answers that are not in the database. */
async function count(admin: pg.Pool, attempts: readonly Attempt[], done: Done) {
  const sessions = [...new Set(attempts.map((attempt) => attempt.sessionId))]
  const { rows } = await admin.query<{ person_id: string; session_id: string; state: string }>(
    'select person_id, session_id, state from places where session_id = any ($1)',
    [sessions],
  )
  const taken = new Map<string, number>()
  const waits = new Set<string>()
  const states = new Map<string, string>()
  for (const row of rows) {
    states.set(`${row.person_id} ${row.session_id}`, row.state)
    if (row.state === 'waiting') waits.add(row.session_id)
    if (row.state === 'kept' || row.state === 'offered')
      taken.set(row.session_id, (taken.get(row.session_id) ?? 0) + 1)
  }
  const missing = [...done].filter(([key, said]) => {
    const state = states.get(key)
    return said === 'waiting' ? state !== 'waiting' && state !== 'offered' : state !== said
  }).length
  return {
    over: sessions.filter((id) => (taken.get(id) ?? 0) > LIMIT).length,
    under: sessions.filter((id) => (taken.get(id) ?? 0) < LIMIT && waits.has(id)).length,
    missing,
  }
}

/** The control: one row, one commit, as many connections as the race has. */
async function insertsPerSecond(admin: pg.Pool, seconds: number): Promise<number> {
  await admin.query(
    'create table if not exists bench_inserts (id bigint generated always as identity primary key, person uuid, at timestamptz default now())',
  )
  let inserted = 0
  const until = performance.now() + seconds * 1000
  const writer = async () => {
    const client = await admin.connect()
    while (performance.now() < until) {
      await client.query({
        name: 'insert',
        text: 'insert into bench_inserts (person) values ($1)',
        values: [randomUUID()],
      })
      inserted++
    }
    client.release()
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, writer))
  const perSecond = inserted / ((performance.now() - began) / 1000)
  await admin.query('drop table bench_inserts')
  return perSecond
}
