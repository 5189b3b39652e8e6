import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type StaffActor, type StaffRole, system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { fromOurPage, testServices } from '../../platform/testing/services.ts'
import { transact } from '../../platform/transactions.ts'
import { createStaffSession, endAccount, inviteStaff, setRoles, staffOfGroup } from './accounts.ts'
import { addStaff, readStaffAdd } from './commands.ts'
import { staff } from './staff.tsx'

let db: TestDatabase
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  db = await testDatabase()
  await db.rows(`insert into services (slug, name) values ('s', 'Support')`)
  await db.rows(
    `insert into groups (service_id, slug, name, kind, nations, state)
     select id, 'scotland-online', 'Scotland online', 'online', '{Scotland}', 'open' from services`,
  )
})
afterAll(() => db.drop())
beforeEach(async () => {
  app = createApp(testServices(db, { sample: false }), staff)
  await db.rows(
    'truncate rate_limits, messages, staff_sessions, passkeys, account_roles, group_staff cascade',
  )
  await db.rows('delete from accounts')
  await db.rows('delete from audit_log')
})

const asProgram = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, system('a test'), work)
const make = async (email: string, roles: StaffRole[]) => {
  const made = await asProgram((tx) => inviteStaff(tx, { email, name: email.split('@')[0] ?? '', roles }))
  if (!made.ok) throw new Error(made.reason)
  return made.accountId
}
const actorOf = (accountId: string): StaffActor => ({
  kind: 'staff',
  accountId,
  name: '',
  email: '',
  roles: [],
  groups: [],
  sessionId: accountId,
})
const cookieFor = async (accountId: string) =>
  `staff=${(await asProgram((tx) => createStaffSession(tx, { accountId, way: 'passkey', device: '' }))).token}`
const rolesOf = async (accountId: string) =>
  (
    await db.rows<{ role: string }>('select role::text from account_roles where account_id = $1 order by 1', [
      accountId,
    ])
  ).map((row) => row.role)

describe('an administrator', () => {
  const send = async (path: string, body: [string, string][], cookie: string) =>
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { ...fromOurPage, cookie },
    })

  it('invites somebody: account, roles, one message, and the log says who did it', async () => {
    const ada = await make('ada@example.org', ['administrator'])
    await db.rows('delete from messages')
    const cookie = await cookieFor(ada)
    const answer = await send(
      '/staff/accounts/new',
      [
        ['name', 'Fay'],
        ['email', 'fay@example.org'],
        ['roles', 'facilitator'],
        ['roles', 'nurse'],
      ],
      cookie,
    )
    expect(answer.status).toBe(303)
    const [fay] = await db.rows<{ id: string; passkey_required: boolean }>(
      `select id, passkey_required from accounts where email = 'fay@example.org'`,
    )
    expect(fay?.passkey_required).toBe(true)
    expect(await rolesOf(fay?.id ?? '')).toEqual(['facilitator', 'nurse'])
    expect(await db.rows('select kind, account_id from messages')).toEqual([
      { kind: 'staff invitation', account_id: fay?.id },
    ])
    expect(
      await db.rows(`select account_id from audit_log where table_name = 'accounts' and row_id = $1`, [
        fay?.id,
      ]),
    ).toEqual([{ account_id: ada }])

    const twice = await send(
      '/staff/accounts/new',
      [
        ['name', 'Fay'],
        ['email', 'FAY@example.org'],
        ['roles', 'nurse'],
      ],
      cookie,
    )
    expect(twice.status).toBe(422)
    expect(await twice.text()).toContain('There is an account with this address already')
  })

  it('is told what is missing, with what was typed still there', async () => {
    const cookie = await cookieFor(await make('ada@example.org', ['administrator']))
    const answer = await send(
      '/staff/accounts/new',
      [
        ['name', 'Fay <b>'],
        ['email', 'no'],
      ],
      cookie,
    )
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('Choose at least one role')
    expect(html).toContain('Enter an e-mail address')
    expect(html).toContain('value="Fay &lt;b>"')
  })

  it('gives and takes groups, only within the roles that somebody holds', async () => {
    const cookie = await cookieFor(await make('ada@example.org', ['administrator']))
    const fay = await make('fay@example.org', ['facilitator'])
    const give = (part: string, group = 'Scotland ONLINE') =>
      send(
        `/staff/accounts/${fay}/groups`,
        [
          ['group', group],
          ['part', part],
        ],
        cookie,
      )
    expect((await give('coordinator')).status).toBe(422)
    expect((await give('facilitator', 'nowhere')).status).toBe(422)
    expect((await give('facilitator')).status).toBe(303)
    expect((await give('facilitator')).status).toBe(422)
    const [row] = await db.rows<{ group_id: string; part: string }>('select group_id, part from group_staff')
    expect(row?.part).toBe('facilitator')
    const of = await asProgram((tx) => staffOfGroup(tx, row?.group_id ?? ''))
    expect(of.map((one) => one.email)).toEqual(['fay@example.org'])
    await send(
      `/staff/accounts/${fay}/groups/take`,
      [
        ['group', row?.group_id ?? ''],
        ['part', 'facilitator'],
      ],
      cookie,
    )
    expect(await db.rows('select from group_staff')).toHaveLength(0)
  })

  it('invites again: passkeys and sessions of before are gone, and the log keeps it', async () => {
    const ada = await make('ada@example.org', ['administrator'])
    const cookie = await cookieFor(ada)
    const fay = await make('fay@example.org', ['facilitator'])
    await cookieFor(fay)
    await db.rows(
      `insert into passkeys (account_id, credential_id, public_key, name) values ($1, 'k', '\\x00', 'Phone')`,
      [fay],
    )
    await db.rows('delete from messages')
    expect((await send(`/staff/accounts/${fay}/again`, [], cookie)).status).toBe(303)
    expect(await db.rows('select from passkeys')).toHaveLength(0)
    expect(
      await db.rows('select from staff_sessions where account_id = $1 and ended_at is null', [fay]),
    ).toHaveLength(0)
    expect(await db.rows('select kind from messages')).toEqual([{ kind: 'staff invitation' }])
    expect(await db.rows(`select account_id, row_id, after from audit_log where verb = 'did'`)).toEqual([
      { account_id: ada, row_id: fay, after: { invited: 'again' } },
    ])
  })

  it('ends an account: signed out, no groups, and it can be invited anew', async () => {
    const cookie = await cookieFor(await make('ada@example.org', ['administrator']))
    const fay = await make('fay@example.org', ['facilitator'])
    const theirs = await cookieFor(fay)
    expect((await app.request('/staff/account', { headers: { cookie: theirs } })).status).toBe(200)
    expect((await send(`/staff/accounts/${fay}/end`, [], cookie)).status).toBe(303)
    expect((await app.request('/staff/account', { headers: { cookie: theirs } })).status).toBe(303)
    const again = await asProgram((tx) =>
      inviteStaff(tx, { email: 'fay@example.org', name: 'Fay', roles: ['helper'] }),
    )
    expect(again).toEqual({ ok: true, accountId: fay })
    expect(await rolesOf(fay)).toEqual(['helper'])
  })
})

