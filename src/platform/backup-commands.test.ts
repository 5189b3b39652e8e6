import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '#config'
import { backupCommands } from './backup-commands.ts'
import { openLog } from './log.ts'
import { openProgram } from './program.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

let folder: string
let mailServer: Server
let mailPort: number
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-commands-'))
  mailServer = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 mail.example.org\r\n')
    socket.on('data', (said) => {
      socket.write(/^QUIT/i.test(said.toString()) ? '221 bye\r\n' : '250 mail.example.org\r\n')
    })
  })
  await new Promise<void>((ready) => mailServer.listen(0, '127.0.0.1', ready))
  mailPort = (mailServer.address() as AddressInfo).port
})
afterAll(() => {
  mailServer.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command as main.ts does, on the given database. */
async function alongside(db: TestDatabase, line: string[], data = folder) {
  const config = readConfig({
    DATABASE_URL: db.urls.app,
    DATABASE_OWNER_URL: db.urls.owner,
    DATABASE_JOBS_URL: db.urls.jobs,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}?ignoreTLS=true`,
    BASE_URL: 'https://groups.example.org',
    SECRET_KEY: 'a key of more than thirty-two characters',
    ALONGSIDE_DATA: data,
  })
  const log = openLog('silent')
  const said: string[] = []
  const command = backupCommands.find(({ name }) => name === line.slice(0, name.split(' ').length).join(' '))
  if (command === undefined) throw new Error(`No such command: ${line.join(' ')}`)
  const code = await command.run(line.slice(command.name.split(' ').length), {
    config,
    log,
    say: (text) => said.push(text),
    tell: (text) => said.push(text),
    open: (options) => openProgram({ config, log, tell: () => {}, ...options }),
  })
  return { code, said: said.join('\n') }
}

describe('the commands of an operator', { timeout: 60_000 }, () => {
  let db: TestDatabase
  let target: TestDatabase
  beforeAll(async () => {
    ;[db, target] = await Promise.all([testDatabase(), testDatabase()])
    await db.rows(`insert into people (called) values ('Mary'), ('June')`)
  })
  afterAll(() => Promise.all([db.drop(), target.drop()]))

  it('back up, insist on the list of erasures, and restore', async () => {
    const key = await generateIdentity()
    writeFileSync(join(folder, 'key.txt'), `# made for a test\n${key}\n`)
    const file = join(folder, 'copy.age')
    const backedUp = await alongside(db, ['backup', file, '--recipient', await identityToRecipient(key)])
    expect(backedUp.code).toBe(0)
    expect(backedUp.said).toContain('people: 2 rows')

    await db.rows(`delete from people where called = 'June'`)
    const later = join(folder, 'later')
    await alongside(db, ['backup', later])

    const elsewhere = join(folder, 'another-machine')
    await expect(alongside(target, ['restore', file], elsewhere)).rejects.toThrow(
      /^Please give the newest list of erasures with --erasures FILE/,
    )
    const restored = await alongside(
      target,
      ['restore', file, '--erasures', `${later}.erasures`, '--identity', join(folder, 'key.txt')],
      elsewhere,
    )
    expect(restored.code).toBe(0)
    expect(restored.said).toContain('1 people erased since then were erased again')
    expect(await target.rows('select called from people')).toEqual([{ called: 'Mary' }])
    expect(readFileSync(join(elsewhere, 'erasures.txt'), 'utf8')).toMatch(/^# end: 1$/m)
  })

  it('say how they are written', async () => {
    await expect(alongside(db, ['backup'])).rejects.toThrow('Please write: alongside backup FILE')
    await expect(alongside(db, ['restore', 'a', '--quick'])).rejects.toThrow(
      'Please write: alongside restore FILE',
    )
    await expect(alongside(db, ['database', 'init', 'localhost'])).rejects.toThrow('begins with postgres://')
  })

  it('make the roles and another database, and print three addresses', async () => {
    const done = await alongside(db, ['database', 'init', db.adminUrl, '--name', 'another_charity'])
    expect(done.code).toBe(0)
    expect(done.said.match(/^DATABASE_(OWNER_|JOBS_)?URL=postgres:\/\/alongside_\w+:\w+@127/gm)).toHaveLength(
      3,
    )
    await db.rows('drop database another_charity')
  })

  it('ask for settings first, but for the one that prints them', () => {
    const before = backupCommands.filter((command) => command.beforeSettings)
    expect(before.map((command) => command.name)).toEqual(['database init'])
  })
})

describe('the doctor', { timeout: 60_000 }, () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase()
  })
  afterAll(() => db.drop())
  const examine = async () => {
    const { code, said } = await alongside(db, ['doctor'])
    return { code, wrong: said.split('\n').filter((line) => line.startsWith('WRONG')), said }
  }

  it('finds a set-up well, but for what a test server lacks', async () => {
    await db.rows(`insert into heartbeats (process) values ('jobs 1')`)
    const { wrong, said } = await examine()
    // The tests' own server runs without fsync, which is just what should be noticed.
    expect(wrong).toEqual([expect.stringContaining('fsync is off')])
    for (const part of ['migrations', 'roles', 'clock', 'disk', 'mail', 'jobs', 'messages', 'gate']) {
      expect(said).toMatch(new RegExp(`^fine {3}${part}: `, 'm'))
    }
  })

  it('says when nobody works on jobs, when one has given up, and when messages are late', async () => {
    await db.rows('delete from heartbeats')
    expect((await examine()).wrong.join()).toContain('Start "alongside serve" or "alongside work"')
    await db.rows(`select graphile_worker.add_job('groups:sessions', max_attempts => 1)`)
    await db.rows(`update graphile_worker._private_jobs set attempts = 1`)
    await db.rows(
      `insert into messages (kind, email, due_at) values ('reminder', 'mary@example.org', clock() - interval '1 hour')`,
    )
    const { code, wrong } = await examine()
    expect(code).toBe(1)
    expect(wrong.join()).toContain('groups:sessions (1)')
    expect(wrong.join()).toContain('1 should have gone out more than a quarter of an hour ago')
    expect(wrong.join()).not.toContain('mary')
  })

  it('says when the gate is closed, and why', async () => {
    await db.rows(`update gate_state set open = false, why = 'Restored.'`)
    expect((await examine()).wrong.join()).toContain('Closed, so nothing is sent. Restored.')
    await db.rows('update gate_state set open = true')
  })

  it('says when a role may do too much', async () => {
    await db.rows('alter role alongside_jobs createdb')
    try {
      expect((await examine()).wrong.join()).toContain('alongside_jobs may do too much')
    } finally {
      await db.rows('alter role alongside_jobs nocreatedb')
    }
  })

  it('says when the mail server is away', async () => {
    await new Promise((done) => mailServer.close(done))
    expect((await examine()).wrong.join()).toContain('The mail server does not take us')
  })
})
