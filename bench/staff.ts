import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { type BenchContext, type BenchResult, serverEnvironment, startServer } from './context.ts'
import { crowd, layCrowd } from './crowd.ts'
import { StatementCounter } from './statements.ts'

const TIMES = 9
const MOST_MS = 300

type Who = { role: 'administrator' | 'coordinator'; cookie: string }

/** Staff pages of a charity with a million messages: how long each takes over HTTP, and how many statements it asks. */
export async function benchStaff(context: BenchContext): Promise<BenchResult[]> {
  const admin = new pg.Client({ connectionString: context.adminUrl })
  await admin.connect()
  admin.on('error', () => {})
  const began = performance.now()
  await layCrowd(admin)
  context.tell(`The crowd is laid in ${Math.round((performance.now() - began) / 1000)} s`)
  const who = [await signIn(admin, 'administrator'), await signIn(admin, 'coordinator')]
  const addresses = await addressesOf(admin)
  const counter = new StatementCounter({ host: '127.0.0.1', port: Number(new URL(context.urls.app).port) })
  const through = (port: number, url: string) => Object.assign(new URL(url), { port: String(port) }).href
  const port = await counter.listen()
  const urls = { ...context.urls, app: through(port, context.urls.app) }
  const server = await context.serve()
  const counted = await startServer(serverEnvironment(urls, context.smtpUrl, false))
  const results: BenchResult[] = []
  try {
    for (const { role, cookie } of who)
      for (const [name, path] of Object.entries(addresses)) {
        const get = (base: string) => fetch(base + path, { headers: { cookie } })
        const ms = await median(async () => {
          const answer = await get(server.url)
          await answer.arrayBuffer()
          if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} to a ${role}`)
        })
        await (await get(counted.url)).arrayBuffer()
        counter.statements = 0
        await (await get(counted.url)).arrayBuffer()
        context.tell(`${role}, ${name}: ${ms} ms, ${counter.statements} statements`)
        results.push({
          name: `${role}, ${name}: ${counter.statements} statements`,
          value: ms,
          unit: 'ms',
          control: null,
          ratio: null,
          target: `≤ ${MOST_MS} ms`,
          holds: ms <= MOST_MS,
        })
      }
  } finally {
    await server.stop()
    await counted.stop()
    counter.close()
    await admin.end()
  }
  return results
}

async function median(once: () => Promise<void>): Promise<number> {
  await once()
  const times: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now()
    await once()
    times.push(performance.now() - began)
  }
  return Math.round(times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0)
}

/** An account with a session; a coordinator's groups are five of the crowd's. @returns the cookie. */
async function signIn(admin: pg.Client, role: Who['role']): Promise<Who> {
  const account = randomUUID()
  const token = randomBytes(32).toString('base64url')
  await admin.query(`insert into accounts (id, name, email, passkey_required) values ($1, $2, $3, false)`, [
    account,
    role,
    `${account}@example.org`,
  ])
  await admin.query('insert into account_roles (account_id, role) values ($1, $2)', [account, role])
  if (role === 'coordinator')
    await admin.query(
      `insert into group_staff (group_id, account_id, part) select id, $1, 'coordinator' from groups
       where slug in ('crowd-1', 'crowd-2', 'crowd-3', 'crowd-4', 'crowd-5')`,
      [account],
    )
  await admin.query(
    `insert into staff_sessions (account_id, token_hash, way, expires_at)
     values ($1, $2, 'passkey', clock() + interval '12 hours')`,
    [account, createHash('sha256').update(token).digest()],
  )
  return { role, cookie: `staff=${token}` }
}

/** What is opened, with ids of the coordinator's own group, so that both may. */
async function addressesOf(admin: pg.Client): Promise<Record<string, string>> {
  const one = async (sql: string): Promise<string> =>
    (await admin.query<{ one: string }>(sql)).rows[0]?.one ?? ''
  const group = await one(`select id as one from groups where slug = 'crowd-3'`)
  const person = await one(
    `select person_id as one from members where group_id = '${group}' and not has_died(person_id) order by joined_at limit 1`,
  )
  const fullName = await one(`select full_name as one from people where id = '${person}'`)
  const message = await one(
    `select id as one from messages where person_id = '${person}' order by created_at desc limit 1`,
  )
  const before = await one(
    `select (extract(epoch from created_at) * 1000000)::bigint || '.' || id as one from messages
     order by created_at desc offset ${crowd.messages * 0.9} limit 1`,
  )
  const states = ['waiting', 'sent', 'held', 'stopped', 'undelivered', 'bounced']
  const only = ['new', 'joined', 'no e-mail', 'call', 'not let in', 'to let in', 'wrong address']
  const query = (path: string, fields: Record<string, string>) => `${path}?${new URLSearchParams(fields)}`
  return {
    Today: '/staff',
    messages: '/staff/messages',
    ...Object.fromEntries(states.map((state) => [`messages ${state}`, query('/staff/messages', { state })])),
    'messages of a kind': query('/staff/messages', { kind: 'joined' }),
    'messages of a kind and state': query('/staff/messages', { kind: 'joined', state: 'bounced' }),
    'messages of a group': query('/staff/messages', { group }),
    'messages of a group and state': query('/staff/messages', { group, state: 'stopped' }),
    'messages of a person': query('/staff/messages', { person }),
    'messages to a name': query('/staff/messages', { q: 'iona' }),
    'messages to an address': query('/staff/messages', { q: 'nobody@example.org' }),
    'messages, after nine tenths of them': query('/staff/messages', { before }),
    'messages not delivered': '/staff/messages/undelivered',
    'one message': `/staff/messages/${message}`,
    people: '/staff/people',
    'people, one found': query('/staff/people', { q: fullName }),
    'people, a tenth found': query('/staff/people', { q: 'eilidh' }),
    'people, everybody found': query('/staff/people', { q: 'example.org' }),
    'people, half found by phone': query('/staff/people', { q: '07700' }),
    'people, nobody found': query('/staff/people', { q: 'nobody at all' }),
    'people, a slip in the name': query('/staff/people', { q: 'Eilidh Shwa' }),
    ...Object.fromEntries(
      only.map((filter) => [`people, ${filter}`, query('/staff/people', { only: filter })]),
    ),
    'people of a group': query('/staff/people', { group }),
    'one person': `/staff/people/${person}`,
    groups: '/staff/groups',
    'one group': '/staff/groups/crowd-3',
    calls: '/staff/calls',
  }
}