describe('one administrator stays', { timeout: 30_000 }, () => {
  it('whoever tries to end the last, or to take the role', async () => {
    const ada = await make('ada@example.org', ['administrator'])
    const as = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, actorOf(ada), work)
    expect(await as((tx) => endAccount(tx, ada))).toEqual({ ok: false, reason: 'last administrator' })
    expect(await as((tx) => setRoles(tx, { accountId: ada, roles: ['helper'] }))).toEqual({
      ok: false,
      reason: 'last administrator',
    })
    expect(await rolesOf(ada)).toEqual(['administrator'])
    const bea = await make('bea@example.org', ['administrator'])
    expect(await as((tx) => endAccount(tx, bea))).toEqual({ ok: true })
  })

  it('even when two end each other at the same moment', async () => {
    for (let i = 0; i < 5; i++) {
      const ada = await make(`ada${i}@example.org`, ['administrator'])
      const bea = await make(`bea${i}@example.org`, ['administrator'])
      const others = await db.rows<{ id: string }>(
        'select id from accounts where ended_at is null and id not in ($1, $2)',
        [ada, bea],
      )
      for (const { id } of others) await asProgram((tx) => endAccount(tx, id))
      const ended = await Promise.all([
        transact(db.app, actorOf(ada), (tx) => endAccount(tx, bea)),
        transact(db.app, actorOf(bea), (tx) => endAccount(tx, ada)),
      ])
      expect(ended.filter((one) => one.ok)).toHaveLength(1)
      expect(
        await db.rows(
          `select from accounts a join account_roles r on r.account_id = a.id
           where a.ended_at is null and r.role = 'administrator'`,
        ),
      ).toHaveLength(1)
    }
  })
})

it('somebody else’s account is not theirs to change', async () => {
  await make('ada@example.org', ['administrator'])
  const fay = await make('fay@example.org', ['facilitator'])
  const holly = await make('holly@example.org', ['helper'])
  const as = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, actorOf(fay), work)
  await as((tx) => tx.updateTable('accounts').set({ name: 'Changed' }).where('id', '=', holly).execute())
  await as((tx) => tx.updateTable('accounts').set({ name: 'Fay B' }).where('id', '=', fay).execute())
  await expect(
    as((tx) => tx.updateTable('accounts').set({ passkey_required: false }).where('id', '=', fay).execute()),
  ).rejects.toThrow(/only an administrator/)
  await expect(
    as((tx) => tx.insertInto('account_roles').values({ account_id: fay, role: 'administrator' }).execute()),
  ).rejects.toThrow(/row-level security/)
  expect(await db.rows(`select name from accounts where email <> 'ada@example.org' order by email`)).toEqual([
    { name: 'Fay B' },
    { name: 'holly' },
  ])
})

describe('staff add', () => {
  it('reads an address, roles, groups and a name', () => {
    expect(
      readStaffAdd([
        'a@example.org',
        '--role',
        'coordinator,nurse',
        '--role=helper',
        '--group',
        'dorset',
        '--name',
        'A B',
      ]),
    ).toEqual({
      email: 'a@example.org',
      name: 'A B',
      roles: ['coordinator', 'nurse', 'helper'],
      groups: ['dorset'],
    })
  })
  it('says what is missing', () => {
    expect(() => readStaffAdd([])).toThrow(/Say whose account/)
    expect(() => readStaffAdd(['a@example.org', '--role', 'king'])).toThrow(/no role “king”/)
    expect(() => readStaffAdd(['a@example.org', '--rule', 'nurse'])).toThrow(/not understood/)
    expect(() => readStaffAdd(['a@example.org', '--role', 'nurse', '--group', 'x'])).toThrow(
      /coordinator or a facilitator/,
    )
  })
  it('makes an account, and the second time invites again and adds the role', async () => {
    const wanted = {
      ...readStaffAdd(['a@example.org', '--role', 'coordinator', '--group', 'scotland-online']),
      passkeyRequired: true,
    }
    const first = await asProgram((tx) => addStaff(tx, wanted))
    expect(first.again).toBe(false)
    expect(await db.rows('select part from group_staff')).toEqual([{ part: 'coordinator' }])
    const second = await asProgram((tx) => addStaff(tx, { ...wanted, roles: ['administrator'], groups: [] }))
    expect(second).toEqual({ accountId: first.accountId, again: true })
    expect(await rolesOf(first.accountId)).toEqual(['administrator', 'coordinator'])
    await expect(asProgram((tx) => addStaff(tx, { ...wanted, groups: ['nowhere'] }))).rejects.toThrow(
      /no group/,
    )
    await expect(
      asProgram((tx) => addStaff(tx, { ...wanted, email: 'b@example.org', roles: [], groups: [] })),
    ).rejects.toThrow(/at least one role/)
  })
})

describe('the audit log', () => {
  it('shows who did what, filtered, page by page without gaps or doubles', async () => {
    const ada = await make('ada@example.org', ['administrator'])
    const cookie = await cookieFor(ada)
    await db.rows('delete from audit_log')
    const person = '11111111-2222-4333-8444-555555555555'
    await db.rows(
      `insert into audit_log (at, actor_kind, account_id, verb, table_name, row_id, subject_id, before, after)
       select clock() - make_interval(mins => n / 3), 'staff', $1, case n % 2 when 0 then 'looked' else 'update' end, 'people', n::text,
         case when n < 10 then $2::uuid end, null, '{"called": "New name"}' from generate_series(1, 120) n`,
      [ada, person],
    )
    const open = async (query: string) => {
      const answer = await app.request(`/staff/audit${query}`, { headers: { cookie } })
      return { status: answer.status, html: await answer.text() }
    }
    const count = (html: string) => html.match(/New name/g)?.length ?? 0
    const first = await open('')
    expect(first.status).toBe(200)
    expect(count(first.html)).toBe(50)
    expect(first.html).toContain('Looked at')
    let shown = 50
    let next = /href="(\/staff\/audit\?[^"]*id=\d+[^"]*)"/.exec(first.html)?.[1]
    while (next) {
      const page = await open(next.replace('/staff/audit', '').replaceAll('&amp;', '&'))
      shown += count(page.html)
      next = /href="(\/staff\/audit\?[^"]*id=\d+[^"]*)"/.exec(page.html)?.[1]
    }
    expect(shown).toBe(120)
    expect(count((await open(`?person=${person}`)).html)).toBe(9)
    expect(count((await open('?verb=looked')).html)).toBe(50)
    expect(count((await open('?table=places')).html)).toBe(0)
    expect((await open('?table=places')).html).toContain('Nothing in the log fits')
    expect(count((await open('?from=2001-01-01&to=2001-02-01')).html)).toBe(0)
    const wrong = await open('?from=2001-02-30')
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Enter a date such as 2026-03-31')
  })

  it('walks an index however long it is', async () => {
    const ada = await make('ada@example.org', ['administrator'])
    await db.rows(
      `insert into audit_log (at, verb, table_name, row_id, account_id, subject_id)
       select clock() - make_interval(secs => n), 'looked', case n % 300 when 0 then 'charity' else 'people' end, n::text, $1,
         gen_random_uuid() from generate_series(1, 30000) n`,
      [ada],
    )
    await db.rows('analyze audit_log')
    const plan = async (where: string) =>
      transact(db.app, actorOf(ada), async (tx) => {
        const { sql } = await import('kysely')
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          explain select * from audit_log l ${sql.raw(where)} order by at desc, id desc limit 51`.execute(tx)
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    for (const where of [
      '',
      `where table_name = 'charity'`,
      `where (at, id) < (clock() - interval '4 hours', 5)`,
    ]) {
      const said = await plan(where)
      expect(said).toContain('Index Scan')
      expect(said).not.toMatch(/Seq Scan on audit_log_20\d\d|Seq Scan on audit_log_default/)
    }
  }, 60_000)
})
